"""What is known of releases, holds and requests: a fold that never fails. § 10-262u(c)(2), (f)."""

import pytest
from one_of_each import OF_RELEASES
from spec import authorized, issued, passed_through, returned, usd
from spec_plans import (
    for_residency,
    hold,
    lifted,
    overpayment_returned,
    paid,
    set_aside,
    withdrawn,
)

from domain.events import (
    DrawDownRequested,
    FundingRenewed,
    OtherFundingReceived,
    PassThroughShortfallNoted,
    ReleaseEvent,
    ReleaseProposed,
)
from domain.money import ZERO, Money
from domain.release_state import NO_RELEASES, Hold, Release, Releases, ReleaseStatus, releases_after

PROPOSED = ReleaseProposed(release="R1", amount=usd("100.00"), proposed_by="Ana")
NOTED = PassThroughShortfallNoted(amount=usd("5.00"), found_by="audit")


def releases(*events: ReleaseEvent) -> Releases:
    known = NO_RELEASES
    for event in events:
        known = releases_after(known, event)
    return known


def the_release(*events: ReleaseEvent) -> tuple[ReleaseStatus, Money, Money]:
    """Its status, what is or can be paid of it, and what is to come back."""
    (release,) = releases(*events).by_name.values()
    return release.status, release.amount, release.over


OUT = (authorized("R1", "100.00"), issued("R1", "100.00"))


@pytest.mark.parametrize(
    ("events", "status", "amount", "over"),
    [
        ((PROPOSED,), ReleaseStatus.PROPOSED, "100.00", "0.00"),
        ((PROPOSED, withdrawn("R1")), ReleaseStatus.WITHDRAWN, "100.00", "0.00"),
        (OUT[:1], ReleaseStatus.AUTHORIZED, "100.00", "0.00"),
        ((*OUT[:1], withdrawn("R1", "100.00")), ReleaseStatus.WITHDRAWN, "100.00", "0.00"),
        (OUT, ReleaseStatus.ISSUED, "100.00", "0.00"),
        ((*OUT, paid("R1", "60.00", short="40.00")), ReleaseStatus.PAID, "60.00", "0.00"),
        ((*OUT, paid("R1", "100.00", over="5.00")), ReleaseStatus.PAID, "100.00", "5.00"),
        (
            (*OUT, paid("R1", "100.00", over="5.00"), overpayment_returned("R1", "2.00")),
            ReleaseStatus.PAID,
            "100.00",
            "3.00",
        ),
        (
            (*OUT, paid("R1", "60.00", short="40.00"), returned("R1", paid="60.00")),
            ReleaseStatus.RETURNED,
            "60.00",
            "0.00",
        ),
        (
            (*OUT, paid("R1", "100.00", over="5.00"), returned("R1", paid="100.00")),
            ReleaseStatus.RETURNED,
            "100.00",
            "5.00",
        ),
    ],
)
def test_a_release_stands_where_its_last_step_says(
    events: tuple[ReleaseEvent, ...], status: ReleaseStatus, amount: str, over: str
) -> None:
    assert the_release(*events) == (status, usd(amount), usd(over))


def test_a_release_for_residency_is_known_as_one() -> None:
    assert releases(for_residency("RES", "5.00")).by_name == {
        "RES": Release(amount=usd("5.00"), status=ReleaseStatus.AUTHORIZED, residency=True)
    }


def test_holds_stand_until_they_are_lifted() -> None:
    known = releases(hold(), hold("H2", amount="5.00"), lifted())
    assert known.holds == {
        "H1": Hold(placed=hold(), lifted=True),
        "H2": Hold(placed=hold("H2", amount="5.00")),
    }
    assert known.standing_holds == (hold("H2", amount="5.00"),)


def test_a_shortfall_stays_known_whatever_left_the_town_since() -> None:
    assert releases(NOTED).shortfall == NOTED
    assert releases(NOTED, passed_through("0.01")).shortfall == NOTED
    assert releases(*OUT, NOTED, returned("R1", paid="5.00")).shortfall == NOTED


def test_what_stands_around_releases_is_kept() -> None:
    known = releases(*OF_RELEASES)
    request, funding = known.requests["October"], known.other_funding
    assert isinstance(request, DrawDownRequested)
    assert [type(one) for one in funding] == [OtherFundingReceived]
    assert known.renewed
    assert not NO_RELEASES.renewed
    assert known.set_aside is not None
    assert any(isinstance(event, FundingRenewed) for event in OF_RELEASES)
    again = releases_after(known, set_aside("7.00"))
    assert again.set_aside == set_aside("7.00")


@pytest.mark.parametrize(
    "event",
    [
        withdrawn("R1", "5.00"),
        issued("R1", "5.00"),
        paid("R1", "5.00", over="1.00"),
        returned("R1", unpaid="5.00"),
        overpayment_returned("R1", "1.00"),
        lifted(),
        passed_through("5.00"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_an_event_that_names_what_was_taken_back_changes_nothing(event: ReleaseEvent) -> None:
    assert releases(event) == NO_RELEASES


def test_a_proposal_whose_authorization_was_taken_back_is_not_paid() -> None:
    events = (PROPOSED, issued("R1", "100.00"), paid("R1", "100.00"))
    assert the_release(*events) == (ReleaseStatus.PROPOSED, usd("100.00"), ZERO)
