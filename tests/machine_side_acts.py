"""What stands beside the account, as rules: after each, no figure of any district-year has moved.

Right commands and, at times, wrong ones: twice, out of order, of the wrong year. Not here: the
money (`machine_money_acts.py`). C.G.S. § 10-223e, § 10-227, § 10-262i, § 10-263(b), § 4-231.
"""

from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import rule
from machine_base import MachineBase, choices, places
from machine_desk import Place
from strategies import amounts

from domain.commands import Command, EndDesignation
from domain.figures import balances, carry_out
from domain.money import ZERO, Money, total
from domain.setting_events import ExitChoice
from domain.side_commands import (
    AdjustGrant,
    AdoptEducationBudget,
    ApplyEcsOffset,
    ApplyForfeiture,
    CorrectIndexScore,
    DetermineBudgetShortfall,
    FlagSupplanting,
    HandleExitBalance,
    PublishIndexScore,
    RecordAnnualReturn,
    RecordEcsInstallment,
    RecordSingleAudit,
    SetReformStatus,
    WaiveForfeiture,
)
from domain.side_kinds import AuditStage, EcsInstallment, OffsetGround, ReturnStage


class SideActs(MachineBase):
    """Rules of the town's budget, the ECS grant, scores, returns, audits and exits."""

    def _beside(self, place: Place, command: Command) -> bool:
        """Ask, and see that no figure of the place moved."""
        known = balances(self.desk.state(place))
        recorded = self.desk.ask(place, command)
        assert balances(self.desk.state(place)) == known
        return recorded

    @rule(place=places, adopted=amounts(), increase=amounts(), waive=choices(False, False, True))
    def the_town_budgets(
        self, place: Place, adopted: Money, increase: Money, *, waive: bool
    ) -> None:
        adopt = AdoptEducationBudget(
            amount=adopted,
            prior_year=Money(100),
            aid_increase=increase,
            adopted_on=date(place.year - 1, 5, 20),
            document="resolution",
        )
        self._beside(place, adopt)
        self._beside(place, DetermineBudgetShortfall())
        if waive and self._beside(place, WaiveForfeiture(reason="raised", agreement=None)):
            assert not self._beside(place, WaiveForfeiture(reason="raised")), "waived twice"
        later = Place(place.code, place.year + 2)
        applied = self._beside(later, ApplyForfeiture())
        side = self.desk.state(later).side
        if applied:
            failed = self.desk.state(place).side
            assert failed.shortfall is not None
            assert failed.waived is None
            assert side.forfeiture is not None
            # Twice what was short, in the second fiscal year after.
            twice = failed.shortfall.shortfall + failed.shortfall.shortfall
            assert side.forfeiture.amount == failed.shortfall.forfeiture == twice
            assert not self._beside(place, WaiveForfeiture(reason="too late")), "applied already"
        due = side.forfeiture.amount if side.forfeiture else ZERO
        offset = ApplyEcsOffset(
            amount=due, ground=OffsetGround.BUDGET_FORFEITURE, document="minutes"
        )
        self._beside(later, offset)
        taken = self.desk.state(later).side.offset_for(OffsetGround.BUDGET_FORFEITURE)
        assert taken <= due

    @rule(
        place=places,
        installment=st.sampled_from(EcsInstallment),
        amount=amounts(),
        years=choices(1, 2, 0, 3),
    )
    def the_grant_is_paid(
        self, place: Place, installment: EcsInstallment, amount: Money, years: int
    ) -> None:
        paid_on = date(place.year, 4, 15)
        pay = RecordEcsInstallment(installment=installment, amount=amount, paid_on=paid_on)
        self._beside(place, pay)
        adjust = AdjustGrant(
            payable=amount,
            paid=Money(1),
            in_fiscal_year=place.year + years,
            document="final report",
        )
        if self._beside(place, adjust):
            assert years in (1, 2)
            self._deducted_in(Place(place.code, place.year + years), Money(1))
        self._beside(place, FlagSupplanting(words="aid for salaries", amount=amount))

    def _deducted_in(self, place: Place, amount: Money) -> None:
        """What adjustments lower the grant of a year by is deducted there, and no cent more."""
        ground = OffsetGround.GRANT_ADJUSTMENT
        earlier = [Place(place.code, place.year - years) for years in (1, 2)]
        adjusted = [self.desk.state(one).side.adjustment for one in earlier]
        lowered = -total(
            [
                min(ZERO, one.difference)
                for one in adjusted
                if one is not None and one.in_fiscal_year == place.year
            ]
        )
        taken = self.desk.state(place).side.offset_for(ground)
        offset = ApplyEcsOffset(amount=amount, ground=ground, document="final report")
        recorded = self._beside(place, offset)
        assert recorded is (taken + amount <= lowered)

    @rule(place=places, rank=choices(1, 10, 11), score=choices("57.90", "100", "100.1"))
    def the_district_is_ranked(self, place: Place, rank: int, score: str) -> None:
        publish = PublishIndexScore(data_year=place.year - 1, score=score, source="list")
        self._beside(place, publish)
        correct = CorrectIndexScore(
            data_year=place.year - 1, score=score, source="list", reason="agreement", rank=rank
        )
        self._beside(place, correct)
        place = self.begun(place)
        if self._beside(place, SetReformStatus(rank=rank, document="list")):
            assert rank <= 10

    @rule(
        place=places,
        returned=st.sampled_from(ReturnStage),
        audit=st.sampled_from(AuditStage),
        spent=choices("499999.99", "500000.00"),
        after=st.integers(0, 220),
    )
    def the_year_is_returned_and_audited(
        self, place: Place, returned: ReturnStage, audit: AuditStage, spent: str, after: int
    ) -> None:
        day = date.fromordinal(date(place.year, 6, 30).toordinal() + after)
        self._beside(place, RecordAnnualReturn(stage=returned, filed_on=day))
        command = RecordSingleAudit(
            stage=audit,
            on=day,
            reference="paper",
            spent=Money.parse(spent),
            until=date(place.year + 1, 1, 30) if audit is AuditStage.EXTENDED else None,
        )
        if self._beside(place, command):
            recorded = self.desk.state(place).side.audits[-1]
            least = "300000.00" if place.year <= 2024 else "500000.00"
            assert str(recorded.threshold) == least

    @rule(
        place=places,
        choice=st.sampled_from(ExitChoice),
        end=choices(False, False, False, True),
    )
    def a_district_leaves_with_a_balance(
        self, place: Place, choice: ExitChoice, *, end: bool
    ) -> None:
        if end:
            place = self.rich(place, "available")
            self.desk.ask(place, EndDesignation(reason="left"))
        place = self.first_with(
            place,
            lambda state: not state.designated and state.closed is None and bool(carry_out(state)),
        )
        command = HandleExitBalance(choice=choice, reason="no clause", document="memo")
        if self._beside(place, command):
            handled = self.desk.state(place).side.exit_balance
            assert handled is not None
            assert handled.balance > ZERO
