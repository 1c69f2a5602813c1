"""Plans that a board sends, for the tests of intake and plan: Windsor, FY2027, all synthetic.

Not here: what a command answers. Concerns no provision of the statute.
"""

from pathlib import Path

from paid_year import ON, YEAR, PaidYear, portion_of
from plan_workbooks import filled, line, plan, windsor

from domain.money import ZERO
from domain.plan_content import PlanContent

CAME = ("--from", "the superintendent (synthetic)", "--by", "email", "--received-on", "2026-09-25")
TOWN = ("Windsor", *YEAR)
# 500,000.00 + 82,729.00 = 582,729.00, the portion
FIRST = plan(line("2.4", "500000.00"), line("3.1", "82729.00"))
# 480,000.00 + 102,729.00 = 582,729.00
SECOND = plan(line("2.4", "480000.00"), line("4.1", "102729.00"))


def unplanned(folder: Path) -> PaidYear:
    """Windsor with a portion of 582,729.00, transferred, and no plan."""
    made = PaidYear(f"sqlite:///{folder / 'new.db'}", folder)
    made.done("init", "--purpose", "training", "--name", "New")
    made.apply(*portion_of("Windsor", "582729.00"))
    return made


def accepted(year: PaidYear, content: PlanContent, number: int = 1) -> tuple[str, str]:
    """A workbook registered, checked and accepted: its register number and file."""
    folder = year.folder / str(number)
    folder.mkdir()
    file = str(filled(folder, content, windsor(carry_in=ZERO)))
    register = f"FY2027-164-{number}"
    year.act("intake", "plan", "Windsor", file, *CAME)
    year.done("intake", "check", register, file, *ON)
    year.done("intake", "accept", register, *ON)
    return register, file


def submitted(year: PaidYear, content: PlanContent, number: int = 1) -> None:
    """The same, posted as the next version."""
    year.done("plan", "submit", *accepted(year, content, number), *ON)
