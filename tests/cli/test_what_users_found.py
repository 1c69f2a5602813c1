"""What three users of the README tripped over, each held here: made-up money, order, next steps."""

from pathlib import Path

import pytest
from cli_runner import run, sqlite_address
from dated_story import Story, passed_on
from real_record import real_record
from small_ledger import small_ledger

from domain.money import Money

ENTITLED = (
    '{"command":"SetEntitlement","command_id":"SYNTHETIC-1","actor":"D. Example",'
    '"district":"Windsor","fiscal_year":2026,"amount":"5.00","stage":"final"}\n'
)


@pytest.fixture
def made_up(tmp_path: Path) -> str:
    """The public record with made-up steps."""
    url = sqlite_address(tmp_path / "made-up.db")
    run("demo", "--with-synthetic", ledger=url, home=tmp_path)
    return url


def test_a_made_up_act_never_enters_a_production_ledger(tmp_path: Path) -> None:
    url = sqlite_address(tmp_path / "p.db")
    run("init", "--purpose", "production", ledger=url, home=tmp_path)
    (tmp_path / "a.jsonl").write_text(ENTITLED)
    ran = run("apply", str(tmp_path / "a.jsonl"), "--json", ledger=url, home=tmp_path)
    assert ran.code == 3
    assert "is made up" in ran.rows[0]["error"]["message"]
    assert ran.json()["meta"]["size"] == 1


def test_a_training_file_is_shown_as_made_up(tmp_path: Path) -> None:
    url = sqlite_address(tmp_path / "t.db")
    run("init", "--purpose", "training", ledger=url, home=tmp_path)
    (tmp_path / "a.jsonl").write_text(ENTITLED)
    assert run("apply", str(tmp_path / "a.jsonl"), ledger=url, home=tmp_path).code == 0
    assert "SYNTHETIC: ECS entitlement set at 5.00" in run("replay", "windsor", ledger=url).out


def test_the_public_record_is_not_begun_where_other_figures_stand(tmp_path: Path) -> None:
    url = sqlite_address(tmp_path / "t.db")
    run("init", ledger=url, home=tmp_path)
    (tmp_path / "a.jsonl").write_text(ENTITLED)
    run("apply", str(tmp_path / "a.jsonl"), ledger=url, home=tmp_path)
    ran = run("demo", ledger=url, home=tmp_path)
    assert ran.code == 3
    assert "this ledger holds other figures. Nothing was recorded." in ran.err
    assert run("where", "--json", ledger=url).data["size"] == 2


def test_duties_that_made_up_steps_meet_say_so(made_up: str) -> None:
    ran = run("compliance", "show", "norwalk", "--fiscal-year", "2026", "--json", ledger=made_up)
    assert {row["synthetic"] for row in ran.rows} == {True}
    assert all(row["message"].startswith("On SYNTHETIC records: ") for row in ran.rows)
    real = run("compliance", "show", "norwalk", "--fiscal-year", "2023", "--json", ledger=made_up)
    assert {row["synthetic"] for row in real.rows} == {False}


@pytest.mark.parametrize("noun", ["plan", "request", "funding", "pass-through"])
def test_a_list_of_a_year_says_which_rows_are_made_up(made_up: str, noun: str) -> None:
    ran = run(noun, "list", "--fiscal-year", "2026", "--json", ledger=made_up)
    assert all(row["synthetic"] is True for row in ran.rows)
    shown = run(noun, "list", "--fiscal-year", "2026", ledger=made_up).out
    assert ("Synthetic: rows that are made up" in shown) == bool(ran.rows)


def test_a_list_of_a_year_without_made_up_steps_says_nothing_of_them(made_up: str) -> None:
    ran = run("plan", "list", "--fiscal-year", "2023", "--json", ledger=made_up)
    assert {row["synthetic"] for row in ran.rows} == {False}
    assert "made up" not in run("plan", "list", "--fiscal-year", "2023", ledger=made_up).out


def test_a_plan_that_is_made_up_says_so_first(made_up: str) -> None:
    shown = ("plan", "show", "windsor", "--fiscal-year", "2027")
    title = run(*shown, ledger=made_up).out.splitlines()[1]
    assert title.startswith("SYNTHETIC · Windsor (164) · FY2027 · plan version 1")
    assert run(*shown, "--json", ledger=made_up).data["synthetic"] is True


def test_a_notice_from_a_practice_ledger_says_so_at_its_top(tmp_path: Path) -> None:
    url = real_record(tmp_path / "real.db")  # a demonstration, of published figures alone
    draft = ("notice", "draft", "3", "--found", "x", "--number", "N-1")
    lines = run(*draft, ledger=url).out.splitlines()
    assert lines[:2] == [
        "DRAFT — not sent",
        "SYNTHETIC — made-up figures, no notice about any real payment",
    ]
    assert run(*draft, "--json", ledger=url).data["synthetic"] is True


def test_a_made_up_event_is_marked_in_a_notice(made_up: str) -> None:
    rows = run("replay", "windsor", "--fiscal-year", "2027", "--json", ledger=made_up).rows
    position = next(str(row["position"]) for row in rows if row["synthetic"])
    draft = ("notice", "draft", position, "--found", "x", "--number", "N-1")
    assert "SYNTHETIC: " in run(*draft, ledger=made_up).out


def test_the_first_line_of_every_screen_says_that_steps_are_made_up(made_up: str) -> None:
    for words in (["where"], ["verify"], ["portion", "list", "--fiscal-year", "2013"]):
        assert "with SYNTHETIC steps" in run(*words, ledger=made_up).out.splitlines()[0]


def test_preliminary_entitlements_are_said_where_portions_are_listed(tmp_path: Path) -> None:
    url = real_record(tmp_path / "real.db")
    ran = run("portion", "list", "--fiscal-year", "2027", ledger=url)
    assert "caution  the entitlements of FY2027 are preliminary" in ran.out
    rows = run("portion", "list", "--fiscal-year", "2027", "--json", ledger=url).rows
    assert {row["stage"] for row in rows} == {"preliminary"}
    assert "preliminary" not in run("portion", "list", "--fiscal-year", "2026", ledger=url).out


def test_a_file_may_say_the_stage_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    url = sqlite_address(tmp_path / "i.db")
    run("init", ledger=url, home=tmp_path)
    heading = "town,fiscal_year,ecs_entitlement_usd,stage"
    (tmp_path / "good.csv").write_text(f"{heading}\nAvon,2027,5,Preliminary\n")
    (tmp_path / "bad.csv").write_text(f"{heading}\nAvon,2026,5,maybe\n")
    assert run("import", "ecs", str(tmp_path / "good.csv"), ledger=url, home=tmp_path).code == 0
    assert "set at 5.00, preliminary" in run("replay", "avon", ledger=url).out
    ran = run("import", "ecs", str(tmp_path / "bad.csv"), "--json", ledger=url, home=tmp_path)
    assert (ran.code, ran.data["rejected"][0]["code"]) == (3, "unknown_stage")


def test_a_balance_below_zero_on_a_day_says_why(tmp_path: Path) -> None:
    # Passed on while the payment of October 15 was on its way.
    story = Story(small_ledger(tmp_path / "days.db"))
    story.small.entitle("Hartford", 2012, "5000.00")
    story.funded()
    story.paid()
    story.do(passed_on("1000.00"), "2023-10-10")
    shown = ("balance", "show", "hartford", "--fiscal-year", "2024", "--as-of", "2023-10-12")
    ran = run(*shown, ledger=story.small.url, home=tmp_path)
    assert "Held by town is below zero: acts are dated before" in ran.out


def test_after_an_approval_two_persons_begin_with_a_proposal(tmp_path: Path) -> None:
    url = sqlite_address(tmp_path / "two.db")
    run("init", "--policy", "two-person", ledger=url, home=tmp_path)
    run("import", "designations", _rows(tmp_path), ledger=url, home=tmp_path)
    year = ("--fiscal-year", "2023", "--effective-on", "2022-08-01", "--no-input")
    place = ("hartford", *year)
    run("record", "SubmitPlan", *place, "plan_version=1", "total=5", ledger=url, home=tmp_path)
    ran = run(
        *("record", "ApprovePlan", *place, "plan_version=1", "approved_amount=5"),
        ledger=url,
        home=tmp_path,
    )
    assert "Next: alliance release propose Hartford" in ran.out


def test_a_pin_that_the_environment_beats_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_address(tmp_path / "t.db")
    run("init", ledger=url, home=tmp_path)
    monkeypatch.setenv("ALLIANCE_LEDGER", "sqlite:////elsewhere.db")
    ran = run("profile", "pin", url, home=tmp_path)
    assert "ALLIANCE_LEDGER is set and wins over the pin" in ran.err


def test_an_empty_address_is_not_taken_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("where", "--ledger", "", home=tmp_path).code == 2
    monkeypatch.setenv("ALLIANCE_LEDGER", "")
    ran = run("where", home=tmp_path)
    assert (ran.code, "ALLIANCE_LEDGER is set and empty" in ran.err) == (2, True)


def test_a_workbook_has_a_heading_that_stays_and_columns_wide_enough(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    url = real_record(tmp_path / "real.db")
    file = tmp_path / "p.xlsx"
    run("portion", "list", "--fiscal-year", "2023", "--xlsx", str(file), ledger=url)
    sheet = load_workbook(file).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    # Hartford's 213,879,452.00 has 14 characters.
    assert sheet.column_dimensions["D"].width >= len("213,879,452.00")
    assert Money.parse("213879452.00").cents / 100 in {row[3].value for row in sheet.iter_rows()}


def _rows(folder: Path) -> str:
    file = folder / "d.csv"
    file.write_text(
        "district,fiscal_year_from,fiscal_year_to,status\nHartford,2023,2027,continuing\n"
    )
    return str(file)
