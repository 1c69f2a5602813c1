"""Settings through the ledger: decided once, kept in its own stream, the same on every store.

Not here: what may be set (`tests/domain/decisions/test_settings.py`). § 11-8b.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.authority import Assurance, Office, Policy, Purpose
from domain.decisions.setting_refusals import PercentOutsideRangeError
from domain.errors import CommandIdReusedError, ConflictError, InvalidCommandError, RefusedError
from domain.fiscal_year import FiscalYear
from domain.ledger_events import CoverageStated
from domain.setting_commands import (
    AdoptGuidelines,
    LedgerCommand,
    LedgerInstruction,
    SetNewReformShare,
    SetPlanDueDate,
)
from domain.settings import Settings, settings_of
from ledger.application import Ledger
from ledger.applying import Became, apply_each, apply_together, rehearse_each
from ledger.command_codec import command_body, decode_ledger_command
from ledger.documents import cited_documents
from ledger.execute import execute
from ledger.stores.memory import MemoryRecorder
from ledger.stores.sqlite import SQLiteRecorder
from ledger.unit import Unit
from ledger.verify import verify

FY2027 = FiscalYear(2027)
SHA = "ab" * 32
NOON = datetime(2026, 7, 1, 16, tzinfo=UTC)


@pytest.fixture(params=["memory", "sqlite"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    store = (
        MemoryRecorder() if request.param == "memory" else SQLiteRecorder(tmp_path / "practice.db")
    )
    ledger = Ledger(store, lambda: NOON)
    ledger.open_new(
        ledger_id="ab" * 16,
        name="Practice",
        purpose=Purpose.TRAINING,
        policy=Policy.OPEN,
        actor="Ana",
    )
    yield ledger
    store.close()


def share(percent: int, document: str = "Guide") -> SetNewReformShare:
    return SetNewReformShare(
        fiscal_year=2027, percent=percent, set_by="the Department", document=document
    )


def asked(
    command: LedgerCommand, command_id: str = "s1", on: date | None = None
) -> LedgerInstruction:
    return LedgerInstruction(
        command_id=command_id,
        actor="Ana",
        effective_on=on,
        command=command,
        documents={"Guide": SHA},
    )


def standing(ledger: Ledger) -> Settings:
    return settings_of(kept.record.data for kept in ledger.own_history())


def test_a_setting_is_a_record_of_the_ledgers_own_stream(ledger: Ledger) -> None:
    (kept,) = execute(ledger, asked(share(51))).records
    record = kept.record
    assert (kept.position, record.stream, record.version) == (2, "ledger", 2)
    assert (record.event, record.actor) == ("NewReformShareSet", "Ana")
    assert (record.assurance, record.office) == (Assurance.CLAIMED, Office.SYSTEM)
    assert record.effective_on == date(2026, 7, 1)
    assert record.rulebook == "CT-262u/2023#1@2026-07-01"
    assert [(one.title, one.sha256) for one in record.documents] == [("Guide", SHA)]
    assert verify(ledger.store).ok


def test_the_legal_date_is_the_one_given(ledger: Ledger) -> None:
    (kept,) = execute(ledger, asked(share(51), on=date(2026, 1, 2))).records
    assert kept.record.effective_on == date(2026, 1, 2)


def test_guidelines_cite_their_clause_and_the_state_board(ledger: Ledger) -> None:
    command = AdoptGuidelines(
        version="2012-1",
        title="Guidelines",
        adopted_on=date(2012, 8, 1),
        first_fiscal_year=2013,
        set_by="the clerk",
        document="Minutes",
    )
    (kept,) = execute(ledger, asked(command)).records
    assert kept.record.office is Office.STATE_BOARD
    assert kept.record.citation.provision == "C.G.S. § 10-262u(e)"
    assert kept.record.effective_on == date(2012, 8, 1)
    assert kept.record.rulebook == "CT-262u/2012#1@2012-08-01"


def test_the_same_command_again_answers_with_what_was_recorded(ledger: Ledger) -> None:
    first = execute(ledger, asked(share(51)))
    again = execute(ledger, asked(share(51)))
    assert again == replace(first, repeated=True)
    assert ledger.store.position() == 2


def test_the_same_id_with_another_body_is_refused(ledger: Ledger) -> None:
    execute(ledger, asked(share(51)))
    for other in (
        asked(share(52)),
        asked(share(51), on=date(2026, 1, 2)),
        replace(asked(share(51)), actor="Ben"),
        replace(asked(share(51)), documents={}),
    ):
        with pytest.raises(CommandIdReusedError):
            execute(ledger, other)
    assert ledger.store.position() == 2


def test_what_stands_so_already_is_kept_by_its_id_alone(ledger: Ledger) -> None:
    execute(ledger, asked(share(51)))
    outcome = execute(ledger, asked(share(51), "s2"))
    assert (outcome.records, outcome.repeated) == ((), False)
    execute(ledger, asked(share(60), "s3"))
    # s2 asked for 51; sent again after a lost reply it is not decided on what came since.
    again = execute(ledger, asked(share(51), "s2"))
    assert (again.records, again.repeated) == ((), True)
    found = standing(ledger).new_reform_share(FY2027)
    assert found is not None
    assert found.percent == 60
    assert verify(ledger.store).ok


def test_a_refused_setting_leaves_nothing_and_its_id_is_free(ledger: Ledger) -> None:
    with pytest.raises(PercentOutsideRangeError):
        execute(ledger, asked(share(101)))
    assert ledger.store.position() == 1
    assert execute(ledger, asked(share(100))).events == ("NewReformShareSet",)


def just_before_the_append(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Another process acts between our look and our append."""
    append = Ledger.append
    waiting = [act]

    def interrupted(ledger: Ledger, *args: object, **kwargs: object) -> list[int]:
        while waiting:
            waiting.pop()()
        return append(ledger, *args, **kwargs)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.setattr(Ledger, "append", interrupted)


def test_a_race_for_the_same_setting_ends_with_one_record_and_one_answer(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    just_before_the_append(monkeypatch, lambda: execute(ledger, asked(share(51))))
    outcome = execute(ledger, asked(share(51)))
    assert outcome.repeated
    assert ledger.store.position() == 2


def test_who_sets_second_is_told_and_never_decided_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    just_before_the_append(monkeypatch, lambda: execute(ledger, asked(share(51), "s2")))
    with pytest.raises(ConflictError):
        execute(ledger, asked(share(60)))
    assert ledger.store.position() == 2


def test_a_batch_sees_its_own_settings_before_they_are_recorded(ledger: Ledger) -> None:
    unit = Unit(ledger, batch=True)
    unit.perform(asked(share(51), "s1"))
    mark = unit.mark()
    second = unit.perform(asked(share(60), "s2"), causation="s1")
    assert unit.perform(asked(share(60), "s3")).records == ()
    unit.back_to(mark)
    found = unit.settings().new_reform_share(FY2027)
    assert found is not None
    assert found.percent == 51
    assert unit.perform(asked(share(60), "s2"), causation="s1") == second
    assert [(kept.position, kept.record.version) for kept in unit.commit()] == [(2, 2), (3, 3)]
    assert [kept.record.causation for kept in ledger.own_history()] == [None, None, "s1"]


def test_statements_and_settings_share_the_stream_in_one_unit(ledger: Ledger) -> None:
    unit = Unit(ledger)
    citation = ledger.own_history()[0].record.citation
    event = CoverageStated(kind="plans", first_fiscal_year=2027, last_fiscal_year=2027, note="all")
    unit.record_own(event, command_id="k1", actor="Ana", citation=citation)
    unit.perform(asked(share(51)))
    unit.record_own(event, command_id="k2", actor="Ana", citation=citation)
    assert [kept.record.version for kept in unit.commit()] == [2, 3, 4]
    assert verify(ledger.store).ok


def test_a_made_up_setting_is_refused_in_a_production_ledger() -> None:
    ledger = Ledger(MemoryRecorder(), lambda: NOON)
    ledger.open_new(
        ledger_id="ab" * 16,
        name="Real",
        purpose=Purpose.PRODUCTION,
        policy=Policy.OPEN,
        actor="Ana",
    )
    with pytest.raises(RefusedError, match="is made up"):
        execute(ledger, asked(share(51), "synthetic-1"))


def test_a_paper_named_in_words_alone_is_a_document_too(ledger: Ledger) -> None:
    execute(ledger, asked(share(51), "s1"))
    execute(ledger, asked(share(51, "Letter of July 1"), "s2"))
    assert [(one.title, one.sha256) for one in cited_documents(ledger)] == [
        ("Guide", SHA),
        ("Guide", SHA),
        ("Letter of July 1", None),
    ]


# ---- what is hashed, and how lines are read ----


def test_the_body_of_a_setting_has_no_district_and_its_year_among_its_fields() -> None:
    assert command_body(asked(share(51), on=date(2026, 1, 2))) == {
        "v": 1,
        "command": "SetNewReformShare",
        "actor": "Ana",
        "effective_on": date(2026, 1, 2),
        "fields": {
            "fiscal_year": 2027,
            "percent": 51,
            "set_by": "the Department",
            "document": "Guide",
        },
        "documents": {"Guide": SHA},
    }


def test_a_command_of_a_district_year_is_no_command_about_the_ledger() -> None:
    with pytest.raises(InvalidCommandError, match="'WithholdPortion' is not a command"):
        decode_ledger_command("WithholdPortion", {"amount": "1.00"})


def line(command: str, command_id: str, **fields: object) -> bytes:
    return json.dumps({"command": command, "command_id": command_id, **fields}).encode()


SET = {"set_by": "the Bureau", "document": "Memo"}
LINES = [
    line("SetPlanDueDate", "1", fiscal_year="FY2027", due_on="2026-08-15", **SET),
    line("SetEntitlement", "2", fiscal_year=2027, district="Hartford", amount="5.00"),
    line("SetNewReformShare", "3", fiscal_year=2027, percent=51, **SET),
]


def test_a_file_may_mix_settings_and_acts_of_districts(ledger: Ledger) -> None:
    rows = list(apply_each(ledger, LINES, "Ana"))
    assert [(row.became, row.events, row.positions) for row in rows] == [
        (Became.DONE, ("PlanDueDateSet",), (2,)),
        (Became.DONE, ("EntitlementSet",), (3,)),
        (Became.DONE, ("NewReformShareSet",), (4,)),
    ]
    assert all(row.repeated for row in apply_each(ledger, LINES, "Ana"))
    found = standing(ledger).plan_due(FY2027)
    assert found is not None
    assert found.due_on == date(2026, 8, 15)
    assert verify(ledger.store).ok


def test_a_mixed_file_is_recorded_whole_or_not_at_all(ledger: Ledger) -> None:
    bad = line("SetNewReformShare", "4", fiscal_year=2027, percent=101, **SET)
    rows = apply_together(ledger, [*LINES, bad], "Ana", dry_run=False)
    assert [row.error.code for row in rows if row.error is not None] == [
        *["batch_rolled_back"] * 3,
        "percent_outside_range",
    ]
    assert ledger.store.position() == 1
    done = apply_together(ledger, LINES, "Ana", dry_run=False)
    assert [row.positions for row in done] == [(2,), (3,), (4,)]
    assert verify(ledger.store).ok


def test_a_rehearsal_says_the_same_and_records_nothing(ledger: Ledger) -> None:
    rows = list(rehearse_each(ledger, LINES, "Ana"))
    assert [row.became for row in rows] == [Became.DONE] * 3
    assert ledger.store.position() == 1


def test_a_setting_takes_no_district_and_says_so_by_line(ledger: Ledger) -> None:
    given = line(
        "SetPlanDueDate",
        "1",
        fiscal_year=2027,
        due_on="2026-08-15",
        district="Hartford",
        **SET,
    )
    (row,) = apply_each(ledger, [given], "Ana")
    assert row.error is not None
    assert row.error.message == (
        "Line 1: SetPlanDueDate is about the ledger as a whole, and a district is given."
    )


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"due_on": "2026-08-15"}, "fiscal_year is missing"),
        ({"fiscal_year": None, "due_on": "2026-08-15"}, "fiscal_year is missing or not a year"),
        ({"fiscal_year": "26-27", "due_on": "2026-08-15"}, "'26-27' is not a fiscal year"),
        (
            {"fiscal_year": 2027, "due_on": "August 15"},
            "due_on is 'August 15', which is not a date",
        ),
        ({"fiscal_year": 2027, "due_on": "2026-08-15", "due": 1}, "has no field due"),
    ],
)
def test_a_line_that_cannot_be_read_names_its_field(
    ledger: Ledger, fields: dict[str, object], says: str
) -> None:
    (row,) = apply_each(ledger, [line("SetPlanDueDate", "1", **fields, **SET)], "Ana")
    assert row.error is not None
    assert says in row.error.message
    assert ledger.store.position() == 1


def test_an_unknown_key_inside_an_installment_is_named_with_its_place(ledger: Ledger) -> None:
    october = {"name": "october", "label": "OCT", "cumulative_percent": 25}
    april = {"name": "april", "label": "APR", "cumulative_percent": 100, "percent": 100}
    given = line(
        "SetReleaseSchedule",
        "1",
        fiscal_year=2027,
        basis="installments",
        installments=[october, april],
        **SET,
    )
    (row,) = apply_each(ledger, [given], "Ana")
    assert row.error is not None
    assert "SetReleaseSchedule has no field installments.2.percent" in row.error.message


def test_a_setting_is_the_same_instruction_whoever_writes_its_year() -> None:
    # "FY2027" and 2027 are one year, so a file written either way repeats and does not collide.
    ledger = Ledger(MemoryRecorder(), lambda: NOON)
    ledger.open_new(
        ledger_id="ab" * 16,
        name="Practice",
        purpose=Purpose.TRAINING,
        policy=Policy.OPEN,
        actor="Ana",
    )
    for year in ("FY2027", "2027", 2027):
        given = line("SetNewReformShare", "1", fiscal_year=year, percent=51, **SET)
        (row,) = apply_each(ledger, [given], "Ana")
        assert row.became is Became.DONE
    assert ledger.store.position() == 2


def test_settings_are_equal_however_they_are_sent(ledger: Ledger) -> None:
    list(apply_each(ledger, LINES[:1], "Ana"))
    command = SetPlanDueDate(
        fiscal_year=2027, due_on=date(2026, 8, 15), set_by="the Bureau", document="Memo"
    )
    assert execute(ledger, asked(command, "other")).records == ()
