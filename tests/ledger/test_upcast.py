"""The seam for older event schemas, driven by a schema that never was."""

import json
from datetime import date
from functools import partial

import pytest

from domain.authority import Assurance, Citation, Office
from domain.errors import RecordDamagedError
from domain.events import PortionTransferred
from domain.money import Money
from ledger import codec
from ledger import upcast as seam
from ledger.codec import canonical, decode_record
from ledger.record import Record
from ledger.upcast import Fields, upcast


def renamed(fields: Fields) -> tuple[str, int, Fields]:
    """Schema 0 of MoneyMoved held whole dollars under another name."""
    return "PortionTransferred", 1, {"amount": f"{fields['dollars']}.00"}


def older(fields: Fields) -> tuple[str, int, Fields]:
    """Schema -1 called the field usd."""
    return "MoneyMoved", 0, {"dollars": fields["usd"]}


MADE_UP = {("MoneyMoved", 0): renamed, ("MoneyMoved", -1): older}


def test_an_event_without_a_step_is_itself() -> None:
    assert upcast("PortionTransferred", 1, {"amount": "5.00"}) == (
        "PortionTransferred",
        1,
        {"amount": "5.00"},
    )


def test_steps_follow_each_other_to_the_newest_schema() -> None:
    assert upcast("MoneyMoved", -1, {"usd": 5}, MADE_UP) == (
        "PortionTransferred",
        1,
        {"amount": "5.00"},
    )


def test_no_event_needs_a_step_today() -> None:
    assert dict(seam.UPCASTERS) == {}
    assert set(codec.SCHEMAS.values()) == {1}


def stored(event: str, data: dict[str, object]) -> bytes:
    record = Record(
        v=1,
        ledger="a1",
        incarnation=1,
        stream="064-2023",
        version=1,
        event="PortionTransferred",
        schema=1,
        recorded_at="2023-03-01T17:00:00.000000Z",
        effective_on=date(2023, 3, 1),
        actor="Ana",
        office=Office.COMPTROLLER,
        appointment=None,
        assurance=Assurance.CLAIMED,
        citation=Citation("C.G.S. § 10-262u(c)(1)"),
        rulebook="FY2023#1",
        command_id="c1",
        command_hash="00",
        signature=None,
        causation=None,
        correlation=None,
        documents=(),
        data=PortionTransferred(amount=Money.parse("5.00")),
    )
    fields = json.loads(canonical(record)) | {"event": event, "schema": 0, "data": data}
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_an_older_record_is_read_as_todays_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.codec.upcast", partial(upcast, upcasters=MADE_UP))
    bytes_as_written = stored("MoneyMoved", {"dollars": 5})
    record = decode_record(bytes_as_written, "MoneyMoved")
    assert record.data == PortionTransferred(amount=Money.parse("5.00"))
    assert (record.event, record.schema, record.version) == ("PortionTransferred", 1, 1)


def test_an_older_schema_of_a_name_still_in_use_is_read_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = {("PortionTransferred", 0): renamed}
    monkeypatch.setattr("ledger.codec.upcast", partial(upcast, upcasters=steps))
    record = decode_record(stored("PortionTransferred", {"dollars": 7}), "PortionTransferred")
    assert record.data == PortionTransferred(amount=Money.parse("7.00"))


def test_an_older_schema_without_a_step_is_damage() -> None:
    with pytest.raises(RecordDamagedError, match="cannot be read"):
        decode_record(stored("MoneyMoved", {"dollars": 5}))
