"""`alliance plan`: from the empty form to approval, amendment, publication. § 10-262u(d)."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from paid_year import ON, SET_BY, YEAR, PaidYear, portion_of
from plan_workbooks import filled, line, plan, windsor

from domain.district import BY_CODE
from domain.fiscal_year import FiscalYear
from domain.money import ZERO
from domain.plan_content import PlanContent

CAME = ("--from", "the superintendent (synthetic)", "--by", "email", "--received-on", "2026-08-14")
# 500,000.00 + 82,729.00 = 582,729.00, the portion
FIRST = plan(line("2.4", "500000.00"), line("3.1", "82729.00"))
# 480,000.00 + 102,729.00 = 582,729.00
SECOND = plan(line("2.4", "480000.00"), line("4.1", "102729.00"))
TOWN = ("Windsor", *YEAR)


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    """Windsor with a portion of 582,729.00 and no plan."""
    made = PaidYear(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
    made.done("init", "--purpose", "training", "--name", "New")
    made.apply(*portion_of("Windsor", "582729.00"))
    return made


def accepted(year: PaidYear, content: PlanContent, number: int = 1) -> tuple[str, str]:
    """A workbook registered, checked and accepted: its register number and file."""
    folder = year.folder / str(number)
    folder.mkdir()
    file = str(filled(folder, content, windsor(carry_in=ZERO)))
    register = f"FY2027-164-{number}"
    year.act("intake", "plan", "Windsor", file, *CAME)
    year.done("intake", "check", register, file, *ON)
    year.done("intake", "accept", register, *ON)
    return register, file


def submitted(year: PaidYear, content: PlanContent, number: int = 1) -> None:
    year.done("plan", "submit", *accepted(year, content, number), *ON)


class TestForms:
    def test_an_empty_workbook_and_an_empty_text(self, year: PaidYear, tmp_path: Path) -> None:
        ran = year.run("plan", "template", *YEAR, "--out", str(tmp_path / "t.xlsx"))
        assert ran.out.splitlines()[1].endswith("t.xlsx: 14 strategies valid for FY2027.")
        assert "Budget" in load_workbook(tmp_path / "t.xlsx").sheetnames
        told = year.run("plan", "template", *YEAR, "--out", str(tmp_path / "t.toml"), "--json")
        assert told.json()["schema"] == "alliance.plan.template/1"
        assert "strategy" in (tmp_path / "t.toml").read_text("utf-8")

    def test_a_form_is_xlsx_or_toml(self, year: PaidYear, tmp_path: Path) -> None:
        ran = year.run("plan", "template", *YEAR, "--out", str(tmp_path / "t.doc"))
        assert ran.code == 2
        assert ran.err.splitlines()[0] == "t.doc is neither .xlsx nor .toml."

    def test_a_package_knows_the_portion_the_due_date_and_last_year(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        year.done("setting", "plan-due", *YEAR, "--due-on", "2026-08-14", *SET_BY)
        codes = tmp_path / "codes.csv"
        codes.write_text("code,words\n111A,salaries\n", "utf-8")
        year.done("setting", "object-codes", str(codes), *YEAR, *SET_BY)
        ran = year.run("plan", "package", *TOWN, "--out", str(tmp_path / "out"))
        assert ran.out.splitlines()[1] == f"Wrote 1 workbook to {tmp_path / 'out'}."
        book = load_workbook(tmp_path / "out" / "FY2027-plan-164-windsor.xlsx")
        text = " ".join(str(cell.value) for row in book["Read me"].iter_rows() for cell in row)
        assert "2026-08-14, set by the Commissioner (synthetic)" in text

    def test_all_packages_are_counted_one_by_one(self, year: PaidYear, tmp_path: Path) -> None:
        year.apply(*portion_of("East Windsor", "0.00"))
        ran = year.run("plan", "package", *YEAR, "--all", "--out", str(tmp_path / "out"))
        assert ran.err.splitlines() == [
            "1 of 2  FY2027-plan-047-east-windsor.xlsx",
            "2 of 2  FY2027-plan-164-windsor.xlsx",
        ]
        told = year.run("plan", "package", *YEAR, "--all", "--out", str(tmp_path / "out"), "--json")
        assert (told.data["totals"], told.err) == ({"files": 2}, "")

    @pytest.mark.parametrize("words", [(), ("Windsor", "--all")])
    def test_one_district_or_all(self, year: PaidYear, words: tuple[str, ...]) -> None:
        ran = year.run("plan", "package", *words, *YEAR, "--out", str(year.folder))
        assert (ran.code, ran.err.splitlines()[0]) == (2, "Which district?")

    def test_only_designated_districts_have_a_package(self, year: PaidYear) -> None:
        assert year.run("plan", "package", "Avon", *YEAR, "--out", "x").code == 3
        ran = year.run("plan", "package", "--fiscal-year", "2026", "--all", "--out", "x")
        assert ran.code == 3
        assert ran.err.splitlines()[-1].endswith("alliance import designations FILE")

    def test_a_folder_that_cannot_be_made_is_named(self, year: PaidYear, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        ran = year.run("plan", "package", *TOWN, "--out", str(tmp_path / "file" / "x"))
        assert ran.code == 2
        assert "cannot be made" in ran.err

    def test_last_years_approved_lines_are_in_the_next_package(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        designated = list(portion_of("Windsor", "582729.00"))[1:4]
        moved = {"fiscal_year": 2026, "effective_on": "2025-07-01"}
        year.apply(*[one | moved | {"command_id": str(i)} for i, one in enumerate(designated)])
        package = windsor(carry_in=ZERO, fiscal_year=FiscalYear(2026))
        file = str(filled(tmp_path, FIRST, package))
        words = ("FY2026-164-1", file, "--effective-on", "2025-09-12")
        came = (*CAME[:-1], "2025-08-14", "--fiscal-year", "2026", *words[2:])
        year.done("intake", "plan", "Windsor", file, *came)
        year.done("intake", "accept", "FY2026-164-1", "--because", "x", *words[2:])
        year.done("plan", "submit", *words)
        approval = ("--plan-version", "1", "--amount", "500000", "--line", "2.4=500000")
        year.done("plan", "approve", "Windsor", "--fiscal-year", "2026", *approval, *words[2:])
        out = tmp_path / "out"
        year.done("plan", "package", *TOWN, "--out", str(out))
        book = load_workbook(out / "FY2027-plan-164-windsor.xlsx")
        keys = [row[0].value for row in book["Budget"].iter_rows(min_row=9)]
        assert "2.4" in keys
        assert "3.1" not in keys  # nothing of it was approved


class TestChecking:
    def test_a_file_is_checked_and_nothing_recorded(self, year: PaidYear, tmp_path: Path) -> None:
        file = filled(tmp_path, plan(line("2.4", "582000.00")), windsor(carry_in=ZERO))
        size = year.size
        ran = year.run("plan", "check", "Windsor", str(file), *YEAR)
        assert ran.code == 1
        assert "0 that stop it + 1 to look at = 1" in ran.out.splitlines()
        assert ran.out.splitlines()[-1].startswith("total  0.00 carried over + 582,000.00 current")
        assert year.size == size

    def test_a_file_of_another_district_or_year_is_told(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        file = str(filled(tmp_path, FIRST, windsor(district=BY_CODE[165])))
        codes = [
            row["code"] for row in year.run("plan", "check", *TOWN[:1], file, *YEAR, "--json").rows
        ]
        assert codes[0] == "wrong_district"

    def test_one_that_holds_nothing_readable_says_so(self, year: PaidYear, tmp_path: Path) -> None:
        file = tmp_path / "plan.toml"
        file.write_text("[district]\n", "utf-8")
        ran = year.run("plan", "check", "Windsor", str(file), *YEAR)
        assert ran.code == 1
        assert ran.out.splitlines()[-1] == "total  nothing could be taken from it"

    @pytest.mark.parametrize("name", ["missing.toml", "missing.xlsx"])
    def test_a_missing_file_is_named(self, year: PaidYear, name: str) -> None:
        ran = year.run("plan", "check", "Windsor", name, *YEAR)
        assert ran.code == 2
        assert ran.err.startswith("missing")

    def test_a_clean_one_is_clean(self, year: PaidYear, tmp_path: Path) -> None:
        file = str(filled(tmp_path, FIRST, windsor(carry_in=ZERO)))
        assert year.run("plan", "check", "Windsor", file, *YEAR).code == 0


class TestSubmitting:
    def test_nothing_posts_until_it_is_accepted(self, year: PaidYear, tmp_path: Path) -> None:
        file = str(filled(tmp_path, FIRST))
        year.act("intake", "plan", "Windsor", file, *CAME)
        size = year.size
        assert year.run("plan", "submit", "FY2027-164-1", file, *ON).code == 3
        assert year.size == size

    def test_a_register_number_posts_once(self, year: PaidYear) -> None:
        register, file = accepted(year, FIRST)
        done = year.run("plan", "submit", register, file, *ON, "--command-id", "s1", "--json")
        assert done.data["next_step"] == (
            "alliance plan approve Windsor --fiscal-year FY2027 --plan-version 1 --amount 582729.00"
        )
        size = year.size
        ran = year.run("plan", "submit", register, file, *ON)
        assert (ran.code, year.size) == (3, size)
        assert ran.err.startswith("Refused: FY2027-164-1 is posted already, as plan version 1.")
        again = year.run("plan", "submit", register, file, *ON, "--command-id", "s1", "--json")
        assert (again.code, again.data["repeated"], year.size) == (0, True, size)

    def test_a_file_that_cannot_be_taken_is_not_posted(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        file = tmp_path / "plan.toml"
        file.write_text("[district]\n", "utf-8")
        year.act("intake", "plan", "Windsor", str(file), *CAME)
        year.done("intake", "accept", "FY2027-164-1", "--because", "deadline")
        size = year.size
        ran = year.run("plan", "submit", "FY2027-164-1", str(file))
        assert ran.code == 3
        assert "alliance plan return FY2027-164-1 FILE --out FILE" in ran.err
        assert year.size == size

    def test_a_file_of_the_neighbor_is_not_posted_though_it_was_accepted(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        file = str(filled(tmp_path, FIRST, windsor(district=BY_CODE[165])))
        year.act("intake", "plan", "Windsor", file, *CAME)
        year.done("intake", "accept", "FY2027-164-1", "--because", "deadline")
        size = year.size
        ran = year.run("plan", "submit", "FY2027-164-1", file)
        assert ran.code == 3
        assert "Windsor Locks" in ran.err
        assert year.size == size


class TestReturning:
    def returned(self, year: PaidYear, out: Path, *more: str) -> tuple[int, str]:
        file = year.folder / "1" / "FY2027-plan-164-windsor.xlsx"
        if not file.exists():
            file.parent.mkdir()
            filled(file.parent, plan(line("2.4", "582000.00")))
            year.act("intake", "plan", "Windsor", str(file), *CAME)
        words = ("FY2027-164-1", str(file), "--out", str(out), "--because", "729.00 short")
        ran = year.run("plan", "return", *words, *ON, *more)
        return ran.code, ran.err

    def test_the_same_workbook_comes_back_marked(self, year: PaidYear, tmp_path: Path) -> None:
        out = tmp_path / "back.xlsx"
        code, said = self.returned(year, out)
        assert code == 0
        assert said.endswith("1 discrepancy marked. The file as received is untouched.\n")
        assert "What to do" in load_workbook(out).sheetnames

    def test_nothing_is_written_where_it_was_sent_back_before(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        self.returned(year, tmp_path / "back.xlsx")
        code, said = self.returned(year, tmp_path / "again.xlsx")
        assert code == 3
        assert "returned already" in said
        assert not (tmp_path / "again.xlsx").exists()

    def test_nothing_is_recorded_where_it_cannot_be_written(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        code, _ = self.returned(year, tmp_path / "back.doc")
        assert code == 2
        assert year.run("intake", "list", *YEAR, "--json").rows[0]["status"] == "received"

    def test_a_dry_run_writes_neither(self, year: PaidYear, tmp_path: Path) -> None:
        code, _ = self.returned(year, tmp_path / "back.xlsx", "--dry-run")
        assert code == 0
        assert not (tmp_path / "back.xlsx").exists()
        assert year.run("intake", "list", *YEAR, "--json").rows[0]["status"] == "received"


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
        assert (row["status"], row["waiting_for"]) == ("changes required", "1 changes by the board")
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

    @pytest.mark.parametrize("text", ["2.4", "2.4=1", "2.4:3.1"])
    def test_a_transfer_names_both_lines_and_an_amount(self, year: PaidYear, text: str) -> None:
        words = ("plan", "amend", *TOWN, "--amendment", "1", "--because", "x", "--transfer", text)
        ran = year.run(*words)
        assert ran.code == 2
        assert "Write such as 2.4:3.1=20000.00." in ran.err

    def test_publication_is_recorded_with_its_day(self, year: PaidYear) -> None:
        submitted(year, FIRST)
        when = ("--plan-version", "1", "--published-on", "2026-10-01")
        year.act("plan", "publish", "Windsor", *when, "--address", "https://example.org/plan")
        assert year.run("plan", "show", *TOWN, "--json").data["published"] is True


class TestWhatIsOnRecord:
    def test_no_plan_is_not_recorded_here(self, year: PaidYear) -> None:
        ran = year.run("plan", "list", *YEAR, "--json")
        assert (ran.rows[0]["status"], ran.rows[0]["approved"]) == ("not recorded here", None)
        assert ran.data["proof"] == "0 approved plans add up to 0.00"
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

    def test_a_plan_with_only_its_total_has_no_lines(self, year: PaidYear) -> None:
        words = ("record", "SubmitPlan", *TOWN, *ON)
        year.done(*words, "plan_version=1", "total=100.00")
        year.done(*words, "plan_version=3", "total=150.00")
        ran = year.run("plan", "show", *TOWN)
        assert ran.out.splitlines()[1] == (
            "Windsor (164) · FY2027 · plan version 3, submitted · asked for 150.00"
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
        ran = year.run("plan", "show", *TOWN, "--plan-version", "4", "--json")
        assert (ran.code, ran.error["details"]) == (4, {"on_record": "none"})
