"""What waits of releases, payments and pass-through, and of payment withheld under (f).

C.G.S. § 10-262u(c)(2), (f), § 10-262i(b). What goes by batch is waited for as a batch.
Not here: batches (`ledger/on_desk.py`), what may be released (`domain/decisions/`).
"""

from collections.abc import Iterator

from domain.agenda_item import Item, OnDesk, day_given, set_day
from domain.authority import Office
from domain.coverage import CoverageKind
from domain.events import DistrictYearEvent, PassThroughShortfallNoted, ReleaseEvent
from domain.figures import held_for_board, shortfall_left
from domain.money import ZERO
from domain.release_events import (
    DrawDownRequested,
    FundingRenewed,
    NoncomplianceWithholdingLifted,
    OtherFundingReceived,
    PassThroughRecorded,
    PaymentWithheldForNoncompliance,
    ResidencyFundsSetAside,
)
from domain.release_state import Release, ReleaseStatus
from domain.setting_events import Duty
from domain.statute.rules import Clause
from domain.words import typed

# Those that name no release.
_NO_RELEASE = (
    PassThroughRecorded
    | PassThroughShortfallNoted
    | PaymentWithheldForNoncompliance
    | NoncomplianceWithholdingLifted
    | FundingRenewed
    | DrawDownRequested
    | ResidencyFundsSetAside
    | OtherFundingReceived
)


def of_releases(desk: OnDesk) -> Iterator[Item]:
    """Releases to authorize, issue or confirm, and what was paid in error."""
    for name, one in desk.state.releases.items():
        found = _of_release(desk, name, one)
        if found is not None:
            yield found
        if one.over > ZERO:
            yield desk.item(
                f"release/{name}/over",
                f"Pay back {one.over.display} paid in error with {name}",
                Office.TOWN,
                Clause.RELEASE,
                f"payments overpayment-returned {desk.place} --release {typed(name)} "
                f"--amount {one.over} --because …",
                rests_on=_about_release(desk, name),
            )


def _of_release(desk: OnDesk, name: str, one: Release) -> Item | None:
    at, of = f"{desk.place} --release {typed(name)}", f"{name}, {one.amount.display}"
    due, signs, clause = set_day(None), False, Clause.PAYMENT
    cut_off = set_day(desk.settings.deadline(desk.fiscal_year, Duty.PAYMENT_CUT_OFF))
    office, by_batch = Office.COMPTROLLER, name in desk.in_batches
    if one.status is ReleaseStatus.PROPOSED and not by_batch:
        what, command = f"Authorize release {of}", f"release authorize {at} --amount {one.amount}"
        office, clause, signs = Office.COMMISSIONER, Clause.RELEASE, True
    elif one.status is ReleaseStatus.AUTHORIZED and not by_batch:
        what, command, due = f"Issue payment of {of}", f"payments issue-release {at}", cut_off
    elif one.status is ReleaseStatus.ISSUED and not by_batch:
        what, command = f"Confirm payment of {of}", f"payments confirm-release {at} --paid-on …"
    elif one.status is ReleaseStatus.RETURNED:
        what, command = f"Issue again or withdraw {of}", f"payments issue-release {at}"
        due = cut_off
    else:
        return None
    return desk.item(
        f"release/{name}",
        what,
        office,
        clause,
        command,
        due=due,
        signs=signs,
        rests_on=_about_release(desk, name),
    )


def _about_release(desk: OnDesk, name: str) -> list[DistrictYearEvent]:
    return [
        event
        for _, event in desk.state.events
        if isinstance(event, ReleaseEvent)
        and not isinstance(event, _NO_RELEASE)
        and event.release == name
    ]


def of_holds(desk: OnDesk) -> Iterator[Item]:
    """Withholdings under (f) to look at again."""
    for placed in desk.state.releasing.standing_holds:
        yield desk.item(
            f"hold/{placed.hold}",
            f"Look again at the withholding for noncompliance {placed.hold}: {placed.remedy}",
            Office.COMMISSIONER,
            Clause.NONCOMPLIANCE,
            f"hold lift {desk.place} --name {typed(placed.hold)} --evidence …",
            due=day_given(placed.look_again_on, "given with the withholding"),
            signs=True,
            rests_on=[placed],
        )


def of_pass_through(desk: OnDesk) -> Iterator[Item]:
    """Money with the town that is the board's."""
    standing = held_for_board(desk.state)
    if standing <= ZERO or desk.state.closed is not None:
        return
    short = shortfall_left(desk.state)
    noted = f", {short.display} of it noted as a shortfall" if short else ""
    yield desk.item(
        "pass-through",
        f"Pass {standing.display} on to the board{noted}",
        Office.TOWN,
        Clause.PASS_THROUGH,
        f"pass-through record {desk.place} --amount {standing}",
        due=set_day(desk.settings.deadline(desk.fiscal_year, Duty.PASS_THROUGH)),
        rests_on=[
            event
            for _, event in desk.state.events
            if isinstance(event, PassThroughRecorded | PassThroughShortfallNoted)
        ],
        missing=CoverageKind.PASS_THROUGHS,
    )
