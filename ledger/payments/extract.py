"""The other system's extract: which invoice was paid, returned or not built, when and how much.

A bad row refuses the whole file, with line and column. Not here: what an extract means for the
vouchers of a batch (`answer.py`), reading the CSV itself (`ledger/source_file.py`).
Concerns no provision of the statute. Core-CT's own headings are UNVERIFIED: `HEADINGS` lists what
is understood.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.errors import InvalidMoneyError, UnreadableFileError
from domain.money import ZERO, Money, total
from domain.words import how_many
from ledger.source_file import Rejected, RowError, SourceFile

# Each column with the headings it is understood by; the first is this program's own name for it.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "invoice": ("invoice", "invoice_id", "invoice_number", "Invoice", "Invoice ID", "Invoice No"),
    "amount": ("amount", "paid_amount", "payment_amount", "Amount", "Paid Amt", "Payment Amount"),
    "status": ("status", "payment_status", "Status", "Payment Status"),
    "paid_on": ("paid_on", "payment_date", "date", "Payment Date", "Paid On", "Date"),
    "vendor_id": ("vendor_id", "supplier_id", "Vendor ID", "Supplier ID", "Vendor"),
    "voucher_id": ("voucher_id", "voucher", "Voucher ID", "Voucher"),
    "reason": ("reason", "return_reason", "error", "Return Reason", "Reason", "Error"),
}

# What `read_source` has to find; vendor and voucher ids and reasons may be missing.
EXTRACT_COLUMNS = tuple(HEADINGS[name] for name in ("invoice", "amount", "status", "paid_on"))


class PaymentStatus(StrEnum):
    """What became of a voucher, as the other system says.

    `built`: it is there and not paid yet. `rejected`: it was not built.
    """

    PAID = "paid"
    RETURNED = "returned"
    BUILT = "built"
    REJECTED = "rejected"


_STATUSES: Mapping[str, PaymentStatus] = {
    **{status.value: status for status in PaymentStatus},
    "posted": PaymentStatus.BUILT,
    "unpaid": PaymentStatus.BUILT,
    "not built": PaymentStatus.REJECTED,
    "error": PaymentStatus.REJECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractRow:
    """A row of an extract.

    Attributes:
        line: in the file.
        invoice: in capitals, without blanks around it.
        amount: as given; below zero where the other system reversed something.
        status: what became of it.
        on: the day it was paid or returned; None where it was neither.
        vendor_id: whom it paid; "" where the extract does not say.
        voucher_id: the other system's own number; "" where the extract does not say.
        reason: why it came back or was not built; "" where the extract does not say.
    """

    line: int
    invoice: str
    amount: Money
    status: PaymentStatus
    on: date | None
    vendor_id: str
    voucher_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """An extract that was read whole.

    Attributes:
        name: of the file.
        sha256: of its bytes.
        rows: in the order of the file.
    """

    name: str
    sha256: str
    rows: tuple[ExtractRow, ...]


def extract_of(source: SourceFile) -> Extract:
    """The rows of an extract read with EXTRACT_COLUMNS.

    Raises UnreadableFileError naming every bad row by line and column; then nothing is taken.
    """
    columns = _columns(source)
    rows: list[ExtractRow] = []
    bad: list[Rejected] = list(source.bad)
    for line, cells in source.rows:
        given = {name: cells[heading].strip() for name, heading in columns.items()}
        try:
            rows.append(_row(line, given))
        except RowError as error:
            column = columns.get(error.column, error.column)
            bad.append(Rejected(line=line, column=column, code=error.code, message=error.message))
    if bad:
        raise UnreadableFileError(
            f"{source.name} has {how_many(len(bad), 'row')} that cannot be read.",
            details={
                f"line {row.line}": f"{row.column} {row.message}".strip()
                for row in sorted(bad, key=lambda row: row.line)
            },
            next_step="Mend these rows or ask for the extract again; nothing of it was taken.",
        )
    return Extract(name=source.name, sha256=source.sha256, rows=tuple(rows))


def by_invoice(rows: Iterable[ExtractRow]) -> dict[str, list[ExtractRow]]:
    """The rows under their invoice numbers, numbers in the order of the file."""
    found: dict[str, list[ExtractRow]] = {}
    for row in rows:
        found.setdefault(row.invoice, []).append(row)
    return found


def standing(rows: Sequence[ExtractRow]) -> list[ExtractRow]:
    """The payments of one invoice that were made and did not come back whole, by date.

    A return takes back the last earlier payment of the same amount; one of another amount takes
    back no payment and has to be looked at. Amounts below zero are never counted.
    """
    return _told_apart(rows)[0]


def back_in_part(rows: Sequence[ExtractRow]) -> list[ExtractRow]:
    """The returns of one invoice that follow a payment which stands, and are of another amount."""
    made, parts = _told_apart(rows)
    return parts if made else []


def net_paid(rows: Sequence[ExtractRow]) -> Money:
    """What stands paid of one invoice, less what came back of it in part."""
    return total([row.amount for row in standing(rows)]) - total(
        [row.amount for row in back_in_part(rows)]
    )


def _told_apart(rows: Sequence[ExtractRow]) -> tuple[list[ExtractRow], list[ExtractRow]]:
    """The payments that stand; the returns that followed a payment and took none back whole."""
    made: list[ExtractRow] = []
    parts: list[ExtractRow] = []
    for row in by_day(row for row in rows if row.amount > ZERO):
        if row.status is PaymentStatus.PAID:
            made.append(row)
        if row.status is PaymentStatus.RETURNED:
            same = [paid for paid in made if paid.amount == row.amount]
            if same:
                made.remove(same[-1])
            elif made:
                parts.append(row)
    return made, parts


def by_day(rows: Iterable[ExtractRow]) -> list[ExtractRow]:
    """The rows by date; payments of a day come before the returns of that day."""
    return sorted(rows, key=lambda r: (r.on or date.min, r.status is PaymentStatus.RETURNED))


def _columns(source: SourceFile) -> dict[str, str]:
    """The heading of each column. Raises UnreadableFileError where two would do."""
    found = {}
    for name, headings in HEADINGS.items():
        there = [heading for heading in headings if heading in source.columns]
        if len(there) > 1:
            raise UnreadableFileError(
                f"{source.name} has two columns for the {name}: {', '.join(there)}.",
                next_step="Leave one of them in the file.",
            )
        if there:
            found[name] = there[0]
    return found


def _row(line: int, given: Mapping[str, str]) -> ExtractRow:
    invoice = given["invoice"].upper()
    if not invoice:
        raise RowError("invoice", "invoice_missing", "The invoice number is empty.")
    status = _STATUSES.get(given["status"].casefold())
    if status is None:
        known = ", ".join(_STATUSES)
        raise RowError("status", "unknown_status", f"{given['status']!r} is none of {known}.")
    on = _day(given["paid_on"]) if given["paid_on"] else None
    if on is None and status in (PaymentStatus.PAID, PaymentStatus.RETURNED):
        raise RowError("paid_on", "date_missing", f"A payment that was {status.value} has a date.")
    return ExtractRow(
        line=line,
        invoice=invoice,
        amount=_amount(given["amount"]),
        status=status,
        on=on,
        vendor_id=given.get("vendor_id", ""),
        voucher_id=given.get("voucher_id", ""),
        reason=given.get("reason", ""),
    )


# Separated in threes all through, so that no comma can stand for a decimal point.
_SEPARATED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{2})?", re.ASCII)
_ZERO_LOST = re.compile(r"-?[0-9][0-9,]*\.[0-9]", re.ASCII)


def _amount(text: str) -> Money:
    """145682.25, 145682 or 145,682.25; what a spreadsheet made shorter is not guessed."""
    if _ZERO_LOST.fullmatch(text):
        raise RowError(
            "amount",
            InvalidMoneyError.code,
            f"{text!r} has one decimal: a spreadsheet such as Excel dropped the last zero. Format "
            "the column as 0.00 and save it again.",
        )
    plain = text.replace(",", "") if _SEPARATED.fullmatch(text) else text
    try:
        return Money.parse(plain)
    except InvalidMoneyError as error:
        raise RowError(
            "amount",
            InvalidMoneyError.code,
            f"{ascii(text)[:40]} is not an amount; write 145682.25 or 145,682.25.",
        ) from error


# Months in the letters of English: nothing in this program sets another locale.
_NUMBERS = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", re.ASCII)
_WORDS = ("%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")


def _day(text: str) -> date:
    """2026-10-15, 10/15/2026, 15-Oct-2026 or October 15, 2026; never 10/06/2026. Raises RowError.

    Two readings of one date, October 6 and June 10, are no date.
    """
    readings = set(_readings(text))
    if len(readings) == 1:
        return readings.pop()
    if readings:
        both = " or ".join(str(day) for day in sorted(readings))
        raise RowError("paid_on", "ambiguous_date", f"{text!r} is {both}; write 2026-10-15.")
    raise RowError("paid_on", "invalid_date", f"{ascii(text)[:40]} is no date; write 2026-10-15.")


def _readings(text: str) -> list[date]:
    if not text.isascii():
        return []  # strptime would take digits of other scripts
    numbers = _NUMBERS.fullmatch(text)
    if numbers is not None:
        first, second, year = (int(number) for number in numbers.groups())
        return [
            date(year, month, day)
            for month, day in ((first, second), (second, first))
            if _exists(year, month, day)
        ]
    for form in ("%Y-%m-%d", *_WORDS):
        try:
            return [datetime.strptime(text, form).date()]  # noqa: DTZ007 - a day, not an instant
        except ValueError:
            continue
    return []


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
