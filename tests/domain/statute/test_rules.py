"""Rules for a fiscal year as of a day: clauses, revisions, and the gaps that raise."""

from datetime import date

import pytest

from domain.errors import NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.statute.rules import BEFORE_THE_PROGRAM, CLAUSES, Clause, rules_in_force
from domain.statute.s262u_b_designation import RoundName
from domain.statute.s262u_c1_portion import Earmark

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("on", "rule_set"),
    [
        (date(2012, 6, 30), BEFORE_THE_PROGRAM),
        (date(2012, 7, 1), "CT-262u/2012"),
        (date(2013, 6, 30), "CT-262u/2012"),
        (date(2013, 7, 1), "CT-262u/2013"),
        (date(2014, 6, 12), "CT-262u/2013"),
        (date(2014, 6, 13), "CT-262u/2014"),
        (date(2015, 7, 1), "CT-262u/2015"),
        (date(2016, 7, 1), "CT-262u/2016"),
        (date(2017, 7, 1), "CT-262u/2017a"),
        (date(2017, 10, 30), "CT-262u/2017a"),
        (date(2017, 10, 31), "CT-262u/2017b"),
        (date(2021, 7, 1), "CT-262u/2021"),
        (date(2022, 6, 30), "CT-262u/2021"),
        (date(2022, 7, 1), "CT-262u/2022"),
        (date(2023, 7, 1), "CT-262u/2023"),
        (TODAY, "CT-262u/2023"),
    ],
)
def test_the_rule_set_is_the_revision_of_the_day(on: date, rule_set: str) -> None:
    assert rules_in_force(FiscalYear(2023), on).rule_set == rule_set


@pytest.mark.parametrize(
    ("clause", "provision"),
    [
        (Clause.DEFINITION, "C.G.S. § 10-262u(a)"),
        (Clause.REFORM_DISTRICT, "C.G.S. § 10-262u(a)(4)"),
        (Clause.DESIGNATION, "C.G.S. § 10-262u(b)(3)"),
        (Clause.ENTITLEMENT, "C.G.S. § 10-262h"),
        (Clause.PORTION, "C.G.S. § 10-262u(c)(1)"),
        (Clause.WITHHOLDING, "C.G.S. § 10-262u(c)(1)"),
        (Clause.TRANSFER, "C.G.S. § 10-262u(c)(1)"),
        (Clause.RELEASE, "C.G.S. § 10-262u(c)(2)"),
        (Clause.PASS_THROUGH, "C.G.S. § 10-262u(c)(2)"),
        (Clause.PAYMENT, "C.G.S. § 10-262i(b)"),
        (Clause.USE_OF_AID, "C.G.S. § 10-262i(c)"),
        (Clause.PLAN, "C.G.S. § 10-262u(d)"),
        (Clause.PLAN_PUBLICATION, "C.G.S. § 10-262v"),
        (Clause.TUITION, "C.G.S. § 10-262u(d)(B)"),
        (Clause.GUIDELINES, "C.G.S. § 10-262u(e)"),
        (Clause.NONCOMPLIANCE, "C.G.S. § 10-262u(f)"),
        (Clause.RENEWAL, "C.G.S. § 10-262u(f)"),
        (Clause.REPORT, "C.G.S. § 10-262u(g)"),
        (Clause.DETERMINATION, "C.G.S. § 10-262u(g)"),
        (Clause.CARRY_FORWARD, "C.G.S. § 10-262u(h)"),
        (Clause.RESIDENCY, "C.G.S. § 10-156gg(c)(2)"),
        (Clause.RECORDS, "C.G.S. § 11-8b"),
    ],
)
def test_each_clause_has_its_citation_in_fy2025(clause: Clause, provision: str) -> None:
    assert rules_in_force(FiscalYear(2025), TODAY).clause(clause).provision == provision


def test_every_clause_has_a_schedule() -> None:
    assert set(CLAUSES) == set(Clause)


@pytest.mark.parametrize("year", [2000, 2012, 2013, 2028, 2099])
@pytest.mark.parametrize("clause", [Clause.ENTITLEMENT, Clause.PAYMENT, Clause.RECORDS])
def test_an_entitlement_is_not_confined_to_the_program(year: int, clause: Clause) -> None:
    assert rules_in_force(FiscalYear(year), date(2011, 7, 1)).clause(clause).act is not None


PROGRAM_CLAUSES = [
    Clause.RELEASE,
    Clause.PASS_THROUGH,
    Clause.PLAN,
    Clause.GUIDELINES,
    Clause.NONCOMPLIANCE,
    Clause.RENEWAL,
    Clause.REPORT,
    Clause.DETERMINATION,
    Clause.CARRY_FORWARD,
]


@pytest.mark.parametrize("clause", PROGRAM_CLAUSES)
def test_fy2027_can_close_into_fy2028_although_fy2028_has_no_portion(clause: Clause) -> None:
    rules = rules_in_force(FiscalYear(2028), TODAY)
    assert rules.clause(clause).provision.startswith("C.G.S. § 10-262u")
    with pytest.raises(NoRuleInForceError):
        rules.portion(RoundName.FY2023, first_time=False)


@pytest.mark.parametrize("clause", [*PROGRAM_CLAUSES, Clause.WITHHOLDING, Clause.DESIGNATION])
def test_fy2012_has_no_program(clause: Clause) -> None:
    with pytest.raises(NoRuleInForceError):
        rules_in_force(FiscalYear(2012), TODAY).clause(clause)


@pytest.mark.parametrize("clause", [*PROGRAM_CLAUSES, Clause.WITHHOLDING, Clause.DESIGNATION])
def test_a_clause_is_refused_the_day_before_it_took_effect(clause: Clause) -> None:
    year = FiscalYear(2013)
    with pytest.raises(NoRuleInForceError):
        rules_in_force(year, date(2012, 6, 30)).clause(clause)
    assert rules_in_force(year, date(2012, 7, 1)).clause(clause).act is not None


@pytest.mark.parametrize(
    "clause", [Clause.PORTION, Clause.WITHHOLDING, Clause.TRANSFER, Clause.DESIGNATION]
)
def test_fy2018_had_no_portion_to_withhold_before_october_31_2017(clause: Clause) -> None:
    year = FiscalYear(2018)
    with pytest.raises(NoRuleInForceError):
        rules_in_force(year, date(2017, 10, 30)).clause(clause)
    assert str(rules_in_force(year, date(2017, 10, 31)).clause(clause).act) == (
        "P.A. 17-2 § 224 (June Sp. Sess. 2017)"
    )


def test_rules_hand_on_to_the_schedules() -> None:
    rules = rules_in_force(FiscalYear(2024), TODAY)
    assert rules.round().value.name is RoundName.FY2023
    assert rules.portion(RoundName.FY2023, first_time=True).value.baseline_year == FiscalYear(2022)
    assert rules.earmark().value is Earmark.EDUCATION_DIVERSITY
    assert rules.installments().value.months == ("October", "January", "April")
    assert len(rules.strategies().value) == 14


def test_rules_can_be_had_for_a_year_without_any() -> None:
    assert rules_in_force(FiscalYear(2028), TODAY).year == FiscalYear(2028)
