"""One setting on its way into the record, and its receipt: what stood before, what stands now.

Not here: the options (`setting.py`), what may be set (`domain/decisions/settings.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import typer

from cli.after_write import after_write
from cli.next_steps import next_line
from cli.prior_year import year_meant
from cli.render import out, print_json
from cli.sending import send
from cli.setting_verbs import VERBS, about, setting_command, unset_words
from cli.wiring import Office, actor_name, may_ask, new_command_id, open_office, today
from domain import setting_commands as c
from domain.authority import Assurance
from domain.errors import InvalidCommandError
from domain.fiscal_year import FiscalYear
from domain.sentences import sentence
from domain.setting_events import SettingEvent
from domain.setting_sentences import set_by, setting_sentence, setting_status, setting_value
from domain.settings import SettingKind, Settings, settings_of
from ledger.application import Kept, Outcome
from ledger.reading_commands import ledger_instruction_of, require_plain
from ledger.record import is_made_up
from ledger.unit import Unit

# Every kind but the exit policy, which has a default of its own until somebody sets one.
_ASKED_FOR: Final = tuple(one for one in SettingKind if one is not SettingKind.EXIT)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a verb sets.

    Attributes:
        command: the command's name.
        fields: its own fields.
        files: SHA-256 of files it was read from, by name.
    """

    command: str
    fields: Mapping[str, object]
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every command that sets something is given besides the setting itself.

    Attributes:
        set_by: who set it, in words.
        document: "TITLE=SHA256" or "TITLE" of the paper it rests on.
        actor, command_id: as typed, or None.
        dry_run: True where nothing is to be recorded.
        as_json: True for the JSON answer.
        effective_on, prior_year_because: as typed, or None.
        no_input: True where nobody may be asked.
    """

    set_by: str
    document: str
    actor: str | None
    command_id: str | None
    dry_run: bool
    as_json: bool
    effective_on: str | None = None
    prior_year_because: str | None = None
    no_input: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a setting led to.

    Attributes:
        kind: what was set.
        year: the fiscal year it is for.
        before, after: what stood and what stands, or None.
        outcome: what was recorded; with `dry_run`, what would be.
        unset: the first kind that is not set for the year yet, or None.
        dry_run: True where nothing was recorded.
    """

    kind: SettingKind
    year: FiscalYear
    before: SettingEvent | None
    after: SettingEvent | None
    outcome: Outcome
    unset: SettingKind | None
    dry_run: bool

    @property
    def next_step(self) -> str:
        """The command that usually follows."""
        if self.unset is None:
            return f"alliance setting list --fiscal-year {self.year}"
        return setting_command(self.unset, self.year)

    @property
    def remark(self) -> str:
        """Why it follows, or ""."""
        if self.unset is None:
            return ""
        return f"{unset_words(self.unset)} for {self.year} yet"


def record_setting(context: typer.Context, setting: Setting, asked: Asked) -> None:
    """Record one setting and show its receipt.

    Raises what `ledger_instruction_of`, `open_office` and `send` raise.
    """
    title, documents = _document(asked.document)
    given: dict[str, object] = {
        **setting.fields,
        "command": setting.command,
        "command_id": asked.command_id if asked.command_id is not None else new_command_id(),
        "actor": actor_name(asked.actor),
        "effective_on": asked.effective_on,
        "set_by": asked.set_by,
        "document": title,
        "documents": {**setting.files, **documents},
    }
    require_plain(given)
    instruction = ledger_instruction_of(given, actor_name(asked.actor))
    office = open_office(
        context,
        write=not asked.dry_run,
        money=True,
        in_demo=is_made_up(instruction.command_id),
    )
    instruction = _in_the_year_meant(instruction, asked)
    if asked.dry_run:
        outcome = Unit(office.ledger, batch=True).perform(instruction)
    else:
        outcome = send(office, instruction)
        if outcome.records and not outcome.repeated:
            after_write(office)
    command = instruction.command
    assert not isinstance(command, c.PublishProgramReport)  # noqa: S101 - no setting, its own noun
    kind, year = about(command)
    _print(office, _receipt(office, kind, year, outcome, dry_run=asked.dry_run), asked)


def _in_the_year_meant(instruction: c.LedgerInstruction, asked: Asked) -> c.LedgerInstruction:
    """The instruction for the year meant, with the reason where that year has just ended.

    Raises PriorYearError where nobody is there to be asked; UsageError for a reason out of place.
    """
    command = instruction.command
    if isinstance(command, c.AdoptGuidelines | c.SetExitPolicy | c.PublishProgramReport):
        return instruction  # from a year on, and often from one long ago
    year, reason = year_meant(
        FiscalYear(command.fiscal_year),
        instruction.effective_on or today(),
        asked.prior_year_because,
        asking=may_ask(asked.no_input),
    )
    return replace(
        instruction,
        command=replace(command, fiscal_year=year.ends_in),
        documents={**instruction.documents, **reason},
    )


def _document(text: str) -> tuple[str, dict[str, str]]:
    """The title, and the SHA-256 by title where it is given. Raises InvalidCommandError."""
    title, equals, digest = text.rpartition("=")
    if not equals:
        return text, {}
    if not title.strip():
        raise InvalidCommandError(
            f"{text!a:.60} does not name a document.",
            next_step="Write --document TITLE, or TITLE=SHA256 with its 64 hexadecimal digits.",
        )
    return title, {title: digest}


def _receipt(
    office: Office, kind: SettingKind, year: FiscalYear, outcome: Outcome, *, dry_run: bool
) -> Receipt:
    """What stood just before the records of the outcome, and with them."""
    own = office.ledger.own_history()
    first = min((kept.position for kept in outcome.records), default=None)
    earlier = [kept for kept in own if first is None or kept.position < first]
    before = _settings(earlier)
    after = _settings([*earlier, *outcome.records])
    return Receipt(
        kind=kind,
        year=year,
        before=before.standing(kind, year),
        after=after.standing(kind, year),
        outcome=outcome,
        unset=next((one for one in _ASKED_FOR if after.standing(one, year) is None), None),
        dry_run=dry_run,
    )


def _settings(entries: list[Kept]) -> Settings:
    return settings_of(kept.record.data for kept in entries)


def _print(office: Office, receipt: Receipt, asked: Asked) -> None:
    """The receipt in the form that was asked for."""
    if asked.as_json:
        meta = office.meta(dry_run=receipt.dry_run)
        print_json(f"setting.{VERBS[receipt.kind]}", _data(receipt), meta)
        return
    out(office.headline)
    out(_heading(receipt))
    out(f"  before  {_stood(receipt.kind, receipt.before)}")
    out(f"  after   {_stood(receipt.kind, receipt.after)}")
    for kept in receipt.outcome.records:
        _print_record(kept, receipt)
    out(next_line(receipt.next_step, receipt.remark))


def _heading(receipt: Receipt) -> str:
    what = f"{receipt.year} {receipt.kind}"
    if receipt.outcome.repeated:
        return f"Recorded before under this command id, and not again: {what}"
    if not receipt.outcome.records:
        return f"Nothing to record: {what} already stands so."
    if receipt.dry_run:
        return f"DRY RUN, nothing was recorded. This would be: {what}"
    return f"Recorded: {what}"


def _stood(kind: SettingKind, event: SettingEvent | None) -> str:
    return unset_words(kind) if event is None else f"{setting_value(event)}; {set_by(event)}"


def _print_record(kept: Kept, receipt: Receipt) -> None:
    position, record = kept
    claimed = f" ({record.assurance})" if record.assurance is Assurance.CLAIMED else ""
    unrecorded = receipt.dry_run and not receipt.outcome.repeated
    for name, value in (
        ("position", "not recorded" if unrecorded else f"{position:,}"),
        ("event", record.event),
        ("clause", record.citation),
        ("effective", record.effective_on),
        ("recorded", "not recorded" if unrecorded else record.recorded_at),
        ("actor", f"{record.actor}{claimed}"),
        ("command id", record.command_id),
        *(("document", f"{one.title} ({one.sha256})") for one in record.documents),
    ):
        out(f"    {name.ljust(10)}  {value}")


def _data(receipt: Receipt) -> dict[str, object]:
    """The receipt as JSON has it."""
    data: dict[str, object] = {
        "command_id": receipt.outcome.command_id,
        "setting": receipt.kind.value,
        "fiscal_year": receipt.year,
        "outcome": "done",
        "recorded": bool(receipt.outcome.records)
        and not receipt.outcome.repeated
        and not receipt.dry_run,
        "repeated": receipt.outcome.repeated,
        "before": _setting_data(receipt.before),
        "after": _setting_data(receipt.after),
        "records": [
            {
                "position": position,
                "event": record.event,
                "sentence": sentence(record.data),
                "citation": str(record.citation),
                "office": record.office.value,
                "actor": record.actor,
                "assurance": record.assurance.value,
                "effective_on": record.effective_on,
                "recorded_at": record.recorded_at,
                "documents": {one.title: one.sha256 for one in record.documents},
            }
            for position, record in receipt.outcome.records
        ],
        "next_step": receipt.next_step,
    }
    return {**data, "dry_run": True} if receipt.dry_run else data


def _setting_data(event: SettingEvent | None) -> dict[str, object] | None:
    if event is None:
        return None
    return {
        "value": setting_value(event),
        "set_by": event.set_by,
        "document": event.document,
        "status": setting_status(event),
        "sentence": setting_sentence(event),
    }
