"""Read model: what happened in a district-year, one row for each record.

Every statement of C.G.S. § 10-262u leaves its trace here with the clause it rests on. Not here:
the ledger's own records, and a replay with proofs (`cli/`), which reads the ledger itself.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from domain.accounts import postings_of
from domain.authority import Office
from domain.chart import Account, Posting
from domain.district import District
from domain.events import Event
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.sentences import sentence
from projections.errors import ProjectionsDamagedError
from projections.fold import Batch, Placed
from projections.table import (
    Changes,
    Column,
    Kind,
    ReadModel,
    Rows,
    Table,
    Values,
    district_of,
    fiscal_year_of,
    number,
)

# ---- row ----


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One record of a district-year, as people read it.

    Attributes:
        district, fiscal_year: whose it is.
        version, position: its place in the district-year and in the ledger.
        event: its name.
        recorded_at: UTC instant, as text; effective_on: the legal date.
        actor: who typed it; office: whose act it is.
        citation: the clause, in one line.
        sentence: what happened.
        net_effect: the money it moved on balance; a correction shows only the difference.
    """

    district: District
    fiscal_year: FiscalYear
    version: int
    position: int
    event: str
    recorded_at: str
    effective_on: date
    actor: str
    office: Office
    citation: str
    sentence: str
    net_effect: tuple[Posting, ...]


def net_effect(event: Event) -> tuple[Posting, ...]:
    """The movements of money of an event, what goes forth and back between two accounts netted."""
    moved: dict[tuple[Account, Account], int] = defaultdict(int)
    for posting in postings_of(event):
        back = (posting.target, posting.source)
        if back in moved:
            moved[back] -= posting.amount.cents
        else:
            moved[posting.source, posting.target] += posting.amount.cents
    return tuple(
        Posting(source, target, Money(amount))
        if amount > 0
        else Posting(target, source, Money(-amount))
        for (source, target), amount in moved.items()
        if amount
    )


def _timeline_row(one: Placed) -> TimelineRow:
    position, record = one.kept
    return TimelineRow(
        district=one.district,
        fiscal_year=one.fiscal_year,
        version=record.version,
        position=position,
        event=record.event,
        recorded_at=record.recorded_at,
        effective_on=record.effective_on,
        actor=record.actor,
        office=record.office,
        citation=str(record.citation),
        sentence=sentence(record.data),
        net_effect=net_effect(record.data),
    )


# ---- evolve ----


def _evolve(batch: Batch) -> Changes:
    rows = (_values(_timeline_row(one)) for one in batch.records)
    return {TABLE.key_of(values): values for values in rows}


# ---- table ----

TABLE = Table(
    "timeline",
    key=3,
    columns=(
        Column("district_code", Kind.NUMBER),
        Column("fiscal_year", Kind.NUMBER),
        Column("version", Kind.NUMBER),
        Column("position", Kind.NUMBER),
        Column("event", Kind.TEXT),
        Column("recorded_at", Kind.TEXT),
        Column("effective_on", Kind.TEXT),
        Column("actor", Kind.TEXT),
        Column("office", Kind.TEXT),
        Column("citation", Kind.TEXT),
        Column("sentence", Kind.TEXT),
        Column("net_effect", Kind.TEXT),
    ),
)

MODEL = ReadModel(TABLE, _evolve)


def _values(row: TimelineRow) -> Values:
    return (
        row.district.code,
        row.fiscal_year.ends_in,
        row.version,
        row.position,
        row.event,
        row.recorded_at,
        row.effective_on.isoformat(),
        row.actor,
        row.office.value,
        row.citation,
        row.sentence,
        # As in "town_grant>held_by_comptroller=58272900": account, account, cents.
        " ".join(f"{one.source}>{one.target}={one.amount.cents}" for one in row.net_effect),
    )


def _row(values: Values) -> TimelineRow:
    code, fiscal_year, version, position = (number(value) for value in values[:4])
    event, recorded_at, effective_on, actor, office, citation, words, moved = map(str, values[4:])
    try:
        return TimelineRow(
            district=district_of(code),
            fiscal_year=fiscal_year_of(fiscal_year),
            version=version,
            position=position,
            event=event,
            recorded_at=recorded_at,
            effective_on=date.fromisoformat(effective_on),
            actor=actor,
            office=Office(office),
            citation=citation,
            sentence=words,
            net_effect=tuple(_posting(part) for part in moved.split()),
        )
    except ValueError as error:
        raise ProjectionsDamagedError(f"The timeline holds a foreign value: {error}.") from error


def _posting(text: str) -> Posting:
    accounts, _, amount = text.partition("=")
    source, _, target = accounts.partition(">")
    return Posting(Account(source), Account(target), Money(int(amount)))


# ---- queries ----


def of_district(
    rows: Rows, district: District, fiscal_year: FiscalYear | None = None
) -> list[TimelineRow]:
    """The rows of a district, of one year or all, in order of position.

    Raises ProjectionsDamagedError, StoreUnavailableError.
    """
    where = {"district_code": district.code}
    if fiscal_year is not None:
        where["fiscal_year"] = fiscal_year.ends_in
    return [_row(values) for values in rows.select(TABLE, ("position",), where)]
