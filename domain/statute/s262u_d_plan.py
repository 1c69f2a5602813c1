"""Application, improvement plan, and the strategies a plan may include. C.G.S. § 10-262u(d).

A strategy is kept by its stable key; its number changed five times, so a bare number names
nothing. Not here: payment (`s262u_c2_release.py`); any board's plan (events). That a plan must be
approved before money moves is practice within the Commissioner's discretion, not a clause.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.authority import Act, Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import (
    JULY_1_2012,
    JULY_1_2013,
    JULY_1_2015,
    JULY_1_2017,
    JULY_1_2021,
    JULY_1_2023,
    JUNE_13_2014,
    PA_12_116,
    PA_13_247,
    PA_14_217,
    PA_15_5_JUNE,
    PA_17_215,
    PA_21_199,
    PA_23_167,
    PA_23_167_PUBLICATION,
)
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-262u(d)"

PLAN: Final[Schedule[str]] = Schedule(
    name="plan",
    title="the board's application and improvement plan",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="A board of a designated town may apply, as the Commissioner prescribes, with "
            "objectives, performance targets and a plan made with key stakeholders; the "
            "Commissioner may require changes before approving.",
            shown="objectives, targets, plan; changes may be required",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
            note="No date for the application is written. The increase over the prior fiscal year "
            "named here does not control the amount; (c)(1) does.",
        ),
        Entry(
            value="As before, developed in part on strategic use of student academic performance "
            "data.",
            shown="objectives, targets, plan; use of performance data",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2017,
            citation=Citation(_PROVISION, PA_17_215),
            status=Status.ENACTED,
        ),
        Entry(
            value="As before; the improvement plan is submitted to the Department every year.",
            shown="objectives, targets, improvement plan, annually",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2023,
            citation=Citation(_PROVISION, PA_23_167),
            status=Status.ENACTED,
        ),
    ),
)

TUITION: Final[Schedule[str]] = Schedule(
    name="plan-tuition",
    title="interdistrict magnet tuition within a plan",
    provision="C.G.S. § 10-262u(d)(B)",
    unit="words",
    entries=(
        Entry(
            value="The Commissioner may let a board use part of the funds for interdistrict magnet "
            "school tuition, as part of its plan.",
            shown="tuition may be permitted",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JUNE_13_2014,
            citation=Citation("C.G.S. § 10-262u(d)(B)", PA_14_217),
            status=Status.ENACTED,
        ),
    ),
)

PLAN_PUBLICATION: Final[Schedule[str]] = Schedule(
    name="plan-publication",
    title="publication of improvement plans",
    provision="C.G.S. § 10-262v",
    unit="words",
    entries=(
        Entry(
            value="The Department publishes each improvement plan on its website.",
            shown="each plan on the website",
            first_year=FiscalYear(2024),
            last_year=None,
            effective=JULY_1_2023,
            citation=Citation("C.G.S. § 10-262v", PA_23_167_PUBLICATION),
            status=Status.ENACTED,
        ),
    ),
)


class StrategyKey(StrEnum):
    """The strategies a plan may include, by keys that outlive every renumbering."""

    TIERED_INTERVENTION = "tiered-intervention"
    EARLY_READING = "early-reading"
    LEARNING_TIME = "learning-time"
    TALENT = "talent"
    EVALUATION_TRAINING = "evaluation-training"
    EARLY_CHILDHOOD = "early-childhood"
    COMMUNITY_SERVICES = "community-services"
    EDUCATION_STANDARDS = "education-standards"
    MINORITY_RECRUITMENT = "minority-recruitment"
    MULTILINGUAL_SERVICES = "multilingual-services"
    RESPONSIBILITIES_AGREEMENT = "responsibilities-agreement"
    LEADERSHIP_SUCCESSION = "leadership-succession"
    FAFSA_COMPLETION = "fafsa-completion"
    FURTHER_CATEGORY = "further-category"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """One item of the list, in one revision.

    Attributes:
        key: the stable key.
        number: its number in this revision; the further category is always last.
        words: what it is, in ours.
    """

    key: StrategyKey
    number: int
    words: str


_2012: Final = (
    (StrategyKey.TIERED_INTERVENTION, "tiered system of interventions by school need"),
    (StrategyKey.EARLY_READING, "foundational reading in kindergarten to grade three"),
    (StrategyKey.LEARNING_TIME, "additional learning time"),
    (StrategyKey.TALENT, "talent strategy: recruit, assign, career ladder, retain, promote"),
    (StrategyKey.EVALUATION_TRAINING, "training on new evaluation models"),
    (StrategyKey.EARLY_CHILDHOOD, "coordination with early childhood providers and Head Start"),
    (StrategyKey.COMMUNITY_SERVICES, "coordination with government and community programs"),
)
_INTENSIVE_READING: Final = (
    StrategyKey.EARLY_READING,
    "foundational reading in kindergarten to grade three through the intensive reading program",
)
_2013: Final = (
    _2012[0],
    _INTENSIVE_READING,
    *_2012[2:],
    (StrategyKey.EDUCATION_STANDARDS, "state-wide education standards"),
)
_2015: Final = (
    *_2013,
    (StrategyKey.MINORITY_RECRUITMENT, "minority teacher and administrator recruitment"),
    (StrategyKey.MULTILINGUAL_SERVICES, "services in bilingual education"),
)
_2017: Final = (
    *_2015,
    (StrategyKey.RESPONSIBILITIES_AGREEMENT, "model school district responsibilities agreement"),
    (StrategyKey.LEADERSHIP_SUCCESSION, "leadership succession plans"),
)
_2021: Final = (
    *_2017,
    (StrategyKey.FAFSA_COMPLETION, "policy to improve completion of student aid applications"),
)
_2023: Final = tuple(
    (key, "services for multilingual learners")
    if key is StrategyKey.MULTILINGUAL_SERVICES
    else (key, words)
    for key, words in _2021
)


def _revision(
    listed: tuple[tuple[StrategyKey, str], ...], effective: date, act: Act, note: str
) -> Entry[tuple[Strategy, ...]]:
    """One revision of the list, numbered, with the Commissioner's further category as the last."""
    last = (StrategyKey.FURTHER_CATEGORY, "any further category or goal set by the Commissioner")
    strategies = tuple(
        Strategy(key=key, number=number, words=words)
        for number, (key, words) in enumerate((*listed, last), start=1)
    )
    return Entry(
        value=strategies,
        shown=f"{len(strategies)} strategies",
        first_year=FiscalYear(2013),
        last_year=None,
        effective=effective,
        citation=Citation(_PROVISION, act),
        status=Status.ENACTED,
        note=note,
    )


STRATEGIES: Final[Schedule[tuple[Strategy, ...]]] = Schedule(
    name="strategies",
    title="strategies an improvement plan may include",
    provision=_PROVISION,
    unit="numbered list, not exhaustive",
    entries=(
        _revision(_2012, JULY_1_2012, PA_12_116, ""),
        _revision(
            _2013,
            JULY_1_2013,
            PA_13_247,
            "Adds standards. P.A. 13-245 § 18 (Reg. Sess. 2013) reworded early reading.",
        ),
        _revision(
            _2015,
            JULY_1_2015,
            PA_15_5_JUNE,
            "P.A. 15-108 § 8 (Reg. Sess. 2015) added minority recruitment and made the last item "
            "10; this act, of the same day, added bilingual services and made it 11.",
        ),
        _revision(_2017, JULY_1_2017, PA_17_215, "Adds the agreement and succession plans."),
        _revision(_2021, JULY_1_2021, PA_21_199, "Adds student aid applications."),
        _revision(
            _2023,
            JULY_1_2023,
            PA_23_167,
            "P.A. 23-150 § 33 reworded multilingual services and P.A. 23-159 § 26 the talent "
            "strategy (both Reg. Sess. 2023); the numbers stayed.",
        ),
    ),
)
