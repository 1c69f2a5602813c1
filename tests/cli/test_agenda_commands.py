"""What a thing that waits says to type is a command that exists, with options it has.

Not here: which things wait (`tests/domain/test_agenda_*.py`). Concerns no provision of the statute.
"""

import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import typer
from claims_of_each import OF_CLAIMS
from duties import APPROVED, DESIGNATED, FUNDED, closed, opening, reported
from on_desk import waiting
from spec import FY2023, usd
from spec_claims import (
    appealed,
    asked,
    determined,
    found,
    noticed,
    petition,
    procedure,
    reconsidered,
    schedule,
    served,
)
from spec_plans import amendment_submitted, approved_by_line, condition, hold, submitted_with

from cli.group import NOUNS
from cli.main import app
from domain.agenda_item import Item
from domain.agenda_year import days_of_year
from domain.claim_events import InquiryAnswered
from domain.closing_preview import Reason, preview_of
from domain.coverage import CoverageKind
from domain.determination_events import Paper
from domain.district import BY_CODE
from domain.events import (
    Channel,
    DistrictYearEvent,
    PlanChangesRequired,
    PlanSubmitted,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseReturned,
    SubmissionAccepted,
    SubmissionChecked,
    SubmissionKind,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.fiscal_year import FiscalYear
from domain.money import ZERO
from domain.setting_events import DeadlineSet, Duty, PlanDueDateSet
from domain.settings import settings_of
from domain.side_events import AnnualReturnFiled, BudgetShortfallDetermined, EducationBudgetAdopted
from domain.side_kinds import ReturnStage
from domain.state import EMPTY, fold

JULY_1 = date(2023, 7, 1)
JANUARY_20 = date(2027, 1, 20)
EVERY_DUTY = [
    DeadlineSet(fiscal_year=2023, duty=duty, due_on=date(2023, 9, 1), set_by="B", document="D")
    for duty in Duty
]
PLAN_DUE = PlanDueDateSet(fiscal_year=2023, due_on=JULY_1, set_by="B", document="D")
BUDGET = EducationBudgetAdopted(
    amount=usd("105.00"),
    prior_year=usd("100.00"),
    aid_increase=usd("10.00"),
    adopted_on=date(2022, 5, 1),
    document="minutes",
)
SHORTFALL = BudgetShortfallDetermined(
    minimum=usd("110.00"),
    adopted=usd("105.00"),
    shortfall=usd("5.00"),
    forfeiture=usd("10.00"),
    forfeiture_fiscal_year=2025,
)


def came(kind: SubmissionKind, register: str = "FY2023-064-1") -> SubmissionReceived:
    return SubmissionReceived(
        register=register,
        kind=kind,
        file="a file.xlsx",
        sha256="cd" * 32,
        size_bytes=1,
        sender="Hartford",
        channel=Channel.EMAIL,
        received_on=date(2023, 2, 1),
        entered_for="the board",
    )


def _intake() -> Iterator[Item]:
    accepted = SubmissionAccepted(register="FY2023-064-1", because=None)
    checked = SubmissionChecked(register="FY2023-064-1", discrepancies=())
    back = SubmissionReturned(register="FY2023-064-1", reason="sums", due_on=None)
    for kind in SubmissionKind:
        yield from waiting(came(kind))
        yield from waiting(came(kind), checked)
        yield from waiting(came(kind), accepted)
        yield from waiting(came(kind), back)
        yield from waiting(*FUNDED, reported("4.00"), came(kind), accepted)


def _plan() -> Iterator[Item]:
    sent = PlanSubmitted(plan_version=1, total=usd("10.00"))
    yield from waiting(DESIGNATED, settings=[PLAN_DUE])
    yield from waiting(sent, PlanChangesRequired(plan_version=1, changes=(), due_on=None))
    yield from waiting(sent)
    approved = (submitted_with(1), approved_by_line(1, (condition("K1"),), _1_1="600.00"))
    yield from waiting(
        *approved, amendment_submitted(1), fiscal_year=FiscalYear(2024), on=date(2024, 3, 1)
    )


def _money() -> Iterator[Item]:
    ready: tuple[DistrictYearEvent, ...] = (*FUNDED, *APPROVED)
    proposed = ReleaseProposed(release="R1", amount=usd("5.00"), proposed_by="Bo")
    authorized = ReleaseAuthorized(release="R1", amount=usd("5.00"), plan_version=1, direction=None)
    issued = ReleaseIssued(release="R1", amount=usd("5.00"))
    over = ReleaseConfirmed(
        release="R1", amount=usd("5.00"), paid_on=date(2022, 10, 1), over=usd("2.00")
    )
    returned = ReleaseReturned(
        release="R1", amount_unpaid=usd("5.00"), amount_paid=ZERO, reason="closed"
    )
    yield from waiting(*ready, proposed)
    yield from waiting(*ready, authorized)
    yield from waiting(*ready, authorized, issued)
    yield from waiting(*ready, authorized, issued, over)
    yield from waiting(*ready, authorized, issued, returned)
    yield from waiting(*ready, hold())


def _claims() -> Iterator[Item]:
    answered = InquiryAnswered(
        inquiry="Q1", answer="payroll", answered_on=JANUARY_20, register=None
    )
    notice = (found(amount="100.00"), noticed(date(2027, 3, 1), F1="100.00"))
    ordered = (
        found(amount="100.00"),
        procedure("contested-case"),
        determined(repay="60.00", reduce="40.00"),
    )
    owed = replace(
        opening(), finding_open=usd("9.00"), repay_due=usd("5.00"), reduction_due=usd("7.00")
    )
    for events in (
        (asked(),),
        (asked(), answered),
        notice,
        (*notice, served(JANUARY_20, Paper.PRELIMINARY)),
        ordered,
        (*ordered, served(), petition(JANUARY_20)),
        (*ordered, served(), petition(JANUARY_20), reconsidered("denied", JANUARY_20)),
        (*ordered, served(), appealed(), schedule((date(2027, 3, 31), "60.00"))),
        OF_CLAIMS,
        (owed,),
    ):
        yield from waiting(*events, on=JANUARY_20)
    yield from waiting(*notice, served(JANUARY_20, Paper.PRELIMINARY), on=date(2027, 4, 1))


def _year() -> Iterator[Item]:
    sent = replace(reported("4.00"), register="FY2023-064-1")
    held = {CoverageKind.ANNUAL_RETURNS, CoverageKind.SINGLE_AUDITS}
    filed = AnnualReturnFiled(stage=ReturnStage.FILED, filed_on=JULY_1)
    yield from waiting(DESIGNATED, settings=EVERY_DUTY)
    yield from waiting(DESIGNATED, on=JULY_1, covered=held)
    yield from waiting(DESIGNATED, filed, on=JULY_1, covered=held)
    yield from waiting(*FUNDED, sent)
    yield from waiting(*FUNDED, reported("4.00"), on=JULY_1)
    yield from waiting(*FUNDED, reported("4.00"), closed("6.00"), BUDGET, on=JULY_1)
    yield from waiting(two_years_before=fold([BUDGET, SHORTFALL]))
    yield from days_of_year(FY2023, settings_of([PLAN_DUE, *EVERY_DUTY]))


def _of_the_preview() -> Iterator[str]:
    """What `year preview` says how to change why money was not released."""
    for two_persons in (False, True):
        one = preview_of(BY_CODE[64], FY2023, EMPTY, followed=True, two_persons=two_persons)
        yield from filter(None, map(one.how, Reason))


COMMANDS = sorted(
    {one.command for part in (_intake, _plan, _money, _claims, _year) for one in part()}
    | set(_of_the_preview())
)


def test_every_noun_is_there() -> None:
    assert {one.split()[1] for one in COMMANDS} <= set(NOUNS)
    assert len(COMMANDS) > 50


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_exists_and_has_every_option_and_no_other_is_required(command: str) -> None:
    noun, verb, *rest = shlex.split(command)[1:]
    group = typer.main.get_command(app).get_command(None, noun)  # type: ignore[attr-defined]
    found_ = group.commands[verb]
    by_option = {option: one for one in found_.params for option in one.opts + one.secondary_opts}
    given = {by_option[word].name for word in rest if word.startswith("--")}
    required = {
        one.name for one in found_.params if one.required and one.param_type_name == "option"
    }
    assert required <= given
