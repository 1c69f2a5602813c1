"""What usually follows an act is named on its receipt, as a command that can be typed."""

from pathlib import Path

import pytest
from paid_year import ON, YEAR, small_year

# A payment by hand, from authorization to the board, each with the step it names.
STEPS = [
    (
        ("AuthorizeRelease", "release=X1", "amount=100.00"),
        "alliance payments issue-release Windsor --fiscal-year FY2027 --release X1",
    ),
    (
        ("IssueRelease", "release=X1"),
        "alliance payments confirm-release Windsor --fiscal-year FY2027 --release X1 --paid-on …",
    ),
    (
        ("ConfirmRelease", "release=X1", "paid_on=2026-10-15"),
        "alliance pass-through record Windsor --fiscal-year FY2027 --amount …",
    ),
    (
        ("RecordPassThrough", "amount=100.00"),
        "alliance record SubmitExpenditureReport Windsor --fiscal-year FY2027 spent=…",
    ),
    (
        ("SubmitExpenditureReport", "spent=90.00"),
        "alliance record CloseFiscalYear Windsor --fiscal-year FY2027",
    ),
]


def test_each_step_of_a_payment_names_the_next(tmp_path: Path) -> None:
    year = small_year(tmp_path, {"Windsor": "400000.00"})
    for (command, *fields), follows in STEPS:
        ran = year.run("record", command, "Windsor", *YEAR, *ON, *fields, "--json")
        assert (ran.code, ran.data["next_step"]) == (0, follows)


@pytest.mark.parametrize("town", ["East Windsor", "Windsor"])
def test_a_town_of_two_words_is_quoted(tmp_path: Path, town: str) -> None:
    year = small_year(tmp_path, {town: "400000.00"})
    ran = year.act("release", "propose", town, "--release", "X1", "--amount", "100")
    typed = '"East Windsor"' if " " in town else "Windsor"
    assert f"Next: alliance release authorize {typed} --fiscal-year FY2027 --release X1" in ran.out
