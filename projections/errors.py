"""What may be wrong with read models. All of it is mended by `alliance projections rebuild`.

Readers never show these: they fold the ledger instead. Concerns no provision of the statute.
"""

from domain.errors import StoreUnavailableError


class ProjectionsAbsentError(StoreUnavailableError):
    """Nothing was built in that place yet."""

    code = "projections_absent"


class ProjectionsDamagedError(StoreUnavailableError):
    """What is there is not what was built: an unreadable file, a missing table, a foreign value."""

    code = "projections_damaged"
