"""What a batch would do for each district: pure, from the states and the schedule of the year.

What is due by now less what was released before is this release, so October, January's catch-up
and April's balance are one rule. C.G.S. § 10-262u(c)(1), (c)(2). How much is due when is
configuration of the year, not law.
Not here: recording (`batches.py`), the guards, which hold all the same (`domain/decisions/`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.district import District
from domain.events import ReleaseIssued
from domain.figures import balance
from domain.money import ZERO, Money, total
from domain.release_state import ReleaseStatus
from domain.spoken_for import held_back, promised_of, residency_left, residency_released
from domain.state import DistrictYear

States = Mapping[District, DistrictYear]

_ALL = 100


class RowStatus(StrEnum):
    """What a batch does for a district, or why it does nothing."""

    DUE = "to do"
    ON_HOLD = "withheld for noncompliance"
    CONDITION = "condition open"
    NO_PLAN = "no approved plan"
    NOT_HELD = "more than is held"
    NOTHING = "nothing due"
    ZERO_PORTION = "zero portion"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One district of a batch; whole cents.

    Attributes:
        district: whose.
        basis: what the due amount is a part of: the approved plan, the portion, what is held.
        due: due by now, in all.
        before: of it, done before.
        amount: what this batch does; zero where it does nothing.
        blocked: due now and not done, because of `status`.
        status, note: why, and what to know.
    """

    district: District
    basis: Money | None
    due: Money
    before: Money
    amount: Money
    blocked: Money
    status: RowStatus
    note: str

    @property
    def left(self) -> Money | None:
        """What is left of the basis after this batch; below zero where too much was done."""
        return None if self.basis is None else self.basis - self.before - self.amount


def withholding_rows(states: States) -> list[BatchRow]:
    """Portion less what was withheld, for every designated district with a portion."""
    return [
        _moving(
            district,
            basis=state.portion.portion if state.portion else None,
            before=balance("withheld_by_comptroller", state),
            settled=_settled(state),
            zero=_zero_portion(state),
        )
        for district, state in _designated(states)
    ]


def _settled(state: DistrictYear) -> str:
    """Why nothing is to be withheld, whatever the portion is; "" where something may be."""
    if state.published_withholding:
        return "withheld as published"
    return "" if state.portion else "no portion determined"


def transfer_rows(states: States) -> list[BatchRow]:
    """What the Comptroller holds, for every designated district."""
    return [
        _moving(
            district,
            basis=balance("transferred", state) + balance("held_by_comptroller", state),
            before=balance("transferred", state),
            settled="",
            zero=_zero_portion(state),
        )
        for district, state in _designated(states)
    ]


def _moving(
    district: District, *, basis: Money | None, before: Money, settled: str, zero: bool
) -> BatchRow:
    """`settled`: why nothing is due whatever the basis; `zero`: the portion is zero by law."""
    due = before if settled or basis is None else basis
    amount = max(ZERO, due - before)
    if amount:
        status, note = RowStatus.DUE, ""
    elif before > due:
        status, note = RowStatus.NOTHING, _above(before - due)
    elif zero and not settled:
        status, note = RowStatus.ZERO_PORTION, ""
    else:
        status, note = RowStatus.NOTHING, settled
    return BatchRow(
        district=district,
        basis=basis,
        due=due,
        before=before,
        amount=amount,
        blocked=ZERO,
        status=status,
        note=note,
    )


def release_rows(states: States, *cumulative_percents: int) -> list[BatchRow]:
    """What is due of each approved plan by now, less what was released before.

    `cumulative_percents`: of each installment up to the one that is due, such as 25, 50. Each
    installment is rounded to the cent on its own and 100 is all of the plan, so that the last one
    has the rest: 904,066.37 is 226,016.59, 226,016.59 and 452,033.19, as under § 10-262i(b).
    """

    def due(state: DistrictYear) -> Money:
        approved = _approved(state)
        if cumulative_percents[-1] == _ALL:
            return approved
        steps = zip((0, *cumulative_percents), cumulative_percents, strict=False)
        return total([approved.share(percent - earlier, _ALL) for earlier, percent in steps])

    return _release_rows(states, due, note="")


def request_rows(states: States) -> list[BatchRow]:
    """What each board asked to draw, at most its approved plan, less what was released before."""

    def due(state: DistrictYear) -> Money:
        asked = total([one.amount for one in state.releasing.requests.values()])
        return min(asked, _approved(state))

    return _release_rows(states, due, note="requested more than the plan allows")


def released_before(state: DistrictYear) -> Money:
    """Authorized on the plan or under a direction, paid or not, and what waits to be authorized.

    A proposal counts, so that nobody proposes the same money twice; residency is its own money.
    """
    return balance("authorized", state) - residency_released(state) + total(_proposed(state))


def _release_rows(
    states: States, due_of: Callable[[DistrictYear], Money], note: str
) -> list[BatchRow]:
    rows = []
    for district, state in _designated(states):
        due, before = due_of(state), released_before(state)
        now = max(ZERO, due - before)
        status, why = _stands(state, now)
        asked = total([one.amount for one in state.releasing.requests.values()])
        above = note if state.approved_plan and asked > _approved(state) else ""
        why = "; ".join(part for part in (why, above, *to_know(state)) if part)
        rows.append(
            BatchRow(
                district=district,
                basis=_approved(state) if state.approved_plan else None,
                due=due,
                before=before,
                amount=now if status is RowStatus.DUE else ZERO,
                blocked=ZERO if status is RowStatus.DUE else now,
                status=status,
                note=why,
            )
        )
    return rows


def to_know(state: DistrictYear) -> list[str]:
    """What whoever lets money go has to know of the payments before it, in words."""
    over = overpaid(state)
    told = [f"{over.display} paid above what was authorized and not given back"] if over else []
    issued = {event.release for _, event in state.events if isinstance(event, ReleaseIssued)}
    gone = [
        f"{name} was issued and then withdrawn: be sure that its payment is stopped"
        for name, release in state.releases.items()
        if name in issued and release.status is ReleaseStatus.WITHDRAWN
    ]
    return told + gone


def overpaid(state: DistrictYear) -> Money:
    """Paid to the town above what was authorized, and not given back."""
    return total([release.over for release in state.releases.values()])


def _stands(state: DistrictYear, now: Money) -> tuple[RowStatus, str]:
    """Whether a release can be made now, and why not; in the order of the statute's guards."""
    held = state.releasing.whole_hold
    if held is not None:
        return RowStatus.ON_HOLD, f"{held.hold}: {held.breach}"
    if _zero_portion(state) and _approved(state) == ZERO:
        return RowStatus.ZERO_PORTION, "nothing to release; plan and report remain due"
    if state.approved_plan is None:
        return RowStatus.NO_PLAN, ""
    waiting = state.planning.before_release
    if waiting:
        return RowStatus.CONDITION, "; ".join(one.words for one in waiting)
    if not now:
        over = released_before(state) - _approved(state)
        return RowStatus.NOTHING, _above(over) if over > ZERO else ""
    free = free_to_release(state)
    if now > free:
        kept = held_back(state)
        why = f"the Commissioner holds {max(ZERO, free).display} free"
        told = f", {kept.display} being withheld for noncompliance" if kept else ""
        return RowStatus.NOT_HELD, why + told
    return RowStatus.DUE, ""


def free_to_release(state: DistrictYear) -> Money:
    """What the Commissioner holds and has neither promised nor to keep back."""
    return (
        balance("held_by_commissioner", state)
        - total(list(promised_of(state).values()))
        - total(_proposed(state))
        - held_back(state)
        - residency_left(state)
    )


def _proposed(state: DistrictYear) -> list[Money]:
    return [
        release.amount
        for release in state.releases.values()
        if release.status is ReleaseStatus.PROPOSED
    ]


def _approved(state: DistrictYear) -> Money:
    approved = state.approved_plan
    return approved[1].approved_amount if approved else ZERO


def _zero_portion(state: DistrictYear) -> bool:
    return state.portion is not None and state.portion.portion == ZERO


def _above(over: Money) -> str:
    return f"{over.display} more than it may be: nothing until that is settled"


def _designated(states: States) -> Iterable[tuple[District, DistrictYear]]:
    return ((district, state) for district, state in states.items() if state.designated)


def authorized_in(states: States, batch: str, *statuses: ReleaseStatus) -> dict[District, Money]:
    """The releases of a batch that stand so, with their amounts, by district."""
    return {
        district: state.releases[batch].amount
        for district, state in states.items()
        if batch in state.releases and state.releases[batch].status in statuses
    }
