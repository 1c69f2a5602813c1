"""What `inquiry show` and `finding show` have in common: one of a district-year, with its records.

Not here: what is shown of each (`inquiry.py`, `finding.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import typer

from cli.render import Table, plain, table_data
from cli.wiring import Office, answer, cut_of, open_office
from domain.authority import Citation
from domain.district import District, district_named
from domain.errors import NotFoundError
from domain.fiscal_year import FiscalYear
from domain.sentences import sentence
from domain.state import DistrictYear
from domain.words import same_words
from ledger.application import Cut, Kept, fold_records
from ledger.corrections import corrected_in
from ledger.made_up import figures_made_up

ClaimT = TypeVar("ClaimT")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOnRecord:
    """A district-year in which something is looked for.

    Attributes:
        office, district, fiscal_year: whose it is.
        records, state: inside the dates asked for.
        cut: those dates.
        known_on: that date as typed.
    """

    office: Office
    district: District
    fiscal_year: FiscalYear
    records: list[Kept]
    state: DistrictYear
    cut: Cut
    known_on: str | None

    def found(self, what: str, known: Mapping[str, ClaimT], name: str) -> ClaimT:
        """What has that name. Raises NotFoundError."""
        for own, one in known.items():
            if same_words(own, name):
                return one
        names = ", ".join(known) or "none"
        raise NotFoundError(
            f"{self.district} {self.fiscal_year} has no {what} {name!a:.40} on record (on record: "
            f"{names}).",
            citation=Citation("C.G.S. § 10-262u(g)"),
            details={what: name, "on_record": names},
            next_step=f"See: alliance {what} list --fiscal-year {self.fiscal_year}",
        )

    def steps_about(self, field: str, name: str) -> list[str]:
        """Every record that names it in a field, with its position and what became of it."""
        corrected = corrected_in(self.records)
        return [
            f"  {kept.position:,}  {kept.record.effective_on}  {sentence(kept.record.data)}"
            + (f" · {corrected[kept.position].words}" if kept.position in corrected else "")
            for kept in self.records
            if same_words(str(getattr(kept.record.data, field, "")), name)
        ]


def claim_history(
    context: typer.Context,
    district: str,
    fiscal_year: str,
    as_of: str | None,
    known_on: str | None,
) -> ClaimOnRecord:
    """The district-year that was asked for. Raises what reading its name and dates raises."""
    named, year = district_named(district), FiscalYear.parse(fiscal_year)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    records = office.ledger.history(named, year, cut)
    return ClaimOnRecord(
        office=office,
        district=named,
        fiscal_year=year,
        records=records,
        state=fold_records(records),
        cut=cut,
        known_on=known_on,
    )


def show_claim(
    record: ClaimOnRecord, table: Table, *, as_json: bool, csv: Path | None, xlsx: Path | None
) -> None:
    """Show one claim in every form asked for."""
    made_up = figures_made_up(record.office.ledger, record.records, record.cut)
    what = table.name.partition(".")[0]
    data = table_data(table) | {
        "district": record.district.name,
        "town_code": record.district.code,
        "fiscal_year": plain(record.fiscal_year),
        "synthetic": made_up,
    }
    answer(
        record.office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"{'SYNTHETIC · ' if made_up else ''}{record.district} · {record.fiscal_year} · "
        f"{what}",
        data=data,
        meta={"as_of": record.cut.day, "known_on": record.known_on},
    )
