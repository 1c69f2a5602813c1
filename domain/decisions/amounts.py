"""The amounts of an event that a correction undoes and gives anew.

Not here: whether an event is corrected (`correction.py`), what follows from it (`restating.py`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Final

from domain.accounts import amount_fields, amount_in
from domain.events import DistrictYearEvent
from domain.money import Money

# The one amount of each event that a correction may give anew. An event without one is taken back
# whole and recorded again.
PRINCIPAL: Final[Mapping[str, str]] = {
    "EntitlementSet": "amount",
    "AlliancePortionWithheld": "amount",
    "PublishedWithholdingRecorded": "amount",
    "PortionTransferred": "amount",
    "PlanSubmitted": "total",
    "PlanApproved": "approved_amount",
    "ReleaseProposed": "amount",
    "ReleaseAuthorized": "amount",
    "PassThroughRecorded": "amount",
    "ExpenditureReported": "spent",
    "ExpenditureReportAmended": "spent",
    "FactReported": "amount",
    "FindingRaised": "amount",
    "QuestionedCostAllowed": "amount",
    "QuestionedCostDisallowed": "amount",
    "RepaymentReceived": "amount",
    "RepaymentRefunded": "amount",
}

# Totals that nobody gives anew by hand: they follow from what came before.
_TOTALS: Final[Mapping[str, str]] = {
    "FiscalYearClosed": "carry_out",
    "BalanceCarriedIn": "carry_in",
    "ExpenditureReclassified": "spent",
    "ExpenditureRefunded": "spent",
}


def standing_amounts(event: DistrictYearEvent) -> dict[str, Money]:
    """The amounts of an event that its correction undoes, by field."""
    kind = type(event).__name__
    total = PRINCIPAL.get(kind) or _TOTALS.get(kind)
    names = amount_fields(kind) + ((total,) if total else ())
    return {name: amount_in(event, name) for name in names if getattr(event, name) is not None}


def amounts_of(event: DistrictYearEvent) -> Iterator[tuple[str, Money]]:
    """Every amount of an event by its field, those that are not given left out."""
    for field in fields(event):
        value: object = getattr(event, field.name)
        if isinstance(value, Money):
            yield field.name, value
