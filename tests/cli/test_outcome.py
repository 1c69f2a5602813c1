"""`alliance outcome`: commands whose answer never came."""

from pathlib import Path

import pytest
from cli_acts import ENTITLED, practice
from cli_runner import run

from ledger.settings import Sent, all_sent, note_sent


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("ALLIANCE_HOME", str(folder))
    return folder


def sent(command_id: str, ledger: str, sent_at: str = "2026-10-01T13:00:00.000000Z") -> None:
    note_sent(Sent(command_id=command_id, ledger=ledger, what="an act", sent_at=sent_at))


def left() -> list[str]:
    return [note.command_id for note in all_sent()]


def test_nothing_awaits_an_answer(tmp_path: Path, home: Path) -> None:
    ran = run("outcome", ledger=practice(tmp_path), home=home)
    assert ran.code == 0
    assert "No command of yours awaits an answer in this ledger." in ran.out


def test_recorded_ones_are_shown_once_and_the_others_stay(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, ENTITLED)
    sent("named", ledger)
    sent("never", ledger, "2026-09-01T13:00:00.000000Z")
    ran = run("outcome", "--json", ledger=ledger, home=home)
    assert ran.code == 0
    assert [(row["command_id"], row["outcome"]) for row in ran.rows] == [
        ("never", "not recorded"),
        ("named", "done"),
    ]
    assert ran.rows[0]["advice"].startswith("safe to send again")
    assert (ran.rows[1]["events"], ran.rows[1]["positions"]) == ("DistrictDesignated", "3")
    assert left() == ["never"]


def test_what_is_not_recorded_is_forgotten_when_asked(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    sent("never", ledger)
    run("outcome", "--forget", ledger=ledger, home=home)
    assert left() == []


def test_a_relative_address_names_the_same_ledger(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent("never", practice(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert len(run("outcome", "--json", ledger="sqlite:///practice.db", home=home).rows) == 1


def test_commands_for_another_ledger_are_only_mentioned(tmp_path: Path, home: Path) -> None:
    sent("there", "postgresql://ana:***@db/alliance")
    ran = run("outcome", ledger=practice(tmp_path), home=home)
    assert "Others await an answer in another ledger: postgresql://ana:***@db/alliance" in ran.out
    assert left() == ["there"]


def test_a_ledger_on_postgresql_is_recognised_by_its_address(home: Path, postgres_url: str) -> None:
    opened = run("init", "--purpose", "training", ledger=postgres_url, home=home)
    assert opened.code == 0
    words = ("record", "SetEntitlement", "hartford", "--fiscal-year", "2023", "amount=5")
    assert run(*words, ledger=postgres_url, home=home).code == 0
    assert left() == []


def test_what_was_recorded_and_never_shown_is_found(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = practice(tmp_path)
    words = ("record", "SetEntitlement", "hartford", "--fiscal-year", "2023", "amount=5")
    with monkeypatch.context() as dies_before_the_end:
        dies_before_the_end.setattr("cli.group.forget_answered", lambda: None)
        run(*words, "--command-id", "closed", ledger=ledger, home=home)
    assert left() == ["closed"]
    ran = run("outcome", "--json", ledger=ledger, home=home)
    assert [(row["command_id"], row["outcome"]) for row in ran.rows] == [("closed", "done")]
    assert left() == []
