"""What waits in a whole ledger: batches, days of the State, each district-year. All synthetic.

Not here: what waits of one district-year (`tests/domain/test_agenda_*.py`). § 10-262u(c)(2).
"""

import json
from datetime import date
from pathlib import Path

import pytest
from october import OCTOBER, October, october

from domain.agenda_item import Item
from domain.authority import Office
from domain.fiscal_year import FiscalYear
from ledger.on_desk import dated, waiting

FY2027 = FiscalYear(2027)
OCTOBER_10 = date(2026, 10, 10)


@pytest.fixture
def desk(tmp_path: Path) -> October:
    return october(tmp_path, batch=False)


def sets(desk: October, command: str, **fields: str) -> None:
    """Something is set for FY2027 on July 1, 2026."""
    line = {
        "command": command,
        "command_id": command,
        "actor": "Ana",
        "fiscal_year": 2027,
        "effective_on": "2026-07-01",
        "set_by": "the Department",
        "document": "Memo 7",
        **fields,
    }
    file = desk.folder / "set.jsonl"
    file.write_text(json.dumps(line), "utf-8")
    ran = desk.alliance("apply", str(file))
    assert ran.code == 0, ran.out


def of_batches(desk: October, on: date = OCTOBER_10) -> list[Item]:
    with desk.opened() as ledger:
        return [one for one in waiting(ledger, on, FY2027) if one.key.startswith("batch/")]


def of_releases(desk: October, on: date = OCTOBER_10) -> list[str]:
    with desk.opened() as ledger:
        return [one.what for one in waiting(ledger, on, FY2027) if "/release/" in one.key]


def test_a_prepared_batch_waits_once_for_the_commissioner_to_sign(desk: October) -> None:
    desk.batch(OCTOBER, approved=False)
    (one,) = of_batches(desk)
    assert (one.what, one.office, one.signs, one.persons, one.command) == (
        "Approve batch FY2027-OCT-1, 3 releases, 599,373.00",
        Office.COMMISSIONER,
        True,
        ("R. Ortiz",),
        "alliance release approve FY2027-OCT-1",
    )
    assert of_releases(desk) == []


def test_over_all_years_a_batch_waits_in_its_own_alone(desk: October) -> None:
    desk.batch(OCTOBER, approved=False)
    with desk.opened() as ledger:
        found = [one for one in waiting(ledger, OCTOBER_10) if one.key.startswith("batch/")]
    assert [one.fiscal_year for one in found] == [FY2027]


def test_an_approved_batch_waits_for_the_comptroller_by_the_cut_off(desk: October) -> None:
    desk.batch(OCTOBER)
    sets(desk, "SetDeadline", duty="payment-cut-off", due_on="2027-06-14")
    (one,) = of_batches(desk, on=date(2027, 1, 1))
    assert (one.what, one.office, one.due, one.persons) == (
        "Issue FY2027-OCT-1, 3 releases, 599,373.00",
        Office.COMPTROLLER,
        date(2027, 6, 14),
        ("R. Ortiz", "L. Chen"),
    )


def test_issued_payments_are_in_doubt_until_they_are_answered_for(desk: October) -> None:
    desk.batch(OCTOBER)
    desk.issue()
    (one,) = of_batches(desk)
    assert (one.what, one.command) == (
        "Confirm 3 payments of FY2027-OCT-1, in doubt until answered",
        "alliance payments confirm FY2027-OCT-1 FILE",
    )
    paid_on = ("--release", "FY2027-OCT-1", "--paid-on", "2026-10-08")
    ran = desk.run("confirm-release", "Windsor", "--fiscal-year", "2027", *paid_on)
    assert ran.code == 0, ran.err
    (left,) = of_batches(desk)
    assert left.what.startswith("Confirm 2 payments of FY2027-OCT-1")


def test_a_batch_of_which_a_part_came_to_be_issued_waits_for_the_rest(desk: October) -> None:
    desk.batch(OCTOBER)
    one_town = ("--release", "FY2027-OCT-1", "--effective-on", "2026-10-07")
    ran = desk.run("issue-release", "Windsor", "--fiscal-year", "2027", *one_town)
    assert ran.code == 0, ran.err
    assert [one.what for one in of_batches(desk)] == [
        "Issue 2 releases of FY2027-OCT-1",
        "Confirm 1 payment of FY2027-OCT-1, in doubt until answered",
    ]


def test_a_batch_that_was_withdrawn_waits_for_nobody(desk: October) -> None:
    desk.batch(OCTOBER, approved=False)
    why = ("--because", "wrong list", "--effective-on", "2026-10-08")
    ran = desk.alliance("release", "withdraw-batch", "FY2027-OCT-1", *why)
    assert ran.code == 0, ran.err
    assert of_batches(desk) == []
    # On the day before it was withdrawn it waited.
    assert len(of_batches(desk, on=date(2026, 10, 7))) == 1


def test_before_a_batch_was_prepared_nothing_of_it_waits(desk: October) -> None:
    desk.batch(OCTOBER)
    assert of_batches(desk, on=date(2026, 10, 5)) == []


def test_days_of_the_state_are_shown_ninety_days_ahead_and_not_after(desk: October) -> None:
    def of_state(on: date) -> list[str]:
        with desk.opened() as ledger:
            return [one.what for one in waiting(ledger, on, FY2027) if one.key.startswith("state")]

    # September 1, 2027 less 90 days is June 3.
    assert of_state(date(2027, 6, 2)) == []
    assert of_state(date(2027, 6, 3)) == ["Annual returns filed"]
    assert of_state(date(2027, 9, 1)) == ["Annual returns filed"]
    assert of_state(date(2027, 9, 2)) == []


def test_a_calendar_has_each_day_of_the_state_once_and_the_days_of_districts(
    desk: October,
) -> None:
    sets(desk, "SetPlanDueDate", due_on="2026-08-14")
    placed = (
        *("--name", "H1", "--breach", "no targets", "--lifted-by", "file them"),
        *("--look-again-on", "2026-12-01", "--effective-on", "2026-10-01"),
    )
    ran = desk.alliance("hold", "place", "Windsor", "--fiscal-year", "2027", *placed)
    assert ran.code == 0, ran.err
    with desk.opened() as ledger:
        found = [(one.what, one.due) for one in dated(ledger, OCTOBER_10, FY2027)]
    assert found == [
        ("Improvement plans", date(2026, 8, 14)),
        ("Annual returns filed", date(2027, 9, 1)),
        ("Annual returns certified", date(2027, 12, 31)),
        ("Single audits filed, where one is needed", date(2027, 12, 31)),
        ("Look again at the withholding for noncompliance H1: file them", date(2026, 12, 1)),
    ]


def test_a_year_before_which_none_can_be_named_has_no_earlier_budget(tmp_path: Path) -> None:
    made = october(tmp_path, batch=False)
    line = (
        '{"command": "SetEntitlement", "command_id": "first", "actor": "Ana", "district": "Windsor"'
        ', "fiscal_year": 2000, "effective_on": "1999-07-01", "amount": "1.00"}'
    )
    file = tmp_path / "first.jsonl"
    file.write_text(line, "utf-8")
    assert made.alliance("apply", str(file)).code == 0
    with made.opened() as ledger:
        assert waiting(ledger, OCTOBER_10, FiscalYear(2000)) == []
