"""Money beside the plan: draw-down requests, the residency set-aside, other funding.

§ 10-262u(c)(2), § 10-156gg(c)(2). Its releases rest on the set-aside and on nothing else.
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    Decision,
    Events,
    Given,
    approved,
    authorized,
    closed,
    designated,
    event_corrected,
    given,
    issued,
    portion,
    returned,
    submitted,
    transferred,
    usd,
    withheld,
)
from spec_plans import for_residency, hold, paid, set_aside, withdrawn

from domain.authority import Office
from domain.commands import (
    AuthorizeRelease,
    Command,
    CorrectEvent,
    RecordOtherFunding,
    RequestDrawDown,
    SetAsideForResidency,
)
from domain.decisions.payment_refusals import (
    RequestNameTakenError,
    ResidencyFundsMissingError,
    ResidencyNotSetAsideError,
    ResidencySetAsideKnownError,
)
from domain.decisions.refusals import (
    AmountNotPositiveError,
    CorrectionBreaksBalanceError,
    NotDesignatedError,
    ReleaseExceedsApprovalError,
    ReleaseExceedsHeldError,
    WordsMissingError,
    YearClosedError,
)
from domain.district import district_named
from domain.errors import NoRuleInForceError
from domain.events import (
    Direction,
    DrawDownRequested,
    OtherFundingReceived,
    ResidencyFundsSetAside,
)
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.state import EMPTY, fold

# ---- draw-down requests ----

REQUEST = RequestDrawDown(request="October", amount=usd("5.00"), month="2022-10")
REQUESTED = DrawDownRequested(request="October", amount=usd("5.00"), month="2022-10")


def test_the_board_asks_for_part_of_its_plan_also_for_more_than_is_left() -> None:
    (decided,) = given(designated()).when(REQUEST).then(REQUESTED)
    assert decided.office is Office.BOARD_OF_EDUCATION
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(2)"


@pytest.mark.parametrize("name", ["October", " october"])
def test_a_request_has_a_name_of_its_own(name: str) -> None:
    given(designated(), REQUESTED).when(replace(REQUEST, request=name)).refused(
        RequestNameTakenError, "has a request 'October' already", citation="(c)(2)"
    )


def test_another_request_has_another_name() -> None:
    given(designated(), REQUESTED).when(replace(REQUEST, request="November")).then(
        replace(REQUESTED, request="November")
    )


def test_a_request_is_of_a_designated_open_year_and_of_some_amount() -> None:
    given(closed("0.00")).when(REQUEST).refused(YearClosedError, "closed", citation="(h)")
    given().when(REQUEST).refused(NotDesignatedError, "not designated", citation="(b)(3)")
    given(designated()).when(replace(REQUEST, amount=usd("0.00"))).refused(
        AmountNotPositiveError, "a request has to be more than zero", citation="(c)(2)"
    )
    given(designated()).when(replace(REQUEST, request=" ")).refused(
        WordsMissingError, "the name of a request", citation="§ 11-8b"
    )


# ---- residency: set aside ----

FY2025 = FiscalYear(2025)
OCTOBER_1_2024 = date(2024, 10, 1)
# FY2025: the Commissioner holds 50,000.00; the plan is approved up to 50,000.00.
HELD: Events = [
    designated(),
    portion("50000.00"),
    withheld("50000.00"),
    transferred("50000.00"),
    submitted(1, "50000.00"),
    approved(1, "50000.00"),
]


def in_fy2025(
    start: Given, command: Command, residency_funds: tuple[str, str] | None = None
) -> Decision:
    return start.when(
        command, fiscal_year=FY2025, on=OCTOBER_1_2024, residency_funds=residency_funds
    )


def test_a_tenth_of_the_increase_of_fy2021_is_set_aside() -> None:
    # 10 % of 1,120,000.00 − 1,000,000.00 = 12,000.00
    funds = ("1000000.00", "1120000.00")
    (decided,) = in_fy2025(given(*HELD), SetAsideForResidency(), funds).then(
        ResidencyFundsSetAside(
            amount=usd("12000.00"),
            percent=10,
            fy2020_funds=usd("1000000.00"),
            fy2021_funds=usd("1120000.00"),
        )
    )
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-156gg(c)(2)"


@pytest.mark.parametrize("fy2021", ["1000000.00", "999999.99"])
def test_where_there_was_no_increase_nothing_is_set_aside(fy2021: str) -> None:
    in_fy2025(given(*HELD), SetAsideForResidency(), ("1000000.00", fy2021)).then(
        ResidencyFundsSetAside(
            amount=usd("0.00"),
            percent=10,
            fy2020_funds=usd("1000000.00"),
            fy2021_funds=usd(fy2021),
        )
    )


@pytest.mark.parametrize("amount", ["0.00", "12000.00"])
def test_the_set_aside_of_the_year_is_recorded_once(amount: str) -> None:
    funds = ("1000000.00", "1120000.00")
    in_fy2025(given(*HELD, set_aside(amount)), SetAsideForResidency(), funds).refused(
        ResidencySetAsideKnownError, "on record", citation="§ 10-156gg(c)(2)", set_aside=amount
    )


def test_both_years_have_to_be_on_record() -> None:
    in_fy2025(given(*HELD), SetAsideForResidency()).refused(
        ResidencyFundsMissingError,
        "The Alliance funds of Hartford in FY2020 and FY2021 are not both on record",
        citation="§ 10-156gg(c)(2)",
    )


@pytest.mark.parametrize("year", [2024, 2026])
def test_no_other_year_has_a_set_aside(year: int) -> None:
    decision = given(designated()).when(
        SetAsideForResidency(), fiscal_year=FiscalYear(year), on=date(year, 1, 1)
    )
    decision.refused(NoRuleInForceError, f"FY{year}", citation="§ 10-156gg(c)(2)")


def test_the_first_version_of_the_clause_was_read_without_its_operands() -> None:
    decision = given(designated()).when(
        SetAsideForResidency(),
        fiscal_year=FiscalYear(2023),
        on=date(2022, 10, 1),
        residency_funds=("1000.00", "2000.00"),
    )
    decision.refused(
        ResidencyFundsMissingError, "was not read in P.A. 21-2", citation="§ 10-156gg(c)(2)"
    )


def test_a_set_aside_is_of_a_designated_open_year() -> None:
    in_fy2025(given(closed("0.00")), SetAsideForResidency()).refused(
        YearClosedError, "closed", citation="(h)"
    )
    in_fy2025(given(), SetAsideForResidency()).refused(
        NotDesignatedError, "not designated", citation="(b)(3)"
    )


def test_what_is_set_aside_is_held_and_not_promised() -> None:
    # 50,000.00 held − 45,000.00 promised = 5,000.00; a tenth of 50,000.10 is 5,000.01.
    history: Events = [*HELD, authorized("R1", "45000.00")]
    in_fy2025(given(*history), SetAsideForResidency(), ("0.00", "50000.10")).refused(
        ReleaseExceedsHeldError,
        "5,000.01 would be set aside for Hartford FY2025, and the Commissioner holds 5,000.00",
        citation="§ 10-156gg(c)(2)",
        free="5000.00",
        set_aside="5000.01",
    )
    in_fy2025(given(*history), SetAsideForResidency(), ("0.00", "50000.00")).then(
        replace(set_aside("5000.00"), fy2021_funds=usd("50000.00"))
    )


# ---- residency: released ----


def for_program(amount: str, *, direction: Direction | None = None) -> AuthorizeRelease:
    return AuthorizeRelease(release="RES", amount=usd(amount), residency=True, direction=direction)


SET_ASIDE: Events = [*HELD, set_aside("12000.00")]


def test_what_is_set_aside_is_released_for_that_purpose() -> None:
    (decided,) = in_fy2025(given(*SET_ASIDE), for_program("12000.00")).then(
        for_residency("RES", "12000.00")
    )
    assert decided.citation.provision == "C.G.S. § 10-156gg(c)(2)"


@pytest.mark.parametrize(
    ("history", "left"),
    [
        pytest.param(HELD, "0.00", id="nothing set aside"),
        pytest.param(SET_ASIDE, "12000.00", id="a cent more"),
        pytest.param([*SET_ASIDE, for_residency("A", "2000.00")], "10000.00", id="a part used"),
    ],
)
def test_no_more_is_released_for_residency_than_is_left(history: Events, left: str) -> None:
    in_fy2025(given(*history), for_program("12000.01")).refused(
        ResidencyNotSetAsideError,
        "is more than is set aside for residency",
        citation="§ 10-156gg(c)(2)",
        set_aside_left=left,
    )


def test_nothing_is_released_of_a_set_aside_whose_increase_was_corrected_since() -> None:
    known = set_aside("12000.00")
    funds = (str(known.fy2020_funds), str(known.fy2021_funds))
    in_fy2025(given(*SET_ASIDE), for_program("12000.00"), funds).then(
        for_residency("RES", "12000.00")
    )
    no_increase = (funds[0], funds[0])
    refusal = in_fy2025(given(*SET_ASIDE), for_program("1.00"), no_increase).refused(
        ResidencyNotSetAsideError,
        "12,000.00 of Hartford FY2025 was set aside on Alliance funds of",
        citation="§ 10-156gg(c)(2)",
        set_aside="12000.00",
        fy2021=funds[0],
    )
    assert refusal.next_step is not None
    assert "alliance funding residency Hartford --fiscal-year FY2025" in refusal.next_step


def test_a_release_for_residency_rests_on_no_direction() -> None:
    letter = Direction(document="letter", cap=usd("5.00"))
    in_fy2025(given(*SET_ASIDE), for_program("5.00", direction=letter)).refused(
        ResidencyNotSetAsideError, "another ground", citation="§ 10-156gg(c)(2)"
    )


def test_no_other_release_takes_what_is_set_aside() -> None:
    # 50,000.00 held − 12,000.00 set aside = 38,000.00
    command = AuthorizeRelease(release="R9", amount=usd("38000.01"))
    in_fy2025(given(*SET_ASIDE), command).refused(
        ReleaseExceedsHeldError,
        "is more than the Commissioner holds free",
        citation="(c)(2)",
        set_aside_for_residency="12000.00",
        short_by="0.01",
    )
    in_fy2025(given(*SET_ASIDE), replace(command, amount=usd("38000.00"))).then(
        authorized("R9", "38000.00")
    )
    letter = Direction(document="letter", cap=usd("50000.00"))
    in_fy2025(given(*SET_ASIDE), replace(command, direction=letter)).refused(
        ReleaseExceedsHeldError, "free", citation="(c)(2)"
    )


def test_residency_uses_up_nothing_of_the_plan_and_stays_apart_when_it_is_paid() -> None:
    # 38,000.00 on the plan, whatever became of the 12,000.00.
    history: Events = [
        *SET_ASIDE[:4],
        submitted(1, "38000.00"),
        approved(1, "38000.00"),
        set_aside("12000.00"),
        for_residency("RES", "12000.00"),
    ]
    command = AuthorizeRelease(release="R9", amount=usd("38000.00"))
    out = issued("RES", "12000.00")
    for after in ([], [out], [out, paid("RES", "12000.00")]):
        in_fy2025(given(*history, *after), command).then(authorized("R9", "38000.00"))
        in_fy2025(given(*history, *after), replace(command, amount=usd("38000.01"))).refused(
            ReleaseExceedsApprovalError, "38,000.01", citation="(c)(2)", authorized="0.00"
        )


@pytest.mark.parametrize(
    ("after", "left"),
    [
        pytest.param([withdrawn("A", "12000.00")], "12000.00", id="withdrawn"),
        pytest.param(
            [issued("A", "12000.00"), paid("A", "11000.00", short="1000.00")],
            "1000.00",
            id="paid short",
        ),
        pytest.param(
            [issued("A", "12000.00"), returned("A", unpaid="12000.00")], "0.00", id="returned"
        ),
    ],
)
def test_what_was_not_paid_for_residency_is_still_set_aside(after: Events, left: str) -> None:
    history: Events = [*SET_ASIDE, for_residency("A", "12000.00"), *after]
    in_fy2025(given(*history), for_program("12000.01")).refused(
        ResidencyNotSetAsideError, "set aside", citation="(c)(2)", set_aside_left=left
    )


def test_what_is_set_aside_is_withheld_for_noncompliance_by_amount_too() -> None:
    history: Events = [*SET_ASIDE, hold(amount="40000.00")]
    # 50,000.00 held − 40,000.00 withheld = 10,000.00
    in_fy2025(given(*history), for_program("10000.01")).refused(
        ReleaseExceedsHeldError, "free", citation="(c)(2)", short_by="0.01"
    )
    in_fy2025(given(*history), for_program("10000.00")).then(for_residency("RES", "10000.00"))


# ---- residency: corrected ----


def take_back(position: int, amount: str | None = None) -> CorrectEvent:
    return CorrectEvent(position=position, reason="typed", amount=usd(amount) if amount else None)


def test_a_set_aside_is_taken_back_while_nothing_of_it_is_released() -> None:
    back = event_corrected(
        corrects_position=7,
        corrects_version=7,
        corrected_event="ResidencyFundsSetAside",
        reversed={"amount": usd("12000.00")},
        replacement={},
        reason="typed",
    )
    in_fy2025(given(*SET_ASIDE), take_back(7)).then(back)
    funds = ("1000000.00", "1120000.00")
    again = in_fy2025(given(*SET_ASIDE, back), SetAsideForResidency(), funds)
    assert again.refused_by is None
    refusal = in_fy2025(given(*SET_ASIDE, for_residency("A", "12000.00")), take_back(7)).refused(
        CorrectionBreaksBalanceError, "would leave", citation="§ 11-8b"
    )
    assert refusal.details == {"released above the residency set-aside": "12000.00"}


def test_a_transfer_is_not_lowered_below_what_is_set_aside() -> None:
    # 38,000.00 promised on the plan + 12,000.00 set aside = 50,000.00
    history: Events = [*SET_ASIDE, authorized("R1", "38000.00")]
    refusal = in_fy2025(given(*history), take_back(4, "49999.99")).refused(
        CorrectionBreaksBalanceError, "would leave", citation="§ 11-8b"
    )
    assert refusal.details == {"set aside above what the Commissioner holds": "0.01"}


def test_a_release_for_residency_is_not_raised_above_the_set_aside() -> None:
    history: Events = [*SET_ASIDE, for_residency("A", "12000.00")]
    refusal = in_fy2025(given(*history), take_back(8, "12000.01")).refused(
        CorrectionBreaksBalanceError, "would leave", citation="§ 11-8b"
    )
    assert refusal.details == {"released above the residency set-aside": "0.01"}


# ---- other funding ----


GROTON = district_named("Groton")
FROM_FAC = RecordOtherFunding(
    funding_source="Finance Advisory Committee",
    amount=usd("600000.00"),
    reference="FAC 2023-14 (synthetic)",
)


@pytest.mark.parametrize("amount", ["600000.00", "477647.00"])
def test_groton_s_other_funding_leaves_every_balance_as_it_was(amount: str) -> None:
    # Groton's portion is zero; what it got from elsewhere is not of this account.
    command = replace(FROM_FAC, amount=usd(amount))
    (decided,) = (
        given()
        .when(command, district=GROTON)
        .then(
            OtherFundingReceived(
                funding_source="Finance Advisory Committee",
                amount=usd(amount),
                reference="FAC 2023-14 (synthetic)",
            )
        )
    )
    assert decided.office is Office.OTHER_FUNDER
    assert decided.citation.provision == "C.G.S. § 11-8b"
    assert balances(fold([decided.event])) == balances(EMPTY)


def test_other_funding_is_recorded_beside_any_year() -> None:
    assert given(closed("0.00")).when(FROM_FAC).refused_by is None


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (replace(FROM_FAC, funding_source=" "), "the source of other funding"),
        (replace(FROM_FAC, reference=""), "the paper it came by"),
    ],
    ids=["source", "paper"],
)
def test_other_funding_says_from_where_and_by_what_paper(
    command: RecordOtherFunding, what: str
) -> None:
    given().when(command).refused(WordsMissingError, what, citation="§ 11-8b")


def test_other_funding_is_more_than_zero() -> None:
    given().when(replace(FROM_FAC, amount=usd("0.00"))).refused(
        AmountNotPositiveError, "other funding has to be more than zero", citation="§ 11-8b"
    )
