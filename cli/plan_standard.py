"""A plan file held against law, record and settings: everything that is not as it should be.

Not here: reading a form (`workbook/`, `ledger/plan_file.py`), what a discrepancy is
(`domain/plan_check.py`), recording any of it (`intake.py`).
"""

import textwrap
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from cli.render import Column, Table, Value, out, print_json
from cli.wiring import Office, today
from domain.district import District
from domain.errors import UnreadableFileError
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.plan_check import discrepancies_of
from domain.plan_content import Discrepancy, Severity
from domain.plan_reading import Places, ReadPlan, meant_for_another
from domain.plan_standard import Standard, amounts_known, local_match_known, not_compared
from domain.settings import Settings
from domain.statute.rules import rules_in_force
from domain.words import typed
from ledger.control_figure import settings_in_force
from ledger.documents import sha256_of_file
from ledger.plan_file import read_plan_text

_TEXT = (".toml", ".json")
_THE_FILE: Final = "the file"
_IN: Final = " " * 7
_SECTION: Final = "§\u2060"  # stands for "§ " while lines are broken, so that none breaks there

COLUMNS = (
    Column("place", "where"),
    Column("severity", "kind"),
    Column("message", "what is not as it should be"),
    Column("code", "code", on_screen=False),
    Column("citation", "citation", on_screen=False),
)


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
    if not is_text(file):
        from cli.workbook.read import read_plan  # late: openpyxl takes 100 ms

        return read_plan(file)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{file} cannot be read: {error.strerror}.", next_step="Check the file's name."
        ) from error
    return read_plan_text(file.name, content)


def read_received(file: Path) -> ReadPlan:
    """What was received, also where nothing of it can be read: then that is its discrepancy.

    So the register says why nothing came of it.
    """
    try:
        return read_file(file)
    except UnreadableFileError as error:
        nothing = Discrepancy(
            code=error.code,
            place=_THE_FILE,
            message=f"{error.message} Ask for one that can be read.",
            severity=Severity.STOPS,
            citation="",
        )
        return ReadPlan(
            district_code=None,
            fiscal_year=None,
            content=None,
            readable=None,
            discrepancies=(nothing,),
            echo=(),
            left_out=(),
            places=Places(),
        )


def read_registered(file: Path, register: str) -> ReadPlan:
    """A plan file that is registered already. Raises UnreadableFileError, with the way back."""
    try:
        return read_file(file)
    except UnreadableFileError as error:
        raise UnreadableFileError(
            error.message,
            details=error.details,
            next_step=f"It is registered as {register}. Send it back: {plain_return(register)}",
        ) from error


def way_back(register: str, file: Path, found: tuple[Discrepancy, ...]) -> str:
    """The command that sends a plan back: with marked cells where there are cells to mark."""
    unreadable = any(one.place == _THE_FILE for one in found)
    if unreadable or is_text(file):
        return plain_return(register)
    return f"alliance plan return {register} {typed(str(file))} --out FILE --because TEXT"


def plain_return(register: str) -> str:
    """The command that sends back what has no cells to mark."""
    return f"alliance intake return {register} --because TEXT --due-on DATE"


def is_text(file: Path) -> bool:
    """Whether a plan file is text by the ending of its name, and no workbook."""
    return file.suffix.casefold() in _TEXT


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


def require_same_file(file: Path, sha256: str, register: str) -> None:
    """Raises UnreadableFileError where the file is not the one that was registered."""
    found = sha256_of_file(file)
    if found != sha256:
        raise UnreadableFileError(
            f"{file.name} is not the file that was registered as {register}.",
            details={"registered": sha256, "given": found},
            next_step="Give the file as it was received; a changed one is registered anew.",
        )


def echo_data(read: ReadPlan) -> list[dict[str, object]]:
    """Every value as it was taken, as JSON has it."""
    return [
        {
            "place": one.place,
            "field": one.field,
            "taken": one.taken,
            "formula": one.formula or None,
        }
        for one in read.echo
    ]


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


def discrepancy_table(name: str, found: tuple[Discrepancy, ...], empty: str) -> Table:
    """The discrepancies as a list, what stops the plan first; the screen has `lines_of` them."""
    rows: list[dict[str, Value]] = [
        {
            "place": one.place,
            "severity": one.severity.value,
            "message": one.message,
            "code": one.code,
            "citation": one.citation or None,
        }
        for one in _in_order(found)
    ]
    return Table(name=name, columns=COLUMNS, rows=rows, empty=empty)


def lines_of(found: tuple[Discrepancy, ...], empty: str) -> list[str]:
    """The discrepancies as people read them: the place, then what is wrong there."""
    lines = [] if found else [empty]
    for one in _in_order(found):
        kind = "STOPS" if one.severity is Severity.STOPS else "note "
        lines.append(f"{kind}  {one.place}")
        cited = f" ({one.citation})" if one.citation else ""
        wrapped = textwrap.wrap(
            (one.message + cited).replace("§ ", _SECTION),
            92,
            initial_indent=_IN,
            subsequent_indent=_IN,
            break_on_hyphens=False,
        )
        lines += [text.replace(_SECTION, "§ ") for text in wrapped]
    stopping = sum(one.severity is Severity.STOPS for one in found)
    if found:
        lines.append(f"{stopping} that stop it + {len(found) - stopping} to look at = {len(found)}")
    return lines


def _in_order(found: tuple[Discrepancy, ...]) -> list[Discrepancy]:
    return sorted(found, key=lambda one: one.severity is not Severity.STOPS)


def show_discrepancies(
    office: Office,
    table: Table,
    found: tuple[Discrepancy, ...],
    *,
    title: str,
    data: object,
    as_json: bool,
    meta: Mapping[str, object] | None = None,
) -> None:
    """Give the discrepancies on the screen or as JSON."""
    if as_json:
        print_json(table.name, data, office.meta(**(meta or {})))
        return
    out(office.headline)
    out(title)
    out("")
    for line in lines_of(found, table.empty):
        out(line)
