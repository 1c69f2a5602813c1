"""`alliance import`: a file on the command line, every refusal one clear line and nothing written.

Not here: what the rows mean (`tests/ledger/test_imports.py`).
"""

import io
import os
import zipfile
from pathlib import Path

import pytest
from cli_runner import Ran, run, sqlite_address

from ledger.reference import shipped
from ledger.stores.common import DuplicateCommandError, RecordedCommand

HEADING = "town,fiscal_year,ecs_entitlement_usd\n"


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = sqlite_address(tmp_path / "ledger.db")
    assert run("init", "--name", "Imports", ledger=address).code == 0
    return address


def file_of(folder: Path, text: str | bytes, name: str = "list.csv") -> str:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(file)


def size(url: str) -> int:
    found: int = run("where", "--json", ledger=url).data["size"]
    return found


def test_an_import_counts_rows(url: str, tmp_path: Path) -> None:
    ran = run("import", "ecs", file_of(tmp_path, f"{HEADING}Avon,2023,5\n"), "--json", ledger=url)
    assert ran.code == 0
    assert ran.json()["schema"] == "alliance.import.ecs/1"
    # The entitlement, what was loaded, what it covers.
    assert ran.data == {"read": 1, "recorded": 1, "unchanged": 0, "rejected": [], "records": 2}
    assert ran.json()["meta"]["size"] == 3
    assert ran.json()["meta"]["file"] == "list.csv"


def test_the_screen_says_the_same(url: str, tmp_path: Path) -> None:
    ran = run("import", "ecs", file_of(tmp_path, f"{HEADING}Avon,2023,5\n"), ledger=url)
    assert ran.out.splitlines()[0].startswith("DEMONSTRATION · Imports")
    assert "recorded         1 row recorded as 2 records" in ran.out


def test_the_shipped_files_on_the_command_line(url: str) -> None:
    entitlements, designations = (
        str(shipped(name)) for name in ("ecs_entitlements.csv", "alliance_designations.csv")
    )
    first = run("import", "ecs", entitlements, "--json", ledger=url)
    second = run("import", "designations", designations, "--json", ledger=url)
    assert (first.data["read"], first.data["recorded"]) == (2704, 2704)
    assert (second.data["read"], second.data["recorded"]) == (99, 99)
    assert second.json()["schema"] == "alliance.import.designations/1"
    assert len(run("portion", "list", "--json", ledger=url).rows) == 495


def test_bad_rows_are_exit_3_with_lines_and_nothing_is_recorded(url: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, f"{HEADING}Avon,2023,5\nWinsor,2023,5\nAvon,2024,x\n")
    ran = run("import", "ecs", file, "--json", ledger=url)
    assert ran.code == 3
    assert [(row["line"], row["column"], row["code"]) for row in ran.data["rejected"]] == [
        (3, "town", "unknown_district"),
        (4, "ecs_entitlement_usd", "invalid_money"),
    ]
    assert size(url) == 1
    screen = run("import", "ecs", file, ledger=url)
    assert "line 3, town: 'Winsor' is not one of the 169 towns." in screen.out
    assert "Nothing was recorded." in screen.out


def test_partial_records_the_rest_and_is_still_exit_3(url: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, f"{HEADING}Avon,2023,5\nWinsor,2023,5\n")
    ran = run("import", "ecs", file, "--partial", ledger=url)
    assert ran.code == 3
    assert "Nothing was recorded" not in ran.out
    assert size(url) == 3


def test_a_ragged_row_has_no_column(url: str, tmp_path: Path) -> None:
    ran = run("import", "ecs", file_of(tmp_path, f"{HEADING}Avon,2023,5,6\n"), ledger=url)
    assert "line 2: 4 cells under 3 headings" in ran.out


def test_a_screen_shows_forty_rejected_rows_and_json_all(url: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, HEADING + "Nowhere,2023,5\n" * 42)
    screen = run("import", "ecs", file, ledger=url)
    assert "… and 2 more; --json lists them all" in screen.out
    assert len(run("import", "ecs", file, "--json", ledger=url).data["rejected"]) == 42


def test_a_dry_run_says_what_would_be_and_leaves_every_byte(url: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, f"{HEADING}Avon,2023,5\n")
    before = (tmp_path / "ledger.db").read_bytes()
    ran = run("import", "ecs", file, "--dry-run", ledger=url)
    assert "1 row would be recorded as 2 records" in ran.out
    as_json = run("import", "ecs", file, "--dry-run", "--json", ledger=url)
    assert (as_json.data["recorded"], as_json.json()["meta"]["dry_run"]) == (1, True)
    assert (tmp_path / "ledger.db").read_bytes() == before
    assert not (tmp_path / "ledger.projections.db").exists()


def test_revise_accepts_another_amount(url: str, tmp_path: Path) -> None:
    run("import", "ecs", file_of(tmp_path, f"{HEADING}Avon,2023,5\n"), ledger=url)
    other = file_of(tmp_path, f"{HEADING}Avon,2023,6\n")
    assert run("import", "ecs", other, ledger=url).code == 3
    assert run("import", "ecs", other, "--revise", "--json", ledger=url).data["recorded"] == 1


# ---- an import has an id ----


def test_the_same_import_id_is_loaded_once(url: str, tmp_path: Path) -> None:
    words = ("import", "ecs", file_of(tmp_path, f"{HEADING}Avon,2023,5\n"), "--json")
    run(*words, "--command-id", "load-1", ledger=url)
    again = run(*words, "--command-id", "load-1", ledger=url)
    assert (again.code, again.data["recorded"], again.data["unchanged"]) == (0, 0, 1)


def test_the_same_import_id_with_another_file_is_refused(url: str, tmp_path: Path) -> None:
    first = file_of(tmp_path, f"{HEADING}Avon,2023,5\n")
    run("import", "ecs", first, "--command-id", "load-1", ledger=url)
    other = file_of(tmp_path, f"{HEADING}Berlin,2023,5\n")
    ran = run("import", "ecs", other, "--command-id", "load-1", "--json", ledger=url)
    assert (ran.code, ran.error["code"]) == (3, "command_id_reused")
    assert size(url) == 3


def test_an_import_id_taken_meanwhile_is_refused(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = RecordedCommand(command_id="load-1:2", command_hash="0", first_position=1, records=1)

    def meanwhile(*_: object, **__: object) -> None:
        raise DuplicateCommandError(taken)

    monkeypatch.setattr("ledger.unit.Unit.commit", meanwhile)
    file = file_of(tmp_path, f"{HEADING}Avon,2023,5\n")
    ran = run("import", "ecs", file, "--command-id", "load-1", "--json", ledger=url)
    assert (ran.code, ran.error["code"]) == (3, "command_id_reused")


@pytest.mark.parametrize("command_id", ["", "a b", "ü", "a" * 129])
def test_what_cannot_be_an_id_is_a_usage_error(url: str, tmp_path: Path, command_id: str) -> None:
    file = file_of(tmp_path, f"{HEADING}Avon,2023,5\n")
    ran = run("import", "ecs", file, "--command-id", command_id, ledger=url)
    assert ran.code == 2
    assert "not a command id" in ran.err


# ---- one clear line, the right exit code, nothing half-written ----


def one_clear_line(ran: Ran, code: int, said: str) -> None:
    assert ran.code == code, ran
    assert ran.out == ""
    assert said in ran.err.splitlines()[0]
    assert "Traceback" not in ran.err


def workbook() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook(), "it is a workbook or archive"),
        (b"town,fiscal_year,ecs_entitlement_usd\nAv\0on,2023,5\n", "it holds zero bytes"),
        ("town,fiscal_year,ecs_entitlement_usd\nAvón,2023,5\n".encode("latin-1"), "not UTF-8"),
        (b"", "lacks a column it needs"),
        (b"town,year,amount\nAvon,2023,5\n", "lacks a column it needs: fiscal_year"),
        (b'town,fiscal_year,ecs_entitlement_usd\n"Avon,2023,5\n', "unexpected end of data"),
    ],
)
def test_a_file_that_is_not_what_it_says(
    url: str, tmp_path: Path, content: bytes, said: str
) -> None:
    one_clear_line(run("import", "ecs", file_of(tmp_path, content), ledger=url), 2, said)
    assert size(url) == 1


def test_a_file_that_is_not_there_or_is_a_folder(url: str, tmp_path: Path) -> None:
    one_clear_line(run("import", "ecs", str(tmp_path / "none"), ledger=url), 2, "No such file")
    one_clear_line(run("import", "ecs", str(tmp_path), ledger=url), 2, "Is a directory")


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", 7, "cannot be reached"),
        ("mysql://user:secret@host/db", 2, "mysql: is not an address"),
        ("nonsense", 2, "That is not the address of a ledger"),
        ("sqlite:///", 2, "does not name a database file"),
    ],
)
def test_a_ledger_that_cannot_be_reached(
    tmp_path: Path, address: str, code: int, said: str
) -> None:
    file = file_of(tmp_path, f"{HEADING}Avon,2023,5\n")
    ran = run("import", "ecs", file, ledger=address)
    one_clear_line(ran, code, said)
    assert "secret" not in ran.err


def test_a_ledger_that_was_never_initialised_is_not_created(tmp_path: Path) -> None:
    file = file_of(tmp_path, f"{HEADING}Avon,2023,5\n")
    ran = run("import", "ecs", file, ledger=sqlite_address(tmp_path / "none.db"))
    assert ran.code == 7
    assert "alliance init" in ran.err
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_bytes(b"Dear Sir or Madam, " * 100)
    file = file_of(tmp_path, f"{HEADING}Avon,2023,5\n")
    ran = run("import", "ecs", file, ledger=sqlite_address(tmp_path / "letter.db"))
    one_clear_line(ran, 7, "is not an SQLite database")
    assert (tmp_path / "letter.db").read_bytes() == b"Dear Sir or Madam, " * 100


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everything")
def test_a_ledger_that_may_only_be_read(url: str, tmp_path: Path) -> None:
    (tmp_path / "ledger.db").chmod(0o444)
    file = file_of(tmp_path, f"{HEADING}Avon,2023,5\n")
    one_clear_line(run("import", "ecs", file, ledger=url), 7, "cannot be written")
    assert size(url) == 1


def test_a_ledger_opened_for_reading_takes_no_import(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ledger.stores.open import open_recorder

    monkeypatch.setattr(
        "cli.wiring.open_recorder",
        lambda address, *, read_only: open_recorder(address, read_only=read_only or True),
    )
    file = file_of(tmp_path, f"{HEADING}Avon,2023,5\n")
    one_clear_line(run("import", "ecs", file, ledger=url), 7, "cannot be written")
    assert size(url) == 1
