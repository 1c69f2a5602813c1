"""What is signed and handed over with a batch: the voucher schedule, and the reversal worksheet.

Plain text in aligned columns. A reversal is keyed by hand from its worksheet; it is never a line
of a voucher file. Not here: the files (`files.py`), what a stage asks for (`cures.py`).
Source: C.G.S. § 10-262u(c)(2), § 10-262i(b).
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from domain.money import Money, total
from domain.words import how_many
from ledger.payments.cures import JOB_AID, Stage, cure
from ledger.payments.profile import LAYOUT_STATUS, Profile, require_vendor_ids
from ledger.payments.voucher import (
    Voucher,
    VoucherError,
    control_total,
    in_order,
    require_one_batch,
    require_own_invoices,
)

_GAP = "  "
_RULE = "─"
_WIDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """A voucher that has to be undone in the other system.

    Attributes:
        voucher: as it was authorized.
        there: what stands in the other system, paid or to be paid; above zero.
        reason: why it has to be undone.
        another_vendor: whether somebody else was paid.
    """

    voucher: Voucher
    there: Money
    reason: str
    another_vendor: bool = False


def paper_schedule(
    vouchers: Sequence[Voucher],
    headline: str,
    profile: Profile,
    *,
    label: str,
    cautions: Sequence[str] = (),
) -> str:
    """The voucher schedule of a batch with its control total, to be signed.

    `headline`: the ledger's own; `label`: what every row says of the ledger ("training"), or "";
    `cautions`: what whoever signs has to know, in sentences.
    Raises VoucherError, VendorIdMissingError.
    """
    require_one_batch(vouchers)
    require_vendor_ids(profile, [voucher.district for voucher in vouchers])
    rows = [[*_payee(voucher, profile), voucher.amount] for voucher in in_order(vouchers)]
    first = vouchers[0]
    return _page(
        headline,
        f"Voucher schedule · batch {first.batch} · {first.fiscal_year} · business unit "
        f"{profile.business_unit}",
        *_table(("code", "payee", "vendor id", "invoice", "amount"), rows, label),
        f"control total  {how_many(len(rows), 'voucher')} · {control_total(vouchers).display}",
        *_proof([voucher.amount for voucher in in_order(vouchers)]),
        "",
        *_wrapped(profile.said, ""),
        *_wrapped(LAYOUT_STATUS, ""),
        *[line for one in cautions for line in _wrapped(f"CAUTION  {one}", "         ")],
        "",
        *_boxes("Prepared by", "Checked against the file by", "Approved by"),
    )


def reversal_worksheet(
    reversals: Sequence[Reversal], stage: Stage, headline: str, profile: Profile, *, label: str
) -> str:
    """What has to be undone in the other system by hand, for vouchers that reached one stage.

    Raises VoucherError, VendorIdMissingError; UsageError as `cure` does.
    """
    if not reversals:
        raise VoucherError("There is nothing to undo.", next_step="Name the vouchers to undo.")
    require_own_invoices([reversal.voucher for reversal in reversals])
    require_vendor_ids(profile, [reversal.voucher.district for reversal in reversals])
    ordered = sorted(reversals, key=lambda reversal: reversal.voucher.district.code)
    rows = [
        [
            *_payee(one.voucher, profile),
            one.voucher.amount,
            one.there,
            one.there - one.voucher.amount,
        ]
        for one in ordered
    ]
    heads = ("code", "payee", "vendor id", "invoice", "authorized", "other system", "difference")
    return _page(
        headline,
        f"Reversal worksheet · stage: {stage.value}",
        *_table(heads, rows, label),
        *_proof([one.there for one in ordered]),
        "Amounts are shown above zero; a reversal is keyed by hand and never sent in a file.",
        *[line for one in ordered for line in _steps(one, stage)],
        "",
        *_wrapped(f"Source of the steps in the other system: {JOB_AID}", ""),
        "",
        *_boxes("Prepared by", "Approved by", "Keyed by"),
    )


def _steps(one: Reversal, stage: Stage) -> list[str]:
    found = cure(stage, one.voucher, there=one.there, another_vendor=one.another_vendor)
    told = [
        line
        for place, step in enumerate(found.steps, start=1)
        for line in _wrapped(f"{place}. {step.place.value}: {step.words}", "   ")
    ]
    return ["", f"{one.voucher.payee} ({one.voucher.district.code}): {one.reason}", *told]


def _page(*lines: str) -> str:
    return "\n".join([*lines, ""])


def _payee(voucher: Voucher, profile: Profile) -> list[str | Money]:
    vendor_id = profile.vendor_ids[voucher.district]
    return [f"{voucher.district.code:03d}", voucher.payee, vendor_id, voucher.invoice]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str | Money]], label: str) -> list[str]:
    """Heading, rule, rows, and under a second rule the totals of the columns of money."""
    foot: list[str | Money] = ["", "total"]
    for place in range(len(foot), len(heads)):
        column = [row[place] for row in rows]
        amounts = [cell for cell in column if isinstance(cell, Money)]
        foot.append(total(amounts) if amounts else "")
    shown = [[_cell(cell) for cell in row] for row in (heads, *rows, foot)]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    right = [isinstance(cell, Money) for cell in foot]
    lines = [
        _GAP.join(
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(row, widths, right, strict=True)
        )
        for row in shown
    ]
    rule = _RULE * len(lines[0])
    marked = [f"{line}{_GAP}{label}".rstrip() for line in lines]
    return [lines[0].rstrip(), rule, *marked[1:-1], rule, marked[-1]]


def _cell(cell: str | Money) -> str:
    return cell.display if isinstance(cell, Money) else cell


def _proof(amounts: Sequence[Money]) -> list[str]:
    """The rows' amounts added up, over as many lines as that takes."""
    added = " + ".join(amount.display for amount in amounts)
    return _wrapped(f"proof  {added} = {total(list(amounts)).display}", "       ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _boxes(*roles: str) -> list[str]:
    width = max(map(len, roles))
    return [
        line
        for role in roles
        for line in (f"{role.ljust(width)}  ____________________________  date ____________", "")
    ][:-1]
