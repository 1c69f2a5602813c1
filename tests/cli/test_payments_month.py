"""The month's end by payee, and the list of every release with where its payment stands."""

from pathlib import Path

import pytest
from cli_runner import Ran
from october import BATCH, OCTOBER, SUPPLEMENT, TOTAL, October, october, paid, returned

ALL_PAID = tuple(paid(town) for town in OCTOBER)


@pytest.fixture
def ledger(tmp_path: Path) -> October:
    """The October batch, issued."""
    return october(tmp_path).issued()


def reconcile(ledger: October, file: str, month: str = "2026-10", *more: str) -> Ran:
    return ledger.run("reconcile", file, "--month", month, "--json", *more)


def test_a_month_that_agrees_has_no_items(ledger: October) -> None:
    file = ledger.extract(*ALL_PAID)
    ledger.run("confirm", BATCH, file)
    ran = reconcile(ledger, file)
    assert ran.code == 0
    assert ran.json()["schema"] == "alliance.payments.reconcile/1"
    assert {row["explanation"] for row in ran.rows} == {"matched"}
    assert (ran.data["totals"]["ledger"], ran.data["totals"]["other_system"]) == (TOTAL, TOTAL)
    assert ran.data["proof"] == "ledger 599,373.00 = 599,373.00"


def test_what_is_not_confirmed_here_is_only_there_and_what_is_open_has_its_age(
    ledger: October,
) -> None:
    ran = reconcile(ledger, ledger.extract(*ALL_PAID[1:]))
    assert ran.code == 1
    found = {row["district"]: (row["explanation"], row["age_days"]) for row in ran.rows}
    # Issued on October 7; the month ends on the 31st: 24 days.
    assert found["East Haven"] == ("open", 24)
    assert found["Windsor"] == ("only there", 24)


def test_the_columns_add_up_from_the_rows(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(ALL_PAID[0]))
    ran = reconcile(ledger, ledger.extract(*ALL_PAID[1:], name="b.csv"))
    for name in ("issued", "paid", "returned", "ledger", "other_system", "difference"):
        cents = sum(round(float(row[name]) * 100) for row in ran.rows)
        assert cents == round(float(ran.data["totals"][name]) * 100), name
    # 0.00 − 310,458.00 here, + 145,682.25 + 143,232.75 there
    assert ran.data["totals"]["difference"] == "-21543.00"


def test_a_settled_month_leaves_the_next_one_alone(ledger: October) -> None:
    file = ledger.extract(*ALL_PAID[1:])
    ledger.run("confirm", BATCH, file)
    empty = ledger.extract(name="november.csv")
    ran = reconcile(ledger, empty, "2026-11")
    # East Haven was issued in October and is open still: October 7 to November 30 is 54 days.
    assert [(row["district"], row["explanation"], row["age_days"]) for row in ran.rows] == [
        ("East Haven", "open", 54)
    ]
    early = reconcile(ledger, empty, "2026-09")
    assert (early.code, early.rows) == (0, [])


def test_an_extract_of_the_year_so_far_is_compared_with_earlier_months(ledger: October) -> None:
    file = ledger.extract(*ALL_PAID)
    ledger.run("confirm", BATCH, file)
    ran = reconcile(ledger, file, "2026-11")
    assert (ran.code, len(ran.rows)) == (0, 3)


def test_what_came_back_after_the_month_stood_as_paid_in_it(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID))
    later = ledger.extract(*ALL_PAID, returned("East Haven", on="2026-11-03"), name="later.csv")
    ledger.run("confirm", BATCH, later)
    assert reconcile(ledger, later).code == 0
    november = reconcile(ledger, later, "2026-11")
    (back,) = [row for row in november.rows if row["district"] == "East Haven"]
    assert (back["returned"], back["explanation"]) == ("310458.00", "matched")


def test_a_payee_nobody_knows_stands_last_and_the_sheet_is_signed(ledger: October) -> None:
    file = ledger.extract(*ALL_PAID, "X-1,,1.00,paid,2026-10-09,,", "X-2,,-1.00,paid,2026-10-09,,")
    ledger.run("confirm", BATCH, file)
    ran = ledger.run("reconcile", file, "--month", "2026-10", "--profile", ledger.profile())
    assert ran.code == 1
    assert "nobody known" in ran.out
    assert "not counted  line 6: X-2 -1.00 paid 2026-10-09" in ran.out
    assert "proof  ledger 599,373.00 + only there 1.00 = 599,374.00" in ran.out
    assert "Prepared by ____" in ran.out


def test_the_sheet_goes_to_files(ledger: October) -> None:
    csv, xlsx = ledger.folder / "m.csv", ledger.folder / "m.xlsx"
    reconcile(ledger, ledger.extract(*ALL_PAID), "2026-10", "--csv", str(csv), "--xlsx", str(xlsx))
    assert len(csv.read_text("utf-8").splitlines()) == 4
    assert xlsx.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("month", ["2026-13", "October", "2026", "1999-10"])
def test_what_is_no_month_is_refused(ledger: October, month: str) -> None:
    ran = reconcile(ledger, ledger.extract(*ALL_PAID), month)
    assert (ran.code, ran.error["code"]) == (2, "invalid_date")


# ---- the list ----


def test_the_list_shows_each_status_and_its_total(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(returned("East Haven"), paid("Windsor")))
    ledger.batch({"Windsor": "1.00"}, name=SUPPLEMENT, reason="synthetic")
    ran = ledger.run("list", "--fiscal-year", "2027", "--json")
    assert ran.json()["schema"] == "alliance.payments.list/1"
    assert [(row["district"], row["release"], row["status"]) for row in ran.rows] == [
        ("East Haven", BATCH, "returned"),
        ("Windsor", BATCH, "paid"),
        ("Windsor", SUPPLEMENT, "authorized"),
        ("Windsor Locks", BATCH, "in payment"),
    ]
    # 1.00 + 143,232.75 + 145,682.25 + 310,458.00 = 599,374.00
    assert ran.data["proof"] == (
        "1 authorized 1.00 + 1 in payment 143,232.75 + 1 paid 145,682.25 + 1 returned 310,458.00 "
        "= 599,374.00; 145,682.25 authorized − 0.00 paid too little + 0.00 paid too much = "
        "145,682.25 paid"
    )
    assert ran.data["totals"]["total_returned"] == "310458.00"
    assert any("East Haven (44): 310,458.00 came back" in note for note in ran.data["notes"])


def test_the_list_is_cut_by_batch_by_legal_day_and_by_year(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID))
    then = ledger.run("list", "--fiscal-year", "2027", "--as-of", "2026-10-14", "--json")
    assert {row["status"] for row in then.rows} == {"in payment"}
    before = ledger.run("list", "--fiscal-year", "2027", "--as-of", "2026-10-06", "--json")
    assert {row["status"] for row in before.rows} == {"authorized"}
    named = ledger.run("list", "--fiscal-year", "2027", "--batch", BATCH.lower(), "--json")
    assert len(named.rows) == 3
    other = ledger.run("list", "--fiscal-year", "2026")
    assert "No release is authorized on record for FY2026." in other.out


def test_a_withdrawn_release_stays_in_the_list(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    ledger.alliance(
        *("record", "WithdrawRelease", "Windsor", "--fiscal-year", "2027"),
        *(f"release={BATCH}", "reason=synthetic", "--effective-on", "2026-10-07"),
    )
    ran = ledger.run("list", "--fiscal-year", "2027", "--json")
    (row,) = [one for one in ran.rows if one["district"] == "Windsor"]
    assert (row["status"], row["withdrawn_on"]) == ("withdrawn", "2026-10-07")


def test_what_an_opening_statement_says_is_in_payment_is_listed(tmp_path: Path) -> None:
    ledger = october(tmp_path, batch=False)
    opened = ledger.alliance(
        *("record", "StateOpeningBalance", "Hartford", "--fiscal-year", "2027"),
        *("balances.in_payment=5.00", "document=synthetic statement", "signers=Ana,Ben"),
        *("--effective-on", "2026-07-01"),
    )
    assert opened.code == 0, opened.err
    ran = ledger.run("list", "--fiscal-year", "2027", "--json")
    assert [(row["release"], row["status"], row["authorized"]) for row in ran.rows] == [
        ("opening", "in payment", "5.00")
    ]
