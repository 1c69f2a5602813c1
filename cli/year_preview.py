"""`alliance year preview`: what a year carries out, what was not released and why, who must act.

Records nothing. C.G.S. § 10-262u(c)(2), (f), (h), § 10-156gg.
Not here: the figures (`domain/closing_preview.py`), the close itself (`year.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

import typer

from cli import options
from cli.made_up import MADE_UP, marked
from cli.render import Column, Table, Value, out, print_json, print_table, table_data, write_files
from cli.wiring import Office, actor_name, open_office, today
from domain.closing_preview import Preview, Reason, preview_of
from domain.district import District, district_named
from domain.errors import NotFoundError
from domain.fiscal_year import FiscalYear
from domain.leaving import is_followed
from domain.money import ZERO, Money, known_total, total
from domain.state import DistrictYear
from domain.words import how_many
from ledger.closings import Became, Closing, accounts_of, close_one
from ledger.made_up import figures_made_up
from ledger.unit import Unit

_NAME: Final = "year.preview"
_CITATION: Final = "C.G.S. § 10-262u(h)"
_PLACES: Final = (
    Column("at_comptroller", "Comptroller"),
    Column("at_commissioner", "Commissioner"),
    Column("in_payment", "in payment"),
    Column("at_town", "town"),
    Column("at_board", "board"),
    Column("not_withheld", "not withheld"),
    Column("advanced_by_board", "less advanced"),
    Column("carry_out", "carried out"),
)
_AVAILABLE: Final = (
    Column("carry_in", "carried in"),
    Column("new_money", "new money"),
    Column("reduction", "less reduction"),
    Column("available", "available"),
    Column("spent", "spent"),
)
_BESIDE: Final = (
    Column("finding_open", "findings open"),
    Column("repay_due", "repayment due"),
    Column("reduction_due", "reduction due"),
)
_WHO: Final = (Column("district", "district"), Column("town_code", "code"))
_READY: Final = Column("ready", "ready")
_FILE_COLUMNS: Final = (
    *_WHO,
    *_AVAILABLE,
    *_PLACES,
    Column("unreleased", "not released"),
    *(Column(reason.key, reason.value) for reason in Reason),
    Column("residency_carried", "stays set aside for residency"),
    *_BESIDE,
    _READY,
    Column("next_step", "next"),
    Column("why", "why"),
    MADE_UP,
    Column("citation", "citation"),
)
_NOBODY: Final = "nobody has to"
_NOTHING_DECIDED: Final = (
    "Nothing was recorded. Findings and orders stay open beside what is carried; a reduction takes "
    "from a later year's new money, § 10-262u(g)(2)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Previewed:
    """One district's preview, whether its year could close now, and whether it is made up."""

    money: Preview
    closing: Closing
    made_up: bool

    @property
    def ready(self) -> str:
        """In a word."""
        return {
            Became.CLOSED: "ready",
            Became.ALREADY: "closed",
            Became.NOT_READY: "not ready",
            Became.UNKNOWN: "not ready",
        }[self.closing.became]


def preview(
    context: typer.Context,
    fiscal_year: options.Year,
    district: Annotated[
        str | None, typer.Option("--district", help="Only this district.", metavar="DISTRICT")
    ] = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show what a year would carry out: by place, what was not released and why, what is open."""
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    asked = _asked(office, year, district_named(district) if district else None)
    found = _previewed(office, year, asked)
    whole = marked(_whole(found, year))
    write_files(whole, csv, xlsx)
    if as_json:
        data = table_data(whole)
        print_json(_NAME, data | {"unreleased": _because(found).rows}, office.meta())
        return
    out(office.headline)
    out(f"If {year} closed as it stands · {how_many(len(found), 'district')}")
    for place, table in enumerate(_screens(found) if found else (whole,)):
        out("")
        print_table(marked(table, noted=not place))


def _asked(
    office: Office, year: FiscalYear, district: District | None
) -> dict[District, DistrictYear]:
    """The accounts of the year, or one of them. Raises NotFoundError."""
    every = accounts_of(office.ledger, year)
    if district is None:
        return every
    if district not in every:
        raise NotFoundError(
            f"{district.name} has no account in {year} on this ledger.",
            details={"district": district.name, "fiscal_year": str(year)},
            next_step=f"Which have one: alliance year list --fiscal-year {year}",
        )
    return {district: every[district]}


def _previewed(
    office: Office, year: FiscalYear, states: Mapping[District, DistrictYear]
) -> list[_Previewed]:
    """Each preview with what the closing itself would say on the first day it may."""
    unit = Unit(office.ledger, batch=True)
    on = max(today(), year.last_day)
    own = [kept.record.data for kept in office.ledger.own_history()]
    return [
        _Previewed(
            money=preview_of(
                district,
                year,
                state,
                followed=is_followed(year, state, own),
                two_persons=office.ledger.identity.policy.needs_proposal,
            ),
            closing=close_one(
                office.ledger, district, year, state, actor_name("preview"), on, unit.perform
            ),
            made_up=figures_made_up(office.ledger, office.ledger.history(district, year)),
        )
        for district, state in states.items()
    ]


def _row(one: _Previewed) -> dict[str, Value]:
    money, error = one.money, one.closing.error
    names = [column.key for column in (*_AVAILABLE, *_PLACES, *_BESIDE)]
    return {
        "district": money.district,
        "town_code": money.district.code,
        **{name: getattr(money, name) for name in names},
        "unreleased": money.unreleased,
        **{reason.key: money.reasons.get(reason, ZERO) for reason in Reason},
        "residency_carried": money.residency,
        "ready": one.ready,
        "next_step": error.next_step if error else None,
        "why": error.message if error else None,
        MADE_UP.key: one.made_up,
        "citation": _CITATION,
    }


def _totals(rows: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """The sum of each column of money, over the rows where it is known."""
    columns = {key: [row[key] for row in rows] for key in (rows[0] if rows else ())}
    return {
        key: known_total(one for one in column if isinstance(one, Money))
        for key, column in columns.items()
        if any(isinstance(one, Money) for one in column) or key == "spent"
    }


def _whole(found: Sequence[_Previewed], year: FiscalYear) -> Table:
    rows = [_row(one) for one in found]
    return Table(
        name=_NAME,
        columns=_FILE_COLUMNS,
        rows=rows,
        totals=_totals(rows),
        proof="; ".join((_proof_by_place(found), _proof_of_balance(found))) if rows else "",
        notes=[_NOTHING_DECIDED] if rows else [],
        empty=f"No district has an account in {year} on this ledger.",
    )


def _screens(found: Sequence[_Previewed]) -> list[Table]:
    rows = [_row(one) for one in found]
    sums = _totals(rows)
    base = Table(name=_NAME, columns=(), rows=rows, totals=sums)
    tables = [
        replace(
            base,
            columns=(*_WHO, *_AVAILABLE, Column("carry_out", "carried out"), MADE_UP),
            proof=_proof_of_balance(found),
        ),
        replace(base, columns=(*_WHO, *_PLACES, MADE_UP), proof=_proof_by_place(found)),
        _because(found),
    ]
    beside = [row for row in rows if any(row[column.key] for column in _BESIDE)]
    if beside:
        columns = (*_WHO, *_BESIDE, MADE_UP)
        tables.append(replace(base, columns=columns, rows=beside, totals=_totals(beside)))
    waiting = [row for row in rows if row["ready"] == "not ready"]
    columns = (*_WHO, _READY, Column("next_step", "next"), Column("why", "why"), MADE_UP)
    counts = {word: sum(one.ready == word for one in found) for word in _WORDS}
    added = " + ".join(f"{count} {word}" for word, count in counts.items())
    tables.append(
        Table(
            name=_NAME,
            columns=columns,
            rows=waiting,
            proof=f"{added} = {how_many(len(found), 'district')}",
            notes=[_NOTHING_DECIDED],
            empty="Nothing keeps a year of these from closing.",
        )
    )
    return tables


_WORDS: Final = ("ready", "closed", "not ready")


def _because(found: Sequence[_Previewed]) -> Table:
    """Each amount that was not released, with its reason, who must act and how."""
    rows: list[dict[str, Value]] = []
    for one in found:
        money = one.money
        rows += [
            {
                "district": money.district,
                "town_code": money.district.code,
                "reason": reason.value,
                "amount": amount,
                "who": _NOBODY if money.closed or not reason.who else reason.who.label,
                "next_step": money.how(reason) or None,
                MADE_UP.key: one.made_up,
            }
            for reason, amount in money.reasons.items()
        ]
    unreleased = total([one.money.unreleased for one in found])
    return Table(
        name=_NAME,
        columns=(
            *_WHO,
            Column("reason", "not released because"),
            Column("amount", "amount"),
            Column("who", "who must act"),
            Column("next_step", "how"),
            MADE_UP,
        ),
        rows=rows,
        totals={"amount": unreleased} if rows else {},
        proof=_proof_of_reasons(found) if rows else "",
        notes=_went_on(found),
        empty="Everything was released.",
    )


def _went_on(found: Sequence[_Previewed]) -> list[str]:
    """Where the money of closed years is waited for."""
    years = {one.money.fiscal_year for one in found if one.money.closed and one.money.reasons}
    return [
        f"closed: what was not released went on to {year.next}: alliance year preview "
        f"--fiscal-year {year.next}"
        for year in years
    ]


def _sum(found: Sequence[_Previewed], name: str) -> Money:
    return total([getattr(one.money, name) for one in found])


def _proof_by_place(found: Sequence[_Previewed]) -> str:
    """What stands at each place, less what the board advanced, is what is carried out."""
    said = {column.key: _sum(found, column.key).display for column in _PLACES}
    return (
        f"Comptroller {said['at_comptroller']} + Commissioner {said['at_commissioner']} + in "
        f"payment {said['in_payment']} + town {said['at_town']} + board {said['at_board']} + not "
        f"withheld {said['not_withheld']} − advanced {said['advanced_by_board']} = "
        f"{_sum(found, 'by_place').display}"
    )


def _proof_of_balance(found: Sequence[_Previewed]) -> str:
    """Available less spent is carried out, but where more was spent than available."""
    above = _sum(found, "above")
    beyond = f" + spent above available {above.display}" if above else ""
    spent = total([one.money.spent or ZERO for one in found])
    return (
        f"available {_sum(found, 'available').display} − spent {spent.display}"
        f"{beyond} = {_sum(found, 'carry_out').display}"
    )


def _proof_of_reasons(found: Sequence[_Previewed]) -> str:
    sums = {
        reason: total([one.money.reasons.get(reason, ZERO) for one in found]) for reason in Reason
    }
    added = " + ".join(f"{amount.display} {one.value}" for one, amount in sums.items() if amount)
    return f"{added} = {total(list(sums.values())).display}"
