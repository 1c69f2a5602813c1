"""`alliance reconcile certification`: one screen that ties, or says where and why it does not."""

import csv
from pathlib import Path

import pytest
from certified import ALLIANCE, EARMARK, ECS, Sheet
from cli_runner import Ran, run, sqlite_address
from openpyxl import load_workbook
from proofs import proofs_of, sides, summed_columns
from real_record import real_record

from domain.money import Money, total


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return real_record(tmp_path_factory.mktemp("real") / "real.db")


@pytest.fixture
def sheet() -> Sheet:
    return Sheet.of_year(2024)


def certify(sheet: Sheet, folder: Path, *more: str, ledger: str, year: str = "FY2024") -> Ran:
    file = str(sheet.write(folder))
    return run("reconcile", "certification", file, "--fiscal-year", year, *more, ledger=ledger)


def last_of(folder: Path) -> str:
    return str(Sheet.of_year(2023).write(folder, "synthetic-2023.csv"))


def proofs(screen: str) -> list[str]:
    return [part for proof in proofs_of(screen) for part in proof.split("; ")]


def notes(ran: Ran) -> str:
    return "\n".join(ran.data["notes"])


# ---- it ties ----


def test_a_certification_that_ties_exits_0_with_the_line_to_sign(
    url: str, sheet: Sheet, tmp_path: Path
) -> None:
    ran = certify(sheet, tmp_path, ledger=url)
    assert (ran.code, ran.err) == (0, "")
    assert "No town differs." in ran.out
    assert "result   Ties: certified, law and record agree for all 169 towns." in ran.out
    assert ran.out.rstrip().splitlines()[-1].startswith("Prepared by ____")
    assert "FY2024 · July 1, 2023 – June 30, 2024" in ran.out


def test_the_totals_are_of_all_169_towns(url: str, sheet: Sheet, tmp_path: Path) -> None:
    ran = certify(sheet, tmp_path, "--json", ledger=url)
    assert ran.json()["schema"] == "alliance.reconcile.certification/1"
    assert (ran.rows, ran.data["not_compared"]) == ([], [])
    # 347,303,824 + 4,281,133 + 1,881,835,279 = 2,233,420,236
    assert ran.data["totals"] == {
        "towns": 169,
        "towns_differ": 0,
        "towns_tie": 169,
        "towns_not_compared": 0,
        "certified_entitlement": "2233420236.00",
        "certified_alliance_portion": "347303824.00",
        "certified_education_diversity": "4281133.00",
        "certified_unrestricted": "1881835279.00",
        "certified_above_whole": "0.00",
        "entitlement_difference": "0.00",
        "alliance_difference": "0.00",
    }


def test_meta_says_which_files_and_which_law(url: str, sheet: Sheet, tmp_path: Path) -> None:
    meta = certify(sheet, tmp_path, "--json", ledger=url).json()["meta"]
    assert (meta["file"], meta["previous"], meta["law_day"]) == (
        "synthetic.csv",
        None,
        "2024-06-30",
    )
    assert len(meta["sha256"]) == 64


# ---- it does not ----


def spoiled() -> Sheet:
    """Four errors: two crossed, one without designation, one ECS cut, and parts above a whole."""
    sheet = Sheet.of_year(2024)
    sheet.swap("Windsor", "Windsor Locks", ALLIANCE)
    sheet.row("Beacon Falls")[ALLIANCE] = "10.00"
    sheet.row("Avon").update({ECS: "5.00", EARMARK: "7.00"})
    return sheet


def test_differences_exit_1_and_each_row_says_what_differs(url: str, tmp_path: Path) -> None:
    ran = certify(spoiled(), tmp_path, "--json", ledger=url)
    assert ran.code == 1
    assert {row["district"]: row["kind"].split("; ") for row in ran.rows} == {
        "Avon": [
            "ECS differs from the record",
            "parts are more than the ECS",
            "earmark differs from the record",
        ],
        "Beacon Falls": ["Alliance part without designation"],
        "Windsor": ["Alliance part crossed with Windsor Locks (165)"],
        "Windsor Locks": ["Alliance part crossed with Windsor (164)"],
    }
    assert ran.rows[2] == {
        "district": "Windsor",
        "town_code": 164,
        "line": 165,
        "fiscal_year": 2024,
        "entitlement": "12130392.00",
        "entitlement_on_record": "12130392.00",
        "entitlement_difference": "0.00",
        "alliance_portion": "572931.00",
        "alliance_by_law": "582729.00",
        "alliance_on_record": "582729.00",
        "alliance_difference": "-9798.00",
        "education_diversity": "0.00",
        "education_diversity_on_record": "0.00",
        # 12,130,392 − 572,931 = 11,557,461
        "unrestricted": "11557461.00",
        "kind": "Alliance part crossed with Windsor Locks (165)",
        "explanation": "",
        "citation": "C.G.S. § 10-262u(c)(1)(A), P.A. 22-118 § 266 (Reg. Sess. 2022)",
    }
    assert ran.rows[1]["citation"] == "C.G.S. § 10-262i(b)"
    assert notes(ran).endswith("result   Does not tie: 4 of 169 towns differ.")


def test_every_total_is_the_sum_of_the_rows_and_every_proof_adds_up(
    url: str, tmp_path: Path
) -> None:
    ran = certify(spoiled(), tmp_path, "--previous", last_of(tmp_path), ledger=url)
    found = summed_columns(ran.out)
    # Differences of ECS and over the law, the two columns that can be added up from rows alone.
    assert len(found) == 2
    assert all(figure == above for figure, above in found)
    told = proofs(ran.out)
    assert [len(set(sides(proof))) for proof in told] == [1] * 6
    assert "− parts above their whole 2.00" in told[0]
    assert told[3] == "4 differ + 165 tie + 0 not compared = 169 towns"


def test_the_files_hold_the_rows_with_numbers_as_numbers(url: str, tmp_path: Path) -> None:
    table, book = tmp_path / "differences.csv", tmp_path / "differences.xlsx"
    certify(spoiled(), tmp_path, "--csv", str(table), "--xlsx", str(book), ledger=url)
    with table.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["town_code"] for row in rows] == ["4", "6", "164", "165"]
    sheet = load_workbook(book).active
    assert sheet is not None
    assert [cell.value for cell in sheet[4]][:5] == ["Windsor", 164, 165, 2024, 12130392]


# ---- a column slipped ----


def test_a_slipped_column_stops_with_exit_1_and_nothing_to_sign(
    url: str, sheet: Sheet, tmp_path: Path
) -> None:
    sheet.slip(ECS, 40, 167, down=True)
    ran = certify(sheet, tmp_path, "--previous", last_of(tmp_path), ledger=url)
    assert ran.code == 1
    assert "ecs_entitlement_usd on line 43 fits East Haddam (41), one row above." in ran.out
    assert "… and 122 more rows; --json, --csv and --xlsx give them all." in ran.out
    assert "result   Stopped: a column slipped by one row" in ran.out
    assert "Prepared by" not in ran.out
    assert "biggest" not in ran.out
    assert proofs(ran.out) == []


def test_programs_get_every_slipped_row_and_no_totals(
    url: str, sheet: Sheet, tmp_path: Path
) -> None:
    sheet.slip(ECS, 40, 167, down=True)
    ran = certify(sheet, tmp_path, "--previous", last_of(tmp_path), "--json", ledger=url)
    assert (ran.code, len(ran.rows)) == (1, 128)
    assert {row["kind"] for row in ran.rows} == {"slipped by one row"}
    assert not {"totals", "changes"} & set(ran.data)
    assert "128 amounts from line 43 (East Hampton) to line 170 (Woodstock)" in notes(ran)


def test_a_short_slip_is_shown_whole(url: str, sheet: Sheet, tmp_path: Path) -> None:
    sheet.slip(ECS, 40, 43, down=False)
    ran = certify(sheet, tmp_path, ledger=url)
    assert "ecs_entitlement_usd on line 41 fits East Haddam (41), one row below." in ran.out
    assert "more rows" not in ran.out


# ---- what cannot be compared ----


def test_a_file_with_bad_rows_is_a_usage_error_and_nothing_is_compared(
    url: str, sheet: Sheet, tmp_path: Path
) -> None:
    sheet.row("Windsor")["town_code"] = "165"
    ran = certify(sheet, tmp_path, "--json", ledger=url)
    assert (ran.code, ran.error["code"]) == (2, "unreadable_file")
    assert ran.error["details"] == {
        "line 165": "town_code Windsor has town code 164, and the row says 165."
    }


def test_an_empty_ledger_exits_9_and_says_what_to_load(sheet: Sheet, tmp_path: Path) -> None:
    url = sqlite_address(tmp_path / "empty.db")
    run("init", ledger=url)
    ran = certify(sheet, tmp_path, ledger=url)
    assert ran.code == 9
    assert "missing  no ECS entitlement on record: 169 towns: Andover (1), Ansonia (2)" in ran.out
    assert "Load what is missing: alliance import designations FILE" in ran.out
    assert "result   Incomplete: 169 of 169 towns could not be compared in full." in ran.out
    told = certify(sheet, tmp_path, "--json", ledger=url).data
    assert len(told["not_compared"]) == 169
    assert told["not_compared"][0] == {
        "district": "Andover",
        "town_code": 1,
        "missing": ["no ECS entitlement on record", "no designation of the year on record"],
    }
    assert told["proof"].endswith("0 differ + 0 tie + 169 not compared = 169 towns")


def test_one_town_that_could_not_be_compared_is_no_tie(url: str, tmp_path: Path) -> None:
    sheet = Sheet.of_year(2026)
    sheet.row("Avon")[EARMARK] = "5"
    ran = certify(sheet, tmp_path, ledger=url, year="2026")
    assert ran.code == 1  # the earmark is a difference too
    assert "missing  no earmark on record: 1 town: Avon (4)\n" in ran.out


def test_as_of_a_day_before_designation_there_is_no_law_to_compare_with(
    url: str, sheet: Sheet, tmp_path: Path
) -> None:
    ran = certify(sheet, tmp_path, "--as-of", "2012-01-01", "--json", ledger=url)
    assert (ran.code, ran.error["code"]) == (3, "no_rule_in_force")


def test_as_of_the_day_before_the_year_its_entitlements_are_not_on_record(
    url: str, sheet: Sheet, tmp_path: Path
) -> None:
    file = str(sheet.write(tmp_path))
    words = ("reconcile", "certification", file, "--fiscal-year", "2025", "--as-of", "2024-06-30")
    for row in sheet.rows:
        row["fiscal_year"] = "2025"
    sheet.write(tmp_path)
    ran = run(*words, "--json", ledger=url)
    assert ran.code == 9
    assert ran.data["totals"]["entitlement_difference"] is None


# ---- cautions ----


def test_without_an_earmark_column_what_is_on_record_is_named(
    url: str, sheet: Sheet, tmp_path: Path
) -> None:
    file = str(sheet.write(tmp_path, without=EARMARK))
    ran = run("reconcile", "certification", file, "--fiscal-year", "2024", ledger=url)
    assert ran.code == 0
    assert (
        "caution  the file has no earmark column; 4,281,133.00 on record for 25 towns was not "
        "compared and stands in the unrestricted share"
    ) in ran.out


def test_amounts_of_another_year_raise_the_question_of_the_year(url: str, tmp_path: Path) -> None:
    sheet = Sheet.of_year(2024)
    for row in sheet.rows:
        row["fiscal_year"] = "2023"
    ran = certify(sheet, tmp_path, ledger=url, year="2023")
    assert ran.code == 1
    assert (
        "caution  more of these ECS amounts are on record for FY2024 than for FY2023. Is this the "
        "certification of that year?"
    ) in ran.out


# ---- the last certification ----


def test_changes_since_the_last_one_come_biggest_first_and_add_up(
    url: str, sheet: Sheet, tmp_path: Path
) -> None:
    ran = certify(sheet, tmp_path, "--previous", last_of(tmp_path), ledger=url)
    assert ran.code == 0
    shown = ran.out[ran.out.index("\ntown ") :]
    # Waterbury: 171,892,005 − 164,108,305 = 7,783,700
    assert "Waterbury        151    164,108,305.00   7,783,700.00    171,892,005.00" in shown
    assert "86 other towns" in shown
    assert all(figure == above for figure, above in summed_columns(shown))
    assert [len(set(sides(proof))) for proof in proofs(shown)] == [1, 1]
    assert "changed  96 towns since synthetic-2023.csv of FY2023, the biggest first" in shown


def test_programs_get_every_change(url: str, sheet: Sheet, tmp_path: Path) -> None:
    ran = certify(sheet, tmp_path, "--previous", last_of(tmp_path), "--json", ledger=url)
    found = ran.data["changes"]
    assert len(found["rows"]) == 96
    assert found["rows"][0]["district"] == "Waterbury"
    added = total([Money.parse(row["entitlement_change"]) for row in found["rows"]])
    assert found["totals"]["entitlement_change"] == str(added) == "54854241.00"
    assert ran.json()["meta"]["previous"] == "synthetic-2023.csv"


def test_changes_go_to_a_file_beside_the_one_named(url: str, sheet: Sheet, tmp_path: Path) -> None:
    table = tmp_path / "out.csv"
    words = ("--previous", last_of(tmp_path), "--csv", str(table))
    ran = certify(sheet, tmp_path, *words, ledger=url)
    beside = tmp_path / "out-changes.csv"
    assert f"Wrote {beside}" in ran.err
    with beside.open(newline="", encoding="utf-8") as stream:
        assert len(list(csv.DictReader(stream))) == 96


def test_both_files_are_written_or_none(url: str, sheet: Sheet, tmp_path: Path) -> None:
    (tmp_path / "out-changes.csv").write_text("Dear board,\n")
    words = ("--previous", last_of(tmp_path), "--csv", str(tmp_path / "out.csv"))
    ran = certify(sheet, tmp_path, *words, ledger=url)
    assert (ran.code, (tmp_path / "out.csv").exists()) == (2, False)


def test_a_few_changes_are_shown_whole_and_none_is_said(
    url: str, sheet: Sheet, tmp_path: Path
) -> None:
    before = Sheet.of_year(2024)
    before.row("Avon")[ECS] = "1"
    last = str(before.write(tmp_path, "last.csv"))
    ran = certify(sheet, tmp_path, "--previous", last, ledger=url)
    assert "changed  1 town since last.csv of FY2024" in ran.out
    assert "other towns" not in ran.out
    same = str(sheet.write(tmp_path, "same.csv"))
    Path(same).write_bytes(Path(same).read_bytes() + b"\r\n")
    ran = certify(sheet, tmp_path, "--previous", same, ledger=url)
    assert "No amount changed since same.csv of FY2024." in ran.out
