"""Written directions: each with its first cap and what stands authorized under it. § (c)(2)."""

from spec import authorized, event_corrected, issued, released, usd
from spec_plans import paid, withdrawn

from domain.directions import directions_of
from domain.events import Direction, DistrictYearEvent, ReleaseAuthorized
from domain.money import Money
from domain.state import fold

LETTER = Direction(document="Letter of July 9", cap=usd("500.00"))
SECOND = Direction(document="letter of August 1", cap=usd("90.00"))


def under(release: str, amount: str, direction: Direction = LETTER) -> ReleaseAuthorized:
    return authorized(release, amount, plan_version=None, direction=direction)


def used(*events: DistrictYearEvent) -> dict[str, tuple[Money, Money]]:
    """What is authorized under each direction, and its cap."""
    return {
        words: (use.authorized, use.first.cap) for words, use in directions_of(fold(events)).items()
    }


def test_each_direction_has_what_was_authorized_under_it() -> None:
    assert used(under("R1", "300.00"), under("R2", "90.00", SECOND), under("R3", "0.01")) == {
        "letter of july 9": (usd("300.01"), usd("500.00")),
        "letter of august 1": (usd("90.00"), usd("90.00")),
    }


def test_the_cap_first_given_stands_in_whatever_spelling_it_comes_again() -> None:
    wider = Direction(document=" LETTER of  July 9", cap=usd("5000.00"))
    assert used(under("R1", "300.00"), under("R2", "1.00", wider)) == {
        "letter of july 9": (usd("301.00"), usd("500.00"))
    }


def test_what_is_released_on_a_plan_is_under_no_direction() -> None:
    assert used(*released("R1", "300.00")) == {}
    assert used(authorized("R1", "5.00"), withdrawn("R1", "5.00")) == {}


def test_what_was_withdrawn_is_not_authorized_under_it_any_more() -> None:
    assert used(under("R1", "300.00"), under("R2", "10.00"), withdrawn("R1", "300.00")) == {
        "letter of july 9": (usd("10.00"), usd("500.00"))
    }


def test_what_was_not_paid_is_not_authorized_under_it_any_more() -> None:
    # 300.00 − 40.00 short = 260.00; what was paid above the authorization does not count.
    short = (under("R1", "300.00"), issued("R1", "300.00"), paid("R1", "260.00", short="40.00"))
    assert used(*short) == {"letter of july 9": (usd("260.00"), usd("500.00"))}
    over = (under("R1", "300.00"), issued("R1", "300.00"), paid("R1", "300.00", over="40.00"))
    assert used(*over) == {"letter of july 9": (usd("300.00"), usd("500.00"))}


def test_a_payment_short_on_the_plan_leaves_the_directions_alone() -> None:
    on_plan = (authorized("R2", "5.00"), issued("R2", "5.00"), paid("R2", "4.00", short="1.00"))
    assert used(under("R1", "300.00"), *on_plan) == {
        "letter of july 9": (usd("300.00"), usd("500.00"))
    }


def test_an_authorization_that_was_taken_back_used_nothing() -> None:
    back = event_corrected(
        corrects_position=1,
        corrects_version=1,
        corrected_event="ReleaseAuthorized",
        reversed={"amount": usd("300.00")},
        replacement={},
        reason="typed",
    )
    assert used(under("R1", "300.00"), back) == {}
