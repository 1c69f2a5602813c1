"""Every line that an answer leaves open says what settles it. All figures synthetic."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from october import BATCH, OCTOBER, PAID_ON, October, invoice_of, october, paid, returned

from domain.district import district_named
from domain.errors import ConflictError
from ledger.batch_record import batch_named
from ledger.batch_unit import Desk
from ledger.confirm_lines import OnRecord, read_answer
from ledger.confirming import record_answer
from ledger.payments.extract import EXTRACT_COLUMNS, extract_of
from ledger.payments_on_record import of_batch, releases_on_record
from ledger.source_file import read_source

ASK = "ask the Comptroller's Accounts Payable Division"
WHY = ("--because", "synthetic")
TOWN = "Windsor"
INVOICE = invoice_of(TOWN)
OTHERS = (paid("East Haven"), paid("Windsor Locks"))
PLACE = ("--fiscal-year", "2027", "--release", BATCH)


@pytest.fixture
def ledger(tmp_path: Path) -> October:
    """The October batch, issued."""
    return october(tmp_path).issued()


def answer(ledger: October, *rows: str) -> tuple[dict[str, Any], list[str], int]:
    """Windsor's line, what is to be done next, and how many payments were recorded."""
    ran = ledger.run("confirm", BATCH, ledger.extract(*rows, *OTHERS, name="a.csv"), "--json")
    assert ran.code in (0, 1), ran.err
    (line,) = [one for one in ran.rows if one["invoice"] == INVOICE]
    return line, ran.data["next_steps"], ran.data["recorded"]


# ---- on record otherwise ----


def test_another_amount_than_on_record_is_mended_with_the_figures_there(ledger: October) -> None:
    short = ("--stage", "paid", "--paid", "145000.00", "--paid-on", PAID_ON)
    assert ledger.run("fix", BATCH, TOWN, *short, *WHY).code == 0
    _, steps, _ = answer(ledger, paid(TOWN))
    (step,) = steps
    assert step == (
        f"{ASK} what was paid for {INVOICE}: 145,000.00 on 2026-10-15 is on record, and the "
        "extract has 145,682.25 on 2026-10-15; where the extract is right: alliance payments fix "
        f"{BATCH} {TOWN} --stage paid --paid 145682.25 --paid-on 2026-10-15 --voucher V00164 "
        "--because TEXT"
    )


def test_another_day_than_on_record_is_a_question_with_its_command(ledger: October) -> None:
    assert answer(ledger, paid(TOWN))[2] == 3
    _, steps, _ = answer(ledger, paid(TOWN, on="2026-10-16"))
    (step,) = steps
    assert step == (
        f"{ASK} what was paid for {INVOICE}: 145,682.25 on 2026-10-15 is on record, and the "
        "extract has 145,682.25 on 2026-10-16; where the extract is right: alliance payments fix "
        f"{BATCH} {TOWN} --stage paid --paid 145682.25 --paid-on 2026-10-16 --voucher V00164 "
        "--because TEXT"
    )
    settled = ledger.run(
        *("fix", BATCH, TOWN, "--stage", "paid", "--paid", "145682.25"),
        *("--paid-on", "2026-10-16", "--voucher", "V00164", *WHY),
    )
    assert settled.code == 0, settled.err
    line, steps, _ = answer(ledger, paid(TOWN, on="2026-10-16"))
    assert (line["record"], steps) == ("on record", [])


def test_a_payment_on_record_that_is_missing_there_is_asked_about(ledger: October) -> None:
    assert answer(ledger, paid(TOWN))[2] == 3
    file = ledger.extract(*OTHERS, name="b.csv")
    ran = ledger.run("confirm", BATCH, file, "--json")
    assert ran.data["next_steps"] == [
        f"{ASK} what became of {INVOICE} of Town of Windsor: it is paid here and missing there"
    ]


# ---- missing there ----


def test_what_is_missing_there_is_asked_for_before_it_is_fixed(ledger: October) -> None:
    ran = ledger.run("confirm", BATCH, ledger.extract(*OTHERS), "--json")
    (step,) = ran.data["next_steps"]
    assert step == (
        f"{ASK} whether {INVOICE} of Town of Windsor was posted; if it was not: alliance payments "
        f"fix {BATCH} {TOWN} --stage not-posted --because TEXT"
    )


# ---- one number for two towns ----


def test_one_number_for_two_towns_is_a_question(ledger: October) -> None:
    twice = paid("Windsor Locks").replace("V00165", "V00164")
    file = ledger.extract(paid(TOWN), paid("East Haven"), twice)
    ran = ledger.run("confirm", BATCH, file, "--json")
    assert (ran.code, ran.data["recorded"], ran.data["doubtful"]) == (1, 1, 2)
    assert ran.rows[1]["note"] == (
        "voucher V00164 stands at AD27-OCT-164-1 and AD27-OCT-165-1: ask whose it is"
    )
    # Nor is the number offered to be recorded by hand.
    assert not any("--voucher V00164" in step for step in ran.data["next_steps"])


# ---- days that cannot be ----


def test_a_payment_of_a_day_before_its_order_names_how_the_order_is_put_right(
    ledger: October,
) -> None:
    _, steps, _ = answer(ledger, paid(TOWN, on="2026-10-06"))
    # The orders stand at positions 34 to 36, by town name.
    asked, order, by_hand = steps
    assert asked == (
        f"{ASK} which payment of {INVOICE} the answer is about, and of which day its order was; "
        "only then:"
    )
    assert order == (
        "if the payment order was of 2026-10-06 or before: alliance correct 35 --day 2026-10-06 "
        "--because TEXT, then run this again"
    )
    assert by_hand == (
        f"if not, by hand: alliance payments fix {BATCH} {TOWN} --stage paid --paid 145682.25 "
        "--paid-on DATE --voucher V00164 --because TEXT"
    )


def test_one_row_of_an_impossible_day_does_not_refuse_the_others(ledger: October) -> None:
    ledger.run(
        *("return-release", TOWN, *PLACE, *WHY, "--voucher", "V1"),
        *("--effective-on", "2026-10-19"),
    )
    again = ledger.issue("--returned", count=1, total=OCTOBER[TOWN], on="2026-10-21")
    assert again.code == 0, again.err
    done = ledger.run(
        *("confirm-release", TOWN, *PLACE, "--paid-on", "2026-10-23", "--voucher", "V2")
    )
    assert done.code == 0, done.err
    line, _, recorded = answer(ledger, f"{INVOICE},,145682.25,returned,2026-10-20,V2,")
    assert (line["record"], recorded) == ("not recorded, doubtful", 2)


def test_a_return_outside_the_year_is_not_said_to_need_a_reason(ledger: October) -> None:
    line, _, recorded = answer(ledger, returned(TOWN, on="2027-07-06"))
    assert recorded == 3
    assert line["note"] == "2027-07-06 is outside FY2027."


# ---- numbers are kept ----


def test_a_fix_that_is_offered_keeps_the_number(ledger: October) -> None:
    _, steps, _ = answer(ledger, paid(TOWN, "145000.00"))
    assert steps[0] == (
        f"alliance payments fix {BATCH} {TOWN} --stage paid --paid 145000.00 --paid-on 2026-10-15 "
        "--voucher V00164 --because TEXT"
    )


# ---- the extract ----


def test_an_amount_that_cannot_be_read_says_how_it_is_written(ledger: October) -> None:
    ran = ledger.run("confirm", BATCH, ledger.extract(paid(TOWN, "145682.25 USD")))
    assert ran.code == 2
    assert "'145682.25 USD' is not an amount; write 145682.25 or 145,682.25." in ran.err.replace(
        '"145682.25 USD"', "'145682.25 USD'"
    )
    assert "without separators" not in ran.err


# ---- meanwhile ----


def test_an_authorization_taken_back_meanwhile_is_a_conflict(ledger: October) -> None:
    back = ledger.run("return-release", TOWN, *PLACE, *WHY, "--effective-on", "2026-10-10")
    assert back.code == 0, back.err
    extract = extract_of(read_source(Path(ledger.extract(paid("East Haven"))), EXTRACT_COLUMNS))
    with ledger.opened() as opened:
        batch = batch_named(opened, BATCH)
        releases = of_batch(opened, batch)
        record = OnRecord(
            position=0,  # read before the others wrote
            releases=releases,
            everything=releases_on_record(opened),
            named={},
        )
        read = read_answer(BATCH, extract, record)
        gone = releases | {district_named("Hartford"): releases[district_named(TOWN)]}
        with pytest.raises(ConflictError, match=r"Hartford \(64\) taken back"):
            record_answer(opened, batch, replace(read, releases=gone), Desk(actor="B. Other"))
