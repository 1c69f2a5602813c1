"""Payments that came back and were issued again: no answer is taken for that of another payment.

East Haven's 310,458.00 came back on October 19 (voucher V0008) and was issued again on October 21.
"""

from pathlib import Path
from typing import Any

import pytest
from october import BATCH, OCTOBER, SUPPLEMENT, October, invoice_of, october, paid

from domain.district import district_named
from domain.errors import ConflictError
from ledger.batch_record import batch_named
from ledger.batch_unit import Desk
from ledger.confirm_lines import OnRecord, read_answer
from ledger.confirming import record_answer
from ledger.payments.extract import EXTRACT_COLUMNS, extract_of
from ledger.payments_on_record import of_batch, releases_on_record
from ledger.source_file import read_source

OTHERS = (paid("Windsor"), paid("Windsor Locks"))
TOWN = "East Haven"
INVOICE = invoice_of(TOWN)
QUESTION = "ask which of the two this is about"


def row(status: str, on: str, voucher: str = "", invoice: str = INVOICE) -> str:
    return f"{invoice},,{OCTOBER[TOWN]},{status},{on},{voucher},"


BACK = row("returned", "2026-10-19", "V0008")


@pytest.fixture
def once(tmp_path: Path) -> October:
    """The October batch, issued; Windsor and Windsor Locks paid, East Haven's came back."""
    ledger = october(tmp_path).issued()
    ran = ledger.run("confirm", BATCH, ledger.extract(BACK, *OTHERS, name="first.csv"))
    assert "came back, recorded now" in ran.out
    return ledger


@pytest.fixture
def again(once: October) -> October:
    """East Haven's payment issued again on October 21."""
    issued = once.issue("--returned", count=1, total=OCTOBER[TOWN], on="2026-10-21")
    assert issued.code == 0, issued.err
    return once


def answer(ledger: October, *rows: str) -> tuple[dict[str, Any], list[str], int]:
    """East Haven's line of the answer, what is to be done next, and how much was recorded."""
    size = ledger.size
    ran = ledger.run("confirm", BATCH, ledger.extract(*rows, *OTHERS, name="late.csv"), "--json")
    (line,) = [one for one in ran.rows if one["invoice"] == INVOICE]
    assert ran.code == (0 if line["record"] == "paid, recorded now" else 1)
    return line, ran.data["next_steps"], ledger.size - size


@pytest.mark.parametrize("day", ["2026-10-20", "2026-10-21", "2026-10-22", "2026-11-30"])
def test_the_same_return_told_with_another_day_is_not_recorded_again(
    again: October, day: str
) -> None:
    line, steps, recorded = answer(again, row("returned", day, "V0008"))
    assert recorded == 0
    assert (line["category"], line["unpaid"]) == ("missing", "310458.00")
    assert line["note"] == (
        "about the payment that came back on 2026-10-19; nothing yet about the one after it"
    )
    # Nothing is left to issue.
    assert steps == []


@pytest.mark.parametrize(
    "late",
    [
        # Paid after it came back, and before it was issued again.
        row("paid", "2026-10-20", "V0099"),
        row("paid", "2026-10-20"),
        # The number of the payment that came back.
        row("paid", "2026-10-28", "V0008"),
        # On the day of the second issue or later, without a number to tell it by.
        row("returned", "2026-10-21"),
        row("returned", "2026-10-22"),
        row("rejected", ""),
        # Before the second issue, with another number than the one that came back.
        row("returned", "2026-10-20", "V0099"),
    ],
)
def test_an_answer_that_may_be_about_either_payment_is_a_question(
    again: October, late: str
) -> None:
    line, steps, recorded = answer(again, late)
    assert (line["record"], recorded) == ("not recorded, doubtful", 0)
    assert QUESTION in line["note"]
    assert steps[0].startswith(
        "ask the Comptroller's Accounts Payable Division which payment of AD27-OCT-044-1"
    )
    assert not any("--returned" in step for step in steps)


@pytest.mark.parametrize("day", ["2026-10-21", "2026-10-30"])
def test_a_return_with_a_new_number_is_the_second_payment_s(again: October, day: str) -> None:
    line, steps, recorded = answer(again, row("returned", day, "V0044"))
    assert (line["record"], recorded) == ("came back, recorded now", 1)
    assert steps == [f"alliance payments issue {BATCH} --returned"]


def test_the_whole_story_in_one_extract_is_told_apart(again: October) -> None:
    story = (row("paid", "2026-10-15", "V0008"), BACK, row("paid", "2026-10-28", "V0044"))
    line, _, recorded = answer(again, *story)
    assert (line["record"], line["on"], recorded) == ("paid, recorded now", "2026-10-28", 1)
    ran = again.run("confirm", BATCH, again.extract(*story, *OTHERS), "--json")
    assert "2 rows of the extract are about payments that came back" in ran.data["notes"][1]


def test_a_return_without_a_number_follows_the_payment_it_takes_back(again: October) -> None:
    back = row("returned", "2026-11-02")
    line, _, recorded = answer(again, BACK, row("paid", "2026-10-28", "V0044"), back)
    assert (line["record"], recorded) == ("came back, recorded now", 1)


def test_a_payment_without_a_number_after_the_second_issue_is_the_second(again: October) -> None:
    line, _, recorded = answer(again, BACK, row("paid", "2026-10-28"))
    assert (line["record"], recorded) == ("paid, recorded now", 1)


def test_what_an_older_file_still_has_as_paid_is_in_the_proof_of_the_extract(
    again: October,
) -> None:
    file = again.extract(row("paid", "2026-10-15", "V0008"), *OTHERS, name="old.csv")
    ran = again.run("confirm", BATCH, file, "--json")
    # 145,682.25 + 143,232.75 = 288,915.00; + 310,458.00 = 599,373.00
    assert ran.data["extract_proof"] == (
        "paid in the batch 288,915.00 + of earlier payments 1 · 310,458.00 = 599,373.00"
    )


def test_without_a_number_on_record_another_number_proves_nothing(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    ledger.run(
        *("return-release", TOWN, "--fiscal-year", "2027", "--release", BATCH),
        *("--because", "by telephone", "--effective-on", "2026-10-19"),
    )
    ledger.issue("--returned", count=1, total=OCTOBER[TOWN], on="2026-10-21")
    line, _, _ = answer(ledger, row("returned", "2026-10-22", "V0008"))
    assert line["record"] == "not recorded, doubtful"


def test_a_return_by_hand_can_give_its_number(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    ran = ledger.run(
        *("return-release", TOWN, "--fiscal-year", "2027", "--release", BATCH),
        *("--because", "by telephone", "--voucher", "0008", "--effective-on", "2026-10-19"),
    )
    assert (
        "came back before it was recorded as paid: 310,458.00, voucher 0008 (by telephone)"
        in ran.out
    )
    ledger.issue("--returned", count=1, total=OCTOBER[TOWN], on="2026-10-21")
    # Without the zeros that a spreadsheet takes away.
    line, _, _ = answer(ledger, row("returned", "2026-10-22", "8"))
    assert line["note"].startswith("about the payment that came back on 2026-10-19")


# ---- before it was issued ----


@pytest.mark.parametrize("status", ["paid", "returned"])
def test_nothing_is_recorded_for_a_day_before_the_issue(tmp_path: Path, status: str) -> None:
    ledger = october(tmp_path).issued()
    line, steps, recorded = answer(ledger, row(status, "2026-10-06"))
    assert (line["record"], recorded) == ("not recorded, doubtful", 2)
    assert line["note"] == (
        f"{status} on 2026-10-06, before it was issued here on 2026-10-07: ask which payment that "
        "was"
    )
    assert steps[0].startswith("ask the Comptroller's")


def test_a_day_before_the_issue_is_not_offered_to_be_recorded(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    _, (_, _, step), _ = answer(ledger, row("paid", "2026-10-06"))
    assert step.endswith("--stage paid --paid 310458.00 --paid-on DATE --because TEXT")


def test_a_return_before_the_day_it_was_paid_is_a_question(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    ledger.run("confirm", BATCH, ledger.extract(paid(TOWN), *OTHERS))
    line, _, recorded = answer(ledger, row("returned", "2026-10-14"))
    assert (line["record"], recorded) == ("not recorded, doubtful", 0)
    assert "before it was paid here on 2026-10-15: ask which day is right" in line["note"]


# ---- paid there where nothing is in payment here ----


@pytest.fixture
def supplemented(once: October) -> October:
    """What came back was withdrawn and goes out by a supplement under another number."""
    withdrawn = once.alliance(
        *("release", "withdraw", TOWN, "--fiscal-year", "2027", "--release", BATCH),
        *("--because", "account closed", "--effective-on", "2026-10-20"),
    )
    assert withdrawn.code == 0, withdrawn.err
    once.batch({TOWN: OCTOBER[TOWN]}, name=SUPPLEMENT, reason="account closed")
    return once


def test_the_first_payment_paid_after_all_beside_its_supplement_is_an_alarm(
    supplemented: October,
) -> None:
    issued = supplemented.issue(batch=SUPPLEMENT, count=1, total=OCTOBER[TOWN], on="2026-10-22")
    assert issued.code == 0, issued.err
    line, steps, recorded = answer(supplemented, row("paid", "2026-10-26", "V0008"))
    assert (line["record"], recorded) == ("not recorded, ALARM", 0)
    assert line["note"] == (
        "ALARM: paid there on 2026-10-26, 310,458.00; release FY2027-OCT-1 of East Haven (44) came "
        "back here on 2026-10-19 and was withdrawn on 2026-10-20; Town of East Haven is in payment "
        "under AD27-OCT-044-2, 310,458.00"
    )
    assert steps[0] == (
        "ask the Comptroller's Accounts Payable Division whether AD27-OCT-044-1 of Town of East "
        "Haven was paid; until they answer:"
    )
    assert steps[1] == (
        'stop AD27-OCT-044-2 before it is paid: alliance payments fix FY2027-OCT-2 "East Haven" '
        "--stage not-posted --because TEXT (or --stage posted-unpaid)"
    )
    said = supplemented.run(
        "confirm", BATCH, supplemented.extract(row("paid", "2026-10-26"), *OTHERS)
    )
    assert "ALARM: 1 payment in the other system that should not be there" in said.out


def test_a_withdrawn_payment_that_stands_built_there_is_an_alarm(supplemented: October) -> None:
    line, steps, _ = answer(supplemented, row("built", ""))
    assert line["note"].startswith("ALARM: built there and not paid yet; release FY2027-OCT-1")
    assert "do not issue FY2027-OCT-2 of East Haven (44) (AD27-OCT-044-2)" in steps


def test_both_paid_is_an_alarm_that_ends_in_a_notice(supplemented: October) -> None:
    supplemented.issue(batch=SUPPLEMENT, count=1, total=OCTOBER[TOWN], on="2026-10-22")
    second = invoice_of(TOWN, SUPPLEMENT)
    file = supplemented.extract(row("paid", "2026-10-26", "V0050", second), name="second.csv")
    assert supplemented.run("confirm", SUPPLEMENT, file).code == 0
    line, steps, _ = answer(supplemented, row("paid", "2026-10-27", "V0008"))
    assert "is paid under AD27-OCT-044-2, 310,458.00" in line["note"]
    assert any("one has to come back: alliance notice draft" in step for step in steps)


def test_the_payment_on_record_told_again_by_an_old_file_is_no_alarm(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    old = ledger.extract(paid(TOWN), *OTHERS, name="old.csv")
    ledger.run("confirm", BATCH, old)
    ledger.run("confirm", BATCH, ledger.extract(paid(TOWN), BACK, *OTHERS, name="new.csv"))
    ran = ledger.run("confirm", BATCH, old, "--json")
    (line,) = [one for one in ran.rows if one["invoice"] == INVOICE]
    assert (line["record"], line["note"]) == (
        "not recorded",
        "on record as come back on 2026-10-19",
    )


def test_the_record_comes_to_a_payment_made_all_the_same_by_corrections(
    supplemented: October,
) -> None:
    _, steps, _ = answer(supplemented, row("paid", "2026-10-26"))
    # The return stands at position 38, its withdrawal at 41.
    assert steps[-1] == (
        "only if it was paid and nothing else was paid for it: "
        "alliance correct 41 --because TEXT, then alliance correct 38 --because TEXT, "
        'then alliance payments confirm-release "East Haven" --fiscal-year FY2027 '
        "--release FY2027-OCT-1 --paid-on 2026-10-26 --paid 310458.00"
    )
    for position in ("41", "38"):
        assert supplemented.alliance("correct", position, "--because", "it was paid").code == 0
    done = supplemented.run(
        *("confirm-release", TOWN, "--fiscal-year", "2027", "--release", BATCH),
        *("--paid-on", "2026-10-26", "--paid", "310458.00"),
    )
    assert done.code == 0, done.err


@pytest.mark.parametrize("with_payment", [True, False])
def test_a_return_that_was_taken_back_here_is_no_question_any_more(
    once: October, *, with_payment: bool
) -> None:
    # The return stands at position 38.
    assert once.alliance("correct", "38", "--because", "it was paid").code == 0
    done = once.run(
        *("confirm-release", TOWN, "--fiscal-year", "2027", "--release", BATCH),
        *("--paid-on", "2026-11-02", "--paid", "310458.00"),
    )
    assert done.code == 0, done.err
    there = [row("paid", "2026-11-02")] if with_payment else []
    ran = once.run("confirm", BATCH, once.extract(BACK, *there, *OTHERS, name="l.csv"), "--json")
    (line,) = [one for one in ran.rows if one["invoice"] == INVOICE]
    assert (ran.code, line["record"], ran.data["next_steps"]) == (0, "on record", [])


# ---- rows of other releases ----


def other_rows(ledger: October, *rows: str) -> tuple[int, dict[str, Any], list[str]]:
    """The exit code of the supplement's answer, the line of the first batch, and what is next."""
    file = ledger.extract(paid(TOWN, "1.00", batch=SUPPLEMENT), *rows, name="other.csv")
    ran = ledger.run("confirm", SUPPLEMENT, file, "--json")
    found = [one for one in ran.rows if one["invoice"] == INVOICE]
    return ran.code, found[0] if found else {}, ran.data["next_steps"]


@pytest.fixture
def beside(once: October) -> October:
    """A supplement of 1.00 in payment beside what came back."""
    once.batch({TOWN: "1.00"}, name=SUPPLEMENT, reason="synthetic")
    assert once.issue(batch=SUPPLEMENT, count=1, total="1.00").code == 0
    return once


def test_a_payment_of_a_withdrawn_release_is_an_alarm_in_every_answer(beside: October) -> None:
    beside.alliance(
        *("release", "withdraw", TOWN, "--fiscal-year", "2027", "--release", BATCH),
        *("--because", "account closed", "--effective-on", "2026-10-20"),
    )
    code, line, steps = other_rows(beside, row("paid", "2026-10-26"))
    assert (code, line["record"], line["district"]) == (1, "not recorded, ALARM", TOWN)
    assert "withdrawn on 2026-10-20; Town of East Haven is in payment under" in line["note"]
    assert steps[0].startswith("ask the Comptroller's")


def test_a_return_of_another_release_that_came_back_here_too_is_left_out(beside: October) -> None:
    code, line, _ = other_rows(beside, BACK)
    assert (code, line) == (0, {})


def test_a_payment_of_a_release_that_was_never_issued_is_an_alarm(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    ledger.batch({TOWN: "1.00"}, name=SUPPLEMENT, reason="synthetic")
    second = paid(TOWN, "1.00", batch=SUPPLEMENT)
    ran = ledger.run("confirm", BATCH, ledger.extract(paid(TOWN), *OTHERS, second), "--json")
    assert (ran.code, ran.data["recorded"], ran.data["alarms"]) == (1, 3, 1)
    assert ran.rows[3]["note"] == (
        "ALARM: paid there on 2026-10-15, 1.00; release FY2027-OCT-2 of East Haven (44) is "
        "authorized here and was never issued"
    )
    _, hold, mend = ran.data["next_steps"]
    assert hold == "do not issue FY2027-OCT-2 of East Haven (44)"
    assert mend == (
        'only if it was paid: alliance payments issue-release "East Haven" --fiscal-year FY2027 '
        "--release FY2027-OCT-2 --effective-on DATE, then alliance payments confirm-release "
        '"East Haven" --fiscal-year FY2027 --release FY2027-OCT-2 --paid-on 2026-10-15 --paid 1.00'
    )


def test_a_payment_nobody_here_knows_is_to_be_asked_about(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    file = ledger.extract(paid(TOWN), *OTHERS, "X-1,,1.00,paid,2026-10-15,,")
    ran = ledger.run("confirm", BATCH, file, "--json")
    (step,) = ran.data["next_steps"]
    assert step == (
        "ask the Comptroller's Accounts Payable Division who keyed X-1, 1.00, and for what: it is "
        "no payment here"
    )


# ---- two at once ----


def test_two_answers_at_once_are_recorded_once(tmp_path: Path) -> None:
    october_batch = october(tmp_path).issued()
    file = october_batch.extract(paid(TOWN), *OTHERS)
    extract = extract_of(read_source(Path(file), EXTRACT_COLUMNS))
    with october_batch.opened() as ledger:
        batch = batch_named(ledger, BATCH)
        record = OnRecord(
            position=ledger.store.position(),
            releases=of_batch(ledger, batch),
            everything=releases_on_record(ledger),
            named={},
        )
        read = read_answer(BATCH, extract, record)
        # The other desk is quicker.
        assert october_batch.run("confirm", BATCH, file).code == 0
        size = ledger.store.position()
        with pytest.raises(ConflictError, match=r"Somebody else recorded payments of FY2027-OCT-1"):
            record_answer(ledger, batch, read, Desk(actor="B. Other"))
        assert ledger.store.position() == size


def test_what_others_record_elsewhere_does_not_stop_an_answer(tmp_path: Path) -> None:
    october_batch = october(tmp_path).issued()
    extract = extract_of(
        read_source(Path(october_batch.extract(paid(TOWN), *OTHERS)), EXTRACT_COLUMNS)
    )
    with october_batch.opened() as ledger:
        batch = batch_named(ledger, BATCH)
        releases = of_batch(ledger, batch)
        record = OnRecord(position=0, releases=releases, everything=[], named={})
        recorded = record_answer(
            ledger, batch, read_answer(BATCH, extract, record), Desk(actor="C. Clerk")
        )
        assert len(recorded) == 3
        assert of_batch(ledger, batch)[district_named(TOWN)] != releases[district_named(TOWN)]
