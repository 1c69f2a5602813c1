"""The error tree: exit codes as documented, stable machine names, parts kept apart."""

import re

import pytest

from domain import errors
from domain.authority import Citation
from domain.decisions import refusals
from domain.errors import (
    AllianceError,
    ConflictError,
    IncompleteError,
    LedgerNotInitialisedError,
    NoRuleInForceError,
    NotFoundError,
    OutcomeUnknownError,
    RecordDamagedError,
    RefusedError,
    StoreUnavailableError,
    UnknownDistrictError,
    UsageError,
)


def _classes(module: object) -> list[type[AllianceError]]:
    found = [value for value in vars(module).values() if isinstance(value, type)]
    return [value for value in found if issubclass(value, AllianceError)]


ALL = sorted({*_classes(errors), *_classes(refusals)}, key=lambda error: error.__name__)
GUARDS = [error for error in _classes(refusals) if error is not RefusedError]


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (UsageError, 2),
        (RefusedError, 3),
        (NoRuleInForceError, 3),
        (NotFoundError, 4),
        (UnknownDistrictError, 4),
        (ConflictError, 5),
        (RecordDamagedError, 6),
        (StoreUnavailableError, 7),
        (LedgerNotInitialisedError, 7),
        (OutcomeUnknownError, 8),
        (IncompleteError, 9),
        (AllianceError, 70),
    ],
)
def test_exit_codes_are_those_of_the_contract(error: type[AllianceError], exit_code: int) -> None:
    assert error.exit_code == exit_code


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = re.findall(r"^.*?── (\w+Error)(?:  +(\d))?", errors.__doc__ or "", re.MULTILINE)
    by_name = {error.__name__: error for error in ALL}
    assert {name: by_name[name].exit_code for name, code in drawn if code} == {
        name: int(code) for name, code in drawn if code
    }
    in_the_tree = {name for name, _ in drawn} | {"AllianceError"}
    assert {error.__name__ for error in _classes(errors)} == in_the_tree


def test_every_error_has_a_machine_name_of_its_own() -> None:
    codes = [error.code for error in ALL]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[a-z][a-z_]*", code) for code in codes)


@pytest.mark.parametrize("error", GUARDS, ids=lambda error: error.code)
def test_every_guard_is_a_refusal_said_in_words(error: type[AllianceError]) -> None:
    assert issubclass(error, RefusedError)
    assert error.exit_code == 3
    assert error.__doc__


def test_an_error_keeps_its_parts_apart() -> None:
    error = RefusedError(
        "1.00 is too much.",
        citation=Citation("C.G.S. § 10-262u(c)(2)"),
        details={"amount": "1.00"},
        next_step="Ask for less.",
    )
    assert str(error) == error.message == "1.00 is too much."
    assert str(error.citation) == "C.G.S. § 10-262u(c)(2)"
    assert error.details == {"amount": "1.00"}
    assert error.next_step == "Ask for less."


def test_an_error_needs_no_more_than_its_message() -> None:
    error = RefusedError("No.")
    assert (error.citation, error.details, error.next_step) == (None, {}, "")


def test_an_error_keeps_a_copy_of_its_details() -> None:
    details = {"amount": "1.00"}
    error = RefusedError("No.", details=details)
    details["amount"] = "2.00"
    assert error.details == {"amount": "1.00"}
