"""`alliance report template` and `package`: the form a board fills in, empty or prefilled.

Not here: what comes back (`report_files.py`), the workbook itself (`workbook/`).
"""

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.files import Replace, require_free
from cli.packages import Packages, named_or_all, write_packages
from cli.plan_forms import Contact, as_workbook
from cli.plan_standard import settings_in
from cli.render import out, print_json, replace_file
from cli.report_standard import plan_on_june_30, standard_for_report
from cli.wiring import Office, open_office
from cli.workbook.report_prefill import ApprovedForReport, ReportPackage
from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.plan_state import Plan
from domain.setting_events import Duty
from domain.state import DistrictYear
from ledger.report_template import report_csv_template, report_text_template

_NO_DATE = "no date set; the law names none"
_NOT_SET = "not set by the Department; what was paid by June 30 is added up"


def template(
    context: typer.Context,
    fiscal_year: options.Year,
    file: Annotated[Path, typer.Option("--out", help="Where to write it.", metavar="FILE")],
    replace: Replace = False,
    as_json: options.Json = False,
) -> None:
    """Write the empty form of a year: .xlsx for Excel, .csv or .toml for text."""
    year = FiscalYear.parse(fiscal_year)
    require_free(file, replace=replace)
    office = open_office(context)
    match file.suffix.casefold():
        case ".toml":
            replace_file(file, report_text_template(year).encode())
        case ".csv":
            replace_file(file, report_csv_template().encode())
        case _:
            # Imported late, as below: openpyxl takes 100 ms that other verbs do not pay.
            from cli.workbook.report_package import write_report_package

            to = as_workbook(file, ".csv, nor .toml")
            write_report_package(_empty(office, year), to)
    if as_json:
        print_json("report.template", {"file": str(file)}, office.meta())
        return
    out(office.headline)
    out(f"Wrote {file}: an empty expenditure report of {year}.")


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
    """Write the report workbook of a district or of all, with the approved lines."""
    asked = Packages(
        noun="report",
        fiscal_year=FiscalYear.parse(fiscal_year),
        district=named_or_all(district, all_=all_),
        folder=folder,
        replace=replace,
        as_json=as_json,
    )
    office = open_office(context)

    def write(one: District, _: DistrictYear, file: Path) -> None:
        from cli.workbook.report_package import write_report_package

        write_report_package(_package(office, one, asked.fiscal_year, contact), file)

    write_packages(office, asked, write)


def _package(office: Office, district: District, year: FiscalYear, contact: str) -> ReportPackage:
    standard = standard_for_report(office, district, year, None)
    in_force = plan_on_june_30(office, district, year)
    return ReportPackage(
        headline=office.headline,
        district=district,
        fiscal_year=year,
        plan_version=standard.plan_version,
        lines=_lines(in_force[1]) if in_force else (),
        carry_in=standard.carry_in,
        received=standard.received,
        available=standard.available,
        counted=standard.counted,
        counting=_counting(office, year),
        until=standard.paid_after_until,
        due=_due(office, year),
        contact=contact,
    )


def _counting(office: Office, year: FiscalYear) -> str:
    """Which columns count, with who said so; never a silent rule."""
    columns = settings_in(office).report_columns(year)
    if columns is None:
        return _NOT_SET
    return f"{columns.counted.words} ({columns.document}; set by {columns.set_by}; unverified)"


def _due(office: Office, year: FiscalYear) -> str:
    """The due date, with who set it."""
    deadline = settings_in(office).deadline(year, Duty.ANNUAL_REPORT)
    if deadline is None:
        return _NO_DATE
    return f"{deadline.due_on} ({deadline.document}; set by {deadline.set_by})"


def _lines(plan: Plan) -> tuple[ApprovedForReport, ...]:
    """The lines that were approved for anything, in their order."""
    words = {line.key: line.description for line in plan.content.lines} if plan.content else {}
    return tuple(
        ApprovedForReport(key=line.key, description=words.get(line.key, ""), amount=line.amount)
        for line in plan.lines
        if line.amount
    )


def _empty(office: Office, year: FiscalYear) -> ReportPackage:
    columns = settings_in(office).report_columns(year)
    return ReportPackage(
        headline=office.headline,
        district=None,
        fiscal_year=year,
        plan_version=None,
        lines=(),
        carry_in=None,
        received=None,
        available=None,
        counted=columns.counted if columns else None,
        counting=_counting(office, year),
        until=columns.paid_by if columns else None,
        due=_due(office, year),
        contact="the Department of Education",
    )
