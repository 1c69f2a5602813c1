"""The day after a term of designations ends and no clause follows: who leaves with what.

A rehearsal, never recorded: what stands on record today, and three policies for it side by side as
`Counterfactual` amounts. The statute is silent on exit; which policy holds is for counsel to say,
and is set as configuration (`Settings.exit_policy`).
C.G.S. § 10-262u(b), (g), (h). Not here: which commands would be refused (`leaving_asked.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from domain.chart import Account
from domain.counterfactual import NOTHING, Counterfactual
from domain.coverage import CoverageKind, covered_kinds
from domain.district import District
from domain.errors import UsageError
from domain.events import Event
from domain.figures import board_advance, held_for_board
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.setting_events import ExitChoice
from domain.side_events import ExitBalanceHandled
from domain.state import DistrictYear
from domain.statute.rules import Clause, rules_in_force
from domain.statute.s262u_b_designation import ROUNDS

_PLACES: Final = (
    Account.HELD_BY_COMPTROLLER,
    Account.HELD_BY_COMMISSIONER,
    Account.IN_PAYMENT,
    Account.HELD_BY_TOWN,
    Account.HELD_BY_BOARD,
    Account.PAID_IN_ERROR,
)

ASSUMPTION: Final = "no designation in force"


# How each choice is listed, and what it does; the statute gives none.
LETTERS: Final[Mapping[ExitChoice, str]] = {
    ExitChoice.CARRY: "(a)",
    ExitChoice.RETURN: "(b)",
    ExitChoice.OFFSET: "(c)",
}
MEANINGS: Final[Mapping[ExitChoice, str]] = {
    ExitChoice.CARRY: "carry and close: all of it goes on to the board in the next fiscal year, "
    "(h)",
    ExitChoice.RETURN: "return: town and board give theirs back, the State keeps its own",
    ExitChoice.OFFSET: "offset: town and board keep theirs, the town's ECS grant is less by as "
    "much",
}

# What nobody can answer from the text read: C.G.S. § 10-262u, § 4-89(b), § 10-262w.
QUESTIONS: Final = (
    (
        "Does any designation reach beyond the end of the term? § 10-262u(b) as read has no round "
        "after FY2027, § 10-262w wants fewer districts by July 1, 2027, and acts of 2025 and later "
        "were not read here."
    ),
    (
        "Does a board that is no longer designated carry its balance forward under (h), and on "
        "which plan, approved by whom, may it spend it?"
    ),
    (
        "Does money that stands unreleased with the Comptroller or the Commissioner on June 30 "
        "lapse under § 4-89(b), or does (h) go before it as the specific rule?"
    ),
    (
        "How is a reduction ordered under (g) applied where no later portion follows: is it "
        "repaid, taken from the ECS grant, or left open?"
    ),
    (
        "Do report, findings and determinations under (g) on the last year go on after the term, "
        "and on what authority could a balance be returned or set off against the town's ECS grant?"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """What one district leaves the term with, whole cents, of all its years on record.

    Attributes:
        district: the district.
        with_comptroller, with_commissioner, in_payment, with_town, with_board: where money stands;
            what the town was paid in error left out, for it is not of this account.
        advanced: what boards paid themselves of it in years still open and are owed; it comes off,
            as it does when the year closes.
        not_followed: withheld as published, of years whose transfers are not recorded here: where
            it went is not known, so it is in no other column.
        not_withheld: of the last year's portion, what is not withheld on record; None where the
            portion is not on record.
        finding_open, repay_due, reduction_due: what is open against the board.
        handled: what was recorded to become of its balance, the latest; None where nothing was.
    """

    district: District
    with_comptroller: Money
    with_commissioner: Money
    in_payment: Money
    with_town: Money
    with_board: Money
    advanced: Money
    not_followed: Money
    not_withheld: Money | None
    finding_open: Money
    repay_due: Money
    reduction_due: Money
    handled: ExitBalanceHandled | None = None

    @property
    def balance(self) -> Money:
        """All that stands somewhere, less what the board advanced of it."""
        state = [self.with_comptroller, self.with_commissioner, self.in_payment]
        return total([*state, self.out]) - self.advanced

    @property
    def out(self) -> Money:
        """What the State has paid out: with the town and the board."""
        return self.with_town + self.with_board

    def left_to_board(self, policy: ExitChoice) -> Counterfactual:
        """What the board has of the balance under a policy. Source: none; (h) and silence."""
        match policy:
            case ExitChoice.CARRY:
                return Counterfactual(self.balance)
            case ExitChoice.RETURN:
                return NOTHING
            case ExitChoice.OFFSET:
                return Counterfactual(min(self.out, self.balance))
            case _:
                assert_never(policy)

    def less_than_carried(self, policy: ExitChoice) -> Counterfactual:
        """How much less the board has under a policy than under (a)."""
        return self.left_to_board(policy).less_than(self.balance)


def require_end_of_term(on: date) -> FiscalYear:
    """The last year of the term that ends the day before, where no clause follows.

    Raises UsageError for another day. Source: C.G.S. § 10-262u(b).
    """
    ends = sorted({entry.value.last_year for entry in ROUNDS.entries})
    silent = [
        year.next.first_day
        for year in ends
        if not rules_in_force(year.next, year.next.last_day).reaches(Clause.DESIGNATION)
    ]
    if on not in silent:
        raise UsageError(
            f"On {on} no term of designations has just ended without a clause that follows.",
            details={"on": on.isoformat(), "days": ", ".join(map(str, silent))},
            next_step=f"Rehearse --on {silent[-1]}.",
        )
    return FiscalYear.of(on).previous


def leaves_of(
    district: District,
    last_year: FiscalYear,
    years: Sequence[tuple[FiscalYear, DistrictYear]],
    own_history: Sequence[Event],
) -> Leaves:
    """What a district leaves with; `years`: all its years on record.

    `own_history`: the ledger's own events, which say what it holds.
    """
    followed: list[DistrictYear] = []
    unfollowed: list[DistrictYear] = []
    for year, state in years:
        (followed if is_followed(year, state, own_history) else unfollowed).append(state)
    states = [*followed, *unfollowed]
    last = next(state for year, state in years if year == last_year)
    comptroller = Account.HELD_BY_COMPTROLLER
    return Leaves(
        district=district,
        with_comptroller=_standing(followed, comptroller),
        with_commissioner=_standing(states, Account.HELD_BY_COMMISSIONER),
        in_payment=_standing(states, Account.IN_PAYMENT),
        with_town=total([held_for_board(state) for state in states]),
        with_board=_standing(states, Account.HELD_BY_BOARD),
        advanced=total([_advanced(state) for state in states if state.closed is None]),
        not_followed=_standing(unfollowed, comptroller),
        not_withheld=_not_withheld(last),
        finding_open=_standing(states, Account.FINDING_OPEN),
        repay_due=_standing(states, Account.REPAY_DUE),
        reduction_due=_standing(states, Account.REDUCTION_DUE),
        handled=_handled(years),
    )


def _handled(years: Sequence[tuple[FiscalYear, DistrictYear]]) -> ExitBalanceHandled | None:
    latest = sorted(years, key=lambda one: one[0], reverse=True)
    found = (state.side.exit_balance for _, state in latest)
    return next((one for one in found if one is not None), None)


def is_followed(year: FiscalYear, state: DistrictYear, own_history: Sequence[Event]) -> bool:
    """Whether what was withheld can be said to stand with the Comptroller still."""
    published = state.published_withholding is not None
    return not published or CoverageKind.TRANSFERS in covered_kinds(own_history, year, state)


def _standing(states: Iterable[DistrictYear], account: Account) -> Money:
    return total([state.standing(account) for state in states])


def _advanced(state: DistrictYear) -> Money:
    """What the board advanced, up to what stands of the year: the rest nobody withheld yet."""
    return min(board_advance(state), total([state.standing(account) for account in _PLACES]))


def _not_withheld(state: DistrictYear) -> Money | None:
    if state.portion is None:
        return None
    return max(ZERO, state.portion.portion + state.standing(Account.TOWN_GRANT))
