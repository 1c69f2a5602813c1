"""The rows of `alliance setting list`: what is set, who set it, on what, and that it is not law.

Not here: the options (`setting.py`), which setting stands (`domain/settings.py`).
"""

from collections.abc import Mapping
from typing import Final

from cli.render import Column, Table, Value
from cli.setting_verbs import unset_words
from domain.fiscal_year import FiscalYear
from domain.setting_events import SettingEvent
from domain.setting_sentences import setting_status, setting_value, value_in_full
from domain.settings import SettingKind, Settings, kind_of, settings_of, year_of
from ledger.application import Kept

_STANDS: Final = Column("stands", "stands")
_COLUMNS: Final = (
    Column("fiscal_year", "fiscal year"),
    Column("setting", "setting"),
    Column("value", "value"),
    Column("set_by", "set by"),
    Column("document", "on"),
    Column("set_on", "set on"),
    Column("status", "status"),
    Column("position", "position"),
)
_MORE: Final = (
    Column("value_in_full", "in full", on_screen=False),
    Column("sha256", "SHA-256 of the document", on_screen=False),
    Column("actor", "recorded by", on_screen=False),
    Column("recorded_at", "recorded at", on_screen=False),
    Column("citation", "clause", on_screen=False),
)
_NOTE: Final = (
    "Each stands on the word of who set it; the statute gives none of them. Set them with: "
    "alliance setting --help"
)


def setting_table(own: list[Kept], year: FiscalYear | None, *, history: bool) -> Table:
    """The table of settings, of one fiscal year or of all; with `history` the replaced ones too.

    For one year what is not set has a row as well, and says so.
    """
    settings = settings_of(kept.record.data for kept in own)
    columns = (*_COLUMNS, *((_STANDS,) if history else ()), *_MORE)
    rows = [
        _row(kept, event, stands=_stands(settings, event, year))
        for kept in own
        if isinstance(event := kept.record.data, SettingEvent) and _about(settings, event, year)
    ]
    shown = [row for row in rows if history or row["stands"]]
    if year is not None:
        shown += [
            _unset(kind, year) for kind in SettingKind if settings.standing(kind, year) is None
        ]
    kinds = [kind.value for kind in SettingKind]
    shown.sort(key=lambda row: (str(row["fiscal_year"]), kinds.index(str(row["setting"]))))
    keys = [column.key for column in columns]
    return Table(
        name="setting.list",
        columns=columns,
        rows=[{key: row.get(key) for key in keys} for row in shown],
        notes=[_NOTE],
        empty="Nothing is set in this ledger.",
    )


def _about(settings: Settings, event: SettingEvent, year: FiscalYear | None) -> bool:
    """Whether a setting is about the year: for it, or one that stands until a newer one does."""
    if year is None or year_of(event) == year:
        return True
    return settings.standing(kind_of(event), year) is event


def _stands(settings: Settings, event: SettingEvent, year: FiscalYear | None) -> bool:
    return settings.standing(kind_of(event), year or year_of(event)) is event


def _row(kept: Kept, event: SettingEvent, *, stands: bool) -> Mapping[str, Value]:
    position, record = kept
    hashes = {one.title: one.sha256 for one in record.documents}
    return {
        "fiscal_year": year_of(event),
        "setting": kind_of(event).value,
        "value": setting_value(event),
        "set_by": event.set_by,
        "document": event.document,
        "set_on": record.effective_on,
        "status": setting_status(event),
        "position": position,
        "stands": stands,
        "value_in_full": value_in_full(event),
        "sha256": hashes.get(event.document),
        "actor": record.actor,
        "recorded_at": record.recorded_at,
        "citation": str(record.citation),
    }


def _unset(kind: SettingKind, year: FiscalYear) -> Mapping[str, Value]:
    return {"fiscal_year": year, "setting": kind.value, "status": unset_words(kind)}
