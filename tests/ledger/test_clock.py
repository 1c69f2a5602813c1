"""Instants, days and the legal day of Connecticut, with its two changes of the clock a year."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from domain.errors import InvalidDateError
from ledger.clock import (
    day_of,
    instant_text,
    last_instant_of,
    parse_date,
    parse_instant,
    parse_known_on,
    system_clock,
)


def test_the_system_clock_is_in_utc() -> None:
    assert system_clock().utcoffset() == timedelta(0)


def test_an_instant_has_one_text_form_with_microseconds() -> None:
    assert instant_text(datetime(2026, 11, 22, 14, tzinfo=UTC)) == "2026-11-22T14:00:00.000000Z"


def test_an_instant_elsewhere_is_written_in_utc() -> None:
    east = timezone(timedelta(hours=2))
    assert instant_text(datetime(2026, 11, 22, 1, tzinfo=east)) == "2026-11-21T23:00:00.000000Z"


def test_years_before_1000_keep_four_digits_so_that_text_sorts_as_time() -> None:
    assert instant_text(datetime(999, 1, 1, tzinfo=UTC)) == "0999-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    ("text", "micro"),
    [("2026-11-22T14:03:07Z", 0), ("2026-11-22T14:03:07.5Z", 500_000)],
)
def test_an_instant_is_read_with_up_to_six_decimals(text: str, micro: int) -> None:
    assert parse_instant(text) == datetime(2026, 11, 22, 14, 3, 7, micro, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T14:03:07",
        "2026-11-22T14:03:07+00:00",
        "2026-11-22 14:03:07Z",
        "2026-11-22T25:00:00Z",
        "2026-11-22T14:03:60Z",
        "2026-02-30T00:00:00Z",
        "2026-11-22T14:03:07.1234567Z",
        "",
    ],
)
def test_anything_else_is_no_instant(text: str) -> None:
    with pytest.raises(InvalidDateError, match="instant"):
        parse_instant(text)


def test_a_date_is_read() -> None:
    assert parse_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "20230215",
        "2023-2-5",
        "02/15/2023",
        "\uff12\uff10\uff12\uff13-02-15",
        "0000-01-01",
        "",
        "today",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(InvalidDateError):
        parse_date(text)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        # Eastern standard time is five hours behind UTC.
        (datetime(2026, 1, 15, 4, 59, 59, tzinfo=UTC), date(2026, 1, 14)),
        (datetime(2026, 1, 15, 5, 0, 0, tzinfo=UTC), date(2026, 1, 15)),
        # Daylight time is four hours behind.
        (datetime(2026, 7, 1, 3, 59, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 7, 1, 4, 0, 0, tzinfo=UTC), date(2026, 7, 1)),
        # The night of the change in spring, and in autumn.
        (datetime(2026, 3, 8, 4, 59, 59, tzinfo=UTC), date(2026, 3, 7)),
        (datetime(2026, 3, 9, 4, 0, 0, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 11, 1, 4, 0, 0, tzinfo=UTC), date(2026, 11, 1)),
        (datetime(2026, 11, 2, 4, 59, 59, tzinfo=UTC), date(2026, 11, 1)),
    ],
)
def test_the_day_is_that_of_connecticut(instant: datetime, day: date) -> None:
    assert day_of(instant) == day


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 1, 15), "2026-01-16T04:59:59.999999Z"),
        (date(2026, 7, 1), "2026-07-02T03:59:59.999999Z"),
        # 23 hours long, then 25 hours long.
        (date(2026, 3, 8), "2026-03-09T03:59:59.999999Z"),
        (date(2026, 11, 1), "2026-11-02T04:59:59.999999Z"),
        # The last day that can be written has no midnight after it.
        (date(9999, 12, 31), "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_a_day_ends_at_midnight_in_connecticut(day: date, last: str) -> None:
    assert last_instant_of(day) == last


def test_known_on_a_date_is_the_end_of_that_day() -> None:
    assert parse_known_on("2023-01-31") == "2023-02-01T04:59:59.999999Z"


def test_known_on_an_instant_is_that_instant() -> None:
    assert parse_known_on("2023-01-31T12:00:00Z") == "2023-01-31T12:00:00.000000Z"


def test_what_is_wrong_is_shown_in_plain_letters_and_cut_short() -> None:
    with pytest.raises(InvalidDateError) as caught:
        parse_date("\x1b[31m" + "9" * 100)
    assert caught.value.message.isprintable()
    assert len(caught.value.details["given"]) == 40
