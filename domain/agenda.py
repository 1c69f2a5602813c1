"""What waits to be done on a day, for an office or a person, most urgent first.

Not here: each kind of thing (`domain/agenda_*.py`), reading it from a ledger (`ledger/on_desk.py`).
"""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.agenda_claims import of_claims
from domain.agenda_item import Item, OnDesk
from domain.agenda_money import of_holds, of_pass_through, of_releases
from domain.agenda_plan import of_intake, of_plan
from domain.agenda_year import of_budget, of_report, of_returns
from domain.authority import Office
from domain.words import same_person

_SOURCES = (
    of_intake,
    of_plan,
    of_releases,
    of_holds,
    of_pass_through,
    of_claims,
    of_report,
    of_returns,
    of_budget,
)


def open_items(desk: OnDesk) -> Iterator[Item]:
    """Everything that waits in a district-year, in the order of the year's course."""
    for source in _SOURCES:
        yield from source(desk)


def in_order(items: Iterable[Item], on: date) -> list[Item]:
    """Overdue first, then by day, then what has none, then what is not recorded here.

    Within that by year, town and key.
    """
    return sorted(
        items,
        key=lambda one: (
            one.urgency(on),
            one.due or date.max,
            one.fiscal_year,
            one.district.name if one.district else "",
            one.key,
        ),
    )


def of_office(items: Iterable[Item], office: Office) -> list[Item]:
    """Those whose next act is the office's, and those it began and waits for."""
    return [one for one in items if one.office is office or office in one.begun_by]


def of_person(items: Iterable[Item], person: str) -> list[Item]:
    """Those that rest on a record with the person's name, as claimed there."""
    return [one for one in items if any(same_person(name, person) for name in one.persons)]
