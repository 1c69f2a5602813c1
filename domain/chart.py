"""The chart of accounts of a district-year, and a posting: money moved between two of them.

Not here: which event posts what (`domain/accounts.py`).
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.money import Money


class Account(StrEnum):
    """An account of one district-year. Money moves between two of them, never from nowhere.

    Stocks (`held_by_*`, `in_payment`) say where grant money stands. Sources and sinks say where it
    came from or went. The last group is memorandum: authority, claims and stated history.
    """

    HELD_BY_COMPTROLLER = "held_by_comptroller"
    HELD_BY_COMMISSIONER = "held_by_commissioner"
    IN_PAYMENT = "in_payment"
    HELD_BY_TOWN = "held_by_town"
    HELD_BY_BOARD = "held_by_board"

    TOWN_GRANT = "town_grant"  # the town's ECS grant, from which the portion is withheld
    PREVIOUS_YEAR = "previous_year"
    NEXT_YEAR = "next_year"
    NOT_WITHHELD = "not_withheld"  # carried although nobody withheld it; a departure
    SPENT = "spent"
    BOARD_OWN_MONEY = "board_own_money"
    STATEMENT = "statement"  # the clearing account of a signed opening statement
    PAID_IN_ERROR = "paid_in_error"  # paid above an authorization; below zero until it is back

    RELEASE_AUTHORITY = "release_authority"
    AUTHORIZED = "authorized"
    EARMARKED = "earmarked"  # the other side of what is set aside
    RESIDENCY_SET_ASIDE = "residency_set_aside"
    HISTORY = "history"  # flows before an opening statement, known only from it
    STATED_TRANSFERRED = "stated_transferred"
    STATED_RELEASED = "stated_released"
    STATED_PASSED_THROUGH = "stated_passed_through"
    CLAIM = "claim"  # the State's claim, the other side of what is owed
    FINDING_OPEN = "finding_open"
    REPAY_DUE = "repay_due"
    REPAID = "repaid"
    REDUCTION_DUE = "reduction_due"
    REDUCTION_TAKEN = "reduction_taken"  # of later years, for a determination on this one
    REDUCTION_APPLIED = "reduction_applied"
    WAIVED = "waived"


STOCKS = (
    Account.HELD_BY_COMPTROLLER,
    Account.HELD_BY_COMMISSIONER,
    Account.IN_PAYMENT,
    Account.HELD_BY_TOWN,
    Account.HELD_BY_BOARD,
)


@dataclass(frozen=True, slots=True)
class Posting:
    """One movement of money: never negative, never zero."""

    source: Account
    target: Account
    amount: Money
