"""Decisions under § 10-262u(f): payment withheld for noncompliance, lifted; funding renewed.

A withholding under (f) blocks what is released and paid from then on; what was paid stays paid.
Not here: money spent outside the plan, which is (g).
"""

from domain.authority import Office
from domain.commands import (
    LiftNoncomplianceWithholding,
    RenewFunding,
    WithholdPaymentForNoncompliance,
)
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_designated,
    require_open,
    require_positive,
    require_words,
)
from domain.decisions.ground import require_not_before_ground
from domain.decisions.payment_refusals import (
    ConditionOpenError,
    EvidenceMissingError,
    HoldNameTakenError,
    HoldUnknownError,
    PaymentOnHoldError,
)
from domain.events import (
    FundingRenewed,
    NoncomplianceWithholdingLifted,
    PaymentWithheldForNoncompliance,
)
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.words import same_words, typed


def withhold_payment_for_noncompliance(
    command: WithholdPaymentForNoncompliance, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Withhold payment, of an amount or of all that is not in payment.

    Raises YearClosedError, NotDesignatedError, WordsMissingError, AmountNotPositiveError,
    HoldNameTakenError. Source: C.G.S. § 10-262u(f).
    """
    require_open(state, case)
    require_designated(state, case)
    require_words(command.hold, "the name of a withholding", case)
    require_words(command.breach, "what was not complied with", case)
    require_words(command.remedy, "what lifts the withholding", case)
    if command.amount is not None:
        require_positive(command.amount, "what is withheld", case, Clause.NONCOMPLIANCE)
    for name in state.releasing.holds:
        if same_words(name, command.hold):
            raise HoldNameTakenError(
                f"{case.name} has a withholding for noncompliance {name!r} already.",
                citation=case.cite(Clause.NONCOMPLIANCE),
                details={"hold": name},
                next_step="If this is another one, give it another name.",
            )
    event = PaymentWithheldForNoncompliance(
        hold=command.hold,
        breach=command.breach,
        remedy=command.remedy,
        look_again_on=command.look_again_on,
        amount=command.amount,
    )
    return decided(case, event, Office.COMMISSIONER, Clause.NONCOMPLIANCE)


def lift_noncompliance_withholding(
    command: LiftNoncomplianceWithholding, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Lift a withholding that stands.

    Raises YearClosedError, WordsMissingError, HoldUnknownError, StepBeforeGroundError.
    Source: C.G.S. § 10-262u(f).
    """
    require_open(state, case)
    require_words(command.evidence, "what shows compliance", case)
    hold = state.releasing.holds.get(command.hold)
    if hold is None or hold.lifted:
        standing = ", ".join(one.hold for one in state.releasing.standing_holds) or "none"
        raise HoldUnknownError(
            f"{case.name} has no withholding {command.hold!r} that stands (standing: {standing}).",
            citation=case.cite(Clause.NONCOMPLIANCE),
            details={"hold": command.hold, "standing": standing},
            next_step=f"Check its name: alliance hold list --fiscal-year {case.fiscal_year}",
        )
    step = f"The lifting of withholding {command.hold!r}"
    require_not_before_ground(step, case.effective_on, case, Clause.NONCOMPLIANCE)
    event = NoncomplianceWithholdingLifted(hold=command.hold, evidence=command.evidence)
    return decided(case, event, Office.COMMISSIONER, Clause.NONCOMPLIANCE)


def renew_funding(command: RenewFunding, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Renew funding on evidence: objective, target, result and what shows it, each in words.

    Raises YearClosedError, NotDesignatedError, EvidenceMissingError, WordsMissingError.
    Source: C.G.S. § 10-262u(f).
    """
    require_open(state, case)
    require_designated(state, case)
    if not command.evidence:
        raise EvidenceMissingError(
            f"Funding of {case.name} is renewed on evidence, and none is given.",
            citation=case.cite(Clause.RENEWAL),
            next_step="Give for each objective its target, its result and what shows it.",
        )
    for one in command.evidence:
        for words, what in (
            (one.objective, "an objective of the evidence"),
            (one.target, f"the target of {one.objective}"),
            (one.result, f"the result of {one.objective}"),
            (one.evidence, f"what shows the result of {one.objective}"),
        ):
            require_words(words, what, case)
    event = FundingRenewed(evidence=command.evidence)
    return decided(case, event, Office.COMMISSIONER, Clause.RENEWAL)


def require_no_hold(state: DistrictYear, case: Case) -> None:
    """Raises PaymentOnHoldError while all payment is withheld for noncompliance."""
    one = state.releasing.whole_hold
    if one is not None:
        again = f"It is looked at again on {one.look_again_on}. " if one.look_again_on else ""
        raise PaymentOnHoldError(
            f"Payment for {case.name} is withheld for noncompliance ({one.hold}): {one.breach}.",
            citation=case.cite(Clause.NONCOMPLIANCE),
            details={"hold": one.hold, "lifted_by": one.remedy},
            next_step=f"{again}What lifts it: {one.remedy} (alliance hold lift).",
        )


def require_conditions_met(state: DistrictYear, case: Case) -> None:
    """Raises ConditionOpenError while a condition stands that comes before any release."""
    waiting = state.planning.before_release
    if waiting:
        raise ConditionOpenError(
            f"{case.name} has a condition to meet before more is released: "
            + "; ".join(f"{one.key}: {one.words}" for one in waiting)
            + ".",
            citation=case.cite(Clause.RELEASE),
            details={one.key: one.words for one in waiting},
            next_step="Record what shows that it is met: alliance plan meet-condition "
            f"{case.place} --condition {typed(waiting[0].key)} --evidence TEXT",
        )
