"""Lists of what would be: a table of its own kind, that no official list or file takes.

Every row carries the mark, in JSON and in files too; a file has to say what it is in its name.
This is the one place where a supposed amount is laid out as a number.
Not here: what would be (`domain/whatif.py`, `domain/leaving.py`). Concerns no provision itself.
"""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cli.render import (
    Column,
    Table,
    Value,
    out,
    print_json,
    print_table,
    table_data,
    write_files,
)
from cli.wiring import Office
from domain.counterfactual import Counterfactual
from domain.errors import UsageError
from domain.money import Money

Cell = Value | Counterfactual
CellRow = Mapping[str, Cell]

MARK: Final = Column("mark", "mark", on_screen=False)
NOT_RECORDED: Final = "WHAT-IF · not recorded"
MARKED: Final = "counterfactual, "  # how the mark of every row begins
_NAMES: Final = ("whatif", "what-if", "counterfactual")


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterfactualTable:
    """A list of what would be, as `Table` is a list of what is; the two share nothing.

    Attributes:
        name, columns, rows, totals, proof, notes, empty: as of a `Table`.
        mark: what each row says of itself, such as "counterfactual, proposed/HB5038-2022".
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[CellRow]
    mark: str
    totals: CellRow = field(default_factory=dict)
    proof: str = ""
    notes: Sequence[str] = ()
    empty: str = "Nothing to show."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a question about what would be is answered with.

    Attributes:
        whole: all of it as one list, for files and JSON.
        also: what its JSON says besides rows.
        on_screen: tables that the screen shows instead; none where it shows the whole.
    """

    whole: CounterfactualTable
    also: Mapping[str, object] = field(default_factory=dict)
    on_screen: Sequence[CounterfactualTable] = ()


def answer_counterfactual(
    office: Office,
    found: Shown,
    *,
    as_json: bool,
    csv: Path | None,
    xlsx: Path | None,
    title: str,
    meta: Mapping[str, object],
) -> None:
    """Give what would be in every form that was asked for.

    Raises UsageError for a file whose name does not say what it is.
    """
    table = found.whole
    require_told_apart(csv, xlsx)
    laid_out = _laid_out(table)
    write_files(laid_out, csv, xlsx)
    if as_json:
        data = table_data(laid_out) | {name: _plain(one) for name, one in found.also.items()}
        marked = {"counterfactual": True, "recorded": False, "mark": table.mark}
        print_json(table.name, data, office.meta(**marked, **meta))
        return
    out(office.headline)
    out(f"{NOT_RECORDED} · {title}")
    for one in found.on_screen or (table,):
        out("")
        print_table(_laid_out(one))


def require_told_apart(*files: Path | None) -> None:
    """Raises UsageError for a file whose name could be that of an official list."""
    for file in files:
        if file is None or (file.exists() and not file.is_file() and not file.is_dir()):
            continue  # a pipe or a terminal keeps no name; its rows are marked
        if not any(name in file.name.casefold() for name in _NAMES):
            raise UsageError(
                f"{file.name!r} does not say that it holds what would be and not what is.",
                details={"file": str(file)},
                next_step=f"Name it whatif-{file.name}.",
            )


def require_no_counterfactual(file: Path) -> None:
    """Raises UsageError for a file that this ledger wrote as what would be, renamed or not."""
    if not file.is_file():
        return  # what cannot be read is said by whoever reads it
    parts = [file.read_bytes()]
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as book:
            parts += [book.read(name) for name in book.namelist()]
    named = any(name in file.name.casefold() for name in _NAMES)
    if named or any(MARKED.encode() in part for part in parts):
        raise UsageError(
            f"{file.name} holds what would be under a supposition, and no official figures.",
            details={"file": str(file)},
            next_step="Give the file that was published: alliance program-report show --csv FILE",
        )


def _laid_out(table: CounterfactualTable) -> Table:
    """The list with its mark on every row, as numbers to look at."""
    return Table(
        name=table.name,
        columns=(*table.columns, MARK),
        rows=[_row(row) | {MARK.key: table.mark} for row in table.rows],
        totals=_row(table.totals),
        proof=table.proof,
        notes=table.notes,
        empty=table.empty,
    )


def _row(row: CellRow) -> dict[str, Value]:
    return {key: _cell(value) for key, value in row.items()}


def _cell(value: Cell) -> Value:
    return Money.parse_kept(str(value)) if isinstance(value, Counterfactual) else value


def _plain(value: object) -> object:
    """What JSON says besides the rows: supposed amounts as the decimal strings they are."""
    if isinstance(value, Counterfactual):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
