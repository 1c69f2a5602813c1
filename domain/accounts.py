"""The posting table: how each event moves money between the accounts of a district-year.

`POSTINGS` is data: for each event, rows of (from account, to account, amount field). The amounts
come from the event alone. Balances, guards, journals and explanations all come from this table
through its one interpreter, `postings_of`; a verifier without our code can use the same table.

Not here: the accounts (`domain/chart.py`); what a figure is called and which accounts it sums
(`domain/figures.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.chart import STOCKS, Account, Posting
from domain.events import Event, EventCorrected
from domain.money import Money


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the posting table: move the amount in `field` from one account to another."""

    source: Account
    target: Account
    field: str


_A = Account

_CARRY_PARTS = (
    (_A.HELD_BY_COMPTROLLER, "at_comptroller"),
    (_A.HELD_BY_COMMISSIONER, "at_commissioner"),
    (_A.HELD_BY_TOWN, "at_town"),
    (_A.HELD_BY_BOARD, "at_board"),
    (_A.NOT_WITHHELD, "not_withheld"),
)

_SPENT_LESS = (
    Row(_A.SPENT, _A.HELD_BY_BOARD, "grant_less"),
    Row(_A.SPENT, _A.BOARD_OWN_MONEY, "own_less"),
)

# Intake, the plan and its review, holds, requests, and money that is not of this account.
_WITHOUT_MONEY = (
    "SubmissionReceived",
    "SubmissionChecked",
    "SubmissionAccepted",
    "SubmissionReturned",
    "PlanSubmitted",
    "ReviewCommitteeAppointed",
    "PlanReviewed",
    "PlanChangesRequired",
    "PlanApproved",
    "PlanRejected",
    "ConditionMet",
    "PlanAmendmentSubmitted",
    "PlanAmendmentApproved",
    "PlanAmendmentRejected",
    "PlanPublished",
    "PassThroughShortfallNoted",
    "PaymentWithheldForNoncompliance",
    "NoncomplianceWithholdingLifted",
    "FundingRenewed",
    "DrawDownRequested",
    "OtherFundingReceived",
    # Inquiries and the case of a determination.
    "InquiryOpened",
    "InquiryAnswered",
    "InquiryClosed",
    "QuestionedCostDisallowed",
    "ProcedureSet",
    "PreliminaryDeterminationIssued",
    "ResponseReceived",
    "ResponseTimeExtended",
    "PaperServed",
    "ReturnReceiptRecorded",
    "ReconsiderationRequested",
    "ReconsiderationDecided",
    "AppealFiled",
    "StayOrdered",
    "StayEnded",
    "AppealDecided",
    "EnforcementDirected",
    "PaymentScheduleSet",
)

# Beside the account (`domain/side_events.py`).
_BESIDE = (
    "IndexScorePublished",
    "IndexScoreCorrected",
    "ReformStatusSet",
    "EcsInstallmentPaid",
    "GrantAdjusted",
    "EcsOffsetApplied",
    "EducationBudgetAdopted",
    "BudgetShortfallDetermined",
    "ForfeitureApplied",
    "ForfeitureWaived",
    "SupplantingFlagged",
    "AnnualReturnFiled",
    "SingleAuditRecorded",
    "ExitBalanceHandled",
)

# Every event of the union has its line; an empty line says that it moves no money.
POSTINGS: Mapping[str, tuple[Row, ...]] = {
    "DistrictDesignated": (),
    "DesignationEnded": (),
    "EntitlementSet": (),
    "EntitlementTruedUp": (),
    "PortionDetermined": (),
    "AlliancePortionWithheld": (Row(_A.TOWN_GRANT, _A.HELD_BY_COMPTROLLER, "amount"),),
    "PublishedWithholdingRecorded": (Row(_A.TOWN_GRANT, _A.HELD_BY_COMPTROLLER, "amount"),),
    "PortionTransferred": (Row(_A.HELD_BY_COMPTROLLER, _A.HELD_BY_COMMISSIONER, "amount"),),
    **dict.fromkeys(_WITHOUT_MONEY, ()),
    **dict.fromkeys(_BESIDE, ()),
    "ReleaseProposed": (),
    "ReleaseAuthorized": (Row(_A.RELEASE_AUTHORITY, _A.AUTHORIZED, "amount"),),
    "ReleaseWithdrawn": (Row(_A.AUTHORIZED, _A.RELEASE_AUTHORITY, "amount"),),
    "ReleaseIssued": (Row(_A.HELD_BY_COMMISSIONER, _A.IN_PAYMENT, "amount"),),
    "ReleaseConfirmed": (
        Row(_A.IN_PAYMENT, _A.HELD_BY_TOWN, "amount"),
        Row(_A.IN_PAYMENT, _A.HELD_BY_COMMISSIONER, "short"),
        Row(_A.AUTHORIZED, _A.RELEASE_AUTHORITY, "short"),
        Row(_A.PAID_IN_ERROR, _A.HELD_BY_TOWN, "over"),
    ),
    "ReleaseReturned": (
        Row(_A.IN_PAYMENT, _A.HELD_BY_COMMISSIONER, "amount_unpaid"),
        Row(_A.HELD_BY_TOWN, _A.HELD_BY_COMMISSIONER, "amount_paid"),
    ),
    "OverpaymentReturned": (Row(_A.HELD_BY_TOWN, _A.PAID_IN_ERROR, "amount"),),
    "PassThroughRecorded": (
        Row(_A.HELD_BY_TOWN, _A.HELD_BY_BOARD, "amount"),
        Row(_A.HELD_BY_BOARD, _A.BOARD_OWN_MONEY, "reimbursed"),
    ),
    "ResidencyFundsSetAside": (Row(_A.EARMARKED, _A.RESIDENCY_SET_ASIDE, "amount"),),
    "ExpenditureReported": (
        Row(_A.HELD_BY_BOARD, _A.SPENT, "from_grant"),
        Row(_A.BOARD_OWN_MONEY, _A.SPENT, "from_own_money"),
    ),
    "InterimSpendingReported": (),
    "ReportCertified": (),
    "ExpenditureReportAmended": (
        Row(_A.HELD_BY_BOARD, _A.SPENT, "grant_more"),
        Row(_A.BOARD_OWN_MONEY, _A.SPENT, "own_more"),
        *_SPENT_LESS,
    ),
    "ExpenditureReclassified": _SPENT_LESS,
    "ExpenditureRefunded": _SPENT_LESS,
    "CrosswalkSet": (),
    "FiscalYearClosed": (
        *(Row(account, _A.NEXT_YEAR, field) for account, field in _CARRY_PARTS),
        Row(_A.NEXT_YEAR, _A.BOARD_OWN_MONEY, "advanced_by_board"),
        Row(_A.RESIDENCY_SET_ASIDE, _A.EARMARKED, "residency"),
    ),
    "BalanceCarriedIn": (
        *(Row(_A.PREVIOUS_YEAR, account, field) for account, field in _CARRY_PARTS),
        Row(_A.BOARD_OWN_MONEY, _A.PREVIOUS_YEAR, "advanced_by_board"),
        Row(_A.EARMARKED, _A.RESIDENCY_SET_ASIDE, "residency"),
    ),
    "OpeningBalanceStated": (
        Row(_A.PREVIOUS_YEAR, _A.STATEMENT, "carry_in"),
        Row(_A.TOWN_GRANT, _A.STATEMENT, "withheld"),
        Row(_A.STATEMENT, _A.SPENT, "spent"),
        *(Row(_A.STATEMENT, stock, stock.value) for stock in STOCKS),
        Row(_A.RELEASE_AUTHORITY, _A.AUTHORIZED, "authorized"),
        Row(_A.HISTORY, _A.STATED_TRANSFERRED, "transferred"),
        Row(_A.HISTORY, _A.STATED_RELEASED, "released"),
        Row(_A.HISTORY, _A.STATED_PASSED_THROUGH, "passed_through"),
        Row(_A.CLAIM, _A.FINDING_OPEN, "finding_open"),
        Row(_A.CLAIM, _A.REPAY_DUE, "repay_due"),
        Row(_A.CLAIM, _A.REDUCTION_DUE, "reduction_due"),
    ),
    # The claim comes and goes by itself; grant money moves only where a reduction is applied to a
    # later year, and where money came back.
    "FindingRaised": (
        Row(_A.CLAIM, _A.FINDING_OPEN, "amount"),
        Row(_A.FINDING_OPEN, _A.CLAIM, "absorbed"),
    ),
    "QuestionedCostAllowed": (Row(_A.FINDING_OPEN, _A.CLAIM, "amount"),),
    "DeterminationIssued": (
        Row(_A.FINDING_OPEN, _A.REPAY_DUE, "repay"),
        Row(_A.FINDING_OPEN, _A.REDUCTION_DUE, "reduce"),
        Row(_A.FINDING_OPEN, _A.CLAIM, "dropped"),
    ),
    "ClaimReduced": (
        Row(_A.REPAY_DUE, _A.WAIVED, "repay_less"),
        Row(_A.REDUCTION_DUE, _A.WAIVED, "reduction_less"),
    ),
    "RepaymentReceived": (Row(_A.REPAY_DUE, _A.REPAID, "amount"),),
    "RepaymentRefunded": (Row(_A.REPAID, _A.REPAY_DUE, "amount"),),
    "ReductionTaken": (Row(_A.REDUCTION_DUE, _A.REDUCTION_TAKEN, "amount"),),
    "ReductionApplied": (
        Row(_A.HELD_BY_COMMISSIONER, _A.REDUCTION_APPLIED, "from_commissioner"),
        Row(_A.HELD_BY_COMPTROLLER, _A.REDUCTION_APPLIED, "from_comptroller"),
    ),
    "ReductionReversed": (
        Row(_A.REDUCTION_APPLIED, _A.HELD_BY_COMMISSIONER, "to_commissioner"),
        Row(_A.REDUCTION_APPLIED, _A.HELD_BY_COMPTROLLER, "to_comptroller"),
    ),
    "ReductionRestored": (Row(_A.REDUCTION_TAKEN, _A.REDUCTION_DUE, "amount"),),
    "FundsReturned": (
        Row(_A.HELD_BY_TOWN, _A.HELD_BY_COMMISSIONER, "from_town"),
        Row(_A.HELD_BY_BOARD, _A.HELD_BY_COMMISSIONER, "from_board"),
    ),
    # Says itself what it moves; see `corrected_postings`.
    "EventCorrected": (),
    "FactReported": (),
    "LedgerOpened": (),
    "SourceLoaded": (),
    "CoverageStated": (),
    "StatewideFactReported": (),
    "ProgramReportPublished": (),
    "BatchPrepared": (),
    "BatchApproved": (),
    "BatchIssued": (),
    "BatchWithdrawn": (),
    "PaymentFileWritten": (),
    # Dated configuration (`domain/setting_events.py`).
    "ReleaseScheduleSet": (),
    "PlanDueDateSet": (),
    "NewReformShareSet": (),
    "ObjectCodesSet": (),
    "GuidelinesAdopted": (),
    "AppropriationControlSet": (),
    "VarianceAllowanceSet": (),
    "ReportColumnsSet": (),
    "ExitPolicySet": (),
    "DeadlineSet": (),
}


def postings_of(event: Event) -> tuple[Posting, ...]:
    """The movements of money an event makes, in the order of the table; zero amounts left out.

    A correction says in full what it moves.
    """
    if isinstance(event, EventCorrected):
        return event.postings
    rows = POSTINGS[type(event).__name__]
    if not rows:
        return ()
    moved = ((row, amount_in(event, row.field)) for row in rows)
    return tuple(Posting(row.source, row.target, amount) for row, amount in moved if amount)


def corrected_postings(
    event_name: str, wrong: Mapping[str, Money], right: Mapping[str, Money]
) -> tuple[Posting, ...]:
    """What a correction moves, zero amounts left out.

    The rows of the event it names are undone with the amounts that stood until now, then made
    again with those that stand from now on.
    """
    rows = POSTINGS[event_name]
    undone = [(row.target, row.source, wrong.get(row.field)) for row in rows]
    made = [(row.source, row.target, right.get(row.field)) for row in rows]
    return tuple(
        Posting(source, target, amount) for source, target, amount in undone + made if amount
    )


def amount_fields(event_name: str) -> tuple[str, ...]:
    """The fields whose amounts an event of that name moves, each once, in table order."""
    return tuple(dict.fromkeys(row.field for row in POSTINGS[event_name]))


def amount_in(event: Event, field: str) -> Money:
    """The amount that stands in a field the posting table names. A miss is a bug in the table."""
    amount: object = getattr(event, field)
    assert isinstance(amount, Money), f"{type(event).__name__}.{field} is not Money"  # noqa: S101
    return amount
