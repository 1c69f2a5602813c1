"""The error tree: one class per thing a person can do something about.

    AllianceError
    ├── UsageError                 2   the words of the call are wrong
    │   ├── InvalidMoneyError
    │   ├── InvalidFiscalYearError
    │   ├── InvalidDateError
    │   ├── InvalidCommandError        a command that does not have its shape
    │   └── UnreadableFileError        a file that is not what it says
    ├── RefusedError               3   a rule of law, or of this ledger, says no
    │   ├── NoRuleInForceError         the law has a gap there; there is no default
    │   ├── (one class per guard, in domain/decisions/refusals.py)
    │   └── CommandIdReusedError       the same command id with another body
    ├── NotFoundError              4   no such thing on record
    │   └── UnknownDistrictError
    ├── ConflictError              5   somebody wrote first; look again, then repeat
    ├── RecordDamagedError         6   the record does not verify
    ├── StoreUnavailableError      7   the database cannot be reached or is not a ledger
    │   └── LedgerNotInitialisedError
    ├── OutcomeUnknownError        8   the reply was lost; ask with the command id
    └── IncompleteError            9   something that had to be checked could not be

The number is the exit code (one place maps it: cli/group.py). A message says what was refused and
the numbers; `citation` says under which clause; `next_step` says what to do.
Not here: bugs, which stay ordinary Python exceptions and exit with 70.
"""

from collections.abc import Mapping
from typing import ClassVar

from domain.authority import Citation


class AllianceError(Exception):
    """Base of every error a person can act on.

    Attributes:
        code: stable machine name, such as `no_rule_in_force`.
        exit_code: the process exit code, see the tree above.
        message: one sentence: what was refused, with the numbers.
        citation: the clause, or None where no clause is concerned.
        details: figures and names as strings, for machines.
        next_step: what the person can do now, or an empty string.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 70

    def __init__(
        self,
        message: str,
        *,
        citation: Citation | None = None,
        details: Mapping[str, str] | None = None,
        next_step: str = "",
    ) -> None:
        """Keep the parts apart, so that a screen and a JSON answer can each lay them out."""
        super().__init__(message)
        self.message = message
        self.citation = citation
        self.details = dict(details or {})
        self.next_step = next_step


class UsageError(AllianceError):
    """The words of the call are wrong; nothing was tried."""

    code = "usage"
    exit_code = 2


class InvalidMoneyError(UsageError):
    """Text that is not an exact amount of dollars and cents."""

    code = "invalid_money"


class InvalidFiscalYearError(UsageError):
    """Text that does not name a fiscal year."""

    code = "invalid_fiscal_year"


class InvalidDateError(UsageError):
    """Text that is not a date or instant in the accepted form."""

    code = "invalid_date"


class InvalidCommandError(UsageError):
    """A command whose fields are missing, unknown or of the wrong kind."""

    code = "invalid_command"


class UnreadableFileError(UsageError):
    """A file that is missing, is not text, or lacks the columns it needs."""

    code = "unreadable_file"


class RefusedError(AllianceError):
    """A rule says no. Nothing was recorded; the same command will be refused again."""

    code = "refused"
    exit_code = 3


class NoRuleInForceError(RefusedError):
    """No enacted rule governs that fiscal year on that day. A gap is an error, never a default."""

    code = "no_rule_in_force"


class CommandIdReusedError(RefusedError):
    """A command id that is on record with another body."""

    code = "command_id_reused"


class NotFoundError(AllianceError):
    """What was asked for is not on record."""

    code = "not_found"
    exit_code = 4


class UnknownDistrictError(NotFoundError):
    """A name or code that is not one of the 169 towns. Nothing is guessed."""

    code = "unknown_district"


class ConflictError(AllianceError):
    """Somebody wrote to the same district-year first; nothing of this command was recorded."""

    code = "conflict"
    exit_code = 5


class RecordDamagedError(AllianceError):
    """A stored record is not what was written: position, form, columns or order are broken."""

    code = "record_damaged"
    exit_code = 6


class StoreUnavailableError(AllianceError):
    """The database cannot be reached, read or written."""

    code = "store_unavailable"
    exit_code = 7


class LedgerNotInitialisedError(StoreUnavailableError):
    """The place can be reached, but no ledger was initialised there."""

    code = "ledger_not_initialised"


class OutcomeUnknownError(AllianceError):
    """The reply was lost after the command was sent: it may or may not be on record."""

    code = "outcome_unknown"
    exit_code = 8


class IncompleteError(AllianceError):
    """Something that had to be checked could not be, so the answer is not "clean"."""

    code = "incomplete"
    exit_code = 9
