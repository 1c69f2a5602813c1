"""The answer to a batch: what is as authorized is recorded, what differs waits for a person."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from at_terminal import run_at_terminal
from october import (
    BATCH,
    OCTOBER,
    PAID_ON,
    SUPPLEMENT,
    October,
    invoice_of,
    october,
    paid,
    returned,
)

ALL_PAID = tuple(paid(town) for town in OCTOBER)
CROSSED = (
    returned("East Haven"),
    paid("Windsor", "143232.75"),
    paid("Windsor Locks", "145682.25"),
)


@pytest.fixture
def ledger(tmp_path: Path) -> October:
    """The October batch, issued."""
    return october(tmp_path).issued()


def by_town(rows: list[dict[str, Any]], key: str) -> dict[Any, Any]:
    return {row["district"]: row[key] for row in rows}


def test_what_was_paid_as_authorized_is_confirmed_on_the_extract(ledger: October) -> None:
    file = ledger.extract(*ALL_PAID)
    ran = ledger.run("confirm", BATCH, file, "--json")
    assert ran.code == 0, ran.err
    assert ran.json()["schema"] == "alliance.payments.confirm/1"
    assert (ran.data["recorded"], ran.data["open"]) == (3, 0)
    digest = hashlib.sha256(Path(file).read_bytes()).hexdigest()
    for record in ran.data["records"]:
        assert (record["event"], record["effective_on"]) == ("ReleaseConfirmed", PAID_ON)
        assert record["documents"] == {"Extract core-ct-extract.csv": digest}
    # 310,458.00 + 145,682.25 + 143,232.75 = 599,373.00
    assert ran.data["proof"] == "paid 3 · 599,373.00 = 599,373.00"
    listed = ledger.run("list", "--fiscal-year", "2027", "--json")
    assert by_town(listed.rows, "voucher") == {
        "East Haven": "V00044",
        "Windsor": "V00164",
        "Windsor Locks": "V00165",
    }


def test_the_same_file_again_elsewhere_records_nothing_new(ledger: October) -> None:
    file = ledger.extract(*ALL_PAID)
    ledger.run("confirm", BATCH, file)
    size = ledger.size
    ran = ledger.run("confirm", BATCH, file, "--actor", "B. Other", home=ledger.folder / "other")
    assert ran.code == 0
    assert "Nothing new was recorded" in ran.out
    assert ledger.size == size


def test_a_crossed_pair_is_listed_with_what_the_totals_hide(ledger: October) -> None:
    before = ledger.size
    ran = ledger.run("confirm", BATCH, ledger.extract(*CROSSED))
    assert ran.code == 1
    # 143,232.75 − 145,682.25 = −2,449.50 and the other way round
    assert "The totals hide the crossed payments: -2,449.50 and 2,449.50." in ran.out
    assert f"Next: alliance payments fix {BATCH} Windsor --stage paid --paid 143232.75" in ran.out
    assert f'fix {BATCH} "Windsor Locks" --stage paid --paid 145682.25' in ran.out
    assert f"Next: alliance payments issue {BATCH} --returned" in ran.out
    assert "Next: alliance notice draft" in ran.out
    # 145,682.25 + 143,232.75 = 288,915.00; 288,915.00 + 310,458.00 = 599,373.00
    assert "proof  paid 2 · 288,915.00 + returned 1 · 310,458.00 = 599,373.00" in ran.out
    # Only East Haven's return is recorded.
    assert ledger.size == before + 1


def test_a_return_keeps_the_reason_of_the_extract(ledger: October) -> None:
    ran = ledger.run("confirm", BATCH, ledger.extract(*CROSSED), "--json")
    (record,) = ran.data["records"]
    assert record["sentence"].endswith(
        "310,458.00 (ACH returned (returned in core-ct-extract.csv line 2))"
    )
    assert record["effective_on"] == "2026-10-19"
    plain = ledger.extract(f"{invoice_of('Windsor')},,145682.25,rejected,,,", name="plain.csv")
    again = ledger.run("confirm", BATCH, plain, "--json")
    assert again.data["records"][0]["sentence"].endswith("(rejected in plain.csv line 2)")


def test_a_dry_run_says_what_it_would_record(ledger: October) -> None:
    size = ledger.size
    ran = ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID), "--dry-run")
    assert ran.code == 0
    assert "DRY RUN, nothing was recorded. 3 payments would be." in ran.out
    assert ledger.size == size


@pytest.mark.parametrize(
    ("row", "category"),
    [
        (f"{invoice_of('Windsor')},,145682.25,built,,,", "built, not paid"),
        (paid("Windsor", "145682.24"), "amount differs"),
        (f"{paid('Windsor')}\n{paid('Windsor', on='2026-10-16')}", "paid twice"),
        ("", "missing"),
        (f"{paid('Windsor')}\nX-1,,1.00,paid,2026-10-15,,", "only there"),
        (f"{paid('Windsor')}\nX-1,,-1.00,paid,2026-10-15,,", "zero or below"),
    ],
)
def test_what_differs_is_never_recorded(ledger: October, row: str, category: str) -> None:
    others = (paid("East Haven"), paid("Windsor Locks"))
    ran = ledger.run("confirm", BATCH, ledger.extract(*others, *row.splitlines()), "--json")
    assert ran.code == 1
    (found,) = [one for one in ran.rows if one["record"] == "not recorded"]
    assert found["category"] == category
    assert ran.data["open"] == 1
    beside = category in ("only there", "zero or below")
    assert ran.data["recorded"] == (3 if beside else 2)


def test_another_vendor_than_the_profile_has_is_never_recorded(ledger: October) -> None:
    profile = ledger.profile(c164="8000000164")
    file = ledger.extract(*ALL_PAID)
    ran = ledger.run("confirm", BATCH, file, "--profile", profile, "--json")
    assert ran.code == 1
    assert by_town(ran.rows, "category")["Windsor"] == "another vendor"
    assert ran.data["recorded"] == 2
    # Also not after somebody confirmed it without the profile.
    ledger.run("confirm", BATCH, file)
    again = ledger.run("confirm", BATCH, file, "--profile", profile, "--json")
    assert again.code == 1
    assert "on record as paid 145,682.25" in by_town(again.rows, "note")["Windsor"]


def test_all_or_nothing_is_recorded(ledger: October) -> None:
    confirmed = ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID))
    assert confirmed.code == 0
    passed = ledger.alliance(
        *("record", "RecordPassThrough", "Windsor", "--fiscal-year", "2027"),
        *("amount=145682.25", "--effective-on", "2026-10-16"),
    )
    assert passed.code == 0, passed.err
    size = ledger.size
    # Windsor passed the money on, so its return cannot be: East Haven's is not recorded either.
    back = ledger.extract(
        *ALL_PAID,
        returned("East Haven"),
        returned("Windsor"),
        name="back.csv",
    )
    ran = ledger.run("confirm", BATCH, back, "--json")
    assert (ran.code, ran.error["code"]) == (3, "return_exceeds_held_by_town")
    assert ledger.size == size


def test_a_payment_that_came_back_after_it_was_confirmed_is_recorded(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID))
    later = ledger.extract(*ALL_PAID, returned("East Haven"), name="later.csv")
    ran = ledger.run("confirm", BATCH, later, "--json")
    assert by_town(ran.rows, "record")["East Haven"] == "came back, recorded now"
    assert ran.data["records"][0]["sentence"].startswith(f"Release {BATCH} came back after")


def test_an_old_answer_says_nothing_about_the_payment_issued_again(ledger: October) -> None:
    first = ledger.extract(*CROSSED)
    ledger.run("confirm", BATCH, first)
    again = ledger.issue("--returned", count=1, total="310458.00", on="2026-10-21")
    assert again.code == 0, again.err
    size = ledger.size
    ran = ledger.run("confirm", BATCH, first, "--json")
    assert ledger.size == size
    assert by_town(ran.rows, "note")["East Haven"] == (
        "about the payment that came back on 2026-10-19; nothing yet about the one after it"
    )
    both = ledger.extract(*CROSSED, paid("East Haven", on="2026-10-28"), name="both.csv")
    later = ledger.run("confirm", BATCH, both, "--json")
    assert by_town(later.rows, "record")["East Haven"] == "paid, recorded now"


def test_another_day_than_the_record_has_is_a_finding(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID))
    moved = ledger.extract(*ALL_PAID[:2], paid("Windsor Locks", on="2026-10-16"), name="m.csv")
    ran = ledger.run("confirm", BATCH, moved, "--json")
    assert (ran.code, ran.data["recorded"]) == (1, 0)
    assert by_town(ran.rows, "note")["Windsor Locks"] == (
        "on record as paid 143,232.75 on 2026-10-15"
    )


def test_what_came_back_here_and_is_paid_there_is_a_finding(ledger: October) -> None:
    ledger.run(
        *("return-release", "Windsor", "--fiscal-year", "2027", "--release", BATCH),
        *("--because", "deleted", "--effective-on", "2026-10-12"),
    )
    ran = ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID), "--json")
    assert ran.code == 1
    assert by_town(ran.rows, "note")["Windsor"] == (
        "ALARM: paid there on 2026-10-15, 145,682.25; release FY2027-OCT-1 of Windsor (164) came "
        "back here on 2026-10-12"
    )


def test_what_came_back_and_was_withdrawn_is_settled(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(*CROSSED))
    withdrawn = ledger.alliance(
        *("record", "WithdrawRelease", "East Haven", "--fiscal-year", "2027"),
        *(f"release={BATCH}", "reason=synthetic", "--effective-on", "2026-10-20"),
    )
    assert withdrawn.code == 0, withdrawn.err
    rows = (returned("East Haven"), paid("Windsor"), paid("Windsor Locks"))
    ran = ledger.run("confirm", BATCH, ledger.extract(*rows, name="rest.csv"), "--json")
    assert (ran.code, ran.data["open"]) == (0, 0)
    assert "withdrawn since" in by_town(ran.rows, "note")["East Haven"]


def test_a_pay_date_after_the_year_needs_a_reason(ledger: October) -> None:
    file = ledger.extract(*(paid(town, on="2027-07-06") for town in OCTOBER))
    refused = ledger.run("confirm", BATCH, file, "--no-input", "--json")
    assert (refused.code, refused.error["code"]) == (2, "prior_year")
    asked = run_at_terminal(
        *("payments", "confirm", BATCH, file, "--dry-run"),
        ledger=ledger.url,
        home=ledger.home,
        typed="paid by the last cycle\n",
    )
    assert asked.code == 0, asked.err
    done = ledger.run("confirm", BATCH, file, "--prior-year-because", "last cycle", "--json")
    assert done.code == 0
    titles = {title for record in done.data["records"] for title in record["documents"]}
    assert "Reason for the prior year: last cycle" in titles


def test_a_pay_date_before_the_year_is_never_recorded(ledger: October) -> None:
    file = ledger.extract(paid("Windsor", on="2026-06-30"), *ALL_PAID[:1], *ALL_PAID[2:])
    ran = ledger.run("confirm", BATCH, file, "--json")
    assert (ran.code, ran.data["recorded"]) == (1, 2)
    assert by_town(ran.rows, "record")["Windsor"] == "not recorded, doubtful"


def test_rows_of_other_releases_are_left_out_and_counted(ledger: October) -> None:
    ledger.batch({"East Haven": "1.00"}, name=SUPPLEMENT, reason="synthetic supplement")
    assert ledger.issue(batch=SUPPLEMENT, count=1, total="1.00").code == 0
    other = f"{invoice_of('East Haven', 'FY2027-OCT-2')},,1.00,paid,{PAID_ON},,"
    ran = ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID, other))
    assert ran.code == 0
    assert "1 row of the extract is of other releases" in ran.out


def test_nothing_is_confirmed_of_a_batch_that_was_not_issued(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    ran = ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID), "--json")
    assert (ran.code, ran.error["code"]) == (4, "not_found")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{invoice_of('Windsor')},,1,234.00,paid,{PAID_ON},V1,", "cells"),
        (f"{invoice_of('Windsor')},,145682.25,lost,{PAID_ON},,", "none of"),
        (f"{invoice_of('Windsor')},,145682.25,paid,,,", "has a date"),
    ],
)
def test_a_bad_row_refuses_the_whole_file(ledger: October, row: str, said: str) -> None:
    size = ledger.size
    ran = ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID[:2], row))
    assert ran.code == 2
    assert "line 4" in ran.err
    assert said in ran.err
    assert ledger.size == size


def test_the_list_goes_to_files_too(ledger: October) -> None:
    csv, xlsx = ledger.folder / "answer.csv", ledger.folder / "answer.xlsx"
    ran = ledger.run(
        *("confirm", BATCH, ledger.extract(*ALL_PAID), "--csv", str(csv), "--xlsx", str(xlsx))
    )
    assert ran.code == 0
    assert len(csv.read_text("utf-8").splitlines()) == 4
    assert xlsx.read_bytes().startswith(b"PK")


def test_nothing_is_recorded_where_the_list_would_be_written_over_a_paper(ledger: October) -> None:
    letter = ledger.folder / "letter.csv"
    letter.write_text("Dear Comptroller,\n")
    size = ledger.size
    ran = ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID), "--csv", str(letter))
    assert (ran.code, ledger.size) == (2, size)
    assert letter.read_text() == "Dear Comptroller,\n"
