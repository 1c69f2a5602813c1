"""Any sequence of commands on several years of one district keeps the money where it belongs.

A machine of hypothesis gives commands, right ones and ones a cent too large, to the decisions and
folds what they decide, without a store. After each step the accounts have to tell the same story
as the events. Not here: two writers at once, which is the business of the stores.
"""

from datetime import date

import pytest
from account_invariants import (
    a_closed_year_holds_nothing,
    each_hop_passes_on_what_it_received,
    memoranda_agree_with_the_events,
    money_came_from_somewhere,
    no_stock_is_negative,
    the_state_is_the_fold_of_its_history,
)
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from spec import HARTFORD, case_of, usd
from strategies import ONE_CENT_MORE, amounts, limits, part_of, parts

from domain.accounts import postings_of
from domain.authority import Policy
from domain.commands import (
    ApprovePlan,
    AuthorizeRelease,
    CloseFiscalYear,
    Command,
    ConfirmRelease,
    CorrectEvent,
    DesignateDistrict,
    DeterminePortion,
    EndDesignation,
    IssueRelease,
    ProposeRelease,
    RecordOverpaymentReturned,
    RecordPassThrough,
    RecordPublishedWithholding,
    RejectPlan,
    ReportFact,
    ReturnRelease,
    SetEntitlement,
    StateOpeningBalance,
    SubmitExpenditureReport,
    SubmitPlan,
    TransferPortion,
    WithdrawRelease,
    WithholdPortion,
)
from domain.decisions import decide
from domain.decisions.case import NamedRecord, YearOnRecord
from domain.errors import RefusedError
from domain.events import (
    Criterion,
    Direction,
    DistrictYearEvent,
)
from domain.figures import available, figure
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.release_state import ReleaseStatus
from domain.report_commands import AmendExpenditureReport, RecordRefund
from domain.state import EMPTY, DistrictYear, fold

YEARS = (2023, 2024, 2025)
BASELINE = usd("10000000.00")
DESIGNATE = DesignateDistrict(round="FY2023", criterion=Criterion.RANKED, first_time=False)
RELEASES = ("R1", "R2", "R3", "R4")

years = st.sampled_from(YEARS)
releases = st.sampled_from(RELEASES)
AUTHORIZED, ISSUED = ReleaseStatus.AUTHORIZED, ReleaseStatus.ISSUED
PAID, RETURNED = ReleaseStatus.PAID, ReleaseStatus.RETURNED
PROPOSED = ReleaseStatus.PROPOSED
picks = st.integers(0, 5)


class OneDistrict(RuleBasedStateMachine):
    """Hartford, FY2023 to FY2025: what happened, and the state that follows."""

    def __init__(self) -> None:
        super().__init__()
        self.history: dict[int, list[DistrictYearEvent]] = {year: [] for year in YEARS}
        self.states: dict[int, DistrictYear] = dict.fromkeys(YEARS, EMPTY)
        # The year and version of every record, by position from 1.
        self.record: list[tuple[int, int]] = []
        self.touched: set[int] = set()
        self.refused: RefusedError | None = None

    def asked(self, year: int, command: Command, actor: str = "Ana") -> bool:
        """Decide a command on June 30 of its year and fold the result; False where refused."""
        on = date(year, 6, 30)
        self.touched = {year}
        named = {
            position: NamedRecord(version=version, effective_on=on)
            for position, (of_year, version) in enumerate(self.record, start=1)
            if of_year == year
        }
        case = case_of(
            self.states[year],
            on=on,
            actor=actor,
            policy=Policy.OPEN,
            baselines={2012: str(BASELINE)},
            next_year=self.states.get(year + 1, EMPTY),
            previous_year=self.states.get(year - 1, EMPTY),
            named=named,
            chain=self.chain(year, on),
            fiscal_year=FiscalYear(year),
            district=HARTFORD,
        )
        try:
            decided = decide(command, self.states[year], case)
        except RefusedError as refusal:
            self.refused = refusal
            return False
        for each in decided:
            of_year = each.fiscal_year.ends_in
            if of_year not in YEARS:
                continue  # the last year closes into one that nobody looks at
            assert all(posting.amount > ZERO for posting in postings_of(each.event))
            self.history[of_year].append(each.event)
            self.states[of_year] = fold([each.event], self.states[of_year])
            self.record.append((of_year, self.states[of_year].version))
            self.touched.add(of_year)
        return True

    def chain(self, year: int, on: date) -> tuple[YearOnRecord, ...]:
        """The year, and where it is closed those after it; the one after the last is unseen."""
        state = self.states.get(year, EMPTY)
        own = YearOnRecord(
            fiscal_year=FiscalYear(year),
            state=state,
            places={
                version: position
                for position, (of_year, version) in enumerate(self.record, start=1)
                if of_year == year
            },
            days=dict.fromkeys(range(1, state.version + 1), on),
        )
        return (own,) if state.closed is None else (own, *self.chain(year + 1, on))

    def held(self, year: int, name: str) -> Money:
        """A figure of a year that is always known."""
        return figure(name, self.states[year]) or ZERO

    def year_with(self, name: str, year: int) -> int:
        """The year, or the first one with money under that name where it has none."""
        rich = [each for each in YEARS if self.held(each, name) > ZERO]
        return rich[0] if rich and year not in rich else year

    def release(self, year: int, pick: int, *statuses: ReleaseStatus) -> tuple[int, str]:
        """A release that stands so, or any year and name where there is none."""
        able = [
            (of_year, name)
            for of_year in YEARS
            for name, release in sorted(self.states[of_year].releases.items())
            if release.status in statuses
        ]
        return able[pick % len(able)] if able else (year, RELEASES[0])

    # ---- (b), (c)(1) ----

    @initialize(
        increases=st.tuples(limits(), amounts(), amounts()),
        part=parts(),
    )
    def begins(self, increases: tuple[Money, ...], part: int) -> None:
        """Every year is designated and has its portion; the first has money and a plan."""
        for year, increase in zip(YEARS, increases, strict=True):
            assert self.asked(year, DESIGNATE)
            assert self.asked(year, SetEntitlement(amount=BASELINE + increase))
            assert self.asked(year, DeterminePortion())
        self.the_comptroller_withholds(YEARS[0], 4)
        self.the_comptroller_transfers(YEARS[0], part)
        self.a_plan_is_submitted_and_decided(YEARS[0], 4, approve=True)
        self.touched = set(YEARS)

    @rule(year=years, amount=amounts())
    def the_entitlement_is_revised(self, year: int, amount: Money) -> None:
        self.asked(year, SetEntitlement(amount=BASELINE + amount, reason="audit"))
        self.asked(year, DeterminePortion())

    @rule(year=years, pick=picks)
    def the_designation_ends_or_begins_again(self, year: int, pick: int) -> None:
        if not self.states[year].designated:
            self.asked(year, DESIGNATE)
        elif pick == 0:
            self.asked(year, EndDesignation(reason="act"))
        assert self.asked(year, ReportFact(kind="press", words="As told.", source="S15"))

    @rule(year=years, part=parts())
    def the_comptroller_withholds(self, year: int, part: int) -> None:
        portion = self.held(year, "portion")
        amount = part_of(portion - self.held(year, "withheld_by_comptroller"), part)
        if self.asked(year, WithholdPortion(amount=amount)):
            assert self.held(year, "withheld_by_comptroller") <= portion
            assert part != ONE_CENT_MORE

    @rule(year=years, amount=amounts())
    def a_withholding_is_published(self, year: int, amount: Money) -> None:
        self.asked(year, RecordPublishedWithholding(amount=amount, source="S01"))

    @rule(year=years, part=parts())
    def the_comptroller_transfers(self, year: int, part: int) -> None:
        year = self.year_with("held_by_comptroller", year)
        amount = part_of(self.held(year, "held_by_comptroller"), part)
        assert not (self.asked(year, TransferPortion(amount=amount)) and part == ONE_CENT_MORE)

    # ---- (d), (c)(2) ----

    @rule(year=years, part=parts(), approve=st.booleans())
    def a_plan_is_submitted_and_decided(self, year: int, part: int, *, approve: bool) -> None:
        version = max(self.states[year].plans, default=0) + 1
        plan_total = available(self.states[year])
        self.asked(year, SubmitPlan(plan_version=version, total=plan_total))
        if not approve:
            self.asked(year, RejectPlan(plan_version=version, reason="late"))
            return
        approval = ApprovePlan(plan_version=version, approved_amount=part_of(plan_total, part))
        assert not (self.asked(year, approval) and part == ONE_CENT_MORE)
        assert not self.asked(year, approval) or part == ONE_CENT_MORE

    @rule(year=years, release=releases, amount=amounts())
    def a_release_is_proposed(self, year: int, release: str, amount: Money) -> None:
        self.asked(year, ProposeRelease(release=release, amount=amount), "Ben")

    @rule(year=years, release=releases, part=parts(), directed=st.booleans())
    def the_commissioner_releases(
        self, year: int, release: str, part: int, *, directed: bool
    ) -> None:
        year = self.year_with("held_by_commissioner", year)
        held = self.held(year, "held_by_commissioner")
        amount = part_of(held, part)
        direction = Direction(document="letter", cap=held) if directed else None
        command = AuthorizeRelease(release=release, amount=amount, direction=direction)
        if self.asked(year, command):
            assert part != ONE_CENT_MORE
            assert not self.asked(year, command), "a name is authorized once"

    @rule(year=years, pick=picks)
    def the_comptroller_pays(self, year: int, pick: int) -> None:
        year, release = self.release(year, pick, AUTHORIZED, RETURNED)
        issue = IssueRelease(release=release)
        if self.asked(year, issue):
            assert not self.asked(year, issue), "paid twice"

    @rule(year=years, pick=picks, paid=st.sampled_from((None, None, "short", "over")))
    def a_payment_is_confirmed(self, year: int, pick: int, paid: str | None) -> None:
        year, release = self.release(year, pick, ISSUED)
        known = self.states[year].releases.get(release)
        amount = known.amount if known else Money(4)
        figures = {"short": amount.share(3, 4), "over": amount + Money(700)}
        confirm = ConfirmRelease(
            release=release, paid_on=date(year, 6, 30), paid=figures.get(paid or "")
        )
        if self.asked(year, confirm):
            assert not self.asked(year, confirm), "received twice"

    @rule(year=years, part=parts())
    def an_overpayment_comes_back(self, year: int, part: int) -> None:
        over = [
            (of_year, name, release.over)
            for of_year in YEARS
            for name, release in sorted(self.states[of_year].releases.items())
            if release.over
        ]
        year, release, amount = over[0] if over else (year, RELEASES[0], ZERO)
        back = RecordOverpaymentReturned(
            release=release, amount=part_of(amount, part), reason="check"
        )
        assert not (self.asked(year, back) and part == ONE_CENT_MORE)

    @rule(year=years, pick=picks)
    def a_release_is_withdrawn(self, year: int, pick: int) -> None:
        year, release = self.release(year, pick, AUTHORIZED, RETURNED, PROPOSED)
        withdraw = WithdrawRelease(release=release, reason="crossed")
        if self.asked(year, withdraw):
            assert not self.asked(year, IssueRelease(release=release)), "paid though withdrawn"

    @rule(year=years, pick=picks)
    def a_payment_comes_back(self, year: int, pick: int) -> None:
        year, release = self.release(year, pick, ISSUED, PAID)
        back = ReturnRelease(release=release, reason="bank")
        if self.asked(year, back):
            assert not self.asked(year, back), "came back twice"

    @rule(year=years, part=st.integers(1, 4), steps=st.integers(1, 6))
    def a_release_goes_some_way(self, year: int, part: int, steps: int) -> None:
        """Up to the whole way to the board at once, so that most runs have money everywhere."""
        year = self.year_with("held_by_commissioner", year)
        free = [name for name in RELEASES if name not in self.states[year].releases]
        if steps > 4:
            self.the_comptroller_withholds(year, 4)
            self.the_comptroller_transfers(year, 4)
            self.a_plan_is_submitted_and_decided(year, 4, approve=True)
        if free and steps > 0:
            self.the_commissioner_releases(year, free[0], part, directed=False)
        if free and steps > 1:
            self.asked(year, IssueRelease(release=free[0]))
        if free and steps > 2:
            self.asked(year, ConfirmRelease(release=free[0], paid_on=date(year, 6, 30)))
        if steps > 3:
            self.the_town_passes_on(year, part)

    @rule(year=years, part=parts())
    def the_town_passes_on(self, year: int, part: int) -> None:
        year = self.year_with("held_by_town", year)
        amount = part_of(self.held(year, "held_by_town"), part)
        assert not (self.asked(year, RecordPassThrough(amount=amount)) and part == ONE_CENT_MORE)

    # ---- (g), (h) ----

    @rule(year=years, part=parts())
    def the_board_reports(self, year: int, part: int) -> None:
        spent = part_of(available(self.states[year]), part)
        self.asked(year, SubmitExpenditureReport(spent=spent))

    @rule(year=years, part=parts())
    def the_board_amends_its_report(self, year: int, part: int) -> None:
        spent = part_of(available(self.states[year]), part)
        if self.asked(year, AmendExpenditureReport(spent=spent, reason="a late invoice")):
            assert self.held(year, "spent_reported") == spent

    @rule(year=years, part=parts())
    def a_payee_gives_money_back(self, year: int, part: int) -> None:
        before = self.held(year, "spent_reported")
        amount = part_of(before, part)
        refund = RecordRefund(amount=amount, received_on=date(year, 6, 30), reason="not delivered")
        if self.asked(year, refund):
            assert self.held(year, "spent_reported") == before - amount

    @rule(year=years)
    def the_year_closes(self, year: int) -> None:
        if self.states[year].report is None:
            self.the_board_reports(year, 2)
        if self.asked(year, CloseFiscalYear()):
            assert not self.asked(year, CloseFiscalYear()), "carried twice"

    @rule(year=years, at_town=amounts(), at_board=amounts())
    def a_balance_is_stated(self, year: int, at_town: Money, at_board: Money) -> None:
        stated = {"held_by_town": at_town, "held_by_board": at_board}
        self.asked(
            year, StateOpeningBalance(balances=stated, document="statement", signers=("Ana",))
        )

    # ---- records ----

    @rule(back=st.integers(0, 60), part=st.none() | parts(), other=amounts())
    def an_event_is_corrected(self, back: int, part: int | None, other: Money) -> None:
        position = len(self.record) - back % len(self.record)
        year, version = self.record[position - 1]
        state = self.states[year]
        event = dict(state.events).get(state.corrects.get(version, version))
        amount = None
        if part is not None:
            stands = getattr(event, "amount", getattr(event, "spent", None))
            amount = part_of(stands if isinstance(stands, Money) else other, part)
        correct = CorrectEvent(position=position, reason="typing error", amount=amount)
        if self.asked(year, correct):
            assert not self.asked(year, correct), "a chain of corrections never forks"

    # ---- what has to be true after every step ----

    @invariant()
    def the_money_is_where_it_belongs(self) -> None:
        for year in self.touched:
            state = self.states[year]
            no_stock_is_negative(state)
            money_came_from_somewhere(state)
            memoranda_agree_with_the_events(state)
            each_hop_passes_on_what_it_received(state)
            the_state_is_the_fold_of_its_history(state, self.history[year])

    @invariant()
    def a_refusal_cites_its_clause_and_says_what_to_do(self) -> None:
        if self.refused is not None:
            assert self.refused.citation is not None
            assert self.refused.next_step

    @invariant()
    def what_one_year_carries_out_the_next_carries_in(self) -> None:
        for year in YEARS[:-1]:
            if self.states[year].closed is not None:
                carried = figure("carry_in", self.states[year + 1])
                assert figure("carry_out", self.states[year]) == carried

    @invariant()
    def what_is_closed_holds_nothing(self) -> None:
        for year in self.touched:
            if self.states[year].closed is not None:
                a_closed_year_holds_nothing(self.states[year])


TestOneDistrict = OneDistrict.TestCase
TestOneDistrict.settings = settings(max_examples=100, stateful_step_count=40)


class OneDistrictForLong(OneDistrict):
    """The same machine, for longer."""


TestOneDistrictForLong = pytest.mark.slow(OneDistrictForLong.TestCase)
TestOneDistrictForLong.settings = settings(max_examples=500, stateful_step_count=50)
