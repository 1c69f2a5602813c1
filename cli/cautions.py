"""What is said beside a receipt: nothing is refused for it, and somebody should look again.

Not here: what is refused (`domain/decisions/`).
"""

from collections.abc import Iterator
from datetime import date

from domain.commands import CloseFiscalYear, Instruction
from domain.desk_review import no_longer_reported
from domain.owed_commands import RecordRepayment
from domain.state import DistrictYear
from domain.words import typed


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
        *_repaid_twice(instruction, before, after),
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
