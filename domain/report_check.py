"""What is not as it should be in an expenditure report: discrepancies, each with its place.

Nothing that a source does not ask stops a report: the desk review looks at the notes. Source:
C.G.S. § 10-262u(g). Not here: the form of a file (`ledger/report_file.py`, `cli/workbook/`), its
money (`domain/report_standard.py`), the decision to accept (`domain/decisions/intake.py`).
"""

from collections.abc import Iterator
from datetime import date

from domain.money import ZERO, Money, total
from domain.plan_content import Discrepancy, Severity, note, stop
from domain.plan_reading import AS_NAMED, Places
from domain.report_content import Counted, ReportContent
from domain.report_standard import (
    ReportStandard,
    grant_known,
    held_to_the_plan,
    held_to_the_record,
)

_G = "C.G.S. § 10-262u(g)"
_POLICY = "configuration, not law: UNVERIFIED"


def report_discrepancies(
    content: ReportContent, standard: ReportStandard, places: Places = AS_NAMED
) -> tuple[Discrepancy, ...]:
    """Everything that is not as it should be, what stops the report first.

    `places`: where its parts stand, and which could not be read: those are on the list of what is
    wrong with the form, and nothing more is said of them.
    """
    found = [
        *_amounts(content, standard, places),
        *held_to_the_plan(content, standard, places),
        *held_to_the_record(content, standard, places),
        *_columns(content, standard, places),
        *(
            _annual(content, standard, places)
            if content.as_of is None
            else _interim(content, content.as_of, standard, places)
        ),
        *_waiting(content, places),
    ]
    read = [one for one in found if one.place not in places.unread or one.code == "checks_waiting"]
    return tuple(sorted(read, key=lambda one: one.severity is not Severity.STOPS))


def _amounts(
    content: ReportContent, standard: ReportStandard, places: Places
) -> Iterator[Discrepancy]:
    """A report in which nothing is filled in is none where there was something to spend."""
    if not places.was_read("lines"):
        return
    if not content.lines:
        if standard.available == ZERO:
            told = "No line is filled in; nothing was available to be spent."
            yield note("nothing_filled_in", places.of("lines"), told, _G)
        else:
            told = "No line is filled in. Where nothing was spent, write 0 on each line."
            yield stop("nothing_filled_in", places.of("lines"), told, _G)
    elif grant_known(content, places) and not content.spent(Counted.OBLIGATED):
        told = "Every line comes to 0.00. Was the right column filled in?"
        yield note("nothing_spent", places.of("total column paid"), told, _G)


def _columns(
    content: ReportContent, standard: ReportStandard, places: Places
) -> Iterator[Discrepancy]:
    """What stands in columns that do not count, or of which nobody said whether they do."""
    after = total([line.paid_after for line in content.lines])
    still = total([line.obligated for line in content.lines])
    yield from _paid_after(content, standard, after, places)
    for column, words, amount, counting in (
        ("paid_after", "Obligated and paid after", after, (Counted.PAID_AFTER, Counted.OBLIGATED)),
        ("obligated", "Still obligated", still, (Counted.OBLIGATED,)),
    ):
        place = places.of(f"total column {column}")
        if not amount or standard.counted in counting:
            continue
        if standard.counted is None:
            told = f"{words} {amount.display}: which columns count as spent is not set."
            yield note("columns_not_set", place, told)
        else:
            told = (
                f"{words} {amount.display} does not count as spent; the Department counts "
                f"{standard.counted.words} ({_POLICY})."
            )
            yield note(f"{column}_not_counted", place, told)


def _paid_after(
    content: ReportContent, standard: ReportStandard, amount: Money, places: Places
) -> Iterator[Discrepancy]:
    place, until = places.of("paid after day"), content.paid_after_until
    if until is None:
        if amount:
            told = f"Obligated and paid after {amount.display}, and up to which day is not said."
            yield note("paid_after_without_day", place, told)
    elif until <= standard.fiscal_year.last_day:
        told = (
            f"Obligations are paid up to {until}, it says: not after the year's end on "
            f"{standard.fiscal_year.last_day}."
        )
        yield note("paid_after_day_early", place, told)
    elif standard.paid_after_until is not None and until != standard.paid_after_until:
        told = (
            f"Obligations are paid up to {until}, it says; the Department set "
            f"{standard.paid_after_until} ({_POLICY})."
        )
        yield note("paid_after_day_differs", place, told)


def _annual(
    content: ReportContent, standard: ReportStandard, places: Places
) -> Iterator[Discrepancy]:
    """The annual report: certified, and of a year that is over."""
    end, came, place = standard.fiscal_year.last_day, standard.came_on, places.of("certification")
    if came is not None and came <= end:
        told = (
            f"It came on {came}, before the year was over on {end}. If it is an estimate, send it "
            "as an interim report."
        )
        yield note("annual_before_year_end", places.of("kind"), told, _G)
    if content.certified_by is None:
        told = "Nobody certified it; the year cannot close on it until somebody does."
        yield note("certification_missing", place, told, _G)
    elif content.certified_on is None:
        told = "The day of its certification is not given."
        yield note("certification_day_missing", place, told, _G)
    elif content.certified_on < end:
        told = f"It was certified on {content.certified_on}, before the year was over on {end}."
        yield note("certified_before_year_end", place, told, _G)
    elif came is not None and content.certified_on > came:
        told = f"It was certified on {content.certified_on}, it says; it was here on {came}."
        yield note("certified_later", place, told, _G)


def _interim(
    content: ReportContent, as_of: date, standard: ReportStandard, places: Places
) -> Iterator[Discrepancy]:
    """An estimate during the year: it never posts, and nobody certifies it."""
    year, came, place = standard.fiscal_year, standard.came_on, places.of("up to")
    if not year.first_day <= as_of <= year.last_day:
        told = f"The interim report counts up to {as_of}, outside {year}."
        yield stop("interim_outside_year", place, told, _G)
    elif as_of == year.last_day:
        told = f"The interim report counts up to {as_of}. Is it the annual report?"
        yield note("interim_of_whole_year", place, told, _G)
    elif came is not None and as_of > came:
        told = f"The interim report counts up to {as_of}; it was here on {came}."
        yield note("interim_in_advance", place, told, _G)
    if content.certified_by is not None:
        told = "An interim report is an estimate; that it is certified does not make it annual."
        yield note("interim_certified", places.of("certification"), told, _G)


def _waiting(content: ReportContent, places: Places) -> Iterator[Discrepancy]:
    if not grant_known(content, places):
        told = (
            "Not checked until every amount can be read and stands on a line: what they add up to, "
            "against what was available."
        )
        yield note("checks_waiting", places.of("total column paid"), told)
