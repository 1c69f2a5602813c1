"""The fiscal year that is meant: one typed a year short is asked about, and the reason is kept.

The reason is kept with the record as a document of that title, with the SHA-256 of its own text:
so it is part of the command's body, and no reason can be put in or taken out later.
Not here: any rule about years (`domain/`).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import typer

from cli.render import say
from cli.wiring import today
from domain.commands import ConfirmRelease, Instruction, RecordPassThrough
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from ledger.documents import REASON_OF_PRIOR_YEAR
from ledger.reading_commands import require_plain

# Acts that are done while their fiscal year runs; reports, closings, entitlements, corrections
# and published facts are properly recorded after it.
DURING_THE_YEAR: Final = frozenset(
    {
        "WithholdPortion",
        "TransferPortion",
        "ProposeRelease",
        "AuthorizeRelease",
        "IssueRelease",
        "ConfirmRelease",
        "RecordPassThrough",
        "RequestDrawDown",
    }
)


class PriorYearError(UsageError):
    """The fiscal year is over by less than a year, and nobody said that it is meant."""

    code = "prior_year"


def in_the_year_meant(
    instruction: Instruction, because: str | None, *, asking: bool
) -> Instruction:
    """The instruction, in the year meant and with the reason where that year has just ended.

    Raises PriorYearError where nobody is there to be asked.
    """
    if type(instruction.command).__name__ not in DURING_THE_YEAR:
        _refuse_reason(because, instruction.fiscal_year)
        return instruction
    year, reason = year_meant(
        instruction.fiscal_year, _legal_day(instruction), because, asking=asking
    )
    documents = {**instruction.documents, **reason}
    return replace(instruction, fiscal_year=year, documents=documents)


def year_meant(
    year: FiscalYear, on: date, because: str | None, *, asking: bool
) -> tuple[FiscalYear, Mapping[str, str]]:
    """The year meant for an act of a day, and the reason as a document where it has just ended.

    Raises PriorYearError where nobody is there to be asked; UsageError for a reason out of place.
    """
    if FiscalYear.of(on).previous != year:
        _refuse_reason(because, year, on)
        return year, {}
    question = f"{year} ended {_written(year.last_day)}; did you mean {year.next}?"
    if because is None and asking:
        if typer.confirm(question, default=True, err=True):
            return year.next, {}
        because = typer.prompt(f"Why {year}", err=True)
    if because is None or not because.strip():
        raise PriorYearError(
            question,
            details={"fiscal_year": str(year), "ended": year.last_day.isoformat()},
            next_step=f"Give --fiscal-year {year.next}, or say why it is {year}: "
            "--prior-year-because TEXT",
        )
    return year, _kept(year, because.strip())


def reason_after(
    year: FiscalYear, on: date, because: str | None, *, asking: bool
) -> Mapping[str, str]:
    """The reason as a document where a day lies after a year that nobody typed.

    A batch has its year, so there is no other that could be meant.
    Raises PriorYearError where nobody is there to be asked; UsageError for a reason out of place.
    """
    if on <= year.last_day:
        _refuse_reason(because, year, on)
        return {}
    if because is None and asking:
        because = typer.prompt(f"{year} ended {_written(year.last_day)}. Why {year}", err=True)
    if because is None or not because.strip():
        raise PriorYearError(
            f"{on} lies after {year}, which ended {_written(year.last_day)}.",
            details={"fiscal_year": str(year), "ended": year.last_day.isoformat(), "on": str(on)},
            next_step=f"Say why it belongs to {year}: --prior-year-because TEXT",
        )
    return _kept(year, because.strip())


def _kept(year: FiscalYear, words: str) -> Mapping[str, str]:
    reason = kept_reason(REASON_OF_PRIOR_YEAR, words)
    say(f"Prior year {year}, because: {words}")
    return reason


def kept_reason(title: str, words: str) -> dict[str, str]:
    """A reason as it is kept beside an act: its words, by their digest. Raises UsageError."""
    require_plain(words)
    return {title + words: hashlib.sha256(words.encode()).hexdigest()}


def _refuse_reason(because: str | None, year: FiscalYear, on: date | None = None) -> None:
    """Raises UsageError for a reason that nobody asks for; `on`: the day of the act, if it counts.

    The day an act is recorded does not matter: only its legal date is held against the year.
    """
    if because is None:
        return
    told = f"this one is of {on}" if on else "this one may be of any day after its year"
    raise UsageError(
        f"--prior-year-because says why an act of a day in the year after {year} belongs to "
        f"{year}; {told}.",
        next_step="Leave it out.",
    )


def _legal_day(instruction: Instruction) -> date:
    paid_on = None
    if isinstance(instruction.command, ConfirmRelease | RecordPassThrough):
        paid_on = instruction.command.paid_on
    return paid_on or instruction.effective_on or today()


def _written(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
