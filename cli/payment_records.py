"""What a verb of payments recorded, said in one form: lines for people, rows for programs.

Not here: recording (`ledger/`), the receipt of a single act (`receipt.py`).
"""

from collections.abc import Iterable

from cli.render import out
from domain.sentences import sentence
from domain.words import how_many
from ledger.application import Kept, district_year_of


def record_rows(records: Iterable[Kept]) -> list[dict[str, object]]:
    """The records as JSON has them."""
    return [
        {
            "position": position,
            "event": record.event,
            "district": _whose(record.stream),
            "sentence": sentence(record.data),
            "citation": str(record.citation),
            "office": record.office.value,
            "actor": record.actor,
            "effective_on": record.effective_on,
            "recorded_at": record.recorded_at,
            "command_id": record.command_id,
            "documents": {one.title: one.sha256 for one in record.documents},
        }
        for position, record in records
    ]


def print_records(records: Iterable[Kept], *, dry_run: bool) -> None:
    """One line for each record."""
    for position, record in records:
        place = "not recorded" if dry_run else f"position {position:,}"
        whose = _whose(record.stream)
        out(
            f"  {f'{whose}: ' if whose else ''}{sentence(record.data)} · {place} · effective "
            f"{record.effective_on} · {record.citation}"
        )


def payments_said(count: int) -> str:
    """How many payments, in words: "1 payment", "32 payments"."""
    return how_many(count, "payment")


def _whose(stream: str) -> str | None:
    place = district_year_of(stream)
    return place[0].name if place else None
