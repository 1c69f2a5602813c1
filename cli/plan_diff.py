"""`alliance plan diff`: what changed from one version of a plan to another, line by line.

Not here: approving either of them (`plan.py`). C.G.S. § 10-262u(d).
"""

from typing import Annotated

import typer

from cli import options
from cli.plan_show import plan_of
from cli.render import Column, Table, Value, table_data
from cli.wiring import answer, open_office
from domain.district import District, district_named
from domain.errors import NotFoundError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.plan_content import BudgetLine, PlanContent
from domain.plan_state import Plan
from domain.state import DistrictYear

_DIFF = (
    Column("key", "line"),
    Column("what", "what"),
    Column("before", "before"),
    Column("after", "after"),
    Column("change", "change"),
)


def diff(
    context: typer.Context,
    district: options.District,
    fiscal_year: options.Year,
    before: Annotated[
        int | None,
        typer.Option(
            "--from",
            help="Version (default: the one before).",
            min=1,
            max=options.LARGEST,
            metavar="VERSION",
        ),
    ] = None,
    after: Annotated[
        int | None,
        typer.Option(
            "--to",
            help="Version (default: the newest).",
            min=1,
            max=options.LARGEST,
            metavar="VERSION",
        ),
    ] = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show what changed from one version of a plan to another, line by line."""
    named, year = district_named(district), FiscalYear.parse(fiscal_year)
    office = open_office(context)
    state, newer, new = plan_of(office, named, year, after)
    _, older, old = plan_of(office, named, year, before or _before(state, newer, named, year))
    rows = _changes(old, new)
    moved = total([one for row in rows if isinstance(one := row["change"], Money)])
    table = Table(
        name="plan.diff",
        columns=_DIFF,
        rows=rows,
        totals={"change": moved} if rows else {},
        proof=f"{old.total.display} + {moved.display} = {new.total.display}",
        empty="Nothing changed.",
    )
    title = f"{named} · {year} · plan version {older} to {newer}"
    data = table_data(table) | {"from": older, "to": newer}
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=title, data=data)


def _before(state: DistrictYear, newer: int, district: District, year: FiscalYear) -> int:
    """The version before another; numbers may be left out. Raises NotFoundError for the first."""
    older = max((one for one in state.plans if one < newer), default=None)
    if older is None:
        raise NotFoundError(
            f"Version {newer} is the first plan of {district} {year}: nothing came before it.",
            details={"plan_version": str(newer)},
            next_step=f"See it: alliance plan show {district.code} --fiscal-year {year}",
        )
    return older


def _changes(old: Plan, new: Plan) -> list[dict[str, Value]]:
    lines_before = _by_key(old)
    lines_after = _by_key(new)
    rows: list[dict[str, Value]] = []
    for key in dict.fromkeys([*lines_before, *lines_after]):
        rows += _line_changes(key, lines_before.get(key), lines_after.get(key))
    # A version without lines counts with its total, so that the changes add up to that of it.
    bare_before = ZERO if lines_before else old.total
    bare_after = ZERO if lines_after else new.total
    if bare_before != bare_after:
        rows.append(_changed("–", "total without lines", bare_before, bare_after))
    rows += _word_changes(old.content, new.content)
    return rows


def _by_key(plan: Plan) -> dict[str, BudgetLine]:
    return {line.key: line for line in plan.content.lines} if plan.content else {}


def _line_changes(
    key: str, old: BudgetLine | None, new: BudgetLine | None
) -> list[dict[str, Value]]:
    if old is None or new is None:
        one = old or new
        assert one is not None  # noqa: S101 - the key comes from one of the two
        what = f"line {'added' if old is None else 'left out'}: {one.description}"
        return [_changed(key, what, old.amount if old else ZERO, new.amount if new else ZERO)]
    rows = []
    if old.amount != new.amount:
        rows.append(_changed(key, new.description, old.amount, new.amount))
    for what, was, is_ in (
        ("description", old.description, new.description),
        ("strategy", old.strategy, new.strategy),
        ("object code", old.object_code, new.object_code),
        ("local match, not counted", old.local_match, new.local_match),
        ("carry-over of it", old.carry_over, new.carry_over),
        ("reform", old.reform.value, new.reform.value),
        ("tuition", old.tuition, new.tuition),
    ):
        if was != is_:
            rows.append({"key": key, "what": what, "before": was, "after": is_, "change": None})
    return rows


def _word_changes(old: PlanContent | None, new: PlanContent | None) -> list[dict[str, Value]]:
    if old is None or new is None:
        return []
    rows: list[dict[str, Value]] = []
    was, is_ = _words(old), _words(new)
    for what, key in dict.fromkeys([*was, *is_]):
        before, after = was.get((what, key)), is_.get((what, key))
        if before != after:
            rows.append(
                {"key": key, "what": what, "before": before, "after": after, "change": None}
            )
    return rows


def _words(content: PlanContent) -> dict[tuple[str, str], str]:
    """What a plan says besides its lines, by what it is and its key."""
    objectives = {("objective", one.key): one.words for one in content.objectives}
    targets = {
        ("target", one.key): f"{one.objective}: {one.measure}, {one.baseline} to {one.target}"
        for one in content.targets
    }
    groups = {("group", one.group): one.collaboration for one in content.stakeholders}
    others = {
        ("other program", f"{one.program}, {one.description}"): one.amount.display
        for one in content.other_programs
    }
    return objectives | targets | groups | others


def _changed(key: str, what: str, before: Money, after: Money) -> dict[str, Value]:
    return {"key": key, "what": what, "before": before, "after": after, "change": after - before}
