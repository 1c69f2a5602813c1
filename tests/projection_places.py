"""A small ledger and its read models, for the tests of the read models: acts, places, dumps.

At the top of `tests/` because a module below `tests/projections/` would have the name of a package
of the product. Concerns no provision of the statute.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from domain import commands as c
from domain.district import district_named
from domain.events import Criterion
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.application import Ledger
from ledger.execute import execute
from projections.models import MODELS, Tracking
from projections.store import ProjectionStore
from projections.table import Values

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """A ledger, its read models, and the address of both."""

    url: str
    ledger: Ledger
    store: ProjectionStore

    def act(self, *acts: c.Instruction) -> None:
        """Record acts."""
        for act in acts:
            execute(self.ledger, act)

    def dump(self) -> tuple[Tracking, dict[str, list[Values]]]:
        """Everything that is stored: the tracking, and all rows of every read model."""
        with self.store.reading() as stored:
            return stored.tracking, {model.table.name: stored.all(model.table) for model in MODELS}


class Opened(Protocol):
    """Opens a ledger, initialised if it was not there, with its read models."""

    def __call__(self, url: str, *, read_only: bool = False) -> Place: ...


def by(
    number: int, town: str, year: int, command: c.Command, on: date | None = None
) -> c.Instruction:
    """An act, on July 1 of the year unless another day is given."""
    fiscal_year = FiscalYear(year)
    return c.Instruction(
        command_id=f"act-{number}",
        actor="Jane Roe",
        district=district_named(town),
        fiscal_year=fiscal_year,
        effective_on=on or fiscal_year.first_day,
        command=command,
        documents={},
    )


def acts() -> list[c.Instruction]:
    """Two years of Ansonia, a closing, a correction, a stated opening, towns without money."""
    dollars = Money.dollars
    ended = date(2024, 6, 30)
    designate = c.DesignateDistrict(round="FY2023", criterion=Criterion.RANKED, first_time=False)
    balances = {
        "carry_in": dollars(900),
        "held_by_commissioner": dollars(700),
        "held_by_board": dollars(200),
    }
    towns: list[tuple[str, int, c.Command, date | None]] = [
        ("Ansonia", 2012, c.SetEntitlement(amount=dollars(15_031_668)), None),
        ("Avon", 2012, c.SetEntitlement(amount=dollars(1_232_688)), None),
        ("Ansonia", 2024, c.SetEntitlement(amount=dollars(20_000_000)), None),
        ("Ansonia", 2024, designate, None),
        ("Ansonia", 2024, c.DeterminePortion(), None),
        ("Ansonia", 2024, c.WithholdPortion(amount=dollars(4_000_000)), None),
        ("Ansonia", 2024, c.TransferPortion(amount=dollars(3_000_000)), None),
        ("Ansonia", 2024, c.SubmitPlan(plan_version=1, total=dollars(2_500_000)), None),
        ("Ansonia", 2024, c.ApprovePlan(plan_version=1, approved_amount=dollars(2_000_000)), None),
        ("Ansonia", 2024, c.AuthorizeRelease(release="R1", amount=dollars(1_500_000)), None),
        ("Ansonia", 2024, c.IssueRelease(release="R1"), None),
        ("Ansonia", 2024, c.ConfirmRelease(release="R1", paid_on=date(2023, 8, 1)), None),
        ("Ansonia", 2024, c.RecordPassThrough(amount=dollars(1_000_000)), None),
        ("Bloomfield", 2024, designate, None),
        ("Windsor", 2024, designate, None),
        ("Windsor", 2024, c.EndDesignation(reason="entered by mistake"), None),
        # Position 8 is the transfer: the ledger's own first record is position 1.
        (
            "Ansonia",
            2024,
            c.CorrectEvent(position=8, reason="typed", amount=dollars(3_100_000)),
            None,
        ),
        ("Ansonia", 2024, c.SubmitExpenditureReport(spent=dollars(800_000)), ended),
        ("Ansonia", 2024, c.CloseFiscalYear(), ended),
        ("Ansonia", 2025, c.SetEntitlement(amount=dollars(20_500_000)), None),
        ("Ansonia", 2025, designate, None),
        ("Derby", 2024, designate, None),
        (
            "Derby",
            2024,
            c.StateOpeningBalance(balances=balances, document="letter", signers=("A",)),
            None,
        ),
        ("New Haven", 2024, c.ReportFact(kind="plan", words="approved", source="S01"), None),
        ("Newington", 2024, designate, None),
        ("New Haven", 2024, designate, None),
    ]
    return [by(number, *act) for number, act in enumerate(towns, start=1)]
