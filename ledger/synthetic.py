"""Made-up steps for a demonstration, where no public source gives any. Every record says so.

The correlation of each record begins with "synthetic:", and every screen that shows one says
*synthetic* on its row. They rest on real portions; no real year is closed. FY2026 gets a full year
of payments and a report, FY2027 its October payment.
Not here: real figures (`imports.py`).
"""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from domain.authority import Citation, Purpose
from domain.commands import (
    ApprovePlan,
    AuthorizeRelease,
    Command,
    ConfirmRelease,
    Instruction,
    IssueRelease,
    RecordPassThrough,
    SubmitExpenditureReport,
    SubmitPlan,
    TransferPortion,
    WithholdPortion,
)
from domain.district import District
from domain.errors import RefusedError
from domain.fiscal_year import FiscalYear
from domain.ledger_events import SourceLoaded
from domain.money import ZERO, Money
from domain.statute.rules import rules_in_force
from ledger.application import Ledger
from ledger.record import SYNTHETIC
from ledger.unit import Unit

_ACTOR = "synthetic demonstration"
_FULL_YEAR = FiscalYear(2026)
_CURRENT = FiscalYear(2027)
_TOWN_TAKES = timedelta(days=14)
# Made up: nobody knows what any district spends.
_SPENT_OF_100 = 97

Step = tuple[str, date, Command]


def add_synthetic_steps(ledger: Ledger) -> int:
    """Add the made-up steps to district-years that have a portion and no withholding yet.

    Raises RefusedError on a production ledger. How many records were written.
    """
    if ledger.identity.purpose is Purpose.PRODUCTION:
        raise RefusedError(
            "Made-up steps never go into a production ledger.",
            next_step="Use a demonstration or training ledger.",
        )
    unit = Unit(ledger, correlation=f"{SYNTHETIC}:demo", batch=True)
    for (district, year), state in ledger.all_district_years().items():
        if year in (_FULL_YEAR, _CURRENT) and state.portion is not None and not state.plans:
            for name, on, command in _steps(year, state.portion.portion):
                unit.perform(_instruction(district, year, name, on, command))
    if unit.pending:
        # Said about the ledger itself, so that every screen of it can say so in its first line.
        unit.record_own(
            SourceLoaded(
                file="made up by this program",
                sha256="",
                kind=SYNTHETIC,
                rows=0,
                records=unit.pending,
                loaded_on=unit.today,
            ),
            command_id=f"{SYNTHETIC}:loaded:{uuid.uuid4().hex}",
            actor=_ACTOR,
            citation=Citation("C.G.S. § 11-8b"),
        )
    return len(unit.commit())


def _instruction(
    district: District, year: FiscalYear, name: str, on: date, command: Command
) -> Instruction:
    return Instruction(
        command_id=f"{SYNTHETIC}:{district.code:03d}-{year.ends_in}:{name}",
        actor=_ACTOR,
        district=district,
        fiscal_year=year,
        effective_on=on,
        command=command,
        documents={},
    )


def _steps(year: FiscalYear, portion: Money) -> Iterator[Step]:
    """A year of one district; one with a zero portion has its plan and nothing to pay."""
    july = year.first_day
    yield "plan", july + timedelta(days=44), SubmitPlan(plan_version=1, total=portion)
    yield (
        "approval",
        july + timedelta(days=75),
        ApprovePlan(plan_version=1, approved_amount=portion),
    )
    if portion == ZERO:
        return
    yield "withheld", july + timedelta(days=90), WithholdPortion(amount=portion)
    yield "transferred", july + timedelta(days=91), TransferPortion(amount=portion)
    split = rules_in_force(year, july).installments().value.split(portion)
    months = ((10, 0), (1, 1), (4, 1))
    for installment, (month, later) in zip(split, months, strict=True):
        paid_on = date(july.year + later, month, 15)
        if year == _CURRENT and later:
            return
        yield from _payment(f"SYNTHETIC-{paid_on:%b}".upper(), installment, paid_on)
    yield (
        "report",
        year.last_day + timedelta(days=60),
        SubmitExpenditureReport(spent=portion.share(_SPENT_OF_100, 100)),
    )


def _payment(name: str, amount: Money, paid_on: date) -> Iterator[Step]:
    authorized = paid_on - timedelta(days=10)
    yield f"{name}:authorized", authorized, AuthorizeRelease(release=name, amount=amount)
    yield f"{name}:issued", paid_on - timedelta(days=8), IssueRelease(release=name)
    yield f"{name}:paid", paid_on, ConfirmRelease(release=name, paid_on=paid_on)
    yield f"{name}:passed", paid_on + _TOWN_TAKES, RecordPassThrough(amount=amount)
