"""The worked examples of the law, to the cent, through the decisions that record them.

WE-01, 02, 03, 05, 06, 07, 09, 17, 18 and 20; which example is where stands in
`tests/scenarios/README.md`. All amounts are constructed, as the examples are. C.G.S. § 10-262u(c).
Not here: the rules themselves (`tests/domain/statute/`), examples of reports and determinations.
"""

from datetime import date

import pytest
from spec import (
    Events,
    Given,
    approved,
    authorized,
    carried_in,
    closed,
    designated,
    entitled,
    given,
    issued,
    passed_through,
    reported,
    submitted,
    transferred,
    usd,
    withheld,
)
from spec_plans import for_residency, paid, set_aside

from domain.commands import (
    AuthorizeRelease,
    CloseFiscalYear,
    DeterminePortion,
    RecordOtherFunding,
    SetAsideForResidency,
    WithholdPortion,
)
from domain.decisions.payment_refusals import ResidencyNotSetAsideError
from domain.decisions.refusals import (
    ReleaseExceedsApprovalError,
    ReleaseExceedsHeldError,
    WithholdingExceedsPortionError,
)
from domain.events import (
    DistrictYearEvent,
    OtherFundingReceived,
    PortionDetermined,
    ResidencyFundsSetAside,
)
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.money import ZERO

# The constructed town of WE-01 to WE-03 and WE-09; other years are on record and are not asked.
TOWN = {2012: "10000000.00", 2013: "10539456.00", 2014: "10904066.00", 2016: "12500000.00"}
GROTON = {2012: "25400000.00"}
ENFIELD = {2012: "28380144.00", 2022: "29000000.00"}
UNDERFUNDED = {2012: "15000000.00", 2022: "20000000.00"}


def march(year: int) -> date:
    """March 1 of the fiscal year, when its whole law is in force."""
    return date(year, 3, 1)


def determined(
    year: int, entitlement: str, baselines: dict[int, str], *, first_time: bool = False
) -> PortionDetermined:
    """What `DeterminePortion` records for a year, in the round that the year belongs to."""
    round_name = f"FY{next(first for first in (2023, 2018, 2013) if year >= first)}"
    decision = given(designated(round_name, first_time=first_time), entitled(entitlement)).when(
        DeterminePortion(), on=march(year), fiscal_year=FiscalYear(year), baselines=baselines
    )
    (one,) = decision.decided
    assert isinstance(one.event, PortionDetermined)
    return one.event


@pytest.mark.parametrize(
    ("year", "entitlement", "portion"),
    [
        # 10,539,456.00 − 10,000,000.00
        pytest.param(2013, "10539456.00", "539456.00", id="WE-01"),
        # 10,904,066.00 − 10,000,000.00; over FY2013 it would be 364,610.00.
        pytest.param(2014, "10904066.00", "904066.00", id="WE-02 FY2014"),
        # 11,180,676.00 − 10,000,000.00; over FY2014 it would be 276,610.00.
        pytest.param(2015, "11180676.00", "1180676.00", id="WE-02 FY2015"),
        # Reading B, the default: 12,300,000.00 − 10,000,000.00; reading A would be 2,100,000.00.
        pytest.param(2017, "12300000.00", "2300000.00", id="WE-03"),
        *(
            # 11,180,676.00 − 10,000,000.00 in every year: no phase-down was enacted.
            pytest.param(year, "11180676.00", "1180676.00", id=f"WE-09 FY{year}")
            for year in (2023, 2024, 2025, 2026, 2027)
        ),
    ],
)
def test_the_portion_recorded_is_the_increase_over_fy2012(
    year: int, entitlement: str, portion: str
) -> None:
    event = determined(year, entitlement, TOWN)
    assert (event.portion, event.baseline_fiscal_year) == (usd(portion), 2012)


@pytest.mark.parametrize(
    ("year", "entitlement", "portion"),
    [
        # 20,000,000.00 + 16.67 % of 2,000,000.00; less FY2012 of 15,000,000.00
        pytest.param(2023, "20333400.00", "5333400.00", id="WE-17 FY2023"),
        # 20,333,400.00 + 20 % of 1,666,600.00
        pytest.param(2024, "20666720.00", "5666720.00", id="WE-17 FY2024"),
        # 20,666,720.00 + 56.5 % of 1,333,280.00
        pytest.param(2025, "21420023.20", "6420023.20", id="WE-17 FY2025"),
        # fully funded
        pytest.param(2026, "22000000.00", "7000000.00", id="WE-17 FY2026"),
        # Held harmless at the grant of the year before; the formula alone, 19,857,100.00, would
        # leave 4,857,100.00.
        pytest.param(2026, "20000000.00", "5000000.00", id="WE-18"),
    ],
)
def test_the_portion_follows_the_grant_that_is_given_to_the_cent(
    year: int, entitlement: str, portion: str
) -> None:
    assert determined(year, entitlement, UNDERFUNDED).portion == usd(portion)


# ---- WE-05: Groton ----


def groton(*more: DistrictYearEvent) -> Given:
    """Groton FY2018 with its zero and an approved plan for nothing."""
    portion = determined(2018, "25040045.00", GROTON)
    plan = (submitted(1, "0.00"), approved(1, "0.00"))
    return given(designated("FY2018"), entitled("25040045.00"), portion, *plan, *more)


def test_we_05_a_grant_below_fy2012_has_a_portion_of_zero() -> None:
    # 25,040,045.00 − 25,400,000.00 = −359,955.00
    assert determined(2018, "25040045.00", GROTON).portion == ZERO


def test_we_05_nothing_can_be_withheld() -> None:
    groton().when(
        WithholdPortion(amount=usd("0.01")), on=march(2018), fiscal_year=FiscalYear(2018)
    ).refused(
        WithholdingExceedsPortionError,
        "above the portion of 0.00",
        citation="(c)(1)",
        at_most="0.00",
    )


def test_we_05_nothing_can_be_released_on_its_plan() -> None:
    groton().when(
        AuthorizeRelease(release="OCT", amount=usd("0.01")),
        on=march(2018),
        fiscal_year=FiscalYear(2018),
    ).refused(ReleaseExceedsApprovalError, "approved in plan", citation="(c)(2)", left="0.00")


def test_we_05_other_funding_is_recorded_and_no_balance_moves() -> None:
    beside: list[DistrictYearEvent] = []
    for source, amount in (
        ("Finance Advisory Committee", "600000.00"),
        ("bonds", "477647.00"),
    ):
        command = RecordOtherFunding(
            funding_source=source, amount=usd(amount), reference="synthetic letter"
        )
        event = OtherFundingReceived(
            funding_source=source, amount=usd(amount), reference="synthetic letter"
        )
        groton(*beside).when(command, on=march(2018), fiscal_year=FiscalYear(2018)).then(event)
        beside.append(event)
    assert balances(groton(*beside).state) == balances(groton().state)
    assert {amount for amount in balances(groton(*beside).state).values() if amount} == set()


# ---- WE-06, WE-07: Enfield ----


@pytest.mark.parametrize(
    ("year", "entitlement", "portion"),
    [
        # 29,000,000.00 − 29,000,000.00
        pytest.param(2023, "29000000.00", "0.00", id="WE-06 FY2023"),
        # 29,750,000.00 − 29,000,000.00
        pytest.param(2024, "29750000.00", "750000.00", id="WE-06 FY2024"),
    ],
)
def test_a_district_first_designated_in_fy2023_is_measured_from_fy2022(
    year: int, entitlement: str, portion: str
) -> None:
    event = determined(year, entitlement, ENFIELD, first_time=True)
    assert (event.portion, event.baseline_fiscal_year) == (usd(portion), 2022)


def test_we_07_the_increase_over_fy2012_cannot_be_withheld() -> None:
    portion = determined(2023, "29000000.00", ENFIELD, first_time=True)
    # 29,000,000.00 − 28,380,144.00 = 619,856.00
    given(designated(first_time=True), entitled("29000000.00"), portion).when(
        WithholdPortion(amount=usd("619856.00"))
    ).refused(
        WithholdingExceedsPortionError,
        "above the portion of 0.00",
        citation="(c)(1)",
        at_most="0.00",
    )


# ---- WE-20: § 10-156gg ----

HELD: Events = [designated(), withheld("500000.00"), transferred("500000.00")]


@pytest.mark.parametrize(
    ("fy2021", "amount"),
    [
        # 10 % of 1,120,000.00 − 1,000,000.00
        pytest.param("1120000.00", "12000.00", id="increase"),
        pytest.param("1000000.00", "0.00", id="flat"),
        pytest.param("900000.00", "0.00", id="decrease"),
    ],
)
def test_we_20_a_tenth_of_the_increase_is_set_aside(fy2021: str, amount: str) -> None:
    given(*HELD).when(
        SetAsideForResidency(),
        on=march(2025),
        fiscal_year=FiscalYear(2025),
        residency_funds=("1000000.00", fy2021),
    ).then(
        ResidencyFundsSetAside(
            amount=usd(amount),
            percent=10,
            fy2020_funds=usd("1000000.00"),
            fy2021_funds=usd(fy2021),
        )
    )


def test_we_20_it_is_paid_back_for_residency_up_to_what_was_set_aside() -> None:
    events = [*HELD, set_aside("12000.00")]
    when = AuthorizeRelease(release="RES", amount=usd("12000.00"), residency=True)
    given(*events).when(when, on=march(2025), fiscal_year=FiscalYear(2025)).then(
        for_residency("RES", "12000.00")
    )
    more = AuthorizeRelease(release="RES", amount=usd("12000.01"), residency=True)
    given(*events).when(more, on=march(2025), fiscal_year=FiscalYear(2025)).refused(
        ResidencyNotSetAsideError, "set aside", citation="(c)(2)", set_aside_left="12000.00"
    )


def test_we_20_what_is_set_aside_is_not_free_for_the_plan() -> None:
    # 500,000.00 − 12,000.00 = 488,000.00
    plan: Events = [submitted(1, "500000.00"), approved(1, "500000.00")]
    events: Events = [*HELD, *plan, set_aside("12000.00")]
    rest = AuthorizeRelease(release="OCT", amount=usd("488000.00"))
    given(*events).when(rest, on=march(2025), fiscal_year=FiscalYear(2025)).then(
        authorized("OCT", "488000.00")
    )
    more = AuthorizeRelease(release="OCT", amount=usd("488000.01"))
    given(*events).when(more, on=march(2025), fiscal_year=FiscalYear(2025)).refused(
        ReleaseExceedsHeldError,
        "more than the Commissioner holds",
        citation="(c)(2)",
        set_aside_for_residency="12000.00",
        short_by="0.01",
    )


def _residency_year(released: str) -> Events:
    """12,000.00 set aside, so much of it paid back to the board, and spent."""
    return [
        *HELD,
        set_aside("12000.00"),
        for_residency("RES", released),
        issued("RES", released),
        paid("RES", released),
        passed_through(released),
        reported(from_grant=released),
    ]


def test_we_20_what_was_not_released_is_carried_for_the_same_purpose() -> None:
    # 12,000.00 − 9,500.00 = 2,500.00; 500,000.00 − 9,500.00 = 490,500.00
    decision = given(*_residency_year("9500.00")).when(
        CloseFiscalYear(), on=date(2025, 6, 30), fiscal_year=FiscalYear(2025)
    )
    left = {"at_commissioner": "490500.00", "residency": "2500.00"}
    decision.then(
        closed("490500.00", left, into=2026), carried_in("490500.00", left, from_year=2025)
    )


def test_we_20_what_was_carried_is_released_for_residency_alone() -> None:
    carried = carried_in("490500.00", at_commissioner="490500.00", residency="2500.00")
    plan: Events = [submitted(1, "490500.00"), approved(1, "490500.00")]
    year = given(designated(), carried, *plan)
    again = AuthorizeRelease(release="RES", amount=usd("2500.00"), residency=True)
    (authorization,) = year.when(again, on=march(2026), fiscal_year=FiscalYear(2026)).then(
        for_residency("RES", "2500.00")
    )
    assert str(authorization.citation) == (
        "C.G.S. § 10-156gg(f), P.A. 23-208 § 5 (Reg. Sess. 2023)"
    )
    more = AuthorizeRelease(release="RES", amount=usd("2500.01"), residency=True)
    year.when(more, on=march(2026), fiscal_year=FiscalYear(2026)).refused(
        ResidencyNotSetAsideError, "set aside", citation="§ 10-156gg(f)", set_aside_left="2500.00"
    )
    other = AuthorizeRelease(release="OCT", amount=usd("488000.01"))
    year.when(other, on=march(2026), fiscal_year=FiscalYear(2026)).refused(
        ReleaseExceedsHeldError,
        "more than the Commissioner holds",
        citation="(c)(2)",
        set_aside_for_residency="2500.00",
        short_by="0.01",
    )


def test_we_20_what_is_left_again_stays_set_aside() -> None:
    carried = carried_in("2500.00", at_commissioner="2500.00", residency="2500.00", from_year=2025)
    decision = given(designated(), carried, reported()).when(
        CloseFiscalYear(), on=date(2026, 6, 30), fiscal_year=FiscalYear(2026)
    )
    left = {"at_commissioner": "2500.00", "residency": "2500.00"}
    decision.then(closed("2500.00", left, into=2027), carried_in("2500.00", left, from_year=2026))


def test_we_20_what_was_released_in_whole_leaves_nothing_set_aside() -> None:
    decision = given(*_residency_year("12000.00")).when(
        CloseFiscalYear(), on=date(2025, 6, 30), fiscal_year=FiscalYear(2025)
    )
    left = {"at_commissioner": "488000.00"}
    decision.then(
        closed("488000.00", left, into=2026), carried_in("488000.00", left, from_year=2025)
    )
