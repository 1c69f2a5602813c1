"""A report file held against plan and record: everything that is not as it should be.

Not here: reading a form (`workbook/`, `ledger/report_file.py`), what a discrepancy is
(`domain/report_check.py`), how it is shown (`papers.py`), recording any of it (`intake.py`).
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cli.papers import bytes_of, is_text, unreadable
from cli.plan_standard import settings_in
from cli.wiring import Office
from domain.authority import Citation
from domain.district import District
from domain.errors import RefusedError, UnreadableFileError
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.plan_content import Discrepancy
from domain.plan_reading import Places, ReadPaper, meant_for_another
from domain.plan_state import Plan
from domain.report_check import report_discrepancies
from domain.report_content import Counted
from domain.report_reading import ReadReport, put_together
from domain.report_standard import ReportStandard, grant_known
from domain.state import DistrictYear
from ledger.application import Cut
from ledger.crosswalk_file import read_crosswalk
from ledger.report_csv import read_report_csv
from ledger.report_file import read_report_text

Crosswalk = Mapping[str, str]


def plan_on_june_30(
    office: Office, district: District, year: FiscalYear
) -> tuple[int, Plan] | None:
    """The plan version in force on June 30 of the year, amendments until then included."""
    return office.ledger.district_year(district, year, Cut(as_of=year.last_day)).approved_plan


def carried_in(office: Office, district: District, year: FiscalYear) -> DistrictYear | None:
    """The district-year where the balance carried into it is known, else None."""
    state = office.ledger.district_year(district, year)
    before = office.ledger.district_year(district, year.previous)
    known = before.closed is not None or state.carried_in is not None or state.opening is not None
    return state if known else None


def standard_for_report(
    office: Office, district: District, year: FiscalYear, came_on: date | None
) -> ReportStandard:
    """What a report of the district-year is held against; `came_on`: None where it is not asked."""
    columns = settings_in(office).report_columns(year)
    state = office.ledger.district_year(district, year)
    in_force = plan_on_june_30(office, district, year)
    known = carried_in(office, district, year)
    passed_through = figure("passed_through", state)
    return ReportStandard(
        fiscal_year=year,
        plan_version=in_force[0] if in_force else None,
        approved={line.key: line.amount for line in in_force[1].lines} if in_force else {},
        carry_in=figure("carry_in", known) if known else None,
        # A zero may be a pass-through that nobody recorded yet.
        received=passed_through or None,
        available=figure("available", state),
        counted=columns.counted if columns else None,
        paid_after_until=columns.paid_by if columns else None,
        came_on=came_on,
    )


def crosswalk_for(
    office: Office, district: District, year: FiscalYear, file: Path | None
) -> Crosswalk:
    """Line of the plan by account: as on record, and as a file says. Raises UnreadableFileError."""
    on_record = office.ledger.district_year(district, year).reporting.crosswalk
    given = read_crosswalk(file) if file is not None else ()
    return {**on_record, **{one.account: one.line for one in given}}


def counted_for(office: Office, year: FiscalYear) -> Counted:
    """Which columns count as spent, as set for the year. Raises RefusedError where nobody did."""
    columns = settings_in(office).report_columns(year)
    if columns is None:
        raise RefusedError(
            f"Nobody has set which columns of a report count as spent for {year}.",
            citation=Citation("C.G.S. § 10-262u(g)"),
            details={"fiscal_year": str(year.ends_in)},
            next_step="No source says it. Set it with who decided and on what document (alliance "
            f"setting report-columns --fiscal-year {year}), or say it for this one (--counted).",
        )
    return columns.counted


def read_report_file(file: Path, crosswalk: Crosswalk) -> ReadReport:
    """A report file, by the ending of its name. Raises UnreadableFileError."""
    if file.suffix.casefold() == ".csv":
        return read_report_csv(file, crosswalk)
    if is_text(file, "report"):
        return read_report_text(file.name, bytes_of(file), crosswalk)
    from cli.workbook.report_read import read_report  # late: openpyxl takes 100 ms

    return read_report(file, crosswalk)


def read_received_report(file: Path, crosswalk: Crosswalk) -> ReadReport:
    """What was received, also where nothing of it can be read: then that is its discrepancy."""
    try:
        return read_report_file(file, crosswalk)
    except UnreadableFileError as error:
        paper = ReadPaper(
            district_code=None,
            fiscal_year=None,
            discrepancies=(unreadable(error),),
            echo=(),
            left_out=(),
            places=Places(),
        )
        return put_together(paper, None, (), {})


def report_found(
    read: ReadReport,
    office: Office,
    district: District,
    year: FiscalYear,
    came_on: date | None = None,
) -> tuple[Discrepancy, ...]:
    """Everything wrong with a report file: its form, whose it is, what it says, what has to wait.

    `came_on`: the day it was received; None for one that is not registered.
    """
    content: tuple[Discrepancy, ...] = ()
    if read.readable is not None:
        standard = standard_for_report(office, district, year, came_on)
        content = report_discrepancies(read.readable, standard, read.places)
    return (*meant_for_another(read, district, year, "report"), *read.discrepancies, *content)


def spent_said(read: ReadReport) -> str:
    """What the lines of a report add up to, column by column."""
    content = read.readable
    if content is None or (read.content is None and not content.lines):
        return "total  nothing could be taken from it"
    if not grant_known(content, read.places):
        return "total  not known until every amount can be read and stands on a line"
    paid, after = content.spent(Counted.PAID), content.spent(Counted.PAID_AFTER)
    obligated = content.spent(Counted.OBLIGATED)
    return (
        f"total  {paid.display} paid by June 30 + {(after - paid).display} obligated and paid "
        f"after + {(obligated - after).display} still obligated = {obligated.display}; local "
        f"{content.local.display} beside it, not counted"
    )
