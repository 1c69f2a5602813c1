"""Every event of a district-year: immutable facts, past tense, one provision each.

Amounts are whole cents and move as `domain/accounts.py` says. Not here: events about the ledger
(`domain/ledger_events.py`); time, actor, citation and ids (`ledger/record.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.chart import Posting
from domain.ledger_events import LedgerEvent
from domain.money import Money


class Stage(StrEnum):
    """How final an ECS entitlement is. Source: C.G.S. § 10-262i(a)."""

    PRELIMINARY = "preliminary"
    REVISED = "revised"
    FINAL = "final"


class Criterion(StrEnum):
    """On which ground a district was designated. Source: C.G.S. § 10-262u(a)(1), (b)."""

    RANKED = "ranked"
    GRANDFATHERED = "grandfathered"
    NOT_PUBLISHED = "not-published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """The Commissioner's written direction to release before a plan is approved.

    Attributes:
        document: the SHA-256 or the title of the writing.
        cap: the most that may be released under it.
    """

    document: str
    cap: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictDesignated:
    """The Commissioner designated the district for the year. Source: C.G.S. § 10-262u(b).

    Attributes:
        round: the designation round by its first fiscal year, such as "FY2018".
        criterion: ranked among the lowest, or kept as designated earlier.
        first_time: True where no earlier round had it; from FY2023 this moves the baseline.
    """

    round: str
    criterion: Criterion
    first_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationEnded:
    """The designation stopped before its term. Source: C.G.S. § 10-262u(b)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementSet:
    """The town's ECS entitlement for the year. Source: C.G.S. § 10-262h, § 10-262i(a).

    Attributes:
        amount: the whole ECS grant of the town.
        stage: preliminary, revised or final; None where the source does not say.
        reason: why it replaced an earlier amount; None for the first.
        education_diversity: the earmark taken out first; None where the source has no such column.
        published_portion: the Alliance share of the split as published; None where not published.
        source: the published source of a loaded amount; None where an office set it here.
    """

    amount: Money
    stage: Stage | None
    reason: str | None
    education_diversity: Money | None
    published_portion: Money | None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortionDetermined:
    """The Alliance portion by law: entitlement less earmarks less baseline, not below zero.

    The operands are kept, so a later change of one is a finding and never a silent recomputation.
    Source: C.G.S. § 10-262u(c)(1).

    Attributes:
        portion: what the Comptroller is to withhold; never negative.
        entitlement: the entitlement used.
        other_earmarks: earmarks taken out first.
        baseline: the entitlement of the baseline year.
        baseline_fiscal_year: that year, such as 2012.
        baseline_position: where the record of that entitlement stands in this ledger.
    """

    portion: Money
    entitlement: Money
    other_earmarks: Money
    baseline: Money
    baseline_fiscal_year: int
    baseline_position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlliancePortionWithheld:
    """The Comptroller withheld from the town's ECS grant. Source: C.G.S. § 10-262u(c)(1)."""

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedWithholdingRecorded:
    """What was withheld according to a published source: a fact, not held to the portion."""

    amount: Money
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortionTransferred:
    """The Comptroller handed withheld money to the Commissioner. Source: § 10-262u(c)(1)."""

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSubmitted:
    """The board submitted its improvement plan. Source: C.G.S. § 10-262u(d)."""

    plan_version: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanApproved:
    """The Commissioner approved a plan up to an amount. Source: § 10-262u(c)(2), (d)."""

    plan_version: int
    approved_amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRejected:
    """The Commissioner rejected a plan with reasons. Source: § 10-262u(c)(2), (d)."""

    plan_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseProposed:
    """The Department proposed a release; authorizing it takes another person.

    Attributes:
        release: the release's own name.
        amount: what is proposed.
        proposed_by: who proposed, to be compared with who authorizes.
    """

    release: str
    amount: Money
    proposed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAuthorized:
    """The Commissioner released money to the town. Source: C.G.S. § 10-262u(c)(2).

    Attributes:
        release: the release's own name.
        amount: what may be paid.
        plan_version: the approved plan it rests on; None under a written direction.
        direction: the written direction it rests on instead; an exception wherever it shows.
    """

    release: str
    amount: Money
    plan_version: int | None
    direction: Direction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseIssued:
    """The Comptroller issued the payment the Commissioner authorized. Source: § 10-262i(b)."""

    release: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseConfirmed:
    """The payment reached the town on a day. Source: C.G.S. § 10-262u(c)(2)."""

    release: str
    amount: Money
    paid_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseReturned:
    """The payment came back. The authorization stands; it may be issued again.

    Attributes:
        release: the release's own name.
        amount_unpaid: what came back before it was paid.
        amount_paid: what came back after it was paid.
        reason: why.
    """

    release: str
    amount_unpaid: Money
    amount_paid: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassThroughRecorded:
    """The town paid the school board. Source: C.G.S. § 10-262u(c)(2), "all such funds".

    Attributes:
        amount: what the town paid.
        reimbursed: the part that repays the board for grant spending it had advanced.
    """

    amount: Money
    reimbursed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenditureReported:
    """The board reported what it spent in the year. Source: C.G.S. § 10-262u(g).

    Attributes:
        spent: the whole year: both below, and what an opening statement had counted.
        from_grant: paid with grant money that the board held.
        from_own_money: paid with the board's own money, advanced or above what is available.
        above_available: the part of it that the grant can never cover as things stand.
    """

    spent: Money
    from_grant: Money
    from_own_money: Money
    above_available: Money


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
    """

    corrects_position: int
    corrects_version: int
    corrected_event: str
    reversed: Mapping[str, Money]
    replacement: Mapping[str, Money]
    postings: tuple[Posting, ...]
    reason: str


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


DistrictYearEvent = (
    DistrictDesignated
    | DesignationEnded
    | EntitlementSet
    | PortionDetermined
    | AlliancePortionWithheld
    | PublishedWithholdingRecorded
    | PortionTransferred
    | PlanSubmitted
    | PlanApproved
    | PlanRejected
    | ReleaseProposed
    | ReleaseAuthorized
    | ReleaseIssued
    | ReleaseConfirmed
    | ReleaseReturned
    | PassThroughRecorded
    | ExpenditureReported
    | FiscalYearClosed
    | BalanceCarriedIn
    | OpeningBalanceStated
    | EventCorrected
    | FactReported
)

Event = DistrictYearEvent | LedgerEvent
