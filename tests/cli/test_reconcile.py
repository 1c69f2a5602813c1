"""`alliance reconcile published`: a published list against the law and the record."""

import csv
from pathlib import Path

import pytest
from cli_runner import run, sqlite_address
from real_record import real_record


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return real_record(tmp_path_factory.mktemp("real") / "real.db")


def file_of(folder: Path, *rows: str) -> str:
    file = folder / "published.csv"
    file.write_text("\n".join(["town,fiscal_year,alliance_setaside_usd", *rows]) + "\n")
    return str(file)


def test_a_row_gives_published_computed_recorded_and_why(url: str) -> None:
    ran = run("reconcile", "published", "--json", ledger=url)
    assert ran.json()["schema"] == "alliance.reconcile.published/1"
    (norwalk,) = [row for row in ran.rows if row["district"] == "Norwalk"]
    # 1,148,209 - 960,285 = 187,924
    assert norwalk == {
        "district": "Norwalk",
        "town_code": 103,
        "fiscal_year": 2018,
        "published": "1148209.00",
        "computed": "960285.00",
        "recorded": "1148209.00",
        "difference": "187924.00",
        "explanation": "Held at its FY2017 amount; the FY2018 cut fell on the town's share (M12).",
        "citation": "C.G.S. § 10-262u(c)(1)",
    }


def test_the_screen_counts_what_was_compared(url: str) -> None:
    ran = run("reconcile", "published", ledger=url)
    assert ran.code == 1
    assert (
        "351 designated district-years compared, 31 differ, 0 of them without a known explanation."
        in ran.out
    )


@pytest.mark.parametrize(("year", "code"), [("FY2018", 1), ("2017", 0), ("2024", 0)])
def test_one_year_is_compared_alone(url: str, year: str, code: int) -> None:
    ran = run("reconcile", "published", "--fiscal-year", year, "--json", ledger=url)
    assert (ran.code, len(ran.rows)) == (code, 31 * code)


def test_all_that_agree_are_said_to_agree(url: str) -> None:
    ran = run("reconcile", "published", "--fiscal-year", "2017", ledger=url)
    assert ran.code == 0
    assert "All 30 agree: published, law and record are one amount each." in ran.out


def test_a_list_of_ones_own_is_compared(url: str, tmp_path: Path) -> None:
    file = file_of(
        tmp_path, "Hartford,2023,25904562", "Norwalk,2018,5", "Avon,2018,6", "Bristol,2018,"
    )
    ran = run("reconcile", "published", file, "--json", ledger=url)
    (row,) = ran.rows
    assert (row["district"], row["explanation"]) == (
        "Norwalk",
        "On record as withheld: 1,148,209.00. See: alliance replay.",
    )
    assert ran.json()["meta"]["file"] == "published.csv"
    assert ran.data["notes"][0].startswith("2 designated district-years compared, 1 differ")


def test_a_year_without_published_split_has_nothing_recorded(url: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, "Hartford,2026,5")
    ran = run("reconcile", "published", file, "--json", ledger=url)
    (row,) = ran.rows
    assert (row["recorded"], row["explanation"]) == (None, "")
    assert "1 of them without a known explanation" in ran.data["notes"][0]


def test_an_unreadable_list_is_a_usage_error(url: str, tmp_path: Path) -> None:
    ran = run("reconcile", "published", file_of(tmp_path, "Hartfrd,2023,x"), "--json", ledger=url)
    assert (ran.code, ran.error["code"]) == (2, "unreadable_file")
    assert "line 2" in ran.error["details"]


def test_an_empty_ledger_compares_nothing_and_says_what_to_load(tmp_path: Path) -> None:
    url = sqlite_address(tmp_path / "empty.db")
    run("init", ledger=url)
    ran = run("reconcile", "published", ledger=url)
    assert ran.code == 0
    assert "alliance import designations FILE" in ran.out
    assert run("reconcile", "published", "--json", ledger=url).rows == []


def test_without_entitlements_nothing_is_computed_and_there_is_no_proof(tmp_path: Path) -> None:
    from ledger.reference import shipped

    url = sqlite_address(tmp_path / "d.db")
    run("init", ledger=url)
    run("import", "designations", str(shipped("alliance_designations.csv")), ledger=url)
    ran = run("reconcile", "published", "--fiscal-year", "2018", "--json", ledger=url)
    assert (ran.code, len(ran.rows)) == (1, 33)
    assert {row["computed"] for row in ran.rows} == {None}
    assert (ran.data["proof"], ran.data["totals"]["difference"]) == ("", None)


def test_as_of_a_day_before_the_withholding_nothing_is_recorded(url: str) -> None:
    ran = run(
        "reconcile",
        "published",
        *("--fiscal-year", "2018", "--as-of", "2018-06-29", "--json"),
        ledger=url,
    )
    assert {row["recorded"] for row in ran.rows} == {None}


def test_the_same_rows_go_to_a_file(url: str, tmp_path: Path) -> None:
    file = tmp_path / "differences.csv"
    run("reconcile", "published", "--csv", str(file), ledger=url)
    with file.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 31
    assert {row["citation"] for row in rows} == {"C.G.S. § 10-262u(c)(1)"}
