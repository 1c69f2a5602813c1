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
from domain.decisions.refusals import (
    AlreadyDesignatedError,
    FirstTimeContradictedError,
    NoBaselineClauseError,
    YearOutsideRoundError,
)
from domain.events import DesignationEnded, DistrictDesignated
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.statute.s262u_b_designation import RoundName, round_named


def designate_district(
    command: DesignateDistrict, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Designate the district for one year of a round's five-year term.

    Raises YearClosedError, AlreadyDesignatedError, YearOutsideRoundError (also for a round that no
    enacted law knows), FirstTimeContradictedError, NoBaselineClauseError, NoRuleInForceError.
    Source: C.G.S. § 10-262u(b).
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
    _require_consistent_first_time(command, in_force.name, case)
    event = DistrictDesignated(
        round=in_force.name.value,
        criterion=command.criterion,
        first_time=command.first_time,
    )
    return decided(case, event, Office.COMMISSIONER, Clause.DESIGNATION)


def _require_consistent_first_time(
    command: DesignateDistrict, round_name: RoundName, case: Case
) -> None:
    """(c)(1)(A) and (B) measure a district by whether an earlier round had it."""
    earlier = ", ".join(sorted(case.earlier_rounds))
    if command.first_time and case.earlier_rounds:
        raise FirstTimeContradictedError(
            f"{case.district.name} was designated before, in {earlier}: {case.fiscal_year} is not "
            "its first time.",
            citation=case.cite(Clause.PORTION),
            details={"earlier_rounds": earlier},
            next_step="Designate it with first_time false; it is measured from FY2012.",
        )
    only_first_round = case.earlier_rounds == {RoundName.FY2013.value}
    if round_name is RoundName.FY2023 and only_first_round:
        raise NoBaselineClauseError(
            f"{case.district.name} was designated for FY2013 but not for FY2018; no clause says "
            "what its portion is measured from.",
            citation=case.cite(Clause.PORTION),
            details={"earlier_rounds": earlier},
            next_step="Record the FY2018 round first if it was in it, or ask counsel.",
        )


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
