"""`alliance plan`: reviewed, approved, amended, published, and what is on record. § 10-262u(d)."""

from dataclasses import replace
from pathlib import Path

import pytest
from paid_year import ON, SET_BY, YEAR, PaidYear, command, portion_of
from plan_workbooks import filled, line, plan
from sent_plans import CAME, FIRST, SECOND, TOWN, accepted, submitted, unplanned

from domain.money import Money
from domain.plan_content import Objective


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return unplanned(tmp_path)


class TestReview:
    def test_changes_required_lead_to_a_newer_version_and_the_difference_is_read(
        self, year: PaidYear
    ) -> None:
        submitted(year, FIRST)
        year.act("plan", "appoint-committee", "Windsor", "--member", "Ana", "--member", "Ben")
        one = ("--plan-version", "1")
        year.act("plan", "review", "Windsor", *one, "--findings", "tutors unclear")
        change = ("--change", "C1=say how tutors are chosen", "--due-on", "2026-10-20")
        year.act("plan", "require-changes", "Windsor", *one, *change)
        row = year.run("plan", "list", *YEAR, "--json").rows[0]
        assert (row["status"], row["waiting_for"]) == ("changes required", "1 change by the board")
        shown = year.run("plan", "show", *TOWN).out
        assert "change required  C1: say how tutors are chosen" in shown
        submitted(year, SECOND, 2)
        ran = year.run("plan", "diff", *TOWN, "--json")
        assert [(row["key"], row["what"], row["change"]) for row in ran.rows] == [
            ("2.4", "bilingual tutors (synthetic)", "-20000.00"),
            ("3.1", "line left out: bilingual tutors (synthetic)", "-82729.00"),
            ("4.1", "line added: bilingual tutors (synthetic)", "102729.00"),
        ]
        # −20,000.00 − 82,729.00 + 102,729.00 = 0.00
        assert ran.data["totals"] == {"change": "0.00"}
        assert ran.data["proof"] == "582,729.00 + 0.00 = 582,729.00"
        assert (ran.data["from"], ran.data["to"]) == (1, 2)

    def test_a_rejection_names_its_reason(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        year.act("plan", "reject", "Windsor", "--plan-version", "1", "--because", "no targets")
        assert year.run("plan", "list", *YEAR, "--json").rows[0]["status"] == "rejected"

    @pytest.mark.parametrize("text", ["C1", "C1=", "=words", " = "])
    def test_a_change_has_a_key_and_words(self, year: PaidYear, text: str) -> None:
        words = ("plan", "require-changes", *TOWN, "--plan-version", "1", "--change", text)
        ran = year.run(*words)
        assert ran.code == 2
        assert "is not KEY=TEXT." in ran.err


class TestApproval:
    def approved(self, year: PaidYear) -> None:
        """500,000.00 of 582,729.00: 480,000.00 of line 2.4 and 20,000.00 of line 3.1."""
        submitted(year, FIRST)
        year.act(
            *("plan", "approve", "Windsor", "--plan-version", "1", "--amount", "500000"),
            *("--line", "2.4=480000", "--line", "3.1=20000"),
            *("--condition-before-release", "K1=name the tutors"),
            *("--condition", "K2=report in May"),
        )

    def test_in_part_by_line_with_conditions_blocks_releases_until_met(
        self, year: PaidYear
    ) -> None:
        self.approved(year)
        year.done("setting", "schedule", *YEAR, "--basis", "as-approved", *SET_BY)
        row = year.batch("--json").rows[0]
        assert (row["status"], row["because"], row["amount"]) == (
            "condition open",
            "name the tutors",
            None,
        )
        words = ("--condition", "K1", "--evidence", "list of October 1")
        met = year.act("plan", "meet-condition", "Windsor", *words)
        assert "Next: alliance release authorize Windsor" in met.out
        assert year.batch("--json").data["totals"]["amount"] == "500000.00"

    def test_what_is_approved_of_each_line_adds_up(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        before = year.run("plan", "show", *TOWN, "--json").data
        assert before["rows"][0]["approved"] is None
        assert "approved" not in before["totals"]
        words = ("--plan-version", "1", "--amount", "500000")
        lines = ("--line", "2.4=480000", "--line", "3.1=20000")
        year.act("plan", "approve", "Windsor", *words, *lines)
        ran = year.run("plan", "show", *TOWN, "--json")
        assert [row["approved"] for row in ran.rows] == ["480000.00", "20000.00"]
        assert ran.data["totals"]["approved"] == "500000.00"
        assert ran.data["proof"].endswith("; approved by line 500,000.00")
        assert ran.data["content"]["objectives"] == [
            {"key": "O1", "words": "more pupils read by grade three"}
        ]

    def test_conditions_amendments_and_goals_stand_below_the_lines(self, year: PaidYear) -> None:
        self.approved(year)
        transfer = ("--transfer", "2.4:3.1=20000.00", "--because", "transport")
        year.act("plan", "amend", "Windsor", "--amendment", "1", *transfer)
        listed = year.run("plan", "list", *YEAR, "--json").rows[0]
        assert listed["waiting_for"] == "condition K1; condition K2; amendment 1"
        notes = year.run("plan", "show", *TOWN, "--json").data["notes"]
        assert notes[:3] == [
            "condition K1 (open, before any release): name the tutors",
            "condition K2 (open): report in May",
            "amendment 1 (submitted): 2.4 to 3.1 20,000.00",
        ]
        year.act("plan", "approve-amendment", "Windsor", "--amendment", "1")
        rows = year.run("plan", "show", *TOWN, "--json").rows
        assert [row["approved"] for row in rows] == ["460000.00", "40000.00"]
        year.act("plan", "amend", "Windsor", "--amendment", "2", *transfer)
        year.act("plan", "reject-amendment", "Windsor", "--amendment", "2", "--because", "too late")

    def test_a_newer_approval_says_which_open_conditions_end_with_it(self, year: PaidYear) -> None:
        self.approved(year)
        evidence = ("--condition", "K1", "--evidence", "list of October 1")
        year.act("plan", "meet-condition", "Windsor", *evidence)
        submitted(year, SECOND, 2)
        again = ("plan", "approve", *TOWN, "--plan-version", "2", "--amount", "582729.00", *ON)
        rehearsed = year.run(*again, "--dry-run")
        assert rehearsed.out.splitlines()[-3:] == [
            "Open condition of version 1 ends with it: K2 report in May",
            "  if it is to hold on: approve with --condition, under a new key",
            "Next: alliance release authorize Windsor --fiscal-year FY2027 --release … --amount …",
        ]
        ended = [
            {
                "condition": "K2",
                "words": "report in May",
                "before_release": False,
                "plan_version": 1,
            }
        ]
        told = year.run(*again, "--dry-run", "--json").data
        assert (told["conditions_ended"], told["above_approval"]) == (ended, None)
        assert (
            f"  if it is to hold on: take the approval back (alliance correct {year.size + 1} "
            "--because TEXT), then approve with --condition, under a new key"
        ) in year.done(*again).out.splitlines()

    def test_what_became_of_a_condition_stands_in_both_versions(self, year: PaidYear) -> None:
        self.approved(year)
        evidence = ("--condition", "K1", "--evidence", "list of October 1")
        year.act("plan", "meet-condition", "Windsor", *evidence)
        submitted(year, SECOND, 2)
        words = ("--plan-version", "2", "--amount", "582729.00")
        year.act("plan", "approve", "Windsor", *words)
        ended = (
            "condition K2 (not met): report in May; of version 1, ended with the approval of "
            "version 2"
        )
        first = year.run("plan", "show", *TOWN, "--plan-version", "1", "--json").data["notes"]
        assert first[:2] == [
            "condition K1 (met, before any release): name the tutors; shown by: list of October 1",
            ended,
        ]
        newest = year.run("plan", "show", *TOWN, "--json").data["notes"]
        assert newest[0] == ended

    def test_a_newer_approval_says_what_was_authorized_above_it(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        year.act("plan", "approve", "Windsor", "--plan-version", "1", "--amount", "582729.00")
        for name, amount in (("R1", "300000"), ("R 2", "100000")):
            year.act("release", "authorize", "Windsor", "--release", name, "--amount", amount)
        year.act("payments", "issue-release", "Windsor", "--release", "R1")
        submitted(year, SECOND, 2)
        lines = ("--line", "2.4=50000", "--line", "4.1=50000")
        again = ("plan", "approve", *TOWN, "--plan-version", "2", "--amount", "100000", *lines, *ON)
        # 300,000.00 + 100,000.00 = 400,000.00 authorized, 300,000.00 above 100,000.00
        assert year.run(*again, "--dry-run").out.splitlines()[-4:] == [
            "Authorized in all: 400,000.00, 300,000.00 above the 100,000.00 approved",
            "  R1 300,000.00 is in payment: stop it there first; see: alliance payments fix --help",
            (
                "  R 2 100,000.00 is authorized and not paid; withdraw it: alliance release "
                'withdraw Windsor --fiscal-year FY2027 --release "R 2" --because TEXT'
            ),
            (
                "Next: alliance release withdraw Windsor --fiscal-year FY2027 "
                '--release "R 2" --because …'
            ),
        ]
        assert year.done(*again, "--json").data["above_approval"] == {
            "approved": "100000.00",
            "authorized": "400000.00",
            "above": "300000.00",
            "not_paid": [
                {"release": "R1", "amount": "300000.00", "status": "issued"},
                {"release": "R 2", "amount": "100000.00", "status": "authorized"},
            ],
        }

    def test_above_an_approval_all_may_be_paid(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        year.act("plan", "approve", "Windsor", "--plan-version", "1", "--amount", "582729.00")
        release = ("Windsor", "--release", "R1")
        year.act("release", "authorize", *release, "--amount", "300000")
        year.act("payments", "issue-release", *release)
        year.act("payments", "confirm-release", *release, "--paid-on", "2026-10-06")
        submitted(year, SECOND, 2)
        lines = ("--line", "2.4=50000", "--line", "4.1=50000")
        words = ("--plan-version", "2", "--amount", "100000", *lines)
        ran = year.act("plan", "approve", "Windsor", *words)
        # Nothing more can be released, so no step is named.
        assert ran.out.splitlines()[-2:] == [
            "Authorized in all: 300,000.00, 200,000.00 above the 100,000.00 approved",
            "  all of it is paid",
        ]

    @pytest.mark.parametrize("text", ["2.4", "2.4=1", "2.4:3.1"])
    def test_a_transfer_names_both_lines_and_an_amount(self, year: PaidYear, text: str) -> None:
        words = ("plan", "amend", *TOWN, "--amendment", "1", "--because", "x", "--transfer", text)
        ran = year.run(*words)
        assert ran.code == 2
        assert "Write such as 2.4:3.1=20000.00." in ran.err

    def test_publication_is_recorded_with_its_day(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        when = ("--plan-version", "1", "--published-on", "2026-10-06")
        year.act("plan", "publish", "Windsor", *when, "--address", "https://example.org/plan")
        assert year.run("plan", "show", *TOWN, "--json").data["published"] is True


class TestWhatIsOnRecord:
    def test_no_plan_is_not_recorded_here(self, year: PaidYear) -> None:
        ran = year.run("plan", "list", *YEAR, "--json")
        assert (ran.rows[0]["status"], ran.rows[0]["approved"]) == ("not recorded here", None)
        assert ran.data["proof"] == "0 approved plans add up to 0.00"
        shown = year.run("plan", "show", *TOWN, "--json").error
        assert shown["message"] == "Windsor (164) FY2027 has no plan on record."
        assert shown["next_step"] == (
            "Register one as it came: alliance intake plan Windsor --fiscal-year FY2027 FILE "
            "--from WHO --by email --received-on DATE"
        )
        empty = year.run("plan", "list", "--fiscal-year", "2026")
        assert empty.out.endswith("No district is designated for FY2026 in this ledger.\n")

    def test_what_it_waits_for_is_named(self, year: PaidYear, tmp_path: Path) -> None:
        file = str(filled(tmp_path, FIRST))
        year.act("intake", "plan", "Windsor", file, *CAME)
        hold = ("--name", "H1", "--breach", "x", "--lifted-by", "y")
        year.act("hold", "place", "Windsor", *hold)
        row = year.run("plan", "list", *YEAR, "--json").rows[0]
        assert row["waiting_for"] == "FY2027-164-1 received; withheld H1"
        submitted(year, SECOND, 2)
        row = year.run("plan", "list", *YEAR, "--json").rows[0]
        assert "the Commissioner" in row["waiting_for"]

    def test_what_was_sent_back_waits_for_the_board_until_it_comes_again(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        year.act("intake", "plan", "Windsor", str(filled(tmp_path, FIRST)), *CAME)
        back = ("intake", "return", "FY2027-164-1", "--because", "no targets")
        year.done(*back, "--due-on", "2026-12-01", *ON)
        row = year.run("plan", "list", *YEAR, "--json").rows[0]
        assert row["waiting_for"] == "FY2027-164-1 to come again from the board, by 2026-12-01"
        year.act("intake", "plan", "Windsor", str(filled(tmp_path, SECOND)), *CAME)
        row = year.run("plan", "list", *YEAR, "--json").rows[0]
        assert row["waiting_for"] == "FY2027-164-2 received"

    def test_what_was_sent_back_without_a_day_says_so(self, year: PaidYear, tmp_path: Path) -> None:
        year.act("intake", "plan", "Windsor", str(filled(tmp_path, FIRST)), *CAME)
        year.done("intake", "return", "FY2027-164-1", "--because", "no targets", *ON)
        row = year.run("plan", "list", *YEAR, "--json").rows[0]
        assert row["waiting_for"] == "FY2027-164-1 to come again from the board, no date set"

    def test_what_is_accepted_waits_for_the_department_to_post_it(self, year: PaidYear) -> None:
        register, file = accepted(year, FIRST)
        row = year.run("plan", "list", *YEAR, "--json").rows[0]
        assert row["waiting_for"] == "FY2027-164-1 to be posted by the Department"
        year.done("plan", "submit", register, file, *ON)
        row = year.run("plan", "list", *YEAR, "--json").rows[0]
        assert row["waiting_for"] == "the Commissioner"

    @pytest.mark.parametrize("kind", ["report", "request", "letter"])
    def test_only_a_plan_that_came_is_waited_for(
        self, year: PaidYear, tmp_path: Path, kind: str
    ) -> None:
        year.act("intake", kind, "Windsor", str(filled(tmp_path, FIRST)), *CAME)
        assert year.run("plan", "list", *YEAR, "--json").rows[0]["waiting_for"] is None

    def test_one_approved_plan_adds_up(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        year.act("plan", "approve", "Windsor", "--plan-version", "1", "--amount", "582729.00")
        assert year.run("plan", "list", *YEAR, "--json").data["proof"] == (
            "1 approved plan adds up to 582,729.00"
        )

    def test_tuition_is_a_column_where_a_line_pays_for_it(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        assert "magnet tuition" not in year.run("plan", "show", *TOWN).out
        lines = (line("2.4", "500000.00"), line("3.1", "82729.00", tuition=True))
        submitted(year, plan(*lines), 2)
        shown = year.run("plan", "show", *TOWN).out.splitlines()
        assert shown[3].endswith("magnet tuition")
        assert [text.split()[-1] for text in shown[5:7]] == ["no", "yes"]
        listed = year.folder / "lines.csv"
        year.done("plan", "show", *TOWN, "--plan-version", "1", "--csv", str(listed))
        assert ",tuition," in listed.read_text("utf-8").splitlines()[0]

    def test_an_amount_that_changed_is_written_as_amounts_are(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        first = replace(FIRST.lines[0], local_match=Money.parse("1500000.25"))
        submitted(year, replace(FIRST, lines=(first, FIRST.lines[1])), 2)
        shown = year.run("plan", "diff", *TOWN).out
        assert "1,500,000.25" in shown
        rows = year.run("plan", "diff", *TOWN, "--json").rows
        assert [(row["what"], row["before"], row["after"]) for row in rows] == [
            ("local match, not counted", "0.00", "1500000.25"),
        ]

    def test_a_letter_is_nothing_a_plan_waits_for(self, year: PaidYear, tmp_path: Path) -> None:
        year.act("intake", "letter", "Windsor", str(filled(tmp_path, FIRST)), *CAME)
        year.done("intake", "return", "FY2027-164-1", "--because", "not ours", *ON)
        year.act("intake", "letter", "Windsor", str(filled(tmp_path, SECOND)), *CAME)
        year.done("intake", "accept", "FY2027-164-2", "--because", "read", *ON)
        assert year.run("plan", "list", *YEAR, "--json").rows[0]["waiting_for"] is None

    def test_a_plan_with_only_its_total_has_no_lines(self, year: PaidYear) -> None:
        words = ("record", "SubmitPlan", *TOWN, *ON)
        year.done(*words, "plan_version=1", "total=100.00")
        year.done(*words, "plan_version=3", "total=150.00")
        ran = year.run("plan", "show", *TOWN)
        assert ran.out.splitlines()[1] == (
            "SYNTHETIC · Windsor (164) · FY2027 · plan version 3, submitted · asked for 150.00"
        )
        assert "Only its total is on record here, no lines." in ran.out
        assert year.run("plan", "show", *TOWN, "--json").data["content"] is None
        diff = year.run("plan", "diff", *TOWN, "--json")
        assert (diff.data["from"], diff.data["to"]) == (1, 3)
        assert (diff.rows[0]["what"], diff.rows[0]["change"]) == ("total without lines", "50.00")
        assert diff.data["proof"] == "100.00 + 50.00 = 150.00"

    def test_lines_added_to_a_bare_total_still_add_up(self, year: PaidYear) -> None:
        year.done("record", "SubmitPlan", *TOWN, *ON, "plan_version=1", "total=600000.00")
        submitted(year, FIRST)
        ran = year.run("plan", "diff", *TOWN, "--json")
        # −600,000.00 + 500,000.00 + 82,729.00 = −17,271.00
        assert ran.data["totals"] == {"change": "-17271.00"}
        assert ran.data["proof"] == "600,000.00 + -17,271.00 = 582,729.00"

    def test_words_that_changed_are_in_the_difference_too(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        changed = replace(
            FIRST,
            objectives=(Objective(key="O1", words="all pupils read by grade three"),),
            lines=(
                replace(FIRST.lines[0], description="reading tutors", tuition=True),
                FIRST.lines[1],
            ),
        )
        submitted(year, changed, 2)
        rows = year.run("plan", "diff", *TOWN, "--json").rows
        assert [(row["key"], row["what"], row["before"], row["after"]) for row in rows] == [
            ("2.4", "description", "bilingual tutors (synthetic)", "reading tutors"),
            ("2.4", "tuition", False, True),
            (
                "O1",
                "objective",
                "more pupils read by grade three",
                "all pupils read by grade three",
            ),
        ]

    def test_a_plan_before_its_portion_stands_alone(self, tmp_path: Path) -> None:
        made = PaidYear(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
        made.done("init", "--purpose", "training", "--name", "New")
        made.apply(*list(portion_of("Windsor", "582729.00"))[:3])
        file = str(filled(tmp_path, FIRST))
        made.act("intake", "plan", "Windsor", file, *CAME)
        made.done("intake", "accept", "FY2027-164-1", "--because", "no portion yet", *ON)
        made.done("plan", "submit", "FY2027-164-1", file, *ON)
        assert made.run("plan", "show", *TOWN, "--json").data["proof"] == (
            "0.00 carry-over + 582,729.00 current year = 582,729.00"
        )
        made.done("plan", "package", *TOWN, "--out", str(tmp_path / "out"))

    def test_what_was_carried_in_is_part_of_what_a_plan_is_held_against(
        self, year: PaidYear
    ) -> None:
        opening = command("Windsor", "StateOpeningBalance")
        opening |= {"balances": {"carry_in": "18250.00", "held_by_board": "18250.00"}}
        opening |= {"document": "statement of July 1, 2026 (synthetic)", "signers": ["Ana", "Ben"]}
        made = PaidYear(f"sqlite:///{year.folder / 'stated.db'}", year.folder)
        made.done("init", "--purpose", "training", "--name", "Stated")
        made.apply(opening, *portion_of("Windsor", "582729.00"))
        carried = plan(line("2.4", "582729.00", carry_over="18250.00"))
        file = str(filled(year.folder, carried))
        made.act("intake", "plan", "Windsor", file, *CAME)
        made.done("intake", "check", "FY2027-164-1", file, *ON)
        made.done("intake", "accept", "FY2027-164-1", *ON)
        made.done("plan", "submit", "FY2027-164-1", file, *ON)
        assert made.run("plan", "show", *TOWN, "--json").data["proof"] == (
            "18,250.00 carry-over + 582,729.00 current year = 600,979.00; portion 582,729.00 + "
            "carried in 18,250.00: 0.00 apart"
        )

    def test_the_first_version_has_none_before_it(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        ran = year.run("plan", "diff", *TOWN)
        assert ran.code == 4
        assert ran.err.startswith("Version 1 is the first plan of Windsor (164) FY2027")
        same = year.run("plan", "diff", *TOWN, "--from", "1", "--to", "1")
        assert same.out.splitlines()[-2:] == [
            "Nothing changed.",
            "proof  582,729.00 + 0.00 = 582,729.00",
        ]

    def test_a_version_that_is_not_on_record_is_not_found(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        ran = year.run("plan", "show", *TOWN, "--plan-version", "4", "--json")
        assert (ran.code, ran.error["details"]) == (4, {"on_record": "1"})
        assert ran.error["message"] == (
            "Windsor (164) FY2027 has no plan version 4 on record; on record: 1."
        )
        assert ran.error["next_step"] == (
            "See the newest: alliance plan show Windsor --fiscal-year FY2027"
        )
