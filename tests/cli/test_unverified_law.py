"""What nobody verified in the law of a year is said wherever its money is shown.

C.G.S. § 10-262u(c)(1).
"""

import csv
from pathlib import Path

import pytest
from cli_runner import run
from real_record import real_record
from small_ledger import SmallLedger, small_ledger

SAID = "Law UNVERIFIED for FY2024: what is taken out before the portion, education-diversity amount"


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    made = small_ledger(tmp_path / "small.db")
    made.designate("Hartford", 2024)
    made.designate("Windsor", 2024)
    made.designate("Hartford", 2023)
    return made


@pytest.mark.parametrize("group", ["balance", "compliance"])
def test_one_district_is_shown_with_one_line(small: SmallLedger, group: str) -> None:
    ran = run(group, "show", "hartford", "--fiscal-year", "2024", ledger=small.url)
    assert ran.out.count(SAID) == 1
    other = run(group, "show", "hartford", "--fiscal-year", "2023", ledger=small.url)
    assert "UNVERIFIED" not in other.out


@pytest.mark.parametrize("group", ["balance", "compliance"])
def test_a_year_is_listed_with_one_line_for_all(small: SmallLedger, group: str) -> None:
    ran = run(group, "list", "--fiscal-year", "2024", ledger=small.url)
    assert ran.out.count(SAID) == 1


def test_json_says_it_too(small: SmallLedger) -> None:
    year = ("--fiscal-year", "2024", "--json")
    balance = run("balance", "show", "hartford", *year, ledger=small.url).data
    assert balance["exceptions"][0].startswith(SAID)
    compliance = run("compliance", "show", "hartford", *year, ledger=small.url).data
    assert compliance["notes"][-1].startswith(SAID)


# ---- the accounting of the program, what-ifs, each check ----


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The public record: the portions of FY2017, FY2024 and FY2025 rest on unverified law."""
    return real_record(tmp_path_factory.mktemp("real") / "real.db")


def test_the_accounting_of_the_program_says_it_once_for_each_year(real: str) -> None:
    show = ("program-report", "show", "--years")
    screen = run(*show, "2013-2027", ledger=real).out
    for year in ("FY2017", "FY2024", "FY2025"):
        assert screen.count(f"Law UNVERIFIED for {year}: ") == 1
    assert screen.count("UNVERIFIED") == 3
    assert "UNVERIFIED" not in run(*show, "2018-2023", ledger=real).out


def test_the_accounting_says_it_on_each_row_of_its_json_and_files(
    real: str, tmp_path: Path
) -> None:
    file = tmp_path / "accounting.csv"
    show = ("program-report", "show", "--years", "2023-2024", "--csv", str(file), "--json")
    ran = run(*show, ledger=real)
    with file.open(newline="", encoding="utf-8") as stream:
        in_file = [row["unverified"] for row in csv.DictReader(stream)]
    assert in_file == [row["unverified"] or "" for row in ran.rows]
    assert {(row["fiscal_year"], (row["unverified"] or "")[:26]) for row in ran.rows} == {
        (2023, ""),
        (2024, "Law UNVERIFIED for FY2024:"),
    }
    assert any(note.startswith("!      Law UNVERIFIED for FY2024") for note in ran.data["notes"])


def test_a_what_if_says_that_the_earmark_it_takes_out_is_unverified(real: str) -> None:
    words = ("whatif", "--rules", "proposed/HB5038-2022", "--district", "ansonia")
    ran = run(*words, "--fiscal-year", "2024", "--json", ledger=real)
    (row,) = ran.rows
    assert " − earmarks 61,024.00 (UNVERIFIED) − FY2012 " in row["how"]
    assert row["unverified"].startswith(SAID)
    assert any(SAID in note for note in ran.data["notes"])
    assert run(*words, "--fiscal-year", "2024", ledger=real).out.count(SAID) == 1
    (sure,) = run(*words, "--fiscal-year", "2026", "--json", ledger=real).rows
    assert sure["unverified"] is None


def test_what_is_measured_from_an_unverified_portion_says_so(real: str) -> None:
    words = ("whatif", "--rules", "proposed/SB783-2025", "--leaves", "ansonia=2026", "--json")
    first, *_ = run(*words, ledger=real).rows
    assert first["unverified"].startswith("Law UNVERIFIED for FY2025")


@pytest.mark.parametrize(
    ("year", "caveat"),
    [("2017", "operands unverified"), ("2023", None), ("2024", "earmark unverified")],
)
def test_each_check_of_the_portion_carries_the_caveat_with_its_clause(
    real: str, tmp_path: Path, year: str, caveat: str | None
) -> None:
    file = tmp_path / "each.csv"
    words = ("compliance", "list", "--each", "--fiscal-year", year)
    found = run(*words, "--csv", str(file), "--json", ledger=real).rows
    with file.open(newline="", encoding="utf-8") as stream:
        in_file = list(csv.DictReader(stream))
    on_portion = ("portion_determined_by_law", "withheld_equals_portion")
    for rows in (found, in_file):
        cited = [
            f"{row['clause']} | {row['citation']}" for row in rows if row["check"] in on_portion
        ]
        assert cited
        if caveat is None:
            assert not any("unverified" in one for one in cited)
        else:
            assert all(one.count(caveat) == 2 for one in cited)


def test_each_check_cites_as_the_replay_does(real: str) -> None:
    checks = run("compliance", "list", "--each", *"--fiscal-year 2024 --json".split(), ledger=real)
    (cited,) = {
        row["citation"]
        for row in checks.rows
        if (row["district"], row["check"]) == ("Ansonia", "portion_determined_by_law")
    }
    replayed = run("replay", "ansonia", *"--fiscal-year 2024 --json".split(), ledger=real).rows
    assert [row["citation"] for row in replayed if row["event"] == "PortionDetermined"] == [cited]


def test_checks_are_made_too_on_a_day_before_the_earmark(real: str) -> None:
    words = ("compliance", "list", "--each", "--fiscal-year", "2024", "--as-of", "2022-08-01")
    cited = {
        row["clause"]
        for row in run(*words, "--json", ledger=real).rows
        if row["check"] == "portion_determined_by_law" and row["district"] == "Ansonia"
    }
    assert cited == {"§ 10-262u(c)(1)(A)"}
