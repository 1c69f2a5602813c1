"""A town's education budget: shortfall, forfeiture two years on, waiver, supplanting. WE-19.

C.G.S. § 10-262i(c), (d), (e). No Alliance money moves by any of it.
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, closed, given, usd

from domain.authority import Office
from domain.decisions.refusals import AmountNotPositiveError, WordsMissingError
from domain.decisions.side_refusals import (
    BudgetMissingError,
    BudgetSettledError,
    ForfeitureSettledError,
    NoShortfallError,
)
from domain.errors import NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.side_commands import (
    AdoptEducationBudget,
    ApplyForfeiture,
    DetermineBudgetShortfall,
    FlagSupplanting,
    WaiveForfeiture,
)
from domain.side_events import (
    BudgetShortfallDetermined,
    EducationBudgetAdopted,
    ForfeitureApplied,
    ForfeitureWaived,
    SupplantingFlagged,
)

ADOPT = AdoptEducationBudget(
    amount=usd("50500000.00"),
    prior_year=usd("50000000.00"),
    aid_increase=usd("750000.00"),
    adopted_on=date(2022, 5, 20),
    document="resolution",
)
ADOPTED = EducationBudgetAdopted(
    amount=usd("50500000.00"),
    prior_year=usd("50000000.00"),
    aid_increase=usd("750000.00"),
    adopted_on=date(2022, 5, 20),
    document="resolution",
)
# WE-19: 50,000,000 + 750,000 − 50,500,000 = 250,000; twice is 500,000, in FY2023 + 2.
SHORT = BudgetShortfallDetermined(
    minimum=usd("50750000.00"),
    adopted=usd("50500000.00"),
    shortfall=usd("250000.00"),
    forfeiture=usd("500000.00"),
    forfeiture_fiscal_year=2025,
)
WAIVED = ForfeitureWaived(amount=usd("500000.00"), reason="raised", agreement="agreement")
APPLIED = ForfeitureApplied(failure_fiscal_year=2023, amount=usd("500000.00"))
FY2025 = FiscalYear(2025)
IN_FY2025 = date(2025, 1, 10)


# ---- adopted ----


def test_a_budget_is_recorded_as_of_the_day_it_was_adopted() -> None:
    (decided,) = given().when(ADOPT).then(ADOPTED)
    assert decided.office is Office.TOWN
    assert decided.citation.provision == "C.G.S. § 10-262i(d)"
    assert decided.effective_on == date(2022, 5, 20)


def test_a_budget_is_recorded_beside_a_closed_year_too() -> None:
    given(closed("0.00")).when(ADOPT).then(ADOPTED)


def test_the_same_budget_is_recorded_once_and_another_takes_its_place() -> None:
    given(ADOPTED).when(ADOPT).decides_nothing()
    given(ADOPTED).when(replace(ADOPT, amount=usd("1.00"))).then(
        replace(ADOPTED, amount=usd("1.00"))
    )


def test_a_budget_a_shortfall_rests_on_is_not_replaced() -> None:
    given(ADOPTED, SHORT).when(replace(ADOPT, amount=usd("1.00"))).refused(
        BudgetSettledError,
        "a shortfall of 250,000.00 is determined on the education budget on record",
        citation="§ 10-262i(e)",
        shortfall="250000.00",
    )


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (replace(ADOPT, amount=usd("0.00")), "an education budget has to be more than zero"),
        (replace(ADOPT, prior_year=usd("0.00")), "the education budget of the year before"),
        (replace(ADOPT, aid_increase=usd("-0.01")), "an aid increase cannot be below zero"),
    ],
    ids=["amount", "prior year", "aid"],
)
def test_the_figures_of_a_budget_are_amounts(command: AdoptEducationBudget, words: str) -> None:
    given().when(command).refused(AmountNotPositiveError, words, citation="§ 10-262i(d)")


def test_a_budget_names_its_paper() -> None:
    given().when(replace(ADOPT, document=" ")).refused(
        WordsMissingError, "the paper of the education budget", citation="§ 11-8b"
    )


def test_no_budget_is_recorded_before_the_program() -> None:
    given().when(ADOPT, fiscal_year=FiscalYear(2012)).refused(
        NoRuleInForceError, "the minimum budget requirement", citation="§ 10-262i(d)"
    )


# ---- shortfall ----


def test_what_is_short_is_forfeited_twice_in_the_second_year_after() -> None:
    (decided,) = given(ADOPTED).when(DetermineBudgetShortfall()).then(SHORT)
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 10-262i(e)"


def test_a_shortfall_needs_a_budget() -> None:
    given().when(DetermineBudgetShortfall()).refused(
        BudgetMissingError, "no adopted education budget on record", citation="§ 10-262i(d)"
    )


def test_a_budget_at_the_minimum_has_no_shortfall() -> None:
    at_minimum = replace(ADOPTED, amount=usd("50750000.00"))
    given(at_minimum).when(DetermineBudgetShortfall()).refused(
        NoShortfallError,
        "50,750,000.00 was adopted and the minimum is 50,750,000.00",
        citation="§ 10-262i(d)",
    )
    a_cent_below = replace(ADOPTED, amount=usd("50749999.99"))
    given(a_cent_below).when(DetermineBudgetShortfall()).then(
        replace(
            SHORT,
            adopted=usd("50749999.99"),
            shortfall=usd("0.01"),
            forfeiture=usd("0.02"),
        )
    )


def test_a_shortfall_is_determined_once() -> None:
    given(ADOPTED, SHORT).when(DetermineBudgetShortfall()).refused(
        BudgetSettledError, "a shortfall of 250,000.00 on record", citation="§ 10-262i(e)"
    )


# ---- applied ----


def test_a_forfeiture_is_applied_in_the_second_year_after_the_failure() -> None:
    (decided,) = (
        given()
        .when(
            ApplyForfeiture(),
            fiscal_year=FY2025,
            on=IN_FY2025,
            two_years_before=[ADOPTED, SHORT],
        )
        .then(APPLIED)
    )
    assert decided.office is Office.STATE_BOARD
    assert decided.fiscal_year == FY2025


@pytest.mark.parametrize("before", [[], [ADOPTED]], ids=["nothing", "budget"])
def test_without_a_shortfall_nothing_is_forfeited(before: Events) -> None:
    decision = given().when(
        ApplyForfeiture(), fiscal_year=FY2025, on=IN_FY2025, two_years_before=before
    )
    decision.refused(
        NoShortfallError,
        "no shortfall of its FY2023 education budget on record",
        citation="§ 10-262i(e)",
        failure_fiscal_year="2023",
    )


def test_a_waived_forfeiture_is_not_applied() -> None:
    decision = given().when(
        ApplyForfeiture(),
        fiscal_year=FY2025,
        on=IN_FY2025,
        two_years_before=[ADOPTED, SHORT, WAIVED],
    )
    decision.refused(
        ForfeitureSettledError, "was waived: raised", citation="(e)", waived="500000.00"
    )


def test_a_forfeiture_is_applied_once() -> None:
    decision = given(APPLIED).when(
        ApplyForfeiture(), fiscal_year=FY2025, on=IN_FY2025, two_years_before=[ADOPTED, SHORT]
    )
    decision.refused(ForfeitureSettledError, "is applied in FY2025 already", citation="(e)")


# ---- waived ----

WAIVE = WaiveForfeiture(reason="raised", agreement="agreement")


def test_the_state_board_waives_the_whole_forfeiture_on_an_agreement() -> None:
    (decided,) = given(ADOPTED, SHORT).when(WAIVE).then(WAIVED)
    assert decided.office is Office.STATE_BOARD
    assert decided.citation.provision == "C.G.S. § 10-262i(e)"


def test_or_for_other_good_cause() -> None:
    given(ADOPTED, SHORT).when(replace(WAIVE, agreement=None)).then(replace(WAIVED, agreement=None))


def test_a_waiver_says_why_and_names_the_agreement() -> None:
    given(ADOPTED, SHORT).when(replace(WAIVE, reason="")).refused(
        WordsMissingError, "the reason of a waiver", citation="§ 11-8b"
    )
    given(ADOPTED, SHORT).when(replace(WAIVE, agreement=" ")).refused(
        WordsMissingError, "the town's agreement", citation="§ 11-8b"
    )


def test_nothing_is_waived_without_a_shortfall_twice_or_after_it_was_applied() -> None:
    given(ADOPTED).when(WAIVE).refused(NoShortfallError, "nothing to waive", citation="(e)")
    given(ADOPTED, SHORT, WAIVED).when(WAIVE).refused(
        ForfeitureSettledError, "is waived already: raised", citation="(e)"
    )
    given(ADOPTED, SHORT).when(WAIVE, two_years_after=[APPLIED]).refused(
        ForfeitureSettledError, "was applied in FY2025", citation="(e)", applied="500000.00"
    )


# ---- supplanting ----


def test_supplanting_is_flagged_with_or_without_an_amount() -> None:
    command = FlagSupplanting(words="aid pays salaries", amount=usd("5.00"))
    event = SupplantingFlagged(words="aid pays salaries", amount=usd("5.00"))
    (decided,) = given().when(command).then(event)
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 10-262i(c)"
    given(event).when(replace(command, amount=None)).then(replace(event, amount=None))


def test_a_flag_says_what_was_seen_and_of_some_amount() -> None:
    given().when(FlagSupplanting(words="")).refused(
        WordsMissingError, "what was seen", citation="§ 11-8b"
    )
    given().when(FlagSupplanting(words="x", amount=usd("0.00"))).refused(
        AmountNotPositiveError, "what is flagged", citation="§ 10-262i(c)"
    )
