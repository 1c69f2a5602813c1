"""What is owed on repayment orders, by how long it has been due. § 10-262u(g)."""

from datetime import date

import pytest
from duties import taken_back
from spec import Events, event_corrected, usd
from spec_claims import (
    D1,
    claim_reduced,
    determined,
    found,
    procedure,
    refunded,
    repayment,
    schedule,
)

from domain.authority import Office
from domain.determination_state import Determination
from domain.events import DistrictYearEvent
from domain.money import ZERO
from domain.owed_events import SchedulePart
from domain.receivables import (
    Aging,
    PaidPart,
    aging,
    equal_parts,
    no_date,
    paid_parts,
    parts_left,
)
from domain.state import fold

JUNE_30 = date(2027, 6, 30)
DAYS = (date(2027, 3, 31), JUNE_30, date(2027, 9, 30), date(2027, 12, 31))
ORDER: Events = [found(amount="32750.75"), procedure(), determined(repay="32750.75")]
PARTS: list[tuple[date, str]] = [
    (DAYS[0], "8187.69"),
    (DAYS[1], "8187.69"),
    (DAYS[2], "8187.69"),
    (DAYS[3], "8187.68"),
]
SCHEDULED: Events = [*ORDER, schedule(*PARTS)]


def order(*events: DistrictYearEvent) -> Determination:
    return fold(events).claims.determinations[D1]


def part(day: date, amount: str) -> SchedulePart:
    return SchedulePart(due_on=day, amount=usd(amount))


def test_the_aging_of_screen_c_4() -> None:
    assert aging(order(*SCHEDULED, repayment("8187.69")), JUNE_30) == Aging(
        ordered=usd("32750.75"),
        received=usd("8187.69"),
        waived=ZERO,
        open=usd("24563.06"),
        no_date=ZERO,
        not_yet_due=usd("16375.37"),
        due_today=usd("8187.69"),
        days_1_30=ZERO,
        days_31_90=ZERO,
        days_91=ZERO,
    )


@pytest.mark.parametrize(
    ("on", "buckets"),
    [
        (date(2027, 3, 30), ("32750.75", "0.00", "0.00", "0.00", "0.00")),
        (date(2027, 3, 31), ("24563.06", "8187.69", "0.00", "0.00", "0.00")),
        (date(2027, 4, 1), ("24563.06", "0.00", "8187.69", "0.00", "0.00")),
        (date(2027, 4, 30), ("24563.06", "0.00", "8187.69", "0.00", "0.00")),
        (date(2027, 5, 1), ("24563.06", "0.00", "0.00", "8187.69", "0.00")),
        (date(2027, 6, 29), ("24563.06", "0.00", "0.00", "8187.69", "0.00")),
        (date(2027, 6, 30), ("16375.37", "8187.69", "0.00", "0.00", "8187.69")),
    ],
)
def test_a_part_grows_older_day_by_day(on: date, buckets: tuple[str, ...]) -> None:
    found_ = aging(order(*SCHEDULED), on)
    by_age = (
        found_.not_yet_due,
        found_.due_today,
        found_.days_1_30,
        found_.days_31_90,
        found_.days_91,
    )
    assert by_age == tuple(usd(one) for one in buckets)


def test_without_a_schedule_no_date_is_set() -> None:
    found_ = aging(order(*ORDER, repayment("1.00")), JUNE_30)
    assert (found_.open, found_.no_date) == (usd("32749.75"), usd("32749.75"))
    assert parts_left(order(*ORDER)) == ()


def test_a_payment_settles_the_earliest_parts_and_a_lower_claim_the_last() -> None:
    paid: Events = [
        repayment("10000.00"),
        claim_reduced("compromise", Office.GOVERNOR, repay_less="9000.00"),
    ]
    assert parts_left(order(*SCHEDULED, *paid)) == (
        part(DAYS[1], "6375.38"),  # 16,375.38 − 10,000.00
        part(DAYS[2], "7375.37"),  # 8,187.69 − (9,000.00 − 8,187.68)
    )
    found_ = aging(order(*SCHEDULED, *paid), JUNE_30)
    assert found_.waived == usd("9000.00")
    assert found_.ordered == found_.received + found_.waived + found_.open


def test_what_came_before_a_schedule_does_not_settle_its_parts() -> None:
    early: Events = [
        *ORDER,
        repayment("2750.75"),
        claim_reduced("compromise", Office.GOVERNOR, repay_less="10000.00"),
        schedule((DAYS[2], "10000.00"), (DAYS[3], "10000.00")),
        repayment("1.00"),
    ]
    assert parts_left(order(*early)) == (
        part(DAYS[2], "9999.00"),
        part(DAYS[3], "10000.00"),
    )


def test_what_no_schedule_covers_has_no_date_and_payments_count_against_the_parts() -> None:
    # 100,000.00 lowered to 80,000.00 and scheduled; the lowering was taken back afterwards.
    events: Events = [
        found(amount="100000.00"),
        procedure(),
        determined(repay="100000.00"),
        claim_reduced("compromise", Office.GOVERNOR, repay_less="20000.00"),
        schedule((DAYS[0], "26666.67"), (DAYS[1], "26666.67"), (DAYS[2], "26666.66")),
        repayment("26666.67", DAYS[0]),
        repayment("6666.66", DAYS[1]),
        taken_back(4, "ClaimReduced", repay_less="20000.00"),
    ]
    one = order(*events)
    assert parts_left(one) == (part(DAYS[1], "20000.01"), part(DAYS[2], "26666.66"))
    aged = aging(one, date(2027, 7, 15))
    assert (aged.open, aged.no_date, aged.days_1_30) == (
        usd("66666.67"),
        usd("20000.00"),
        usd("20000.01"),
    )


def test_a_lowering_made_larger_by_a_correction_comes_off_the_last_parts() -> None:
    less = event_corrected(
        corrects_position=4,
        corrects_version=4,
        corrected_event="ClaimReduced",
        reversed={"repay_less": usd("750.75")},
        replacement={"repay_less": usd("12750.75")},
        reason="the certificate says more",
    )
    one = order(
        *ORDER,
        claim_reduced("compromise", Office.GOVERNOR, repay_less="750.75"),
        schedule((DAYS[0], "16000.00"), (DAYS[1], "16000.00")),
        less,
    )
    assert parts_left(one) == (part(DAYS[0], "16000.00"), part(DAYS[1], "4000.00"))
    assert no_date(one) == ZERO


# ---- by which repayments the parts were settled ----


def paid(due_on: date, paid_on: date, amount: str) -> PaidPart:
    return PaidPart(due_on=due_on, paid_on=paid_on, amount=usd(amount))


def test_repayments_settle_the_parts_in_order_of_their_days() -> None:
    late, early = repayment("8187.69", date(2027, 7, 5)), repayment("10000.00", date(2027, 3, 30))
    assert paid_parts(order(*SCHEDULED, late, early)) == (
        paid(DAYS[0], date(2027, 3, 30), "8187.69"),
        paid(DAYS[1], date(2027, 3, 30), "1812.31"),
        paid(DAYS[1], date(2027, 7, 5), "6375.38"),
        paid(DAYS[2], date(2027, 7, 5), "1812.31"),
    )


def test_what_was_refunded_settled_nothing() -> None:
    first, last = repayment("8187.69", DAYS[0]), repayment("8187.69", DAYS[2])
    one = order(*SCHEDULED, first, last, refunded("9000.00"))
    assert paid_parts(one) == (paid(DAYS[0], DAYS[0], "7375.38"),)
    assert parts_left(one)[0] == part(DAYS[0], "812.31")


def test_what_settled_a_part_of_an_earlier_schedule_stays_told() -> None:
    again = schedule((DAYS[2], "12281.53"), (DAYS[3], "12281.53"))
    one = order(*SCHEDULED, repayment("8187.69", DAYS[1]), again, repayment("1.00", DAYS[2]))
    assert paid_parts(one) == (
        paid(DAYS[0], DAYS[1], "8187.69"),
        paid(DAYS[2], DAYS[2], "1.00"),
    )


def test_equal_parts_are_half_up_and_the_last_takes_the_rest() -> None:
    # 32,750.75 ÷ 4 = 8,187.6875; three times 8,187.69 is 24,563.07
    assert equal_parts(usd("32750.75"), DAYS) == tuple(part(*one) for one in PARTS)
    assert equal_parts(usd("5.00"), DAYS[:1]) == (part(DAYS[0], "5.00"),)
