"""What a certification is held against: the record of the year, and the law on what is certified.

The portion by law is computed from the *certified* entitlement, with the baseline and the earmark
in force, so that the split of the paper is judged by its own whole.
Source: C.G.S. § 10-262u(c)(1), § 10-262i(b).
Not here: what differs (`certification.py`), the rules (`domain/statute/`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.district import District
from domain.events import EntitlementSet, Stage
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.state import EMPTY, DistrictYear
from ledger.certification_file import ALLIANCE, EARMARK, ENTITLEMENT, Certification
from ledger.misplaced import Amounts
from ledger.portions import LawDay, PortionByLaw, States, portions_by_law


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What this ledger holds about a town for a year; None where it holds nothing.

    Attributes:
        designated: whether a designation is in force; None where the year has none at all here.
        entitlement: the ECS entitlement on record.
        stage: how final that is.
        earmark: the education-diversity part on record.
        alliance: withheld where recorded, else the portion determined.
        withheld: whether `alliance` was withheld.
    """

    designated: bool | None
    entitlement: Money | None
    stage: Stage | None
    earmark: Money | None
    alliance: Money | None
    withheld: bool


Records = Mapping[District, OnRecord]


def records_of(
    certification: Certification, states: States, fiscal_year: FiscalYear
) -> dict[District, OnRecord]:
    """What is on record about each town of a certification, for a year."""
    of_year = {
        one.district: states.get((one.district, fiscal_year), EMPTY) for one in certification.towns
    }
    any_designated = any(state.designated for state in of_year.values())
    return {
        town: _record(state, designated=state.designated if any_designated else None)
        for town, state in of_year.items()
    }


def _record(state: DistrictYear, *, designated: bool | None) -> OnRecord:
    alliance = state.portion.portion if state.portion else None
    if state.withheld:
        alliance = figure("withheld_by_comptroller", state)
    entitlement = state.entitlement
    return OnRecord(
        designated=designated,
        entitlement=entitlement.amount if entitlement else None,
        stage=entitlement.stage if entitlement else None,
        earmark=entitlement.education_diversity if entitlement else None,
        alliance=alliance,
        withheld=state.withheld,
    )


def portions_certified(
    certification: Certification, states: States, law_day: LawDay
) -> dict[District, PortionByLaw]:
    """The portion of every designated town, as if what is certified were on record.

    An earmark that is not certified is taken from the record.
    Raises NoRuleInForceError where no round or rule governs the year on its law day.
    """
    year = certification.fiscal_year
    supposed = dict(states)
    for one in certification.towns:
        state = states.get((one.district, year), EMPTY)
        held = state.entitlement.education_diversity if state.entitlement else None
        supposed[one.district, year] = replace(
            state,
            entitlement=EntitlementSet(
                amount=one.entitlement,
                stage=None,
                reason=None,
                education_diversity=held if one.earmark is None else one.earmark,
                published_portion=one.alliance,
            ),
        )
    return {row.district: row for row in portions_by_law(supposed, law_day, year)}


def by_law(town: District, record: OnRecord, law: Mapping[District, PortionByLaw]) -> Money | None:
    """The portion of a town; zero without designation, where designations are on record."""
    if town in law:
        return law[town].portion
    return ZERO if record.designated is False else None


def known_figures(
    records: Records, before: Records, law: Mapping[District, PortionByLaw]
) -> dict[str, Amounts]:
    """Each town's own figure by column, as far as there is one, to tell whose an amount is.

    That of the year where on record; else the entitlement of the year before, the portion by law.
    """
    columns: dict[str, dict[District, Money]] = {ENTITLEMENT: {}, ALLIANCE: {}, EARMARK: {}}
    for town, record in records.items():
        own = {
            ENTITLEMENT: _first(record.entitlement, before[town].entitlement),
            ALLIANCE: _first(record.alliance, by_law(town, record, law)),
            EARMARK: record.earmark,
        }
        for column, amount in own.items():
            if amount is not None:
                columns[column][town] = amount
    return dict(columns)


def _first(*amounts: Money | None) -> Money | None:
    return next((amount for amount in amounts if amount is not None), None)


def year_it_fits_better(certification: Certification, states: States) -> FiscalYear | None:
    """The year before or after, where more of the certified ECS amounts are on record for it.

    None where the year asked for fits best, or has nothing on record. A calendar year typed for a
    fiscal year, in the file and in the question alike, shows here.
    """
    asked = certification.fiscal_year
    equal = dict.fromkeys((asked, asked.previous, asked.next), 0)
    held = 0
    for one in certification.towns:
        for year in equal:
            entitlement = states.get((one.district, year), EMPTY).entitlement
            held += entitlement is not None and year == asked
            equal[year] += entitlement is not None and entitlement.amount == one.entitlement
    best = max(equal, key=lambda year: equal[year])
    return best if held and best != asked else None
