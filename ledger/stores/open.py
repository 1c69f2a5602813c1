"""From an address to a recorder: `sqlite:///file.db`, `postgresql://…`, `memory:`.

Not here: which address is meant (profiles and environment are read by `ledger/settings.py`).
A password is never shown: `shown` is the only form in which an address is printed.
"""

import re
from pathlib import Path

from domain.errors import UsageError
from ledger.stores.memory import MemoryRecorder
from ledger.stores.recorder import Recorder
from ledger.stores.sqlite import SQLiteRecorder

_FORMS = (
    "Write sqlite:///relative/file.db, sqlite:////absolute/file.db"
    " or postgresql://user@host/database."
)
# Up to the last @, so that a password with an unescaped / or @ is hidden whole.
_USER_AND_PASSWORD = re.compile(r"^([a-z+]+://[^:/@?]*):.*@", re.DOTALL | re.IGNORECASE)
_PASSWORD_OPTION = re.compile(r"([?&\s][a-z]*password\s*=)[^&]*", re.IGNORECASE)


def open_recorder(url: str, *, read_only: bool = False) -> Recorder:
    """The recorder for an address; nothing is opened or created yet.

    Raises UsageError if the address has none of the three forms.
    """
    if url == "memory:":
        return MemoryRecorder()
    if url.startswith("postgresql://"):
        # Imported late: 130 ms that users of a file do not pay.
        from ledger.stores.postgres import PostgresRecorder  # noqa: PLC0415

        return PostgresRecorder(url, read_only=read_only)
    if url.startswith("sqlite:///"):
        return SQLiteRecorder(_file(url), read_only=read_only)
    raise _unknown(url)


def shown(url: str) -> str:
    """The address without its password."""
    return _PASSWORD_OPTION.sub(r"\1***", _USER_AND_PASSWORD.sub(r"\1:***@", url))


def _file(url: str) -> Path:
    name = url.removeprefix("sqlite:///")
    if not name or "?" in name or "\0" in name or name == ":memory:":
        raise UsageError(f"{url!a} does not name a database file.", next_step=_FORMS)
    return Path(name)


def _unknown(url: str) -> UsageError:
    # Only the part before the colon: the rest may hold a password in a form not known here.
    scheme = re.match(r"[a-z][a-z0-9+]*(?=:)", url, re.IGNORECASE)
    if scheme is None:
        return UsageError("That is not the address of a ledger.", next_step=_FORMS)
    return UsageError(f"{scheme.group()}: is not an address this program opens.", next_step=_FORMS)
