"""What is made up says so on every row, also where made-up money is carried on. § 10-262u(h)."""

import csv
from pathlib import Path

import pytest
from cli_runner import Ran, run, sqlite_address
from paid_year import PaidYear, command, small_year
from small_ledger import SmallLedger, small_ledger

from domain.commands import CloseFiscalYear, SubmitExpenditureReport
from domain.money import Money
from domain.report_commands import AmendExpenditureReport

REHEARSE = ("exit", "rehearse", "--on", "2027-07-01")
WHATIF = ("whatif", "--rules", "proposed/HB5038-2022")
SHOW = ("program-report", "show", "--years")
NOTE = "Synthetic: rows that are made up rest on steps made for demonstration or training."


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> PaidYear:
    """The public record with made-up steps of FY2026 and FY2027."""
    folder = tmp_path_factory.mktemp("made-up")
    made = PaidYear(sqlite_address(folder / "made-up.db"), folder)
    made.done("demo", "--with-synthetic")
    return made


@pytest.fixture
def training(tmp_path: Path) -> PaidYear:
    """A training ledger where no command says that it is made up."""
    made = small_year(tmp_path, {"Windsor": "400000.00"})
    made.apply(
        command("Windsor", "SubmitExpenditureReport", spent="100000.00", effective_on="2027-08-30")
    )
    return made


@pytest.fixture
def carried(tmp_path: Path) -> SmallLedger:
    """A demonstration: only the report of FY2023 is made up, and 500.00 of it is carried on."""
    made = small_ledger(tmp_path / "small.db")
    made.entitle("Windsor", 2012, "1000.00")
    made.entitle("Windsor", 2023, "1600.00")
    made.designate("Windsor", 2023)
    made.determine("Windsor", 2023)
    report = SubmitExpenditureReport(spent=Money.parse("100.00"))
    made.do("Windsor", 2023, report, on="2023-06-30", command_id="synthetic:report")
    made.do("Windsor", 2023, CloseFiscalYear(), on="2023-07-01")
    return made


def marks(ran: Ran) -> set[object]:
    """What the rows of a JSON list say."""
    return {row["synthetic"] for row in ran.rows}


def lists_of(year: str) -> list[tuple[str, ...]]:
    """Every list of money of a year that has a row for a district."""
    of_year = ("--fiscal-year", year)
    return [
        ("year", "list", *of_year),
        ("year", "preview", *of_year),
        (*SHOW, year),
        ("balance", "list", *of_year),
        ("compliance", "list", *of_year),
        ("plan", "list", *of_year),
        ("whatif", "--rules", "proposed/HB5038-2022", *of_year),
    ]


@pytest.mark.parametrize("words", lists_of("2027"), ids=" ".join)
def test_each_row_of_made_up_money_says_so(made_up: PaidYear, words: tuple[str, ...]) -> None:
    assert marks(made_up.run(*words, "--json")) == {True}
    heads = made_up.run(*words).out
    assert "  made up" in heads


@pytest.mark.parametrize("words", lists_of("2023"), ids=" ".join)
def test_real_rows_of_the_same_ledger_do_not(made_up: PaidYear, words: tuple[str, ...]) -> None:
    assert marks(made_up.run(*words, "--json")) == {False}
    assert "made up" not in made_up.run(*words).out


def test_the_rehearsal_of_the_exit_marks_its_rows_on_each_screen_and_in_files(
    made_up: PaidYear, tmp_path: Path
) -> None:
    file = tmp_path / "whatif-exit.csv"
    ran = made_up.run(*REHEARSE, "--csv", str(file), "--json")
    assert marks(ran) == {True}
    with file.open(newline="", encoding="utf-8") as stream:
        assert {row["synthetic"] for row in csv.DictReader(stream)} == {"True"}
    screen = made_up.run(*REHEARSE).out
    assert sum("made up" in line for line in screen.splitlines() if "district" in line) == 2
    assert screen.count(NOTE) == 1


def test_every_screen_of_the_preview_marks_its_rows(made_up: PaidYear, tmp_path: Path) -> None:
    file = tmp_path / "preview.csv"
    words = ("year", "preview", "--fiscal-year", "2027")
    ran = made_up.run(*words, "--csv", str(file), "--json")
    assert {row["synthetic"] for row in ran.data["unreleased"]} == {True}
    with file.open(newline="", encoding="utf-8") as stream:
        assert {row["synthetic"] for row in csv.DictReader(stream)} == {"True"}
    lines = made_up.run(*words).out.splitlines()
    heads = [line for line in lines if line.startswith("district ")]
    assert lines.count(NOTE) == 1
    assert len(heads) == 4
    assert all(head.endswith("made up") for head in heads)


def test_what_would_be_is_made_up_where_what_it_is_measured_from_is(made_up: PaidYear) -> None:
    bill = ("whatif", "--rules", "proposed/SB783-2025", "--leaves")
    from_made_up = made_up.run(*bill, "windsor=2028", "--json")
    assert marks(from_made_up) == {True}
    assert marks(made_up.run(*bill, "windsor=2028=100.00", "--json")) == {False}


def test_a_change_of_a_made_up_year_says_so_too(training: PaidYear, tmp_path: Path) -> None:
    of_year = ("--fiscal-year", "2027")
    training.done("year", "close", "Windsor", *of_year, "--effective-on", "2027-09-15")
    amend = ("report", "amend-total", "Windsor", *of_year, "--spent", "210000")
    training.done(*amend, "--because", "line 5 twice", "--effective-on", "2027-10-01")
    file = tmp_path / "restated.csv"
    ran = training.run("year", "restated", *of_year, "--csv", str(file), "--json")
    assert marks(ran) == {True}
    assert "synthetic" in file.read_text("utf-8").splitlines()[0].split(",")
    assert "  made up" in training.run("year", "restated", *of_year).out


@pytest.mark.parametrize("words", [*lists_of("2027"), REHEARSE], ids=" ".join)
def test_in_a_training_ledger_every_row_is_made_up(
    training: PaidYear, words: tuple[str, ...]
) -> None:
    ran = training.run(*words, "--json")
    # A list that has words of its own in that column still has one.
    assert all(row["synthetic"] for row in ran.rows)
    assert ran.rows


def test_each_step_in_a_training_ledger_is_made_up(training: PaidYear) -> None:
    replayed = ("replay", "Windsor", "--fiscal-year", "2027")
    ran = training.run(*replayed, "--json")
    assert marks(ran) == {True}
    assert all(row["sentence"].startswith("SYNTHETIC: ") for row in ran.rows)


def test_money_carried_on_from_a_made_up_year_is_made_up(carried: SmallLedger) -> None:
    shown = ("balance", "show", "Windsor", "--fiscal-year", "2024")
    assert run(*shown, "--json", ledger=carried.url).data["synthetic"] is True
    assert "Synthetic: its figures rest on steps made up" in run(*shown, ledger=carried.url).out
    for words in (
        ("balance", "list", "--fiscal-year", "2024"),
        (*SHOW, "2024"),
        ("year", "list", "--fiscal-year", "2024"),
    ):
        assert marks(run(*words, "--json", ledger=carried.url)) == {True}


def test_the_steps_that_carry_it_on_are_made_up_and_no_other(carried: SmallLedger) -> None:
    carried.do("Windsor", 2024, SubmitExpenditureReport(spent=Money.parse("1.00")), on="2024-06-30")
    rows = run("replay", "Windsor", "--json", ledger=carried.url).rows
    assert {row["event"] for row in rows if row["synthetic"]} == {
        "ExpenditureReported",
        "FiscalYearClosed",
        "BalanceCarriedIn",
    }
    later = run("replay", "Windsor", "--fiscal-year", "2024", "--json", ledger=carried.url).rows
    assert [(row["event"], row["synthetic"]) for row in later] == [
        ("BalanceCarriedIn", True),
        ("ExpenditureReported", False),
    ]
    assert later[0]["sentence"].startswith("SYNTHETIC: ")


def test_what_a_later_report_corrects_of_it_is_made_up_too(carried: SmallLedger) -> None:
    later = AmendExpenditureReport(spent=Money.parse("90.00"), reason="line 5 twice")
    carried.do("Windsor", 2023, later, on="2023-08-01")
    rows = run("replay", "Windsor", "--json", ledger=carried.url).rows
    assert [
        (row["fiscal_year"], row["synthetic"]) for row in rows if row["event"] == "EventCorrected"
    ] == [(2023, True), (2024, True)]
    ran = run("year", "restated", "--fiscal-year", "2024", "--json", ledger=carried.url)
    assert marks(ran) == {True}


def test_a_balance_carried_on_twice_stays_made_up(carried: SmallLedger) -> None:
    carried.do("Windsor", 2024, SubmitExpenditureReport(spent=Money.parse("1.00")), on="2024-06-30")
    carried.do("Windsor", 2024, CloseFiscalYear(), on="2024-08-01")
    ran = run("replay", "Windsor", "--fiscal-year", "2025", "--json", ledger=carried.url)
    assert marks(ran) == {True}


def test_money_carried_on_from_a_real_year_is_real(tmp_path: Path) -> None:
    real = small_ledger(tmp_path / "real.db")
    for town in ("Windsor",):
        real.entitle(town, 2012, "1000.00")
        real.entitle(town, 2023, "1600.00")
        real.designate(town, 2023)
        real.determine(town, 2023)
        real.do(town, 2023, SubmitExpenditureReport(spent=Money.parse("1.00")), on="2023-06-30")
        real.do(town, 2023, CloseFiscalYear(), on="2023-07-01")
    assert marks(run("replay", "Windsor", "--json", ledger=real.url)) == {False}
    ran = run("balance", "show", "Windsor", "--fiscal-year", "2024", "--json", ledger=real.url)
    assert ran.data["synthetic"] is False
