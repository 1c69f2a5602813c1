"""Canonical bytes: what is kept and hashed. Reading them is strict; commands too."""

import json
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_of_each import OF_EVERY_KIND, OF_REPORTS
from strategies import amounts

from domain.commands import (
    AuthorizeRelease,
    Command,
    DeterminePortion,
    Instruction,
    StateOpeningBalance,
    SubmitPlan,
    TransferPortion,
    WithholdPortion,
)
from domain.district import BY_CODE
from domain.errors import InvalidCommandError, RecordDamagedError
from domain.events import Direction, DistrictYearEvent, EventCorrected, FactReported
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.codec import (
    SCHEMAS,
    RecordMapper,
    canonical,
    decode_record,
    is_as_written,
    sha256_of,
)
from ledger.command_codec import command_body, decode_command
from ledger.record import Record

usd = Money.parse

# One record as it is written; the tests below change a part of it.
STATE = (
    b'{"actor":"Ana","appointment":null,"assurance":"claimed","causation":null,"citation":{"act":'
    b'null,"note":"","provision":"C.G.S. \xc2\xa7 10-262u(c)(1)"},"command_hash":"00",'
    b'"command_id":"c1","correlation":null,"data":{"amount":"5.00","voucher":null},"documents":[],'
    b'"effective_on":"2023-03-01","event":"PortionTransferred","incarnation":1,"ledger":"a1",'
    b'"office":"comptroller","recorded_at":"2023-03-01T17:00:00.000000Z","rulebook":"FY2023#1",'
    b'"schema":2,"signature":null,"stream":"064-2023","v":1,"version":1}'
)
# The same record as it was written before there was a voucher.
IN_SCHEMA_1 = STATE.replace(b',"voucher":null', b"").replace(b'"schema":2', b'"schema":1')


def with_event(event: FactReported | EventCorrected, actor: str = "Ana") -> Record:
    before = decode_record(STATE)
    name = type(event).__name__
    return msgspec.structs.replace(
        before, event=name, schema=SCHEMAS[name], actor=actor, data=event
    )


def as_python_writes_it(state: bytes) -> bytes:
    again = json.dumps(json.loads(state), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return again.encode()


@pytest.mark.parametrize(
    "event", [*OF_EVERY_KIND, *OF_REPORTS], ids=lambda event: type(event).__name__
)
def test_nested_lists_and_days_are_written_and_read_back(event: DistrictYearEvent) -> None:
    before = decode_record(STATE)
    name = type(event).__name__
    record = msgspec.structs.replace(before, event=name, schema=SCHEMAS[name], data=event)
    state = canonical(record)
    assert state == as_python_writes_it(state)
    assert decode_record(state) == decode_record(state, name) == record


# Everything that can be written as UTF-8: control characters and emoji, no lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(words=texts, kind=texts, amount=st.none() | amounts(), actor=texts)
def test_what_is_written_is_read_back_the_same(
    words: str, kind: str, amount: Money | None, actor: str
) -> None:
    event = FactReported(kind=kind, words=words, amount=amount, reported_date=None, source="S01")
    record = with_event(event, actor)
    assert decode_record(canonical(record)) == record
    assert decode_record(canonical(record), "FactReported") == record


@given(words=texts, amount=amounts())
def test_canonical_bytes_are_sorted_compact_json_that_anybody_can_write(
    words: str, amount: Money
) -> None:
    event = FactReported(kind="plan", words=words, amount=amount, reported_date=None, source="S01")
    state = canonical(with_event(event))
    assert state == as_python_writes_it(state)


@given(amount=amounts(), names=st.lists(st.sampled_from(["amount", "spent", "total"]), unique=True))
def test_mappings_inside_an_event_are_sorted_and_come_back(amount: Money, names: list[str]) -> None:
    event = EventCorrected(
        corrects_position=1,
        corrects_version=1,
        corrected_event="X",
        reversed=MappingProxyType(dict.fromkeys(names, amount)),
        replacement={},
        postings=(),
        reason="",
    )
    state = canonical(with_event(event))
    assert state == as_python_writes_it(state)
    assert decode_record(state) == with_event(event)


@pytest.mark.parametrize("text", ["\ud800", "a\udfff", "\udc80b"])
def test_half_of_a_surrogate_pair_is_never_written(text: str) -> None:
    event = FactReported(kind="plan", words=text, amount=None, reported_date=None, source="S01")
    with pytest.raises(UnicodeEncodeError):
        canonical(with_event(event))


def test_a_float_or_a_set_has_no_canonical_form_of_an_event() -> None:
    with pytest.raises(NotImplementedError, match="complex has no canonical form"):
        canonical({"amount": 1j})


def test_the_hash_is_of_the_canonical_bytes() -> None:
    # printf '{"a":1}' | sha256sum
    assert sha256_of({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


def test_the_engines_mapper_gives_the_same_bytes_and_record() -> None:
    mapper = RecordMapper()
    stored = mapper.to_stored_event(decode_record(STATE))
    assert (stored.originator_id, stored.originator_version) == ("064-2023", 1)
    assert (stored.topic, stored.state) == ("PortionTransferred", STATE)
    assert mapper.to_domain_event(stored) == decode_record(STATE)


# ---- reading is strict ----


@pytest.mark.parametrize(
    "change",
    [
        (b'"amount":"5.00"', b'"amount":5'),
        (b'"amount":"5.00"', b'"amount":"5.0"'),
        (b'"amount":"5.00"', b'"amount":"1,000.00"'),
        (b'"amount":"5.00"', b'"amount":null'),
        (b'"amount":"5.00",', b""),
        (b'"voucher":null', b'"voucher":17'),
        (b'"event":"PortionTransferred"', b'"event":"os.system"'),
        (b'"schema":2', b'"schema":3'),
        # Schema 1 had no voucher.
        (b'"schema":2', b'"schema":1'),
        (b'"v":1', b'"v":2'),
        (b'"version":1', b'"version":"1"'),
        (b'"version":1', b'"version":1.5'),
        (b'"effective_on":"2023-03-01"', b'"effective_on":"2023-02-30"'),
        (b'"office":"comptroller"', b'"office":"emperor"'),
        (b'"signature":null', b'"signature":"x"'),
        (b'"actor":"Ana"', b'"actor":"\xff"'),
        (b"{", b""),
        (b'"ledger":"a1",', b""),
        (b'"ledger":"a1",', b'"ledger":"a1","extra":1,'),
    ],
)
@pytest.mark.parametrize("name", [None, "PortionTransferred", "NoSuchEvent"])
def test_what_is_not_exactly_a_record_is_damage(
    change: tuple[bytes, bytes], name: str | None
) -> None:
    before, after = change
    assert STATE.count(before)
    with pytest.raises(RecordDamagedError, match="cannot be read") as caught:
        decode_record(STATE.replace(before, after, 1), name)
    assert caught.value.exit_code == 6


def test_an_extra_field_inside_an_event_shows_when_the_record_is_written_again() -> None:
    state = STATE.replace(b'"amount":"5.00"', b'"amount":"5.00","extra":1')
    assert canonical(decode_record(state)) == STATE != state


def test_a_missing_field_inside_an_event_shows_when_the_record_is_written_again() -> None:
    state = STATE.replace(b',"voucher":null', b"")
    assert canonical(decode_record(state)) == STATE != state


def test_a_record_is_compared_with_its_bytes_in_the_schema_it_was_written_in() -> None:
    assert is_as_written(decode_record(STATE), STATE)
    assert is_as_written(decode_record(IN_SCHEMA_1), IN_SCHEMA_1)
    assert decode_record(IN_SCHEMA_1) == decode_record(STATE)


@pytest.mark.parametrize("written", [STATE, IN_SCHEMA_1], ids=["today", "schema 1"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"amount":"5.00"', b'"amount":"5.00","extra":1'),
        (b'"amount":"5.00"', b'"amount": "5.00"'),
        (b'"actor":"Ana"', b'"actor":"\\u0041na"'),
    ],
    ids=["an extra field", "a blank", "another spelling of a letter"],
)
def test_other_bytes_are_not_what_this_program_writes(
    written: bytes, before: bytes, after: bytes
) -> None:
    state = written.replace(before, after, 1)
    assert state != written
    assert not is_as_written(decode_record(state), state)


def test_a_newer_format_says_that_the_program_is_too_old() -> None:
    with pytest.raises(RecordDamagedError, match="upgrade this program"):
        decode_record(STATE.replace(b'"schema":2', b'"schema":3'))


def test_a_record_under_another_name_is_still_read_as_what_it_says() -> None:
    assert decode_record(STATE, "PortionDetermined") == decode_record(STATE)


# ---- commands ----


def test_a_command_is_read_from_its_fields() -> None:
    given_fields = {
        "release": "R1",
        "amount": "5.00",
        "direction": {"document": "letter", "cap": "6.00"},
    }
    assert decode_command("AuthorizeRelease", given_fields) == AuthorizeRelease(
        release="R1",
        amount=usd("5.00"),
        direction=Direction(document="letter", cap=usd("6.00")),
    )


def test_signers_and_balances_are_read() -> None:
    found = decode_command(
        "StateOpeningBalance",
        {"balances": {"carry_in": "1.00"}, "document": "letter", "signers": ["Ana"]},
    )
    assert found == StateOpeningBalance(
        balances={"carry_in": usd("1.00")}, document="letter", signers=("Ana",)
    )


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("Steal", {}, "is not a command"),
        ("TransferPortion", {}, "amount is missing"),
        ("TransferPortion", {"amount": "5.00", "to": "me"}, "has no field to"),
        ("DeterminePortion", {"amount": "5.00"}, "has no field amount"),
        ("TransferPortion", {"amount": 5}, "amount is 5, which is not an amount"),
        ("TransferPortion", {"amount": 5.0}, "amount is 5.0, which is not an amount"),
        ("TransferPortion", {"amount": "1e6"}, "amount is '1e6', which is not an amount"),
        ("TransferPortion", {"amount": "NaN"}, "amount is 'NaN', which is not an amount"),
        ("TransferPortion", {"amount": "\uff11"}, "amount is '\\uff11', which is not an amount"),
        ("SubmitPlan", {"plan_version": "1", "total": "5.00"}, "'1', which is text"),
        ("SubmitPlan", {"plan_version": 1.5, "total": "5.00"}, "1.5, which is not a whole number"),
    ],
)
def test_a_command_that_has_not_its_shape_is_refused_by_name(
    name: str, fields: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidCommandError) as caught:
        decode_command(name, fields)
    assert said in caught.value.message
    assert "`" not in caught.value.message


def instruction(command: Command, **changes: object) -> Instruction:
    fields: dict[str, object] = {
        "command_id": "c1",
        "actor": "Ana",
        "district": BY_CODE[64],
        "fiscal_year": FiscalYear(2023),
        "effective_on": None,
        "command": command,
        "documents": {},
    }
    return Instruction(**{**fields, **changes})  # type: ignore[arg-type] # each test's own fields


def test_the_id_is_not_part_of_the_body() -> None:
    one = instruction(DeterminePortion())
    assert command_body(one) == command_body(instruction(DeterminePortion(), command_id="c2"))


@pytest.mark.parametrize(
    "other",
    [
        instruction(TransferPortion(amount=usd("6.00"))),
        instruction(WithholdPortion(amount=usd("5.00"))),
        instruction(TransferPortion(amount=usd("5.00")), actor="Ben"),
        instruction(TransferPortion(amount=usd("5.00")), district=BY_CODE[65]),
        instruction(TransferPortion(amount=usd("5.00")), fiscal_year=FiscalYear(2024)),
        instruction(TransferPortion(amount=usd("5.00")), effective_on=date(2023, 3, 1)),
        instruction(TransferPortion(amount=usd("5.00")), documents={"letter": "00"}),
    ],
)
def test_everything_else_is_part_of_the_body(other: Instruction) -> None:
    one = instruction(TransferPortion(amount=usd("5.00")))
    assert sha256_of(command_body(one)) != sha256_of(command_body(other))


def test_the_same_fields_in_another_order_are_the_same_body() -> None:
    one = decode_command("SubmitPlan", {"plan_version": 1, "total": "5.00"})
    other = decode_command("SubmitPlan", {"total": "5.00", "plan_version": 1})
    assert one == other == SubmitPlan(plan_version=1, total=usd("5.00"))


@dataclass(frozen=True, slots=True)
class _Strange:
    value: complex


def test_a_field_of_another_kind_is_a_bug_and_not_a_command() -> None:
    from ledger.codec import _read

    with pytest.raises(NotImplementedError, match="is not a kind of field"):
        msgspec.convert({"value": 1}, _Strange, dec_hook=_read)
