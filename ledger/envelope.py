"""An event put into its envelope: what all records of one transaction share, and what each has.

Not here: the form of a record (`record.py`), what is decided and in which order (`unit.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.authority import Assurance, Citation, Office
from domain.events import Event
from ledger.application import LedgerIdentity
from ledger.codec import SCHEMAS
from ledger.record import FORMAT, DocumentNamed, Record, RecordOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What all records of one transaction have in common.

    Attributes:
        identity: the ledger they belong to.
        recorded_at: the instant of the transaction, as text.
        correlation: the batch they are part of, or None.
    """

    identity: LedgerIdentity
    recorded_at: str
    correlation: str | None

    def record(  # noqa: PLR0913 - the fields of the envelope, all named
        self,
        event: Event,
        *,
        stream: str,
        version: int,
        effective_on: date,
        actor: str,
        office: Office,
        assurance: Assurance,
        citation: Citation,
        rulebook: str,
        command_id: str,
        command_hash: str,
        causation: str | None,
        documents: Mapping[str, str],
    ) -> Record:
        """The event in its envelope; `documents` by title, kept in the order of their titles."""
        return RecordOf(
            v=FORMAT,
            ledger=self.identity.ledger_id,
            incarnation=self.identity.incarnation,
            stream=stream,
            version=version,
            event=type(event).__name__,
            schema=SCHEMAS[type(event).__name__],
            recorded_at=self.recorded_at,
            effective_on=effective_on,
            actor=actor,
            office=office,
            appointment=None,
            assurance=assurance,
            citation=citation,
            rulebook=rulebook,
            command_id=command_id,
            command_hash=command_hash,
            signature=None,
            causation=causation,
            correlation=self.correlation,
            documents=tuple(
                DocumentNamed(title=title, sha256=digest)
                for title, digest in sorted(documents.items())
            ),
            data=event,
        )
