"""The procedural clauses: payment, pass-through, plan, report, residency, by day."""

from datetime import date

import pytest

from domain.errors import NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.statute.s156gg_residency import RESIDENCY_PERCENT, residency_set_aside
from domain.statute.s262h_entitlement import ENTITLEMENT_BY_YEAR
from domain.statute.s262i_payment import INSTALLMENTS, USE_OF_AID
from domain.statute.s262u_c2_release import PASS_THROUGH, RELEASE
from domain.statute.s262u_d_plan import PLAN, STRATEGIES, StrategyKey

TODAY = date(2026, 11, 21)
FY2024 = FiscalYear(2024)


@pytest.mark.parametrize(
    ("on", "act"),
    [
        pytest.param(date(2012, 7, 1), "P.A. 12-2 § 22 (June 12 Sp. Sess. 2012)", id="2012"),
        pytest.param(date(2014, 6, 12), "P.A. 12-2 § 22 (June 12 Sp. Sess. 2012)", id="before all"),
        pytest.param(date(2014, 6, 13), "P.A. 14-217 § 114 (Reg. Sess. 2014)", id="2014"),
        pytest.param(date(2021, 6, 30), "P.A. 14-217 § 114 (Reg. Sess. 2014)", id="before 2021"),
        pytest.param(date(2021, 7, 1), "P.A. 21-2 § 379 (June Sp. Sess. 2021)", id="2021"),
        pytest.param(date(2023, 6, 30), "P.A. 21-2 § 379 (June Sp. Sess. 2021)", id="before 2023"),
        pytest.param(date(2023, 7, 1), "P.A. 23-208 § 3 (Reg. Sess. 2023)", id="2023"),
    ],
)
def test_the_conditions_of_payment_are_those_of_the_day(on: date, act: str) -> None:
    assert str(RELEASE.in_force(FY2024, on).citation.act) == act


def test_the_family_resource_center_condition_was_never_operative() -> None:
    enacted = [entry for entry in RELEASE.entries if "family resource" in entry.value]
    assert [str(entry.citation.act) for entry in enacted] == ["P.A. 23-167 § 4 (Reg. Sess. 2023)"]
    days = [date(2023, 6, 30), date(2023, 7, 1), date(2023, 7, 2), TODAY]
    assert not any("family resource" in RELEASE.in_force(FY2024, on).value for on in days)


def test_payment_to_the_district_itself_was_never_operative() -> None:
    assert "town" in RELEASE.in_force(FiscalYear(2013), date(2012, 7, 1)).value


@pytest.mark.parametrize(
    ("on", "says_all"), [(date(2014, 6, 12), False), (date(2014, 6, 13), True)]
)
def test_all_of_it_passes_through_since_june_13_2014(on: date, *, says_all: bool) -> None:
    assert ("pays all of" in PASS_THROUGH.in_force(FiscalYear(2014), on).value) is says_all


@pytest.mark.parametrize(
    ("on", "count", "last_of_the_list"),
    [
        (date(2012, 7, 1), 8, StrategyKey.COMMUNITY_SERVICES),
        (date(2013, 6, 30), 8, StrategyKey.COMMUNITY_SERVICES),
        (date(2013, 7, 1), 9, StrategyKey.EDUCATION_STANDARDS),
        (date(2015, 6, 30), 9, StrategyKey.EDUCATION_STANDARDS),
        (date(2015, 7, 1), 11, StrategyKey.MULTILINGUAL_SERVICES),
        (date(2017, 6, 30), 11, StrategyKey.MULTILINGUAL_SERVICES),
        (date(2017, 7, 1), 13, StrategyKey.LEADERSHIP_SUCCESSION),
        (date(2021, 6, 30), 13, StrategyKey.LEADERSHIP_SUCCESSION),
        (date(2021, 7, 1), 14, StrategyKey.FAFSA_COMPLETION),
        (date(2023, 7, 1), 14, StrategyKey.FAFSA_COMPLETION),
    ],
)
def test_the_further_category_is_always_the_last_number(
    on: date, count: int, last_of_the_list: StrategyKey
) -> None:
    listed = STRATEGIES.in_force(FY2024, on).value
    assert [strategy.number for strategy in listed] == list(range(1, count + 1))
    assert listed[-1].key is StrategyKey.FURTHER_CATEGORY
    assert listed[-2].key is last_of_the_list


def test_today_s_numbers_belong_to_these_keys() -> None:
    listed = STRATEGIES.in_force(FY2024, TODAY).value
    assert {strategy.number: strategy.key.value for strategy in listed} == {
        1: "tiered-intervention",
        2: "early-reading",
        3: "learning-time",
        4: "talent",
        5: "evaluation-training",
        6: "early-childhood",
        7: "community-services",
        8: "education-standards",
        9: "minority-recruitment",
        10: "multilingual-services",
        11: "responsibilities-agreement",
        12: "leadership-succession",
        13: "fafsa-completion",
        14: "further-category",
    }


def test_a_strategy_never_disappears_and_no_key_repeats() -> None:
    seen: set[StrategyKey] = set()
    for entry in STRATEGIES.entries:
        keys = [strategy.key for strategy in entry.value]
        assert len(keys) == len(set(keys))
        assert seen <= set(keys)
        seen = set(keys)
    assert seen == set(StrategyKey)


@pytest.mark.parametrize(
    ("on", "key", "words"),
    [
        (date(2013, 6, 30), StrategyKey.EARLY_READING, "kindergarten to grade three"),
        (date(2013, 7, 1), StrategyKey.EARLY_READING, "through the intensive reading program"),
        (date(2023, 6, 30), StrategyKey.MULTILINGUAL_SERVICES, "services in bilingual education"),
        (date(2023, 7, 1), StrategyKey.MULTILINGUAL_SERVICES, "multilingual learners"),
    ],
)
def test_a_strategy_keeps_its_key_when_it_is_reworded(
    on: date, key: StrategyKey, words: str
) -> None:
    found = {item.key: item.words for item in STRATEGIES.in_force(FY2024, on).value}
    assert found[key].endswith(words)


@pytest.mark.parametrize(("on", "annual"), [(date(2023, 6, 30), False), (date(2023, 7, 1), True)])
def test_the_plan_is_annual_since_july_1_2023(on: date, *, annual: bool) -> None:
    assert ("every year" in PLAN.in_force(FY2024, on).value) is annual


@pytest.mark.parametrize(
    ("amount", "installments"),
    [
        # 11,275,807.00 / 4 = 2,818,951.75; the rest is 5,637,903.50.
        pytest.param(
            "11275807.00", ("2818951.75", "2818951.75", "5637903.50"), id="WE-10 Norwalk FY2015"
        ),
        # 904,066.37 / 4 = 226,016.5925; the rest takes the residue.
        pytest.param(
            "904066.37", ("226016.59", "226016.59", "452033.19"), id="WE-10 fraction of a cent"
        ),
        # 0.02 / 4 = 0.005, half-up to 0.01; nothing is left for April.
        pytest.param("0.02", ("0.01", "0.01", "0.00"), id="two cents"),
        pytest.param("0.00", ("0.00", "0.00", "0.00"), id="nothing"),
    ],
)
def test_we_10_installments_add_up_and_the_balance_takes_the_residue(
    amount: str, installments: tuple[str, ...]
) -> None:
    plan = INSTALLMENTS.in_force(FiscalYear(2015), TODAY).value
    assert tuple(str(part) for part in plan.split(Money.parse(amount))) == installments


def test_installments_are_paid_in_october_january_and_april() -> None:
    entry = INSTALLMENTS.in_force(FiscalYear(2012), TODAY)
    assert entry.value.months == ("October", "January", "April")
    assert "March" in entry.note


def test_alliance_funds_are_under_the_rule_on_use() -> None:
    assert "Alliance funds" in USE_OF_AID.in_force(FY2024, TODAY).value
    assert "Alliance funds" not in USE_OF_AID.in_force(FiscalYear(2012), TODAY).value


def test_the_entitlement_of_an_alliance_town_in_fy2018_is_its_base_grant() -> None:
    assert "base grant" in ENTITLEMENT_BY_YEAR.in_force(FiscalYear(2018), TODAY).value


@pytest.mark.parametrize(
    ("fy2021", "set_aside"),
    [
        # 10 % of 1,120,000.00 - 1,000,000.00
        pytest.param("1120000.00", "12000.00", id="WE-20 increase"),
        pytest.param("1000000.00", "0.00", id="WE-20 flat"),
        pytest.param("900000.00", "0.00", id="WE-20 decrease"),
    ],
)
def test_we_20_a_tenth_of_the_increase_is_set_aside(fy2021: str, set_aside: str) -> None:
    percent = RESIDENCY_PERCENT.in_force(FiscalYear(2025), TODAY).value
    assert residency_set_aside(
        percent=percent,
        fy2020_alliance_funds=Money.parse("1000000.00"),
        fy2021_alliance_funds=Money.parse(fy2021),
    ) == Money.parse(set_aside)


@pytest.mark.parametrize("year", [2023, 2024, 2026])
def test_after_its_amendments_the_set_aside_is_for_fy2025_alone(year: int) -> None:
    with pytest.raises(NoRuleInForceError):
        RESIDENCY_PERCENT.in_force(FiscalYear(year), TODAY)
