"""`alliance plan`: forms out and plans in: package, check, submit, return. § 10-262u(d)."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from paid_year import ON, SET_BY, YEAR, PaidYear, portion_of
from plan_workbooks import filled, line, plan, windsor
from sent_plans import CAME, FIRST, TOWN, accepted, unplanned

from domain.district import BY_CODE
from domain.fiscal_year import FiscalYear
from domain.money import ZERO


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return unplanned(tmp_path)


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
        to = ("--out", str(tmp_path / "out"))
        told = year.run("plan", "package", *YEAR, "--all", *to, "--replace", "--json")
        assert (told.data["totals"], told.err) == ({"files": 2}, "")

    def test_a_package_that_a_district_may_have_filled_in_is_not_written_over(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        year.apply(*portion_of("East Windsor", "0.00"))
        out = tmp_path / "out"
        out.mkdir()
        filled_in = out / "FY2027-plan-164-windsor.xlsx"
        filled_in.write_bytes(b"filled in")
        ran = year.run("plan", "package", *YEAR, "--all", "--out", str(out))
        assert ran.code == 2
        assert ran.err.splitlines() == [
            f"{filled_in} is there already, and nothing was written over it.",
            f"  file  {filled_in}",
            "Name another, or give --replace to write over it.",
        ]
        # Nothing of the others was written either.
        assert [file.name for file in out.iterdir()] == [filled_in.name]
        assert filled_in.read_bytes() == b"filled in"
        year.done("plan", "package", *TOWN, "--out", str(out), "--replace")
        assert "Budget" in load_workbook(filled_in).sheetnames

    @pytest.mark.parametrize("name", ["t.xlsx", "t.toml"])
    def test_a_form_is_not_written_over(self, year: PaidYear, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_bytes(b"mine")
        words = ("plan", "template", *YEAR, "--out", str(tmp_path / name))
        ran = year.run(*words)
        assert (ran.code, "is there already" in ran.err) == (2, True)
        assert (tmp_path / name).read_bytes() == b"mine"
        year.done(*words, "--replace")
        assert (tmp_path / name).read_bytes() != b"mine"

    @pytest.mark.parametrize("words", [(), ("Windsor", "--all")])
    def test_one_district_or_all(self, year: PaidYear, words: tuple[str, ...]) -> None:
        ran = year.run("plan", "package", *words, *YEAR, "--out", str(year.folder))
        assert (ran.code, ran.err.splitlines()[0]) == (2, "Which district?")

    def test_only_designated_districts_have_a_package(self, year: PaidYear) -> None:
        avon = year.run("plan", "package", "Avon", *YEAR, "--out", "x")
        assert (avon.code, "C.G.S. § 10-262u(b)" in avon.err) == (3, True)
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
        assert "clause        C.G.S. § 10-262u(d)" in ran.err
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
        assert ran.err.splitlines()[-1] == (
            "Send it back: alliance intake return FY2027-164-1 --because TEXT --due-on DATE"
        )
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
        assert said.endswith(
            "1 discrepancy marked in its cell. The file as received is untouched.\n"
        )
        sheet = load_workbook(out)["What to do"]
        assert [(sheet[f"B{row}"].value, sheet[f"C{row}"].value) for row in (4, 5, 6)] == [
            ("Register number", "FY2027-164-1"),
            ("Sent back because", "729.00 short"),
            ("To come again by", "no date set"),
        ]

    def test_the_day_it_is_to_come_again_is_in_it(self, year: PaidYear, tmp_path: Path) -> None:
        out = tmp_path / "back.xlsx"
        assert self.returned(year, out, "--due-on", "2026-12-01")[0] == 0
        assert load_workbook(out)["What to do"]["C6"].value == "2026-12-01"

    def test_what_is_marked_is_noted_with_it_where_no_check_is_on_record(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        self.returned(year, tmp_path / "back.xlsx")
        row = year.run("intake", "list", *YEAR, "--json").rows[0]
        assert (row["status"], row["check"], row["discrepancies"]) == (
            "returned",
            "1 discrepancy",
            1,
        )
        events = [one["event"] for one in year.run("replay", *TOWN, "--json").rows]
        assert events[-3:] == ["SubmissionReceived", "SubmissionChecked", "SubmissionReturned"]

    def test_a_check_that_is_on_record_is_not_noted_again(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        self.returned(year, tmp_path / "none.xlsx", "--dry-run")  # registers it
        file = str(tmp_path / "1" / "FY2027-plan-164-windsor.xlsx")
        year.run("intake", "check", "FY2027-164-1", file, *ON)
        size = year.size
        self.returned(year, tmp_path / "back.xlsx")
        assert year.size == size + 1

    def test_an_accepted_one_comes_back_with_what_is_found_now(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        self.returned(year, tmp_path / "none.xlsx", "--dry-run")  # registers it
        year.done("intake", "accept", "FY2027-164-1", "--because", "deadline", *ON)
        assert self.returned(year, tmp_path / "back.xlsx")[0] == 0
        row = year.run("intake", "list", *YEAR, "--json").rows[0]
        assert (row["status"], row["discrepancies"]) == ("returned", 1)

    def test_one_that_is_posted_does_not_come_back(self, year: PaidYear, tmp_path: Path) -> None:
        register, file = accepted(year, FIRST)
        year.done("plan", "submit", register, file, *ON)
        words = (register, file, "--out", str(tmp_path / "back.xlsx"), "--because", "x")
        ran = year.run("plan", "return", *words)
        assert ran.code == 3
        assert "is posted as plan version 1 already" in ran.err
        assert not (tmp_path / "back.xlsx").exists()

    def test_a_report_is_not_read_as_a_plan(self, year: PaidYear, tmp_path: Path) -> None:
        file = str(filled(tmp_path, FIRST))
        year.act("intake", "report", "Windsor", file, *CAME)
        words = ("FY2027-164-1", file, "--out", str(tmp_path / "back.xlsx"), "--because", "x")
        ran = year.run("plan", "return", *words)
        assert ran.code == 9
        assert "Send it back as what it is: alliance report return FY2027-164-1 …" in ran.err

    def test_another_file_is_not_written_over(self, year: PaidYear, tmp_path: Path) -> None:
        out = tmp_path / "back.xlsx"
        out.write_bytes(b"mine")
        code, said = self.returned(year, out)
        assert (code, "is there already" in said) == (2, True)
        assert out.read_bytes() == b"mine"
        assert year.run("intake", "list", *YEAR, "--json").rows[0]["status"] == "received"
        assert self.returned(year, out, "--replace")[0] == 0

    def test_the_same_command_sent_again_is_answered_as_before(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        out = tmp_path / "back.xlsx"
        self.returned(year, out, "--command-id", "r1")
        size, written = year.size, out.read_bytes()
        assert self.returned(year, out, "--command-id", "r1")[0] == 0
        assert (year.size, out.read_bytes()) == (size, written)

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
