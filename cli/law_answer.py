"""The frame around every list about the law: what it was read from, and no ledger.

Not here: the lists (`rules.py`, `rules_diff.py`).
"""

from collections.abc import Mapping
from pathlib import Path

from cli.render import Table, out, print_json, print_table, table_data, write_files
from ledger.application import EDITION

_HEADLINE = (
    f"The law as encoded here, edition {EDITION} · statutes read in their 2024 edition · "
    "no ledger is asked"
)


def answer_law(
    table: Table,
    title: str,
    meta: Mapping[str, object],
    *,
    as_json: bool,
    csv: Path | None,
    xlsx: Path | None,
) -> None:
    """Give a list in every form that was asked for, without any ledger."""
    write_files(table, csv, xlsx)
    if as_json:
        law = {"edition": EDITION, "statutes_read": "2024 edition", **meta}
        print_json(table.name, table_data(table), law)
        return
    out(_HEADLINE)
    out(title)
    out("")
    print_table(table)
