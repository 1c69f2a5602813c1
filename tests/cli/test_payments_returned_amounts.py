"""A return is the return of a payment only with its amount: any other waits for a person.

East Haven was issued 310,458.00, Windsor 145,682.25, Windsor Locks 143,232.75. All synthetic.
"""

from pathlib import Path
from typing import Any

import pytest
from october import BATCH, OCTOBER, PAID_ON, October, invoice_of, october, paid

TOWN = "Windsor"
INVOICE = invoice_of(TOWN)
OTHERS = (paid("East Haven"), paid("Windsor Locks"))
PLACE = ("--fiscal-year", "2027", "--release", BATCH)
BACK = f"alliance payments overpayment-returned Windsor --fiscal-year FY2027 --release {BATCH}"
WHOLE = (
    f"alliance payments return-release Windsor --fiscal-year FY2027 --release {BATCH} "
    "--because TEXT"
)
ASK = "ask the Comptroller's Accounts Payable Division"


def row(status: str, amount: str, on: str = "2026-10-19", town: str = TOWN) -> str:
    return f"{invoice_of(town)},,{amount},{status},{on},,"


@pytest.fixture
def ledger(tmp_path: Path) -> October:
    """The October batch, issued."""
    return october(tmp_path).issued()


def answer(ledger: October, *rows: str) -> tuple[dict[str, Any], list[str], int]:
    """Windsor's line, what is to be done next, and how many records of Windsor were added."""
    before = ledger.alliance("replay", TOWN, "--fiscal-year", "2027", "--json").rows
    ran = ledger.run("confirm", BATCH, ledger.extract(*rows, *OTHERS, name="a.csv"), "--json")
    assert ran.code in (0, 1), ran.err
    (line,) = [one for one in ran.rows if one["invoice"] == INVOICE]
    after = ledger.alliance("replay", TOWN, "--fiscal-year", "2027", "--json").rows
    return line, ran.data["next_steps"], len(after) - len(before)


def month_end(ledger: October, *rows: str) -> dict[str, Any]:
    """Windsor's row of the month-end sheet."""
    file = ledger.extract(*rows, *OTHERS, name="m.csv")
    ran = ledger.run("reconcile", file, "--month", "2026-10", "--json")
    (found,) = [one for one in ran.rows if one["invoice"] == INVOICE]
    return found


def overpaid(ledger: October, amount: str) -> None:
    """Windsor on record as paid more than was authorized."""
    ran = ledger.run(
        *("fix", BATCH, TOWN, "--stage", "paid", "--paid", amount, "--paid-on", PAID_ON),
        *("--because", "keyed wrongly"),
    )
    assert ran.code == 0, ran.err


# ---- in payment ----


@pytest.mark.parametrize("status", ["returned", "rejected"])
@pytest.mark.parametrize(
    ("amount", "difference"),
    [
        ("0.01", "145,682.24 less"),
        ("45682.25", "100,000.00 less"),
        ("999999.00", "854,316.75 more"),
    ],
)
def test_a_return_of_another_amount_is_not_recorded(
    ledger: October, status: str, amount: str, difference: str
) -> None:
    line, steps, added = answer(ledger, row(status, amount))
    assert (line["record"], added) == ("not recorded, doubtful", 0)
    assert f"{difference} than the 145,682.25 issued" in line["note"]
    assert steps[0].startswith(f"{ASK} what of {INVOICE}")


def test_a_part_that_came_back_is_mended_by_what_stays_paid(ledger: October) -> None:
    _, (asked, whole, part), _ = answer(ledger, row("returned", "45682.25"))
    assert asked == (
        f"{ASK} what of {INVOICE}, 145,682.25, came back, and what stays paid; only then, by hand:"
    )
    assert whole == f"if the whole of it came back: {WHOLE}"
    # 145,682.25 − 45,682.25 = 100,000.00
    assert part == (
        f"if only 45,682.25 came back: alliance payments fix {BATCH} Windsor --stage paid "
        "--paid 100000.00 --paid-on DATE --because TEXT"
    )


def test_crossed_returns_are_not_recorded(ledger: October) -> None:
    crossed = (row("returned", "143232.75"), row("returned", "145682.25", town="Windsor Locks"))
    file = ledger.extract(paid("East Haven"), *crossed)
    ran = ledger.run("confirm", BATCH, file, "--json")
    assert (ran.code, ran.data["recorded"], ran.data["doubtful"]) == (1, 1, 2)
    assert "143,232.75 was issued to Windsor Locks (165)" in ran.rows[1]["note"]
    assert "145,682.25 was issued to Windsor (164)" in ran.rows[2]["note"]


def test_parts_that_add_up_are_a_question_too(ledger: October) -> None:
    rows = (row("returned", "100000.00"), row("returned", "45682.25", on="2026-10-20"))
    line, _, added = answer(ledger, *rows)
    assert (line["record"], added) == ("not recorded, doubtful", 0)
    assert "returned 100,000.00 on 2026-10-19 and returned 45,682.25 on 2026-10-20" in line["note"]


def test_a_part_that_came_back_after_it_was_paid_is_not_recorded(ledger: October) -> None:
    line, steps, added = answer(
        ledger, row("paid", "145682.25", PAID_ON), row("returned", "45682.25")
    )
    assert (line["record"], line["paid"], added) == ("not recorded, doubtful", "100000.00", 0)
    assert "--stage paid --paid 100000.00 --paid-on 2026-10-15" in steps[-1]


def test_what_stays_paid_settles_the_answer_once_it_is_on_record(ledger: October) -> None:
    rows = (row("paid", "145682.25", PAID_ON), row("returned", "45682.25"))
    overpaid(ledger, "100000.00")
    line, _, _ = answer(ledger, *rows)
    assert line["record"] == "on record"
    found = month_end(ledger, *rows)
    assert (found["ledger"], found["other_system"], found["explanation"]) == (
        "100000.00",
        "100000.00",
        "matched",
    )


def test_the_month_s_end_never_matches_a_return_of_another_amount(ledger: October) -> None:
    ran = ledger.run(
        "return-release", TOWN, *PLACE, "--because", "told so", "--effective-on", "2026-10-19"
    )
    assert ran.code == 0, ran.err
    found = month_end(ledger, row("returned", "45682.25"))
    assert (found["explanation"], found["note"]) == (
        "amount",
        "came back there on 2026-10-19 with 45,682.25; issued 145,682.25",
    )
    assert month_end(ledger, row("returned", "145682.25"))["explanation"] == "matched"


def test_the_month_s_end_takes_a_part_that_came_back_from_what_was_paid(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(paid(TOWN), *OTHERS))
    found = month_end(ledger, paid(TOWN), row("returned", "45682.25"))
    assert (found["ledger"], found["other_system"], found["explanation"]) == (
        "145682.25",
        "100000.00",
        "amount",
    )


def test_a_return_of_the_amount_paid_is_recorded(ledger: October) -> None:
    overpaid(ledger, "100000.00")  # paid too little
    line, _, added = answer(ledger, row("returned", "100000.00"))
    assert (line["record"], added) == ("came back, recorded now", 1)


# ---- paid too much ----


def test_a_return_of_the_excess_is_an_overpayment_given_back(ledger: October) -> None:
    overpaid(ledger, "150000.00")
    # 150,000.00 − 145,682.25 = 4,317.75
    line, steps, added = answer(ledger, row("returned", "4317.75"))
    assert (line["record"], added) == ("not recorded, doubtful", 0)
    assert "4,317.75 is what was paid too much" in line["note"]
    assert steps == [f"{BACK} --amount 4317.75 --because TEXT"]


@pytest.mark.parametrize("with_payment", [True, False])
def test_a_return_of_the_whole_overpayment_names_both_commands(
    ledger: October, *, with_payment: bool
) -> None:
    overpaid(ledger, "150000.00")
    there = [row("paid", "150000.00", PAID_ON)] if with_payment else []
    line, steps, added = answer(ledger, *there, row("returned", "150000.00"))
    assert (line["record"], added) == ("not recorded, doubtful", 0)
    assert steps[-2:] == [f"{BACK} --amount 4317.75 --because TEXT", f"then {WHOLE}"]


def test_an_excess_as_large_as_the_authorization_is_ambiguous(ledger: October) -> None:
    overpaid(ledger, "291364.50")  # twice 145,682.25
    line, steps, added = answer(ledger, row("returned", "145682.25"))
    assert (line["record"], added) == ("not recorded, doubtful", 0)
    asked = (
        f"{ASK} whether the 145,682.25 of {INVOICE} that came back are what was paid too much or "
        "what was authorized; only then, by hand:"
    )
    assert steps == [
        asked,
        f"if what was paid too much: {BACK} --amount 145682.25 --because TEXT",
        f"if what was authorized: {WHOLE}",
    ]


@pytest.mark.parametrize("with_payment", [True, False])
def test_an_overpayment_given_back_and_recorded_agrees_everywhere(
    ledger: October, *, with_payment: bool
) -> None:
    overpaid(ledger, "291364.50")
    done = ledger.run(
        *("overpayment-returned", TOWN, *PLACE, "--amount", "145682.25"),
        *("--because", "check 7", "--effective-on", "2026-10-19"),
    )
    assert done.code == 0, done.err
    there = [row("paid", "291364.50", PAID_ON)] if with_payment else []
    line, steps, added = answer(ledger, *there, row("returned", "145682.25"))
    assert (line["record"], steps, added) == ("on record", [], 0)
    found = month_end(ledger, row("paid", "291364.50", PAID_ON), row("returned", "145682.25"))
    assert (found["ledger"], found["other_system"], found["explanation"]) == (
        OCTOBER[TOWN],
        OCTOBER[TOWN],
        "matched",
    )


# ---- a part that came back and is on record by what stays paid ----


@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("status", ["returned", "rejected"])
def test_a_part_that_came_back_is_taken_off_once(
    ledger: October, status: str, *, confirmed: bool
) -> None:
    if confirmed:
        ledger.run("confirm", BATCH, ledger.extract(paid(TOWN), *OTHERS))
    overpaid(ledger, "100000.00")
    line, steps, added = answer(ledger, row(status, "45682.25"))
    assert (line["record"], steps, added) == ("on record", [], 0)
    assert "on record as paid 100,000.00 on 2026-10-15" in line["note"]


def test_a_part_of_another_amount_than_was_confirmed_first_is_taken_off_once(
    ledger: October,
) -> None:
    overpaid(ledger, "150000.00")
    overpaid(ledger, "100000.00")
    line, steps, _ = answer(ledger, row("returned", "50000.00"))
    assert (line["record"], steps) == ("on record", [])


@pytest.mark.parametrize("with_payment", [True, False])
def test_a_second_part_is_taken_from_what_stays_paid(
    ledger: October, *, with_payment: bool
) -> None:
    overpaid(ledger, "100000.00")
    there = [row("paid", "145682.25", PAID_ON)] if with_payment else []
    second = row("returned", "30000.00", on="2026-10-20")
    _, steps, _ = answer(ledger, *there, row("returned", "45682.25"), second)
    # 100,000.00 − 30,000.00 = 70,000.00: the first part is off already.
    assert steps[-1] == (
        f"if only 30,000.00 came back: alliance payments fix {BATCH} Windsor --stage paid "
        "--paid 70000.00 --paid-on 2026-10-15 --because TEXT"
    )


def test_a_return_of_as_much_as_stays_paid_is_a_question(ledger: October) -> None:
    overpaid(ledger, "200000.00")
    overpaid(ledger, "100000.00")
    line, steps, added = answer(ledger, row("returned", "100000.00"))
    assert (line["record"], added) == ("not recorded, doubtful", 0)
    assert steps[-1] == f"if the whole of it came back: {WHOLE}"


@pytest.mark.parametrize(("month", "day"), [("2026-10", "2026-10-19"), ("2026-11", "2026-11-02")])
def test_the_month_s_end_agrees_with_a_part_on_record_that_stands_alone_there(
    ledger: October, month: str, day: str
) -> None:
    overpaid(ledger, "100000.00")
    file = ledger.extract(row("returned", "45682.25", day), name="alone.csv")
    ran = ledger.run("reconcile", file, "--month", month, "--json")
    (found,) = [one for one in ran.rows if one["invoice"] == INVOICE]
    assert (found["difference"], found["explanation"]) == ("0.00", "matched")
    assert found["note"] == (
        f"came back there in part on {day}, 45,682.25: what stays paid is on record"
    )
