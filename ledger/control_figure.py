"""The control figure of a fiscal year: the most that may be released, where somebody set one.

Asked of every record that lets money go, alone or in a batch, and at every step of a batch, since
a figure may be set or lowered between two of them.
C.G.S. § 10-262u(c)(2); the figure itself is configuration with who set it on what document.
Not here: a figure from a file (`cli/control.py`).
"""

from collections.abc import Mapping, Sequence

from domain.authority import Citation
from domain.errors import RefusedError
from domain.events import EventCorrected, ReleaseAuthorized, ReleaseIssued
from domain.figures import balance
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.settings import Settings, settings_of
from domain.spoken_for import let_out, residency_released
from domain.state import DistrictYear
from ledger.application import Cut, Ledger, district_year_of
from ledger.batch_record import states_of
from ledger.batch_rows import States
from ledger.clock import day_of
from ledger.record import Record

_LETS_GO = (ReleaseAuthorized, ReleaseIssued, EventCorrected)
C2 = Citation("C.G.S. § 10-262u(c)(2)")


class ControlFigureError(RefusedError):
    """The count or total given is not that of the batch, or it is above a control figure."""

    code = "control_figure"


def settings_in_force(ledger: Ledger) -> Settings:
    """The dated configuration as it stands today; what is set from a later day does not count."""
    own = ledger.own_history(Cut(as_of=day_of(ledger.clock())))
    return settings_of(entry.record.data for entry in own)


def require_within(limit: Money, released: Money, year: FiscalYear, said_by: str) -> None:
    """Raises ControlFigureError where more would be released in the year than a control figure."""
    if released > limit:
        raise ControlFigureError(
            f"{released.display} would be released in {year}, "
            f"{(released - limit).display} above the control figure of {limit.display}, {said_by}.",
            citation=C2,
            details={"control": str(limit), "in_all": str(released), "from": said_by},
            next_step="Nothing was recorded. Check the figure, or what was released before.",
        )


def may_let_go(records: Sequence[Record]) -> bool:
    """Whether any record can let money go: releases, payment orders, and what is corrected."""
    return any(isinstance(one.data, _LETS_GO) for one in records)


def require_records_within(
    ledger: Ledger, records: Sequence[Record], changed: Mapping[str, DistrictYear]
) -> bool:
    """Ask it of every record that lets more go, single or of a batch, before it is recorded.

    `changed`: district-years as they would be, by stream. Gives whether any figure was looked at,
    so that the record must not move. Raises ControlFigureError.
    """
    settings, looked = settings_in_force(ledger), False
    places = [district_year_of(one.stream) for one in records if isinstance(one.data, _LETS_GO)]
    for year in sorted({place[1] for place in places if place is not None}):
        standing = settings.appropriation(year)
        if standing is None:
            continue
        looked = True
        before = states_of(ledger, year)
        after = {**before, **_of_year(changed, year)}
        for summed in (authorized_in_all, let_out_in_all):
            # What lets nothing more go is no matter of the figure, also where that was lowered.
            if summed(after) > summed(before):
                said_by = f"set by {standing.set_by} on {standing.document}"
                require_within(standing.amount, summed(after), year, said_by)
    return looked


def _of_year(changed: Mapping[str, DistrictYear], year: FiscalYear) -> States:
    found = {}
    for stream, state in changed.items():
        place = district_year_of(stream)
        if place is not None and place[1] == year:
            found[place[0]] = state
    return found


def authorized_in_all(states: States) -> Money:
    """Authorized in a year, on plans and directions; a proposal releases nothing."""
    return total(
        [balance("authorized", state) - residency_released(state) for state in states.values()]
    )


def let_out_in_all(states: States) -> Money:
    """In payment or paid in a year, on plans and directions; what came back is not."""
    return total([let_out(state) for state in states.values()])
