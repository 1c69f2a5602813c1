"""The record as the engine and the screens see it."""

import msgspec
import pytest

from domain.ledger_events import CoverageStated
from ledger.codec import decode_record
from ledger.record import Record

BYTES = (
    b'{"actor":"Ana","appointment":null,"assurance":"claimed","causation":null,"citation":{"act":'
    b'null,"note":"","provision":"C.G.S. \xc2\xa7 11-8b"},"command_hash":"00","command_id":"c1",'
    b'"correlation":null,"data":{"first_fiscal_year":2013,"kind":"plans","last_fiscal_year":2014,'
    b'"note":""},"documents":[],"effective_on":"2023-03-01","event":"CoverageStated",'
    b'"incarnation":1,"ledger":"a1","office":"system","recorded_at":"2023-03-01T17:00:00.000000Z",'
    b'"rulebook":"none#1","schema":1,"signature":null,"stream":"ledger","v":1,"version":2}'
)


def record(correlation: str | None = None) -> Record:
    return msgspec.structs.replace(decode_record(BYTES), correlation=correlation)


def test_a_record_names_its_stream_and_version_as_the_engine_asks() -> None:
    assert (record().originator_id, record().originator_version) == ("ledger", 2)


def test_a_record_holds_its_event() -> None:
    assert record().data == CoverageStated(
        kind="plans", first_fiscal_year=2013, last_fiscal_year=2014, note=""
    )


@pytest.mark.parametrize(
    ("correlation", "made_up"),
    [(None, False), ("import-1", False), ("synthetic:demo", True), ("not synthetic:", False)],
)
def test_a_made_up_record_is_known_by_its_correlation(
    correlation: str | None, *, made_up: bool
) -> None:
    assert record(correlation).synthetic is made_up
