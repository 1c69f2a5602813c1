"""Windham, FY2026, from a report to an order, for tests of commands: screens C-1 to C-4.

A portion of 180,000.00, approved 120,000.00 and 60,000.00 by line; reported 120,000.00, 92,750.75
and 12,500.00 on a line that is in no plan. All of it is synthetic. Not here: what a command
answers. Concerns no provision of the statute.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from paid_year import PaidYear, command

YEAR = ("--fiscal-year", "2026")
ID = "D-2026-163-1"
PLAN = """form = "alliance-plan 1"
district = "Windham"
town_code = "163"
fiscal_year = "FY2026"
board_approved_on = 2025-08-11
""" + "".join(
    f"""
[[lines]]
key = "{key}"
description = "SYNTHETIC"
strategy = "multilingual-services"
object_code = "111B"
carry_over = 0
current = {amount}
local_match = 0
reform = "new"
tuition = false
"""
    for key, amount in (("2.4", 120000), ("3.1", 60000))
)
REPORT = """town,town_code,fiscal_year,line,description,paid_by_june_30
Windham,163,2026,2.4,bilingual tutors (synthetic),120000
Windham,163,2026,3.1,transport (synthetic),92750.75
Windham,163,2026,9.9,fence (synthetic),12500
"""
CAME = ("--from", "M. Lee (synthetic)", "--by", "email", "--received-on")
RAISE = ("finding", "raise", "Windham", *YEAR, "--source", "desk-review", "--kind")
FACT = "Line 3.1 was approved with 60,000.00 and charged with 92,750.75. | 11, 14"
LAW = "Spending outside the approved plan is repaid. | C.G.S. § 10-262u(g)"
# What is typed at each stage, with the legal date of each act.
INQUIRY = (
    (
        *("inquiry", "open", "Windham", *YEAR, "--name", "Q1", "--from-review"),
        *("--question", "What was it for?", "--answer-by", "2026-10-30"),
        *("--effective-on", "2026-10-05"),
    ),
    (
        *("inquiry", "answer", "Windham", *YEAR, "--name", "Q1"),
        *("--answered-on", "2026-10-28", "--answer", "payroll reports"),
    ),
    (
        *("inquiry", "close", "Windham", *YEAR, "--name", "Q1", "--outcome", "not explained"),
        *("--effective-on", "2026-10-30"),
    ),
)
FOUND = (
    (
        *(*RAISE, "unapproved-use", "--name", "F1", "--inquiry", "Q1", "--from-review"),
        *("--because", "not in the plan", "--effective-on", "2026-10-31"),
    ),
)
HEARD = (
    (
        *("determination", "procedure", ID, "--procedure", "contested-case", "--set-by"),
        *("K. Lee", "--paper", "memo of November 30", "--effective-on", "2026-11-01"),
    ),
    (
        *("determination", "preliminary", ID, "--finding", "F1", "--repay", "45250.75"),
        *("--respond-by", "2026-12-02", "--because", "outside the plan"),
        *("--effective-on", "2026-11-02"),
    ),
    (
        *("determination", "serve", ID, "preliminary", "--method", "certified-mail"),
        *("--mailed-on", "2026-11-02", "--number", "7019 0001"),
    ),
    (
        *("determination", "respond", ID, "--received-on", "2026-12-01"),
        *("--contested", "32750.75", "--response", "the fence is local"),
    ),
    (
        *("finding", "allow", "Windham", *YEAR, "--name", "F1", "--line", "9.9", "--amount"),
        *("12500.00", "--because", "moved to local funds", "--effective-on", "2026-12-10"),
    ),
)
ISSUED = (
    (
        *("determination", "issue", ID, "--repay", "32750.75", "--fact", FACT),
        *("--conclusion", LAW, "--effective-on", "2027-01-14"),
    ),
)
SERVED = (
    (
        *("determination", "serve", ID, "final", "--method", "certified-mail"),
        *("--mailed-on", "2027-01-14", "--number", "7019 0002"),
    ),
    (
        *("determination", "receipt", ID, "final", "--signed-on", "2027-01-19"),
        *("--signed-by", "M. Diaz"),
    ),
    (
        *("determination", "petition", ID, "--filed-on", "2027-01-28"),
        *("--grounds", "new payroll reports"),
    ),
)
SCHEDULED = (
    (
        *("receivables", "schedule", ID, "--due", "2027-03-31", "--due", "2027-06-30"),
        *("--due", "2027-09-30", "--due", "2027-12-31", "--agreed-with", "A. Gray"),
        *("--paper", "agreement of March 1", "--effective-on", "2027-03-01"),
    ),
    (
        *("receivables", "repay", ID, "--amount", "8187.69", "--received-on", "2027-03-30"),
        *("--money-source", "the board's general fund", "--own-money"),
    ),
)
STAGES = {
    "reviewed": (),
    "asked": INQUIRY,
    "found": FOUND,
    "heard": HEARD,
    "issued": ISSUED,
    "served": SERVED,
    "scheduled": SCHEDULED,
}


def windham(folder: Path, until: str = "reviewed") -> PaidYear:
    """A training ledger with the case up to a stage, that stage included."""
    file = folder / "windham.db"
    file.write_bytes(_windham(until))
    write_papers(folder)
    return PaidYear(f"sqlite:///{file.absolute()}", folder)


def write_papers(folder: Path) -> None:
    """What the board sent, as files."""
    (folder / "plan.toml").write_text(PLAN, "utf-8")
    (folder / "report.csv").write_text(REPORT, "utf-8")


@cache
def _windham(until: str) -> bytes:
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "windham.db"
        stages = list(STAGES)
        if until == stages[0]:
            year = PaidYear(f"sqlite:///{file}", folder)
            reviewed(year)
            return file.read_bytes()
        file.write_bytes(_windham(stages[stages.index(until) - 1]))
        year = PaidYear(f"sqlite:///{file}", folder)
        for words in STAGES[until]:
            year.done(*words)
        return file.read_bytes()


def reviewed(year: PaidYear) -> None:
    """From nothing to a certified report that can be reviewed: 16 records."""
    year.done("init", "--purpose", "training", "--name", "Windham")
    year.apply(
        command("Windham", "SetEntitlement", 2012, amount="24000000.00"),
        command("Windham", "SetEntitlement", 2026, amount="24180000.00"),
        command(
            "Windham",
            "DesignateDistrict",
            2026,
            round="FY2023",
            criterion="ranked",
            first_time=False,
        ),
        command("Windham", "DeterminePortion", 2026),
        command("Windham", "WithholdPortion", 2026, amount="180000.00"),
        command("Windham", "TransferPortion", 2026, amount="180000.00"),
    )
    write_papers(year.folder)
    plan, report = str(year.folder / "plan.toml"), str(year.folder / "report.csv")
    august = ("--effective-on", "2025-08-20")
    year.done("intake", "plan", "Windham", plan, *YEAR, *CAME, "2025-08-20", *august)
    year.done("intake", "accept", "FY2026-163-1", "--because", "read", *august)
    year.done("plan", "submit", "FY2026-163-1", plan, *august)
    approved = ("--plan-version", "1", "--amount", "180000", "--effective-on", "2025-09-12")
    year.done("plan", "approve", "Windham", *YEAR, *approved)
    later = ("--effective-on", "2026-08-28")
    year.done("intake", "report", "Windham", report, *YEAR, *CAME, "2026-08-28", *later)
    year.done("intake", "accept", "FY2026-163-2", "--because", "to be reviewed", *later)
    year.done("report", "submit", "FY2026-163-2", report, "--counted", "paid-by-june-30", *later)
    signed = ("--certified-by", "A. Gray (synthetic)", "--certified-on", "2026-08-28")
    year.done("report", "certify", "Windham", *YEAR, *signed, *later)
    memo = ("--set-by", "J. Reyes", "--document", "Department memo")
    falls = ("--percent", "10", "--falls-away", "--effective-on", "2025-07-01")
    year.done("setting", "variance", *YEAR, *falls, *memo)


def whole_case(year: PaidYear) -> None:
    """Every stage, one after the other, on a ledger that is not there yet."""
    reviewed(year)
    for steps in STAGES.values():
        for words in steps:
            year.done(*words)
