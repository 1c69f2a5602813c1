"""A certification against the last one: what changed for whom, the biggest change first.

A change is no difference from law or record, only what a reader should look at twice.
Not here: law and record (`certification.py`). Source: C.G.S. § 10-262i(b).
"""

from dataclasses import dataclass

from domain.district import District
from domain.errors import UsageError
from domain.money import ZERO, Money
from ledger.certification_file import Certification, CertifiedTown


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One town in two certifications.

    Attributes:
        before: as certified last time.
        after: as certified now.
    """

    before: CertifiedTown
    after: CertifiedTown

    @property
    def district(self) -> District:
        """The town."""
        return self.after.district

    @property
    def entitlement(self) -> Money:
        """How much more ECS than last time."""
        return self.after.entitlement - self.before.entitlement

    @property
    def alliance(self) -> Money:
        """How much larger the Alliance part is."""
        return self.after.alliance - self.before.alliance

    @property
    def earmark(self) -> Money:
        """How much larger the earmark is; one that is not certified counts as none."""
        return (self.after.earmark or ZERO) - (self.before.earmark or ZERO)


def changes(previous: Certification, certification: Certification) -> list[Change]:
    """The towns with another amount than last time, the biggest change first, then by name.

    Raises UsageError where the last certification is of a later year, or is this very file.
    """
    if previous.fiscal_year > certification.fiscal_year:
        raise UsageError(
            f"{previous.name} is of {previous.fiscal_year}, later than "
            f"{certification.fiscal_year}.",
            next_step="--previous names the last certification before this one.",
        )
    if previous.sha256 == certification.sha256:
        raise UsageError(
            f"{previous.name} has the very content of {certification.name}.",
            details={"sha256": certification.sha256},
            next_step="--previous names the last certification before this one.",
        )
    before = {one.district: one for one in previous.towns}
    found = [Change(before=before[one.district], after=one) for one in certification.towns]
    changed = [one for one in found if one.entitlement or one.alliance or one.earmark]
    return sorted(changed, key=lambda one: (-_size(one), one.district.name))


def _size(change: Change) -> int:
    """The largest of its changes, in cents, up or down."""
    return max(abs(part.cents) for part in (change.entitlement, change.alliance, change.earmark))
