"""What a board reports and changes in its report, as rules; in closed years too.

Each rule sends right commands and, at times, wrong ones: lines that do not add up, a cent more
than was spent, a year without a report. Not here: the close of the year (`machine_money_acts.py`),
what follows in the years after (the invariants). C.G.S. § 10-262u(g), (h).
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from machine_base import YEARS, MachineBase, choices, picks, places
from machine_desk import Place
from strategies import ONE_CENT_MORE, amounts, part_of, parts

from domain.commands import (
    AcceptSubmission,
    CheckSubmission,
    CloseFiscalYear,
    ConfirmRelease,
    ReceiveSubmission,
    SubmitExpenditureReport,
    WithdrawRelease,
)
from domain.figures import available, balances, has_account
from domain.money import Money, total
from domain.plan_events import Channel, SubmissionKind
from domain.release_state import ReleaseStatus
from domain.report_commands import (
    AmendExpenditureReport,
    CertifyReport,
    ReclassifyExpenditure,
    RecordRefund,
    ReportInterimSpending,
    SetCrosswalk,
)
from domain.report_content import Counted, ReportedLine
from domain.report_events import CrosswalkEntry
from domain.state import DistrictYear

BY = "M. Diaz, superintendent"


def reported_lines(spent: Money) -> tuple[ReportedLine, ...]:
    """A third on a line of the plan, the rest on one that no plan has; synthetic."""
    first = spent.share(1, 3)
    amounts_of = {"L1": first, "9.9": spent - first}
    return tuple(
        ReportedLine(key=key, description="synthetic", paid=amount, local=Money(999))
        for key, amount in amounts_of.items()
    )


def _reported(state: DistrictYear) -> bool:
    return state.report is not None


class ReportActs(MachineBase):
    """From the estimate to the amended report of a year long closed."""

    @rule(place=places, spent=amounts(), late=choices(0, 0, 1), off=choices(0, 0, 1))
    def the_board_estimates(self, place: Place, spent: Money, late: int, off: int) -> None:
        """An estimate moves no figure, whatever it says."""
        place = self.first_with(place, lambda state: state.designation is not None)
        day = date(place.year, 6, 30) + timedelta(days=late)
        known = balances(self.desk.state(place))
        command = ReportInterimSpending(
            as_of=day,
            spent=spent,
            unspent_at_year_end=Money(1),
            lines=reported_lines(spent + Money(off)),
        )
        if self.desk.ask(place, command):
            assert not late
            assert not off
        assert balances(self.desk.state(place)) == known

    @rule(place=places, part=parts(), off=choices(0, 0, 0, 1), certified=st.booleans())
    def the_board_reports_by_line(
        self, place: Place, part: int, off: int, *, certified: bool
    ) -> None:
        """Under a register number, and certified at once or later."""
        place = self.begun(place)
        spent = part_of(available(self.desk.state(place)), part)
        command = SubmitExpenditureReport(
            spent=spent,
            lines=reported_lines(spent + Money(off)),
            counted=Counted.PAID,
            register=self._registered(place),
            certified_by=BY if certified else None,
            certified_on=date(place.year, 6, 30) if certified else None,
        )
        if self.desk.ask(place, command):
            assert not off
            assert not self.desk.ask(place, command), "a year has one report, then amended ones"

    def _registered(self, place: Place) -> str | None:
        """The number under which a report came in that nothing was recorded from."""
        before = set(self.desk.state(place).planning.submissions)
        receive = ReceiveSubmission(
            kind=SubmissionKind.REPORT,
            file="report.xlsx",
            sha256=f"{self.desk.position:064x}",
            size_bytes=4096,
            sender="board@example.org",
            channel=Channel.EMAIL,
            received_on=date(place.year, 6, 30),
            entered_for="the board",
        )
        self.desk.ask(place, receive)
        new = sorted(set(self.desk.state(place).planning.submissions) - before)
        for register in new:
            self.desk.ask(place, CheckSubmission(register=register, discrepancies=()))
            self.desk.ask(place, AcceptSubmission(register=register))
        return new[0] if new else None

    @rule(place=places)
    def a_report_is_certified(self, place: Place) -> None:
        def waits(state: DistrictYear) -> bool:
            return state.report is not None and not state.report.certified

        place = self.first_with(place, waits)
        if not waits(self.desk.state(place)):
            place = self.begun(place)
            self.the_board_reports_by_line(place, 2, 0, certified=False)
            self.a_report_is_amended(place, 3, "not certified", closed=False, by_line=True)
            place = self.first_with(place, waits)
        command = CertifyReport(certified_by=BY, certified_on=date(place.year, 6, 30))
        if self.desk.ask(place, command):
            assert not self.desk.ask(place, command), "certified twice"

    def reported(self, place: Place, *, closed: bool) -> Place:
        """The place, or one with a report, closed or not."""
        return self.first_with(
            place, lambda state: _reported(state) and (state.closed is not None) is closed
        )

    @rule(
        place=places,
        part=parts(),
        closed=st.booleans(),
        by_line=st.booleans(),
        registered=choices("", "", "certified", "not certified"),
    )
    def a_report_is_amended(
        self, place: Place, part: int, registered: str, *, closed: bool, by_line: bool
    ) -> None:
        place = self.reported(place, closed=closed)
        spent = part_of(available(self.desk.state(place)), part)
        certified = registered == "certified"
        command = AmendExpenditureReport(
            spent=spent,
            reason="a late invoice",
            lines=reported_lines(spent) if by_line else None,
            counted=Counted.PAID if by_line else None,
            register=self._registered(place) if registered else None,
            certified_by=BY if certified else None,
            certified_on=date(place.year, 6, 30) if certified else None,
        )
        if self.desk.ask(place, command):
            state = self.desk.state(place)
            assert state.report is not None
            assert (state.report.spent, self.held(place, "spent_reported")) == (spent, spent)

    @rule(
        place=places,
        part=parts(),
        pick=picks,
        onto=choices("L1", "9.9", "L2", None),
        closed=st.booleans(),
    )
    def spending_is_reclassified(
        self, place: Place, part: int, pick: int, onto: str | None, *, closed: bool
    ) -> None:
        place = self._with_lines(place, closed=closed)
        before, line = self._line(place, pick)
        moved = ReclassifyExpenditure(
            source=line.key,
            target=onto,
            amount=part_of(line.paid, part),
            reason="charged to the wrong line",
        )
        if self.desk.ask(place, moved):
            assert part != ONE_CENT_MORE
            stays = onto is not None
            after = before if stays else before - moved.amount
            assert self.held(place, "spent_reported") == after
            self._lines_add_up(place)

    @rule(place=places, part=parts(), pick=picks, closed=st.booleans())
    def a_payee_gives_money_back(self, place: Place, part: int, pick: int, *, closed: bool) -> None:
        place = self.reported(place, closed=closed)
        state = self.desk.state(place)
        before, line = self._line(place, pick)
        by_line = state.report is not None and bool(state.report.lines)
        command = RecordRefund(
            amount=part_of(line.paid if by_line else before, part),
            received_on=date(place.year, 6, 30),
            reason="not delivered",
            line=line.key if by_line else None,
        )
        if self.desk.ask(place, command):
            assert part != ONE_CENT_MORE
            assert self.held(place, "spent_reported") == before - command.amount
            self._lines_add_up(place)

    def _with_lines(self, place: Place, *, closed: bool) -> Place:
        def able(state: DistrictYear) -> bool:
            has_lines = state.report is not None and bool(state.report.lines)
            return has_lines and (state.closed is not None) is closed

        place = self.first_with(place, able)
        if not closed and not able(self.desk.state(place)) and _reported(self.desk.state(place)):
            self.a_report_is_amended(place, 3, "", closed=False, by_line=True)
        return place

    def _line(self, place: Place, pick: int) -> tuple[Money, ReportedLine]:
        """What was spent in all, and a line of the report or one that it does not have."""
        report = self.desk.state(place).report
        lines = report.lines if report else ()
        none = ReportedLine(key="L1", description="", paid=Money(100))
        return self.held(place, "spent_reported"), lines[pick % len(lines)] if lines else none

    def _lines_add_up(self, place: Place) -> None:
        report = self.desk.state(place).report
        assert report is not None
        if report.lines:
            assert total([line.paid for line in report.lines]) == report.spent
            assert all(line.local in {Money(999), Money(0)} for line in report.lines)

    @rule(place=places, years=st.integers(1, 4), part=parts(), by_line=st.booleans())
    def years_are_wound_up_and_one_amended(
        self, place: Place, years: int, part: int, *, by_line: bool
    ) -> None:
        """Often enough several closed years follow on the one whose report changes."""
        first = min(
            (
                of.year
                for of, state in self.desk.states.items()
                if of.code == place.code
                and of.year >= YEARS[0]
                and state.closed is None
                and has_account(state)
            ),
            default=place.year,
        )
        for year in range(first, min(first + years, YEARS[-1] + 1)):
            self._wound_up(Place(place.code, year), part)
        self.a_report_is_amended(Place(place.code, first), part, "", closed=True, by_line=by_line)

    def _wound_up(self, place: Place, part: int) -> None:
        """Nothing is in payment or promised, and the report is certified: the year closes."""
        for name, release in self.desk.state(place).releases.items():
            if release.status is ReleaseStatus.ISSUED:
                paid_on = date(place.year, 6, 30)
                self.desk.ask(place, ConfirmRelease(release=name, paid_on=paid_on))
            elif release.status in {ReleaseStatus.AUTHORIZED, ReleaseStatus.RETURNED}:
                self.desk.ask(place, WithdrawRelease(release=name, reason="not paid"))
        state = self.desk.state(place)
        if state.report is None:
            spent = part_of(available(state), min(part, 4))
            self.desk.ask(place, SubmitExpenditureReport(spent=spent))
        elif not state.report.certified:
            on = date(place.year, 6, 30)
            self.desk.ask(place, CertifyReport(certified_by=BY, certified_on=on))
        self.desk.ask(place, CloseFiscalYear())

    @rule(place=places, accounts=st.lists(choices("111", "112", "330"), max_size=3))
    def the_boards_accounts_are_told(self, place: Place, accounts: list[str]) -> None:
        known = balances(self.desk.state(place))
        entries = tuple(CrosswalkEntry(account=one, line="L1") for one in accounts)
        told = SetCrosswalk(entries=entries, stated_by=BY)
        twice = len(set(accounts)) < len(accounts) or not accounts
        assert self.desk.ask(place, told) is not twice
        if not twice:
            moved = replace(entries[0], line="9.9")
            assert self.desk.ask(place, replace(told, entries=(moved, *entries[1:])))
        assert balances(self.desk.state(place)) == known
