"""Decisions on the town's ECS grant beside the account: installments, adjustments, offsets.

All of it is of the unrestricted share; the Alliance portion is withheld apart and is in none of it.
C.G.S. § 10-262i(b), (e), § 10-263(b), § 10-227.
"""

from typing import assert_never

from domain.authority import Office
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_not_negative,
    require_positive,
    require_words,
)
from domain.decisions.ground import require_not_before_ground, require_year_begun
from domain.decisions.refusals import PaidBeforeYearError
from domain.decisions.side_refusals import (
    AdjustmentKnownError,
    AdjustmentYearError,
    InstallmentAboveGrantError,
    InstallmentPaidError,
    NothingToAdjustError,
    OffsetOutsideBoundsError,
)
from domain.money import ZERO, Money, total
from domain.side_commands import AdjustGrant, ApplyEcsOffset, RecordEcsInstallment
from domain.side_events import EcsInstallmentPaid, EcsOffsetApplied, GrantAdjusted
from domain.side_kinds import OffsetGround
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.statute.s227_annual_return import ANNUAL_RETURN
from domain.statute.s263_adjustment import GRANT_ADJUSTMENT


def record_ecs_installment(
    command: RecordEcsInstallment, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record what the Comptroller paid the town of its unrestricted share.

    Its legal date is the day of payment. All installments together may come to more than the
    grant: what was paid too much is adjusted later. Raises AmountNotPositiveError,
    WordsMissingError, PaidBeforeYearError, InstallmentAboveGrantError (one is more than the whole
    grant), InstallmentPaidError. Source: C.G.S. § 10-262i(b).
    """
    require_positive(command.amount, "an ECS installment", case, Clause.PAYMENT)
    if command.voucher is not None:
        require_words(command.voucher, "the voucher number", case)
    if command.paid_on < case.fiscal_year.first_day:
        raise PaidBeforeYearError(
            f"{command.paid_on} lies before {case.fiscal_year}, whose ECS grant was paid to "
            f"{case.district.name}.",
            citation=case.cite(Clause.PAYMENT),
            details={"paid_on": str(command.paid_on), "first_day": str(case.fiscal_year.first_day)},
            next_step="Check the date and the fiscal year.",
        )
    _require_within_grant(command, state, case)
    event = EcsInstallmentPaid(
        installment=command.installment,
        amount=command.amount,
        paid_on=command.paid_on,
        voucher=command.voucher,
    )
    known = state.side.installments.get(command.installment)
    if known == event:
        return ()
    if known is not None:
        raise InstallmentPaidError(
            f"The {command.installment} installment of {case.name} is on record: "
            f"{known.amount.display}, paid on {known.paid_on}.",
            citation=case.cite(Clause.PAYMENT),
            details={"amount": str(known.amount), "paid_on": str(known.paid_on)},
            next_step="Correct that record if it is wrong: alliance correct POSITION.",
        )
    return decided(case, event, Office.COMPTROLLER, Clause.PAYMENT, effective_on=command.paid_on)


def _require_within_grant(command: RecordEcsInstallment, state: DistrictYear, case: Case) -> None:
    """It cannot be told where no entitlement is on record. Raises InstallmentAboveGrantError."""
    if state.entitlement is None:
        return
    grant = state.entitlement.amount + (state.true_up.difference if state.true_up else ZERO)
    if command.amount > grant:
        raise InstallmentAboveGrantError(
            f"An installment of {command.amount.display} is more than the whole ECS grant of "
            f"{case.name}, {grant.display}; it is a part of the share without Alliance money.",
            citation=case.cite(Clause.PAYMENT),
            details={"amount": str(command.amount), "grant": str(grant)},
            next_step="Check the amount, the town and the year: alliance installments list "
            f"--fiscal-year {case.fiscal_year}",
        )


def adjust_grant(command: AdjustGrant, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Adjust the grant of this year, in one of the two next, by exactly the difference.

    Raises AmountNotPositiveError, WordsMissingError, NothingToAdjustError, AdjustmentYearError,
    AdjustmentKnownError, StepBeforeGroundError (before the year). Source: C.G.S. § 10-263(b).
    """
    for amount, what in ((command.payable, "what is payable"), (command.paid, "what was paid")):
        require_not_negative(amount, what, case, Clause.GRANT_ADJUSTMENT)
    require_words(command.document, "the final report", case)
    require_year_begun("The adjustment", case, Clause.GRANT_ADJUSTMENT)
    if command.payable == command.paid:
        raise NothingToAdjustError(
            f"{case.name}: {command.paid.display} was paid and was to be paid.",
            citation=case.cite(Clause.GRANT_ADJUSTMENT),
            details={"payable": str(command.payable), "paid": str(command.paid)},
            next_step="Nothing needs to be recorded.",
        )
    _require_year_after(command, case)
    event = GrantAdjusted(
        payable=command.payable,
        paid=command.paid,
        difference=command.payable - command.paid,
        in_fiscal_year=command.in_fiscal_year,
        document=command.document,
    )
    known = state.side.adjustment
    if known == event:
        return ()
    if known is not None:
        raise AdjustmentKnownError(
            f"The grant of {case.name} is adjusted already: {known.difference.display} in "
            f"FY{known.in_fiscal_year}.",
            citation=case.cite(Clause.GRANT_ADJUSTMENT),
            details={"difference": str(known.difference)},
            next_step="Take that record back if it is wrong (alliance correct POSITION): an "
            "adjustment is exactly the difference, once.",
        )
    return decided(case, event, Office.COMMISSIONER, Clause.GRANT_ADJUSTMENT)


def _require_year_after(command: AdjustGrant, case: Case) -> None:
    after = GRANT_ADJUSTMENT.in_force(case.fiscal_year, case.effective_on).value
    years = [case.fiscal_year.ends_in + one for one in after]
    if command.in_fiscal_year not in years:
        allowed = " or ".join(f"FY{year}" for year in years)
        raise AdjustmentYearError(
            f"The grant of {case.name} is adjusted in {allowed}, and FY{command.in_fiscal_year} is "
            "given.",
            citation=case.cite(Clause.GRANT_ADJUSTMENT),
            details={"in_fiscal_year": str(command.in_fiscal_year), "allowed": allowed},
            next_step=f"Name {allowed}.",
        )


def apply_ecs_offset(
    command: ApplyEcsOffset, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record by how much less the ECS grant of this year was paid, and on which ground.

    For a late annual return the amounts of the statute bound it, for a budget forfeiture what was
    applied in this year, for an adjustment what those that count in this year lower the grant by.
    Raises AmountNotPositiveError, WordsMissingError, OffsetOutsideBoundsError,
    StepBeforeGroundError.
    """
    match command.ground:
        case OffsetGround.ANNUAL_RETURN:
            clause = Clause.ANNUAL_RETURN
        case OffsetGround.BUDGET_FORFEITURE:
            clause = Clause.BUDGET_FORFEITURE
        case OffsetGround.GRANT_ADJUSTMENT:
            clause = Clause.GRANT_ADJUSTMENT
        case _:
            assert_never(command.ground)
    require_positive(command.amount, "an offset", case, clause)
    require_words(command.document, "the paper of an offset", case)
    _require_within_bounds(command, state, case, clause)
    require_not_before_ground("The offset", case.effective_on, case, clause)
    event = EcsOffsetApplied(
        amount=command.amount, ground=command.ground, document=command.document
    )
    return decided(case, event, Office.COMPTROLLER, clause)


def _require_within_bounds(
    command: ApplyEcsOffset, state: DistrictYear, case: Case, clause: Clause
) -> None:
    """All offsets of a year on one ground, this one too, are what the ground allows at most."""
    taken, least = state.side.offset_for(command.ground), ZERO
    match command.ground:
        case OffsetGround.ANNUAL_RETURN:
            rule = ANNUAL_RETURN.in_force(case.fiscal_year, case.effective_on).value
            least, most = rule.least, rule.most
            next_step = "Check the amount the State Board fixed: one return is forfeited for once."
        case OffsetGround.BUDGET_FORFEITURE:
            applied = state.side.forfeiture
            most = applied.amount if applied else ZERO
            next_step = (
                "It is deducted once, up to what was applied in this year: alliance budget "
                f"forfeit {case.place}"
            )
        case OffsetGround.GRANT_ADJUSTMENT:
            most = _lowered_by(case)
            next_step = (
                "It is deducted once, up to what the adjustments that count in this year lower "
                f"the grant by: alliance grant list --fiscal-year {case.fiscal_year}"
            )
        case _:
            assert_never(command.ground)
    least, most = max(ZERO, least - taken), most - taken
    if not least <= command.amount <= most:
        already = f" besides the {taken.display} on record" if taken else ""
        raise OffsetOutsideBoundsError(
            f"{command.amount.display} is to be set against the ECS grant of {case.name}, and its "
            f"ground ({command.ground}) allows {least.display} to {most.display}{already}.",
            citation=case.cite(clause),
            details={"least": str(least), "most": str(most), "amount": str(command.amount)},
            next_step=next_step,
        )


def _lowered_by(case: Case) -> Money:
    """What the adjustments that count in this year lower its grant by; they stand in their own."""
    found = (year.side.adjustment for year in (case.previous_year, case.two_years_before))
    here = [one for one in found if one and one.in_fiscal_year == case.fiscal_year.ends_in]
    return -total([one.difference for one in here if one.difference < ZERO])
