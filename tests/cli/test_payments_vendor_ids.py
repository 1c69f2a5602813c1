"""Whom a payment went to: held against the payment file that left, and the profile. Synthetic.

The file of the October batch asked for vendor id 9000000164 for Windsor, 9000000165 for Windsor
Locks and 9000000044 for East Haven.
"""

from pathlib import Path
from typing import Any

import pytest
from october import BATCH, OCTOBER, PAID_ON, October, invoice_of, october, paid

ALL_PAID = tuple(paid(town) for town in OCTOBER)
ELSEWHERE = paid("Windsor").replace("9000000164", "8000000164")
CROSSED = paid("Windsor").replace("9000000164", "9000000165")
OTHERS = (paid("East Haven"), paid("Windsor Locks"))
NOTHING_TO_COMPARE = (
    "vendor ids of 3 payments were not compared: no payment file on record names them, and no "
    "profile was given"
)
ANOTHER = ("--stage", "paid", "--paid", "145682.25", "--paid-on", PAID_ON, "--another-vendor")
PLACE = ("--fiscal-year", "2027", "--release", BATCH)
WHY = ("--because", "vendor id mistyped")


@pytest.fixture
def ledger(tmp_path: Path) -> October:
    """The October batch, issued."""
    return october(tmp_path).issued()


@pytest.fixture
def left(ledger: October) -> October:
    """Its vouchers left in a file."""
    out = str(ledger.folder / "oct.csv")
    ran = ledger.run("export", BATCH, "--profile", ledger.profile(), "--out", out)
    assert ran.code == 0, ran.err
    return ledger


def windsor(rows: list[dict[str, Any]]) -> dict[str, Any]:
    (row,) = [one for one in rows if one["district"] == "Windsor"]
    return row


def said_of_vendor_ids(notes: list[str]) -> list[str]:
    return [note for note in notes if "vendor id" in note]


def test_a_payment_to_another_vendor_than_the_file_asked_for_is_never_recorded(
    left: October,
) -> None:
    ran = left.run("confirm", BATCH, left.extract(ELSEWHERE, *OTHERS), "--json")
    assert (ran.code, ran.data["recorded"]) == (1, 2)
    row = windsor(ran.rows)
    assert (row["category"], row["record"]) == ("another vendor", "not recorded")
    assert row["note"] == (
        "Paid to vendor id 8000000164, of nobody known here; 9000000164 was asked for."
    )
    assert f"fix {BATCH} Windsor {' '.join(ANOTHER[:2])}" in ran.data["next_steps"][0]
    assert "--another-vendor" in ran.data["next_steps"][0]


def test_the_town_that_was_paid_instead_is_named(left: October) -> None:
    ran = left.run("confirm", BATCH, left.extract(CROSSED, *OTHERS), "--json")
    assert windsor(ran.rows)["note"] == (
        "Paid to vendor id 9000000165, that of Windsor Locks (165); 9000000164 was asked for."
    )


def test_zeros_that_a_spreadsheet_takes_away_are_no_other_vendor(left: October) -> None:
    padded = paid("Windsor").replace("9000000164", "009000000164")
    assert left.run("confirm", BATCH, left.extract(padded, *OTHERS)).code == 0


def test_a_profile_is_compared_beside_the_file(left: October) -> None:
    profile = left.profile("other.toml", c164="7000000164")
    ran = left.run("confirm", BATCH, left.extract(*ALL_PAID), "--profile", profile, "--json")
    assert windsor(ran.rows)["category"] == "another vendor"
    assert "7000000164 was asked for" in windsor(ran.rows)["note"]


def test_what_was_compared_is_not_mentioned(left: October) -> None:
    ran = left.run("confirm", BATCH, left.extract(*ALL_PAID), "--json")
    assert said_of_vendor_ids(ran.data["notes"]) == []


def test_without_anything_to_compare_with_it_is_said(ledger: October) -> None:
    ran = ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID), "--json")
    assert said_of_vendor_ids(ran.data["notes"]) == [NOTHING_TO_COMPARE]


def test_an_extract_without_vendor_ids_is_said(left: October) -> None:
    bare = f"{invoice_of('Windsor')},,145682.25,paid,{PAID_ON},,"
    ran = left.run("confirm", BATCH, left.extract(bare, *OTHERS), "--json")
    assert said_of_vendor_ids(ran.data["notes"]) == [
        "vendor ids of 1 payment were not compared: the extract has none"
    ]


# ---- the month's end ----


def month_end(ledger: October, *rows: str, profile: str = "") -> dict[str, Any]:
    file = ledger.extract(*rows, *OTHERS, name="m.csv")
    more = ("--profile", profile) if profile else ()
    ran = ledger.run("reconcile", file, "--month", "2026-10", "--json", *more)
    data: dict[str, Any] = ran.data
    return data


def test_the_month_s_end_never_matches_a_payment_to_another_vendor(left: October) -> None:
    assert left.run("confirm-release", "Windsor", *PLACE, "--paid-on", PAID_ON).code == 0
    data = month_end(left, ELSEWHERE)
    row = windsor(data["rows"])
    assert (row["explanation"], row["note"]) == (
        "another vendor",
        "paid to vendor id 8000000164, of nobody known here; 9000000164 was asked for",
    )
    step = next(one for one in data["next_steps"] if "in place of" in one)
    assert step == (
        "ask the Comptroller's Accounts Payable Division for 145,682.25 of AD27-OCT-164-1 back, "
        "which vendor id 8000000164 was paid in place of Town of Windsor; then: alliance payments "
        f"fix {BATCH} Windsor --stage paid --paid 145682.25 --paid-on {PAID_ON} --another-vendor "
        "--because TEXT"
    )


def test_the_month_s_end_compares_with_the_profile_that_is_given(ledger: October) -> None:
    assert ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID)).code == 0
    other = ledger.profile("other.toml", c164="7000000164")
    assert windsor(month_end(ledger, paid("Windsor"), profile=other)["rows"])["explanation"] == (
        "another vendor"
    )
    right = month_end(ledger, paid("Windsor"), profile=ledger.profile())
    assert windsor(right["rows"])["explanation"] == "matched"
    assert said_of_vendor_ids(right["notes"]) == []


def test_the_month_s_end_says_what_was_not_compared(ledger: October) -> None:
    assert said_of_vendor_ids(month_end(ledger, paid("Windsor"))["notes"]) == [NOTHING_TO_COMPARE]


# ---- the fix ----


def status(ledger: October) -> str:
    ran = ledger.run("list", "--fiscal-year", "2027", "--batch", BATCH, "--json")
    found: str = windsor(ran.rows)["status"]
    return found


def test_what_somebody_else_was_paid_is_not_confirmed(ledger: October) -> None:
    size = ledger.size
    ran = ledger.run("fix", BATCH, "Windsor", *ANOTHER, *WHY)
    assert ran.code == 0, ran.err
    assert (
        "Nothing was recorded: Windsor (164) was not paid. FY2027-OCT-1 stays in payment until the "
        "money is back (alliance payments return-release) or the town has it (alliance payments "
        "confirm-release)."
    ) in ran.out
    assert (ledger.size, status(ledger)) == (size, "in payment")


def test_a_confirmation_that_was_not_the_town_s_is_taken_back(ledger: October) -> None:
    assert ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID)).code == 0
    ran = ledger.run("fix", BATCH, "Windsor", *ANOTHER, *WHY)
    assert ran.code == 0, ran.err
    assert "vendor id mistyped" in ran.out
    assert "Windsor (164) was not paid. FY2027-OCT-1 stays in payment until" in ran.out
    assert status(ledger) == "in payment"
    again = ledger.run("fix", BATCH, "Windsor", *ANOTHER, *WHY, "--json")
    assert (again.code, again.data["records"]) == (0, [])


def test_when_it_is_back_it_is_returned_and_goes_out_anew(ledger: October) -> None:
    assert ledger.run("fix", BATCH, "Windsor", *ANOTHER, *WHY).code == 0
    assert ledger.run("return-release", "Windsor", *PLACE, "--because", "cancelled").code == 0
    assert status(ledger) == "returned"
    refused = ledger.run("fix", BATCH, "Windsor", *ANOTHER, *WHY, "--json")
    assert (refused.code, refused.error["code"]) == (3, "payment_stage")


def test_a_refused_fix_writes_no_worksheet(ledger: October) -> None:
    sheet = ledger.folder / "w.txt"
    early = ("--stage", "paid", "--paid", "100.00", "--paid-on", "2026-10-01")
    ran = ledger.run(
        *("fix", BATCH, "Windsor", *early, *WHY),
        *("--worksheet", str(sheet), "--profile", ledger.profile()),
    )
    assert (ran.code, sheet.exists()) == (3, False)
