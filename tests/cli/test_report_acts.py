"""`alliance report submit`, `amend`, `estimate`, `certify` …: what posts.

All synthetic but the town.

The plan of Windsor has two lines: 500,000.00 on 2.4 and 82,729.00 on 3.1.
"""

from pathlib import Path

import pytest
from paid_year import PaidYear, command
from sent_plans import FIRST, submitted, unplanned

YEAR = ("--fiscal-year", "2027")
AUGUST = ("--effective-on", "2027-08-20")
CAME = ("--from", "the superintendent (synthetic)", "--by", "email", "--received-on", "2027-08-20")
CSV = "line,paid_by_june_30,paid_after,still_obligated"
SET = ("--set-by", "J. Reyes (synthetic)", "--document", "memo (synthetic)")


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    made = unplanned(tmp_path)
    submitted(made, FIRST)
    made.act("plan", "approve", "Windsor", "--plan-version", "1", "--amount", "582729.00")
    made.done(
        "setting", "report-columns", *YEAR, "--counted", "paid-by-date", "--paid-by", "2027-08-31",
        *SET,
    )  # fmt: skip
    return made


def accepted(year: PaidYear, *rows: str, name: str = "windsor.csv") -> str:
    """A report in CSV, registered and accepted; its file."""
    file = year.folder / name
    file.write_text("\n".join((CSV, *rows)), "utf-8")
    came = year.done("intake", "report", "Windsor", str(file), *YEAR, *CAME, *AUGUST, "--json")
    register = came.data["records"][0]["sentence"].split()[2].rstrip(":")
    year.done("intake", "accept", register, "--because", "read on paper", *AUGUST)
    return str(file)


def posted(year: PaidYear, *rows: str) -> None:
    """The first report, posted."""
    file = accepted(year, *rows)
    year.done("report", "submit", "FY2027-164-2", file, *AUGUST)


def spent(year: PaidYear, name: str = "spent_reported") -> object:
    return year.done("balance", "show", "Windsor", *YEAR, "--json").data["balances"][name]


class TestSubmit:
    def test_what_counts_as_spent_is_what_the_department_set(self, year: PaidYear) -> None:
        file = accepted(year, "2.4,400000.00,1000.00,500.00", "3.1,80000.00,0.00,0.00")
        ran = year.done("report", "submit", "FY2027-164-2", file, *AUGUST, "--json")
        assert ran.data["records"][0]["sentence"] == (
            "Board reported 481,000.00 spent: 0.00 from the grant, 481,000.00 from its own money, "
            "by 2 lines; not certified yet"
        )
        assert ran.data["next_step"] == (
            "alliance report certify Windsor --fiscal-year FY2027 --certified-by … --certified-on …"
        )
        assert spent(year) == "481000.00"

    def test_it_may_be_said_for_one_report(self, year: PaidYear) -> None:
        file = accepted(year, "2.4,400000.00,1000.00,500.00")
        year.done("report", "submit", "FY2027-164-2", file, "--counted", "still-obligated", *AUGUST)
        assert spent(year) == "401500.00"

    def test_where_nobody_set_it_nothing_is_posted(self, tmp_path: Path) -> None:
        made = unplanned(tmp_path)
        submitted(made, FIRST)
        file = accepted(made, "2.4,400000.00,0.00,0.00")
        ran = made.run("report", "submit", "FY2027-164-2", file, *AUGUST)
        assert ran.code == 3
        assert "Nobody has set which columns of a report count as spent for FY2027." in ran.err
        assert "alliance setting report-columns" in ran.err

    def test_another_file_than_the_one_registered_is_refused(self, year: PaidYear) -> None:
        file = Path(accepted(year, "2.4,400000.00,0.00,0.00"))
        file.write_text(f"{CSV}\n2.4,1.00,0.00,0.00", "utf-8")
        ran = year.run("report", "submit", "FY2027-164-2", str(file), *AUGUST)
        assert ran.code == 2
        assert "windsor.csv is not the file that was registered as FY2027-164-2." in ran.err
        assert spent(year) == "0.00"

    def test_a_report_is_posted_once(self, year: PaidYear) -> None:
        posted(year, "2.4,400000.00,0.00,0.00")
        ran = year.run(
            "report", "submit", "FY2027-164-2", str(year.folder / "windsor.csv"), *AUGUST
        )
        assert ran.code == 3
        assert "has a report of 400,000.00 on record" in ran.err
        assert "alliance report amend" in ran.err

    def test_a_rehearsal_records_nothing(self, year: PaidYear) -> None:
        file = accepted(year, "2.4,400000.00,0.00,0.00")
        size = year.size
        year.done("report", "submit", "FY2027-164-2", file, *AUGUST, "--dry-run")
        assert year.size == size

    def test_a_returned_report_is_registered_anew(self, year: PaidYear) -> None:
        file = Path(accepted(year, "2.4,400000.00,0.00,0.00", "2.4,1.00,0.00,0.00"))
        words = ("report", "submit", "FY2027-164-2", str(file), *AUGUST)
        assert "Send it back: alliance intake return FY2027-164-2" in year.run(*words).err
        year.done("intake", "return", "FY2027-164-2", "--because", "sums", *AUGUST)
        ran = year.run(*words)
        assert ran.code == 3
        assert (
            "FY2027-164-2 was sent back; nothing posts from it.\n"
            "  register  FY2027-164-2\n"
            "  status    returned\n"
            "  clause    C.G.S. § 11-8b\n"
            "Register the mended one anew: alliance intake report Windsor --fiscal-year FY2027 "
            "FILE --from WHO --by … --received-on DATE\n"
        ) in ran.err


class TestChanges:
    def test_an_amended_report_takes_the_place_of_the_first(self, year: PaidYear) -> None:
        posted(year, "2.4,400000.00,0.00,0.00")
        file = accepted(year, "2.4,390000.00,0.00,0.00", name="again.csv")
        year.done(
            "report", "amend", "FY2027-164-3", file, "--because", "an invoice fell away", *AUGUST
        )
        assert spent(year) == "390000.00"
        shown = year.done("report", "show", "Windsor", *YEAR, "--json").data
        assert (shown["report"], shown["register"]) == (2, "FY2027-164-3")

    def test_checked_again_it_is_said_to_amend_the_report_on_record(self, year: PaidYear) -> None:
        posted(year, "2.4,400000.00,0.00,0.00")
        file = accepted(year, "2.4,390000.00,0.00,0.00", name="again.csv")
        ran = year.run("intake", "check", "FY2027-164-3", file, *AUGUST)
        assert f"alliance report amend FY2027-164-3 {file} --because TEXT" in ran.out

    def test_a_certification_is_recorded_with_its_day(self, year: PaidYear) -> None:
        posted(year, "2.4,400000.00,0.00,0.00")
        words = ("--certified-by", "D. Example (synthetic)", "--certified-on", "2027-08-19")
        year.act("report", "certify", "Windsor", *words, *AUGUST)
        shown = year.done("report", "show", "Windsor", *YEAR, "--json").data
        assert shown["certified_by"] == "D. Example (synthetic)"

    def test_spending_is_reclassified_and_refunded(self, year: PaidYear) -> None:
        posted(year, "2.4,400000.00,0.00,0.00", "9.9,12500.00,0.00,0.00")
        year.act(
            "report", "reclassify", "Windsor", "--from", "9.9", "--amount", "2500.00",
            "--to", "2.4", "--because", "wrong line", *AUGUST,
        )  # fmt: skip
        year.act(
            "report", "reclassify", "Windsor", "--from", "9.9", "--amount", "4000.00",
            "--because", "paid by the board itself", *AUGUST,
        )  # fmt: skip
        year.act(
            "report", "refund", "Windsor", "--line", "9.9", "--amount", "1000.00",
            "--received-on", "2027-07-15", "--because", "not delivered", *AUGUST,
        )  # fmt: skip
        shown = year.done("report", "show", "Windsor", *YEAR, "--json").data
        assert {row["key"]: row["spent"] for row in shown["rows"]} == {
            "2.4": "402500.00",
            "9.9": "5000.00",
        }
        assert spent(year) == "407500.00"

    def test_a_total_alone_has_verbs_of_its_own(self, year: PaidYear) -> None:
        year.act("report", "submit-total", "Windsor", "--spent", "500.00", *AUGUST)
        year.act("report", "amend-total", "Windsor", "--spent", "600.00", "--because", "x", *AUGUST)
        ran = year.done("report", "show", "Windsor", *YEAR)
        assert "Only its total is on record here, 600.00; no lines." in ran.out
        assert "certified by who recorded it: only a total was given" in ran.out

    def test_a_crosswalk_is_recorded_from_a_file(self, year: PaidYear) -> None:
        file = year.folder / "crosswalk.csv"
        file.write_text("account,line\n10-5110,2.4\n10-5120,3.1\n", "utf-8")
        ran = year.act("report", "crosswalk", "Windsor", str(file), "--stated-by", "M. Lee")
        assert "Crosswalk of 2 accounts to lines of the plan, stated by M. Lee" in ran.out


class TestCertifiedBesideTheFile:
    """A CSV file cannot say who certified it; a file that says so is not contradicted."""

    BY = ("--certified-by", "D. Example (synthetic)")
    ON = ("--certified-on", "2027-08-19")
    TEXT = """form = "alliance-report 1"
district = "Windsor"
town_code = 164
fiscal_year = "FY2027"
kind = "annual"
certified_by = "D. Example (synthetic)"
certified_on = 2027-08-19

[[lines]]
line = "2.4"
description = "tutors (synthetic)"
paid_by_june_30 = "120400.00"
"""

    def certified(self, year: PaidYear) -> str:
        file = year.folder / "windsor.toml"
        file.write_text(self.TEXT, "utf-8")
        year.done("intake", "report", "Windsor", str(file), *YEAR, *CAME, *AUGUST)
        year.done("intake", "accept", "FY2027-164-2", "--because", "read on paper", *AUGUST)
        return str(file)

    def test_it_is_submitted_with_its_certification(self, year: PaidYear) -> None:
        file = accepted(year, "2.4,400000.00,0.00,0.00")
        year.done("report", "submit", "FY2027-164-2", file, *self.BY, *self.ON, *AUGUST)
        shown = year.done("report", "show", "Windsor", *YEAR, "--json").data
        assert (shown["certified_by"], shown["certified_on"]) == (
            "D. Example (synthetic)",
            "2027-08-19",
        )

    def test_a_closed_year_is_amended_by_it(self, year: PaidYear) -> None:
        file = accepted(year, "2.4,400000.00,0.00,0.00")
        year.done("report", "submit", "FY2027-164-2", file, *self.BY, *self.ON, *AUGUST)
        year.done("year", "close", "Windsor", *YEAR, "--effective-on", "2027-09-15")
        again = accepted(year, "2.4,390000.00,0.00,0.00", name="again.csv")
        amend = ("report", "amend", "FY2027-164-3", again, "--because", "an invoice fell away")
        october = ("--effective-on", "2027-10-01")
        refused = year.run(*amend, *october)
        assert (refused.code, "(--certified-by, --certified-on)" in refused.err) == (3, True)
        year.done(*amend, *self.BY, "--certified-on", "2027-09-30", *october)
        assert spent(year) == "390000.00"

    def test_one_half_of_it_is_refused(self, year: PaidYear) -> None:
        file = accepted(year, "2.4,400000.00,0.00,0.00")
        ran = year.run("report", "submit", "FY2027-164-2", file, *self.BY, *AUGUST)
        assert (ran.code, "is by whom and on which day" in ran.err) == (3, True)

    def test_a_day_of_the_act_before_the_certification_is_told_as_such(
        self, year: PaidYear
    ) -> None:
        file = self.certified(year)
        early = ("--effective-on", "2027-05-05")
        ran = year.run("report", "submit", "FY2027-164-2", file, *early, "--json")
        assert (ran.code, ran.error["message"], ran.error["next_step"]) == (
            3,
            (
                "The report of Windsor FY2027 was certified on 2027-08-19, and 2027-05-05 is given "
                "as the legal date of this act, before that."
            ),
            "Check the day of the act (--effective-on) and the day of the certification.",
        )

    def test_what_the_file_says_may_be_said_again(self, year: PaidYear) -> None:
        file = self.certified(year)
        year.done("report", "submit", "FY2027-164-2", file, *self.BY, *self.ON, *AUGUST)
        shown = year.done("report", "show", "Windsor", *YEAR, "--json").data
        assert shown["certified_by"] == "D. Example (synthetic)"

    @pytest.mark.parametrize(
        "words",
        [("--certified-by", "M. Lee"), ("--certified-on", "2027-08-18")],
        ids=["another name", "another day"],
    )
    def test_and_not_otherwise(self, year: PaidYear, words: tuple[str, str]) -> None:
        file = self.certified(year)
        ran = year.run("report", "submit", "FY2027-164-2", file, *words, *AUGUST)
        assert ran.code == 3
        assert (
            "FY2027-164-2 says that it was certified by D. Example (synthetic) on 2027-08-19"
            in ran.err
        )
        assert spent(year) == "0.00"


class TestEstimate:
    TEXT = """form = "alliance-report 1"
district = "Windsor"
town_code = 164
fiscal_year = "FY2027"
kind = "interim"
as_of = 2027-05-31

[[lines]]
line = "2.4"
description = "tutors (synthetic)"
paid_by_june_30 = "120400.00"
"""

    def came(self, year: PaidYear) -> str:
        file = year.folder / "may.toml"
        file.write_text(self.TEXT, "utf-8")
        year.done("intake", "report", "Windsor", str(file), *YEAR, *CAME, *AUGUST)
        year.done("intake", "accept", "FY2027-164-2", "--because", "an estimate", *AUGUST)
        return str(file)

    def test_an_interim_report_is_an_estimate_and_never_counts(self, year: PaidYear) -> None:
        file = self.came(year)
        wrong = year.run("report", "submit", "FY2027-164-2", file, *AUGUST)
        assert wrong.code == 3
        assert "FY2027-164-2 is an interim report." in wrong.err
        ran = year.done("report", "estimate", "FY2027-164-2", file, "--left", "400000.00", *AUGUST)
        assert (
            "Board estimated 120,400.00 spent by 2027-05-31; expects 400,000.00 to be left on June "
            "30; an estimate, not counted"
        ) in ran.out
        assert spent(year) == "0.00"

    def test_whoever_accepts_a_report_is_told_what_an_interim_one_needs(
        self, year: PaidYear
    ) -> None:
        file = year.folder / "may report.toml"
        file.write_text(self.TEXT, "utf-8")
        year.done("intake", "report", "Windsor", str(file), *YEAR, *CAME, *AUGUST)
        ran = year.done("intake", "accept", "FY2027-164-2", "--because", "an estimate", *AUGUST)
        assert ran.out.splitlines()[-1] == (
            "Next, unless it is an interim report (report estimate): "
            'alliance report submit FY2027-164-2 "may report.toml"'
        )
        # The register does not say what the file says.
        checked = year.run("intake", "check", "FY2027-164-2", str(file), *AUGUST)
        estimate = f'alliance report estimate FY2027-164-2 "{file}"'
        assert checked.out.splitlines()[-1].endswith(f": {estimate}")
        wrong = year.run("report", "submit", "FY2027-164-2", str(file), *AUGUST)
        assert wrong.err.splitlines()[-1] == f"Post it as one: {estimate}"

    def test_that_it_is_interim_is_said_before_what_counts_as_spent(self, tmp_path: Path) -> None:
        made = unplanned(tmp_path)
        submitted(made, FIRST)
        file = self.came(made)
        for more in ((), ("--counted", "paid-by-june-30")):
            wrong = made.run("report", "submit", "FY2027-164-2", file, *more, *AUGUST)
            assert (wrong.code, wrong.err.splitlines()[0]) == (
                3,
                "Refused: FY2027-164-2 is an interim report.",
            )
        made.done("report", "estimate", "FY2027-164-2", file, *AUGUST)

    def test_an_annual_report_is_no_estimate(self, year: PaidYear) -> None:
        file = accepted(year, "2.4,1.00,0.00,0.00")
        ran = year.run("report", "estimate", "FY2027-164-2", file, *AUGUST)
        assert ran.code == 3
        assert "FY2027-164-2 is an annual report." in ran.err


class TestReview:
    ROWS = ("2.4,500000.00,0.00,0.00", "3.1,100000.00,2000.00,0.00", "9.9,12500.00,0.00,0.00")

    def test_only_lines_beyond_the_allowance_are_asked_about(self, year: PaidYear) -> None:
        posted(year, *self.ROWS)
        year.done("setting", "variance", *YEAR, "--percent", "10", "--falls-away", *SET)
        ran = year.run("report", "review", "Windsor", *YEAR, "--json")
        # 102,000.00 − 82,729.00 = 19,271.00; 10 % of 82,729.00 is 8,272.90.
        assert [
            (row["key"], row["over"], row["allowed"], row["to_explain"]) for row in ran.rows
        ] == [
            ("3.1", "19271.00", "8272.90", "10998.10"),
            ("9.9", "12500.00", None, "12500.00"),
        ]
        assert ran.data["totals"]["to_explain"] == "23498.10"
        assert ran.data["proof"] == (
            "2 of 3 lines to explain; 10,998.10 + 12,500.00 = 23,498.10; 0 over and within the "
            "allowance, 1 not over"
        )

    def test_the_screen_says_who_set_the_allowance_and_that_nothing_is_a_finding(
        self, year: PaidYear
    ) -> None:
        posted(year, *self.ROWS)
        bare = year.done("report", "review", "Windsor", *YEAR)
        assert "no allowance is set for FY2027: every cent over a line is asked about" in bare.out
        year.done("setting", "variance", *YEAR, "--percent", "10", "--falls-away", *SET)
        ran = year.done("report", "review", "Windsor", *YEAR, "--all")
        assert (
            "variance allowed without approval: 10% of a line (memo (synthetic); set by J. Reyes "
            "(synthetic)); it falls away for a line that is over by more (UNVERIFIED)"
        ) in ran.out
        assert "Nothing is a finding yet." in ran.out
        assert "--line 3.1 --line 9.9" in ran.out
        assert "no such line in version 1. ask" in ran.out

    def test_where_the_file_does_not_say_what_a_line_is_for_the_plan_does(
        self, year: PaidYear
    ) -> None:
        posted(year, *self.ROWS)
        rows = year.done("report", "review", "Windsor", *YEAR, "--json").rows
        assert {row["key"]: row["description"] for row in rows} == {
            "3.1": "bilingual tutors (synthetic)",
            "9.9": "",
        }

    def test_the_queue_has_the_lines_of_every_report(self, year: PaidYear) -> None:
        empty = year.done("report", "queue", *YEAR)
        assert "No line of the 0 reports of FY2027 needs a question." in empty.out
        posted(year, *self.ROWS)
        ran = year.done("report", "queue", *YEAR, "--json")
        assert [(row["district"], row["key"]) for row in ran.rows] == [
            ("Windsor", "3.1"),
            ("Windsor", "9.9"),
        ]
        assert ran.data["proof"] == "2 of 3 lines of 1 report"

    def test_a_report_by_its_total_has_no_line_to_review(self, year: PaidYear) -> None:
        year.act("report", "submit-total", "Windsor", "--spent", "500.00", *AUGUST)
        ran = year.done("report", "review", "Windsor", *YEAR)
        assert "Only the total of the report is on record, 500.00: no line to review." in ran.out

    def test_where_no_report_is_on_record_the_next_step_is_told(self, year: PaidYear) -> None:
        for verb in ("review", "show"):
            ran = year.run("report", verb, "Windsor", *YEAR)
            assert ran.code == 4
            assert "has no expenditure report on record" in ran.err
            assert "alliance intake report Windsor" in ran.err


class TestList:
    def test_a_missing_report_is_not_called_late(self, year: PaidYear) -> None:
        before = year.done("report", "list", *YEAR, "--json")
        assert {row["status"] for row in before.rows} == {"not recorded here"}
        posted(year, "2.4,400000.00,0.00,0.00")
        (row,) = [
            one
            for one in year.done("report", "list", *YEAR, "--json").rows
            if one["district"] == "Windsor"
        ]
        assert (row["status"], row["spent"], row["report"]) == ("not certified", "400000.00", 1)


def test_a_town_without_alliance_money_is_in_no_list_of_reports(year: PaidYear) -> None:
    before = year.done("report", "list", *YEAR, "--json").data["proof"]
    assert before.startswith("0 reports of ")
    year.apply(command("Avon", "SetEntitlement", amount="1000000.00"))
    after = year.done("report", "list", *YEAR, "--json")
    assert after.data["proof"] == before
    assert "Avon" not in {row["district"] for row in after.rows}


def test_a_file_that_is_not_there_is_told_as_such(year: PaidYear) -> None:
    for name in ("nothere.xlsx", "nothere.csv"):
        ran = year.run("report", "check", "Windsor", name, *YEAR, "--json")
        assert ran.code == 2
        assert ran.error["message"].startswith("nothere.")
        assert "Check" in ran.error["next_step"]
        assert "Register" not in ran.error["next_step"]


def test_a_file_nobody_checked_is_not_said_to_have_discrepancies(year: PaidYear) -> None:
    file = year.folder / "windsor.csv"
    file.write_text(f"{CSV}\n2.4,1.00,0.00,0.00", "utf-8")
    year.done("intake", "report", "Windsor", str(file), *YEAR, *CAME, *AUGUST)
    later = ("--effective-on", "2027-08-28")
    ran = year.done("intake", "accept", "FY2027-164-2", "--because", "read on paper", *later)
    assert "FY2027-164-2 accepted all the same: read on paper" in ran.out
    # It came on 2027-08-20 and stood accepted from 2027-08-28.
    between = ("--effective-on", "2027-08-25")
    back = year.run("intake", "return", "FY2027-164-2", "--because", "sums", *between, "--json")
    assert (back.code, back.error["details"]["rests_on"]) == (3, "2027-08-28")
    year.done("intake", "return", "FY2027-164-2", "--because", "sums", *later)


def test_where_no_report_stands_it_is_said_what_came(year: PaidYear) -> None:
    def told() -> str:
        return year.run("report", "review", "Windsor", *YEAR).err

    none = told()
    assert "has no expenditure report on record.\n" in none
    assert "Register it as it came: alliance intake report Windsor" in none
    file = year.folder / "windsor.csv"
    file.write_text(f"{CSV}\n2.4,1.00,0.00,0.00", "utf-8")
    year.done("intake", "report", "Windsor", str(file), *YEAR, *CAME, *AUGUST)
    assert "on record; FY2027-164-2 is received and not posted.\n" in told()
    assert "alliance intake check FY2027-164-2 windsor.csv\n" in told()
    year.run("intake", "check", "FY2027-164-2", str(file), *AUGUST)
    assert "alliance intake accept FY2027-164-2 --because TEXT\n" in told()
    year.done("intake", "accept", "FY2027-164-2", "--because", "read on paper", *AUGUST)
    assert "alliance report submit FY2027-164-2 windsor.csv\n" in told()
    year.done("intake", "return", "FY2027-164-2", "--because", "sums", *AUGUST)
    assert "on record; FY2027-164-2 was sent back.\n" in told()
    assert "Register it as it came" in told()
