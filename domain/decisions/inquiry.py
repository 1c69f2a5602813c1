"""Decisions before anything is a finding: the board is asked, answers, and the matter is closed.

An inquiry moves nothing and claims nothing. A closed fiscal year does not stop it. Source:
C.G.S. § 10-262u(g), in the form and manner the Commissioner requests.
"""

from domain.authority import Office
from domain.claim_commands import AnswerInquiry, CloseInquiry, OpenInquiry
from domain.claim_events import InquiryAnswered, InquiryClosed, InquiryOpened, QuestionedLine
from domain.claim_state import Inquiry
from domain.decisions.case import Case, Decided, decided, require_positive, require_words
from domain.decisions.claim_refusals import (
    FindingDoesNotAddUpError,
    InquiryClosedError,
    InquiryNameTakenError,
    InquiryUnknownError,
    QuestionedLineUnknownError,
)
from domain.decisions.claims_known import require_account
from domain.decisions.ground import require_due_no_earlier, require_not_before_ground
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.words import same_words


def open_inquiry(command: OpenInquiry, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Ask the board about lines of its report, or about something else.

    Raises NotDesignatedError, WordsMissingError, InquiryNameTakenError, AmountNotPositiveError,
    FindingDoesNotAddUpError (a line named twice), QuestionedLineUnknownError,
    StepBeforeGroundError (an answer asked for before the question).
    """
    require_account(state, case)
    require_words(command.inquiry, "the name of an inquiry", case)
    require_words(command.question, "the question of an inquiry", case)
    for name in state.claims.inquiries:
        if same_words(name, command.inquiry):
            raise InquiryNameTakenError(
                f"{case.name} has an inquiry {name!r} already.",
                citation=case.cite(Clause.REPORT),
                details={"inquiry": name},
                next_step="If this is another one, give it another name.",
            )
    lines = command.lines or ()
    require_lines(lines, case, Clause.REPORT)
    require_known_lines(lines, state, case, Clause.REPORT)
    what = f"Inquiry {command.inquiry!r}"
    require_due_no_earlier(what, command.answer_by, "--answer-by", case, Clause.REPORT)
    event = InquiryOpened(
        inquiry=command.inquiry,
        lines=lines,
        question=command.question,
        answer_by=command.answer_by,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.REPORT)


def answer_inquiry(command: AnswerInquiry, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record what the board answered; its legal date is the day it came.

    Raises InquiryUnknownError, InquiryClosedError, WordsMissingError, StepBeforeGroundError.
    """
    _open_inquiry(command.inquiry, state, case)
    require_words(command.answer, "the answer to an inquiry", case)
    step = f"The answer to inquiry {command.inquiry!r}"
    require_not_before_ground(step, command.answered_on, case, Clause.REPORT)
    event = InquiryAnswered(
        inquiry=command.inquiry,
        answer=command.answer,
        answered_on=command.answered_on,
        register=command.register,
    )
    return decided(
        case, event, Office.BOARD_OF_EDUCATION, Clause.REPORT, effective_on=command.answered_on
    )


def close_inquiry(command: CloseInquiry, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Close an inquiry, also one that nobody answered.

    Raises InquiryUnknownError, InquiryClosedError, WordsMissingError, StepBeforeGroundError.
    """
    inquiry = _open_inquiry(command.inquiry, state, case)
    require_words(command.outcome, "what came of an inquiry", case)
    step = f"The closing of inquiry {command.inquiry!r}"
    require_not_before_ground(step, case.effective_on, case, Clause.REPORT)
    _require_not_before_answers(inquiry, command.inquiry, case)
    event = InquiryClosed(inquiry=command.inquiry, outcome=command.outcome)
    return decided(case, event, Office.DEPARTMENT, Clause.REPORT)


def require_lines(lines: tuple[QuestionedLine, ...], case: Case, clause: Clause) -> None:
    """Raises WordsMissingError, AmountNotPositiveError, FindingDoesNotAddUpError (named twice)."""
    named: list[str] = []
    for line in lines:
        require_words(line.key, "the key of a line", case)
        require_positive(line.amount, f"the amount of line {line.key}", case, clause)
        if any(same_words(line.key, other) for other in named):
            raise FindingDoesNotAddUpError(
                f"{case.name}: line {line.key!r} is named twice.",
                citation=case.cite(clause),
                details={"line": line.key},
                next_step="Name each line once, with its whole amount.",
            )
        named.append(line.key)


def require_known_lines(
    lines: tuple[QuestionedLine, ...], state: DistrictYear, case: Case, clause: Clause
) -> None:
    """A key that neither the plan in force nor the report has is a typing error.

    It cannot be told where the report has no lines. Raises QuestionedLineUnknownError.
    """
    if state.report is None or not state.report.lines:
        return
    planned = state.approved_plan[1].lines if state.approved_plan else ()
    keys = [*(line.key for line in planned), *(line.key for line in state.report.lines)]
    known = dict.fromkeys(keys)
    for line in lines:
        if line.key not in known:
            raise QuestionedLineUnknownError(
                f"{case.name} has no line {line.key!r}, neither in the plan in force nor in "
                f"report {state.report.number}.",
                citation=case.cite(clause),
                details={"line": line.key, "known": ", ".join(known)},
                next_step=f"Name one of the known lines; see: alliance report show {case.place}",
            )


def require_inquiry(name: str, state: DistrictYear, case: Case) -> Inquiry:
    """The inquiry of that name. Raises InquiryUnknownError."""
    inquiry = state.claims.inquiries.get(name)
    if inquiry is None:
        known = ", ".join(state.claims.inquiries) or "none"
        raise InquiryUnknownError(
            f"{case.name} has no inquiry {name!r} on record (inquiries: {known}).",
            citation=case.cite(Clause.REPORT),
            details={"inquiry": name, "on_record": known},
            next_step="Check its name, the district and the year.",
        )
    return inquiry


def _require_not_before_answers(inquiry: Inquiry, name: str, case: Case) -> None:
    """Raises StepBeforeGroundError where an answer came after the day the inquiry is closed."""
    came = max((one.answered_on for one in inquiry.answers), default=case.effective_on)
    if case.effective_on < came:
        raise StepBeforeGroundError(
            f"Inquiry {name!r} of {case.name} was answered on {came}, so it cannot be closed on "
            f"{case.effective_on}.",
            citation=case.cite(Clause.REPORT),
            details={"answered_on": str(came), "on": str(case.effective_on)},
            next_step="Check the day (--effective-on).",
        )


def _open_inquiry(name: str, state: DistrictYear, case: Case) -> Inquiry:
    inquiry = require_inquiry(name, state, case)
    if inquiry.outcome is not None:
        raise InquiryClosedError(
            f"Inquiry {name!r} of {case.name} was closed: {inquiry.outcome}.",
            citation=case.cite(Clause.REPORT),
            details={"inquiry": name},
            next_step="Open another one (alliance inquiry open).",
        )
    return inquiry
