"""Written directions of a district-year: each with its cap and what was authorized under it.

Source: C.G.S. § 10-262u(c)(2). Not here: whether more may be released (`domain/decisions/`).
"""

from dataclasses import dataclass

from domain.events import Direction, ReleaseAuthorized, ReleaseConfirmed, ReleaseWithdrawn
from domain.money import ZERO, Money
from domain.state import DistrictYear
from domain.words import words_of


@dataclass(slots=True)
class DirectionUse:
    """A written direction on record.

    Attributes:
        first: as it was first given. It is one writing: a later cap would widen what it says.
        authorized: what was authorized under it in all, less what was withdrawn or not paid.
    """

    first: Direction
    authorized: Money


def directions_of(state: DistrictYear) -> dict[str, DirectionUse]:
    """Each direction by the words of its document, in the order of the authorizations."""
    found: dict[str, DirectionUse] = {}
    under: dict[str, DirectionUse] = {}
    for _, event in state.events:
        match event:
            case ReleaseAuthorized() if event.direction is not None:
                words = words_of(event.direction.document)
                use = found.setdefault(words, DirectionUse(event.direction, ZERO))
                use.authorized += event.amount
                under[event.release] = use
            case ReleaseWithdrawn() if event.release in under:
                under[event.release].authorized -= event.amount
            case ReleaseConfirmed() if event.release in under:
                under[event.release].authorized -= event.short
            case _:
                continue
    return found
