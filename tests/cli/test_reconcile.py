"""`alliance reconcile published`: a published list against the law and the record."""

import csv
from pathlib import Path

import pytest
from cli_runner import run, sqlite_address
from real_record import real_record
from rewriting import deleted, position_of, rewritten


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
        "record_difference": "0.00",
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
    # 5 - 960,285 from the law, 5 - 1,148,209 from the record.
    assert (row["district"], row["difference"], row["record_difference"], row["explanation"]) == (
        "Norwalk",
        "-960280.00",
        "-1148204.00",
        "",
    )
    assert ran.json()["meta"]["file"] == "published.csv"
    assert ran.data["notes"][0].startswith("2 designated district-years compared, 1 differ")


def test_a_year_without_published_split_has_nothing_recorded(url: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, "Hartford,2026,5")
    ran = run("reconcile", "published", file, "--json", ledger=url)
    (row,) = ran.rows
    assert (row["recorded"], row["explanation"]) == (None, "")
    assert "1 of them without a known explanation" in ran.data["notes"][0]


WITHHELD = "PublishedWithholdingRecorded"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A real record of its own, for somebody who may write its file."""
    file = tmp_path / "real.db"
    real_record(file)
    return file


def test_a_record_that_does_not_say_the_published_amount_is_a_difference_unexplained(
    file: Path,
) -> None:
    rewritten(file, position_of(file, WITHHELD, "163-2020"), amount="3900000.00")
    asked = ("reconcile", "published", "--fiscal-year", "2020")
    ran = run(*asked, "--json", ledger=sqlite_address(file))
    (windham,) = ran.rows
    # 3,881,041 - 3,900,000 = -18,959
    assert (windham["difference"], windham["record_difference"], windham["explanation"]) == (
        "0.00",
        "-18959.00",
        "",
    )
    assert ran.data["totals"]["record_difference"] == "-18959.00"
    assert ran.data["proof"] == (
        "published 3,881,041.00 − by law 3,881,041.00 = 0.00, 1 row; "
        "published 3,881,041.00 − on record 3,900,000.00 = -18,959.00, 1 row"
    )
    assert "1 differ, 1 of them without a known explanation" in ran.data["notes"][0]
    assert "alliance replay DISTRICT --fiscal-year YEAR" in ran.data["notes"][1]
    assert "-18,959.00" in run(*asked, ledger=sqlite_address(file)).out


def test_a_published_amount_that_is_not_on_record_is_a_difference_of_its_own(file: Path) -> None:
    deleted(file, position_of(file, WITHHELD, "103-2018"))
    ran = run(
        *("reconcile", "published", "--fiscal-year", "2018", "--json"), ledger=sqlite_address(file)
    )
    (norwalk,) = (row for row in ran.rows if row["district"] == "Norwalk")
    assert (norwalk["recorded"], norwalk["record_difference"], norwalk["explanation"]) == (
        None,
        "1148209.00",
        "",
    )
    assert "31 differ, 1 of them without a known explanation" in ran.data["notes"][0]


def test_what_agrees_with_the_law_and_is_not_on_record_is_listed(file: Path) -> None:
    deleted(file, position_of(file, WITHHELD, "163-2020"))
    asked = ("reconcile", "published", "--fiscal-year", "2020", "--json")
    (windham,) = run(*asked, ledger=sqlite_address(file)).rows
    assert (windham["difference"], windham["record_difference"]) == ("0.00", "3881041.00")


def test_on_the_last_day_of_a_year_what_is_not_on_record_may_still_come(file: Path) -> None:
    deleted(file, position_of(file, WITHHELD, "163-2020"))
    asked = ("reconcile", "published", "--fiscal-year", "2020", "--json")
    running = run(*asked, "--as-of", "2020-06-30", ledger=sqlite_address(file))
    assert (running.code, running.rows) == (0, [])
    over = run(*asked, "--as-of", "2020-07-01", ledger=sqlite_address(file))
    assert [row["district"] for row in over.rows] == ["Windham"]


def test_compliance_says_as_published_only_of_what_was_published(file: Path) -> None:
    rewritten(file, position_of(file, WITHHELD, "163-2020"), amount="3900000.00")
    for words in (("replay", "Windham"), ("compliance", "show", "Windham")):
        ran = run(*words, "--fiscal-year", "2020", ledger=sqlite_address(file))
        said = " ".join(ran.out.split())
        assert (
            "Withheld 3,900,000.00 is 18,959.00 more than the portion 3,881,041.00. The published "
            "amount is 3,881,041.00: alliance reconcile published --fiscal-year 2020"
        ) in said
        assert "s published" not in said


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
