"""Dated configuration: what may be set, what stands already, what cannot be meant. § 10-262u(e)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.authority import Office
from domain.decisions.refusals import AmountNotPositiveError, WordsMissingError
from domain.decisions.setting_decided import DecidedSetting
from domain.decisions.setting_refusals import (
    AdoptedLaterError,
    DateFarFromYearError,
    InstallmentLabelError,
    InstallmentsNotOfBasisError,
    InstallmentsOutOfOrderError,
    ObjectCodesWrongError,
    PercentOutsideRangeError,
)
from domain.decisions.settings import decide_setting
from domain.errors import InvalidFiscalYearError, NoRuleInForceError, RefusedError
from domain.money import Money
from domain.setting_commands import (
    AdoptGuidelines,
    SetAppropriationControl,
    SetExitPolicy,
    SetNewReformShare,
    SetObjectCodes,
    SetPlanDueDate,
    SetReleaseSchedule,
    SettingCommand,
)
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
from domain.settings import settings_of

ON = date(2026, 7, 1)
TODAY = date(2026, 7, 20)


def installment(
    name: str, label: str, percent: int, due_on: date | None = None
) -> ScheduledInstallment:
    return ScheduledInstallment(name=name, label=label, cumulative_percent=percent, due_on=due_on)


OCTOBER = installment("october", "OCT", 25, date(2026, 10, 15))
JANUARY = installment("january", "JAN", 50, date(2027, 1, 15))
APRIL = installment("april", "APR", 100)
SCHEDULE = SetReleaseSchedule(
    fiscal_year=2027,
    basis=ReleaseBasis.INSTALLMENTS,
    installments=(OCTOBER, JANUARY, APRIL),
    set_by="the Commissioner",
    document="Schedule",
)
PLAN_DUE = SetPlanDueDate(
    fiscal_year=2027, due_on=date(2026, 8, 15), set_by="the Bureau", document="Memo"
)
SHARE = SetNewReformShare(fiscal_year=2027, percent=51, set_by="the Department", document="Guide")
CODES = SetObjectCodes(
    fiscal_year=2027,
    codes=(ObjectCode(code="111A", words="salaries"), ObjectCode(code="322", words="in-service")),
    set_by="the Department",
    document="Form",
)
GUIDELINES = AdoptGuidelines(
    version="2012-1",
    title="Guidelines",
    adopted_on=date(2012, 8, 1),
    first_fiscal_year=2013,
    set_by="the clerk",
    document="Minutes",
)
APPROPRIATION = SetAppropriationControl(
    fiscal_year=2027, amount=Money(100), set_by="the Budget office", document="Allotment"
)

EVENTS: list[tuple[SettingCommand, SettingEvent]] = [
    (
        SCHEDULE,
        ReleaseScheduleSet(
            fiscal_year=2027,
            basis=ReleaseBasis.INSTALLMENTS,
            installments=(OCTOBER, JANUARY, APRIL),
            set_by="the Commissioner",
            document="Schedule",
        ),
    ),
    (
        PLAN_DUE,
        PlanDueDateSet(
            fiscal_year=2027, due_on=date(2026, 8, 15), set_by="the Bureau", document="Memo"
        ),
    ),
    (
        SHARE,
        NewReformShareSet(fiscal_year=2027, percent=51, set_by="the Department", document="Guide"),
    ),
    (
        CODES,
        ObjectCodesSet(
            fiscal_year=2027,
            codes=(
                ObjectCode(code="111A", words="salaries"),
                ObjectCode(code="322", words="in-service"),
            ),
            set_by="the Department",
            document="Form",
        ),
    ),
    (
        GUIDELINES,
        GuidelinesAdopted(
            version="2012-1",
            title="Guidelines",
            adopted_on=date(2012, 8, 1),
            first_fiscal_year=2013,
            set_by="the clerk",
            document="Minutes",
        ),
    ),
    (
        APPROPRIATION,
        AppropriationControlSet(
            fiscal_year=2027, amount=Money(100), set_by="the Budget office", document="Allotment"
        ),
    ),
]


def decided(command: SettingCommand, *standing: SettingEvent) -> tuple[DecidedSetting, ...]:
    return decide_setting(command, settings_of(standing), ON, TODAY)


def refusal(kind: type[RefusedError], command: SettingCommand) -> RefusedError:
    with pytest.raises(kind) as caught:
        decided(command)
    assert type(caught.value) is kind
    assert caught.value.next_step
    return caught.value


def name_of(command: object) -> str:
    return type(command).__name__


@pytest.mark.parametrize(("command", "event"), EVENTS, ids=name_of)
def test_a_setting_becomes_the_event_of_the_same_fields(
    command: SettingCommand, event: SettingEvent
) -> None:
    (one,) = decided(command)
    assert one.event == event


@pytest.mark.parametrize(("command", "event"), EVENTS, ids=name_of)
def test_what_stands_so_already_gives_no_event(
    command: SettingCommand, event: SettingEvent
) -> None:
    assert decided(command, event) == ()


@pytest.mark.parametrize(("command", "event"), EVENTS, ids=name_of)
def test_the_same_value_on_another_paper_is_an_event_of_its_own(
    command: SettingCommand, event: SettingEvent
) -> None:
    (one,) = decided(command, replace(event, document="an older paper"))
    assert one.event == event


@pytest.mark.parametrize("command", [SCHEDULE, PLAN_DUE, SHARE, CODES, APPROPRIATION], ids=name_of)
def test_configuration_cites_the_keeping_of_records_and_says_that_it_is_not_law(
    command: SettingCommand,
) -> None:
    (one,) = decided(command)
    assert one.office is Office.SYSTEM
    assert (one.citation.provision, one.citation.note) == (
        "C.G.S. § 11-8b",
        "configuration, not law",
    )
    assert one.effective_on == ON


def test_guidelines_are_the_state_boards_from_the_day_they_were_adopted() -> None:
    (one,) = decided(GUIDELINES)
    assert one.office is Office.STATE_BOARD
    assert one.citation.provision == "C.G.S. § 10-262u(e)"
    assert one.effective_on == date(2012, 8, 1)


@pytest.mark.parametrize(
    "command", [SCHEDULE, PLAN_DUE, SHARE, CODES, GUIDELINES, APPROPRIATION], ids=name_of
)
def test_nobody_sets_anything_without_saying_who_and_on_what(command: SettingCommand) -> None:
    assert "who set it is blank" in refusal(WordsMissingError, replace(command, set_by=" ")).message
    error = refusal(WordsMissingError, replace(command, document=""))
    assert error.details == {"missing": "the document it rests on"}


@pytest.mark.parametrize("command", [SCHEDULE, PLAN_DUE, SHARE, CODES, APPROPRIATION], ids=name_of)
def test_a_year_the_ledger_cannot_name_is_no_year(command: SettingCommand) -> None:
    assert not isinstance(command, AdoptGuidelines | SetExitPolicy)
    with pytest.raises(InvalidFiscalYearError, match="2100"):
        decided(replace(command, fiscal_year=2100))


class TestReleaseSchedule:
    @pytest.mark.parametrize("basis", [ReleaseBasis.DRAW_DOWN, ReleaseBasis.AS_APPROVED])
    def test_another_basis_has_no_installments(self, basis: ReleaseBasis) -> None:
        (one,) = decided(replace(SCHEDULE, basis=basis, installments=()))
        assert isinstance(one.event, ReleaseScheduleSet)
        assert (one.event.basis, one.event.installments) == (basis, ())
        error = refusal(InstallmentsNotOfBasisError, replace(SCHEDULE, basis=basis))
        assert "takes no installments, and 3 are given" in error.message

    def test_the_basis_installments_needs_installments(self) -> None:
        error = refusal(InstallmentsNotOfBasisError, replace(SCHEDULE, installments=()))
        assert "takes installments, and none is given" in error.message

    @pytest.mark.parametrize(
        "percents",
        [(25, 25, 100), (50, 25, 100), (25, 50, 99), (100, 100, 100)],
        ids=["level", "falling", "not to the end", "all at once, thrice"],
    )
    def test_percents_rise_and_the_last_is_the_rest(self, percents: tuple[int, int, int]) -> None:
        given = tuple(
            replace(one, cumulative_percent=percent)
            for one, percent in zip((OCTOBER, JANUARY, APRIL), percents, strict=True)
        )
        error = refusal(InstallmentsOutOfOrderError, replace(SCHEDULE, installments=given))
        assert error.details == {"percents": ", ".join(str(percent) for percent in percents)}

    @pytest.mark.parametrize("percent", [0, -1, 101])
    def test_a_percent_is_1_to_100(self, percent: int) -> None:
        given = (replace(OCTOBER, cumulative_percent=percent), APRIL)
        error = refusal(PercentOutsideRangeError, replace(SCHEDULE, installments=given))
        assert error.details == {"percent": str(percent)}

    def test_one_installment_of_100_percent_is_a_schedule(self) -> None:
        (one,) = decided(replace(SCHEDULE, installments=(APRIL,)))
        assert isinstance(one.event, ReleaseScheduleSet)

    def test_dates_do_not_go_back(self) -> None:
        late = replace(OCTOBER, due_on=date(2027, 2, 1))
        error = refusal(
            InstallmentsOutOfOrderError, replace(SCHEDULE, installments=(late, JANUARY, APRIL))
        )
        assert "25% by 2027-02-01, 50% by 2027-01-15, 100%." in error.message

    @pytest.mark.parametrize(
        "label", ["", "oct", "OCTOB", "O-1", "ÖKT", "OC T", "WH", "TR", "REQ", "APP"]
    )
    def test_a_label_is_1_to_4_capital_letters_or_digits(self, label: str) -> None:
        given = (replace(OCTOBER, label=label), APRIL)
        error = refusal(InstallmentLabelError, replace(SCHEDULE, installments=given))
        assert "is not a label" in error.message

    def test_a_label_stands_once(self) -> None:
        given = (OCTOBER, replace(APRIL, label="OCT"))
        error = refusal(InstallmentLabelError, replace(SCHEDULE, installments=given))
        assert "The label OCT stands twice" in error.message

    def test_a_name_stands_once_in_whatever_letters(self) -> None:
        given = (OCTOBER, replace(APRIL, name="October"))
        error = refusal(InstallmentLabelError, replace(SCHEDULE, installments=given))
        assert "The name october stands twice" in error.message

    def test_an_installment_has_a_name(self) -> None:
        given = (replace(OCTOBER, name=" "), APRIL)
        error = refusal(WordsMissingError, replace(SCHEDULE, installments=given))
        assert "the name of an installment is blank" in error.message

    def test_a_due_date_years_away_is_a_slip(self) -> None:
        given = (replace(OCTOBER, due_on=date(2016, 10, 15)), APRIL)
        error = refusal(DateFarFromYearError, replace(SCHEDULE, installments=given))
        assert "The due date of installment october for FY2027" in error.message


class TestPlanDueDate:
    @pytest.mark.parametrize(
        "due_on",
        # FY2027 is July 1, 2026 to June 30, 2027; FY2026 begins on July 1, 2025.
        [date(2025, 7, 1), date(2027, 6, 30)],
    )
    def test_it_lies_in_the_fiscal_year_or_the_one_before(self, due_on: date) -> None:
        (one,) = decided(replace(PLAN_DUE, due_on=due_on))
        assert isinstance(one.event, PlanDueDateSet)
        assert one.event.due_on == due_on

    @pytest.mark.parametrize("due_on", [date(2025, 6, 30), date(2027, 7, 1)])
    def test_a_day_outside_both_is_refused(self, due_on: date) -> None:
        error = refusal(DateFarFromYearError, replace(PLAN_DUE, due_on=due_on))
        assert error.details == {
            "given": str(due_on),
            "first": "2025-07-01",
            "last": "2027-06-30",
        }

    def test_the_first_year_the_ledger_names_has_a_year_before_it_too(self) -> None:
        (one,) = decided(replace(PLAN_DUE, fiscal_year=2000, due_on=date(1998, 7, 1)))
        assert isinstance(one.event, PlanDueDateSet)


@pytest.mark.parametrize("percent", [0, 101])
def test_the_share_of_new_reforms_is_1_to_100_percent(percent: int) -> None:
    error = refusal(PercentOutsideRangeError, replace(SHARE, percent=percent))
    assert "for the share of new or extended reforms" in error.message


@pytest.mark.parametrize("percent", [1, 100])
def test_the_ends_of_the_share_are_shares(percent: int) -> None:
    (one,) = decided(replace(SHARE, percent=percent))
    assert isinstance(one.event, NewReformShareSet)
    assert one.event.percent == percent


class TestObjectCodes:
    def test_a_code_stands_once(self) -> None:
        error = refusal(ObjectCodesWrongError, replace(CODES, codes=(*CODES.codes, CODES.codes[0])))
        assert error.details == {"codes": "3", "twice": "111A"}

    def test_there_is_at_least_one(self) -> None:
        error = refusal(ObjectCodesWrongError, replace(CODES, codes=()))
        assert "none is given" in error.message

    def test_a_code_and_its_words_are_not_blank(self) -> None:
        for code, missing in (
            (ObjectCode(code=" ", words="salaries"), "an object code"),
            (ObjectCode(code="111A", words=""), "what object code 111A is for"),
        ):
            error = refusal(WordsMissingError, replace(CODES, codes=(code,)))
            assert error.details == {"missing": missing}


class TestGuidelines:
    def test_there_is_no_clause_for_them_before_fy2013_or_before_its_day(self) -> None:
        refusal_of_year = replace(GUIDELINES, first_fiscal_year=2012)
        for command in (refusal_of_year, replace(GUIDELINES, adopted_on=date(2012, 6, 30))):
            with pytest.raises(NoRuleInForceError):
                decided(command)

    def test_they_are_recorded_once_they_are_adopted(self) -> None:
        (one,) = decided(replace(GUIDELINES, adopted_on=TODAY))
        assert one.effective_on == TODAY
        error = refusal(AdoptedLaterError, replace(GUIDELINES, adopted_on=date(2026, 7, 21)))
        assert error.details == {"adopted_on": "2026-07-21", "today": "2026-07-20"}
        assert error.citation is not None
        assert error.citation.provision == "C.G.S. § 10-262u(e)"

    @pytest.mark.parametrize("field", ["version", "title"])
    def test_they_have_a_version_and_a_title(self, field: str) -> None:
        blank = (
            replace(GUIDELINES, version=" ")
            if field == "version"
            else replace(GUIDELINES, title=" ")
        )
        assert f"the {field} of guidelines is blank" in refusal(WordsMissingError, blank).message


class TestAppropriation:
    def test_zero_is_a_figure(self) -> None:
        (one,) = decided(replace(APPROPRIATION, amount=Money(0)))
        assert isinstance(one.event, AppropriationControlSet)

    def test_it_is_not_below_zero(self) -> None:
        error = refusal(AmountNotPositiveError, replace(APPROPRIATION, amount=Money(-1)))
        assert error.details == {"amount": "-0.01"}
