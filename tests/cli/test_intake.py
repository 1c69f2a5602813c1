"""`alliance intake`: registered as it came, checked, accepted or sent back. C.G.S. § 11-8b."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from paid_year import ON, YEAR, PaidYear
from plan_workbooks import edit, filled, line, plan, windsor, with_parts
from sent_plans import CAME, FIRST, unplanned

from domain.money import ZERO

REGISTER = "FY2027-164-1"
SHORT = plan(line("2.4", "500000.00"), line("3.1", "82000.00"))


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return unplanned(tmp_path)


@pytest.fixture
def good(tmp_path: Path) -> str:
    return str(filled(tmp_path, FIRST, windsor(carry_in=ZERO)))


def register(year: PaidYear, file: str, kind: str = "plan") -> None:
    year.act("intake", kind, "Windsor", file, *CAME)


def bad(year: PaidYear, change: Callable[[Workbook], object] | None = None) -> str:
    """A registered workbook that is 729.00 short, changed further if asked."""
    file = filled(year.folder, SHORT)
    if change is not None:
        edit(file, change)
    register(year, str(file))
    return str(file)


class TestRegistering:
    @pytest.mark.parametrize("kind", ["plan", "report", "request", "letter"])
    def test_anything_is_kept_as_it_came(self, year: PaidYear, tmp_path: Path, kind: str) -> None:
        file = tmp_path / "what came.bin"
        file.write_bytes(b"\x00\x01no workbook at all")
        register(year, str(file), kind)
        (row,) = year.run("intake", "list", *YEAR, "--json").rows
        assert (row["register"], row["kind"], row["file"]) == (REGISTER, kind, "what came.bin")
        assert (row["sender"], row["channel"]) == ("the superintendent (synthetic)", "email")
        assert (row["status"], row["discrepancies"]) == ("received", None)
        assert (row["entered_for"], row["size_bytes"]) == ("the board of education", 20)
        assert len(row["sha256"]) == 64

    def test_the_number_is_of_year_town_and_order(self, year: PaidYear, tmp_path: Path) -> None:
        for number in (1, 2):
            file = tmp_path / f"{number}.txt"
            file.write_text(str(number))
            register(year, str(file), "letter")
        rows = year.run("intake", "list", *YEAR, "--json").rows
        assert [row["register"] for row in rows] == ["FY2027-164-1", "FY2027-164-2"]

    def test_the_same_file_twice_is_refused_with_its_number(
        self, year: PaidYear, good: str
    ) -> None:
        register(year, good)
        size = year.size
        ran = year.run("intake", "plan", "Windsor", good, *YEAR, *CAME, *ON)
        assert ran.code == 3
        assert REGISTER in ran.err
        assert year.size == size

    def test_a_missing_file_is_not_registered(self, year: PaidYear) -> None:
        size = year.size
        ran = year.run("intake", "plan", "Windsor", "missing.xlsx", *YEAR, *CAME, *ON)
        assert (ran.code, year.size) == (2, size)

    def test_a_dry_run_writes_nothing(self, year: PaidYear, good: str) -> None:
        size = year.size
        ran = year.run("intake", "plan", "Windsor", good, *YEAR, *CAME, *ON, "--dry-run")
        assert "DRY RUN, nothing was recorded." in ran.out
        assert year.size == size

    def test_200_megabytes_are_received_and_checking_them_gives_a_clear_error(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        file = tmp_path / "huge.xlsx"
        with file.open("wb") as stream:
            stream.truncate(200 * 1024 * 1024)
        register(year, str(file))
        assert year.run("intake", "list", *YEAR, "--json").rows[0]["size_bytes"] == 209715200
        ran = year.run("intake", "check", REGISTER, str(file))
        assert ran.code == 1
        assert "STOPS  the file" in ran.out
        assert "huge.xlsx cannot be read as a workbook: it is larger than 20 MB." in ran.out
        # The register says why nothing came of it.
        assert year.run("intake", "list", *YEAR, "--json").rows[0]["discrepancies"] == 1
        assert "larger than 20 MB" in year.run("intake", "show", REGISTER).out


class TestChecking:
    def test_a_clean_plan_goes_on_to_acceptance(self, year: PaidYear, good: str) -> None:
        register(year, good)
        ran = year.run("intake", "check", REGISTER, good, *ON)
        assert ran.code == 0
        assert ran.out.splitlines()[3:] == [
            "Nothing is wrong with it.",
            (
                "total  0.00 carried over + 582,729.00 current year = 582,729.00; local match 0.00 "
                "beside it, not counted"
            ),
            "",
            f"Next: alliance intake accept {REGISTER}",
        ]

    def test_what_is_wrong_is_noted_and_both_ways_on_are_named(self, year: PaidYear) -> None:
        file = bad(year)
        ran = year.run("intake", "check", REGISTER.lower(), file, *ON, "--json")
        assert ran.code == 1
        assert [row["message"] for row in ran.rows] == [
            "Current year 582,000.00 is not the portion 582,729.00: -729.00 apart."
        ]
        assert (ran.data["register"], ran.data["recorded"]) == (REGISTER, True)
        assert {"place", "field", "taken", "formula"} == set(ran.data["echo"][0])
        size = year.size
        again = year.run("intake", "check", REGISTER, file, *ON)
        assert again.out.splitlines()[-4:] == [
            "",
            "The same was found before. Nothing was recorded.",
            f"Next: alliance plan return {REGISTER} {file} --out FILE --because TEXT",
            f"   or: alliance intake accept {REGISTER} --because TEXT",
        ]
        assert year.size == size
        shown = year.run("intake", "show", REGISTER, "--json").data
        assert (shown["status"], shown["discrepancies"], len(shown["rows"])) == ("checked", 1, 1)
        told = year.run("intake", "show", REGISTER).out
        assert "0 that stop it + 1 to look at = 1" in told
        assert "SHA-256" in told

    def test_a_dry_run_marks_itself_and_notes_nothing(self, year: PaidYear, tmp_path: Path) -> None:
        file = bad(year)
        size = year.size
        ran = year.run("intake", "check", REGISTER, file, "--dry-run")
        assert "DRY RUN, nothing was recorded." in ran.out
        told = year.run("intake", "check", REGISTER, file, "--dry-run", "--json")
        assert (told.json()["meta"]["dry_run"], told.data["recorded"]) == (True, False)
        listed = tmp_path / "found.csv"
        year.run("intake", "check", REGISTER, file, "--dry-run", "--csv", str(listed))
        assert "582,000.00" in listed.read_text("utf-8")
        assert year.size == size

    def test_a_formula_without_a_value_is_named_by_its_cell(self, year: PaidYear) -> None:
        file = bad(year, lambda book: book["Budget"].__setitem__("F9", "=1+1"))
        rows = year.run("intake", "check", REGISTER, file, "--json").rows
        (found,) = [row for row in rows if "never calculated" in row["message"]]
        assert found["place"].startswith("sheet Budget row 9 column F")
        assert found["severity"] == "stops"

    def test_a_macro_is_named(self, year: PaidYear) -> None:
        file = filled(year.folder, FIRST)
        with_parts(file, {"xl/vbaProject.bin": b"macro"})
        register(year, str(file))
        ran = year.run("intake", "check", REGISTER, str(file), "--json")
        assert "macro" in " ".join(row["code"] for row in ran.rows)

    def test_a_changed_file_is_refused_by_its_hash(self, year: PaidYear, good: str) -> None:
        register(year, good)
        Path(good).write_bytes(Path(good).read_bytes() + b"\x00")
        size = year.size
        ran = year.run("intake", "check", REGISTER, good, "--json")
        assert ran.code == 2
        assert set(ran.error["details"]) == {"registered", "given"}
        assert year.size == size

    def test_letters_are_not_checked_by_this_version(self, year: PaidYear, good: str) -> None:
        register(year, good, "letter")
        ran = year.run("intake", "check", REGISTER, good)
        assert ran.code == 9
        assert ran.err.startswith(
            f"{REGISTER} is a letter; only plans and reports are checked by this version."
        )
        assert f"alliance intake accept {REGISTER} --because TEXT" in ran.err

    def test_one_that_is_accepted_goes_on_to_posting(self, year: PaidYear, good: str) -> None:
        register(year, good)
        year.done("intake", "accept", REGISTER, "--because", "deadline")
        ran = year.run("intake", "check", REGISTER, good)
        assert ran.out.splitlines()[-1] == f"Next: alliance plan submit {REGISTER} {good}"
        assert year.run("intake", "list", *YEAR, "--json").rows[0]["status"] == "accepted"


class TestWhatIsListed:
    def test_one_that_nobody_checked_says_so(self, year: PaidYear, good: str) -> None:
        register(year, good)
        year.done("intake", "accept", REGISTER, "--because", "deadline")
        (row,) = year.run("intake", "list", *YEAR, "--json").rows
        assert (row["check"], row["discrepancies"]) == ("not checked", None)
        assert "not checked" in year.run("intake", "list", *YEAR).out
        told = year.run("intake", "show", REGISTER).out.splitlines()
        assert "  check          not checked" in told
        assert told[-1] == "It was not checked."

    def test_one_in_which_nothing_was_found_says_that(self, year: PaidYear, good: str) -> None:
        register(year, good)
        year.done("intake", "check", REGISTER, good)
        (row,) = year.run("intake", "list", *YEAR, "--json").rows
        assert (row["check"], row["discrepancies"]) == ("nothing found", 0)
        assert year.run("intake", "show", REGISTER).out.endswith("Nothing was found.\n")

    def test_one_that_is_posted_names_its_plan_version(self, year: PaidYear, good: str) -> None:
        register(year, good)
        year.done("intake", "accept", REGISTER, "--because", "deadline")
        (row,) = year.run("intake", "list", *YEAR, "--json").rows
        assert (row["status"], row["plan_version"]) == ("accepted", None)
        year.done("plan", "submit", REGISTER, good, *ON)
        (row,) = year.run("intake", "list", *YEAR, "--json").rows
        assert (row["status"], row["plan_version"]) == ("posted", 1)
        assert year.run("intake", "show", REGISTER, "--json").data["status"] == "posted"


class TestAcceptingAndReturning:
    def test_a_clean_plan_is_accepted_with_the_next_step(self, year: PaidYear, good: str) -> None:
        register(year, good)
        year.run("intake", "check", REGISTER, good)
        ran = year.run("intake", "accept", REGISTER, "--json")
        assert (ran.code, ran.json()["schema"]) == (0, "alliance.intake.accept/1")
        assert ran.data["next_step"] == f"alliance plan submit {REGISTER} {Path(good).name}"

    def test_discrepancies_need_a_reason(self, year: PaidYear) -> None:
        file = bad(year)
        year.run("intake", "check", REGISTER, file)
        size = year.size
        assert year.run("intake", "accept", REGISTER).code == 3
        assert year.size == size
        assert year.run("intake", "accept", REGISTER, "--because", "rounded").code == 0

    def test_what_is_sent_back_is_settled(self, year: PaidYear) -> None:
        bad(year)
        words = ("intake", "return", REGISTER, "--because", "729.00 short")
        assert year.run(*words, "--due-on", "2026-12-01").code == 0
        assert year.run("intake", "list", *YEAR, "--json").rows[0]["status"] == "returned"
        size = year.size
        assert year.run("intake", "accept", REGISTER, "--because", "x").code == 3
        assert year.size == size


class TestRegisterNumbers:
    @pytest.mark.parametrize(
        ("text", "year_meant"),
        [
            ("164-1", "FY2025"),  # no year in it: the year of today
            ("FY1999-164-1", "FY2025"),
            ("FY2027-164", "FY2027"),
            ("fy2027-164-0", "FY2027"),
            ("FY2026-999-1", "FY2026"),
            ("FY2027-164-1x", "FY2027"),
        ],
    )
    def test_what_is_none_names_the_list_of_its_year(
        self, year: PaidYear, monkeypatch: pytest.MonkeyPatch, text: str, year_meant: str
    ) -> None:
        monkeypatch.setattr("cli.submissions.today", lambda: date(2024, 8, 14))
        ran = year.run("intake", "show", text)
        assert ran.code == 2
        assert ran.err.splitlines()[-1] == (
            "It has the year, the town's code in three digits and a number, such as FY2027-064-1; "
            f"see: alliance intake list --fiscal-year {year_meant}"
        )

    def test_one_that_is_not_on_record_is_not_found(self, year: PaidYear) -> None:
        ran = year.run("intake", "show", "FY2027-164-7", "--json")
        assert (ran.code, ran.error["details"]) == (4, {"register": "FY2027-164-7"})


def test_an_empty_register_says_so(year: PaidYear) -> None:
    ran = year.run("intake", "list", *YEAR)
    assert ran.out.endswith("Nothing is registered for FY2027.\n")
