"""What is not as it should be in an expenditure report. C.G.S. § 10-262u(g), (h)."""

from datetime import date

import pytest
from sent_reports import dollars, report, reported, standard

from domain.money import ZERO
from domain.plan_content import Discrepancy, Severity
from domain.plan_reading import Places
from domain.report_check import report_discrepancies
from domain.report_content import Counted, ReportContent
from domain.report_standard import ReportStandard

# 110,000.00 + 72,750.75 = 182,750.75 of 192,750.75
GOOD = report(reported("2.4", "110000"), reported("3.1", "72750.75"))


def _found(
    content: ReportContent, held: ReportStandard | None = None, places: Places | None = None
) -> list[tuple[str, str]]:
    found = report_discrepancies(content, held or standard(), places or Places())
    return [(one.code, one.place) for one in found]


def _only(content: ReportContent, held: ReportStandard | None = None) -> Discrepancy:
    [one] = report_discrepancies(content, held or standard())
    return one


def test_a_report_of_the_plan_in_force_within_what_was_available_is_clean() -> None:
    assert _found(GOOD) == []


class TestCertification:
    def test_without_one_the_year_cannot_close(self) -> None:
        one = _only(report(*GOOD.lines, certified_by=None, certified_on=None))
        assert (one.code, one.severity) == ("certification_missing", Severity.NOTE)
        assert one.citation == "C.G.S. § 10-262u(g)"

    def test_without_its_day_it_is_noted(self) -> None:
        assert _found(report(*GOOD.lines, certified_on=None)) == [
            ("certification_day_missing", "certification")
        ]

    @pytest.mark.parametrize(
        ("day", "codes"),
        [
            (date(2026, 6, 29), ["certified_before_year_end"]),
            (date(2026, 6, 30), []),
            (date(2026, 8, 31), []),
            (date(2026, 9, 1), ["certified_later"]),
        ],
    )
    def test_it_lies_between_the_end_of_the_year_and_the_day_the_report_came(
        self, day: date, codes: list[str]
    ) -> None:
        found = _found(report(*GOOD.lines, certified_on=day), standard(came_on=date(2026, 8, 31)))
        assert [code for code, _ in found] == codes


class TestTheDayItCame:
    def test_an_annual_report_before_the_year_is_over_may_be_an_estimate(self) -> None:
        content = report(*GOOD.lines, certified_on=date(2026, 6, 30))
        assert _found(content, standard(came_on=date(2026, 6, 30))) == [
            ("annual_before_year_end", "kind")
        ]


class TestInterimReports:
    def _interim(self, day: date, **more: object) -> ReportContent:
        return report(*GOOD.lines, as_of=day, certified_by=None, certified_on=None, **more)

    def test_one_within_the_year_is_clean_without_certification(self) -> None:
        held = standard(came_on=date(2026, 4, 10))
        assert _found(self._interim(date(2026, 3, 31)), held) == []

    @pytest.mark.parametrize("day", [date(2025, 6, 30), date(2026, 7, 1)])
    def test_one_of_another_year_stops(self, day: date) -> None:
        one = _only(self._interim(day))
        assert (one.code, one.severity) == ("interim_outside_year", Severity.STOPS)
        assert one.message == f"The interim report counts up to {day}, outside FY2026."

    def test_one_of_the_whole_year_may_be_the_annual_report(self) -> None:
        assert _found(self._interim(date(2026, 6, 30))) == [("interim_of_whole_year", "up to")]

    def test_one_that_counts_past_the_day_it_came_is_noted(self) -> None:
        held = standard(came_on=date(2026, 3, 30))
        assert _found(self._interim(date(2026, 3, 31)), held) == [("interim_in_advance", "up to")]

    def test_a_certification_does_not_make_it_the_annual_report(self) -> None:
        assert _found(report(*GOOD.lines, as_of=date(2026, 3, 31))) == [
            ("interim_certified", "certification")
        ]


class TestThePlan:
    @pytest.mark.parametrize(
        ("version", "code", "message"),
        [
            (
                None,
                "plan_version_missing",
                "It names no plan version; 3 was in force on June 30 and was compared.",
            ),
            (
                2,
                "plan_version_differs",
                (
                    "It reports against plan version 2; 3 was in force on 2026-06-30, and was "
                    "compared."
                ),
            ),
        ],
    )
    def test_the_version_in_force_on_june_30_is_the_one(
        self, version: int | None, code: str, message: str
    ) -> None:
        one = _only(report(*GOOD.lines, plan_version=version))
        assert (one.code, one.message, one.severity) == (code, message, Severity.NOTE)

    def test_where_none_was_in_force_nothing_is_compared(self) -> None:
        assert _found(GOOD, standard(plan_version=None, approved={})) == [
            ("no_plan_in_force", "plan version")
        ]

    def test_a_plan_without_lines_on_record_is_not_compared_by_line(self) -> None:
        assert _found(GOOD, standard(approved={})) == [("lines_not_compared", "lines")]

    def test_lines_outside_it_go_to_the_desk_review(self) -> None:
        one = _only(report(*GOOD.lines, reported("9.9", "1000")))
        assert (one.code, one.place, one.severity) == (
            "line_not_in_plan",
            "line 9.9",
            Severity.NOTE,
        )
        assert one.message == "Plan version 3 has no line '9.9'; it goes to the desk review."

    def test_approved_lines_that_it_lacks_are_told_in_one_note(self) -> None:
        approved = {f"1.{number}": dollars("10") for number in range(1, 8)}
        one = _only(report(reported("1.1", "4")), standard(approved=approved))
        assert one.message == (
            "Approved and not in the report, so nothing spent: 1.2, 1.3, 1.4, 1.5, 1.6 and 1 more."
        )

    def test_a_line_approved_for_nothing_may_be_left_out(self) -> None:
        held = standard(approved={**standard().approved, "4.1": ZERO})
        assert _found(GOOD, held) == []

    @pytest.mark.parametrize(
        ("paid", "where"), [((20, 30, 40, 5), "below"), ((5, 10, 20, 30), "above")]
    )
    def test_amounts_that_fit_the_next_line_stop(self, paid: tuple[int, ...], where: str) -> None:
        keys = ("1.1", "1.2", "1.3", "1.4")
        approved = dict(zip(keys, map(dollars, ("10", "20", "30", "40")), strict=True))
        lines = [reported(key, str(amount)) for key, amount in zip(keys, paid, strict=True)]
        one = _only(report(*lines), standard(approved=approved))
        assert (one.code, one.severity) == ("rows_slipped", Severity.STOPS)
        assert f"approved for the line {where} in 3 lines" in one.message

    def test_lines_of_equal_amounts_have_not_slipped(self) -> None:
        keys = ("1.1", "1.2", "1.3", "1.4")
        held = standard(approved=dict.fromkeys(keys, dollars("10")))
        assert _found(report(*(reported(key, "10") for key in keys)), held) == []


class TestTheRecord:
    @pytest.mark.parametrize("name", ["carried_in", "received"])
    def test_a_figure_that_differs_is_noted_with_both(self, name: str) -> None:
        one = _only(report(*GOOD.lines, **{name: dollars("100")}))
        assert (one.code, one.severity) == (f"{name}_differs", Severity.NOTE)
        assert "is 100.00 here and " in one.message
        assert one.message.endswith(" apart.")

    def test_both_figures_as_on_record_are_clean(self) -> None:
        stated = {"carried_in": dollars("12750.75"), "received": dollars("180000")}
        assert _found(report(*GOOD.lines, **stated)) == []

    def test_a_figure_that_is_not_on_record_is_not_compared(self) -> None:
        one = _only(report(*GOOD.lines, carried_in=ZERO), standard(carry_in=None))
        assert one.message == "Carried in 0.00 was not compared: nothing of it is on record."

    def test_spending_above_what_was_available_is_noted_with_both(self) -> None:
        # 120,000.00 + 72,750.76 = 192,750.76, a cent above
        one = _only(report(reported("2.4", "120000"), reported("3.1", "72750.76")))
        assert one.message == (
            "Spent 192,750.76 (what was paid by June 30) is 0.01 above the 192,750.75 available. "
            "What is above is the board's own money."
        )

    def test_only_columns_that_count_are_held_to_it(self) -> None:
        content = report(reported("2.4", "120000"), reported("3.1", "72750", "0", "0.76"))
        assert [code for code, _ in _found(content, standard(counted=Counted.OBLIGATED))] == [
            "spent_above_available"
        ]
        assert [code for code, _ in _found(content, standard(counted=Counted.PAID))] == [
            "obligated_not_counted"
        ]

    def test_where_nothing_is_known_of_it_nothing_is_compared(self) -> None:
        assert _found(GOOD, standard(available=None)) == [
            ("available_not_known", "total column paid")
        ]


class TestColumns:
    UNTIL = date(2026, 9, 30)

    def _content(self, *later: str, until: date | None = UNTIL) -> ReportContent:
        lines = (reported("2.4", "100000", *later), reported("3.1", "72750.75"))
        return report(*lines, paid_after_until=until)

    @pytest.mark.parametrize("counted", [Counted.PAID_AFTER, Counted.OBLIGATED])
    def test_what_was_paid_after_may_count(self, counted: Counted) -> None:
        assert _found(self._content("500"), standard(counted=counted)) == []

    def test_still_obligated_counts_only_where_that_is_the_policy(self) -> None:
        content = self._content("0", "500")
        assert _found(content, standard(counted=Counted.OBLIGATED)) == []
        assert _only(content, standard(counted=Counted.PAID_AFTER)).message == (
            "Still obligated 500.00 does not count as spent; the Department counts what was paid "
            "by June 30, or obligated by then and paid by the later day (configuration, not law: "
            "UNVERIFIED)."
        )

    def test_without_a_policy_both_are_noted_as_not_set(self) -> None:
        assert _found(self._content("500", "600")) == [
            ("columns_not_set", "total column paid_after"),
            ("columns_not_set", "total column obligated"),
        ]

    def test_paid_after_without_a_day_is_noted(self) -> None:
        held = standard(counted=Counted.PAID_AFTER)
        assert _found(self._content("500", until=None), held) == [
            ("paid_after_without_day", "paid after day")
        ]

    @pytest.mark.parametrize(
        ("until", "codes"),
        [
            (date(2026, 6, 30), ["paid_after_day_early"]),
            (date(2026, 7, 1), ["paid_after_day_differs"]),
            (UNTIL, []),
        ],
    )
    def test_its_day_is_after_the_year_and_as_it_was_set(
        self, until: date, codes: list[str]
    ) -> None:
        held = standard(counted=Counted.PAID_AFTER, paid_after_until=self.UNTIL)
        assert [code for code, _ in _found(self._content("500", until=until), held)] == codes


class TestNothingSpent:
    def test_a_report_without_lines_stops(self) -> None:
        one = _only(report())
        assert (one.code, one.severity) == ("nothing_filled_in", Severity.STOPS)

    def test_but_where_nothing_was_available(self) -> None:
        held = standard(available=ZERO, approved={})
        one = _only(report(), held)
        assert (one.code, one.severity) == ("nothing_filled_in", Severity.NOTE)

    def test_zeros_alone_are_noted(self) -> None:
        content = report(reported("2.4", "0", "0", "0", "75"), reported("3.1", "0"))
        assert _found(content) == [("nothing_spent", "total column paid")]


class TestWhatCouldNotBeRead:
    def test_an_unread_amount_lets_the_sums_wait(self) -> None:
        places = Places({"line 2.4 column paid": "D9"}, frozenset({"D9"}))
        content = report(reported("2.4", "0"), reported("3.1", "0"))
        assert _found(content, places=places) == [("checks_waiting", "total column paid")]

    def test_nothing_more_is_said_of_lines_that_were_not_read(self) -> None:
        places = Places({"lines": "sheet Statement"}, frozenset({"sheet Statement"}))
        assert _found(report(), places=places) == [("checks_waiting", "total column paid")]

    def test_nor_of_another_part(self) -> None:
        places = Places({"certification": "B12"}, frozenset({"B12"}))
        content = report(*GOOD.lines, certified_by=None, certified_on=None)
        assert _found(content, places=places) == []


def test_what_stops_comes_first() -> None:
    content = report(certified_by=None, certified_on=None)
    assert [code for code, _ in _found(content)] == ["nothing_filled_in", "certification_missing"]
