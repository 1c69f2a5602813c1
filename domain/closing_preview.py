"""What a year would carry out if it closed now: by place, why not released, what is open beside.

Every cent that is not with town or board has one reason, so that the reasons add up to it. Nothing
here decides: whether the year can close, the closing itself says (`domain/decisions/closing.py`).
C.G.S. § 10-262u(c)(2), (f), (h), § 10-156gg. Not here: the list people see (`cli/year_preview.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.authority import Office
from domain.chart import Account
from domain.decisions.restating import reopened
from domain.district import District
from domain.figures import allocation, balance, board_advance, carry_out, held_for_board
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.plan_state import PlanStatus
from domain.release_state import ReleaseStatus
from domain.spoken_for import held_back, residency_left, residency_released
from domain.state import DistrictYear
from domain.words import typed


class Reason(StrEnum):
    """Why money of a year was not released to the town, in the order it is looked for."""

    NOT_WITHHELD = "not withheld"
    NOT_FOLLOWED = "withheld as published, not followed here"
    NOT_TRANSFERRED = "not transferred"
    IN_PAYMENT = "in payment"
    RETURNED = "returned payment"
    NOT_ISSUED = "authorized, not issued"
    RESIDENCY = "set aside for residency"
    HOLD = "withheld for noncompliance"
    NO_PLAN = "no plan"
    PLAN_NOT_APPROVED = "plan not approved"
    CONDITION = "condition open"
    NOT_RELEASED = "approved, not released"
    NOT_IN_PLAN = "rest that no approved plan has"

    @property
    def key(self) -> str:
        """As in JSON and files: "because_no_plan"."""
        return f"because_{self.name.lower()}"

    @property
    def who(self) -> Office | None:
        """Who must act; None where nobody has to, or nobody can be named."""
        return _WHO.get(self)


_WHO: Final = {
    Reason.NOT_WITHHELD: Office.COMPTROLLER,
    Reason.NOT_TRANSFERRED: Office.COMPTROLLER,
    Reason.IN_PAYMENT: Office.COMPTROLLER,
    Reason.RETURNED: Office.COMPTROLLER,
    Reason.NOT_ISSUED: Office.COMPTROLLER,
    Reason.RESIDENCY: Office.COMMISSIONER,
    Reason.HOLD: Office.COMMISSIONER,
    Reason.NO_PLAN: Office.BOARD_OF_EDUCATION,
    Reason.PLAN_NOT_APPROVED: Office.COMMISSIONER,
    Reason.CONDITION: Office.BOARD_OF_EDUCATION,
    Reason.NOT_RELEASED: Office.COMMISSIONER,
}
# The verb that would change it, and the options it cannot go without.
_ACTS: Final = {
    Reason.NOT_WITHHELD: ("withhold record", "--amount …"),
    Reason.NOT_TRANSFERRED: ("transfer record", "--amount …"),
    Reason.IN_PAYMENT: ("payments confirm-release", "--release … --paid-on …"),
    Reason.RETURNED: ("payments issue-release", "--release …"),
    Reason.NOT_ISSUED: ("payments issue-release", "--release …"),
    Reason.RESIDENCY: ("release authorize", "--residency --release … --amount …"),
    Reason.HOLD: ("hold lift", "--name … --evidence …"),
    Reason.NO_PLAN: ("plan package", "--out FOLDER"),
    Reason.PLAN_NOT_APPROVED: ("plan approve", "--plan-version … --amount …"),
    Reason.CONDITION: ("plan meet-condition", "--condition … --evidence …"),
    Reason.NOT_RELEASED: ("release authorize", "--release … --amount …"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What one district-year would carry out as it stands, whole cents.

    Attributes:
        carry_in, new_money, reduction: what makes up `available`; new money is what was withheld,
            else the portion; a reduction takes from it.
        available, carry_out: what is left, not below zero.
        spent: as reported; None where no report is on record, and nothing is taken off.
        at_comptroller, at_commissioner, in_payment, at_town, at_board: where it stands; what the
            town was paid in error is not of it.
        not_withheld: of the portion or carried in, and withheld by nobody yet.
        advanced_by_board: grant spending the board paid itself; it comes off.
        reasons: why so much of it was not released, the reasons that apply.
        residency: of `at_commissioner`, what stays set aside in the next year.
        finding_open, repay_due, reduction_due: what is open against the board beside it.
        closed: whether the year is closed already; the preview is then of the day it closed.
        propose_first: whether a release is proposed before it is authorized, and none is.
    """

    district: District
    fiscal_year: FiscalYear
    carry_in: Money
    new_money: Money
    reduction: Money
    available: Money
    spent: Money | None
    carry_out: Money
    at_comptroller: Money
    at_commissioner: Money
    in_payment: Money
    at_town: Money
    at_board: Money
    not_withheld: Money
    advanced_by_board: Money
    reasons: dict[Reason, Money]
    residency: Money
    finding_open: Money
    repay_due: Money
    reduction_due: Money
    closed: bool
    propose_first: bool

    def how(self, reason: Reason) -> str:
        """The command that would change a reason, with what it cannot go without, or "".

        None changes it in a closed year: the money went on to the next.
        """
        if reason not in _ACTS or self.closed:
            return ""
        verb, options = _ACTS[reason]
        if verb == "release authorize" and self.propose_first:
            verb, options = "release propose", "--release … --amount …"
        place = f"{typed(self.district.name)} --fiscal-year {self.fiscal_year}"
        return f"alliance {verb} {place} {options}"

    @property
    def unreleased(self) -> Money:
        """All that is not with town or board: what the reasons add up to."""
        state = [self.at_comptroller, self.at_commissioner, self.in_payment]
        return total([*state, self.not_withheld])

    @property
    def above(self) -> Money:
        """What was spent above what is available: the board's own, and in no balance."""
        return max(ZERO, (self.spent or ZERO) - self.available)

    @property
    def by_place(self) -> Money:
        """What stands anywhere, less the board's advance: the balance, counted by place."""
        return self.unreleased + self.at_town + self.at_board - self.advanced_by_board


def preview_of(
    district: District,
    fiscal_year: FiscalYear,
    state: DistrictYear,
    *,
    followed: bool,
    two_persons: bool = False,
) -> Preview:
    """The preview of a district-year; of a closed one as it would close again.

    `followed`: whether this ledger says what became of what was withheld; `two_persons`: whether it
    asks for a proposal by another person.
    """
    year = reopened(state)
    new_money = allocation(year) or ZERO
    # What nobody withheld yet is the portion itself, and what was carried in as not withheld.
    not_withheld = year.standing(Account.NOT_WITHHELD) + (ZERO if year.withheld else new_money)
    return Preview(
        district=district,
        fiscal_year=fiscal_year,
        carry_in=balance("carry_in", year),
        new_money=new_money,
        reduction=balance("reduction_applied", year),
        available=balance("available", year),
        spent=_spent(year),
        carry_out=carry_out(year),
        at_comptroller=balance("held_by_comptroller", year),
        at_commissioner=balance("held_by_commissioner", year),
        in_payment=balance("in_payment", year),
        at_town=held_for_board(year),
        at_board=balance("held_by_board", year),
        not_withheld=not_withheld,
        advanced_by_board=board_advance(year),
        reasons=_reasons(year, not_withheld, followed=followed),
        residency=max(ZERO, residency_left(year)),
        finding_open=balance("finding_open", year),
        repay_due=balance("repay_due", year),
        reduction_due=balance("reduction_due", year),
        closed=state.closed is not None,
        propose_first=two_persons
        and all(one.status is not ReleaseStatus.PROPOSED for one in year.releases.values()),
    )


def _spent(state: DistrictYear) -> Money | None:
    spent = balance("spent_reported", state)
    return spent if state.report is not None or spent else None


def _reasons(state: DistrictYear, not_withheld: Money, *, followed: bool) -> dict[Reason, Money]:
    waiting = Reason.NOT_TRANSFERRED if followed else Reason.NOT_FOLLOWED
    found = {
        Reason.NOT_WITHHELD: not_withheld,
        waiting: balance("held_by_comptroller", state),
        Reason.IN_PAYMENT: balance("in_payment", state),
    }
    left = balance("held_by_commissioner", state)
    for reason, amount in _with_commissioner(state, left):
        taken = max(ZERO, min(amount, left))
        found[reason] = found.get(reason, ZERO) + taken
        left -= taken
    found[_why_the_rest(state)] = found.get(_why_the_rest(state), ZERO) + left
    return {reason: found[reason] for reason in Reason if found.get(reason)}


def _with_commissioner(state: DistrictYear, held: Money) -> Iterator[tuple[Reason, Money]]:
    """What of the Commissioner's money waits for what, in the order the law would stop it."""
    for status, reason in (
        (ReleaseStatus.RETURNED, Reason.RETURNED),
        (ReleaseStatus.AUTHORIZED, Reason.NOT_ISSUED),
    ):
        releases = [one.amount for one in state.releases.values() if one.status is status]
        yield reason, total(releases)
    yield Reason.RESIDENCY, residency_left(state)
    yield Reason.HOLD, held if state.releasing.whole_hold else held_back(state)
    approved = state.approved_plan
    if approved is not None:
        authorized = balance("authorized", state) - residency_released(state)
        waits = Reason.CONDITION if state.planning.before_release else Reason.NOT_RELEASED
        yield waits, approved[1].approved_amount - authorized


def _why_the_rest(state: DistrictYear) -> Reason:
    """Why what is left with the Commissioner could not be released."""
    if state.approved_plan is not None:
        return Reason.NOT_IN_PLAN
    rejected = {plan.status for plan in state.plans.values()} <= {PlanStatus.REJECTED}
    return Reason.NO_PLAN if rejected else Reason.PLAN_NOT_APPROVED
