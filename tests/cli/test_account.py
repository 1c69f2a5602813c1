"""What must be said with a district-year's figures: what stops, went wrong, or lies beside it.

All amounts are synthetic. Not here: the figures themselves (`test_balance.py`).
"""

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from cli_runner import run
from small_ledger import SmallLedger, small_ledger
from spec import usd

from domain.commands import (
    ApprovePlan,
    AuthorizeRelease,
    ConfirmRelease,
    IssueRelease,
    LiftNoncomplianceWithholding,
    RecordOtherFunding,
    RecordOverpaymentReturned,
    SubmitPlan,
    TransferPortion,
    WithholdPaymentForNoncompliance,
    WithholdPortion,
)

OCTOBER = "2022-10-05"
PAID_ON = date(2022, 10, 5)


@pytest.fixture
def windsor(tmp_path: Path) -> SmallLedger:
    """A portion of 1,600.00 − 1,000.00 = 600.00, held by the Commissioner, on an approved plan."""
    small = small_ledger(tmp_path / "small.db")
    small.entitle("Windsor", 2012, "1000.00")
    small.entitle("Windsor", 2023, "1600.00")
    small.designate("Windsor", 2023)
    small.determine("Windsor", 2023)
    small.do("Windsor", 2023, WithholdPortion(amount=usd("600.00")), on=OCTOBER)
    small.do("Windsor", 2023, TransferPortion(amount=usd("600.00")), on=OCTOBER)
    small.do("Windsor", 2023, SubmitPlan(plan_version=1, total=usd("600.00")), on=OCTOBER)
    approval = ApprovePlan(plan_version=1, approved_amount=usd("600.00"))
    small.do("Windsor", 2023, approval, on=OCTOBER)
    return small


def exceptions(small: SmallLedger) -> list[str]:
    """The exceptions of `balance show`, which its screen has too."""
    asked = ("balance", "show", "Windsor", "--fiscal-year", "2023")
    said = cast("list[str]", run(*asked, "--json", ledger=small.url).data["exceptions"])
    screen = run(*asked, ledger=small.url).out
    assert all(f"!      {one}" in screen for one in said)
    return said


def test_an_account_in_order_has_no_exception(windsor: SmallLedger) -> None:
    assert exceptions(windsor) == []


@pytest.mark.parametrize(
    ("amount", "much"),
    [(None, "All that is not in payment"), ("50.00", "50.00")],
    ids=["whole", "part"],
)
def test_a_withholding_for_noncompliance_is_said_until_it_is_lifted(
    windsor: SmallLedger, amount: str | None, much: str
) -> None:
    placed = WithholdPaymentForNoncompliance(
        hold="H-1", breach="no report", remedy="the report", amount=usd(amount) if amount else None
    )
    windsor.do("Windsor", 2023, placed, on=OCTOBER)
    said = f"{much} is withheld for noncompliance (H-1): no report. Lifted by: the report."
    assert exceptions(windsor) == [f"{said} § 10-262u(f)"]
    lifted = LiftNoncomplianceWithholding(hold="H-1", evidence="it came")
    windsor.do("Windsor", 2023, lifted, on=OCTOBER)
    assert exceptions(windsor) == []


def test_an_overpayment_is_said_until_all_of_it_came_back(windsor: SmallLedger) -> None:
    windsor.do("Windsor", 2023, AuthorizeRelease(release="OCT", amount=usd("150.00")), on=OCTOBER)
    windsor.do("Windsor", 2023, IssueRelease(release="OCT"), on=OCTOBER)
    paid = ConfirmRelease(release="OCT", paid_on=PAID_ON, paid=usd("160.00"))
    windsor.do("Windsor", 2023, paid, on=OCTOBER)
    # 160.00 − 150.00 = 10.00, of which 4.00 and then 6.00 come back.
    assert [one[:59] for one in exceptions(windsor)] == [
        "Release OCT was paid 10.00 in error, above what was authori"
    ]
    for amount in ("4.00", "6.00"):
        assert len(exceptions(windsor)) == 1
        back = RecordOverpaymentReturned(release="OCT", amount=usd(amount), reason="a check")
        windsor.do("Windsor", 2023, back, on=OCTOBER)
    assert exceptions(windsor) == []


def test_a_plan_cut_below_what_was_authorized_is_said(windsor: SmallLedger) -> None:
    windsor.do("Windsor", 2023, AuthorizeRelease(release="OCT", amount=usd("300.00")), on=OCTOBER)
    windsor.do("Windsor", 2023, SubmitPlan(plan_version=2, total=usd("250.00")), on=OCTOBER)
    cut = ApprovePlan(plan_version=2, approved_amount=usd("250.00"))
    windsor.do("Windsor", 2023, cut, on=OCTOBER)
    # 300.00 − 250.00
    assert exceptions(windsor) == [
        "Authorized 50.00 above the 250.00 approved in plan version 2. § 10-262u(c)(2)"
    ]


def test_other_funding_is_said_to_be_in_no_figure(windsor: SmallLedger) -> None:
    for amount in ("40.00", "2.00"):
        beside = RecordOtherFunding(
            funding_source="Bond Commission", amount=usd(amount), reference="letter"
        )
        windsor.do("Windsor", 2023, beside, on=OCTOBER)
    assert exceptions(windsor) == [
        f"Not counted here: {amount} from Bond Commission (letter), which is not of the § 10-262u "
        "account."
        for amount in ("40.00", "2.00")
    ]
