"""The broken statements of inquiries, findings, determinations and what is owed: one per guard.

Each is a `RefusedError` (exit 3). The code is what machines read; it never changes.
Not here: when a guard applies; the other refusals (`refusals.py`, `payment_refusals.py`).
"""

from domain.errors import RefusedError


class InquiryNameTakenError(RefusedError):
    """An inquiry of that name is on record already."""

    code = "inquiry_name_taken"


class InquiryUnknownError(RefusedError):
    """No inquiry of that name is on record."""

    code = "inquiry_unknown"


class InquiryClosedError(RefusedError):
    """The inquiry was closed."""

    code = "inquiry_closed"


class FindingNameTakenError(RefusedError):
    """A finding of that name is on record already."""

    code = "finding_name_taken"


class FindingUnknownError(RefusedError):
    """No finding of that name is on record. Source: C.G.S. § 10-262u(g)."""

    code = "finding_unknown"


class FindingDoesNotAddUpError(RefusedError):
    """The lines of a finding do not come to its amount, or a line stands twice."""

    code = "finding_does_not_add_up"


class LineInAnotherFindingError(RefusedError):
    """Another finding that stands is about the same line: one has to absorb the other."""

    code = "line_in_another_finding"


class FindingBesideError(RefusedError):
    """A finding without lines beside another may claim the same money; why not has to be said."""

    code = "finding_beside_another"


class ClaimAboveReportError(RefusedError):
    """More would be claimed than still stands reported. Source: C.G.S. § 10-262u(g): "up to"."""

    code = "claim_above_report"


class DroppedUnsaidError(RefusedError):
    """A finding claims less than those it takes the place of, and why was not said."""

    code = "dropped_unsaid"


class FindingNotOpenError(RefusedError):
    """The finding was absorbed, allowed or decided, so there is nothing left to act on."""

    code = "finding_not_open"


class FindingLineUnknownError(RefusedError):
    """The finding is not about that line, or is about lines and none was named."""

    code = "finding_line_unknown"


class QuestionedLineUnknownError(RefusedError):
    """A line that stands neither in the plan in force nor in the report is asked about."""

    code = "questioned_line_unknown"


class FindingReportUnknownError(RefusedError):
    """A finding is about an expenditure report that is not on record."""

    code = "finding_report_unknown"


class QuestionedExceededError(RefusedError):
    """More would be allowed or disallowed than was questioned. Source: Regs. § 4-236-29."""

    code = "questioned_exceeded"


class DeterminationNameError(RefusedError):
    """A determination is named by fiscal year, town code and number, and counted."""

    code = "determination_name"


class DeterminationUnknownError(RefusedError):
    """No determination of that name is on record. Source: C.G.S. § 10-262u(g)."""

    code = "determination_unknown"


class StepTakenError(RefusedError):
    """That step of the case was taken already."""

    code = "step_taken"


class StepMissingError(RefusedError):
    """The step of the case that this one follows on is not on record."""

    code = "step_missing"


class ProcedureMissingError(RefusedError):
    """Counsel was not asked by which procedure the case is decided."""

    code = "procedure_missing"


class NotHeardError(RefusedError):
    """In a contested case the board is heard first. Source: C.G.S. § 4-177, unverified."""

    code = "not_heard"


class DeterminationExceedsFindingError(RefusedError):
    """More would be claimed than is out of compliance. Source: C.G.S. § 10-262u(g)."""

    code = "determination_exceeds_finding"


class DeterminationDoesNotAddUpError(RefusedError):
    """What is repaid, reduced and dropped does not come to the shares of the findings."""

    code = "determination_does_not_add_up"


class FactsMissingError(RefusedError):
    """A decision states findings of fact and conclusions of law. Source: § 4-180(c), unverified."""

    code = "facts_missing"


class FactNotOnRecordError(RefusedError):
    """A finding of fact names no record of this district-year that stands."""

    code = "fact_not_on_record"


class ReconsiderationClosedError(RefusedError):
    """The time to reconsider is over. Source: C.G.S. § 4-181a(a), unverified."""

    code = "reconsideration_closed"


class InstrumentMissingError(RefusedError):
    """A claim of the State is lowered on an instrument only. Source: § 3-7, § 4-181a."""

    code = "instrument_missing"


class InstrumentNotOpenError(RefusedError):
    """That instrument does not lower this claim. Source: § 3-7, § 4-181a, unverified."""

    code = "instrument_not_open"


class ClaimExceededError(RefusedError):
    """More would be repaid or given up than is open. Source: C.G.S. § 10-262u(g)."""

    code = "claim_exceeded"


class RepaymentOwedError(RefusedError):
    """What was repaid was owed: no judgment and no reconsideration says otherwise."""

    code = "repayment_owed"


class PassThroughRepaidError(RefusedError):
    """What the town did not pass on stands with the town; the board does not repay it."""

    code = "pass_through_repaid"


class ScheduleDoesNotAddUpError(RefusedError):
    """The parts of a payment schedule do not come to what is open, day after day."""

    code = "schedule_does_not_add_up"


class AllianceMoneyError(RefusedError):
    """A repayment comes from the board's own money. Source: C.G.S. § 10-262u(g)."""

    code = "repaid_with_alliance_money"


class ReductionYearError(RefusedError):
    """A determination reduces a later fiscal year than its own. Source: C.G.S. § 10-262u(g)."""

    code = "reduction_year"


class ReductionStayedError(RefusedError):
    """The determination is stayed."""

    code = "reduction_stayed"


class ReductionWaitsError(RefusedError):
    """The contested case is not over, and nobody directed to enforce. Source: §§ 4-181a, 4-183."""

    code = "reduction_waits"


class ReductionExceedsError(RefusedError):
    """More would be taken than is due, than is new this year, or than is free. Source: (g)."""

    code = "reduction_exceeds"


class ReturnExceedsHeldError(RefusedError):
    """More would come back than stands there."""

    code = "return_exceeds_held"
