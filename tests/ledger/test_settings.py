"""Which ledger is meant, the pinned profile, and notes of commands that were sent."""

from pathlib import Path

import pytest

from domain.errors import UnreadableFileError
from ledger.settings import (
    Choice,
    ChosenBy,
    Sent,
    all_sent,
    choose,
    default_url,
    forget_sent,
    make_user_folder,
    note_sent,
    pin,
    pinned_url,
    sqlite_url,
    unpin,
    user_folder,
)

SENT = Sent(
    command_id="c:1",
    ledger="sqlite:////l.db",
    what="TransferPortion Hartford (64) FY2023",
    sent_at="2026-11-22T14:00:00.000000Z",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("ALLIANCE_HOME", str(folder))
    monkeypatch.delenv("ALLIANCE_LEDGER", raising=False)
    return folder


def test_what_is_named_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_LEDGER", "sqlite:///b.db")
    pin("sqlite:///c.db")
    assert choose("sqlite:///a.db") == Choice(url="sqlite:///a.db", by=ChosenBy.COMMAND_LINE)


def test_then_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_LEDGER", "sqlite:///b.db")
    pin("sqlite:///c.db")
    assert choose(None) == Choice(url="sqlite:///b.db", by=ChosenBy.ENVIRONMENT)


def test_then_the_pinned_profile() -> None:
    pin("sqlite:///c.db")
    assert choose(None) == Choice(url="sqlite:///c.db", by=ChosenBy.PINNED)


def test_then_the_embedded_file_which_nobody_named(home: Path) -> None:
    found = choose(None)
    assert found == Choice(url=f"sqlite:///{home}/alliance.db", by=ChosenBy.DEFAULT)
    assert not found.named
    assert Choice(url="sqlite:///c.db", by=ChosenBy.PINNED).named


def test_without_alliance_home_the_folder_is_the_users_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ALLIANCE_HOME")
    assert user_folder().name == "alliance"
    assert default_url() == sqlite_url(user_folder() / "alliance.db")


def test_unpinning_forgets_the_ledger() -> None:
    pin("sqlite:///c.db")
    assert unpin()
    assert pinned_url() is None
    assert not unpin()


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"ledger": 5}', "null"])
def test_a_broken_profile_is_an_error_and_never_another_ledger(home: Path, text: str) -> None:
    home.mkdir()
    (home / "profile.json").write_text(text)
    with pytest.raises(UnreadableFileError, match="profile"):
        choose(None)


def test_a_folder_that_cannot_be_made_is_one_clear_line(home: Path) -> None:
    home.write_text("a file stands in the place of the folder")
    for act in (make_user_folder, lambda: pin("sqlite:///c.db")):
        with pytest.raises(UnreadableFileError, match="cannot be written") as caught:
            act()
        assert "ALLIANCE_HOME" in caught.value.next_step


def test_a_command_is_noted_until_it_is_answered() -> None:
    note_sent(SENT)
    assert list(all_sent()) == [SENT]
    forget_sent("c:1")
    assert list(all_sent()) == []


def test_forgetting_twice_does_nothing() -> None:
    forget_sent("c:1")
    assert list(all_sent()) == []


def test_a_torn_note_is_left_out(home: Path) -> None:
    note_sent(SENT)
    (home / "sent" / "torn.json").write_text('{"command_id": "c2", ')
    (home / "sent" / "short.json").write_text('{"command_id": "c3"}')
    assert list(all_sent()) == [SENT]


def test_a_colon_does_not_stand_in_the_name_of_a_note(home: Path) -> None:
    note_sent(SENT)
    assert [file.name for file in (home / "sent").iterdir()] == ["c~1.json"]
