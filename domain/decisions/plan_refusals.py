"""The broken statements of intake, plans, amendments and publication: one error class per guard.

Each is a `RefusedError` (exit 3). The code is what machines read; it never changes.
Not here: when a guard applies; the other refusals (`refusals.py`, `payment_refusals.py`).
"""

from domain.errors import RefusedError


class SubmissionKnownError(RefusedError):
    """The same file is registered already and was not sent back."""

    code = "submission_known"


class SubmissionFileError(RefusedError):
    """A file is told by its SHA-256 and its size, and one of them cannot be."""

    code = "submission_file"


class SubmissionUnknownError(RefusedError):
    """No submission of that register number is on record in the district-year."""

    code = "submission_unknown"


class SubmissionSettledError(RefusedError):
    """The submission was accepted or sent back already."""

    code = "submission_settled"


class SubmissionNotAcceptedError(RefusedError):
    """Nothing posts from a submission until it is accepted."""

    code = "submission_not_accepted"


class SubmissionKindError(RefusedError):
    """What was registered is not a plan. Source: C.G.S. § 10-262u(d)."""

    code = "submission_kind"


class SubmissionPostedError(RefusedError):
    """The submission was posted already; one file makes one plan version."""

    code = "submission_posted"


class SubmissionStoppedError(RefusedError):
    """What stops a plan cannot be accepted away: it could never be posted."""

    code = "submission_stopped"


class AcceptanceReasonMissingError(RefusedError):
    """A submission with discrepancies, or one nobody checked, is accepted only for a reason."""

    code = "acceptance_reason_missing"


class ReceivedAfterTodayError(RefusedError):
    """A submission cannot have come after the day it is registered."""

    code = "received_after_today"


class PlanContentError(RefusedError):
    """The content of the plan cannot be recorded as it is. Source: C.G.S. § 10-262u(d)."""

    code = "plan_content"


class RequiredChangeTwiceError(RefusedError):
    """A required change stands twice under one key. Source: C.G.S. § 10-262u(d)(A)."""

    code = "required_change_twice"


class PlanChangesOpenError(RefusedError):
    """Changes are required of that version; a newer one has to come. Source: § 10-262u(d)(A)."""

    code = "plan_changes_open"


class ApprovalLinesMissingError(RefusedError):
    """A plan with budget lines is approved in part only by line. Source: § 10-262u(d)."""

    code = "approval_lines_missing"


class ApprovalLinesError(RefusedError):
    """The approved lines are not lines of the plan, or do not add up to the approved amount."""

    code = "approval_lines"


class ConditionTakenError(RefusedError):
    """A condition of that key is on record already, or stands twice."""

    code = "condition_taken"


class ConditionUnknownError(RefusedError):
    """No open condition of that key is on record. Source: C.G.S. § 10-262u(c)(2), (f)."""

    code = "condition_unknown"


class AmendmentNumberError(RefusedError):
    """Amendments are counted from 1 without a gap, one open at a time."""

    code = "amendment_number"


class AmendmentUnknownError(RefusedError):
    """No open amendment of that number is on record."""

    code = "amendment_unknown"


class NoApprovedLinesError(RefusedError):
    """There is no approved plan with budget lines to amend. Source: C.G.S. § 10-262u(d)."""

    code = "no_approved_lines"


class LineTransferError(RefusedError):
    """Money cannot move between those lines: unknown, the same, or not enough there."""

    code = "line_transfer"


class PublicationNotRequiredError(RefusedError):
    """No clause has the plans of that year published; § 10-262v begins with FY2024."""

    code = "publication_not_required"
