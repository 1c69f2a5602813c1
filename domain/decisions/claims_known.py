"""What claims are on record, asked by name: findings, determinations, and shares of findings.

Shared by the decisions on claims. Source: C.G.S. § 10-262u(g). Not here: any act.
"""

from domain.claim_state import Finding
from domain.decisions.case import Case, require_positive
from domain.decisions.claim_refusals import (
    DeterminationExceedsFindingError,
    DeterminationNameError,
    DeterminationUnknownError,
    FindingNotOpenError,
    FindingUnknownError,
    ReductionStayedError,
    StepMissingError,
    StepTakenError,
)
from domain.decisions.finding_limits import require_open_reported, require_reported
from domain.decisions.refusals import NotDesignatedError
from domain.determination_events import FindingShare
from domain.determination_state import Determination
from domain.figures import has_account
from domain.money import Money, total
from domain.state import DistrictYear
from domain.statute.rules import Clause


def require_account(state: DistrictYear, case: Case) -> None:
    """Raises NotDesignatedError for a district-year that never had Alliance money."""
    if not has_account(state):
        raise NotDesignatedError(
            f"{case.name} is not designated and has no Alliance money on record.",
            citation=case.cite(Clause.DETERMINATION),
            details={"district": case.district.name, "fiscal_year": str(case.fiscal_year.ends_in)},
            next_step="Check the district and the year.",
        )


def finding_of(name: str, state: DistrictYear, case: Case) -> Finding:
    """The finding of that name, not absorbed. Raises FindingUnknownError, FindingNotOpenError."""
    finding = state.claims.findings.get(name)
    if finding is None:
        known = ", ".join(state.claims.findings) or "none"
        raise FindingUnknownError(
            f"{case.name} has no finding {name!r} on record (findings: {known}).",
            citation=case.cite(Clause.DETERMINATION),
            details={"finding": name, "on_record": known},
            next_step="Check its name, the district and the year.",
        )
    if finding.absorbed_by is not None:
        raise FindingNotOpenError(
            f"Finding {name!r} of {case.name} was absorbed by {finding.absorbed_by!r}.",
            citation=case.cite(Clause.DETERMINATION),
            details={"finding": name, "absorbed_by": finding.absorbed_by},
            next_step=f"Name {finding.absorbed_by!r} instead.",
        )
    return finding


def determination_of(name: str, state: DistrictYear, case: Case) -> Determination:
    """The determination of that name. Raises DeterminationUnknownError."""
    known = state.claims.determinations.get(name)
    if known is None:
        raise unknown_determination(name, state, case)
    return known


def ordered_determination(name: str, state: DistrictYear, case: Case) -> Determination:
    """A determination under which something was ordered.

    Raises DeterminationUnknownError, StepMissingError.
    """
    known = determination_of(name, state, case)
    if not known.ordered:
        raise StepMissingError(
            f"Determination {name} of {case.name} was not issued, so nothing is owed under it.",
            citation=case.cite(Clause.DETERMINATION),
            details={"determination": name},
            next_step="Issue it first (alliance determination issue).",
        )
    return known


def require_not_stayed(name: str, known: Determination, case: Case) -> None:
    """Raises ReductionStayedError while a stay stands."""
    if known.stay is not None:
        raise ReductionStayedError(
            f"Determination {name} of {case.district.name} is stayed by order of the "
            f"{known.stay.ordered_by.label}.",
            citation=case.cite(Clause.APPEAL),
            details={"document": known.stay.document},
            next_step="Nothing is taken or enforced while it stands. When it ended, record that "
            "(alliance determination end-stay).",
        )


def unknown_determination(name: str, state: DistrictYear, case: Case) -> DeterminationUnknownError:
    """The refusal of a name that no determination has."""
    known = ", ".join(state.claims.determinations) or "none"
    return DeterminationUnknownError(
        f"{case.name} has no determination {name!r} on record (determinations: {known}).",
        citation=case.cite(Clause.DETERMINATION),
        details={"determination": name, "on_record": known},
        next_step="Check its name, the district and the year.",
    )


def opened_determination(name: str, state: DistrictYear, case: Case) -> Determination:
    """The determination of that name, or a new one where it has the next name of the year.

    Raises DeterminationNameError.
    """
    known = state.claims.determinations.get(name)
    if known is not None:
        return known
    following = state.claims.next_determination(case.fiscal_year.ends_in, case.district.code)
    if name != following:
        raise DeterminationNameError(
            f"{name!r} is not a determination of {case.name}, and the next one is {following}.",
            citation=case.cite(Clause.DETERMINATION),
            details={"determination": name, "next": following},
            next_step=f"Name it {following}, or check the district and the year.",
        )
    return Determination()


def require_shares(shares: tuple[FindingShare, ...], state: DistrictYear, case: Case) -> Money:
    """The sum of the shares, each at most what is open of its finding, each finding once.

    Raises FindingUnknownError, FindingNotOpenError, AmountNotPositiveError,
    DeterminationExceedsFindingError, ClaimAboveReportError. Source: C.G.S. § 10-262u(g): "up to".
    """
    named: list[str] = []
    if not shares:
        raise FindingUnknownError(
            f"A determination of {case.name} names no finding.",
            citation=case.cite(Clause.DETERMINATION),
            next_step="Name each finding with how much of it is decided.",
        )
    for share in shares:
        finding = finding_of(share.finding, state, case)
        require_positive(share.amount, f"the share of {share.finding}", case, Clause.DETERMINATION)
        if share.finding in named or share.amount > finding.open:
            again = ", named twice" if share.finding in named else ""
            raise DeterminationExceedsFindingError(
                f"{share.amount.display} is more than is open of finding {share.finding!r} of "
                f"{case.name}: {finding.open.display}{again}.",
                citation=case.cite(Clause.DETERMINATION),
                details={
                    "finding": share.finding,
                    "open": str(finding.open),
                    "amount": str(share.amount),
                },
                next_step=f"At most {finding.open.display} can be claimed of it, in one share.",
            )
        require_reported(share.finding, finding, state, case)
        require_open_reported(finding, state, case)
        named.append(share.finding)
    return total([share.amount for share in shares])


def require_not_issued(name: str, known: Determination, case: Case) -> None:
    """Raises StepTakenError once a determination was issued."""
    if known.ordered:
        raise StepTakenError(
            f"Determination {name} of {case.name} was issued already.",
            citation=case.cite(Clause.DETERMINATION),
            details={"determination": name},
            next_step="Decide what is still open under another name, or lower this one on an "
            "instrument (alliance receivables reduce-claim).",
        )


def in_force(case: Case) -> int | None:
    """The plan version that the year is measured by: in force on its last day, or None."""
    approved = case.year_end.approved_plan
    return approved[0] if approved else None
