"""Which ledger is meant, and where this user's own files lie.

In this order: named on the command line, `ALLIANCE_LEDGER`, the pinned profile, the embedded file
in the user's data folder. The embedded file is born a demonstration ledger and can never be
official. `ALLIANCE_HOME` moves the user's folder. Not here: opening it (`stores/open.py`).
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import platformdirs

from domain.errors import UnreadableFileError, UsageError


class ChosenBy(StrEnum):
    """How the ledger was chosen."""

    COMMAND_LINE = "command line"
    ENVIRONMENT = "ALLIANCE_LEDGER"
    PINNED = "pinned profile"
    DEFAULT = "embedded default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The address of a ledger and how it was chosen."""

    url: str
    by: ChosenBy

    @property
    def named(self) -> bool:
        """Whether a person named or pinned it; money never moves in a production ledger else."""
        return self.by is not ChosenBy.DEFAULT


def user_folder() -> Path:
    """This user's folder: the embedded ledger, the pinned profile, commands awaiting a reply."""
    moved = os.environ.get("ALLIANCE_HOME")
    return Path(moved) if moved else platformdirs.user_data_path("alliance", appauthor=False)


def make_user_folder() -> None:
    """Make this user's folder. Raises UnreadableFileError where that cannot be."""
    try:
        user_folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(user_folder(), error) from error


def default_url() -> str:
    """The embedded ledger in the user's folder."""
    return sqlite_url(user_folder() / "alliance.db")


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file, absolute."""
    return f"sqlite:///{path.absolute()}"


def choose(named: str | None) -> Choice:
    """The ledger that is meant; see the module. Raises UnreadableFileError for a broken profile."""
    if named:
        return Choice(url=named, by=ChosenBy.COMMAND_LINE)
    from_environment = os.environ.get("ALLIANCE_LEDGER")
    if from_environment == "":
        raise UsageError(
            "ALLIANCE_LEDGER is set and empty.",
            next_step="Set it to the address of a ledger, or unset it.",
        )
    if from_environment:
        return Choice(url=from_environment, by=ChosenBy.ENVIRONMENT)
    pinned = pinned_url()
    if pinned:
        return Choice(url=pinned, by=ChosenBy.PINNED)
    return Choice(url=default_url(), by=ChosenBy.DEFAULT)


def pinned_url() -> str | None:
    """The pinned ledger, or None. Raises UnreadableFileError."""
    file = _profile()
    if not file.exists():
        return None
    try:
        url: object = json.loads(file.read_text("utf-8"))["ledger"]
        if not isinstance(url, str):
            raise TypeError("an address is text")  # noqa: TRY301 - read as a broken profile below
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFileError(
            f"The profile {file} cannot be read.",
            next_step="Pin the ledger again: alliance profile pin URL",
        ) from error
    return url


def pin(url: str) -> Path:
    """Pin a ledger for this user; the profile's file."""
    file = _profile()
    _write(file, json.dumps({"ledger": url}))
    return file


def unpin() -> bool:
    """Forget the pinned ledger; False where none was pinned."""
    file = _profile()
    if not file.exists():
        return False
    file.unlink()
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A command that was sent and whose reply did not arrive yet.

    Attributes:
        command_id: what to ask the ledger about.
        ledger: the address without its password.
        what: the command in words.
        sent_at: instant text.
    """

    command_id: str
    ledger: str
    what: str
    sent_at: str


def note_sent(sent: Sent) -> None:
    """Write a command down before it is sent, so that a lost reply can be asked about."""
    text = json.dumps(
        {
            "command_id": sent.command_id,
            "ledger": sent.ledger,
            "what": sent.what,
            "sent_at": sent.sent_at,
        }
    )
    _write(_sent_file(sent.command_id), text)


def forget_sent(command_id: str) -> None:
    """The reply arrived."""
    _sent_file(command_id).unlink(missing_ok=True)


def all_sent() -> Iterator[Sent]:
    """Commands awaiting a reply, by command id. A torn note is left out."""
    for file in sorted((user_folder() / "sent").glob("*.json")):
        try:
            found = json.loads(file.read_text("utf-8"))
            yield Sent(
                command_id=str(found["command_id"]),
                ledger=str(found["ledger"]),
                what=str(found["what"]),
                sent_at=str(found["sent_at"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue


def _profile() -> Path:
    return user_folder() / "profile.json"


def _sent_file(command_id: str) -> Path:
    # A colon cannot stand in a file name everywhere.
    return user_folder() / "sent" / f"{command_id.replace(':', '~')}.json"


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # A pinned address can hold a password: for this user's eyes from the first byte on.
        file.touch(mode=0o600)
        file.write_text(text + "\n", "utf-8")
    except OSError as error:
        raise _unwritable(file, error) from error


def _unwritable(place: Path, error: OSError) -> UnreadableFileError:
    return UnreadableFileError(
        f"{place} cannot be written: {error.strerror}.",
        next_step="Set ALLIANCE_HOME to a folder you may write.",
    )
