"""`alliance exit rehearse`: the day no designation is in force any more; nothing is recorded."""

import csv
from pathlib import Path

import pytest
from cli_runner import Ran, run
from openpyxl import load_workbook
from real_record import real_record
from small_ledger import SmallLedger, small_ledger

from domain.commands import CloseFiscalYear, StateOpeningBalance, SubmitExpenditureReport
from domain.money import Money
from domain.setting_events import ExitChoice
from domain.side_commands import HandleExitBalance

TERM_ENDS = ("exit", "rehearse", "--on", "2027-07-01")


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    """Derby and Windsor in FY2027, each with an opening balance; synthetic."""
    ledger = small_ledger(tmp_path / "small.db")
    for town, board, commissioner, finding in (
        ("Derby", "250.00", "400.00", "10.00"),
        ("Windsor", "30.25", "0.00", "0.00"),
    ):
        ledger.designate(town, 2027)
        balances = {"held_by_board": board, "held_by_commissioner": commissioner}
        balances |= {"finding_open": finding}
        ledger.do(
            town,
            2027,
            StateOpeningBalance(
                balances={name: Money.parse(amount) for name, amount in balances.items()},
                document="statement",
                signers=("Ana",),
            ),
            on="2026-07-01",
        )
    return ledger


def rehearsed(small: SmallLedger, *args: str) -> Ran:
    return run(*TERM_ENDS, *args, ledger=small.url)


def test_every_district_of_the_last_year_leaves_with_what_stands_on_record(
    small: SmallLedger,
) -> None:
    ran = rehearsed(small, "--json")
    assert (ran.code, ran.json()["schema"]) == (0, "alliance.exit.rehearse/1")
    derby, windsor = ran.rows
    assert derby == {
        "district": "Derby",
        "town_code": 37,
        "with_comptroller": "0.00",
        "with_commissioner": "400.00",
        "in_payment": "0.00",
        "with_town": "0.00",
        "with_board": "250.00",
        "advanced": "0.00",
        "balance": "650.00",
        "finding_open": "10.00",
        "repay_due": "0.00",
        "reduction_due": "0.00",
        "not_followed": "0.00",
        "not_withheld": None,
        "carry": "650.00",
        "return": "0.00",
        "offset": "250.00",
        "a_less_b": "650.00",
        "a_less_c": "400.00",
        "under_policy": "650.00",
        "policy": "carry",
        "handled": None,
        "handled_on": None,
        "synthetic": False,
        "citation": "C.G.S. § 10-262u(b), (g), (h); silent on exit",
        "mark": "counterfactual, no designation in force",
    }
    assert windsor["balance"] == "30.25"


def test_the_totals_and_their_proof_add_up_from_the_rows(small: SmallLedger) -> None:
    data = rehearsed(small, "--json").data
    assert {name: data["totals"][name] for name in ("balance", "carry", "offset", "a_less_c")} == {
        "balance": "680.25",
        "carry": "680.25",
        "offset": "280.25",
        "a_less_c": "400.00",
    }
    # Nobody determined a portion here: unknown, and not zero.
    assert data["totals"]["not_withheld"] is None
    assert data["proof"] == (
        "0.00 + 400.00 + 0.00 + 0.00 + 280.25 − advanced 0.00 = 680.25 balance, 2 districts"
    )


def test_the_screen_has_three_lists_a_flag_and_five_questions(small: SmallLedger) -> None:
    lines = rehearsed(small).out.splitlines()
    assert lines[1].startswith(
        "WHAT-IF · not recorded · 2 districts of FY2027 without designation on 2027-07-01"
    )
    assert "proof  680.25 − 0.00 = 680.25; 680.25 − 280.25 = 400.00" in lines
    assert [line[:12] for line in lines if line.startswith("counsel")] == [
        f"counsel   {number}." for number in range(1, 6)
    ]
    (flag,) = [line for line in lines if line.startswith("flag")]
    assert "(a) is the default of this program, and of no law" in flag
    assert any("(a) carry, chosen" in line for line in lines)
    assert any(line.startswith("caution   What (a) carries") for line in lines)


def test_another_policy_can_be_chosen_and_says_so(small: SmallLedger) -> None:
    ran = rehearsed(small, "--policy", "offset", "--json")
    assert [row["under_policy"] for row in ran.rows] == ["250.00", "30.25"]
    assert ran.json()["meta"]["policy"] == "offset"
    screen = rehearsed(small, "--policy", "offset").out
    assert "(c) offset, chosen" in screen
    assert "(c) is chosen here, and of no law" in screen


def test_the_policy_that_was_set_is_the_one_and_whose_it_is_is_said(small: SmallLedger) -> None:
    setting = ("setting", "exit-policy", "--choice", "offset", "--first-fiscal-year", "2028")
    words = ("--set-by", "the Commissioner", "--document", "Memo 7")
    assert run(*setting, *words, ledger=small.url).code == 0
    ran = rehearsed(small, "--json")
    assert [row["under_policy"] for row in ran.rows] == ["250.00", "30.25"]
    assert (ran.json()["meta"]["policy"], ran.json()["meta"]["policy_is"]) == (
        "offset",
        "set by the Commissioner (Memo 7)",
    )
    assert "(c) is set by the Commissioner (Memo 7), and of no law" in rehearsed(small).out
    # What is supposed here goes before what was set.
    assert rehearsed(small, "--policy", "carry", "--json").json()["meta"]["policy"] == "carry"


def test_a_balance_that_was_handled_says_so(small: SmallLedger) -> None:
    small.do("Windsor", 2027, SubmitExpenditureReport(spent=Money.parse("0.25")), on="2027-06-30")
    small.do("Windsor", 2027, CloseFiscalYear(), on="2027-06-30")
    handle = HandleExitBalance(choice=ExitChoice.CARRY, reason="no clause", document="memo")
    small.do("Windsor", 2028, handle, on="2027-07-01")
    derby, windsor = rehearsed(small, "--json").rows
    assert (derby["handled"], windsor["handled"], windsor["handled_on"]) == (
        None,
        "carry 30.00",
        "memo",
    )
    assert "handled as" in rehearsed(small).out


def test_the_commands_refused_are_those_the_ledger_itself_refuses(small: SmallLedger) -> None:
    commands = {one["command"]: one for one in rehearsed(small, "--json").data["commands"]}
    assert {one["last_year"] for one in commands.values()} == {None}
    submit = commands["SubmitPlan"]["next_year"]
    assert submit["code"] == "no_rule_in_force"
    real = run(
        "record",
        "SubmitPlan",
        "derby",
        "--fiscal-year",
        "2028",
        "plan_version=1",
        "total=1.00",
        "--effective-on",
        "2027-07-01",
        "--dry-run",
        "--json",
        ledger=small.url,
    )
    assert (real.code, real.error["code"]) == (3, submit["code"])
    assert real.error["message"] == submit["message"]
    assert commands["ConfirmRelease"]["next_year"] is None


def test_as_of_an_earlier_day_money_that_came_later_is_not_there(small: SmallLedger) -> None:
    assert rehearsed(small, "--as-of", "2026-06-30", "--json").data["totals"]["balance"] == "0.00"


def test_nothing_is_recorded(small: SmallLedger) -> None:
    before = run("where", "--json", ledger=small.url).data["size"]
    assert rehearsed(small).code == 0
    assert run("where", "--json", ledger=small.url).data["size"] == before


def test_files_are_named_and_marked_as_what_would_be(small: SmallLedger, tmp_path: Path) -> None:
    refused = rehearsed(small, "--xlsx", str(tmp_path / "exit.xlsx"), "--json")
    assert (refused.code, refused.error["code"]) == (2, "usage")
    file, book = tmp_path / "whatif-exit.csv", tmp_path / "whatif-exit.xlsx"
    assert rehearsed(small, "--csv", str(file), "--xlsx", str(book)).code == 0
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["carry"], row["mark"]) for row in rows] == [
        ("650.00", "counterfactual, no designation in force"),
        ("30.25", "counterfactual, no designation in force"),
    ]
    sheet = load_workbook(book).active
    assert sheet is not None
    assert sheet.max_row == 3


def test_the_real_record_has_36_districts_and_says_what_it_cannot_follow(tmp_path: Path) -> None:
    ran = run(*TERM_ENDS, "--json", ledger=real_record(tmp_path / "real.db"))
    assert len(ran.rows) == 36
    # All that was published as withheld, FY2013 to FY2023; its transfers are in no public source.
    assert ran.data["totals"]["not_followed"] == "1840019927.00"
    assert ran.data["totals"]["balance"] == "0.00"
    assert ran.data["totals"]["not_withheld"] == "535018479.00"


def test_an_empty_ledger_has_no_district_that_leaves(tmp_path: Path) -> None:
    empty = small_ledger(tmp_path / "empty.db")
    ran = run(*TERM_ENDS, ledger=empty.url)
    assert ran.code == 0
    assert "No district is designated in the last year of the term" in ran.out
    as_json = run(*TERM_ENDS, "--json", ledger=empty.url)
    assert (as_json.rows, as_json.data["commands"]) == ([], [])


@pytest.mark.parametrize(
    ("args", "name", "words"),
    [
        (("--on", "2022-07-01"), "usage", "no term of designations has just ended"),
        (("--on", "soon"), "invalid_date", "soon"),
        (("--on", "2027-07-01", "--assume", "a new round"), "usage", "cannot be assumed"),
        (("--on", "2027-07-01", "--policy", "keep"), "usage", "keep"),
    ],
)
def test_bad_input_is_refused_in_words(
    small: SmallLedger, args: tuple[str, ...], name: str, words: str
) -> None:
    ran = run("exit", "rehearse", *args, "--json", ledger=small.url)
    assert (ran.code, ran.error["code"]) == (2, name)
    assert words in ran.error["message"]


def test_the_one_assumption_may_be_said_in_any_letter_case(small: SmallLedger) -> None:
    assert rehearsed(small, "--assume", "No designation in force").code == 0
