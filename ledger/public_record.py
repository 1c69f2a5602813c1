"""The real record of the program, from the public figures that ship with the package.

Each file is loaded in one transaction; then the ledger says what it holds and what it does not, so
that a plan or payment which no public source gives is *not recorded here* and never a breach.
Not here: showing it (`cli/demo.py`), made-up steps (`synthetic.py`).
"""

import uuid
from collections.abc import Callable, Mapping
from typing import Final

from domain.authority import Citation
from domain.errors import RefusedError
from domain.events import Stage
from domain.fiscal_year import FiscalYear
from domain.ledger_events import CoverageStated, SourceLoaded
from domain.words import how_many
from ledger.application import Ledger
from ledger.imports import (
    DESIGNATION_COLUMNS,
    ECS_COLUMNS,
    import_designations,
    import_ecs,
    not_stated,
)
from ledger.loading import ImportOrder, ImportReport
from ledger.reference import shipped
from ledger.reported_facts import (
    FACT_COLUMNS,
    LINE_COLUMNS,
    STAGE_COLUMNS,
    import_entitlement_stages,
    import_plan_facts,
    import_plan_lines,
)
from ledger.source_file import SourceFile, read_source
from ledger.unit import Unit

# The Department's figure before its final calculation, by the notes on source S01.
PRELIMINARY: Final = FiscalYear(2027)
# No split was published for later years, so nothing is on record as withheld.
LAST_PUBLISHED: Final = FiscalYear(2023)

Load = Callable[[Ledger, SourceFile, ImportOrder], ImportReport]


def _stage(fiscal_year: FiscalYear) -> Stage | None:
    return Stage.PRELIMINARY if fiscal_year == PRELIMINARY else not_stated(fiscal_year)


def _ecs(ledger: Ledger, source: SourceFile, order: ImportOrder) -> ImportReport:
    return import_ecs(ledger, source, order, _stage)


FILES: Final[tuple[tuple[str, tuple[tuple[str, ...], ...], Load], ...]] = (
    ("ecs_amount_stages.csv", STAGE_COLUMNS, import_entitlement_stages),
    ("ecs_entitlements.csv", ECS_COLUMNS, _ecs),
    ("alliance_designations.csv", DESIGNATION_COLUMNS, import_designations),
    ("alliance_plan_facts.csv", FACT_COLUMNS, import_plan_facts),
    ("alliance_plan_budget_lines.csv", LINE_COLUMNS, import_plan_lines),
)

_NO_SOURCE = "no public source gives any"
# Kind -> first and last fiscal year held, or None where none is; and why.
_COVERAGE: Final[Mapping[str, tuple[int | None, int | None, str]]] = {
    "designations": (
        2013,
        2027,
        "of the 36 only the count is published; the list is assembled from bill and statute",
    ),
    "entitlements": (2012, 2027, "all 169 towns; FY2027 is preliminary"),
    "portions": (2013, 2027, "computed from the law when loaded"),
    "withholdings": (2013, 2023, "the published split; none was published for later years"),
    "transfers": (None, None, _NO_SOURCE),
    "plans": (None, None, f"{_NO_SOURCE}; single approvals stand as reported facts"),
    "releases": (None, None, f"{_NO_SOURCE}; one early payment stands as a reported fact"),
    "pass-throughs": (None, None, _NO_SOURCE),
    "expenditure-reports": (None, None, _NO_SOURCE),
    "closings": (None, None, "no real year is closed here"),
}


def holds_public_record(ledger: Ledger) -> bool:
    """Whether the public record was built into this ledger: no other command loads its stages."""
    stages = FILES[0][0]
    return any(
        isinstance(entry.record.data, SourceLoaded) and entry.record.data.file == stages
        for entry in ledger.own_history()
    )


def build(ledger: Ledger, actor: str, say: Callable[[str], None]) -> dict[str, ImportReport]:
    """Load the shipped files, one transaction each, and state the coverage; what each file did."""
    reports = {}
    if ledger.store.position() > 1:
        _require_agreement(ledger, actor)
    for name, columns, load in FILES:
        source = read_source(shipped(name), columns)
        report = load(ledger, source, ImportOrder(import_id=uuid.uuid4().hex, actor=actor))
        # The files ship with the package and a test loads them: a bad row here is a bug.
        assert not report.rejected, report.rejected  # noqa: S101
        reports[name] = report
        read, records = how_many(report.read, "row"), how_many(report.records, "record")
        say(f"  {name}: {read}, {records} written")
    _state_coverage(ledger, actor)
    return reports


def _require_agreement(ledger: Ledger, actor: str) -> None:
    """Look before the first write: what is on record must not differ from the public figures.

    Raises RefusedError naming the first row that differs.
    """
    for name, columns, load in FILES:
        source = read_source(shipped(name), columns)
        order = ImportOrder(import_id=uuid.uuid4().hex, actor=actor, dry_run=True)
        report = load(ledger, source, order)
        if report.rejected:
            first = report.rejected[0]
            raise RefusedError(
                "The public record cannot be built here: this ledger holds other figures. "
                "Nothing was recorded.",
                details={"file": name, "line": str(first.line), "differs": first.message},
                next_step="Build it in a file of its own: alliance demo --path FILE",
            )


def _state_coverage(ledger: Ledger, actor: str) -> None:
    """Say what the public record holds, unless a statement about that kind is there already."""
    stated = {
        entry.record.data.kind
        for entry in ledger.own_history()
        if isinstance(entry.record.data, CoverageStated)
    }
    unit = Unit(ledger, imported=True, batch=True)
    for kind, (first, last, note) in _COVERAGE.items():
        if kind not in stated:
            unit.record_own(
                CoverageStated(
                    kind=kind, first_fiscal_year=first, last_fiscal_year=last, note=note
                ),
                command_id=f"{uuid.uuid4().hex}:covers:{kind}",
                actor=actor,
                citation=Citation("C.G.S. § 11-8b"),
            )
    unit.commit()
