"""`alliance rules diff`: where two rule sets differ, the law with itself or with a bill.

Asks no ledger. Not here: the comparison (`domain/statute/difference.py`).
"""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from cli import options
from cli.law_answer import answer_law
from cli.render import Column, Table, Value
from domain.authority import Status
from domain.fiscal_year import FiscalYear
from domain.statute.difference import (
    Difference,
    Enacted,
    RuleSet,
    Said,
    differences,
    rule_set_named,
)

_COLUMNS = (
    Column("schedule", "schedule"),
    Column("difference", "difference"),
    Column("first_fiscal_year", "from"),
    Column("last_fiscal_year", "to"),
    Column("before", "before"),
    Column("after", "after"),
    Column("before_status", "status before", on_screen=False),
    Column("after_status", "status after"),
    Column("before_citation", "clause before", on_screen=False),
    Column("after_citation", "clause after"),
    *(Column(key, key, on_screen=False) for key in ("title", "before_note", "after_note")),
)
_NO_RULE = "none here"


def diff(
    before: Annotated[
        str, typer.Argument(help="A rule set, such as CT-262u/2017b.", metavar="BEFORE")
    ],
    after: Annotated[
        str, typer.Argument(help="Another, or a bill: proposed/HB5038-2022.", metavar="AFTER")
    ],
    fiscal_year: options.MaybeYear = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Compare two rule sets, schedule by schedule.

    Two revisions of the law as each stood on its first day, or the law and a bill.
    """
    one, other = rule_set_named(before), rule_set_named(after)
    year = FiscalYear.parse(fiscal_year) if fiscal_year else None
    found = differences(one, other, year)
    table = Table(
        name="rules.diff",
        columns=_COLUMNS,
        rows=[_row(difference) for difference in found],
        notes=[
            *_caveats(found),
            *(_bill_note(bill) for bill in (one, other) if not isinstance(bill, Enacted)),
        ],
        empty="Nothing differs.",
    )
    meta: Mapping[str, object] = {
        "before": before,
        "after": after,
        "before_on": _day(one),
        "after_on": _day(other),
        "fiscal_year": year,
    }
    title = f"{_said(before, one)} → {_said(after, other)}" + (f" · {year}" if year else "")
    answer_law(table, title, meta, as_json=as_json, csv=csv, xlsx=xlsx)


def _row(found: Difference) -> Mapping[str, Value]:
    return {
        "schedule": found.schedule,
        "difference": found.kind,
        "first_fiscal_year": found.first_year,
        "last_fiscal_year": found.last_year,
        **_side("before", found.before),
        **_side("after", found.after),
        "title": found.title,
    }


def _side(name: str, said: Said | None) -> dict[str, Value]:
    return {
        name: said.shown if said else _NO_RULE,
        f"{name}_status": said.status.value if said else None,
        f"{name}_citation": str(said.citation) if said else None,
        f"{name}_note": (said.note or None) if said else None,
    }


def _caveats(found: Sequence[Difference]) -> list[str]:
    """What has to be known of a bill's rules, each said once."""
    said = [
        f"{one.schedule}: {side.note}"
        for one in found
        for side in (one.before, one.after)
        if side is not None and side.status is Status.PROPOSED and side.note
    ]
    return list(dict.fromkeys(said))


def _day(rule_set: RuleSet) -> str | None:
    return rule_set.on.isoformat() if isinstance(rule_set, Enacted) else None


def _said(key: str, rule_set: RuleSet) -> str:
    day = _day(rule_set)
    return f"{key} on {day}" if day else f"{key} (a bill, never in force)"


def _bill_note(bill: RuleSet) -> str:
    assert not isinstance(bill, Enacted)  # noqa: S101 - the caller asked
    return (
        f"{bill.citation.provision}: only what it would change is compared, as far as it was read. "
        f"Replay the record under it: alliance whatif --rules {bill.key}"
    )
