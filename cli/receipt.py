"""The receipt of one act: what was recorded, by whom, under which clause, and what it changed.

Not here: recording (`record.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cli.approval import approval_data, approval_lines
from cli.cautions import cautions_of
from cli.next_steps import next_line, next_step, remark_of
from cli.render import Column, Table, out, plain, print_json, table_lines
from cli.wiring import Office
from domain.authority import Assurance
from domain.commands import ApprovePlan, CorrectEvent, Instruction
from domain.figures import LABELS, with_advance
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.sentences import sentence
from domain.state import EMPTY, DistrictYear
from domain.words import typed
from ledger.application import (
    Kept,
    Ledger,
    Outcome,
    district_event,
    district_year_of,
    fold_records,
    kept,
)
from ledger.unit import Unit

Changes = Mapping[str, tuple[Money | None, Money | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an act led to.

    Attributes:
        instruction: what was asked.
        outcome: what was recorded; with `dry_run`, what would be.
        two_persons: whether this ledger asks for a proposal and another person.
        changes: balances before and after that differ, by fiscal year.
        before, after: the district-year of the instruction without the records, and with them.
        corrected: the legal date of the record that is corrected; None where none is.
        dry_run: True where nothing was recorded.
    """

    instruction: Instruction
    outcome: Outcome
    changes: Mapping[FiscalYear, Changes]
    two_persons: bool = False
    before: DistrictYear = EMPTY
    after: DistrictYear = EMPTY
    corrected: date | None = None
    dry_run: bool = False

    @classmethod
    def of(
        cls, ledger: Ledger, instruction: Instruction, outcome: Outcome, *, dry_run: bool = False
    ) -> "Receipt":
        """The receipt of what is on record."""
        states = {}
        for year in _years(outcome):
            history = ledger.history(instruction.district, year)
            first, last = outcome.records[0].position, outcome.records[-1].position
            states[year] = (
                fold_records([kept for kept in history if kept.position < first]),
                fold_records([kept for kept in history if kept.position <= last]),
            )
        return cls._between(ledger, instruction, outcome, states, dry_run=dry_run)

    @classmethod
    def rehearsed(
        cls, ledger: Ledger, instruction: Instruction, outcome: Outcome, unit: Unit
    ) -> "Receipt":
        """The receipt of what a unit decided and did not record."""
        states = {
            year: (
                ledger.district_year(instruction.district, year),
                unit.state(instruction.district, year),
            )
            for year in _years(outcome)
        }
        return cls._between(ledger, instruction, outcome, states, dry_run=True)

    @classmethod
    def _between(
        cls,
        ledger: Ledger,
        instruction: Instruction,
        outcome: Outcome,
        states: Mapping[FiscalYear, tuple[DistrictYear, DistrictYear]],
        *,
        dry_run: bool,
    ) -> "Receipt":
        before, after = states.get(instruction.fiscal_year, (EMPTY, EMPTY))
        return cls(
            instruction=instruction,
            outcome=outcome,
            changes={year: _changes(*pair) for year, pair in states.items()},
            two_persons=ledger.identity.policy.needs_proposal,
            before=before,
            after=after,
            corrected=_corrected_day(ledger, instruction),
            dry_run=dry_run,
        )

    @property
    def next_step(self) -> str:
        """The command that usually follows, or "" where none does."""
        if not self.outcome.records:
            return ""
        return next_step(
            self.instruction.command,
            district_event(self.outcome.records[0].record.data),
            self.instruction.district,
            self.instruction.fiscal_year,
            two_persons=self.two_persons,
            after=self.after,
        )

    @property
    def cautions(self) -> list[str]:
        """What whoever acted should look at again."""
        records = self.outcome.records
        return cautions_of(
            self.instruction,
            self.before,
            self.after,
            took_effect=records[0].record.effective_on if records else None,
            corrected=self.corrected,
        )

    @property
    def approves(self) -> bool:
        """Whether a plan was approved, and not found approved so before."""
        return isinstance(self.instruction.command, ApprovePlan) and bool(self.outcome.records)


def _corrected_day(ledger: Ledger, instruction: Instruction) -> date | None:
    command = instruction.command
    if not isinstance(command, CorrectEvent):
        return None
    named = kept(ledger.store.records_after(command.position - 1, 1))
    return named[0].record.effective_on


def print_receipt(office: Office, receipt: Receipt, *, name: str, as_json: bool) -> None:
    """Show the receipt in the form that was asked for; `name`: noun and verb, "hold.place"."""
    if as_json:
        print_json(name, _data(receipt), office.meta(dry_run=receipt.dry_run))
        return
    out(office.headline)
    out(_heading(receipt))
    for one in receipt.outcome.records:
        _print_record(one, receipt)
    for year, changes in receipt.changes.items():
        _print_changes(f"{receipt.instruction.district} {year}", changes)
    twins = receipt.instruction.district.near_twins
    if twins:
        out(
            f"This is {receipt.instruction.district}. Easily taken for it: "
            f"{', '.join(str(twin) for twin in twins)}."
        )
    if receipt.approves:
        town, year = receipt.instruction.district.name, receipt.instruction.fiscal_year
        place = f"{typed(town)} --fiscal-year {year}"
        at = None if receipt.dry_run else receipt.outcome.records[-1].position
        for line in approval_lines(receipt.before, receipt.after, place, at):
            out(line)
    for caution in receipt.cautions:
        out(f"caution  {caution}")
    if receipt.next_step:
        out(next_line(receipt.next_step, remark_of(receipt.instruction.command, receipt.after)))


def _heading(receipt: Receipt) -> str:
    place = f"{receipt.instruction.district} {receipt.instruction.fiscal_year}"
    if receipt.outcome.repeated:
        return f"Recorded before under this command id, and not again: {place}"
    if not receipt.outcome.records:
        return f"Nothing to record: {place} already stands so."
    if receipt.dry_run:
        return f"DRY RUN, nothing was recorded. This would be: {place}"
    return f"Recorded: {place}"


def _print_record(kept: Kept, receipt: Receipt) -> None:
    position, record = kept
    claimed = f" ({record.assurance})" if record.assurance is Assurance.CLAIMED else ""
    unrecorded = receipt.dry_run and not receipt.outcome.repeated
    out("")
    out(f"  {sentence(record.data)}")
    for name, value in (
        ("position", "not recorded" if unrecorded else f"{position:,}"),
        ("event", record.event),
        ("office", record.office.label),
        ("clause", record.citation),
        ("effective", record.effective_on),
        ("recorded", "not recorded" if unrecorded else record.recorded_at),
        ("actor", f"{record.actor}{claimed}"),
        ("command id", record.command_id),
        *(("document", f"{one.title} ({one.sha256})") for one in record.documents),
    ):
        out(f"    {name.ljust(10)}  {value}")


def _print_changes(title: str, changes: Changes) -> None:
    if not changes:
        return
    table = Table(
        name="record",
        columns=(
            Column("figure", title),
            Column("before", "before"),
            Column("after", "after"),
            Column("change", "change"),
        ),
        rows=[
            {
                "figure": LABELS[name],
                "before": before,
                "after": after,
                "change": (after or ZERO) - (before or ZERO),
            }
            for name, (before, after) in changes.items()
        ],
    )
    out("")
    for line in table_lines(table):
        out(line)
    out("")


def _data(receipt: Receipt) -> dict[str, object]:
    """The receipt as JSON has it."""
    district = receipt.instruction.district
    records = [
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
    ]
    balances_ = [
        {"fiscal_year": year, "figure": name, "before": before, "after": after}
        for year, changes in receipt.changes.items()
        for name, (before, after) in changes.items()
    ]
    data: dict[str, object] = {
        "command_id": receipt.outcome.command_id,
        "district": district.name,
        "town_code": district.code,
        "fiscal_year": receipt.instruction.fiscal_year,
        "outcome": "done",
        "recorded": bool(records) and not receipt.outcome.repeated and not receipt.dry_run,
        "repeated": receipt.outcome.repeated,
        "records": records,
        "balances": balances_,
        "near_twins": [str(twin) for twin in district.near_twins],
        "cautions": receipt.cautions,
        "next_step": receipt.next_step or None,
    }
    if receipt.approves:
        data |= approval_data(receipt.before, receipt.after)
    return {key: plain(value) for key, value in data.items()} | (
        {"dry_run": True} if receipt.dry_run else {}
    )


def _years(outcome: Outcome) -> list[FiscalYear]:
    """The fiscal years an outcome has records in, each once; a closing reaches into the next."""
    found = [district_year_of(kept.record.stream) for kept in outcome.records]
    return list(dict.fromkeys(place[1] for place in found if place is not None))


def _changes(before: DistrictYear, after: DistrictYear) -> Changes:
    old, new = with_advance(before), with_advance(after)
    return {name: (old[name], new[name]) for name in new if old[name] != new[name]}
