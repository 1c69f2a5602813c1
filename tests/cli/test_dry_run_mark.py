"""Whatever records something says in one way whether it did: `meta.dry_run`, and `recorded`."""

from pathlib import Path

import pytest
from cli_acts import ENTITLED, line, practice, written
from cli_runner import run, sqlite_address

ACT = (
    *("withhold", "record", "hartford", "--fiscal-year", "2023", "--amount", "1.00"),
    *("--effective-on", "2022-07-02", "--command-id", "one"),
)
SETTING = (
    *("setting", "plan-due", "--fiscal-year", "2023", "--due-on", "2022-08-15"),
    *("--effective-on", "2022-07-02", "--set-by", "Ana", "--document", "Memo"),
    *("--command-id", "two"),
)
COVERAGE = ("coverage", "state", "plans", "--note", "all of them", "--from", "2023", "--to", "2023")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return practice(tmp_path, ENTITLED)


@pytest.mark.parametrize("words", [ACT, SETTING, COVERAGE], ids=["act", "setting", "coverage"])
def test_a_rehearsal_is_marked_true_and_the_real_thing_false(
    ledger: str, home: Path, words: tuple[str, ...]
) -> None:
    rehearsed = run(*words, "--dry-run", "--json", ledger=ledger, home=home)
    assert (rehearsed.code, rehearsed.json()["meta"]["dry_run"]) == (0, True)
    done = run(*words, "--json", ledger=ledger, home=home)
    assert (done.code, done.json()["meta"]["dry_run"]) == (0, False)


@pytest.mark.parametrize("words", [ACT, SETTING], ids=["act", "setting"])
def test_the_outcome_says_whether_it_was_recorded_now(
    ledger: str, home: Path, words: tuple[str, ...]
) -> None:
    rehearsed = run(*words, "--dry-run", "--json", ledger=ledger, home=home).data
    assert (rehearsed["outcome"], rehearsed["recorded"]) == ("done", False)
    done = run(*words, "--json", ledger=ledger, home=home).data
    assert (done["outcome"], done["recorded"], done["repeated"]) == ("done", True, False)
    again = run(*words, "--json", ledger=ledger, home=home).data
    assert (again["outcome"], again["recorded"], again["repeated"]) == ("done", False, True)


def test_a_file_of_commands_is_marked_the_same_way(ledger: str, home: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "more.jsonl", [line("WithholdPortion", "w", amount="1.00")])
    rehearsed = run("apply", file, "--dry-run", "--json", ledger=ledger, home=home)
    assert rehearsed.json()["meta"]["dry_run"] is True
    assert run("apply", file, "--json", ledger=ledger, home=home).json()["meta"]["dry_run"] is False


def test_a_new_ledger_and_a_pin_are_too(home: Path, tmp_path: Path) -> None:
    new = sqlite_address(tmp_path / "new.db")
    assert run("init", "--json", ledger=new, home=home).json()["meta"]["dry_run"] is False
    pinned = run("profile", "pin", new, "--json", home=home)
    assert pinned.json()["meta"]["dry_run"] is False
