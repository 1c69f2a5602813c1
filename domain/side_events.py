"""Events beside the account: what a district-year has to show that moves no Alliance money.

Scores and status of the district, the town's education budget and what it forfeits, ECS money,
returns and audits, and what becomes of a balance after the program. C.G.S. § 10-223e, § 10-227,
§ 10-262i, § 10-263(b), § 4-231. None of them has a row in the posting table (`domain/accounts.py`).
Not here: other funding and the residency set-aside (`domain/release_events.py`).
"""

from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.setting_events import ExitChoice
from domain.side_kinds import AuditStage, EcsInstallment, OffsetGround, ReturnStage

# ---- the district ----


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexScorePublished:
    """The Department published the district's score. Source: C.G.S. § 10-223e.

    Attributes:
        data_year: the fiscal year the data are of, such as 2016.
        score: as published, a decimal number in text; never rounded here.
        rank: its place from the lowest; None where not published.
        charter_data: True where a charter school's data are counted in it, § 10-223f.
        version: which published score of that data year it is, from 1.
        source: where it was published.
    """

    data_year: int
    score: str
    rank: int | None
    charter_data: bool
    version: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexScoreCorrected:
    """The Department published the district's score anew. Source: C.G.S. § 10-223e, § 10-223f.

    Attributes:
        data_year: the fiscal year the data are of, such as 2016.
        score: as published now, a decimal number in text.
        rank: its place from the lowest; None where not published.
        charter_data: True where a charter school's data are counted in it.
        version: which published score of that data year it is, from 2.
        source: where it was published.
        reason: why it changed, such as an agreement with a charter school.
    """

    data_year: int
    score: str
    rank: int | None
    charter_data: bool
    version: int
    source: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReformStatusSet:
    """The district is an educational reform district. Source: C.G.S. § 10-262u(a)(4).

    The Department calls these Opportunity Districts.

    Attributes:
        rank: its place among all towns, from the lowest; 1 to 10.
        document: title of the paper that says so.
    """

    rank: int
    document: str


# ---- the grant ----


@dataclass(frozen=True, slots=True, kw_only=True)
class EcsInstallmentPaid:
    """The Comptroller paid an installment of the unrestricted share. Source: § 10-262i(b).

    Attributes:
        installment: october, january or april, which is the balance.
        amount: what was paid to the town; not of the Alliance account.
        paid_on: the day.
        voucher: the number of the paper in the Comptroller's system; None where not given.
    """

    installment: EcsInstallment
    amount: Money
    paid_on: date
    voucher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantAdjusted:
    """A grant is adjusted by exactly what was paid wrongly. Source: C.G.S. § 10-263(b).

    It stands in the year the grant was of, and names the year in which it counts.

    Attributes:
        payable: what was to be paid, by the final report.
        paid: what was paid.
        difference: payable less paid; below zero where too much was paid.
        in_fiscal_year: the fiscal year in which it counts: one or two after.
        document: title of the final report.
    """

    payable: Money
    paid: Money
    difference: Money
    in_fiscal_year: int
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EcsOffsetApplied:
    """The ECS grant of the year was paid less by an amount. Source: the clause of its ground.

    Attributes:
        amount: by how much less; of the unrestricted share, never of the Alliance portion.
        ground: a late annual return, a budget forfeiture, or an adjustment.
        document: title of the paper it rests on.
    """

    amount: Money
    ground: OffsetGround
    document: str


# ---- the town's education budget ----


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationBudgetAdopted:
    """The town adopted its education budget. Source: C.G.S. § 10-262i(d).

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
class BudgetShortfallDetermined:
    """The education budget is below the minimum. Source: C.G.S. § 10-262i(e).

    Attributes:
        minimum: last year's budget plus the aid increase.
        adopted: what was budgeted.
        shortfall: minimum less adopted.
        forfeiture: twice the shortfall.
        forfeiture_fiscal_year: the fiscal year from whose ECS grant it is deducted.
    """

    minimum: Money
    adopted: Money
    shortfall: Money
    forfeiture: Money
    forfeiture_fiscal_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForfeitureApplied:
    """The forfeiture of an earlier shortfall falls due in this year. Source: § 10-262i(e).

    Attributes:
        failure_fiscal_year: the fiscal year whose budget fell short.
        amount: what is deducted from the ECS grant of this year.
    """

    failure_fiscal_year: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ForfeitureWaived:
    """The State Board waived the forfeiture of a shortfall. Source: C.G.S. § 10-262i(e).

    Attributes:
        amount: what is not forfeited.
        reason: why.
        agreement: title of the town's agreement to raise its education budget by at least as much;
            None where it was waived for other good cause.
    """

    amount: Money
    reason: str
    agreement: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplantingFlagged:
    """State aid seems to stand in the place of local money. Source: C.G.S. § 10-262i(c).

    Attributes:
        words: what was seen; nothing is found or owed by this.
        amount: how much seems to be concerned; None where nobody says.
    """

    words: str
    amount: Money | None


# ---- returns, audits, exit ----


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReturnFiled:
    """The annual return of the whole district was filed, revised or certified. Source: § 10-227.

    Attributes:
        stage: filed, revised or certified.
        filed_on: the day.
    """

    stage: ReturnStage
    filed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleAuditRecorded:
    """A single audit was filed, extended, or is not needed. Source: C.G.S. § 4-231, § 4-232.

    Attributes:
        stage: filed, extended or exempt.
        on: the day of the filing, the extension or the notice.
        spent: state assistance spent in the fiscal year; None where an extension does not say.
        threshold: that of the first day of the fiscal year.
        required: whether that much calls for an audit; None where nothing is said to be spent.
        until: the day an extension runs to; None otherwise.
        reference: the report, notice or letter.
    """

    stage: AuditStage
    on: date
    spent: Money | None
    threshold: Money
    required: bool | None
    until: date | None
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitBalanceHandled:
    """What becomes of a balance after the designation. No law says; it moves nothing by itself.

    Attributes:
        choice: carried on, to be returned, or to be set against the ECS grant.
        balance: what the district has left, available less spent.
        finding_open: findings that are open against it.
        reason: why.
        document: title of the paper it rests on.
    """

    choice: ExitChoice
    balance: Money
    finding_open: Money
    reason: str
    document: str


SideEvent = (
    IndexScorePublished
    | IndexScoreCorrected
    | ReformStatusSet
    | EcsInstallmentPaid
    | GrantAdjusted
    | EcsOffsetApplied
    | EducationBudgetAdopted
    | BudgetShortfallDetermined
    | ForfeitureApplied
    | ForfeitureWaived
    | SupplantingFlagged
    | AnnualReturnFiled
    | SingleAuditRecorded
    | ExitBalanceHandled
)
