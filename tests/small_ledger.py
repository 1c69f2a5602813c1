"""A ledger of a few records in a SQLite file, made command by command through the real unit.

    ledger = small_ledger(tmp_path / "small.db")
    ledger.do("Hartford", 2012, SetEntitlement(amount=usd("187974890.00")), on="2011-07-01")

The clock is one that the test reads: one minute passes with each command. Not here: the command
line (`cli_runner.py`). Concerns no provision of the statute.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from domain.authority import Policy, Purpose
from domain.commands import Command, DesignateDistrict, DeterminePortion, SetEntitlement
from domain.district import district_named
from domain.events import Criterion
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.application import Ledger, Outcome
from ledger.execute import execute
from ledger.stores.sqlite import SQLiteRecorder

FIRST_INSTANT = datetime(2024, 9, 1, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class _Clock:
    now: datetime = FIRST_INSTANT

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@dataclass(slots=True)
class SmallLedger:
    """A ledger with the file it is in.

    Attributes:
        file: the SQLite file.
        ledger: the ledger itself.
        clock: its clock; set `now` to move it.
    """

    file: Path
    ledger: Ledger
    clock: _Clock
    commands: int = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"sqlite:///{self.file}"

    def do(
        self,
        district: str,
        fiscal_year: int,
        command: Command,
        *,
        on: str,
        actor: str = "Ana",
        command_id: str | None = None,
    ) -> Outcome:
        """Record a command with that legal date; its id is "c1", "c2" and so on if not given."""
        from domain.commands import Instruction

        self.commands += 1
        return execute(
            self.ledger,
            Instruction(
                command_id=command_id or f"c{self.commands}",
                actor=actor,
                district=district_named(district),
                fiscal_year=FiscalYear(fiscal_year),
                effective_on=date.fromisoformat(on),
                command=command,
                documents={},
            ),
        )

    def entitle(
        self,
        district: str,
        fiscal_year: int,
        amount: str,
        *,
        education_diversity: str | None = None,
        reason: str | None = None,
    ) -> Outcome:
        """Set an entitlement from July 1 of the year."""
        return self.do(
            district,
            fiscal_year,
            SetEntitlement(
                amount=Money.parse(amount),
                reason=reason,
                education_diversity=(
                    Money.parse(education_diversity) if education_diversity else None
                ),
            ),
            on=f"{fiscal_year - 1}-07-01",
        )

    def designate(self, district: str, fiscal_year: int, *, first_time: bool = False) -> Outcome:
        """Designate for one year, in the round of that year, from the round's first day."""
        first = next(year for year in (2023, 2018, 2013) if fiscal_year >= year)
        on = {2013: "2012-07-01", 2018: "2017-10-31", 2023: "2022-07-01"}[first]
        return self.do(
            district,
            fiscal_year,
            DesignateDistrict(
                round=f"FY{first}", criterion=Criterion.NOT_PUBLISHED, first_time=first_time
            ),
            on=on,
        )

    def determine(self, district: str, fiscal_year: int) -> Outcome:
        """Determine the portion on June 30 of the year."""
        return self.do(district, fiscal_year, DeterminePortion(), on=f"{fiscal_year}-06-30")


def small_ledger(file: Path) -> SmallLedger:
    """An open demonstration ledger with nothing but its first record."""
    clock = _Clock()
    ledger = Ledger(SQLiteRecorder(file), clock)
    ledger.open_new(
        ledger_id="5a" * 16,
        name="Small",
        purpose=Purpose.DEMONSTRATION,
        policy=Policy.OPEN,
        actor="Ana",
    )
    return SmallLedger(file, ledger, clock)
