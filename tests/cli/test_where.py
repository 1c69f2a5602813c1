"""`alliance where`: which ledger this is and how it was chosen."""

from pathlib import Path

import pytest
from cli_runner import run, sqlite_address


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = sqlite_address(tmp_path / "ledger.db")
    run("init", "--purpose", "training", "--name", "Class", ledger=address)
    return address


def test_it_names_place_purpose_policy_and_size(url: str) -> None:
    ran = run("where", "--json", ledger=url)
    assert ran.json()["schema"] == "alliance.where/1"
    data = ran.data
    assert (data["url"], data["chosen_by"]) == (url, "command line")
    assert (data["name"], data["purpose"], data["policy"]) == ("Class", "training", "open")
    assert (data["size"], data["incarnation"]) == (1, 1)
    assert data["ledger_id"] == ran.json()["meta"]["ledger_id"]


def test_the_screen_says_the_same(url: str) -> None:
    lines = run("where", ledger=url).out.splitlines()
    assert lines[0].startswith("TRAINING · Class · policy open · 1 record")
    assert "  chosen by    command line" in lines


def test_the_environment_chooses(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_LEDGER", url)
    assert run("where", "--json").data["chosen_by"] == "ALLIANCE_LEDGER"


def test_a_pinned_ledger_is_chosen(url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    run("profile", "pin", url, home=home)
    assert run("where", "--json", home=home).data["chosen_by"] == "pinned profile"


def test_where_nothing_is_it_says_where_it_looked(tmp_path: Path) -> None:
    ran = run("where", "--json", home=tmp_path / "home")
    assert ran.code == 7
    assert ran.error["code"] == "ledger_not_initialised"
    assert ran.error["details"] == {
        "url": sqlite_address(tmp_path / "home" / "alliance.db"),
        "chosen_by": "embedded default",
    }
    assert not (tmp_path / "home").exists()


def test_a_password_is_never_shown() -> None:
    ran = run("where", ledger="postgresql://ana:secret@127.0.0.1:1/none")
    assert ran.code == 7
    assert "secret" not in ran.out + ran.err
    assert "ana:***@" in ran.err


def test_a_postgresql_ledger_is_named_without_its_password(postgres_url: str) -> None:
    assert run("init", ledger=postgres_url).code == 0
    ran = run("where", "--json", ledger=postgres_url)
    assert ran.data["url"].startswith("postgresql://")
    assert ran.data["size"] == 1
