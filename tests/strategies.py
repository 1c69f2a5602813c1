"""What hypothesis draws: amounts, and parts of amounts that guards compare with.

Not here: whole histories, which the machine in `tests/domain/test_machine.py` makes by command.
"""

from hypothesis import strategies as st

from domain.money import ZERO, Money

# Thirteen digits of dollars, the most that can be written.
_MOST = 999_999_999_999_999


def cents() -> st.SearchStrategy[int]:
    """Whole cents of any amount that can be written, negative ones included."""
    return st.integers(-_MOST, _MOST)


def amounts() -> st.SearchStrategy[Money]:
    """Amounts of nothing, of a cent and of up to ten million dollars."""
    return st.one_of(st.sampled_from([ZERO, Money(1)]), st.integers(1, 10**9).map(Money))


def limits() -> st.SearchStrategy[Money]:
    """Amounts from a dollar to ten million, of which parts can be taken."""
    return st.integers(100, 10**9).map(Money)


# How much of a limit is asked for, in quarters; a cent above it has to be refused.
_QUARTERS = (1, 2, 3, 4)
ONE_CENT_MORE = 5


def parts() -> st.SearchStrategy[int]:
    """How much of a limit to ask for: one to four quarters of it, or one cent too much."""
    return st.sampled_from((*_QUARTERS, 4, ONE_CENT_MORE))


def part_of(limit: Money, part: int) -> Money:
    """That part of a limit, half-up to the cent."""
    return limit + Money(1) if part == ONE_CENT_MORE else limit.share(part, len(_QUARTERS))
