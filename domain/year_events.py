"""Events of a year's end and of the record: closing, opening balance, correction, fact.

Not here: what came before it (`domain/plan_events.py`, `release_events.py`, `report_events.py`).
C.G.S. § 10-262u(h), § 11-8b.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.chart import Posting
from domain.money import ZERO, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalYearClosed:
    """The year closed and its balance went to the next year. Source: C.G.S. § 10-262u(h).

    `carry_out` is the sum of the parts, less what the board advanced; they open the next year too.

    Attributes:
        carry_out: available less spent, not below zero; no cap and no expiry.
        at_comptroller, at_commissioner, at_town, at_board: where it stands.
        not_withheld: the part nobody has withheld yet; a departure, shown.
        advanced_by_board: grant spending the board paid itself and is still owed.
        rests_on_statement: True where a figure behind it was stated, not derived.
        next_fiscal_year: the year that takes the balance.
        residency: what of the Commissioner's part is still set aside for a residency program; it
            stays so in the next year, § 10-156gg(f).
    """

    carry_out: Money
    at_comptroller: Money
    at_commissioner: Money
    at_town: Money
    at_board: Money
    not_withheld: Money
    advanced_by_board: Money
    rests_on_statement: bool
    next_fiscal_year: int
    residency: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceCarriedIn:
    """The balance of the year before opened this one. Source: C.G.S. § 10-262u(h).

    Attributes: as in `FiscalYearClosed`, of which this is the other half.
    """

    carry_in: Money
    at_comptroller: Money
    at_commissioner: Money
    at_town: Money
    at_board: Money
    not_withheld: Money
    advanced_by_board: Money
    rests_on_statement: bool
    previous_fiscal_year: int
    residency: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningBalanceStated:
    """Balances entered from a signed statement, where an office goes live mid-history.

    Attributes:
        held_by_comptroller … held_by_board: where money stands.
        carry_in, withheld, spent: how it came there and what left; the parts tie, see decisions.
        transferred, authorized, released, passed_through: flows before the statement.
        finding_open, repay_due, reduction_due: what is open against the board.
        document: SHA-256 or title of the signed statement.
        signers: who signed it.
    """

    held_by_comptroller: Money
    held_by_commissioner: Money
    in_payment: Money
    held_by_town: Money
    held_by_board: Money
    carry_in: Money
    withheld: Money
    spent: Money
    transferred: Money
    authorized: Money
    released: Money
    passed_through: Money
    finding_open: Money
    repay_due: Money
    reduction_due: Money
    document: str
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCorrected:
    """An earlier event was wrong; this one names it, undoes its amounts and gives the right ones.

    Source: C.G.S. § 11-8b: public records are not altered; a mistake is corrected by a new entry.

    Attributes:
        corrects_position: the place of the corrected record in this ledger.
        corrects_version: its version in this district-year.
        corrected_event: the name of the event whose postings are undone and made again.
        reversed: its amounts as they stood until now, by field.
        replacement: its amounts as they are from now on; empty where it is taken back whole.
        postings: the money it moves, in full, whatever becomes of the event it names.
        reason: why.
        authority: by whose word or paper it is corrected; None where not given.
    """

    corrects_position: int
    corrects_version: int
    corrected_event: str
    reversed: Mapping[str, Money]
    replacement: Mapping[str, Money]
    postings: tuple[Posting, ...]
    reason: str
    authority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactReported:
    """Something a public source reported about the district-year. It moves no money.

    Attributes:
        kind: the kind of fact, such as "plan_approved" or "partial_release".
        words: the words as reported.
        amount: the amount as reported, or None.
        reported_date: the date as printed, often only a month; or None.
        source: the source's id in the register shipped with the ledger.
    """

    kind: str
    words: str
    amount: Money | None
    reported_date: str | None
    source: str


YearEvent = (
    FiscalYearClosed | BalanceCarriedIn | OpeningBalanceStated | EventCorrected | FactReported
)
