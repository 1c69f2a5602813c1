"""Decisions under § 10-262u(c)(1): entitlement, portion, withholding, transfer."""

from dataclasses import replace

from domain.authority import Office
from domain.commands import (
    DeterminePortion,
    RecordPublishedWithholding,
    SetEntitlement,
    TransferPortion,
    WithholdPortion,
)
from domain.decisions.case import (
    Case,
    Decided,
    at_most,
    decided,
    require_designated,
    require_not_negative,
    require_open,
    require_positive,
    require_words,
)
from domain.decisions.ground import require_year_begun
from domain.decisions.refusals import (
    BaselineMissingError,
    EntitlementMissingError,
    EntitlementUnchangedReasonError,
    PartsExceedEntitlementError,
    PortionMissingError,
    TransferExceedsWithheldError,
    WithholdingAlreadyRecordedError,
    WithholdingExceedsPortionError,
)
from domain.events import (
    AlliancePortionWithheld,
    EntitlementSet,
    PortionDetermined,
    PortionTransferred,
    PublishedWithholdingRecorded,
    Stage,
)
from domain.figures import balance
from domain.money import ZERO, total
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.statute.s262u_b_designation import RoundName
from domain.statute.s262u_c1_portion import earmarked, portion_of

_STAGES = (None, Stage.PRELIMINARY, Stage.REVISED, Stage.FINAL)


def set_entitlement(
    command: SetEntitlement, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Set the town's entitlement, or replace it by a later stage or for a reason.

    The same amount and stage again decides nothing. A portion already determined stays as it is:
    determine it again if it should follow.
    Raises YearClosedError, AmountNotPositiveError, EntitlementUnchangedReasonError.
    Source: C.G.S. § 10-262h, § 10-262i(a).
    """
    require_open(state, case)
    require_not_negative(command.amount, "an entitlement", case, Clause.ENTITLEMENT)
    _require_parts_fit(command, case)
    earlier = state.entitlement
    event = EntitlementSet(
        amount=command.amount,
        stage=command.stage,
        reason=command.reason,
        education_diversity=command.education_diversity,
        published_portion=command.published_portion,
        source=command.source,
    )
    if earlier is not None:
        if _same_entitlement(earlier, event):
            return ()
        later_stage = _STAGES.index(command.stage) > _STAGES.index(earlier.stage)
        if command.amount != earlier.amount and not later_stage and not command.reason:
            raise EntitlementUnchangedReasonError(
                f"{case.name} has an entitlement of {earlier.amount.display} on record; "
                f"{command.amount.display} would replace it without a later stage or a reason.",
                citation=case.cite(Clause.ENTITLEMENT),
                details={"on_record": str(earlier.amount), "given": str(command.amount)},
                next_step="Give the stage (revised or final) or a reason for the change.",
            )
    return decided(case, event, Office.DEPARTMENT, Clause.ENTITLEMENT)


def _require_parts_fit(command: SetEntitlement, case: Case) -> None:
    parts = (command.education_diversity or ZERO, command.published_portion or ZERO)
    for part in parts:
        require_not_negative(part, "a part of an entitlement", case, Clause.ENTITLEMENT)
    if total(parts) > command.amount:
        raise PartsExceedEntitlementError(
            f"The parts of the entitlement of {case.name}, {total(parts).display}, are more than "
            f"the whole, {command.amount.display}.",
            citation=case.cite(Clause.ENTITLEMENT),
            details={"parts": str(total(parts)), "amount": str(command.amount)},
            next_step="Check the amounts: earmark and Alliance portion are parts of the grant.",
        )


def _same_entitlement(earlier: EntitlementSet, event: EntitlementSet) -> bool:
    return (earlier.amount, earlier.stage, earlier.education_diversity) == (
        event.amount,
        event.stage,
        event.education_diversity,
    ) and earlier.published_portion == event.published_portion


def determine_portion(
    command: DeterminePortion, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Determine the portion by the law in force, and keep the operands with the result.

    The same result from the same operands again decides nothing.
    Raises YearClosedError, NotDesignatedError, EntitlementMissingError, BaselineMissingError,
    NoRuleInForceError. Source: C.G.S. § 10-262u(c)(1).
    """
    del command  # it has no fields: everything comes from the record and the law
    require_open(state, case)
    require_designated(state, case)
    if state.entitlement is None or state.designation is None:
        raise EntitlementMissingError(
            f"{case.name} has no ECS entitlement on record, so its portion cannot be determined.",
            citation=case.cite(Clause.ENTITLEMENT),
            next_step=f"Record it: alliance entitlement set {case.place} --amount AMOUNT, or for "
            "every town: alliance import ecs FILE",
        )
    rule = case.rules.portion(
        RoundName(state.designation.round), first_time=state.designation.first_time
    )
    baseline = case.baselines.get(rule.value.baseline_year)
    if baseline is None:
        raise BaselineMissingError(
            f"{case.name} is measured from {rule.value.baseline_year}, and that entitlement of "
            f"{case.district.name} is not on record.",
            citation=rule.citation,
            details={"baseline_fiscal_year": str(rule.value.baseline_year.ends_in)},
            next_step=f"Record the {rule.value.baseline_year} entitlement first.",
        )
    taken = earmarked(case.rules.earmark().value, state.entitlement.education_diversity)
    true_up = state.true_up.difference if state.true_up else ZERO
    event = PortionDetermined(
        portion=portion_of(state.entitlement.amount + true_up, taken, baseline.amount),
        entitlement=state.entitlement.amount,
        other_earmarks=taken,
        baseline=baseline.amount,
        baseline_fiscal_year=rule.value.baseline_year.ends_in,
        baseline_position=baseline.position,
        true_up=true_up,
    )
    if state.portion == event:
        return ()
    return (
        Decided(
            fiscal_year=case.fiscal_year,
            event=event,
            office=Office.DEPARTMENT,
            # No act is known for the earmark: the caveat stands wherever the portion is cited.
            citation=replace(rule.citation, note="earmark unverified") if taken else rule.citation,
            effective_on=case.effective_on,
        ),
    )


def withhold_portion(
    command: WithholdPortion, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Withhold from the town's grant, never above the portion in all.

    Raises YearClosedError, NotDesignatedError, AmountNotPositiveError, PortionMissingError,
    WithholdingAlreadyRecordedError, WithholdingExceedsPortionError, StepBeforeGroundError (before
    the year). Source: § 10-262u(c)(1).
    """
    require_open(state, case)
    require_designated(state, case)
    require_positive(command.amount, "a withholding", case, Clause.WITHHOLDING)
    require_year_begun("The withholding", case, Clause.WITHHOLDING)
    if state.portion is None:
        raise PortionMissingError(
            f"{case.name} has no portion determined, so nothing can be withheld.",
            citation=case.cite(Clause.PORTION),
            next_step=f"Determine it first: alliance entitlement determine-portion {case.place}",
        )
    if state.published_withholding is not None:
        raise _already_recorded(state, case)
    withheld = balance("withheld_by_comptroller", state)
    portion = state.portion.portion
    if withheld + command.amount > portion:
        raise WithholdingExceedsPortionError(
            f"{command.amount.display} more for {case.name} would make "
            f"{(withheld + command.amount).display} withheld, above the portion of "
            f"{portion.display}.",
            citation=case.cite(Clause.WITHHOLDING),
            details={
                "portion": str(portion),
                "withheld": str(withheld),
                "amount": str(command.amount),
                "at_most": str(portion - withheld),
            },
            next_step=at_most(
                "Withhold",
                portion - withheld,
                "The whole portion is withheld: nothing needs doing.",
            ),
        )
    event = AlliancePortionWithheld(amount=command.amount, voucher=command.voucher)
    return decided(case, event, Office.COMPTROLLER, Clause.WITHHOLDING)


def record_published_withholding(
    command: RecordPublishedWithholding, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record a published withholding as it was; where it differs from the law is a finding.

    Raises YearClosedError, NotDesignatedError, AmountNotPositiveError (below zero),
    WithholdingAlreadyRecordedError. Source: C.G.S. § 10-262u(c)(1).
    """
    require_open(state, case)
    require_designated(state, case)
    require_not_negative(command.amount, "a withholding", case, Clause.WITHHOLDING)
    require_words(command.source, "the source of a published withholding", case)
    if state.withheld:
        raise _already_recorded(state, case)
    event = PublishedWithholdingRecorded(amount=command.amount, source=command.source)
    return decided(case, event, Office.COMPTROLLER, Clause.WITHHOLDING)


def _already_recorded(state: DistrictYear, case: Case) -> WithholdingAlreadyRecordedError:
    withheld = balance("withheld_by_comptroller", state)
    how = "as published" if state.published_withholding else "through this ledger"
    return WithholdingAlreadyRecordedError(
        f"{case.name} has {withheld.display} withheld on record, {how}.",
        citation=case.cite(Clause.WITHHOLDING),
        details={"withheld": str(withheld)},
        next_step="Correct that record if it is wrong: alliance correct POSITION.",
    )


def transfer_portion(
    command: TransferPortion, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Hand withheld money to the Commissioner, never more than is held.

    Raises YearClosedError, AmountNotPositiveError, TransferExceedsWithheldError,
    StepBeforeGroundError (before the year).
    Source: C.G.S. § 10-262u(c)(1).
    """
    require_open(state, case)
    require_positive(command.amount, "a transfer", case, Clause.TRANSFER)
    require_year_begun("The transfer", case, Clause.TRANSFER)
    held, withheld, reduced = (
        balance(name, state)
        for name in ("held_by_comptroller", "withheld_by_comptroller", "reduction_applied")
    )
    if command.amount > held:
        raise TransferExceedsWithheldError(
            f"{command.amount.display} is more than the Comptroller holds for {case.name}: "
            f"{held.display}.",
            citation=case.cite(Clause.TRANSFER),
            details={
                "held_by_comptroller": str(held),
                "amount": str(command.amount),
                "short_by": str(command.amount - held),
            },
            next_step=at_most(
                "Transfer",
                held,
                f"Nothing is left to transfer: alliance balance show {case.place}"
                if withheld
                else f"Withhold it first: alliance withhold record {case.place} --amount …",
            )
            + (f" A determination took {reduced.display} of this year." if reduced else ""),
        )
    event = PortionTransferred(amount=command.amount, voucher=command.voucher)
    return decided(case, event, Office.COMPTROLLER, Clause.TRANSFER)
