"""§ 10-262u(f): payment withheld for noncompliance and lifted, funding renewed; open conditions."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    Events,
    authorized,
    closed,
    confirmed,
    designated,
    event_corrected,
    given,
    issued,
    portion,
    returned,
    stated,
    submitted,
    transferred,
    usd,
    withheld,
)
from spec_plans import condition, for_residency, hold, lifted, set_aside

from domain.authority import Office, Policy
from domain.commands import (
    AuthorizeRelease,
    ConfirmRelease,
    CorrectEvent,
    IssueRelease,
    LiftNoncomplianceWithholding,
    ProposeRelease,
    RenewFunding,
    WithholdPaymentForNoncompliance,
)
from domain.decisions.payment_refusals import (
    ConditionOpenError,
    EvidenceMissingError,
    HoldNameTakenError,
    HoldUnknownError,
    PaymentOnHoldError,
)
from domain.decisions.refusals import (
    AmountNotPositiveError,
    NotDesignatedError,
    NothingToCorrectError,
    PlanNotApprovedError,
    ReleaseExceedsHeldError,
    SamePersonError,
    WordsMissingError,
    YearClosedError,
)
from domain.events import (
    ConditionMet,
    Direction,
    FundingRenewed,
    PlanApproved,
    ReleaseProposed,
    RenewalEvidence,
)
from domain.fiscal_year import FiscalYear

FY2025 = FiscalYear(2025)
# The Commissioner holds 900.00; the plan is approved up to 800.00.
READY: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("900.00"),
    submitted(1, "1000.00"),
    PlanApproved(plan_version=1, approved_amount=usd("800.00")),
]
WITHHOLD = WithholdPaymentForNoncompliance(
    hold="H1", breach="no report for FY2022", remedy="the report"
)
LIFT = LiftNoncomplianceWithholding(hold="H1", evidence="the report came")
LETTER = Direction(document="letter of July 9", cap=usd("500.00"))


def authorize(amount: str, direction: Direction | None = None) -> AuthorizeRelease:
    return AuthorizeRelease(release="R9", amount=usd(amount), direction=direction)


# ---- withheld ----


def test_the_commissioner_withholds_all_that_is_not_in_payment() -> None:
    (decided,) = given(designated()).when(WITHHOLD).then(hold())
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-262u(f)"


def test_an_amount_is_withheld_with_a_day_to_look_again() -> None:
    command = replace(WITHHOLD, amount=usd("100.00"), look_again_on=date(2023, 6, 1))
    event = replace(hold(amount="100.00"), look_again_on=date(2023, 6, 1))
    given(designated()).when(command).then(event)


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_an_amount_that_is_withheld_is_more_than_zero(amount: str) -> None:
    given(designated()).when(replace(WITHHOLD, amount=usd(amount))).refused(
        AmountNotPositiveError, "what is withheld has to be more than zero", citation="(f)"
    )


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (replace(WITHHOLD, hold=" "), "the name of a withholding"),
        (replace(WITHHOLD, breach=" "), "what was not complied with"),
        (replace(WITHHOLD, remedy=""), "what lifts the withholding"),
    ],
    ids=["name", "breach", "remedy"],
)
def test_a_withholding_says_its_name_the_breach_and_the_remedy(
    command: WithholdPaymentForNoncompliance, what: str
) -> None:
    given(designated()).when(command).refused(WordsMissingError, what, citation="§ 11-8b")


@pytest.mark.parametrize("name", ["H1", "h1", " H1 "])
@pytest.mark.parametrize("after", [[], [lifted()]], ids=["standing", "lifted"])
def test_a_withholding_has_a_name_of_its_own(name: str, after: Events) -> None:
    given(designated(), hold(), *after).when(replace(WITHHOLD, hold=name)).refused(
        HoldNameTakenError, "for noncompliance 'H1' already", citation="(f)", hold="H1"
    )


def test_another_withholding_has_another_name() -> None:
    given(designated(), hold()).when(replace(WITHHOLD, hold="H2")).then(hold("H2"))


def test_a_withholding_is_of_a_designated_open_year() -> None:
    given().when(WITHHOLD).refused(NotDesignatedError, "not designated", citation="(b)(3)")
    given(closed("0.00")).when(WITHHOLD).refused(YearClosedError, "closed", citation="(h)")


# ---- what it stops ----


def test_while_all_is_withheld_nothing_is_released() -> None:
    refusal = (
        given(*READY, hold())
        .when(authorize("1.00"))
        .refused(
            PaymentOnHoldError,
            "Payment for Hartford FY2023 is withheld for noncompliance (H1): no report for FY2022",
            citation="(f)",
            hold="H1",
            lifted_by="the report",
        )
    )
    assert refusal.next_step.startswith("What lifts it: the report")


def test_the_day_to_look_again_is_told() -> None:
    again = replace(hold(), look_again_on=date(2023, 6, 1))
    refusal = (
        given(*READY, again)
        .when(authorize("1.00"))
        .refused(PaymentOnHoldError, "withheld", citation="(f)")
    )
    assert refusal.next_step.startswith("It is looked at again on 2023-06-01. What lifts it")


@pytest.mark.parametrize(
    "command",
    [
        authorize("1.00", LETTER),
        AuthorizeRelease(release="R9", amount=usd("1.00"), residency=True),
    ],
    ids=["a written direction", "residency"],
)
def test_no_other_ground_goes_around_it(command: AuthorizeRelease) -> None:
    given(*READY, set_aside("50.00"), hold()).when(command).refused(
        PaymentOnHoldError, "withheld", citation="(f)"
    )


def test_what_was_authorized_before_is_not_issued() -> None:
    history: Events = [*READY, authorized("R1", "5.00"), hold()]
    given(*history).when(IssueRelease(release="R1")).refused(
        PaymentOnHoldError, "withheld", citation="(f)", hold="H1"
    )
    came_back: Events = [
        *READY,
        authorized("R1", "5.00"),
        issued("R1", "5.00"),
        returned("R1", unpaid="5.00"),
        hold(),
    ]
    given(*came_back).when(IssueRelease(release="R1")).refused(
        PaymentOnHoldError, "withheld", citation="(f)"
    )


def test_what_is_in_payment_goes_on() -> None:
    history: Events = [*READY, authorized("R1", "5.00"), issued("R1", "5.00"), hold()]
    command = ConfirmRelease(release="R1", paid_on=date(2023, 3, 1))
    given(*history).when(command).then(confirmed("R1", "5.00"))


def test_a_proposal_moves_nothing_and_is_not_stopped() -> None:
    command = ProposeRelease(release="R9", amount=usd("5.00"))
    given(*READY, hold()).when(command).then(
        ReleaseProposed(release="R9", amount=usd("5.00"), proposed_by="Ana")
    )


def test_withheld_by_amount_that_much_less_is_released() -> None:
    # 900.00 held − 200.00 withheld = 700.00
    history: Events = [*READY, hold(amount="150.00"), hold("H2", amount="50.00")]
    given(*history).when(authorize("700.01")).refused(
        ReleaseExceedsHeldError,
        "700.01 is more than the Commissioner holds free",
        citation="(c)(2)",
        held_by_commissioner="900.00",
        withheld_for_noncompliance="200.00",
        short_by="0.01",
    )
    given(*history).when(authorize("700.00")).then(authorized("R9", "700.00"))


def test_withheld_by_amount_that_much_less_is_issued() -> None:
    # 450.00 authorized twice, then 100.00 withheld: 900.00 − 100.00 pays one of them.
    history: Events = [
        *READY[:5],
        PlanApproved(plan_version=1, approved_amount=usd("900.00")),
        authorized("R1", "450.00"),
        authorized("R2", "450.00"),
        hold(amount="100.00"),
    ]
    given(*history).when(IssueRelease(release="R1")).then(issued("R1", "450.00"))
    given(*history, issued("R1", "450.00")).when(IssueRelease(release="R2")).refused(
        ReleaseExceedsHeldError,
        "is 450.00, and the Commissioner holds 450.00, 100.00 of it withheld under (f)",
        citation="(c)(2)",
        held_by_commissioner="450.00",
        amount="450.00",
    )


def test_more_may_be_withheld_than_is_there() -> None:
    command = replace(WITHHOLD, amount=usd("5000.00"))
    given(*READY).when(command).then(hold(amount="5000.00"))
    refusal = (
        given(*READY, hold(amount="5000.00"))
        .when(authorize("0.01"))
        .refused(ReleaseExceedsHeldError, "free", citation="(c)(2)")
    )
    assert refusal.next_step.startswith("Nothing is free to release now; 100.00 more is with the C")


def test_guards_of_a_release_ask_persons_before_the_hold_and_the_hold_before_the_plan() -> None:
    proposal = ReleaseProposed(release="R9", amount=usd("5.00"), proposed_by="Ana")
    given(*READY, proposal, hold()).when(authorize("5.00"), policy=Policy.TWO_PERSON).refused(
        SamePersonError, "Ana", citation="(c)(2)"
    )
    given(designated(), hold()).when(authorize("5.00")).refused(
        PaymentOnHoldError, "withheld", citation="(f)"
    )


# ---- lifted ----


def test_a_withholding_is_lifted_on_evidence() -> None:
    (decided,) = given(*READY, hold()).when(LIFT).then(lifted())
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-262u(f)"
    given(*READY, hold(), lifted()).when(authorize("800.00")).then(authorized("R9", "800.00"))


def test_another_withholding_still_stands() -> None:
    given(*READY, hold(), hold("H2"), lifted()).when(authorize("1.00")).refused(
        PaymentOnHoldError, "(H2)", citation="(f)", hold="H2"
    )


@pytest.mark.parametrize(
    ("history", "standing"),
    [
        pytest.param([hold("H2")], "H2", id="another name"),
        pytest.param([hold(), lifted()], "none", id="lifted already"),
    ],
)
def test_only_a_withholding_that_stands_is_lifted(history: Events, standing: str) -> None:
    given(*history).when(LIFT).refused(
        HoldUnknownError,
        f"has no withholding 'H1' that stands (standing: {standing})",
        citation="(f)",
        standing=standing,
    )


def test_lifting_says_what_shows_compliance_in_an_open_year() -> None:
    given(hold()).when(replace(LIFT, evidence=" ")).refused(
        WordsMissingError, "what shows compliance", citation="§ 11-8b"
    )
    given(hold(), closed("0.00")).when(LIFT).refused(YearClosedError, "closed", citation="(h)")


# ---- corrected ----


def test_a_withholding_typed_by_mistake_is_taken_back_whole() -> None:
    back = event_corrected(
        corrects_position=7,
        corrects_version=7,
        corrected_event="PaymentWithheldForNoncompliance",
        reversed={},
        replacement={},
        reason="of another town",
    )
    history: Events = [*READY, hold(amount="100.00")]
    given(*history).when(CorrectEvent(position=7, reason="x", amount=usd("5.00"))).refused(
        NothingToCorrectError, "has no single amount", citation="§ 11-8b"
    )
    given(*history).when(CorrectEvent(position=7, reason="of another town")).then(back)
    given(*history, back).when(authorize("800.00")).then(authorized("R9", "800.00"))
    # Its name is free again, and what lifted it lifts nothing that comes later.
    given(*history, lifted(), back, hold()).when(authorize("1.00")).refused(
        PaymentOnHoldError, "(H1)", citation="(f)"
    )


def test_a_lifting_that_was_taken_back_leaves_the_withholding_standing() -> None:
    back = event_corrected(
        corrects_position=8,
        corrects_version=8,
        corrected_event="NoncomplianceWithholdingLifted",
        reversed={},
        replacement={},
        reason="it was the report of FY2021",
    )
    history: Events = [*READY, hold(), lifted()]
    command = CorrectEvent(position=8, reason="it was the report of FY2021")
    given(*history).when(command).then(back)
    given(*history, back).when(authorize("1.00")).refused(
        PaymentOnHoldError, "(H1)", citation="(f)"
    )


# ---- conditions to meet before more is released ----


def test_a_condition_before_release_stops_a_release_on_the_plan() -> None:
    asked = (condition("K1"), condition("K2", before_release=False))
    history: Events = [
        *READY[:5],
        PlanApproved(plan_version=1, approved_amount=usd("800.00"), conditions=asked),
    ]
    given(*history).when(authorize("1.00")).refused(
        ConditionOpenError,
        "has a condition to meet before more is released: K1: name the reading coach",
        citation="(c)(2)",
        K1="name the reading coach",
    )
    met = ConditionMet(condition="K1", evidence="her contract")
    given(*history, met).when(authorize("1.00")).then(authorized("R9", "1.00"))


def test_the_conditions_of_the_plan_in_force_count() -> None:
    # Version 2 came without conditions; that of version 1 binds no more.
    asked = (condition("K1"),)
    history: Events = [
        *READY[:5],
        PlanApproved(plan_version=1, approved_amount=usd("800.00"), conditions=asked),
        submitted(2, "700.00"),
        PlanApproved(plan_version=2, approved_amount=usd("700.00")),
    ]
    given(*history).when(authorize("1.00")).then(authorized("R9", "1.00", plan_version=2))


def test_without_a_plan_the_missing_plan_is_told_and_no_condition() -> None:
    given(*READY[:4]).when(authorize("1.00")).refused(
        PlanNotApprovedError, "no approved plan", citation="(c)(2)"
    )


def test_residency_has_its_own_ground_and_meets_no_condition_of_the_plan() -> None:
    history: Events = [
        *READY[:5],
        PlanApproved(plan_version=1, approved_amount=usd("800.00"), conditions=(condition("K1"),)),
        set_aside("50.00"),
    ]
    command = AuthorizeRelease(release="RES", amount=usd("50.00"), residency=True)
    decision = given(*history).when(command, fiscal_year=FY2025, on=date(2024, 10, 1))
    decision.then(for_residency("RES", "50.00"))


# ---- renewed ----


READING = RenewalEvidence(
    objective="O1", target="47 % at level 3", result="48 %", evidence="state test of May 2023"
)


def test_funding_is_renewed_on_evidence_of_progress() -> None:
    command = RenewFunding(evidence=(READING,))
    (decided,) = given(designated()).when(command).then(FundingRenewed(evidence=(READING,)))
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-262u(f)"


def test_funding_is_not_renewed_on_nothing() -> None:
    given(designated()).when(RenewFunding(evidence=())).refused(
        EvidenceMissingError, "renewed on evidence, and none is given", citation="(f)"
    )


@pytest.mark.parametrize(
    ("one", "what"),
    [
        (replace(READING, objective=" "), "an objective of the evidence"),
        (replace(READING, target=" "), "the target of O1"),
        (replace(READING, result=""), "the result of O1"),
        (replace(READING, evidence=""), "what shows the result of O1"),
    ],
    ids=["objective", "target", "result", "evidence"],
)
def test_evidence_is_said_in_all_its_parts(one: RenewalEvidence, what: str) -> None:
    given(designated()).when(RenewFunding(evidence=(READING, one))).refused(
        WordsMissingError, what, citation="§ 11-8b"
    )


def test_funding_of_a_designated_open_year_is_renewed() -> None:
    command = RenewFunding(evidence=(READING,))
    given().when(command).refused(NotDesignatedError, "not designated", citation="(b)(3)")
    given(closed("0.00")).when(command).refused(YearClosedError, "closed", citation="(h)")


def test_a_payment_stated_at_the_opening_is_held_back_too_once_it_came_back() -> None:
    history: Events = [
        stated(carry_in="5.00", in_payment="5.00", authorized="5.00"),
        returned("opening", unpaid="5.00"),
        hold(),
    ]
    given(*history).when(IssueRelease(release="opening")).refused(
        PaymentOnHoldError, "withheld", citation="(f)"
    )
