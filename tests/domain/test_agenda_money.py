"""What waits of releases, payments, holds and pass-through. C.G.S. § 10-262u(c)(2), (f).

All synthetic. Not here: batches (`tests/ledger/test_on_desk.py`), order and filters, screens.
"""

from dataclasses import replace
from datetime import date

import pytest
from duties import APPROVED, FUNDED, closed, paid, released, reported
from on_desk import PLACE, said, waiting
from spec import usd
from spec_plans import hold, lifted, overpayment_returned, withdrawn

from domain.authority import Office
from domain.coverage import CoverageKind
from domain.events import (
    DistrictYearEvent,
    PassThroughRecorded,
    PassThroughShortfallNoted,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseReturned,
)
from domain.money import ZERO
from domain.setting_events import DeadlineSet, Duty

READY = (*FUNDED, *APPROVED)
PROPOSED = ReleaseProposed(release="R1", amount=usd("5.00"), proposed_by="Bo")
AUTHORIZED = released("5.00")
ISSUED = ReleaseIssued(release="R1", amount=usd("5.00"))
RETURNED = ReleaseReturned(
    release="R1", amount_unpaid=usd("5.00"), amount_paid=ZERO, reason="account closed"
)
PASSED = PassThroughRecorded(amount=usd("5.00"), reimbursed=ZERO)


def deadline(duty: Duty, on: date) -> DeadlineSet:
    return DeadlineSet(
        fiscal_year=2023, duty=duty, due_on=on, set_by="Bureau of Grants", document="Memo 7"
    )


CUT_OFF = deadline(Duty.PAYMENT_CUT_OFF, date(2023, 6, 14))


@pytest.mark.parametrize(
    ("events", "what", "office", "command"),
    [
        pytest.param(
            (PROPOSED,),
            "Authorize release R1, 5.00",
            Office.COMMISSIONER,
            f"release authorize {PLACE} --release R1 --amount 5.00",
            id="proposed",
        ),
        pytest.param(
            (AUTHORIZED,),
            "Issue payment of R1, 5.00",
            Office.COMPTROLLER,
            f"payments issue-release {PLACE} --release R1",
            id="authorized",
        ),
        pytest.param(
            (AUTHORIZED, ISSUED),
            "Confirm payment of R1, 5.00",
            Office.COMPTROLLER,
            f"payments confirm-release {PLACE} --release R1 --paid-on …",
            id="issued",
        ),
        pytest.param(
            (AUTHORIZED, ISSUED, RETURNED),
            "Issue again or withdraw R1, 5.00",
            Office.COMPTROLLER,
            f"payments issue-release {PLACE} --release R1",
            id="returned",
        ),
    ],
)
def test_a_release_waits_for_its_next_step(
    events: tuple[DistrictYearEvent, ...], what: str, office: Office, command: str
) -> None:
    assert said(waiting(*READY, *events)) == [(what, office, command)]


def test_a_release_that_was_paid_and_passed_on_or_withdrawn_waits_for_nothing() -> None:
    assert waiting(*READY, *paid("5.00"), PASSED) == []
    assert waiting(*READY, AUTHORIZED, withdrawn("R1", "5.00")) == []


@pytest.mark.parametrize(
    ("events", "left"),
    [
        ((PROPOSED,), []),
        ((AUTHORIZED,), []),
        ((AUTHORIZED, ISSUED), []),
        ((AUTHORIZED, ISSUED, RETURNED), ["Issue again or withdraw R1, 5.00"]),
    ],
    ids=["proposed", "authorized", "issued", "returned"],
)
def test_what_goes_by_batch_waits_there_until_it_comes_back(
    events: tuple[DistrictYearEvent, ...], left: list[str]
) -> None:
    assert [one.what for one in waiting(*READY, *events, in_batches={"R1"})] == left


def test_a_payment_is_due_by_the_cut_off_that_was_set() -> None:
    (one,) = waiting(*READY, AUTHORIZED, settings=[CUT_OFF])
    assert (one.due, one.due_by) == (
        date(2023, 6, 14),
        "set by Bureau of Grants (Memo 7), configuration",
    )


def test_only_the_commissioner_signs_and_who_proposed_is_named() -> None:
    (one,) = waiting(*READY, PROPOSED, actors={len(READY) + 1: "Bo"})
    assert (one.signs, one.persons) == (True, ("Bo",))


def test_what_was_paid_in_error_waits_for_the_town() -> None:
    over = ReleaseConfirmed(
        release="R1", amount=usd("5.00"), paid_on=date(2022, 10, 1), over=usd("2.00")
    )
    events = (*READY, AUTHORIZED, ISSUED, over, PASSED)
    (one,) = waiting(*events)
    assert said([one]) == [
        (
            "Pay back 2.00 paid in error with R1",
            Office.TOWN,
            f"payments overpayment-returned {PLACE} --release R1 --amount 2.00 --because …",
        )
    ]
    assert waiting(*events, overpayment_returned("R1", "2.00")) == []


def test_a_hold_is_looked_at_again_on_its_day_until_it_is_lifted() -> None:
    placed = replace(hold(), look_again_on=date(2023, 3, 15), remedy="file the targets")
    (one,) = waiting(*READY, placed)
    assert said([one]) == [
        (
            "Look again at the withholding for noncompliance H1: file the targets",
            Office.COMMISSIONER,
            f"hold lift {PLACE} --name H1 --evidence …",
        )
    ]
    assert (one.due, one.due_by, one.citation) == (
        date(2023, 3, 15),
        "given with the withholding",
        "C.G.S. § 10-262u(f)",
    )
    assert waiting(*READY, placed, lifted()) == []


class TestPassThrough:
    def test_money_with_the_town_waits_for_it_by_the_day_that_was_set(self) -> None:
        day = deadline(Duty.PASS_THROUGH, date(2022, 10, 31))
        (one,) = waiting(*READY, *paid("5.00"), settings=[day])
        assert said([one]) == [
            (
                "Pass 5.00 on to the board",
                Office.TOWN,
                f"pass-through record {PLACE} --amount 5.00",
            )
        ]
        assert one.due == date(2022, 10, 31)
        assert one.status(date(2022, 11, 2)) == "due 2 days ago, not recorded here"
        held = {CoverageKind.PASS_THROUGHS}
        (one,) = waiting(*READY, *paid("5.00"), settings=[day], covered=held)
        assert one.status(date(2022, 11, 2)) == "overdue by 2 days"

    def test_a_shortfall_that_was_noted_is_said(self) -> None:
        noted = PassThroughShortfallNoted(amount=usd("1.00"), found_by="audit")
        (one,) = waiting(*READY, *paid("5.00"), noted)
        assert one.what == "Pass 5.00 on to the board, 1.00 of it noted as a shortfall"

    def test_after_the_close_it_stands_in_the_next_year(self) -> None:
        events = (*READY, *paid("5.00"), reported("1.00"), closed("9.00"))
        assert [one.what for one in waiting(*events)] == []
