"""What is known beside the account of a district-year: folded with it, and never a balance.

Not here: whether an act is allowed (`domain/decisions/side_*.py`). C.G.S. § 10-262i, § 10-263(b).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from domain.money import Money, total
from domain.side_events import (
    AnnualReturnFiled,
    BudgetShortfallDetermined,
    EcsInstallmentPaid,
    EcsOffsetApplied,
    EducationBudgetAdopted,
    ExitBalanceHandled,
    ForfeitureApplied,
    ForfeitureWaived,
    GrantAdjusted,
    IndexScoreCorrected,
    IndexScorePublished,
    ReformStatusSet,
    SideEvent,
    SingleAuditRecorded,
    SupplantingFlagged,
)
from domain.side_kinds import EcsInstallment, OffsetGround, ReturnStage

IndexScore = IndexScorePublished | IndexScoreCorrected


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What stands beside the account of one district-year.

    Attributes:
        scores: the score that stands of each data year.
        reform: the status of an educational reform district, or None.
        installments: what was paid of the unrestricted share.
        adjustment: how the grant of this year was adjusted, or None.
        offsets: by what the ECS grant of this year was paid less.
        budget, shortfall, waived: the town's education budget, or None.
        forfeiture: what of an earlier shortfall falls due in this year, or None.
        supplanting: what was flagged.
        returns: the annual return, stage by stage.
        audits: what happened about the single audit.
        exit_balance: what becomes of the balance after the program; None where that is not said,
            and from the day the district is designated again.
    """

    scores: Mapping[int, IndexScore] = field(default_factory=dict)
    reform: ReformStatusSet | None = None
    installments: Mapping[EcsInstallment, EcsInstallmentPaid] = field(default_factory=dict)
    adjustment: GrantAdjusted | None = None
    offsets: tuple[EcsOffsetApplied, ...] = ()
    budget: EducationBudgetAdopted | None = None
    shortfall: BudgetShortfallDetermined | None = None
    waived: ForfeitureWaived | None = None
    forfeiture: ForfeitureApplied | None = None
    supplanting: tuple[SupplantingFlagged, ...] = ()
    returns: tuple[AnnualReturnFiled, ...] = ()
    audits: tuple[SingleAuditRecorded, ...] = ()
    exit_balance: ExitBalanceHandled | None = None

    def offset_for(self, ground: OffsetGround) -> Money:
        """What the ECS grant was paid less on one ground, in all."""
        return total([one.amount for one in self.offsets if one.ground is ground])

    def returned_as(self, stage: ReturnStage) -> AnnualReturnFiled | None:
        """The last record of a stage of the annual return, or None."""
        return next((one for one in reversed(self.returns) if one.stage is stage), None)


NOTHING_BESIDE = Side()


def side_after(side: Side, event: SideEvent) -> Side:
    """What is known after one more event."""
    match event:
        case IndexScorePublished() | IndexScoreCorrected():
            return replace(side, scores={**side.scores, event.data_year: event})
        case ReformStatusSet():
            return replace(side, reform=event)
        case EcsInstallmentPaid():
            return replace(side, installments={**side.installments, event.installment: event})
        case GrantAdjusted():
            return replace(side, adjustment=event)
        case EcsOffsetApplied():
            return replace(side, offsets=(*side.offsets, event))
        case AnnualReturnFiled():
            return replace(side, returns=(*side.returns, event))
        case SingleAuditRecorded():
            return replace(side, audits=(*side.audits, event))
        case ExitBalanceHandled():
            return replace(side, exit_balance=event)
        case _:
            return _of_budget(side, event)


def _of_budget(
    side: Side,
    event: EducationBudgetAdopted
    | BudgetShortfallDetermined
    | ForfeitureApplied
    | ForfeitureWaived
    | SupplantingFlagged,
) -> Side:
    match event:
        case EducationBudgetAdopted():
            return replace(side, budget=event)
        case BudgetShortfallDetermined():
            return replace(side, shortfall=event)
        case ForfeitureApplied():
            return replace(side, forfeiture=event)
        case ForfeitureWaived():
            return replace(side, waived=event)
        case SupplantingFlagged():
            return replace(side, supplanting=(*side.supplanting, event))
        case _:
            assert_never(event)
