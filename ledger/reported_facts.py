"""What public sources reported about plans, approvals and amounts: recorded as reported.

A reported fact moves no money and binds nobody; it stands beside the record with its source and
the words of that source, so that a reader sees Norwich's early payment or Manchester's lines
without taking them for events of this ledger. Not here: facts that move money (`imports.py`).
"""

from collections.abc import Callable, Mapping
from functools import partial

from domain.commands import ReportFact
from domain.ledger_events import StatewideFactReported
from domain.money import Money
from ledger.application import Ledger
from ledger.loading import ImportOrder, ImportReport, Loading, fact_day
from ledger.source_cells import amount_of, town_of, year_of
from ledger.source_file import SourceFile

FACT_COLUMNS = (("district",), ("fiscal_year",), ("fact_type",), ("source_id",))
LINE_COLUMNS = (("district",), ("fiscal_year",), ("line_type",), ("description",), ("source_id",))
STAGE_COLUMNS = (("town",), ("fiscal_year",), ("stage",), ("amount_usd",), ("source_id",))

Cells = Mapping[str, str]


def import_plan_facts(ledger: Ledger, source: SourceFile, order: ImportOrder) -> ImportReport:
    """Load what the press and boards reported about plans, approvals and balances."""
    return _load(ledger, source, order, "plan-facts", _plan_fact)


def import_plan_lines(ledger: Ledger, source: SourceFile, order: ImportOrder) -> ImportReport:
    """Load the budget lines of an application, as printed."""
    return _load(ledger, source, order, "plan-lines", _plan_line)


def import_entitlement_stages(
    ledger: Ledger, source: SourceFile, order: ImportOrder
) -> ImportReport:
    """Load enacted and estimated entitlements that stand beside the Department's final ones."""
    return _load(ledger, source, order, "entitlement-stages", _entitlement_stage)


def _load(
    ledger: Ledger,
    source: SourceFile,
    order: ImportOrder,
    kind: str,
    fact_of: Callable[[Cells], ReportFact],
) -> ImportReport:
    loading = Loading(ledger, source, order, completes=False)
    for line, cells in source.rows:
        loading.row(line, partial(_record, loading, line, cells, fact_of))
    return loading.finish(kind=kind)


def _record(
    loading: Loading, line: int, cells: Cells, fact_of: Callable[[Cells], ReportFact]
) -> bool:
    """Record a fact on its district-year, or on the ledger itself where it belongs to no one."""
    fact = fact_of(cells)
    if cells.get("district") == "(statewide)" or not cells["fiscal_year"].strip():
        return _record_statewide(loading, line, cells, fact)
    district = town_of(cells)
    year = year_of(cells)
    known = loading.state(district, year).reported_facts
    if any(
        (old.kind, old.words, old.source) == (fact.kind, fact.words, fact.source)
        and old.amount == fact.amount
        for old in known
    ):
        return False
    return loading.perform(str(line), fact, district, year, on=fact_day(year))


def _record_statewide(loading: Loading, line: int, cells: Cells, fact: ReportFact) -> bool:
    about = cells["district"].strip()
    event = StatewideFactReported(
        fiscal_year=_year_or_none(cells),
        kind=fact.kind,
        words=fact.words if about == "(statewide)" else f"{about}: {fact.words}",
        amount=fact.amount,
        reported_date=fact.reported_date,
        source=fact.source,
    )
    if event in loading.own_history:
        return False
    loading.own(event, str(line))
    return True


def _year_or_none(cells: Cells) -> int | None:
    return year_of(cells).ends_in if cells["fiscal_year"].strip() else None


def _plan_fact(cells: Cells) -> ReportFact:
    printed = cells.get("amount_as_printed", "").strip()
    note = cells.get("note", "").strip()
    kind = cells["fact_type"].strip()
    words = "; ".join(part for part in (kind.replace("_", " "), printed, note) if part)
    return ReportFact(
        kind=kind,
        words=words,
        amount=amount_of(cells, "amount_usd"),
        reported_date=cells.get("date", "").strip() or None,
        source=cells["source_id"].strip(),
    )


def _plan_line(cells: Cells) -> ReportFact:
    return ReportFact(
        kind=f"plan_line:{cells['line_type'].strip()}",
        words=f"{cells['description'].strip()} [{cells.get('precision', '').strip()}]",
        amount=amount_of(cells, "amount_usd"),
        source=cells["source_id"].strip(),
    )


def _entitlement_stage(cells: Cells) -> ReportFact:
    stage = cells["stage"].strip()
    return ReportFact(
        kind=f"entitlement:{stage}",
        words=f"ECS entitlement at stage {stage.replace('_', ' ')}, beside the Department's final "
        f"{_shown(amount_of(cells, 'csde_final_usd'))}",
        amount=amount_of(cells, "amount_usd"),
        source=cells["source_id"].strip(),
    )


def _shown(amount: Money | None) -> str:
    return "amount (not given)" if amount is None else amount.display
