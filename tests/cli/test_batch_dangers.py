"""What could make a batch pay too much, twice, too early or on an old basis. § 10-262u(c)(2)."""

from pathlib import Path

import pytest
from paid_year import INSTALLMENTS, ON, SET_BY, YEAR, PaidYear, command, small_year

# 400,000.00 * 25 % = 100,000.00; 200,000.00 * 25 % = 50,000.00; together 150,000.00
TWO = {"Windsor": "400000.00", "Derby": "200000.00"}
BATCH = "FY2027-OCT-1"
RIGHT = (BATCH, 2, "150000.00")
HOLD = ("--name", "H1", "--breach", "no report (synthetic)", "--lifted-by", "the report")
ISSUE = ("payments", "issue", BATCH, "--count", "2", "--total", "150000.00", *ON)


@pytest.fixture
def two(tmp_path: Path) -> PaidYear:
    return small_year(tmp_path, TWO)


def appropriation(year: PaidYear, amount: str) -> None:
    year.done("setting", "appropriation", *YEAR, "--amount", amount, *SET_BY, *ON)


def dated_schedule(year: PaidYear) -> None:
    installments = (
        *("--installment", "october=OCT:25:2026-10-15"),
        *("--installment", "january=JAN:50:2027-01-15"),
        *("--installment", "april=APR:100:2027-04-15"),
    )
    words = ("--basis", "installments", *installments, *SET_BY, *ON)
    year.done("setting", "schedule", *YEAR, *words)


class TestTheControlFigureOfTheYear:
    def test_a_file_does_not_lift_the_one_that_is_set(self, two: PaidYear) -> None:
        appropriation(two, "149999.99")
        file = two.folder / "control.csv"
        file.write_text("fiscal_year,amount_usd\n2027,999999999.00\n", "utf-8")
        ran = two.october("--control", str(file), "--json")
        assert (ran.code, ran.error["code"]) == (3, "control_figure")
        # 150,000.00 − 149,999.99 = 0.01
        assert "0.01 above the control figure of 149,999.99" in ran.error["message"]

    def test_the_lower_of_file_and_setting_holds_and_both_are_said(self, two: PaidYear) -> None:
        appropriation(two, "160000.00")
        file = two.folder / "control.csv"
        file.write_text("fiscal_year,amount_usd\n2027,149999.00\n", "utf-8")
        ran = two.october("--control", str(file), "--json")
        assert ran.error["details"]["from"] == "control.csv"
        file.write_text("fiscal_year,amount_usd\n2027,155000.00\n", "utf-8")
        notes = two.october("--control", str(file), "--json").data["notes"]
        left = [note.rsplit("= ", 1)[1] for note in notes if note.startswith("control")]
        assert left == ["5,000.00 left", "10,000.00 left"]

    def test_one_that_is_set_after_the_preparation_stops_the_approval(self, two: PaidYear) -> None:
        two.october()
        appropriation(two, "149999.99")
        size = two.size
        ran = two.approve(*RIGHT, "--json")
        assert (ran.code, ran.error["code"]) == (3, "control_figure")
        assert ran.error["details"]["in_all"] == "150000.00"
        assert two.size == size

    def test_one_that_is_lowered_after_the_approval_stops_the_payment(self, two: PaidYear) -> None:
        two.october()
        two.approve(*RIGHT)
        appropriation(two, "149999.99")
        size = two.size
        ran = two.run(*ISSUE, "--json")
        assert (ran.code, ran.error["code"], two.size) == (3, "control_figure", size)
        appropriation(two, "150000.00")
        assert two.run(*ISSUE).code == 0

    @pytest.mark.parametrize("rehearsed", [(), ("--dry-run",)], ids=["recorded", "rehearsed"])
    def test_a_single_release_is_held_to_it_too(
        self, two: PaidYear, rehearsed: tuple[str, ...]
    ) -> None:
        appropriation(two, "99999.99")
        size = two.size
        one = ("authorize", "Windsor", *YEAR, "--release", "R1", "--amount", "100000.00", *ON)
        ran = two.run("release", *one, *rehearsed, "--json")
        assert (ran.code, ran.error["code"], two.size) == (3, "control_figure", size)
        appropriation(two, "100000.00")
        assert two.run("release", *one).code == 0

    def test_a_single_payment_is_held_to_it_too(self, two: PaidYear) -> None:
        two.october()
        two.approve(*RIGHT)
        appropriation(two, "99999.99")
        one = (*YEAR, "--release", BATCH, *ON)
        refused = two.run("payments", "issue-release", "Windsor", *one, "--json")
        assert (refused.code, refused.error["code"]) == (3, "control_figure")
        assert two.run("payments", "issue-release", "Derby", *one).code == 0

    def test_a_correction_that_releases_more_is_held_to_it(self, two: PaidYear) -> None:
        one = ("release", "authorize", "Windsor", *YEAR, "--release", "R1", *ON)
        done = two.run(*one, "--amount", "1.00", "--json")
        position = str(done.data["records"][0]["position"])
        appropriation(two, "100.00")
        more = ("correct", position, "--because", "typed too little", "--amount")
        ran = two.run(*more, "100.01", "--json")
        assert (ran.code, ran.error["code"]) == (3, "control_figure")
        assert two.run(*more, "100.00").code == 0

    def test_a_proposal_of_another_district_releases_nothing(self, two: PaidYear) -> None:
        appropriation(two, "100000.00")
        big = ("release", "propose", "Derby", *YEAR, "--release", "R9", "--amount", "999999.00")
        assert two.run(*big, *ON).code == 0
        one = ("release", "authorize", "Windsor", *YEAR, "--release", "R1", "--amount", "100000.00")
        assert two.run(*one, *ON).code == 0

    def test_a_setting_of_a_later_day_does_not_count_yet(self, two: PaidYear) -> None:
        later = ("--effective-on", "2027-06-30")
        two.done("setting", "appropriation", *YEAR, "--amount", "1.00", *SET_BY, *later)
        assert two.october().code == 0


class TestOutOfTurn:
    JANUARY = ("--installment", "april", "--effective-on", "2027-01-08")

    def test_an_installment_before_one_that_is_due_earlier_needs_a_reason(
        self, two: PaidYear
    ) -> None:
        dated_schedule(two)
        words = ("release", "batch", *YEAR, *self.JANUARY)
        size = two.size
        ran = two.run(*words, "--json")
        assert (ran.code, ran.error["code"], two.size) == (2, "usage", size)
        assert ran.error["message"] == (
            "april is due 2027-04-15, 97 days after 2027-01-08; before it comes january, due "
            "2027-01-15."
        )
        reason = ("--early-because", "the school year ends in March")
        assert two.run(*words, *reason, "--json").data["batch"] == "FY2027-APR-1"
        steps = two.run("replay", "Windsor", *YEAR, "--json").rows
        told = "Reason of the early batch: the school year ends in March"
        assert told in steps[-1]["sentence"]

    def test_a_dry_run_only_says_so(self, two: PaidYear) -> None:
        dated_schedule(two)
        ran = two.run("release", "batch", *YEAR, *self.JANUARY, "--dry-run", "--json")
        assert ran.code == 0
        assert any(note.startswith("early  april is due") for note in ran.data["notes"])

    def test_the_next_one_is_prepared_before_its_day_without_a_reason(self, two: PaidYear) -> None:
        dated_schedule(two)
        words = ("release", "batch", *YEAR, "--installment", "january")
        assert two.run(*words, "--effective-on", "2027-01-08").code == 0

    def test_a_reason_where_none_is_needed_is_refused(self, two: PaidYear) -> None:
        ran = two.october("--early-because", "x", "--json")
        assert (ran.code, ran.error["message"]) == (2, "october does not go early.")


class TestNamesMadeByHand:
    @pytest.mark.parametrize("withdrawn", [False, True], ids=["proposed", "withdrawn"])
    def test_a_release_with_the_name_of_a_batch_does_not_block_it(
        self, two: PaidYear, *, withdrawn: bool
    ) -> None:
        two.act("release", "propose", "Windsor", "--release", BATCH.lower(), "--amount", "1000")
        if withdrawn:
            named = ("--release", BATCH.lower(), "--because", "slip")
            two.act("release", "withdraw", "Windsor", *named)
        ran = two.october("--json")
        assert (ran.code, ran.data["batch"], ran.data["count"]) == (0, "FY2027-OCT-2", 2)
        # The 1,000.00 that is proposed by hand is not proposed again.
        expected = "100000.00" if withdrawn else "99000.00"
        assert two.row(ran, "Windsor")["amount"] == expected

    def test_it_is_no_part_of_the_batch(self, two: PaidYear) -> None:
        two.act("hold", "place", "Derby", *HOLD)
        two.october()
        two.act("hold", "lift", "Derby", "--name", "H1", "--evidence", "it came")
        two.act("release", "propose", "Derby", "--release", BATCH, "--amount", "5")
        shown = two.run("release", "show", BATCH, "--json")
        assert [row["district"] for row in shown.rows] == ["Windsor"]
        assert two.approve(BATCH, 1, "100000.00").code == 0


class TestBetweenPreparationAndApproval:
    def test_a_hold_is_shown_and_the_way_on_for_the_others_is_said(self, two: PaidYear) -> None:
        two.october()
        two.act("hold", "place", "Derby", *HOLD)
        notes = {r["district"]: r["note"] for r in two.run("release", "show", BATCH, "--json").rows}
        assert notes == {"Derby": "withheld for noncompliance: H1", "Windsor": None}
        ran = two.approve(*RIGHT, "--json")
        assert (ran.code, ran.error["code"]) == (3, "payment_on_hold")
        assert f"alliance release withdraw-batch {BATCH} --because TEXT" in ran.error["next_step"]
        assert "unchanged since" not in ran.err

    def test_a_schedule_that_was_set_anew_makes_the_batch_stale(self, two: PaidYear) -> None:
        two.october()
        other = ("--set-by", "the Commissioner (synthetic)", "--document", "schedule of 2026-10-05")
        two.done("setting", "schedule", *YEAR, "--basis", "as-approved", *other, *ON)
        size = two.size
        ran = two.approve(*RIGHT, "--json")
        assert (ran.code, ran.error["code"], two.size) == (3, "batch_changed", size)
        assert "which is not the schedule of FY2027 any more" in ran.error["message"]
        two.done("setting", "schedule", *YEAR, *INSTALLMENTS, *SET_BY, *ON)
        assert two.approve(*RIGHT).code == 0


class TestWhatWentWrongBefore:
    def test_money_that_was_overpaid_is_told_at_every_step(self, two: PaidYear) -> None:
        two.october()
        two.approve(*RIGHT)
        assert two.run(*ISSUE).code == 0
        for town, paid in (("Windsor", "102449.50"), ("Derby", "50000.00")):
            confirmed = command(
                *(town, "ConfirmRelease"), release=BATCH, paid=paid, paid_on="2026-10-15"
            )
            two.apply(confirmed)
        told = "2,449.50 paid above what was authorized and not given back"
        prepared = two.batch("--installment", "january", "--json")
        assert two.row(prepared, "Windsor")["because"] == told
        approved = two.approve("FY2027-JAN-1", 2, "150000.00")
        assert f" to know     Windsor (164): {told}" in approved.err.splitlines()
        figures = ("--count", "2", "--total", "150000.00", "--effective-on", "2026-10-16")
        issued = two.run("payments", "issue", "FY2027-JAN-1", *figures)
        assert issued.code == 0
        assert f"to know     Windsor (164): {told}" in issued.out.splitlines()

    def test_a_payment_that_was_issued_and_withdrawn_is_told(self, two: PaidYear) -> None:
        two.october()
        two.approve(*RIGHT)
        two.run(*ISSUE)
        words = ("--release", BATCH, "--because", "deleted in the other system")
        two.act("payments", "return-release", "Windsor", *words)
        two.act("release", "withdraw", "Windsor", "--release", BATCH, "--because", "wrong vendor")
        ran = two.october("--supplement", "wrong vendor", "--json")
        assert two.row(ran, "Windsor")["because"] == (
            f"{BATCH} was issued and then withdrawn: be sure that its payment is stopped"
        )
        assert not [note for note in ran.data["notes"] if note.startswith("change since")]

    def test_an_issued_payment_is_not_un_issued_by_one_clerk(self, two: PaidYear) -> None:
        two.october()
        two.approve(*RIGHT)
        issued = two.run(*ISSUE, "--json")
        position = str(issued.data["records"][0]["position"])
        ran = two.run("correct", position, "--because", "x", "--json")
        assert (ran.code, ran.error["code"]) == (3, "payment_not_taken_back")
        assert "alliance payments fix" in ran.error["next_step"]


class TestTheDayOfAPaymentOrder:
    def test_it_is_put_right_and_then_the_payment_is_confirmed(self, two: PaidYear) -> None:
        two.october()
        two.approve(*RIGHT)
        issued = two.run(*ISSUE, "--json")
        position = str(issued.data["records"][0]["position"])
        paid = ("confirm-release", "Derby", *YEAR, "--release", BATCH, "--paid-on", "2026-10-05")
        early = two.run("payments", *paid, "--json")
        assert (early.code, early.error["code"]) == (3, "step_before_ground")
        right = ("correct", position, "--day", "2026-10-05", "--because", "typed a day late")
        assert two.run(*right).code == 0
        assert two.run("payments", *paid).code == 0
        assert two.run("verify").code == 0
        # The batch was authorized on October 6: that stays visible.
        shown = two.run("compliance", "show", "Derby", *YEAR, "--json")
        found = {row["check"]: row["answer"] for row in shown.rows}
        assert found["steps_follow_each_other"] == "not met"

    def test_a_lowered_control_figure_does_not_stop_it(self, two: PaidYear) -> None:
        two.october()
        two.approve(*RIGHT)
        position = str(two.run(*ISSUE, "--json").data["records"][0]["position"])
        appropriation(two, "1.00")
        right = ("correct", position, "--day", "2026-10-07", "--because", "typed a day early")
        assert two.run(*right).code == 0


@pytest.mark.parametrize("word", ["…", "TEXT", "H1=…", "TITLE"])
def test_a_word_to_be_filled_in_is_not_taken_for_a_reason(two: PaidYear, word: str) -> None:
    two.october()
    size = two.size
    ran = two.run("release", "withdraw-batch", BATCH, "--because", word, "--json")
    assert (ran.code, two.size) == (2, size)
    assert f"{word} stands for something that only you can say" in ran.error["message"]


def test_dots_are_no_name_of_a_person(two: PaidYear) -> None:
    two.october()
    ran = two.approve(*RIGHT, "--json", actor="..,")
    assert (ran.code, ran.error["message"]) == (2, "That is not a name of a person.")


def test_how_long_before_its_due_day_a_batch_goes_is_said(two: PaidYear) -> None:
    dated_schedule(two)
    note = "october is due 2026-10-15, 9 days after 2026-10-06"
    assert f"early  {note}" in two.october("--json").data["notes"]
    two.approve(*RIGHT)
    assert f"to know     early: {note}" in two.run(*ISSUE, "--json").data["notes"]


def test_a_word_to_be_filled_in_is_found_behind_its_option_too(two: PaidYear) -> None:
    two.october()
    ran = two.run("release", "withdraw-batch", BATCH, "--because=TEXT", "--json")
    assert (ran.code, "TEXT stands for something" in ran.error["message"]) == (2, True)
