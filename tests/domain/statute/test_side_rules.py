"""Rules beside the account: minimum budget, adjustment, audit, annual return, program report.

WE-19, WE-24. C.G.S. § 10-262i(d), (e), § 10-262j, § 10-263(b), § 4-231, § 4-232, § 10-227,
§ 10-262w, § 10-223e.
"""

from datetime import date

import pytest

from domain.errors import NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.statute.s4_231_single_audit import (
    AUDIT_FILING,
    audit_due,
    audit_due_extended,
    audit_required,
    audit_threshold,
)
from domain.statute.s223e_index import INDEX
from domain.statute.s227_annual_return import ANNUAL_RETURN
from domain.statute.s262i_minimum_budget import (
    BUDGET_FORFEITURE,
    BUDGET_REDUCTIONS,
    budget_forfeiture,
    budget_shortfall,
    minimum_budget,
)
from domain.statute.s262w_program_report import PROGRAM_REPORT
from domain.statute.s263_adjustment import GRANT_ADJUSTMENT

TODAY = date(2026, 11, 21)
FY2026 = FiscalYear(2026)
usd = Money.parse


# ---- minimum budget ----


def test_a_shortfall_is_forfeited_twice_in_the_second_year_after() -> None:
    # WE-19: 50,000,000 + 750,000 = 50,750,000; − 50,500,000 = 250,000; twice is 500,000.
    minimum = minimum_budget(prior_year=usd("50000000.00"), aid_increase=usd("750000.00"))
    assert minimum == usd("50750000.00")
    shortfall = budget_shortfall(minimum=minimum, adopted=usd("50500000.00"))
    assert shortfall == usd("250000.00")
    rule = BUDGET_FORFEITURE.in_force(FY2026, TODAY).value
    assert budget_forfeiture(shortfall, rule) == usd("500000.00")
    assert rule.years_after == 2


@pytest.mark.parametrize("adopted", ["50750000.00", "50750000.01"])
def test_a_budget_at_the_minimum_or_above_falls_short_of_nothing(adopted: str) -> None:
    assert budget_shortfall(minimum=usd("50750000.00"), adopted=usd(adopted)) == usd("0.00")


def test_less_aid_does_not_lower_the_minimum() -> None:
    minimum = minimum_budget(prior_year=usd("50000000.00"), aid_increase=usd("-1.00"))
    assert minimum == usd("50000000.00")


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2015, 7, 1), "alliance districts, also former ones"),
        (date(2017, 10, 30), "alliance districts, also former ones"),
        (date(2017, 10, 31), "alliance districts, but for COVID aid and school security"),
    ],
)
def test_former_districts_were_barred_from_reductions_until_october_31_2017(
    on: date, shown: str
) -> None:
    assert BUDGET_REDUCTIONS.in_force(FiscalYear(2018), on).shown == shown


# ---- adjustment ----


def test_a_grant_is_adjusted_in_either_of_the_two_following_years() -> None:
    assert GRANT_ADJUSTMENT.in_force(FY2026, TODAY).value == (1, 2)


# ---- single audit ----


@pytest.mark.parametrize(
    ("first_day", "spent", "required"),
    [
        # WE-24
        (date(2023, 7, 1), "420000.00", True),
        (date(2024, 7, 1), "420000.00", False),
        (date(2024, 7, 1), "500000.00", True),
        (date(2024, 7, 1), "499999.99", False),
        (date(2010, 7, 1), "300000.00", True),
        (date(2010, 7, 1), "299999.99", False),
        # The fiscal year that began before October 5, 2009.
        (date(2009, 7, 1), "100000.00", True),
        (date(2009, 7, 1), "99999.99", False),
    ],
)
def test_the_threshold_is_that_of_the_first_day_of_the_fiscal_year(
    first_day: date, spent: str, *, required: bool
) -> None:
    assert audit_required(usd(spent), first_day) is required


def test_the_threshold_names_its_act() -> None:
    assert str(audit_threshold(date(2024, 7, 1)).citation.act) == (
        "P.A. 24-132 § 11 (Reg. Sess. 2024)"
    )


@pytest.mark.parametrize(
    ("last_day", "due", "extended"),
    [
        (date(2026, 6, 30), date(2026, 12, 31), date(2027, 1, 30)),
        (date(2025, 8, 31), date(2026, 2, 28), date(2026, 3, 30)),
    ],
)
def test_an_audit_is_filed_within_six_months_or_thirty_days_more(
    last_day: date, due: date, extended: date
) -> None:
    rule = AUDIT_FILING.in_force(FY2026, TODAY).value
    assert audit_due(last_day, rule) == due
    assert audit_due_extended(last_day, rule) == extended


# ---- annual return, program report, index ----


def test_an_annual_return_is_filed_by_september_and_settled_by_the_end_of_the_year() -> None:
    rule = ANNUAL_RETURN.in_force(FY2026, TODAY).value
    assert rule.due_on(FY2026) == date(2026, 9, 1)
    assert rule.settled_on(FY2026) == date(2026, 12, 31)
    assert (rule.least, rule.most) == (usd("1000.00"), usd("10000.00"))


def test_the_program_report_was_due_on_the_first_day_of_2026() -> None:
    assert PROGRAM_REPORT.in_force(FiscalYear(2025), TODAY).value == date(2026, 1, 1)
    with pytest.raises(NoRuleInForceError, match="the report on the program"):
        PROGRAM_REPORT.in_force(FiscalYear(2023), date(2023, 6, 30))


@pytest.mark.parametrize(
    ("year", "on", "shown"),
    [
        (2013, date(2013, 1, 1), "district performance index"),
        (2016, date(2015, 7, 1), "accountability index"),
        (2027, TODAY, "accountability index"),
    ],
)
def test_the_score_is_the_performance_index_and_since_july_2015_the_accountability_index(
    year: int, on: date, shown: str
) -> None:
    assert INDEX.in_force(FiscalYear(year), on).shown == shown
