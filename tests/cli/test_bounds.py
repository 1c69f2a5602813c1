"""No number typed is a bug of the program: too small or too large, it is a usage error."""

from pathlib import Path

import pytest
from cli_runner import run, sqlite_address

YEAR = ("--fiscal-year", "2027")
TOO_LARGE = str(2**70)


@pytest.mark.parametrize("number", ["0", "-1", TOO_LARGE])
@pytest.mark.parametrize(
    "words",
    [
        ("plan", "show", "windsor", *YEAR, "--plan-version={}"),
        ("plan", "diff", "windsor", *YEAR, "--from={}"),
        ("plan", "diff", "windsor", *YEAR, "--to={}"),
        ("plan", "review", "windsor", *YEAR, "--findings=x", "--plan-version={}"),
        ("plan", "approve-amendment", "windsor", *YEAR, "--amendment={}"),
        ("plan", "submit", "FY2027-164-1", "plan.xlsx", "--plan-version={}"),
        ("correct", "--because=x", "--", "{}"),
        ("notice", "draft", "--found=x", "--number=N", "--", "{}"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_number_out_of_range_is_a_usage_error(
    tmp_path: Path, words: tuple[str, ...], number: str
) -> None:
    url = sqlite_address(tmp_path / "l.db")
    run("init", ledger=url, home=tmp_path)
    ran = run(*(word.format(number) for word in words), ledger=url, home=tmp_path)
    assert ran.code == 2
    assert f"{number} is not in the range 1<=x<=9007199254740992" in ran.err


def test_a_percent_out_of_range_is_refused_with_the_range(tmp_path: Path) -> None:
    url = sqlite_address(tmp_path / "l.db")
    run("init", ledger=url, home=tmp_path)
    share = ("setting", "new-reform-share", *YEAR, "--set-by", "S", "--document", "D")
    assert "A percent is 1 to 100, and 101" in run(*share, "--percent=101", ledger=url).err
    ran = run(*share, f"--percent={TOO_LARGE}", ledger=url)
    assert ran.code == 2
    assert "whole numbers go up to 9,007,199,254,740,992" in ran.err
