"""What follows on a determination and moves no money, as rules: petitions, appeals, stays.

Each rule sends right commands and, at times, wrong ones: late, twice, by an office without that
authority. Not here: what is owed (`machine_owed_acts.py`). C.G.S. §§ 4-181a, 4-183, unverified.
"""

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import rule
from machine_base import choices, picks, places
from machine_claim_acts import LAW, NO_DETERMINATION, ClaimActs, june_30
from machine_desk import Place
from strategies import limits

from domain.authority import Office
from domain.challenge_events import AppealOutcome, ReconsiderationOutcome
from domain.claim_commands import RaiseFinding
from domain.claim_events import FindingKind, FindingSource
from domain.commands import Command
from domain.determination_commands import (
    DecideAppeal,
    DecideReconsideration,
    DirectEnforcement,
    EndStay,
    FileAppeal,
    IssueDetermination,
    OrderStay,
    RequestReconsideration,
    ServePaper,
    SetProcedure,
)
from domain.determination_events import FindingOfFact, Paper, Procedure, ServiceMethod
from domain.determination_state import Determination
from domain.figures import balances
from domain.money import ZERO, Money
from domain.owed_commands import (
    ApplyReduction,
)
from domain.state import DistrictYear

Able = Callable[[Determination], bool]


class ChallengeActs(ClaimActs):
    """An order that is made, and what the board or the court says to it."""

    def determination(self, place: Place, pick: int, able: Able) -> tuple[Place, str]:
        """An order of which that is so, here or in the first year that has one."""

        def has(state: DistrictYear) -> bool:
            known = state.claims.determinations.values()
            return any(one.ordered and able(one) for one in known)

        place = self.first_with(place, has)
        if not has(self.desk.state(place)):
            # Mostly to be found; what is challenged and owed needs an order first.
            self.an_order_is_made(place, Money(2 * pick + 100), pick % 3, contested=pick % 4 == 0)
            place = self.first_with(place, has)
        known = self.desk.state(place).claims.determinations
        names = [name for name, one in known.items() if one.ordered and able(one)]
        return place, names[pick % len(names)] if names else NO_DETERMINATION

    def known(self, place: Place, name: str) -> Determination:
        """The determination, or one under which nothing is owed."""
        return self.desk.state(place).claims.determinations.get(name, Determination())

    @rule(
        place=places,
        amount=limits(),
        repay=choices(0, 1, 2, 4),
        contested=choices(False, False, True),
    )
    def an_order_is_made(self, place: Place, amount: Money, repay: int, *, contested: bool) -> None:
        """The whole way at once, so that most runs have something that is owed."""
        place = self.first_with(place, lambda state: state.designation is not None)
        name = self.next_name(place)
        finding = f"W{len(self.desk.state(place).claims.findings)}"
        procedure = Procedure.CONTESTED_CASE if contested else Procedure.INFORMAL
        way: tuple[Command, ...] = (
            RaiseFinding(
                finding=finding,
                source=FindingSource.SINGLE_AUDIT,
                kind=FindingKind.NO_EVIDENCE,
                reason="no invoice",
                amount=amount,
            ),
            SetProcedure(determination=name, procedure=procedure, set_by="K. Lee", document="m"),
        )
        for one in way:
            self.desk.ask(place, one)
        shares = self.shares(place, 4)
        whole = sum((one.amount for one in shares), ZERO)
        if contested:
            self._noticed(place, name, 4, sent=True)
        position = len(self.desk.places) - 1 if contested else len(self.desk.places)
        order = IssueDetermination(
            determination=name,
            shares=shares,
            facts=(FindingOfFact(words="As found.", positions=(position,)),),
            conclusions=(LAW,),
            repay=whole.share(repay, 4),
            reduce=whole - whole.share(repay, 4),
        )
        if self.desk.ask(place, order, on=june_30(place, 11)):
            serve = ServePaper(
                determination=name,
                paper=Paper.FINAL,
                method=ServiceMethod.PERSONAL,
                mailed_on=june_30(place, 11),
            )
            assert self.desk.ask(place, serve)

    # ---- challenges; nothing of them moves a figure ----

    def _beside_money(self, place: Place, command: Command, on: date | None = None) -> bool:
        known = balances(self.desk.state(place))
        done = self.desk.ask(place, command, on=on)
        assert balances(self.desk.state(place)) == known
        return done

    @rule(
        place=places,
        pick=picks,
        filed=choices(12, 31),
        outcome=st.sampled_from((*ReconsiderationOutcome, None)),
        decided=choices(20, 70),
    )
    def reconsideration_is_asked(
        self,
        place: Place,
        pick: int,
        filed: int,
        outcome: ReconsiderationOutcome | None,
        decided: int,
    ) -> None:
        place, name = self.determination(place, pick, lambda one: one.petition is None)
        petition = RequestReconsideration(
            determination=name, filed_on=june_30(place, filed), grounds="new payroll"
        )
        if self._beside_money(place, petition):
            assert not self._beside_money(place, petition), "filed twice"
        if outcome is None:
            return
        decide = DecideReconsideration(
            determination=name,
            outcome=outcome,
            decided_on=june_30(place, decided),
            reason="as the record shows",
        )
        if self._beside_money(place, decide):
            known = self.known(place, name)
            in_time = decided == 20 or not known.contested or Paper.FINAL not in known.services
            assert outcome is ReconsiderationOutcome.DENIED or in_time
            assert not self._beside_money(place, decide), "decided twice"

    @rule(place=places, pick=picks, outcome=st.sampled_from((*AppealOutcome, None)))
    def an_appeal_is_taken(self, place: Place, pick: int, outcome: AppealOutcome | None) -> None:
        place, name = self.determination(place, pick, lambda one: one.appeal is None)
        appeal = FileAppeal(
            determination=name, court="Superior Court", docket="H1", filed_on=june_30(place, 31)
        )
        if self._beside_money(place, appeal):
            assert not self._beside_money(place, appeal), "one is pending"
        if outcome is not None:
            end = DecideAppeal(determination=name, outcome=outcome, document="judgment")
            if self._beside_money(place, end, june_30(place, 32)):
                assert not self._beside_money(place, end, june_30(place, 32)), "none is pending"

    @rule(
        place=places,
        pick=picks,
        by=choices(Office.COURT, Office.COMMISSIONER, Office.TOWN),
        end=choices(True, True, False),
        enforce=st.booleans(),
    )
    def an_order_is_stayed_or_enforced(
        self, place: Place, pick: int, by: Office, *, end: bool, enforce: bool
    ) -> None:
        place, name = self.determination(place, pick, lambda one: one.stay is None)
        on = june_30(place, 31)
        if self._beside_money(
            place, OrderStay(determination=name, ordered_by=by, document="order"), on
        ):
            assert by is not Office.TOWN
            later = Place(place.code, place.year + 1)
            assert not self.desk.ask(later, ApplyReduction(determination=name)), "it is stayed"
        if end:
            stop = EndStay(determination=name, reason="withdrawn")
            if self._beside_money(place, stop, on):
                assert not self._beside_money(place, stop, on), "ended twice"
        if enforce:
            self._beside_money(
                place, DirectEnforcement(determination=name, because="it is solvent"), on
            )
