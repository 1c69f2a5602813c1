"""What nobody verified in the law of a year is said wherever its money is shown.

C.G.S. § 10-262u(c)(1).
"""

from pathlib import Path

import pytest
from cli_runner import run
from small_ledger import SmallLedger, small_ledger

SAID = "Law UNVERIFIED for FY2024: what is taken out before the portion, education-diversity amount"


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    made = small_ledger(tmp_path / "small.db")
    made.designate("Hartford", 2024)
    made.designate("Windsor", 2024)
    made.designate("Hartford", 2023)
    return made


@pytest.mark.parametrize("group", ["balance", "compliance"])
def test_one_district_is_shown_with_one_line(small: SmallLedger, group: str) -> None:
    ran = run(group, "show", "hartford", "--fiscal-year", "2024", ledger=small.url)
    assert ran.out.count(SAID) == 1
    other = run(group, "show", "hartford", "--fiscal-year", "2023", ledger=small.url)
    assert "UNVERIFIED" not in other.out


@pytest.mark.parametrize("group", ["balance", "compliance"])
def test_a_year_is_listed_with_one_line_for_all(small: SmallLedger, group: str) -> None:
    ran = run(group, "list", "--fiscal-year", "2024", ledger=small.url)
    assert ran.out.count(SAID) == 1


def test_json_says_it_too(small: SmallLedger) -> None:
    year = ("--fiscal-year", "2024", "--json")
    balance = run("balance", "show", "hartford", *year, ledger=small.url).data
    assert balance["exceptions"][0].startswith(SAID)
    compliance = run("compliance", "show", "hartford", *year, ledger=small.url).data
    assert compliance["notes"][-1].startswith(SAID)
