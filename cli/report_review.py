"""`alliance report review` and `queue`: which lines of the reports need a question.

Nothing here is a finding. The allowance is the Department's, dated and named; none is built in.
C.G.S. § 10-262u(g). Not here: the arithmetic (`domain/desk_review.py`), inquiries and findings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from cli import options
from cli.next_claims import free_name
from cli.plan_standard import settings_in
from cli.render import Column, Table, Value, plain, table_data
from cli.report_show import G, report_of
from cli.report_standard import plan_on_june_30
from cli.wiring import Office, answer, open_office
from domain.desk_review import (
    ReviewedLine,
    allowance_of,
    already_asked,
    could_be_questioned,
    reviewed,
    sums_of,
    to_explain,
)
from domain.district import District, district_named
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.plan_state import Plan
from domain.report_state import Report
from domain.setting_events import VarianceAllowanceSet
from domain.state import DistrictYear
from domain.words import how_many, typed
from ledger.made_up import figures_made_up

_COLUMNS = (
    Column("key", "line"),
    Column("description", "what for"),
    Column("approved", "approved"),
    Column("reported", "reported"),
    Column("over", "over"),
    Column("allowed", "allowed"),
    Column("to_explain", "to explain"),
    Column("suggestion", "suggestion"),
    Column("questionable", "could be questioned"),
    Column("synthetic", "made up", on_screen=False),
    Column("citation", "citation", on_screen=False),
)
_PLACED = (Column("district", "district"), Column("town_code", "code"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A report beside its plan.

    Attributes:
        district, fiscal_year, state: whose it is.
        report: the report that stands.
        plan: the plan version in force on June 30, amended until then, or None.
        lines: every line of the report.
        synthetic: whether anything of it is made up.
    """

    district: District
    fiscal_year: FiscalYear
    state: DistrictYear
    report: Report
    plan: tuple[int, Plan] | None
    lines: tuple[ReviewedLine, ...]
    synthetic: bool


def review(
    context: typer.Context,
    district: options.District,
    fiscal_year: options.Year,
    all_: Annotated[
        bool, typer.Option("--all", help="Also the lines that need no question.")
    ] = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Desk review: the lines over by more than the allowance. Nothing is a finding yet."""
    named, year = district_named(district), FiscalYear.parse(fiscal_year)
    office = open_office(context)
    one = review_of(office, named, year)
    asked = to_explain(one.lines)
    shown = one.lines if all_ else asked
    table = Table(
        name="report.review",
        columns=_COLUMNS,
        rows=[_row(one, line) for line in shown],
        totals=_totals([(one, line) for line in shown]),
        proof=_proof(one.lines, asked),
        notes=[*_notes(office, one), *_next(one, asked)],
        empty=_empty(one),
    )
    data = table_data(table) | {key: plain(value) for key, value in _head(one).items()}
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=_title(one), data=data)


def queue(
    context: typer.Context,
    fiscal_year: options.Year,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List only the lines that need a question, of every report of a year."""
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    set_ = settings_in(office).variance_allowance(year)
    every = [
        _reviewed(office, district, year, state, state.report, set_)
        for (district, of_year), state in office.ledger.all_district_years().items()
        if of_year == year and state.report is not None
    ]
    asked = [(one, line) for one in every for line in to_explain(one.lines)]
    count = sum(len(one.lines) for one in every)
    table = Table(
        name="report.queue",
        columns=(*_PLACED, *_COLUMNS),
        rows=[
            {"district": one.district, "town_code": one.district.code, **_row(one, line)}
            for one, line in asked
        ],
        totals=_totals(asked),
        proof=f"{len(asked)} of {how_many(count, 'line')} of {how_many(len(every), 'report')}",
        notes=_allowance_notes(office, year),
        empty=f"No line of the {how_many(len(every), 'report')} of {year} needs a question.",
    )
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=f"Desk review · {year}")


def review_of(office: Office, district: District, year: FiscalYear) -> Reviewed:
    """The report that stands beside its plan. Raises NotFoundError where there is none."""
    state = office.ledger.district_year(district, year)
    set_ = settings_in(office).variance_allowance(year)
    return _reviewed(office, district, year, state, report_of(district, year, state), set_)


def _reviewed(
    office: Office,
    district: District,
    year: FiscalYear,
    state: DistrictYear,
    report: Report,
    set_: VarianceAllowanceSet | None,
) -> Reviewed:
    plan = plan_on_june_30(office, district, year)
    return Reviewed(
        district=district,
        fiscal_year=year,
        state=state,
        report=report,
        plan=plan,
        lines=reviewed(report, plan[1].lines if plan else (), allowance_of(set_)),
        synthetic=figures_made_up(office.ledger, office.ledger.history(district, year)),
    )


def _row(one: Reviewed, line: ReviewedLine) -> dict[str, Value]:
    return {
        "key": line.key,
        "description": line.description or _planned(one, line.key),
        "approved": line.approved,
        "reported": line.reported,
        "over": line.over,
        "allowed": line.allowed or None,
        "to_explain": line.to_explain,
        "suggestion": _suggestion(one, line),
        "questionable": could_be_questioned(line, one.state.claims),
        "synthetic": one.synthetic,
        "citation": G,
    }


def _totals(shown: Sequence[tuple[Reviewed, ReviewedLine]]) -> dict[str, Value]:
    """What the rows shown come to."""
    if not shown:
        return {}
    sums = sums_of([line for _, line in shown])
    left = [could_be_questioned(line, one.state.claims) for one, line in shown]
    return {"over": sums["over"], "to_explain": sums["to_explain"], "questionable": total(left)}


def _planned(one: Reviewed, key: str) -> str:
    """What a line is for in the words of the plan, where the file of the report has none."""
    content = one.plan[1].content if one.plan else None
    lines = content.lines if content else ()
    return next((line.description for line in lines if line.key == key), "")


def _suggestion(one: Reviewed, line: ReviewedLine) -> str:
    """What a reviewer may do next about a line; never a conclusion."""
    if not line.to_explain:
        return ""
    known = already_asked(line.key, one.state.claims)
    if known is not None:
        return known
    if one.plan is None:
        return "no approved plan on record here. ask"
    if line.approved is None:
        return f"no such line in version {one.plan[0]}. ask"
    asked = [
        str(number)
        for number, amendment in one.state.planning.amendments.items()
        if any(line.key in (move.source, move.target) for move in amendment.transfers)
    ]
    return f"amendment on file? {', '.join(asked) or 'none'}. ask"


def _title(one: Reviewed) -> str:
    made_up = "SYNTHETIC · " if one.synthetic else ""
    return (
        f"{made_up}{one.district} · {one.fiscal_year} · desk review of report {one.report.number}"
    )


def _head(one: Reviewed) -> dict[str, Value]:
    return {
        "district": one.district.name,
        "fiscal_year": one.fiscal_year,
        "report": one.report.number,
        "plan_version": one.plan[0] if one.plan else None,
        "lines": len(one.lines),
        "synthetic": one.synthetic,
    }


def _proof(lines: tuple[ReviewedLine, ...], asked: tuple[ReviewedLine, ...]) -> str:
    over = [line for line in lines if line.over and not line.to_explain]
    parts = " + ".join(line.to_explain.display for line in asked)
    came = f"; {parts} = {sums_of(asked)['to_explain'].display}" if len(asked) > 1 else ""
    return (
        f"{len(asked)} of {how_many(len(lines), 'line')} to explain{came}; {len(over)} over and "
        f"within the allowance, {len(lines) - len(asked) - len(over)} not over"
    )


def _notes(office: Office, one: Reviewed) -> list[str]:
    report, plan = one.report, one.plan
    certified = (
        f"certified by {report.certified_by}"
        if report.certified_by
        else ("certified by who recorded it" if report.certified else "not certified")
    )
    received = one.state.planning.submissions.get(report.register or "")
    came = (
        f"received {received.received.received_on} by {received.received.channel}, "
        if received
        else ""
    )
    against = (
        f"against plan version {plan[0]}, as in force on {one.fiscal_year.last_day}"
        if plan
        else "no approved plan is on record here: nothing can be measured by it"
    )
    return [f"{came}{certified}", against, *_allowance_notes(office, one.fiscal_year)]


def allowance_in_words(office: Office, year: FiscalYear) -> str | None:
    """The allowance set for a year: how much, on what document, by whom, what it does."""
    set_ = settings_in(office).variance_allowance(year)
    if set_ is None:
        return None
    measure = f"{set_.percent}% of a line" if set_.amount is None else set_.amount.display
    rest = (
        "it shields the first part of a line that is over"
        if set_.shields
        else "it falls away for a line that is over by more"
    )
    return f"{measure} ({set_.document}; set by {set_.set_by}); {rest}"


def _allowance_notes(office: Office, year: FiscalYear) -> list[str]:
    words = allowance_in_words(office, year)
    if words is None:
        return [
            (
                f"no allowance is set for {year}: every cent over a line is asked about "
                "(alliance setting variance)"
            )
        ]
    return [f"variance allowed without approval: {words} (UNVERIFIED)"]


def _next(one: Reviewed, asked: tuple[ReviewedLine, ...]) -> list[str]:
    new = [line.key for line in asked if already_asked(line.key, one.state.claims) is None]
    if not new:
        return ["Nothing is a finding by this review."]
    lines = " ".join(f"--line {typed(key)}" for key in new)
    place = f"{typed(one.district.name)} --fiscal-year {one.fiscal_year}"
    name = free_name("Q", one.state.claims.inquiries)
    return [
        "Nothing is a finding yet.",
        (
            f"Next: alliance inquiry open {place} --name {name} --from-review {lines} "
            "--question TEXT --answer-by DATE"
        ),
    ]


def _empty(one: Reviewed) -> str:
    if not one.report.lines:
        spent: Money = one.report.spent or ZERO
        return f"Only the total of the report is on record, {spent.display}: no line to review."
    return "No line needs a question."
