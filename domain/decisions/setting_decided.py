"""What is decided about the ledger as a whole: a setting, or a report on the program.

Nothing that is set is law; it is kept as C.G.S. § 11-8b asks of a record.
Not here: which setting a command leads to (`settings.py`, `report_settings.py`).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.authority import Citation, Office
from domain.ledger_events import ProgramReportPublished
from domain.setting_events import SettingEvent
from domain.settings import Settings, year_of
from domain.statute.rules import Clause, rules_in_force

CAVEAT: Final = "configuration, not law"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedSetting:
    """A setting, or a report on the program, decided upon, with its authority.

    Attributes:
        event: the event.
        office: whose act it is: the State Board's for guidelines, the Commissioner's for the report
            on the program; who set anything else stands in the event, in words, since no law names
            an office for it.
        citation: the clause, with the caveat that the setting itself is not law.
        effective_on: the legal date.
    """

    event: SettingEvent | ProgramReportPublished
    office: Office
    citation: Citation
    effective_on: date


def configured(
    event: SettingEvent, standing: Settings, office: Office, clause: Clause, on: date
) -> tuple[DecidedSetting, ...]:
    """A setting without a clause of its own: kept with its caveat; none where it stands so.

    The office is the ledger's own; no law empowers one, so the event says in words who set it.
    """
    citation = rules_in_force(year_of(event), on).clause(clause)
    return decided_setting(event, standing, office, replace(citation, note=CAVEAT), on)


def decided_setting(
    event: SettingEvent, standing: Settings, office: Office, citation: Citation, on: date
) -> tuple[DecidedSetting, ...]:
    """A setting on a clause; none where the very same stands already."""
    if standing.replaced_by(event) == event:
        return ()
    return (DecidedSetting(event=event, office=office, citation=citation, effective_on=on),)
