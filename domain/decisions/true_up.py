"""Decision under § 10-262i(a): last year's final entitlement against its preliminary one.

The difference belongs to the funds received in this year, from which the portion is measured.
Not here: the portion itself (`portion.py`).
"""

from domain.authority import Office
from domain.commands import TrueUpEntitlement
from domain.decisions.case import Case, Decided, decided, require_open
from domain.decisions.payment_refusals import TrueUpMissingError
from domain.events import EntitlementTruedUp
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.trued_up import stages_of
from domain.words import typed


def true_up_entitlement(
    command: TrueUpEntitlement, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Take over the difference between last year's final and first preliminary entitlement.

    The same difference again decides nothing; a portion already determined stays as it is.
    Raises YearClosedError, TrueUpMissingError. Source: C.G.S. § 10-262i(a).
    """
    del command  # it has no fields: everything comes from the record of the year before
    require_open(state, case)
    preliminary, final = stages_of(case.previous_year)
    before = case.fiscal_year.previous
    if preliminary is None or final is None:
        raise TrueUpMissingError(
            f"{case.district.name} {before} has no "
            + " and no ".join(
                name
                for name, found in (("preliminary", preliminary), ("final", final))
                if found is None
            )
            + " entitlement on record, so there is nothing to take over.",
            citation=case.cite(Clause.ENTITLEMENT),
            details={"previous_fiscal_year": str(before)},
            next_step="Record it with its stage: alliance entitlement set "
            f"{typed(case.district.name)} --fiscal-year {before} --amount AMOUNT --stage STAGE",
        )
    event = EntitlementTruedUp(
        previous_fiscal_year=before.ends_in,
        preliminary=preliminary,
        final=final,
        difference=final - preliminary,
    )
    if state.true_up == event:
        return ()
    return decided(case, event, Office.DEPARTMENT, Clause.ENTITLEMENT)
