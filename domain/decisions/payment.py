"""Decisions under § 10-262u(c)(2): the payment of a release, and what becomes of it.

The Comptroller issues what the Commissioner authorized, once. Both figures stay where a payment
was not what was authorized. Not here: releases (`release.py`), reading the other system's answer
(`ledger/payments/`).
"""

from domain.authority import Office
from domain.commands import (
    ConfirmRelease,
    IssueRelease,
    RecordOverpaymentReturned,
    ReturnRelease,
    WithdrawRelease,
)
from domain.decisions.case import (
    Case,
    Decided,
    at_most,
    decided,
    require_designated,
    require_open,
    require_positive,
    require_words,
)
from domain.decisions.ground import require_not_before_ground
from domain.decisions.hold import require_conditions_met, require_no_hold
from domain.decisions.payment_refusals import OverpaymentUnknownError
from domain.decisions.refusals import (
    PaidBeforeYearError,
    ReleaseExceedsApprovalError,
    ReleaseExceedsHeldError,
    ReleaseStatusError,
    ReleaseUnknownError,
    ReturnExceedsHeldByTownError,
)
from domain.events import (
    OverpaymentReturned,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseReturned,
    ReleaseWithdrawn,
)
from domain.figures import balance, held_for_board
from domain.money import ZERO, Money
from domain.release_state import Release, ReleaseStatus
from domain.spoken_for import BEFORE_PAYMENT, held_back, let_out
from domain.state import OPENING_RELEASE, DistrictYear
from domain.statute.rules import Clause


def withdraw_release(
    command: WithdrawRelease, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Withdraw a release that is not in payment; its name stays taken.

    Raises YearClosedError, WordsMissingError, ReleaseUnknownError, ReleaseStatusError,
    StepBeforeGroundError.
    Source: C.G.S. § 10-262u(c)(2).
    """
    require_open(state, case)
    require_words(command.reason, "the reason of a withdrawal", case)
    release = _standing(command.release, (ReleaseStatus.PROPOSED, *BEFORE_PAYMENT), state, case)
    require_not_before_ground(f"The withdrawal of {command.release!r}", case.effective_on, case)
    proposed = release.status is ReleaseStatus.PROPOSED
    event = ReleaseWithdrawn(
        release=command.release,
        amount=ZERO if proposed else release.amount,
        reason=command.reason,
    )
    office = Office.DEPARTMENT if proposed else Office.COMMISSIONER
    return decided(case, event, office, Clause.RELEASE)


def issue_release(command: IssueRelease, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Issue the payment of an authorized release, or of one that came back.

    Raises YearClosedError, ReleaseUnknownError, ReleaseStatusError (so nothing is paid twice),
    NotDesignatedError, StepBeforeGroundError, PaymentOnHoldError, ConditionOpenError,
    ReleaseExceedsApprovalError (a plan that was cut since), ReleaseExceedsHeldError.
    Source: C.G.S. § 10-262u(c)(2), § 10-262i(b).
    """
    require_open(state, case)
    release = _standing(command.release, BEFORE_PAYMENT, state, case)
    if release.status is not ReleaseStatus.RETURNED or command.release != OPENING_RELEASE:
        require_designated(state, case)
    require_not_before_ground(f"The payment order of {command.release!r}", case.effective_on, case)
    require_no_hold(state, case)
    if release.direction is None and not release.residency and command.release != OPENING_RELEASE:
        require_conditions_met(state, case)
        _require_plan_pays(command.release, release.amount, state, case)
    held = balance("held_by_commissioner", state)
    free = held - held_back(state)
    if release.amount > free:
        kept_back = f", {held_back(state).display} of it withheld under (f)" if free < held else ""
        raise ReleaseExceedsHeldError(
            f"Release {command.release!r} of {case.name} is {release.amount.display}, and the "
            f"Commissioner holds {held.display}{kept_back}.",
            citation=case.cite(Clause.RELEASE),
            details={"held_by_commissioner": str(held), "amount": str(release.amount)},
            next_step="Find out what took the money since it was authorized: alliance replay.",
        )
    event = ReleaseIssued(release=command.release, amount=release.amount)
    return decided(case, event, Office.COMPTROLLER, Clause.PAYMENT)


def _require_plan_pays(name: str, amount: Money, state: DistrictYear, case: Case) -> None:
    """The plan in force may be a smaller one than the release was authorized on."""
    out, approved = let_out(state), state.approved_plan
    allowed = approved[1].approved_amount if approved else ZERO
    if out + amount <= allowed:
        return
    raise ReleaseExceedsApprovalError(
        f"Release {name!r} of {case.name} was authorized with {amount.display}; paid, "
        f"{(out + amount).display} would be let out, above the {allowed.display} of the plan in "
        "force now.",
        citation=case.cite(Clause.RELEASE),
        details={"approved": str(allowed), "let_out": str(out), "amount": str(amount)},
        next_step="Withdraw it (alliance release withdraw). "
        + at_most("Of the plan, release", allowed - out, "Nothing of the plan is left to release."),
    )


def confirm_release(
    command: ConfirmRelease, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Confirm the payment, also of another amount; its legal date is the day it was paid.

    Paid less: the rest is no longer authorized and goes by a supplement. Paid more: the rest is
    not of this account and has to come back.
    Raises YearClosedError, ReleaseUnknownError, ReleaseStatusError, PaidBeforeYearError,
    StepBeforeGroundError, AmountNotPositiveError. Source: C.G.S. § 10-262u(c)(2).
    """
    require_open(state, case)
    release = _standing(command.release, (ReleaseStatus.ISSUED,), state, case)
    if command.paid_on < case.fiscal_year.first_day:
        raise PaidBeforeYearError(
            f"{command.paid_on} lies before {case.fiscal_year}, whose money release "
            f"{command.release!r} of {case.name} is.",
            citation=case.cite(Clause.PAYMENT),
            details={"paid_on": str(command.paid_on), "first_day": str(case.fiscal_year.first_day)},
            next_step="Check the date and the fiscal year.",
        )
    require_not_before_ground(f"The payment of {command.release!r}", command.paid_on, case)
    paid = release.amount if command.paid is None else command.paid
    require_positive(paid, "a payment that was made", case, Clause.PAYMENT)
    event = ReleaseConfirmed(
        release=command.release,
        amount=min(release.amount, paid),
        paid_on=command.paid_on,
        short=max(ZERO, release.amount - paid),
        over=max(ZERO, paid - release.amount),
        voucher=command.voucher,
    )
    return decided(case, event, Office.COMPTROLLER, Clause.RELEASE, effective_on=command.paid_on)


def return_release(command: ReturnRelease, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record that a payment came back, before or after it was paid.

    Raises YearClosedError, ReleaseUnknownError, ReleaseStatusError, StepBeforeGroundError,
    ReturnExceedsHeldByTownError.
    """
    require_open(state, case)
    require_words(command.reason, "the reason of a return", case)
    statuses = (ReleaseStatus.ISSUED, ReleaseStatus.PAID)
    release = _standing(command.release, statuses, state, case)
    require_not_before_ground(f"The return of {command.release!r}", case.effective_on, case)
    paid = release.status is ReleaseStatus.PAID
    held = held_for_board(state)
    if paid and release.amount > held:
        raise ReturnExceedsHeldByTownError(
            f"Release {command.release!r} of {case.name} is {release.amount.display}, and the "
            f"town holds {held.display}: it passed the rest on.",
            citation=case.cite(Clause.PASS_THROUGH),
            details={"held_by_town": str(held), "amount": str(release.amount)},
            next_step="Correct the pass-through first (alliance correct).",
        )
    event = ReleaseReturned(
        release=command.release,
        amount_unpaid=ZERO if paid else release.amount,
        amount_paid=release.amount if paid else ZERO,
        reason=command.reason,
        voucher=command.voucher,
    )
    return decided(case, event, Office.COMPTROLLER, Clause.PAYMENT)


def record_overpayment_returned(
    command: RecordOverpaymentReturned, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record that the town gave back what it was paid above an authorization.

    Raises YearClosedError, AmountNotPositiveError, WordsMissingError, ReleaseUnknownError,
    OverpaymentUnknownError, StepBeforeGroundError.
    """
    require_open(state, case)
    require_positive(command.amount, "an overpayment", case, Clause.PAYMENT)
    require_words(command.reason, "how it came back", case)
    release = _known(command.release, state, case)
    if command.amount > release.over:
        raise OverpaymentUnknownError(
            f"{command.amount.display} is more than release {command.release!r} of {case.name} "
            f"was overpaid and has not given back: {release.over.display}.",
            citation=case.cite(Clause.PAYMENT),
            details={"overpaid": str(release.over), "amount": str(command.amount)},
            next_step=at_most(
                "Record",
                release.over,
                "Nothing of it is overpaid on record; what was paid is recorded by alliance "
                "payments confirm-release.",
            ),
        )
    step = f"The return of what was overpaid on {command.release!r}"
    require_not_before_ground(step, case.effective_on, case)
    event = OverpaymentReturned(
        release=command.release, amount=command.amount, reason=command.reason
    )
    return decided(case, event, Office.COMPTROLLER, Clause.PAYMENT)


def _known(name: str, state: DistrictYear, case: Case) -> Release:
    release = state.releases.get(name)
    if release is None:
        known = ", ".join(sorted(state.releases)) or "none"
        raise ReleaseUnknownError(
            f"{case.name} has no release {name!r} on record (releases: {known}).",
            citation=case.cite(Clause.RELEASE),
            details={"release": name, "on_record": known},
            next_step="Check the release's name, the district and the year.",
        )
    return release


def _standing(
    name: str, statuses: tuple[ReleaseStatus, ...], state: DistrictYear, case: Case
) -> Release:
    release = _known(name, state, case)
    if release.status not in statuses:
        wanted = " or ".join(status.value for status in statuses)
        raise ReleaseStatusError(
            f"Release {name!r} of {case.name} ({release.amount.display}) is {release.status}; "
            f"it has to be {wanted}.",
            citation=case.cite(Clause.RELEASE),
            details={"release": name, "status": release.status.value},
            next_step="Look at what happened to it: alliance replay.",
        )
    return release
