"""`alliance plan template` and `package`: the form a board fills in, empty or prefilled.

Not here: what comes back (`plan_files.py`), the workbook itself (`workbook/`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.files import Replace, require_free
from cli.plan_standard import settings_in
from cli.render import out, print_json, replace_file, say
from cli.wiring import Office, open_office, today
from cli.workbook.prefill import Package, empty_package
from domain.authority import Citation
from domain.district import District, district_named
from domain.errors import RefusedError, UsageError
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.plan_content import BudgetLine
from domain.state import DistrictYear
from domain.statute.rules import rules_in_force
from domain.words import how_many
from ledger.batch_record import states_of
from ledger.plan_template import plan_text_template

Contact = Annotated[str, typer.Option("--contact", help="Whom a district may ask.", metavar="TEXT")]

_DESIGNATION = Citation("C.G.S. § 10-262u(b)")


def template(
    context: typer.Context,
    fiscal_year: options.Year,
    file: Annotated[Path, typer.Option("--out", help="Where to write it.", metavar="FILE")],
    replace: Replace = False,
    as_json: options.Json = False,
) -> None:
    """Write the empty form of a year: .xlsx for Excel, .toml for text."""
    year = FiscalYear.parse(fiscal_year)
    require_free(file, replace=replace)
    office = open_office(context)
    settings = settings_in(office)
    codes, guidelines = settings.object_codes(year), settings.guidelines(year)
    strategies = rules_in_force(year, today()).strategies().value
    listed = tuple((one.code, one.words) for one in codes.codes) if codes else ()
    if file.suffix.casefold() == ".toml":
        text = plan_text_template(
            district=None,
            fiscal_year=year,
            strategies=strategies,
            object_codes=listed,
            guidelines=guidelines.version if guidelines else None,
        )
        replace_file(file, text.encode())
    else:
        # Imported late, as below: openpyxl takes 100 ms that other verbs do not pay.
        from cli.workbook.package import write_package

        package = empty_package(
            headline=office.headline,
            fiscal_year=year,
            strategies=strategies,
            object_codes=listed,
            guidelines=guidelines.version if guidelines else None,
        )
        write_package(package, _as_workbook(file))
    if as_json:
        print_json("plan.template", {"file": str(file)}, office.meta())
        return
    out(office.headline)
    out(f"Wrote {file}: {len(strategies)} strategies valid for {year}.")


def package(
    context: typer.Context,
    fiscal_year: options.Year,
    folder: Annotated[Path, typer.Option("--out", help="The folder to write to.", metavar="DIR")],
    district: Annotated[
        str | None, typer.Argument(help="Town name or code.", metavar="[DISTRICT]")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="For every designated district.")] = False,
    contact: Contact = "the Department of Education",
    replace: Replace = False,
    as_json: options.Json = False,
) -> None:
    """Write the prefilled workbook of a district, or of all of them."""
    if (district is None) != all_:
        raise UsageError("Which district?", next_step="Name one, or give --all.")
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    states = _designated(office, district, year)
    names = {one: _name(one, year) for one in states}
    for name in names.values():
        require_free(folder / name, replace=replace)
    from cli.workbook.package import write_package

    _make_folder(folder)
    for number, (one, state) in enumerate(states.items(), start=1):
        write_package(_package(office, one, year, state, contact), folder / names[one])
        if not as_json and len(states) > 1:
            say(f"{number} of {len(states)}  {names[one]}")
    if as_json:
        rows = [{"file": name} for name in names.values()]
        data = {"rows": rows, "totals": {"files": len(rows)}}
        print_json("plan.package", data, office.meta())
        return
    out(office.headline)
    out(f"Wrote {how_many(len(names), 'workbook')} to {folder}.")


def _designated(
    office: Office, district: str | None, year: FiscalYear
) -> Mapping[District, DistrictYear]:
    """The named district, or every designated one. Raises RefusedError."""
    every = states_of(office.ledger, year)
    states = {one: state for one, state in every.items() if state.designated}
    if district is not None:
        named = district_named(district)
        if named not in states:
            raise RefusedError(
                f"{named} is not designated for {year} in this ledger.",
                citation=_DESIGNATION,
                next_step="Check the district and the year: alliance portion list --fiscal-year "
                f"{year}",
            )
        return {named: states[named]}
    if not states:
        raise RefusedError(
            f"No district is designated for {year} in this ledger.",
            citation=_DESIGNATION,
            next_step="Record the designations first: alliance import designations FILE",
        )
    return states


def _name(district: District, year: FiscalYear) -> str:
    return f"{year}-plan-{district.code:03d}-{district.name.lower().replace(' ', '-')}.xlsx"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be made: {error.strerror}.", next_step="Name another folder."
        ) from error


def _package(
    office: Office, district: District, year: FiscalYear, state: DistrictYear, contact: str
) -> Package:
    settings = settings_in(office)
    codes, guidelines = settings.object_codes(year), settings.guidelines(year)
    due = settings.plan_due(year)
    before = office.ledger.district_year(district, year.previous)
    known = before.closed is not None or state.opening is not None
    return Package(
        headline=office.headline,
        district=district,
        fiscal_year=year,
        portion=figure("portion", state),
        portion_lines=_portion_lines(state),
        carry_in=figure("carry_in", state) if known else None,
        due=f"{due.due_on}, set by {due.set_by} on {due.document}"
        if due
        else "no date set by the Commissioner",
        contact=contact,
        strategies=rules_in_force(year, today()).strategies().value,
        object_codes=tuple((one.code, one.words) for one in codes.codes) if codes else (),
        last_year=_approved_lines(before),
        guidelines=guidelines.version if guidelines else None,
    )


def _portion_lines(state: DistrictYear) -> tuple[str, ...]:
    portion = state.portion
    if portion is None:
        return ()
    true_up = f", with true-up {portion.true_up.display}" if portion.true_up else ""
    return (
        f"ECS entitlement {portion.entitlement.display}{true_up}",
        f"less earmarks {portion.other_earmarks.display}",
        f"less FY{portion.baseline_fiscal_year} entitlement {portion.baseline.display}",
        "not below zero",
    )


def _approved_lines(before: DistrictYear) -> tuple[BudgetLine, ...]:
    """Last year's lines of the plan in force, each as it was asked for."""
    approved = before.approved_plan
    if approved is None or approved[1].content is None:
        return ()
    kept = {line.key for line in approved[1].lines if line.amount}
    return tuple(line for line in approved[1].content.lines if line.key in kept)


def _as_workbook(file: Path) -> Path:
    if file.suffix.casefold() != ".xlsx":
        raise UsageError(f"{file.name} is neither .xlsx nor .toml.", next_step="Name the form so.")
    return file
