"""A calendar file as RFC 5545 has it: whole days, folded lines, CRLF, escaped text.

A small writer of its own: whole-day events without alarms, zones or repeats take 40 lines, and the
same record gives the same bytes. Not here: which days (`calendar.py`). Concerns no provision.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

_LONGEST = 75  # octets of a line, RFC 5545 § 3.1
_OPENING = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Alliance Ledger//calendar//EN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A day in a calendar.

    Attributes:
        key: the same for the same thing each time the file is written.
        day: the day; the entry takes all of it and blocks no time.
        summary, description: what people see.
        category: whose act it is.
    """

    key: str
    day: date
    summary: str
    description: str
    category: str


def calendar_file(name: str, ledger_id: str, stamp: datetime, entries: Iterable[Entry]) -> bytes:
    """The file; `stamp`: when the record was last added to, in UTC, never the clock."""
    lines = [*_OPENING, "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}"]
    for entry in entries:
        lines += _event(entry, ledger_id, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def is_calendar_file(file: Path) -> bool:
    """Whether a file begins as `calendar_file` begins it. Raises OSError."""
    opening = "".join(f"{line}\r\n" for line in _OPENING).encode()
    with file.open("rb") as stream:
        return stream.read(len(opening)) == opening


def _event(entry: Entry, ledger_id: str, stamp: datetime) -> list[str]:
    uid = hashlib.sha256(f"{ledger_id}/{entry.key}".encode()).hexdigest()[:32]
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@{ledger_id}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(entry.summary)}",
        f"DESCRIPTION:{escaped(entry.description)}",
        f"CATEGORIES:{escaped(entry.category)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Text as a value of the file; what would end a line becomes a line break within it."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n")):
        text = text.replace(plain, written)
    return "\\n".join(text.splitlines())


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets; no letter is cut, and later parts begin blank."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _LONGEST:
            yield part
            part = " "
        part += letter
    yield part
