"""What the receipt of an approval says besides: conditions that end with it, money above it.

Not here: the receipt (`receipt.py`), what is left behind (`domain/decisions/left_behind.py`).
"""

from domain.decisions.left_behind import AboveApproval, above_approval, conditions_ended
from domain.plan_state import StandingCondition
from domain.release_state import Release, ReleaseStatus
from domain.state import DistrictYear
from domain.words import typed


def approval_lines(
    before: DistrictYear, after: DistrictYear, place: str, position: int | None
) -> list[str]:
    """What people are told below an approval.

    `place`: as typed after a verb. `position`: of the approval; None where it is only rehearsed.
    """
    ended = conditions_ended(before.planning, after.planning)
    above = above_approval(after)
    return [
        *(_ended_lines(ended, position) if ended else []),
        *(_above_lines(above, place) if above else []),
    ]


def approval_data(before: DistrictYear, after: DistrictYear) -> dict[str, object]:
    """The same as JSON has it."""
    above = above_approval(after)
    return {
        "conditions_ended": [
            {
                "condition": one.asked.key,
                "words": one.asked.words,
                "before_release": one.asked.before_release,
                "plan_version": one.plan_version,
            }
            for one in conditions_ended(before.planning, after.planning)
        ],
        "above_approval": None
        if above is None
        else {
            "approved": above.approved,
            "authorized": above.authorized,
            "above": above.authorized - above.approved,
            "not_paid": [
                {"release": name, "amount": release.amount, "status": release.status.value}
                for name, release in above.not_paid.items()
            ],
        },
    }


def _ended_lines(ended: tuple[StandingCondition, ...], position: int | None) -> list[str]:
    version = ended[0].plan_version
    told = "; ".join(f"{one.asked.key} {one.asked.words}" for one in ended)
    again = "approve with --condition, under a new key"
    if position is not None:
        again = f"take the approval back (alliance correct {position} --because TEXT), then {again}"
    if len(ended) == 1:
        heading, hold = f"Open condition of version {version} ends with it", "it is"
    else:
        heading, hold = f"Open conditions of version {version} end with it", "they are"
    return [f"{heading}: {told}", f"  if {hold} to hold on: {again}"]


def _above_lines(above: AboveApproval, place: str) -> list[str]:
    over = above.authorized - above.approved
    heading = (
        f"Authorized in all: {above.authorized.display}, {over.display} above the "
        f"{above.approved.display} approved"
    )
    mended = [f"  {_mended(name, one, place)}" for name, one in above.not_paid.items()]
    return [heading, *(mended or ["  all of it is paid"])]


def _mended(name: str, release: Release, place: str) -> str:
    """A release that is not paid, and how it is taken back."""
    told = f"{name} {release.amount.display}"
    if release.status is ReleaseStatus.ISSUED:
        return f"{told} is in payment: stop it there first; see: alliance payments fix --help"
    return (
        f"{told} is authorized and not paid; withdraw it: alliance release withdraw {place} "
        f"--release {typed(name)} --because TEXT"
    )
