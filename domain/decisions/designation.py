"""Decisions under § 10-262u(b): designation of a district for a year, and its end."""

from domain.authority import Office
from domain.commands import DesignateDistrict, EndDesignation
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_designated,
    require_open,
    require_words,
)
from domain.decisions.refusals import AlreadyDesignatedError, YearOutsideRoundError
from domain.events import DesignationEnded, DistrictDesignated
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.statute.s262u_b_designation import round_named


def designate_district(
    command: DesignateDistrict, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Designate the district for one year of a round's five-year term.

    Raises YearClosedError, AlreadyDesignatedError, YearOutsideRoundError (also for a round that no
    enacted law knows), NoRuleInForceError. Source: C.G.S. § 10-262u(b).
    """
    require_open(state, case)
    if state.designated and state.designation is not None:
        raise AlreadyDesignatedError(
            f"{case.name} is already designated, in the {state.designation.round} round.",
            citation=case.cite(Clause.DESIGNATION),
            details={"round": state.designation.round},
            next_step="Nothing needs to be recorded.",
        )
    in_force = case.rules.round().value
    if round_named(command.round) is not in_force.name:
        raise YearOutsideRoundError(
            f"{case.fiscal_year} lies in the {in_force.name} round "
            f"({in_force.first_year}–{in_force.last_year}), not in {command.round!r}.",
            citation=case.cite(Clause.DESIGNATION),
            details={"round": command.round, "round_in_force": in_force.name},
            next_step="Name the round by its first fiscal year, and check the fiscal year.",
        )
    event = DistrictDesignated(
        round=in_force.name.value,
        criterion=command.criterion,
        first_time=command.first_time,
    )
    return decided(case, event, Office.COMMISSIONER, Clause.DESIGNATION)


def end_designation(
    command: EndDesignation, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """End the designation for the year.

    Raises YearClosedError, NotDesignatedError. Source: C.G.S. § 10-262u(b).
    """
    require_open(state, case)
    require_designated(state, case)
    require_words(command.reason, "the reason of the end", case)
    event = DesignationEnded(reason=command.reason)
    return decided(case, event, Office.COMMISSIONER, Clause.DESIGNATION)
