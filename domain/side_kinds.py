"""Kinds and stages of what stands beside the account: what a field of its events can be.

C.G.S. § 10-262i(b), (e), § 10-263(b), § 10-227, § 4-231. Not here: the events (`side_events.py`).
"""

from enum import StrEnum


class EcsInstallment(StrEnum):
    """Which installment of the unrestricted share. Source: C.G.S. § 10-262i(b).

    `april` is the balance, paid in March to a town without the uniform fiscal year.
    """

    OCTOBER = "october"
    JANUARY = "january"
    APRIL = "april"


class OffsetGround(StrEnum):
    """Why the ECS grant is less: § 10-227, § 10-262i(e), § 10-263(b)."""

    ANNUAL_RETURN = "annual-return"
    BUDGET_FORFEITURE = "budget-forfeiture"
    GRANT_ADJUSTMENT = "grant-adjustment"


class ReturnStage(StrEnum):
    """How far an annual return is. Source: C.G.S. § 10-227."""

    FILED = "filed"
    REVISED = "revised"
    CERTIFIED = "certified"


class AuditStage(StrEnum):
    """What happened about a single audit. Source: C.G.S. § 4-231, § 4-232."""

    FILED = "filed"
    EXTENDED = "extended"
    EXEMPT = "exempt"
