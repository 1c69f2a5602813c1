"""The account of one district-year, what must be said with its figures, and sums of accounts.

Not here: what a figure is (`domain/figures.py`), how accounts are laid out (`balance.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cli.account_exceptions import standing_exceptions
from cli.render import Value
from domain.chart import STOCKS
from domain.district import District
from domain.figures import FIGURES, Basis, balances, basis, board_advance, has_account
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, known_total
from domain.state import DistrictYear
from domain.words import how_many
from ledger.application import Cut, Kept, Ledger, district_year_of, fold_records
from ledger.made_up import figures_made_up

SYNTHETIC = "Synthetic: its figures rest on steps made up for demonstration or training."


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The figures of one district-year.

    Attributes:
        district, fiscal_year: whose they are.
        state: what they are read from.
        balances: every figure by name; None where not yet known.
        basis: for each, whether it is derived or rests on a signed statement.
        synthetic: whether any of it is made up.
    """

    district: District
    fiscal_year: FiscalYear
    state: DistrictYear
    balances: Mapping[str, Money | None]
    basis: Mapping[str, Basis]
    synthetic: bool

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


def account_of(
    ledger: Ledger, district: District, fiscal_year: FiscalYear, records: Sequence[Kept], cut: Cut
) -> Account | None:
    """The account of a district-year; None where it is not designated and no money is on record.

    A year that only carries money in, or has an opening balance, has an account too.
    """
    state = fold_records(list(records))
    if not has_account(state):
        return None
    return Account(
        district=district,
        fiscal_year=fiscal_year,
        state=state,
        balances=balances(state),
        basis={figure.name: basis(figure.name, state) for figure in FIGURES},
        synthetic=figures_made_up(ledger, records, cut),
    )


def histories_of(ledger: Ledger, fiscal_year: FiscalYear, cut: Cut) -> dict[District, list[Kept]]:
    """The records of every district-year of a year, by town name."""
    found: dict[District, list[Kept]] = {}
    for kept in ledger.records():
        key = district_year_of(kept.record.stream)
        if key is not None and key[1] == fiscal_year and cut.sees(kept.record):
            found.setdefault(key[0], []).append(kept)
    return dict(sorted(found.items(), key=lambda item: item[0].name))


def district_years_of(
    ledger: Ledger, cut: Cut, fiscal_year: FiscalYear | None = None
) -> dict[tuple[District, FiscalYear], list[Kept]]:
    """The records of every district-year, or those of one year, by fiscal year and town name."""
    found: dict[tuple[District, FiscalYear], list[Kept]] = {}
    for kept in ledger.records():
        key = district_year_of(kept.record.stream)
        if key is not None and fiscal_year in (None, key[1]) and cut.sees(kept.record):
            found.setdefault(key, []).append(kept)
    return dict(sorted(found.items(), key=lambda item: (item[0][1], item[0][0].name)))


def departures(account: Account) -> list[str]:
    """Where what was withheld is not the portion by law."""
    if account.departure is None:
        return []
    see = f"alliance reconcile published --fiscal-year {account.fiscal_year.ends_in}"
    more = "more" if account.departure > ZERO else "less"
    off = Money(abs(account.departure.cents)).display
    return [f"Withheld is {off} {more} than the portion by law. § 10-262u(c)(1). See: {see}"]


def exceptions(account: Account) -> list[str]:
    """What a reader must know before quoting a figure."""
    state = account.state
    said = [SYNTHETIC] if account.synthetic else []
    said += [
        f"{stock.value.replace('_', ' ').capitalize()} is below zero: acts are dated before what "
        "they rest on. § 10-262u(c)(2)"
        for stock in STOCKS
        if state.standing(stock) < ZERO
    ]
    said += standing_exceptions(state)
    advanced = board_advance(state)
    if advanced and state.closed is None:
        said.append(
            f"The board advanced {advanced.display} of its own money for grant spending; a "
            "pass-through repays it first. § 10-262u(g)"
        )
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


def known_sum(accounts: Iterable[Account], name: str) -> Money | None:
    """The sum of a figure where it is known; None where it is known nowhere."""
    return known_total(one.balances[name] for one in accounts)


def not_known(accounts: Sequence[Account]) -> dict[str, int]:
    """How many accounts do not know a figure yet, by figure; figures all know are left out."""
    counts = {
        figure.name: sum(1 for one in accounts if one.balances[figure.name] is None)
        for figure in FIGURES
    }
    return {name: count for name, count in counts.items() if count}


def flows_alone(
    totals: Mapping[str, Value], stocks: Mapping[str, str], years: Iterable[FiscalYear]
) -> tuple[dict[str, Value], list[str]]:
    """The totals and what to say of them: over several years a balance has none.

    `stocks`: the keys of what is carried on, with their headings. C.G.S. § 10-262u(h).
    """
    if len(set(years)) <= 1:
        return dict(totals), []
    said = (
        f"{', '.join(stocks.values()).capitalize()}: no total over several years, since what one "
        "year carries on is in the next year too."
    )
    return {key: value for key, value in totals.items() if key not in stocks}, [said]


def available_proof(accounts: Sequence[Account]) -> str:
    """Available, added up from the rows where it is known."""
    known = [one for one in accounts if one.balances["available"] is not None]
    sums = {
        "carry_in": known_sum(known, "carry_in"),
        "withheld": known_sum(
            [one for one in known if one.state.withheld], "withheld_by_comptroller"
        ),
        "portion": known_sum([one for one in known if not one.state.withheld], "portion"),
        "reduction": known_sum(known, "reduction_applied"),
        "available": known_sum(known, "available"),
    }
    said = {name: (amount or ZERO).display for name, amount in sums.items()}
    count = how_many(len(known), "district")
    left_out = len(accounts) - len(known)
    gaps = f"; {left_out} whose figure is not known left out" if left_out else ""
    return (
        f"carried in {said['carry_in']} + withheld {said['withheld']} + portion where nothing is "
        f"withheld yet {said['portion']} − reductions {said['reduction']} = available "
        f"{said['available']}, {count}{gaps}"
    )
