"""What usually follows an act is named on its receipt, as a command that can be typed."""

from pathlib import Path

import pytest
from paid_year import ON, YEAR, PaidYear, small_year
from sent_plans import CAME, unplanned
from windham_case import HEARD, ID, ISSUED, windham

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
        "alliance report package Windsor --fiscal-year FY2027 --out FOLDER",
    ),
    (
        ("SubmitExpenditureReport", "spent=90.00"),
        "alliance year close Windsor --fiscal-year FY2027",
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
    # What is remarked stands before the command, which can be copied to the end of its line.
    assert ran.out.splitlines()[-1] == (
        f"Next, by another person: alliance release authorize {typed} --fiscal-year FY2027 "
        "--release X1 --amount 100.00"
    )


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


@pytest.mark.parametrize(("policy", "verb"), [("open", "authorize"), ("two-person", "propose")])
def test_after_a_transfer_to_a_plan_that_is_approved_money_is_let_go(
    tmp_path: Path, policy: str, verb: str
) -> None:
    year = small_year(tmp_path, {"Windsor": "400000.00"}, policy=policy)
    at = next(
        row["position"]
        for row in year.run("replay", "windsor", *YEAR, "--json").rows
        if row["event"] == "PortionTransferred"
    )
    year.done("correct", str(at), "--because", "typed wrongly", *ON)
    ran = year.run("transfer", "record", "Windsor", *YEAR, *ON, "--amount", "400000.00", "--json")
    assert ran.data["next_step"] == (
        f"alliance release {verb} Windsor --fiscal-year FY2027 --release … --amount …"
    )


def test_after_a_transfer_without_a_plan_the_board_gets_its_form(tmp_path: Path) -> None:
    year = unplanned(tmp_path)
    at = str(year.size)
    year.done("correct", at, "--because", "typed wrongly", *ON)
    ran = year.run("transfer", "record", "Windsor", *YEAR, *ON, "--amount", "582729.00", "--json")
    assert ran.data["next_step"] == (
        "alliance plan package Windsor --fiscal-year FY2027 --out FOLDER"
    )


def test_a_name_of_two_words_is_quoted_wherever_it_is_typed(tmp_path: Path) -> None:
    year = small_year(tmp_path, {"Windsor": "400000.00"})
    ran = year.act("release", "authorize", "Windsor", "--release", "X 1", "--amount", "100")
    issue = "alliance payments issue-release Windsor --fiscal-year FY2027 --release"
    assert ran.out.splitlines()[-1] == f'Next: {issue} "X 1"'


def test_what_came_is_named_by_its_file(tmp_path: Path) -> None:
    year = unplanned(tmp_path)
    file = tmp_path / "Windsor plan.toml"
    file.write_text("[district]\n", "utf-8")
    came = year.act("intake", "plan", "Windsor", str(file), *CAME, "--json")
    assert came.data["next_step"] == 'alliance intake check FY2027-164-1 "Windsor plan.toml"'
    accept = ("intake", "accept", "FY2027-164-1", "--because", "deadline", *ON, "--json")
    for words in ((*accept, "--dry-run"), accept):
        assert year.run(*words).data["next_step"] == (
            'alliance plan submit FY2027-164-1 "Windsor plan.toml"'
        )


def test_a_letter_that_is_accepted_is_not_posted_as_a_plan(tmp_path: Path) -> None:
    year = unplanned(tmp_path)
    file = tmp_path / "letter.txt"
    file.write_text("yes", "utf-8")
    year.act("intake", "letter", "Windsor", str(file), *CAME)
    ran = year.run("intake", "accept", "FY2027-164-1", "--because", "read", *ON, "--json")
    assert (ran.code, ran.data["next_step"]) == (0, None)


def test_a_request_is_paid_by_a_batch_of_its_year(tmp_path: Path) -> None:
    year = small_year(tmp_path, {"Windsor": "400000.00"})
    ran = year.act("request", "record", "Windsor", "--name", "R1", "--amount", "100")
    assert ran.out.splitlines()[-1] == (
        "Next, where the year is paid by requests: alliance release batch --fiscal-year FY2027"
    )


def next_of(year: PaidYear, *words: str) -> object:
    return year.done(*words, "--json").data["next_step"]


def test_a_notice_that_was_not_sent_is_sent_before_it_is_decided_on(tmp_path: Path) -> None:
    year = windham(tmp_path, "found")
    counsel, notice = HEARD[0], HEARD[1]
    year.done(*counsel)
    year.done(*notice)
    allowed = HEARD[-1]
    assert next_of(year, *allowed) == (
        f"alliance determination serve {ID} preliminary --method certified-mail --mailed-on DATE "
        "--number TEXT"
    )


def test_where_everything_was_allowed_nothing_is_determined(tmp_path: Path) -> None:
    year = windham(tmp_path, "heard")
    allow = ("finding", "allow", "Windham", "--fiscal-year", "2026", "--name", "F1")
    rest = ("--line", "3.1", "--amount", "32750.75", "--because", "paid from local funds")
    assert next_of(year, *allow, *rest, "--effective-on", "2026-12-11") is None


def test_without_a_contested_case_an_answer_is_sent_and_lowers_nothing(tmp_path: Path) -> None:
    year = windham(tmp_path, "found")
    year.done(*("informal" if word == "contested-case" else word for word in HEARD[0]))
    year.done(*ISSUED[0][:5], "--dropped", "12500", "--finding", "F1", *ISSUED[0][5:])
    year.done("determination", "petition", ID, "--filed-on", "2027-01-28", "--grounds", "payroll")
    granted = ("--outcome", "granted", "--decided-on", "2027-02-02", "--because", "shown")
    assert next_of(year, "determination", "answer-petition", ID, *granted) == (
        f"alliance determination serve {ID} reconsideration --method certified-mail --mailed-on "
        "DATE --number TEXT"
    )
