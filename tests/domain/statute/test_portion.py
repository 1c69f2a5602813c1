"""The Alliance portion to the cent: WE-01, 02, 03, 05, 06, 07 and 09, wrong answers rejected."""

from datetime import date

import pytest

from domain.authority import Status
from domain.errors import NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.statute.s262u_b_designation import RoundName
from domain.statute.s262u_c1_portion import (
    EARMARKS,
    Earmark,
    PortionFormula,
    fy2017_reading_a,
    fy2017_reading_b,
    portion_of,
    portion_rule,
)

TODAY = date(2026, 11, 21)
FY2012_BASELINE = Money.parse("10000000.00")


@pytest.mark.parametrize(
    ("year", "round_name", "first_time", "baseline", "provision"),
    [
        (2013, RoundName.FY2013, True, 2012, "C.G.S. § 10-262u(c)(1)"),
        (2014, RoundName.FY2013, True, 2012, "C.G.S. § 10-262u(c)(1)(B)"),
        (2015, RoundName.FY2013, True, 2012, "C.G.S. § 10-262u(c)(1)(B)"),
        (2016, RoundName.FY2013, True, 2012, "C.G.S. § 10-262u(c)(1)(B)"),
        (2017, RoundName.FY2013, True, 2012, "C.G.S. § 10-262u(c)(1)(C)"),
        (2018, RoundName.FY2018, False, 2012, "C.G.S. § 10-262u(c)(1)(D)"),
        (2018, RoundName.FY2018, True, 2012, "C.G.S. § 10-262u(c)(1)(D)"),
        (2022, RoundName.FY2018, False, 2012, "C.G.S. § 10-262u(c)(1)(D)"),
        (2023, RoundName.FY2023, False, 2012, "C.G.S. § 10-262u(c)(1)(A)"),
        (2027, RoundName.FY2023, False, 2012, "C.G.S. § 10-262u(c)(1)(A)"),
        (2023, RoundName.FY2023, True, 2022, "C.G.S. § 10-262u(c)(1)(B)"),
        (2027, RoundName.FY2023, True, 2022, "C.G.S. § 10-262u(c)(1)(B)"),
    ],
)
def test_each_year_round_and_standing_has_its_baseline(
    year: int, round_name: RoundName, *, first_time: bool, baseline: int, provision: str
) -> None:
    rule = portion_rule(FiscalYear(year), TODAY, round_name=round_name, first_time=first_time)
    assert rule.value.baseline_year == FiscalYear(baseline)
    assert rule.value.formula is PortionFormula.PLAIN_INCREASE
    assert rule.citation.provision == provision


@pytest.mark.parametrize(
    ("year", "round_name", "on"),
    [
        pytest.param(2012, RoundName.FY2013, TODAY, id="before the program"),
        pytest.param(2028, RoundName.FY2023, TODAY, id="after the last round"),
        pytest.param(2018, RoundName.FY2013, TODAY, id="after the round of FY2013"),
        pytest.param(2023, RoundName.FY2018, TODAY, id="after the round of FY2018"),
        pytest.param(2017, RoundName.FY2018, TODAY, id="before the round of FY2018"),
        pytest.param(2013, RoundName.FY2013, date(2012, 6, 30), id="day before P.A. 12-116"),
        pytest.param(2014, RoundName.FY2013, date(2013, 6, 30), id="day before P.A. 13-247"),
        pytest.param(2018, RoundName.FY2018, date(2017, 10, 30), id="day before P.A. 17-2"),
        pytest.param(2023, RoundName.FY2023, date(2022, 6, 30), id="day before P.A. 22-118"),
    ],
)
def test_there_is_no_default_where_no_rule_governs(
    year: int, round_name: RoundName, on: date
) -> None:
    with pytest.raises(NoRuleInForceError):
        portion_rule(FiscalYear(year), on, round_name=round_name, first_time=False)


@pytest.mark.parametrize(
    ("year", "round_name", "on"),
    [
        (2013, RoundName.FY2013, date(2012, 7, 1)),
        (2014, RoundName.FY2013, date(2013, 7, 1)),
        (2018, RoundName.FY2018, date(2017, 10, 31)),
        (2023, RoundName.FY2023, date(2022, 7, 1)),
    ],
)
def test_a_rule_governs_from_the_day_its_act_took_effect(
    year: int, round_name: RoundName, on: date
) -> None:
    rule = portion_rule(FiscalYear(year), on, round_name=round_name, first_time=False)
    assert rule.effective == on


@pytest.mark.parametrize(
    ("on", "provision", "status"),
    [
        (date(2016, 6, 30), "C.G.S. § 10-262u(c)(1)(B)", Status.ENACTED),
        (date(2016, 7, 1), "C.G.S. § 10-262u(c)(1)(C)", Status.UNVERIFIED),
    ],
)
def test_fy2017_moves_to_subparagraph_c_on_july_1_2016(
    on: date, provision: str, status: Status
) -> None:
    rule = portion_rule(FiscalYear(2017), on, round_name=RoundName.FY2013, first_time=True)
    assert (rule.citation.provision, rule.status) == (provision, status)


def test_the_fy2017_citation_says_that_its_operands_are_unverified() -> None:
    rule = portion_rule(FiscalYear(2017), TODAY, round_name=RoundName.FY2013, first_time=True)
    assert str(rule.citation) == (
        "C.G.S. § 10-262u(c)(1)(C), operands unverified, P.A. 16-3 § 126 (May Sp. Sess. 2016)"
    )


@pytest.mark.parametrize(
    ("entitlement", "portion", "wrong"),
    [
        # 10,539,456.00 - 10,000,000.00; there is no other answer in the first year.
        pytest.param("10539456.00", "539456.00", "0.00", id="WE-01 FY2013"),
        # 10,904,066.00 - 10,000,000.00; year on year would be 364,610.00.
        pytest.param("10904066.00", "904066.00", "364610.00", id="WE-02 FY2014"),
        # 11,180,676.00 - 10,000,000.00; year on year would be 276,610.00.
        pytest.param("11180676.00", "1180676.00", "276610.00", id="WE-02 FY2015"),
    ],
)
def test_the_portion_is_the_increase_over_fy2012(
    entitlement: str, portion: str, wrong: str
) -> None:
    computed = portion_of(Money.parse(entitlement), ZERO, FY2012_BASELINE)
    assert computed == Money.parse(portion)
    assert computed != Money.parse(wrong)


def test_we_03_reading_a_takes_the_aid_reduction_from_the_fy2017_increase() -> None:
    # 12,300,000.00 - 10,000,000.00 - 200,000.00
    assert fy2017_reading_a(
        fy2017_entitlement=Money.parse("12300000.00"),
        fy2012_entitlement=FY2012_BASELINE,
        aid_reduction=Money.parse("200000.00"),
    ) == Money.parse("2100000.00")


def test_we_03_reading_b_takes_it_from_the_fy2016_increase_and_equals_the_plain_rule() -> None:
    # 12,500,000.00 - 10,000,000.00 - 200,000.00 = 12,300,000.00 - 10,000,000.00
    reading_b = fy2017_reading_b(
        fy2016_entitlement=Money.parse("12500000.00"),
        fy2012_entitlement=FY2012_BASELINE,
        aid_reduction=Money.parse("200000.00"),
    )
    assert reading_b == Money.parse("2300000.00")
    assert reading_b == portion_of(Money.parse("12300000.00"), ZERO, FY2012_BASELINE)


def test_we_03_both_readings_agree_where_there_is_no_aid_reduction() -> None:
    grant = Money.parse("12300000.00")
    reading_a = fy2017_reading_a(
        fy2017_entitlement=grant, fy2012_entitlement=FY2012_BASELINE, aid_reduction=ZERO
    )
    reading_b = fy2017_reading_b(
        fy2016_entitlement=grant, fy2012_entitlement=FY2012_BASELINE, aid_reduction=ZERO
    )
    assert reading_a == reading_b == Money.parse("2300000.00")


def test_neither_reading_goes_below_zero() -> None:
    everything = Money.parse("99000000.00")
    assert not fy2017_reading_a(
        fy2017_entitlement=FY2012_BASELINE,
        fy2012_entitlement=FY2012_BASELINE,
        aid_reduction=everything,
    )
    assert not fy2017_reading_b(
        fy2016_entitlement=FY2012_BASELINE,
        fy2012_entitlement=FY2012_BASELINE,
        aid_reduction=everything,
    )


def test_we_05_a_grant_below_its_baseline_has_no_portion() -> None:
    # 25,040,045.00 - 25,400,000.00 = -359,955.00, so nothing is withheld.
    portion = portion_of(Money.parse("25040045.00"), ZERO, Money.parse("25400000.00"))
    assert portion == ZERO
    assert portion != Money.parse("-359955.00")


@pytest.mark.parametrize(
    ("year", "entitlement", "portion"),
    [
        pytest.param(2023, "29000000.00", "0.00", id="FY2023 flat"),
        pytest.param(2024, "29750000.00", "750000.00", id="FY2024"),
    ],
)
def test_we_06_a_district_first_designated_in_fy2023_is_measured_from_fy2022(
    year: int, entitlement: str, portion: str
) -> None:
    entitlements = {FiscalYear(2012): "28380144.00", FiscalYear(2022): "29000000.00"}
    rule = portion_rule(FiscalYear(year), TODAY, round_name=RoundName.FY2023, first_time=True)
    baseline = Money.parse(entitlements[rule.value.baseline_year])
    assert portion_of(Money.parse(entitlement), ZERO, baseline) == Money.parse(portion)


def test_we_07_the_fy2012_baseline_would_be_wrong_for_it() -> None:
    entitlements = {
        FiscalYear(2012): Money.parse("28380144.00"),
        FiscalYear(2022): Money.parse("29000000.00"),
    }
    rule = portion_rule(FiscalYear(2023), TODAY, round_name=RoundName.FY2023, first_time=True)
    portion = portion_of(Money.parse("29000000.00"), ZERO, entitlements[rule.value.baseline_year])
    assert portion == ZERO
    # 29,000,000.00 - 28,380,144.00
    assert portion != Money.parse("619856.00")


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2027])
def test_we_09_enacted_law_has_no_phase_down(year: int) -> None:
    rule = portion_rule(FiscalYear(year), TODAY, round_name=RoundName.FY2023, first_time=False)
    assert rule.value.baseline_year == FiscalYear(2012)
    # 11,180,676.00 - 10,000,000.00
    portion = portion_of(Money.parse("11180676.00"), ZERO, FY2012_BASELINE)
    assert portion == Money.parse("1180676.00")


def test_other_earmarks_are_taken_out_before_the_portion() -> None:
    # 11,180,676.00 - 80,676.00 - 10,000,000.00
    portion = portion_of(Money.parse("11180676.00"), Money.parse("80676.00"), FY2012_BASELINE)
    assert portion == Money.parse("1100000.00")


@pytest.mark.parametrize(
    ("year", "earmark", "status"),
    [
        (2013, Earmark.NONE, Status.ENACTED),
        (2023, Earmark.NONE, Status.ENACTED),
        (2024, Earmark.EDUCATION_DIVERSITY, Status.UNVERIFIED),
        (2025, Earmark.EDUCATION_DIVERSITY, Status.UNVERIFIED),
        (2026, Earmark.NONE, Status.ENACTED),
        (2027, Earmark.NONE, Status.ENACTED),
    ],
)
def test_the_education_diversity_amount_comes_out_first_in_two_years_only(
    year: int, earmark: Earmark, status: Status
) -> None:
    entry = EARMARKS.in_force(FiscalYear(year), TODAY)
    assert (entry.value, entry.status) == (earmark, status)


def test_the_education_diversity_citation_names_no_act_and_says_unverified() -> None:
    citation = EARMARKS.in_force(FiscalYear(2024), TODAY).citation
    assert citation.act is None
    assert "unverified" in str(citation)


@pytest.mark.parametrize(
    ("year", "on"),
    [
        pytest.param(2012, TODAY, id="before the program"),
        pytest.param(2028, TODAY, id="after the last round"),
        pytest.param(2024, date(2023, 6, 30), id="the day before FY2024"),
    ],
)
def test_outside_the_program_earmarks_are_a_gap(year: int, on: date) -> None:
    with pytest.raises(NoRuleInForceError):
        EARMARKS.in_force(FiscalYear(year), on)
