"""Decision under § 10-262u(g): a determination reduces the new money of a later year.

Two events in two streams: the year that is reduced, and the year the claim is about. The reduction
is measured by the new allocation, never by what was carried in, and never takes what is promised;
what it cannot take stays due from later years. Cash is interchangeable: it is taken from what the
Commissioner or the Comptroller holds, new or carried in, and the carried-in figure stays.
Not here: repayment (`receivable.py`).
"""

from dataclasses import replace

from domain.authority import Office
from domain.chart import Account
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_open,
    require_positive,
    require_words,
)
from domain.decisions.claim_refusals import (
    ReductionExceedsError,
    ReductionYearError,
)
from domain.decisions.claims_known import unknown_determination
from domain.decisions.enforceable import require_enforceable
from domain.decisions.ground import require_not_before_ground
from domain.decisions.restating import require_not_before_restatement, restated
from domain.determination_state import OPENING, Determination, year_in_key
from domain.figures import allocation
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.owed_commands import ApplyReduction, ReverseReduction
from domain.owed_events import (
    ReductionApplied,
    ReductionRestored,
    ReductionReversed,
    ReductionTaken,
)
from domain.spoken_for import promised_of, residency_left
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.words import typed


def claim_year_of(command: ApplyReduction | ReverseReduction) -> int | None:
    """The fiscal year of the claim: as the determination's name says it, else as given."""
    return year_in_key(command.determination) or command.claim_fiscal_year


def apply_reduction(
    command: ApplyReduction, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Reduce the new money of this year, by an amount or by as much as is possible.

    Raises YearClosedError, ReductionYearError, DeterminationUnknownError, StepMissingError,
    ReductionStayedError, ReductionWaitsError, StepBeforeGroundError, AmountNotPositiveError,
    ReductionExceedsError. Source: C.G.S. § 10-262u(g).
    """
    require_open(state, case)
    claim_year = _claim_year(command, case)
    known = case.claim_year.claims.determinations.get(command.determination)
    if known is None:
        raise unknown_determination(command.determination, case.claim_year, case)
    require_enforceable(command.determination, known, case)
    step = f"The reduction for {command.determination}"
    require_not_before_ground(step, case.effective_on, case, Clause.DETERMINATION)
    amount, at_commissioner = _amount(command, known, state, case)
    from_commissioner = min(amount, at_commissioner)
    applied = ReductionApplied(
        determination=command.determination,
        claim_fiscal_year=claim_year.ends_in,
        amount=amount,
        from_commissioner=from_commissioner,
        from_comptroller=amount - from_commissioner,
    )
    taken = ReductionTaken(
        determination=command.determination,
        in_fiscal_year=case.fiscal_year.ends_in,
        amount=amount,
    )
    (here,) = decided(case, applied, Office.COMMISSIONER, Clause.DETERMINATION)
    # Both halves take effect on one day, so that no day counts the claim twice.
    return here, replace(here, fiscal_year=claim_year, event=taken)


def reverse_reduction(
    command: ReverseReduction, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Take back a reduction of this year, in both years; what was taken is due again.

    After a judgment the claim is lowered then, on its instrument (ReduceClaim). In a closed year
    the balance it carried out and the years after it are restated.
    Raises WordsMissingError, ReductionYearError, DeterminationUnknownError, StepBeforeGroundError,
    AmountNotPositiveError, ReductionExceedsError, CorrectionBreaksBalanceError, and in a closed
    year what stops a closing. Source: C.G.S. § 10-262u(g), (h).
    """
    require_words(command.reason, "why a reduction is taken back", case)
    claim_year = _claim_year(command, case)
    known = case.claim_year.claims.determinations.get(command.determination)
    if known is None:
        raise unknown_determination(command.determination, case.claim_year, case)
    step = f"The end of the reduction for {command.determination}"
    require_not_before_ground(step, case.effective_on, case, Clause.DETERMINATION)
    require_not_before_restatement(step, case)
    require_positive(command.amount, "what is taken back", case, Clause.DETERMINATION)
    taken = known.taken_in(case.fiscal_year.ends_in)
    if command.amount > taken:
        raise ReductionExceedsError(
            f"{case.name} was reduced for {command.determination} by {taken.display}, and "
            f"{command.amount.display} of it would be taken back.",
            citation=case.cite(Clause.DETERMINATION),
            details={"taken": str(taken), "amount": str(command.amount)},
            next_step=f"Take back at most {taken.display}.",
        )
    to_comptroller = min(
        command.amount, _from_comptroller(command.determination, claim_year, state)
    )
    back = ReductionReversed(
        determination=command.determination,
        claim_fiscal_year=claim_year.ends_in,
        amount=command.amount,
        to_commissioner=command.amount - to_comptroller,
        to_comptroller=to_comptroller,
        reason=command.reason,
    )
    restored = ReductionRestored(
        determination=command.determination,
        in_fiscal_year=case.fiscal_year.ends_in,
        amount=command.amount,
        reason=command.reason,
    )
    (here,) = decided(case, back, Office.COMMISSIONER, Clause.DETERMINATION)
    there = replace(here, fiscal_year=claim_year, event=restored)
    own = (here, there) if claim_year == case.fiscal_year else (here,)
    why = f"a reduction of {case.name} taken back: {command.reason}"
    acts = restated(own, state, case, why=why, doing="Taking back the reduction")
    return acts if len(own) > 1 else (here, there, *acts[1:])


def _from_comptroller(name: str, claim_year: FiscalYear, state: DistrictYear) -> Money:
    """What the Comptroller gave for a determination and did not get back.

    Claims that opening statements of two years state have one name.
    """
    return total(
        [
            one.from_comptroller if isinstance(one, ReductionApplied) else -one.to_comptroller
            for one in state.claims.reductions
            if (one.determination, one.claim_fiscal_year) == (name, claim_year.ends_in)
        ]
    )


def _claim_year(command: ApplyReduction | ReverseReduction, case: Case) -> FiscalYear:
    ends_in = claim_year_of(command)
    differs = command.claim_fiscal_year not in {None, ends_in}
    # What was due when the ledger opened may be taken in the year it opened with.
    stated = command.determination == OPENING
    first = case.fiscal_year.ends_in + (1 if stated else 0)
    if ends_in is None or differs or ends_in >= first:
        said = f"FY{ends_in}" if ends_in else "not said"
        raise ReductionYearError(
            f"{case.name} is reduced for a claim on an earlier fiscal year; that of "
            f"{command.determination} is {said}"
            + (f", and FY{command.claim_fiscal_year} is given." if differs else "."),
            citation=case.cite(Clause.DETERMINATION),
            details={"determination": command.determination, "claim_year": str(ends_in)},
            next_step=_which_year(command, ends_in, case, differs=differs),
        )
    return FiscalYear(ends_in)


def _which_year(
    command: ApplyReduction | ReverseReduction, ends_in: int | None, case: Case, *, differs: bool
) -> str:
    """How the right year is named."""
    if ends_in is None:
        return "Say the year of the opening statement (claim_fiscal_year)."
    if differs:
        return f"Its name says the year of the claim: give FY{ends_in}, or none."
    if isinstance(command, ReverseReduction):
        return (
            "Name the later year that was reduced for it (--fiscal-year): alliance replay "
            f"{typed(case.district.name)} --fiscal-year FY{ends_in} names each."
        )
    same = f"FY{ends_in} or " if command.determination == OPENING else ""
    return f"Name {same}a later year than FY{ends_in} (--fiscal-year)."


def _amount(
    command: ApplyReduction, known: Determination, state: DistrictYear, case: Case
) -> tuple[Money, Money]:
    """What is taken, and what of it the Commissioner can give."""
    promised = [*promised_of(state).values(), residency_left(state)]
    held = state.standing(Account.HELD_BY_COMMISSIONER)
    at_commissioner = max(ZERO, held - total(promised))
    free = at_commissioner + state.standing(Account.HELD_BY_COMPTROLLER)
    # Only what was withheld is new money: the portion by law may be withheld in part, or not.
    withheld = (allocation(state) or ZERO) if state.withheld else ZERO
    new = withheld - state.standing(Account.REDUCTION_APPLIED)
    most = min(known.reduction_open, max(ZERO, new), free)
    amount = most if command.amount is None else command.amount
    if command.amount is not None:
        require_positive(amount, "a reduction", case, Clause.DETERMINATION)
    if amount > most or not most:
        raise ReductionExceedsError(
            f"{case.name} can be reduced for {command.determination} by {most.display}: due "
            f"{known.reduction_open.display}, new money not reduced yet "
            f"{max(ZERO, new).display}, free and not paid out {free.display}.",
            citation=case.cite(Clause.DETERMINATION),
            details={
                "due": str(known.reduction_open),
                "new_money": str(max(ZERO, new)),
                "free": str(free),
                "most": str(most),
            },
            next_step=_instead(most, command.determination, known, state, case),
        )
    return amount, at_commissioner


def _instead(most: Money, name: str, known: Determination, state: DistrictYear, case: Case) -> str:
    """What can be done where not as much can be taken."""
    if most:
        return f"Take at most {most.display}; the rest stays due from later years."
    if not known.reduction_open:
        return f"Nothing is due of later years under it: alliance determination show {name}"
    if state.withheld:
        return (
            "Nothing can be taken of this year now; what is due stays due: see what is held with "
            f"alliance balance show {case.place}."
        )
    if state.portion is not None:
        return (
            f"Nothing of {case.name} is withheld on record; that comes first: alliance withhold "
            f"record {case.place} --amount …"
        )
    return (
        f"No portion of {case.name} is determined, so nothing new can be withheld of it. Where the "
        "law has a rule for that year, determine it first (alliance entitlement determine-portion "
        f"{case.place}); else what is due stays due from a later year, or its repayment is ordered."
    )
