"""What becomes of each kind of submission: whether its file is read, and which verb posts it.

Not here: reading and checking (`checking.py`). Concerns no provision of the statute.
"""

from typing import Final

from domain.plan_events import SubmissionKind
from domain.submission_state import Submission
from domain.words import typed

# Kinds whose files are read and checked, with the noun of the verbs about them.
NOUNS: Final = {SubmissionKind.PLAN: "plan", SubmissionKind.REPORT: "report"}
# What goes with the step to post a report of which nobody can tell that it is an interim one.
UNLESS_INTERIM: Final = "unless it is an interim report (report estimate)"
_POSTED_BY: Final = {SubmissionKind.PLAN: "plan submit", SubmissionKind.REPORT: "report submit"}


def posting_step(
    one: Submission, file: str, *, reported: bool = False, interim: bool = False
) -> str:
    """The command that posts what was accepted, or "" for what nothing posts from.

    `reported`: a report is on record, so that another one amends it; `interim`: the file was read
    and is an interim report, which the register itself does not say.
    """
    verb = _POSTED_BY.get(one.received.kind)
    if interim:
        return f"alliance report estimate {one.received.register} {typed(file)}"
    if reported and one.received.kind is SubmissionKind.REPORT:
        return f"alliance report amend {one.received.register} {typed(file)} --because TEXT"
    return f"alliance {verb} {one.received.register} {typed(file)}" if verb else ""
