"""Each check of what stands beside the account with each of its answers. All synthetic.

§ 10-262u(c)(2), (h), § 10-262i(c), (d), (e), § 10-227, § 4-231, § 4-232. Not here: screens.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from duties import APPROVED, DESIGNATED, FUNDED, answers, closed, paid, reported
from spec import usd
from spec_claims import found

from domain.compliance import Answer, CheckResult, Configuration
from domain.coverage import CoverageKind
from domain.events import DesignationEnded, DistrictYearEvent, PassThroughRecorded
from domain.fiscal_year import FiscalYear
from domain.money import ZERO
from domain.setting_events import DeadlineSet, Duty, ExitChoice
from domain.side_events import (
    AnnualReturnFiled,
    BudgetShortfallDetermined,
    EducationBudgetAdopted,
    ExitBalanceHandled,
    ForfeitureApplied,
    ForfeitureWaived,
    SingleAuditRecorded,
    SupplantingFlagged,
)
from domain.side_kinds import AuditStage, ReturnStage
from domain.state import DistrictYear, fold
from domain.year_events import BalanceCarriedIn

BUDGETS = {CoverageKind.EDUCATION_BUDGETS}
RETURNS = {CoverageKind.ANNUAL_RETURNS}
AUDITS = {CoverageKind.SINGLE_AUDITS}
DECEMBER_31 = date(2023, 12, 31)
JANUARY_1 = date(2024, 1, 1)


def deadline(duty: Duty, on: date) -> Configuration:
    set_ = DeadlineSet(
        fiscal_year=2023, duty=duty, due_on=on, set_by="Bureau of Grants", document="Memo 7"
    )
    return Configuration(deadlines={duty: set_})


class TestPassedThroughByDueDate:
    NAME = "passed_through_by_due_date"
    # The town was paid 5.00 on October 1, 2022.
    PAID = (*FUNDED, *APPROVED, *paid("5.00"))
    DAYS = MappingProxyType({len(PAID): date(2022, 10, 1)})
    CONFIGURED = deadline(Duty.PASS_THROUGH, date(2022, 10, 31))

    def of(
        self, *more: DistrictYearEvent, on: date = date(2022, 11, 1), passed_on: date | None = None
    ) -> CheckResult:
        days = dict(self.DAYS) | ({len(self.PAID) + 1: passed_on} if passed_on else {})
        return answers(*self.PAID, *more, dated=days, on=on, configured=self.CONFIGURED)[self.NAME]

    @staticmethod
    def passed(amount: str) -> PassThroughRecorded:
        return PassThroughRecorded(amount=usd(amount), reimbursed=ZERO)

    def test_on_the_day_itself_it_is_open(self) -> None:
        result = self.of(on=date(2022, 10, 31))
        assert (result.answer, result.message) == (
            Answer.NO_DATE,
            (
                "5.00 stands with the town; due 2022-10-31, set by Bureau of Grants (Memo 7): "
                "configuration, not law."
            ),
        )

    def test_all_of_it_by_the_day_is_met(self) -> None:
        result = self.of(self.passed("5.00"), passed_on=date(2022, 10, 31))
        assert result.answer is Answer.MET

    def test_a_part_that_stood_there_on_the_day_is_not_met_also_when_it_came_later(self) -> None:
        late = self.of(self.passed("5.00"), passed_on=date(2022, 11, 1))
        assert late.answer is Answer.NOT_MET
        assert late.message.startswith("5.00 of what had reached the town stood there still;")
        part = self.of(self.passed("4.00"), passed_on=date(2022, 10, 20))
        assert part.message.startswith("1.00 of what had reached the town")

    def test_whether_it_was_passed_on_may_not_be_held_here(self) -> None:
        assert self.of().answer is Answer.NOT_RECORDED
        bare = answers(DESIGNATED, on=date(2022, 11, 1), configured=self.CONFIGURED)[self.NAME]
        assert bare.message.startswith("Payments to the town are not held here;")

    def test_without_a_day_nothing_is_late(self) -> None:
        assert answers(*self.PAID)[self.NAME].answer is Answer.NO_DATE


def budget(amount: str) -> EducationBudgetAdopted:
    """Last year 50,000,000.00 and 750,000.00 more aid: 50,750,000.00 is the minimum (WE-19)."""
    return EducationBudgetAdopted(
        amount=usd(amount),
        prior_year=usd("50000000.00"),
        aid_increase=usd("750000.00"),
        adopted_on=date(2022, 5, 1),
        document="minutes",
    )


SHORT = budget("50500000.00")
DETERMINED = BudgetShortfallDetermined(
    minimum=usd("50750000.00"),
    adopted=usd("50500000.00"),
    shortfall=usd("250000.00"),
    forfeiture=usd("500000.00"),
    forfeiture_fiscal_year=2025,
)
WAIVED = ForfeitureWaived(amount=usd("500000.00"), reason="a flood", agreement=None)


class TestMinimumBudget:
    def test_the_minimum_itself_is_met(self) -> None:
        result = answers(DESIGNATED, budget("50750000.00"))["minimum_budget_met"]
        assert (result.answer, result.message) == (
            Answer.MET,
            "50,750,000.00 was adopted, the minimum is 50,750,000.00.",
        )

    @pytest.mark.parametrize(
        ("more", "then"),
        [
            ((), "it is not determined yet."),
            ((DETERMINED,), "500,000.00 is forfeited in FY2025."),
            ((DETERMINED, WAIVED), "the forfeiture of 500,000.00 was waived: a flood."),
        ],
    )
    def test_below_it_is_not_met_and_what_follows_is_said(
        self, more: tuple[DistrictYearEvent, ...], then: str
    ) -> None:
        result = answers(DESIGNATED, SHORT, *more)["minimum_budget_met"]
        assert (result.answer, result.message) == (
            Answer.NOT_MET,
            "50,500,000.00 was adopted, the minimum is 50,750,000.00: 250,000.00 short; " + then,
        )


class TestForfeitureApplied:
    NAME = "forfeiture_applied"

    @staticmethod
    def earlier(*events: DistrictYearEvent) -> DistrictYear:
        return fold([DESIGNATED, *events])

    def test_what_was_forfeited_and_deducted_is_met(self) -> None:
        applied = ForfeitureApplied(failure_fiscal_year=2021, amount=usd("500000.00"))
        result = answers(DESIGNATED, applied)[self.NAME]
        assert (result.answer, result.message) == (
            Answer.MET,
            "500,000.00 is applied for FY2021.",
        )

    @pytest.mark.parametrize(
        ("events", "said"),
        [
            ((budget("50750000.00"),), "No shortfall of FY2021 is determined, so nothing falls"),
            ((SHORT, DETERMINED, WAIVED), "500,000.00 for FY2021 was waived."),
        ],
    )
    def test_where_nothing_is_forfeited_it_is_met(
        self, events: tuple[DistrictYearEvent, ...], said: str
    ) -> None:
        result = answers(DESIGNATED, two_years_before=self.earlier(*events))[self.NAME]
        assert result.answer is Answer.MET
        assert result.message.startswith(said)

    @pytest.mark.parametrize(
        ("on", "covered", "answer"),
        [
            (date(2023, 6, 30), BUDGETS, Answer.NO_DATE),
            (date(2023, 7, 1), BUDGETS, Answer.NOT_MET),
            (date(2023, 7, 1), set(), Answer.NOT_RECORDED),
        ],
        ids=["june-30", "july-1", "not-held-here"],
    )
    def test_what_is_not_deducted_by_the_end_of_the_year(
        self, on: date, covered: set[CoverageKind], answer: Answer
    ) -> None:
        before = self.earlier(SHORT, DETERMINED)
        result = answers(DESIGNATED, two_years_before=before, on=on, covered=covered)[self.NAME]
        assert result.answer is answer
        assert result.message.startswith("500,000.00 for FY2021 is not applied")


class TestAidDoesNotSupplant:
    NAME = "aid_does_not_supplant"
    FLAG = SupplantingFlagged(words="local tutors moved to the grant", amount=None)

    def test_a_flag_is_no_breach(self) -> None:
        result = answers(DESIGNATED, self.FLAG)[self.NAME]
        assert (result.answer, result.message) == (
            Answer.NOT_RECORDED,
            "Flagged, and no finding stands: local tutors moved to the grant.",
        )

    def test_a_finding_is(self) -> None:
        raised = found(amount="9.00", kind="supplanting")
        result = answers(DESIGNATED, self.FLAG, raised)[self.NAME]
        assert (result.answer, result.message) == (
            Answer.NOT_MET,
            "Supplanting: finding F1 of 9.00.",
        )


class TestAnnualReturn:
    @pytest.mark.parametrize(
        ("stage", "on", "check", "answer", "said"),
        [
            (
                ReturnStage.FILED,
                date(2023, 9, 1),
                "annual_return_filed",
                Answer.MET,
                "The annual return was filed on 2023-09-01, due 2023-09-01.",
            ),
            (
                ReturnStage.FILED,
                date(2023, 9, 3),
                "annual_return_filed",
                Answer.NOT_MET,
                "The annual return was filed on 2023-09-03, 2 days late; due 2023-09-01.",
            ),
            (
                ReturnStage.CERTIFIED,
                DECEMBER_31,
                "annual_return_certified",
                Answer.MET,
                "The annual return was certified on 2023-12-31, due 2023-12-31.",
            ),
        ],
    )
    def test_each_stage_has_its_day(
        self, stage: ReturnStage, on: date, check: str, answer: Answer, said: str
    ) -> None:
        record = AnnualReturnFiled(stage=stage, filed_on=on)
        result = answers(DESIGNATED, record)[check]
        assert (result.answer, result.message) == (answer, said)

    @pytest.mark.parametrize(
        ("on", "covered", "answer"),
        [
            (date(2023, 9, 1), RETURNS, Answer.NO_DATE),
            (date(2023, 9, 2), RETURNS, Answer.NOT_MET),
            (date(2023, 9, 2), set(), Answer.NOT_RECORDED),
        ],
        ids=["on-its-day", "a-day-later", "not-held-here"],
    )
    def test_without_a_return(self, on: date, covered: set[CoverageKind], answer: Answer) -> None:
        result = answers(DESIGNATED, on=on, covered=covered)["annual_return_filed"]
        assert result.answer is answer


def audit(stage: AuditStage, on: date, *, required: bool | None = True) -> SingleAuditRecorded:
    return SingleAuditRecorded(
        stage=stage,
        on=on,
        spent=usd("420000.00"),
        threshold=usd("300000.00"),
        required=required,
        until=None,
        reference="report",
    )


EXTENDED = replace(
    audit(AuditStage.EXTENDED, date(2023, 11, 15), required=None),
    spent=None,
    until=date(2024, 1, 30),
    reference="letter of OPM",
)


class TestSingleAuditFiled:
    NAME = "single_audit_filed"

    @pytest.mark.parametrize(
        ("events", "answer", "said"),
        [
            (
                (audit(AuditStage.FILED, DECEMBER_31),),
                Answer.MET,
                "The single audit was filed on 2023-12-31, due 2023-12-31.",
            ),
            (
                (audit(AuditStage.FILED, JANUARY_1),),
                Answer.NOT_MET,
                "The single audit was filed on 2024-01-01, 1 day late; due 2023-12-31.",
            ),
            (
                (EXTENDED, audit(AuditStage.FILED, date(2024, 1, 30))),
                Answer.MET,
                (
                    "The single audit was filed on 2024-01-30, due 2024-01-30. It was extended on "
                    "2023-11-15: letter of OPM."
                ),
            ),
            (
                (audit(AuditStage.FILED, date(2024, 5, 1), required=False),),
                Answer.MET,
                "Filed on 2024-05-01, and none was needed.",
            ),
            (
                (audit(AuditStage.EXEMPT, date(2023, 8, 1), required=False),),
                Answer.MET,
                "None is needed: below the threshold of 300,000.00 (2023-08-01).",
            ),
        ],
        ids=["on-its-day", "late", "extended", "filed-below", "exempt"],
    )
    def test_what_was_recorded(
        self, events: tuple[DistrictYearEvent, ...], answer: Answer, said: str
    ) -> None:
        result = answers(DESIGNATED, *events, on=date(2024, 6, 1))[self.NAME]
        assert (result.answer, result.message) == (answer, said)

    def test_an_exemption_on_less_than_is_reported_spent_since_is_not_met(self) -> None:
        exempt = replace(
            audit(AuditStage.EXEMPT, date(2023, 8, 1), required=False), spent=usd("100000.00")
        )
        result = answers(DESIGNATED, exempt, reported("100000.01"))[self.NAME]
        assert result.answer is Answer.NOT_MET
        assert result.message == (
            "An exemption on 100,000.00 of state assistance spent is on record (2023-08-01), and "
            "100,000.01 of Alliance money alone is reported spent."
        )
        assert answers(DESIGNATED, exempt, reported("100000.00"))[self.NAME].answer is Answer.MET

    @pytest.mark.parametrize(
        ("spent", "on", "covered", "answer"),
        [
            ("300000.00", DECEMBER_31, AUDITS, Answer.NO_DATE),
            ("300000.00", JANUARY_1, AUDITS, Answer.NOT_MET),
            ("300000.00", JANUARY_1, set(), Answer.NOT_RECORDED),
            # A cent below the threshold of the year's first day: other aid is not known here.
            ("299999.99", JANUARY_1, AUDITS, Answer.NOT_RECORDED),
        ],
    )
    def test_without_a_record_the_grant_alone_may_show_that_one_is_needed(
        self, spent: str, on: date, covered: set[CoverageKind], answer: Answer
    ) -> None:
        result = answers(DESIGNATED, reported(spent), on=on, covered=covered)[self.NAME]
        assert result.answer is answer
        assert result.message.startswith("No single audit is on record; due 2023-12-31.")

    def test_a_date_of_the_department_is_shown_beside_the_statute(self) -> None:
        configured = deadline(Duty.SINGLE_AUDIT_REPORT, date(2023, 12, 1))
        result = answers(DESIGNATED, configured=configured)[self.NAME]
        assert result.message.endswith(
            "due 2023-12-31. The Department asks for it by 2023-12-01, set by Bureau of Grants "
            "(Memo 7): configuration, not law."
        )


class TestExitBalanceHandled:
    NAME = "exit_balance_handled"
    LAST = FiscalYear(2027)  # of the term of the round of FY2023
    JULY_1 = date(2027, 7, 1)
    CLOSED = (*FUNDED, reported("4.00"), closed("6.00"))
    CARRIED = BalanceCarriedIn(
        previous_fiscal_year=2027,
        carry_in=usd("6.00"),
        at_comptroller=ZERO,
        at_commissioner=usd("6.00"),
        at_town=ZERO,
        at_board=ZERO,
        not_withheld=ZERO,
        advanced_by_board=ZERO,
        rests_on_statement=False,
    )

    def of(
        self,
        *events: DistrictYearEvent,
        after: tuple[DistrictYearEvent, ...] = (),
        on: date = JULY_1,
        covered: Collection[CoverageKind] = (),
    ) -> tuple[Answer, str]:
        result = answers(
            *events, fiscal_year=self.LAST, next_year=fold(after), on=on, covered=covered
        )[self.NAME]
        return result.answer, result.message

    def test_while_the_term_runs_nothing_is_to_be_settled(self) -> None:
        result = answers(DESIGNATED, fiscal_year=FiscalYear(2026))[self.NAME]
        assert (result.answer, result.message) == (
            Answer.MET,
            "The term of the designation runs to FY2027.",
        )

    def test_nor_where_the_next_year_is_designated_anew(self) -> None:
        assert self.of(DESIGNATED, after=(DESIGNATED,)) == (
            Answer.MET,
            "The designation goes on in FY2028.",
        )

    def test_a_designation_that_ended_before_its_term_is_asked_about(self) -> None:
        ended = fold([DESIGNATED, DesignationEnded(reason="merged"), self.CARRIED])
        early = answers(*self.CLOSED, next_year=ended)[self.NAME]
        assert early.message.startswith("6.00 is left, no designation for FY2024 is on record,")

    def test_what_is_left_without_a_designation_is_open_without_a_day(self) -> None:
        answer, said = self.of(*self.CLOSED, after=(self.CARRIED,))
        assert answer is Answer.NO_DATE
        assert said.startswith("6.00 is left, no designation for FY2028 is on record,")

    def test_the_choice_settles_it(self) -> None:
        choice = ExitBalanceHandled(
            choice=ExitChoice.RETURN,
            balance=usd("6.00"),
            finding_open=ZERO,
            reason="the program ended",
            document="order of July 1",
        )
        assert self.of(*self.CLOSED, after=(self.CARRIED, choice)) == (
            Answer.MET,
            "6.00: return (order of July 1).",
        )
        more = replace(choice, balance=usd("7.00"))
        assert self.of(*self.CLOSED, after=(self.CARRIED, more)) == (
            Answer.MET,
            "7.00: return (order of July 1); 6.00 is left.",
        )

    def test_a_choice_over_less_than_is_left_settles_only_that(self) -> None:
        # The balance was restated after the choice.
        choice = ExitBalanceHandled(
            choice=ExitChoice.RETURN,
            balance=usd("2.00"),
            finding_open=ZERO,
            reason="the program ended",
            document="order of July 1",
        )
        assert self.of(*self.CLOSED, after=(self.CARRIED, choice)) == (
            Answer.NO_DATE,
            (
                "6.00 is left, and what is said of it is of 2.00: return (order of July 1). What "
                "becomes of 4.00 is not on record; no day for it is written."
            ),
        )

    def test_a_year_that_runs_or_is_not_closed_is_open(self) -> None:
        assert self.of(DESIGNATED, on=date(2027, 6, 30)) == (
            Answer.NO_DATE,
            "The year ends on 2027-06-30.",
        )
        assert self.of(DESIGNATED, covered={CoverageKind.CLOSINGS}) == (
            Answer.NO_DATE,
            "The year is not closed; no day for it is written.",
        )

    def test_nothing_left_is_met(self) -> None:
        spent = (*FUNDED, reported("10.00"), closed("0.00"))
        assert self.of(*spent) == (Answer.MET, "Nothing is left after FY2027.")
