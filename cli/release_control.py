"""The control figure of a batch of releases: the most that may be released in a year.

From a file, or as set for the year; where neither is there nothing is compared, and that is said.
Not here: what is typed (`control.py`).
"""

from collections.abc import Sequence
from pathlib import Path

from cli.control import Control, control_in
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.settings import Settings
from ledger.batch_rows import BatchRow
from ledger.batches import ControlFigureError


def control_of(file: Path | None, settings: Settings, year: FiscalYear) -> Control | None:
    """The control figure: from the file, else as set for the year, else None.

    Raises UnreadableFileError.
    """
    if file is not None:
        return control_in(file, year)
    standing = settings.appropriation(year)
    if standing is None:
        return None
    return Control(standing.amount, f"set by {standing.set_by} on {standing.document}")


def require_within(limit: Control | None, rows: Sequence[BatchRow], year: FiscalYear) -> None:
    """Raises ControlFigureError where the batch would go above the control figure."""
    if limit is None:
        return
    after = _released(rows)
    if after > limit.amount:
        over = after - limit.amount
        raise ControlFigureError(
            f"With this batch {after.display} would be released in {year}, {over.display} above "
            f"the control figure of {limit.amount.display}.",
            details={"control": str(limit.amount), "with_batch": str(after), "from": limit.said_by},
            next_step="Nothing was recorded. Check the figure, or what was released before.",
        )


def control_said(limit: Control | None, rows: Sequence[BatchRow]) -> list[str]:
    """One line on the control figure and what is left of it."""
    if limit is None:
        return ["control no control figure was given or set for the year"]
    left = limit.amount - _released(rows)
    told = f"control {limit.amount.display} ({limit.said_by}) − {_released(rows).display} with "
    return [told + f"this batch = {left.display} left"]


def _released(rows: Sequence[BatchRow]) -> Money:
    return total([row.before + row.amount for row in rows])
