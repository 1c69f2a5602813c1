"""The documents that events rest on: which there are, which event cites which, which are missing.

A document is known by its SHA-256; its content, and whatever personal data it holds, stays outside
the record. Not here: what a document says.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.batch_events import PaymentFileWritten
from domain.challenge_events import (
    AppealDecided,
    ReconsiderationDecided,
    ReconsiderationRequested,
    StayOrdered,
)
from domain.claim_events import InquiryAnswered
from domain.determination_events import ProcedureSet, ResponseReceived
from domain.errors import UnreadableFileError
from domain.events import (
    Event,
    OpeningBalanceStated,
    PlanSubmitted,
    ReleaseAuthorized,
    SubmissionAccepted,
    SubmissionChecked,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.ledger_events import ProgramReportPublished, SourceLoaded
from domain.owed_events import ClaimReduced, PaymentScheduleSet
from domain.report_events import (
    ExpenditureReportAmended,
    ExpenditureReported,
    InterimSpendingReported,
)
from domain.setting_events import SettingEvent
from domain.settings import kind_of
from domain.side_events import (
    EcsOffsetApplied,
    EducationBudgetAdopted,
    ExitBalanceHandled,
    ForfeitureWaived,
    GrantAdjusted,
    ReformStatusSet,
)
from ledger.application import NOW, Cut, Kept, Ledger
from ledger.record import Record

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_CHUNK = 1024 * 1024
# A reason is kept beside an act as if it were a document, by the digest of its own words.
REASON_OF_PRIOR_YEAR: Final = "Reason for the prior year: "
REASON_OF_FIX: Final = "Reason of the fix: "
REASON_OF_EARLY_BATCH: Final = "Reason of the early batch: "
_REASONS: Final = (REASON_OF_PRIOR_YEAR, REASON_OF_FIX, REASON_OF_EARLY_BATCH)
# Events about a file that was received, by its register number.
_REGISTERED = (
    SubmissionChecked,
    SubmissionAccepted,
    SubmissionReturned,
    PlanSubmitted,
    ExpenditureReported,
    ExpenditureReportAmended,
    InterimSpendingReported,
    InquiryAnswered,
    ResponseReceived,
    ReconsiderationRequested,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedDocument:
    """One event's word that it rests on a document.

    Attributes:
        title: what the event calls it.
        sha256: of its bytes; None where the event names it in words alone.
        kept: the record that cites it, with its position.
    """

    title: str
    sha256: str | None
    kept: Kept


def cited_documents(ledger: Ledger, cut: Cut = NOW) -> list[CitedDocument]:
    """Every document that a record inside the cut cites, in order of position.

    What was checked, accepted or posted under a register number rests on the file received as such.
    """
    received: dict[tuple[str, str], SubmissionReceived] = {}
    found = []
    for entry in ledger.records():
        if not cut.sees(entry.record):
            continue
        named = list(_named_in(entry))
        hashes = {digest for _, digest in named}
        stream, data = entry.record.stream, entry.record.data
        if isinstance(data, SubmissionReceived):
            received[stream, data.register] = data
        elif isinstance(data, _REGISTERED) and data.register is not None:
            submission = received.get((stream, data.register))
            if submission and submission.sha256 not in hashes:
                named.append((submission.file, submission.sha256))
        found += [CitedDocument(title=title, sha256=digest, kept=entry) for title, digest in named]
    return found


def reasons_of(record: Record) -> list[str]:
    """The reasons kept beside an act, in words."""
    titles = [document.title for document in record.documents]
    return [title for title in titles if title.startswith(_REASONS)]


def _named_in(entry: Kept) -> Iterator[tuple[str, str | None]]:
    """What stands around an event, and what the event itself names beside that."""
    given = [
        (document.title, document.sha256)
        for document in entry.record.documents
        if document.title not in reasons_of(entry.record)
    ]
    yield from given
    known = {part for document in given for part in document}
    for title, digest in _named_by(entry.record.data):
        if (digest or title) not in known:
            yield title, digest


def _named_by(event: Event) -> Iterator[tuple[str, str | None]]:
    """The documents an event names itself: by hash where it gives one, else in words."""
    if isinstance(event, SettingEvent):
        yield _by_hash_or_words(f"paper of the {kind_of(event)}", event.document)
        return
    match event:
        case SourceLoaded() if event.sha256:
            yield event.file, event.sha256
        case SubmissionReceived():
            yield event.file, event.sha256
        case PaymentFileWritten():
            yield event.file, event.sha256  # the digest of a profile is of what it says, no file's
        case OpeningBalanceStated():
            yield _by_hash_or_words("signed opening statement", event.document)
        case ProgramReportPublished():
            yield "report on the program", event.sha256
        case (
            ReformStatusSet()
            | GrantAdjusted()
            | EcsOffsetApplied()
            | EducationBudgetAdopted()
            | ExitBalanceHandled()
        ):
            yield _by_hash_or_words(f"paper of {type(event).__name__}", event.document)
        case (
            ProcedureSet() | StayOrdered() | AppealDecided() | ClaimReduced() | PaymentScheduleSet()
        ):
            yield _by_hash_or_words(f"paper of {type(event).__name__}", event.document)
        case ReconsiderationDecided() if event.document is not None:
            yield _by_hash_or_words("answer to the petition", event.document)
        case ForfeitureWaived() if event.agreement is not None:
            yield _by_hash_or_words("agreement of the town", event.agreement)
        case ReleaseAuthorized() if event.direction is not None:
            yield _by_hash_or_words("written direction", event.direction.document)
        case _:
            return


def _by_hash_or_words(what: str, document: str) -> tuple[str, str | None]:
    """A document named by its hash is titled by what it is; one named in words has no hash."""
    if _SHA256.fullmatch(document):
        return what, document
    return document, None


def sha256_of_file(file: Path) -> str:
    """Hex SHA-256 of a file's bytes, read in pieces. Raises UnreadableFileError."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
    except OSError as error:
        raise UnreadableFileError(
            f"{file} cannot be read: {error.strerror}.", next_step="Check the file's name."
        ) from error
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a folder and below.

    Attributes:
        by_sha256: by what they hold; of equal files the first by name.
        by_name: by their names without folders; of equal names the first.
    """

    by_sha256: Mapping[str, Path]
    by_name: Mapping[str, Path]


def files_in(folder: Path) -> Files:
    """The files in a folder and below. Raises UnreadableFileError where it cannot be read."""
    if not folder.is_dir():
        raise UnreadableFileError(
            f"{folder} is not a folder that can be read.", next_step="Name a folder."
        )
    by_sha256: dict[str, Path] = {}
    by_name: dict[str, Path] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        by_sha256.setdefault(sha256_of_file(file), file)
        by_name.setdefault(file.name, file)
    return Files(by_sha256, by_name)
