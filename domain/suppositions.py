"""Suppositions: what only a person can suppose for a what-if: neither record nor text says it.

Nothing is supposed by the program. Not here: the replay (`domain/whatif.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.district import District
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.statute.bill import ProposedRuleSet, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A supposition: a town stops being an alliance district.

    Attributes:
        first_year: the first fiscal year without designation.
        amount: what is reduced; None for the Alliance amount of the year before.
    """

    first_year: FiscalYear
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppositions:
    """What somebody supposes because neither the record nor the text gives it.

    Attributes:
        leaves: the towns that leave, S.B. 783.
        reading: how its yearly percentage is read.
        chosen: the districts a bill designates by a ranking no record has; None where not given.
    """

    leaves: Mapping[District, Leaving] = field(default_factory=dict)
    reading: Reading = Reading.LINEAR
    chosen: frozenset[District] | None = None


def require_suppositions(bill: ProposedRuleSet, supposed: Suppositions) -> None:
    """Raises UsageError for suppositions a bill has no use for, or that are not what it says."""
    dated = bill.phase_down is None or bill.phase_down.first_year is not None
    if supposed.leaves and dated:
        raise UsageError(
            f"{bill.citation.provision} does not ask which towns leave.",
            next_step="Leave --leaves out, or replay proposed/SB783-2025.",
        )
    for district, leaving in supposed.leaves.items():
        if leaving.first_year < bill.first_year:
            raise UsageError(
                f"{district} cannot leave with {leaving.first_year}: "
                f"{bill.citation.provision} is about {bill.years}.",
                next_step=f"Name a fiscal year from {bill.first_year}.",
            )
    if supposed.chosen is None:
        return
    if not bill.list_needed:
        raise UsageError(
            f"{bill.citation.provision} does not ask for a list of districts.",
            next_step="Leave --districts out, or replay proposed/SB1458-2025.",
        )
    if len(supposed.chosen) != bill.count:
        raise UsageError(
            f"{bill.citation.provision} designates {bill.count} districts, and "
            f"{len(supposed.chosen)} are named.",
            details={"named": ", ".join(sorted(one.name for one in supposed.chosen))},
            next_step=f"Name exactly {bill.count} with --districts.",
        )
