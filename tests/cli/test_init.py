"""`alliance init`: a new ledger, its name, purpose and policy fixed for good."""

from pathlib import Path

import pytest
from cli_runner import run, sqlite_address


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_address(tmp_path / "ledger.db")


def test_a_ledger_is_a_demonstration_and_open_unless_said(url: str) -> None:
    ran = run("init", "--json", ledger=url)
    assert ran.code == 0
    assert ran.json()["schema"] == "alliance.init/1"
    assert set(ran.data) == {"ledger_id", "url", "purpose", "policy"}
    assert (ran.data["url"], ran.data["purpose"], ran.data["policy"]) == (
        url,
        "demonstration",
        "open",
    )
    assert ran.json()["meta"]["size"] == 1


def test_each_ledger_has_an_id_of_its_own(tmp_path: Path) -> None:
    ids = {
        run("init", "--json", ledger=sqlite_address(tmp_path / f"{n}.db")).data["ledger_id"]
        for n in (1, 2)
    }
    assert len(ids) == 2


def test_name_purpose_and_policy_are_fixed(url: str) -> None:
    words = ("init", "--purpose", "production", "--policy", "two-person", "--name", "State")
    ran = run(*words, "--actor", "Ana", ledger=url)
    assert ran.out.startswith("Opened a production ledger, policy two-person: State")
    assert run("where", "--json", ledger=url).data["policy"] == "two-person"


def test_a_second_init_is_refused_and_changes_nothing(url: str, tmp_path: Path) -> None:
    run("init", "--name", "First", ledger=url)
    before = (tmp_path / "ledger.db").read_bytes()
    ran = run("init", "--name", "Second", "--json", ledger=url)
    assert (ran.code, ran.error["code"]) == (3, "refused")
    assert "There is a ledger here already: First" in ran.error["message"]
    assert (tmp_path / "ledger.db").read_bytes() == before


def test_a_dry_run_creates_nothing(url: str, tmp_path: Path) -> None:
    ran = run("init", "--dry-run", ledger=url)
    assert ran.out.startswith("Would open a demonstration ledger")
    assert run("init", "--dry-run", "--json", ledger=url).json()["meta"] == {"dry_run": True}
    assert run("init", "--dry-run", home=tmp_path / "home").code == 0
    assert list(tmp_path.iterdir()) == []


def test_the_users_own_file_is_never_a_production_ledger(tmp_path: Path) -> None:
    ran = run("init", "--purpose", "production", home=tmp_path / "home")
    assert ran.code == 3
    assert "can never be official" in ran.err
    assert not (tmp_path / "home").exists()


def test_the_users_own_file_is_made_with_its_folder(tmp_path: Path) -> None:
    assert run("init", home=tmp_path / "home").code == 0
    assert (tmp_path / "home" / "alliance.db").exists()


def test_a_folder_that_is_not_there_is_not_made_for_a_named_ledger(tmp_path: Path) -> None:
    ran = run("init", ledger=sqlite_address(tmp_path / "none" / "ledger.db"))
    assert ran.code == 7
    assert not (tmp_path / "none").exists()


def test_a_users_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    ran = run("init", home=tmp_path / "home")
    assert ran.code == 2
    assert "cannot be written" in ran.err


@pytest.mark.parametrize("words", [("--purpose", "official"), ("--policy", "closed")])
def test_an_unknown_purpose_or_policy_is_a_usage_error(url: str, words: tuple[str, str]) -> None:
    assert run("init", *words, ledger=url).code == 2


@pytest.mark.parametrize("name", ["", "  ", "a\x07b", "a" * 201])
def test_what_is_no_name_of_a_person_is_a_usage_error(url: str, tmp_path: Path, name: str) -> None:
    assert run("init", "--actor", name, ledger=url).code == 2
    assert not (tmp_path / "ledger.db").exists()


def test_a_postgresql_database_becomes_a_ledger(postgres_url: str) -> None:
    assert run("init", "--purpose", "production", ledger=postgres_url).code == 0
    assert run("init", ledger=postgres_url).code == 3
