"""An October batch of three towns on a practice ledger, for the tests of payments.

East Haven (44), Windsor (164) and Windsor Locks (165) of FY2027. All figures are synthetic: the
approved plans are chosen so that 25 percent of them is what screens B-1 to B-3 show.

    1,241,832.00 at 25 % = 310,458.00    East Haven
      582,729.00 at 25 % = 145,682.25    Windsor
      572,931.00 at 25 % = 143,232.75    Windsor Locks
                          599,373.00    together

Not here: what a command answers.
"""

import json
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cli_runner import Ran, run
from payable import vendor_id

from domain.batch_events import BatchPrepared
from domain.district import district_named
from domain.money import ZERO, Money
from ledger.application import Ledger
from ledger.batch_record import batch_named
from ledger.batch_rows import BatchRow, RowStatus
from ledger.batch_unit import Desk
from ledger.batches import approve, prepare
from ledger.clock import system_clock
from ledger.stores.open import open_recorder

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH = "FY2027-OCT-1"
SUPPLEMENT = "FY2027-OCT-2"
TOTAL = "599373.00"
PLANS = {"East Haven": "1241832.00", "Windsor": "582729.00", "Windsor Locks": "572931.00"}
OCTOBER = {"East Haven": "310458.00", "Windsor": "145682.25", "Windsor Locks": "143232.75"}
HEADING = "invoice,vendor_id,amount,status,paid_on,voucher_id,reason"
PAID_ON = "2026-10-15"


@dataclass(frozen=True, slots=True)
class October:
    """The ledger with the folder it is in.

    Attributes:
        url: its address.
        folder: where files go.
        home: the user's folder.
    """

    url: str
    folder: Path
    home: Path

    def run(self, *args: str, home: Path | None = None, given: str = "") -> Ran:
        """Run `alliance payments args` on the ledger."""
        return run("payments", *args, ledger=self.url, home=home or self.home, given=given)

    def alliance(self, *args: str) -> Ran:
        """Run `alliance args` on the ledger."""
        return run(*args, ledger=self.url, home=self.home)

    @property
    def size(self) -> int:
        """How many records the ledger has."""
        with self.opened() as ledger:
            return ledger.store.position()

    @contextmanager
    def opened(self) -> "Iterator[Ledger]":
        """The ledger itself, closed afterwards."""
        ledger = Ledger(open_recorder(self.url), system_clock)
        try:
            yield ledger
        finally:
            ledger.store.close()

    def batch(
        self,
        amounts: Mapping[str, str],
        name: str = BATCH,
        reason: str = "",
        *,
        approved: bool = True,
    ) -> None:
        """Prepare a batch by R. Ortiz and, unless it is to wait, approve it by L. Chen."""
        with self.opened() as ledger:
            rows = [_row(town, amount) for town, amount in amounts.items()]
            prepared = BatchPrepared(
                batch=name,
                fiscal_year=2027,
                installment="october",
                sequence=int(name[-1]),
                content="",
                count=0,
                total=ZERO,
                basis="synthetic schedule",
                reason=reason or None,
            )
            on = date(2026, 10, 6)
            prepare(ledger, prepared, rows, Desk(actor="R. Ortiz", effective_on=on))
            if not approved:
                return
            found = batch_named(ledger, name)
            typed = (found.prepared.count, found.prepared.total)
            approve(ledger, found, typed, Desk(actor="L. Chen", effective_on=on))

    def issue(
        self,
        *more: str,
        batch: str = BATCH,
        count: int = 3,
        total: str = TOTAL,
        on: str = "2026-10-07",
    ) -> Ran:
        """Issue the batch, on October 7, 2026, with its control figures."""
        figures = ("--count", str(count), "--total", total)
        when = ("--effective-on", on, "--actor", "C. Clerk")
        return self.run("issue", batch, *figures, *when, *more)

    def issued(self) -> "October":
        """The ledger itself, once the October batch is issued."""
        ran = self.issue()
        assert ran.code == 0, ran.err
        return self

    def extract(self, *rows: str, name: str = "core-ct-extract.csv") -> str:
        """An extract of these rows; its path."""
        file = self.folder / name
        file.write_text("\n".join([HEADING, *rows, ""]), "utf-8")
        return str(file)

    def profile(self, name: str = "office.toml", *, form: str = "csv", **ids: str) -> str:
        """A filled-in profile; its path. `ids`: other vendor ids, by town code as "c164"."""
        towns = [district_named(town) for town in PLANS]
        vendors = [
            f'{town.code:03d} = {{ town = "{town.name}", '
            f'vendor_id = "{ids.get(f"c{town.code}", vendor_id(town))}" }}'
            for town in towns
        ]
        lines = [
            f'format = "{form}"',
            'business_unit = "SYN64"',
            'document = "synthetic memo of 2026-08-31"',
            'approved_by = ["Ana", "Ben"]',
            "approved_on = 2026-08-31",
            "[chartfields]",
            'fund = "00000"',
            "[vendors]",
            *vendors,
            "",
        ]
        file = self.folder / name
        file.write_text("\n".join(lines), "utf-8")
        return str(file)


def paid(town: str, amount: str | None = None, on: str = PAID_ON, batch: str = BATCH) -> str:
    """A row of an extract: paid, as authorized unless it says otherwise."""
    district = district_named(town)
    invoice = invoice_of(town, batch)
    return (
        f"{invoice},{vendor_id(district)},{amount or OCTOBER[town]},paid,{on},V{district.code:05d},"
    )


def invoice_of(town: str, batch: str = BATCH) -> str:
    """The invoice number of a town's release in a batch."""
    return f"AD27-OCT-{district_named(town).code:03d}-{batch[-1]}"


def returned(town: str, on: str = "2026-10-19", reason: str = "ACH returned") -> str:
    """A row of an extract: what was paid came back."""
    code = vendor_id(district_named(town))
    return f"{invoice_of(town)},{code},{OCTOBER[town]},returned,{on},,{reason}"


def october(folder: Path, *, purpose: str = "training", batch: bool = True) -> October:
    """A ledger with the three towns' portions transferred, plans approved, the batch approved."""
    made = October(f"sqlite:///{folder / 'october.db'}", folder, folder / "home")
    name = ("--name", "Synthetic October")
    assert made.alliance("init", "--purpose", purpose, *name).code == 0
    lines = [line for town, plan in PLANS.items() for line in _year(town, plan)]
    file = folder / "year.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    applied = made.alliance("apply", str(file))
    assert applied.code == 0, applied.out
    if batch:
        made.batch(OCTOBER)
    return made


def _year(town: str, plan: str) -> list[str]:
    """From entitlement to approved plan: FY2012 10,000,000.00, FY2027 that and the plan."""
    entitled = str(Money.parse("10000000.00") + Money.parse(plan))
    acts: list[tuple[int, str, dict[str, object]]] = [
        (2012, "SetEntitlement", {"amount": "10000000.00"}),
        (2027, "SetEntitlement", {"amount": entitled}),
        (
            2027,
            "DesignateDistrict",
            {"round": "FY2023", "criterion": "ranked", "first_time": False},
        ),
        (2027, "DeterminePortion", {}),
        (2027, "WithholdPortion", {"amount": plan}),
        (2027, "TransferPortion", {"amount": plan}),
        (2027, "SubmitPlan", {"plan_version": 1, "total": plan}),
        (2027, "ApprovePlan", {"plan_version": 1, "approved_amount": plan}),
    ]
    return [
        json.dumps(
            {
                "command": command,
                "command_id": f"{town.replace(' ', '-')}-{place}",
                "actor": "D. Example",
                "district": town,
                "fiscal_year": year,
                "effective_on": f"{year - 1}-07-01",
                **fields,
            }
        )
        for place, (year, command, fields) in enumerate(acts)
    ]


def _row(town: str, amount: str) -> BatchRow:
    money = Money.parse(amount)
    return BatchRow(
        district=district_named(town),
        basis=Money.parse(PLANS[town]),
        due=money,
        before=ZERO,
        amount=money,
        blocked=ZERO,
        status=RowStatus.DUE,
        note="",
    )
