"""What differs between two rule sets: two revisions of the law, or the law and a bill.

Two revisions are compared as the law stood on the first day of each, schedule by schedule and year
by year; a bill is compared on the points it would change. Only what differs is given.
Not here: the law itself (the files beside this one), how it is shown (`cli/rules_diff.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.authority import Citation, Status
from domain.errors import NoRuleInForceError, NotFoundError, UsageError
from domain.fiscal_year import FiscalYear
from domain.statute.bill import Change, ProposedRuleSet
from domain.statute.catalogue import all_schedules
from domain.statute.proposed import PROPOSED
from domain.statute.rules import RULE_SETS
from domain.statute.schedule import Schedule

# The program's first year, and the first year after the last one that any schedule names.
_YEARS: Final = tuple(FiscalYear(year) for year in range(2013, 2034))


@dataclass(frozen=True, slots=True, kw_only=True)
class Enacted:
    """A revision of § 10-262u, and the day the law is compared on: its first."""

    key: str
    on: date


RuleSet = Enacted | ProposedRuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one of the two says on a point; `note` is a caveat or ""."""

    shown: str
    citation: Citation
    status: Status
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One point on which two rule sets differ.

    Attributes:
        schedule, title: what it is about.
        first_year, last_year: the fiscal years it is so for; None where no end is known.
        before, after: what each says; None where it says nothing.
    """

    schedule: str
    title: str
    first_year: FiscalYear
    last_year: FiscalYear | None
    before: Said | None
    after: Said | None

    @property
    def kind(self) -> str:
        """How it differs: new, gone, changed, or the same by another act."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        return "changed" if self.before.shown != self.after.shown else "same, by another act"


def rule_set_keys() -> tuple[str, ...]:
    """Every rule set there is, the law's revisions first."""
    return (
        *(entry.value for entry in RULE_SETS.entries),
        *(entry.value.key for entry in PROPOSED.entries),
    )


def rule_set_named(key: str) -> RuleSet:
    """The rule set of a key, such as "CT-262u/2022" or "proposed/HB5038-2022".

    Raises NotFoundError with every key.
    """
    for entry in RULE_SETS.entries:
        if entry.value == key:
            return Enacted(key=key, on=entry.effective)
    for bill in PROPOSED.entries:
        if bill.value.key == key:
            return bill.value
    shown = ascii(key)[:60]
    known = ", ".join(rule_set_keys())
    raise NotFoundError(
        f"{shown} is no rule set.",
        details={"given": shown, "known": known},
        next_step=f"Known: {known}.",
    )


def differences(
    before: RuleSet, after: RuleSet, fiscal_year: FiscalYear | None = None
) -> list[Difference]:
    """Where two rule sets differ, in the order of the statute, then by year.

    Raises UsageError where neither of the two is law.
    """
    if not isinstance(before, Enacted) and not isinstance(after, Enacted):
        raise UsageError(
            "A bill is compared with the law, and neither of these two is law.",
            next_step="Name an enacted rule set first, such as CT-262u/2023.",
        )
    years = _YEARS if fiscal_year is None else (fiscal_year,)
    return [
        found
        for name, title in _points(before, after).items()
        for found in _of_point(name, title, before, after, years)
    ]


def _points(before: RuleSet, after: RuleSet) -> dict[str, str]:
    """The points that may differ, with what each is about; of a bill, those it would change."""
    changed = {
        change.schedule: change.title
        for one in (before, after)
        if isinstance(one, ProposedRuleSet)
        for change in one.changes
    }
    laws = {schedule.name: schedule.title for schedule in _law()}
    if not changed:
        return laws
    in_order = {name: title for name, title in laws.items() if name in changed}
    return in_order | {name: title for name, title in changed.items() if name not in laws}


def _law() -> list[Schedule[object]]:
    """Every schedule of the law, without the list of revisions and the list of bills."""
    return [one for one in all_schedules() if one not in (RULE_SETS, PROPOSED)]


def _of_point(
    name: str, title: str, before: RuleSet, after: RuleSet, years: tuple[FiscalYear, ...]
) -> Iterator[Difference]:
    """The differences on one point: years in a row that differ alike are one difference."""
    run: list[FiscalYear] = []
    pair: tuple[Said | None, Said | None] = (None, None)
    for year in (*years, None):
        here = (None, None) if year is None else _pair(name, before, after, year)
        if run and (year is None or here != pair):
            yield _difference(name, title, run, pair, open_end=run[-1] == _YEARS[-1])
            run = []
        if year is not None and here[0] != here[1]:
            run, pair = [*run, year], here


def _difference(
    name: str,
    title: str,
    run: list[FiscalYear],
    pair: tuple[Said | None, Said | None],
    *,
    open_end: bool,
) -> Difference:
    return Difference(
        schedule=name,
        title=title,
        first_year=run[0],
        last_year=None if open_end and len(run) > 1 else run[-1],
        before=pair[0],
        after=pair[1],
    )


def _pair(
    name: str, before: RuleSet, after: RuleSet, year: FiscalYear
) -> tuple[Said | None, Said | None]:
    """What both say; where a bill is silent it leaves the law as it is, and nothing differs."""
    said = {id(one): _said(name, one, year) for one in (before, after)}
    for bill in (before, after):
        if isinstance(bill, ProposedRuleSet) and said[id(bill)] is None:
            return None, None
    return said[id(before)], said[id(after)]


def _said(name: str, rule_set: RuleSet, year: FiscalYear) -> Said | None:
    if isinstance(rule_set, ProposedRuleSet):
        return next(
            (
                _proposed(rule_set, change)
                for change in rule_set.changes
                if change.schedule == name and change.governs(year)
            ),
            None,
        )
    schedule = next((one for one in _law() if one.name == name), None)
    if schedule is None:
        return None
    try:
        entry = schedule.in_force(year, rule_set.on)
    except NoRuleInForceError:
        return None
    return Said(shown=entry.shown, citation=entry.citation, status=entry.status, note=entry.note)


def _proposed(bill: ProposedRuleSet, change: Change) -> Said:
    return Said(
        shown=change.shown, citation=bill.citation, status=Status.PROPOSED, note=change.note
    )
