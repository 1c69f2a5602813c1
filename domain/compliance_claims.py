"""Checks of what was asked, found and ordered: inquiries, findings, repayments, reductions.

C.G.S. § 10-262u(g). The days are those that an inquiry or an agreed schedule gave; the section
itself names none, neither for a finding to be decided nor for a reduction to be made.
Not here: the spending itself (`compliance_report.py`), the days of a contested case
(`domain/clocks.py`), what may be done next (`domain/decisions/`).
"""

from collections.abc import Iterator
from datetime import date

from domain.challenge_events import (
    AppealDecided,
    AppealOutcome,
    EnforcementDirected,
    StayEnded,
    StayOrdered,
)
from domain.claim_state import Inquiry
from domain.compliance_case import Answer, Examined
from domain.coverage import CoverageKind
from domain.determination_state import Determination
from domain.money import Money, total
from domain.owed_events import ClaimReduced, Instrument, SchedulePart
from domain.receivables import no_date, paid_parts, parts_left
from domain.words import how_many, words_of

_ALLIANCE = "alliance"
_NOT_ENTERED = "a judgment on it is not entered"
_CHANGED = (AppealOutcome.MODIFIED, AppealOutcome.REVERSED, AppealOutcome.REMANDED)


def inquiries_answered(case: Examined) -> tuple[Answer, str]:
    """Each inquiry was answered by its day. Source: (g); the day is the Department's own."""
    inquiries = case.state.claims.inquiries
    if not inquiries:
        return _none_of(case, "No inquiry is on record")
    late = [text for name, one in inquiries.items() if (text := _late(case.on, name, one))]
    if late:
        return Answer.NOT_MET, f"{'; '.join(late)}."
    waiting = [_waits(name, one) for name, one in inquiries.items() if _unanswered(one)]
    if waiting:
        return Answer.NO_DATE, f"{'; '.join(waiting)}."
    return Answer.MET, f"Answered in time or closed: {', '.join(inquiries)}."


def _unanswered(one: Inquiry) -> bool:
    return not one.answers and one.outcome is None


def _late(on: date, name: str, one: Inquiry) -> str:
    """Why an inquiry was not answered by its day; "" where it was, or no day is set."""
    due = one.opened.answer_by
    if due is None:
        return ""
    if one.answers:
        came = one.answers[0].answered_on
        late = how_many((came - due).days, "day")
        return f"{name} was due {due} and answered on {came}, {late} late" if came > due else ""
    if _unanswered(one) and on > due:
        return f"{name} was due {due}, and no answer is on record"
    return ""


def _waits(name: str, one: Inquiry) -> str:
    due = one.opened.answer_by
    return f"{name} is open, " + (f"due {due}" if due else "no day for the answer is set")


def findings_decided(case: Examined) -> tuple[Answer, str]:
    """Of no finding anything is neither allowed nor decided. Source: (g), which names no day."""
    findings = case.state.claims.findings
    if not findings:
        return _none_of(case, "No finding is on record")
    left = {name: one.open for name, one in findings.items() if one.open}
    if left:
        parts = "; ".join(f"{name} {amount.display}" for name, amount in left.items())
        return Answer.NO_DATE, f"Not decided: {parts}. No day for it is written."
    return Answer.MET, f"Decided, allowed or taken over: {', '.join(findings)}."


def repayments_on_time(case: Examined) -> tuple[Answer, str]:
    """What the board is ordered to repay came by the days of its schedule. Source: (g).

    Without a schedule no day is set. What is stayed is not late: a part that was due while a stay
    stood is counted from the day the stay ended; so it is while what a court changed or sent back
    was not entered. What was paid late stays late.
    """
    ordered = {name: one for name, one in _ordered(case) if one.repay}
    if not ordered:
        return _none_of(case, "No repayment is ordered")
    overdue = [
        f"{name} {part.amount.display} due {part.due_on}"
        for name, part in _parts(ordered)
        if part.due_on < case.on
    ]
    late = [text for name, one in ordered.items() for text in _paid_late(case, name, one)]
    if overdue or late:
        said = [f"Past due: {'; '.join(overdue)}"] if overdue else []
        said += [f"Paid late: {'; '.join(late)}"] if late else []
        return Answer.NOT_MET, f"{'. '.join(said)}."
    left = {name: one.repay_open for name, one in ordered.items() if one.repay_open}
    if left:
        return Answer.NO_DATE, f"Open: {'; '.join(_open(ordered, left))}."
    repaid = total([one.repaid for one in ordered.values()])
    return Answer.MET, f"Nothing is open of {', '.join(ordered)}: {repaid.display} was repaid."


def _paid_late(case: Examined, name: str, one: Determination) -> Iterator[str]:
    """What came after the day of its part; not counted where a stay stood until it came."""
    stays = [*_stays(case, name), *_not_entered(case, name)]
    for paid in paid_parts(one):
        due = paid.due_on
        for begun, ended in stays:
            if begun <= due <= ended:
                due = ended
        if paid.paid_on > due:
            late = how_many((paid.paid_on - due).days, "day")
            yield (
                f"{name} {paid.amount.display} due {paid.due_on}, paid {paid.paid_on}, {late} late"
            )


def _stays(case: Examined, name: str) -> Iterator[tuple[date, date]]:
    """From when until when it was stayed; one that stands reaches to the last day there is."""
    begun: date | None = None
    for version, event in case.state.events:
        if isinstance(event, StayOrdered) and event.determination == name:
            begun = case.dated[version]
        if isinstance(event, StayEnded) and event.determination == name and begun is not None:
            yield begun, case.dated[version]
            begun = None
    if begun is not None:
        yield begun, date.max


def _not_entered(case: Examined, name: str) -> Iterator[tuple[date, date]]:
    """From which judgment that changed it until when that was entered, or directed anew."""
    begun: date | None = None
    for version, event in case.state.events:
        match event:
            case AppealDecided(determination=of, outcome=outcome) if of == name:
                begun = case.dated[version] if outcome in _CHANGED else None
            case (
                ClaimReduced(determination=of, instrument=Instrument.JUDGMENT)
                | EnforcementDirected(determination=of)
            ) if of == name and begun is not None:
                yield begun, case.dated[version]
                begun = None
            case _:
                pass
    if begun is not None:
        yield begun, date.max


def _parts(ordered: dict[str, Determination]) -> Iterator[tuple[str, SchedulePart]]:
    """What is open of the schedules that run."""
    for name, one in ordered.items():
        if one.stay is None and not one.judgment_waits:
            for part in parts_left(one):
                yield name, part


def _open(ordered: dict[str, Determination], left: dict[str, Money]) -> Iterator[str]:
    for name, amount in left.items():
        one = ordered[name]
        days = [part.due_on for part in parts_left(one)]
        if one.stay is not None:
            yield f"{name} {amount.display}, stayed"
        elif one.judgment_waits:
            yield f"{name} {amount.display}, {_NOT_ENTERED}"
        elif days:
            without = no_date(one)
            beside = f", {without.display} of it in no schedule" if without else ""
            yield f"{name} {amount.display}, next part due {min(days)}{beside}"
        else:
            yield f"{name} {amount.display}, no day for it is set"


def repaid_from_own_money(case: Examined) -> tuple[Answer, str]:
    """What was repaid is not said to be Alliance money. Source: (g).

    A source whose name speaks of the Alliance is looked at by a person; it is no breach by its
    words alone.
    """
    repaid = [(name, one) for name, order in _ordered(case) for one in order.repayments]
    if not repaid:
        return _none_of(case, "No repayment is on record")
    doubtful = [
        f"{one.amount.display} for {name} from {one.money_source!r}"
        for name, one in repaid
        if _ALLIANCE in words_of(one.money_source)
    ]
    if doubtful:
        return Answer.NOT_RECORDED, (
            f"{'; '.join(doubtful)}: whether that was the board's own money is not held here."
        )
    told = "; ".join(f"{one.amount.display} from {one.money_source}" for _, one in repaid)
    return Answer.MET, f"{told}."


def reductions_applied(case: Examined) -> tuple[Answer, str]:
    """What later years are to be reduced by was taken from them. Source: (g).

    The text says "in a subsequent fiscal year" and not in which, and what a year cannot give stays
    due from the next: so what is left is open, also where years have passed.
    """
    ordered = {name: one for name, one in _ordered(case) if one.reduce}
    if not ordered:
        return _none_of(case, "No reduction is ordered")
    left = {name: one for name, one in ordered.items() if one.reduction_open}
    if not left:
        taken = total([one.taken for one in ordered.values()])
        return Answer.MET, f"Nothing is open of {', '.join(ordered)}: {taken.display} was taken."
    parts = "; ".join(
        f"{name} {one.reduction_open.display}{_stopped(one)}" for name, one in left.items()
    )
    passed = _years_passed(case)
    since = f"; {how_many(passed, 'fiscal year')} passed since" if passed > 0 else ""
    return Answer.NO_DATE, f"To be taken from a later year: {parts}; the text names no year{since}."


def _stopped(one: Determination) -> str:
    if one.stay is not None:
        return ", stayed"
    return f", {_NOT_ENTERED}" if one.judgment_waits else ""


def _years_passed(case: Examined) -> int:
    """How many fiscal years have ended since the one examined."""
    return case.on.year - case.fiscal_year.ends_in - (case.on <= date(case.on.year, 6, 30))


def _ordered(case: Examined) -> list[tuple[str, Determination]]:
    """The determinations under which something was ordered; an opening statement's too."""
    return [(name, one) for name, one in case.state.claims.determinations.items() if one.ordered]


def _none_of(case: Examined, none: str) -> tuple[Answer, str]:
    """The answer where nothing of the kind is on record: met only where it would be held here."""
    if CoverageKind.CLAIMS in case.covered:
        return Answer.MET, f"{none}."
    return Answer.NOT_RECORDED, (
        f"{none}; this ledger does not say that it holds {CoverageKind.CLAIMS}."
    )
