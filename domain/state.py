"""The state of one district-year: a fold over its events, and nothing else.

`evolve` reads no law, no clock and no other stream; it never fails and is exhaustive. A correction
is folded by putting the right amounts in the place of the wrong event and folding again, so the
state is what it would have been; the money is counted by postings, corrections included.

Not here: whether an act is allowed (`domain/decisions/`); what a figure is (`domain/figures.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace

from domain.accounts import postings_of
from domain.chart import Account
from domain.claim_state import NO_CLAIMS, Claims, claims_after, claims_stated
from domain.events import (
    AlliancePortionWithheld,
    BalanceCarriedIn,
    ClaimEvent,
    DesignationEnded,
    DistrictDesignated,
    DistrictYearEvent,
    EntitlementSet,
    EntitlementTruedUp,
    EventCorrected,
    FactReported,
    FiscalYearClosed,
    OpeningBalanceStated,
    PlanEvent,
    PortionDetermined,
    PortionTransferred,
    PublishedWithholdingRecorded,
    ReportEvent,
    SideEvent,
)
from domain.money import Money
from domain.plan_state import NO_PLANS, Plan, Plans, plans_after
from domain.release_state import NO_RELEASES, Release, Releases, ReleaseStatus, releases_after
from domain.report_state import NO_REPORTS, Report, Reports, reports_after
from domain.side_state import NOTHING_BESIDE, Side, side_after


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictYear:
    """What is known of one district-year.

    Attributes:
        version: how many events were folded.
        events: the effective events by version: what stands after corrections.
        corrected_by: for a corrected event, the version of the correction that named it.
        corrects: for a correction, the version of the original event it is about.
        moved: net money moved along each pair of accounts, in whole cents.
        planning, releasing, reporting: submissions and plans; releases, holds and requests; reports
            and estimates.
        side: what stands beside the account and moves none of its money.
        claims: inquiries, findings, determinations and what is owed.
        facts and the rest: the latest that stands of each; None where none does.
    """

    version: int = 0
    events: tuple[tuple[int, DistrictYearEvent], ...] = ()
    corrected_by: Mapping[int, int] = field(default_factory=dict)
    corrects: Mapping[int, int] = field(default_factory=dict)
    moved: Mapping[tuple[Account, Account], int] = field(default_factory=dict)

    designation: DistrictDesignated | None = None
    designation_ended: DesignationEnded | None = None
    entitlement: EntitlementSet | None = None
    entitlement_version: int = 0
    portion: PortionDetermined | None = None
    withheld: bool = False
    published_withholding: PublishedWithholdingRecorded | None = None
    true_up: EntitlementTruedUp | None = None
    planning: Plans = NO_PLANS
    releasing: Releases = NO_RELEASES
    reporting: Reports = NO_REPORTS
    side: Side = NOTHING_BESIDE
    claims: Claims = NO_CLAIMS
    opening: OpeningBalanceStated | None = None
    carried_in: BalanceCarriedIn | None = None
    closed: FiscalYearClosed | None = None
    reported_facts: tuple[FactReported, ...] = ()

    @property
    def designated(self) -> bool:
        """Whether a designation is in force for the year."""
        return self.designation is not None and self.designation_ended is None

    @property
    def plans(self) -> Mapping[int, Plan]:
        """The plans by version."""
        return self.planning.versions

    @property
    def approved_plan(self) -> tuple[int, Plan] | None:
        """The newest approved version of the plan, which is the one in force, or None."""
        return self.planning.approved

    @property
    def report(self) -> Report | None:
        """The expenditure report that stands, or None."""
        return self.reporting.standing

    def posted_as(self, register: str) -> str | None:
        """What was recorded from a register number, such as "plan version 2"; None for nothing."""
        plan_version = self.planning.posted_as(register)
        if plan_version is not None:
            return f"plan version {plan_version}"
        report = self.reporting.posted.get(register)
        if report is None:
            return None
        return f"report {report}" if report else "an estimate"

    def last_of(self, version: int) -> int:
        """The version that says how an event stands: the end of its chain of corrections."""
        while version in self.corrected_by:
            version = self.corrected_by[version]
        return version

    @property
    def releases(self) -> Mapping[str, Release]:
        """The releases by their own names."""
        return self.releasing.by_name

    def edge(self, source: Account, target: Account) -> Money:
        """Net money moved from one account to another."""
        forth = self.moved.get((source, target), 0)
        return Money(forth - self.moved.get((target, source), 0))

    def standing(self, account: Account) -> Money:
        """What an account holds: all that came in less all that went out."""
        came = sum(cents for (_, target), cents in self.moved.items() if target is account)
        went = sum(cents for (source, _), cents in self.moved.items() if source is account)
        return Money(came - went)


EMPTY = DistrictYear()

Changes = dict[str, object]

# Each field's slot, read and written directly: see `_changed`.
_SLOTS = tuple((field_.name, getattr(DistrictYear, field_.name)) for field_ in fields(DistrictYear))


def _changed(state: DistrictYear, changes: Changes) -> DistrictYear:
    """A copy with some fields changed: dataclasses.replace at a fifth of its cost.

    Every import, replay and read model folds through here; a test compares it with `replace`.
    """
    copy = object.__new__(DistrictYear)
    for name, slot in _SLOTS:
        slot.__set__(copy, changes[name] if name in changes else slot.__get__(state))
    return copy


def fold(events: Iterable[DistrictYearEvent], start: DistrictYear = EMPTY) -> DistrictYear:
    """The state after the events of a whole stream or its beginning, in order."""
    state = start
    for event in events:
        state = evolve(state, event)
    return state


def evolve(state: DistrictYear, event: DistrictYearEvent) -> DistrictYear:
    """The state after the next event of the stream. Never fails, reads no rules."""
    return evolve_at(state, event, state.version + 1)


def evolve_at(state: DistrictYear, event: DistrictYearEvent, version: int) -> DistrictYear:
    """The state after the event at a version, where events before it may have been left out.

    A question as of a past day leaves out what took effect later; corrections name versions of the
    whole stream.
    """
    if isinstance(event, EventCorrected):
        return _corrected(state, event, version)
    changes = _learned(state, event, version)
    changes["version"] = version
    changes["events"] = (*state.events, (version, event))
    changes["moved"] = _moved(state.moved, event)
    return _changed(state, changes)


def folded_at(events: Iterable[tuple[int, DistrictYearEvent]]) -> DistrictYear:
    """The state after effective events at their versions, in order; some may be left out."""
    state = EMPTY
    for version, event in events:
        state = evolve_at(state, event, version)
    return state


def _moved(
    moved: Mapping[tuple[Account, Account], int], event: DistrictYearEvent
) -> Mapping[tuple[Account, Account], int]:
    postings = postings_of(event)
    if not postings:
        return moved
    after = dict(moved)
    for posting in postings:
        edge = (posting.source, posting.target)
        after[edge] = after.get(edge, 0) + posting.amount.cents
    return after


def _corrected(state: DistrictYear, event: EventCorrected, version: int) -> DistrictYear:
    """Fold again with the corrected event replaced or taken back; count the money by postings."""
    original = state.corrects.get(event.corrects_version, event.corrects_version)
    knowledge = EMPTY
    standing: list[tuple[int, DistrictYearEvent]] = []
    for at, earlier in state.events:
        kept: DistrictYearEvent | None = earlier
        if at == original:
            kept = with_amounts(earlier, event.replacement) if event.replacement else None
        if kept is not None:
            standing.append((at, kept))
            knowledge = _changed(knowledge, _learned(knowledge, kept, at))
    return _changed(
        knowledge,
        {
            "version": version,
            "events": tuple(standing),
            "corrected_by": {**state.corrected_by, event.corrects_version: version},
            "corrects": {**state.corrects, version: original},
            "moved": _moved(state.moved, event),
        },
    )


def with_amounts(event: DistrictYearEvent, amounts: Mapping[str, Money]) -> DistrictYearEvent:
    """The event with other amounts. Which fields it has is known by name only, so it is copied."""
    copy = object.__new__(type(event))
    for field_ in fields(event):
        held: object = getattr(event, field_.name)
        object.__setattr__(copy, field_.name, amounts.get(field_.name, held))
    return copy


def _learned(state: DistrictYear, event: DistrictYearEvent, version: int) -> Changes:
    """What an event adds to what is known, money and bookkeeping of versions left aside."""
    match event:
        case DistrictDesignated():
            # A balance is the program's again: what was said of it after an end is of that end.
            side = replace(state.side, exit_balance=None)
            return Changes(designation=event, designation_ended=None, side=side)
        case DesignationEnded():
            return Changes(designation_ended=event)
        case EntitlementSet():
            return Changes(entitlement=event, entitlement_version=version)
        case EntitlementTruedUp():
            return Changes(true_up=event)
        case PortionDetermined():
            return Changes(portion=event)
        case AlliancePortionWithheld():
            return Changes(withheld=True)
        case PublishedWithholdingRecorded():
            return Changes(withheld=True, published_withholding=event)
        case FiscalYearClosed():
            return Changes(closed=event)
        case BalanceCarriedIn():
            return Changes(carried_in=event)
        case OpeningBalanceStated():
            return _opening_known(state, event)
        case FactReported():
            return Changes(reported_facts=(*state.reported_facts, event))
        case PortionTransferred() | EventCorrected():
            return {}  # money only; corrections are folded in `_corrected`
        case _:
            if isinstance(event, PlanEvent):
                return Changes(planning=plans_after(state.planning, event))
            if isinstance(event, ReportEvent):
                return Changes(reporting=reports_after(state.reporting, event))
            if isinstance(event, SideEvent):
                return Changes(side=side_after(state.side, event))
            if isinstance(event, ClaimEvent):
                return Changes(claims=claims_after(state.claims, event))
            return Changes(releasing=releases_after(state.releasing, event))


# The release that stands for what an opening statement says is in payment.
OPENING_RELEASE = "opening"


def _opening_known(state: DistrictYear, event: OpeningBalanceStated) -> Changes:
    changes = Changes(opening=event, withheld=state.withheld or bool(event.withheld))
    owed = (event.finding_open, event.repay_due, event.reduction_due)
    changes["claims"] = claims_stated(state.claims, *owed)
    if event.in_payment:
        release = Release(amount=event.in_payment, status=ReleaseStatus.ISSUED)
        by_name = {**state.releases, OPENING_RELEASE: release}
        changes["releasing"] = replace(state.releasing, by_name=by_name)
    return changes
