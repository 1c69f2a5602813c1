"""`alliance finding`: money not spent, kept or passed on as approved, and what was allowed of it.

A finding is a claim that is not yet determined. C.G.S. § 10-262u(g), Regs. § 4-236-29. Not here:
questions before it (`inquiry.py`), the determination on it (`determination.py`).
"""

from typing import Annotated

import typer

from cli import options
from cli.acts import Act, Known, LookUp, act
from cli.case_acts import Because
from cli.claim_lines import FromReview, Lines, as_fields, reviewed_lines, typed_lines, with_amounts
from cli.claim_show import ClaimOnRecord, claim_history, show_claim
from cli.render import Column, Table, Value
from cli.report_review import allowance_in_words
from cli.sums import summed
from cli.year_list import year_list
from domain.claim_events import FindingKind, FindingSource
from domain.claim_sentences import KINDS, SOURCES
from domain.claim_state import Finding
from domain.desk_review import ReviewedLine
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_G = "C.G.S. § 10-262u(g)"
_SUMMED = ("questioned", "allowed", "determined", "taken_over", "open")
_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("finding", "name"),
    Column("source", "found by"),
    Column("kind", "kind"),
    Column("lines", "lines"),
    Column("questioned", "questioned"),
    Column("allowed", "allowed"),
    Column("determined", "determined"),
    Column("taken_over", "taken over"),
    Column("open", "open"),
    Column("absorbed_by", "by", on_screen=False),
    Column("reference", "reference", on_screen=False),
    Column("report", "report", on_screen=False),
    Column("inquiry", "inquiry", on_screen=False),
    Column("disallowed", "not allowed", on_screen=False),
    Column("reason", "reason", on_screen=False),
    Column("citation", "citation", on_screen=False),
)
_LINES = (
    Column("line", "line"),
    Column("questioned", "questioned"),
    Column("allowed", "allowed"),
    Column("disallowed", "not allowed"),
    Column("not_settled", "not settled"),
)
_Name = Annotated[
    str, typer.Option("--name", help="The finding's own name, such as F1.", metavar="NAME")
]
_Line = Annotated[
    str | None,
    typer.Option("--line", help="Which of its lines; none where it has none.", metavar="KEY"),
]
_Amount = Annotated[str, typer.Option("--amount", help="How much.", metavar="AMOUNT")]


@app.callback()
def finding() -> None:
    """What was not spent, kept or passed on as approved; raised, allowed, not allowed."""


@act(app, "raise")
def raise_(
    name: _Name,
    source: Annotated[FindingSource, typer.Option("--source", help="Who found it.")],
    kind: Annotated[FindingKind, typer.Option("--kind", help="What is wrong.")],
    because: Because,
    line: Lines = None,
    from_review: FromReview = False,
    amount: Annotated[
        str | None,
        typer.Option("--amount", help="In all, where it is about no line.", metavar="AMOUNT"),
    ] = None,
    inquiry: Annotated[
        str | None,
        typer.Option(
            "--inquiry", help="The inquiry it follows; without --line, its lines.", metavar="NAME"
        ),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(
            "--reference", help="Number of the audit's finding or of the complaint.", metavar="TEXT"
        ),
    ] = None,
    report: Annotated[
        int | None,
        typer.Option(
            "--report",
            help="Which report it is about (default: the one that stands).",
            max=options.LARGEST,
            metavar="NUMBER",
        ),
    ] = None,
    absorbs: Annotated[
        list[str] | None,
        typer.Option(
            "--absorbs",
            help="A finding it takes the place of, so that nothing is claimed twice. Give it "
            "again for each.",
            metavar="NAME",
        ),
    ] = None,
    apart_because: Annotated[
        str | None,
        typer.Option(
            "--apart-because",
            help="Why it is not the same money as that of another finding, where one of the two "
            "names no lines.",
            metavar="TEXT",
        ),
    ] = None,
    dropped_because: Annotated[
        str | None,
        typer.Option(
            "--dropped-because",
            help="Why less is claimed than of the findings it takes the place of.",
            metavar="TEXT",
        ),
    ] = None,
) -> Act:
    """Raise a finding, by lines or of an amount; it is no determination."""
    fields = {
        "finding": name,
        "source": source.value,
        "kind": kind.value,
        "reason": because,
        "amount": amount,
        "reference": reference,
        "report": report,
        "inquiry": inquiry,
        "absorbs": absorbs or [],
        "apart_because": apart_because,
        "dropped_because": dropped_because,
    }
    lines = typed_lines(line or [])
    if not from_review and (lines or inquiry is None or amount is not None):
        return Act("RaiseFinding", {**fields, "lines": as_fields(with_amounts(lines))})
    return Act("RaiseFinding", fields, _looked_up(lines, inquiry, from_review=from_review))


def _looked_up(lines: dict[str, Money | None], inquiry: str | None, *, from_review: bool) -> LookUp:
    """The lines of the inquiry, or as typed, with amounts of the desk review where asked for."""

    def of(line: ReviewedLine) -> Money:
        return line.questionable

    def look_up(known: Known) -> dict[str, object]:
        asked = known.state.claims.inquiries.get(inquiry or "")
        if inquiry is not None and asked is None:
            return {}  # the rule refuses it by its name
        about = {line.key: line.amount for line in asked.opened.lines} if asked else {}
        if not from_review:
            return {"lines": as_fields(about)}
        wanted = lines or dict.fromkeys(about)
        return {
            "lines": as_fields(reviewed_lines(known, wanted, of)),
            "allowance": allowance_in_words(known.office, known.fiscal_year),
        }

    return look_up


@act(app, "allow")
def allow(name: _Name, amount: _Amount, because: Because, line: _Line = None) -> Act:
    """Allow a questioned cost that was explained; it is not claimed any more."""
    fields = {"finding": name, "amount": amount, "reason": because, "line": line}
    return Act("AllowQuestionedCost", fields)


@act(app, "disallow")
def disallow(name: _Name, amount: _Amount, because: Because, line: _Line = None) -> Act:
    """Confirm that a questioned cost is not allowed; it moves nothing."""
    fields = {"finding": name, "amount": amount, "reason": because, "line": line}
    return Act("DisallowQuestionedCost", fields)


@year_list(app, "Findings")
def findings(states: States, year: FiscalYear) -> Table:
    """List every finding of a year with what became of it."""
    rows: list[dict[str, Value]] = [
        {"district": district, "town_code": district.code, "finding": name, **_row(one)}
        for district, state in states.items()
        for name, one in state.claims.findings.items()
    ]
    sums = summed(rows, _SUMMED)
    return Table(
        name="finding.list",
        columns=_COLUMNS,
        rows=rows,
        totals=dict(sums) if rows else {},
        proof=(
            f"questioned {sums['questioned'].display} − allowed {sums['allowed'].display} − "
            f"determined {sums['determined'].display} − taken over {sums['taken_over'].display} = "
            f"open {sums['open'].display}"
        )
        if rows
        else "",
        empty=f"No finding is on record for {year}.",
    )


def _row(one: Finding) -> dict[str, Value]:
    raised = one.raised
    return {
        "source": SOURCES[raised.source] if raised else "opening statement",
        "kind": KINDS[raised.kind] if raised else None,
        "lines": ", ".join(one.line_keys) or None,
        "questioned": one.amount,
        "allowed": total(list(one.allowed.values())),
        "disallowed": total(list(one.disallowed.values())),
        "determined": one.decided,
        "taken_over": one.absorbed,
        "open": one.open,
        "absorbed_by": one.absorbed_by,
        "reference": raised.reference if raised else None,
        "report": raised.report if raised else None,
        "inquiry": raised.inquiry if raised else None,
        "reason": raised.reason if raised else None,
        "citation": _G,
    }


@app.command()
def show(
    context: typer.Context,
    district: options.District,
    fiscal_year: options.Year,
    name: _Name,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show one finding line by line: questioned, allowed, not allowed, not settled."""
    record = claim_history(context, district, fiscal_year, as_of, known_on)
    one = record.found("finding", record.state.claims.findings, name)
    show_claim(record, _shown(record, name, one), as_json=as_json, csv=csv, xlsx=xlsx)


def _shown(record: ClaimOnRecord, name: str, one: Finding) -> Table:
    rows = [_line(one, key) for key in (one.line_keys or (None,))]
    keys = ("questioned", "allowed", "disallowed", "not_settled", "taken_over")
    sums = {key: total([a for row in rows if isinstance(a := row[key], Money)]) for key in keys}
    raised = one.raised
    measured = (
        f"plan version {raised.plan_version}" if raised and raised.plan_version else "no plan"
    )
    notes = (
        [
            (
                f"{SOURCES[raised.source]}{f' {raised.reference}' if raised.reference else ''} · "
                f"{KINDS[raised.kind]} · measured by {measured}, "
                f"{f'report {raised.report}' if raised.report else 'no report'}: {raised.reason}"
            )
        ]
        if raised
        else ["as an opening statement has it"]
    )
    if one.absorbed_by:
        notes.append(f"{one.absorbed.display} of it was taken over by {one.absorbed_by}")
    proof = (
        f"questioned {sums['questioned'].display} = allowed {sums['allowed'].display} + taken over "
        f"by {one.absorbed_by} {sums['taken_over'].display}"
        if one.absorbed_by
        else f"questioned {sums['questioned'].display} = allowed {sums['allowed'].display} + not "
        f"allowed {sums['disallowed'].display} + not settled {sums['not_settled'].display}"
    )
    as_a_whole = " (of the finding as a whole, not by line)" if sums["not_settled"] else ""
    notes.append(
        f"determined {one.decided.display}{as_a_whole if one.decided else ''}; "
        f"open {one.open.display}"
    )
    return Table(
        name="finding.show",
        columns=(
            *_LINES,
            Column("taken_over", "taken over", on_screen=one.absorbed_by is not None),
            Column("citation", "citation", on_screen=False),
        ),
        rows=rows,
        totals=dict(sums),
        proof=proof,
        notes=[*notes, *record.steps_about("finding", name)],
    )


def _line(one: Finding, key: str | None) -> dict[str, Value]:
    questioned = one.questioned(key)
    allowed, disallowed = one.allowed.get(key, ZERO), one.disallowed.get(key, ZERO)
    # A finding is absorbed with all that is open of it, and before anything of it is decided.
    taken_over = one.not_allowed(key) if one.absorbed_by else ZERO
    return {
        "line": key or "no line",
        "questioned": questioned,
        "allowed": allowed,
        "disallowed": disallowed,
        "not_settled": ZERO if taken_over else questioned - allowed - disallowed,
        "taken_over": taken_over,
        "citation": _G,
    }
