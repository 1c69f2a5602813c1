"""Structural verification finds every kind of damage and says at which position it is.

Damage is planted in the SQLite file of a good ledger, its triggers dropped first, as somebody
could do who may write the file.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from rewriting import canonical
from small_ledger import SmallLedger, small_ledger

from domain.authority import Citation, Policy, Purpose
from domain.commands import (
    CloseFiscalYear,
    CorrectEvent,
    SubmitExpenditureReport,
    WithholdPortion,
)
from domain.errors import LedgerNotInitialisedError
from domain.ledger_events import SourceLoaded
from domain.money import Money
from ledger.application import Ledger
from ledger.clock import system_clock
from ledger.stores.common import StoredRow
from ledger.stores.memory import MemoryRecorder
from ledger.stores.sqlite import SQLiteRecorder
from ledger.unit import Unit
from ledger.verification import CHECKS, Check, Verification
from ledger.verify import verify

# The records of the ledger below, by position:
#   1 opened · 2, 3 entitlements of Windsor FY2012 and FY2023 · 4 designated · 5 determined ·
#   6 withheld · 7 corrected · 8 report · 9, 10 closed FY2023 and carried into FY2024 · 11 loaded
ENTITLEMENT, DETERMINED, WITHHELD, CORRECTED, CLOSED, CARRIED, LOADED = 3, 5, 6, 7, 9, 10, 11
LAST = 11
# The same, for statements.
PLACES = {
    "withheld": WITHHELD,
    "carried": CARRIED,
    "loaded": LOADED,
    "last": LAST,
    "before_last": LAST - 1,
}


@pytest.fixture
def good(tmp_path: Path) -> SmallLedger:
    small = small_ledger(tmp_path / "small.db")
    small.entitle("Windsor", 2012, "1000.00")
    small.entitle("Windsor", 2023, "1600.00")
    small.designate("Windsor", 2023)
    small.determine("Windsor", 2023)
    withheld = WithholdPortion(amount=Money.parse("500.00"))
    small.do("Windsor", 2023, withheld, on="2022-10-01")
    correction = CorrectEvent(position=WITHHELD, reason="typed", amount=Money.parse("510.00"))
    small.do("Windsor", 2023, correction, on="2022-10-01")
    spent = SubmitExpenditureReport(spent=Money.parse("0.00"))
    small.do("Windsor", 2023, spent, on="2023-06-30")
    small.do("Windsor", 2023, CloseFiscalYear(), on="2023-07-01")
    unit = Unit(small.ledger, imported=True)
    unit.record_own(
        SourceLoaded(
            file="ecs.csv",
            sha256="ab" * 32,
            kind="ecs-entitlements",
            rows=2,
            records=2,
            loaded_on=date(2024, 9, 1),
        ),
        command_id="load:1",
        actor="Ana",
        citation=Citation("C.G.S. § 11-8b"),
    )
    unit.commit()
    return small


def verified(small: SmallLedger) -> Verification:
    """Verify the file through a recorder of its own, as a reader would."""
    recorder = SQLiteRecorder(small.file, read_only=True)
    try:
        return verify(recorder)
    finally:
        recorder.close()


def damage(small: SmallLedger, *statements: str, **values: object) -> None:
    """Run statements on the file after dropping the triggers that stop accidents."""
    small.ledger.store.close()
    with closing(sqlite3.connect(small.file)) as connection, connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in found.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement, {**PLACES, **values})


def rewrite(small: SmallLedger, position: int, change: Callable[[bytes], bytes]) -> None:
    """Change the stored bytes of one record."""
    (row,) = small.ledger.store.records_after(position - 1, 1)
    changed = change(row.state)
    assert changed != row.state, "nothing was damaged"
    damage(
        small, "UPDATE records SET record = :state WHERE position = :at", state=changed, at=position
    )


def reworded(small: SmallLedger, position: int, **fields: object) -> None:
    """Change fields of one record and write it in canonical form again."""
    rewrite(small, position, lambda state: canonical({**json.loads(state), **fields}))


def failed(found: Verification) -> dict[str, int | None]:
    """The checks that found something, with their first bad position."""
    return {check.name: check.first_bad_position for check in found.checks if not check.ok}


def check_of(found: Verification, name: str) -> Check:
    """The check of that name."""
    return {check.name: check for check in found.checks}[name]


def test_a_good_ledger_passes_every_check_and_says_how_much_was_checked(good: SmallLedger) -> None:
    found = verified(good)
    assert found.ok
    assert found.first_bad_position is None
    assert [check.name for check in found.checks] == list(CHECKS)
    assert {check.name: check.checked for check in found.checks} == {
        **dict.fromkeys(CHECKS, LAST),
        "head": 1,
        "commands": 10,  # the closing has two records
        "references": 2,  # the determination and the correction
        "corrections": 1,
        "folding": 3,  # FY2012, FY2023, FY2024
        # It has none: the tests beside this one are of them.
        **dict.fromkeys(("plans", "releases", "batches", "payments"), 0),
    }
    assert [check.message for check in found.checks] == list(CHECKS.values())


def test_what_was_loaded_is_counted_apart_and_what_is_not_checked_is_said(
    good: SmallLedger,
) -> None:
    found = verified(good)
    (source,) = found.loaded
    assert (source.position, source.file, source.records) == (LOADED, "ecs.csv", 2)
    assert (source.sha256, source.loaded_on) == ("ab" * 32, date(2024, 9, 1))
    assert found.loaded_records == 1
    assert any("seals" in what for what in found.not_checked)


def test_a_store_in_memory_is_verified_too() -> None:
    ledger = Ledger(MemoryRecorder(), system_clock)
    ledger.open_new(
        ledger_id="5a" * 16,
        name="Small",
        purpose=Purpose.TRAINING,
        policy=Policy.OPEN,
        actor="Ana",
    )
    found = verify(ledger.store)
    assert (found.ok, found.records) == (True, 1)


def test_a_store_without_a_first_record_was_never_opened() -> None:
    store = MemoryRecorder()
    store.initialise()
    assert failed(verify(store)) == {"genesis": 1}


def test_more_records_than_a_page_are_read_page_by_page(
    good: SmallLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.verify._PAGE", 2)
    assert verified(good).ok
    rewrite(good, LOADED, lambda _: b"")
    assert failed(verified(good)) == {"form": LOADED}


def test_a_rewriting_that_is_consistent_is_not_found_and_the_result_says_so(
    good: SmallLedger,
) -> None:
    rewrite(good, ENTITLEMENT, lambda state: state.replace(b'"1600.00"', b'"1601.00"'))
    found = verified(good)
    assert found.ok
    assert found.not_checked[0].startswith("seals: this version has none; what is rewritten")


def test_a_place_without_a_ledger_is_not_verified(tmp_path: Path) -> None:
    recorder = SQLiteRecorder(tmp_path / "none.db", read_only=True)
    with pytest.raises(LedgerNotInitialisedError):
        verify(recorder)


# ---- the bytes of a record ----


def _replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda state: state.replace(old, new, 1)


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "a byte of an amount": _replaced(b'"500.00"', b'"500.0O"'),
    "an amount without cents": _replaced(b'"500.00"', b'"500"'),
    "an amount as a number": _replaced(b'"500.00"', b"500"),
    "a float": _replaced(b'"500.00"', b"500.00"),
    "an exponent": _replaced(b'"version":', b'"version":0e0,"version":'),
    "NaN": _replaced(b'"500.00"', b"NaN"),
    "infinity": _replaced(b'"500.00"', b"-Infinity"),
    "a key twice": _replaced(b'{"actor"', b'{"actor":"Bob","actor"'),
    "a key too many": lambda state: canonical({**json.loads(state), "zzz": 1}),
    "a key too many inside the event": lambda state: canonical(
        {**json.loads(state), "data": {"amount": "500.00", "bonus": "1.00"}}
    ),
    "a key missing": lambda state: canonical(
        {key: value for key, value in json.loads(state).items() if key != "actor"}
    ),
    "a space": _replaced(b'","', b'", "'),
    "another order": lambda state: (
        b'{"version":' + str(json.loads(state)["version"]).encode() + b"," + state[1:]
    ),
    "an escape": _replaced(b'"Ana"', b'"\\u0041na"'),
    "half a character": _replaced(b'"Ana"', b'"\xc3na"'),
    "a lone surrogate": _replaced(b'"Ana"', b'"\\ud800na"'),
    "another date": _replaced(b'"2022-10-01"', b'"2022-10-32"'),
    "half of it": lambda state: state[: len(state) // 2],
    "nothing": lambda _: b"",
    "a list": lambda _: b"[]",
    "too deep": lambda _: b"[" * 100_000,
    "a number beyond all": _replaced(b'"500.00"', b"9" * 40),
}


@pytest.mark.parametrize("change", FORMS.values(), ids=FORMS)
def test_bytes_that_are_not_a_canonical_record_are_found_where_they_are(
    good: SmallLedger, change: Callable[[bytes], bytes]
) -> None:
    rewrite(good, WITHHELD, change)
    found = verified(good)
    assert failed(found) == {"form": WITHHELD}
    assert f"position {WITHHELD}" in check_of(found, "form").message
    assert any(what.startswith("folding of 164-2023") for what in found.not_checked)


@pytest.mark.parametrize("position", range(1, LAST + 1))
def test_a_flipped_bit_is_found_wherever_the_record_is(good: SmallLedger, position: int) -> None:
    # The first brace: whatever follows, it is no JSON object any more.
    rewrite(good, position, lambda state: bytes([state[0] ^ 1]) + state[1:])
    found = verified(good)
    assert found.first_bad_position == position
    assert failed(found) == {"form": position}


def test_an_unreadable_second_record_of_a_command_is_placed_at_itself(good: SmallLedger) -> None:
    rewrite(good, CARRIED, _replaced(b"{", b"["))
    assert failed(verified(good)) == {"form": CARRIED}


@pytest.mark.parametrize(
    "fields",
    [
        {"event": "MoneyVanished"},
        {"event": ["AlliancePortionWithheld"]},
        {"schema": 3},
        {"schema": 0},
        {"schema": True},
        {"v": 2},
    ],
    ids=str,
)
def test_an_unknown_kind_is_found(good: SmallLedger, fields: dict[str, object]) -> None:
    reworded(good, WITHHELD, **fields)
    found = verified(good)
    assert failed(found)["kinds"] == WITHHELD
    assert set(failed(found)) <= {"kinds", "columns"}


def in_schema_1(state: bytes, **more: object) -> bytes:
    """A withholding as it was written before there was a voucher."""
    fields = json.loads(state)
    del fields["data"]["voucher"]
    return canonical({**fields, "schema": 1, "data": {**fields["data"], **more}})


def test_a_record_of_an_older_schema_is_as_good_as_one_of_today(good: SmallLedger) -> None:
    rewrite(good, WITHHELD, in_schema_1)
    assert failed(verified(good)) == {}


@pytest.mark.parametrize("more", [{"extra": 1}, {"voucher": None}], ids=str)
def test_a_field_that_an_older_schema_did_not_have_is_found(
    good: SmallLedger, more: dict[str, object]
) -> None:
    rewrite(good, WITHHELD, lambda state: in_schema_1(state, **more))
    assert failed(verified(good))["form"] == WITHHELD


# ---- beside the bytes ----


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stream", "165-2023"),
        ("version", 9),
        ("event", "PortionTransferred"),
        ("recorded_at", "2024-09-01T12:06:00.000001Z"),
        ("stream", b"164-2023"),
        ("version", "one"),
        ("record", "text"),
    ],
)
def test_a_column_that_does_not_say_what_the_record_says_is_found(
    good: SmallLedger, column: str, value: object
) -> None:
    statement = f"UPDATE records SET {column} = :value WHERE position = :withheld"  # noqa: S608 - literal
    damage(good, statement, value=value)
    found = verified(good)
    assert failed(found)["columns"] == WITHHELD
    assert found.first_bad_position == WITHHELD


@pytest.mark.parametrize("stream", ["164-23", "000-2023", "170-2023", "164-1999", "ledgers", ""])
def test_a_stream_that_is_no_district_year_is_found(good: SmallLedger, stream: str) -> None:
    reworded(good, CARRIED, stream=stream)
    damage(good, "UPDATE records SET stream = :stream WHERE position = :carried", stream=stream)
    found = verified(good)
    assert failed(found) == {"streams": CARRIED}


def test_an_event_of_the_ledger_in_a_district_year_is_found(good: SmallLedger) -> None:
    reworded(good, LOADED, stream="001-2023", version=1)
    damage(good, "UPDATE records SET stream = '001-2023', version = 1 WHERE position = :loaded")
    found = verified(good)
    assert failed(found) == {"streams": LOADED, "folding": LOADED}


def test_an_event_of_a_district_year_in_the_ledgers_stream_is_found(good: SmallLedger) -> None:
    reworded(good, CARRIED, stream="ledger", version=2)
    reworded(good, LOADED, version=3)
    damage(
        good,
        "UPDATE records SET version = 3 WHERE position = :loaded",
        "UPDATE records SET stream = 'ledger', version = 2 WHERE position = :carried",
    )
    assert failed(verified(good)) == {"streams": CARRIED}


def test_a_version_that_is_not_the_next_is_found(good: SmallLedger) -> None:
    reworded(good, CARRIED, version=2)
    damage(good, "UPDATE records SET version = 2 WHERE position = :carried")
    assert failed(verified(good)) == {"versions": CARRIED}


def test_an_instant_before_the_one_of_the_record_before_is_found(good: SmallLedger) -> None:
    early = "2024-09-01T12:00:00.000000Z"
    reworded(good, WITHHELD, recorded_at=early)
    damage(good, "UPDATE records SET recorded_at = :early WHERE position = :withheld", early=early)
    assert failed(verified(good)) == {"time": WITHHELD}


@pytest.mark.parametrize("text", ["2024-09-01T12:07:00Z", "2024-09-01", "soon"])
def test_an_instant_in_another_form_is_found(good: SmallLedger, text: str) -> None:
    reworded(good, WITHHELD, recorded_at=text)
    damage(good, "UPDATE records SET recorded_at = :text WHERE position = :withheld", text=text)
    assert failed(verified(good)) == {"time": WITHHELD}


# ---- between records ----


def test_a_deleted_record_is_found_at_the_position_that_is_missing(good: SmallLedger) -> None:
    damage(good, "DELETE FROM records WHERE position = :withheld")
    found = verified(good)
    assert failed(found)["positions"] == WITHHELD
    assert found.first_bad_position == WITHHELD


def test_a_cut_end_is_found_against_the_head(good: SmallLedger) -> None:
    damage(
        good,
        "DELETE FROM records WHERE position = :last",
        "DELETE FROM commands WHERE command_id = 'load:1'",
    )
    assert failed(verified(good)) == {"positions": LAST}


def test_a_cut_end_with_a_set_back_head_leaves_a_command_without_records(
    good: SmallLedger,
) -> None:
    damage(
        good,
        "DELETE FROM records WHERE position = :last",
        "UPDATE head SET position = :before_last",
    )
    found = verified(good)
    assert failed(found) == {"commands": LAST}
    assert "no record names it" in check_of(found, "commands").message


def test_a_record_beyond_the_head_is_found(good: SmallLedger) -> None:
    damage(good, "UPDATE head SET position = :before_last")
    found = verified(good)
    assert failed(found)["positions"] == LAST


def test_a_head_that_is_earlier_than_the_last_record_is_found(good: SmallLedger) -> None:
    damage(good, "UPDATE head SET recorded_at = '2024-09-01T12:00:00.000000Z'")
    assert failed(verified(good)) == {"head": LAST}


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM head", "UPDATE head SET recorded_at = x'00'", "UPDATE head SET position = 'a'"],
)
def test_a_head_that_is_none_is_found_and_the_rest_is_checked(
    good: SmallLedger, statement: str
) -> None:
    damage(good, statement)
    found = verified(good)
    assert failed(found) == {"head": None}
    assert found.records == LAST


def test_a_record_of_another_ledger_is_found(good: SmallLedger) -> None:
    reworded(good, WITHHELD, ledger="00" * 16)
    assert failed(verified(good)) == {"ledger": WITHHELD}


def test_a_record_of_another_incarnation_is_found(good: SmallLedger) -> None:
    reworded(good, WITHHELD, incarnation=2)
    assert failed(verified(good)) == {"ledger": WITHHELD}


def test_a_second_opening_is_found(good: SmallLedger) -> None:
    opening = json.loads(next(good.ledger.rows()).state)["data"]
    reworded(good, LOADED, event="LedgerOpened", data=opening)
    damage(good, "UPDATE records SET event = 'LedgerOpened' WHERE position = :loaded")
    assert failed(verified(good)) == {"genesis": LOADED}


def test_a_first_record_that_opens_nothing_is_found(good: SmallLedger) -> None:
    loaded = json.loads(list(good.ledger.rows())[LOADED - 1].state)["data"]
    reworded(good, 1, event="SourceLoaded", data=loaded)
    damage(good, "UPDATE records SET event = 'SourceLoaded' WHERE position = 1")
    assert failed(verified(good)) == {"genesis": 1}


# ---- commands ----


def test_a_command_taken_from_the_list_is_found_at_its_records(good: SmallLedger) -> None:
    damage(good, "DELETE FROM commands WHERE command_id = 'c5'")
    found = verified(good)
    assert failed(found) == {"commands": WITHHELD}
    assert "not in the list of commands" in check_of(found, "commands").message


@pytest.mark.parametrize(
    ("change", "position"),
    [
        ("command_hash = 'other'", WITHHELD),
        ("records = 2", WITHHELD),
        ("first_position = 2", WITHHELD),
        ("first_position = x'00'", WITHHELD),
        ("command_id = 'never'", WITHHELD),
        ("command_id = 'never', first_position = x'00'", WITHHELD),
    ],
)
def test_a_changed_entry_of_the_list_is_found(
    good: SmallLedger, change: str, position: int
) -> None:
    damage(good, f"UPDATE commands SET {change} WHERE command_id = 'c5'")  # noqa: S608 - a literal
    assert failed(verified(good)) == {"commands": position}


def test_an_invented_command_is_found(good: SmallLedger) -> None:
    damage(good, "INSERT INTO commands VALUES ('never', 'hash', 99, 1)")
    assert failed(verified(good)) == {"commands": LAST + 1}


def test_a_command_that_recorded_nothing_is_no_damage(good: SmallLedger) -> None:
    damage(good, "INSERT INTO commands VALUES ('idle', 'hash', 4, 0)")
    assert verified(good).ok


def test_a_record_that_names_the_command_of_another_is_found(good: SmallLedger) -> None:
    reworded(good, WITHHELD, command_id="c2")
    assert failed(verified(good)) == {"commands": WITHHELD}


def test_a_record_that_names_its_command_with_another_body_is_found(good: SmallLedger) -> None:
    reworded(good, CARRIED, command_hash="00" * 32)
    assert failed(verified(good)) == {"commands": CLOSED}


def test_a_list_of_commands_that_cannot_be_read_is_found(good: SmallLedger) -> None:
    damage(good, "INSERT INTO commands VALUES (CAST(x'ff6162' AS TEXT), 'hash', 4, 0)")
    found = verified(good)
    assert set(failed(found)) == {"commands"}


# ---- meaning ----


def test_a_correction_that_names_another_record_is_found(good: SmallLedger) -> None:
    state = next(iter(good.ledger.store.records_after(CORRECTED - 1, 1))).state
    data = {**json.loads(state)["data"], "corrects_position": 4}
    reworded(good, CORRECTED, data=data)
    assert failed(verified(good)) == {"references": CORRECTED}


def test_an_amount_rewritten_after_it_was_corrected_is_found(good: SmallLedger) -> None:
    rewrite(good, WITHHELD, lambda state: state.replace(b'"500.00"', b'"501.00"'))
    assert failed(verified(good)) == {"corrections": CORRECTED}


@pytest.mark.parametrize(
    "wrong",
    [
        {"corrected_event": "NoSuchEvent"},
        {"corrects_version": 1},
        {"reversed": {"amount": "1.00"}},
        {"replacement": {"amount": "1.00"}},
        {"postings": []},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_correction_that_does_not_post_what_it_corrects_is_found(
    good: SmallLedger, wrong: dict[str, object]
) -> None:
    state = next(iter(good.ledger.store.records_after(CORRECTED - 1, 1))).state
    reworded(good, CORRECTED, data={**json.loads(state)["data"], **wrong})
    assert failed(verified(good))["corrections"] == CORRECTED


def test_a_portion_whose_baseline_stands_elsewhere_is_found(good: SmallLedger) -> None:
    state = next(iter(good.ledger.store.records_after(DETERMINED - 1, 1))).state
    data = {**json.loads(state)["data"], "baseline_position": ENTITLEMENT}
    reworded(good, DETERMINED, data=data)
    assert failed(verified(good)) == {"references": DETERMINED}


def test_a_district_year_that_does_not_fold_is_found(good: SmallLedger) -> None:
    about_the_ledger = next(iter(good.ledger.store.records_after(LOADED - 1, 1))).state
    data = json.loads(about_the_ledger)["data"]
    reworded(good, CARRIED, event="SourceLoaded", schema=1, data=data)
    damage(good, "UPDATE records SET event = 'SourceLoaded' WHERE position = :carried")
    found = verified(good)
    assert failed(found) == {"streams": CARRIED, "folding": CARRIED}
    assert f"164-2024 does not fold at position {CARRIED}" in check_of(found, "folding").message


# ---- the store itself, and time passing ----


def test_a_row_the_store_cannot_give_is_placed_and_ends_the_reading(good: SmallLedger) -> None:
    damage(
        good,
        "UPDATE records SET event = CAST(x'ff6162' AS TEXT) WHERE position = :withheld",
    )
    found = verified(good)
    assert found.first_bad_position == WITHHELD
    assert failed(found)["reading"] == WITHHELD
    assert found.records == WITHHELD - 1
    assert any(what.startswith("folding:") for what in found.not_checked)


def test_records_appended_while_it_reads_are_no_damage(good: SmallLedger) -> None:
    store = good.ledger.store
    read = store.records_after
    waiting = [True]

    def read_then_append(position: int, limit: int, until: int | None = None) -> list[StoredRow]:
        rows = read(position, limit, until)
        if waiting.pop() if waiting else False:
            good.entitle("Windsor", 2022, "1500.00")
            good.entitle("Windsor", 2012, "1000.01", reason="revised")
        return rows

    store.records_after = read_then_append  # type: ignore[method-assign]
    found = verify(store)
    assert found.ok
    assert found.records == LAST


def test_a_ledger_on_postgresql_is_verified_too(postgres_url: str) -> None:
    import psycopg

    from ledger.stores.postgres import PostgresRecorder

    ledger = Ledger(PostgresRecorder(postgres_url), system_clock)
    ledger.open_new(
        ledger_id="5a" * 16,
        name="Small",
        purpose=Purpose.TRAINING,
        policy=Policy.OPEN,
        actor="Ana",
    )
    assert verify(ledger.store).ok
    with psycopg.connect(postgres_url) as connection:
        connection.execute("ALTER TABLE records DISABLE TRIGGER ALL")
        connection.execute("UPDATE records SET record = convert_to('{}', 'UTF8')")
    assert failed(verify(ledger.store)) == {"columns": 1, "kinds": 1}
    ledger.store.close()
