"""The letter of a determination, as text: findings of fact, conclusions of law, the calculation.

A form is frozen: the same record gives the same bytes for good, and their SHA-256 stands in the
event with the form's name. "determination/1" offered a schedule of payments also where nothing is
repaid; "determination/2" does not. A letter is made of the state before the event, the event, the
district and the law of its day, and of nothing else. Source: C.G.S. § 10-262u(g); two parts as
§ 4-180(c) has them for a contested case, unverified. Not here: the file for word processors
(`domain/rich_text.py`); papers of other steps.
"""

import hashlib
import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

from domain.claim_events import FindingKind, FindingRaised
from domain.claim_state import Finding
from domain.determination_events import DeterminationIssued, FindingShare
from domain.determination_state import Determination
from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.state import DistrictYear
from domain.statute.rules import Rules

_FIRST_FORM: Final = "determination/1"
FORM: Final = "determination/2"  # of letters issued now
FORMS: Final = (_FIRST_FORM, FORM)

# The words of the form, which do not change with those of the screens.
_KINDS: Final = {
    FindingKind.UNAPPROVED_USE: "unapproved use",
    FindingKind.SUPPLANTING: "supplanting",
    FindingKind.NO_EVIDENCE: "no evidence",
    FindingKind.PASS_THROUGH: "not passed through",
}
_SPLIT: Final = (
    "This is both to repay and to reduce, which the statute does not authorize in words and does "
    "not forbid."
)
_SCHEDULE: Final = "A schedule of payments that does not lower the total can be agreed."

_WIDTH: Final = 78
_HARD_SPACE: Final = "\N{NO-BREAK SPACE}"
_COLUMN: Final = 14
_FIRST: Final = 12


def letter(
    event: DeterminationIssued,
    before: DistrictYear,
    district: District,
    rules: Rules,
    reported: Mapping[str, Money],
) -> str:
    """The letter's text in the form that the event names, each line ended by a line feed.

    Attributes:
        before: the district-year as it was known when the determination was issued.
        rules: the law of the year on the legal date of the determination.
        reported: what the board reported, by line, where the report has lines.

    Raises NoRuleInForceError where the law of the day says no days for a contested case.
    """
    known = before.claims.determinations.get(event.determination, Determination())
    paragraphs = [
        *_head(event, district, rules),
        *_order(event),
        *_facts(event),
        *calculation(event, before, reported),
        *_conclusions(event),
        *_how_to_answer(known, rules, schedule=_offers_schedule(event)),
        *_unverified(event, known),
    ]
    return "\n".join(paragraphs) + "\n"


def sha256_of(text: str) -> str:
    """The SHA-256 of a letter's bytes, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _head(event: DeterminationIssued, district: District, rules: Rules) -> list[str]:
    year: FiscalYear = rules.year
    return [
        "STATE OF CONNECTICUT · DEPARTMENT OF EDUCATION",
        "",
        f"DETERMINATION {event.determination}",
        f"{district} · {year}, {year.first_day} to {year.last_day} · Alliance District funds",
        f"Date: {rules.on}",
        "",
        f"To the board of education of {district.name}",
        "",
    ]


def _order(event: DeterminationIssued) -> list[str]:
    amounts = (
        ("the board repays", event.repay),
        ("funding of a later fiscal year is reduced by", event.reduce),
        ("not claimed any more", event.dropped),
    )
    decided = total([one.amount for one in event.shares])
    proof = " + ".join(amount.display for _, amount in amounts)
    return [
        *_text(
            "Under C.G.S. § 10-262u(g) the Commissioner of Education determines, on the findings "
            "below:"
        ),
        "",
        *(_amount(label, amount) for label, amount in amounts),
        _amount("decided in all", decided),
        f"  proof {proof} = {decided.display}",
        *(["", *_text(_SPLIT)] if event.split else []),
        "",
    ]


def _facts(event: DeterminationIssued) -> list[str]:
    lines = ["PART ONE. FINDINGS OF FACT", ""]
    for number, fact in enumerate(event.facts, start=1):
        records = "record" if len(fact.positions) == 1 else "records"
        places = ", ".join(str(position) for position in fact.positions)
        lines += [*_item(number, f"{fact.words} ({records} {places})"), ""]
    return lines


def calculation(
    event: DeterminationIssued, before: DistrictYear, reported: Mapping[str, Money]
) -> list[str]:
    """The calculation line by line, as it stands in the letter; arguments as for `letter`."""
    measured = (
        "No approved plan was in force on the last day of the year."
        if event.plan_version is None
        else f"Measured by plan version {event.plan_version}, in force on the last day of the year."
    )
    lines = ["THE CALCULATION", "", measured, ""]
    plan = before.plans.get(event.plan_version or 0)
    approved = {one.key: one.amount for one in plan.lines} if plan else {}
    for share in event.shares:
        finding = before.claims.findings[share.finding]
        lines += [*_by_line(share, finding, approved, reported), ""]
    return lines


def _by_line(
    share: FindingShare,
    finding: Finding,
    approved: Mapping[str, Money],
    reported: Mapping[str, Money],
) -> list[str]:
    raised = finding.raised
    what = (
        f"{_KINDS[raised.kind]}: {raised.reason}" if raised else "as the opening statement has it"
    )
    lines = [*_text(f"Finding {share.finding}, {what}"), *_allowance(raised)]
    if raised and raised.lines:
        lines.append(_row("line", ("approved", "reported", "over", "questioned", "allowed")))
    for line in raised.lines if raised else ():
        given, spent = approved.get(line.key), reported.get(line.key)
        over = None if spent is None else max(ZERO, spent - (given or ZERO))
        allowed = finding.allowed.get(line.key, ZERO)
        cells = (given, spent, over, line.amount, allowed)
        lines.append(_row(line.key, [one.display if one is not None else "–" for one in cells]))
    allowed = total(list(finding.allowed.values()))
    taken = f" − taken over {finding.absorbed.display}" if finding.absorbed else ""
    return [
        *lines,
        *_text(
            f"questioned {finding.amount.display} − allowed {allowed.display} − decided before "
            f"{finding.decided.display}{taken} = open {finding.open.display}; decided here "
            f"{share.amount.display}; left open {(finding.open - share.amount).display}"
        ),
    ]


def _allowance(raised: FindingRaised | None) -> list[str]:
    if raised is None or raised.allowance is None:
        return []
    return _text(f"Variance allowance: {raised.allowance}. UNVERIFIED: no source gives one.")


def _conclusions(event: DeterminationIssued) -> list[str]:
    lines = ["PART TWO. CONCLUSIONS OF LAW", ""]
    for number, one in enumerate(event.conclusions, start=1):
        lines += [*_item(number, f"{one.words} ({one.clause})"), ""]
    return lines


def _offers_schedule(event: DeterminationIssued) -> bool:
    return event.letter_form == _FIRST_FORM or bool(event.repay)


def _how_to_answer(known: Determination, rules: Rules, *, schedule: bool) -> list[str]:
    lines = ["WHAT THE BOARD CAN DO", ""]
    agreed = [_SCHEDULE] if schedule else []
    if not known.contested:
        said = " ".join(["The board may write to the Department.", *agreed])
        return [*lines, *_text(said), ""]
    days = rules.reconsideration().value
    return [
        *lines,
        *_text(
            f"A petition for reconsideration can be filed within {days.petition} days of the "
            f"mailing of this decision (C.G.S. § 4-181a(a)). A petition that is not answered "
            f"within {days.answer} days of its filing is denied. The Department may take the "
            f"decision up by itself within {days.own_motion} days of the mailing."
        ),
        *_text(
            "An appeal can be filed with the Superior Court within "
            f"{rules.appeal().value} days of the mailing, or of a denied petition (C.G.S. § "
            "4-183). Filing stays nothing by itself."
        ),
        *(line for one in agreed for line in _text(one)),
        "",
    ]


def _unverified(event: DeterminationIssued, known: Determination) -> list[str]:
    said = known.procedure
    procedure = said.procedure.value.replace("-", " ") if said else ""
    notes = [
        f'UNVERIFIED: that the procedure is "{procedure}" is what counsel {said.set_by} said; '
        "§ 10-262u(g) names none."
        if said
        else "UNVERIFIED: § 10-262u(g) names no procedure, and what counsel said is not on record.",
    ]
    if known.contested:
        notes.append(
            "UNVERIFIED: the days are those of older editions of §§ 4-181a and 4-183. A last day "
            "on a Saturday or Sunday is a question for counsel."
        )
    if event.reduce:
        notes.append("The statute does not say which later fiscal year is reduced.")
    return [line for note in notes for line in _text(note)]


def _text(text: str) -> list[str]:
    return _wrapped(text, "")


def _item(number: int, text: str) -> list[str]:
    return _wrapped(f"{number}. {text}", "   ")


def _wrapped(text: str, indent: str) -> list[str]:
    """Lines of one width; a section sign stays with its number."""
    lines = textwrap.wrap(
        text.replace("§ ", f"§{_HARD_SPACE}"),
        _WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_HARD_SPACE, " ") for line in lines]


def _amount(label: str, amount: Money) -> str:
    return f"  {label:<46}{amount.display:>18}"


def _row(first: str, cells: Sequence[str]) -> str:
    return f"  {first:<{_FIRST}}" + "".join(f"{cell:>{_COLUMN}}" for cell in cells).rstrip()
