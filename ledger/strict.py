"""Reading one stored record the hard way: nothing is forgiven that a reader elsewhere might not.

Duplicate keys, floats, NaN, text that is not UTF-8, other spacing or order, other spellings of an
amount or a date: all of them are damage, since the stored bytes are what will be hashed.
Not here: what surrounds a record, its neighbors and its columns (`verify.py`).
"""

import json
from typing import NoReturn, cast

from domain.errors import RecordDamagedError
from ledger.codec import EVENT_TYPES, SCHEMAS, canonical, decode_record, is_as_written
from ledger.record import FORMAT, Record


class FormError(Exception):
    """The bytes are not a record in canonical form."""


class KindError(Exception):
    """The record is of a kind this program does not know: another event, schema or format."""


def parsed(state: bytes) -> dict[str, object]:
    """The JSON object that the bytes hold, read strictly. Raises FormError."""
    try:
        found: object = json.loads(
            state.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
        again = canonical(found)
    except (ValueError, OverflowError, RecursionError) as error:
        raise FormError(f"its bytes are not strict JSON: {error}") from error
    if not isinstance(found, dict):
        raise FormError("its bytes are not a JSON object")
    if again != state:
        raise FormError("its bytes are not in canonical form: keys, spacing or escapes differ")
    return cast("dict[str, object]", found)


def record_of(state: bytes, fields: dict[str, object]) -> Record:
    """The record, which has to give the same bytes when it is written again.

    `fields`: what `parsed` found. Raises KindError for an unknown event, schema or format,
    FormError for everything else that is not as this program writes it.
    """
    event, schema, form = fields.get("event"), fields.get("schema"), fields.get("v")
    if not isinstance(event, str) or event not in EVENT_TYPES:
        raise KindError(f"{ascii(event)[:60]} is not an event this program knows")
    if type(schema) is not int or not 1 <= schema <= SCHEMAS[event] or form != FORMAT:
        raise KindError(
            f"{event} has schema {ascii(schema)[:20]} in format {ascii(form)[:20]}; "
            f"this program reads schemas 1 to {SCHEMAS[event]} in format {FORMAT}"
        )
    try:
        record = decode_record(state, event)
    except RecordDamagedError as error:
        raise FormError(error.message) from error
    if not is_as_written(record, state):
        raise FormError("its fields are not written as this program writes them")
    return record


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a key stands twice"
        raise ValueError(message)
    return found


def _no_float(text: str) -> NoReturn:
    message = f"{text[:20]} is not a whole number"
    raise ValueError(message)
