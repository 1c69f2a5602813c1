"""FY2027 up to approved plans, for the tests of batches: the real portions, or a few made-up towns.

The portions of `real_year` follow from the published entitlements; that every plan was approved
for the whole portion, the transfers, the hold and the schedule are synthetic. So is all of
`small_year`. Not here: what a command answers. Concerns no provision of the statute.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from at_terminal import run_at_terminal
from cli_runner import Ran, run
from real_record import real_record

from domain.money import Money

ON = ("--effective-on", "2026-10-06")
YEAR = ("--fiscal-year", "2027")
SET_BY = ("--set-by", "the Commissioner (synthetic)", "--document", "schedule of 2026-09-25")
INSTALLMENTS = (
    "--basis",
    "installments",
    "--installment",
    "october=OCT:25:2026-10-15",
    "--installment",
    "january=JAN:50",
    "--installment",
    "april=APR:100",
)


@dataclass(frozen=True, slots=True)
class PaidYear:
    """A ledger with the folder it is in.

    Attributes:
        url: its address.
        folder: where files go.
    """

    url: str
    folder: Path

    def run(self, *args: str) -> Ran:
        """Run `alliance args` on the ledger."""
        return run(*args, ledger=self.url, home=self.folder / "home")

    def typed(self, *args: str, typed: str) -> Ran:
        """Run `alliance args` with a person at the terminal."""
        return run_at_terminal(*args, ledger=self.url, home=self.folder / "home", typed=typed)

    def done(self, *args: str) -> Ran:
        """Run `alliance args`, which has to be done."""
        ran = self.run(*args)
        assert ran.code == 0, (args, ran.err, ran.out)
        return ran

    @property
    def size(self) -> int:
        """How many records the ledger has."""
        found: int = self.run("where", "--json").data["size"]
        return found

    def batch(self, *more: str) -> Ran:
        """Run `alliance release batch` of FY2027 by R. Ortiz on October 6, 2026."""
        return self.run("release", "batch", *YEAR, *ON, "--actor", "R. Ortiz", *more)

    def october(self, *more: str) -> Ran:
        """The same for October."""
        return self.batch("--installment", "october", *more)

    def approve(self, name: str, count: int, total: str, *more: str, actor: str = "L. Chen") -> Ran:
        """Approve a batch, by another person unless one is named."""
        figures = ("--count", str(count), "--total", total)
        return self.run("release", "approve", name, *figures, *ON, "--actor", actor, *more)

    def act(self, noun: str, verb: str, town: str, *more: str, actor: str = "L. Chen") -> Ran:
        """One act for a town in FY2027 on October 6, 2026, which has to be done."""
        day = () if "--effective-on" in more else ON
        return self.done(noun, verb, town, *YEAR, *day, "--actor", actor, *more)

    def row(self, ran: Ran, town: str) -> Mapping[str, str]:
        """The row of a town in a JSON list."""
        return next(row for row in ran.rows if row["district"] == town)

    def apply(self, *commands: Mapping[str, object]) -> None:
        """Record commands from a file, all or none."""
        file = self.folder / "given.jsonl"
        file.write_text("\n".join(json.dumps(command) for command in commands), "utf-8")
        self.done("apply", str(file), "--atomic")


def real_year(folder: Path) -> PaidYear:
    """The real 36 districts with every portion transferred, plans approved, Waterbury on hold."""
    file = folder / "real-2027.db"
    file.write_bytes(_real_year())
    return PaidYear(f"sqlite:///{file.absolute()}", folder)


@cache
def _real_year() -> bytes:
    with TemporaryDirectory() as name:
        folder = Path(name)
        year = PaidYear(real_record(folder / "real.db"), folder)
        portions = year.done("portion", "list", *YEAR, "--json").rows
        year.apply(*_plans({row["district"]: row["portion"] for row in portions}))
        figures = ("--count", "33", "--total", "535018479.00")
        year.done("withhold", "batch", *YEAR, *ON, *figures)
        year.done("transfer", "batch", *YEAR, *ON, *figures)
        year.done("setting", "schedule", *YEAR, *INSTALLMENTS, *SET_BY)
        hold = ("--name", "H1", "--breach", "no report (synthetic)", "--lifted-by", "the report")
        year.act("hold", "place", "Waterbury", *hold)
        return (folder / "real.db").read_bytes()


def small_year(
    folder: Path, plans: Mapping[str, str], *schedule: str, policy: str = "open"
) -> PaidYear:
    """A training ledger of towns with these portions, transferred, with plans approved in full.

    `schedule`: options of `alliance setting schedule`, the three installments unless it is given.
    """
    file = folder / "small.db"
    file.write_bytes(_small_year(tuple(plans.items()), schedule or INSTALLMENTS, policy))
    return PaidYear(f"sqlite:///{file.absolute()}", folder)


@cache
def _small_year(
    plans: tuple[tuple[str, str], ...], schedule: tuple[str, ...], policy: str
) -> bytes:
    with TemporaryDirectory() as name:
        folder = Path(name)
        year = PaidYear(f"sqlite:///{folder / 'small.db'}", folder)
        year.done("init", "--purpose", "training", "--name", "Small", "--policy", policy)
        year.apply(*[one for town, plan in plans for one in portion_of(town, plan)])
        year.apply(*_plans(dict(plans)))
        year.done("setting", "schedule", *YEAR, *schedule, *SET_BY)
        return (folder / "small.db").read_bytes()


def portion_of(town: str, portion: str) -> Iterable[dict[str, object]]:
    """From entitlement to transfer: 10,000,000.00 in FY2012 and the portion above it in FY2027."""
    entitled = str(Money.parse("10000000.00") + Money.parse(portion))
    yield command(town, "SetEntitlement", 2012, amount="10000000.00")
    yield command(town, "SetEntitlement", amount=entitled)
    designated = {"round": "FY2023", "criterion": "ranked", "first_time": False}
    yield command(town, "DesignateDistrict", **designated)
    yield command(town, "DeterminePortion")
    if Money.parse(portion):
        yield command(town, "WithholdPortion", amount=portion)
        yield command(town, "TransferPortion", amount=portion)


def _plans(plans: Mapping[str, str]) -> list[dict[str, object]]:
    return [one for town, total in plans.items() for one in plan_of(town, total)]


def plan_of(town: str, total: str, approved: str | None = None) -> list[dict[str, object]]:
    """A first plan of that total, approved in full unless an amount is given."""
    amount = total if approved is None else approved
    return [
        command(town, "SubmitPlan", plan_version=1, total=total),
        command(town, "ApprovePlan", plan_version=1, approved_amount=amount),
    ]


def command(town: str, name: str, fiscal_year: int = 2027, **fields: object) -> dict[str, object]:
    """One command for a town by D. Example, effective when its fiscal year begins."""
    version = fields.get("plan_version", 1)
    return {
        "command": name,
        "command_id": f"{town.replace(' ', '-')}.{name}.{fiscal_year}.{version}",
        "actor": "D. Example",
        "district": town,
        "fiscal_year": fiscal_year,
        "effective_on": f"{fiscal_year - 1}-07-01",
        **fields,
    }
