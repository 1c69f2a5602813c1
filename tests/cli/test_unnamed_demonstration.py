"""Money is not recorded in a demonstration that nobody named. A missing variable is the cause."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_acts import ENTITLED, written
from cli_runner import Ran, run
from real_record import real_record

ACT = ("record", "WithholdPortion", "windsor", "--fiscal-year", "2027", "amount=1.00")
ACT_DAY = ("--effective-on", "2026-09-28", "--no-input")
SETTING = (
    *("setting", "plan-due", "--fiscal-year", "2027", "--due-on", "2026-08-14"),
    *("--set-by", "Ana", "--document", "letter"),
)
BATCH = (
    *("withhold", "batch", "--fiscal-year", "2027", "--effective-on", "2026-09-28"),
    *("--count", "33", "--total", "535018479.00", "--no-input"),
)
COVERAGE = ("coverage", "state", "expenditure-reports", "--none", "--note", "SYNTHETIC")
MADE_UP = (
    '{"command":"WithholdPortion","command_id":"SYNTHETIC-1","district":"Windsor",'
    '"fiscal_year":2027,"amount":"1.00","effective_on":"2026-09-28"}'
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's folder whose embedded ledger is the demonstration."""
    home = tmp_path / "home"
    home.mkdir()
    real_record(home / "alliance.db")
    return home


def size(home: Path) -> object:
    return run("where", "--json", home=home).data["size"]


@pytest.mark.parametrize("words", [(*ACT, *ACT_DAY), SETTING, BATCH, COVERAGE])
def test_an_act_in_a_ledger_nobody_named_is_refused(home: Path, words: Sequence[str]) -> None:
    before = size(home)
    ran = run(*words, home=home)
    assert ran.code == 3
    assert "Nobody named a ledger, and the one found by default is the demonstration" in ran.err
    assert "--ledger or ALLIANCE_LEDGER" in ran.err
    assert size(home) == before


@pytest.mark.parametrize("words", [(*ACT, *ACT_DAY), SETTING, BATCH, COVERAGE])
def test_the_same_act_is_recorded_where_the_ledger_is_named(
    home: Path, words: Sequence[str]
) -> None:
    assert run(*words, ledger=f"sqlite:///{home}/alliance.db", home=home).code == 0


@pytest.mark.parametrize("words", [(*ACT, *ACT_DAY), SETTING, BATCH, COVERAGE])
def test_a_rehearsal_needs_no_name(home: Path, words: Sequence[str]) -> None:
    assert run(*words, "--dry-run", home=home).code == 0


@pytest.mark.parametrize("words", [(*ACT, *ACT_DAY), SETTING, COVERAGE])
def test_an_act_that_says_it_is_made_up_is_recorded(home: Path, words: Sequence[str]) -> None:
    assert run(*words, "--command-id", "SYNTHETIC-1", home=home).code == 0


def test_a_file_whose_commands_are_all_made_up_is_applied(home: Path, tmp_path: Path) -> None:
    assert run("apply", written(tmp_path / "a.jsonl", [MADE_UP]), home=home).code == 0


def test_a_file_of_which_one_command_is_not_made_up_is_refused_whole(
    home: Path, tmp_path: Path
) -> None:
    real = MADE_UP.replace("SYNTHETIC-1", "real-1")
    before = size(home)
    ran = run("apply", written(tmp_path / "a.jsonl", ["{oops", MADE_UP, real]), home=home)
    assert (ran.code, ran.out, size(home)) == (3, "", before)


def test_what_is_published_is_imported_all_the_same(home: Path, tmp_path: Path) -> None:
    rows = tmp_path / "ecs.csv"
    rows.write_text("town,fiscal_year,ecs_entitlement_usd\nWindsor,2023,12130392\n")
    ran: Ran = run("import", "ecs", str(rows), "--json", home=home)
    assert (ran.code, ran.data["unchanged"]) == (0, 1)


def test_a_ledger_of_ones_own_in_that_place_is_not_the_demonstration(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run("init", home=home).code == 0
    assert run("apply", written(tmp_path / "a.jsonl", ENTITLED), home=home).code == 0
