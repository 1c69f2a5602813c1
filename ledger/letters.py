"""The letter of a determination, made again from the record under the law of its own day.

Not here: what it says (`domain/determination_letter.py`), the record of the case
(`case_record.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.claim_state import Claims
from domain.determination_events import DeterminationIssued, FindingShare
from domain.determination_letter import FORMS, calculation, letter, sha256_of
from domain.district import District
from domain.errors import IncompleteError, NotFoundError, RecordDamagedError
from domain.fiscal_year import FiscalYear
from domain.statute.rules import rules_in_force
from ledger.application import Kept, Ledger, fold_records
from ledger.corrections import Corrected, corrected_in
from ledger.reported_lines import ReportedLine, reported_lines

# Above every paper of practice; a letter's digest on record is of the letter without these lines.
MADE_UP: Final = "SYNTHETIC. Made up for demonstration or training; not a paper of the State."


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as it is made today from the record.

    Attributes:
        kept: the record of the determination.
        event: the determination.
        text: the letter.
        calculation: the lines of its calculation.
        reported: how each questioned line came to what is reported; not part of the letter.
        corrected: what became of the determination later; None where it stands as recorded.
    """

    kept: Kept
    event: DeterminationIssued
    text: str
    calculation: tuple[str, ...]
    reported: tuple[ReportedLine, ...]
    corrected: Corrected | None

    def paper(self, *, practice: bool) -> str:
        """The text to hand on; of practice, it says so in two lines above the letter."""
        return f"{MADE_UP}\n\n{self.text}" if practice else self.text

    @property
    def sha256(self) -> str:
        """Of the bytes made today."""
        return sha256_of(self.text)

    @property
    def as_recorded(self) -> bool:
        """Whether these are the bytes whose digest stands in the record."""
        return self.sha256 == self.event.letter_sha256


def letter_again(ledger: Ledger, district: District, year: FiscalYear, name: str) -> Letter:
    """The letter of a determination, from what was on record before it was issued.

    Raises NotFoundError where none was issued, IncompleteError for a form this program cannot
    write, RecordDamagedError.
    """
    history = ledger.history(district, year)
    issued = [
        (kept, kept.record.data)
        for kept in history
        if isinstance(kept.record.data, DeterminationIssued)
        and kept.record.data.determination == name
    ]
    if not issued:
        raise NotFoundError(
            f"Determination {name} of {district} {year} was not issued here, so it has no letter.",
            details={"determination": name},
            next_step=f"See where it stands: alliance determination list --fiscal-year {year}",
        )
    kept, event = issued[-1]
    if event.letter_form not in FORMS:
        raise IncompleteError(
            f"The letter of {name} has the form {event.letter_form!a:.40}, which this program "
            "cannot write.",
            details={"form": event.letter_form, "known": ", ".join(FORMS)},
            next_step="Use the program version that wrote it.",
        )
    earlier = [one for one in history if one.record.version < kept.record.version]
    before = fold_records(earlier)
    reported = before.report.spent_by_line if before.report else {}
    rules = rules_in_force(year, kept.record.effective_on)
    return Letter(
        kept=kept,
        event=event,
        text=letter(event, before, district, rules, reported),
        calculation=tuple(calculation(event, before, reported)),
        reported=reported_lines(earlier, questioned_lines(event.shares, before.claims)),
        corrected=corrected_in(history).get(kept.position),
    )


def questioned_lines(shares: Iterable[FindingShare], claims: Claims) -> list[str]:
    """The lines that findings are about, each once."""
    named = [claims.findings[share.finding] for share in shares if share.finding in claims.findings]
    return list(dict.fromkeys(key for finding in named for key in finding.line_keys))


def not_as_recorded(name: str, letter: Letter) -> RecordDamagedError:
    """The error of a letter that is not the one whose digest stands in the record."""
    record = letter.kept.record
    return RecordDamagedError(
        f"The letter of {name} made from the record today is not the one that was issued.",
        details={
            "in_the_record": letter.event.letter_sha256,
            "made_today": letter.sha256,
            "rulebook": record.rulebook,
            "position": str(letter.kept.position),
        },
        next_step="The record was changed, or this program reads it otherwise than the one that "
        "wrote it. Run: alliance verify",
    )
