"""What is owed after a determination, as rules of the machine.

Each rule sends right commands and, at times, wrong ones: a cent above what is open, by an office
that has no authority, while it is stayed. Not here: findings and determinations
(`machine_claim_acts.py`), challenges (`machine_challenge_acts.py`). C.G.S. § 10-262u(g), § 3-7.
"""

from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import rule
from machine_base import YEARS, choices, picks, places
from machine_challenge_acts import ChallengeActs
from machine_claim_acts import NO_DETERMINATION, june_30
from machine_desk import Place
from machine_money_acts import designation
from strategies import ONE_CENT_MORE, part_of, parts

from domain.authority import Office
from domain.challenge_events import AppealOutcome, ReconsiderationOutcome
from domain.determination_commands import (
    DecideAppeal,
    DecideReconsideration,
    FileAppeal,
    RequestReconsideration,
)
from domain.determination_state import year_in_key
from domain.figures import carry_out, figure, held_for_board
from domain.money import ZERO, Money
from domain.owed_commands import (
    ApplyReduction,
    RecordRepayment,
    ReduceClaim,
    RefundRepayment,
    Returner,
    ReturnFunds,
    ReverseReduction,
    SetPaymentSchedule,
)
from domain.owed_events import Instrument, SchedulePart
from domain.receivables import aging, equal_parts
from domain.state import DistrictYear

# Whose act it is to claim less.
OFFICES: dict[Instrument | None, set[Office]] = {
    Instrument.RECONSIDERATION: {Office.COMMISSIONER},
    Instrument.CHANGED_CONDITIONS: {Office.COMMISSIONER},
    Instrument.UNCOLLECTIBLE: {Office.COMMISSIONER, Office.OPM},
    Instrument.COMPROMISE: {Office.GOVERNOR},
    Instrument.JUDGMENT: {Office.COURT},
}


def _with_new_money(state: DistrictYear) -> bool:
    """Whether a reduction could be taken from what an open year has of new money."""
    held = (figure("held_by_comptroller", state), figure("held_by_commissioner", state))
    return state.closed is None and any(held) and bool(figure("portion", state))


class OwedActs(ChallengeActs):
    """Schedules, repayments, reductions, and money that came back."""

    @rule(
        place=places,
        pick=picks,
        instrument=st.sampled_from((*Instrument, None)),
        by=choices(None, None, Office.GOVERNOR, Office.COURT, Office.OPM, Office.COMMISSIONER),
        part=parts(),
        of_repay=st.booleans(),
    )
    def a_claim_is_lowered(
        self,
        place: Place,
        pick: int,
        instrument: Instrument | None,
        by: Office | None,
        part: int,
        *,
        of_repay: bool,
    ) -> None:
        place, name = self.determination(
            place, pick, lambda one: bool(one.repay_open if of_repay else one.reduction_open)
        )
        before = self.known(place, name)
        less = part_of(before.repay_open if of_repay else before.reduction_open, part)
        if instrument is Instrument.RECONSIDERATION and pick % 2:
            self._reconsidered(place, name, pick)
        command = ReduceClaim(
            determination=name,
            reason="settled",
            instrument=instrument,
            authorized_by=by or min(OFFICES.get(instrument, {Office.COURT})),
            document="certificate 12",
            repay_less=less if of_repay else None,
            reduction_less=None if of_repay else less,
        )
        if self.desk.ask(place, command, on=june_30(place, 31)):
            assert part != ONE_CENT_MORE
            assert instrument is not None
            assert command.authorized_by in OFFICES[instrument]
            assert instrument is not Instrument.RECONSIDERATION or self._granted(place, name)
            if (instrument, command.authorized_by) == (
                Instrument.UNCOLLECTIBLE,
                Office.COMMISSIONER,
            ):
                assert less <= Money.parse("5000.00")

    def _reconsidered(self, place: Place, name: str, pick: int) -> None:
        """Granted on the Department's own motion, or a petition denied, before less is claimed."""
        on = june_30(place, 20)
        denied = pick % 4 == 1
        if denied:
            petition = RequestReconsideration(determination=name, filed_on=on, grounds="new")
            self._beside_money(place, petition)
        outcome = ReconsiderationOutcome.DENIED if denied else ReconsiderationOutcome.GRANTED
        decide = DecideReconsideration(
            determination=name, outcome=outcome, decided_on=on, reason="as the record shows"
        )
        self._beside_money(place, decide)

    def _granted(self, place: Place, name: str) -> bool:
        decided = self.known(place, name).reconsidered
        return decided is not None and decided.outcome is ReconsiderationOutcome.GRANTED

    @rule(place=places, pick=picks, parts_of=st.integers(1, 4), off=choices(0, 0, 1))
    def payments_are_scheduled(self, place: Place, pick: int, parts_of: int, off: int) -> None:
        place, name = self.determination(place, pick, lambda one: bool(one.repay_open))
        days = [date(place.year + 1, month, 28) for month in (3, 6, 9, 12)][:parts_of]
        scheduled = equal_parts(self.known(place, name).repay_open, days)
        if off:
            last = scheduled[-1]
            wrong = SchedulePart(due_on=last.due_on, amount=last.amount + Money(off))
            scheduled = (*scheduled[:-1], wrong)
        command = SetPaymentSchedule(
            determination=name, parts=scheduled, agreed_with="M. Diaz", document="agreement"
        )
        if self._beside_money(place, command, june_30(place, 31)):
            assert not off
            self._the_aging_adds_up(place, name)

    def _the_aging_adds_up(self, place: Place, name: str) -> None:
        for year in (place.year, place.year + 1, place.year + 2):
            row = aging(self.known(place, name), date(year, 6, 30))
            by_days = [row.due_today, row.days_1_30, row.days_31_90, row.days_91]
            parts_of = [row.no_date, row.not_yet_due, *by_days]
            assert sum(parts_of, ZERO) == row.open == row.ordered - row.received - row.waived
            assert min(parts_of) >= ZERO

    @rule(place=places, pick=picks, part=parts(), own=choices(True, True, True, False))
    def the_board_repays(self, place: Place, pick: int, part: int, *, own: bool) -> None:
        """The grant's figures stay: it is the board's own money, and no claim falls below zero."""
        place, name = self.determination(place, pick, lambda one: bool(one.repay_open))
        known = self._no_money_moves(place)
        amount = part_of(self.known(place, name).repay_open, part)
        command = RecordRepayment(
            determination=name,
            amount=amount,
            received_on=june_30(place, 31),
            from_own_money=own,
            money_source="local appropriation",
        )
        if self.desk.ask(place, command):
            assert (own, part != ONE_CENT_MORE) == (True, True)
            self._the_aging_adds_up(place, name)
        assert self._no_money_moves(place) == known

    @rule(place=places, pick=picks, part=parts())
    def a_repayment_is_paid_back(self, place: Place, pick: int, part: int) -> None:
        """Only after a court or the Commissioner said that it was not owed; the grant stays."""
        place, name = self.determination(place, pick, lambda one: bool(one.repaid))
        if not self.known(place, name).repaid:
            self.the_board_repays(place, pick, 1, own=True)
            place, name = self.determination(place, pick, lambda one: bool(one.repaid))
        before = self.known(place, name)
        on = june_30(place, 31)
        self._beside_money(
            place, FileAppeal(determination=name, court="Superior Court", docket="H2", filed_on=on)
        )
        reversed_ = AppealOutcome.REVERSED
        self._beside_money(
            place,
            DecideAppeal(determination=name, outcome=reversed_, document="judgment"),
            june_30(place, 32),
        )
        amount = part_of(before.repaid, part)
        refund = RefundRepayment(
            determination=name, amount=amount, reason="judgment", document="warrant"
        )
        if self.desk.ask(place, refund, on=june_30(place, 33)):
            assert part != ONE_CENT_MORE
            assert self.known(place, name).repaid == before.repaid - amount

    @rule(place=places, pick=picks, back=choices(1, 1, 2, 0), part=st.none() | parts())
    def a_later_year_is_reduced(self, place: Place, pick: int, back: int, part: int | None) -> None:
        into = self.first_with(place, _with_new_money)
        claim, name = self._to_be_reduced(into, pick, back)
        due = self.known(claim, name).reduction_open
        carried = carry_out(self.desk.state(into))
        command = ApplyReduction(
            determination=name,
            amount=None if part is None else part_of(due, part),
            claim_fiscal_year=None if year_in_key(name) else claim.year,
        )
        if self.desk.ask(into, command):
            taken = due - self.known(claim, name).reduction_open
            assert ZERO < taken <= due
            assert into.year > claim.year
            assert carried - carry_out(self.desk.state(into)) <= taken
            self._never_more_comes_back(into)

    def _to_be_reduced(self, into: Place, pick: int, back: int) -> tuple[Place, str]:
        """An order of an earlier year that is to be taken, or a new one of some years back."""

        def due(place: Place) -> list[str]:
            known = self.desk.state(place).claims.determinations
            return [name for name, one in known.items() if one.reduction_open > ZERO]

        years = [Place(into.code, year) for year in self.desk.years(into.code)]
        able = [claim for claim in years if claim.year < into.year and due(claim)]
        if not able or pick % 3 == 0:
            claim = Place(into.code, max(into.year - back, YEARS[0]))
            if not self.desk.state(claim).designated:
                self.desk.ask(claim, designation())
            self.an_order_is_made(claim, Money(1000 * pick + 100), 1, contested=pick % 4 == 3)
            able = [claim]
        claim = able[pick % len(able)]
        return claim, next(iter(due(claim)), NO_DETERMINATION)

    def _never_more_comes_back(self, into: Place) -> None:
        """A cent more than was taken."""
        one = self.desk.state(into).claims.reductions[-1]
        taken = self.known(Place(into.code, one.claim_fiscal_year), one.determination)
        command = ReverseReduction(
            determination=one.determination,
            amount=taken.taken_in(into.year) + Money(1),
            reason="judgment",
            claim_fiscal_year=one.claim_fiscal_year,
        )
        assert not self.desk.ask(into, command)

    @rule(place=places, pick=picks, part=parts())
    def a_reduction_is_taken_back(self, place: Place, pick: int, part: int) -> None:
        place = self.first_with(
            place, lambda state: bool(state.claims.reductions) and state.closed is None
        )
        if not self.desk.state(place).claims.reductions:
            self.a_later_year_is_reduced(place, pick, 1, None)
            place = self.first_with(place, lambda state: bool(state.claims.reductions))
        reductions = self.desk.state(place).claims.reductions
        name, year = NO_DETERMINATION, 2020
        if reductions:
            one = reductions[pick % len(reductions)]
            name, year = one.determination, one.claim_fiscal_year
        claim = Place(place.code, year)
        due = self.known(claim, name).reduction_open
        amount = part_of(self.known(claim, name).taken_in(place.year), part)
        command = ReverseReduction(
            determination=name, amount=amount, reason="judgment", claim_fiscal_year=year
        )
        if self.desk.ask(place, command):
            assert part != ONE_CENT_MORE
            assert self.known(claim, name).reduction_open == due + amount

    @rule(place=places, part=parts(), by=st.sampled_from(Returner))
    def grant_money_comes_back(self, place: Place, part: int, by: Returner) -> None:
        stock = "held_by_town" if by is Returner.TOWN else "held_by_board"
        if not self.held(place, stock):  # else few runs have money there
            self.a_release_is_tried(place, 4, 4 if by is Returner.TOWN else 5)
        place = self.rich(place, stock)
        state = self.desk.state(place)
        held = held_for_board(state) if by is Returner.TOWN else self.held(place, stock)
        command = ReturnFunds(returned_by=by, amount=part_of(held, part), reason="not needed")
        before = self.held(place, "held_by_commissioner")
        if self.desk.ask(place, command):
            assert part != ONE_CENT_MORE
            assert self.held(place, "held_by_commissioner") == before + command.amount
