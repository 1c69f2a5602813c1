"""What a decision sees besides the state: the law of the day, the people, the other streams.

Not here: any rule. The application gathers a `Case`; tests write it as a literal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.authority import Citation, Office, Policy
from domain.decisions.refusals import (
    AmountNotPositiveError,
    NotDesignatedError,
    WordsMissingError,
    YearClosedError,
)
from domain.district import District
from domain.events import DistrictYearEvent
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.state import EMPTY, DistrictYear
from domain.statute.rules import Clause, Rules
from domain.words import typed


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementOnRecord:
    """An entitlement of another year of the same town, and where its record stands."""

    amount: Money
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRecord:
    """A record that a correction names.

    Attributes:
        version: its version in the district-year.
        effective_on: its legal date.
        corrected_at: the position of the last of the corrections that followed on it, which is
            the one to correct next; None where there is none.
    """

    version: int
    effective_on: date
    corrected_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOnRecord:
    """A district-year whose events may have to be corrected, and where their records stand.

    Attributes:
        fiscal_year: the year.
        state: the district-year as it is.
        places, days: position and legal date of each record, by version.
    """

    fiscal_year: FiscalYear
    state: DistrictYear
    places: Mapping[int, int]
    days: Mapping[int, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The circumstances of one decision.

    Attributes:
        district: the town.
        fiscal_year: the year of the money.
        effective_on: the legal date of the act.
        actor: who asks.
        policy: what this ledger asks of people.
        rules: the law in force for that year on that date.
        baselines: entitlements of possible baseline years, where on record.
        next_year, previous_year: the states of the years around it; only a closing, an opening
            statement, and what counts in another year look at them.
        two_years_before, two_years_after: the states of those years; only a budget forfeiture and
            an offset look at the one, a waiver and the correction of what counts there at the
            other.
        earlier_rounds: rounds before this year's that designated the district on record; only a
            designation looks at them.
        named: for a correction and for findings of fact, the records of this district-year they
            name, by position.
        residency_funds: Alliance funds of FY2020 and FY2021; None unless both are on record; only
            a residency set-aside looks at them.
        ground_on: the latest legal date of the records that a step rests on, as they stand; None
            where it rests on none (`grounds_of`).
        reported_on: the day on which the report that stands was last said to be of the whole year:
            recorded, amended or certified; None where none was; only a closing looks at it.
        chain: this year, and where it is closed the years its balance went on to, in order; only
            what changes the past looks at them.
        claim_year: the state of the year a determination is about; only a reduction looks at it.
        year_end: this year as it was on its last day, by legal dates, as it is known now; only
            findings and determinations look at it, which are measured by the plan of that day, and
            an exemption from an audit, by what was paid by then.
    """

    district: District
    fiscal_year: FiscalYear
    effective_on: date
    actor: str
    policy: Policy
    rules: Rules
    baselines: Mapping[FiscalYear, EntitlementOnRecord]
    next_year: DistrictYear
    previous_year: DistrictYear
    named: Mapping[int, NamedRecord]
    earlier_rounds: frozenset[str] = frozenset()
    residency_funds: tuple[Money, Money] | None = None
    ground_on: date | None = None
    reported_on: date | None = None
    chain: tuple[YearOnRecord, ...] = ()
    two_years_before: DistrictYear = EMPTY
    two_years_after: DistrictYear = EMPTY
    claim_year: DistrictYear = EMPTY
    year_end: DistrictYear = EMPTY

    def cite(self, clause: Clause) -> Citation:
        """The clause as in force for this case. Raises NoRuleInForceError where it is not."""
        return self.rules.clause(clause)

    @property
    def name(self) -> str:
        """As people write the district-year: "Hartford FY2023"."""
        return f"{self.district.name} {self.fiscal_year}"

    @property
    def place(self) -> str:
        """As it is typed after a verb: "Hartford --fiscal-year FY2023"."""
        return f"{typed(self.district.name)} --fiscal-year {self.fiscal_year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An event decided upon, with its authority.

    Attributes:
        fiscal_year: the district-year it belongs to; only a closing reaches into the next.
        event: the event.
        office: whose act it is.
        citation: what empowers that office.
        effective_on: the legal date.
    """

    fiscal_year: FiscalYear
    event: DistrictYearEvent
    office: Office
    citation: Citation
    effective_on: date


def decided(
    case: Case,
    event: DistrictYearEvent,
    office: Office,
    clause: Clause,
    *,
    effective_on: date | None = None,
) -> tuple[Decided, ...]:
    """The one event of an ordinary decision, of the case's own year and, unless told, its date."""
    return (
        Decided(
            fiscal_year=case.fiscal_year,
            event=event,
            office=office,
            citation=case.cite(clause),
            effective_on=effective_on or case.effective_on,
        ),
    )


def require_open(state: DistrictYear, case: Case) -> None:
    """Raises YearClosedError after the year's closing."""
    if state.closed is not None:
        raise YearClosedError(
            f"{case.name} is closed: {state.closed.carry_out.display} went to "
            f"FY{state.closed.next_fiscal_year}.",
            citation=case.cite(Clause.CARRY_FORWARD),
            details={"carry_out": str(state.closed.carry_out)},
            next_step="Record it in the year that is open. What was recorded wrong in a closed "
            "year is corrected there (alliance correct), and the years after it are restated.",
        )


def require_designated(state: DistrictYear, case: Case) -> None:
    """Raises NotDesignatedError unless a designation is in force for the year."""
    if not state.designated:
        raise NotDesignatedError(
            f"{case.name} is not designated as an Alliance District.",
            citation=case.cite(Clause.DESIGNATION),
            details={"district": case.district.name, "fiscal_year": str(case.fiscal_year.ends_in)},
            next_step="Record the designation first (alliance import designations FILE), or check "
            "the district and the year.",
        )


def require_words(text: str, what: str, case: Case) -> None:
    """Raises WordsMissingError for a blank name, reason or document."""
    if not text.strip():
        raise WordsMissingError(
            f"{case.name}: {what} is blank.",
            citation=case.cite(Clause.RECORDS),
            details={"missing": what},
            next_step="Say it in words that can be found and judged years later.",
        )


def at_most(act: str, most: Money, otherwise: str) -> str:
    """The next step where an amount is too much: how much would do; else what to do instead."""
    return f"{act} at most {most.display}." if most > ZERO else otherwise


def require_positive(amount: Money, what: str, case: Case, clause: Clause) -> None:
    """Raises AmountNotPositiveError unless the amount is more than zero."""
    if amount.cents <= 0:
        raise _not_positive(amount, f"{what} has to be more than zero", case, clause)


def require_not_negative(amount: Money, what: str, case: Case, clause: Clause) -> None:
    """Raises AmountNotPositiveError for an amount below zero."""
    if amount.cents < 0:
        raise _not_positive(amount, f"{what} cannot be below zero", case, clause)


def _not_positive(amount: Money, rule: str, case: Case, clause: Clause) -> AmountNotPositiveError:
    return AmountNotPositiveError(
        f"{case.name}: {rule}, and {amount.display} was given.",
        citation=case.cite(clause),
        details={"amount": str(amount)},
        next_step="A wrong entry is mended with alliance correct, not with a negative amount.",
    )
