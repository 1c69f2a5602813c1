"""The lists of `alliance reconcile certification`: differences, slipped amounts.

Rows are given only where something differs; totals are of all 169 towns, and each proof line adds
up from the rows shown. Source: C.G.S. § 10-262i(b), § 10-262u(c)(1).
Not here: the command (`cli/certification.py`), the changes since the last certification
(`cli/certification_changes.py`), what differs (`ledger/certification.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cli.render import Column, Table, Value
from domain.money import ZERO, Money, known_total, total
from domain.words import how_many
from ledger.certification import TieOut, TownTied
from ledger.certification_file import CertifiedTown

NAME = "reconcile.certification"
_COLUMNS = (
    Column("district", "town"),
    Column("town_code", "code"),
    Column("line", "line", on_screen=False),
    Column("fiscal_year", "year", on_screen=False),
    Column("entitlement", "ECS certified"),
    Column("entitlement_on_record", "on record"),
    Column("entitlement_difference", "difference"),
    Column("alliance_portion", "Alliance part"),
    Column("alliance_by_law", "by law"),
    Column("alliance_on_record", "on record"),
    Column("alliance_difference", "over the law"),
    Column("education_diversity", "earmark", on_screen=False),
    Column("education_diversity_on_record", "earmark on record", on_screen=False),
    Column("unrestricted", "unrestricted", on_screen=False),
    Column("kind", "what differs"),
    Column("explanation", "explanation"),
    Column("citation", "citation", on_screen=False),
)
_BLANK: Mapping[str, Value] = {column.key: None for column in _COLUMNS}
_SLIP_SCREEN = ("district", "town_code", "line", "entitlement", "alliance_portion", "explanation")
_MOST_SLIPPED = 6
_MOST_NAMED = 6
_PAYMENT = "C.G.S. § 10-262i(b)"


def tie_out_table(tied: TieOut) -> Table:
    """The towns that differ, the totals of all, and what could not be compared."""
    year = tied.certification.fiscal_year
    rows = [_row(town) | {"fiscal_year": year} for town in tied.differing]
    return Table(
        name=NAME,
        columns=_COLUMNS,
        rows=rows,
        totals=_totals(tied),
        proof=_proof(tied),
        notes=[
            *_not_compared(tied),
            *_earmarks_not_given(tied),
            *(f"caution  {caveat}" for caveat in tied.caveats),
            _verdict(tied),
        ],
        empty="No town differs.",
    )


def _row(town: TownTied) -> dict[str, Value]:
    return {
        **_certified(town.certified),
        "entitlement_on_record": town.record.entitlement,
        "entitlement_difference": town.entitlement_difference,
        "alliance_by_law": town.by_law,
        "alliance_on_record": town.record.alliance,
        "alliance_difference": town.alliance_difference,
        "education_diversity_on_record": town.record.earmark,
        "kind": "; ".join(town.kinds),
        "explanation": " ".join(town.reasons),
        "citation": str(town.citation or _PAYMENT),
    }


def _certified(one: CertifiedTown) -> dict[str, Value]:
    return {
        "district": one.district,
        "town_code": one.district.code,
        "line": one.line,
        "entitlement": one.entitlement,
        "alliance_portion": one.alliance,
        "education_diversity": one.earmark,
        "unrestricted": one.unrestricted,
    }


def _totals(tied: TieOut) -> dict[str, Value]:
    towns = tied.towns
    return {
        "towns": len(towns),
        **{f"towns_{name}": count for name, count in _counts(tied).items()},
        **{f"certified_{name}": amount for name, amount in _parts(towns).items()},
        "entitlement_difference": known_total(town.entitlement_difference for town in towns),
        "alliance_difference": known_total(town.alliance_difference for town in towns),
    }


def _counts(tied: TieOut) -> dict[str, int]:
    differ = len(tied.differing)
    untold = sum(1 for town in tied.incomplete if not town.kinds)
    return {"differ": differ, "tie": len(tied.towns) - differ - untold, "not_compared": untold}


def _parts(towns: Sequence[TownTied]) -> dict[str, Money]:
    """The whole and its parts over all towns."""
    certified = [town.certified for town in towns]
    return {
        "entitlement": total([one.entitlement for one in certified]),
        "alliance_portion": total([one.alliance for one in certified]),
        "education_diversity": total([one.earmark or ZERO for one in certified]),
        "unrestricted": total([one.unrestricted for one in certified]),
        "above_whole": total([one.above_whole for one in certified]),
    }


def _proof(tied: TieOut) -> str:
    """Parts make the whole; the differences add up from the rows; every town is counted once."""
    parts = {name: amount.display for name, amount in _parts(tied.towns).items()}
    above = total([town.certified.above_whole for town in tied.towns])
    over = f" − parts above their whole {above.display}" if above else ""
    whole = (
        f"Alliance {parts['alliance_portion']} + earmarks {parts['education_diversity']} + "
        f"unrestricted {parts['unrestricted']}{over} = ECS {parts['entitlement']}"
    )
    on_record = [(one.certified.entitlement, one.record.entitlement) for one in tied.towns]
    by_law = [(one.certified.alliance, one.by_law) for one in tied.towns]
    counts = _counts(tied)
    counted = (
        f"{counts['differ']} differ + {counts['tie']} tie + {counts['not_compared']} not compared "
        f"= {how_many(len(tied.towns), 'town')}"
    )
    differences = (
        _difference_proof("ECS", "on record", on_record),
        _difference_proof("Alliance", "by law", by_law),
    )
    return "; ".join([whole, *(told for told in differences if told), counted])


def _difference_proof(what: str, against: str, pairs: Sequence[tuple[Money, Money | None]]) -> str:
    known = [(certified, held) for certified, held in pairs if held is not None]
    if not known:
        return ""
    certified = total([one for one, _ in known])
    held = total([other for _, other in known])
    return (
        f"{what} certified {certified.display} − {against} {held.display} = "
        f"{(certified - held).display} in {how_many(len(known), 'town')}, the sum of the rows"
    )


def _verdict(tied: TieOut) -> str:
    counts = _counts(tied)
    if counts["differ"]:
        return f"result   Does not tie: {counts['differ']} of {len(tied.towns)} towns differ."
    if tied.incomplete:
        return (
            f"result   Incomplete: {len(tied.incomplete)} of {len(tied.towns)} towns could not be "
            "compared in full. That is not a tie."
        )
    return f"result   Ties: certified, law and record agree for all {len(tied.towns)} towns."


def _not_compared(tied: TieOut) -> list[str]:
    """One line for each thing that is missing, with the first of the towns."""
    missing: dict[str, list[str]] = {}
    for town in tied.incomplete:
        for words in town.not_compared:
            missing.setdefault(words, []).append(str(town.district))
    notes = []
    for words, towns in missing.items():
        more = f" and {len(towns) - _MOST_NAMED} more" if len(towns) > _MOST_NAMED else ""
        named = ", ".join(towns[:_MOST_NAMED])
        count = f"{how_many(len(towns), 'town')}"
        notes.append(f"missing  {words}: {count}: {named}{more}")
    if missing:
        notes.append("Load what is missing: alliance import designations FILE, import ecs FILE.")
    return notes


def not_compared_rows(tied: TieOut) -> list[dict[str, object]]:
    """Every town where something could not be compared, for programs."""
    return [
        {
            "district": town.district,
            "town_code": town.district.code,
            "missing": list(town.not_compared),
        }
        for town in tied.incomplete
    ]


def _earmarks_not_given(tied: TieOut) -> list[str]:
    held = [town.record.earmark for town in tied.towns if town.record.earmark]
    if tied.certification.earmarks_given or not held:
        return []
    note = (
        f"caution  the file has no earmark column; {total(held).display} on record for "
        f"{how_many(len(held), 'town')} was not compared and stands in the unrestricted share"
    )
    return [note]


def slip_table(tied: TieOut) -> Table:
    """The amounts that fit the row above or below, and nothing else."""
    year = tied.certification.fiscal_year
    towns = {one.district: one for one in tied.certification.towns}
    rows: list[Mapping[str, Value]] = []
    notes = []
    for column, slip in tied.slips.items():
        where = "above" if slip.above else "below"
        first, last = (towns[slip.fits[place][0]] for place in (0, -1))
        notes.append(
            f"slipped  {column}: {how_many(len(slip.fits), 'amount')} from line {first.line} "
            f"({first.district.name}) to line {last.line} ({last.district.name}) fit the town one "
            f"row {where} better than their own."
        )
        for town, neighbor in slip.fits:
            one = towns[town]
            words = f"{column} on line {one.line} fits {neighbor}, one row {where}."
            told = {"kind": "slipped by one row", "explanation": words, "citation": _PAYMENT}
            rows.append({**_BLANK, **_certified(one), "fiscal_year": year, **told})
    notes.append(
        "result   Stopped: a column slipped by one row, as when it is pasted one cell off. Nothing "
        "else was compared. Mend the file; do not sign."
    )
    screen = [replace(column, on_screen=column.key in _SLIP_SCREEN) for column in _COLUMNS]
    return Table(name=NAME, columns=screen, rows=rows, notes=notes)


def first_slipped(table: Table) -> Table:
    """The first slipped amounts, enough to see it on a screen."""
    more = len(table.rows) - _MOST_SLIPPED
    if more <= 0:
        return table
    note = f"… and {how_many(more, 'more row')}; --json, --csv and --xlsx give them all."
    return replace(table, rows=table.rows[:_MOST_SLIPPED], notes=[note, *table.notes])
