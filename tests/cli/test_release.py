"""`alliance release`: authorizing a batch exactly as prepared, withdrawing it, single releases."""

from pathlib import Path

import pytest
from paid_year import ON, YEAR, PaidYear, command, real_year, small_year

# 582,729.00 * 25 % = 145,682.25; 572,931.00 * 25 % = 143,232.75; together 288,915.00
TWO = {"Windsor": "582729.00", "Windsor Locks": "572931.00"}
BATCH = "FY2027-OCT-1"
RIGHT = (BATCH, 2, "288915.00")


@pytest.fixture
def two(tmp_path: Path) -> PaidYear:
    """Two towns with the October batch prepared."""
    year = small_year(tmp_path, TWO)
    assert year.october().code == 0
    return year


class TestApproving:
    def test_count_and_total_as_the_list_says_authorize_it(self, two: PaidYear) -> None:
        ran = two.approve(BATCH, 2, "288,915.00")
        assert ran.code == 0
        assert ran.out.splitlines()[1:] == [
            (
                "FY2027-OCT-1 approved by L. Chen (claimed), and each release authorized: "
                "2 releases, 288,915.00."
            ),
            "Next, the Comptroller: alliance payments issue FY2027-OCT-1",
        ]
        rows = two.run("release", "show", BATCH, "--json").rows
        assert {row["status"] for row in rows} == {"authorized"}

    def test_the_approver_sees_who_how_much_and_what_is_easily_confused(
        self, two: PaidYear
    ) -> None:
        ran = two.approve(*RIGHT)
        lines = ran.err.splitlines()
        assert lines[1].startswith("FY2027-OCT-1: 2 releases · 288,915.00 · prepared · prepared by")
        assert lines[1].endswith("… · unchanged since")
        assert lines[3:] == [
            " largest     Windsor (164) 145,682.25, Windsor Locks (165) 143,232.75",
            " near-twins  164/165 – check codes",
            " sum         288,915.00 of 2 releases",
        ]

    def test_what_changed_since_the_last_batch_is_shown(self, two: PaidYear) -> None:
        two.approve(*RIGHT)
        two.batch("--installment", "january")
        ran = two.approve("FY2027-JAN-1", 2, "288915.00")
        assert " changed     since FY2027-OCT-1: none" in ran.err.splitlines()

    @pytest.mark.parametrize(
        ("count", "total"), [(3, "288915.00"), (2, "288915.01"), (2, "288914.99"), (0, "0.00")]
    )
    def test_a_wrong_count_or_total_is_refused_and_nothing_is_recorded(
        self, two: PaidYear, count: int, total: str
    ) -> None:
        size = two.size
        ran = two.approve(BATCH, count, total, "--json")
        assert (ran.code, ran.error["code"]) == (3, "control_figure")
        assert ran.error["details"] == {"count": "2", "total": "288915.00"}
        assert two.size == size

    def test_at_the_terminal_both_are_typed(self, two: PaidYear) -> None:
        words = ("release", "approve", BATCH, *ON, "--actor", "L. Chen")
        wrong = two.typed(*words, typed="2\n288,915.10\n")
        assert wrong.code == 3
        right = two.typed(*words, typed="two\n2\n288,915.00\n")
        assert right.code == 0
        assert "Type the number of payments" in right.err
        assert "Type the total" in right.err

    def test_leaving_the_question_records_nothing(self, two: PaidYear) -> None:
        size = two.size
        ran = two.typed("release", "approve", BATCH, typed="2\n")
        assert (ran.code, two.size) == (2, size)

    @pytest.mark.parametrize("at_terminal", [True, False])
    def test_nobody_is_asked_with_no_input(
        self,
        two: PaidYear,
        at_terminal: bool,  # noqa: FBT001
    ) -> None:
        words = ("release", "approve", BATCH, "--no-input")
        ran = two.typed(*words, typed="2\n288915.00\n") if at_terminal else two.run(*words)
        assert ran.code == 2
        assert ran.err.splitlines()[-1] == (
            "Read the list, then give --count N --total AMOUNT as it says."
        )

    def test_a_dry_run_needs_no_figures_and_writes_nothing(self, two: PaidYear) -> None:
        size = two.size
        ran = two.run("release", "approve", BATCH, "--dry-run", "--actor", "L. Chen")
        assert ran.code == 0
        assert ran.out.splitlines()[-1] == (
            "DRY RUN, nothing was recorded. FY2027-OCT-1 would be approved by L. Chen: "
            "2 releases, 288,915.00."
        )
        told = two.run("release", "approve", BATCH, "--dry-run", "--json")
        assert (told.json()["meta"]["dry_run"], told.data["recorded"]) == (True, False)
        assert two.approve(BATCH, 2, "1.00", "--dry-run").code == 3
        assert two.size == size

    def test_a_second_approval_by_somebody_else_does_nothing(self, two: PaidYear) -> None:
        two.approve(*RIGHT)
        size = two.size
        ran = two.run("release", "approve", BATCH.lower(), "--actor", "Ben")
        assert ran.code == 0
        assert ran.out.splitlines()[1:] == [
            "FY2027-OCT-1 is approved already, approved by L. Chen: 2 releases, 288,915.00.",
            "Nothing was done.",
        ]
        told = two.run("release", "approve", BATCH, "--json")
        assert (told.data["outcome"], told.data["recorded"]) == ("already approved", False)
        assert two.size == size

    def test_an_unknown_batch_is_not_found(self, two: PaidYear) -> None:
        ran = two.run("release", "approve", "FY2027-MAR-1", "--json")
        assert (ran.code, ran.error["code"]) == (4, "batch_unknown")
        assert ran.error["details"] == {"on_record": "FY2027-OCT-1"}


class TestAnApprovalIsBoundToTheContent:
    def test_a_release_withdrawn_meanwhile_stops_it(self, two: PaidYear) -> None:
        two.act("release", "withdraw", "Windsor", "--release", BATCH, "--because", "wrong payee")
        size = two.size
        ran = two.approve(BATCH, 1, "143232.75", "--json")
        assert (ran.code, ran.error["code"]) == (3, "batch_changed")
        assert ran.error["message"] == (
            "Batch FY2027-OCT-1 was prepared with 2 releases of 288,915.00; 1 of 143,232.75 are "
            "proposed now."
        )
        assert ran.error["next_step"].endswith("release withdraw-batch FY2027-OCT-1 --because TEXT")
        assert two.size == size
        two.done("release", "withdraw-batch", BATCH, "--because", "payee")
        assert two.october("--json").data["totals"]["amount"] == "288915.00"

    def test_a_proposal_corrected_meanwhile_stops_it(self, two: PaidYear) -> None:
        replayed = two.run("replay", "windsor", *YEAR, "--json").rows
        proposed = next(row for row in replayed if row["event"] == "ReleaseProposed")
        two.done("correct", str(proposed["position"]), "--because", "typed wrongly")
        ran = two.approve(*RIGHT, "--json")
        assert (ran.code, ran.error["code"]) == (3, "batch_changed")

    def test_a_hold_placed_meanwhile_stops_all_of_it_naming_the_district(
        self, two: PaidYear
    ) -> None:
        hold = ("--name", "H1", "--breach", "no report", "--lifted-by", "the report")
        two.act("hold", "place", "Windsor Locks", *hold)
        size = two.size
        ran = two.approve(*RIGHT, "--json")
        assert (ran.code, ran.error["code"]) == (3, "payment_on_hold")
        assert "Windsor Locks" in ran.error["message"]
        assert two.size == size
        assert {row["status"] for row in two.run("release", "show", BATCH, "--json").rows} == {
            "proposed"
        }

    def test_the_same_person_on_a_two_person_ledger_is_refused_for_all(
        self, tmp_path: Path
    ) -> None:
        year = small_year(tmp_path, TWO, policy="two-person")
        year.october()
        size = year.size
        ran = year.approve(*RIGHT, "--json", actor="R.  ortiz")
        assert (ran.code, ran.error["code"]) == (3, "same_person")
        assert year.size == size
        assert year.approve(*RIGHT).code == 0

    def test_a_withdrawn_batch_says_that_it_is(self, two: PaidYear) -> None:
        two.done("release", "withdraw-batch", BATCH, "--because", "too early")
        ran = two.approve(*RIGHT, "--json")
        assert (ran.code, ran.error["code"]) == (3, "batch_stage")
        assert ran.error["message"].startswith("Batch FY2027-OCT-1 is withdrawn;")


class TestWithdrawing:
    def test_every_release_goes_with_it_and_stays_on_record(self, two: PaidYear) -> None:
        ran = two.run("release", "withdraw-batch", BATCH, "--because", "too early")
        assert ran.out.splitlines()[1:] == [
            "FY2027-OCT-1 withdrawn, 2 releases with it: too early",
            "The next batch of it has a new number: alliance release batch",
        ]
        shown = two.run("release", "show", BATCH, "--json").data
        assert {row["status"] for row in shown["rows"]} == {"withdrawn"}
        assert shown["batch"]["stage"] == "withdrawn"

    def test_an_approved_one_too(self, two: PaidYear) -> None:
        two.approve(*RIGHT)
        ran = two.run("release", "withdraw-batch", BATCH, "--because", "plan cut", "--json")
        assert ran.data == {"outcome": "withdrawn", "batch": BATCH, "recorded": True}

    def test_again_does_nothing(self, two: PaidYear) -> None:
        two.done("release", "withdraw-batch", BATCH, "--because", "too early")
        size = two.size
        ran = two.run("release", "withdraw-batch", BATCH, "--because", "again")
        assert ran.out.splitlines()[1:] == ["FY2027-OCT-1 is withdrawn already. Nothing was done."]
        told = two.run("release", "withdraw-batch", BATCH, "--because", "again", "--json")
        assert (told.data["outcome"], told.data["recorded"]) == ("already withdrawn", False)
        assert two.size == size

    def test_a_dry_run_writes_nothing(self, two: PaidYear) -> None:
        size = two.size
        ran = two.run("release", "withdraw-batch", BATCH, "--because", "x", *ON, "--dry-run")
        assert ran.out.splitlines()[1].startswith("DRY RUN, nothing was recorded. This would be: ")
        assert two.size == size

    def test_what_was_issued_by_hand_stays_and_the_others_go(self, two: PaidYear) -> None:
        two.approve(*RIGHT)
        two.apply(command("Windsor", "IssueRelease", release=BATCH, effective_on="2026-10-07"))
        ran = two.run("release", "withdraw-batch", BATCH, "--because", "x")
        assert ran.out.splitlines()[1:3] == [
            "FY2027-OCT-1 withdrawn, 1 release with it: x",
            "Issued alone and not withdrawn: 1 release of it.",
        ]
        shown = two.run("release", "show", BATCH, "--json").data
        assert {row["district"]: row["status"] for row in shown["rows"]} == {
            "Windsor": "issued",
            "Windsor Locks": "withdrawn",
        }
        assert two.run("verify").code == 0

    def test_nothing_is_left_to_withdraw_where_all_went_alone(self, two: PaidYear) -> None:
        two.approve(*RIGHT)
        for town in ("Windsor", "Windsor Locks"):
            two.apply(command(town, "IssueRelease", release=BATCH, effective_on="2026-10-07"))
        ran = two.run("release", "withdraw-batch", BATCH, "--because", "x", "--json")
        assert (ran.code, ran.error["code"]) == (3, "batch_stage")
        assert "Nothing of batch FY2027-OCT-1 is left to withdraw" in ran.error["message"]


class TestListAndShow:
    def test_the_batches_of_a_year(self, two: PaidYear) -> None:
        rows = two.run("release", "list", *YEAR, "--json").rows
        assert [(row["batch"], row["count"], row["total"], row["stage"]) for row in rows] == [
            (BATCH, 2, "288915.00", "prepared")
        ]
        assert two.run("release", "list", "--fiscal-year", "2026", "--json").rows == []
        assert BATCH in two.run("release", "list").out

    def test_what_is_in_one_and_the_next_step(self, two: PaidYear) -> None:
        ran = two.run("release", "show", BATCH)
        assert ran.out.splitlines()[3:] == [
            " code  payee                  invoice             amount  status    note",
            "─" * 84,
            "  164  Town of Windsor        AD27-OCT-164-1  145,682.25  proposed  near-twin of 165",
            "  165  Town of Windsor Locks  AD27-OCT-165-1  143,232.75  proposed  near-twin of 164",
            "─" * 84,
            "total                                         288,915.00",
            "proof  2 proposed 288,915.00 = 288,915.00",
            ran.out.splitlines()[10],
            (
                "basis  october: up to 25 % of each approved plan, due 2026-10-15 (set by the "
                "Commissioner (synthetic) on schedule of 2026-09-25; configuration, not law)"
            ),
            "Next, another person: alliance release approve FY2027-OCT-1",
        ]

    def test_a_supplement_says_why(self, tmp_path: Path) -> None:
        year = real_year(tmp_path)
        year.october()
        year.act("hold", "lift", "Waterbury", "--name", "H1", "--evidence", "the report")
        year.october("--supplement", "hold lifted")
        assert "supplement  hold lifted" in year.run("release", "show", "FY2027-OCT-2").out

    def test_a_batch_whose_releases_were_all_taken_back_is_not_found(self, two: PaidYear) -> None:
        for town in TWO:
            rows = two.run("replay", town, *YEAR, "--json").rows
            proposed = next(row for row in rows if row["event"] == "ReleaseProposed")
            two.done("correct", str(proposed["position"]), "--because", "wrong")
        ran = two.run("release", "show", BATCH, "--json")
        assert (ran.code, ran.error["details"]) == (4, {"batch": BATCH})


class TestOneRelease:
    def test_is_proposed_and_authorized_by_another_person(self, tmp_path: Path) -> None:
        year = small_year(tmp_path, TWO, policy="two-person")
        proposed = year.act(
            "release", "propose", "Windsor", "--release", "X1", "--amount", "100", "--json"
        )
        assert proposed.json()["schema"] == "alliance.release.propose/1"
        assert proposed.data["next_step"] == (
            "alliance release authorize Windsor --fiscal-year FY2027 --release X1 --amount 100.00"
        )
        words = ("release", "authorize", "Windsor", "--release", "X1", "--amount", "100")
        same = year.run(*words, *YEAR, *ON, "--actor", "L. Chen")
        assert same.code == 3
        assert year.act(*words, actor="Ben").code == 0

    def test_rests_on_a_written_direction_before_a_plan(self, two: PaidYear) -> None:
        direction = ("--direction", "letter of 2026-08-28", "--cap", "10000")
        ran = two.act(
            "release", "authorize", "Windsor", "--release", "A1", "--amount", "9000", *direction
        )
        assert "letter of 2026-08-28" in ran.out

    @pytest.mark.parametrize("half", [("--direction", "letter"), ("--cap", "10")])
    def test_a_direction_has_a_title_and_a_cap(self, two: PaidYear, half: tuple[str, str]) -> None:
        words = ("release", "authorize", "Windsor", *YEAR, "--release", "A1", "--amount", "1")
        ran = two.run(*words, *half)
        assert ran.code == 2
        assert ran.err.splitlines()[-1] == "Give --direction and --cap."

    def test_residency_is_money_of_its_own_and_none_is_set_aside_here(self, two: PaidYear) -> None:
        words = ("release", "authorize", "Windsor", *YEAR, "--release", "A1", "--amount", "1")
        ran = two.run(*words, *ON, "--residency", "--json")
        assert (ran.code, ran.error["code"]) == (3, "residency_not_set_aside")
