"""`alliance profile`: pin the ledger you work in."""

import json
import os
from pathlib import Path

import pytest
from cli_runner import run
from small_ledger import small_ledger


def test_a_pinned_ledger_is_the_one_meant_from_then_on(tmp_path: Path) -> None:
    small = small_ledger(tmp_path / "small.db")
    pinned = run("profile", "pin", small.url, "--json", home=tmp_path)
    assert (pinned.code, pinned.data) == (0, {"pinned": small.url})
    assert pinned.json()["schema"] == "alliance.profile.pin/1"
    where = run("where", "--json", home=tmp_path).data
    assert (where["url"], where["chosen_by"], where["name"]) == (
        small.url,
        "pinned profile",
        "Small",
    )


def test_a_relative_file_is_pinned_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("profile", "pin", "sqlite:///mine.db", home=tmp_path)
    monkeypatch.chdir(os.sep)
    shown = run("profile", "show", "--json", home=tmp_path).data
    assert shown["pinned"] == f"sqlite:///{tmp_path}/mine.db"


def test_a_place_without_a_ledger_is_pinned_with_a_note(tmp_path: Path) -> None:
    ran = run("profile", "pin", f"sqlite:///{tmp_path}/none.db", home=tmp_path)
    assert ran.code == 0
    assert ran.out == f"Pinned sqlite:///{tmp_path}/none.db\n"
    assert "no ledger was initialised" in ran.err


def test_a_file_that_is_no_ledger_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but long enough to be looked at as one" * 20, "utf-8")
    ran = run("profile", "pin", f"sqlite:///{file}", home=tmp_path)
    assert "is not an SQLite database" in ran.err


def test_a_password_is_kept_for_use_and_never_printed(tmp_path: Path) -> None:
    address = "postgresql://clerk:geheim@localhost:1/alliance"
    ran = run("profile", "pin", address, home=tmp_path)
    said = ran.out + ran.err + run("profile", "show", home=tmp_path).out
    assert "geheim" not in said
    assert "clerk:***@localhost" in said
    assert json.loads((tmp_path / "profile.json").read_text("utf-8")) == {"ledger": address}


@pytest.mark.parametrize("address", ["memory:", "mysql://host/db", "ledger.db"])
def test_what_cannot_be_pinned_is_a_usage_error(address: str, tmp_path: Path) -> None:
    ran = run("profile", "pin", address, "--json", home=tmp_path)
    assert (ran.code, ran.error["code"]) == (2, "usage")
    assert list(tmp_path.iterdir()) == []


def test_unpin_forgets_and_says_what_was_pinned(tmp_path: Path) -> None:
    run("profile", "pin", f"sqlite:///{tmp_path}/a.db", home=tmp_path)
    ran = run("profile", "unpin", "--json", home=tmp_path)
    assert ran.data == {"was_pinned": f"sqlite:///{tmp_path}/a.db"}
    assert run("profile", "unpin", home=tmp_path).out == "No ledger was pinned.\n"
    assert run("profile", "show", home=tmp_path).out == (
        f"pinned  none\nmeant   sqlite:///{tmp_path}/alliance.db, by embedded default\n"
    )


def test_a_dry_run_changes_nothing_and_is_marked(tmp_path: Path) -> None:
    pinned = run("profile", "pin", f"sqlite:///{tmp_path}/a.db", "--dry-run", home=tmp_path)
    assert pinned.out.startswith("Would pin")
    assert list(tmp_path.iterdir()) == []
    run("profile", "pin", f"sqlite:///{tmp_path}/a.db", home=tmp_path)
    ran = run("profile", "unpin", "--dry-run", "--json", home=tmp_path)
    assert ran.json()["meta"]["dry_run"] is True
    assert run("profile", "unpin", "--dry-run", home=tmp_path).out.startswith("Would forget")
    assert run("profile", "show", "--json", home=tmp_path).data["pinned"] is not None


def test_show_says_which_ledger_is_meant_by_the_command_line(tmp_path: Path) -> None:
    run("profile", "pin", f"sqlite:///{tmp_path}/a.db", home=tmp_path)
    data = run("profile", "show", "--json", ledger=f"sqlite:///{tmp_path}/b.db", home=tmp_path).data
    assert data == {
        "pinned": f"sqlite:///{tmp_path}/a.db",
        "url": f"sqlite:///{tmp_path}/b.db",
        "chosen_by": "command line",
    }
