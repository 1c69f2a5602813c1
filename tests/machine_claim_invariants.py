"""What has to be true of a year's figures and claims, counted from the events that stand alone.

Invariants 3, 4 and 5 of the domain notes, with reductions between two years. Not with the pieces
that the decisions use, so that a mistake in one of them shows. C.G.S. § 10-262u(g), (h).
"""

from collections import Counter
from collections.abc import Mapping

from domain.claim_events import FindingRaised, QuestionedCostAllowed, QuestionedCostDisallowed
from domain.determination_events import DeterminationIssued
from domain.events import (
    AlliancePortionWithheld,
    BalanceCarriedIn,
    DistrictYearEvent,
    ExpenditureReported,
    FiscalYearClosed,
    OpeningBalanceStated,
    PortionDetermined,
    PublishedWithholdingRecorded,
)
from domain.figures import balances
from domain.money import ZERO
from domain.owed_events import (
    ClaimReduced,
    ReductionApplied,
    ReductionRestored,
    ReductionReversed,
    ReductionTaken,
    RepaymentReceived,
    RepaymentRefunded,
)
from domain.report_events import (
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
)
from domain.state import DistrictYear

# What a signed statement states under, where no determination of this ledger is behind it.
OPENING = "opening"


def _standing(state: DistrictYear) -> list[DistrictYearEvent]:
    return [event for _, event in state.events]


def _cents(state: DistrictYear, name: str) -> int | None:
    """A reported figure in cents; None where it is not known."""
    known = balances(state)[name]
    return None if known is None else known.cents


def the_year_adds_up(state: DistrictYear) -> None:
    """Available = carried in + new money - reduction; carried out = available - spent, never less.

    New money is what was withheld where that is recorded, else the portion.
    """
    carried, new, portion, reduced, spent = 0, None, None, 0, 0
    begun = False
    for event in _standing(state):
        match event:
            case BalanceCarriedIn():
                carried, begun = carried + event.carry_in.cents, True
            case OpeningBalanceStated():
                carried, begun = carried + event.carry_in.cents, True
                spent = event.spent.cents
                if event.withheld:
                    new = (new or 0) + event.withheld.cents
            case AlliancePortionWithheld() | PublishedWithholdingRecorded():
                new = (new or 0) + event.amount.cents
            case PortionDetermined():
                portion = event.portion.cents
            case ReductionApplied():
                reduced += event.amount.cents
            case ReductionReversed():
                reduced -= event.amount.cents
            case (
                ExpenditureReported()
                | ExpenditureReportAmended()
                | ExpenditureReclassified()
                | ExpenditureRefunded()
            ):
                spent = event.spent.cents
            case _:
                pass
    _the_lines_come_to(spent, state)
    allocation = new if new is not None else portion
    if allocation is None and begun:
        allocation = 0
    available = None if allocation is None else carried + allocation - reduced
    # (4): a reduction takes new money only, and at most all of it.
    assert 0 <= reduced <= max(0, allocation or 0)
    assert _cents(state, "available") == available
    assert _cents(state, "spent_reported") == spent
    assert _cents(state, "reduction_applied") == reduced
    left = max(0, (available or 0) - spent) if state.closed is not None else None
    assert _cents(state, "carry_out") == left
    for event in _standing(state):
        if isinstance(event, FiscalYearClosed):
            assert event.carry_out.cents == left


def _the_lines_come_to(spent: int, state: DistrictYear) -> None:
    """The lines of the report that stands are its total, and none of them is below zero."""
    if state.report is not None and state.report.lines:
        assert sum(line.paid.cents for line in state.report.lines) == spent
        assert all(line.paid >= ZERO for line in state.report.lines)


def the_claims_add_up(state: DistrictYear) -> None:
    """(5): decided at most what is questioned and not allowed, settled at most what was decided."""
    claims = _Claims(state)
    for name, amount in claims.questioned.items():
        gone = claims.allowed[name] + claims.absorbed[name] + claims.decided[name]
        assert 0 <= gone <= amount, name
        assert claims.allowed[name] + claims.disallowed[name] <= amount, name
        assert not (claims.absorbed[name] and claims.decided[name]), "claimed twice"
    for name in {*claims.repay, *claims.reduce}:
        repaid, repay_less = claims.repaid[name], claims.repay_less[name]
        taken, reduce_less = claims.taken[name], claims.reduce_less[name]
        assert min(repaid, repay_less, taken, reduce_less) >= 0, name
        assert repaid + repay_less <= claims.repay[name], name
        assert taken + reduce_less <= claims.reduce[name], name
    assert _cents(state, "repaid") == claims.repaid.total()
    assert _cents(state, "waived") == claims.repay_less.total() + claims.reduce_less.total()
    assert _cents(state, "finding_open") == claims.questioned.total() - (
        claims.allowed.total() + claims.absorbed.total() + claims.decided.total()
    )
    assert _cents(state, "repay_due") == (
        claims.repay.total() - claims.repaid.total() - claims.repay_less.total()
    )
    assert _cents(state, "reduction_due") == (
        claims.reduce.total() - claims.taken.total() - claims.reduce_less.total()
    )


class _Claims:
    """Each sum by finding or by determination, in cents, as the standing events say it."""

    def __init__(self, state: DistrictYear) -> None:
        self.questioned: Counter[str] = Counter()
        self.allowed: Counter[str] = Counter()
        self.disallowed: Counter[str] = Counter()
        self.absorbed: Counter[str] = Counter()
        self.decided: Counter[str] = Counter()
        self.repay: Counter[str] = Counter()
        self.reduce: Counter[str] = Counter()
        self.repaid: Counter[str] = Counter()
        self.repay_less: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()
        self.reduce_less: Counter[str] = Counter()
        for event in _standing(state):
            self._count_findings(event)
            self._count_owed(event)

    def _count_findings(self, event: DistrictYearEvent) -> None:
        match event:
            case OpeningBalanceStated():
                self.questioned[OPENING] += event.finding_open.cents
                self.repay[OPENING] += event.repay_due.cents
                self.reduce[OPENING] += event.reduction_due.cents
            case FindingRaised():
                self.questioned[event.finding] += event.amount.cents
                for share in event.absorbs:
                    self.absorbed[share.finding] += share.amount.cents
            case QuestionedCostAllowed():
                self.allowed[event.finding] += event.amount.cents
            case QuestionedCostDisallowed():
                self.disallowed[event.finding] += event.amount.cents
            case DeterminationIssued():
                for share in event.shares:
                    self.decided[share.finding] += share.amount.cents
                ordered = event.repay + event.reduce + event.dropped
                assert ordered.cents == sum(share.amount.cents for share in event.shares)
                assert event.split is bool(event.repay and event.reduce)
            case _:
                pass

    def _count_owed(self, event: DistrictYearEvent) -> None:
        match event:
            case DeterminationIssued():
                self.repay[event.determination] += event.repay.cents
                self.reduce[event.determination] += event.reduce.cents
            case RepaymentReceived():
                self.repaid[event.determination] += event.amount.cents
            case RepaymentRefunded():
                self.repaid[event.determination] -= event.amount.cents
            case ClaimReduced():
                self.repay_less[event.determination] += event.repay_less.cents
                self.reduce_less[event.determination] += event.reduction_less.cents
            case ReductionTaken():
                self.taken[event.determination] += event.amount.cents
            case ReductionRestored():
                self.taken[event.determination] -= event.amount.cents
            case _:
                pass


def reductions_agree_between_the_years(states: Mapping[int, DistrictYear]) -> None:
    """What a year gave for a claim is what the claim's year took. `states`: of one district."""
    given: Counter[tuple[int, int, str]] = Counter()
    taken: Counter[tuple[int, int, str]] = Counter()
    for year, state in states.items():
        for event in _standing(state):
            match event:
                case ReductionApplied():
                    parts = event.from_commissioner + event.from_comptroller
                    assert parts == event.amount
                    given[event.claim_fiscal_year, year, event.determination] += parts.cents
                case ReductionReversed():
                    parts = event.to_commissioner + event.to_comptroller
                    assert parts == event.amount
                    given[event.claim_fiscal_year, year, event.determination] -= parts.cents
                case ReductionTaken():
                    taken[year, event.in_fiscal_year, event.determination] += event.amount.cents
                case ReductionRestored():
                    taken[year, event.in_fiscal_year, event.determination] -= event.amount.cents
                case _:
                    pass
    assert given == taken
    assert all(later > claimed for claimed, later, _ in given)
