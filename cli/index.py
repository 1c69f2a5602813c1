"""`alliance index`: scores districts are ranked by, and the ten lowest. § 10-223e, § 10-262u(a)(4).

Not here: designation, which is the Commissioner's (`alliance import designations`).
"""

from typing import Annotated

import typer

from cli.acts import Act, act
from cli.render import Column, Table, Value
from cli.year_list import year_list
from domain.fiscal_year import FiscalYear
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("data_year", "data of"),
    Column("score", "score"),
    Column("rank", "rank"),
    Column("charter_data", "charter data"),
    Column("version", "version"),
    Column("reform_rank", "reform district, rank"),
    Column("source", "by"),
    Column("citation", "citation", on_screen=False),
)
_DataYear = Annotated[
    str,
    typer.Option("--data-year", help="The fiscal year the data are of.", metavar="FY2016"),
]
_Score = Annotated[str, typer.Option("--score", help="As published.", metavar="57.9")]
_Source = Annotated[str, typer.Option("--source", help="Where published.", metavar="TEXT")]
_Rank = Annotated[
    int | None, typer.Option("--rank", help="From the lowest, if published.", metavar="N")
]
_Charter = Annotated[
    bool, typer.Option("--charter-data", help="A charter school's data are counted in it.")
]


@app.callback()
def index() -> None:
    """Scores districts are ranked by, and the educational reform districts."""


@act(app, "publish")
def publish(
    data_year: _DataYear,
    score: _Score,
    source: _Source,
    rank: _Rank = None,
    charter_data: _Charter = False,
) -> Act:
    """Record the first score the Department published for a data year."""
    fields = _fields(data_year, score, source, rank, charter_data=charter_data)
    return Act("PublishIndexScore", fields)


@act(app, "correct")
def correct(
    data_year: _DataYear,
    score: _Score,
    source: _Source,
    reason: Annotated[str, typer.Option("--because", help="Why it changed.", metavar="TEXT")],
    rank: _Rank = None,
    charter_data: _Charter = False,
) -> Act:
    """Record that the Department published a score anew; the earlier one stays."""
    fields = _fields(data_year, score, source, rank, charter_data=charter_data)
    return Act("CorrectIndexScore", {**fields, "reason": reason})


def _fields(
    data_year: str, score: str, source: str, rank: int | None, *, charter_data: bool
) -> dict[str, object]:
    return {
        "data_year": FiscalYear.parse(data_year).ends_in,
        "score": score,
        "source": source,
        "rank": rank,
        "charter_data": charter_data or None,
    }


@act(app, "reform-status")
def reform_status(
    rank: Annotated[
        int, typer.Option("--rank", help="Among all towns, from the lowest.", metavar="N")
    ],
    paper: Annotated[str, typer.Option("--paper", help="Title of the paper.", metavar="TEXT")],
) -> Act:
    """Record an educational reform district (Opportunity District)."""
    return Act("SetReformStatus", {"rank": rank, "document": paper})


@year_list(app, "Index scores")
def scores(states: States, year: FiscalYear) -> Table:
    """List the scores recorded for a year, and the educational reform districts."""
    rows: list[dict[str, Value]] = []
    for district, state in states.items():
        place: dict[str, Value] = {
            "district": district,
            "town_code": district.code,
            "reform_rank": state.side.reform.rank if state.side.reform else None,
            "citation": "C.G.S. § 10-223e, § 10-262u(a)(4)",
        }
        rows += [
            place
            | {
                "data_year": f"FY{one.data_year}",
                "score": one.score,
                "rank": one.rank,
                "charter_data": one.charter_data,
                "version": one.version,
                "source": one.source,
            }
            for one in state.side.scores.values()
        ]
        if state.side.reform is not None and not state.side.scores:
            rows.append(place | {"source": state.side.reform.document})
    keys = [column.key for column in _COLUMNS]
    return Table(
        name="index.list",
        columns=_COLUMNS,
        rows=[{key: row.get(key) for key in keys} for row in rows],
        empty=f"No index score is on record for {year}.",
    )
