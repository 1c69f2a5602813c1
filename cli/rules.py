"""`alliance rules`: the law by year, with act, dates, status, and the file that encodes each rule.

Asks no ledger: the law is part of the program. Not here: any rule (`domain/statute/`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

import typer

from cli import dates, options
from cli.law_answer import answer_law
from cli.render import Column, Table, Value
from cli.rules_diff import diff
from cli.wiring import law_day
from domain.authority import Status
from domain.errors import NoRuleInForceError, NotFoundError
from domain.fiscal_year import FiscalYear
from domain.statute.catalogue import all_schedules
from domain.statute.rules import rules_in_force
from domain.statute.schedule import Entry, Schedule
from ledger.application import NOW
from ledger.clock import parse_date

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)
app.command("diff")(diff)

GAP = "no rule in force"
_PROPOSED_NOTE = (
    "Status proposed: a bill, shown so that it can be told from law. Never in force, never posts; "
    "alliance whatif replays the record under it."
)

# Where each schedule is written down; a test holds this list to the files.
FILES: Mapping[str, str] = {
    "rule-set": "rules",
    "alliance-district": "s262u_a_definitions",
    "educational-reform-district": "s262u_a_definitions",
    "designation-round": "s262u_b_designation",
    "identification-method": "s262u_b_identification",
    "portion-baseline-fy2013-round": "s262u_c1_portion",
    "portion-baseline-fy2018-round": "s262u_c1_portion",
    "portion-baseline-fy2023-round": "s262u_c1_portion",
    "portion-baseline-first-designated-fy2023": "s262u_c1_portion",
    "other-earmarks": "s262u_c1_portion",
    "alliance-withholding": "s262u_c1_portion",
    "release": "s262u_c2_release",
    "pass-through": "s262u_c2_release",
    "plan": "s262u_d_plan",
    "plan-tuition": "s262u_d_plan",
    "plan-publication": "s262u_d_plan",
    "strategies": "s262u_d_plan",
    "guidelines": "s262u_e_guidelines",
    "noncompliance": "s262u_f_noncompliance",
    "renewal": "s262u_f_noncompliance",
    "expenditure-report": "s262u_g_report",
    "determination": "s262u_g_report",
    "carry-forward": "s262u_h_carry_forward",
    "program-report": "s262w_program_report",
    "index-score": "s223e_index",
    "annual-return": "s227_annual_return",
    "entitlement": "s262h_entitlement",
    "entitlement-by-year": "s262h_entitlement",
    "installments": "s262i_payment",
    "use-of-aid": "s262i_payment",
    "minimum-budget": "s262i_minimum_budget",
    "budget-forfeiture": "s262i_minimum_budget",
    "minimum-budget-reductions": "s262i_minimum_budget",
    "grant-adjustment": "s263_adjustment",
    "single-audit-threshold": "s4_231_single_audit",
    "single-audit-filing": "s4_231_single_audit",
    "residency-set-aside": "s156gg_residency",
    "residency-carry": "s156gg_residency",
    "questioned-costs": "s4_uapa",
    "contested-case": "s4_uapa",
    "final-decision": "s4_uapa",
    "service": "s4_uapa",
    "reconsideration": "s4_uapa",
    "changed-conditions": "s4_uapa",
    "appeal": "s4_uapa",
    "uncollectible": "s3_7_claims",
    "compromise": "s3_7_claims",
    "records": "records",
    "proposed": "proposed",
}

_SCHEDULE = Column("schedule", "schedule")
_RULE = Column("value", "rule")
_EFFECTIVE = Column("effective", "in force from")
_STATUS = Column("status", "status")
_CITATION = Column("citation", "citation")
_FIRST = Column("first_fiscal_year", "from")
_LAST = Column("last_fiscal_year", "to")
_QUIET = tuple(
    Column(key, key, on_screen=False)
    for key in ("title", "provision", "unit", "repealed", "note", "module")
)
LIST_COLUMNS = (_SCHEDULE, _RULE, _FIRST, _LAST, _EFFECTIVE, _STATUS, _CITATION, *_QUIET)
SHOW_COLUMNS = (
    _SCHEDULE,
    _RULE,
    _EFFECTIVE,
    _STATUS,
    _CITATION,
    *(Column(column.key, column.title, on_screen=False) for column in (_FIRST, _LAST)),
    *_QUIET,
    Column("in_force", "in force", on_screen=False),
)
FIND_COLUMNS = (
    _SCHEDULE,
    Column("title", "about"),
    Column("provision", "clause"),
    Column("module", "file"),
)


@app.callback()
def rules() -> None:
    """The law by year, with act, dates and status."""


@app.command("list")
def list_(
    csv: options.Csv = None, xlsx: options.Xlsx = None, as_json: options.Json = False
) -> None:
    """List every rule of every year.

    What it says, from when, by which act, and how certain that is.
    """
    rows = [_row(schedule, entry) for schedule in all_schedules() for entry in schedule.entries]
    table = Table(
        name="rules.list",
        columns=LIST_COLUMNS,
        rows=rows,
        notes=[_PROPOSED_NOTE, "Which file encodes a clause: alliance rules find CLAUSE"],
    )
    answer_law(table, "Every rule, oldest first", {}, as_json=as_json, csv=csv, xlsx=xlsx)


@app.command()
def show(
    fiscal_year: options.Year,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            help="As the law stood on that day (default: June 30 of the year, or today).",
            metavar="DATE",
        ),
    ] = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show the law in force for a fiscal year.

    As it stood on a day; a gap in the law is named as one.
    """
    year = FiscalYear.parse(fiscal_year)
    day = parse_date(on, "--on") if on else law_day(year, NOW)
    rule_set = rules_in_force(year, day).rule_set
    table = Table(
        name="rules.show",
        columns=SHOW_COLUMNS,
        rows=[row for schedule in all_schedules() for row in _rows_on(schedule, year, day)],
        notes=[_PROPOSED_NOTE],
    )
    meta = {"fiscal_year": year, "on": day, "law": rule_set}
    title = f"{dates.heading(year)} · as the law stood on {day} · {rule_set}"
    answer_law(table, title, meta, as_json=as_json, csv=csv, xlsx=xlsx)


@app.command()
def find(
    clause: Annotated[
        str, typer.Argument(help='A clause or a word, such as "(g)", "10-262i", "carry".')
    ],
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Find the rules on a clause, and their code.

    For each rule the file of this program that encodes it.
    """
    wanted = clause.casefold().strip()
    found = [schedule for schedule in all_schedules() if wanted in _searched(schedule)]
    if not found or not wanted:
        raise NotFoundError(
            f"No rule here is about {ascii(clause)[:60]}.",
            details={"clause": ascii(clause)[:60]},
            next_step="See every clause with: alliance rules list",
        )
    table = Table(name="rules.find", columns=FIND_COLUMNS, rows=[_place(one) for one in found])
    answer_law(table, f"Rules on {clause}", {}, as_json=as_json, csv=csv, xlsx=xlsx)


def _row(schedule: Schedule[object], entry: Entry[object]) -> Mapping[str, Value]:
    return {
        **_place(schedule),
        "value": entry.shown,
        "unit": schedule.unit,
        "first_fiscal_year": entry.first_year,
        "last_fiscal_year": entry.last_year,
        "effective": entry.effective,
        "repealed": entry.repealed,
        "status": entry.status.value,
        "citation": str(entry.citation),
        "note": entry.note or None,
    }


def _place(schedule: Schedule[object]) -> dict[str, Value]:
    return {
        "schedule": schedule.name,
        "title": schedule.title,
        "provision": schedule.provision,
        "module": f"domain/statute/{FILES[schedule.name]}.py",
    }


def _rows_on(
    schedule: Schedule[object], year: FiscalYear, day: date
) -> Sequence[Mapping[str, Value]]:
    """The rule in force for the year on the day, or the gap; of bills, those about the year."""
    bills = [entry for entry in schedule.entries if entry.status is Status.PROPOSED]
    if len(bills) == len(schedule.entries):
        about = [entry for entry in bills if entry.governs(year)]
        return [{**_row(schedule, entry), "in_force": False} for entry in about]
    try:
        return [{**_row(schedule, schedule.in_force(year, day)), "in_force": True}]
    except NoRuleInForceError as gap:
        nothing: dict[str, Value] = dict.fromkeys(
            ("first_fiscal_year", "last_fiscal_year", "effective", "repealed", "status", "citation")
        )
        named: dict[str, Value] = {
            "value": GAP,
            "unit": schedule.unit,
            "note": gap.message,
            "in_force": False,
        }
        return [{**_place(schedule), **nothing, **named}]


def _searched(schedule: Schedule[object]) -> str:
    """All that a search looks at, in small letters."""
    provisions = [entry.citation.provision for entry in schedule.entries]
    parts = (schedule.name, schedule.title, schedule.provision, *provisions)
    return "\n".join(parts).casefold()
