"""What people and programs see: one table, four forms. Screen, JSON, CSV, Excel say the same.

Results go to standard output, everything else to standard error. Not here: what a figure means.
"""

import csv
import io
import json
import sys
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from cli.written_over import is_csv_of, is_workbook_of, require_same_kind
from domain.district import District
from domain.errors import UnreadableFileError
from domain.fiscal_year import FiscalYear
from domain.money import Money

Value = str | int | bool | Money | date | FiscalYear | District | None

_RULE = "─"
_DATABASE = b"SQLite format 3"
_GAP = "  "
_READABLE = 100  # columns of a line of sums


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in JSON and files, its heading on screen, whether the screen shows it."""

    key: str
    title: str
    on_screen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list to show.

    Attributes:
        name: noun and verb, "portion.list"; gives the JSON schema's name.
        columns: in the order of the screen; the rest follow in files.
        rows: one mapping a row, every column's key in each; extra keys go to JSON alone.
        totals: by key; shown under the rows.
        proof: one line that adds the total up from the rows shown.
        notes: what must be said with the list.
        empty: what to say where there are no rows.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Value]]
    totals: Mapping[str, Value] = field(default_factory=dict)
    proof: str = ""
    notes: Sequence[str] = ()
    empty: str = "Nothing to show."


def say(text: str) -> None:
    """A message for the person, on standard error."""
    print(clean(text), file=sys.stderr)


def out(text: str) -> None:
    """A line of the result, on standard output."""
    print(clean(text))


def clean(text: str) -> str:
    """Text with control characters made visible, so that no record can drive a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def plain(value: object) -> object:
    """A value as JSON has it: money a decimal string, a fiscal year a number, None null."""
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, FiscalYear):
        return value.ends_in
    if isinstance(value, District):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def print_json(name: str, data: object, meta: Mapping[str, object]) -> None:
    """The one JSON object of a command."""
    document = {"schema": f"alliance.{name}/1", "data": plain(data), "meta": plain(meta)}
    print(json.dumps(document, ensure_ascii=False, indent=2))


def table_data(table: Table) -> dict[str, object]:
    """The `data` of a list: rows, and totals and proof where there are any."""
    data: dict[str, object] = {"rows": [dict(row) for row in table.rows]}
    if table.totals or table.proof:
        data |= {"totals": dict(table.totals), "proof": table.proof}
    if table.notes:
        data["notes"] = list(table.notes)
    return data


def print_table(table: Table) -> None:
    """The list as aligned text with totals, proof line and notes."""
    if not table.rows:
        out(table.empty)
    else:
        for line in table_lines(table):
            out(line)
    if table.proof:
        for line in proof_lines(table.proof):
            out(line)
    for note in table.notes:
        out(note)


def proof_lines(proof: str) -> list[str]:
    """The proof in one line; a sum of many payees over as many as it takes to be read."""
    if len(proof) <= 2 * _READABLE:
        return [f"proof  {proof}"]
    return textwrap.wrap(
        f"proof  {proof}",
        _READABLE,
        subsequent_indent=" " * len("proof  "),
        break_long_words=False,
        break_on_hyphens=False,
    )


def table_lines(table: Table) -> list[str]:
    """Heading, rule, rows, and totals under a second rule."""
    columns = [column for column in table.columns if column.on_screen]
    cells = [[shown(row.get(column.key)) for column in columns] for row in table.rows]
    foot = [shown(table.totals[c.key]) if c.key in table.totals else "" for c in columns]
    if any(foot) and not foot[0]:
        foot[0] = "total"
    heads = [column.title for column in columns]
    widths = [max(width(text) for text in texts) for texts in zip(heads, *cells, foot, strict=True)]
    right = [any(is_number(row.get(column.key)) for row in table.rows) for column in columns]
    rule = _RULE * (sum(widths) + len(_GAP) * (len(widths) - 1))
    lines = [_line(heads, widths, right), rule]
    lines += [_line(row, widths, right) for row in cells]
    if any(foot):
        lines += [rule, _line(foot, widths, right)]
    return lines


def is_number(value: object) -> bool:
    """Whether a value stands to the right: money and counts, not years or dates."""
    return isinstance(value, Money) or (isinstance(value, int) and not isinstance(value, bool))


def shown(value: Value) -> str:
    """A value as the screen has it: separators in money, a dash for what is not known."""
    match value:
        case None:
            return "–"
        case Money():
            return value.display
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case District():
            return value.name
        case _:
            return clean(str(value))


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for text, wide, to_right in zip(cells, widths, right, strict=True):
        pad = " " * (wide - width(text))
        parts.append(pad + text if to_right else text + pad)
    return _GAP.join(parts).rstrip()


def require_writable(table: Table, csv: Path | None, xlsx: Path | None) -> None:
    """Raises UsageError where a file is there that is not an earlier one of this list."""
    keys = [column.key for column in table.columns]
    kind = f"this list ({table.name})"
    for file, is_one in ((csv, is_csv_of), (xlsx, is_workbook_of)):
        if file is not None:
            require_same_kind(file, kind, partial(is_one, keys=keys))


def write_files(table: Table, csv: Path | None, xlsx: Path | None) -> None:
    """Write the files that were asked for, both or none, and say so.

    Raises UsageError as `require_writable` does, UnreadableFileError.
    """
    require_writable(table, csv, xlsx)
    for file, write in ((csv, write_csv), (xlsx, write_xlsx)):
        if file is not None:
            write(table, file)
            say(f"Wrote {file}")


def write_csv(table: Table, file: Path) -> None:
    """All columns, numbers as numbers; text that a spreadsheet would run is made text.

    A file of that name is replaced whole. Raises UnreadableFileError where it cannot be written,
    or is a database: a ledger is never taken for a list.
    """
    replace_file(file, csv_of(table))


def csv_of(table: Table) -> bytes:
    """The list as the bytes of its CSV file."""
    keys = [column.key for column in table.columns]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(keys)
    for row in table.rows:
        writer.writerow([_csv_cell(row.get(key)) for key in keys])
    return text.getvalue().encode()


def replace_file(file: Path, content: bytes) -> None:
    """Write beside the file, then take its place, so that nobody reads half of it.

    Raises UnreadableFileError where it has no name, cannot be written, or is a database.
    """
    if not file.name:
        raise UnreadableFileError(
            f"{str(file)!r} names no file.", next_step="Name the file to write."
        )
    part = file.with_name(f"{file.name}.part")
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(content)  # a pipe or a terminal; a folder refuses
            return
        if file.exists():
            with file.open("rb") as stream:
                if stream.read(len(_DATABASE)) == _DATABASE:
                    raise _unwritable(file, OSError(17, "it is a database"))
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        with suppress(OSError):  # what was written of it is of no use to anybody
            part.unlink(missing_ok=True)
        raise _unwritable(file, error) from error


def _csv_cell(value: Value) -> str:
    plain_value = plain(value)
    text = "" if plain_value is None else str(plain_value)
    risky = isinstance(value, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r", "\uff1d")
    return f"'{text}" if risky else text


def write_xlsx(table: Table, file: Path) -> None:
    """The same as `write_csv`, as an Excel workbook with one sheet.

    Raises UnreadableFileError as `write_csv` does.
    """
    # Imported late: 100 ms that other commands do not pay.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name[:31])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(table.columns, start=1):
        texts = [column.key, *(shown(row.get(column.key)) for row in table.rows)]
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = min(60, 2 + max(width(text) for text in texts))
    heads = [WriteOnlyCell(sheet, value=column.key) for column in table.columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in table.rows:
        cells = []
        for column in table.columns:
            cell = WriteOnlyCell(sheet, value=_xlsx_value(row.get(column.key)))
            if isinstance(row.get(column.key), Money):
                cell.number_format = "#,##0.00"
            elif isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula
            cells.append(cell)
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    replace_file(file, content.getvalue())


def _xlsx_value(value: Value) -> str | float | None:
    if isinstance(value, Money):
        # Cents up to 15 digits survive a spreadsheet's number exactly; no district is near that.
        return value.cents / 100
    plain_value = plain(value)
    if plain_value is None or isinstance(plain_value, int):
        return plain_value
    return clean(str(plain_value))  # a workbook cannot hold control characters


def _unwritable(file: Path, error: OSError) -> UnreadableFileError:
    return UnreadableFileError(
        f"{file} cannot be written: {error.strerror}.",
        details={"file": str(file)},
        next_step="Name another file, in a folder you may write.",
    )
