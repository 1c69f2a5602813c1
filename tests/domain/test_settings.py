"""Settings: which one stands for a fiscal year, and that nothing set stays nothing. § 10-262u."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from domain.authority import Policy, Purpose
from domain.events import Event
from domain.fiscal_year import FiscalYear
from domain.ledger_events import LedgerOpened
from domain.money import Money
from domain.report_content import Counted
from domain.sentences import sentence
from domain.setting_events import (
    AppropriationControlSet,
    DeadlineSet,
    Duty,
    ExitChoice,
    ExitPolicySet,
    GuidelinesAdopted,
    NewReformShareSet,
    ObjectCode,
    ObjectCodesSet,
    PlanDueDateSet,
    ReleaseBasis,
    ReleaseScheduleSet,
    ReportColumnsSet,
    ScheduledInstallment,
    SettingEvent,
    VarianceAllowanceSet,
)
from domain.setting_sentences import setting_status, setting_value, value_in_full
from domain.settings import (
    MODEL_EXIT,
    ExitPolicy,
    SettingKind,
    Settings,
    kind_of,
    settings_of,
    year_of,
)

FY2027 = FiscalYear(2027)
FY2028 = FiscalYear(2028)

SCHEDULE = ReleaseScheduleSet(
    fiscal_year=2027,
    basis=ReleaseBasis.INSTALLMENTS,
    installments=(
        ScheduledInstallment(
            name="october", label="OCT", cumulative_percent=25, due_on=date(2026, 10, 15)
        ),
        ScheduledInstallment(name="april", label="APR", cumulative_percent=100),
    ),
    set_by="the Commissioner",
    document="Schedule 2026",
)
DRAW_DOWN = ReleaseScheduleSet(
    fiscal_year=2027,
    basis=ReleaseBasis.DRAW_DOWN,
    installments=(),
    set_by="the Commissioner",
    document="Letter 2027",
)
PLAN_DUE = PlanDueDateSet(
    fiscal_year=2027, due_on=date(2026, 8, 15), set_by="the Bureau", document="Memo"
)
SHARE = NewReformShareSet(
    fiscal_year=2027, percent=51, set_by="the Department", document="Guidance of 2012"
)
CODES = ObjectCodesSet(
    fiscal_year=2027,
    codes=(ObjectCode(code="111A", words="salaries"), ObjectCode(code="322", words="in-service")),
    set_by="the Department",
    document="Budget form",
)
GUIDELINES = GuidelinesAdopted(
    version="2012-1",
    title="Guidelines and criteria",
    adopted_on=date(2012, 8, 1),
    first_fiscal_year=2013,
    set_by="the clerk",
    document="Minutes",
)
APPROPRIATION = AppropriationControlSet(
    fiscal_year=2027,
    amount=Money.parse("535018479.00"),
    set_by="the Budget office",
    document="Allotment",
)
VARIANCE = VarianceAllowanceSet(
    fiscal_year=2027,
    percent=10,
    amount=None,
    shields=True,
    set_by="J. Reyes",
    document="Department memo",
)
COLUMNS = ReportColumnsSet(
    fiscal_year=2027,
    counted=Counted.PAID_AFTER,
    paid_by=date(2027, 8, 31),
    set_by="the Department",
    document="Instructions",
)
EXIT = ExitPolicySet(
    first_fiscal_year=2026, choice=ExitChoice.RETURN, set_by="the Commissioner", document="Letter"
)


def due(duty: Duty, *, fiscal_year: int = 2027, due_on: date = date(2027, 9, 1)) -> DeadlineSet:
    return DeadlineSet(
        fiscal_year=fiscal_year,
        duty=duty,
        due_on=due_on,
        set_by="the Commissioner",
        document="Letter",
    )


DEADLINES = tuple(due(duty) for duty in Duty)
ALL: tuple[SettingEvent, ...] = (
    SCHEDULE,
    PLAN_DUE,
    SHARE,
    CODES,
    GUIDELINES,
    APPROPRIATION,
    VARIANCE,
    COLUMNS,
    EXIT,
    *DEADLINES,
)
OPENED = LedgerOpened(name="Practice", purpose=Purpose.TRAINING, policy=Policy.OPEN)


def test_where_nothing_is_set_every_answer_is_none() -> None:
    empty = settings_of([OPENED])
    assert empty == Settings()
    assert [empty.standing(kind, FY2027) for kind in SettingKind] == [None] * 15


def test_each_setting_stands_for_its_own_year_and_no_other() -> None:
    settings = settings_of([OPENED, *ALL])
    assert settings.schedule(FY2027) is SCHEDULE
    assert settings.plan_due(FY2027) is PLAN_DUE
    assert settings.new_reform_share(FY2027) is SHARE
    assert settings.object_codes(FY2027) is CODES
    assert settings.guidelines(FY2027) is GUIDELINES
    assert settings.appropriation(FY2027) is APPROPRIATION
    assert settings.variance_allowance(FY2027) is VARIANCE
    assert settings.report_columns(FY2027) is COLUMNS
    next_year = {kind: settings.standing(kind, FY2028) for kind in SettingKind}
    # Guidelines and an exit policy stand until newer ones do; nothing else goes over.
    assert next_year == {
        **dict.fromkeys(SettingKind),
        SettingKind.GUIDELINES: GUIDELINES,
        SettingKind.EXIT: EXIT,
    }


def test_each_duty_has_its_own_due_date_and_the_last_one_stands() -> None:
    earlier = due(Duty.ANNUAL_REPORT)
    later = due(Duty.ANNUAL_REPORT, due_on=date(2027, 9, 15))
    interim = due(Duty.INTERIM_REPORT, due_on=date(2027, 2, 1))
    settings = settings_of([earlier, interim, later])
    assert settings.deadline(FY2027, Duty.ANNUAL_REPORT) is later
    assert settings.deadline(FY2027, Duty.PASS_THROUGH) is None
    assert settings.deadline(FY2028, Duty.ANNUAL_REPORT) is None
    assert settings.deadlines(FY2027) == {Duty.ANNUAL_REPORT: later, Duty.INTERIM_REPORT: interim}
    assert settings.standing(SettingKind.INTERIM_REPORT_DUE, FY2027) is interim
    assert settings.replaced_by(interim) is interim
    assert settings.replaced_by(due(Duty.PASS_THROUGH)) is None


def test_where_no_exit_policy_is_set_a_balance_is_carried_and_that_is_the_models_word() -> None:
    assert settings_of([]).exit_policy(FY2028) == MODEL_EXIT
    assert (MODEL_EXIT.choice, MODEL_EXIT.setting) == (ExitChoice.CARRY, None)


def test_an_exit_policy_stands_from_its_first_year_until_a_newer_one_does() -> None:
    newer = replace(EXIT, first_fiscal_year=2028, choice=ExitChoice.OFFSET)
    settings = settings_of([newer, EXIT])
    assert settings.exit_policy(FiscalYear(2025)) == MODEL_EXIT
    assert settings.exit_policy(FY2027) == ExitPolicy(choice=ExitChoice.RETURN, setting=EXIT)
    assert settings.exit_policy(FY2028) == ExitPolicy(choice=ExitChoice.OFFSET, setting=newer)


def test_the_later_setting_stands_and_the_earlier_one_stays_in_the_history() -> None:
    settings = settings_of([SCHEDULE, DRAW_DOWN])
    assert settings.schedule(FY2027) is DRAW_DOWN
    assert settings.history == (SCHEDULE, DRAW_DOWN)


def test_guidelines_do_not_reach_back_before_their_first_year() -> None:
    settings = settings_of([GUIDELINES])
    assert settings.guidelines(FiscalYear(2012)) is None
    assert settings.guidelines(FiscalYear(2013)) is GUIDELINES


def test_the_newest_guidelines_stand_in_whatever_order_they_were_recorded() -> None:
    newer = replace(GUIDELINES, version="2023-1", first_fiscal_year=2023)
    for order in ((GUIDELINES, newer), (newer, GUIDELINES)):
        assert settings_of(order).guidelines(FiscalYear(2022)) is GUIDELINES
        assert settings_of(order).guidelines(FiscalYear(2024)) is newer


def test_of_two_guidelines_for_the_same_year_the_one_recorded_last_stands() -> None:
    mended = replace(GUIDELINES, title="Guidelines, as mended")
    assert settings_of([GUIDELINES, mended]).guidelines(FY2027) is mended


def test_a_new_setting_takes_the_place_of_the_one_of_its_kind_and_year() -> None:
    settings = settings_of(ALL)
    assert settings.replaced_by(DRAW_DOWN) is SCHEDULE
    assert settings.replaced_by(replace(DRAW_DOWN, fiscal_year=2028)) is None
    # Guidelines for another first year stand beside the earlier ones.
    assert settings.replaced_by(replace(GUIDELINES, first_fiscal_year=2023)) is None


def test_every_event_has_its_kind_and_its_year() -> None:
    assert {kind_of(event) for event in ALL} == set(SettingKind)
    assert {type(event) for event in ALL} == set(get_args(SettingEvent))
    assert [year_of(event).ends_in for event in ALL] == [
        *(2027, 2027, 2027, 2027, 2013, 2027),
        *(2027, 2027, 2026),
        *(2027, 2027, 2027, 2027, 2027, 2027),
    ]


SENTENCES: list[tuple[Event, str]] = [
    (
        SCHEDULE,
        (
            "FY2027 releases by installments: october (OCT) up to 25% by 2026-10-15, april (APR) "
            "the rest (no date set); set by the Commissioner on Schedule 2026, not in the statute"
        ),
    ),
    (
        DRAW_DOWN,
        (
            "FY2027 releases by draw-down requests; set by the Commissioner on Letter 2027, not in "
            "the statute"
        ),
    ),
    (
        replace(DRAW_DOWN, basis=ReleaseBasis.AS_APPROVED),
        "FY2027 releases as approved; set by the Commissioner on Letter 2027, not in the statute",
    ),
    (
        PLAN_DUE,
        "FY2027 improvement plans due by 2026-08-15; set by the Bureau on Memo, not in the statute",
    ),
    (
        SHARE,
        (
            "FY2027 share of a plan for new or extended reforms: at least 51%; set by the "
            "Department on Guidance of 2012, not in the statute"
        ),
    ),
    (
        CODES,
        "FY2027 object codes: 111A, 322; set by the Department on Budget form, not in the statute",
    ),
    (
        GUIDELINES,
        (
            "Guidelines 2012-1 (Guidelines and criteria), adopted by the State Board of Education "
            "on 2012-08-01, from FY2013 on; stated by the clerk on Minutes, their text is not in "
            "the statute"
        ),
    ),
    (
        APPROPRIATION,
        (
            "FY2027 control figure (appropriation or allotment): 535,018,479.00; set by the Budget "
            "office on Allotment, not in the statute"
        ),
    ),
    (
        VARIANCE,
        (
            "FY2027 variance allowance: 10% of a line, which shields the first part of a line that "
            "is over; set by J. Reyes on Department memo, not in the statute, UNVERIFIED"
        ),
    ),
    (
        replace(VARIANCE, percent=None, amount=Money.parse("500.00"), shields=False),
        (
            "FY2027 variance allowance: 500.00 by line, which falls away for a line that is over; "
            "set by J. Reyes on Department memo, not in the statute, UNVERIFIED"
        ),
    ),
    (
        COLUMNS,
        (
            "FY2027 counted as spent in reports: what was paid by June 30, and obligated then and "
            "paid by 2027-08-31; set by the Department on Instructions, not in the statute"
        ),
    ),
    (
        replace(COLUMNS, counted=Counted.PAID, paid_by=None),
        (
            "FY2027 counted as spent in reports: what was paid by June 30; set by the Department "
            "on Instructions, not in the statute"
        ),
    ),
    (
        replace(COLUMNS, counted=Counted.OBLIGATED),
        (
            "FY2027 counted as spent in reports: what was paid by June 30, obligated then and paid "
            "by 2027-08-31, and still obligated; set by the Department on Instructions, not in the "
            "statute"
        ),
    ),
    (
        EXIT,
        (
            "Balance after the program returned, from FY2026 on; set by the Commissioner on "
            "Letter, not in the statute"
        ),
    ),
    *[
        (
            due(duty),
            (
                f"FY2027 {what} due by 2027-09-01; set by the Commissioner on Letter, not in the "
                "statute"
            ),
        )
        for duty, what in {
            Duty.ANNUAL_REPORT: "annual expenditure reports",
            Duty.INTERIM_REPORT: "interim reports",
            Duty.PROGRESS_REPORT: "progress reports",
            Duty.PAYMENT_CUT_OFF: "payments to towns",
            Duty.PASS_THROUGH: "pass-through to boards",
            Duty.SINGLE_AUDIT_REPORT: "single audit reports",
        }.items()
    ],
]


@pytest.mark.parametrize(("event", "said"), SENTENCES)
def test_a_sentence_says_who_set_it_on_what_and_that_no_statute_does(
    event: SettingEvent, said: str
) -> None:
    assert sentence(event) == said


def test_object_codes_in_full_have_their_words() -> None:
    assert value_in_full(CODES) == "111A salaries; 322 in-service"
    assert value_in_full(PLAN_DUE) == setting_value(PLAN_DUE) == "2026-08-15"


def test_the_status_tells_guidelines_and_unverified_guidance_from_mere_configuration() -> None:
    assert setting_status(PLAN_DUE) == "configuration, not law"
    assert setting_status(SHARE) == "configuration, not law; UNVERIFIED guidance of 2012"
    assert setting_status(GUIDELINES) == "guidelines under § 10-262u(e), as stated"
    assert setting_status(VARIANCE) == "configuration, not law; UNVERIFIED Department policy"
    assert setting_status(EXIT) == "policy where the law is silent"
