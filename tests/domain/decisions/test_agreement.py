"""What a decision makes true of an event and the state before it, asked again of a record."""

import pytest
from spec import (
    approved,
    authorized,
    confirmed,
    designated,
    issued,
    returned,
    stated,
    submitted,
    usd,
)
from spec_plans import (
    TWO_LINES,
    amendment_approved,
    amendment_submitted,
    approved_by_line,
    line_transfer,
    lines_of,
    submitted_with,
)

from domain.decisions.agreement import (
    PlanStep,
    ReleaseStep,
    plan_disagreement,
    release_disagreement,
)
from domain.events import (
    DistrictYearEvent,
    OverpaymentReturned,
    PlanApproved,
    PlanSubmitted,
    ReleaseConfirmed,
    ReleaseProposed,
    ReleaseWithdrawn,
)
from domain.state import fold

History = tuple[DistrictYearEvent, ...]

PLAN = (designated(), submitted_with(1))
IN_FORCE = (*PLAN, approved_by_line(1, _1_1="600.00", _2_4="300.00"))
ASKED = (*IN_FORCE, amendment_submitted(1, line_transfer("1.1", "2.4", "100.00")))

PROPOSED = ReleaseProposed(release="R1", amount=usd("5.00"), proposed_by="Ana")
AUTHORIZED = (authorized("R1", "5.00"),)
ISSUED = (*AUTHORIZED, issued("R1", "5.00"))
PAID = (*ISSUED, confirmed("R1", "5.00"))


def paid_otherwise(amount: str, short: str = "0.00", over: str = "0.00") -> ReleaseConfirmed:
    paid = confirmed("R1", amount)
    return ReleaseConfirmed(
        release="R1", amount=usd(amount), paid_on=paid.paid_on, short=usd(short), over=usd(over)
    )


def withdrawn(amount: str) -> ReleaseWithdrawn:
    return ReleaseWithdrawn(release="R1", amount=usd(amount), reason="typed twice")


def given_back(amount: str) -> OverpaymentReturned:
    return OverpaymentReturned(release="R1", amount=usd(amount), reason="check 12")


PLANS_AGREE: dict[str, tuple[History, PlanStep]] = {
    "a plan without lines": ((designated(),), submitted(1, "1000.00")),
    "a plan with its lines": ((designated(),), submitted_with(1)),
    "a part approved without lines": ((designated(), submitted(1, "10.00")), approved(1, "9.00")),
    "all lines approved": (PLAN, approved_by_line(1, _1_1="600.00", _2_4="400.00")),
    "some lines approved in part": (PLAN, approved_by_line(1, _2_4="399.99")),
    "nothing approved of lines": (PLAN, approved(1, "0.00")),
    "a transfer asked for": (
        IN_FORCE,
        amendment_submitted(1, line_transfer("1.1", "2.4", "600.00")),
    ),
    "a transfer approved": (ASKED, amendment_approved(1, _1_1="500.00", _2_4="400.00")),
}


@pytest.mark.parametrize(("events", "event"), PLANS_AGREE.values(), ids=PLANS_AGREE)
def test_what_was_decided_on_a_plan_agrees(events: History, event: PlanStep) -> None:
    assert plan_disagreement(event, fold(events)) == ""


PLANS_DIFFER: dict[str, tuple[History, PlanStep, str]] = {
    "a total that the lines do not come to": (
        (designated(),),
        PlanSubmitted(plan_version=1, total=usd("1000.01"), content=TWO_LINES),
        "plan version 1 asks for 1,000.01, and its lines add up to 1,000.00",
    ),
    "a total below zero": (
        (designated(),),
        submitted(1, "-0.01"),
        "plan version 1 asks for -0.01",
    ),
    "an approval of nothing": (
        (designated(),),
        approved(1, "1.00"),
        "plan version 1 is approved, and it was never submitted",
    ),
    "an approval of what was approved": (
        IN_FORCE,
        approved(1, "0.00"),
        "plan version 1 is approved, and it was approved before",
    ),
    "more than was asked for": (
        (designated(), submitted(1, "10.00")),
        approved(1, "10.01"),
        "10.01 is approved of the 10.00 that plan version 1 asks for",
    ),
    "less than nothing": (
        (designated(), submitted(1, "10.00")),
        approved(1, "-1.00"),
        "-1.00 is approved of the 10.00 that plan version 1 asks for",
    ),
    "lines that come to something else": (
        PLAN,
        PlanApproved(plan_version=1, approved_amount=usd("900.00"), lines=lines_of(_1_1="600.00")),
        "900.00 of plan version 1 is approved, and its lines add up to 600.00",
    ),
    "a part of a plan with lines, and not which": (
        PLAN,
        approved(1, "900.00"),
        "900.00 of plan version 1 is approved, and its lines add up to 0.00",
    ),
    "a line above what it asks for": (
        PLAN,
        approved_by_line(1, _1_1="500.00", _2_4="400.01"),
        "line 2.4: 400.01 is not within the 400.00 it asks for",
    ),
    "a line the plan does not have": (
        PLAN,
        approved_by_line(1, _9_9="1.00"),
        "line 9.9: no line of the plan",
    ),
    "a transfer before any approval": (
        PLAN,
        amendment_submitted(1, line_transfer("1.1", "2.4", "1.00")),
        "amendment 1 is of plan version 1, which is not in force with lines",
    ),
    "a transfer of more than a line has": (
        IN_FORCE,
        amendment_submitted(1, line_transfer("2.4", "1.1", "300.01")),
        "amendment 1: 2.4 would stand at -0.01",
    ),
    "a transfer approved that nobody asked for": (
        IN_FORCE,
        amendment_approved(1, _1_1="500.00", _2_4="400.00"),
        "amendment 1 is approved, and it does not wait for a decision",
    ),
    "a transfer approved in a version that a newer one replaced": (
        (*ASKED, submitted_with(2), approved_by_line(2, _1_1="600.00", _2_4="300.00")),
        amendment_approved(1, _1_1="500.00", _2_4="400.00"),
        "amendment 1 is approved of plan version 1, which is not in force",
    ),
    "a transfer approved with other lines": (
        ASKED,
        amendment_approved(1, _1_1="500.00", _2_4="400.01"),
        "amendment 1 gives other lines than plan version 1 with its transfers",
    ),
}


@pytest.mark.parametrize(("events", "event", "why"), PLANS_DIFFER.values(), ids=PLANS_DIFFER)
def test_what_no_decision_on_a_plan_leaves_is_named(
    events: History, event: PlanStep, why: str
) -> None:
    assert plan_disagreement(event, fold(events)) == why


RELEASES_AGREE: dict[str, tuple[History, ReleaseStep]] = {
    "authorized without a proposal": ((), authorized("R1", "5.00")),
    "authorized as proposed": ((PROPOSED,), authorized("R1", "5.00")),
    "a proposal withdrawn": ((PROPOSED,), withdrawn("0.00")),
    "an authorization withdrawn": (AUTHORIZED, withdrawn("5.00")),
    "issued": (AUTHORIZED, issued("R1", "5.00")),
    "issued again": ((*ISSUED, returned("R1", unpaid="5.00")), issued("R1", "5.00")),
    "paid": (ISSUED, confirmed("R1", "5.00")),
    "paid less": (ISSUED, paid_otherwise("4.00", short="1.00")),
    "paid more": (ISSUED, paid_otherwise("5.00", over="1.00")),
    "paid as the opening statement says": (
        (stated(in_payment="7.00"),),
        confirmed("opening", "7.00"),
    ),
    "back before it was paid": (ISSUED, returned("R1", unpaid="5.00")),
    "back after it was paid": (PAID, returned("R1", paid="5.00")),
    "back after less was paid": (
        (*ISSUED, paid_otherwise("4.00", short="1.00")),
        returned("R1", paid="4.00"),
    ),
    "given back": ((*ISSUED, paid_otherwise("5.00", over="1.00")), given_back("1.00")),
}


@pytest.mark.parametrize(("events", "event"), RELEASES_AGREE.values(), ids=RELEASES_AGREE)
def test_what_was_decided_on_a_release_agrees(events: History, event: ReleaseStep) -> None:
    assert release_disagreement(event, fold(events)) == ""


RELEASES_DIFFER: dict[str, tuple[History, ReleaseStep, str]] = {
    "authorized otherwise than proposed": (
        (PROPOSED,),
        authorized("R1", "5.01"),
        "release R1 is authorized with 5.01, and it was proposed with 5.00",
    ),
    "authorized twice": (
        AUTHORIZED,
        authorized("R1", "5.00"),
        "release R1 is authorized, and it was authorized before",
    ),
    "withdrawn with another amount": (
        AUTHORIZED,
        withdrawn("4.00"),
        "release R1 of 5.00 is withdrawn with 4.00",
    ),
    "a proposal withdrawn with an amount": (
        (PROPOSED,),
        withdrawn("5.00"),
        "release R1 of 5.00 is withdrawn with 5.00",
    ),
    "withdrawn in payment": (
        ISSUED,
        withdrawn("5.00"),
        "release R1 is withdrawn, and it was issued before",
    ),
    "issued with another amount": (
        AUTHORIZED,
        issued("R1", "5.01"),
        "release R1 of 5.00 is issued with 5.01",
    ),
    "issued twice": (
        ISSUED,
        issued("R1", "5.00"),
        "release R1 is issued, and it was issued before",
    ),
    "a release nobody authorized": (
        (),
        issued("R1", "5.00"),
        "release R1 is issued, and it is not on record before",
    ),
    "paid otherwise, and neither short nor over": (
        ISSUED,
        confirmed("R1", "4.00"),
        "release R1 of 5.00 is paid with 4.00, short 0.00, over 0.00",
    ),
    "short and over at once": (
        ISSUED,
        paid_otherwise("4.00", short="1.00", over="1.00"),
        "release R1 of 5.00 is paid with 4.00, short 1.00, over 1.00",
    ),
    "paid with nothing": (
        ISSUED,
        paid_otherwise("0.00", short="5.00"),
        "release R1 of 5.00 is paid with 0.00, short 5.00, over 0.00",
    ),
    "paid before it was issued": (
        AUTHORIZED,
        confirmed("R1", "5.00"),
        "release R1 is paid, and it was authorized before",
    ),
    "back with another amount": (
        ISSUED,
        returned("R1", unpaid="4.99"),
        "release R1 of 5.00 is returned with 4.99 unpaid, 0.00 paid",
    ),
    "back as paid while unpaid": (
        ISSUED,
        returned("R1", paid="5.00"),
        "release R1 of 5.00 is returned with 0.00 unpaid, 5.00 paid",
    ),
    "back while only authorized": (
        AUTHORIZED,
        returned("R1", unpaid="5.00"),
        "release R1 is returned, and it was authorized before",
    ),
    "more given back than was overpaid": (
        (*ISSUED, paid_otherwise("5.00", over="1.00")),
        given_back("1.01"),
        "1.01 of release R1 is given back, and 1.00 was overpaid",
    ),
    "nothing given back": (
        (*ISSUED, paid_otherwise("5.00", over="1.00")),
        given_back("0.00"),
        "0.00 of release R1 is given back, and 1.00 was overpaid",
    ),
}


@pytest.mark.parametrize(("events", "event", "why"), RELEASES_DIFFER.values(), ids=RELEASES_DIFFER)
def test_what_no_decision_on_a_release_leaves_is_named(
    events: History, event: ReleaseStep, why: str
) -> None:
    assert release_disagreement(event, fold(events)) == why
