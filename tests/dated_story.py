"""Hartford in a real ledger, act by act on its days: what it is asked as of a past day.

    story.funded(); story.paid(); story.held("held_by_town", "2023-10-15")

Not here: what is asked of it (`tests/ledger/test_every_day.py`).
"""

from datetime import date

import pytest
from small_ledger import SmallLedger
from spec import usd
from spec_claims import LAW, shares

from domain.claim_commands import RaiseFinding
from domain.claim_events import FindingKind, FindingSource
from domain.commands import (
    ApprovePlan,
    AuthorizeRelease,
    Command,
    ConfirmRelease,
    IssueRelease,
    RecordPassThrough,
    SubmitExpenditureReport,
    SubmitPlan,
    TransferPortion,
    WithholdPortion,
)
from domain.decisions.payment_refusals import MoneyNotThereYetError
from domain.determination_commands import IssueDetermination, SetProcedure
from domain.determination_events import FindingOfFact, Procedure
from domain.district import BY_CODE
from domain.figures import balance
from domain.fiscal_year import FiscalYear
from ledger.application import Cut

HARTFORD = BY_CODE[64]
D1 = "D-2024-064-1"
ALL = usd("1000.00")


class Story:
    """Hartford, act by act."""

    def __init__(self, small: SmallLedger) -> None:
        self.small = small
        self.positions: dict[str, int] = {}

    def do(self, command: Command, on: str, *, year: int = 2024) -> int:
        """Record an act; the position of its first record."""
        return self.small.do("Hartford", year, command, on=on).records[0].position

    def held(self, name: str, on: str, *, year: int = 2024) -> str:
        """A figure as of a day."""
        cut = Cut(as_of=date.fromisoformat(on))
        return str(balance(name, self.small.ledger.district_year(HARTFORD, FiscalYear(year), cut)))

    def refused(self, command: Command, on: str, *, year: int = 2024) -> MoneyNotThereYetError:
        """The act is refused, and nothing is recorded."""
        before = self.small.ledger.store.position()
        with pytest.raises(MoneyNotThereYetError) as refusal:
            self.do(command, on, year=year)
        assert self.small.ledger.store.position() == before
        return refusal.value

    def funded(
        self,
        *,
        year: int = 2024,
        amount: str = "1000.00",
        transfer: bool = True,
        plan: bool = True,
    ) -> None:
        """Withheld on September 15, with the Commissioner on September 28, approved August 30."""
        before = year - 1
        self.small.designate("Hartford", year)
        self.small.entitle("Hartford", year, str(usd("5000.00") + usd(amount)))
        self.small.determine("Hartford", year)
        self.do(WithholdPortion(amount=usd(amount)), f"{before}-09-15", year=year)
        if transfer:
            self.do(TransferPortion(amount=usd(amount)), f"{before}-09-28", year=year)
        if plan:
            self.approved(year=year, amount=amount)

    def approved(self, *, year: int, amount: str) -> None:
        plan = SubmitPlan(plan_version=1, total=usd(amount))
        self.do(plan, f"{year - 1}-08-20", year=year)
        agreed = ApprovePlan(plan_version=1, approved_amount=usd(amount))
        self.do(agreed, f"{year - 1}-08-30", year=year)

    def paid(self, *, year: int = 2024, amount: str = "1000.00", release: str = "R1") -> None:
        """Authorized October 6, ordered October 7, paid October 15."""
        fall = f"{year - 1}-10"
        self.do(AuthorizeRelease(release=release, amount=usd(amount)), f"{fall}-06", year=year)
        self.do(IssueRelease(release=release), f"{fall}-07", year=year)
        paid = ConfirmRelease(release=release, paid_on=date(year - 1, 10, 15))
        self.do(paid, f"{fall}-15", year=year)

    def ordered(self, reduce: str = "100.00") -> None:
        """All of FY2024 went to the board; a part of it is to be taken from a later year."""
        self.do(passed_on("1000.00"), "2023-10-28")
        self.do(SubmitExpenditureReport(spent=usd("900.00")), "2024-08-20")
        find = RaiseFinding(
            finding="F1",
            source=FindingSource.DESK_REVIEW,
            kind=FindingKind.UNAPPROVED_USE,
            reason="not in the plan",
            amount=usd(reduce),
        )
        position = self.do(find, "2024-09-10")
        counsel = SetProcedure(
            determination=D1, procedure=Procedure.INFORMAL, set_by="K. Lee", document="memo"
        )
        self.do(counsel, "2024-09-11")
        issue = IssueDetermination(
            determination=D1,
            shares=shares(F1=reduce),
            facts=(FindingOfFact(words="It is not in the plan.", positions=(position,)),),
            conclusions=(LAW,),
            reduce=usd(reduce),
        )
        self.do(issue, "2024-10-01")


def passed_on(amount: str) -> RecordPassThrough:
    return RecordPassThrough(amount=usd(amount))
