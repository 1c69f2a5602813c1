"""Loading published facts from files: what the rows of entitlements and designations mean.

Loaded is not lived: what is recorded here carries assurance *imported* and office *system*.
Entitlements and designations may come in either order; whichever completes a district-year
determines its portion by law and records the published withholding (`loading.py`).
Not here: reading files (`source_file.py`), reported facts (`reported_facts.py`).
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from domain.commands import DesignateDistrict, SetEntitlement
from domain.events import Criterion, EntitlementSet, Stage
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.statute.s262u_b_designation import ROUNDS, RoundName
from ledger.application import Ledger
from ledger.loading import ImportOrder, ImportReport, Loading, fact_day
from ledger.source_cells import amount_of, town_of, year_of
from ledger.source_file import RowError, SourceFile

ECS_COLUMNS = (("town", "district"), ("fiscal_year",), ("ecs_entitlement_usd",))
DESIGNATION_COLUMNS = (
    ("district", "town"),
    ("fiscal_year_from",),
    ("fiscal_year_to",),
    ("status",),
)


def not_stated(fiscal_year: FiscalYear) -> Stage | None:
    """The stage of an entitlement in a file that does not say it: not known."""
    del fiscal_year
    return None


def import_ecs(
    ledger: Ledger,
    source: SourceFile,
    order: ImportOrder,
    stage_of: Callable[[FiscalYear], Stage | None] = not_stated,
) -> ImportReport:
    """Load ECS entitlements, and with them the published split where the file gives it.

    Raises ConflictError where somebody wrote meanwhile, and what the store raises.
    """
    loading = Loading(ledger, source, order)
    for line, cells in source.rows:
        loading.row(line, partial(_ecs_row, loading, line, cells, stage_of))
    return loading.finish(kind="ecs-entitlements")


def import_designations(ledger: Ledger, source: SourceFile, order: ImportOrder) -> ImportReport:
    """Load designations: each row a district's term, one event for each of its years.

    Raises ConflictError where somebody wrote meanwhile, and what the store raises.
    """
    loading = Loading(ledger, source, order)
    for line, cells in source.rows:
        loading.row(line, partial(_designation_row, loading, line, cells))
    return loading.finish(kind="designations")


def _ecs_row(
    loading: Loading,
    line: int,
    cells: Mapping[str, str],
    stage_of: Callable[[FiscalYear], Stage | None],
) -> bool:
    district = town_of(cells)
    year = year_of(cells)
    amount = amount_of(cells, "ecs_entitlement_usd")
    if amount is None:
        raise RowError("ecs_entitlement_usd", "amount_missing", "The amount is empty.")
    portion = amount_of(cells, "alliance_portion_usd")
    diversity = amount_of(cells, "education_diversity_portion_usd")
    parts = total_of(portion, diversity)
    if parts > amount:
        raise RowError(
            "alliance_portion_usd",
            "parts_exceed_entitlement",
            f"The parts, {parts.display}, are more than the entitlement, {amount.display}.",
        )
    stage = _stage_in(cells) or stage_of(year)
    loading.once(line, district, year)
    earlier = loading.state(district, year).entitlement
    if earlier is not None:
        portion = earlier.published_portion if portion is None else portion
        diversity = earlier.education_diversity if diversity is None else diversity
        differing = _differences(earlier, amount, portion, diversity)
        if not differing:
            return False
        if not loading.order.revise and not _only_adds(earlier, amount, portion, diversity):
            raise RowError(
                "ecs_entitlement_usd",
                "entitlement_differs",
                f"{district.name} {year} is on record with {differing}. Use --revise if the file "
                "is right.",
            )
        if loading.order.revise:
            loading.revise_published(line, district, year, portion)
    command = SetEntitlement(
        amount=amount,
        # A file that does not say the stage does not take back what an office said.
        stage=stage or (earlier.stage if earlier else None),
        reason=None if earlier is None else f"as in {loading.source.name}",
        education_diversity=diversity,
        published_portion=portion,
        source=cells.get("source_id", "").strip() or loading.source.name,
    )
    return loading.perform(str(line), command, district, year, on=fact_day(year))


def _stage_in(cells: Mapping[str, str]) -> Stage | None:
    """The stage in a cell, where the file has that column. Raises RowError."""
    text = cells.get("stage", "").strip().casefold()
    if not text:
        return None
    if text not in set(Stage):
        raise RowError("stage", "unknown_stage", f"{text!r} is none of {', '.join(Stage)}.")
    return Stage(text)


def total_of(*amounts: Money | None) -> Money:
    """The sum of the amounts that are known."""
    return Money(sum(amount.cents for amount in amounts if amount is not None))


def _differences(
    earlier: EntitlementSet, amount: Money, portion: Money | None, diversity: Money | None
) -> str:
    found = (
        ("an entitlement of", earlier.amount, amount),
        ("a published portion of", earlier.published_portion, portion),
        ("an education-diversity portion of", earlier.education_diversity, diversity),
    )
    return ", ".join(
        f"{what} {before.display if before is not None else 'none'}, not "
        f"{after.display if after is not None else 'none'}"
        for what, before, after in found
        if before != after
    )


def _only_adds(
    earlier: EntitlementSet, amount: Money, portion: Money | None, diversity: Money | None
) -> bool:
    """Whether the row only brings parts of the split that were not known."""
    return (
        earlier.amount == amount
        and earlier.published_portion in (None, portion)
        and earlier.education_diversity in (None, diversity)
    )


# How a row's status is read: who was ranked is published only for those who came in new.
_STATUS: Mapping[str, tuple[Criterion, bool]] = {
    "initial 30": (Criterion.RANKED, True),
    "added": (Criterion.RANKED, True),
    "continuing": (Criterion.NOT_PUBLISHED, False),
}


def _designation_row(loading: Loading, line: int, cells: Mapping[str, str]) -> bool:
    district = town_of(cells)
    round_name, years, on = _term(cells)
    status = cells["status"].strip().casefold()
    if status not in _STATUS:
        raise RowError("status", "unknown_status", f"{status!r} is none of {', '.join(_STATUS)}.")
    criterion, first_time = _STATUS[status]
    loading.once(line, district, years[0])
    recorded = False
    for year in years:
        state = loading.state(district, year)
        designation = state.designation
        if state.designated and designation is not None and designation.round == round_name:
            continue
        command = DesignateDistrict(
            round=round_name.value, criterion=criterion, first_time=first_time
        )
        suffix = f"{line}:{year.ends_in}"
        recorded |= loading.perform(suffix, command, district, year, on=on)
    return recorded


def _term(cells: Mapping[str, str]) -> tuple[RoundName, list[FiscalYear], date]:
    first = year_of(cells, "fiscal_year_from")
    last = year_of(cells, "fiscal_year_to")
    entries = [e for e in ROUNDS.entries if e.value.first_year == first]
    if not entries or entries[0].value.last_year != last:
        raise RowError(
            "fiscal_year_from",
            "unknown_round",
            f"No designation round runs from {first} to {last}.",
        )
    years = [FiscalYear(year) for year in range(first.ends_in, last.ends_in + 1)]
    return entries[0].value.name, years, min(entry.effective for entry in entries)
