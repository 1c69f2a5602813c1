"""Rules: everything the law says for one fiscal year, as it stood on one day.

Made for every command, so it holds two values and looks the rest up when asked. A year or a day
without rules can have `Rules`; only the question that meets the gap raises.
Not here: proposals (`proposed.py`), which have another type on purpose.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from domain.authority import Act, Citation, Status
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.statute.acts import (
    JULY_1_2012,
    JULY_1_2013,
    JULY_1_2015,
    JULY_1_2016,
    JULY_1_2017,
    JULY_1_2021,
    JULY_1_2022,
    JULY_1_2023,
    JUNE_13_2014,
    OCTOBER_31_2017,
    PA_12_116,
    PA_13_247,
    PA_14_217,
    PA_15_5_JUNE,
    PA_16_3_MAY,
    PA_17_2_JUNE,
    PA_17_215,
    PA_21_2_JUNE,
    PA_22_118,
    PA_23_208,
)
from domain.statute.records import RECORDS
from domain.statute.s3_7_claims import COMPROMISE, UNCOLLECTIBLE
from domain.statute.s4_231_single_audit import AUDIT_FILING, AUDIT_THRESHOLD
from domain.statute.s4_uapa import (
    APPEAL,
    CHANGED_CONDITIONS,
    CONTESTED_CASE,
    FINAL_DECISION,
    QUESTIONED_COSTS,
    RECONSIDERATION,
    SERVICE,
    ReconsiderationDays,
)
from domain.statute.s156gg_residency import RESIDENCY_CARRY, RESIDENCY_PERCENT
from domain.statute.s223e_index import INDEX
from domain.statute.s227_annual_return import ANNUAL_RETURN
from domain.statute.s262h_entitlement import ENTITLEMENT
from domain.statute.s262i_minimum_budget import BUDGET_FORFEITURE, MINIMUM_BUDGET
from domain.statute.s262i_payment import INSTALLMENTS, USE_OF_AID, InstallmentPlan
from domain.statute.s262u_a_definitions import ALLIANCE_DISTRICT, EDUCATIONAL_REFORM_DISTRICT
from domain.statute.s262u_b_designation import ROUNDS, Round, RoundName, round_of
from domain.statute.s262u_c1_portion import (
    EARMARKS,
    WITHHOLDING,
    Earmark,
    PortionRule,
    portion_rule,
)
from domain.statute.s262u_c2_release import PASS_THROUGH, RELEASE
from domain.statute.s262u_d_plan import PLAN, PLAN_PUBLICATION, STRATEGIES, TUITION, Strategy
from domain.statute.s262u_e_guidelines import GUIDELINES
from domain.statute.s262u_f_noncompliance import NONCOMPLIANCE, RENEWAL
from domain.statute.s262u_g_report import DETERMINATION, REPORT
from domain.statute.s262u_h_carry_forward import CARRY_FORWARD
from domain.statute.s262w_program_report import PROGRAM_REPORT
from domain.statute.s263_adjustment import GRANT_ADJUSTMENT
from domain.statute.schedule import Entry, Schedule

BEFORE_THE_PROGRAM: Final = "CT-262u/none"


class Clause(StrEnum):
    """The clauses that guards and events cite."""

    DEFINITION = "definition"
    REFORM_DISTRICT = "reform-district"
    DESIGNATION = "designation"
    ENTITLEMENT = "entitlement"
    PORTION = "portion"
    WITHHOLDING = "withholding"
    TRANSFER = "transfer"
    RELEASE = "release"
    PASS_THROUGH = "pass-through"  # noqa: S105 - the town's payment, not a password
    PAYMENT = "payment"
    USE_OF_AID = "use-of-aid"
    PLAN = "plan"
    PLAN_PUBLICATION = "plan-publication"
    TUITION = "tuition"
    GUIDELINES = "guidelines"
    NONCOMPLIANCE = "noncompliance"
    RENEWAL = "renewal"
    REPORT = "report"
    DETERMINATION = "determination"
    CARRY_FORWARD = "carry-forward"
    RESIDENCY = "residency"
    RESIDENCY_CARRY = "residency-carry"
    INDEX = "index"
    MINIMUM_BUDGET = "minimum-budget"
    BUDGET_FORFEITURE = "budget-forfeiture"
    GRANT_ADJUSTMENT = "grant-adjustment"
    ANNUAL_RETURN = "annual-return"
    SINGLE_AUDIT = "single-audit"
    AUDIT_FILING = "audit-filing"
    PROGRAM_REPORT = "program-report"
    RECORDS = "records"
    QUESTIONED_COSTS = "questioned-costs"
    CONTESTED_CASE = "contested-case"
    FINAL_DECISION = "final-decision"
    SERVICE = "service"
    RECONSIDERATION = "reconsideration"
    CHANGED_CONDITIONS = "changed-conditions"
    APPEAL = "appeal"
    UNCOLLECTIBLE = "uncollectible"
    COMPROMISE = "compromise"


CLAUSES: Final[Mapping[Clause, Schedule[object]]] = MappingProxyType(
    {
        Clause.DEFINITION: ALLIANCE_DISTRICT,
        Clause.REFORM_DISTRICT: EDUCATIONAL_REFORM_DISTRICT,
        Clause.DESIGNATION: ROUNDS,
        Clause.ENTITLEMENT: ENTITLEMENT,
        Clause.PORTION: WITHHOLDING,
        Clause.WITHHOLDING: WITHHOLDING,
        Clause.TRANSFER: WITHHOLDING,
        Clause.RELEASE: RELEASE,
        Clause.PASS_THROUGH: PASS_THROUGH,
        Clause.PAYMENT: INSTALLMENTS,
        Clause.USE_OF_AID: USE_OF_AID,
        Clause.PLAN: PLAN,
        Clause.PLAN_PUBLICATION: PLAN_PUBLICATION,
        Clause.TUITION: TUITION,
        Clause.GUIDELINES: GUIDELINES,
        Clause.NONCOMPLIANCE: NONCOMPLIANCE,
        Clause.RENEWAL: RENEWAL,
        Clause.REPORT: REPORT,
        Clause.DETERMINATION: DETERMINATION,
        Clause.CARRY_FORWARD: CARRY_FORWARD,
        Clause.RESIDENCY: RESIDENCY_PERCENT,
        Clause.RESIDENCY_CARRY: RESIDENCY_CARRY,
        Clause.INDEX: INDEX,
        Clause.MINIMUM_BUDGET: MINIMUM_BUDGET,
        Clause.BUDGET_FORFEITURE: BUDGET_FORFEITURE,
        Clause.GRANT_ADJUSTMENT: GRANT_ADJUSTMENT,
        Clause.ANNUAL_RETURN: ANNUAL_RETURN,
        Clause.SINGLE_AUDIT: AUDIT_THRESHOLD,
        Clause.AUDIT_FILING: AUDIT_FILING,
        Clause.PROGRAM_REPORT: PROGRAM_REPORT,
        Clause.RECORDS: RECORDS,
        Clause.QUESTIONED_COSTS: QUESTIONED_COSTS,
        Clause.CONTESTED_CASE: CONTESTED_CASE,
        Clause.FINAL_DECISION: FINAL_DECISION,
        Clause.SERVICE: SERVICE,
        Clause.RECONSIDERATION: RECONSIDERATION,
        Clause.CHANGED_CONDITIONS: CHANGED_CONDITIONS,
        Clause.APPEAL: APPEAL,
        Clause.UNCOLLECTIBLE: UNCOLLECTIBLE,
        Clause.COMPROMISE: COMPROMISE,
    }
)


def _revision(key: str, effective: date, act: Act, also: str) -> Entry[str]:
    """One revision of § 10-262u as a whole."""
    return Entry(
        value=key,
        shown=key,
        first_year=FiscalYear(2013),
        last_year=None,
        effective=effective,
        citation=Citation("C.G.S. § 10-262u", act),
        status=Status.ENACTED,
        note=also,
    )


RULE_SETS: Final[Schedule[str]] = Schedule(
    name="rule-set",
    title="revisions of § 10-262u",
    provision="C.G.S. § 10-262u",
    unit="key",
    entries=(
        _revision("CT-262u/2012", JULY_1_2012, PA_12_116, "with P.A. 12-2, June 12 Sp. Sess. 2012"),
        _revision("CT-262u/2013", JULY_1_2013, PA_13_247, "with P.A. 13-31 and 13-245"),
        _revision("CT-262u/2014", JUNE_13_2014, PA_14_217, ""),
        _revision("CT-262u/2015", JULY_1_2015, PA_15_5_JUNE, "with P.A. 15-108"),
        _revision("CT-262u/2016", JULY_1_2016, PA_16_3_MAY, ""),
        _revision("CT-262u/2017a", JULY_1_2017, PA_17_215, ""),
        _revision("CT-262u/2017b", OCTOBER_31_2017, PA_17_2_JUNE, ""),
        _revision("CT-262u/2021", JULY_1_2021, PA_21_2_JUNE, "with P.A. 21-199"),
        _revision("CT-262u/2022", JULY_1_2022, PA_22_118, ""),
        _revision(
            "CT-262u/2023",
            JULY_1_2023,
            PA_23_208,
            "with P.A. 23-150, 23-159 and 23-167. Acts of 2025 and later were not read.",
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The enacted law for a fiscal year, as of a day. Build it with `rules_in_force`.

    Attributes:
        year: the fiscal year the question is about.
        on: the legal date of the act: the day as of which the law is asked.
        rule_set: the revision of § 10-262u in force on that day, such as "CT-262u/2022".
    """

    year: FiscalYear
    on: date
    rule_set: str

    def clause(self, clause: Clause) -> Citation:
        """The citation of a clause, as in force for the year on the day.

        Raises NoRuleInForceError where the clause does not reach the year or came later.
        """
        return _citation(clause, self.year, self.on)

    def reaches(self, clause: Clause) -> bool:
        """Whether a clause is in force for the year on the day."""
        return CLAUSES[clause].reaches(self.year, self.on)

    def round(self) -> Entry[Round]:
        """The designation round of the year. Raises NoRuleInForceError where there is none."""
        return round_of(self.year, self.on)

    def portion(self, round_name: RoundName, *, first_time: bool) -> Entry[PortionRule]:
        """The portion rule for a district of that round; see `portion_rule`.

        Raises NoRuleInForceError where the year is outside the round's term, or the act came later.
        """
        return portion_rule(self.year, self.on, round_name=round_name, first_time=first_time)

    def earmark(self) -> Entry[Earmark]:
        """What is taken out before the portion. Raises NoRuleInForceError outside FY2013–FY2027."""
        return EARMARKS.in_force(self.year, self.on)

    def installments(self) -> Entry[InstallmentPlan]:
        """The installments of the ECS grant. Raises NoRuleInForceError before July 1, 1989."""
        return INSTALLMENTS.in_force(self.year, self.on)

    def strategies(self) -> Entry[tuple[Strategy, ...]]:
        """The strategy list of the day. Raises NoRuleInForceError before FY2013."""
        return STRATEGIES.in_force(self.year, self.on)

    def reconsideration(self) -> Entry[ReconsiderationDays]:
        """The days of reconsideration. Raises NoRuleInForceError before July 1, 1989."""
        return RECONSIDERATION.in_force(self.year, self.on)

    def appeal(self) -> Entry[int]:
        """The days of an appeal. Raises NoRuleInForceError before July 1, 1989."""
        return APPEAL.in_force(self.year, self.on)

    def uncollectible(self) -> Entry[Money]:
        """What the head of an agency may cancel. Raises NoRuleInForceError before July 1, 2022."""
        return UNCOLLECTIBLE.in_force(self.year, self.on)


@lru_cache(maxsize=4096)
def rules_in_force(year: FiscalYear, on: date) -> Rules:
    """The rules for a fiscal year as of a day; never raises, see the module.

    Before July 1, 2012 the section did not exist and the rule set is "CT-262u/none".
    """
    revisions = [entry for entry in RULE_SETS.entries if entry.stands_on(on)]
    key = revisions[-1].value if revisions else BEFORE_THE_PROGRAM
    return Rules(year=year, on=on, rule_set=key)


@lru_cache(maxsize=4096)
def _citation(clause: Clause, year: FiscalYear, on: date) -> Citation:
    return CLAUSES[clause].in_force(year, on).citation
