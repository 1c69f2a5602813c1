"""One plain sentence for each event beside the account.

Not here: the other events (`domain/sentences.py`).
"""

from typing import Final, assert_never

from domain import side_events as s
from domain.money import ZERO
from domain.setting_events import ExitChoice
from domain.side_kinds import OffsetGround

GROUNDS: Final = {
    OffsetGround.ANNUAL_RETURN: "for a late annual return",
    OffsetGround.BUDGET_FORFEITURE: "for a budget forfeiture",
    OffsetGround.GRANT_ADJUSTMENT: "for an adjustment of an earlier grant",
}
EXITS: Final = {
    ExitChoice.CARRY: "is carried to the next fiscal year",
    ExitChoice.RETURN: "is to be returned; nothing has come back by this record",
    ExitChoice.OFFSET: "is to be set against the ECS grant; nothing is deducted by this record",
}


def side_sentence(event: s.SideEvent) -> str:
    """What happened, in one sentence without a full stop."""
    match event:
        case s.IndexScorePublished() | s.IndexScoreCorrected():
            return _score(event)
        case s.ReformStatusSet():
            return (
                f"Educational reform district (Opportunity District), rank {event.rank} from the "
                f"lowest ({event.document})"
            )
        case s.EcsInstallmentPaid():
            voucher = f" (voucher {event.voucher})" if event.voucher else ""
            return (
                f"ECS installment of {event.installment.value.capitalize()} paid to the town on "
                f"{event.paid_on}: {event.amount.display}{voucher}"
            )
        case s.GrantAdjusted():
            return (
                f"Grant adjusted by {event.difference.display} in FY{event.in_fiscal_year}: "
                f"{event.payable.display} payable less {event.paid.display} paid "
                f"({event.document})"
            )
        case s.EcsOffsetApplied():
            return (
                f"ECS grant paid {event.amount.display} less {GROUNDS[event.ground]} "
                f"({event.document})"
            )
        case s.AnnualReturnFiled():
            return f"Annual return {event.stage} on {event.filed_on}"
        case s.SingleAuditRecorded():
            return _audit(event)
        case s.ExitBalanceHandled():
            return _exit(event)
        case _:
            return _of_budget(event)


def _of_budget(
    event: s.EducationBudgetAdopted
    | s.BudgetShortfallDetermined
    | s.ForfeitureApplied
    | s.ForfeitureWaived
    | s.SupplantingFlagged,
) -> str:
    match event:
        case s.EducationBudgetAdopted():
            return (
                f"Education budget of {event.amount.display} adopted on {event.adopted_on}; the "
                f"year before {event.prior_year.display}, aid increase "
                f"{event.aid_increase.display} ({event.document})"
            )
        case s.BudgetShortfallDetermined():
            return (
                f"Education budget {event.shortfall.display} short: minimum "
                f"{event.minimum.display} less adopted {event.adopted.display}; "
                f"{event.forfeiture.display} forfeited in FY{event.forfeiture_fiscal_year}"
            )
        case s.ForfeitureApplied():
            return (
                f"Forfeiture of {event.amount.display} applied for the education budget of "
                f"FY{event.failure_fiscal_year}"
            )
        case s.ForfeitureWaived():
            on = f"on the agreement {event.agreement}" if event.agreement else "for good cause"
            return f"Forfeiture of {event.amount.display} waived {on}: {event.reason}"
        case s.SupplantingFlagged():
            much = f" ({event.amount.display})" if event.amount is not None else ""
            return f"Supplanting flagged, not found: {event.words}{much}"
        case _:
            assert_never(event)


def _score(event: s.IndexScorePublished | s.IndexScoreCorrected) -> str:
    rank = f", rank {event.rank} from the lowest" if event.rank is not None else ""
    charter = ", with a charter school's data" if event.charter_data else ""
    anew = ""
    if isinstance(event, s.IndexScoreCorrected):
        anew = f", version {event.version}: {event.reason}"
    return (
        f"Index score of {event.data_year} data {event.score}{rank}{charter} ({event.source}){anew}"
    )


def _audit(event: s.SingleAuditRecorded) -> str:
    until = f" until {event.until}" if event.until is not None else ""
    spent = ""
    if event.spent is not None:
        what = "required" if event.required else "not required"
        spent = (
            f"; {event.spent.display} of state assistance spent, threshold "
            f"{event.threshold.display}: an audit is {what}"
        )
    return f"Single audit {event.stage}{until} on {event.on} ({event.reference}){spent}"


def _exit(event: s.ExitBalanceHandled) -> str:
    open_ = f"; {event.finding_open.display} of findings open" if event.finding_open > ZERO else ""
    return (
        f"Balance after the program: {event.balance.display} {EXITS[event.choice]}{open_}; no law "
        f"says what becomes of it ({event.reason}; {event.document})"
    )
