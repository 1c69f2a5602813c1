"""`alliance command status`: recorded, or safe to send again."""

from pathlib import Path

import pytest
from cli_acts import ENTITLED, practice
from cli_runner import run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_recorded_command_is_shown_with_its_events(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, ENTITLED)
    ran = run("command", "status", "named", "--json", ledger=ledger, home=home)
    assert (ran.code, ran.json()["schema"]) == (0, "alliance.command.status/1")
    data = ran.data
    assert (data["outcome"], data["events"], data["positions"]) == (
        "done",
        ["DistrictDesignated"],
        [3],
    )
    assert data["command_id"] == "named"
    assert data["recorded_at"].endswith("Z")
    assert len(data["command_hash"]) == 64
    shown = run("command", "status", "named", ledger=ledger, home=home)
    assert "3  DistrictDesignated  Designated again" in shown.out


def test_what_is_not_recorded_exits_4_and_is_safe_to_send_again(tmp_path: Path, home: Path) -> None:
    ran = run("command", "status", "never", "--json", ledger=practice(tmp_path), home=home)
    assert (ran.code, ran.error["code"]) == (4, "not_found")
    assert "not recorded, safe to send again" in ran.error["message"]


def test_what_cannot_be_an_id_exits_2(tmp_path: Path, home: Path) -> None:
    ran = run("command", "status", "a b", ledger=practice(tmp_path), home=home)
    assert ran.code == 2
    assert "'a b' is not a command id" in ran.err
