"""Given events, when a command, then events or a refusal: how decisions are specified.

    given(designated, withheld).when(TransferPortion(amount=...)).then(PortionTransferred(...))

Everything is a literal; the only defaults are a district and a year that most tests share and a
day on which its whole law is in force. Not here: stores, records, the clock; what a plan says and
what stops a payment (`spec_plans.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from domain.accounts import corrected_postings
from domain.authority import Policy
from domain.commands import Command
from domain.decisions import decide
from domain.decisions.case import Case, Decided, EntitlementOnRecord, NamedRecord, YearOnRecord
from domain.district import BY_CODE, District
from domain.errors import RefusedError
from domain.events import (
    AlliancePortionWithheld,
    BalanceCarriedIn,
    Criterion,
    Direction,
    DistrictDesignated,
    DistrictYearEvent,
    EntitlementSet,
    EventCorrected,
    ExpenditureReported,
    FiscalYearClosed,
    OpeningBalanceStated,
    PassThroughRecorded,
    PlanApproved,
    PlanSubmitted,
    PortionDetermined,
    PortionTransferred,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseReturned,
)
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.state import EMPTY, DistrictYear, fold
from domain.statute.rules import rules_in_force

HARTFORD = BY_CODE[64]
FY2023 = FiscalYear(2023)
# A history, as a list that is named before it is given.
Events = list[DistrictYearEvent]
# Inside FY2023, with every clause of § 10-262u for that year in force.
MARCH_1_2023 = date(2023, 3, 1)


def usd(text: str) -> Money:
    """An amount as it is written in a test: "1180676.00"."""
    return Money.parse(text)


def case_of(
    state: DistrictYear,
    *,
    on: date = MARCH_1_2023,
    actor: str = "Ana",
    policy: Policy = Policy.OPEN,
    baselines: Mapping[int, str] | None = None,
    next_year: DistrictYear = EMPTY,
    previous_year: DistrictYear = EMPTY,
    two_years_before: DistrictYear = EMPTY,
    two_years_after: DistrictYear = EMPTY,
    named: Mapping[int, NamedRecord] | None = None,
    earlier_rounds: frozenset[str] = frozenset(),
    residency_funds: tuple[str, str] | None = None,
    ground_on: date | None = None,
    chain: tuple[YearOnRecord, ...] | None = None,
    year_end: DistrictYear | None = None,
    fiscal_year: FiscalYear = FY2023,
    district: District = HARTFORD,
) -> Case:
    """A case as a literal.

    `baselines`: entitlements by fiscal year, such as {2012: "10000000.00"}; the record of FY2012
    stands at position 2012. `named`: records by position; left out, every version of the state
    stands at the position of the same number, with the case's own legal date.
    """
    records = {
        version: NamedRecord(
            version=version, effective_on=on, corrected_at=_corrected_at(state, version)
        )
        for version in range(1, state.version + 1)
    }
    return Case(
        district=district,
        fiscal_year=fiscal_year,
        effective_on=on,
        actor=actor,
        policy=policy,
        rules=rules_in_force(fiscal_year, on),
        baselines={
            FiscalYear(year): EntitlementOnRecord(amount=usd(amount), position=year)
            for year, amount in (baselines or {}).items()
        },
        next_year=next_year,
        previous_year=previous_year,
        two_years_before=two_years_before,
        two_years_after=two_years_after,
        named=records if named is None else named,
        earlier_rounds=earlier_rounds,
        residency_funds=(usd(residency_funds[0]), usd(residency_funds[1]))
        if residency_funds
        else None,
        ground_on=ground_on,
        chain=(on_record(fiscal_year, state, on),) if chain is None else chain,
        year_end=state if year_end is None else year_end,
    )


def on_record(
    fiscal_year: FiscalYear, state: DistrictYear, on: date, *, first: int = 0
) -> YearOnRecord:
    """A year whose versions stand at positions counted on from `first`, all of one legal date."""
    versions = range(1, state.version + 1)
    return YearOnRecord(
        fiscal_year=fiscal_year,
        state=state,
        places={at: first + at for at in versions},
        days=dict.fromkeys(versions, on),
    )


def _corrected_at(state: DistrictYear, version: int) -> int | None:
    """The end of the chain of corrections of a version, or None."""
    latest = None
    while version in state.corrected_by:
        latest = version = state.corrected_by[version]
    return latest


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command led to: events, or a refusal."""

    case: Case
    decided: tuple[Decided, ...]
    refused_by: RefusedError | None

    def then(self, *events: DistrictYearEvent) -> tuple[Decided, ...]:
        """It led to exactly these events, in this order; returned with their authority."""
        assert self.refused_by is None, f"refused: {_shown(self.refused_by)}"
        found = [decided.event for decided in self.decided]
        assert found == list(events), _difference(found, events)
        return self.decided

    def decides_nothing(self) -> None:
        """What was asked already stood so."""
        self.then()

    def refused(
        self, error: type[RefusedError], words: str, *, citation: str, **details: str
    ) -> RefusedError:
        """It was refused by exactly this guard.

        `words`: a part of the message. `citation`: how the cited provision ends, such as "(c)(2)".
        `details`: figures that have to be among the error's details.
        """
        refusal = self.refused_by
        assert refusal is not None, f"not refused; it led to {self.decided}"
        assert type(refusal) is error, f"refused by another guard: {_shown(refusal)}"
        assert words in refusal.message, f"{words!r} is not in {refusal.message!r}"
        assert refusal.citation is not None, f"no clause is cited: {_shown(refusal)}"
        assert refusal.citation.provision.endswith(citation), refusal.citation.provision
        found = {name: refusal.details.get(name) for name in details}
        assert found == details, f"details are {refusal.details}"
        assert refusal.next_step, "a refusal says what to do next"
        return refusal


@dataclass(frozen=True, slots=True)
class Given:
    """The events that stand when a command comes."""

    state: DistrictYear

    def when(
        self,
        command: Command,
        *,
        on: date = MARCH_1_2023,
        actor: str = "Ana",
        policy: Policy = Policy.OPEN,
        baselines: Mapping[int, str] | None = None,
        next_year: Sequence[DistrictYearEvent] = (),
        previous_year: Sequence[DistrictYearEvent] = (),
        two_years_before: Sequence[DistrictYearEvent] = (),
        two_years_after: Sequence[DistrictYearEvent] = (),
        named: Mapping[int, NamedRecord] | None = None,
        residency_funds: tuple[str, str] | None = None,
        ground_on: date | None = None,
        later: Mapping[int, Sequence[DistrictYearEvent]] | None = None,
        fiscal_year: FiscalYear = FY2023,
        district: District = HARTFORD,
    ) -> Decision:
        """Decide the command; see `case_of` for the circumstances.

        `later`: events of the years after, by fiscal year; the record of version 3 of FY2024
        stands at position 2024003.
        """
        case = case_of(
            self.state,
            on=on,
            actor=actor,
            policy=policy,
            baselines=baselines,
            next_year=fold(next_year),
            previous_year=fold(previous_year),
            two_years_before=fold(two_years_before),
            two_years_after=fold(two_years_after),
            named=named,
            residency_funds=residency_funds,
            ground_on=ground_on,
            chain=(
                on_record(fiscal_year, self.state, on),
                *(
                    on_record(FiscalYear(year), fold(events), on, first=year * 1000)
                    for year, events in (later or {}).items()
                ),
            ),
            fiscal_year=fiscal_year,
            district=district,
        )
        try:
            return Decision(case, decide(command, self.state, case), None)
        except RefusedError as refusal:
            return Decision(case, (), refusal)


def given(*events: DistrictYearEvent) -> Given:
    """Start from the events that stand."""
    return Given(fold(events))


def _shown(refusal: RefusedError) -> str:
    return f"{type(refusal).__name__}: {refusal.message} [{refusal.citation}] {refusal.details}"


def _difference(found: list[DistrictYearEvent], wanted: Sequence[DistrictYearEvent]) -> str:
    """The first difference, field by field where the kind of event is right."""
    for number, (is_, should) in enumerate(zip(found, wanted, strict=False), start=1):
        if type(is_) is not type(should):
            return f"event {number} is {is_}, not {should}"
        for field in fields(is_):
            pair = (getattr(is_, field.name), getattr(should, field.name))
            if pair[0] != pair[1]:
                name = f"{type(is_).__name__}.{field.name}"
                return f"event {number}: {name} is {pair[0]}, not {pair[1]}"
    return f"{len(found)} events instead of {len(wanted)}: {found}"


# ---- events, short ----


def designated(round_name: str = "FY2023", *, first_time: bool = False) -> DistrictDesignated:
    """The district is designated in a round."""
    return DistrictDesignated(round=round_name, criterion=Criterion.RANKED, first_time=first_time)


def entitled(amount: str) -> EntitlementSet:
    """The town's ECS entitlement, first amount, no stage."""
    return EntitlementSet(
        amount=usd(amount),
        stage=None,
        reason=None,
        education_diversity=None,
        published_portion=None,
    )


def portion(amount: str) -> PortionDetermined:
    """The portion, as an entitlement above a FY2012 baseline of 10,000,000.00."""
    return PortionDetermined(
        portion=usd(amount),
        entitlement=usd(amount) + usd("10000000.00"),
        other_earmarks=ZERO,
        baseline=usd("10000000.00"),
        baseline_fiscal_year=2012,
        baseline_position=2012,
    )


def withheld(amount: str) -> AlliancePortionWithheld:
    """The Comptroller withheld it."""
    return AlliancePortionWithheld(amount=usd(amount))


def transferred(amount: str) -> PortionTransferred:
    """The Commissioner has it."""
    return PortionTransferred(amount=usd(amount))


def submitted(plan_version: int, total: str) -> PlanSubmitted:
    """A plan version is submitted."""
    return PlanSubmitted(plan_version=plan_version, total=usd(total))


def approved(plan_version: int, amount: str) -> PlanApproved:
    """A plan version is approved up to an amount."""
    return PlanApproved(plan_version=plan_version, approved_amount=usd(amount))


def authorized(
    release: str, amount: str, *, plan_version: int | None = 1, direction: Direction | None = None
) -> ReleaseAuthorized:
    """A release is authorized, on plan version 1 unless told."""
    return ReleaseAuthorized(
        release=release, amount=usd(amount), plan_version=plan_version, direction=direction
    )


def issued(release: str, amount: str) -> ReleaseIssued:
    """Its payment is issued."""
    return ReleaseIssued(release=release, amount=usd(amount))


def confirmed(release: str, amount: str, paid_on: date = MARCH_1_2023) -> ReleaseConfirmed:
    """Its payment reached the town."""
    return ReleaseConfirmed(release=release, amount=usd(amount), paid_on=paid_on)


def returned(release: str, *, unpaid: str = "0.00", paid: str = "0.00") -> ReleaseReturned:
    """Its payment came back, before or after it was paid."""
    return ReleaseReturned(
        release=release, amount_unpaid=usd(unpaid), amount_paid=usd(paid), reason="wrong account"
    )


def released(
    release: str, amount: str
) -> tuple[ReleaseAuthorized, ReleaseIssued, ReleaseConfirmed]:
    """A release authorized on plan version 1, issued and paid."""
    return authorized(release, amount), issued(release, amount), confirmed(release, amount)


def passed_through(amount: str, *, reimbursed: str = "0.00") -> PassThroughRecorded:
    """The town paid the board."""
    return PassThroughRecorded(amount=usd(amount), reimbursed=usd(reimbursed))


def reported(
    *, from_grant: str = "0.00", from_own_money: str = "0.00", above_available: str = "0.00"
) -> ExpenditureReported:
    """The board reported; what it spent is the sum of the two first."""
    return ExpenditureReported(
        spent=usd(from_grant) + usd(from_own_money),
        from_grant=usd(from_grant),
        from_own_money=usd(from_own_money),
        above_available=usd(above_available),
    )


# ---- a balance between two years, and a statement ----

_CARRIED = (
    "at_comptroller",
    "at_commissioner",
    "at_town",
    "at_board",
    "not_withheld",
    "advanced_by_board",
    "residency",
)


def _carried(parts: dict[str, str]) -> dict[str, Money]:
    assert set(parts) <= set(_CARRIED), f"no such parts: {set(parts) - set(_CARRIED)}"
    return {name: usd(parts.get(name, "0.00")) for name in _CARRIED}


def closed(
    carry_out: str,
    together: Mapping[str, str] | None = None,
    *,
    rests_on_statement: bool = False,
    into: int = 2024,
    **parts: str,
) -> FiscalYearClosed:
    """The year is closed; parts not named, one by one or together, are zero."""
    at = _carried(parts | dict(together or {}))
    return FiscalYearClosed(
        carry_out=usd(carry_out),
        rests_on_statement=rests_on_statement,
        next_fiscal_year=into,
        **at,
    )


def carried_in(
    carry_in: str,
    together: Mapping[str, str] | None = None,
    *,
    rests_on_statement: bool = False,
    from_year: int = 2022,
    **parts: str,
) -> BalanceCarriedIn:
    """The year before left a balance; parts not named are zero, as for `closed`."""
    at = _carried(parts | dict(together or {}))
    return BalanceCarriedIn(
        carry_in=usd(carry_in),
        rests_on_statement=rests_on_statement,
        previous_fiscal_year=from_year,
        **at,
    )


def stated(**amounts: str) -> OpeningBalanceStated:
    """A signed opening statement; amounts not named are zero."""
    names = {field.name for field in fields(OpeningBalanceStated)} - {"document", "signers"}
    assert not set(amounts) - names, f"no such amounts: {set(amounts) - names}"
    return OpeningBalanceStated(
        **{name: usd(amounts.get(name, "0.00")) for name in names},
        document="statement of July 1, 2022",
        signers=("Ana", "Ben"),
    )


def event_corrected(
    *,
    corrects_position: int,
    corrects_version: int,
    corrected_event: str,
    reversed: Mapping[str, Money],  # noqa: A002 - the field's own name
    replacement: Mapping[str, Money],
    reason: str,
) -> EventCorrected:
    """A correction with the movements that follow from the posting table."""
    return EventCorrected(
        corrects_position=corrects_position,
        corrects_version=corrects_version,
        corrected_event=corrected_event,
        reversed=reversed,
        replacement=replacement,
        postings=corrected_postings(corrected_event, reversed, replacement),
        reason=reason,
    )
