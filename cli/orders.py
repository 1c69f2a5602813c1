"""Every order under which money is owed, over all districts and years, as it stood on a day.

Not here: arithmetic on one (`domain/receivables.py`), lists of them (`receivables_lists.py`).
"""

from dataclasses import dataclass
from datetime import date

from cli.case_acts import id_of
from cli.wiring import Office
from domain.determination_events import DeterminationIssued
from domain.determination_state import OPENING, Determination
from domain.district import District
from domain.events import OpeningBalanceStated
from domain.fiscal_year import FiscalYear
from ledger.application import NOW, Cut
from ledger.made_up import figures_made_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A determination under which something was ordered.

    Attributes:
        id: as it is typed.
        district, fiscal_year: whose it is, and the year of the money.
        ordered_on: its legal date.
        known: the determination as it stood.
        synthetic: whether anything of its district-year is made up.
    """

    id: str
    district: District
    fiscal_year: FiscalYear
    ordered_on: date
    known: Determination
    synthetic: bool


def orders(office: Office, cut: Cut = NOW) -> list[Order]:
    """Every order inside the dates asked for, by fiscal year, town and number."""
    return [
        _order(office, cut, district, year, name, known)
        for (district, year), state in office.ledger.all_district_years(cut).items()
        for name, known in state.claims.determinations.items()
        if known.ordered
    ]


def _order(
    office: Office, cut: Cut, district: District, year: FiscalYear, name: str, known: Determination
) -> Order:
    records = office.ledger.history(district, year, cut)
    days = [
        kept.record.effective_on
        for kept in records
        if (isinstance(kept.record.data, OpeningBalanceStated) and name == OPENING)
        or (
            isinstance(kept.record.data, DeterminationIssued)
            and kept.record.data.determination == name
        )
    ]
    return Order(
        id=id_of(name, district, year),
        district=district,
        fiscal_year=year,
        ordered_on=days[-1],
        known=known,
        synthetic=figures_made_up(office.ledger, records, cut),
    )
