"""`alliance plan template` and `package`: the form a board fills in, empty or prefilled.

Not here: what comes back (`plan_files.py`), the workbook itself (`workbook/`).
"""

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.files import Replace, require_free
from cli.packages import Packages, named_or_all, write_packages
from cli.plan_standard import settings_in
from cli.render import out, print_json, replace_file
from cli.wiring import Office, open_office, today
from cli.workbook.prefill import Package, empty_package
from domain.authority import Citation
from domain.district import District
from domain.errors import UsageError
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.plan_content import BudgetLine
from domain.state import DistrictYear
from domain.statute.rules import rules_in_force
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
        write_package(package, as_workbook(file))
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
    asked = Packages(
        noun="plan",
        fiscal_year=FiscalYear.parse(fiscal_year),
        district=named_or_all(district, all_=all_),
        folder=folder,
        replace=replace,
        as_json=as_json,
    )
    office = open_office(context)

    def write(one: District, state: DistrictYear, file: Path) -> None:
        from cli.workbook.package import write_package

        write_package(_package(office, one, asked.fiscal_year, state, contact), file)

    write_packages(office, asked, write)


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


def as_workbook(file: Path, others: str = ".toml") -> Path:
    """A file that is to be a workbook; `others`: endings of forms as text. Raises UsageError."""
    if file.suffix.casefold() != ".xlsx":
        told = f"{file.name} is neither .xlsx nor {others}."
        raise UsageError(told, next_step="Name the form so.")
    return file
