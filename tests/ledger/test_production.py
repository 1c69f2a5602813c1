"""A production ledger takes what was done and has happened; people practice in the others."""

from datetime import date

import pytest

from domain.authority import Policy, Purpose
from domain.commands import (
    CloseFiscalYear,
    Command,
    ConfirmRelease,
    Instruction,
    IssueRelease,
    PublishPlan,
    RecordOverpaymentReturned,
    RecordPassThrough,
    ReturnRelease,
    SubmitExpenditureReport,
)
from domain.determination_commands import DirectEnforcement
from domain.district import BY_CODE
from domain.errors import RefusedError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.owed_commands import RecordRepayment
from domain.report_commands import AmendExpenditureReport, CertifyReport
from ledger.application import LedgerIdentity
from ledger.production import NotHappenedError, require_real

TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
ONE = Money.parse("1.00")


def identity(purpose: Purpose) -> LedgerIdentity:
    return LedgerIdentity(
        ledger_id="0" * 32,
        incarnation=1,
        name="Alliance 2027",
        purpose=purpose,
        policy=Policy.OPEN,
        opened_at="2026-07-01T00:00:00.000000Z",
    )


def asked(command: Command, on: date | None = None, command_id: str = "c-1") -> Instruction:
    return Instruction(
        command_id=command_id,
        actor="Ana",
        district=BY_CODE[164],
        fiscal_year=FiscalYear(2027),
        effective_on=on,
        command=command,
        documents={},
    )


REPORTED = {
    "paid": lambda day: asked(ConfirmRelease(release="R1", paid_on=day)),
    "returned": lambda day: asked(ReturnRelease(release="R1", reason="closed"), day),
    "given back": lambda day: asked(
        RecordOverpaymentReturned(release="R1", amount=ONE, reason="by check"), day
    ),
    "passed through": lambda day: asked(RecordPassThrough(amount=ONE, paid_on=day)),
    "passed through on the legal date": lambda day: asked(RecordPassThrough(amount=ONE), day),
    "closed": lambda day: asked(CloseFiscalYear(), day),
    "reported": lambda day: asked(SubmitExpenditureReport(spent=ONE), day),
    "amended": lambda day: asked(AmendExpenditureReport(spent=ONE, reason="more"), day),
    "certified": lambda day: asked(CertifyReport(certified_by="A", certified_on=day)),
    "repaid": lambda day: asked(
        RecordRepayment(
            determination="D-2027-164-1",
            amount=ONE,
            received_on=day,
            money_source="x",
            from_own_money=True,
        )
    ),
    "enforced": lambda day: asked(
        DirectEnforcement(determination="D-2027-164-1", because="it is due"), day
    ),
    "published": lambda day: asked(PublishPlan(plan_version=1, address="a.gov", published_on=day)),
}


@pytest.mark.parametrize("kind", REPORTED)
def test_what_has_not_happened_is_not_recorded_as_done(kind: str) -> None:
    production = identity(Purpose.PRODUCTION)
    require_real(REPORTED[kind](TODAY), production, None, TODAY)
    with pytest.raises(NotHappenedError, match="2026-11-23 has not come") as refused:
        require_real(REPORTED[kind](TOMORROW), production, None, TODAY)
    assert refused.value.details == {"day": "2026-11-23", "today": "2026-11-22"}
    # Elsewhere people practice a whole year.
    require_real(REPORTED[kind](TOMORROW), identity(Purpose.TRAINING), None, TODAY)


def test_an_act_of_the_office_itself_may_be_dated_ahead() -> None:
    order = asked(IssueRelease(release="R1"), TOMORROW)
    require_real(order, identity(Purpose.PRODUCTION), None, TODAY)
    report = asked(RecordPassThrough(amount=ONE))
    require_real(report, identity(Purpose.PRODUCTION), None, TODAY)


@pytest.mark.parametrize(
    ("command_id", "correlation"), [("SYNTHETIC-1", None), ("c-1", "SYNTHETIC:demo")]
)
def test_a_made_up_act_is_not_taken(command_id: str, correlation: str | None) -> None:
    order = asked(IssueRelease(release="R1"), command_id=command_id)
    with pytest.raises(RefusedError, match="is made up, and Alliance 2027 is a production ledger"):
        require_real(order, identity(Purpose.PRODUCTION), correlation, TODAY)
    require_real(order, identity(Purpose.DEMONSTRATION), correlation, TODAY)
