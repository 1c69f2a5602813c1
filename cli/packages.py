"""Prefilled workbooks, one file for each district: which districts, which names, where to.

Shared by `alliance plan package` and `alliance report package`.
Not here: what stands in them (`plan_forms.py`, `report_forms.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cli.files import require_free
from cli.render import out, print_json, say
from cli.wiring import Office
from domain.authority import Citation
from domain.district import District, district_named
from domain.errors import RefusedError, UsageError
from domain.fiscal_year import FiscalYear
from domain.state import DistrictYear
from domain.words import how_many
from ledger.batch_record import states_of

_DESIGNATION = Citation("C.G.S. § 10-262u(b)")

Writing = Callable[[District, DistrictYear, Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages:
    """What is asked for.

    Attributes:
        noun: plan or report.
        fiscal_year: for which year.
        district: whose; None for every designated district.
        folder: where the files go.
        replace: whether files that are there may be written over.
        as_json: whether the answer is JSON.
    """

    noun: str
    fiscal_year: FiscalYear
    district: District | None
    folder: Path
    replace: bool
    as_json: bool


def named_or_all(district: str | None, *, all_: bool) -> District | None:
    """The district that was named, or None for all. Raises UsageError for both or neither."""
    if (district is None) != all_:
        raise UsageError("Which district?", next_step="Name one, or give --all.")
    return district_named(district) if district is not None else None


def write_packages(office: Office, asked: Packages, write: Writing) -> None:
    """Write them with `write`, and say so. Raises RefusedError, UsageError."""
    states = _designated(office, asked.district, asked.fiscal_year)
    names = {one: _name(asked, one) for one in states}
    for name in names.values():
        require_free(asked.folder / name, replace=asked.replace)
    _make_folder(asked.folder)
    for number, (one, state) in enumerate(states.items(), start=1):
        write(one, state, asked.folder / names[one])
        if not asked.as_json and len(states) > 1:
            say(f"{number} of {len(states)}  {names[one]}")
    if asked.as_json:
        rows = [{"file": name} for name in names.values()]
        data = {"rows": rows, "totals": {"files": len(rows)}}
        print_json(f"{asked.noun}.package", data, office.meta())
        return
    out(office.headline)
    out(f"Wrote {how_many(len(names), 'workbook')} to {asked.folder}.")


def _designated(
    office: Office, district: District | None, year: FiscalYear
) -> Mapping[District, DistrictYear]:
    """The named district, or every designated one. Raises RefusedError."""
    every = states_of(office.ledger, year)
    states = {one: state for one, state in every.items() if state.designated}
    if district is not None:
        if district not in states:
            raise RefusedError(
                f"{district} is not designated for {year} in this ledger.",
                citation=_DESIGNATION,
                next_step="Check the district and the year: alliance portion list --fiscal-year "
                f"{year}",
            )
        return {district: states[district]}
    if not states:
        raise RefusedError(
            f"No district is designated for {year} in this ledger.",
            citation=_DESIGNATION,
            next_step="Record the designations first: alliance import designations FILE",
        )
    return states


def _name(asked: Packages, district: District) -> str:
    name = district.name.lower().replace(" ", "-")
    return f"{asked.fiscal_year}-{asked.noun}-{district.code:03d}-{name}.xlsx"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be made: {error.strerror}.", next_step="Name another folder."
        ) from error
