"""A workbook as bytes: the same workbook gives the same bytes, with values stored beside formulas.

openpyxl writes formulas without their values. Mail previews and Excel's protected view do not
calculate, so the values are put in; Excel still calculates everything when it opens the file.
Not here: what a workbook says (`package.py`, `mark.py`). Concerns no provision of the statute.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.properties import CalcProperties

# Sheet name, then cell such as "E8", to the value of the formula there.
Stored = Mapping[str, Mapping[str, object]]

_WRITTEN: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's dates have no zone
_ZIP_TIME: Final = (2000, 1, 1, 0, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
# As openpyxl writes a formula: the cell, the formula, an empty value.
_FORMULA: Final = re.compile(
    r'<c r="(?P<cell>[A-Z]+[0-9]+)"(?P<rest>[^>]*)>(?P<formula><f[^>]*>[^<]*</f>)<v\s*(?:/>|></v>)'
)


def saved(book: Workbook, stored: Stored) -> bytes:
    """The bytes of a workbook; `stored` holds values of its formulas, where they are known."""
    book.properties.created = _WRITTEN
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    written = io.BytesIO()
    book.save(written)
    by_part = {
        f"xl/worksheets/sheet{number}.xml": stored.get(sheet.title, {})
        for number, sheet in enumerate(book.worksheets, start=1)
    }
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(written) as old,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", content)
            if by_part.get(part.filename):
                content = _with_values(content, by_part[part.filename])
            entry = zipfile.ZipInfo(part.filename, date_time=_ZIP_TIME)
            entry.external_attr = 0o600 << 16
            entry.create_system = 3  # the same on every system
            new.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()


def _with_values(sheet: bytes, values: Mapping[str, object]) -> bytes:
    def valued(found: re.Match[str]) -> str:
        written = _as_xml(values.get(found["cell"]))
        if written is None:
            return found[0]
        kind, text = written
        rest = re.sub(r' t="[^"]*"', "", found["rest"])
        return f'<c r="{found["cell"]}"{rest}{kind}>{found["formula"]}<v>{text}</v>'

    return _FORMULA.sub(valued, sheet.decode("utf-8")).encode("utf-8")


def _as_xml(value: object) -> tuple[str, str] | None:
    """The type attribute and the text of a stored value; None where there is none."""
    match value:
        case bool():
            return ' t="b"', str(int(value))
        case int() | float() | Decimal():
            return "", str(value)
        case datetime() | date() | time() | timedelta():
            return "", str(to_excel(value))  # type: ignore[no-untyped-call]
        case str() if value in ERROR_CODES:
            return ' t="e"', escape(value)
        case str():
            return ' t="str"', escape(value)
        case _:
            return None
