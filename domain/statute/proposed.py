"""Bills that would have changed the program: for what-if replays only, never in force.

    proposed/HB5038-2022   three districts graduate; their portion is phased out 100/75/50/25/0
    proposed/SB783-2025    20 % less each year for a town that stops being an alliance district
    proposed/SB1458-2025   fifteen Opportunity districts, legacy districts, baseline FY2012

None of these was found as a public act. What was not read on a bill is said in its operands.
Not here: what a bill is made of (`bill.py`), what it would come to (`domain/whatif.py`).
"""

from datetime import date
from typing import Final

from domain.authority import Citation, Status
from domain.errors import NotFoundError
from domain.fiscal_year import FiscalYear
from domain.statute.acts import HB_5038, JULY_1_2022, SB_783, SB_1458
from domain.statute.bill import Change, PhaseDown, ProposedRuleSet
from domain.statute.schedule import Entry, Schedule

_JULY_1_2025: Final = date(2025, 7, 1)
_FY2012: Final = FiscalYear(2012)
_FY2022: Final = FiscalYear(2022)
_FY2023: Final = FiscalYear(2023)
_FY2026: Final = FiscalYear(2026)
_FY2027: Final = FiscalYear(2027)

HB5038_2022: Final = ProposedRuleSet(
    key="proposed/HB5038-2022",
    citation=Citation("H.B. 5038 (2022)", HB_5038, note="proposed, not enacted"),
    summary="Groton, Norwalk and Winchester become graduated alliance districts; the FY2022 amount "
    "is withheld at 100, 75, 50, 25 and 0 percent over FY2023 to FY2027.",
    phase_down=PhaseDown(
        frozen_year=_FY2022,
        first_year=_FY2023,
        percents=(100, 75, 50, 25, 0),
        districts=(59, 103, 162),
    ),
    baseline_year=_FY2012,
    count=33,
    first_year=_FY2023,
    last_year=_FY2027,
    changes=(
        Change(
            schedule="alliance-district",
            title="who is an alliance district",
            shown="among the 33 lowest; one designated before and no longer among them graduates",
            first_year=_FY2023,
            last_year=_FY2027,
        ),
        Change(
            schedule="designation-round",
            title="designation rounds",
            shown="33 districts; Groton, Norwalk and Winchester graduate",
            first_year=_FY2023,
            last_year=_FY2027,
        ),
        Change(
            schedule="portion-baseline-first-designated-fy2023",
            title="the baseline of the Alliance portion, first designated in the round of FY2023",
            shown="FY2012 entitlement",
            first_year=_FY2023,
            last_year=_FY2027,
            note="Not read on the bill: the 2022 brief measures every alliance district so.",
        ),
        Change(
            schedule="graduated-phase-down",
            title="the portion of a graduated alliance district",
            shown="100, 75, 50, 25, 0 percent of the amount withheld in FY2022",
            first_year=_FY2023,
            last_year=_FY2027,
        ),
        Change(
            schedule="minimum-budget-requirement",
            title="the minimum budget requirement of a graduated alliance district",
            shown="may not be reduced",
            first_year=_FY2023,
            last_year=_FY2027,
            note="The law's own rule, § 10-262j, is not encoded here.",
        ),
    ),
    operands=(
        (
            "Every continuing district is measured from its FY2012 entitlement, also one first "
            "designated for FY2023: not read on the bill, but in the 2022 brief."
        ),
        (
            "The districts of FY2023 are those designated for it on record, less the graduated "
            "ones: the bill's own ranking was not read on the bill."
        ),
        (
            "A graduated district's measure is what was withheld from it in FY2022 on this record; "
            "100, 75, 50, 25 and 0 percent of it in FY2023 to FY2027, half-up to the cent."
        ),
        "Entitlements and earmarks stay as they are on record.",
    ),
)

SB783_2025: Final = ProposedRuleSet(
    key="proposed/SB783-2025",
    citation=Citation("S.B. 783 (2025)", SB_783, note="proposed, not enacted"),
    summary="An overfunded town that stops being an alliance district loses 20 percent of the "
    "amount each year; read as linear, a declining balance is another reading.",
    phase_down=PhaseDown(
        frozen_year=None, first_year=None, percents=(80, 60, 40, 20, 0), districts=()
    ),
    baseline_year=None,
    count=None,
    first_year=_FY2026,
    last_year=None,
    changes=(
        Change(
            schedule="departing-phase-down",
            title="the amount of an overfunded town that stops being an alliance district",
            shown="80, 60, 40, 20, 0 percent of the amount (linear reading)",
            first_year=_FY2026,
            last_year=None,
            note="A declining balance is another reading: 80 percent of the year before, each "
            "year.",
        ),
    ),
    operands=(
        (
            "Twenty percent a year is read as linear: 80, 60, 40, 20 and 0 percent of the first "
            "amount; a declining balance (80 percent of the year before, each year) is another "
            "reading. Half-up to the cent. The words were not read on the bill."
        ),
        (
            "Which amount is reduced was not read on the bill: taken is the Alliance amount of the "
            "year before the town leaves, unless another is given with --leaves."
        ),
        "That a town is overfunded is not on record here: it is supposed of each town given.",
    ),
    needs=(
        (
            "which towns stop being alliance districts, and with which fiscal year: "
            "--leaves TOWN=FY2026, once for each town"
        ),
        (
            "the amount that is reduced, where it is not the Alliance amount of the year before: "
            "--leaves TOWN=FY2026=500000.00"
        ),
    ),
    not_computed=("Districts that stay: nothing that was read of the bill changes their amount.",),
)

SB1458_2025: Final = ProposedRuleSet(
    key="proposed/SB1458-2025",
    citation=Citation("S.B. 1458 (2025)", SB_1458, note="proposed, not enacted"),
    summary="Fifteen Opportunity districts instead of 36, legacy alliance districts designated up "
    "to June 30, 2025, and FY2012 as the baseline again.",
    phase_down=None,
    baseline_year=_FY2012,
    count=15,
    first_year=_FY2026,
    last_year=None,
    changes=(
        Change(
            schedule="alliance-district",
            title="who is an alliance district",
            shown="called an Opportunity district; legacy alliance districts beside it, designated "
            "up to June 30, 2025",
            first_year=_FY2026,
            last_year=None,
        ),
        Change(
            schedule="designation-round",
            title="designation rounds",
            shown="15 districts",
            first_year=_FY2026,
            last_year=None,
            note="Which fifteen takes a ranking that no record here has.",
        ),
        Change(
            schedule="portion-baseline-first-designated-fy2023",
            title="the baseline of the Alliance portion, first designated in the round of FY2023",
            shown="FY2012 entitlement",
            first_year=_FY2026,
            last_year=None,
        ),
    ),
    operands=(
        (
            "The baseline is the FY2012 entitlement for every district. The first fiscal year, "
            "FY2026, was not read on the bill."
        ),
        "Entitlements and earmarks stay as they are on record.",
    ),
    needs=(
        (
            "which 15 districts: the ranking is not on record. --districts names them, in a list "
            "or a file"
        ),
    ),
    not_computed=(
        "What a legacy alliance district would receive was not read on the bill.",
        "Without --districts every designated district is counted as if it stayed.",
    ),
    list_needed=True,
)

PROPOSED: Final[Schedule[ProposedRuleSet]] = Schedule(
    name="proposed",
    title="proposed rules, never in force",
    provision="C.G.S. § 10-262u",
    unit="rule set",
    entries=tuple(
        Entry(
            value=rule_set,
            shown=rule_set.key,
            first_year=rule_set.first_year,
            last_year=rule_set.last_year,
            effective=effective,
            citation=rule_set.citation,
            status=Status.PROPOSED,
            note=f"{rule_set.summary} The day is the one it might have taken effect, not read on "
            "the bill.",
        )
        for rule_set, effective in (
            (HB5038_2022, JULY_1_2022),
            (SB783_2025, _JULY_1_2025),
            (SB1458_2025, _JULY_1_2025),
        )
    ),
)


def proposed_rule_set(key: str) -> ProposedRuleSet:
    """The bill of that name, with or without the leading "proposed/".

    Raises NotFoundError for any other name, that of an enacted rule set included.
    """
    by_key = {entry.value.key: entry.value for entry in PROPOSED.entries}
    wanted = "proposed/" + key.removeprefix("proposed/")
    if wanted not in by_key:
        shown = ascii(key)[:60]
        raise NotFoundError(
            f"{shown} is not a proposed rule set.",
            details={"given": shown, "known": ", ".join(by_key)},
            next_step=f"Known: {', '.join(by_key)}.",
        )
    return by_key[wanted]
