"""`alliance report show` and `list`: the report that stands, line by line; where each one stands.

C.G.S. § 10-262u(g). Not here: which lines need a question (`report_review.py`).
"""

from collections.abc import Mapping

import typer

from cli import options
from cli.kinds import posting_step
from cli.render import Column, Table, Value, plain, table_data
from cli.sums import known_sums
from cli.wiring import answer, cut_of, open_office
from domain.decisions.spending import above_available
from domain.district import District, district_named
from domain.errors import NotFoundError
from domain.events import SubmissionKind
from domain.figures import figure, has_account
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.report_content import Counted
from domain.report_state import Report
from domain.state import DistrictYear
from domain.submission_state import SubmissionStatus
from domain.words import how_many, typed
from ledger.application import fold_records
from ledger.batch_rows import States
from ledger.made_up import figures_made_up

G = "C.G.S. § 10-262u(g)"
_LINES = (
    Column("key", "line"),
    Column("description", "what for"),
    Column("approved", "approved"),
    Column("paid", "paid by June 30"),
    Column("paid_after", "paid after"),
    Column("obligated", "still obligated"),
    Column("spent", "counts as spent"),
    Column("unspent", "approved, not spent"),
    Column("local", "local, not counted"),
    Column("synthetic", "made up", on_screen=False),
    Column("citation", "citation", on_screen=False),
)
_SUMMED = ("approved", "paid", "paid_after", "obligated", "spent", "unspent", "local")
_LIST = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("report", "report"),
    Column("status", "status"),
    Column("spent", "spent"),
    Column("available", "available"),
    Column("unspent", "not spent"),
    Column("above_available", "above available"),
    Column("register", "register"),
    Column("closed", "year closed"),
    Column("citation", "citation", on_screen=False),
)


def report_of(district: District, year: FiscalYear, state: DistrictYear) -> Report:
    """The report that stands. Raises NotFoundError."""
    if state.report is not None:
        return state.report
    place = f"{typed(district.name)} --fiscal-year {year}"
    said, step = _on_its_way(state)
    raise NotFoundError(
        f"{district} {year} has no expenditure report on record{said}.",
        details={"district": district.name, "fiscal_year": str(year.ends_in)},
        next_step=step
        or f"Register it as it came: alliance intake report {place} FILE --from WHO --by email "
        "--received-on DATE",
    )


def _on_its_way(state: DistrictYear) -> tuple[str, str]:
    """Where the newest report that came and is not posted stands, and what to do with it."""
    came = [
        (register, one)
        for register, one in state.planning.submissions.items()
        if one.received.kind is SubmissionKind.REPORT and state.posted_as(register) is None
    ]
    if not came:
        return "", ""
    register, one = came[-1]
    if one.status is SubmissionStatus.RETURNED:
        return f"; {register} was sent back", ""
    said = f"; {register} is {one.status} and not posted"
    if one.status is SubmissionStatus.ACCEPTED:
        return said, posting_step(one, one.received.file)
    if not one.checked:
        return said, f"alliance intake check {register} {typed(one.received.file)}"
    if one.stopped:
        return said, f"alliance intake return {register} --because TEXT"
    return said, f"alliance intake accept {register}" + ("" if one.clean else " --because TEXT")


def show(
    context: typer.Context,
    district: options.District,
    fiscal_year: options.Year,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show the report that stands, line by line, with what was reclassified and refunded since."""
    named, year = district_named(district), FiscalYear.parse(fiscal_year)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    records = office.ledger.history(named, year, cut)
    state = fold_records(records)
    report = report_of(named, year, state)
    made_up = figures_made_up(office.ledger, records, cut)
    rows: list[dict[str, Value]] = [
        {**row, "synthetic": made_up, "citation": G} for row in _rows(report, state)
    ]
    sums = known_sums(rows, _SUMMED)
    table = Table(
        name="report.show",
        columns=_LINES,
        rows=rows,
        totals=dict(sums) if rows else {},
        proof=_proof(report, sums) if rows else "",
        notes=_notes(report, state),
        empty=f"Only its total is on record here, {report.spent.display}; no lines.",
    )
    title = (
        f"{'SYNTHETIC · ' if made_up else ''}{named} · {year} · report {report.number} · "
        f"{report.spent.display} spent"
    )
    data = table_data(table) | {key: plain(value) for key, value in _head(report, state).items()}
    data |= {"district": named.name, "fiscal_year": year.ends_in, "synthetic": made_up}
    meta = {"as_of": cut.day, "known_on": known_on}
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=title, data=data, meta=meta)


def _head(report: Report, state: DistrictYear) -> dict[str, Value]:
    return {
        "report": report.number,
        "spent": report.spent,
        "available": figure("available", state),
        "above_available": above_available(report.spent, state),
        "counted": report.counted.value if report.counted else None,
        "plan_version": report.plan_version,
        "register": report.register,
        "certified": report.certified,
        "certified_by": report.certified_by,
        "certified_on": report.certified_on,
    }


def _rows(report: Report, state: DistrictYear) -> list[dict[str, Value]]:
    in_force = state.approved_plan
    approved = {line.key: line.amount for line in in_force[1].lines} if in_force else {}
    counted = report.counted or Counted.PAID
    return [
        {
            "key": line.key,
            "description": line.description,
            "approved": approved.get(line.key),
            "paid": line.paid,
            "paid_after": line.paid_after,
            "obligated": line.obligated,
            "spent": line.spent(counted),
            "unspent": max(ZERO, approved.get(line.key, ZERO) - line.spent(counted)),
            "local": line.local,
        }
        for line in report.lines
    ]


def _proof(report: Report, sums: Mapping[str, Money]) -> str:
    parts = {
        Counted.PAID: ("paid",),
        Counted.PAID_AFTER: ("paid", "paid_after"),
        Counted.OBLIGATED: ("paid", "paid_after", "obligated"),
    }[report.counted or Counted.PAID]
    told = " + ".join(f"{sums[name].display} {name.replace('_', ' ')}" for name in parts)
    off = sums["spent"] - report.spent
    return f"{told} = {sums['spent'].display}; report {report.spent.display}: {off.display} apart"


def _notes(report: Report, state: DistrictYear) -> list[str]:
    notes = []
    if report.counted is not None:
        notes.append(f"counts as spent: {report.counted.words} (Department policy, unverified)")
    if report.certified_by:
        notes.append(f"certified by {report.certified_by} on {report.certified_on}")
    elif report.certified:
        notes.append("certified by who recorded it: only a total was given")
    else:
        notes.append("not certified: the year does not close on it")
    above = above_available(report.spent, state)
    if above:
        notes.append(f"{above.display} is above what is available: local money")
    notes += [
        f"estimate of {one.as_of}: {one.spent.display} spent, not counted"
        + (
            f"; {one.unspent_at_year_end.display} expected to be left"
            if one.unspent_at_year_end is not None
            else ""
        )
        for one in state.reporting.interim
    ]
    return notes


def reports(states: States, year: FiscalYear) -> Table:
    """List where the report of each district with Alliance money stands; none is called late."""
    rows = [
        _row(district, state)
        for district, state in states.items()
        if has_account(state) or state.report is not None
    ]
    spent = total([one for row in rows if isinstance(one := row["spent"], Money)])
    known = [row for row in rows if row["report"] is not None]
    return Table(
        name="report.list",
        columns=_LIST,
        rows=rows,
        totals={"spent": spent} if known else {},
        proof=f"{how_many(len(known), 'report')} of {how_many(len(rows), 'district')}",
        empty=f"No district of {year} has Alliance money on record.",
    )


def _row(district: District, state: DistrictYear) -> dict[str, Value]:
    report, available = state.report, figure("available", state)
    return {
        "district": district,
        "town_code": district.code,
        "report": report.number if report else None,
        "status": _status(report),
        "spent": report.spent if report else None,
        "available": available,
        "unspent": max(ZERO, available - report.spent) if report and available else None,
        "above_available": above_available(report.spent, state) if report else None,
        "register": report.register if report else None,
        "closed": "yes" if state.closed else "no",
        "citation": G,
    }


def _status(report: Report | None) -> str:
    if report is None:
        return "not recorded here"
    return "certified" if report.certified else "not certified"
