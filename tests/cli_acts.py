"""A practice ledger and the acts of Hartford FY2023 as lines of a file, for tests of commands.

The entitlements are the published ones: 213,879,452 − 187,974,890 = 25,904,562 of portion; plan,
release and report are synthetic. Not here: what a command answers.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from cli_runner import Ran, run, sqlite_address

JULY_1 = "2022-07-01"


def line(command: str, command_id: str, fiscal_year: object = 2023, **fields: object) -> str:
    """One command for Hartford, by Ana, effective on July 1, 2022 unless it says otherwise."""
    return json.dumps(
        {
            "command": command,
            "command_id": command_id,
            "actor": "Ana",
            "district": "Hartford",
            "fiscal_year": fiscal_year,
            "effective_on": JULY_1,
            **fields,
        }
    )


ENTITLED = (
    line("SetEntitlement", "base", 2012, amount="187974890.00"),
    line("DesignateDistrict", "named", round="FY2023", criterion="ranked", first_time=False),
    line("SetEntitlement", "ecs", amount="213879452.00"),
    line("DeterminePortion", "portion"),
)
WITHHELD = (*ENTITLED, line("WithholdPortion", "withheld", amount="25904562.00"))
RELEASED = (
    *WITHHELD,
    line("TransferPortion", "transferred", amount="25904562.00"),
    line("SubmitPlan", "plan", plan_version=1, total="25904562.00"),
    line("ApprovePlan", "approved", plan_version="1", approved_amount="25904562.00"),
    line("AuthorizeRelease", "authorized", release="OCT", amount="6000000.00"),
    line("IssueRelease", "issued", release="OCT"),
    line("ConfirmRelease", "paid", release="OCT", paid_on="2022-10-05"),
)
# A cent more than was withheld.
TOO_MUCH = line("TransferPortion", "too-much", amount="25904562.01")


def written(file: Path, lines: Iterable[str]) -> str:
    """The lines as a file; its name."""
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return str(file)


def practice(folder: Path, lines: Iterable[str] = (), *, purpose: str = "training") -> str:
    """A new ledger in a folder, with the lines applied; its address."""
    address = sqlite_address(folder / "practice.db")
    opened = run(
        "init", "--purpose", purpose, "--name", "Practice", ledger=address, home=folder / "home"
    )
    assert opened.code == 0, opened.err
    file = written(folder / "given.jsonl", lines)
    applied = run("apply", file, ledger=address, home=folder / "home")
    assert applied.code == 0, applied.out
    return address


def size(ledger: str, home: Path) -> int:
    """How many records the ledger has."""
    found: int = run("where", "--json", ledger=ledger, home=home).data["size"]
    return found


def answered(ran: Ran) -> list[dict[str, object]]:
    """The streamed lines of `apply`."""
    return [json.loads(text) for text in ran.out.splitlines()]
