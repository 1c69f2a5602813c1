"""Dated configuration of reports and due dates, of the exit, and the report on the program.

C.G.S. § 10-262w; nothing else of it is law (§ 10-262u(g) leaves it to the Commissioner).
"""

from dataclasses import replace
from datetime import date

import pytest

from domain.authority import Office
from domain.decisions.refusals import AmountNotPositiveError, WordsMissingError
from domain.decisions.setting_decided import DecidedSetting
from domain.decisions.setting_refusals import (
    AdoptedLaterError,
    AllowanceFormError,
    DateFarFromYearError,
    DigestFormError,
    PaidByDateError,
    PercentOutsideRangeError,
    YearsOutOfOrderError,
)
from domain.decisions.settings import decide_setting
from domain.errors import InvalidFiscalYearError, NoRuleInForceError, RefusedError
from domain.ledger_events import ProgramReportPublished
from domain.money import Money
from domain.report_content import Counted
from domain.setting_commands import (
    LedgerCommand,
    PublishProgramReport,
    SetDeadline,
    SetExitPolicy,
    SetReportColumns,
    SettingCommand,
    SetVarianceAllowance,
)
from domain.setting_events import (
    DeadlineSet,
    Duty,
    ExitChoice,
    ExitPolicySet,
    ReportColumnsSet,
    SettingEvent,
    VarianceAllowanceSet,
)
from domain.settings import settings_of

ON = date(2026, 7, 1)
TODAY = date(2026, 7, 20)
usd = Money.parse

VARIANCE = SetVarianceAllowance(
    fiscal_year=2026, percent=10, shields=False, set_by="J. Reyes", document="Memo"
)
COLUMNS = SetReportColumns(
    fiscal_year=2026,
    counted=Counted.PAID_AFTER,
    paid_by=date(2026, 8, 31),
    set_by="the Department",
    document="Instructions",
)
DEADLINE = SetDeadline(
    fiscal_year=2026,
    duty=Duty.ANNUAL_REPORT,
    due_on=date(2026, 9, 1),
    set_by="the Commissioner",
    document="Letter",
)
EXIT = SetExitPolicy(
    first_fiscal_year=2028,
    choice=ExitChoice.RETURN,
    set_by="the Commissioner",
    document="Letter",
)
EVENTS: list[tuple[SettingCommand, SettingEvent]] = [
    (
        VARIANCE,
        VarianceAllowanceSet(
            fiscal_year=2026,
            percent=10,
            amount=None,
            shields=False,
            set_by="J. Reyes",
            document="Memo",
        ),
    ),
    (
        COLUMNS,
        ReportColumnsSet(
            fiscal_year=2026,
            counted=Counted.PAID_AFTER,
            paid_by=date(2026, 8, 31),
            set_by="the Department",
            document="Instructions",
        ),
    ),
    (
        DEADLINE,
        DeadlineSet(
            fiscal_year=2026,
            duty=Duty.ANNUAL_REPORT,
            due_on=date(2026, 9, 1),
            set_by="the Commissioner",
            document="Letter",
        ),
    ),
    (
        EXIT,
        ExitPolicySet(
            first_fiscal_year=2028,
            choice=ExitChoice.RETURN,
            set_by="the Commissioner",
            document="Letter",
        ),
    ),
]


def decided(command: LedgerCommand, *standing: SettingEvent) -> tuple[DecidedSetting, ...]:
    return decide_setting(command, settings_of(standing), ON, TODAY)


def refusal(kind: type[RefusedError], command: LedgerCommand) -> RefusedError:
    with pytest.raises(kind) as caught:
        decided(command)
    assert type(caught.value) is kind
    assert caught.value.next_step
    return caught.value


def name_of(command: object) -> str:
    return type(command).__name__


@pytest.mark.parametrize(("command", "event"), EVENTS, ids=name_of)
def test_a_setting_becomes_the_event_of_the_same_fields_with_its_caveat(
    command: SettingCommand, event: SettingEvent
) -> None:
    (one,) = decided(command)
    assert one.event == event
    assert one.office is Office.SYSTEM
    assert str(one.citation).startswith("C.G.S. § 11-8b, configuration, not law")
    assert one.effective_on == ON


@pytest.mark.parametrize(("command", "event"), EVENTS, ids=name_of)
def test_what_stands_so_already_gives_no_event(
    command: SettingCommand, event: SettingEvent
) -> None:
    assert decided(command, event) == ()


@pytest.mark.parametrize("command", [command for command, _ in EVENTS], ids=name_of)
def test_nobody_sets_anything_without_saying_who_and_on_what(command: SettingCommand) -> None:
    assert "who set it is blank" in refusal(WordsMissingError, replace(command, set_by=" ")).message
    refusal(WordsMissingError, replace(command, document=""))


@pytest.mark.parametrize(
    "command",
    [
        replace(VARIANCE, fiscal_year=2100),
        replace(COLUMNS, fiscal_year=2100),
        replace(DEADLINE, fiscal_year=2100),
        replace(EXIT, first_fiscal_year=2100),
    ],
    ids=name_of,
)
def test_a_year_the_ledger_cannot_name_is_no_year(command: SettingCommand) -> None:
    with pytest.raises(InvalidFiscalYearError, match="2100"):
        decided(command)


# ---- the variance allowance ----


@pytest.mark.parametrize("percent", [0, 100])
def test_an_allowance_is_nothing_to_all_of_a_line(percent: int) -> None:
    (one,) = decided(replace(VARIANCE, percent=percent))
    assert isinstance(one.event, VarianceAllowanceSet)
    assert one.event.percent == percent


@pytest.mark.parametrize("percent", [-1, 101])
def test_and_no_other_percent(percent: int) -> None:
    error = refusal(PercentOutsideRangeError, replace(VARIANCE, percent=percent))
    assert f"0 to 100 percent of a line, and {percent} is given" in error.message


def test_or_an_amount_by_line() -> None:
    (one,) = decided(replace(VARIANCE, percent=None, amount=usd("0.00")))
    assert isinstance(one.event, VarianceAllowanceSet)
    assert one.event.amount == usd("0.00")
    error = refusal(AmountNotPositiveError, replace(VARIANCE, percent=None, amount=usd("-0.01")))
    assert "cannot be below zero" in error.message


def test_but_not_both_or_neither() -> None:
    both = refusal(AllowanceFormError, replace(VARIANCE, amount=usd("1.00")))
    assert "both are given" in both.message
    neither = refusal(AllowanceFormError, replace(VARIANCE, percent=None))
    assert "neither is given" in neither.message


# ---- columns ----


@pytest.mark.parametrize("counted", [Counted.PAID_AFTER, Counted.OBLIGATED])
def test_later_columns_need_the_later_day(counted: Counted) -> None:
    assert decided(replace(COLUMNS, counted=counted))
    error = refusal(PaidByDateError, replace(COLUMNS, counted=counted, paid_by=None))
    assert "needs the later day" in error.message
    assert "none is given" in error.message


def test_what_was_paid_by_june_30_takes_no_later_day() -> None:
    only = replace(COLUMNS, counted=Counted.PAID)
    error = refusal(PaidByDateError, only)
    assert "takes no later day by which payments count, and 2026-08-31 is given" in error.message
    assert decided(replace(only, paid_by=None))


@pytest.mark.parametrize("day", [date(2026, 6, 30), date(2027, 7, 1)])
def test_the_later_day_lies_in_the_next_fiscal_year(day: date) -> None:
    error = refusal(PaidByDateError, replace(COLUMNS, paid_by=day))
    assert "after 2026-06-30 and not after 2027-06-30" in error.message


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2027, 6, 30)])
def test_its_first_and_last_day_are_in_it(day: date) -> None:
    assert decided(replace(COLUMNS, paid_by=day))


# ---- deadlines ----


@pytest.mark.parametrize("day", [date(2025, 7, 1), date(2027, 6, 30)])
def test_a_due_date_lies_in_the_fiscal_year_or_the_next(day: date) -> None:
    assert decided(replace(DEADLINE, due_on=day))


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2027, 7, 1)])
def test_and_nowhere_else(day: date) -> None:
    error = refusal(DateFarFromYearError, replace(DEADLINE, due_on=day))
    assert f"The due date of annual-report for FY2026 is given as {day}" in error.message


def test_the_due_date_of_another_duty_stands_beside() -> None:
    standing = EVENTS[2][1]
    (one,) = decided(replace(DEADLINE, duty=Duty.PASS_THROUGH), standing)
    assert isinstance(one.event, DeadlineSet)
    assert one.event.duty is Duty.PASS_THROUGH


# ---- the report on the program ----

REPORT = PublishProgramReport(
    first_fiscal_year=2013,
    last_fiscal_year=2025,
    published_on=date(2025, 12, 30),
    sha256="ab" * 32,
    address="https://portal.ct.gov/sde",
)


def test_the_report_on_the_program_is_the_commissioners_on_the_day_it_was_published() -> None:
    (one,) = decided(REPORT)
    assert one.event == ProgramReportPublished(
        first_fiscal_year=2013,
        last_fiscal_year=2025,
        published_on=date(2025, 12, 30),
        sha256="ab" * 32,
        address="https://portal.ct.gov/sde",
    )
    assert one.office is Office.COMMISSIONER
    assert one.citation.provision == "C.G.S. § 10-262w"
    assert one.effective_on == date(2025, 12, 30)


def test_its_years_are_in_order() -> None:
    error = refusal(YearsOutOfOrderError, replace(REPORT, last_fiscal_year=2012))
    assert "FY2013 to FY2012" in error.message
    assert decided(replace(REPORT, last_fiscal_year=2013))


@pytest.mark.parametrize("digest", ["", "ab", "AB" * 32, "ab" * 32 + "0"])
def test_its_file_is_known_by_its_sha256(digest: str) -> None:
    assert "is not the SHA-256" in refusal(DigestFormError, replace(REPORT, sha256=digest)).message


def test_it_was_published_somewhere_and_not_tomorrow() -> None:
    refusal(WordsMissingError, replace(REPORT, address=" "))
    error = refusal(AdoptedLaterError, replace(REPORT, published_on=date(2026, 7, 21)))
    assert "published on 2026-07-21, and today is 2026-07-20" in error.message
    assert decided(replace(REPORT, published_on=TODAY))


def test_before_the_clause_there_was_no_such_report() -> None:
    error = refusal(NoRuleInForceError, replace(REPORT, published_on=date(2023, 6, 30)))
    assert "the report on the program" in error.message
