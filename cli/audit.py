"""`alliance audit`: the State single audit: filed, extended, not needed. § 4-231, § 4-232.

The threshold is that of the first day of the fiscal year. Not here: findings of an audit.
"""

from typing import Annotated

import typer

from cli.acts import Act, act
from cli.render import Column, Table, Value
from cli.year_list import year_list
from domain.fiscal_year import FiscalYear
from domain.side_kinds import AuditStage
from domain.statute.s4_231_single_audit import (
    AUDIT_FILING,
    audit_due,
    audit_due_extended,
    audit_threshold,
)
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("stage", "stage"),
    Column("on", "on"),
    Column("until", "until"),
    Column("spent", "state assistance"),
    Column("threshold", "threshold"),
    Column("required", "audit"),
    Column("reference", "by"),
    Column("citation", "citation", on_screen=False),
)
_On = Annotated[str, typer.Option("--on", help="The day.", metavar="DATE")]
_Reference = Annotated[
    str, typer.Option("--reference", help="The report, notice or letter.", metavar="TEXT")
]
_Spent = Annotated[
    str,
    typer.Option("--spent", help="State assistance spent in the year.", metavar="AMOUNT"),
]


@app.callback()
def audit() -> None:
    """The State single audit of a year: filed, extended, not needed."""


@act(app, "file")
def file(on: _On, spent: _Spent, reference: _Reference) -> Act:
    """Record that the report of a single audit was filed."""
    fields = {"stage": AuditStage.FILED.value, "on": on, "spent": spent, "reference": reference}
    return Act("RecordSingleAudit", fields)


@act(app, "extend")
def extend(
    on: _On,
    until: Annotated[str, typer.Option("--until", help="The new last day.", metavar="DATE")],
    reference: _Reference,
) -> Act:
    """Record the one extension for filing, of up to 30 days."""
    fields = {
        "stage": AuditStage.EXTENDED.value,
        "on": on,
        "until": until,
        "reference": reference,
    }
    return Act("RecordSingleAudit", fields)


@act(app, "exempt")
def exempt(on: _On, spent: _Spent, reference: _Reference) -> Act:
    """Record that no single audit is needed, below the threshold of the year."""
    fields = {"stage": AuditStage.EXEMPT.value, "on": on, "spent": spent, "reference": reference}
    return Act("RecordSingleAudit", fields)


@year_list(app, "State single audits")
def audits(states: States, year: FiscalYear) -> Table:
    """List what is on record about the single audits of a year."""
    rows: list[dict[str, Value]] = [
        {
            "district": district,
            "town_code": district.code,
            "stage": one.stage.value,
            "on": one.on,
            "until": one.until,
            "spent": one.spent,
            "threshold": one.threshold,
            "required": _REQUIRED[one.required],
            "reference": one.reference,
            "citation": "C.G.S. § 4-231, § 4-232",
        }
        for district, state in states.items()
        for one in state.side.audits
    ]
    return Table(
        name="audit.list",
        columns=_COLUMNS,
        rows=rows,
        notes=[_rule_of(year)],
        empty=f"No single audit is on record for {year}; that is not a finding.",
    )


_REQUIRED = {True: "required", False: "not required", None: None}


def _rule_of(year: FiscalYear) -> str:
    """The rule of the year in one line."""
    threshold = audit_threshold(year.first_day)
    rule = AUDIT_FILING.in_force(year, year.last_day).value
    return (
        f"{year} began on {year.first_day}: a single audit from {threshold.shown} of state "
        f"assistance on, {threshold.citation}. Filed by {audit_due(year.last_day, rule)}, "
        f"extended at most to {audit_due_extended(year.last_day, rule)}, § 4-232 (UNVERIFIED)."
    )
