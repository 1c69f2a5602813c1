"""What was read from a report file, whatever its form: its rows, added up by line of the plan.

A row names a line, or an account of the board's own books that the crosswalk puts on a line. A
refund is a row with a negative amount in the column "paid by June 30": it is taken off its line.
No line may end below zero there, since which other columns count is the Department's to say.
Not here: the reading itself (`cli/workbook/`, `ledger/report_file.py`); lines held to accounts
(`domain/report_accounts.py`); whether the report is as it should be (`domain/report_check.py`).
Source: C.G.S. § 10-262u(g).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.money import ZERO, Money, total
from domain.plan_content import Discrepancy, Severity, note, stop
from domain.plan_reading import Places, ReadPaper
from domain.report_content import ReportContent, ReportedLine
from domain.report_events import CrosswalkEntry

AMOUNTS = ("paid", "paid_after", "obligated", "local")
_G = "C.G.S. § 10-262u(g)"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRow:
    """One row of a report file.

    Attributes:
        place: where the row is named: its line or account.
        columns: places of its fields, by name; those that the form does not have are left out.
        key: the line of the plan, or "" where the row does not name one.
        account: of the board's own books, or "".
        description: in the board's words.
        paid: grant money paid by June 30; below zero for a refund.
        paid_after, obligated, local: as in `ReportedLine`.
    """

    place: str
    columns: Mapping[str, str]
    key: str
    account: str
    description: str
    paid: Money
    paid_after: Money
    obligated: Money
    local: Money

    def amount(self, column: str) -> Money:
        """The amount of one of `AMOUNTS`."""
        in_order = (self.paid, self.paid_after, self.obligated, self.local)
        return dict(zip(AMOUNTS, in_order, strict=True))[column]

    @property
    def is_refund(self) -> bool:
        """Whether it takes something off its line and adds nothing."""
        return self.paid < ZERO and not (self.paid_after or self.obligated or self.local)

    @property
    def grant(self) -> Money:
        """Its grant money in all columns."""
        return self.paid + self.paid_after + self.obligated


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport(ReadPaper):
    """A report file that was read.

    Attributes:
        content: the report; None where something of it could not be taken.
        readable: the report as far as it could be read, to be checked and never to be recorded.
            None where nothing of it was read.
        crosswalk: which account belongs to which line, as the file itself says.
        loose: rows that stand on no line, so that their amounts are in none.
    """

    content: ReportContent | None
    readable: ReportContent | None
    crosswalk: tuple[CrosswalkEntry, ...] = ()
    loose: tuple[StatedRow, ...] = ()


@dataclass(slots=True)
class _Sums:
    """The rows of a file, added up; `unread`: the places of what could not be read."""

    unread: set[str]
    rows: dict[str, list[StatedRow]] = field(default_factory=dict)
    discrepancies: list[Discrepancy] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    loose: list[StatedRow] = field(default_factory=list)

    def lost(self, code: str, row: StatedRow, message: str) -> None:
        """A row that stands on no line; what could not be read is on the list already."""
        if row.place not in self.unread:
            self.discrepancies.append(stop(code, row.place, message, _G))
        self.unread.add(row.place)
        self.places["lines"] = row.place
        self.loose.append(row)


def put_together(
    paper: ReadPaper,
    about: ReportContent | None,
    rows: Sequence[StatedRow],
    crosswalk: Mapping[str, str],
) -> ReadReport:
    """The report in a file, from its rows and from what it says about itself.

    `paper`: what was read but the lines. `about`: the report without lines; None where nothing of
    it was read. `crosswalk`: line of the plan by account, for rows that name none.
    """
    sums = _Sums(unread=set(paper.places.unread))
    for row in rows:
        key = row.key or crosswalk.get(row.account, "")
        if not key and row.account:
            sums.lost("account_unknown", row, _unknown(row))
        elif not key:
            sums.lost("key_missing", row, "It names no line of the plan.")
        else:
            _put(row, key, sums)
    lines = tuple(_line(key, of_line, sums) for key, of_line in sums.rows.items())
    readable = None if about is None else replace(about, lines=lines)
    broken = sums.unread or any(one.severity is Severity.STOPS for one in sums.discrepancies)
    return ReadReport(
        district_code=paper.district_code,
        fiscal_year=paper.fiscal_year,
        content=None if broken else readable,
        readable=readable,
        discrepancies=(*paper.discrepancies, *sums.discrepancies),
        echo=paper.echo,
        left_out=paper.left_out,
        places=Places({**paper.places.by_name, **sums.places}, frozenset(sums.unread)),
        crosswalk=crosswalk_in(rows),
        loose=tuple(sums.loose),
    )


def crosswalk_in(rows: Sequence[StatedRow]) -> tuple[CrosswalkEntry, ...]:
    """Accounts with the line the file itself puts them on, where that is always the same."""
    lines: dict[str, set[str]] = {}
    for row in rows:
        if row.account and row.key:
            lines.setdefault(row.account, set()).add(row.key)
    return tuple(
        CrosswalkEntry(account=account, line=one)
        for account, of_account in lines.items()
        for one in of_account
        if len(of_account) == 1
    )


def _unknown(row: StatedRow) -> str:
    return (
        f"Account {row.account!a:.40} is not in the crosswalk, so its {row.grant.display} stand on "
        "no line of the plan. Say which line it belongs to."
    )


def _put(row: StatedRow, key: str, sums: _Sums) -> None:
    """Put a row on its line; a line of its own stands once, accounts and refunds add up."""
    of_line = sums.rows.setdefault(key, [])
    plain = [one for one in of_line if not one.account and not one.is_refund]
    known = _paid_at(row) not in sums.unread
    if plain and known and not row.account and not row.is_refund:
        told = (
            f"Line {key!a:.40} is at {plain[0].place} already. Put both into one row; only a "
            "refund, a negative amount paid, may stand beside it."
        )
        sums.discrepancies.append(stop("line_twice", row.place, told))
    of_line.append(row)
    if row.paid < ZERO:
        told = f"{row.paid.display} is taken off line {key:.40}, as a refund."
        sums.discrepancies.append(note("refund_taken_off", _paid_at(row), told))


def _line(key: str, rows: Sequence[StatedRow], sums: _Sums) -> ReportedLine:
    """A line of the report, from its rows."""
    first = next((row for row in rows if not row.is_refund), rows[0])
    sums.places[f"line {key}"] = first.place
    for column, place in first.columns.items():
        # Of several rows, the one that could not be read stands for the line.
        places = [row.columns[column] for row in rows if column in row.columns]
        lost = next((one for one in places if one in sums.unread), place)
        sums.places[f"line {key} column {column}"] = lost
    paid = total([row.paid for row in rows])
    if paid < ZERO:
        told = (
            f"Paid by June 30 comes to {paid.display} on line {key:.40}, below zero: more came "
            "back than was paid. A refund of an earlier year belongs to the report of that year."
        )
        at = next(row for row in rows if row.paid < ZERO)
        sums.discrepancies.append(stop("refund_above_paid", _paid_at(at), told, _G))
    return ReportedLine(
        key=key,
        description=next((row.description for row in rows if row.description), ""),
        paid=paid,
        paid_after=total([row.paid_after for row in rows]),
        obligated=total([row.obligated for row in rows]),
        local=total([row.local for row in rows]),
    )


def _paid_at(row: StatedRow) -> str:
    return row.columns.get("paid", row.place)
