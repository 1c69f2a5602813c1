"""Lines of commands: how they are read, and what becomes of a file of them. § 10-262u(c)(1).

Not here: the command line around it (`tests/cli/test_apply.py`).
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, get_type_hints

import pytest

from domain.authority import Policy, Purpose
from domain.commands import SubmitPlan, WithholdPortion
from domain.district import BY_CODE
from domain.errors import (
    InvalidCommandError,
    InvalidDateError,
    InvalidFiscalYearError,
    OutcomeUnknownError,
    StoreUnavailableError,
    UnknownDistrictError,
)
from domain.events import Event
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.plan_content import Reform
from ledger.application import Ledger
from ledger.applying import (
    Became,
    Row,
    apply_each,
    apply_together,
    rehearse_each,
)
from ledger.command_codec import COMMAND_TYPES
from ledger.plain import is_command_id
from ledger.reading_commands import LONGEST_LINE, WHOLE_NUMBERS, instruction_of, read_object
from ledger.stores.common import DuplicateCommandError, RecordedCommand
from ledger.stores.memory import MemoryRecorder
from ledger.stores.open import open_recorder
from ledger.stores.recorder import Recorder

HARTFORD = BY_CODE[64]
FY2023 = FiscalYear(2023)
SHA = "ab" * 32


def at_noon() -> datetime:
    return datetime(2023, 3, 1, 17, tzinfo=UTC)


def opened(recorder: Recorder) -> Ledger:
    ledger = Ledger(recorder, at_noon)
    ledger.open_new(
        ledger_id="a1",
        name="Practice",
        purpose=Purpose.TRAINING,
        policy=Policy.OPEN,
        actor="Ana",
    )
    return ledger


@pytest.fixture
def ledger() -> Ledger:
    return opened(MemoryRecorder())


def line(command: str, command_id: str, fiscal_year: object = 2023, **fields: object) -> bytes:
    given = {
        "command": command,
        "command_id": command_id,
        "district": "Hartford",
        "fiscal_year": fiscal_year,
        **fields,
    }
    return json.dumps(given).encode()


# The published figures of Hartford: 213,879,452 − 187,974,890 = 25,904,562.
YEAR = [
    line("SetEntitlement", "1", 2012, amount="187974890.00", effective_on="2012-06-30"),
    line("DesignateDistrict", "2", round="FY2023", criterion="ranked", first_time=False),
    line("SetEntitlement", "3", amount="213879452.00"),
    line("DeterminePortion", "4"),
    line("WithholdPortion", "5", amount="25904562.00"),
]
TOO_MUCH = line("TransferPortion", "bad", amount="25904562.01")


def outcomes(rows: list[Row]) -> list[str]:
    return [
        row.became.value if row.error is None else f"{row.became.value} {row.error.code}"
        for row in rows
    ]


class TestReadObject:
    def test_an_object_is_read(self) -> None:
        assert read_object(b'{"a": ["1", 2, {"b": null}]}') == {"a": ["1", 2, {"b": None}]}

    def test_a_byte_order_mark_is_passed_over(self) -> None:
        assert read_object(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}

    @pytest.mark.parametrize(
        ("bad", "words"),
        [
            (b'{"a": 1, "a": 2}', "'a' stands twice"),
            (b'{"a": {"b": 1, "b": 1}}', "'b' stands twice"),
            (b'{"a": NaN}', "NaN is not a value"),
            (b'{"a": -Infinity}', "-Infinity is not a value"),
            (b"[1]", "not an object"),
            (b'"text"', "not an object"),
            (b'{"a": 1', "not JSON: Expecting"),
            (b"command=x", "not JSON: Expecting value, column 1"),
            (b'{"a": "\xff"}', "not UTF-8"),
            (b'{"a": "\\u0007"}', "control character U+0007"),
            (b'{"a\\n": 1}', "control character U+000A"),
            (b'{"a": "\\ud800"}', "control character U+D800"),
            ('{"a": "\u202e"}'.encode(), "control character U+202E"),
            (b'{"a": 9007199254740993}', "number is too large"),
            (b'{"a": ' + b"9" * 5000 + b"}", "number too long"),
            (b'{"a": ' + b"[" * 30000 + b"}", "too deep"),
            (b'{"a": "' + b"x" * LONGEST_LINE + b'"}', "longer than 65,536 bytes"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_what_is_not_one_plain_object_is_refused(self, bad: bytes, words: str) -> None:
        with pytest.raises(InvalidCommandError) as caught:
            read_object(bad)
        assert words in caught.value.message
        assert caught.value.next_step


GIVEN: Final = {
    "command": "WithholdPortion",
    "command_id": "w-1",
    "district": "hartford",
    "fiscal_year": 2023,
    "amount": "5.00",
}


LINE: Final = {
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
CONTENT: Final = {
    "objectives": [],
    "targets": [],
    "stakeholders": [],
    "lines": [LINE],
    "other_programs": [],
    "board_approved_on": "2022-07-19",
    "guidelines": None,
}
SUBMITTED: Final = {
    "command": "SubmitPlan",
    "command_id": "s-1",
    "district": "hartford",
    "fiscal_year": 2023,
    "plan_version": 1,
    "total": "5.00",
}


class TestInstructionOf:
    def test_the_least_that_is_needed(self) -> None:
        instruction = instruction_of(GIVEN, "Ana")
        assert instruction.command == WithholdPortion(amount=Money(500))
        assert (instruction.command_id, instruction.actor) == ("w-1", "Ana")
        assert (instruction.district, instruction.fiscal_year) == (HARTFORD, FY2023)
        assert (instruction.effective_on, instruction.documents) == (None, {})

    @pytest.mark.parametrize("district", [64, "64", "064", "Hartford", "HARTFORD"])
    def test_a_district_is_a_name_or_a_code(self, district: object) -> None:
        assert instruction_of({**GIVEN, "district": district}, "Ana").district == HARTFORD

    @pytest.mark.parametrize("year", [2023, "2023", "FY2023"])
    def test_a_fiscal_year_is_a_number_or_a_text(self, year: object) -> None:
        assert instruction_of({**GIVEN, "fiscal_year": year}, "Ana").fiscal_year == FY2023

    def test_the_line_s_own_actor_comes_before_the_default(self) -> None:
        assert instruction_of({**GIVEN, "actor": "Ben"}, "Ana").actor == "Ben"

    def test_a_plan_version_may_be_digits_in_text(self) -> None:
        fields = {"command": "SubmitPlan", "plan_version": "2", "total": "1.00"}
        given = {key: value for key, value in GIVEN.items() if key != "amount"} | fields
        command = instruction_of(given, "Ana").command
        assert command == SubmitPlan(plan_version=2, total=Money(100))

    def test_documents_are_an_object_by_title_or_a_list_as_in_records(self) -> None:
        by_title = instruction_of({**GIVEN, "documents": {"Memo": SHA.upper()}}, "Ana")
        listed = {**GIVEN, "documents": [{"title": "Memo", "sha256": SHA}]}
        assert by_title.documents == instruction_of(listed, "Ana").documents == {"Memo": SHA}

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"command": 5}, "command is missing or not text"),
            ({"command": "Withhold"}, "'Withhold' is not a command"),
            ({"command_id": None}, "command_id is missing"),
            ({"command_id": 7}, "command_id is 7"),
            ({"command_id": ""}, "command_id is ''"),
            ({"command_id": "a b"}, "command_id is 'a b'"),
            ({"command_id": "x" * 129}, "command_id is 'xxx"),
            ({"colour": "red"}, "no field colour"),
            ({"amount": 5}, "is not an amount"),
            ({"amount": 5.5}, "is not an amount"),
            ({"amount": "1,000.00"}, "is not an amount"),
            ({"amount": None}, "is not an amount"),
            ({"actor": " "}, "actor is not the name"),
            ({"actor": 1}, "actor is not the name"),
            ({"actor": "x" * 201}, "actor is not the name"),
            ({"district": True}, "district is missing"),
            ({"district": None}, "district is missing"),
            ({"fiscal_year": True}, "fiscal_year is missing"),
            ({"fiscal_year": 2023.0}, "fiscal_year is missing"),
            ({"effective_on": 20230215}, "effective_on is not text"),
            ({"documents": "Memo"}, "documents is not an object"),
            ({"documents": ["Memo"]}, "documents is a list of something else"),
            ({"documents": [{"title": "Memo"}]}, "documents is a list of something else"),
            ({"documents": [{"title": "A", "sha256": SHA}] * 2}, "title stands twice"),
            ({"documents": {"Memo": "ab"}}, "'Memo' has no title or no SHA-256"),
            ({"documents": {"Memo": 5}}, "'Memo' has no title or no SHA-256"),
            ({"documents": {" ": SHA}}, "has no title or no SHA-256"),
        ],
    )
    def test_a_wrong_field_is_named(self, change: dict[str, object], words: str) -> None:
        with pytest.raises(InvalidCommandError) as caught:
            instruction_of({**GIVEN, **change}, "Ana")
        assert words in caught.value.message

    def test_an_unknown_key_inside_a_direction_is_refused(self) -> None:
        given = {
            **GIVEN,
            "command": "AuthorizeRelease",
            "release": "R1",
            "direction": {"document": "letter", "cap": "5.00", "cop": "5.00"},
        }
        with pytest.raises(InvalidCommandError, match=r"no field direction\.cop"):
            instruction_of(given, "Ana")
        given["direction"] = {"document": "letter", "cap": "5.00"}
        assert instruction_of(given, "Ana").command_id == "w-1"

    @pytest.mark.parametrize(
        ("content", "place"),
        [
            ({"budget": []}, "content.budget"),
            ({"lines": [LINE, {**LINE, "cost": "1.00"}]}, "content.lines.2.cost"),
            (
                {"objectives": [{"key": "O1", "words": "x", "a": 1, "b": 2}]},
                "content.objectives.1.a, content.objectives.1.b",
            ),
        ],
    )
    def test_an_unknown_key_at_any_depth_of_a_plan_is_refused_with_its_place(
        self, content: dict[str, object], place: str
    ) -> None:
        given = {**SUBMITTED, "content": {**CONTENT, **content}}
        with pytest.raises(InvalidCommandError) as caught:
            instruction_of(given, "Ana")
        assert f"SubmitPlan has no field {place}" in caught.value.message

    def test_a_plan_is_read_with_its_lines(self) -> None:
        command = instruction_of({**SUBMITTED, "content": CONTENT}, "Ana").command
        assert isinstance(command, SubmitPlan)
        assert command.content is not None
        assert [line.key for line in command.content.lines] == ["2.4"]
        assert command.content.lines[0].reform is Reform.NEW

    def test_a_key_that_is_missing_in_a_line_is_named(self) -> None:
        short = {key: value for key, value in LINE.items() if key != "strategy"}
        given = {**SUBMITTED, "content": {**CONTENT, "lines": [short]}}
        with pytest.raises(InvalidCommandError, match=r"content\.lines\.1\.strategy is missing"):
            instruction_of(given, "Ana")

    def test_values_refuse_with_their_own_errors(self) -> None:
        with pytest.raises(UnknownDistrictError, match="Hartfort"):
            instruction_of({**GIVEN, "district": "Hartfort"}, "Ana")
        with pytest.raises(InvalidFiscalYearError, match="22-23"):
            instruction_of({**GIVEN, "fiscal_year": "22-23"}, "Ana")
        with pytest.raises(InvalidDateError, match="2023-02-30"):
            instruction_of({**GIVEN, "effective_on": "2023-02-30"}, "Ana")

    def test_the_list_of_whole_numbers_is_what_the_commands_have(self) -> None:
        numbers = {
            name
            for kind in COMMAND_TYPES.values()
            for name, hint in get_type_hints(kind).items()
            if hint in (int, int | None)
        }
        assert numbers == WHOLE_NUMBERS

    def test_a_command_id_has_1_to_128_plain_characters(self) -> None:
        assert is_command_id("A.b_c:d-9")
        assert is_command_id("x" * 128)
        assert not is_command_id("x" * 129)
        assert not is_command_id("é")
        assert not is_command_id("a\n")


class TestApplyEach:
    def test_good_lines_are_recorded_with_their_positions(self, ledger: Ledger) -> None:
        rows = list(apply_each(ledger, YEAR, "Ana"))
        assert [(row.command_id, row.events, row.positions) for row in rows] == [
            ("1", ("EntitlementSet",), (2,)),
            ("2", ("DistrictDesignated",), (3,)),
            ("3", ("EntitlementSet",), (4,)),
            ("4", ("PortionDetermined",), (5,)),
            ("5", ("AlliancePortionWithheld",), (6,)),
        ]

    def test_line_3_of_5_bad_leaves_the_other_four_recorded(self, ledger: Ledger) -> None:
        lines = [YEAR[0], YEAR[1], b"{oops", YEAR[2], YEAR[3]]
        rows = list(apply_each(ledger, lines, "Ana"))
        assert outcomes(rows) == ["done", "done", "refused invalid_command", "done", "done"]
        assert rows[2].error is not None
        assert rows[2].error.message.startswith("Line 3: ")
        assert rows[2].error.details["line"] == "3"
        assert rows[2].command_id is None
        assert ledger.store.position() == 5

    def test_blank_lines_are_skipped_and_counted(self, ledger: Ledger) -> None:
        rows = list(apply_each(ledger, [b"", b"  \r", YEAR[1] + b"\r"], "Ana"))
        assert [(row.line, row.became) for row in rows] == [(3, Became.DONE)]

    def test_the_same_file_again_answers_what_was_recorded(self, ledger: Ledger) -> None:
        first = list(apply_each(ledger, YEAR, "Ana"))
        again = list(apply_each(ledger, YEAR, "Ana"))
        assert ledger.store.position() == 6
        assert all(row.repeated for row in again)
        assert [row.positions for row in again] == [row.positions for row in first]

    def test_an_id_with_another_body_is_refused(self, ledger: Ledger) -> None:
        other = line("SetEntitlement", "1", 2012, amount="1.00", effective_on="2012-06-30")
        rows = list(apply_each(ledger, [YEAR[0], other], "Ana"))
        assert outcomes(rows) == ["done", "refused command_id_reused"]
        assert ledger.store.position() == 2

    def test_an_unknown_district_is_the_line_s_own_refusal(self, ledger: Ledger) -> None:
        lost = json.dumps({**json.loads(YEAR[0]), "district": "Hartfort"}).encode()
        rows = list(apply_each(ledger, [lost], "Ana"))
        assert outcomes(rows) == ["refused unknown_district"]
        assert rows[0].command_id == "1"

    def test_what_stands_so_already_is_done_without_events(self, ledger: Ledger) -> None:
        again = line("SetEntitlement", "9", 2012, amount="187974890.00")
        rows = list(apply_each(ledger, [YEAR[0], again], "Ana"))
        assert (rows[1].became, rows[1].events) == (Became.DONE, ())


class TestRehearseEach:
    def test_lines_build_on_each_other_and_nothing_is_recorded(self, ledger: Ledger) -> None:
        rows = list(rehearse_each(ledger, [*YEAR, TOO_MUCH], "Ana"))
        assert outcomes(rows) == [*["done"] * 5, "refused transfer_exceeds_withheld"]
        assert ledger.store.position() == 1


class TestApplyTogether:
    def test_all_lines_are_recorded_in_one_instant(self, ledger: Ledger) -> None:
        rows = apply_together(ledger, YEAR, "Ana", dry_run=False)
        assert outcomes(rows) == ["done"] * 5
        assert [row.positions for row in rows] == [(2,), (3,), (4,), (5,), (6,)]
        assert ledger.store.position() == 6

    def test_one_refused_line_keeps_every_line_out(self, ledger: Ledger) -> None:
        rows = apply_together(ledger, [*YEAR[:2], TOO_MUCH, *YEAR[2:]], "Ana", dry_run=False)
        rolled_back = "refused batch_rolled_back"
        assert outcomes(rows) == [
            rolled_back,
            rolled_back,
            "refused transfer_exceeds_withheld",
            rolled_back,
            rolled_back,
            rolled_back,
        ]
        assert (rows[0].events, rows[0].positions) == ((), ())
        assert ledger.store.position() == 1

    def test_a_line_on_record_before_stays_done_when_the_rest_is_rolled_back(
        self, ledger: Ledger
    ) -> None:
        list(apply_each(ledger, YEAR[:1], "Ana"))
        rows = apply_together(ledger, [YEAR[0], YEAR[1], TOO_MUCH], "Ana", dry_run=False)
        assert outcomes(rows)[:2] == ["done", "refused batch_rolled_back"]
        assert rows[0].repeated
        assert ledger.store.position() == 2

    def test_an_id_twice_in_the_file_is_recorded_once(self, ledger: Ledger) -> None:
        rows = apply_together(ledger, [YEAR[0], YEAR[0]], "Ana", dry_run=False)
        assert [row.repeated for row in rows] == [False, True]
        assert ledger.store.position() == 2

    def test_an_id_twice_with_different_bodies_rolls_the_file_back(self, ledger: Ledger) -> None:
        other = line("SetEntitlement", "1", 2012, amount="1.00")
        rows = apply_together(ledger, [YEAR[0], other], "Ana", dry_run=False)
        assert outcomes(rows) == ["refused batch_rolled_back", "refused command_id_reused"]

    def test_a_correction_may_name_a_record_of_the_same_file(self, ledger: Ledger) -> None:
        # Withheld stands at position 6 of the ledger: 1 opens it, 2–6 are these lines.
        less = line("CorrectEvent", "6", position="6", reason="typed wrong", amount="5.00")
        apply_together(ledger, [*YEAR, less], "Ana", dry_run=False)
        state = ledger.district_year(HARTFORD, FY2023)
        assert balances(state)["withheld_by_comptroller"] == Money(500)

    def test_a_dry_run_answers_and_records_nothing(self, ledger: Ledger) -> None:
        rows = apply_together(ledger, YEAR, "Ana", dry_run=True)
        assert outcomes(rows) == ["done"] * 5
        assert ledger.store.position() == 1


class Faulty(MemoryRecorder):
    """A store whose next append of acts fails in the way a test asks for."""

    fault: Exception | None = None

    def insert_events(self, *args: object, **kwargs: object) -> list[int]:
        """Fail, or append."""
        if self.fault is not None:
            raise self.fault
        return super().insert_events(*args, **kwargs)  # type: ignore[arg-type]


@pytest.fixture
def faulty() -> Faulty:
    return Faulty()


class TestFaults:
    def test_a_lost_reply_is_unknown_and_the_file_goes_on(self, faulty: Faulty) -> None:
        ledger = opened(faulty)
        rows = apply_each(ledger, YEAR[:2], "Ana")
        faulty.fault = OutcomeUnknownError("the reply was lost")
        assert next(rows).became is Became.UNKNOWN
        faulty.fault = None
        assert next(rows).became is Became.DONE

    def test_a_store_that_is_gone_stops_the_file(self, faulty: Faulty) -> None:
        ledger = opened(faulty)
        faulty.fault = StoreUnavailableError("the disk is full")
        with pytest.raises(StoreUnavailableError):
            list(apply_each(ledger, YEAR, "Ana"))

    def test_a_lost_reply_to_a_whole_file_makes_every_line_unknown(self, faulty: Faulty) -> None:
        ledger = opened(faulty)
        faulty.fault = OutcomeUnknownError("the reply was lost")
        rows = apply_together(ledger, YEAR[:2], "Ana", dry_run=False)
        assert outcomes(rows) == ["unknown outcome_unknown"] * 2

    def test_somebody_who_wrote_meanwhile_keeps_the_whole_file_out(self, faulty: Faulty) -> None:
        ledger = opened(faulty)
        faulty.fault = DuplicateCommandError(
            RecordedCommand(command_id="1", command_hash="", first_position=2, records=1)
        )
        rows = apply_together(ledger, YEAR[:2], "Ana", dry_run=False)
        assert outcomes(rows) == ["refused conflict"] * 2
        assert ledger.store.position() == 1

    def test_a_file_decided_on_an_older_position_is_a_conflict(self, ledger: Ledger) -> None:
        def lines() -> Iterator[bytes]:
            yield YEAR[0]
            # Somebody else records while the file is being read.
            list(apply_each(ledger, YEAR[1:2], "Ben"))

        rows = apply_together(ledger, lines(), "Ana", dry_run=False)
        assert outcomes(rows) == ["refused conflict"]
        assert ledger.store.position() == 2


def test_the_same_file_gives_the_same_record_on_sqlite_and_postgresql(
    tmp_path: Path, postgres_url: str
) -> None:
    lines = [*YEAR, TOO_MUCH, line("TransferPortion", "7", amount="904562.00")]
    found: list[tuple[object, list[Event]]] = []
    for url in (f"sqlite:///{tmp_path / 'a.db'}", postgres_url):
        ledger = opened(open_recorder(url))
        list(apply_each(ledger, lines, "Ana"))
        figures = balances(ledger.district_year(HARTFORD, FY2023))
        found.append((figures, [kept.record.data for kept in ledger.records()]))
        ledger.store.close()
    assert found[0] == found[1]
    # 25,904,562 withheld less 904,562 transferred.
    assert isinstance(found[0][0], dict)
    assert found[0][0]["held_by_comptroller"] == Money.parse("25000000.00")
