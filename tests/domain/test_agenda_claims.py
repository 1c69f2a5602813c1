"""What waits of inquiries, findings, determinations and of what is owed. C.G.S. § 10-262u(g).

The days are those of screen C-2 (synthetic). Not here: counting them (`test_clocks.py`), screens.
"""

from dataclasses import replace
from datetime import date

import pytest
from duties import taken_back
from on_desk import PLACE, said, waiting
from spec import usd
from spec_claims import (
    D1,
    ENFORCED,
    appeal_decided,
    appealed,
    asked,
    claim_reduced,
    determined,
    found,
    noticed,
    petition,
    procedure,
    reconsidered,
    repayment,
    schedule,
    served,
    stayed,
    taken,
)

from domain.authority import Office
from domain.claim_events import InquiryAnswered, InquiryClosed
from domain.determination_events import Paper, ResponseReceived
from domain.events import DistrictYearEvent

JANUARY_20 = date(2027, 1, 20)
ANSWERED = InquiryAnswered(
    inquiry="Q1", answer="payroll", answered_on=date(2026, 10, 28), register=None
)
NOTICE = noticed(date(2026, 12, 2), F1="100.00")
RESPONSE = ResponseReceived(
    determination=D1,
    received_on=date(2026, 11, 20),
    contested=usd("100.00"),
    response="see payroll",
    register=None,
)
DECIDED = (found(amount="100.00"), procedure("contested-case"), determined(repay="100.00"))


class TestInquiriesAndFindings:
    def test_an_inquiry_waits_for_the_board_by_its_day(self) -> None:
        (one,) = waiting(replace(asked(), answer_by=date(2026, 10, 30)))
        assert said([one]) == [
            (
                "Answer inquiry Q1: What is the fence?",
                Office.BOARD_OF_EDUCATION,
                f"inquiry answer {PLACE} --name Q1 --answered-on … --answer …",
            )
        ]
        assert (one.due, one.due_by) == (date(2026, 10, 30), "given with the inquiry")

    def test_an_answer_waits_for_the_department_and_a_closed_one_for_nobody(self) -> None:
        assert said(waiting(asked(), ANSWERED)) == [
            (
                "Decide on the answer to Q1",
                Office.DEPARTMENT,
                f"inquiry close {PLACE} --name Q1 --outcome …",
            )
        ]
        assert waiting(asked(), ANSWERED, InquiryClosed(inquiry="Q1", outcome="explained")) == []

    def test_a_finding_waits_until_a_notice_names_it(self) -> None:
        raised = found(amount="100.00")
        assert said(waiting(raised)) == [
            (
                "Decide on finding F1, 100.00 open",
                Office.DEPARTMENT,
                f"finding show {PLACE} --name F1",
            )
        ]
        assert [one.key for one in waiting(raised, NOTICE)] == [
            "064-2023/determination/D-2023-064-1/notice"
        ]

    def test_what_an_opening_statement_says_is_found_waits_too(self) -> None:
        from duties import opening

        stated = replace(opening(), finding_open=usd("9.00"), repay_due=usd("5.00"))
        assert [(one.what, one.command) for one in waiting(stated)] == [
            (
                "Decide on finding opening, 9.00 open",
                f"alliance finding show {PLACE} --name opening",
            ),
            (
                "Agree when 5.00 on opening is repaid",
                "alliance receivables schedule opening-2023-064 --due … --agreed-with … --paper …",
            ),
        ]


class TestBeforeTheDecision:
    RAISED = found(amount="100.00")
    SENT = served(date(2026, 11, 2), Paper.PRELIMINARY)

    def test_a_notice_is_to_be_sent(self) -> None:
        (one,) = waiting(self.RAISED, NOTICE)
        assert (one.what, one.office) == (
            "Send the preliminary determination D-2023-064-1 to the board",
            Office.DEPARTMENT,
        )

    def test_then_the_board_may_respond_up_to_the_last_day(self) -> None:
        events = (self.RAISED, NOTICE, self.SENT)
        (one,) = waiting(*events, on=date(2026, 12, 2))
        assert (one.what, one.office, one.due) == (
            "Respond to the preliminary determination D-2023-064-1",
            Office.BOARD_OF_EDUCATION,
            date(2026, 12, 2),
        )

    @pytest.mark.parametrize(
        ("more", "on", "what"),
        [
            ((), date(2026, 12, 3), "Decide D-2023-064-1, no response came"),
            ((RESPONSE,), date(2026, 11, 21), "Decide D-2023-064-1, with the board's response"),
        ],
    )
    def test_then_the_commissioner_decides(
        self, more: tuple[DistrictYearEvent, ...], on: date, what: str
    ) -> None:
        (one,) = waiting(self.RAISED, NOTICE, self.SENT, *more, on=on)
        assert (one.what, one.office, one.signs) == (what, Office.COMMISSIONER, True)

    def test_the_decision_is_to_be_sent(self) -> None:
        first, *_ = waiting(*DECIDED)
        assert said([first]) == [
            (
                "Send the decision D-2023-064-1 to the board",
                Office.DEPARTMENT,
                "determination serve D-2023-064-1 final --method … --mailed-on …",
            )
        ]


class TestClock:
    MAILED = (*DECIDED, served())

    def clock(self, *more: DistrictYearEvent, on: date) -> list[tuple[str, Office, date | None]]:
        return [
            (one.what, one.office, one.due)
            for one in waiting(*self.MAILED, *more, on=on)
            if "/clock/" in one.key
        ]

    def test_each_day_that_runs_is_shown_with_whose_it_is(self) -> None:
        assert self.clock(on=JANUARY_20) == [
            (
                "D-2023-064-1: petition for reconsideration, day 15",
                Office.BOARD_OF_EDUCATION,
                date(2027, 1, 29),
            ),
            ("D-2023-064-1: own motion, day 40", Office.COMMISSIONER, date(2027, 2, 23)),
            (
                (
                    "D-2023-064-1: appeal, if no petition, day 45; falls on a Sunday, counted here "
                    "to 2027-03-01: ask counsel"
                ),
                Office.BOARD_OF_EDUCATION,
                date(2027, 2, 28),
            ),
        ]

    def test_the_25th_day_to_answer_a_petition_is_shown_up_to_that_day(self) -> None:
        filed = petition(date(2027, 1, 28))
        on_it = self.clock(filed, on=date(2027, 2, 22))
        assert (
            "D-2023-064-1: Department answers, day 25; no answer on that day means denied",
            Office.COMMISSIONER,
            date(2027, 2, 22),
        ) in on_it
        after = self.clock(filed, on=date(2027, 2, 23))
        assert not [what for what, _, _ in after if "Department answers" in what]
        (day_25,) = [
            one
            for one in waiting(*self.MAILED, filed, on=date(2027, 2, 22))
            if "Department answers" in one.what
        ]
        assert day_25.status(date(2027, 2, 22)) == "due today"
        assert (day_25.command, day_25.due_by) == (
            (
                "alliance determination answer-petition D-2023-064-1 --outcome … --decided-on … "
                "--because …"
            ),
            "counted from mailing or filing, UNVERIFIED",
        )

    def test_a_right_that_was_used_or_has_lapsed_is_not_shown(self) -> None:
        assert self.clock(on=date(2027, 3, 1)) == []
        used = self.clock(appealed(), on=date(2027, 2, 26))
        assert not [what for what, _, _ in used if "appeal" in what]

    def test_no_days_run_where_counsel_did_not_say_contested_case(self) -> None:
        informal = (found(amount="100.00"), procedure(), determined(repay="100.00"), served())
        assert not [one for one in waiting(*informal, on=JANUARY_20) if "/clock/" in one.key]


class TestAfterTheDecision:
    MAILED = (found(amount="100.00"), procedure(), determined(repay="100.00"), served())

    def test_an_answer_to_a_petition_is_to_be_sent(self) -> None:
        denied = reconsidered("denied", date(2027, 2, 20))
        whats = [one.what for one in waiting(*self.MAILED, petition(JANUARY_20), denied)]
        assert "Send the answer to the petition on D-2023-064-1" in whats

    def test_an_appeal_waits_for_the_court_until_it_is_decided(self) -> None:
        (one, _) = waiting(*self.MAILED, appealed())
        assert (one.what, one.office) == (
            "Decide the appeal on D-2023-064-1, HHB-CV27-1",
            Office.COURT,
        )
        after = waiting(*self.MAILED, appealed(), appeal_decided("affirmed"))
        assert [one.office for one in after] == [Office.DEPARTMENT]

    def test_an_order_without_a_schedule_waits_for_one(self) -> None:
        assert said(waiting(*self.MAILED)) == [
            (
                "Agree when 100.00 on D-2023-064-1 is repaid",
                Office.DEPARTMENT,
                "receivables schedule D-2023-064-1 --due … --agreed-with … --paper …",
            )
        ]

    def test_each_part_of_a_schedule_is_due_on_its_day(self) -> None:
        parts = schedule((date(2027, 3, 31), "60.00"), (date(2027, 6, 30), "40.00"))
        items = waiting(*self.MAILED, parts, repayment("10.00"))
        assert [(one.what, one.due, one.status(date(2027, 4, 1))) for one in items] == [
            ("Repay 50.00 on D-2023-064-1", date(2027, 3, 31), "overdue by 1 day"),
            ("Repay 40.00 on D-2023-064-1", date(2027, 6, 30), "due in 90 days"),
        ]
        assert waiting(*self.MAILED, parts, repayment("100.00")) == []

    def test_what_no_schedule_covers_is_still_to_be_agreed_on(self) -> None:
        lowered = claim_reduced("compromise", Office.GOVERNOR, repay_less="20.00")
        parts = schedule((date(2027, 6, 30), "80.00"))
        back = taken_back(len(self.MAILED) + 1, "ClaimReduced", repay_less="20.00")
        assert [one.what for one in waiting(*self.MAILED, lowered, parts, back)] == [
            "Repay 80.00 on D-2023-064-1",
            "Agree when 20.00 on D-2023-064-1 is repaid",
        ]

    def test_a_reduction_waits_for_the_commissioner_until_it_is_taken(self) -> None:
        events = (found(amount="100.00"), procedure(), determined(reduce="100.00"), served())
        (one,) = waiting(*events, taken("40.00"))
        assert (one.what, one.office, one.due) == (
            "Reduce a later year by 60.00 for D-2023-064-1",
            Office.COMMISSIONER,
            None,
        )
        assert waiting(*events, taken("100.00")) == []

    def test_what_is_stayed_waits_for_nobody(self) -> None:
        split = determined(repay="60.00", reduce="40.00")
        events = (found(amount="100.00"), procedure(), split, served())
        assert len(waiting(*events)) == 2
        assert waiting(*events, stayed()) == []

    def test_what_a_court_changed_waits_to_be_entered_and_for_no_money(self) -> None:
        split = determined(repay="60.00", reduce="40.00")
        events = (found(amount="100.00"), procedure(), split, served(), appealed())
        (one,) = waiting(*events, appeal_decided("reversed"))
        assert (one.what, one.office, one.command) == (
            "Lower D-2023-064-1 as the court judged",
            Office.DEPARTMENT,
            (
                "alliance receivables reduce-claim D-2023-064-1 --by … --instrument judgment "
                "--authorized-by court --paper … --because …"
            ),
        )
        entered = claim_reduced("judgment", Office.COURT, repay_less="60.00", reduction_less="1.00")
        (one,) = waiting(*events, appeal_decided("reversed"), entered)
        assert one.what == "Reduce a later year by 39.00 for D-2023-064-1"

    def test_what_a_court_sent_back_waits_for_the_commissioner(self) -> None:
        events = (*self.MAILED, appealed(), appeal_decided("remanded"))
        (one,) = waiting(*events)
        assert (one.what, one.office, one.signs, one.command) == (
            "Decide D-2023-064-1 anew, which a court sent back",
            Office.COMMISSIONER,
            True,
            "alliance determination enforce D-2023-064-1 --because …",
        )
        (after,) = waiting(*events, ENFORCED)
        assert after.what == "Agree when 100.00 on D-2023-064-1 is repaid"
