"""A district-year as the list of open things sees it: Hartford FY2023, all synthetic.

Not here: what is expected of it (`tests/domain/test_agenda_*.py`).
"""

from collections.abc import Collection, Mapping
from datetime import date

from spec import FY2023, HARTFORD

from domain.agenda import open_items
from domain.agenda_item import Item, OnDesk
from domain.authority import Office
from domain.coverage import CoverageKind, covered_kinds
from domain.events import DistrictYearEvent
from domain.fiscal_year import FiscalYear
from domain.setting_events import SettingEvent
from domain.settings import settings_of
from domain.state import EMPTY, DistrictYear, fold

MARCH_1 = date(2023, 3, 1)
PLACE = "Hartford --fiscal-year FY2023"


def waiting(
    *events: DistrictYearEvent,
    on: date = MARCH_1,
    covered: Collection[CoverageKind] = (),
    settings: Collection[SettingEvent] = (),
    in_batches: Collection[str] = (),
    actors: Mapping[int, str] | None = None,
    two_years_before: DistrictYear = EMPTY,
    fiscal_year: FiscalYear = FY2023,
) -> list[Item]:
    """What waits, in the order of the year's course; each record was entered by Ana unless told."""
    state = fold(events)
    versions = range(1, len(events) + 1)
    desk = OnDesk(
        district=HARTFORD,
        fiscal_year=fiscal_year,
        state=state,
        on=on,
        actors=dict.fromkeys(versions, "Ana") | dict(actors or {}),
        offices=dict.fromkeys(versions, Office.DEPARTMENT),
        covered=frozenset(covered) | covered_kinds((), fiscal_year, state),
        settings=settings_of(settings),
        in_batches=in_batches,
        two_years_before=two_years_before,
        synthetic=False,
    )
    return list(open_items(desk))


def said(items: Collection[Item]) -> list[tuple[str, Office, str]]:
    """What, whose act, and the command, of each."""
    return [(one.what, one.office, one.command.removeprefix("alliance ")) for one in items]
