"""Sending a workbook back with its cells marked, and recording that it is sent back.

Shared by `alliance plan return` and `alliance report return`.
Not here: sending back what has no cells (`intake.py`), marking (`workbook/mark.py`).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.acts import Act, Frame, perform, require_allowed
from cli.checking import Checked, checked
from cli.files import require_free, written_with
from cli.papers import is_text, plain_return, require_same_file
from cli.render import say
from cli.submissions import check_of, require_kind, submission_of
from cli.wiring import open_office
from cli.workbook.form import WHAT_TO_DO
from domain.commands import Instruction
from domain.errors import UsageError
from domain.plan_content import Discrepancy, how_many_discrepancies
from domain.plan_events import SubmissionKind
from domain.submission_state import Submission, SubmissionStatus

if TYPE_CHECKING:
    from cli.workbook.mark import Returned


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """What is asked for.

    Attributes:
        register: the register number, as typed.
        file: as it was received.
        to: where the marked copy goes.
        because: what to mend.
        due_on: until when it is to come again; None for no date.
        replace: whether a file at `to` may be written over.
        crosswalk: of a report by account; None for the one on record.
    """

    register: str
    file: Path
    to: Path
    because: str
    due_on: str | None
    replace: bool
    crosswalk: Path | None = None


def send_back(context: typer.Context, asked: SentBack, kind: SubmissionKind, frame: Frame) -> None:
    """Write the copy and record the act, both or neither. Raises what either refuses."""
    office = open_office(context, money=True)
    one = submission_of(office, asked.register)
    require_kind(one, kind)
    require_same_file(asked.file, one.received.sha256, asked.register)
    _require_cells(asked.file, one, kind)
    paper = checked(office, one, asked.file, asked.crosswalk, strict=True)
    fields = {
        "register": one.received.register,
        "reason": asked.because,
        "due_on": asked.due_on,
    }
    act = Act("ReturnSubmission", fields)
    after: tuple[Instruction, ...] = ()
    if one.status is not SubmissionStatus.RETURNED and _unnoted(one, paper.found):
        after = (check_of(one, paper.found, frame.effective_on, frame.actor, None),)
    allowed = require_allowed(office, act, frame, after=after)
    if frame.dry_run or (allowed.repeated and asked.to.exists()):
        perform(context, act, frame, after=after)
        return
    require_free(asked.to, replace=asked.replace)
    copy = _marked(asked, paper, _told(one, asked))
    with written_with(asked.to, copy.content):
        perform(context, act, frame, after=after)
    say(
        f"Wrote {asked.to}: {_said(copy.marked, len(paper.found))}. The file as received is "
        "untouched."
    )


def _require_cells(file: Path, one: Submission, kind: SubmissionKind) -> None:
    if is_text(file, kind.value):
        raise UsageError(
            f"{file.name} is text; there are no cells in it to mark.",
            next_step=f"Send it back: {plain_return(one.received.register)}",
        )


def _unnoted(one: Submission, found: tuple[Discrepancy, ...]) -> bool:
    return not one.checked or one.discrepancies != found


def _told(one: Submission, asked: SentBack) -> list[tuple[str, str]]:
    """What the board reads above the list of what to do."""
    return [
        ("Register number", one.received.register),
        ("Sent back because", asked.because),
        ("To come again by", asked.due_on or "no date set"),
    ]


def _marked(asked: SentBack, paper: Checked, told: list[tuple[str, str]]) -> "Returned":
    from cli.workbook.mark import returned  # late: openpyxl takes 100 ms

    return returned(asked.file, paper.found, asked.to, told, paper.noun)


def _said(marked: int, count: int) -> str:
    """How many are marked, and how many no cell shows."""
    cells = "its cell" if marked == 1 else "their cells"
    listed = f"listed on the sheet {WHAT_TO_DO} only"
    if marked == 0 < count:
        return f"{how_many_discrepancies(count)} {listed}"
    said = f"{how_many_discrepancies(marked)} marked in {cells}"
    return said if marked == count else f"{said}, {count - marked:,} {listed}"
