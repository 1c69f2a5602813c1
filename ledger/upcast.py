"""The seam for older event schemas: what an event was written as, and what it is read as now.

The stored bytes never change and are what is hashed; upcasting happens after reading them. A field
that an older schema did not have is read as what it was then: not given, nothing, or not so.
Not here: which schema an event is written with today (`codec.py`).
"""

from collections.abc import Callable, Mapping

Fields = dict[str, object]
Upcaster = Callable[[Fields], tuple[str, int, Fields]]


def _with(event: str, **added: object) -> Upcaster:
    """A step to schema 2 of an event that gained fields."""

    def step(fields: Fields) -> tuple[str, int, Fields]:
        early = sorted(set(fields) & set(added))
        if early:
            message = f"{event} had no field {', '.join(early)} in schema 1"
            raise ValueError(message)
        return event, 2, {**fields, **added}

    return step


# (event name, schema as written) -> (event name, schema, fields) one step newer.
UPCASTERS: Mapping[tuple[str, int], Upcaster] = {
    ("PortionDetermined", 1): _with("PortionDetermined", true_up="0.00"),
    ("AlliancePortionWithheld", 1): _with("AlliancePortionWithheld", voucher=None),
    ("PortionTransferred", 1): _with("PortionTransferred", voucher=None),
    ("PlanSubmitted", 1): _with("PlanSubmitted", content=None, register=None),
    ("PlanApproved", 1): _with("PlanApproved", lines=[], conditions=[]),
    ("ReleaseProposed", 1): _with("ReleaseProposed", reason=None),
    ("ReleaseAuthorized", 1): _with("ReleaseAuthorized", residency=False),
    ("ReleaseConfirmed", 1): _with("ReleaseConfirmed", short="0.00", over="0.00", voucher=None),
    ("ReleaseReturned", 1): _with("ReleaseReturned", voucher=None),
    ("PassThroughRecorded", 1): _with("PassThroughRecorded", paid_on=None, stated_by=None),
    ("PaymentFileWritten", 1): _with(
        "PaymentFileWritten", vouchers=[], payees_sha256=None, coding_sha256=None
    ),
    ("ExpenditureReported", 1): _with(
        "ExpenditureReported",
        lines=[],
        counted=None,
        plan_version=None,
        register=None,
        certified_by=None,
        certified_on=None,
    ),
    ("EventCorrected", 1): _with("EventCorrected", authority=None),
    ("FiscalYearClosed", 1): _with("FiscalYearClosed", residency="0.00"),
    ("BalanceCarriedIn", 1): _with("BalanceCarriedIn", residency="0.00"),
    ("FindingRaised", 1): _with(
        "FindingRaised", apart_because=None, dropped_because=None, allowance=None
    ),
}


def upcast(
    event: str,
    schema: int,
    fields: Fields,
    upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
) -> tuple[str, int, Fields]:
    """The event in the newest form the table reaches; itself where no step applies."""
    while (event, schema) in upcasters:
        event, schema, fields = upcasters[event, schema](fields)
    return event, schema, fields
