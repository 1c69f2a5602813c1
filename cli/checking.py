"""A registered file checked as what it is, plan or report, so that intake is the same for both.

Not here: what is wrong with either (`plan_standard.py`, `report_standard.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cli import plan_standard, report_standard
from cli.kinds import NOUNS
from cli.papers import registered
from cli.submissions import place_of
from cli.wiring import Office
from domain.errors import IncompleteError
from domain.plan_content import Discrepancy
from domain.plan_events import SubmissionKind
from domain.plan_reading import ReadPaper
from domain.report_reading import ReadReport
from domain.submission_state import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file that was checked.

    Attributes:
        noun: plan or report.
        read: what was read.
        found: everything that is not as it should be.
        said: what its lines add up to, in words.
    """

    noun: str
    read: ReadPaper
    found: tuple[Discrepancy, ...]
    said: str

    @property
    def interim(self) -> bool:
        """Whether it is an interim report: an estimate, as its own file says."""
        content = self.read.content if isinstance(self.read, ReadReport) else None
        return content is not None and content.as_of is not None


def checked(
    office: Office, one: Submission, file: Path, crosswalk: Path | None, *, strict: bool = False
) -> Checked:
    """The file of a submission, checked as its kind.

    `strict`: a file of which nothing can be read is refused; else that is its discrepancy.
    `crosswalk`: of a report by account. Raises IncompleteError for a kind that is not read,
    UnreadableFileError.
    """
    register, kind = one.received.register, one.received.kind
    noun = NOUNS.get(kind)
    if noun is None:
        raise IncompleteError(
            f"{register} is a {kind}; only plans and reports are checked by this version.",
            details={"register": register},
            next_step=f"Look at it, then: alliance intake accept {register} --because TEXT, or: "
            f"alliance intake return {register} --because TEXT",
        )
    district, year = place_of(register)
    came_on = one.received.received_on
    if kind is SubmissionKind.PLAN:
        read_plan = plan_standard.read_file if strict else plan_standard.read_received
        plan = registered(read_plan, file, register)
        found = plan_standard.found_in(plan, office, district, year, came_on)
        return Checked(noun=noun, read=plan, found=found, said=plan_standard.total_said(plan))
    by_account = report_standard.crosswalk_for(office, district, year, crosswalk)
    report = registered(_reading(by_account, strict=strict), file, register)
    found = report_standard.report_found(report, office, district, year, came_on)
    return Checked(noun=noun, read=report, found=found, said=report_standard.spent_said(report))


def _reading(crosswalk: report_standard.Crosswalk, *, strict: bool) -> Callable[[Path], ReadReport]:
    read = report_standard.read_report_file if strict else report_standard.read_received_report
    return lambda file: read(file, crosswalk)
