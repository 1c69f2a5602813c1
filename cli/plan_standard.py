"""A plan file held against law, record and settings: everything that is not as it should be.

Not here: reading a form (`workbook/`, `ledger/plan_file.py`), what a discrepancy is
(`domain/plan_check.py`), how it is shown (`papers.py`), recording any of it (`intake.py`).
"""

from datetime import date
from pathlib import Path

from cli.papers import bytes_of, is_text, unreadable
from cli.wiring import Office, today
from domain.district import District
from domain.errors import UnreadableFileError
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.plan_check import discrepancies_of
from domain.plan_content import Discrepancy
from domain.plan_reading import Places, ReadPlan, meant_for_another
from domain.plan_standard import Standard, amounts_known, local_match_known, not_compared
from domain.settings import Settings
from domain.statute.rules import rules_in_force
from ledger.control_figure import settings_in_force
from ledger.plan_file import read_plan_text


def settings_in(office: Office) -> Settings:
    """The settings of the ledger as they stand today."""
    return settings_in_force(office.ledger)


def standard_for(
    office: Office, district: District, year: FiscalYear, came_on: date | None
) -> Standard:
    """What a plan of the district-year is held against today; `came_on`: None for today."""
    state = office.ledger.district_year(district, year)
    before = office.ledger.district_year(district, year.previous)
    settings = settings_in(office)
    codes, share = settings.object_codes(year), settings.new_reform_share(year)
    guidelines = settings.guidelines(year)
    closed = before.closed is not None or state.carried_in is not None
    return Standard(
        rules=rules_in_force(year, today()),
        portion=figure("portion", state),
        carry_in=figure("carry_in", state) if closed or state.opening else None,
        object_codes=frozenset(one.code for one in codes.codes) if codes else frozenset(),
        new_reform_share=share.percent if share else None,
        guidelines=guidelines.version if guidelines else None,
        came_on=came_on or today(),
    )


def read_file(file: Path) -> ReadPlan:
    """A plan file, by the ending of its name. Raises UnreadableFileError."""
    if not is_text(file, "plan"):
        from cli.workbook.read import read_plan  # late: openpyxl takes 100 ms

        return read_plan(file)
    return read_plan_text(file.name, bytes_of(file))


def read_received(file: Path) -> ReadPlan:
    """What was received, also where nothing of it can be read: then that is its discrepancy.

    So the register says why nothing came of it.
    """
    try:
        return read_file(file)
    except UnreadableFileError as error:
        return ReadPlan(
            district_code=None,
            fiscal_year=None,
            content=None,
            readable=None,
            discrepancies=(unreadable(error),),
            echo=(),
            left_out=(),
            places=Places(),
        )


def found_in(
    read: ReadPlan,
    office: Office,
    district: District,
    year: FiscalYear,
    came_on: date | None = None,
) -> tuple[Discrepancy, ...]:
    """Everything wrong with a plan file: its form, whose it is, what it says, what has to wait.

    `came_on`: the day it was received; None for one that is not registered.
    """
    content: tuple[Discrepancy, ...] = ()
    if read.readable is not None:
        standard = standard_for(office, district, year, came_on)
        content = (
            *discrepancies_of(read.readable, None, standard, read.places),
            *not_compared(read.readable, standard, read.places),
        )
    return (*meant_for_another(read, district, year), *read.discrepancies, *content)


def total_said(read: ReadPlan) -> str:
    """What the lines of a plan add up to, by source of funds."""
    content = read.readable
    if content is None or (read.content is None and not content.lines):
        return "total  nothing could be taken from it"
    if not amounts_known(content, read.places):
        return "total  not known while amounts cannot be read"
    beside = "the local match cannot be read"
    if local_match_known(content, read.places):
        beside = f"local match {content.local_match.display} beside it, not counted"
    return (
        f"total  {content.carry_over.display} carried over + {content.current.display} current "
        f"year = {content.total.display}; {beside}"
    )
