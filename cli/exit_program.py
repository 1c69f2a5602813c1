"""`alliance exit`: rehearse the day after a term of designations ends.

A what-if from beginning to end: nothing is recorded, and what the statute does not say is named as
a question. C.G.S. § 10-262u(b), (g), (h).
Not here: the figures (`domain/leaving.py`), the refusals (`domain/leaving_asked.py`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from cli import dates, options
from cli.account import district_years_of
from cli.counterfactual import Shown, answer_counterfactual
from cli.exit_tables import asked_table, money_table, policy_table, whole_table
from cli.made_up import marked
from cli.wiring import Office, cut_of, open_office
from domain.district import District
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.leaving import (
    ASSUMPTION,
    LETTERS,
    MEANINGS,
    QUESTIONS,
    Leaves,
    leaves_of,
    require_end_of_term,
)
from domain.leaving_asked import Asked, Refusal, asked_on, not_asked
from domain.setting_events import ExitChoice
from domain.settings import settings_of
from domain.words import how_many, same_words
from ledger.application import Cut
from ledger.clock import parse_date
from ledger.made_up import figures_made_up

_STUCK = (
    "caution   What (a) carries and the State holds could not be released: AuthorizeRelease is "
    "refused for the year after."
)

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@app.callback()
def exit_() -> None:
    """The end of a term of designations."""


@app.command()
def rehearse(
    context: typer.Context,
    on: Annotated[
        str, typer.Option("--on", help="The day after the term: 2027-07-01.", metavar="DATE")
    ],
    assume: Annotated[
        str, typer.Option("--assume", help="What is supposed of that day.", metavar="TEXT")
    ] = ASSUMPTION,
    policy: Annotated[
        ExitChoice | None,
        typer.Option("--policy", help="What becomes of a balance (default: as set); no text says."),
    ] = None,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Rehearse the day on which no designation is in force any more.

    Who leaves with what money, what is open, three policies for it, what would be refused, and what
    only counsel can answer.
    """
    if not same_words(assume, ASSUMPTION):
        raise UsageError(
            f"{ascii(assume)[:60]} cannot be assumed here.",
            next_step=f'The one assumption there is: --assume "{ASSUMPTION}".',
        )
    day = parse_date(on, "--on")
    last_year = require_end_of_term(day)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    leaving = leaving_on(office, last_year, cut)
    stands = _policy_of(office, last_year, cut, policy)
    asked = asked_on(day, last_year, leaving[0].district) if leaving else []
    answer_counterfactual(
        office,
        _shown(leaving, stands, asked, _made_up(office, cut)),
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=_title(leaving, day, last_year, cut),
        meta={**dates.used(cut, last_year), **_about(day, stands)},
    )


def leaving_on(office: Office, last_year: FiscalYear, cut: Cut) -> list[Leaves]:
    """Every district designated in the last year of the term, by town name."""
    states = office.ledger.all_district_years(cut)
    own = [kept.record.data for kept in office.ledger.own_history(cut)]
    found = [
        district
        for (district, year), state in states.items()
        if year == last_year and state.designated
    ]
    return [
        leaves_of(
            district,
            last_year,
            [(year, state) for (town, year), state in states.items() if town == district],
            own,
        )
        for district in found
    ]


@dataclass(frozen=True, slots=True)
class _Stands:
    """The policy the amounts are under, and whose word it is."""

    choice: ExitChoice
    whose: str


def _policy_of(
    office: Office, last_year: FiscalYear, cut: Cut, chosen: ExitChoice | None
) -> _Stands:
    """As chosen here, else as set for the year after the term, else the default of the model."""
    own = office.ledger.own_history(cut)
    standing = settings_of(kept.record.data for kept in own).exit_policy(last_year.next)
    if chosen is not None:
        return _Stands(chosen, "chosen here")
    if standing.setting is None:
        return _Stands(standing.choice, "the default of this program")
    return _Stands(
        standing.choice, f"set by {standing.setting.set_by} ({standing.setting.document})"
    )


def notes_of(stands: _Stands, asked: Sequence[Asked]) -> list[str]:
    """What has to be said with it: the policies, the flag, the refusals, the questions."""
    policies = [f"policy    {LETTERS[one]} {MEANINGS[one]}" for one in ExitChoice]
    flag = (
        f"flag      {LETTERS[stands.choice]} is {stands.whose}, and of no law: § 10-262u is silent "
        "on exit. Findings, repayments and reductions stay open under each; counsel to decide."
    )
    refused = [one.command for one in asked if one.next_year is not None]
    stuck = "AuthorizeRelease" in refused
    possible = [one.command for one in asked if one.next_year is None]
    commands = [
        f"refused   {', '.join(refused) or 'none'}",
        f"possible  {', '.join(possible) or 'none'}",
        f"not asked {', '.join(not_asked())}",
    ]
    questions = [f"counsel   {number}. {one}" for number, one in enumerate(QUESTIONS, start=1)]
    return [*policies, *([_STUCK] if stuck else []), flag, *(commands if asked else []), *questions]


def _title(leaving: Sequence[Leaves], day: date, last_year: FiscalYear, cut: Cut) -> str:
    return (
        f"{how_many(len(leaving), 'district')} of {last_year} without designation on {day} · "
        f"{ASSUMPTION} · {dates.said(cut)}"
    )


def _about(day: date, stands: _Stands) -> dict[str, object]:
    return {
        "on": day.isoformat(),
        "assumed": ASSUMPTION,
        "policy": stands.choice.value,
        "policy_is": stands.whose,
        "policy_flag": "no text gives a policy for exit; counsel to decide",
    }


def _also(asked: Sequence[Asked]) -> dict[str, object]:
    return {
        "commands": [
            {
                "command": one.command,
                "last_year": _refusal(one.last_year),
                "next_year": _refusal(one.next_year),
            }
            for one in asked
        ],
        "commands_not_asked": list(not_asked()),
        "questions": list(QUESTIONS),
    }


def _refusal(refusal: Refusal | None) -> Mapping[str, object] | None:
    """None where the command would be recorded."""
    if refusal is None:
        return None
    return {
        "code": refusal.code,
        "message": refusal.message,
        "citation": str(refusal.citation) if refusal.citation else None,
    }


def _made_up(office: Office, cut: Cut) -> frozenset[District]:
    """The districts of which the money of any year is made up: the balance is of all years."""
    return frozenset(
        district
        for (district, _), records in district_years_of(office.ledger, cut).items()
        if figures_made_up(office.ledger, records, cut)
    )


def _shown(
    leaving: Sequence[Leaves],
    stands: _Stands,
    asked: Sequence[Asked],
    made_up: Collection[District],
) -> Shown:
    """One list for files; on screen three, since one would be too wide."""
    notes = notes_of(stands, asked)
    whole = marked(whole_table(leaving, stands.choice, notes, made_up))
    screens = (
        marked(money_table(whole.rows, whole.totals, leaving)),
        marked(policy_table(whole.rows, whole.totals, leaving, stands.choice), noted=False),
        asked_table(asked, notes),
    )
    return Shown(whole=whole, also=_also(asked), on_screen=screens if leaving else ())
