"""The account of one district-year, and what must be said with its figures.

Not here: what a figure is (`domain/figures.py`), how accounts are laid out (`balance.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.district import District
from domain.figures import FIGURES, Basis, balances, basis
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.state import DistrictYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The figures of one district-year.

    Attributes:
        district, fiscal_year: whose they are.
        state: what they are read from.
        balances: every figure by name; None where not yet known.
        basis: for each, whether it is derived or rests on a signed statement.
    """

    district: District
    fiscal_year: FiscalYear
    state: DistrictYear
    balances: Mapping[str, Money | None]
    basis: Mapping[str, Basis]

    @property
    def stated(self) -> tuple[str, ...]:
        """The figures that rest on a signed statement."""
        return tuple(name for name, rests in self.basis.items() if rests is Basis.STATED)

    @property
    def departure(self) -> Money | None:
        """Withheld less the portion by law, where that differs; None else.

        A withholding made here may still be going on below the portion; a published one is whole.
        """
        portion, withheld = self.balances["portion"], self.balances["withheld_by_comptroller"]
        if not self.state.withheld or portion is None or withheld is None:
            return None
        whole = self.state.published_withholding is not None or withheld > portion
        return (withheld - portion or None) if whole else None


def account_of(district: District, fiscal_year: FiscalYear, state: DistrictYear) -> Account | None:
    """The account of a district-year; None where it is not designated and no money is on record.

    A year that only carries money in, or has an opening balance, has an account too.
    """
    if not (state.designated or state.moved or state.carried_in or state.opening):
        return None
    return Account(
        district=district,
        fiscal_year=fiscal_year,
        state=state,
        balances=balances(state),
        basis={figure.name: basis(figure.name, state) for figure in FIGURES},
    )


def departures(account: Account) -> list[str]:
    """Where what was withheld is not the portion by law."""
    if account.departure is None:
        return []
    see = f"alliance reconcile published --fiscal-year {account.fiscal_year.ends_in}"
    return [
        f"Withheld less portion by law is {account.departure.display}. § 10-262u(c)(1). See: {see}"
    ]


def exceptions(account: Account) -> list[str]:
    """What a reader must know before quoting a figure."""
    state = account.state
    said = [
        f"Release {name} of {release.amount.display} rests on a written direction "
        f"({release.direction.document}, up to {release.direction.cap.display}), not on an "
        "approved plan. § 10-262u(c)(2)"
        for name, release in state.releases.items()
        if release.direction is not None
    ]
    if state.corrected_by:
        count = len(state.corrected_by)
        said.append(
            f"{count} {'entry was' if count == 1 else 'entries were'} corrected; the figures are "
            "those after correction. § 11-8b"
        )
    if account.stated:
        rests = state.opening.document if state.opening else "the statement of an earlier year"
        said.append(
            f"Marked stated: rests on a signed statement ({rests}), not on events recorded here."
        )
    if not state.designated:
        said.append("Not designated this year: it holds money of other years. § 10-262u(h)")
    return said
