"""Which commands the day after a term would refuse: asked of `decide`, one after the other.

Each command is put to a district-year with a made-up balance of one million dollars, in the last
year of the term and in the first without designation; the steps it rests on are taken as made.
Nothing is recorded. Not here: the guards (`domain/decisions/`), the money (`leaving.py`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from domain import commands as c
from domain import events as e
from domain.authority import Citation, Policy
from domain.decisions import decide
from domain.decisions.case import Case, EntitlementOnRecord
from domain.district import District
from domain.errors import RefusedError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.state import EMPTY, fold
from domain.statute.rules import rules_in_force

_ALL: Final = Money.dollars(1_000_000)
_PART: Final = Money.dollars(100_000)
_BASELINE: Final = Money.dollars(10_000_000)
_RELEASE: Final = "R1"
_LINE: Final = e.ApprovedLine(key="1", amount=_ALL)
_EVIDENCE: Final = e.RenewalEvidence(objective="O1", target="T1", result="R", evidence="a report")

_PLAN: Final = (
    e.PlanSubmitted(plan_version=1, total=_ALL),
    e.PlanApproved(
        plan_version=1,
        approved_amount=_ALL,
        lines=(_LINE, e.ApprovedLine(key="2", amount=ZERO)),
    ),
)
_AUTHORIZED: Final = e.ReleaseAuthorized(
    release=_RELEASE, amount=_PART, plan_version=1, direction=None
)
_ISSUED: Final = e.ReleaseIssued(release=_RELEASE, amount=_PART)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What stopped a command: the refusal's code, message and clause."""

    code: str
    message: str
    citation: Citation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One command, asked for both years on the day.

    Attributes:
        command: its name.
        last_year, next_year: what stopped it; None where it would be recorded.
    """

    command: str
    last_year: Refusal | None
    next_year: Refusal | None


@dataclass(frozen=True, slots=True)
class _Probe:
    """A command, the steps it rests on, and how far the year of the term had gone before them."""

    command: c.Command
    steps: tuple[e.DistrictYearEvent, ...] = ()
    base: tuple[str, ...] = ("designated", "entitled", "portion", "withheld", "transferred")


def _paid(on: date) -> tuple[e.DistrictYearEvent, ...]:
    return (
        *_PLAN,
        _AUTHORIZED,
        _ISSUED,
        e.ReleaseConfirmed(release=_RELEASE, amount=_PART, paid_on=on),
    )


def _probes(on: date) -> tuple[_Probe, ...]:
    """One for each act from designation to report, in the order of the year."""
    transfer = e.LineTransfer(source="1", target="2", amount=_PART)
    return (
        _Probe(
            c.DesignateDistrict(
                round="FY2023", criterion=e.Criterion.NOT_PUBLISHED, first_time=False
            ),
            base=(),
        ),
        _Probe(c.SetEntitlement(amount=_BASELINE + _ALL), base=("designated",)),
        _Probe(c.DeterminePortion(), base=("designated", "entitled")),
        _Probe(c.WithholdPortion(amount=_ALL), base=("designated", "entitled", "portion")),
        _Probe(
            c.TransferPortion(amount=_ALL), base=("designated", "entitled", "portion", "withheld")
        ),
        _Probe(c.SubmitPlan(plan_version=1, total=_ALL)),
        _Probe(c.ReviewPlan(plan_version=1, findings="none"), _PLAN[:1]),
        _Probe(c.ApprovePlan(plan_version=1, approved_amount=_ALL), _PLAN[:1]),
        _Probe(c.RejectPlan(plan_version=1, reason="no targets"), _PLAN[:1]),
        _Probe(
            c.SubmitPlanAmendment(amendment=1, transfers=(transfer,), reason="a coach left"), _PLAN
        ),
        _Probe(
            c.PublishPlan(plan_version=1, address="https://example.org", published_on=on), _PLAN
        ),
        _Probe(c.RequestDrawDown(request="D1", amount=_PART), _PLAN),
        _Probe(c.ProposeRelease(release=_RELEASE, amount=_PART), _PLAN),
        _Probe(c.AuthorizeRelease(release=_RELEASE, amount=_PART), _PLAN),
        _Probe(
            c.WithholdPaymentForNoncompliance(hold="H1", breach="no plan", remedy="a plan"), _PLAN
        ),
        _Probe(c.RenewFunding(evidence=(_EVIDENCE,)), _PLAN),
        _Probe(c.IssueRelease(release=_RELEASE), (*_PLAN, _AUTHORIZED)),
        _Probe(c.ConfirmRelease(release=_RELEASE, paid_on=on), (*_PLAN, _AUTHORIZED, _ISSUED)),
        _Probe(c.WithdrawRelease(release=_RELEASE, reason="the term ended"), (*_PLAN, _AUTHORIZED)),
        _Probe(c.ReturnRelease(release=_RELEASE, reason="the term ended"), _paid(on)),
        _Probe(c.RecordPassThrough(amount=_PART), _paid(on)),
        _Probe(c.SubmitExpenditureReport(spent=_PART), _paid(on)),
    )


def asked_on(on: date, last_year: FiscalYear, district: District) -> list[Asked]:
    """Every command that is asked, for the last year of the term and the one after, on the day."""
    return [
        Asked(
            command=type(probe.command).__name__,
            last_year=_refusal(probe, district, last_year, on, designated=True),
            next_year=_refusal(probe, district, last_year.next, on, designated=False),
        )
        for probe in _probes(on)
    ]


def not_asked() -> tuple[str, ...]:
    """The commands of a district-year that are not asked here, by name."""
    asked = {type(probe.command) for probe in _probes(date(2027, 7, 1))}
    return tuple(kind.__name__ for kind in get_args(c.Command) if kind not in asked)


def _refusal(
    probe: _Probe, district: District, year: FiscalYear, on: date, *, designated: bool
) -> Refusal | None:
    base = _term_year(probe.base) if designated else (_carried_in(year),)
    case = Case(
        district=district,
        fiscal_year=year,
        effective_on=on,
        actor="what-if",
        policy=Policy.OPEN,
        rules=rules_in_force(year, on),
        baselines={FiscalYear(2012): EntitlementOnRecord(amount=_BASELINE, position=1)},
        next_year=EMPTY,
        previous_year=EMPTY,
        named={},
    )
    try:
        decide(probe.command, fold((*base, *probe.steps)), case)
    except RefusedError as refusal:
        return Refusal(code=refusal.code, message=refusal.message, citation=refusal.citation)
    return None


def _term_year(parts: tuple[str, ...]) -> tuple[e.DistrictYearEvent, ...]:
    """A designated year of the term with a portion of one million, as far as it has gone."""
    steps: dict[str, e.DistrictYearEvent] = {
        "designated": e.DistrictDesignated(
            round="FY2023", criterion=e.Criterion.NOT_PUBLISHED, first_time=False
        ),
        "entitled": e.EntitlementSet(
            amount=_BASELINE + _ALL,
            stage=None,
            reason=None,
            education_diversity=None,
            published_portion=None,
        ),
        "portion": e.PortionDetermined(
            portion=_ALL,
            entitlement=_BASELINE + _ALL,
            other_earmarks=ZERO,
            baseline=_BASELINE,
            baseline_fiscal_year=2012,
            baseline_position=1,
        ),
        "withheld": e.AlliancePortionWithheld(amount=_ALL),
        "transferred": e.PortionTransferred(amount=_ALL),
    }
    return tuple(steps[part] for part in parts)


def _carried_in(year: FiscalYear) -> e.BalanceCarriedIn:
    """A year that only has what the year before left: one million with the Commissioner."""
    return e.BalanceCarriedIn(
        carry_in=_ALL,
        at_comptroller=ZERO,
        at_commissioner=_ALL,
        at_town=ZERO,
        at_board=ZERO,
        not_withheld=ZERO,
        advanced_by_board=ZERO,
        rests_on_statement=False,
        previous_fiscal_year=year.previous.ends_in,
    )
