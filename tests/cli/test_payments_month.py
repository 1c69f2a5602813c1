"""The month's end by payee, and the list of every release with where its payment stands."""

from pathlib import Path

import pytest
from cli_runner import Ran
from october import (
    BATCH,
    OCTOBER,
    SUPPLEMENT,
    TOTAL,
    October,
    invoice_of,
    october,
    paid,
    returned,
)

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
    ran = reconcile(ledger, empty, "2026-11", "--nothing-paid")
    # East Haven was issued in October and is open still: October 7 to November 30 is 54 days.
    assert [(row["district"], row["explanation"], row["age_days"]) for row in ran.rows] == [
        ("East Haven", "open", 54)
    ]
    early = reconcile(ledger, empty, "2026-09", "--nothing-paid")
    assert (early.code, early.rows) == (0, [])


def test_an_extract_of_the_year_so_far_is_compared_with_earlier_months(ledger: October) -> None:
    file = ledger.extract(*ALL_PAID)
    ledger.run("confirm", BATCH, file)
    built = f"{invoice_of('Windsor', SUPPLEMENT)},,1.00,built,2026-11-03,,"
    ran = reconcile(ledger, ledger.extract(*ALL_PAID, built, name="so-far.csv"), "2026-11")
    assert (ran.code, len(ran.rows)) == (0, 3)


def test_where_nothing_was_paid_in_the_month_other_months_are_left_out(ledger: October) -> None:
    file = ledger.extract(*ALL_PAID, "X-1,,1.00,paid,2026-10-09,,")
    ledger.run("confirm", BATCH, file)
    ran = reconcile(ledger, file, "2026-12", "--nothing-paid")
    assert (ran.code, ran.rows) == (0, [])
    assert "4 rows of other months are left out" in ran.data["notes"]


def test_a_payment_that_is_open_is_held_against_other_months_all_the_same(
    ledger: October,
) -> None:
    ran = reconcile(ledger, ledger.extract(*ALL_PAID), "2026-12", "--nothing-paid")
    assert {row["explanation"] for row in ran.rows} == {"only there"}


def test_what_was_not_known_yet_is_not_told_of_an_invoice(tmp_path: Path) -> None:
    ledger = october(tmp_path, batch=False)
    before = ledger.alliance("replay", "Windsor", "--fiscal-year", "2027", "--json").rows
    known = max(row["recorded_at"] for row in before)
    ledger.batch(OCTOBER)
    assert ledger.issue().code == 0
    ran = reconcile(ledger, ledger.extract(paid("Windsor")), "2026-10", "--known-on", known)
    assert [row["note"] for row in ran.rows] == ["paid there on 2026-10-15; no such invoice here"]


@pytest.mark.parametrize(
    ("rows", "has"),
    [
        (ALL_PAID, "its rows are of 2026-10-15 to 2026-10-15"),
        ((), "none of its rows has a day"),
        ((f"{invoice_of('Windsor')},,145682.25,built,,,",), "none of its rows has a day"),
    ],
)
def test_an_extract_of_another_month_is_no_sheet_to_sign(
    ledger: October, rows: tuple[str, ...], has: str
) -> None:
    ran = reconcile(ledger, ledger.extract(*rows), "2027-10")
    assert (ran.code, ran.error["code"]) == (2, "usage")
    assert ran.error["message"] == f"core-ct-extract.csv has no row of 2027-10: {has}."
    assert "--nothing-paid" in ran.error["next_step"]


def test_a_payment_keyed_by_hand_is_held_against_what_came_back(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(returned("East Haven"), *ALL_PAID[1:]))
    keyed = "KEYED-1,,310458.00,paid,2026-11-04,V0077,"
    # A month later, when what came back is no part of the sheet.
    ran = reconcile(ledger, ledger.extract(keyed, name="november.csv"), "2026-11")
    (row,) = [one for one in ran.rows if one["invoice"] == "KEYED-1"]
    assert row["note"] == (
        "paid there on 2026-11-04; no such invoice here; same amount as Town of East Haven's "
        "AD27-OCT-044-1, which came back on 2026-10-19: keyed by hand?"
    )
    (step,) = ran.data["next_steps"]
    assert step.endswith("Accounts Payable Division who keyed KEYED-1, 310,458.00, and for what")


def test_a_payee_paid_twice_is_said_to_be(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID))
    file = ledger.extract(*ALL_PAID, paid("Windsor", on="2026-10-16"), name="twice.csv")
    ran = ledger.run("reconcile", file, "--month", "2026-10")
    assert ran.code == 1
    assert "paid there 2 times: 145,682.25 on 2026-10-15 and 145,682.25 on 2026-10-16" in ran.out
    assert "proof  ledger 599,373.00 + paid twice 145,682.25 = 745,055.25" in ran.out
    assert (
        "Next: ask the Comptroller's Accounts Payable Division for 145,682.25 of AD27-OCT-164-1 "
        "back, which Town of Windsor was paid twice"
    ) in ran.out


def test_what_came_back_here_and_is_paid_there_is_to_be_asked_about(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(returned("East Haven"), *ALL_PAID[1:]))
    file = ledger.extract(paid("East Haven", on="2026-10-26"), *ALL_PAID[1:], name="after.csv")
    ran = reconcile(ledger, file)
    (row,) = [one for one in ran.rows if one["district"] == "East Haven"]
    assert (row["explanation"], row["note"]) == (
        "only there",
        "paid there on 2026-10-26, it came back here on 2026-10-19",
    )
    (step,) = ran.data["next_steps"]
    assert step.endswith("was paid after it came back; do not issue it again before they answer")


def test_what_differs_is_mended_by_the_answer_to_its_batch(ledger: October) -> None:
    file = ledger.extract(ALL_PAID[0], paid("Windsor", "1.00"), ALL_PAID[2])
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID[1:], name="b.csv"))
    ran = reconcile(ledger, file)
    # Windsor differs, East Haven is not confirmed here: one command shows both.
    assert ran.data["next_steps"] == [f"alliance payments confirm {BATCH} {file}"]


def test_what_is_paid_here_and_not_there_is_to_be_asked_about(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID))
    ran = reconcile(ledger, ledger.extract(*ALL_PAID[1:], name="less.csv"))
    (step,) = ran.data["next_steps"]
    assert step == (
        "ask the Comptroller's Accounts Payable Division what became of AD27-OCT-044-1 of Town of "
        "East Haven: it is paid here and not there"
    )


def test_the_invoice_of_a_withdrawn_release_is_known_here(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID))
    ledger.batch({"Windsor": "1.00"}, name=SUPPLEMENT, reason="synthetic")
    gone = ledger.alliance(
        *("release", "withdraw", "Windsor", "--fiscal-year", "2027", "--release", SUPPLEMENT),
        *("--because", "synthetic", "--effective-on", "2026-10-08"),
    )
    assert gone.code == 0, gone.err
    ran = reconcile(
        ledger, ledger.extract(*ALL_PAID, paid("Windsor", "1.00", batch=SUPPLEMENT), name="w.csv")
    )
    (row,) = [one for one in ran.rows if one["invoice"] == "AD27-OCT-164-2"]
    assert row["note"] == (
        "paid there on 2026-10-15; release FY2027-OCT-2 of Windsor (164), withdrawn on 2026-10-08 "
        "and never issued"
    )


def test_the_invoice_of_an_authorization_taken_back_is_known_here(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID))
    ledger.batch({"Windsor": "1.00"}, name=SUPPLEMENT, reason="synthetic")
    history = ledger.alliance("replay", "Windsor", "--fiscal-year", "2027", "--json").rows
    position = max(one["position"] for one in history if one["event"] == "ReleaseAuthorized")
    back = ledger.alliance("correct", str(position), "--because", "synthetic")
    assert back.code == 0, back.err
    file = ledger.extract(*ALL_PAID, paid("Windsor", "1.00", batch=SUPPLEMENT), name="w.csv")
    (row,) = [one for one in reconcile(ledger, file).rows if one["invoice"] == "AD27-OCT-164-2"]
    assert row["note"] == (
        "paid there on 2026-10-15; release FY2027-OCT-2 of Windsor (164), whose authorization was "
        "taken back by a correction"
    )


def test_the_files_that_left_of_a_batch_are_named_beside_an_unknown_payment(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    gone = ledger.alliance(
        *("release", "withdraw", "Windsor", "--fiscal-year", "2027", "--release", BATCH),
        *("--because", "synthetic", "--effective-on", "2026-10-06"),
    )
    assert gone.code == 0, gone.err
    assert ledger.issue(count=2, total="453690.75").code == 0
    out = str(ledger.folder / "oct.csv")
    assert ledger.run("export", BATCH, "--profile", ledger.profile(), "--out", out).code == 0
    ran = reconcile(ledger, ledger.extract(*ALL_PAID))
    (row,) = [one for one in ran.rows if one["district"] == "Windsor"]
    assert row["note"].startswith(
        "paid there on 2026-10-15; release FY2027-OCT-1 of Windsor (164), withdrawn on 2026-10-06 "
        "and never issued; vouchers of that batch left in oct.csv of "
    )


def test_what_came_back_after_the_month_stood_as_paid_in_it(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID))
    later = ledger.extract(*ALL_PAID, returned("East Haven", on="2026-11-03"), name="later.csv")
    ledger.run("confirm", BATCH, later)
    assert reconcile(ledger, later).code == 0
    november = reconcile(ledger, later, "2026-11")
    (back,) = [row for row in november.rows if row["district"] == "East Haven"]
    assert (back["returned"], back["explanation"]) == ("310458.00", "matched")


@pytest.fixture
def gave_back(ledger: October) -> October:
    """Windsor Locks was paid 145,682.25 for 143,232.75, and gave 2,449.50 back on November 2."""
    paid_more = ("--stage", "paid", "--paid", "145682.25", "--paid-on", "2026-10-15")
    ran = ledger.run("fix", BATCH, "Windsor Locks", *paid_more, "--because", "synthetic")
    assert ran.code == 0, ran.err
    ran = ledger.run(
        *("overpayment-returned", "Windsor Locks", "--fiscal-year", "2027", "--release", BATCH),
        *("--amount", "2449.50", "--because", "check 7", "--effective-on", "2026-11-02"),
    )
    assert ran.code == 0, ran.err
    ledger.run("confirm", BATCH, ledger.extract(*ALL_PAID[:2]))
    return ledger


def november(ledger: October, *rows: str) -> Ran:
    given = () if rows else ("--nothing-paid",)
    return reconcile(ledger, ledger.extract(*rows, name="november.csv"), "2026-11", *given)


def back_row(amount: str, on: str = "2026-11-02") -> str:
    return f"{invoice_of('Windsor Locks')},,{amount},returned,{on},,"


def test_what_was_given_back_after_the_month_stands_alone_in_its_own(gave_back: October) -> None:
    ran = november(gave_back, back_row("2449.50"))
    (row,) = ran.rows
    assert (ran.code, row["explanation"], row["paid"], row["returned"]) == (
        0,
        "matched",
        "0.00",
        "2449.50",
    )
    assert (row["ledger"], row["other_system"]) == ("-2449.50", "-2449.50")
    assert ran.data["proof"] == "ledger -2,449.50 = -2,449.50"


def test_what_was_given_back_here_and_is_not_there_is_asked_about_alone(
    gave_back: October,
) -> None:
    ran = november(gave_back)
    (row,) = ran.rows
    assert (row["ledger"], row["other_system"], row["explanation"], row["note"]) == (
        "-2449.50",
        "0.00",
        "only here",
        "given back here, 2,449.50 on 2026-11-02, of what was paid on 2026-10-15; not there",
    )
    (step,) = ran.data["next_steps"]
    assert step == (
        "ask the Comptroller's Accounts Payable Division where the 2,449.50 of AD27-OCT-165-1 "
        "stands that Town of Windsor Locks gave back"
    )


@pytest.mark.parametrize(
    ("row", "explanation"),
    [(back_row("2000.00"), "amount"), (back_row("2449.50", "2026-11-03"), "date")],
)
def test_what_was_given_back_otherwise_there_is_a_difference(
    gave_back: October, row: str, explanation: str
) -> None:
    (found,) = november(gave_back, row).rows
    assert found["explanation"] == explanation


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


def test_what_was_withdrawn_is_no_part_of_what_stands_authorized(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    ledger.alliance(
        *("record", "WithdrawRelease", "Windsor", "--fiscal-year", "2027"),
        *(f"release={BATCH}", "reason=synthetic", "--effective-on", "2026-10-07"),
    )
    ran = ledger.run("list", "--fiscal-year", "2027", "--json")
    (row,) = [one for one in ran.rows if one["district"] == "Windsor"]
    assert (row["authorized"], row["withdrawn"]) == ("0.00", "145682.25")
    # 310,458.00 + 143,232.75 = 453,690.75
    totals = ran.data["totals"]
    assert (totals["authorized"], totals["withdrawn"]) == ("453690.75", "145682.25")
    assert ran.data["proof"] == "2 authorized 453,690.75 = 453,690.75"


def test_where_all_was_withdrawn_nothing_stands_authorized(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    gone = ledger.alliance("release", "withdraw-batch", BATCH, "--because", "synthetic")
    assert gone.code == 0, gone.err
    ran = ledger.run("list", "--fiscal-year", "2027", "--json")
    assert (ran.data["totals"]["authorized"], ran.data["proof"]) == ("0.00", "0.00 = 0.00")


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
