"""What is wrong with a field is said in plain words: which, what was given, what is wanted."""

import json
import re
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import InvalidCommandError
from ledger.command_codec import (
    COMMAND_FIELDS,
    COMMAND_TYPES,
    LEDGER_COMMAND_TYPES,
    decode_command,
    decode_ledger_command,
)

DATES = "Write dates as year-month-day, such as 2026-08-14."
MONEY = (
    "Write plain digits without separators or a currency sign: 1000 or 1000.00. "
    "In JSON an amount is text."
)
NUMBER = "Write a whole number such as 3; in JSON without quotation marks."
OCTOBER: Final = {"name": "october", "label": "OCT", "cumulative_percent": 25}
SCHEDULE: Final = {"fiscal_year": 2027, "basis": "installments", "set_by": "S", "document": "D"}
RECEIVED: Final = {
    "kind": "plan",
    "file": "plan.xlsx",
    "sha256": "a" * 64,
    "size_bytes": 5,
    "sender": "Windsor",
    "channel": "email",
    "received_on": "2026-08-14",
    "entered_for": "the board",
}
OPENING: Final = {"balances": {}, "document": "letter", "signers": ["Ana"]}
AUTHORIZED: Final = {"release": "R1", "amount": "5.00"}
APPROVED: Final = {"plan_version": 1, "approved_amount": "5.00"}


def refused(name: str, fields: dict[str, object]) -> InvalidCommandError:
    decode = decode_ledger_command if name in LEDGER_COMMAND_TYPES else decode_command
    with pytest.raises(InvalidCommandError) as caught:
        decode(name, fields)
    return caught.value


@pytest.mark.parametrize(
    ("name", "fields", "message", "next_step"),
    [
        (
            "ConfirmRelease",
            {"release": "R1", "paid_on": "8/14/2026"},
            "paid_on is '8/14/2026', which is not a date.",
            DATES,
        ),
        (
            "ConfirmRelease",
            {"release": "R1", "paid_on": "2026-02-30"},
            "paid_on is '2026-02-30', which is no day of the calendar.",
            DATES,
        ),
        (
            "ReceiveSubmission",
            {**RECEIVED, "received_on": "14.8.2026"},
            "received_on is '14.8.2026', which is not a date.",
            DATES,
        ),
        (
            "WithholdPortion",
            {"amount": "1,000"},
            "amount is '1,000', which is not an amount.",
            MONEY,
        ),
        (
            "WithholdPortion",
            {"amount": "$1000"},
            "amount is '$1000', which is not an amount.",
            MONEY,
        ),
        ("WithholdPortion", {"amount": "…"}, "amount is '…', which is not an amount.", MONEY),
        (
            "WithholdPortion",
            {"amount": "1\x1b[31m"},
            "amount is '1\\x1b[31m', which is not an amount.",
            MONEY,
        ),
        ("WithholdPortion", {"amount": 1000}, "amount is 1000, which is not an amount.", MONEY),
        (
            "AuthorizeRelease",
            {**AUTHORIZED, "direction": {"document": "letter", "cap": "$5"}},
            "direction.cap is '$5', which is not an amount.",
            MONEY,
        ),
        (
            "AuthorizeRelease",
            {**AUTHORIZED, "direction": {"document": "letter"}},
            "direction.cap is missing.",
            "Its fields: document, cap. See: alliance schema commands.",
        ),
        (
            "AuthorizeRelease",
            {**AUTHORIZED, "direction": "letter"},
            "direction is 'letter', which has no parts.",
            "Its fields: document, cap. See: alliance schema commands.",
        ),
        (
            "ApprovePlan",
            {**APPROVED, "lines": [{"key": "1", "amount": "5"}, {"key": "2", "amount": "5,0"}]},
            "lines.2.amount is '5,0', which is not an amount.",
            MONEY,
        ),
        (
            "ApprovePlan",
            {**APPROVED, "conditions": [{"key": "K1", "words": "x", "before_release": "yes"}]},
            "conditions.1.before_release is 'yes', which is neither true nor false.",
            "Write true or false.",
        ),
        (
            "ApprovePlan",
            {**APPROVED, "lines": "2.4"},
            "lines is '2.4', which is not a list.",
            "Write a list, also of one.",
        ),
        (
            "SubmitPlan",
            {"plan_version": "1st", "total": "5"},
            "plan_version is '1st', which is not a whole number from 1 to 999,999,999.",
            NUMBER,
        ),
        (
            "SubmitPlan",
            {"plan_version": "0", "total": "5"},
            "plan_version is '0', which is not a whole number from 1 to 999,999,999.",
            NUMBER,
        ),
        (
            "SetReleaseSchedule",
            {**SCHEDULE, "installments": [{**OCTOBER, "cumulative_percent": "25"}]},
            "installments.1.cumulative_percent is '25', which is text.",
            NUMBER,
        ),
        (
            "SetReleaseSchedule",
            {**SCHEDULE, "installments": [{**OCTOBER, "due_on": "10/15/2026"}]},
            "installments.1.due_on is '10/15/2026', which is not a date.",
            DATES,
        ),
        (
            "SetEntitlement",
            {"amount": "5.00", "stage": "Final"},
            "stage is 'Final', which is none of the words it may be.",
            "Write one of: preliminary, revised, final.",
        ),
        (
            "StateOpeningBalance",
            {**OPENING, "balances": {"carry_in": "5.00", "held_by_town": "1,000"}},
            "balances.held_by_town is '1,000', which is not an amount.",
            MONEY,
        ),
        (
            "StateOpeningBalance",
            {**OPENING, "balances": "5.00"},
            "balances is '5.00', which has no parts.",
            "See: alliance schema commands.",
        ),
        (
            "StateOpeningBalance",
            {**OPENING, "signers": ["Ana", 5]},
            "signers.2 is 5, which is not text.",
            "Write it as text.",
        ),
        (
            "TransferPortion",
            {},
            "amount is missing.",
            "Its fields: amount, voucher. See: alliance schema commands.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("Set") else "",
)
def test_which_field_what_was_given_and_what_is_wanted(
    name: str, fields: dict[str, object], message: str, next_step: str
) -> None:
    error = refused(name, fields)
    assert (error.message, error.next_step) == (message, next_step)
    assert error.details["field"] == message.partition(" ")[0]
    assert error.details["command"] == name


PLAIN = (
    r"[a-z][a-z_0-9.]* is (missing|.+, which (is (text|none of the words it may be|no day of the "
    r"calendar|neither true nor false|not (a date|an amount|text|a list|a whole number from 1 to "
    r"999,999,999))|has no parts))\."
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(sorted({one for names in COMMAND_FIELDS.values() for one in names})),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=400)
@given(data=st.data())
def test_whatever_is_given_the_words_are_plain(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted({*COMMAND_TYPES, *LEDGER_COMMAND_TYPES})))
    fields = {key: data.draw(JSON) for key in COMMAND_FIELDS[name]}
    decode = decode_ledger_command if name in LEDGER_COMMAND_TYPES else decode_command
    said = "amount is missing."
    try:
        decode(name, fields)
    except InvalidCommandError as error:
        said = error.message
    assert re.fullmatch(PLAIN, said), json.dumps(fields)
