"""Instants and days: the clock is passed in, the text form is one, the legal day is Connecticut's.

Not here: fiscal years (`domain/fiscal_year.py`).
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.errors import InvalidDateError

CONNECTICUT = ZoneInfo("America/New_York")

Clock = Callable[[], datetime]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z", re.ASCII
)


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def instant_text(instant: datetime) -> str:
    """The one text form of an instant: "2026-11-22T14:03:07.123456Z"."""
    # Not strftime: it writes the year 999 with three digits, which would sort after 2026.
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse_instant(text: str, what: str = "") -> datetime:
    """Read the text form; `what` names the option in a refusal. Raises InvalidDateError."""
    if _INSTANT.fullmatch(text) is None:
        raise _invalid(text, "an instant in UTC such as 2026-11-22T14:03:07Z", what)
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise _invalid(text, "an instant that exists", what) from error


def has_form_of_date(text: str) -> bool:
    """Whether a text is written YYYY-MM-DD, whether or not there is such a day."""
    return _DATE.fullmatch(text) is not None


def parse_date(text: str, what: str = "") -> date:
    """Read YYYY-MM-DD; `what` names the option or field in a refusal.

    Raises InvalidDateError for anything else and for days that never were.
    """
    if not has_form_of_date(text):
        raise _invalid(text, "a date such as 2023-02-15", what)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _invalid(text, "a day that exists", what) from error


def day_of(instant: datetime) -> date:
    """The calendar day in Connecticut at an instant."""
    return instant.astimezone(CONNECTICUT).date()


def last_instant_of(day: date) -> str:
    """The last microsecond of a day in Connecticut, as text."""
    if day == date.max:
        return instant_text(datetime.max.replace(tzinfo=UTC))  # there is no next midnight
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=CONNECTICUT)
    return instant_text(midnight.astimezone(UTC) - timedelta(microseconds=1))


def parse_known_on(text: str, what: str = "") -> str:
    """A date (the end of that day in Connecticut) or an instant, as instant text.

    `what` names the option in a refusal. Raises InvalidDateError.
    """
    if "T" in text:
        return instant_text(parse_instant(text, what))
    return last_instant_of(parse_date(text, what))


def _invalid(text: str, wanted: str, what: str = "") -> InvalidDateError:
    shown = ascii(text)[:40]
    return InvalidDateError(
        f"{what} is {shown}, which is not {wanted}." if what else f"{shown} is not {wanted}.",
        details={"given": shown},
        next_step="Dates are YYYY-MM-DD; instants are UTC and end in Z.",
    )
