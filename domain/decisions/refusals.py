"""One error class per guard of the district-year: the broken statement, with the numbers.

Each is a `RefusedError` (exit 3). The code is what machines read; it never changes.
Not here: when a guard applies (the other files of this folder).
"""

from domain.errors import RefusedError


class NotDesignatedError(RefusedError):
    """The district is not designated for the year. Source: C.G.S. § 10-262u(b)."""

    code = "not_designated"


class AlreadyDesignatedError(RefusedError):
    """The district is already designated for the year."""

    code = "already_designated"


class YearOutsideRoundError(RefusedError):
    """The fiscal year does not lie in the term of that round. Source: § 10-262u(b)."""

    code = "year_outside_round"


class FirstTimeContradictedError(RefusedError):
    """An earlier round had the district, or is not known to have: it decides the baseline."""

    code = "first_time_contradicted"


class NoBaselineClauseError(RefusedError):
    """No clause says what measures a district that was in FY2013 but not in FY2018."""

    code = "no_baseline_clause"


class YearClosedError(RefusedError):
    """The fiscal year is closed; its balance went to the next year. Source: § 10-262u(h)."""

    code = "year_closed"


class YearNotOverError(RefusedError):
    """A fiscal year closes on or after June 30. Source: C.G.S. § 10-259, § 10-262u(h)."""

    code = "year_not_over"


class PreviousYearOpenError(RefusedError):
    """The year before has an account here that is still open; years close in their order."""

    code = "previous_year_open"


class ReportBelowStatedError(RefusedError):
    """A report of the whole year is lower than what a signed statement counted already."""

    code = "report_below_stated"


class NextYearClosedError(RefusedError):
    """The year that would take the balance is closed already."""

    code = "next_year_closed"


class NextYearOpenedOtherwiseError(RefusedError):
    """The next year already has a balance carried in or stated."""

    code = "next_year_opened"


class AmountNotPositiveError(RefusedError):
    """An amount that has to be more than zero (or not below it) is not."""

    code = "amount_not_positive"


class WordsMissingError(RefusedError):
    """A name, a reason or a document is blank, so nobody could find or judge it later."""

    code = "words_missing"


class EntitlementUnchangedReasonError(RefusedError):
    """Another entitlement amount needs a later stage or a reason. Source: § 10-262i(a)."""

    code = "reason_required"


class PartsExceedEntitlementError(RefusedError):
    """Earmark and Alliance portion are more than the grant they are parts of."""

    code = "parts_exceed_entitlement"


class EntitlementMissingError(RefusedError):
    """No entitlement is on record for the year. Source: C.G.S. § 10-262h."""

    code = "entitlement_missing"


class BaselineMissingError(RefusedError):
    """The entitlement of the baseline year is not on record. Source: § 10-262u(c)(1)."""

    code = "baseline_missing"


class PortionMissingError(RefusedError):
    """The portion has not been determined. Source: § 10-262u(c)(1)."""

    code = "portion_missing"


class WithholdingExceedsPortionError(RefusedError):
    """More would be withheld than the portion. Source: § 10-262u(c)(1)."""

    code = "withholding_exceeds_portion"


class WithholdingAlreadyRecordedError(RefusedError):
    """A withholding is on record for the year from the other kind of source."""

    code = "withholding_already_recorded"


class TransferExceedsWithheldError(RefusedError):
    """More would be transferred than the Comptroller holds. Source: § 10-262u(c)(1)."""

    code = "transfer_exceeds_withheld"


class PlanVersionTakenError(RefusedError):
    """That version of the plan, or a later one, is already submitted."""

    code = "plan_version_taken"


class PlanNotSubmittedError(RefusedError):
    """That version of the plan was never submitted. Source: § 10-262u(d)."""

    code = "plan_not_submitted"


class PlanAlreadyDecidedError(RefusedError):
    """That version of the plan was approved or rejected already."""

    code = "plan_already_decided"


class ApprovalExceedsPlanError(RefusedError):
    """More would be approved than the plan asks for. Source: § 10-262u(d)."""

    code = "approval_exceeds_plan"


class PlanNotApprovedError(RefusedError):
    """No plan is approved and no written direction is given. Source: § 10-262u(c)(2), (d)."""

    code = "plan_not_approved"


class ReleaseExceedsApprovalError(RefusedError):
    """More would be released than the approved plan allows. Source: § 10-262u(c)(2), (d)."""

    code = "release_exceeds_approval"


class ReleaseExceedsDirectionError(RefusedError):
    """More would be released than the written direction allows. Source: § 10-262u(c)(2)."""

    code = "release_exceeds_direction"


class ReleaseExceedsHeldError(RefusedError):
    """More would be released than the Commissioner holds. Source: § 10-262u(c)(2)."""

    code = "release_exceeds_held"


class ReleaseNameTakenError(RefusedError):
    """A release of that name exists already in the district-year."""

    code = "release_name_taken"


class ReleaseUnknownError(RefusedError):
    """No release of that name is on record in the district-year."""

    code = "release_unknown"


class ReleaseStatusError(RefusedError):
    """The release does not stand where that act needs it, so nothing is paid twice."""

    code = "release_status"


class ProposalNeededError(RefusedError):
    """On this ledger a release is proposed by one person and authorized by another."""

    code = "proposal_needed"


class SamePersonError(RefusedError):
    """Proposer and authorizer are the same person."""

    code = "same_person"


class ProposalBoundError(RefusedError):
    """On this ledger an authorization holds what was proposed; another amount is proposed anew."""

    code = "proposal_bound"


class PaidBeforeYearError(RefusedError):
    """A payment cannot lie before the fiscal year of its money. Source: C.G.S. § 10-259."""

    code = "paid_before_year"


class ProposalDiffersError(RefusedError):
    """What is authorized is not what was proposed."""

    code = "proposal_differs"


class PassThroughExceedsReleasedError(RefusedError):
    """More would be passed through than the town holds. Source: § 10-262u(c)(2)."""

    code = "pass_through_exceeds_released"


class ReturnExceedsHeldByTownError(RefusedError):
    """The town passed the money on, so the payment cannot have come back."""

    code = "return_exceeds_held_by_town"


class ReportAlreadySubmittedError(RefusedError):
    """An expenditure report is on record; correct it by an event that names it. Source: (g)."""

    code = "report_already_submitted"


class ReportMissingError(RefusedError):
    """A year without an expenditure report is never closed. Source: § 10-262u(g), (h)."""

    code = "report_missing"


class PaymentOpenError(RefusedError):
    """A release is authorized or in payment; settle it before the year closes."""

    code = "payment_open"


class OpeningNotFirstError(RefusedError):
    """Money is on record already, so an opening balance would count it twice."""

    code = "opening_not_first"


class OpeningDoesNotTieError(RefusedError):
    """The stated amounts do not add up."""

    code = "opening_does_not_tie"


class OpeningUnsignedError(RefusedError):
    """An opening statement needs its document and at least one signer."""

    code = "opening_unsigned"


class NothingToCorrectError(RefusedError):
    """The position does not name an event of this district-year that can be corrected so."""

    code = "nothing_to_correct"


class AlreadyCorrectedError(RefusedError):
    """The event was corrected already; a chain of corrections never forks."""

    code = "already_corrected"


class CorrectionBreaksBalanceError(RefusedError):
    """After the correction a balance would be impossible."""

    code = "correction_breaks_balance"
