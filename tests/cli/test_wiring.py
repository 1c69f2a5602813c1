"""From options to a ledger, an actor, a cut and an id; the legal day of a question."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typer
from cli_runner import sqlite_address

from cli import wiring
from cli.wiring import (
    Office,
    actor_name,
    command_id_of,
    cut_of,
    law_day,
    may_ask,
    new_command_id,
    open_office,
    today,
)
from domain.authority import Policy, Purpose
from domain.errors import IncompleteError, InvalidDateError, RefusedError, UsageError
from domain.fiscal_year import FiscalYear
from ledger.application import NOW, Cut, Ledger
from ledger.settings import Choice, ChosenBy, pin
from ledger.stores.memory import MemoryRecorder
from ledger.stores.sqlite import SQLiteRecorder


def opened(store: MemoryRecorder | SQLiteRecorder, purpose: Purpose) -> Ledger:
    # 01:00 in UTC on January 16 is the evening of January 15 in New York.
    ledger = Ledger(store, lambda: datetime(2024, 1, 16, 1, tzinfo=UTC))
    ledger.open_new(ledger_id="ab" * 16, name="W", purpose=purpose, policy=Policy.OPEN, actor="Ana")
    return ledger


@pytest.fixture
def office() -> Office:
    ledger = opened(MemoryRecorder(), Purpose.TRAINING)
    return Office(ledger, Choice(url="memory:", by=ChosenBy.COMMAND_LINE))


# ---- which records a question sees ----


def test_without_dates_a_question_sees_everything(office: Office) -> None:
    assert cut_of(office, None, None) == NOW


def test_both_clocks_are_read(office: Office) -> None:
    assert cut_of(office, "2023-06-30", "2024-01-15") == Cut(
        as_of=date(2023, 6, 30), known_on="2024-01-16T04:59:59.999999Z"
    )


def test_before_the_ledger_was_opened_there_is_no_answer(office: Office) -> None:
    with pytest.raises(IncompleteError) as caught:
        cut_of(office, None, "2024-01-14")
    # Opened on the evening of January 15 in Connecticut, though January 16 in UTC.
    assert "knows nothing before 2024-01-15" in caught.value.message
    assert caught.value.exit_code == 9
    assert "--as-of 2024-01-14" in caught.value.next_step


def test_at_the_instant_it_was_opened_there_is_one(office: Office) -> None:
    cut = cut_of(office, None, "2024-01-16T01:00:00Z")
    assert cut.known_on == "2024-01-16T01:00:00.000000Z"


def test_the_first_and_last_days_that_can_be_written_are_dates(office: Office) -> None:
    assert cut_of(office, "0001-01-01", "9999-12-31").known_on == "9999-12-31T23:59:59.999999Z"
    with pytest.raises(IncompleteError):
        cut_of(office, None, "0300-01-01")


def test_a_day_that_never_was_is_an_error(office: Office) -> None:
    with pytest.raises(InvalidDateError):
        cut_of(office, "2023-02-29", None)


# ---- the day of the law ----


def at(monkeypatch: pytest.MonkeyPatch, instant: datetime) -> None:
    monkeypatch.setattr(wiring, "system_clock", lambda: instant)


def test_today_is_the_day_in_connecticut(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, datetime(2024, 7, 1, 3, 59, 59, tzinfo=UTC))
    assert today() == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("cut", "day"),
    [
        (NOW, date(2023, 6, 30)),
        (Cut(as_of=date(2022, 12, 1)), date(2022, 12, 1)),
        (Cut(as_of=date(2030, 1, 1)), date(2030, 1, 1)),
    ],
)
def test_the_law_is_that_of_june_30_unless_a_day_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, cut: Cut, day: date
) -> None:
    at(monkeypatch, datetime(2024, 1, 15, 12, tzinfo=UTC))
    assert law_day(FiscalYear(2023), cut) == day


def test_in_a_year_not_over_the_law_is_that_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, datetime(2024, 1, 15, 12, tzinfo=UTC))
    assert law_day(FiscalYear(2024), NOW) == date(2024, 1, 15)


# ---- who acts, under which id ----


def test_the_actor_is_as_given_else_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ana")
    assert (actor_name("Ana Martínez"), actor_name(None)) == ("Ana Martínez", "ana")


@pytest.mark.parametrize("error", [KeyError("uid 1234"), OSError("no login")])
def test_without_a_login_a_name_has_to_be_given(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def nobody() -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", nobody)
    assert actor_name("Ana") == "Ana"
    with pytest.raises(UsageError) as caught:
        actor_name(None)
    assert "--actor NAME" in caught.value.next_step


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a\x1b[31m", "\u202eanA", "a" * 201])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        actor_name(name)


def test_a_command_id_is_as_given_else_new() -> None:
    assert command_id_of("load:2024.01-a_b") == "load:2024.01-a_b"
    assert command_id_of(None) != command_id_of(None)
    assert len(new_command_id()) == 32


def test_what_cannot_be_an_id_is_shown_in_plain_letters() -> None:
    with pytest.raises(UsageError) as caught:
        command_id_of("ü \x1b")
    assert caught.value.details["command_id"].isascii()


# ---- whether a person is there ----


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("given", "no_input", "asks"),
    [(Terminal(), False, True), (Terminal(), True, False), (io.StringIO(), False, False)],
)
def test_only_a_person_at_a_terminal_is_asked(
    monkeypatch: pytest.MonkeyPatch, given: io.StringIO, *, no_input: bool, asks: bool
) -> None:
    monkeypatch.setattr("sys.stdin", given)
    assert may_ask(no_input) is asks


# ---- money in a production ledger ----


@contextmanager
def context(ledger: object = None) -> Iterator[typer.Context]:
    from cli.main import app

    found = typer.Context(typer.main.get_command(app))
    found.params["ledger"] = ledger
    with found:
        yield found


def test_money_commands_need_a_production_ledger_to_be_named_or_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_HOME", str(tmp_path))
    store = SQLiteRecorder(tmp_path / "alliance.db")
    opened(store, Purpose.PRODUCTION)
    store.close()
    # Reading is free; money is not moved in a ledger that was only found.
    with context() as found:
        assert open_office(found).choice.by is ChosenBy.DEFAULT
    with context() as found, pytest.raises(RefusedError, match="only found by default"):
        open_office(found, write=True, money=True)
    with context(sqlite_address(tmp_path / "alliance.db")) as found:
        assert open_office(found, write=True, money=True).choice.named
    pin(sqlite_address(tmp_path / "alliance.db"))
    with context() as found:
        assert open_office(found, money=True).choice.by is ChosenBy.PINNED


def test_a_demonstration_needs_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_HOME", str(tmp_path))
    store = SQLiteRecorder(tmp_path / "alliance.db")
    opened(store, Purpose.DEMONSTRATION)
    store.close()
    with context() as found:
        headline = open_office(found, money=True).headline
    assert headline.startswith("DEMONSTRATION · W · policy open · 1 record")
