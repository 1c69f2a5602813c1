"""Guards of a batch: its stage, its exact content, the figures that were typed.

C.G.S. § 10-262u(c)(2). Not here: the acts (`batches.py`), the guards of each district's own act
(`domain/decisions/`).
"""

from collections.abc import Sequence
from datetime import date

from domain.authority import Citation
from domain.district import District
from domain.errors import ConflictError, RefusedError
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.statute.rules import Clause, rules_in_force
from domain.words import how_many
from ledger.batch_record import Amounts, Batch, BatchStage, content_of
from ledger.control_figure import C2, ControlFigureError


class BatchStageError(RefusedError):
    """The batch does not stand where that act needs it."""

    code = "batch_stage"


class BatchChangedError(RefusedError):
    """The batch is not what was prepared; an approval is bound to the exact content."""

    code = "batch_changed"


def clause_on(fiscal_year: FiscalYear, clause: Clause, on: date | None = None) -> Citation:
    """The clause as in force for a year on a day, its last where none is given."""
    return rules_in_force(fiscal_year, on or fiscal_year.last_day).clause(clause)


def require_unchanged(batch: Batch, amounts: Amounts) -> None:
    """Raises BatchChangedError where what is proposed is not what was prepared."""
    if content_of(batch.prepared.batch, amounts) != batch.prepared.content:
        now = total(list(amounts.values()))
        raise BatchChangedError(
            f"Batch {batch.prepared.batch} was prepared with "
            f"{how_many(batch.prepared.count, 'release')} of {batch.prepared.total.display}; "
            f"{len(amounts)} of {now.display} are proposed now.",
            citation=clause_on(batch.fiscal_year, Clause.RELEASE),
            details={
                "prepared": batch.prepared.content,
                "now": content_of(batch.prepared.batch, amounts),
            },
            next_step="Withdraw the batch and prepare it anew: alliance release withdraw-batch "
            f"{batch.prepared.batch} --because TEXT",
        )


def require_control(name: str, typed: tuple[int, Money], amounts: Amounts) -> None:
    """Raises ControlFigureError where the typed count or total is not that of the amounts."""
    right = (len(amounts), total(list(amounts.values())))
    if typed != right:
        raise ControlFigureError(
            f"Batch {name} has {how_many(right[0], 'payment')} of {right[1].display}; "
            f"{typed[0]} of {typed[1].display} was given.",
            citation=C2,
            details={"count": str(right[0]), "total": str(right[1])},
            next_step="Nothing was recorded. Look at the list again, and type what it says.",
        )


def require_waiting(name: str, districts: Sequence[District], waiting: Amounts) -> None:
    """Raises ConflictError where a release does not wait to be issued any more."""
    gone = [str(district) for district in districts if district not in waiting]
    if gone:
        raise ConflictError(
            f"Batch {name}: somebody was quicker, and {', '.join(gone)} cannot be issued any more.",
            details={"districts": ", ".join(gone)},
            next_step="Nothing was recorded. Look at the list again.",
        )


def require_stage(batch: Batch, *stages: BatchStage) -> None:
    """Raises BatchStageError where the batch is at none of these stages."""
    if batch.stage not in stages:
        raise BatchStageError(
            f"Batch {batch.prepared.batch} is {batch.stage}; it has to be {' or '.join(stages)}.",
            citation=clause_on(batch.fiscal_year, Clause.RELEASE),
            details={"batch": batch.prepared.batch, "stage": batch.stage.value},
            next_step=f"See: alliance release show {batch.prepared.batch}",
        )
