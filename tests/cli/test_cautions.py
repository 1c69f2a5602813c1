"""Cautions beside a receipt: nothing is refused, and somebody should look again. All synthetic."""

from pathlib import Path

import pytest
from paid_year import PaidYear
from windham_case import HEARD, ID, LAW, YEAR, windham

PLACE = ("Windham", *YEAR)


def cautions(year: PaidYear, words: tuple[str, ...]) -> list[str]:
    """What is said beside the receipt."""
    found: list[str] = year.done(*words, "--json").data["cautions"]
    return found


def again(of: str) -> str:
    """The caution beside a record that looks like one that stands."""
    return (
        f"the same was on record before: {of}; if this is no second one, take this record back "
        "(alliance correct POSITION)"
    )


LESS = (
    *("receivables", "reduce-claim", ID, "--by", "100", "--instrument", "compromise"),
    *("--authorized-by", "governor", "--paper", "certificate 12", "--effective-on", "2027-04-10"),
)
ALLOW = (
    *("finding", "allow", *PLACE, "--name", "F1", "--line", "3.1", "--amount", "1000"),
    *("--effective-on", "2026-12-11"),
)


@pytest.mark.parametrize(
    ("stage", "first", "second", "said"),
    [
        pytest.param(
            "served",
            (*LESS, "--because", "settled"),
            (*LESS, "--because", "as settled"),
            f"Determination {ID}: repayment 100.00 less, compromise by the Governor (certificate "
            "12): as settled",
            id="lowering",
        ),
        pytest.param(
            "heard",
            (*ALLOW, "--because", "explained"),
            (*ALLOW, "--because", "was explained"),
            "Allowed of finding F1, line 3.1: 1,000.00 (was explained)",
            id="allowed",
        ),
        pytest.param(
            "found",
            HEARD[0],
            HEARD[0],
            f"Determination {ID}: contested case, as counsel K. Lee said (memo of November 30)",
            id="procedure",
        ),
        pytest.param(
            "heard",
            HEARD[3],
            HEARD[3],
            f"Determination {ID}: the board responded on 2026-12-01 and contests 32,750.75: the "
            "fence is local",
            id="response",
        ),
    ],
)
def test_the_same_again_is_recorded_and_asked_about(
    tmp_path: Path, stage: str, first: tuple[str, ...], second: tuple[str, ...], said: str
) -> None:
    year = windham(tmp_path, stage)
    year.done(*first)
    assert cautions(year, second) == [again(said)]


def test_the_same_notice_again_is_asked_about(tmp_path: Path) -> None:
    year = windham(tmp_path, "found")
    year.done(*HEARD[0])
    assert cautions(year, HEARD[1]) == []
    assert cautions(year, HEARD[1]) == [
        again(
            f"Preliminary determination {ID} on F1 (45,250.75): repay 45,250.75; to be answered by "
            "2026-12-02 (outside the plan)"
        )
    ]


class TestNoticeOnANotice:
    OTHER = (
        *("determination", "preliminary", "D-2026-163-2", "--respond-by", "2026-12-02"),
        *("--because", "outside the plan", "--effective-on", "2026-11-02"),
    )
    ANEW = (*OTHER[:2], ID, *OTHER[3:])

    @staticmethod
    def noticed(tmp_path: Path) -> PaidYear:
        """F1, all 45,250.75, stands in a notice."""
        year = windham(tmp_path, "found")
        for words in HEARD[:2]:
            year.done(*words)
        return year

    def test_of_another_case_on_the_same_money_it_is_asked_about(self, tmp_path: Path) -> None:
        year = self.noticed(tmp_path)
        assert cautions(year, (*self.OTHER, "--finding", "F1", "--repay", "45250.75")) == [
            (
                f"the notice of {ID} stands on finding F1 too: 45,250.75 there and 45,250.75 here, "
                "and 45,250.75 is open; no cent is determined twice, so which of the two decides? "
                f"alliance determination show {ID}"
            )
        ]

    def test_on_what_the_other_left_it_is_not(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        year.done(*self.ANEW, "--finding", "F1=45000", "--repay", "45000")
        rest = ("--finding", "F1=250.75", "--repay", "250.75")
        assert cautions(year, (*self.OTHER, *rest)) == []

    def test_nor_on_what_a_case_that_is_decided_left(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        how = ("--procedure", "informal", "--set-by", "K. Lee", "--paper", "memo")
        year.done("determination", "procedure", ID, *how, "--effective-on", "2026-11-01")
        year.done(*self.ANEW, "--finding", "F1", "--repay", "45250.75")
        less = ("--finding", "F1=45000", "--repay", "45000", "--effective-on", "2026-12-10")
        why = ("--fact", "Over. | 14", "--conclusion", LAW)
        year.done("determination", "issue", ID, *less, *why)
        rest = ("--finding", "F1=250.75", "--repay", "250.75", "--respond-by", "2027-01-30")
        later = (*self.OTHER[:3], *rest, "--because", "rest", "--effective-on", "2026-12-20")
        assert cautions(year, later) == []

    def test_of_the_same_case_with_other_amounts_it_says_what_it_takes_the_place_of(
        self, tmp_path: Path
    ) -> None:
        year = self.noticed(tmp_path)
        assert cautions(year, (*self.ANEW, "--finding", "F1=45000", "--repay", "45000")) == [
            (
                f"this takes the place of the notice of {ID} on F1 (45,250.75): the sending of "
                "that one and a response to it do not count for this one; send it (alliance "
                f"determination serve {ID} preliminary), or take this record back (alliance "
                "correct POSITION)"
            )
        ]


def test_another_paper_or_amount_is_another_act(tmp_path: Path) -> None:
    year = windham(tmp_path, "served")
    year.done(*LESS, "--because", "settled")
    for word, instead in (("certificate 12", "certificate 13"), ("100", "200")):
        other = tuple(instead if one == word else one for one in LESS)
        assert cautions(year, (*other, "--because", "settled")) == []


def test_what_was_taken_back_may_be_recorded_again(tmp_path: Path) -> None:
    year = windham(tmp_path, "served")
    year.done(*LESS, "--because", "settled")
    year.done("correct", str(year.size), "--because", "a slip", "--effective-on", "2027-04-10")
    assert cautions(year, (*LESS, "--because", "settled")) == []


class TestMovedOffALine:
    MOVED = (
        *("report", "reclassify", *PLACE, "--from", "3.1", "--to", "2.4", "--amount", "1000"),
        *("--because", "fares", "--effective-on", "2026-11-05"),
    )

    def test_a_finding_on_the_line_is_named(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        # 91,750.75 is left on the line, more than is questioned of it.
        assert cautions(year, self.MOVED) == [
            (
                "finding F1 stands on line 3.1 with 32,750.75, and moving money off the line "
                "changes no finding: alliance finding show Windham --fiscal-year FY2026 --name F1"
            )
        ]
        assert cautions(year, self.MOVED)[1:] == [
            again(
                "Reclassified 1,000.00 from line 3.1 to line 2.4: 225,250.75 spent in all (fares)"
            )
        ]

    def test_where_none_stands_there_nothing_is_said(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        other = (*self.MOVED[:6], "2.4", "--to", "3.1", *self.MOVED[9:])
        assert cautions(year, other) == []


class TestFiledLate:
    @pytest.mark.parametrize(("day", "late"), [("2027-01-29", False), ("2027-01-30", True)])
    def test_a_petition(self, tmp_path: Path, day: str, late: bool) -> None:  # noqa: FBT001
        year = windham(tmp_path, "issued")
        sent = ("--method", "certified-mail", "--mailed-on", "2027-01-14")
        year.done("determination", "serve", ID, "final", *sent)
        filed = ("determination", "petition", ID, "--filed-on", day, "--grounds", "payroll")
        said = (
            f"the petition was filed on {day}, and its last day was 2027-01-29 (UNVERIFIED); it is "
            f"recorded as it came: alliance determination clock {ID}"
        )
        assert cautions(year, filed) == [said] * late

    # The petition of January 28 is denied by silence on February 22; 45 days on is April 8.
    @pytest.mark.parametrize(("day", "late"), [("2027-04-08", False), ("2027-04-09", True)])
    def test_an_appeal(self, tmp_path: Path, day: str, late: bool) -> None:  # noqa: FBT001
        year = windham(tmp_path, "served")
        filed = ("--filed-on", day, "--court", "Superior Court", "--docket", "HHB-1")
        said = (
            f"the appeal was filed on {day}, and its last day was 2027-04-08 (UNVERIFIED); it is "
            f"recorded as it came: alliance determination clock {ID}"
        )
        assert cautions(year, ("determination", "appeal", ID, *filed)) == [said] * late

    def test_where_no_day_is_counted_nothing_is_late(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "issued")
        filed = ("--filed-on", "2027-12-01", "--court", "Superior Court", "--docket", "HHB-1")
        assert cautions(year, ("determination", "appeal", ID, *filed)) == []


def test_a_repayment_after_a_judgment_is_asked_about_and_the_reminder_warns(
    tmp_path: Path,
) -> None:
    year = windham(tmp_path, "scheduled")
    year.done(
        *("determination", "appeal", ID, "--court", "Superior Court", "--docket", "HHB-1"),
        *("--filed-on", "2027-02-26"),
    )
    year.done(
        *("determination", "decide-appeal", ID, "--outcome", "reversed", "--paper", "judgment"),
        *("--effective-on", "2027-05-03"),
    )
    paid = year.done(
        *("receivables", "repay", ID, "--amount", "1", "--received-on", "2027-06-30"),
        *("--money-source", "general fund", "--own-money"),
    )
    assert "the claim is not lowered by the judgment yet: was this still owed?" in paid.out
    letter = year.folder / "reminder.txt"
    year.done("receivables", "remind", ID, "--out", str(letter), "--as-of", "2027-07-01")
    assert "Do not send this before counsel looked at it." in letter.read_text("utf-8")
