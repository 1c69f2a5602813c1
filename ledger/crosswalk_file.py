"""The crosswalk in a CSV file: which account of the board's own books belongs to which line.

Not here: reports by account (`report_csv.py`). Source: C.G.S. § 10-262u(g).
"""

from pathlib import Path

from domain.errors import UnreadableFileError
from domain.report_events import CrosswalkEntry
from ledger.plan_fields import short
from ledger.source_file import read_source


def read_crosswalk(file: Path) -> tuple[CrosswalkEntry, ...]:
    """Read which accounts belong to which lines, from the columns `account` and `line`.

    Raises UnreadableFileError naming every row that is wrong, or an account on two lines.
    """
    source = read_source(file, (("account",), ("line",)))
    lines: dict[str, str] = {}
    faults = {f"line {row.line}": row.message for row in source.bad}
    for number, cells in source.rows:
        account, line = (" ".join(cells[name].split()) for name in ("account", "line"))
        if not account or not line:
            faults[f"line {number}"] = "it names no account, or no line"
        elif lines.setdefault(account, line) != line:
            faults[f"line {number}"] = (
                f"account {short(account)} is on line {short(lines[account])} already"
            )
    if faults or not lines:
        raise UnreadableFileError(
            f"{file.name} cannot be read as a crosswalk.",
            details=faults or {"rows": "none"},
            next_step="It has two columns, account and line; each account stands on one line.",
        )
    return tuple(CrosswalkEntry(account=account, line=line) for account, line in lines.items())
