"""A submission by its register number: found, and what every act on one has around it.

Shared by `alliance intake`, `alliance plan` and `alliance report`. Not here: any rule about
submissions (`domain/decisions/intake.py`), the commands themselves (`intake.py`, `plan_files.py`,
`report_files.py`).
"""

import re
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.acts import Frame
from cli.kinds import NOUNS
from cli.wiring import Office, actor_name, command_id_of, today
from domain.commands import CheckSubmission, Instruction
from domain.district import BY_CODE, District
from domain.errors import IncompleteError, NotFoundError, UsageError
from domain.fiscal_year import FiscalYear
from domain.plan_content import Discrepancy
from domain.plan_events import SubmissionKind, SubmissionReturned
from domain.submission_state import Submission, SubmissionStatus
from ledger.clock import parse_date

_REGISTER: Final = re.compile(r"(FY20[0-9]{2})-([0-9]{3})-[1-9][0-9]*", re.ASCII)

File = Annotated[Path, typer.Argument(help="The file as it was received.", metavar="FILE")]
Register = Annotated[
    str, typer.Argument(help="Its register number, such as FY2027-164-1.", metavar="REGISTER")
]


def place_of(register: str) -> tuple[District, FiscalYear]:
    """The district-year of a register number. Raises UsageError."""
    found = _REGISTER.fullmatch(register.strip().upper())
    if found is None or int(found[2]) not in BY_CODE:
        raise UsageError(
            f"{register!a:.40} is not a register number.",
            next_step="It has the year, the town's code in three digits and a number, such as "
            f"FY2027-064-1; see: alliance intake list --fiscal-year {_year_meant(register)}",
        )
    return BY_CODE[int(found[2])], FiscalYear.parse(found[1])


def _year_meant(register: str) -> FiscalYear:
    """The year that stands in what was typed, else this one."""
    found = re.search(r"FY(20[0-9]{2})(?![0-9])", register.upper(), re.ASCII)
    return FiscalYear(int(found[1])) if found else FiscalYear.of(today())


def submission_of(office: Office, register: str) -> Submission:
    """What is registered under a number. Raises UsageError, NotFoundError."""
    district, year = place_of(register)
    state = office.ledger.district_year(district, year)
    found = state.planning.submissions.get(register.strip().upper())
    if found is None:
        raise NotFoundError(
            f"Nothing is registered as {register} in this ledger.",
            details={"register": register},
            next_step=f"See: alliance intake list --fiscal-year {year}",
        )
    return found


def sent_back(office: Office, one: Submission) -> dict[str, object] | None:
    """Why, until when and by whom something was sent back; None where it was not."""
    if one.status is not SubmissionStatus.RETURNED:
        return None
    register = one.received.register
    records = [
        (record, record.data)
        for _, record in office.ledger.history(*place_of(register))
        if isinstance(record.data, SubmissionReturned) and record.data.register == register
    ]
    record, event = records[-1]
    return {
        "because": event.reason,
        "due_on": event.due_on,
        "effective_on": record.effective_on,
        "actor": record.actor,
    }


def check_of(
    one: Submission,
    found: tuple[Discrepancy, ...],
    effective_on: str | None,
    actor: str | None,
    command_id: str | None,
) -> Instruction:
    """The instruction that notes what was found. Raises UsageError, InvalidDateError."""
    district, year = place_of(one.received.register)
    return Instruction(
        command_id=command_id_of(command_id),
        actor=actor_name(actor),
        district=district,
        fiscal_year=year,
        effective_on=parse_date(effective_on, "--effective-on") if effective_on else None,
        command=CheckSubmission(register=one.received.register, discrepancies=found),
        documents={one.received.file: one.received.sha256},
    )


def require_kind(one: Submission, kind: SubmissionKind) -> None:
    """Raises IncompleteError for a paper of another kind."""
    register, found = one.received.register, one.received.kind
    if found is not kind:
        raise IncompleteError(
            f"{register} is a {found}, not a {kind}.",
            details={"register": register, "kind": found.value},
            next_step=f"Send it back as what it is: {_back_as(found)} {register} …",
        )


def _back_as(kind: SubmissionKind) -> str:
    noun = NOUNS.get(kind)
    return "alliance intake return" if noun is None else f"alliance {noun} return"


def frame_of(
    register: str,
    document: list[str] | None,
    effective_on: str | None,
    actor: str | None,
    command_id: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> Frame:
    """The frame of an act on what is registered: its district-year is in the number."""
    district, year = place_of(register)
    return Frame(
        district=str(district.code),
        fiscal_year=str(year.ends_in),
        document=document,
        prior_year_because=None,
        effective_on=effective_on,
        actor=actor,
        command_id=command_id,
        no_input=True,
        dry_run=dry_run,
        as_json=as_json,
    )
