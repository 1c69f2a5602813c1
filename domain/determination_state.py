"""What is known of the determinations of a district-year. Source: C.G.S. § 10-262u(g).

Not here: how it follows from events (`domain/determination_fold.py`), findings
(`domain/claim_state.py`), dates that are counted (`domain/clocks.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from domain.challenge_events import (
    AppealDecided,
    AppealFiled,
    AppealOutcome,
    EnforcementDirected,
    ReconsiderationDecided,
    ReconsiderationRequested,
    StayOrdered,
)
from domain.determination_events import (
    DeterminationIssued,
    Paper,
    PaperServed,
    PreliminaryDeterminationIssued,
    Procedure,
    ProcedureSet,
    ResponseReceived,
    ReturnReceiptRecorded,
)
from domain.money import ZERO, Money, total
from domain.owed_events import (
    ClaimReduced,
    PaymentScheduleSet,
    ReductionRestored,
    ReductionTaken,
    RepaymentReceived,
    RepaymentRefunded,
)

# What is owed by an opening statement stands under this name; no determination here is behind it.
OPENING = "opening"

_KEY = re.compile(r"D-(20[0-9]{2})-([0-9]{3})-([1-9][0-9]{0,3})", re.ASCII)


def determination_key(fiscal_year: int, town_code: int, number: int) -> str:
    """The name of a determination: "D-2026-163-1"."""
    return f"D-{fiscal_year}-{town_code:03d}-{number}"


def year_in_key(key: str) -> int | None:
    """The fiscal year that a determination's name says, or None for another name."""
    found = _KEY.fullmatch(key)
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A paper as it was sent.

    Attributes:
        sent: how and when.
        receipt: the return receipt; None until it came back.
        also_on: the other days it was sent.
    """

    sent: PaperServed
    receipt: ReturnReceiptRecorded | None = None
    also_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """One determination with its case.

    Attributes:
        repay, reduce: what was ordered; zero until it was.
        ordered: True once something is owed under it.
        procedure: what counsel said; None until then.
        preliminary: the notice that stands; None where there was none.
        respond_by: until when the board may respond, extensions included.
        responses: what the board responded, in order.
        heard: whether the board responded to the notice that stands, not only to an earlier one.
        issued: the decision; None until then, and for what an opening statement states.
        services: papers that were sent; of notices, the one that stands.
        petition: the petition for reconsideration; None where none was filed.
        reconsidered: what became of it, or of the Department's own motion.
        appeal, appeal_decided: the appeal, and what became of it.
        stay: the stay that stands, or None.
        lowered_as_judged: what was given up on a judgment since the last one.
        enforcement: the direction to enforce; None where there is none, and where the appeal was
            decided or reconsideration granted since: it was about what stood before.
        reduced_claims: what was given up, in order.
        schedule: the payment schedule that stands, or None.
        repayments, takings: what was repaid, and taken from later years, in order.
        refunds: what of the repayments was paid back to the board, and is due again.
        restored: what of the takings was given back, and is due again.
        waived_since_schedule: what was given up of the repayment since the schedule was set.
        repaid_since_schedule: what was repaid since then, in order; all of it without a schedule.
        refunded_since_schedule: what was paid back to the board since then.
        rescheduled: the order as it stood before this schedule took the place of an earlier one.
    """

    repay: Money = ZERO
    reduce: Money = ZERO
    ordered: bool = False
    procedure: ProcedureSet | None = None
    preliminary: PreliminaryDeterminationIssued | None = None
    respond_by: date | None = None
    responses: tuple[ResponseReceived, ...] = ()
    heard: bool = False
    issued: DeterminationIssued | None = None
    services: Mapping[Paper, Service] = field(default_factory=dict)
    petition: ReconsiderationRequested | None = None
    reconsidered: ReconsiderationDecided | None = None
    appeal: AppealFiled | None = None
    appeal_decided: AppealDecided | None = None
    lowered_as_judged: tuple[ClaimReduced, ...] = ()
    stay: StayOrdered | None = None
    enforcement: EnforcementDirected | None = None
    reduced_claims: tuple[ClaimReduced, ...] = ()
    schedule: PaymentScheduleSet | None = None
    repayments: tuple[RepaymentReceived, ...] = ()
    refunds: tuple[RepaymentRefunded, ...] = ()
    takings: tuple[ReductionTaken, ...] = ()
    restored: tuple[ReductionRestored, ...] = ()
    waived_since_schedule: Money = ZERO
    repaid_since_schedule: tuple[RepaymentReceived, ...] = ()
    refunded_since_schedule: Money = ZERO
    rescheduled: "Determination | None" = None

    @property
    def contested(self) -> bool:
        """Whether counsel said that it is a contested case."""
        return self.procedure is not None and self.procedure.procedure is Procedure.CONTESTED_CASE

    @property
    def repaid(self) -> Money:
        """What was repaid, without what was paid back."""
        back = total([one.amount for one in self.refunds])
        return total([one.amount for one in self.repayments]) - back

    @property
    def taken(self) -> Money:
        """By what later years were reduced, without what was given back."""
        back = total([one.amount for one in self.restored])
        return total([one.amount for one in self.takings]) - back

    def taken_in(self, fiscal_year: int) -> Money:
        """By what one later year was reduced, without what was given back."""
        there = [one.amount for one in self.takings if one.in_fiscal_year == fiscal_year]
        back = [one.amount for one in self.restored if one.in_fiscal_year == fiscal_year]
        return total(there) - total(back)

    @property
    def judged_not_lowered(self) -> bool:
        """Whether a court modified or reversed it, and no claim was lowered on that judgment."""
        judged = self.appeal_decided
        changed = judged is not None and judged.outcome in (
            AppealOutcome.MODIFIED,
            AppealOutcome.REVERSED,
        )
        return changed and not self.lowered_as_judged

    @property
    def remanded(self) -> bool:
        """Whether the last judgment sent it back to be decided anew."""
        judged = self.appeal_decided
        return judged is not None and judged.outcome is AppealOutcome.REMANDED

    @property
    def sent_back(self) -> bool:
        """Whether a court sent it back, and it was neither lowered nor directed to be enforced."""
        return self.remanded and not self.lowered_as_judged and self.enforcement is None

    @property
    def judgment_waits(self) -> bool:
        """Whether what a court changed or sent back is not entered yet: nothing of it is late."""
        return self.judged_not_lowered or self.sent_back

    @property
    def repay_open(self) -> Money:
        """What is still to be repaid."""
        return self.repay - self.repaid - total([one.repay_less for one in self.reduced_claims])

    @property
    def reduction_open(self) -> Money:
        """By what later years are still to be reduced."""
        given_up = total([one.reduction_less for one in self.reduced_claims])
        return self.reduce - self.taken - given_up


def paper_of(one: Determination, paper: Paper) -> object | None:
    """The step of the case that a paper is about; None where it was not taken."""
    match paper:
        case Paper.PRELIMINARY:
            return one.preliminary
        case Paper.FINAL:
            return one.issued
        case Paper.RECONSIDERATION:
            return one.reconsidered
        case _:
            assert_never(paper)
