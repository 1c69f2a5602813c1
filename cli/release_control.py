"""The control figures of a batch of releases: the most that may be released in a year.

From a file and as set for the year; where neither is there nothing is compared, and that is said.
Not here: what is typed (`control.py`).
"""

from collections.abc import Sequence
from pathlib import Path

from cli.control import Control, control_in
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.settings import Settings
from ledger.batch_rows import BatchRow
from ledger.control_figure import require_within


def controls_of(file: Path | None, settings: Settings, year: FiscalYear) -> list[Control]:
    """The control figures of a year: from the file, and as set for the year; each one holds.

    Raises UnreadableFileError.
    """
    found = [] if file is None else [control_in(file, year)]
    standing = settings.appropriation(year)
    if standing is not None:
        found.append(Control(standing.amount, f"set by {standing.set_by} on {standing.document}"))
    return found


def require_within_all(
    limits: Sequence[Control], rows: Sequence[BatchRow], year: FiscalYear
) -> None:
    """Raises ControlFigureError where the batch would go above a control figure."""
    for limit in limits:
        require_within(limit.amount, _released(rows), year, limit.said_by)


def control_said(limits: Sequence[Control], rows: Sequence[BatchRow]) -> list[str]:
    """One line on each control figure and what is left of it."""
    if not limits:
        return ["control no control figure was given or set for the year"]
    released = _released(rows)
    return [
        f"control {limit.amount.display} ({limit.said_by}) − {released.display} with this batch = "
        f"{(limit.amount - released).display} left"
        for limit in limits
    ]


def _released(rows: Sequence[BatchRow]) -> Money:
    return total([row.before + row.amount for row in rows])
