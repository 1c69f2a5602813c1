"""Closing the years of many districts: each by its own command, whose id says which year it closes.

The id comes from ledger, year and district, so a second run finds the first one's closings and
records nothing twice. One refused district does not stop the next. C.G.S. § 10-262u(h).
Not here: whether a year can close (`domain/decisions/closing.py`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.commands import CloseFiscalYear, Instruction
from domain.district import District
from domain.errors import AllianceError, ConflictError, OutcomeUnknownError, RefusedError
from domain.events import FiscalYearClosed
from domain.figures import has_account
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.state import DistrictYear
from ledger.application import Ledger, Outcome


class Became(StrEnum):
    """What became of a district-year that was to close."""

    CLOSED = "closed"
    ALREADY = "already closed, nothing done"
    NOT_READY = "not ready"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One district of many.

    Attributes:
        district: whose year.
        command_id: the id of its closing.
        became: what became of it.
        carry_out: what went on to the next year; None where the year is not closed.
        error: why it is not closed, or None.
    """

    district: District
    command_id: str
    became: Became
    carry_out: Money | None = None
    error: AllianceError | None = None


def closing_id(ledger: Ledger, district: District, fiscal_year: FiscalYear) -> str:
    """The id of the command that closes a district-year, the same whoever runs it."""
    return f"close-{ledger.identity.ledger_id[:16]}-{fiscal_year}-{district.code:03d}"


def accounts_of(ledger: Ledger, fiscal_year: FiscalYear) -> dict[District, DistrictYear]:
    """Every district that is designated in the year or has money of it, by town name."""
    return {
        district: state
        for (district, year), state in ledger.all_district_years().items()
        if year == fiscal_year and has_account(state)
    }


def close_each(
    ledger: Ledger,
    fiscal_year: FiscalYear,
    actor: str,
    on: date,
    perform: Callable[[Instruction], Outcome],
) -> Iterator[Closing]:
    """Close every district-year that is ready; `perform` records an instruction or rehearses it.

    Raises StoreUnavailableError, RecordDamagedError: what was closed before stays closed.
    """
    for district, state in accounts_of(ledger, fiscal_year).items():
        yield close_one(ledger, district, fiscal_year, state, actor, on, perform)


def close_one(
    ledger: Ledger,
    district: District,
    fiscal_year: FiscalYear,
    state: DistrictYear,
    actor: str,
    on: date,
    perform: Callable[[Instruction], Outcome],
) -> Closing:
    """Close one district-year, or say why not."""
    command_id = closing_id(ledger, district, fiscal_year)
    if state.closed is not None:
        return Closing(
            district=district,
            command_id=command_id,
            became=Became.ALREADY,
            carry_out=state.closed.carry_out,
        )
    instruction = Instruction(
        command_id=command_id,
        actor=actor,
        district=district,
        fiscal_year=fiscal_year,
        effective_on=on,
        command=CloseFiscalYear(),
        documents={},
    )
    try:
        carried = _carried(kept.record.data for kept in perform(instruction).records)
    except OutcomeUnknownError as error:
        return Closing(district=district, command_id=command_id, became=Became.UNKNOWN, error=error)
    except (RefusedError, ConflictError) as error:
        return Closing(
            district=district, command_id=command_id, became=Became.NOT_READY, error=error
        )
    return Closing(
        district=district, command_id=command_id, became=Became.CLOSED, carry_out=carried
    )


def _carried(events: Iterable[object]) -> Money | None:
    return next((one.carry_out for one in events if isinstance(one, FiscalYearClosed)), None)
