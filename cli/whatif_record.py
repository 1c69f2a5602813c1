"""The real record as a what-if replay reads it: for each district-year what the bills ask for.

Not here: the replay (`domain/whatif.py`), the portion by law (`ledger/portions.py`).
C.G.S. § 10-262u(c)(1), § 10-262i(a).
"""

from dataclasses import replace
from functools import partial

from cli.account import district_years_of
from cli.wiring import law_day
from domain.figures import figure
from domain.money import ZERO, Money
from domain.state import DistrictYear
from domain.statute.rules import rules_in_force
from domain.unverified import unverified_of
from domain.whatif import RealRecord, YearOnRecord
from ledger.application import Cut, Ledger, fold_records
from ledger.made_up import figures_made_up
from ledger.portions import PortionByLaw, portions_by_law


def real_record(ledger: Ledger, cut: Cut) -> RealRecord:
    """Every district-year on record. Raises what reading the ledger raises."""
    records = district_years_of(ledger, cut)
    states = {key: fold_records(found) for key, found in records.items()}
    by_law = {
        (one.district, one.fiscal_year): one
        for one in portions_by_law(states, partial(law_day, cut=cut))
    }
    return {
        key: replace(
            _on_record(state, by_law.get(key)),
            synthetic=figures_made_up(ledger, records[key], cut),
            unverified=unverified_of(state, rules_in_force(key[1], law_day(key[1], cut))),
        )
        for key, state in states.items()
    }


def _on_record(state: DistrictYear, by_law: PortionByLaw | None) -> YearOnRecord:
    set_ = state.entitlement
    true_up = state.true_up.difference if state.true_up else ZERO
    return YearOnRecord(
        designated=state.designated,
        entitlement=set_.amount if set_ else None,
        funds_received=set_.amount + true_up if set_ else None,
        other_earmarks=by_law.other_earmarks if by_law else _published_earmark(state),
        portion=by_law.portion if by_law else None,
        withheld=figure("withheld_by_comptroller", state) if state.withheld else None,
    )


def _published_earmark(state: DistrictYear) -> Money | None:
    """What is taken out first of a town that is not designated: as published, else nothing."""
    if state.entitlement is None:
        return None
    return state.entitlement.education_diversity or ZERO
