"""Commands beside the account: none of them moves Alliance money.

C.G.S. § 10-223e, § 10-227, § 10-262i, § 10-263(b), § 4-231. Not here: what they lead to
(`domain/decisions/side_*.py`).
"""

from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.setting_events import ExitChoice
from domain.side_kinds import AuditStage, EcsInstallment, OffsetGround, ReturnStage


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishIndexScore:
    """Record the score the Department published for a data year. Source: C.G.S. § 10-223e.

    Attributes:
        data_year: the fiscal year the data are of, such as 2016.
        score: as published, a decimal number in text, 0 to 100.
        source: where it was published.
        rank: its place from the lowest; None where not published.
        charter_data: True where a charter school's data are counted in it, § 10-223f.
    """

    data_year: int
    score: str
    source: str
    rank: int | None = None
    charter_data: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectIndexScore:
    """Record that the Department published the score of a data year anew.

    Attributes:
        data_year: the fiscal year the data are of, such as 2016.
        score: as published now, a decimal number in text, 0 to 100.
        source: where it was published.
        reason: why it changed, such as an agreement with a charter school.
        rank: its place from the lowest; None where not published.
        charter_data: True where a charter school's data are counted in it, § 10-223f.
    """

    data_year: int
    score: str
    source: str
    reason: str
    rank: int | None = None
    charter_data: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReformStatus:
    """Record that the district is an educational reform district. Source: § 10-262u(a)(4).

    Attributes:
        rank: its place among all towns, from the lowest.
        document: title of the paper that says so.
    """

    rank: int
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEcsInstallment:
    """Record that an installment of the unrestricted share was paid. Source: § 10-262i(b).

    Attributes:
        installment: october, january or april, which is the balance.
        amount: what was paid to the town.
        paid_on: the day.
        voucher: the number of the paper in the Comptroller's system.
    """

    installment: EcsInstallment
    amount: Money
    paid_on: date
    voucher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustGrant:
    """Adjust a grant by exactly what was paid wrongly. Source: C.G.S. § 10-263(b).

    Attributes:
        payable: what was to be paid, by the final report.
        paid: what was paid.
        in_fiscal_year: the fiscal year in which it counts: one or two after.
        document: title of the final report.
    """

    payable: Money
    paid: Money
    in_fiscal_year: int
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyEcsOffset:
    """Record that the ECS grant of the year was paid less.

    Attributes:
        amount: by how much less.
        ground: a late annual return, a budget forfeiture, or an adjustment.
        document: title of the paper it rests on.
    """

    amount: Money
    ground: OffsetGround
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptEducationBudget:
    """Record the education budget the town adopted. Source: C.G.S. § 10-262i(d).

    Attributes:
        amount: the budgeted appropriation for education.
        prior_year: that of the fiscal year before.
        aid_increase: by how much the aid is more than the year before, as the paper states it.
        adopted_on: the day.
        document: title of the paper.
    """

    amount: Money
    prior_year: Money
    aid_increase: Money
    adopted_on: date
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DetermineBudgetShortfall:
    """Determine the shortfall of the adopted budget, and what is forfeited for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyForfeiture:
    """Apply, in this year, the forfeiture of the shortfall two years before. § 10-262i(e)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiveForfeiture:
    """Record that the State Board waived the forfeiture of this year's shortfall.

    Attributes:
        reason: why.
        agreement: title of the town's agreement to raise its education budget by at least as much;
            None where it was waived for other good cause.
    """

    reason: str
    agreement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagSupplanting:
    """Note that state aid seems to stand in the place of local money. Source: § 10-262i(c).

    Attributes:
        words: what was seen.
        amount: how much seems to be concerned; None where nobody says.
    """

    words: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnnualReturn:
    """Record that the annual return was filed, revised or certified. Source: § 10-227.

    Attributes:
        stage: filed, revised or certified.
        filed_on: the day.
    """

    stage: ReturnStage
    filed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSingleAudit:
    """Record what happened about the single audit. Source: C.G.S. § 4-231, § 4-232.

    Attributes:
        stage: filed, extended or exempt.
        on: the day of the filing, the extension or the notice.
        reference: the report, notice or letter.
        spent: state assistance spent in the fiscal year; an extension may leave it out.
        until: the day an extension runs to; given for an extension alone.
    """

    stage: AuditStage
    on: date
    reference: str
    spent: Money | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleExitBalance:
    """Record what becomes of a balance after the designation; no money moves by it.

    Attributes:
        choice: carried on, to be returned, or to be set against the ECS grant.
        reason: why.
        document: title of the paper it rests on.
    """

    choice: ExitChoice
    reason: str
    document: str


SideCommand = (
    PublishIndexScore
    | CorrectIndexScore
    | SetReformStatus
    | RecordEcsInstallment
    | AdjustGrant
    | ApplyEcsOffset
    | AdoptEducationBudget
    | DetermineBudgetShortfall
    | ApplyForfeiture
    | WaiveForfeiture
    | FlagSupplanting
    | RecordAnnualReturn
    | RecordSingleAudit
    | HandleExitBalance
)
