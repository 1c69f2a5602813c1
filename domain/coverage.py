"""Coverage: what this ledger holds, so that what it does not hold is never taken for a breach.

A kind of event is covered for a fiscal year where somebody stated so (`CoverageStated`), or where
the district-year itself has a record of that kind. A statement that the ledger holds none of a
kind takes back every earlier statement about it. Source: C.G.S. § 11-8b, keeping of records.

Not here: what a missing record means for a duty (`domain/compliance.py`).
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, Literal, assert_never

from domain.chart import Account
from domain.events import Event, SubmissionKind
from domain.fiscal_year import FiscalYear
from domain.ledger_events import CoverageStated
from domain.state import DistrictYear

NO_FINDING: Final = (
    "Not recorded here is no finding: this ledger does not say that it holds such records "
    "(alliance coverage list)."
)


class CoverageKind(StrEnum):
    """A kind of record that a ledger holds, or does not."""

    DESIGNATIONS = "designations"
    ENTITLEMENTS = "entitlements"
    PORTIONS = "portions"
    WITHHOLDINGS = "withholdings"
    TRANSFERS = "transfers"
    PLANS = "plans"
    RELEASES = "releases"
    PASS_THROUGHS = "pass-throughs"  # noqa: S105 - the town's payment, not a password
    EXPENDITURE_REPORTS = "expenditure-reports"
    CLOSINGS = "closings"
    INTERIM_REPORTS = "interim-reports"
    CLAIMS = "inquiries-and-findings"
    EDUCATION_BUDGETS = "education-budgets"
    ANNUAL_RETURNS = "annual-returns"
    SINGLE_AUDITS = "single-audits"


def standing_statements(
    own_history: Iterable[Event], kind: CoverageKind
) -> tuple[CoverageStated, ...]:
    """The statements about a kind that still stand, oldest first.

    After a statement that none is held only what was stated later counts; that statement itself
    stands until then.
    """
    standing: list[CoverageStated] = []
    for event in own_history:
        if not isinstance(event, CoverageStated) or event.kind != kind:
            continue
        if event.first_fiscal_year is None or _holds_none(standing):
            standing = []
        standing.append(event)
    return tuple(standing)


def covers(own_history: Sequence[Event], kind: CoverageKind, fiscal_year: FiscalYear) -> bool:
    """Whether it is stated that this ledger holds records of a kind for a fiscal year."""
    return any(
        statement.first_fiscal_year is not None
        and statement.last_fiscal_year is not None
        and statement.first_fiscal_year <= fiscal_year.ends_in <= statement.last_fiscal_year
        for statement in standing_statements(own_history, kind)
    )


def on_record(kind: CoverageKind, state: DistrictYear) -> bool:
    """Whether the district-year has a record of that kind; an opening statement is none."""
    match kind:
        case CoverageKind.DESIGNATIONS:
            return state.designation is not None
        case CoverageKind.ENTITLEMENTS:
            return state.entitlement is not None
        case CoverageKind.PORTIONS:
            return state.portion is not None
        case CoverageKind.WITHHOLDINGS:
            return state.withheld and state.opening is None
        case CoverageKind.TRANSFERS:
            source, target = Account.HELD_BY_COMPTROLLER, Account.HELD_BY_COMMISSIONER
            return bool(state.edge(source, target))
        case CoverageKind.PLANS:
            return bool(state.plans) or _plan_received(state)
        case CoverageKind.RELEASES:
            return bool(state.releases)
        case CoverageKind.PASS_THROUGHS:
            # A shortfall somebody noted is a record of what was not passed on.
            noted = state.releasing.shortfall is not None
            return noted or bool(state.edge(Account.HELD_BY_TOWN, Account.HELD_BY_BOARD))
        case CoverageKind.EXPENDITURE_REPORTS:
            return state.report is not None
        case CoverageKind.CLOSINGS:
            return state.closed is not None
        case _:
            return _beside_on_record(kind, state)


def _beside_on_record(
    kind: Literal[
        CoverageKind.INTERIM_REPORTS,
        CoverageKind.CLAIMS,
        CoverageKind.EDUCATION_BUDGETS,
        CoverageKind.ANNUAL_RETURNS,
        CoverageKind.SINGLE_AUDITS,
    ],
    state: DistrictYear,
) -> bool:
    """The same of what follows a report or stands beside the account."""
    match kind:
        case CoverageKind.INTERIM_REPORTS:
            return bool(state.reporting.interim)
        case CoverageKind.CLAIMS:
            claims = state.claims
            raised = any(one.raised for one in claims.findings.values())
            return bool(claims.inquiries) or raised
        case CoverageKind.EDUCATION_BUDGETS:
            return state.side.budget is not None
        case CoverageKind.ANNUAL_RETURNS:
            return bool(state.side.returns)
        case CoverageKind.SINGLE_AUDITS:
            return bool(state.side.audits)
        case _:
            assert_never(kind)


def _plan_received(state: DistrictYear) -> bool:
    """A plan that came in is a record of plans, whatever became of it."""
    return any(
        one.received.kind is SubmissionKind.PLAN for one in state.planning.submissions.values()
    )


def covered_kinds(
    own_history: Sequence[Event], fiscal_year: FiscalYear, state: DistrictYear
) -> frozenset[CoverageKind]:
    """The kinds whose absence says something: stated for the year, or on record in it."""
    return frozenset(
        kind
        for kind in CoverageKind
        if on_record(kind, state) or covers(own_history, kind, fiscal_year)
    )


def _holds_none(standing: list[CoverageStated]) -> bool:
    return bool(standing) and standing[-1].first_fiscal_year is None
