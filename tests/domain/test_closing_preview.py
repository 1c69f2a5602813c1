"""What a year would carry out: every cent not released has one reason. § 10-262u(h)."""

import pytest
from spec import (
    Events,
    approved,
    authorized,
    carried_in,
    closed,
    designated,
    issued,
    passed_through,
    portion,
    released,
    reported,
    returned,
    stated,
    submitted,
    transferred,
    usd,
    withheld,
)
from spec_plans import condition, for_residency, hold, paid, set_aside

from domain.closing_preview import Preview, Reason, preview_of
from domain.district import BY_CODE
from domain.events import DistrictYearEvent, PlanApproved, PlanRejected, ReleaseProposed
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, total
from domain.state import fold

HELD: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("1000.00"),
]
PROPOSED = ReleaseProposed(release="R1", amount=usd("5.00"), proposed_by="Bo")
PLAN: Events = [submitted(1, "900.00"), approved(1, "900.00")]


def seen(*events: DistrictYearEvent, followed: bool = True) -> Preview:
    """The preview of Hartford FY2023 after these events."""
    return preview_of(BY_CODE[64], FiscalYear(2023), fold(events), followed=followed)


def reasons(*events: DistrictYearEvent, followed: bool = True) -> dict[str, str]:
    """Reason and amount, and that they add up to what was not released."""
    found = seen(*events, followed=followed)
    assert total(list(found.reasons.values())) == found.unreleased
    assert found.by_place == found.carry_out
    return {reason.value: str(amount) for reason, amount in found.reasons.items()}


def test_a_portion_nobody_withheld_waits_for_the_comptroller() -> None:
    assert reasons(designated(), portion("1000.00")) == {"not withheld": "1000.00"}
    assert Reason.NOT_WITHHELD.who is not None
    assert Reason.NOT_WITHHELD.who.label == "Comptroller"


def test_what_was_withheld_and_not_transferred_waits_too() -> None:
    assert reasons(*HELD[:3]) == {"not transferred": "1000.00"}


def test_what_was_withheld_and_not_followed_here_waits_for_nobody() -> None:
    assert reasons(*HELD[:3], followed=False) == {
        "withheld as published, not followed here": "1000.00"
    }
    assert (Reason.NOT_FOLLOWED.who, seen().how(Reason.NOT_FOLLOWED)) == (None, "")


@pytest.mark.parametrize(
    ("more", "two_persons", "verb"),
    [([], False, "authorize"), ([], True, "propose"), ([PROPOSED], True, "authorize")],
    ids=["open", "nothing proposed", "proposed"],
)
def test_what_is_not_released_is_authorized_or_first_proposed(
    more: Events, verb: str, *, two_persons: bool
) -> None:
    found = preview_of(
        BY_CODE[64],
        FiscalYear(2023),
        fold([*HELD, *PLAN, *more]),
        followed=True,
        two_persons=two_persons,
    )
    assert found.how(Reason.NOT_RELEASED) == (
        f"alliance release {verb} Hartford --fiscal-year FY2023 --release … --amount …"
    )
    residency = "" if verb == "propose" else "--residency "
    assert found.how(Reason.RESIDENCY) == (
        f"alliance release {verb} Hartford --fiscal-year FY2023 {residency}--release … --amount …"
    )


@pytest.mark.parametrize(
    ("more", "found"),
    [
        pytest.param([], {"no plan": "1000.00"}, id="no plan"),
        pytest.param(
            [submitted(1, "900.00"), PlanRejected(plan_version=1, reason="no targets")],
            {"no plan": "1000.00"},
            id="rejected",
        ),
        pytest.param([submitted(1, "900.00")], {"plan not approved": "1000.00"}, id="submitted"),
        pytest.param(
            PLAN,
            {"approved, not released": "900.00", "rest that no approved plan has": "100.00"},
            id="approved",
        ),
        pytest.param(
            [
                submitted(1, "900.00"),
                PlanApproved(
                    plan_version=1,
                    approved_amount=usd("900.00"),
                    lines=(),
                    conditions=(condition("K1"),),
                ),
            ],
            {"condition open": "900.00", "rest that no approved plan has": "100.00"},
            id="condition",
        ),
        pytest.param(
            [*PLAN, authorized("R1", "300.00")],
            {
                "authorized, not issued": "300.00",
                "approved, not released": "600.00",
                "rest that no approved plan has": "100.00",
            },
            id="authorized",
        ),
        pytest.param(
            [*PLAN, authorized("R1", "300.00"), issued("R1", "300.00")],
            {
                "in payment": "300.00",
                "approved, not released": "600.00",
                "rest that no approved plan has": "100.00",
            },
            id="in payment",
        ),
        pytest.param(
            [*PLAN, *released("R1", "300.00"), returned("R1", paid="300.00")],
            {
                "returned payment": "300.00",
                "approved, not released": "600.00",
                "rest that no approved plan has": "100.00",
            },
            id="returned",
        ),
        pytest.param(
            [*PLAN, hold("H1", "250.00")],
            {
                "withheld for noncompliance": "250.00",
                "approved, not released": "750.00",
            },
            id="hold of an amount",
        ),
        pytest.param(
            [*PLAN, authorized("R1", "300.00"), hold()],
            {"authorized, not issued": "300.00", "withheld for noncompliance": "700.00"},
            id="hold of all",
        ),
        pytest.param(
            [
                *PLAN,
                set_aside("120.00"),
                for_residency("RES", "95.00"),
                issued("RES", "95.00"),
                paid("RES", "95.00"),
            ],
            {
                "set aside for residency": "25.00",
                "approved, not released": "880.00",
            },
            id="residency",
        ),
    ],
)
def test_what_the_commissioner_holds_has_the_reason_the_law_would_stop_it_by(
    more: Events, found: dict[str, str]
) -> None:
    assert reasons(*HELD, *more) == found


def test_what_is_left_of_a_set_aside_stays_set_aside() -> None:
    assert seen(*HELD, set_aside("120.00")).residency == usd("120.00")
    assert seen(*HELD).residency == ZERO


def test_the_boards_advance_comes_off_and_its_own_spending_is_in_no_balance() -> None:
    found = seen(*HELD, *PLAN, reported(from_own_money="1000.50", above_available="0.50"))
    assert (found.advanced_by_board, found.above, found.carry_out) == (
        usd("1000.00"),
        usd("0.50"),
        usd("0.00"),
    )
    assert found.by_place == found.carry_out


def test_what_the_town_was_paid_in_error_is_not_of_the_balance() -> None:
    more: Events = [
        *PLAN,
        authorized("R1", "300.00"),
        issued("R1", "300.00"),
        paid("R1", "300.00", over="20.00"),
    ]
    found = seen(*HELD, *more)
    assert (found.at_town, found.by_place) == (usd("300.00"), usd("1000.00"))


def test_without_a_report_what_was_spent_is_not_known() -> None:
    assert seen(*HELD).spent is None
    assert seen(*HELD, reported()).spent == ZERO
    stated_spent = stated(withheld="50.00", spent="50.00")
    assert seen(designated(), stated_spent).spent == usd("50.00")


def test_what_was_carried_in_and_never_withheld_is_still_not_withheld() -> None:
    found = seen(carried_in("70.00", not_withheld="70.00"), *HELD)
    assert (found.not_withheld, found.carry_in, found.carry_out) == (
        usd("70.00"),
        usd("70.00"),
        usd("1070.00"),
    )


def test_a_closed_year_is_seen_as_it_closed() -> None:
    spent: Events = [
        *HELD,
        *PLAN,
        *released("R1", "900.00"),
        passed_through("900.00"),
        reported(from_grant="900.00"),
    ]
    found = seen(*spent, closed("100.00", at_commissioner="100.00"))
    assert (found.closed, found.at_commissioner, found.by_place) == (
        True,
        usd("100.00"),
        usd("100.00"),
    )
    assert seen(*spent).closed is False
