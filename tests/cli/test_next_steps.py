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


def test_after_an_approval_on_conditions_those_before_release_come_first(tmp_path: Path) -> None:
    year = small_year(tmp_path, {"Windsor": "400000.00"})
    year.done("record", "SubmitPlan", "Windsor", *YEAR, *ON, "plan_version=2", "total=400000.00")
    approve = ("plan", "approve", "Windsor", *YEAR, "--plan-version", "2", "--amount", "400000")
    conditions = ("--condition", "K3=a report", "--condition-before-release", "K1=a signature")
    more = ("--condition-before-release", "K2=a budget", *ON, "--json")
    rehearsed = year.run(*approve, *conditions, *more, "--dry-run")
    done = year.run(*approve, *conditions, *more)
    met = "alliance plan meet-condition Windsor --fiscal-year FY2027 --condition {} --evidence …"
    assert done.data["next_step"] == rehearsed.data["next_step"] == met.format("K1")
    meet = ("plan", "meet-condition", "Windsor", *YEAR, *ON, "--evidence", "x", "--json")
    assert year.run(*meet, "--condition", "K1").data["next_step"] == met.format("K2")
    # K3 does not hold a release up.
    assert year.run(*meet, "--condition", "K2").data["next_step"] == (
        "alliance release authorize Windsor --fiscal-year FY2027 --release … --amount …"
    )
