"""A district-year as the compliance checks see it, and its events in short. All synthetic.

Not here: what a check answers (`tests/domain/test_compliance*.py`). C.G.S. § 10-262u.
"""

from collections.abc import Collection, Mapping
from datetime import date

from spec import FY2023, HARTFORD, event_corrected, usd

from domain.compliance import CheckResult, Configuration, Examined, examined
from domain.coverage import CoverageKind, covered_kinds
from domain.events import (
    AlliancePortionWithheld,
    Criterion,
    Direction,
    DistrictDesignated,
    DistrictYearEvent,
    EntitlementSet,
    EventCorrected,
    ExpenditureReported,
    FiscalYearClosed,
    OpeningBalanceStated,
    PlanApproved,
    PlanSubmitted,
    PortionDetermined,
    PortionTransferred,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
)
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.state import EMPTY, DistrictYear, fold
from domain.statute.rules import rules_in_force

JUNE_30_2023 = date(2023, 6, 30)
SEPTEMBER_1 = date(2022, 9, 1)
NOTHING_SET = Configuration()
DESIGNATED = DistrictDesignated(round="FY2023", criterion=Criterion.RANKED, first_time=False)
ALL_KINDS = frozenset(CoverageKind)


def entitlement(amount: str, diversity: str | None = None) -> EntitlementSet:
    """The town's ECS entitlement, with a published earmark perhaps."""
    return EntitlementSet(
        amount=usd(amount),
        stage=None,
        reason=None,
        education_diversity=usd(diversity) if diversity else None,
        published_portion=None,
    )


def portion(
    amount: str, of: str, baseline: str, since: int = 2012, true_up: str = "0.00"
) -> PortionDetermined:
    """The portion as it was determined from these operands."""
    return PortionDetermined(
        portion=usd(amount),
        entitlement=usd(of),
        other_earmarks=ZERO,
        baseline=usd(baseline),
        baseline_fiscal_year=since,
        baseline_position=3,
        true_up=usd(true_up),
    )


# 100 of entitlement less 90 of baseline leaves 10.
ENTITLED = entitlement("100.00")
BASELINE = entitlement("90.00")
TEN = portion("10.00", "100.00", "90.00")
START = (DESIGNATED, ENTITLED, TEN)
WITHHELD = AlliancePortionWithheld(amount=usd("10.00"))
FUNDED = (*START, WITHHELD, PortionTransferred(amount=usd("10.00")))
APPROVED = (
    PlanSubmitted(plan_version=1, total=usd("10.00")),
    PlanApproved(plan_version=1, approved_amount=usd("8.00")),
)


def released(amount: str, name: str = "R1", version: int = 1) -> ReleaseAuthorized:
    """A release authorized on a plan version."""
    return ReleaseAuthorized(release=name, amount=usd(amount), plan_version=version, direction=None)


def directed(
    amount: str, cap: str, name: str = "D1", document: str = "letter"
) -> ReleaseAuthorized:
    """A release authorized on a written direction."""
    direction = Direction(document=document, cap=usd(cap))
    return ReleaseAuthorized(
        release=name, amount=usd(amount), plan_version=None, direction=direction
    )


def paid(amount: str) -> tuple[DistrictYearEvent, ...]:
    """R1 authorized on plan version 1, issued and paid."""
    return (
        released(amount),
        ReleaseIssued(release="R1", amount=usd(amount)),
        ReleaseConfirmed(release="R1", amount=usd(amount), paid_on=date(2022, 10, 1)),
    )


def reported(spent: str) -> ExpenditureReported:
    """The board's report, all from its own money."""
    return ExpenditureReported(
        spent=usd(spent), from_grant=ZERO, from_own_money=usd(spent), above_available=ZERO
    )


def closed(
    carry_out: str, *, at_town: str = "0.00", not_withheld: str = "0.00"
) -> FiscalYearClosed:
    """The close of the year."""
    return FiscalYearClosed(
        carry_out=usd(carry_out),
        at_comptroller=ZERO,
        at_commissioner=ZERO,
        at_town=usd(at_town),
        at_board=ZERO,
        not_withheld=usd(not_withheld),
        advanced_by_board=ZERO,
        rests_on_statement=False,
        next_fiscal_year=2024,
    )


def opening(*, spent: str = "0.00", authorized: str = "0.00") -> OpeningBalanceStated:
    """A signed opening statement."""
    return OpeningBalanceStated(
        held_by_comptroller=ZERO,
        held_by_commissioner=ZERO,
        in_payment=ZERO,
        held_by_town=ZERO,
        held_by_board=ZERO,
        carry_in=usd(spent),
        withheld=ZERO,
        spent=usd(spent),
        transferred=ZERO,
        authorized=usd(authorized),
        released=ZERO,
        passed_through=ZERO,
        finding_open=ZERO,
        repay_due=ZERO,
        reduction_due=ZERO,
        document="statement",
        signers=("Ana",),
    )


def taken_back(version: int, event: str, **reversed_: str) -> EventCorrected:
    """The record of a version was taken back."""
    return event_corrected(
        corrects_position=version,
        corrects_version=version,
        corrected_event=event,
        reversed={name: usd(amount) for name, amount in reversed_.items()},
        replacement={},
        reason="typed twice",
    )


def answers(
    *events: DistrictYearEvent,
    covered: Collection[CoverageKind] = (),
    on: date = date(2023, 7, 1),
    baseline: EntitlementSet | None = BASELINE,
    fiscal_year: FiscalYear = FY2023,
    dated: Mapping[int, date] | None = None,
    designation: DistrictDesignated = DESIGNATED,
    configured: Configuration = NOTHING_SET,
    earlier_rounds: frozenset[str] = frozenset(),
    previous_year: DistrictYear = EMPTY,
    two_years_before: DistrictYear = EMPTY,
    next_year: DistrictYear = EMPTY,
    law_baseline: EntitlementSet | None = None,
    published: Money | None = None,
) -> dict[str, CheckResult]:
    """Every result by the name of its check; on July 1, 2023 the year is over.

    Each record is of September 1, 2022, but those in `dated`, by version. What has a record is
    covered beside `covered`.
    """
    state = fold(events)
    days = dict.fromkeys(range(1, len(events) + 1), SEPTEMBER_1)
    dates = days | dict(dated or {})
    by_june_30 = [
        event for at, event in enumerate(events, start=1) if dates[at] <= fiscal_year.last_day
    ]
    case = Examined(
        district=HARTFORD,
        fiscal_year=fiscal_year,
        designation=designation,
        on=on,
        state=state,
        baseline=baseline,
        rules=rules_in_force(fiscal_year, fiscal_year.last_day),
        covered=frozenset(covered) | covered_kinds((), fiscal_year, state),
        dated=dates,
        configured=configured,
        plan_at_end=fold(by_june_30).approved_plan,
        earlier_rounds=earlier_rounds,
        previous_year=previous_year,
        two_years_before=two_years_before,
        next_year=next_year,
        law_baseline=law_baseline,
        published=published,
    )
    return {result.check: result for result in examined(case)}
