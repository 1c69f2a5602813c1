"""What a compliance check looks at, and the four answers it can give.

What this ledger does not hold is "not recorded here" and never a breach; a duty for which no day
is written or set is "no date set" while it is open. C.G.S. § 10-262u.
Not here: the checks (files beside this one), their list (`domain/compliance.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.coverage import CoverageKind
from domain.district import District
from domain.events import DistrictDesignated, EntitlementSet
from domain.figures import balance
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.plan_state import Plan
from domain.setting_events import (
    DeadlineSet,
    Duty,
    NewReformShareSet,
    PlanDueDateSet,
    VarianceAllowanceSet,
)
from domain.settings import Settings
from domain.state import EMPTY, DistrictYear
from domain.statute.rules import Rules
from domain.statute.s262u_b_designation import RoundName
from domain.statute.s262u_c1_portion import PortionRule
from domain.statute.schedule import Entry


class Answer(StrEnum):
    """What is known about a duty. Only `NOT_MET` is a finding."""

    MET = "met"
    NOT_MET = "not met"
    NOT_RECORDED = "not recorded here"
    NO_DATE = "no date set"


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What was set for the year: configuration with who set it, never law.

    Attributes:
        plan_due: by when plans are due; None where no date is set.
        new_reform_share: how much of a plan is to be for new reforms; None where nobody set one.
        deadlines: by when the other duties are due; only those for which somebody set a date.
        variance: how far a line of a report may be over; None where nobody set it.
    """

    plan_due: PlanDueDateSet | None = None
    new_reform_share: NewReformShareSet | None = None
    deadlines: Mapping[Duty, DeadlineSet] = field(default_factory=dict)
    variance: VarianceAllowanceSet | None = None


def configuration_of(settings: Settings, fiscal_year: FiscalYear) -> Configuration:
    """What the checks of a year need of the settings on record."""
    return Configuration(
        plan_due=settings.plan_due(fiscal_year),
        new_reform_share=settings.new_reform_share(fiscal_year),
        deadlines=settings.deadlines(fiscal_year),
        variance=settings.variance_allowance(fiscal_year),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A designated district-year as it is examined.

    Attributes:
        district, fiscal_year: whose.
        designation: the designation in force for the year.
        on: the day of the question: a year that is not over on it has open duties.
        state: the district-year.
        baseline: the entitlement now on record for the baseline year the portion was measured
            from, or None.
        law_baseline: the same of the year the law measures from, where that is another; or None.
        published: what the shipped published list gives as withheld, or None.
        rules: the law for the year on its law day.
        covered: the kinds of record whose absence says something, see `domain/coverage.py`.
        dated: the legal date of each record of the district-year, by version.
        configured: what was set for the year.
        plan_at_end: the plan version in force on June 30, amended until then, by which a report
            is measured; None where none is.
        earlier_rounds: rounds before this year's that have the district on record; only where its
            designation says that it is the first time.
        previous_year: the year whose final entitlement was taken over; only where it was.
        two_years_before: the year whose budget shortfall is forfeited in this one.
        next_year: the year this one's balance goes to.
    """

    district: District
    fiscal_year: FiscalYear
    designation: DistrictDesignated
    on: date
    state: DistrictYear
    baseline: EntitlementSet | None
    rules: Rules
    covered: frozenset[CoverageKind]
    dated: Mapping[int, date]
    configured: Configuration
    plan_at_end: tuple[int, Plan] | None = None
    earlier_rounds: frozenset[str] = frozenset()
    previous_year: DistrictYear = EMPTY
    two_years_before: DistrictYear = EMPTY
    next_year: DistrictYear = EMPTY
    law_baseline: EntitlementSet | None = None
    published: Money | None = None

    @property
    def year_over(self) -> bool:
        """Whether June 30 of the year has passed."""
        return self.on > self.fiscal_year.last_day

    @property
    def portion_rule(self) -> Entry[PortionRule]:
        """What the law measures the portion from, for a district of this designation."""
        return self.rules.portion(self.round_name, first_time=self.designation.first_time)

    @property
    def round_name(self) -> RoundName:
        """The round the district was designated in."""
        return RoundName(self.designation.round)

    def amount(self, name: str) -> Money:
        """A balance by name; zero while it is not yet known."""
        return balance(name, self.state)


def absent(case: Examined, kind: CoverageKind, what: str) -> tuple[Answer, str]:
    """The answer where a record of a kind is absent; `what` says which, in words."""
    if kind not in case.covered:
        return Answer.NOT_RECORDED, f"{what}; this ledger does not say that it holds {kind}."
    return Answer.NO_DATE, f"{what}; no day for it is written."
