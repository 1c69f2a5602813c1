"""What the Comptroller, the Commissioner, towns and boards do with the money, as rules.

Each rule sends right commands and, at times, wrong ones: a cent too much, a second time, in the
wrong order. Not here: plans (`machine_plan_acts.py`), what is asked of the record itself
(`machine_rules.py`). C.G.S. § 10-262u(c)(1), (c)(2), (f), (g), (h), § 10-156gg.
"""

from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import rule
from machine_base import HARTFORD, MachineBase, choices, picks, places
from machine_desk import Place
from strategies import ONE_CENT_MORE, amounts, part_of, parts

from domain.commands import (
    AuthorizeRelease,
    CloseFiscalYear,
    Command,
    ConfirmRelease,
    DesignateDistrict,
    DeterminePortion,
    EndDesignation,
    IssueRelease,
    LiftNoncomplianceWithholding,
    NotePassThroughShortfall,
    ProposeRelease,
    RecordOtherFunding,
    RecordOverpaymentReturned,
    RecordPassThrough,
    RecordPublishedWithholding,
    RenewFunding,
    ReportFact,
    RequestDrawDown,
    ReturnRelease,
    SetAsideForResidency,
    SetEntitlement,
    StateOpeningBalance,
    SubmitExpenditureReport,
    TransferPortion,
    TrueUpEntitlement,
    WithdrawRelease,
    WithholdPaymentForNoncompliance,
    WithholdPortion,
)
from domain.events import Criterion, Direction, RenewalEvidence, Stage
from domain.figures import available, balances, held_for_board
from domain.money import ZERO, Money
from domain.release_state import ReleaseStatus
from domain.state import DistrictYear

BASELINE = Money.parse("10000000.00")
RELEASES = ("R1", "R2", "R3", "R4", "R5", "R6")
BEFORE_PAYMENT = (ReleaseStatus.AUTHORIZED, ReleaseStatus.RETURNED)
EVIDENCE = RenewalEvidence(objective="O1", target="45", result="46", evidence="state assessment")
STATEMENTS = (
    ("held_by_town", "held_by_board"),
    ("carry_in",),
    ("carry_in", "spent_reported"),
    ("in_payment",),
    ("held_by_commissioner", "in_payment", "held_by_town"),
    ("withheld_by_comptroller", "transferred", "released", "passed_through"),
    ("held_by_comptroller", "finding_open", "repay_due"),
)


def designation(*, first_time: bool = False) -> DesignateDistrict:
    """The designation of the FY2023 round."""
    return DesignateDistrict(round="FY2023", criterion=Criterion.RANKED, first_time=first_time)


class MoneyActs(MachineBase):
    """From the entitlement to the balance carried out."""

    # ---- (b), (c)(1) ----

    @rule(place=places, increase=amounts(), first_time=choices(False, False, True))
    def a_year_begins(self, place: Place, increase: Money, *, first_time: bool) -> None:
        """A designation, an entitlement, a portion; often enough refused because it began."""
        self.desk.ask(place, designation(first_time=first_time))
        self.desk.ask(place, SetEntitlement(amount=BASELINE + increase, stage=Stage.PRELIMINARY))
        self.desk.ask(place, DeterminePortion())

    @rule(
        place=places,
        amount=amounts(),
        stage=choices(None, *Stage),
        diversity=st.none() | amounts(),
        reason=choices("audit", None),
        whole=choices(True, True, False),
    )
    def the_entitlement_is_revised(
        self,
        place: Place,
        amount: Money,
        stage: Stage | None,
        diversity: Money | None,
        reason: str | None,
        *,
        whole: bool,
    ) -> None:
        command = SetEntitlement(
            amount=(BASELINE if whole else ZERO) + amount,
            stage=stage,
            reason=reason,
            education_diversity=diversity,
        )
        self.desk.ask(place, command)
        self.desk.ask(place, DeterminePortion(), on=self.day(place))

    @rule(place=places)
    def last_years_entitlement_is_trued_up(self, place: Place) -> None:
        before = self.first_with(
            Place(place.code, place.year - 1),
            lambda state: bool(state.designated and state.entitlement and not state.closed),
        )
        place = Place(before.code, before.year + 1)
        known = balances(self.desk.state(place))
        if self.desk.ask(place, TrueUpEntitlement()):
            assert balances(self.desk.state(place)) == known, "the portion stays until asked for"
        elif self.desk.state(before).entitlement is not None:
            amount = BASELINE.share(11, 10)
            self.desk.ask(before, SetEntitlement(amount=amount, stage=Stage.FINAL))
        self.desk.ask(place, DeterminePortion())

    @rule(place=places, pick=picks)
    def the_designation_ends_or_begins_again(self, place: Place, pick: int) -> None:
        if not self.desk.state(place).designated:
            self.desk.ask(place, designation(), on=self.day(place))
        elif pick % 3 == 0:  # often enough that no run of 300 goes without
            self.desk.ask(place, EndDesignation(reason="an act of the legislature"))

    def the_comptroller_withholds(self, place: Place, part: int) -> None:
        place = self.begun(place)
        portion = self.held(place, "portion")
        left = portion - self.held(place, "withheld_by_comptroller")
        command = WithholdPortion(amount=part_of(left, part), voucher="V1")
        if self.desk.ask(place, command):
            assert self.held(place, "withheld_by_comptroller") <= portion
            assert part != ONE_CENT_MORE

    @rule(place=places, amount=amounts())
    def a_withholding_is_published(self, place: Place, amount: Money) -> None:
        self.desk.ask(place, RecordPublishedWithholding(amount=amount, source="S01"))

    @rule(place=places, part=parts(), first=parts())
    def money_goes_to_the_commissioner(self, place: Place, part: int, first: int) -> None:
        self.the_comptroller_withholds(place, first)
        self.the_comptroller_transfers(place, part)

    def the_comptroller_transfers(self, place: Place, part: int) -> None:
        place = self.rich(place, "held_by_comptroller")
        amount = part_of(self.held(place, "held_by_comptroller"), part)
        command = TransferPortion(amount=amount)
        assert not (self.desk.ask(place, command) and part == ONE_CENT_MORE)

    # ---- (c)(2): releases ----

    @rule(place=places, release=st.sampled_from(RELEASES), amount=amounts())
    def a_release_is_proposed(self, place: Place, release: str, amount: Money) -> None:
        place = self.begun(place)
        command = ProposeRelease(release=release, amount=amount, reason="late")
        if self.desk.ask(place, command, actor="Ben"):
            assert not self.desk.ask(place, command, actor="Cem"), "a name is taken once"

    @rule(
        place=places,
        release=st.sampled_from(RELEASES),
        part=parts(),
        ground=choices("plan", "plan", "direction", "residency", "both"),
        proposed=choices(True, True, False),
        actor=choices("Ana", "Ana", "ben"),
    )
    def the_commissioner_releases(
        self, place: Place, release: str, part: int, ground: str, actor: str, *, proposed: bool
    ) -> None:
        place = self.rich(place, "held_by_commissioner")
        held = self.held(place, "held_by_commissioner")
        set_aside = self.desk.state(place).releasing.set_aside
        amount = part_of(held, part)
        if set_aside is not None and "residency" in ground:
            amount = part_of(set_aside.amount, part)
        direction = Direction(document="letter", cap=held.share(1, 2))
        command = AuthorizeRelease(
            release=release,
            amount=amount,
            direction=direction if ground in {"direction", "both"} else None,
            residency=True if ground in {"residency", "both"} else None,
        )
        if proposed:
            self.desk.ask(place, ProposeRelease(release=release, amount=amount), actor="Ben")
        if self.desk.ask(place, command, actor=actor):
            assert part != ONE_CENT_MORE
            assert ground != "both"
            assert not (actor == "ben" and proposed and self.desk.policy.needs_proposal)
            assert not self.desk.ask(place, command, actor=actor), "a name is authorized once"

    @rule(place=places, pick=picks)
    def a_release_is_withdrawn(self, place: Place, pick: int) -> None:
        place, release = self.release(place, pick, ReleaseStatus.PROPOSED, *BEFORE_PAYMENT)
        command = WithdrawRelease(release=release, reason="crossed with another")
        if self.desk.ask(place, command):
            assert not self.desk.ask(place, command), "withdrawn twice"
            assert not self.desk.ask(place, IssueRelease(release=release)), "paid though withdrawn"

    def in_payment(self, place: Place, pick: int) -> tuple[Place, str]:
        """A release in payment; one is authorized and issued where none is and one can be."""
        found = self.release(place, pick, ReleaseStatus.ISSUED)
        if found[1] in self.desk.state(found[0]).releases:
            return found
        place, release = self.release(place, pick, *BEFORE_PAYMENT)
        if release not in self.desk.state(place).releases:
            self.a_release_goes_some_way(place, 1 + pick % 4, 3)
        self.desk.ask(place, IssueRelease(release=release))
        return self.release(place, pick, ReleaseStatus.ISSUED)

    @rule(place=places, pick=picks)
    def the_comptroller_pays(self, place: Place, pick: int) -> None:
        place, release = self.release(place, pick, *BEFORE_PAYMENT)
        issue = IssueRelease(release=release)
        if self.desk.ask(place, issue):
            assert not self.desk.ask(place, issue), "paid twice"

    @rule(
        place=places,
        pick=picks,
        paid=choices("as authorized", "short", "over", "over", "nothing"),
        back=st.none() | parts(),
    )
    def a_payment_is_confirmed(self, place: Place, pick: int, paid: str, back: int | None) -> None:
        place, release = self.in_payment(place, pick)
        known = self.desk.state(place).releases.get(release)
        amount = known.amount if known else Money(100)
        figures = {"short": amount.share(3, 4), "over": amount + Money(700), "nothing": ZERO}
        confirm = ConfirmRelease(
            release=release, paid_on=date(place.year, 6, 30), paid=figures.get(paid), voucher="V2"
        )
        if self.desk.ask(place, confirm):
            assert paid != "nothing"
            assert not self.desk.ask(place, confirm), "received twice"
        if back is not None:
            self.an_overpayment_comes_back(place, back)
        elif any(one.over for one in self.desk.state(place).releases.values()):
            self.the_town_passes_on(place, ONE_CENT_MORE, noted=True)
            self.the_year_closes(place, report=True, now=True)
            assert self.desk.state(place).closed is None, "closed with money that has to come back"

    @rule(place=places, pick=picks)
    def a_payment_comes_back(self, place: Place, pick: int) -> None:
        place, release = self.release(place, pick, ReleaseStatus.ISSUED, ReleaseStatus.PAID)
        if pick == 0:
            place, release = self.in_payment(place, pick)
        back = ReturnRelease(release=release, reason="account closed")
        if self.desk.ask(place, back):
            assert not self.desk.ask(place, back), "came back twice"

    @rule(place=places, part=parts())
    def an_overpayment_comes_back(self, place: Place, part: int) -> None:
        place = self.first_with(
            place, lambda state: any(one.over for one in state.releases.values())
        )
        over = {name: r.over for name, r in self.desk.state(place).releases.items() if r.over}
        release, amount = next(iter(over.items())) if over else ("R1", ZERO)
        command = RecordOverpaymentReturned(
            release=release, amount=part_of(amount, part), reason="the town wrote a check"
        )
        assert not (self.desk.ask(place, command) and part == ONE_CENT_MORE)

    @rule(place=places, part=st.integers(1, 4), steps=st.integers(1, 6))
    def a_release_goes_some_way(self, place: Place, part: int, steps: int) -> None:
        """Up to the whole way to the board at once, so that most runs have money everywhere."""
        place = self.begun(place)
        if self.held(place, "portion") > self.held(place, "withheld_by_comptroller"):
            self.the_comptroller_withholds(place, 4)
        if self.held(place, "held_by_comptroller"):
            self.the_comptroller_transfers(place, 4)
        place = self.rich(place, "held_by_commissioner")
        free = [name for name in RELEASES if name not in self.desk.state(place).releases]
        if not free:
            return
        amount = part_of(self.held(place, "held_by_commissioner"), part)
        way: tuple[tuple[Command, str], ...] = (
            (ProposeRelease(release=free[0], amount=amount), "Ben"),
            (AuthorizeRelease(release=free[0], amount=amount), "Ana"),
            (IssueRelease(release=free[0]), "Cem"),
            (ConfirmRelease(release=free[0], paid_on=date(place.year, 6, 30)), "Cem"),
            (RecordPassThrough(amount=amount, stated_by="treasurer"), "Dee"),
        )
        for command, actor in way[:steps]:
            self.desk.ask(place, command, actor=actor)

    @rule(place=places, part=st.integers(1, 3), steps=st.integers(2, 5))
    def another_release_goes_some_way(self, place: Place, part: int, steps: int) -> None:
        """Twice as often as others: what happens to money needs money on its way."""
        self.a_release_goes_some_way(place, part, steps)

    # ---- (c)(2): pass-through ----

    @rule(place=places, part=parts(), noted=st.booleans())
    def the_town_passes_on(self, place: Place, part: int, *, noted: bool) -> None:
        place = self.rich(place, "held_by_town")
        if noted:
            self.desk.ask(place, NotePassThroughShortfall(found_by="audit"))
        amount = part_of(held_for_board(self.desk.state(place)), part)
        command = RecordPassThrough(amount=amount, paid_on=date(place.year, 6, 30))
        assert not (self.desk.ask(place, command) and part == ONE_CENT_MORE)

    # ---- (f), and beside the plan ----

    @rule(place=places, whole=choices(True, False), hold=choices("H1", "H2", "H3"), part=parts())
    def payment_is_withheld(self, place: Place, hold: str, part: int, *, whole: bool) -> None:
        place, release = self.release(self.begun(place), part, *BEFORE_PAYMENT)
        amount = part_of(self.held(place, "held_by_commissioner"), part)
        command = WithholdPaymentForNoncompliance(
            hold=hold, breach="no report", remedy="the report", amount=None if whole else amount
        )
        if self.desk.ask(place, command) and whole:
            assert not self.desk.ask(place, IssueRelease(release=release)), "paid though on hold"

    @rule(place=places, pick=picks)
    def a_withholding_is_lifted(self, place: Place, pick: int) -> None:
        place = self.first_with(place, lambda state: bool(state.releasing.standing_holds))
        if not self.desk.state(place).releasing.standing_holds:
            self.payment_is_withheld(place, "H3", 4, whole=bool(pick % 2))
            place = self.first_with(place, lambda state: bool(state.releasing.standing_holds))
        names = [one.hold for one in self.desk.state(place).releasing.standing_holds]
        lift = LiftNoncomplianceWithholding(
            hold=names[pick % len(names)] if names else "H1", evidence="the report came"
        )
        if self.desk.ask(place, lift):
            assert not self.desk.ask(place, lift), "lifted twice"
        self.desk.ask(place, RenewFunding(evidence=(EVIDENCE,) if pick else ()))

    @rule(place=places, early=choices(False, False, True))
    def money_is_set_aside_for_residency(self, place: Place, *, early: bool) -> None:
        def able(state: DistrictYear) -> bool:
            known = balances(state)["held_by_commissioner"]
            return bool(known) and state.releasing.set_aside is None

        if place.year == 2025:
            place = self.first_with(Place(HARTFORD, 2025), able)
            self.the_comptroller_transfers(place, 4)
        command = SetAsideForResidency()
        day = date(2023, 6, 30) if early else self.day(place)
        if self.desk.ask(place, command, on=day):
            assert not self.desk.ask(place, command), "set aside twice"
            # All that stands there is not free any more, unless nothing was set aside.
            self.a_release_goes_some_way(place, 4, 2)

    @rule(place=places, request=choices("D1", "D2", "D3"), amount=amounts())
    def money_is_asked_for_and_other_money_comes(
        self, place: Place, request: str, amount: Money
    ) -> None:
        place = self.begun(place)
        known = balances(self.desk.state(place))
        command = RecordOtherFunding(
            funding_source="Finance Advisory Committee", amount=amount, reference="FAC 2024-1"
        )
        self.desk.ask(place, command)
        self.desk.ask(place, RequestDrawDown(request=request, amount=amount, month="2024-10"))
        self.desk.ask(place, ReportFact(kind="press", words="As told.", source="S15"))
        assert balances(self.desk.state(place)) == known

    # ---- (g), (h) ----

    @rule(place=places, part=parts())
    def the_board_reports(self, place: Place, part: int) -> None:
        place = self.begun(place)
        spent = part_of(available(self.desk.state(place)), part)
        self.desk.ask(place, SubmitExpenditureReport(spent=spent))

    @rule(place=places, report=choices(True, True, False), now=choices(False, False, True))
    def the_year_closes(self, place: Place, *, report: bool, now: bool) -> None:
        place = self.begun(place)
        if report and self.desk.state(place).report is None:
            self.the_board_reports(place, 2)
        if now and self.desk.ask(place, CloseFiscalYear()):
            assert not self.desk.ask(place, CloseFiscalYear()), "carried twice"

    @rule(
        place=places,
        names=choices(*STATEMENTS),
        stated=st.lists(amounts(), min_size=4, max_size=4),
    )
    def a_balance_is_stated(
        self, place: Place, names: tuple[str, ...], stated: list[Money]
    ) -> None:
        # From the most down, so that flows are in order as often as not.
        given = sorted(stated, reverse=True) if stated[0] > stated[1] else stated
        command = StateOpeningBalance(
            balances=dict(zip(names, given, strict=False)), document="statement", signers=("Ana",)
        )
        self.desk.ask(place, command)
