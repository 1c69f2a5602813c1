"""§ 10-262u(c)(2): release to the town, its payment, the pass-through to the board."""

from datetime import date

import pytest
from spec import (
    Events,
    approved,
    authorized,
    carried_in,
    closed,
    confirmed,
    designated,
    event_corrected,
    given,
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

from domain.authority import Office, Policy
from domain.commands import (
    AuthorizeRelease,
    Command,
    ConfirmRelease,
    IssueRelease,
    ProposeRelease,
    RecordPassThrough,
    ReturnRelease,
)
from domain.decisions.refusals import (
    AmountNotPositiveError,
    NotDesignatedError,
    PassThroughExceedsReleasedError,
    PlanNotApprovedError,
    ProposalDiffersError,
    ProposalNeededError,
    ReleaseExceedsApprovalError,
    ReleaseExceedsDirectionError,
    ReleaseExceedsHeldError,
    ReleaseNameTakenError,
    ReleaseStatusError,
    ReleaseUnknownError,
    ReturnExceedsHeldByTownError,
    SamePersonError,
    YearClosedError,
)
from domain.events import (
    DesignationEnded,
    Direction,
    DistrictYearEvent,
    ReleaseProposed,
)
from domain.fiscal_year import FiscalYear

# The Commissioner holds 900.00; the plan is approved up to 800.00.
READY: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("900.00"),
    submitted(1, "1000.00"),
    approved(1, "800.00"),
]
HELD_WITHOUT_PLAN: Events = READY[:4]
LETTER = Direction(document="letter of July 9, 2013", cap=usd("500.00"))


def authorize(amount: str, *, release: str = "R9", cap: str | None = None) -> AuthorizeRelease:
    direction = None if cap is None else Direction(document=LETTER.document, cap=usd(cap))
    return AuthorizeRelease(release=release, amount=usd(amount), direction=direction)


def proposed(amount: str, by: str = "Ben") -> ReleaseProposed:
    return ReleaseProposed(release="R9", amount=usd(amount), proposed_by=by)


# ---- AuthorizeRelease on a plan ----


def test_the_commissioner_releases_on_an_approved_plan() -> None:
    (decided,) = given(*READY).when(authorize("800.00")).then(authorized("R9", "800.00"))
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(2)"


def test_the_release_names_the_newest_approved_plan() -> None:
    history: Events = [*READY, submitted(2, "900.00"), approved(2, "900.00")]
    given(*history).when(authorize("900.00")).then(authorized("R9", "900.00", plan_version=2))


def test_one_cent_above_the_approval_is_refused() -> None:
    history: Events = [*READY, *released("R1", "300.00"), authorized("R2", "100.00")]
    given(*history).when(authorize("400.01")).refused(
        ReleaseExceedsApprovalError,
        "400.01 more for Hartford FY2023 would make 800.01 released, above the 800.00 approved in "
        "plan version 1",
        citation="(c)(2)",
        approved="800.00",
        authorized="400.00",
        amount="400.01",
        left="400.00",
    )
    given(*history).when(authorize("400.00")).then(authorized("R9", "400.00"))


def test_a_smaller_new_approval_leaves_nothing_to_release() -> None:
    history: Events = [
        *READY,
        *released("R1", "300.00"),
        submitted(2, "200.00"),
        approved(2, "200.00"),
    ]
    refusal = (
        given(*history)
        .when(authorize("0.01"))
        .refused(ReleaseExceedsApprovalError, "200.00 approved", citation="(c)(2)", left="-100.00")
    )
    assert refusal.next_step == (
        "Nothing of the approval is left: a larger plan has to be approved first (alliance plan "
        "approve)."
    )


@pytest.mark.parametrize(
    "plans",
    [
        pytest.param([], id="no plan"),
        pytest.param([submitted(1, "1000.00")], id="a plan not decided upon"),
    ],
)
def test_nothing_is_released_without_an_approved_plan(plans: Events) -> None:
    given(*HELD_WITHOUT_PLAN, *plans).when(authorize("0.01")).refused(
        PlanNotApprovedError, "has no approved plan", citation="(c)(2)", amount="0.01"
    )


def test_one_cent_more_than_the_commissioner_holds_is_refused() -> None:
    # 100.00 held; the plan would allow 800.00.
    history: Events = [
        *READY[:3],
        transferred("100.00"),
        submitted(1, "1000.00"),
        approved(1, "800.00"),
    ]
    given(*history).when(authorize("100.01")).refused(
        ReleaseExceedsHeldError,
        "100.01 is more than the Commissioner holds for Hartford FY2023",
        citation="(c)(2)",
        held_by_commissioner="100.00",
        authorized_not_paid="0.00",
        amount="100.01",
        short_by="0.01",
    )
    given(*history).when(authorize("100.00")).then(authorized("R9", "100.00"))


def test_what_is_authorized_and_not_yet_paid_is_promised() -> None:
    # 900.00 held, 600.00 promised: R1 authorized, R2 returned; R3 is in payment and not held.
    history: Events = [
        *READY[:4],
        submitted(1, "2000.00"),
        approved(1, "2000.00"),
        authorized("R1", "400.00"),
        *released("R2", "200.00"),
        returned("R2", paid="200.00"),
        authorized("R3", "50.00"),
        issued("R3", "50.00"),
    ]
    # 900.00 - 50.00 - 600.00 = 250.00
    given(*history).when(authorize("250.01")).refused(
        ReleaseExceedsHeldError,
        "250.01 is more",
        citation="(c)(2)",
        held_by_commissioner="850.00",
        authorized_not_paid="600.00",
        short_by="0.01",
    )
    given(*history).when(authorize("250.00")).then(authorized("R9", "250.00"))


def test_money_carried_in_can_be_released_on_the_new_years_plan() -> None:
    history: Events = [
        designated(),
        carried_in("50.00", at_commissioner="50.00"),
        submitted(1, "50.00"),
        approved(1, "50.00"),
    ]
    given(*history).when(authorize("50.00")).then(authorized("R9", "50.00"))


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_a_release_is_more_than_zero(amount: str) -> None:
    given(*READY).when(authorize(amount)).refused(
        AmountNotPositiveError, "a release has to be more than zero", citation="(c)(2)"
    )


def test_a_release_has_a_name_of_its_own() -> None:
    given(*READY, authorized("R9", "1.00")).when(authorize("1.00")).refused(
        ReleaseNameTakenError,
        "has a release 'R9' already: 1.00, authorized",
        citation="(c)(2)",
        release="R9",
        status="authorized",
        amount="1.00",
    )


def test_guards_of_a_release_come_in_the_order_of_the_statute() -> None:
    bad, good = authorize("-1.00"), authorize("2000.00")
    given(closed("0.00")).when(bad).refused(YearClosedError, "closed", citation="(h)")
    given().when(bad).refused(NotDesignatedError, "not designated", citation="(b)(3)")
    given(designated()).when(bad).refused(AmountNotPositiveError, "-1.00", citation="(c)(2)")
    given(designated()).when(good).refused(PlanNotApprovedError, "no approved", citation="(c)(2)")
    given(*READY).when(good).refused(ReleaseExceedsApprovalError, "800.00", citation="(c)(2)")
    allowed: Events = [*READY[:4], submitted(1, "2000.00"), approved(1, "2000.00")]
    given(*allowed).when(good).refused(ReleaseExceedsHeldError, "holds", citation="(c)(2)")


def test_nothing_is_released_after_the_designation_ended() -> None:
    given(*READY, DesignationEnded(reason="act")).when(authorize("1.00")).refused(
        NotDesignatedError, "is not designated", citation="(b)(3)"
    )


# ---- AuthorizeRelease on a written direction ----


def test_norwich_fy2014_was_paid_on_written_direction_before_its_plan_was_approved() -> None:
    # The record reports 359,487 paid to Norwich before approval.
    history: Events = [
        designated("FY2013"),
        portion("1024982.00"),
        withheld("1024982.00"),
        transferred("1024982.00"),
        submitted(1, "1024982.00"),
    ]
    decision = given(*history).when(
        authorize("359487.00", release="July", cap="359487.00"),
        fiscal_year=FiscalYear(2014),
        on=date(2013, 7, 9),
    )
    (decided,) = decision.then(
        authorized(
            "July",
            "359487.00",
            plan_version=None,
            direction=Direction(document=LETTER.document, cap=usd("359487.00")),
        )
    )
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(2)"


def test_what_was_released_on_direction_counts_when_the_plan_is_approved() -> None:
    history: Events = [
        *HELD_WITHOUT_PLAN,
        authorized("July", "300.00", plan_version=None, direction=LETTER),
        submitted(1, "800.00"),
        approved(1, "800.00"),
    ]
    given(*history).when(authorize("500.01")).refused(
        ReleaseExceedsApprovalError, "800.01 released", citation="(c)(2)", left="500.00"
    )
    given(*history).when(authorize("500.00")).then(authorized("R9", "500.00"))


def test_one_cent_above_the_cap_of_the_direction_is_refused() -> None:
    history: Events = [
        *HELD_WITHOUT_PLAN,
        authorized("July", "300.00", plan_version=None, direction=LETTER),
    ]
    given(*history).when(authorize("200.01", cap="500.00")).refused(
        ReleaseExceedsDirectionError,
        "200.01 more for Hartford FY2023 would make 500.01 under the written direction, above its "
        "cap of 500.00",
        citation="(c)(2)",
        cap="500.00",
        used="300.00",
        amount="200.01",
    )
    given(*history).when(authorize("200.00", cap="500.00")).then(
        authorized("R9", "200.00", plan_version=None, direction=LETTER)
    )


def test_another_direction_has_a_cap_of_its_own() -> None:
    history: Events = [
        *HELD_WITHOUT_PLAN,
        authorized("July", "500.00", plan_version=None, direction=LETTER),
        authorized("May", "1.00"),
    ]
    second = Direction(document="letter of August 1, 2013", cap=usd("100.00"))
    command = AuthorizeRelease(release="R9", amount=usd("100.00"), direction=second)
    given(*history).when(command).then(
        authorized("R9", "100.00", plan_version=None, direction=second)
    )


def test_a_direction_moves_no_money_that_the_commissioner_does_not_hold() -> None:
    given(*HELD_WITHOUT_PLAN).when(authorize("900.01", cap="5000.00")).refused(
        ReleaseExceedsHeldError, "900.01 is more", citation="(c)(2)", short_by="0.01"
    )


# ---- proposals ----


def test_a_release_is_proposed_in_the_name_of_who_asks() -> None:
    command = ProposeRelease(release="R9", amount=usd("5.00"))
    (decided,) = given(designated()).when(command, actor="Ben").then(proposed("5.00", "Ben"))
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(2)"


def test_a_name_is_proposed_once() -> None:
    given(designated(), proposed("5.00")).when(
        ProposeRelease(release="R9", amount=usd("6.00"))
    ).refused(ReleaseNameTakenError, "5.00, proposed", citation="(c)(2)", status="proposed")


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_a_proposal_is_more_than_zero(amount: str) -> None:
    command = ProposeRelease(release="R9", amount=usd(amount))
    given(designated()).when(command).refused(
        AmountNotPositiveError, "has to be more than zero", citation="(c)(2)"
    )


def test_a_proposal_needs_a_designation_in_an_open_year() -> None:
    command = ProposeRelease(release="R9", amount=usd("1.00"))
    given().when(command).refused(NotDesignatedError, "not designated", citation="(b)(3)")
    given(closed("0.00")).when(command).refused(YearClosedError, "closed", citation="(h)")


@pytest.mark.parametrize("policy", [Policy.TWO_PERSON, Policy.SIGNED])
def test_on_a_two_person_ledger_a_release_is_proposed_first(policy: Policy) -> None:
    given(*READY).when(authorize("5.00"), policy=policy).refused(
        ProposalNeededError, "was not proposed", citation="(c)(2)", release="R9", policy=policy
    )


@pytest.mark.parametrize("policy", [Policy.TWO_PERSON, Policy.SIGNED])
def test_on_a_two_person_ledger_another_person_authorizes(policy: Policy) -> None:
    history: Events = [*READY, proposed("5.00", "Ben")]
    given(*history).when(authorize("5.00"), actor="Ben", policy=policy).refused(
        SamePersonError, "Ben proposed release 'R9'", citation="(c)(2)", proposed_by="Ben"
    )
    given(*history).when(authorize("5.00"), actor="Ana", policy=policy).then(
        authorized("R9", "5.00")
    )


def test_on_an_open_ledger_one_person_may_do_both_or_skip_the_proposal() -> None:
    given(*READY, proposed("5.00", "Ana")).when(authorize("5.00"), actor="Ana").then(
        authorized("R9", "5.00")
    )


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("amount", ["4.99", "5.01"])
def test_exactly_what_was_proposed_is_authorized(policy: Policy, amount: str) -> None:
    given(*READY, proposed("5.00")).when(authorize(amount), policy=policy).refused(
        ProposalDiffersError,
        "proposed with 5.00",
        citation="(c)(2)",
        proposed="5.00",
        amount=amount,
    )


def test_a_direction_needs_a_second_person_too() -> None:
    given(*HELD_WITHOUT_PLAN).when(authorize("5.00", cap="5.00"), policy=Policy.TWO_PERSON).refused(
        ProposalNeededError, "was not proposed", citation="(c)(2)"
    )


def test_a_proposal_promises_nothing() -> None:
    history: Events = [*READY, ReleaseProposed(release="R1", amount=usd("800"), proposed_by="Ben")]
    given(*history).when(authorize("800.00")).then(authorized("R9", "800.00"))


# ---- payment ----


def test_the_comptroller_issues_what_was_authorized() -> None:
    command = IssueRelease(release="R1")
    (decided,) = given(*READY, authorized("R1", "5.00")).when(command).then(issued("R1", "5.00"))
    assert decided.office is Office.COMPTROLLER
    assert decided.citation.provision == "C.G.S. § 10-262i(b)"


def test_a_payment_is_confirmed_on_the_day_it_was_paid() -> None:
    command = ConfirmRelease(release="R1", paid_on=date(2023, 2, 15))
    (decided,) = (
        given(*READY, authorized("R1", "5.00"), issued("R1", "5.00"))
        .when(command)
        .then(confirmed("R1", "5.00", date(2023, 2, 15)))
    )
    assert decided.office is Office.COMPTROLLER
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(2)"
    assert decided.effective_on == date(2023, 2, 15)


def test_a_payment_comes_back_before_it_is_paid() -> None:
    command = ReturnRelease(release="R1", reason="wrong account")
    (decided,) = (
        given(*READY, authorized("R1", "5.00"), issued("R1", "5.00"))
        .when(command)
        .then(returned("R1", unpaid="5.00"))
    )
    assert decided.citation.provision == "C.G.S. § 10-262i(b)"


def test_a_payment_comes_back_after_it_was_paid() -> None:
    command = ReturnRelease(release="R1", reason="wrong account")
    given(*READY, *released("R1", "5.00")).when(command).then(returned("R1", paid="5.00"))


def test_what_came_back_can_be_issued_again() -> None:
    history: Events = [*READY, *released("R1", "5.00"), returned("R1", paid="5.00")]
    given(*history).when(IssueRelease(release="R1")).then(issued("R1", "5.00"))


def test_what_the_town_passed_on_cannot_have_come_back() -> None:
    history: Events = [*READY, *released("R1", "5.00"), passed_through("0.01")]
    given(*history).when(ReturnRelease(release="R1", reason="x")).refused(
        ReturnExceedsHeldByTownError,
        "Release 'R1' of Hartford FY2023 is 5.00, and the town holds 4.99",
        citation="(c)(2)",
        held_by_town="4.99",
        amount="5.00",
    )


CONFIRM = ConfirmRelease(release="R1", paid_on=date(2023, 3, 1))
RETURN = ReturnRelease(release="R1", reason="x")
ISSUE = IssueRelease(release="R1")
AUTHORIZED: Events = [authorized("R1", "5.00")]
ISSUED: Events = [*AUTHORIZED, issued("R1", "5.00")]
PAID: Events = [*ISSUED, confirmed("R1", "5.00")]
RETURNED: Events = [*ISSUED, returned("R1", unpaid="5.00")]
PROPOSED: Events = [ReleaseProposed(release="R1", amount=usd("5.00"), proposed_by="Ben")]


@pytest.mark.parametrize(
    ("history", "command", "status", "wanted"),
    [
        pytest.param(PROPOSED, ISSUE, "proposed", "authorized or returned", id="issue proposed"),
        pytest.param(ISSUED, ISSUE, "issued", "authorized or returned", id="issue twice"),
        pytest.param(PAID, ISSUE, "paid", "authorized or returned", id="issue paid"),
        pytest.param(AUTHORIZED, CONFIRM, "authorized", "issued", id="confirm before issue"),
        pytest.param(PAID, CONFIRM, "paid", "issued", id="confirm twice"),
        pytest.param(RETURNED, CONFIRM, "returned", "issued", id="confirm what came back"),
        pytest.param(PROPOSED, RETURN, "proposed", "issued or paid", id="return proposed"),
        pytest.param(AUTHORIZED, RETURN, "authorized", "issued or paid", id="return before issue"),
        pytest.param(RETURNED, RETURN, "returned", "issued or paid", id="return twice"),
    ],
)
def test_a_release_is_paid_once_and_in_order(
    history: Events, command: Command, status: str, wanted: str
) -> None:
    given(*READY, *history).when(command).refused(
        ReleaseStatusError,
        f"Release 'R1' of Hartford FY2023 (5.00) is {status}; it has to be {wanted}.",
        citation="(c)(2)",
        release="R1",
        status=status,
    )


@pytest.mark.parametrize(
    "command", [ISSUE, CONFIRM, RETURN], ids=lambda command: type(command).__name__
)
def test_only_a_release_on_record_is_paid(command: Command) -> None:
    given(*READY).when(command).refused(
        ReleaseUnknownError, "(releases: none)", citation="(c)(2)", release="R1", on_record="none"
    )
    given(*READY, authorized("R2", "1.00"), authorized("R3", "1.00")).when(command).refused(
        ReleaseUnknownError, "no release 'R1'", citation="(c)(2)", on_record="R2, R3"
    )


def test_nothing_is_issued_that_a_correction_took_from_the_commissioner() -> None:
    history: Events = [
        *READY,
        authorized("R1", "800.00"),
        event_corrected(
            corrects_position=4,
            corrects_version=4,
            corrected_event="PortionTransferred",
            reversed={"amount": usd("900.00")},
            replacement={"amount": usd("799.99")},
            reason="typing error",
        ),
    ]
    given(*history).when(ISSUE).refused(
        ReleaseExceedsHeldError,
        "Release 'R1' of Hartford FY2023 is 800.00, and the Commissioner holds 799.99",
        citation="(c)(2)",
        held_by_commissioner="799.99",
        amount="800.00",
    )


@pytest.mark.parametrize(
    "command",
    [ISSUE, CONFIRM, RETURN, RecordPassThrough(amount=usd("-1.00"))],
    ids=lambda command: type(command).__name__,
)
def test_a_closed_year_pays_nothing(command: Command) -> None:
    given(*READY, closed("1000.00")).when(command).refused(
        YearClosedError, "is closed", citation="(h)"
    )


# ---- pass-through ----


def test_the_town_passes_on_all_that_it_received() -> None:
    command = RecordPassThrough(amount=usd("800.00"))
    (decided,) = (
        given(*READY, *released("R1", "800.00")).when(command).then(passed_through("800.00"))
    )
    assert decided.office is Office.TOWN
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(2)"


def test_one_cent_more_than_the_town_holds_is_refused() -> None:
    history: Events = [*READY, *released("R1", "800.00"), passed_through("300.00")]
    given(*history).when(RecordPassThrough(amount=usd("500.01"))).refused(
        PassThroughExceedsReleasedError,
        "500.01 is more than the town holds of what was released for Hartford FY2023: 500.00",
        citation="(c)(2)",
        held_by_town="500.00",
        amount="500.01",
        short_by="0.01",
    )


def test_what_is_still_in_payment_is_not_the_towns() -> None:
    given(*READY, authorized("R1", "5.00"), issued("R1", "5.00")).when(
        RecordPassThrough(amount=usd("0.01"))
    ).refused(PassThroughExceedsReleasedError, "0.00", citation="(c)(2)", held_by_town="0.00")


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_a_pass_through_is_more_than_zero(amount: str) -> None:
    given(*READY, *released("R1", "5.00")).when(RecordPassThrough(amount=usd(amount))).refused(
        AmountNotPositiveError, "a pass-through has to be more than zero", citation="(c)(2)"
    )


@pytest.mark.parametrize(
    ("amount", "reimbursed"),
    [
        pytest.param("599.99", "599.99", id="less than the advance"),
        pytest.param("600.00", "600.00", id="the advance"),
        pytest.param("800.00", "600.00", id="the advance and 200.00 more"),
    ],
)
def test_a_pass_through_first_repays_what_the_board_advanced(amount: str, reimbursed: str) -> None:
    history: Events = [*READY, *released("R1", "800.00"), reported(from_own_money="600.00")]
    given(*history).when(RecordPassThrough(amount=usd(amount))).then(
        passed_through(amount, reimbursed=reimbursed)
    )


def test_spending_above_what_is_available_is_never_repaid() -> None:
    # 1,500.00 spent of 1,000.00 available: 500.00 stay with the board.
    history: Events = [
        *READY,
        *released("R1", "800.00"),
        passed_through("700.00"),
        reported(from_grant="700.00", from_own_money="800.00", above_available="500.00"),
    ]
    # 1,000.00 - 700.00 = 300.00 were advanced; only 100.00 are there to pass on.
    given(*history).when(RecordPassThrough(amount=usd("100.00"))).then(
        passed_through("100.00", reimbursed="100.00")
    )


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param(carried_in("5.00", at_town="5.00"), id="carried in"),
        pytest.param(stated(carry_in="5.00", held_by_town="5.00"), id="stated"),
    ],
)
def test_what_the_town_held_from_before_is_passed_on_too(opening: DistrictYearEvent) -> None:
    given(opening).when(RecordPassThrough(amount=usd("5.00"))).then(passed_through("5.00"))


def test_the_same_direction_cannot_be_given_a_larger_cap() -> None:
    history: Events = [
        *HELD_WITHOUT_PLAN,
        authorized("July", "500.00", plan_version=None, direction=LETTER),
    ]
    given(*history).when(authorize("400.00", cap="900.00")).refused(
        ReleaseExceedsDirectionError, "cap of 500.00", citation="(c)(2)"
    )


def test_the_cap_first_given_stands_whichever_release_was_proposed_first() -> None:
    wider = Direction(document=LETTER.document, cap=usd("900.00"))
    history: Events = [
        *HELD_WITHOUT_PLAN,
        ReleaseProposed(release="July", amount=usd("100.00"), proposed_by="Ana"),
        authorized("August", "300.00", plan_version=None, direction=LETTER),
        authorized("July", "100.00", plan_version=None, direction=wider),
    ]
    given(*history).when(authorize("200.00", cap="900.00")).refused(
        ReleaseExceedsDirectionError, "cap of 500.00", citation="(c)(2)"
    )
