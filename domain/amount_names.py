"""The amounts that a correction gives anew: what each is called, in one order.

Not here: which amounts an event has (`domain/accounts.py`), the sentence (`domain/sentences.py`).
"""

from dataclasses import dataclass

from domain.money import ZERO, Money
from domain.year_events import EventCorrected

# In the order they are said: what comes in all, what of it is whose, and where it stands.
_NAMES = {
    "carry_in": "carried in",
    "carry_out": "carried out",
    "spent": "spent",
    "total": "total",
    "approved_amount": "approved",
    "amount": "amount",
    "absorbed": "absorbed",
    "from_grant": "from the grant",
    "from_own_money": "from own money",
    "grant_more": "more from the grant",
    "own_more": "more from own money",
    "grant_less": "less from the grant",
    "own_less": "less from own money",
    "reimbursed": "repaid to the board",
    "at_comptroller": "with the Comptroller",
    "at_commissioner": "with the Commissioner",
    "at_town": "with the town",
    "at_board": "with the board",
    "not_withheld": "never withheld",
    "advanced_by_board": "advanced by the board",
    "residency": "set aside for residency",
}
_ORDER = tuple(_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedAmount:
    """One amount of a corrected event.

    Attributes:
        field: its field in the event.
        name: what it is called.
        before: as it stood.
        after: as it is from now on; zero where the event is taken back whole.
    """

    field: str
    name: str
    before: Money
    after: Money


def changed_amounts(event: EventCorrected) -> tuple[ChangedAmount, ...]:
    """The amounts that a correction changes, in the order they are said."""
    taken_back = not event.replacement
    fields = sorted(event.reversed, key=lambda field: (_place(field), field))
    return tuple(
        ChangedAmount(
            field=field,
            name=_NAMES.get(field, field.replace("_", " ")),
            before=event.reversed[field],
            after=event.replacement.get(field, ZERO),
        )
        for field in fields
        if (taken_back or field in event.replacement)
        and event.reversed[field] != event.replacement.get(field, ZERO)
    )


def _place(field: str) -> int:
    return _ORDER.index(field) if field in _NAMES else len(_ORDER)
