"""One transaction: commands are decided, recorded once, together or not at all.

Not here: what is allowed (`tests/domain/decisions/`), what a store does (`stores/`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from projection_places import acts

from domain.authority import Assurance, Citation, Office, Policy, Purpose
from domain.commands import (
    ApprovePlan,
    AuthorizeRelease,
    CloseFiscalYear,
    Command,
    ConfirmRelease,
    CorrectEvent,
    DesignateDistrict,
    DeterminePortion,
    Instruction,
    IssueRelease,
    SetEntitlement,
    StateOpeningBalance,
    SubmitExpenditureReport,
    SubmitPlan,
    TransferPortion,
    WithholdPortion,
)
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import NothingToCorrectError, TransferExceedsWithheldError
from domain.district import BY_CODE
from domain.errors import CommandIdReusedError, ConflictError
from domain.events import Criterion, EventCorrected, PortionDetermined
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.ledger_events import CoverageStated
from domain.money import Money
from ledger.application import Ledger, Outcome
from ledger.execute import execute
from ledger.stores.common import ClockWentBackError, DuplicateCommandError, VersionConflictError
from ledger.stores.memory import MemoryRecorder
from ledger.stores.open import open_recorder
from ledger.stores.recorder import Recorder
from ledger.unit import Unit

HARTFORD = BY_CODE[64]
usd = Money.parse


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: datetime = datetime(2023, 3, 1, 17, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Desk:
    """A ledger with a clock, and how commands are put to it."""

    store: Recorder = field(default_factory=MemoryRecorder)
    clock: Clock = field(default_factory=Clock)
    ledger: Ledger = field(init=False)
    sent: int = 0

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.store, self.clock)
        self.ledger.open_new(
            ledger_id="ab" * 16,
            name="Desk",
            purpose=Purpose.TRAINING,
            policy=Policy.OPEN,
            actor="Ana",
        )

    def instruction(
        self,
        command: Command,
        *,
        year: int = 2023,
        on: date | None = date(2023, 3, 1),
        command_id: str | None = None,
        actor: str = "Ana",
    ) -> Instruction:
        self.sent += 1
        return Instruction(
            command_id=command_id or f"c{self.sent}",
            actor=actor,
            district=HARTFORD,
            fiscal_year=FiscalYear(year),
            effective_on=on,
            command=command,
            documents={},
        )

    def do(
        self,
        command: Command,
        *,
        year: int = 2023,
        on: date | None = date(2023, 3, 1),
        command_id: str | None = None,
    ) -> Outcome:
        return execute(
            self.ledger, self.instruction(command, year=year, on=on, command_id=command_id)
        )

    def withheld(self) -> None:
        """Positions 2 to 6: entitlements of FY2012 and FY2023, designation, portion, withheld."""
        self.do(SetEntitlement(amount=usd("900.00")), year=2012, on=date(2011, 7, 1))
        self.do(SetEntitlement(amount=usd("1000.00")))
        self.do(designate())
        self.do(DeterminePortion())
        self.do(WithholdPortion(amount=usd("100.00")))

    def balance(self, name: str, year: int = 2023) -> str:
        state = self.ledger.district_year(HARTFORD, FiscalYear(year))
        return str(balances(state)[name])


def designate() -> DesignateDistrict:
    return DesignateDistrict(round="FY2023", criterion=Criterion.RANKED, first_time=False)


@pytest.fixture
def desk() -> Desk:
    return Desk()


# ---- a command is recorded once ----


def test_the_same_command_again_answers_with_what_was_recorded(desk: Desk) -> None:
    desk.withheld()
    first = desk.do(TransferPortion(amount=usd("40.00")), command_id="t1")
    again = desk.do(TransferPortion(amount=usd("40.00")), command_id="t1")
    assert not first.repeated
    assert again == replace(first, repeated=True)
    assert desk.balance("transferred") == "40.00"


def test_a_repeated_command_is_answered_even_where_it_would_now_be_refused(desk: Desk) -> None:
    desk.withheld()
    first = desk.do(TransferPortion(amount=usd("100.00")), command_id="t1")
    assert desk.do(TransferPortion(amount=usd("100.00")), command_id="t1").events == first.events


def test_the_same_id_with_another_body_is_refused(desk: Desk) -> None:
    desk.withheld()
    desk.do(TransferPortion(amount=usd("40.00")), command_id="t1")
    with pytest.raises(CommandIdReusedError, match="on record with another body"):
        desk.do(TransferPortion(amount=usd("41.00")), command_id="t1")
    assert desk.balance("transferred") == "40.00"


def test_a_command_that_changes_nothing_is_kept_by_its_id_alone(desk: Desk) -> None:
    desk.withheld()
    before = desk.store.position()
    outcome = desk.do(DeterminePortion(), command_id="p2")
    assert (outcome.records, outcome.repeated) == ((), False)
    kept = desk.store.command("p2")
    assert kept is not None
    assert (kept.records, desk.store.position()) == (0, before)


def test_a_command_that_changed_nothing_is_not_decided_again_on_what_came_since(
    desk: Desk,
) -> None:
    # a2 asks for what stands; a3 changes it; a2 is sent again after a lost reply.
    desk.withheld()
    standing = desk.ledger.district_year(HARTFORD, FiscalYear(2023)).entitlement
    assert standing is not None
    same = SetEntitlement(amount=standing.amount, stage=standing.stage)
    desk.do(same, command_id="a2")
    desk.do(SetEntitlement(amount=usd("1.00"), reason="appeal"), command_id="a3")
    again = desk.do(same, command_id="a2")
    assert (again.records, again.repeated) == ((), True)
    now = desk.ledger.district_year(HARTFORD, FiscalYear(2023)).entitlement
    assert now is not None
    assert now.amount == usd("1.00")


def test_a_refused_command_leaves_nothing_and_its_id_is_free(desk: Desk) -> None:
    desk.withheld()
    with pytest.raises(TransferExceedsWithheldError):
        desk.do(TransferPortion(amount=usd("100.01")), command_id="t1")
    assert desk.store.position() == 6
    assert desk.do(TransferPortion(amount=usd("100.00")), command_id="t1").events == (
        "PortionTransferred",
    )


# ---- somebody else at the same time ----


def just_before_the_append(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Another process acts between our look and our append."""
    append = Ledger.append
    waiting = [act]

    def interrupted(ledger: Ledger, *args: object, **kwargs: object) -> list[int]:
        while waiting:
            waiting.pop()()
        return append(ledger, *args, **kwargs)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.setattr(Ledger, "append", interrupted)


def test_a_race_for_the_same_command_ends_with_one_record_and_one_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.withheld()
    same = desk.instruction(TransferPortion(amount=usd("40.00")), command_id="t1")
    just_before_the_append(monkeypatch, lambda: execute(desk.ledger, same))
    outcome = execute(desk.ledger, same)
    assert outcome.repeated
    assert outcome.events == ("PortionTransferred",)
    assert desk.balance("transferred") == "40.00"


def test_a_race_for_one_id_with_two_bodies_refuses_the_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.withheld()
    other = desk.instruction(TransferPortion(amount=usd("1.00")), command_id="t1")
    just_before_the_append(monkeypatch, lambda: execute(desk.ledger, other))
    with pytest.raises(CommandIdReusedError):
        desk.do(TransferPortion(amount=usd("40.00")), command_id="t1")
    assert desk.balance("transferred") == "1.00"


def test_who_comes_second_is_told_and_never_decided_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.withheld()
    other = desk.instruction(TransferPortion(amount=usd("1.00")))
    just_before_the_append(monkeypatch, lambda: execute(desk.ledger, other))
    with pytest.raises(VersionConflictError) as caught:
        desk.do(TransferPortion(amount=usd("40.00")))
    assert isinstance(caught.value, ConflictError)
    assert caught.value.exit_code == 5
    # It would still have been allowed; a person has to look again.
    assert desk.balance("transferred") == "1.00"


def test_another_district_meanwhile_is_no_conflict_for_a_single_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.withheld()
    other = replace(desk.instruction(SetEntitlement(amount=usd("5.00"))), district=BY_CODE[1])
    just_before_the_append(monkeypatch, lambda: execute(desk.ledger, other))
    (kept,) = desk.do(TransferPortion(amount=usd("40.00"))).records
    assert kept.position == 8


def test_a_batch_refuses_where_anybody_wrote_meanwhile(desk: Desk) -> None:
    desk.withheld()
    unit = Unit(desk.ledger, batch=True)
    unit.perform(desk.instruction(TransferPortion(amount=usd("40.00"))))
    execute(
        desk.ledger,
        replace(desk.instruction(SetEntitlement(amount=usd("5.00"))), district=BY_CODE[1]),
    )
    with pytest.raises(ConflictError, match="somebody else wrote first"):
        unit.commit()
    assert desk.balance("transferred") == "0.00"


def test_a_clock_that_went_back_records_nothing(desk: Desk) -> None:
    desk.withheld()
    desk.clock.now -= timedelta(seconds=2, microseconds=1)
    with pytest.raises(ClockWentBackError):
        desk.do(TransferPortion(amount=usd("40.00")))
    assert desk.store.position() == 6


def test_a_clock_two_seconds_behind_takes_the_last_instant_on_record(desk: Desk) -> None:
    desk.withheld()
    desk.clock.now -= timedelta(seconds=2)
    (kept,) = desk.do(TransferPortion(amount=usd("40.00"))).records
    assert kept.record.recorded_at == "2023-03-01T17:00:00.000000Z"
    assert desk.store.last_recorded_at() == "2023-03-01T17:00:00.000000Z"


def test_a_writer_who_was_quicker_is_no_clock_gone_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.withheld()

    def a_minute_later() -> None:
        desk.clock.now += timedelta(minutes=1)
        execute(
            desk.ledger,
            replace(desk.instruction(SetEntitlement(amount=usd("5.00"))), district=BY_CODE[1]),
        )

    just_before_the_append(monkeypatch, a_minute_later)
    (kept,) = desk.do(TransferPortion(amount=usd("40.00"))).records
    assert kept.record.recorded_at == "2023-03-01T17:01:00.000000Z"


# ---- a batch ----


def test_a_batch_is_one_transaction_whose_positions_count_on(desk: Desk) -> None:
    desk.withheld()
    unit = Unit(desk.ledger, batch=True, correlation="b1")
    first = unit.perform(desk.instruction(TransferPortion(amount=usd("40.00"))))
    second = unit.perform(desk.instruction(TransferPortion(amount=usd("60.00"))), causation="c6")
    assert unit.pending == 2
    # The second saw the first: 40 + 60 = 100 is all there is.
    with pytest.raises(TransferExceedsWithheldError):
        unit.perform(desk.instruction(TransferPortion(amount=usd("0.01"))))
    assert desk.store.position() == 6
    committed = unit.commit()
    assert committed == first.records + second.records
    assert [kept.position for kept in committed] == [7, 8]
    assert [kept.record.correlation for kept in committed] == ["b1", "b1"]
    assert [kept.record.causation for kept in committed] == [None, "c6"]


def test_an_empty_unit_writes_nothing(desk: Desk) -> None:
    assert Unit(desk.ledger, batch=True).commit() == ()
    assert desk.store.position() == 1


def test_the_same_command_twice_in_a_batch_counts_once(desk: Desk) -> None:
    desk.withheld()
    unit = Unit(desk.ledger, batch=True)
    one = desk.instruction(TransferPortion(amount=usd("40.00")), command_id="t1")
    unit.perform(one)
    again = unit.perform(one)
    assert (again.records, again.repeated, unit.pending) == ((), True, 1)


def test_one_id_with_two_bodies_in_a_batch_is_refused(desk: Desk) -> None:
    desk.withheld()
    unit = Unit(desk.ledger, batch=True)
    unit.perform(desk.instruction(TransferPortion(amount=usd("40.00")), command_id="t1"))
    with pytest.raises(CommandIdReusedError, match="stands twice here"):
        unit.perform(desk.instruction(TransferPortion(amount=usd("41.00")), command_id="t1"))


def test_a_batch_with_a_command_on_record_answers_for_it(desk: Desk) -> None:
    desk.withheld()
    one = desk.instruction(TransferPortion(amount=usd("40.00")))
    execute(desk.ledger, one)
    assert Unit(desk.ledger, batch=True).perform(one).repeated


def test_an_import_that_meets_a_command_id_on_record_fails_whole(desk: Desk) -> None:
    desk.withheld()
    unit = Unit(desk.ledger, batch=True, imported=True)
    unit.perform(desk.instruction(TransferPortion(amount=usd("40.00")), command_id="c1"))
    with pytest.raises(DuplicateCommandError):
        unit.commit()
    assert desk.store.position() == 6


def test_what_is_imported_is_the_systems_and_says_so(desk: Desk) -> None:
    unit = Unit(desk.ledger, batch=True, imported=True)
    unit.perform(desk.instruction(SetEntitlement(amount=usd("5.00"))))
    unit.record_own(
        CoverageStated(kind="plans", first_fiscal_year=None, last_fiscal_year=None, note=""),
        command_id="own",
        actor="Ana",
        citation=Citation("C.G.S. § 11-8b"),
    )
    for _, record in unit.commit():
        assert (record.office, record.assurance) == (Office.SYSTEM, Assurance.IMPORTED)


def test_events_about_the_ledger_itself_count_on_in_its_stream(desk: Desk) -> None:
    unit = Unit(desk.ledger, batch=True)
    for number in (1, 2):
        unit.record_own(
            CoverageStated(kind=f"k{number}", first_fiscal_year=1, last_fiscal_year=2, note=""),
            command_id=f"own{number}",
            actor="Ana",
            citation=Citation("C.G.S. § 11-8b"),
        )
    unit.commit()
    own = [record for _, record in desk.ledger.own_history()]
    assert [record.version for record in own] == [1, 2, 3]
    assert {record.assurance for record in own} == {Assurance.CLAIMED}


def test_the_years_of_a_preloaded_district_are_known(desk: Desk) -> None:
    desk.withheld()
    unit = Unit(desk.ledger, batch=True)
    unit.preload(HARTFORD)
    assert unit.years_of(HARTFORD) == [FiscalYear(2012), FiscalYear(2023)]
    assert unit.place_of(HARTFORD, FiscalYear(2023), 4) == 6
    assert unit.state(HARTFORD, FiscalYear(2024)).version == 0


def test_an_empty_ledger_needs_no_look_up(desk: Desk) -> None:
    unit = Unit(desk.ledger, batch=True)
    unit.preload(HARTFORD)
    assert unit.years_of(HARTFORD) == []


# ---- corrections ----


def test_a_correction_names_a_position_and_takes_its_legal_date(desk: Desk) -> None:
    desk.withheld()
    desk.do(TransferPortion(amount=usd("40.00")), on=date(2023, 3, 2))
    (kept,) = desk.do(
        CorrectEvent(position=7, reason="typed", amount=usd("41.00")), on=date(2023, 6, 1)
    ).records
    assert kept.record.effective_on == date(2023, 3, 2)
    assert isinstance(kept.record.data, EventCorrected)
    assert (kept.record.data.corrects_position, kept.record.data.corrects_version) == (7, 5)
    assert desk.balance("transferred") == "41.00"


@pytest.mark.parametrize(
    "position",
    [0, -1, 1, 2, 7, 10**9],
    ids=["zero", "negative", "the ledger's own", "another year", "the next", "far beyond"],
)
def test_a_position_of_another_stream_or_of_none_is_refused(desk: Desk, position: int) -> None:
    desk.withheld()
    with pytest.raises(NothingToCorrectError):
        desk.do(CorrectEvent(position=position, reason="typed", amount=usd("1.00")))


def test_a_batch_may_correct_what_it_has_just_recorded(desk: Desk) -> None:
    desk.withheld()
    unit = Unit(desk.ledger, batch=True)
    unit.perform(desk.instruction(TransferPortion(amount=usd("40.00")), on=date(2023, 3, 2)))
    unit.perform(desk.instruction(CorrectEvent(position=7, reason="typed", amount=usd("41.00"))))
    _, correction = unit.commit()
    assert correction.record.effective_on == date(2023, 3, 2)
    assert desk.balance("transferred") == "41.00"


def test_a_batch_cannot_correct_what_does_not_stand_yet(desk: Desk) -> None:
    desk.withheld()
    unit = Unit(desk.ledger, batch=True)
    with pytest.raises(NothingToCorrectError):
        unit.perform(desk.instruction(CorrectEvent(position=7, reason="typed")))


# ---- what stands around an event ----


def test_a_portion_keeps_where_its_baseline_stands(desk: Desk) -> None:
    desk.do(SetEntitlement(amount=usd("800.00")), year=2012, on=date(2011, 7, 1))
    desk.do(SetEntitlement(amount=usd("900.00"), reason="mended"), year=2012, on=date(2011, 7, 1))
    desk.do(SetEntitlement(amount=usd("1000.00")))
    desk.do(designate())
    (kept,) = desk.do(DeterminePortion()).records
    assert isinstance(kept.record.data, PortionDetermined)
    assert (kept.record.data.baseline, kept.record.data.baseline_position) == (usd("900.00"), 3)


def test_a_baseline_in_the_same_batch_has_its_position_already(desk: Desk) -> None:
    unit = Unit(desk.ledger, batch=True)
    unit.perform(
        desk.instruction(SetEntitlement(amount=usd("900.00")), year=2012, on=date(2011, 7, 1))
    )
    for command in (SetEntitlement(amount=usd("1000.00")), designate(), DeterminePortion()):
        unit.perform(desk.instruction(command))
    event = unit.commit()[-1].record.data
    assert isinstance(event, PortionDetermined)
    assert event.baseline_position == 2


def test_a_payment_is_of_the_day_it_was_paid(desk: Desk) -> None:
    desk.withheld()
    desk.do(TransferPortion(amount=usd("100.00")))
    desk.do(SubmitPlan(plan_version=1, total=usd("100.00")))
    desk.do(ApprovePlan(plan_version=1, approved_amount=usd("100.00")))
    desk.do(AuthorizeRelease(release="R1", amount=usd("50.00")))
    desk.do(IssueRelease(release="R1"))
    (kept,) = desk.do(ConfirmRelease(release="R1", paid_on=date(2023, 3, 3))).records
    assert kept.record.effective_on == date(2023, 3, 3)


def test_a_payment_is_not_of_a_day_before_its_order_here_or_on_record(desk: Desk) -> None:
    desk.withheld()
    desk.do(TransferPortion(amount=usd("100.00")))
    desk.do(SubmitPlan(plan_version=1, total=usd("100.00")))
    desk.do(ApprovePlan(plan_version=1, approved_amount=usd("100.00")))
    desk.do(AuthorizeRelease(release="R1", amount=usd("50.00")))
    desk.do(IssueRelease(release="R1"))
    with pytest.raises(StepBeforeGroundError, match="cannot be of 2023-02-28"):
        desk.do(ConfirmRelease(release="R1", paid_on=date(2023, 2, 28)))
    # The steps of one file rest on each other too.
    unit = Unit(desk.ledger, batch=True)
    unit.perform(desk.instruction(AuthorizeRelease(release="R2", amount=usd("50.00"))))
    with pytest.raises(StepBeforeGroundError, match="what it rests on is of 2023-03-01"):
        unit.perform(desk.instruction(IssueRelease(release="R2"), on=date(2023, 2, 28)))


def test_opening_balances_are_stated_not_claimed(desk: Desk) -> None:
    desk.do(designate())
    (kept,) = desk.do(
        StateOpeningBalance(
            balances={"carry_in": usd("5.00"), "held_by_board": usd("5.00")},
            document="letter",
            signers=("Ana",),
        )
    ).records
    assert kept.record.assurance is Assurance.STATED


def test_everything_else_is_claimed_by_an_office(desk: Desk) -> None:
    desk.withheld()
    (kept,) = desk.do(TransferPortion(amount=usd("1.00"))).records
    assert (kept.record.office, kept.record.assurance) == (Office.COMPTROLLER, Assurance.CLAIMED)
    assert kept.record.actor == "Ana"


@pytest.mark.parametrize(
    ("now", "day"),
    [
        # 23:59:59 and 00:00:00 in New York, in winter (UTC-5) and in summer (UTC-4).
        (datetime(2024, 1, 16, 4, 59, 59, tzinfo=UTC), date(2024, 1, 15)),
        (datetime(2024, 1, 16, 5, 0, 0, tzinfo=UTC), date(2024, 1, 16)),
        (datetime(2024, 7, 1, 3, 59, 59, tzinfo=UTC), date(2024, 6, 30)),
        (datetime(2024, 7, 1, 4, 0, 0, tzinfo=UTC), date(2024, 7, 1)),
        # The evenings after the clock went forward (March 10) and back (November 3).
        (datetime(2024, 3, 11, 3, 59, 59, tzinfo=UTC), date(2024, 3, 10)),
        (datetime(2024, 11, 4, 4, 59, 59, tzinfo=UTC), date(2024, 11, 3)),
    ],
)
def test_without_a_date_an_act_is_of_the_day_in_connecticut(
    desk: Desk, now: datetime, day: date
) -> None:
    desk.clock.now = now
    (kept,) = desk.do(SetEntitlement(amount=usd("5.00")), year=2024, on=None).records
    assert kept.record.effective_on == day
    assert Unit(desk.ledger).today == day


def test_documents_are_kept_by_title_in_order(desk: Desk) -> None:
    one = replace(
        desk.instruction(SetEntitlement(amount=usd("5.00"))),
        documents={"letter": "22" * 32, "annex": "11" * 32},
    )
    (kept,) = execute(desk.ledger, one).records
    assert [(d.title, d.sha256) for d in kept.record.documents] == [
        ("annex", "11" * 32),
        ("letter", "22" * 32),
    ]


# ---- closing reaches into the next year ----


def test_a_closing_is_two_streams_in_one_transaction(desk: Desk) -> None:
    desk.withheld()
    ended = date(2023, 6, 30)
    desk.do(SubmitExpenditureReport(spent=usd("30.00")), on=ended)
    outcome = desk.do(CloseFiscalYear(), on=ended, command_id="close")
    assert outcome.events == ("FiscalYearClosed", "BalanceCarriedIn")
    assert [kept.record.stream for kept in outcome.records] == ["064-2023", "064-2024"]
    assert {kept.record.command_id for kept in outcome.records} == {"close"}
    # 100 available less 30 spent.
    assert (desk.balance("carry_out"), desk.balance("carry_in", 2024)) == ("70.00", "70.00")
    again = desk.do(CloseFiscalYear(), on=ended, command_id="close")
    assert (again.repeated, again.records) == (True, outcome.records)


def test_a_closing_that_loses_the_race_in_the_next_year_closes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.withheld()
    ended = date(2023, 6, 30)
    desk.do(SubmitExpenditureReport(spent=usd("30.00")), on=ended)
    other = desk.instruction(SetEntitlement(amount=usd("5.00")), year=2024)
    just_before_the_append(monkeypatch, lambda: execute(desk.ledger, other))
    with pytest.raises(ConflictError):
        desk.do(CloseFiscalYear(), on=ended)
    assert desk.balance("carry_out") == "None"
    assert desk.balance("carry_in", 2024) == "0.00"


# ---- the three stores ----


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_same_acts_give_the_same_balances_and_records_on_each_store(
    kind: str, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        url = f"sqlite:///{request.getfixturevalue('tmp_path')}/l.db"
    else:
        url = request.getfixturevalue("postgres_url")
    memory, other = Desk(), Desk(store=open_recorder(url))
    for act in acts():
        execute(memory.ledger, act)
        execute(other.ledger, act)
    expected, found = memory.ledger.all_district_years(), other.ledger.all_district_years()
    assert {key: balances(state) for key, state in found.items()} == {
        key: balances(state) for key, state in expected.items()
    }
    assert list(other.ledger.rows()) == list(memory.ledger.rows())
    other.store.close()
