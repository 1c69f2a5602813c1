"""The machine: every command on several districts and years, over a store that is opened again.

Set it on a store with `machine_over`. Not here: the rules of plans, of money and beside it, which
it inherits, and what has to be true (`machine_invariants.py`, `account_invariants.py`).
"""

import sys
from collections.abc import Callable
from datetime import date

from account_invariants import (
    a_closed_year_holds_nothing,
    each_hop_passes_on_what_it_received,
    memoranda_agree_with_the_events,
    money_came_from_somewhere,
    no_day_on_record_lies_below_zero,
    no_stock_is_negative,
    the_state_is_the_fold_of_its_history,
)
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from machine_base import HARTFORD, WINDSOR, WINDSOR_LOCKS, choices, picks, places
from machine_claim_invariants import (
    reductions_agree_between_the_years,
    the_claims_add_up,
    the_year_adds_up,
)
from machine_desk import Desk, Place, Tally
from machine_invariants import (
    every_decision_has_its_plan,
    the_lines_follow_from_the_amendments,
    the_plans_add_up,
    the_set_aside_is_there,
)
from machine_money_acts import BASELINE, MoneyActs, designation
from machine_owed_acts import OwedActs
from machine_plan_acts import PlanActs, content_of
from machine_report_acts import ReportActs
from machine_side_acts import SideActs
from strategies import ONE_CENT_MORE, amounts, limits, part_of

from domain.authority import Policy
from domain.commands import (
    ApprovePlan,
    Command,
    CorrectEvent,
    DesignateDistrict,
    DeterminePortion,
    RecordOtherFunding,
    RecordPublishedWithholding,
    ReportFact,
    SetAsideForResidency,
    SetEntitlement,
    SubmitPlan,
    TransferPortion,
    WithholdPortion,
)
from domain.district import BY_CODE
from domain.events import Criterion, ReleaseIssued, Stage
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from ledger.stores.recorder import Recorder
from ledger.verify import verify

Opening = Callable[[], Recorder]
_FY2018_ROUND = DesignateDistrict(round="FY2018", criterion=Criterion.RANKED, first_time=False)


class EveryCommand(MoneyActs, PlanActs, SideActs, ReportActs, OwedActs):
    """Three districts, FY2023 to FY2027, from the first record on."""

    new_store: Callable[[], Opening]
    tally: Tally

    # ---- the beginning ----

    @initialize(
        policy=choices(Policy.OPEN, Policy.TWO_PERSON),
        increases=st.tuples(limits(), limits()),
        funds=st.tuples(amounts(), limits()),
        lines=st.booleans(),
    )
    def begins(
        self,
        policy: Policy,
        increases: tuple[Money, Money],
        funds: tuple[Money, Money],
        *,
        lines: bool,
    ) -> None:
        """What earlier years left on record, and three years with money and an approved plan."""
        self.desk = Desk(self.new_store(), policy, self.tally)
        for code in (HARTFORD, WINDSOR, WINDSOR_LOCKS):
            assert self.desk.ask(Place(code, 2012), SetEntitlement(amount=BASELINE))
        self.desk.ask(Place(WINDSOR_LOCKS, 2022), SetEntitlement(amount=BASELINE.share(11, 10)))
        for year, amount in zip((2020, 2021), funds, strict=True):
            self._withheld_as_published(Place(HARTFORD, year), amount)
        self._withheld_as_published(Place(WINDSOR, 2020), funds[0])  # its FY2021 is not on record
        self._funded(Place(HARTFORD, 2025), increases[0], lines=lines)
        self._funded(Place(HARTFORD, 2024), increases[1], lines=not lines)
        self._funded(Place(WINDSOR, 2024), increases[1], lines=lines)

    def _withheld_as_published(self, place: Place, amount: Money) -> None:
        assert self.desk.ask(place, _FY2018_ROUND)
        assert self.desk.ask(place, RecordPublishedWithholding(amount=amount, source="S01"))

    def _funded(self, place: Place, increase: Money, *, lines: bool) -> None:
        """Designated, withheld, transferred in part, with an approved plan."""
        half = increase.share(1, 2)
        content = content_of([half, increase - half], "talent") if lines else None
        commands: tuple[Command, ...] = (
            designation(),
            SetEntitlement(amount=BASELINE + increase, stage=Stage.PRELIMINARY),
            DeterminePortion(),
            WithholdPortion(amount=increase),
            TransferPortion(amount=increase.share(3, 4)),
            SubmitPlan(plan_version=1, total=increase, content=content),
            ApprovePlan(plan_version=1, approved_amount=increase),
        )
        for command in commands:
            assert self.desk.ask(place, command), command

    def a_release_is_tried(self, place: Place, part: int = 1, steps: int = 2) -> None:
        self.a_release_goes_some_way(place, part, steps)

    # ---- the record ----

    @rule(back=st.integers(0, 40), part=st.none() | st.integers(0, ONE_CENT_MORE), other=amounts())
    def an_event_is_corrected(self, back: int, part: int | None, other: Money) -> None:
        self._corrected(self.desk.position - back % (self.desk.position - 1), part, other)

    @rule(place=places, back=st.integers(0, 15), part=st.none() | st.integers(0, ONE_CENT_MORE))
    def an_event_of_a_year_is_corrected(self, place: Place, back: int, part: int | None) -> None:
        """Where much happened, and mostly not the last that did."""
        place = self.begun(place)
        positions = [at for at, of in enumerate(self.desk.places, start=1) if of == place]
        if positions:
            self._corrected(positions[-1 - back % len(positions)], part, ZERO)

    def _corrected(self, position: int, part: int | None, other: Money) -> None:
        place = self.desk.places[position - 1]
        assert place is not None
        kept = next(
            kept
            for _, outcome in reversed(self.desk.answered)
            for kept in outcome.records
            if kept.position == position
        )
        state = self.desk.state(place)
        version = kept.record.version
        event = dict(state.events).get(state.corrects.get(version, version))
        amount = None
        if part is not None:
            stands = getattr(event, "amount", getattr(event, "spent", None))
            stands = getattr(event, "approved_amount", getattr(event, "total", stands))
            amount = part_of(stands if isinstance(stands, Money) else other, part)
        # A payment order is not taken back: its day goes one day on, or comes back.
        day, june_30 = None, date(place.year, 6, 30)
        if isinstance(event, ReleaseIssued) and part is not None:
            amount, late = None, kept.record.effective_on != june_30
            day = june_30 if late else date(place.year, 7, 1)
        correct = CorrectEvent(
            position=position, reason="typing error", amount=amount, authority="memo 7", day=day
        )
        if self.desk.ask(place, correct):
            assert not self.desk.ask(place, correct), "a chain of corrections never forks"
        other_place = Place(WINDSOR_LOCKS, 2023 if place.year != 2023 else 2024)
        assert not self.desk.ask(other_place, correct), "a record of another district-year"

    @rule(pick=st.integers(0, 400), body=choices("the same", "another"))
    def a_command_is_sent_again(self, pick: int, body: str) -> None:
        instruction, outcome = self.desk.answered[-1 - pick % len(self.desk.answered)]
        if body == "the same":
            self.desk.send_again(instruction, outcome)
        else:
            self.desk.send_otherwise(instruction)

    @rule(pick=picks)
    def a_refused_command_is_sent_again(self, pick: int) -> None:
        """A refusal leaves no trace, so its id is decided on anew and may be recorded now."""
        if self.desk.refused:
            instruction = self.desk.refused.pop(-1 - pick % len(self.desk.refused))
            self.desk.send(instruction)

    @rule(place=places, amount=amounts(), wrong=picks, skip_refused=st.booleans())
    def several_are_sent_as_one(
        self, place: Place, amount: Money, wrong: int, *, skip_refused: bool
    ) -> None:
        fact = ReportFact(kind="press", words="As told.", source="S15")
        several: list[Command] = [
            fact,
            SetEntitlement(amount=BASELINE + amount, reason="audit"),
            DeterminePortion(),
            WithholdPortion(amount=amount),
            TransferPortion(amount=amount),
            SetAsideForResidency(),
            RecordOtherFunding(funding_source="bonds", amount=Money(1), reference="2024-2"),
        ]
        if wrong < len(several):
            several.insert(wrong, RecordOtherFunding(funding_source="", amount=ZERO, reference=""))
        instructions = [self.desk.instruction(place, command) for command in several]
        if wrong % 2:
            instructions.append(
                self.desk.instruction(
                    place, CorrectEvent(position=self.desk.position + 1, reason="x")
                )
            )
        if self.desk.send_together(instructions, skip_refused=skip_refused):
            self.desk.send_again(*self.desk.answered[-1])

    @rule()
    def the_program_is_started_again(self) -> None:
        self.desk.restart()

    @rule(early=st.booleans(), days_later=choices(0, 0, 20))
    def the_days_are_others(self, *, early: bool, days_later: int) -> None:
        """From now on some acts are dated before the acts of 2023 took effect, or are not.

        And what moves money before it is paid is dated into July, or back to June 30.
        """
        self.early = early
        self.desk.days_later = days_later

    # ---- what has to be true ----

    @invariant()
    def each_touched_year_is_in_order(self) -> None:
        if not hasattr(self, "desk"):
            return
        for place in sorted(self.desk.touched):
            state = self.desk.state(place)
            named = (BY_CODE[place.code], FiscalYear(place.year))
            assert self.desk.ledger.district_year(*named) == state
            no_stock_is_negative(state)
            no_day_on_record_lies_below_zero(self.desk.dated[place])
            money_came_from_somewhere(state)
            memoranda_agree_with_the_events(state)
            each_hop_passes_on_what_it_received(state)
            the_plans_add_up(state)
            the_lines_follow_from_the_amendments(state)
            every_decision_has_its_plan(state)
            the_set_aside_is_there(state)
            the_year_adds_up(state)
            the_claims_add_up(state)
            if state.closed is not None:
                a_closed_year_holds_nothing(state)
                following = self.desk.state(Place(place.code, place.year + 1))
                assert figure("carry_out", state) == figure("carry_in", following)
        for code in {place.code for place in self.desk.touched}:
            reductions_agree_between_the_years(self.desk.years(code))
        self.desk.touched.clear()

    def teardown(self) -> None:
        """The whole record, once more; not where a step has failed already."""
        if not hasattr(self, "desk"):
            return
        try:
            if sys.exception() is None:
                self._the_record_is_whole()
        finally:
            self.desk.ledger.store.close()

    def _the_record_is_whole(self) -> None:
        self.desk.restart()
        ledger = self.desk.ledger
        for place, history in self.desk.history.items():
            the_state_is_the_fold_of_its_history(self.desk.state(place), history)
        found = {
            Place(district.code, year.ends_in): state
            for (district, year), state in ledger.all_district_years().items()
        }
        assert found == self.desk.states
        verification = verify(ledger.store)
        assert verification.records == self.desk.position
        assert [check for check in verification.checks if not check.ok] == []
        for instruction, outcome in self.desk.answered:
            recorded = ledger.outcome_on_record(instruction.command_id, None)
            assert recorded is not None
            assert recorded.records == outcome.records


def machine_over(new_store: Callable[[], Opening], tally: Tally) -> type[EveryCommand]:
    """The machine over a kind of store: each run asks for a new one, and opens it many times."""

    class Machine(EveryCommand):
        pass

    Machine.new_store = staticmethod(new_store)
    Machine.tally = tally
    return Machine
