"""The seam for older event schemas: today's steps, and steps from schemas that never were.

That every file of an older schema is read as its event is in `tests/golden/test_events.py`.
"""

import json
from dataclasses import fields
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


def renamed(given: Fields) -> tuple[str, int, Fields]:
    """Schema 0 of MoneyMoved held whole dollars under another name."""
    return "PortionTransferred", 2, {"amount": f"{given['dollars']}.00", "voucher": None}


def older(given: Fields) -> tuple[str, int, Fields]:
    """Schema -1 called the field usd."""
    return "MoneyMoved", 0, {"dollars": given["usd"]}


MADE_UP = {("MoneyMoved", 0): renamed, ("MoneyMoved", -1): older}


def test_an_event_without_a_step_is_itself() -> None:
    for newest in (("ReleaseIssued", 1), ("PortionTransferred", 2), ("NoSuchEvent", 7)):
        assert upcast(*newest, {"amount": "5.00"}) == (*newest, {"amount": "5.00"})


@pytest.mark.parametrize(
    ("event", "added"),
    [
        ("PortionDetermined", {"true_up": "0.00"}),
        ("AlliancePortionWithheld", {"voucher": None}),
        ("PortionTransferred", {"voucher": None}),
        ("PlanSubmitted", {"content": None, "register": None}),
        ("PlanApproved", {"lines": [], "conditions": []}),
        ("ReleaseProposed", {"reason": None}),
        ("ReleaseAuthorized", {"residency": False}),
        ("ReleaseConfirmed", {"short": "0.00", "over": "0.00", "voucher": None}),
        ("ReleaseReturned", {"voucher": None}),
        ("PassThroughRecorded", {"paid_on": None, "stated_by": None}),
        (
            "PaymentFileWritten",
            {"vouchers": [], "payees_sha256": None, "coding_sha256": None},
        ),
        ("EventCorrected", {"authority": None}),
        ("FiscalYearClosed", {"residency": "0.00"}),
        ("BalanceCarriedIn", {"residency": "0.00"}),
    ],
)
def test_schema_2_adds_fields_that_say_what_was_so_without_them(
    event: str, added: dict[str, object]
) -> None:
    assert upcast(event, 1, {"kept": "5.00"}) == (event, 2, {"kept": "5.00", **added})
    assert set(added) < {field.name for field in fields(codec.EVENT_TYPES[event])}


def test_a_field_that_schema_1_did_not_have_is_damage() -> None:
    with pytest.raises(ValueError, match="PortionTransferred had no field voucher in schema 1"):
        upcast("PortionTransferred", 1, {"amount": "5.00", "voucher": "V-17"})


def test_steps_follow_each_other_to_the_newest_schema() -> None:
    assert upcast("MoneyMoved", -1, {"usd": 5}, MADE_UP) == (
        "PortionTransferred",
        2,
        {"amount": "5.00", "voucher": None},
    )


def test_an_event_is_written_one_schema_after_its_last_step() -> None:
    stepped = {event for event, _ in seam.UPCASTERS}
    assert {event for event, schema in codec.SCHEMAS.items() if schema == 2} == stepped
    assert {codec.SCHEMAS[event] for event in codec.EVENT_TYPES if event not in stepped} == {1}
    assert all(schema == 1 for _, schema in seam.UPCASTERS)


def stored(event: str, data: dict[str, object]) -> bytes:
    record = Record(
        v=1,
        ledger="a1",
        incarnation=1,
        stream="064-2023",
        version=1,
        event="PortionTransferred",
        schema=2,
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
    given = json.loads(canonical(record)) | {"event": event, "schema": 0, "data": data}
    return json.dumps(given, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_an_older_record_is_read_as_todays_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.codec.upcast", partial(upcast, upcasters=MADE_UP))
    bytes_as_written = stored("MoneyMoved", {"dollars": 5})
    record = decode_record(bytes_as_written, "MoneyMoved")
    assert record.data == PortionTransferred(amount=Money.parse("5.00"))
    assert (record.event, record.schema, record.version) == ("PortionTransferred", 2, 1)


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
