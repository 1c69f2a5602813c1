"""An expenditure report as text, TOML or JSON, and what is wrong with its form.

Strict, as a plan is read: each fault is named by place, such as "lines[3].paid_by_june_30".
Not here: CSV (`report_csv.py`), Excel (`cli/workbook/`), the template (`report_template.py`),
whether the report is as it should be (`domain/report_check.py`). Source: C.G.S. § 10-262u(g).
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from domain.plan_content import Discrepancy
from domain.plan_reading import Places, ReadPaper
from domain.report_content import ReportContent
from domain.report_reading import ReadReport, StatedRow, put_together
from ledger.plan_fields import Collected, Fields
from ledger.text_file import head_of, parsed_text

REPORT_FORM: Final = "alliance-report 1"
ANNUAL: Final = "annual"
INTERIM: Final = "interim"
# The columns of a report by the name they have in files.
COLUMNS: Final = {
    "paid": "paid_by_june_30",
    "paid_after": "paid_after",
    "obligated": "still_obligated",
    "local": "local",
}
_HEAD: Final = {
    "town": "town_code",
    "fiscal year": "fiscal_year",
    "kind": "kind",
    "up to": "as_of",
    "plan version": "plan_version",
    "paid after day": "paid_after_until",
    "carried in": "carried_in",
    "received": "received",
    "certification": "certified_by",
    "lines": "lines",
    **{f"total column {field}": f"lines[].{name}" for field, name in COLUMNS.items()},
}


def read_report_text(name: str, content: bytes, crosswalk: Mapping[str, str]) -> ReadReport:
    """Read a report from TOML or JSON, as the ending of the file's name says.

    `crosswalk`: line of the plan by account, for `accounts` that name no line.
    Raises UnreadableFileError: another ending, more than 2 MB, not UTF-8, or not TOML or JSON.
    """
    found = Collected()
    parsed = parsed_text(name, content, "report")
    fields = Fields("", parsed, found)
    code, year = head_of(fields, REPORT_FORM)
    about = _about(fields)
    rows = fields.rows("lines", _line) + fields.rows("accounts", _account)
    fields.refuse_the_rest()
    by_name = _HEAD | ({"lines": found.places["lines"]} if "lines" in found.places else {})
    paper = ReadPaper(
        district_code=code,
        fiscal_year=year,
        discrepancies=tuple(found.discrepancies),
        echo=tuple(found.echo),
        left_out=(),
        places=Places(by_name, frozenset(one.place for one in found.discrepancies)),
    )
    return put_together(paper, about if isinstance(parsed, dict) else None, rows, crosswalk)


def mixed_up(kind: str | None, as_of: date | None) -> tuple[str, str] | None:
    """What is wrong between the kind of a report and its day, as code and message, or None.

    An interim report names the day up to which it counts, an annual one is of the whole year.
    """
    if kind == ANNUAL and as_of is not None:
        return "annual_with_day", f"An annual report is of the whole year, and it names {as_of}."
    if kind == INTERIM and as_of is None:
        return "missing", "An interim report names the day up to which it counts."
    return None


def _about(fields: Fields) -> ReportContent:
    """What the report says about itself, without its lines."""
    kind, as_of = fields.choice("kind", (ANNUAL, INTERIM)), fields.day("as_of")
    mixed = mixed_up(kind, as_of)
    if mixed is not None and not _is_wrong(fields.found.discrepancies, "as_of"):
        fields.wrong("as_of", *mixed)
    stated = {
        name: fields.amount(name) if fields.has(name) else None
        for name in ("carried_in", "received")
    }
    return ReportContent(
        plan_version=fields.number("plan_version"),
        lines=(),
        as_of=as_of,
        paid_after_until=fields.day("paid_after_until"),
        carried_in=stated["carried_in"],
        received=stated["received"],
        certified_by=fields.text("certified_by", required=False) or None,
        certified_on=fields.day("certified_on"),
    )


def _is_wrong(discrepancies: list[Discrepancy], place: str) -> bool:
    return any(one.place == place for one in discrepancies)


def _line(fields: Fields) -> StatedRow:
    return _row(fields, key=fields.text("line"), account="", name="line")


def _account(fields: Fields) -> StatedRow:
    account = fields.text("account")
    return _row(fields, key=fields.text("line", required=False), account=account, name="account")


def _row(fields: Fields, *, key: str, account: str, name: str) -> StatedRow:
    return StatedRow(
        place=fields.at(name),
        columns={
            "description": fields.at("description"),
            **{field: fields.at(column) for field, column in COLUMNS.items()},
        },
        key=key,
        account=account,
        description=fields.text("description", required=False),
        paid=fields.amount(COLUMNS["paid"], refund=True),
        paid_after=fields.amount(COLUMNS["paid_after"], required=False),
        obligated=fields.amount(COLUMNS["obligated"], required=False),
        local=fields.amount(COLUMNS["local"], required=False),
    )
