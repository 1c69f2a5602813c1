"""The voucher file of a batch, as CSV or XML: positive amounts, one regular voucher a payment.

The layout is this program's own, UNVERIFIED (`profile.py`), and the bytes are the same each time.
A correction is never a line here; it has a worksheet on paper (`paper.py`). Training and
demonstration stand in every voucher, so that no part of such a file passes for a real one.
Source: C.G.S. § 10-262u(c)(2), § 10-262i(b); what Core-CT accepts is from copies of its job aids.
"""

import csv
import io
from collections.abc import Sequence
from typing import assert_never
from xml.etree import ElementTree as ET

from ledger.payments.profile import LAYOUT, FileFormat, Profile, require_vendor_ids
from ledger.payments.voucher import Voucher, control_total, in_order, require_one_batch

# The style of voucher an agency may send by file: regular, without a purchase order.
STYLE = "REG"

_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'

CHARTFIELD_PREFIX = "chartfield_"

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\uff1d")


def voucher_file(vouchers: Sequence[Voucher], profile: Profile, *, label: str) -> bytes:
    """The file in the form the profile names. Raises VoucherError, VendorIdMissingError.

    `label`: what every voucher says of the ledger ("training"), or "" for a production ledger.
    """
    match profile.format:
        case FileFormat.CSV:
            return csv_file(vouchers, profile, label=label)
        case FileFormat.XML:
            return xml_file(vouchers, profile, label=label)
    assert_never(profile.format)


def csv_file(vouchers: Sequence[Voucher], profile: Profile, *, label: str) -> bytes:
    """One line a voucher in UTF-8, by town code; chartfields as columns after the others.

    A name that a spreadsheet would run, or that begins with an apostrophe, stands behind an
    apostrophe. Raises VoucherError, VendorIdMissingError.
    """
    rows = _rows(vouchers, profile, label)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    fields = [f"{CHARTFIELD_PREFIX}{name}" for name in profile.chartfields]
    writer.writerow([*rows[0], *fields])
    coding = list(profile.chartfields.values())
    writer.writerows([[*map(_inert, row.values()), *coding] for row in rows])
    return text.getvalue().encode()


def xml_file(vouchers: Sequence[Voucher], profile: Profile, *, label: str) -> bytes:
    """One `voucher` element a voucher, with its count and control total on the root.

    Raises VoucherError, VendorIdMissingError.
    """
    rows = _rows(vouchers, profile, label)
    root = ET.Element(
        "vouchers",
        {
            "layout": LAYOUT,
            "label": label,
            "count": str(len(rows)),
            "control_total": str(control_total(vouchers)),
        },
    )
    for row in rows:
        element = ET.SubElement(root, "voucher")
        for key, said in row.items():
            ET.SubElement(element, key).text = said
        for name, coded in profile.chartfields.items():
            ET.SubElement(element, "chartfield", {"name": name}).text = coded
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f"{_XML_HEAD}\n{text}\n".encode()


def _rows(vouchers: Sequence[Voucher], profile: Profile, label: str) -> list[dict[str, str]]:
    require_one_batch(vouchers)
    require_vendor_ids(profile, [voucher.district for voucher in vouchers])
    return [
        {
            "label": label,
            "batch": voucher.batch,
            "fiscal_year": str(voucher.fiscal_year.ends_in),
            "town_code": f"{voucher.district.code:03d}",
            "payee": voucher.payee,
            "release": voucher.release,
            "business_unit": profile.business_unit,
            "vendor_id": profile.vendor_ids[voucher.district],
            "style": STYLE,
            "invoice": voucher.invoice,
            "amount": str(voucher.amount),
        }
        for voucher in in_order(vouchers)
    ]


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(("'", *_RUN_BY_SPREADSHEETS)) else text
