"""What goes back to a board: marked or not, recorded and written together. C.G.S. § 11-8b."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Ran, run
from openpyxl import load_workbook
from paid_year import ON, PaidYear, portion_of
from plan_workbooks import edit, filled, line, plan, windsor
from sent_plans import CAME, FIRST, TOWN, unplanned

from domain.money import ZERO

REGISTER = "FY2027-164-1"
WAY_BACK = f"alliance intake return {REGISTER} --because TEXT --due-on DATE"
SHORT = plan(line("2.4", "582000.00"))


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return unplanned(tmp_path)


def came(year: PaidYear, file: Path) -> str:
    year.act("intake", "plan", "Windsor", str(file), *CAME)
    return str(file)


def is_text(folder: Path) -> Path:
    file = folder / "plan.toml"
    file.write_text("[district]\n", "utf-8")
    return file


def is_nothing(folder: Path) -> Path:
    file = folder / "plan.xlsx"
    file.write_bytes(b"%PDF-1.4\n")
    return file


class TestWhatCannotBeMarked:
    @pytest.mark.parametrize("made", [is_text, is_nothing])
    def test_a_check_offers_to_send_it_back_without_marks(
        self, year: PaidYear, tmp_path: Path, made: Callable[[Path], Path]
    ) -> None:
        file = came(year, made(tmp_path))
        ran = year.run("intake", "check", REGISTER, file, *ON)
        assert ran.code == 1
        assert ran.out.splitlines()[-1] == f"Next: {WAY_BACK}"

    @pytest.mark.parametrize(
        ("made", "why"),
        [
            (is_text, "plan.toml is text; there are no cells in it to mark."),
            (is_nothing, "plan.xlsx cannot be read as a workbook: it is not a workbook"),
        ],
    )
    def test_to_return_it_marked_is_refused_with_what_can_be_done(
        self, year: PaidYear, tmp_path: Path, made: Callable[[Path], Path], why: str
    ) -> None:
        file = came(year, made(tmp_path))
        out = tmp_path / "back.xlsx"
        size = year.size
        ran = year.run("plan", "return", REGISTER, file, "--out", str(out), "--because", "x", *ON)
        assert ran.code == 2
        assert ran.err.startswith(why)
        assert ran.err.splitlines()[-1].endswith(f"end it back: {WAY_BACK}")
        assert (year.size, out.exists()) == (size, False)

    def test_to_post_what_cannot_be_read_is_refused_with_what_can_be_done(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        file = came(year, is_nothing(tmp_path))
        ran = year.run("plan", "submit", REGISTER, file, *ON)
        assert ran.code == 2
        assert ran.err.splitlines()[-1] == (
            f"It is registered as {REGISTER}. Send it back: {WAY_BACK}"
        )

    def test_what_was_sent_back_is_registered_anew_whatever_it_is(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        file = came(year, is_nothing(tmp_path))
        year.done("intake", "return", REGISTER, "--because", "empty", *ON)
        ran = year.run("plan", "submit", REGISTER, file, *ON)
        assert (ran.code, "was sent back; nothing posts from it" in ran.err) == (3, True)
        assert "Register the mended one anew: alliance intake plan" in ran.err

    def test_what_no_cell_shows_is_counted_apart(self, year: PaidYear, tmp_path: Path) -> None:
        file = filled(tmp_path, plan(line("2.4", "582000.00")), windsor(carry_in=ZERO))
        edit(file, lambda book: book.remove(book["Other programs"]))
        out = tmp_path / "back.xlsx"
        words = (REGISTER, came(year, file), "--out", str(out), "--because", "x", *ON)
        ran = year.run("plan", "return", *words)
        assert ran.err == (
            f"Wrote {out}: 1 discrepancy marked in its cell, 1 listed on the sheet What to do "
            "only. The file as received is untouched.\n"
        )
        assert load_workbook(out)["Budget"]["F8"].comment is not None

    def test_where_no_cell_shows_any_all_are_listed(self, year: PaidYear, tmp_path: Path) -> None:
        file = filled(tmp_path, FIRST, windsor(carry_in=ZERO))
        edit(file, lambda book: book.remove(book["Other programs"]))
        out = tmp_path / "back.xlsx"
        words = (REGISTER, came(year, file), "--out", str(out), "--because", "x", *ON)
        ran = year.run("plan", "return", *words)
        assert f"{out}: 1 discrepancy listed on the sheet What to do only. The" in ran.err


class TestWhatACheckSays:
    def test_carry_over_that_nothing_is_on_record_for_is_noted(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        content = plan(line("2.4", "582729.00", carry_over="500000.00"))
        file = came(year, filled(tmp_path, content))
        ran = year.run("intake", "check", REGISTER, file, *ON, "--json")
        assert [(row["severity"], row["place"], row["message"]) for row in ran.rows] == [
            (
                "note",
                "sheet Budget row 8 column E (carry-over)",
                "Carry-over 500,000.00 was not compared: no balance carried in is on record.",
            )
        ]

    def test_an_approval_after_the_day_it_came_is_noted(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        file = str(filled(tmp_path, FIRST, windsor(carry_in=ZERO)))  # approved on 2026-09-22
        early = (*CAME[:-1], "2026-09-21")
        year.act("intake", "plan", "Windsor", file, *early)
        ran = year.run("intake", "check", REGISTER, file, *ON, "--json")
        assert [(row["code"], row["place"]) for row in ran.rows] == [
            (
                "board_approval_later",
                "sheet Goals and people row 4 column B (approved by the board on)",
            )
        ]

    @pytest.mark.parametrize(
        ("cell", "value", "told"),
        [
            ("C9", "sports", "total  0.00 carried over + 582,000.00 current year = 582,000.00"),
            ("B9", None, "total  0.00 carried over + 582,000.00 current year = 582,000.00"),
            (
                "G9",
                "n/a",
                "total  0.00 carried over + 582,000.00 current year = 582,000.00; the local match",
            ),
            ("F9", "much", "total  not known while amounts cannot be read"),
        ],
    )
    def test_a_total_is_given_where_every_amount_was_read(
        self, year: PaidYear, tmp_path: Path, cell: str, value: str | None, told: str
    ) -> None:
        file = filled(tmp_path, SHORT)
        edit(file, lambda book: book["Budget"].__setitem__(cell, value))
        ran = year.run("plan", "check", "Windsor", str(file), *TOWN[1:])
        assert ran.out.splitlines()[-1].startswith(told)


class TestWhatIsShownOfIt:
    def test_why_until_when_and_by_whom(self, year: PaidYear, tmp_path: Path) -> None:
        came(year, filled(tmp_path, SHORT))
        words = ("--because", "729.00 short", "--due-on", "2026-12-01", "--actor", "J. Reyes")
        year.done("intake", "return", REGISTER, *words, *ON)
        told = year.run("intake", "show", REGISTER).out.splitlines()
        assert "  sent back      2026-10-06 by J. Reyes (claimed)" in told
        assert "  because        729.00 short" in told
        assert "  to come again  2026-12-01" in told
        assert not [line for line in told if "None" in line]
        assert year.run("intake", "show", REGISTER, "--json").data["sent_back"] == {
            "because": "729.00 short",
            "due_on": "2026-12-01",
            "effective_on": "2026-10-06",
            "actor": "J. Reyes",
        }

    def test_where_nobody_set_a_day_that_is_said(self, year: PaidYear, tmp_path: Path) -> None:
        came(year, filled(tmp_path, SHORT))
        year.done("intake", "return", REGISTER, "--because", "x", *ON)
        assert "  to come again  no date set" in year.run("intake", "show", REGISTER).out

    def test_what_was_not_sent_back_has_none_of_it(self, year: PaidYear, tmp_path: Path) -> None:
        came(year, filled(tmp_path, SHORT))
        assert "sent back" not in year.run("intake", "show", REGISTER).out
        assert year.run("intake", "show", REGISTER, "--json").data["sent_back"] is None


class TestAProductionLedgerThatNobodyNamed:
    @pytest.fixture
    def file(self, tmp_path: Path) -> str:
        made = PaidYear(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
        made.done("init", "--purpose", "production", "--name", "New")
        made.apply(*portion_of("Windsor", "582729.00"))
        file = came(made, filled(tmp_path, SHORT))
        (tmp_path / "home").mkdir(exist_ok=True)
        shutil.copy(tmp_path / "new.db", tmp_path / "home" / "alliance.db")
        return file

    def refused(self, folder: Path, *words: str) -> Ran:
        before = run("where", "--json", home=folder / "home").data["size"]
        ran = run(*words, home=folder / "home")
        assert (ran.code, ran.out) == (3, "")
        assert "need a production ledger to be named or pinned" in ran.err
        assert run("where", "--json", home=folder / "home").data["size"] == before
        return ran

    def test_nothing_is_written_that_was_not_recorded(self, tmp_path: Path, file: str) -> None:
        before = sorted(tmp_path.iterdir())
        out = ("--out", str(tmp_path / "back.xlsx"))
        ran = self.refused(tmp_path, "plan", "return", REGISTER, file, *out, "--because", "x")
        assert "Wrote" not in ran.err
        assert sorted(tmp_path.iterdir()) == before

    def test_no_check_is_noted(self, tmp_path: Path, file: str) -> None:
        self.refused(tmp_path, "intake", "check", REGISTER, file)

    def test_no_statement_of_what_it_holds_is_recorded(self, tmp_path: Path, file: str) -> None:
        assert file
        words = ("coverage", "state", "expenditure-reports", "--from", "2026", "--to", "2026")
        self.refused(tmp_path, *words, "--note", "x")


class TestWrittenAndRecordedTogether:
    def test_nothing_is_left_where_recording_fails(
        self, year: PaidYear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from domain.errors import StoreUnavailableError

        def fails(*_: object, **__: object) -> None:
            raise StoreUnavailableError("the disk is full", next_step="Make room.")

        file = came(year, filled(tmp_path, SHORT))
        monkeypatch.setattr("cli.sending_back.perform", fails)
        before = sorted(tmp_path.iterdir())
        out = ("--out", str(tmp_path / "back.xlsx"))
        ran = year.run("plan", "return", REGISTER, file, *out, "--because", "x", *ON)
        assert (ran.code, "Wrote" in ran.err) == (7, False)
        assert sorted(tmp_path.iterdir()) == before

    def test_a_folder_of_that_name_is_refused_before_anything(
        self, year: PaidYear, tmp_path: Path
    ) -> None:
        file = came(year, filled(tmp_path, SHORT))
        (tmp_path / "back.xlsx").mkdir()
        size = year.size
        out = ("--out", str(tmp_path / "back.xlsx"))
        ran = year.run("plan", "return", REGISTER, file, *out, "--because", "x", *ON)
        assert (ran.code, year.size) == (2, size)
        assert ran.err.startswith(f"{tmp_path / 'back.xlsx'} is a folder.")
