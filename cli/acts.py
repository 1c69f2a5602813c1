"""One act from the shell, with its receipt: the frame around every verb that records something.

A verb is a function from its own options to the fields of its command. `act` puts district, year,
actor, dates, documents, dry run and JSON around it (`framed.py`), and records it.
Not here: many acts at once (`apply.py`, batches), the receipt's layout (`receipt.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

import typer

from cli import options
from cli.after_write import after_write
from cli.framed import RECORDING, Typed, framed, needed, option
from cli.prior_year import in_the_year_meant
from cli.receipt import Receipt, print_receipt
from cli.sending import send
from cli.wiring import Office, actor_name, may_ask, new_command_id, open_office
from domain.commands import Instruction, IssueRelease
from domain.district import District, district_named
from domain.errors import InvalidCommandError
from domain.fiscal_year import FiscalYear
from domain.state import DistrictYear
from ledger.application import Outcome
from ledger.reading_commands import instruction_of, require_plain
from ledger.record import is_made_up
from ledger.unit import Unit

Document = Annotated[
    list[str] | None,
    typer.Option("--document", help="A document it rests on.", metavar="TITLE=SHA256"),
]
PriorYearBecause = Annotated[
    str | None,
    typer.Option(
        "--prior-year-because",
        help="Why the act belongs to the fiscal year that had just ended on its legal date.",
        metavar="TEXT",
    ),
]


@dataclass(frozen=True, slots=True)
class Known:
    """Where a verb looks for what is not typed.

    Attributes:
        office: the ledger.
        district, fiscal_year: whose act it is.
        fields: what is typed.
    """

    office: Office
    district: District
    fiscal_year: FiscalYear
    fields: Mapping[str, object]

    @property
    def state(self) -> DistrictYear:
        """The district-year as it stands."""
        return self.office.ledger.district_year(self.district, self.fiscal_year)


LookUp = Callable[[Known], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Act:
    """What a verb asks for.

    Attributes:
        command: the command's name.
        fields: its fields as typed; None for one that was not given.
        look_up: gives the fields that are taken from the record; None where none is.
    """

    command: str
    fields: Mapping[str, object]
    look_up: LookUp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What was typed around an act; see `cli/options.py` for each."""

    district: str
    fiscal_year: str
    document: list[str] | None
    prior_year_because: str | None
    effective_on: str | None
    actor: str | None
    command_id: str | None
    no_input: bool
    dry_run: bool
    as_json: bool


_Verb = Callable[..., Act]
_NO_INPUT: Final = option("no_input", options.NoInput, default=False)


def act(app: typer.Typer, name: str) -> Callable[[_Verb], _Verb]:
    """Make a verb of a noun from a function of its own options; its docstring is the help."""

    def put(verb: _Verb) -> _Verb:
        def run(context: typer.Context, around: Typed, own: Typed) -> None:
            frame = Frame(**around)  # type: ignore[arg-type] # as declared
            perform(context, completed(context, verb(**own), frame), frame)

        framed(
            app,
            name,
            verb,
            before=(needed("district", options.District), needed("fiscal_year", options.Year)),
            after=(
                option("document", Document, None),
                option("prior_year_because", PriorYearBecause, None),
                *RECORDING,
                _NO_INPUT,
            ),
            run=run,
        )
        return verb

    return put


def perform(
    context: typer.Context, asked: Act, frame: Frame, *, after: Sequence[Instruction] = ()
) -> None:
    """Record an act, or rehearse it, and print its receipt.

    `after`: what is recorded just before it, together with it or not at all.
    Raises InvalidCommandError and the other usage errors; RefusedError; what the store raises.
    """
    instruction = _instruction(asked, frame)
    office = open_office(
        context,
        write=not frame.dry_run,
        money=True,
        in_demo=is_made_up(instruction.command_id),
    )
    instruction = in_the_year_meant(
        instruction, frame.prior_year_because, asking=may_ask(frame.no_input)
    )
    if isinstance(instruction.command, IssueRelease):
        # Imported late: only a payment order looks at all other payments.
        from ledger.issuing import require_owed

        require_owed(office.ledger, instruction, instruction.command.release)
    receipt = receipt_of(office, instruction, dry_run=frame.dry_run, after=after)
    print_receipt(office, receipt, name=_name_of(context), as_json=frame.as_json)


def completed(context: typer.Context, asked: Act, frame: Frame) -> Act:
    """The act with what it takes from the record. Raises what looking it up raises."""
    if asked.look_up is None:
        return asked
    district, year = district_named(frame.district), FiscalYear.parse(frame.fiscal_year)
    known = Known(open_office(context), district, year, asked.fields)
    return Act(asked.command, {**asked.fields, **asked.look_up(known)})


def require_allowed(
    office: Office, asked: Act, frame: Frame, *, after: Sequence[Instruction] = ()
) -> Outcome:
    """Decide an act and record nothing, so that nothing else is done for one that is refused.

    Gives what it would record. Raises what `perform` raises but for the store.
    """
    unit = Unit(office.ledger, batch=True)
    for earlier in after:
        unit.perform(earlier)
    return unit.perform(_instruction(asked, frame))


def _instruction(asked: Act, frame: Frame) -> Instruction:
    actor = actor_name(frame.actor)
    given: dict[str, object] = {
        **{name: value for name, value in asked.fields.items() if value is not None},
        "command": asked.command,
        "command_id": frame.command_id if frame.command_id is not None else new_command_id(),
        "actor": actor,
        "district": frame.district,
        "fiscal_year": frame.fiscal_year,
        "effective_on": frame.effective_on,
        "documents": documents_of(frame.document),
    }
    require_plain(given)
    return instruction_of(given, actor)


def _name_of(context: typer.Context) -> str:
    """Noun and verb as typed: "hold.place" of `alliance hold place`."""
    return ".".join(context.command_path.split()[1:])


def receipt_of(
    office: Office,
    instruction: Instruction,
    *,
    dry_run: bool,
    after: Sequence[Instruction] = (),
) -> Receipt:
    """The receipt of an instruction that is recorded now, or only rehearsed; see `perform`."""
    if dry_run:
        return _rehearsed(office, instruction, after)
    outcome = send(office, instruction, after=after)
    if outcome.records and not outcome.repeated:
        after_write(office)
    return Receipt.of(office.ledger, instruction, outcome)


def _rehearsed(office: Office, instruction: Instruction, after: Sequence[Instruction]) -> Receipt:
    unit = Unit(office.ledger, batch=True)
    before = [kept for earlier in after for kept in unit.perform(earlier).records]
    outcome = unit.perform(instruction)
    unit.require_within_control()
    if outcome.repeated:
        return Receipt.of(office.ledger, instruction, outcome, dry_run=True)
    outcome = replace(outcome, records=(*before, *outcome.records))
    return Receipt.rehearsed(office.ledger, instruction, outcome, unit)


def documents_of(texts: list[str] | None) -> dict[str, str]:
    """Documents by title as typed, TITLE=SHA256. Raises InvalidCommandError."""
    found = {}
    for text in texts or []:
        title, _, digest = text.rpartition("=")
        if not title:
            raise InvalidCommandError(
                f"{text!a:.60} does not name a document.",
                next_step="Write --document TITLE=SHA256, 64 hexadecimal digits.",
            )
        found[title] = digest
    return found
