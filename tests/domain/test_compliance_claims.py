"""Each check of inquiries, findings and orders with each of its answers. § 10-262u(g).

All figures are synthetic. Not here: the spending itself (`test_compliance_report.py`), screens.
"""

from dataclasses import replace
from datetime import date

import pytest
from duties import DESIGNATED, answers, opening, taken_back
from spec import usd
from spec_claims import (
    ENFORCED,
    STAY_ENDED,
    allowed,
    appeal_decided,
    appealed,
    asked,
    claim_reduced,
    determined,
    found,
    repayment,
    schedule,
    stayed,
    taken,
)

from domain.authority import Office
from domain.claim_events import InquiryAnswered, InquiryClosed
from domain.compliance import Answer, CheckResult
from domain.coverage import CoverageKind
from domain.events import DistrictYearEvent, OpeningBalanceStated

OCTOBER_30 = date(2023, 10, 30)
Q1 = replace(asked(), answer_by=OCTOBER_30)
CLAIMS = {CoverageKind.CLAIMS}


def answered(on: date) -> InquiryAnswered:
    return InquiryAnswered(inquiry="Q1", answer="payroll", answered_on=on, register=None)


REVERSED = (appealed(), appeal_decided("reversed"))
BACK = (appealed(), appeal_decided("remanded"))
LESS = claim_reduced("judgment", Office.COURT, repay_less="10.00")


def of(
    name: str, *events: DistrictYearEvent, on: date = date(2023, 10, 30), held: bool = False
) -> CheckResult:
    return answers(DESIGNATED, *events, on=on, covered=CLAIMS if held else ())[name]


@pytest.mark.parametrize(
    "name",
    [
        "inquiries_answered",
        "findings_decided",
        "repayments_on_time",
        "repaid_from_own_money",
        "reductions_applied",
    ],
)
def test_where_nothing_is_on_record_only_a_ledger_that_holds_such_records_says_met(
    name: str,
) -> None:
    assert of(name).answer is Answer.NOT_RECORDED
    assert "does not say that it holds inquiries-and-findings" in of(name).message
    assert of(name, held=True).answer is Answer.MET


class TestInquiriesAnswered:
    @pytest.mark.parametrize(
        ("events", "on", "answer", "said"),
        [
            pytest.param(
                (Q1, answered(OCTOBER_30)),
                date(2023, 11, 30),
                Answer.MET,
                "Answered in time or closed: Q1.",
                id="on-its-day",
            ),
            pytest.param(
                (Q1, answered(date(2023, 11, 1))),
                date(2023, 11, 30),
                Answer.NOT_MET,
                "Q1 was due 2023-10-30 and answered on 2023-11-01, 2 days late.",
                id="late",
            ),
            pytest.param(
                (Q1,),
                OCTOBER_30,
                Answer.NO_DATE,
                "Q1 is open, due 2023-10-30.",
                id="open-on-its-day",
            ),
            pytest.param(
                (Q1,),
                date(2023, 10, 31),
                Answer.NOT_MET,
                "Q1 was due 2023-10-30, and no answer is on record.",
                id="open-a-day-later",
            ),
            pytest.param(
                (asked(),),
                date(2030, 1, 1),
                Answer.NO_DATE,
                "Q1 is open, no day for the answer is set.",
                id="no-day",
            ),
            pytest.param(
                (Q1, InquiryClosed(inquiry="Q1", outcome="asked in error")),
                date(2023, 11, 30),
                Answer.MET,
                "Answered in time or closed: Q1.",
                id="closed-without-an-answer",
            ),
        ],
    )
    def test_each_answer(
        self, events: tuple[DistrictYearEvent, ...], on: date, answer: Answer, said: str
    ) -> None:
        result = of("inquiries_answered", *events, on=on)
        assert (result.answer, result.message) == (answer, said)


class TestFindingsDecided:
    def test_what_is_neither_allowed_nor_decided_is_open_without_a_day(self) -> None:
        result = of("findings_decided", found(amount="45250.75"), allowed("12500.00"))
        assert (result.answer, result.message) == (
            Answer.NO_DATE,
            "Not decided: F1 32,750.75. No day for it is written.",
        )

    def test_met_once_all_of_it_is(self) -> None:
        events = (found(amount="45250.75"), allowed("12500.00"), determined(repay="32750.75"))
        result = of("findings_decided", *events)
        assert (result.answer, result.message) == (
            Answer.MET,
            "Decided, allowed or taken over: F1.",
        )


class TestRepaymentsOnTime:
    ORDERED = (found(amount="100.00"), determined(repay="100.00"))
    TWO_PARTS = schedule((date(2027, 3, 31), "50.00"), (date(2027, 6, 30), "50.00"))

    def test_without_a_schedule_no_day_is_set(self) -> None:
        result = of("repayments_on_time", *self.ORDERED, on=date(2040, 1, 1))
        assert (result.answer, result.message) == (
            Answer.NO_DATE,
            "Open: D-2023-064-1 100.00, no day for it is set.",
        )

    def test_a_part_is_past_due_the_day_after(self) -> None:
        events = (*self.ORDERED, self.TWO_PARTS)
        result = of("repayments_on_time", *events, on=date(2027, 3, 31))
        assert (result.answer, result.message) == (
            Answer.NO_DATE,
            "Open: D-2023-064-1 100.00, next part due 2027-03-31.",
        )
        late = of("repayments_on_time", *events, on=date(2027, 4, 1))
        assert (late.answer, late.message) == (
            Answer.NOT_MET,
            "Past due: D-2023-064-1 50.00 due 2027-03-31.",
        )

    def test_what_is_paid_early_settles_the_first_part(self) -> None:
        events = (*self.ORDERED, self.TWO_PARTS, repayment("50.00"))
        assert of("repayments_on_time", *events, on=date(2027, 4, 1)).answer is Answer.NO_DATE

    def test_what_is_stayed_is_not_late(self) -> None:
        events = (*self.ORDERED, self.TWO_PARTS, stayed(Office.COURT))
        result = of("repayments_on_time", *events, on=date(2027, 4, 1))
        assert (result.answer, result.message) == (
            Answer.NO_DATE,
            "Open: D-2023-064-1 100.00, stayed.",
        )
        ended = of("repayments_on_time", *events, STAY_ENDED, on=date(2027, 4, 1))
        assert ended.answer is Answer.NOT_MET

    def test_met_once_nothing_is_open(self) -> None:
        events = (*self.ORDERED, self.TWO_PARTS, repayment("100.00", date(2027, 3, 31)))
        result = of("repayments_on_time", *events)
        assert (result.answer, result.message) == (
            Answer.MET,
            "Nothing is open of D-2023-064-1: 100.00 was repaid.",
        )

    def test_what_was_paid_late_stays_late_when_nothing_is_open(self) -> None:
        paid = repayment("100.00", date(2027, 7, 2))
        result = of("repayments_on_time", *self.ORDERED, self.TWO_PARTS, paid)
        assert (result.answer, result.message) == (
            Answer.NOT_MET,
            (
                "Paid late: D-2023-064-1 50.00 due 2027-03-31, paid 2027-07-02, 93 days late; "
                "D-2023-064-1 50.00 due 2027-06-30, paid 2027-07-02, 2 days late."
            ),
        )

    def test_what_is_past_due_and_what_was_paid_late_are_both_said(self) -> None:
        events = (*self.ORDERED, self.TWO_PARTS, repayment("50.00", date(2027, 4, 1)))
        result = of("repayments_on_time", *events, on=date(2027, 7, 1))
        assert (result.answer, result.message) == (
            Answer.NOT_MET,
            (
                "Past due: D-2023-064-1 50.00 due 2027-06-30. Paid late: D-2023-064-1 50.00 due "
                "2027-03-31, paid 2027-04-01, 1 day late."
            ),
        )

    @pytest.mark.parametrize(
        ("ended", "paid_on", "answer"),
        [
            pytest.param(date(2027, 5, 1), date(2027, 5, 1), Answer.MET, id="as-it-ended"),
            pytest.param(date(2027, 5, 1), date(2027, 5, 2), Answer.NOT_MET, id="a-day-after"),
            pytest.param(None, date(2027, 9, 1), Answer.MET, id="while-it-stands"),
            pytest.param(date(2027, 3, 30), date(2027, 4, 1), Answer.NOT_MET, id="before-it-due"),
        ],
    )
    def test_a_part_due_in_a_stay_is_late_only_after_the_stay(
        self, ended: date | None, paid_on: date, answer: Answer
    ) -> None:
        whole = schedule((date(2027, 3, 31), "100.00"))
        end = (STAY_ENDED,) if ended else ()
        events = (*self.ORDERED, whole, stayed(Office.COURT), *end, repayment("100.00", paid_on))
        # The designation is version 1; the stay is version 5 and its end version 6.
        dated = {5: date(2027, 3, 1)} | ({6: ended} if ended else {})
        result = answers(DESIGNATED, *events, on=date(2027, 12, 31), dated=dated)
        assert result["repayments_on_time"].answer is answer

    @pytest.mark.parametrize("judgment", [REVERSED, BACK], ids=["reversed", "sent back"])
    def test_what_a_court_changed_is_not_late_before_that_is_entered(
        self, judgment: tuple[DistrictYearEvent, ...]
    ) -> None:
        events = (*self.ORDERED, self.TWO_PARTS, *judgment)
        result = of("repayments_on_time", *events, on=date(2027, 4, 1))
        assert (result.answer, result.message) == (
            Answer.NO_DATE,
            "Open: D-2023-064-1 100.00, a judgment on it is not entered.",
        )
        entered = of("repayments_on_time", *events, LESS, on=date(2027, 4, 1))
        assert entered.message == "Past due: D-2023-064-1 50.00 due 2027-03-31."

    @pytest.mark.parametrize(
        ("judgment", "then"),
        [
            pytest.param("modified", (LESS,), id="lowered"),
            pytest.param("remanded", (LESS,), id="sent back and lowered"),
            pytest.param("remanded", (ENFORCED,), id="sent back and directed"),
        ],
    )
    def test_a_part_due_before_a_judgment_was_entered_is_late_only_after(
        self, judgment: str, then: tuple[DistrictYearEvent, ...]
    ) -> None:
        whole = schedule((date(2027, 3, 31), "100.00"))
        judged = (appealed(), appeal_decided(judgment), *then)
        # The judgment is version 6, and is entered by version 7.
        dated = {6: date(2027, 3, 1), 7: date(2027, 5, 1)}
        for paid_on, answer in (
            (date(2027, 5, 1), Answer.MET),
            (date(2027, 5, 2), Answer.NOT_MET),
        ):
            open_ = "90.00" if then == (LESS,) else "100.00"
            events = (*self.ORDERED, whole, *judged, repayment(open_, paid_on))
            result = answers(DESIGNATED, *events, on=date(2027, 12, 31), dated=dated)
            assert result["repayments_on_time"].answer is answer

    def test_a_judgment_that_changes_nothing_moves_no_day(self) -> None:
        whole = schedule((date(2027, 3, 31), "100.00"))
        events = (*self.ORDERED, whole, appealed(), appeal_decided("affirmed"))
        paid = repayment("100.00", date(2027, 4, 1))
        dated = {6: date(2027, 3, 1)}
        result = answers(DESIGNATED, *events, paid, on=date(2027, 12, 31), dated=dated)
        assert result["repayments_on_time"].answer is Answer.NOT_MET

    def test_what_is_in_no_schedule_is_said_beside_the_next_part(self) -> None:
        events = (
            *self.ORDERED,
            claim_reduced("compromise", Office.GOVERNOR, repay_less="20.00"),
            schedule((date(2027, 3, 31), "80.00")),
            taken_back(4, "ClaimReduced", repay_less="20.00"),
        )
        assert of("repayments_on_time", *events).message == (
            "Open: D-2023-064-1 100.00, next part due 2027-03-31, 20.00 of it in no schedule."
        )


class TestRepaidFromOwnMoney:
    ORDERED = (found(amount="100.00"), determined(repay="100.00"))

    def test_met_names_the_source(self) -> None:
        result = of("repaid_from_own_money", *self.ORDERED, repayment("100.00"))
        assert (result.answer, result.message) == (
            Answer.MET,
            "100.00 from local appropriation.",
        )

    def test_a_source_that_speaks_of_the_alliance_is_for_a_person_to_look_at(self) -> None:
        odd = replace(repayment("100.00"), money_source="Alliance carry-over")
        result = of("repaid_from_own_money", *self.ORDERED, odd)
        assert (result.answer, result.message) == (
            Answer.NOT_RECORDED,
            (
                "100.00 for D-2023-064-1 from 'Alliance carry-over': whether that was the board's "
                "own money is not held here."
            ),
        )


class TestReductionsApplied:
    ORDERED = (found(amount="100.00"), determined(reduce="100.00"))

    @pytest.mark.parametrize(
        ("on", "since"),
        [
            (date(2023, 12, 31), ""),
            (date(2024, 6, 30), ""),
            (date(2024, 7, 1), "; 1 fiscal year passed since"),
            (date(2026, 1, 1), "; 2 fiscal years passed since"),
        ],
    )
    def test_what_is_left_is_open_however_many_years_passed(self, on: date, since: str) -> None:
        result = of("reductions_applied", *self.ORDERED, taken("60.00"), on=on)
        assert (result.answer, result.message) == (
            Answer.NO_DATE,
            "To be taken from a later year: D-2023-064-1 40.00; the text names no year"
            + since
            + ".",
        )

    def test_a_stay_is_said(self) -> None:
        result = of("reductions_applied", *self.ORDERED, stayed())
        assert "D-2023-064-1 100.00, stayed; the text names no year" in result.message

    def test_a_judgment_that_is_not_entered_is_said(self) -> None:
        result = of("reductions_applied", *self.ORDERED, *REVERSED)
        assert (
            "D-2023-064-1 100.00, a judgment on it is not entered; the text names no year"
            in result.message
        )

    def test_met_once_all_was_taken(self) -> None:
        result = of("reductions_applied", *self.ORDERED, taken("100.00"))
        assert (result.answer, result.message) == (
            Answer.MET,
            "Nothing is open of D-2023-064-1: 100.00 was taken.",
        )


def test_what_an_opening_statement_says_is_owed_is_asked_about_too() -> None:
    stated: OpeningBalanceStated = replace(
        opening(), repay_due=usd("5.00"), reduction_due=usd("7.00"), finding_open=usd("9.00")
    )
    assert of("repayments_on_time", stated).message == "Open: opening 5.00, no day for it is set."
    assert "opening 7.00; the text names no year" in of("reductions_applied", stated).message
    assert of("findings_decided", stated).message.startswith("Not decided: opening 9.00.")
