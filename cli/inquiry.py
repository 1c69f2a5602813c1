"""`alliance inquiry`: the board is asked about its report before anything is a finding.

C.G.S. § 10-262u(g). Not here: which lines need a question (`report_review.py`), findings
(`finding.py`).
"""

from typing import Annotated

import typer

from cli import options
from cli.acts import Act, LookUp, act
from cli.claim_lines import FromReview, Lines, as_fields, reviewed_lines, typed_lines, with_amounts
from cli.claim_show import ClaimOnRecord, claim_history, show_claim
from cli.render import Column, Table, Value
from cli.sums import known_sums
from cli.year_list import year_list
from domain.claim_state import Inquiry
from domain.desk_review import ReviewedLine
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_G = "C.G.S. § 10-262u(g)"
_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("inquiry", "name"),
    Column("status", "status"),
    Column("lines", "lines"),
    Column("to_explain", "to explain"),
    Column("answer_by", "answer by"),
    Column("answered_on", "answered"),
    Column("question", "question"),
    Column("outcome", "outcome", on_screen=False),
    Column("citation", "citation", on_screen=False),
)
_LINES = (
    Column("line", "line"),
    Column("to_explain", "to explain"),
    Column("citation", "citation", on_screen=False),
)
Name = Annotated[
    str, typer.Option("--name", help="The inquiry's own name, such as Q1.", metavar="NAME")
]


@app.callback()
def inquiry() -> None:
    """Questions to the board about its report, and its answers; no inquiry is a finding."""


@act(app, "open")
def open_(
    name: Name,
    question: Annotated[str, typer.Option("--question", help="What is asked.", metavar="TEXT")],
    line: Lines = None,
    from_review: FromReview = False,
    answer_by: Annotated[
        str | None,
        typer.Option("--answer-by", help="Until when (default: no date set).", metavar="DATE"),
    ] = None,
) -> Act:
    """Ask the board about lines of its report, or about something else; nothing is a finding."""
    fields = {"inquiry": name, "question": question, "answer_by": answer_by}
    lines = typed_lines(line or [])
    if not from_review:
        return Act("OpenInquiry", {**fields, "lines": as_fields(with_amounts(lines))})
    return Act("OpenInquiry", fields, _from_review(lines))


def _from_review(lines: dict[str, Money | None]) -> LookUp:
    """The lines with what the desk review has to be explained of each."""

    def of(line: ReviewedLine) -> Money:
        return line.to_explain

    return lambda known: {"lines": as_fields(reviewed_lines(known, lines, of))}


@act(app, "answer")
def answer(
    name: Name,
    answered_on: Annotated[
        str, typer.Option("--answered-on", help="The day it came.", metavar="DATE")
    ],
    text: Annotated[str, typer.Option("--answer", help="What it says.", metavar="TEXT")],
    register: Annotated[
        str | None,
        typer.Option(
            "--register", help="Its register number (alliance intake letter).", metavar="REGISTER"
        ),
    ] = None,
) -> Act:
    """Record what the board answered."""
    fields = {"inquiry": name, "answer": text, "answered_on": answered_on, "register": register}
    return Act("AnswerInquiry", fields)


@act(app, "close")
def close(
    name: Name,
    outcome: Annotated[str, typer.Option("--outcome", help="What came of it.", metavar="TEXT")],
) -> Act:
    """Close an inquiry, answered or not; a finding may follow it."""
    return Act("CloseInquiry", {"inquiry": name, "outcome": outcome})


@year_list(app, "Inquiries")
def inquiries(states: States, year: FiscalYear) -> Table:
    """List every inquiry of a year, closed ones too."""
    rows: list[dict[str, Value]] = [
        {"district": district, "town_code": district.code, **_row(one)}
        for district, state in states.items()
        for one in state.claims.inquiries.values()
    ]
    return Table(
        name="inquiry.list",
        columns=_COLUMNS,
        rows=rows,
        totals=dict(known_sums(rows, ("to_explain",))),
        empty=f"No inquiry is on record for {year}.",
    )


def _row(one: Inquiry) -> dict[str, Value]:
    opened = one.opened
    return {
        "inquiry": opened.inquiry,
        "status": status_of(one),
        "lines": ", ".join(line.key for line in opened.lines) or None,
        "to_explain": total([line.amount for line in opened.lines]) if opened.lines else None,
        "answer_by": opened.answer_by or "no date set",
        "answered_on": one.answers[-1].answered_on if one.answers else None,
        "question": opened.question,
        "outcome": one.outcome,
        "citation": _G,
    }


def status_of(one: Inquiry) -> str:
    """Where an inquiry stands."""
    if one.outcome is not None:
        return "closed"
    return "answered" if one.answers else "open"


@app.command()
def show(
    context: typer.Context,
    district: options.District,
    fiscal_year: options.Year,
    name: Name,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show one inquiry: its lines, the question, every answer, and what came of it."""
    record = claim_history(context, district, fiscal_year, as_of, known_on)
    one = record.found("inquiry", record.state.claims.inquiries, name)
    show_claim(record, _shown(record, name, one), as_json=as_json, csv=csv, xlsx=xlsx)


def _shown(record: ClaimOnRecord, name: str, one: Inquiry) -> Table:
    rows: list[dict[str, Value]] = [
        {"line": line.key, "to_explain": line.amount, "citation": _G} for line in one.opened.lines
    ]
    answers = [
        f"answer of {answer.answered_on}{f' ({answer.register})' if answer.register else ''}: "
        f"{answer.answer}"
        for answer in one.answers
    ]
    return Table(
        name="inquiry.show",
        columns=_LINES,
        rows=rows,
        totals={"to_explain": total([line.amount for line in one.opened.lines])} if rows else {},
        notes=[
            f"{status_of(one)} · to be answered by {one.opened.answer_by or 'no date set'}",
            f"question: {one.opened.question}",
            *answers,
            *([f"outcome: {one.outcome}"] if one.outcome is not None else []),
            *record.steps_about("inquiry", name),
        ],
        empty="It is about no line.",
    )
