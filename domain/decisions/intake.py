"""Decisions of intake: what a board sent is registered as it came, checked, accepted or sent back.

Nothing is refused for being wrong: discrepancies are notes to what was received, and nothing posts
until it is accepted. Source: C.G.S. § 10-262u(d), (g), § 11-8b.
"""

import re
from typing import Final

from domain.authority import Office
from domain.decisions.case import Case, Decided, decided, require_words
from domain.decisions.ground import require_due_no_earlier, require_not_before_ground
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.plan_refusals import (
    AcceptanceReasonMissingError,
    ReceivedAfterTodayError,
    SubmissionFileError,
    SubmissionKindError,
    SubmissionKnownError,
    SubmissionNotAcceptedError,
    SubmissionPostedError,
    SubmissionSettledError,
    SubmissionStoppedError,
    SubmissionUnknownError,
)
from domain.events import (
    SubmissionAccepted,
    SubmissionChecked,
    SubmissionKind,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.plan_commands import (
    AcceptSubmission,
    CheckSubmission,
    ReceiveSubmission,
    ReturnSubmission,
)
from domain.plan_content import Severity, how_many_discrepancies
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.submission_state import Submission, SubmissionStatus

_OPEN = (SubmissionStatus.RECEIVED, SubmissionStatus.CHECKED)
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def receive_submission(
    command: ReceiveSubmission, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Register what came, right or wrong, also in a closed or undesignated year.

    Raises WordsMissingError, SubmissionFileError, ReceivedAfterTodayError, SubmissionKnownError.
    Source: § 11-8b.
    """
    for text, what in (
        (command.file, "the name of the file"),
        (command.sender, "the sender"),
        (command.entered_for, "for whom it is entered"),
    ):
        require_words(text, what, case)
    sha256 = _sha256_of(command, case)
    if command.received_on > case.effective_on:
        raise ReceivedAfterTodayError(
            f"{command.file} for {case.name} cannot have come on {command.received_on}, after "
            f"{case.effective_on}.",
            citation=case.cite(Clause.RECORDS),
            details={"received_on": str(command.received_on), "on": str(case.effective_on)},
            next_step="Check the day it came.",
        )
    for register, one in state.planning.submissions.items():
        if one.received.sha256 == sha256 and one.status is not SubmissionStatus.RETURNED:
            raise SubmissionKnownError(
                f"The same file is registered for {case.name} as {register}, {one.status}.",
                citation=case.cite(Clause.RECORDS),
                details={"register": register, "sha256": sha256},
                next_step="Nothing needs to be recorded; go on with that register number.",
            )
    event = SubmissionReceived(
        register=_next_register(state, case),
        kind=command.kind,
        file=command.file,
        sha256=sha256,
        size_bytes=command.size_bytes,
        sender=command.sender,
        channel=command.channel,
        received_on=command.received_on,
        entered_for=command.entered_for,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.RECORDS)


def _sha256_of(command: ReceiveSubmission, case: Case) -> str:
    """The hash in one spelling, so that the same file is known again."""
    sha256 = command.sha256.lower()
    if _SHA256.fullmatch(sha256) and command.size_bytes >= 0:
        return sha256
    raise SubmissionFileError(
        f"{command.file} for {case.name} is told by its SHA-256, 64 hexadecimal digits, and its "
        f"size; {command.sha256!a:.70} of {command.size_bytes} bytes was given.",
        citation=case.cite(Clause.RECORDS),
        details={"sha256": command.sha256, "size_bytes": str(command.size_bytes)},
        next_step="Take both from the file itself.",
    )


def _next_register(state: DistrictYear, case: Case) -> str:
    """One above the highest on record: where one was taken back, counting would give one twice."""
    planned = [plan.register for plan in state.plans.values()]
    known = [*state.planning.submissions, *planned, *state.reporting.posted]
    numbers = [int(register.rpartition("-")[2]) for register in known if register is not None]
    return f"{case.fiscal_year}-{case.district.code:03d}-{max(numbers, default=0) + 1}"


def check_submission(
    command: CheckSubmission, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Note what was found, also in an accepted one while nothing posted from it.

    The same findings again decide nothing.
    Raises SubmissionUnknownError, SubmissionSettledError.
    """
    one = _not_posted(command.register, state, case)
    if one.checked and one.discrepancies == command.discrepancies:
        return ()
    event = SubmissionChecked(register=command.register, discrepancies=command.discrepancies)
    return decided(case, event, Office.DEPARTMENT, Clause.RECORDS)


def accept_submission(
    command: AcceptSubmission, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Accept a submission, so that it can be posted.

    Raises SubmissionUnknownError, SubmissionSettledError, StepBeforeGroundError,
    SubmissionStoppedError, AcceptanceReasonMissingError.
    """
    one = _open(command.register, state, case)
    _require_received(one, case)
    _require_not_stopped(one, case)
    because = (command.because or "").strip()
    if not one.clean and not because:
        count = len(one.discrepancies)
        why = how_many_discrepancies(count) if count else "not been checked"
        raise AcceptanceReasonMissingError(
            f"{command.register} has {why}, and no reason is given to accept it all the same.",
            citation=case.cite(Clause.RECORDS),
            details={"register": command.register, "discrepancies": str(count)},
            next_step="Say why it is accepted (--because), or send it back: alliance intake "
            f"return {command.register} --because TEXT",
        )
    event = SubmissionAccepted(register=command.register, because=because or None)
    return decided(case, event, Office.DEPARTMENT, Clause.RECORDS)


def _require_received(one: Submission, case: Case) -> None:
    """Raises StepBeforeGroundError for an act on what had not come yet."""
    came = one.received.received_on
    if case.effective_on < came:
        raise StepBeforeGroundError(
            f"{one.received.register} of {case.name} came on {came}; nothing was done with it on "
            f"{case.effective_on}.",
            citation=case.cite(Clause.RECORDS),
            details={"received_on": str(came), "on": str(case.effective_on)},
            next_step="Check the day (--effective-on).",
        )


def _require_not_stopped(one: Submission, case: Case) -> None:
    stopping = [item for item in one.discrepancies if item.severity is Severity.STOPS]
    if not stopping:
        return
    register, first = one.received.register, stopping[0]
    count = "1 discrepancy stops" if len(stopping) == 1 else f"{len(stopping)} discrepancies stop"
    raise SubmissionStoppedError(
        f"{register} of {case.name} cannot be accepted: {count} it. At {first.place}: "
        f"{first.message}",
        citation=case.cite(Clause.RECORDS),
        details={"register": register, "stopping": str(len(stopping))},
        next_step="What stops it cannot be recorded as it is. Send it back: alliance intake return "
        f"{register} --because TEXT",
    )


def return_submission(
    command: ReturnSubmission, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Send a submission back to be mended, an accepted one too while nothing posted from it.

    Raises SubmissionUnknownError, SubmissionSettledError, WordsMissingError, StepBeforeGroundError
    (before it came or was accepted, and where it is to be mended before it is sent back).
    """
    _require_received(_not_posted(command.register, state, case), case)
    require_words(command.reason, "the reason it is sent back", case)
    what = f"The return of {command.register}"
    require_not_before_ground(what, case.effective_on, case, Clause.RECORDS)
    require_due_no_earlier(what, command.due_on, "--due-on", case, Clause.RECORDS)
    event = SubmissionReturned(
        register=command.register, reason=command.reason, due_on=command.due_on
    )
    return decided(case, event, Office.DEPARTMENT, Clause.RECORDS)


def require_postable(
    register: str, state: DistrictYear, case: Case, kind: SubmissionKind = SubmissionKind.PLAN
) -> Submission:
    """What was received under a number, is of that kind, accepted, and not posted yet.

    Raises SubmissionUnknownError, SubmissionKindError, SubmissionNotAcceptedError,
    SubmissionPostedError.
    """
    one = _known(register, state, case)
    if one.received.kind is not kind:
        raise SubmissionKindError(
            f"{register} of {case.name} is a {one.received.kind}, not a {kind}.",
            citation=case.cite(Clause.PLAN),
            details={"register": register, "kind": one.received.kind.value},
            next_step="Check the register number.",
        )
    if one.status is not SubmissionStatus.ACCEPTED:
        raise SubmissionNotAcceptedError(
            f"{register} of {case.name} is {one.status}; nothing posts from it until it is "
            "accepted.",
            citation=case.cite(Clause.RECORDS),
            details={"register": register, "status": one.status.value},
            next_step=_before_posting(one, case),
        )
    posted = state.posted_as(register)
    if posted is not None:
        raise SubmissionPostedError(
            f"{register} of {case.name} is posted already, as {posted}.",
            citation=case.cite(Clause.REPORT if kind is SubmissionKind.REPORT else Clause.PLAN),
            details={"register": register, "posted_as": posted},
            next_step=f"What comes again is registered anew (alliance intake {kind}).",
        )
    return one


def _before_posting(one: Submission, case: Case) -> str:
    register = one.received.register
    if one.status is SubmissionStatus.RETURNED:
        return register_anew(one, case.place)
    if one.stopped:
        return f"Send it back: alliance intake return {register} --because TEXT"
    because = "" if one.clean else " --because TEXT"
    return f"Accept it first: alliance intake accept {register}{because}"


def register_anew(one: Submission, place: str) -> str:
    """What follows on a submission that was sent back; `place`: as typed after a verb."""
    return (
        f"Register the mended one anew: alliance intake {one.received.kind} {place} "
        "FILE --from WHO --by … --received-on DATE"
    )


def require_report_postable(register: str, state: DistrictYear, case: Case) -> Submission:
    """The report that was received under a number; raises as `require_postable`."""
    return require_postable(register, state, case, SubmissionKind.REPORT)


def _known(register: str, state: DistrictYear, case: Case) -> Submission:
    one = state.planning.submissions.get(register)
    if one is None:
        known = ", ".join(state.planning.submissions) or "none"
        raise SubmissionUnknownError(
            f"{case.name} has no submission {register!r} on record (register: {known}).",
            citation=case.cite(Clause.RECORDS),
            details={"register": register, "on_record": known},
            next_step="Register it first (alliance intake plan), or check the number: alliance "
            f"intake list --fiscal-year {case.fiscal_year}",
        )
    return one


def _not_posted(register: str, state: DistrictYear, case: Case) -> Submission:
    """One that is open, or accepted while nothing posted from it.

    Raises SubmissionUnknownError, SubmissionSettledError.
    """
    one = _known(register, state, case)
    if one.status is SubmissionStatus.ACCEPTED and state.posted_as(register) is None:
        return one
    return _open(register, state, case)


def _open(register: str, state: DistrictYear, case: Case) -> Submission:
    one = _known(register, state, case)
    if one.status not in _OPEN:
        posted = state.posted_as(register)
        became = one.status if posted is None else f"posted as {posted}"
        raise SubmissionSettledError(
            f"{register} of {case.name} is {became} already.",
            citation=case.cite(Clause.RECORDS),
            details={"register": register, "status": one.status.value},
            next_step=f"What comes again is registered anew (alliance intake {one.received.kind}).",
        )
    return one
