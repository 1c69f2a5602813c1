"""What is said beside a receipt: nothing is refused for it, and somebody should look again.

Not here: what is refused (`domain/decisions/`).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from domain.challenge_events import AppealFiled, ReconsiderationRequested, StayOrdered
from domain.claim_events import QuestionedCostAllowed, QuestionedCostDisallowed
from domain.clocks import clock
from domain.commands import CloseFiscalYear, Instruction
from domain.desk_review import no_longer_reported
from domain.determination_events import (
    FindingShare,
    PreliminaryDeterminationIssued,
    ProcedureSet,
    ResponseReceived,
)
from domain.events import DistrictYearEvent
from domain.money import total
from domain.owed_commands import RecordRepayment
from domain.owed_events import ClaimReduced
from domain.report_events import ExpenditureReclassified
from domain.sentences import sentence
from domain.state import DistrictYear
from domain.statute.rules import rules_in_force
from domain.words import same_words, typed

# What makes two records of a kind look like one that was typed twice. Words that say why differ
# easily for the same act; only where they are all that could tell two apart do they count.
_TOLD_APART_BY: Final[Mapping[type, tuple[str, ...]]] = {
    ClaimReduced: ("determination", "instrument", "document", "repay_less", "reduction_less"),
    ExpenditureReclassified: ("source", "target", "amount", "reason"),
    QuestionedCostAllowed: ("finding", "line", "amount"),
    QuestionedCostDisallowed: ("finding", "line", "amount"),
    ProcedureSet: ("determination", "procedure", "set_by", "document"),
    PreliminaryDeterminationIssued: (
        *("determination", "shares", "repay", "reduce", "respond_by", "reason"),
    ),
    ResponseReceived: ("determination", "received_on", "contested", "response"),
}


def cautions_of(
    instruction: Instruction,
    before: DistrictYear,
    after: DistrictYear,
    *,
    took_effect: date | None,
    corrected: date | None,
) -> list[str]:
    """The cautions of an act; `before` and `after`: its district-year without and with it.

    `took_effect`: the legal date of its first record, None where there is none; `corrected`: that
    of the record it corrects, None where it corrects none.
    """
    return [
        *_on_another_day(instruction, took_effect, corrected),
        *_claimed_still(instruction, before, after),
        *_moved_under_a_finding(instruction, before, after),
        *_recorded_twice(before, after),
        *_noticed_twice(before, after),
        *_filed_late(instruction, before, after),
        *_repaid_twice(instruction, before, after),
        *_repaid_after_judgment(instruction, after),
        *_taken_before_stay(before, after),
        *_never_withheld(instruction, before, after),
    ]


def _on_another_day(
    instruction: Instruction, took_effect: date | None, corrected: date | None
) -> Iterator[str]:
    """That an act counts from another day than was asked for, or than one would think."""
    asked = instruction.effective_on
    if took_effect is None:
        return
    if corrected is not None and took_effect > corrected:
        yield (
            f"it counts from {took_effect}, the day of the last restatement, and not from "
            f"{corrected}, the day of what it corrects: on the days between, figures stay as they "
            "were restated"
        )
    elif asked is not None and asked != took_effect:
        if corrected is not None:
            why = "of what it corrects"
        elif isinstance(instruction.command, CloseFiscalYear):
            why = "of the last record it rests on"
        else:
            why = "that the act itself names"
        yield f"it counts from {took_effect}, the day {why}, and not from {asked}"


def _claimed_still(
    instruction: Instruction, before: DistrictYear, after: DistrictYear
) -> Iterator[str]:
    """What is claimed of lines that the act lowered: a claim does not follow a report."""
    place = f"{typed(instruction.district.name)} --fiscal-year {instruction.fiscal_year}"
    for name, finding in after.claims.findings.items():
        gone = no_longer_reported(finding, after.report)
        if gone > no_longer_reported(finding, before.report):
            yield (
                f"{gone.display} of finding {name} is no longer reported on its lines, and "
                f"stays claimed until somebody decides: alliance finding show {place} --name "
                f"{typed(name)}"
            )


def _moved_under_a_finding(
    instruction: Instruction, before: DistrictYear, after: DistrictYear
) -> Iterator[str]:
    """A finding on a line that money was moved off, where it can still be all on the line."""
    place = f"{typed(instruction.district.name)} --fiscal-year {instruction.fiscal_year}"
    for event in _new(before, after):
        if not isinstance(event, ExpenditureReclassified):
            continue
        for name, finding in after.claims.findings.items():
            gone = no_longer_reported(finding, after.report)
            said = gone > no_longer_reported(finding, before.report)
            stands = finding.stands and finding.not_allowed(event.source)
            if stands and not said:
                yield (
                    f"finding {name} stands on line {event.source} with {stands.display}, and "
                    "moving money off the line changes no finding: alliance finding show "
                    f"{place} --name {typed(name)}"
                )


def _recorded_twice(before: DistrictYear, after: DistrictYear) -> Iterator[str]:
    """A record that looks like one that stands."""
    for event in _new(before, after):
        if any(_same(event, other) for _, other in before.events):
            yield (
                f"the same was on record before: {sentence(event)}; if this is no second one, take "
                "this record back (alliance correct POSITION)"
            )


def _noticed_twice(before: DistrictYear, after: DistrictYear) -> Iterator[str]:
    """A notice beside one of another case on the same money, or in the place of one."""
    for event in _new(before, after):
        if not isinstance(event, PreliminaryDeterminationIssued):
            continue
        name = event.determination
        for share in event.shares:
            yield from _noticed_elsewhere(name, share, after)
        known = before.claims.determinations.get(name)
        notice = known.preliminary if known else None
        if notice is not None and not _same(event, notice):
            on = ", ".join(f"{one.finding} ({one.amount.display})" for one in notice.shares)
            yield (
                f"this takes the place of the notice of {name} on {on}: the sending of that one "
                "and a response to it do not count for this one; send it (alliance determination "
                f"serve {name} preliminary), or take this record back (alliance correct POSITION)"
            )


def _noticed_elsewhere(name: str, share: FindingShare, after: DistrictYear) -> Iterator[str]:
    """Cases not decided yet whose notice and this one come to more than is open of a finding."""
    still = after.claims.findings[share.finding].open
    for other, known in after.claims.determinations.items():
        if other == name or known.ordered or known.preliminary is None:
            continue
        told = total(
            [one.amount for one in known.preliminary.shares if one.finding == share.finding]
        )
        if told and told + share.amount > still:
            yield (
                f"the notice of {other} stands on finding {share.finding} too: {told.display} "
                f"there and {share.amount.display} here, and {still.display} is open; no cent is "
                "determined twice, so which of the two decides? alliance determination show "
                f"{other}"
            )


def _new(before: DistrictYear, after: DistrictYear) -> list[DistrictYearEvent]:
    """The events that the act recorded, without a correction."""
    return [event for version, event in after.events if version > before.version]


def _same(event: DistrictYearEvent, other: DistrictYearEvent) -> bool:
    names = _TOLD_APART_BY.get(type(event), ())
    return (
        bool(names)
        and type(event) is type(other)
        and all(_alike(getattr(event, name), getattr(other, name)) for name in names)
    )


def _alike(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return same_words(one, other)
    return one == other


def _filed_late(
    instruction: Instruction, before: DistrictYear, after: DistrictYear
) -> Iterator[str]:
    """A petition or an appeal after its last day, where days are counted."""
    for event in _new(before, after):
        if not isinstance(event, ReconsiderationRequested | AppealFiled):
            continue
        petition = isinstance(event, ReconsiderationRequested)
        known = after.claims.determinations[event.determination]
        rules = rules_in_force(instruction.fiscal_year, event.filed_on)
        days = [
            row
            for row in clock(known, rules, event.filed_on)
            if row.happened == "filed" and row.label.startswith("petition") is petition
        ]
        for row in days:
            if row.note.startswith("late"):
                yield (
                    f"{'the petition' if petition else 'the appeal'} was filed on "
                    f"{event.filed_on}, and its last day was {row.on} (UNVERIFIED); it is recorded "
                    f"as it came: alliance determination clock {event.determination}"
                )


def _repaid_twice(
    instruction: Instruction, before: DistrictYear, after: DistrictYear
) -> Iterator[str]:
    """A repayment that looks like one on record."""
    command = instruction.command
    if not isinstance(command, RecordRepayment) or after.version == before.version:
        return
    earlier = before.claims.determinations[command.determination].repayments
    if any(
        (one.amount, one.received_on) == (command.amount, command.received_on) for one in earlier
    ):
        yield (
            f"{command.amount.display} received on {command.received_on} was on record before; if "
            "this is the same money, take this record back (alliance correct POSITION)"
        )


def _repaid_after_judgment(instruction: Instruction, after: DistrictYear) -> Iterator[str]:
    """A repayment of what a court may have said is not owed."""
    command = instruction.command
    if not isinstance(command, RecordRepayment):
        return
    known = after.claims.determinations.get(command.determination)
    if known is not None and known.judged_not_lowered:
        yield (
            "a court modified or reversed the determination, and the claim is not lowered by the "
            "judgment yet: was this still owed?"
        )


def _taken_before_stay(before: DistrictYear, after: DistrictYear) -> Iterator[str]:
    """What was taken under an order before its stay was recorded, perhaps while it held."""
    for event in _new(before, after):
        if not isinstance(event, StayOrdered):
            continue
        known = after.claims.determinations[event.determination]
        if known.taken:
            yield (
                f"{known.taken.display} was taken under it before this stay was recorded "
                f"(alliance determination show {event.determination}); what was taken while the "
                "stay held is given back: alliance receivables reverse-reduction"
            )


def _never_withheld(
    instruction: Instruction, before: DistrictYear, after: DistrictYear
) -> Iterator[str]:
    """A year closed on money that no record says was withheld: (h) is about money that was."""
    closed = after.closed
    if not isinstance(instruction.command, CloseFiscalYear) or closed is None or before.closed:
        return
    if closed.not_withheld:
        yield (
            f"no record says that {closed.not_withheld.display} of its money was ever withheld; "
            f"{closed.carry_out.display} is carried by law all the same, and no later act can "
            "withhold or release that part: a withholding is recorded before the year closes "
            "(alliance withhold record)"
        )
