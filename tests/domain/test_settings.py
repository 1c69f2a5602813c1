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
from domain.sentences import sentence
from domain.setting_events import (
    AppropriationControlSet,
    GuidelinesAdopted,
    NewReformShareSet,
    ObjectCode,
    ObjectCodesSet,
    PlanDueDateSet,
    ReleaseBasis,
    ReleaseScheduleSet,
    ScheduledInstallment,
    SettingEvent,
)
from domain.setting_sentences import setting_status, setting_value, value_in_full
from domain.settings import SettingKind, Settings, kind_of, settings_of, year_of

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
ALL: tuple[SettingEvent, ...] = (SCHEDULE, PLAN_DUE, SHARE, CODES, GUIDELINES, APPROPRIATION)
OPENED = LedgerOpened(name="Practice", purpose=Purpose.TRAINING, policy=Policy.OPEN)


def test_where_nothing_is_set_every_answer_is_none() -> None:
    empty = settings_of([OPENED])
    assert empty == Settings()
    assert [empty.standing(kind, FY2027) for kind in SettingKind] == [None] * 6


def test_each_setting_stands_for_its_own_year_and_no_other() -> None:
    settings = settings_of([OPENED, *ALL])
    assert settings.schedule(FY2027) is SCHEDULE
    assert settings.plan_due(FY2027) is PLAN_DUE
    assert settings.new_reform_share(FY2027) is SHARE
    assert settings.object_codes(FY2027) is CODES
    assert settings.guidelines(FY2027) is GUIDELINES
    assert settings.appropriation(FY2027) is APPROPRIATION
    next_year = {kind: settings.standing(kind, FY2028) for kind in SettingKind}
    # Guidelines stand until newer ones do; nothing else goes over to the next year.
    assert next_year == {**dict.fromkeys(SettingKind), SettingKind.GUIDELINES: GUIDELINES}


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
    assert [year_of(event).ends_in for event in ALL] == [2027, 2027, 2027, 2027, 2013, 2027]


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
