"""Every figure the ledger reports about a district-year, defined once.

A figure is an expression over postings and facts; evaluating it gives its value, and the
expression itself is the derivation. Projections store these values; nothing computes them twice.

Not here: the rules that led to an amount (`domain/statute/`), totals over districts.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from domain.chart import Account
from domain.events import PassThroughRecorded, PassThroughShortfallNoted, ReleaseReturned
from domain.money import ZERO, Money, total
from domain.owed_events import FundsReturned
from domain.state import DistrictYear


class Basis(StrEnum):
    """Whether a figure comes from events here, or rests on a signed opening statement."""

    DERIVED = "derived"
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class Edge:
    """Net money moved from one account to another."""

    source: Account
    target: Account


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account holds."""

    account: Account


@dataclass(frozen=True, slots=True)
class OutOf:
    """What an account gave, on balance: the opposite of what it holds."""

    account: Account


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of the parts, less the parts in `less`."""

    parts: "tuple[Expression, ...]"
    less: "tuple[Expression, ...]" = ()


@dataclass(frozen=True, slots=True)
class Portion:
    """The portion as last determined; unknown until then."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """The new money of the year: withheld where that is recorded, else the portion."""


@dataclass(frozen=True, slots=True)
class CarryOut:
    """Available less spent, not below zero; unknown until the year is closed."""


Expression = Edge | Standing | OutOf | Sum | Portion | Allocation | CarryOut


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported figure.

    Attributes:
        name: as in JSON and columns.
        label: as people read it.
        expression: what it is made of.
        clause: the provision it answers to.
    """

    name: str
    label: str
    expression: Expression
    clause: str


_A = Account
_C1 = "C.G.S. § 10-262u(c)(1)"
_C2 = "C.G.S. § 10-262u(c)(2)"
_G = "C.G.S. § 10-262u(g)"
_H = "C.G.S. § 10-262u(h)"

_CARRY_IN = OutOf(_A.PREVIOUS_YEAR)
_SPENT = Standing(_A.SPENT)
_WITHHELD = OutOf(_A.TOWN_GRANT)
_AVAILABLE = Sum((_CARRY_IN, Allocation()), less=(Standing(_A.REDUCTION_APPLIED),))

FLOWS = (
    Figure("portion", "portion by law", Portion(), _C1),
    Figure("withheld_by_comptroller", "withheld by the Comptroller", _WITHHELD, _C1),
    Figure(
        "transferred",
        "transferred to the Commissioner",
        Sum(
            (
                Edge(_A.HELD_BY_COMPTROLLER, _A.HELD_BY_COMMISSIONER),
                Standing(_A.STATED_TRANSFERRED),
            )
        ),
        _C1,
    ),
    Figure("authorized", "release authorized", Standing(_A.AUTHORIZED), _C2),
    Figure(
        "released",
        "released: paid to the town and not returned",
        Sum(
            (Edge(_A.IN_PAYMENT, _A.HELD_BY_TOWN), Standing(_A.STATED_RELEASED)),
            less=(Edge(_A.HELD_BY_TOWN, _A.HELD_BY_COMMISSIONER),),
        ),
        _C2,
    ),
    Figure(
        "passed_through",
        "passed through to the board",
        Sum((Edge(_A.HELD_BY_TOWN, _A.HELD_BY_BOARD), Standing(_A.STATED_PASSED_THROUGH))),
        _C2,
    ),
    Figure("spent_reported", "reported spent", _SPENT, _G),
    Figure("repaid", "repaid", Standing(_A.REPAID), _G),
    Figure("reduction_applied", "reduction applied", Standing(_A.REDUCTION_APPLIED), _G),
    Figure("waived", "waived", Standing(_A.WAIVED), _G),
)

STOCK_FIGURES = (
    Figure("held_by_comptroller", "held by the Comptroller", Standing(_A.HELD_BY_COMPTROLLER), _C1),
    Figure(
        "held_by_commissioner", "held by the Commissioner", Standing(_A.HELD_BY_COMMISSIONER), _C1
    ),
    Figure("in_payment", "in payment", Standing(_A.IN_PAYMENT), _C2),
    Figure("held_by_town", "held by the town", Standing(_A.HELD_BY_TOWN), _C2),
    Figure("held_by_board", "held by the board", Standing(_A.HELD_BY_BOARD), _C2),
    Figure("finding_open", "findings open", Standing(_A.FINDING_OPEN), _G),
    Figure("repay_due", "repayment due", Standing(_A.REPAY_DUE), _G),
    Figure("reduction_due", "reduction due", Standing(_A.REDUCTION_DUE), _G),
)

YEAR_FIGURES = (
    Figure("carry_in", "carried in from the year before", _CARRY_IN, _H),
    Figure("available", "available for the approved plan", _AVAILABLE, _G),
    Figure("carry_out", "carried out to the next year", CarryOut(), _H),
)

FIGURES = (*FLOWS, *STOCK_FIGURES, *YEAR_FIGURES)

# Shown beside the stocks where it is not zero, and no figure of its own: it is in what a year has
# available, and stands in no place.
ADVANCED = "advanced_by_board"
LABELS = {figure.name: figure.label for figure in FIGURES} | {
    ADVANCED: "advanced by the board of its own money"
}

_BY_NAME = {figure.name: figure for figure in FIGURES}


def balances(state: DistrictYear) -> dict[str, Money | None]:
    """Every figure of the district-year by name; None where it is not yet known."""
    return {figure.name: evaluate(figure.expression, state) for figure in FIGURES}


def with_advance(state: DistrictYear) -> dict[str, Money | None]:
    """Every figure by name, and after the stocks what the board advanced.

    The money that stands somewhere is more than what is available and not spent, by as much as
    the board is still owed.
    """
    known = balances(state)
    years = {figure.name: known.pop(figure.name) for figure in YEAR_FIGURES}
    return {**known, ADVANCED: board_advance(state), **years}


def figure(name: str, state: DistrictYear) -> Money | None:
    """One figure by name; None where it is not yet known."""
    return evaluate(_BY_NAME[name].expression, state)


def balance(name: str, state: DistrictYear) -> Money:
    """One figure by name; zero while it is not yet known."""
    return figure(name, state) or ZERO


def evaluate(expression: Expression, state: DistrictYear) -> Money | None:
    """The value of an expression; None where a part is not yet known."""
    match expression:
        case Edge(source, target):
            return state.edge(source, target)
        case Standing(account):
            return state.standing(account)
        case OutOf(account):
            return -state.standing(account)
        case Sum(parts, less):
            return _sum(parts, less, state)
        case Portion():
            return state.portion.portion if state.portion else None
        case Allocation():
            return allocation(state)
        case CarryOut():
            return carry_out(state) if state.closed else None
        case _:
            assert_never(expression)


def available(state: DistrictYear) -> Money:
    """What may be spent on the approved plan so far; zero while nothing is known."""
    known = evaluate(_AVAILABLE, state)
    return ZERO if known is None else known


def has_account(state: DistrictYear) -> bool:
    """Whether a district-year is designated, or has money on record, carried in or stated."""
    return bool(state.designated or state.moved or state.carried_in or state.opening)


def carry_out(state: DistrictYear) -> Money:
    """What the year carries out if it closes as it stands. Source: C.G.S. § 10-262u(h)."""
    return max(ZERO, available(state) - state.standing(Account.SPENT))


def held_for_board(state: DistrictYear) -> Money:
    """What the town holds and owes to the board: without what it was paid in error."""
    return state.standing(Account.HELD_BY_TOWN) + state.standing(Account.PAID_IN_ERROR)


def shortfall_left(state: DistrictYear) -> Money:
    """What is left of the pass-through shortfall last noted.

    What the town paid on or back since then cures it, whatever else it received.
    """
    left = ZERO
    for _, event in state.events:
        match event:
            case PassThroughShortfallNoted():
                left = event.amount
            case PassThroughRecorded():
                left -= event.amount
            case ReleaseReturned():
                left -= event.amount_paid
            case FundsReturned():
                left -= event.from_town
            case _:
                continue
    return max(ZERO, left)


def board_advance(state: DistrictYear) -> Money:
    """Grant spending that the board paid from its own money and is still owed."""
    covered = min(state.standing(Account.SPENT), max(ZERO, available(state)))
    paid_from_grant = state.standing(Account.SPENT) + state.standing(Account.BOARD_OWN_MONEY)
    return max(ZERO, covered - paid_from_grant)


def basis(name: str, state: DistrictYear) -> Basis:
    """Whether a figure is derived from events here or rests on a signed statement."""
    carried = state.carried_in is not None and state.carried_in.rests_on_statement
    if state.opening is None and not carried:
        return Basis.DERIVED
    touched = _STATED_BY_CARRY if state.opening is None else _STATED_BY_OPENING
    return Basis.STATED if name in touched else Basis.DERIVED


# A carried balance that was stated taints what it flows into; an opening statement all but the law.
_STATED_BY_CARRY = frozenset(
    {"carry_in", "available", "carry_out", *(f.name for f in STOCK_FIGURES)}
    - {"finding_open", "repay_due", "reduction_due"}
)
_STATED_BY_OPENING = frozenset(f.name for f in FIGURES) - {"portion"}


def grant_spent(state: DistrictYear) -> Money:
    """Of what was reported spent, what the grant covers; all of it where that is not known."""
    spent, available_now = balance("spent_reported", state), figure("available", state)
    return spent if available_now is None else min(spent, max(ZERO, available_now))


def allocation(state: DistrictYear) -> Money | None:
    """The new money of the year: withheld where recorded, else the portion; None if unknown."""
    if state.withheld:
        return -state.standing(Account.TOWN_GRANT)
    if state.portion:
        return state.portion.portion
    # A year that only carries money in (or states it) has that much, and nothing new is known yet.
    return ZERO if state.carried_in or state.opening else None


def _sum(
    parts: tuple[Expression, ...], less: tuple[Expression, ...], state: DistrictYear
) -> Money | None:
    plus = [evaluate(part, state) for part in parts]
    minus = [evaluate(part, state) for part in less]
    known = [value for value in plus if value is not None]
    known_less = [value for value in minus if value is not None]
    if len(known) < len(plus) or len(known_less) < len(minus):
        return None
    return total(known) - total(known_less)
