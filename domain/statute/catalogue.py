"""The whole statute as this ledger encodes it, in the order of the sections, for lists.

Not here: lookups (`rules.py`); how a list is laid out (`cli/`).
"""

from domain.statute.proposed import PROPOSED
from domain.statute.records import RECORDS
from domain.statute.rules import RULE_SETS
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
)
from domain.statute.s156gg_residency import RESIDENCY_CARRY, RESIDENCY_PERCENT
from domain.statute.s223e_index import INDEX
from domain.statute.s227_annual_return import ANNUAL_RETURN
from domain.statute.s262h_entitlement import ENTITLEMENT, ENTITLEMENT_BY_YEAR
from domain.statute.s262i_minimum_budget import (
    BUDGET_FORFEITURE,
    BUDGET_REDUCTIONS,
    MINIMUM_BUDGET,
)
from domain.statute.s262i_payment import INSTALLMENTS, USE_OF_AID
from domain.statute.s262u_a_definitions import ALLIANCE_DISTRICT, EDUCATIONAL_REFORM_DISTRICT
from domain.statute.s262u_b_designation import ROUNDS
from domain.statute.s262u_b_identification import AGENCY_METHOD
from domain.statute.s262u_c1_portion import (
    EARMARKS,
    PORTION_FIRST_DESIGNATED_FY2023,
    PORTION_FY2013_ROUND,
    PORTION_FY2018_ROUND,
    PORTION_FY2023_ROUND,
    WITHHOLDING,
)
from domain.statute.s262u_c2_release import PASS_THROUGH, RELEASE
from domain.statute.s262u_d_plan import PLAN, PLAN_PUBLICATION, STRATEGIES, TUITION
from domain.statute.s262u_e_guidelines import GUIDELINES
from domain.statute.s262u_f_noncompliance import NONCOMPLIANCE, RENEWAL
from domain.statute.s262u_g_report import DETERMINATION, REPORT
from domain.statute.s262u_h_carry_forward import CARRY_FORWARD
from domain.statute.s262w_program_report import PROGRAM_REPORT
from domain.statute.s263_adjustment import GRANT_ADJUSTMENT
from domain.statute.schedule import Schedule


def all_schedules() -> tuple[Schedule[object], ...]:
    """Every schedule, § 10-262u first, the proposals last and marked as such."""
    return (
        RULE_SETS,
        ALLIANCE_DISTRICT,
        EDUCATIONAL_REFORM_DISTRICT,
        ROUNDS,
        AGENCY_METHOD,
        PORTION_FY2013_ROUND,
        PORTION_FY2018_ROUND,
        PORTION_FY2023_ROUND,
        PORTION_FIRST_DESIGNATED_FY2023,
        EARMARKS,
        WITHHOLDING,
        RELEASE,
        PASS_THROUGH,
        PLAN,
        TUITION,
        PLAN_PUBLICATION,
        STRATEGIES,
        GUIDELINES,
        NONCOMPLIANCE,
        RENEWAL,
        REPORT,
        DETERMINATION,
        CARRY_FORWARD,
        PROGRAM_REPORT,
        INDEX,
        ANNUAL_RETURN,
        ENTITLEMENT,
        ENTITLEMENT_BY_YEAR,
        INSTALLMENTS,
        USE_OF_AID,
        MINIMUM_BUDGET,
        BUDGET_FORFEITURE,
        BUDGET_REDUCTIONS,
        GRANT_ADJUSTMENT,
        RESIDENCY_PERCENT,
        RESIDENCY_CARRY,
        AUDIT_THRESHOLD,
        AUDIT_FILING,
        QUESTIONED_COSTS,
        CONTESTED_CASE,
        FINAL_DECISION,
        SERVICE,
        RECONSIDERATION,
        CHANGED_CONDITIONS,
        APPEAL,
        UNCOLLECTIBLE,
        COMPROMISE,
        RECORDS,
        PROPOSED,
    )
