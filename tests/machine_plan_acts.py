"""What boards and the Department do with submissions and plans, as rules of the machine.

Each rule sends right commands and, at times, wrong ones; the desk says whether the answer may be.
Not here: money (`machine_money_acts.py`). C.G.S. § 10-262u(d), (e), § 10-262v, § 11-8b.
"""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from machine_base import FILES, MachineBase, choices, picks, places
from machine_desk import Place
from strategies import ONE_CENT_MORE, part_of, parts

from domain.commands import (
    AcceptSubmission,
    AppointReviewCommittee,
    ApprovePlan,
    ApprovePlanAmendment,
    CheckSubmission,
    MeetCondition,
    PublishPlan,
    ReceiveSubmission,
    RejectPlan,
    RejectPlanAmendment,
    RequirePlanChanges,
    ReturnSubmission,
    ReviewPlan,
    SubmitPlan,
    SubmitPlanAmendment,
)
from domain.figures import available
from domain.money import ZERO, Money, total
from domain.plan_content import (
    BudgetLine,
    Discrepancy,
    Objective,
    PlanContent,
    Reform,
    Severity,
    Stakeholder,
    Target,
)
from domain.plan_events import (
    ApprovedLine,
    Channel,
    Condition,
    LineTransfer,
    RequiredChange,
    SubmissionKind,
)
from domain.plan_state import AmendmentStatus, PlanStatus

NOTE = Discrepancy(
    code="total_differs",
    place="total",
    message="A cent apart.",
    severity=Severity.NOTE,
    citation="",
)
STRATEGIES = ("early-reading", "talent", "fafsa-completion", "no-such-strategy")


def content_of(amounts: list[Money], strategy: str) -> PlanContent:
    """A plan with one line for each amount, the first of it carried over; synthetic."""
    lines = tuple(
        BudgetLine(
            key=f"L{number}",
            description="synthetic",
            strategy=strategy,
            object_code="111A",
            carry_over=amount if number == 1 else ZERO,
            current=ZERO if number == 1 else amount,
            local_match=Money(999),  # never counted
            reform=Reform.NEW,
            tuition=number == 3,
        )
        for number, amount in enumerate(amounts, start=1)
    )
    return PlanContent(
        objectives=(Objective(key="O1", words="Reading by grade three"),),
        targets=(Target(key="T1", objective="O1", measure="share", baseline="40", target="45"),),
        stakeholders=(Stakeholder(group="parents", collaboration="two meetings"),),
        lines=lines,
        other_programs=(),
        board_approved_on=None,
        guidelines=None,
    )


class PlanActs(MachineBase):
    """Intake, plans, review, amendments, publication."""

    # ---- intake, § 11-8b ----

    @rule(place=places, file=st.sampled_from(FILES), late=st.booleans())
    def something_is_received(self, place: Place, file: str, *, late: bool) -> None:
        place = self.begun(place)
        day = date(place.year, 6, 30) + timedelta(days=1 if late else -20)
        command = ReceiveSubmission(
            kind=SubmissionKind.PLAN,
            file=f"{file}.xlsx",
            sha256=file * 16,
            size_bytes=4096,
            sender="board@example.org",
            channel=Channel.EMAIL,
            received_on=day,
            entered_for="the board",
        )
        assert not (self.desk.ask(place, command) and late)

    @rule(
        place=places,
        pick=picks,
        act=st.sampled_from(["clean", "found", "accept", "accept anyway", "return"]),
    )
    def a_submission_is_looked_at(self, place: Place, pick: int, act: str) -> None:
        place = self.first_with(place, lambda state: bool(state.planning.submissions))
        registers = list(self.desk.state(place).planning.submissions)
        register = registers[pick % len(registers)] if registers else "FY2024-064-1"
        match act:
            case "clean":
                self.desk.ask(place, CheckSubmission(register=register, discrepancies=()))
            case "found":
                self.desk.ask(place, CheckSubmission(register=register, discrepancies=(NOTE,)))
            case "accept":
                self.desk.ask(place, AcceptSubmission(register=register))
            case "accept anyway":
                self.desk.ask(place, AcceptSubmission(register=register, because="as agreed"))
            case _:
                self.desk.ask(place, ReturnSubmission(register=register, reason="a sum is wrong"))

    @rule(place=places, file=st.sampled_from(FILES), steps=st.integers(1, 3))
    def a_submission_goes_some_way(self, place: Place, file: str, steps: int) -> None:
        """Received, checked, sent back or accepted, and the plan that came by it submitted."""
        place = self.begun(place)
        self.something_is_received(place, file, late=False)
        state = self.desk.state(place)
        for register in [*state.planning.submissions][-1:]:
            self.desk.ask(place, CheckSubmission(register=register, discrepancies=()))
            if steps == 1:
                self.desk.ask(place, ReturnSubmission(register=register, reason="no targets"))
            else:
                self.desk.ask(place, AcceptSubmission(register=register))
            if steps > 2:
                self.a_plan_is_submitted(place, [1, 2, 1], "talent", 0, named=True)

    # ---- plans, (d) ----

    @rule(
        place=places,
        shares=st.lists(st.integers(0, 4), max_size=3),
        strategy=choices(*STRATEGIES),
        off=choices(0, 0, 0, 1),
        named=st.booleans(),
    )
    def a_plan_is_submitted(
        self, place: Place, shares: list[int], strategy: str, off: int, *, named: bool
    ) -> None:
        place = self.begun(place)
        state = self.desk.state(place)
        to_plan = available(state)
        lines = [to_plan.share(share, 4) for share in shares]
        registers = list(state.planning.submissions)
        command = SubmitPlan(
            plan_version=max(state.plans, default=0) + 1,
            total=(total(lines) if lines else to_plan) + Money(off),
            content=content_of(lines, strategy) if lines else None,
            register=registers[-1] if registers and named else None,
        )
        if self.desk.ask(place, command):
            assert not (lines and off)
            assert not (lines and strategy == "no-such-strategy")

    def submitted(self, place: Place, pick: int) -> tuple[Place, int]:
        """A version that waits for its decision; a plan with lines is submitted if none does."""
        found = self.plan(place, pick, PlanStatus.SUBMITTED)
        if found[1] in self.desk.state(found[0]).plans and pick % 4:
            return found
        place = self.begun(place)
        self.a_plan_is_submitted(place, [2, 1, 1][: pick % 4], "talent", 0, named=False)
        return place, max(self.desk.state(place).plans, default=1)

    @rule(
        place=places,
        pick=picks,
        act=choices("review", "review", "changes", "changes", "publish", "publish", "reject"),
        count=choices(1, 2, 0),
    )
    def a_plan_is_looked_at(self, place: Place, pick: int, act: str, count: int) -> None:
        place, version = self.plan(place, pick, *PlanStatus)
        self.desk.ask(place, AppointReviewCommittee(members=("Ana", "Ben")[:count]))
        match act:
            case "review":
                self.desk.ask(place, ReviewPlan(plan_version=version, findings="As it should be."))
            case "publish":
                self._published(place, version)
            case "reject":
                place, version = self.submitted(place, pick)
                reject = RejectPlan(plan_version=version, reason="no targets")
                if self.desk.ask(place, reject):
                    assert not self.desk.ask(place, reject), "decided twice"
            case _:
                place, version = self.submitted(place, pick)
                changes = tuple(RequiredChange(key=f"C{n}", words="Say how.") for n in range(count))
                if self.desk.ask(place, RequirePlanChanges(plan_version=version, changes=changes)):
                    approval = ApprovePlan(plan_version=version, approved_amount=ZERO, lines=())
                    assert not self.desk.ask(place, approval), "changes are open"

    def _published(self, place: Place, version: int) -> None:
        command = PublishPlan(
            plan_version=version,
            address="https://portal.example.org/plans",
            published_on=date(place.year, 6, 30),
        )
        assert not (self.desk.ask(place, command, on=self.day(place)) and place.year < 2024)

    @rule(
        place=places,
        pick=picks,
        part=parts(),
        by_line=choices(True, True, False),
        condition=choices("", "", "before", "beside", "rejected"),
    )
    def a_plan_is_decided(
        self, place: Place, pick: int, part: int, condition: str, *, by_line: bool
    ) -> None:
        place, version = self.submitted(place, pick)
        if condition == "rejected":
            self.desk.ask(place, RejectPlan(plan_version=version, reason="no targets"))
            return
        plan = self.desk.state(place).plans.get(version)
        whole = plan.total if plan else ZERO
        amount = part_of(whole, part)
        lines = None
        if plan and plan.content and by_line:
            lines = tuple(
                ApprovedLine(key=line.key, amount=part_of(line.amount, part))
                for line in plan.content.lines
            )
            amount = total([line.amount for line in lines])
        key = f"K{len(self.desk.state(place).planning.conditions) + pick % 2}"
        asked = Condition(key=key, words="Send it.", before_release=condition == "before")
        approval = ApprovePlan(
            plan_version=version,
            approved_amount=amount,
            lines=lines,
            conditions=(asked,) if condition else None,
        )
        if self.desk.ask(place, approval):
            assert part != ONE_CENT_MORE
            assert not self.desk.ask(place, approval), "decided twice"
            if condition:
                self.a_release_is_tried(place)
            if condition == "beside":
                self.desk.ask(place, MeetCondition(condition=key, evidence="a letter"))

    @rule(place=places, pick=picks)
    def a_condition_is_met(self, place: Place, pick: int) -> None:
        place = self.first_with(place, lambda state: bool(state.planning.open_conditions))
        if not self.desk.state(place).planning.open_conditions:
            self.a_plan_is_decided(place, 4, 4, "before", by_line=True)
            place = self.first_with(place, lambda state: bool(state.planning.open_conditions))
        keys = sorted(self.desk.state(place).planning.conditions)
        meet = MeetCondition(
            condition=keys[pick % len(keys)] if keys else "K0", evidence="a letter"
        )
        if self.desk.ask(place, meet):
            assert not self.desk.ask(place, meet), "met twice"

    # ---- amendments ----

    @rule(place=places, part=parts(), pick=picks, decision=choices("approve", "reject", "wait"))
    def a_plan_is_amended(self, place: Place, part: int, pick: int, decision: str) -> None:
        place = self.first_with(
            place, lambda state: bool(state.approved_plan and state.approved_plan[1].lines)
        )
        if decision == "wait":
            self._amendment_decided(place, approve=True)
        state = self.desk.state(place)
        lines = state.approved_plan[1].lines if state.approved_plan else ()
        source = lines[pick % len(lines)] if lines else ApprovedLine(key="L1", amount=ZERO)
        target = lines[(pick + 1) % len(lines)].key if lines else "L2"
        number = max(state.planning.amendments, default=0) + 1
        transfer = LineTransfer(
            source=source.key, target=target, amount=part_of(source.amount, part)
        )
        asked = SubmitPlanAmendment(amendment=number, transfers=(transfer,), reason="a late grant")
        if self.desk.ask(place, asked):
            assert part != ONE_CENT_MORE
        if decision != "wait":
            self._amendment_decided(place, approve=decision == "approve")

    def _amendment_decided(self, place: Place, *, approve: bool) -> None:
        amendments = self.desk.state(place).planning.amendments
        waiting = [n for n, one in amendments.items() if one.status is AmendmentStatus.SUBMITTED]
        number = waiting[0] if waiting else 1
        command = (
            ApprovePlanAmendment(amendment=number)
            if approve
            else RejectPlanAmendment(amendment=number, reason="not this year")
        )
        if self.desk.ask(place, command):
            assert not self.desk.ask(place, command), "decided twice"
