"""`alliance report`: forms out, files in, checked and sent back. All synthetic but the town."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from paid_year import PaidYear
from report_workbooks import save, type_spent
from sent_plans import FIRST, submitted, unplanned

YEAR = ("--fiscal-year", "2027")
AUGUST = ("--effective-on", "2027-08-20")
CAME = ("--from", "the superintendent (synthetic)", "--by", "email", "--received-on", "2027-08-20")
REGISTER = "FY2027-164-2"  # the plan is the first
CSV = "town,town_code,fiscal_year,line,paid_by_june_30,still_obligated"
# 500,000.00 + 82,729.00 = 582,729.00, all of it approved: line 2.4 and line 3.1


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    made = unplanned(tmp_path)
    submitted(made, FIRST)
    made.act("plan", "approve", "Windsor", "--plan-version", "1", "--amount", "582729.00")
    return made


def packed(year: PaidYear) -> Path:
    """The prefilled workbook of Windsor."""
    year.done("report", "package", "Windsor", *YEAR, "--out", str(year.folder / "out"))
    return year.folder / "out" / "FY2027-report-164-windsor.xlsx"


def filled(year: PaidYear, spent: dict[str, tuple[float, ...]]) -> str:
    """The same, filled in."""
    file = packed(year)
    save(file, lambda book: type_spent(book["Statement"], spent))
    return str(file)


def text(year: PaidYear, *rows: str) -> str:
    """A report as CSV."""
    file = year.folder / "windsor.csv"
    file.write_text("\n".join((CSV, *rows)), "utf-8")
    return str(file)


def came(year: PaidYear, file: str) -> str:
    """A report registered as it came."""
    year.done("intake", "report", "Windsor", file, *YEAR, *CAME, *AUGUST)
    return file


def codes(rows: list[dict[str, object]]) -> list[object]:
    return [row["code"] for row in rows]


class TestPackages:
    def test_one_is_prefilled_with_the_approved_lines_and_what_is_known(
        self, year: PaidYear
    ) -> None:
        book = load_workbook(packed(year))
        statement, readme = book["Statement"], book["Read me"]
        lines = [[statement.cell(row, n).value for n in (1, 2, 3)] for row in (15, 16, 17)]
        assert lines == [
            ["2.4", "bilingual tutors (synthetic)", 500000],
            ["3.1", "bilingual tutors (synthetic)", 82729],
            [None, None, None],
        ]
        assert statement["B6"].value == 1
        facts = {readme[f"A{row}"].value: readme[f"B{row}"].value for row in range(9, 16)}
        assert facts == {
            "Carried in": "not known when this form was made",
            "Received": "not known when this form was made",
            "Available": "582,729.00",
            "Plan version in force on June 30": "1",
            "Which columns count as spent": (
                "not set by the Department; what was paid by June 30 is added up"
            ),
            "Due": "no date set; the law names none",
            "Questions to": "the Department of Education",
        }
        assert readme["A2"].value.startswith("TRAINING · New")

    def test_all_districts_get_one_each(self, year: PaidYear) -> None:
        ran = year.done("report", "package", "--all", *YEAR, "--out", str(year.folder), "--json")
        assert ran.json()["schema"] == "alliance.report.package/1"
        assert ran.data == {
            "rows": [{"file": "FY2027-report-164-windsor.xlsx"}],
            "totals": {"files": 1},
        }

    def test_what_a_person_worked_in_is_not_written_over(self, year: PaidYear) -> None:
        packed(year)
        words = ("report", "package", "Windsor", *YEAR, "--out", str(year.folder / "out"))
        assert year.run(*words).code == 2
        assert year.run(*words, "--replace").code == 0

    def test_a_district_that_is_not_designated_is_refused(self, year: PaidYear) -> None:
        ran = year.run("report", "package", "Avon", *YEAR, "--out", str(year.folder))
        assert ran.code == 3
        assert "Avon (4) is not designated for FY2027 in this ledger." in ran.err

    @pytest.mark.parametrize("name", ["empty.xlsx", "empty.toml", "empty.csv"])
    def test_an_empty_form_is_read_back_as_one(self, year: PaidYear, name: str) -> None:
        file = str(year.folder / name)
        ran = year.done("report", "template", *YEAR, "--out", file)
        assert ran.out.endswith(f"Wrote {file}: an empty expenditure report of FY2027.\n")
        found = year.run("report", "check", "Windsor", file, *YEAR, "--json")
        assert found.code == 1
        assert "another_form" not in codes(found.rows)
        assert "unknown_column" not in codes(found.rows)

    def test_a_form_of_another_ending_is_refused(self, year: PaidYear) -> None:
        ran = year.run("report", "template", *YEAR, "--out", str(year.folder / "form.pdf"))
        assert ran.code == 2
        assert "form.pdf is neither .xlsx nor .csv, nor .toml." in ran.err

    def test_the_json_of_a_form_names_the_file(self, year: PaidYear) -> None:
        file = str(year.folder / "empty.csv")
        ran = year.done("report", "template", *YEAR, "--out", file, "--json")
        assert (ran.json()["schema"], ran.data) == ("alliance.report.template/1", {"file": file})


class TestChecking:
    def test_what_is_to_be_looked_at_is_told_with_the_total(self, year: PaidYear) -> None:
        file = text(year, "Windsor,164,2027,2.4,500000,1000", "Windsor,164,2027,9.9,12500,")
        ran = year.run("report", "check", "Windsor", file, *YEAR)
        assert ran.code == 1
        assert "Plan version 1 has no line '9.9'; it goes to the desk review." in ran.out
        assert ran.out.splitlines()[-1] == (
            "total  512,500.00 paid by June 30 + 0.00 obligated and paid after + 1,000.00 still "
            "obligated = 513,500.00; local 0.00 beside it, not counted"
        )

    def test_nothing_is_recorded_and_json_has_every_value_taken(self, year: PaidYear) -> None:
        size = year.size
        file = text(year, "Windsor,164,2027,2.4,500000,", "Windsor,164,2027,3.1,82729,")
        ran = year.run("report", "check", "Windsor", file, *YEAR, "--json")
        assert ran.json()["schema"] == "alliance.report.check/1"
        assert codes(ran.rows) == ["plan_version_missing", "certification_missing"]
        assert [one["taken"] for one in ran.data["echo"]] == ["500,000.00", "82,729.00"]
        assert year.size == size

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ("South Windsor,132,2027,2.4,5,", "wrong_district"),
            ("Windsor,164,2026,2.4,5,", "wrong_year"),
        ],
    )
    def test_a_file_of_another_town_or_year_stops(
        self, year: PaidYear, row: str, code: str
    ) -> None:
        rows = year.run("report", "check", "Windsor", text(year, row), *YEAR, "--json").rows
        assert [row["code"] for row in rows if row["severity"] == "stops"] == [code]

    def test_the_plan_is_the_one_in_force_on_june_30(self, year: PaidYear) -> None:
        amend = ("--amendment", "1", "--transfer", "2.4:3.1=1000.00", "--because", "x")
        year.act("plan", "amend", "Windsor", *amend, "--effective-on", "2027-06-01")
        approve = ("plan", "approve-amendment", "Windsor", "--amendment", "1")
        year.act(*approve, "--effective-on", "2027-07-01")
        sheet = load_workbook(packed(year))["Statement"]
        assert [sheet["C15"].value, sheet["C16"].value] == [500000, 82729]

    def test_accounts_go_onto_lines_by_a_crosswalk_that_is_given(self, year: PaidYear) -> None:
        file = year.folder / "books.csv"
        file.write_text("account,paid_by_june_30\n1110,499000\n1120,1000\n2700,82729\n", "utf-8")
        words = ("report", "check", "Windsor", str(file), *YEAR)
        found = year.run(*words, "--json").rows
        assert codes(found).count("account_unknown") == 3
        crosswalk = year.folder / "crosswalk.csv"
        crosswalk.write_text("account,line\n1110,2.4\n1120,2.4\n2700,3.1\n", "utf-8")
        ran = year.run(*words, "--crosswalk", str(crosswalk), "--json")
        assert codes(ran.rows) == [
            "whose_not_said",
            "plan_version_missing",
            "certification_missing",
        ]

    def test_what_cannot_be_read_at_all_says_so(self, year: PaidYear) -> None:
        file = year.folder / "report.xlsx"
        file.write_bytes(b"no workbook")
        assert year.run("report", "check", "Windsor", str(file), *YEAR).code == 2
        missing = year.run("report", "check", "Windsor", str(year.folder / "none.toml"), *YEAR)
        assert "cannot be read: No such file or directory." in missing.err

    @pytest.mark.parametrize(
        ("amount", "said"),
        [
            ("much", "total  not known until every amount can be read and stands on a line"),
            ("5", "total  5.00 paid by June 30 +"),
        ],
    )
    def test_a_total_is_given_where_every_amount_was_read(
        self, year: PaidYear, amount: str, said: str
    ) -> None:
        file = text(year, f"Windsor,164,2027,2.4,{amount},")
        ran = year.run("report", "check", "Windsor", file, *YEAR)
        assert ran.out.splitlines()[-1].startswith(said)

    def test_of_another_form_nothing_is_taken(self, year: PaidYear) -> None:
        file = year.folder / "report.json"
        file.write_text("[]", "utf-8")
        ran = year.run("report", "check", "Windsor", str(file), *YEAR)
        assert ran.out.endswith("total  nothing could be taken from it\n")


class TestIntake:
    def test_what_came_leads_to_its_check(self, year: PaidYear) -> None:
        file = text(year, "Windsor,164,2027,2.4,500000,")
        ran = year.done("intake", "report", "Windsor", file, *YEAR, *CAME, *AUGUST)
        assert ran.out.splitlines()[-1] == f"Next: alliance intake check {REGISTER} windsor.csv"

    def test_a_check_notes_what_was_found_and_names_both_ways_on(self, year: PaidYear) -> None:
        file = came(year, filled(year, {"2.4": (500000,), "3.1": (82729,)}))
        ran = year.run("intake", "check", REGISTER, file, *AUGUST)
        assert ran.code == 1
        assert ran.out.splitlines()[-2:] == [
            f"Next: alliance report return {REGISTER} {file} --out FILE --because TEXT",
            f"   or: alliance intake accept {REGISTER} --because TEXT",
        ]
        shown = year.run("intake", "show", REGISTER, "--json").data
        assert (shown["status"], shown["report"]) == ("checked", None)
        assert codes(shown["rows"]) == ["certification_missing"]

    def test_text_has_no_cells_to_mark(self, year: PaidYear) -> None:
        file = came(year, text(year, "Windsor,164,2027,2.4,500000,"))
        ran = year.run("intake", "check", REGISTER, file, *AUGUST)
        assert f"Next: alliance intake return {REGISTER} --because TEXT --due-on DATE" in ran.out

    def test_what_cannot_be_read_is_its_discrepancy(self, year: PaidYear) -> None:
        file = year.folder / "report.xlsx"
        file.write_bytes(b"no workbook")
        came(year, str(file))
        ran = year.run("intake", "check", REGISTER, str(file), *AUGUST)
        assert ran.code == 1
        assert "STOPS  the file" in ran.out

    def test_the_day_it_came_counts(self, year: PaidYear) -> None:
        file = text(year, "Windsor,164,2027,2.4,500000,", "Windsor,164,2027,3.1,82729,")
        early = ("--received-on", "2027-06-01", "--effective-on", "2027-06-01")
        year.done("intake", "report", "Windsor", file, *YEAR, *CAME[:4], *early)
        rows = year.run("intake", "check", REGISTER, file, *AUGUST, "--json").rows
        assert "annual_before_year_end" in codes(rows)

    def test_accounts_are_checked_with_a_crosswalk(self, year: PaidYear) -> None:
        file = year.folder / "books.csv"
        file.write_text("account,paid_by_june_30\n1110,500000\n", "utf-8")
        crosswalk = year.folder / "crosswalk.csv"
        crosswalk.write_text("account,line\n1110,2.4\n", "utf-8")
        came(year, str(file))
        words = ("intake", "check", REGISTER, str(file), "--crosswalk", str(crosswalk), *AUGUST)
        assert "account_unknown" not in codes(year.run(*words, "--json").rows)

    def test_what_stops_cannot_be_accepted(self, year: PaidYear) -> None:
        file = came(year, text(year, "South Windsor,132,2027,2.4,5,"))
        year.run("intake", "check", REGISTER, file, *AUGUST)
        ran = year.run("intake", "accept", REGISTER, "--because", "x", *AUGUST)
        assert ran.code == 3

    def test_one_that_is_accepted_is_listed_so(self, year: PaidYear) -> None:
        file = came(year, text(year, "Windsor,164,2027,2.4,500000,"))
        year.run("intake", "check", REGISTER, file, *AUGUST)
        year.done("intake", "accept", REGISTER, "--because", "certified on paper", *AUGUST)
        [row] = [
            row
            for row in year.run("intake", "list", *YEAR, "--json").rows
            if row["register"] == REGISTER
        ]
        assert (row["kind"], row["status"], row["report"]) == ("report", "accepted", None)


class TestReturning:
    def test_the_cells_are_marked_and_it_is_recorded(self, year: PaidYear) -> None:
        file = came(year, filled(year, {"2.4": (500000, 0, -1), "3.1": (82729,)}))
        before = Path(file).read_bytes()
        out = year.folder / "back.xlsx"
        words = ("report", "return", REGISTER, file, "--out", str(out))
        because = ("--because", "a negative obligation", "--due-on", "2027-09-10", *AUGUST)
        ran = year.done(*words, *because)
        assert "3 discrepancies marked in their cells" in ran.err
        book = load_workbook(out)
        assert book["Statement"]["F15"].comment is not None
        assert book["What to do"]["A2"].value.startswith(
            "1 to be mended before the report can be taken, "
        )
        assert Path(file).read_bytes() == before
        shown = year.run("intake", "show", REGISTER, "--json").data
        assert (shown["status"], shown["discrepancies"]) == ("returned", 3)

    def test_a_dry_run_writes_nothing(self, year: PaidYear) -> None:
        file = came(year, filled(year, {"2.4": (500000,)}))
        out = year.folder / "back.xlsx"
        size = year.size
        words = ("report", "return", REGISTER, file, "--out", str(out), "--because", "x")
        year.done(*words, *AUGUST, "--dry-run")
        assert (out.exists(), year.size) == (False, size)

    def test_text_has_no_cells(self, year: PaidYear) -> None:
        file = came(year, text(year, "Windsor,164,2027,2.4,500000,"))
        out = ("--out", str(year.folder / "back.xlsx"), "--because", "x")
        ran = year.run("report", "return", REGISTER, file, *out)
        assert ran.code == 2
        assert "windsor.csv is text; there are no cells in it to mark." in ran.err

    def test_a_plan_is_not_read_as_a_report(self, year: PaidYear) -> None:
        file = str(next(year.folder.glob("1/*.xlsx")))
        out = ("--out", str(year.folder / "back.xlsx"), "--because", "x")
        ran = year.run("report", "return", "FY2027-164-1", file, *out)
        assert ran.code == 9
        assert "FY2027-164-1 is a plan, not a report." in ran.err

    def test_what_cannot_be_read_is_refused_with_the_way_back(self, year: PaidYear) -> None:
        file = year.folder / "report.xlsx"
        file.write_bytes(b"no workbook")
        came(year, str(file))
        out = ("--out", str(year.folder / "back.xlsx"), "--because", "x")
        ran = year.run("report", "return", REGISTER, str(file), *out)
        assert ran.code == 2
        assert f"alliance intake return {REGISTER} --because TEXT --due-on DATE" in ran.err
