"""One table, four forms: screen, JSON, CSV and Excel say the same and run nothing."""

import csv
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.render import (
    Column,
    Table,
    Value,
    clean,
    is_number,
    out,
    plain,
    print_json,
    print_table,
    say,
    shown,
    table_data,
    table_lines,
    width,
    write_csv,
    write_xlsx,
)
from domain.district import BY_CODE
from domain.errors import UnreadableFileError
from domain.fiscal_year import FiscalYear
from domain.money import Money

usd = Money.parse
HARTFORD, AVON = BY_CODE[64], BY_CODE[4]


def table(*rows: dict[str, Value], totals: dict[str, Value] | None = None) -> Table:
    return Table(
        name="test.list",
        columns=(
            Column("district", "district"),
            Column("amount", "amount"),
            Column("note", "note", on_screen=False),
        ),
        rows=rows,
        totals=totals or {},
    )


# ---- the screen ----


def test_money_stands_to_the_right_with_separators_and_adds_up_below() -> None:
    lines = table_lines(
        table(
            {"district": HARTFORD, "amount": usd("1180676.00")},
            {"district": AVON, "amount": usd("-5.50")},
            totals={"amount": usd("1180670.50")},
        )
    )
    assert lines == [
        "district        amount",
        "──────────────────────",
        "Hartford  1,180,676.00",
        "Avon             -5.50",
        "──────────────────────",
        "total     1,180,670.50",
    ]


def test_without_totals_there_is_no_second_rule() -> None:
    assert len(table_lines(table({"district": AVON, "amount": usd("5.00")}))) == 3


def test_a_wide_letter_takes_two_places() -> None:
    assert width("a\u6f22") == 3
    lines = table_lines(
        table({"district": "\u6f22\u6f22", "amount": 5}, {"district": "abcd", "amount": 6})
    )
    assert width(lines[2]) == width(lines[3])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (True, "yes"),
        (False, "no"),
        (4665, "4,665"),
        (usd("0.00"), "0.00"),
        (FiscalYear(2023), "FY2023"),
        (date(2023, 2, 15), "2023-02-15"),
        (HARTFORD, "Hartford"),
        ("a\x1b[31mb", "a\\u001b[31mb"),
    ],
)
def test_a_value_as_the_screen_has_it(value: Value, text: str) -> None:
    assert shown(value) == text


def test_only_money_and_counts_are_numbers() -> None:
    values = (usd("5.00"), 5, True, FiscalYear(2023), "5")
    assert [is_number(value) for value in values] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain – text §", "plain – text §"),
        ("two\nlines", "two\nlines"),
        ("\x1b]0;title\x07", "\\u001b]0;title\\u0007"),
        ("\u202e321", "\\u202e321"),
        ("a\rb\x9b", "a\\u000db\\u009b"),
        ("\ud800", "\\ud800"),
    ],
)
def test_control_characters_are_made_visible(text: str, safe: str) -> None:
    assert clean(text) == safe


def test_results_and_messages_go_apart(capsys: pytest.CaptureFixture[str]) -> None:
    out("result\x07")
    say("message\x07")
    captured = capsys.readouterr()
    assert captured.out == "result\\u0007\n"
    assert captured.err == "message\\u0007\n"


def test_proof_and_notes_follow_the_rows(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(
        Table(
            name="t.t",
            columns=(Column("a", "a"),),
            rows=[{"a": 1}],
            proof="1 = 1",
            notes=["mind this"],
        )
    )
    assert capsys.readouterr().out.splitlines()[-2:] == ["proof  1 = 1", "mind this"]


def test_an_empty_list_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(table())
    assert capsys.readouterr().out == "Nothing to show.\n"


# ---- JSON ----


def test_json_has_money_as_text_and_unknown_as_null(capsys: pytest.CaptureFixture[str]) -> None:
    data = {
        "amount": usd("-45678.00"),
        "zero": usd("0.00"),
        "unknown": None,
        "year": FiscalYear(2023),
        "day": date(2023, 2, 15),
        "district": HARTFORD,
        "list": [usd("1.00"), (usd("2.00"),)],
        "flag": True,
    }
    print_json("test.show", data, {"size": 1})
    assert json.loads(capsys.readouterr().out) == {
        "schema": "alliance.test.show/1",
        "data": {
            "amount": "-45678.00",
            "zero": "0.00",
            "unknown": None,
            "year": 2023,
            "day": "2023-02-15",
            "district": "Hartford",
            "list": ["1.00", ["2.00"]],
            "flag": True,
        },
        "meta": {"size": 1},
    }


def test_plain_leaves_text_and_numbers_as_they_are() -> None:
    assert (plain("x"), plain(5), plain(None)) == ("x", 5, None)


def test_a_sum_of_many_amounts_is_told_over_lines_that_can_be_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    added = " + ".join(["1,000.00"] * 36) + " = 36,000.00"
    print_table(Table(name="t", columns=(), rows=(), proof=added))
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [len(line) for line in lines] == [94, 94, 94, 94, 60]
    assert lines[0].startswith("proof  1,000.00 + ")
    assert all(line.startswith("       ") for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == f"proof  {added}"


def test_totals_proof_and_notes_are_there_where_there_are_any() -> None:
    row: dict[str, Value] = {"district": AVON, "amount": usd("5.00")}
    assert table_data(table(row)) == {"rows": [row]}
    with_all = Table(
        name="t.t",
        columns=(),
        rows=[row],
        totals={"amount": usd("5.00")},
        proof="5.00 = 5.00",
        notes=["n"],
    )
    assert table_data(with_all) == {
        "rows": [row],
        "totals": {"amount": usd("5.00")},
        "proof": "5.00 = 5.00",
        "notes": ["n"],
    }


# ---- files ----

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1"]


def cells_of(file: Path) -> list[list[str]]:
    with file.open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


def test_a_csv_has_every_column_and_numbers_as_numbers(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    write_csv(table({"district": HARTFORD, "amount": usd("-1180676.00"), "note": None}), file)
    assert cells_of(file) == [
        ["district", "amount", "note"],
        ["Hartford", "-1180676.00", ""],
    ]


@pytest.mark.parametrize("text", RISKY)
def test_text_a_spreadsheet_would_run_is_made_text_in_csv(tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.csv"
    write_csv(table({"district": text, "amount": usd("5.00"), "note": "a =b"}), file)
    assert cells_of(file)[1] == [f"'{text}", "5.00", "a =b"]


@pytest.mark.parametrize("text", [*RISKY, "plain"])
def test_text_is_never_a_formula_in_excel(tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.xlsx"
    write_xlsx(table({"district": text, "amount": usd("5.00"), "note": None}), file)
    sheet = load_workbook(file).active
    assert sheet is not None
    cell = sheet["A2"]
    assert cell.data_type == "s"
    assert cell.value == clean(text)


def test_a_workbook_has_money_as_numbers(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    write_xlsx(table({"district": HARTFORD, "amount": usd("1180676.05"), "note": 4665}), file)
    sheet = load_workbook(file).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["district", "amount", "note"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (1180676.05, "#,##0.00")
    assert sheet["C2"].value == 4665


def test_a_workbook_takes_control_characters_made_visible(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    write_xlsx(table({"district": "a\x07b", "amount": None, "note": None}), file)
    sheet = load_workbook(file).active
    assert sheet is not None
    assert sheet["A2"].value == "a\\u0007b"


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_list_takes_the_place_of_an_earlier_one_whole(
    tmp_path: Path, write: Callable[[Table, Path], None]
) -> None:
    file = tmp_path / "list"
    file.write_text("mine")
    write(table({"district": AVON}), file)
    assert b"Avon" in file.read_bytes() or file.read_bytes().startswith(b"PK")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["list"]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_ledger_is_never_taken_for_a_list(
    tmp_path: Path, write: Callable[[Table, Path], None]
) -> None:
    file = tmp_path / "ledger.db"
    file.write_bytes(b"SQLite format 3\0 and the rest")
    with pytest.raises(UnreadableFileError, match="it is a database"):
        write(table({"district": AVON}), file)
    assert file.read_bytes() == b"SQLite format 3\0 and the rest"


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_list_can_be_written_to_a_device(write: Callable[[Table, Path], None]) -> None:
    write(table({"district": AVON}), Path(os.devnull))
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_file_has_to_have_a_name(write: Callable[[Table, Path], None]) -> None:
    with pytest.raises(UnreadableFileError, match=r"'\.' names no file"):
        write(table({"district": AVON}), Path())


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_folder_that_is_not_there_is_one_clear_line(
    tmp_path: Path, write: Callable[[Table, Path], None]
) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be written: No such file"):
        write(table({"district": AVON}), tmp_path / "none" / "list")
