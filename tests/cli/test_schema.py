"""`alliance schema`: JSON Schema of commands and events, held against what the program reads."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_runner import run
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # comes with check-jsonschema
from small_ledger import small_ledger

from domain.commands import CorrectEvent, StateOpeningBalance, SubmitPlan, WithholdPortion
from domain.errors import AllianceError
from domain.money import Money
from ledger.codec import SCHEMAS
from ledger.command_codec import COMMAND_TYPES, LEDGER_COMMAND_TYPES
from ledger.reading_commands import instruction_of, instruction_on_line
from ledger.schema import _schema

AROUND = {"command_id": "c1", "district": "Hartford", "fiscal_year": 2023}
DIGEST = "ab" * 32
GOLDEN = Path(__file__).parents[1] / "golden" / "events"
NEWEST = [GOLDEN / f"{name}.v{schema}.json" for name, schema in SCHEMAS.items()]


@pytest.fixture(scope="module")
def commands() -> Draft202012Validator:
    schema = json.loads(run("schema", "commands").out)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def events() -> Draft202012Validator:
    schema = json.loads(run("schema", "events").out)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


LINE = {
    "key": "2.4",
    "description": "reading coaches",
    "strategy": "early-reading",
    "object_code": "111A",
    "carry_over": "0.00",
    "current": "5.00",
    "local_match": "0.00",
    "reform": "new",
    "tuition": False,
}
CONTENT = {
    "objectives": [{"key": "O1", "words": "every pupil reads"}],
    "targets": [],
    "stakeholders": [],
    "lines": [LINE],
    "other_programs": [],
    "board_approved_on": "2022-07-19",
    "guidelines": None,
}
SUBMIT = {"command": "SubmitPlan", "plan_version": 1, "total": "5.00"}
APPROVE = {"command": "ApprovePlan", "plan_version": 1, "approved_amount": "5.00"}
CONDITION = {"key": "K1", "words": "name the coach", "before_release": True}
GOOD: list[dict[str, Any]] = [
    {**SUBMIT, "content": CONTENT},
    {**SUBMIT, "content": None, "register": "FY2023-064-1"},
    {**APPROVE, "lines": [{"key": "2.4", "amount": "5.00"}], "conditions": [CONDITION]},
    {"command": "SubmitPlanAmendment", "amendment": "1", "transfers": [], "reason": "x"},
    {"command": "ReviewPlan", "plan_version": "1", "findings": "x"},
    {"command": "DeterminePortion"},
    {"command": "DeterminePortion", "fiscal_year": "FY2023", "district": 64, "actor": "Ana"},
    {"command": "DeterminePortion", "fiscal_year": "2023", "effective_on": None},
    {"command": "WithholdPortion", "amount": "582729.00", "effective_on": "2022-10-01"},
    {"command": "WithholdPortion", "amount": "582729"},
    {"command": "SetEntitlement", "amount": "1.00", "stage": "final", "reason": None},
    {"command": "SubmitPlan", "plan_version": 1, "total": "1.00"},
    {"command": "SubmitPlan", "plan_version": "1", "total": "1.00"},
    {
        "command": "AuthorizeRelease",
        "release": "OCT-1",
        "amount": "1.00",
        "direction": {"document": "letter", "cap": "2.00"},
    },
    {
        "command": "StateOpeningBalance",
        "balances": {"carry_in": "5.00"},
        "document": DIGEST,
        "signers": ["Ana"],
        "documents": {"statement": DIGEST},
    },
    {"command": "DeterminePortion", "documents": [{"title": "letter", "sha256": DIGEST}]},
]
BAD: list[dict[str, Any]] = [
    {**SUBMIT, "content": {**CONTENT, "budget": []}},
    {**SUBMIT, "content": {**CONTENT, "lines": [{**LINE, "amount": "5.00"}]}},
    {**SUBMIT, "content": {**CONTENT, "lines": [{**LINE, "current": 5}]}},
    {**SUBMIT, "content": {**CONTENT, "lines": [{**LINE, "reform": "old"}]}},
    {**APPROVE, "conditions": [{**CONDITION, "until": "2023-06-30"}]},
    {**APPROVE, "lines": [{"key": "2.4"}]},
    {"command": "AppointReviewCommittee", "members": "Ana"},
    {"command": "WithholdEverything"},
    {"command": "WithholdPortion"},
    {"command": "WithholdPortion", "amount": 582729},
    {"command": "WithholdPortion", "amount": "582,729.00"},
    {"command": "WithholdPortion", "amount": "582729.5"},
    {"command": "WithholdPortion", "amount": "1.00", "amont": "1.00"},
    {"command": "DeterminePortion", "command_id": "a b"},
    {"command": "DeterminePortion", "command_id": ""},
    {"command": "DeterminePortion", "fiscal_year": "22-23"},
    {"command": "DeterminePortion", "fiscal_year": 2100},
    {"command": "DeterminePortion", "district": 170},
    {"command": "DeterminePortion", "documents": {"letter": "not a digest"}},
    {
        "command": "AuthorizeRelease",
        "release": "OCT-1",
        "amount": "1.00",
        "direction": {"document": "letter", "cap": "2.00", "cup": "2.00"},
    },
]


@pytest.mark.parametrize("own", GOOD, ids=lambda own: json.dumps(own)[:60])
def test_a_line_that_is_read_is_valid(commands: Draft202012Validator, own: dict[str, Any]) -> None:
    line = {**AROUND, **own}
    assert type(instruction_of(line, "Ana").command).__name__ == own["command"]
    assert list(commands.iter_errors(line)) == []


@pytest.mark.parametrize("own", BAD, ids=lambda own: json.dumps(own)[:60])
def test_a_line_that_is_refused_for_its_shape_is_invalid(
    commands: Draft202012Validator, own: dict[str, Any]
) -> None:
    line = {**AROUND, **own}
    with pytest.raises(AllianceError):
        instruction_of(line, "Ana")
    assert not commands.is_valid(line)


@pytest.mark.parametrize("missing", ["command", "command_id", "district", "fiscal_year"])
def test_what_stands_around_every_command_is_required(
    commands: Draft202012Validator, missing: str
) -> None:
    line = {**AROUND, "command": "DeterminePortion"}
    assert not commands.is_valid({key: line[key] for key in line if key != missing})


def test_every_command_has_its_schema_with_its_name_as_a_constant() -> None:
    schema = json.loads(run("schema", "commands").out)
    every = [*COMMAND_TYPES, *LEDGER_COMMAND_TYPES]
    names = [schema["$defs"][name]["properties"]["command"]["const"] for name in every]
    assert names == every
    assert schema["oneOf"] == [{"$ref": f"#/$defs/{name}"} for name in every]


SET = {"set_by": "the Commissioner", "document": "Schedule FY2027"}
OCTOBER = {"name": "october", "label": "OCT", "cumulative_percent": 100, "due_on": "2026-10-15"}
SCHEDULE = {"command": "SetReleaseSchedule", "fiscal_year": 2027, "basis": "installments", **SET}
GOOD_SETTINGS: list[dict[str, Any]] = [
    {**SCHEDULE, "installments": [OCTOBER]},
    {**SCHEDULE, "basis": "draw-down", "fiscal_year": "FY2027", "actor": "Ana"},
    {"command": "SetPlanDueDate", "fiscal_year": "2027", "due_on": "2026-08-15", **SET},
    {"command": "SetNewReformShare", "fiscal_year": 2027, "percent": 51, **SET},
    {
        "command": "SetObjectCodes",
        "fiscal_year": 2027,
        "codes": [{"code": "111A", "words": "salaries"}],
        "documents": {"Schedule FY2027": DIGEST},
        **SET,
    },
    {
        "command": "AdoptGuidelines",
        "version": "2012",
        "title": "Guidelines",
        "adopted_on": "2012-08-01",
        "first_fiscal_year": "FY2013",
        **SET,
    },
    {"command": "SetAppropriationControl", "fiscal_year": 2027, "amount": "1.00", **SET},
]
BAD_SETTINGS: list[dict[str, Any]] = [
    {**SCHEDULE, "district": "Hartford"},
    {**SCHEDULE, "basis": "as we like"},
    {**SCHEDULE, "installments": [{**OCTOBER, "percent": 25}]},
    {**SCHEDULE, "installments": [{"name": "october"}]},
    {"command": "SetPlanDueDate", "due_on": "2026-08-15", **SET},
    {"command": "SetPlanDueDate", "fiscal_year": 1999, "due_on": "2026-08-15", **SET},
    {"command": "SetAppropriationControl", "fiscal_year": 2027, "amount": 1, **SET},
    {"command": "SetNewReformShare", "fiscal_year": 2027, "percent": 51, "document": "letter"},
    {**GOOD_SETTINGS[5], "fiscal_year": 2013},
]


@pytest.mark.parametrize("own", GOOD_SETTINGS, ids=lambda own: json.dumps(own)[:60])
def test_a_line_about_the_ledger_is_valid_without_a_district(
    commands: Draft202012Validator, own: dict[str, Any]
) -> None:
    line = {"command_id": "c1", **own}
    assert type(instruction_on_line(line, "Ana").command).__name__ == own["command"]
    assert list(commands.iter_errors(line)) == []


@pytest.mark.parametrize("own", BAD_SETTINGS, ids=lambda own: json.dumps(own)[:60])
def test_a_line_about_the_ledger_that_is_refused_for_its_shape_is_invalid(
    commands: Draft202012Validator, own: dict[str, Any]
) -> None:
    line = {"command_id": "c1", **own}
    with pytest.raises(AllianceError):
        instruction_on_line(line, "Ana")
    assert not commands.is_valid(line)


@pytest.mark.parametrize("verb", ["commands", "events"])
def test_no_object_at_any_depth_takes_a_key_that_nothing_reads(verb: str) -> None:
    schema = json.loads(run("schema", verb).out)
    loose = [
        name
        for name, one in schema["$defs"].items()
        if "properties" in one and one.get("additionalProperties") is not False
    ]
    assert loose == []


def test_every_event_has_its_schema_with_name_and_version() -> None:
    schema = json.loads(run("schema", "events").out)
    found = {
        one["properties"]["event"]["const"]: one["properties"]["schema"]["const"]
        for one in schema["oneOf"]
    }
    assert found == dict(SCHEMAS)


def test_every_record_of_a_ledger_is_valid(events: Draft202012Validator, tmp_path: Path) -> None:
    small = small_ledger(tmp_path / "small.db")
    small.entitle("Hartford", 2012, "100.00")
    small.entitle("Hartford", 2023, "900.00")
    small.designate("Hartford", 2023)
    small.determine("Hartford", 2023)
    one = Money.parse("1.00")
    small.do("Hartford", 2023, WithholdPortion(amount=one), on="2022-10-01")
    small.do("Hartford", 2023, CorrectEvent(position=6, reason="typed"), on="2022-10-01")
    small.do("Hartford", 2023, SubmitPlan(plan_version=1, total=one), on="2022-10-01")
    opening = StateOpeningBalance(balances={"carry_in": one}, document="d", signers=("Ana",))
    small.do("Windsor", 2023, opening, on="2022-07-01")
    records = [json.loads(row.state) for row in small.ledger.rows()]
    assert len(records) == 9
    assert [error.message for record in records for error in events.iter_errors(record)] == []


def test_a_record_whose_data_is_of_another_event_is_invalid(
    events: Draft202012Validator, tmp_path: Path
) -> None:
    small = small_ledger(tmp_path / "small.db")
    small.entitle("Hartford", 2012, "100.00")
    record = json.loads(list(small.ledger.rows())[1].state)
    assert not events.is_valid({**record, "event": "DistrictDesignated"})
    assert not events.is_valid({**record, "schema": 2})


@pytest.mark.parametrize("verb", ["commands", "events"])
def test_with_json_the_schema_is_the_data_of_an_answer(verb: str, tmp_path: Path) -> None:
    ran = run("schema", verb, "--json", home=tmp_path)
    assert ran.json()["schema"] == f"alliance.schema.{verb}/1"
    assert ran.data == json.loads(run("schema", verb).out)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file", NEWEST, ids=lambda file: file.stem)
def test_a_golden_record_of_every_event_is_valid(events: Draft202012Validator, file: Path) -> None:
    assert [error.message for error in events.iter_errors(json.loads(file.read_bytes()))] == []


def test_a_kind_of_field_without_a_schema_is_seen_at_once() -> None:
    with pytest.raises(NotImplementedError, match="has no schema"):
        _schema(bytes)
