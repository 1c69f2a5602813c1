"""`alliance document`: which events rest on a file, and which files are missing."""

import hashlib
from pathlib import Path

import pytest
from cli_runner import Ran, run
from small_ledger import SmallLedger, small_ledger

from domain.commands import AuthorizeRelease, StateOpeningBalance
from domain.events import Direction
from domain.money import Money


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Two papers in a folder, one of them in a folder below."""
    (tmp_path / "papers" / "2024").mkdir(parents=True)
    (tmp_path / "papers" / "statement.txt").write_bytes(b"signed")
    (tmp_path / "papers" / "2024" / "letter.txt").write_bytes(b"directed")
    return tmp_path / "papers"


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    """An opening statement by hash, a direction by hash, and one in words alone."""
    small = small_ledger(tmp_path / "small.db")
    small.designate("Hartford", 2024)
    small.do(
        "Hartford",
        2024,
        StateOpeningBalance(
            balances={"held_by_commissioner": Money.dollars(500)},
            document=digest_of(b"signed"),
            signers=("Ana",),
        ),
        on="2023-07-01",
    )
    for name, document in (("R1", digest_of(b"directed")), ("R2", "memo of August 2")):
        small.do(
            "Hartford",
            2024,
            AuthorizeRelease(
                release=name,
                amount=Money.dollars(5),
                direction=Direction(document=document, cap=Money.dollars(9)),
            ),
            on="2023-08-01",
        )
    return small


def listed(small: SmallLedger, *words: str) -> Ran:
    return run("document", "list", *words, "--json", ledger=small.url)


def test_a_file_names_the_events_that_rest_on_it(small: SmallLedger, papers: Path) -> None:
    ran = run("document", "check", str(papers / "statement.txt"), "--json", ledger=small.url)
    assert ran.code == 0
    (row,) = ran.rows
    assert (row["district"], row["fiscal_year"]) == ("Hartford", 2024)
    assert row["title"] == "signed opening statement"
    assert row["sentence"].startswith("Opening balance stated")
    assert row["sha256"] == digest_of(b"signed")


def test_a_file_that_was_changed_is_cited_by_nobody(small: SmallLedger, papers: Path) -> None:
    (papers / "statement.txt").write_bytes(b"signed!")
    ran = run("document", "check", str(papers / "statement.txt"), ledger=small.url)
    assert ran.code == 4
    assert "No event here rests on statement.txt as it is now." in ran.err


def test_every_document_is_listed_once_with_who_cites_it(small: SmallLedger) -> None:
    ran = listed(small)
    assert ran.code == 0
    assert [(row["title"], row["cited_by"], row["status"]) for row in ran.rows] == [
        ("signed opening statement", 1, "not looked for"),
        ("written direction", 1, "not looked for"),
        ("memo of August 2", 1, "named in words, no hash"),
    ]


def test_a_folder_shows_what_is_there_unchanged(small: SmallLedger, papers: Path) -> None:
    ran = listed(small, "--folder", str(papers))
    assert (ran.code, [row["file"] for row in ran.rows]) == (
        0,
        ["statement.txt", "letter.txt", None],
    )
    shown = run("document", "list", "--folder", str(papers), ledger=small.url).out
    assert "proof  2 here, unchanged + 1 named in words, no hash = 3 documents" in shown


def test_what_is_missing_is_listed_alone_with_exit_1(small: SmallLedger, papers: Path) -> None:
    (papers / "2024" / "letter.txt").unlink()
    ran = listed(small, "--folder", str(papers), "--missing")
    assert (ran.code, [row["title"] for row in ran.rows]) == (1, ["written direction"])


def test_a_changed_file_under_its_name_is_told_from_one_that_is_not_there(
    small: SmallLedger, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    file = folder / "list.csv"
    file.write_text("town,fiscal_year,ecs_entitlement_usd\nAvon,2023,5\n")
    run("import", "ecs", str(file), ledger=small.url, home=tmp_path)
    file.write_text("town,fiscal_year,ecs_entitlement_usd\nAvon,2023,6\n")
    ran = listed(small, "--folder", str(folder), "--missing")
    assert ran.code == 1
    assert [(row["title"], row["status"], row["file"]) for row in ran.rows] == [
        ("signed opening statement", "missing", None),
        ("written direction", "missing", None),
        ("list.csv", "missing, there is a file of that name with other content", "list.csv"),
    ]


def test_nothing_missing_is_said_so(small: SmallLedger, papers: Path) -> None:
    ran = run("document", "list", "--folder", str(papers), "--missing", ledger=small.url)
    assert (ran.code, "Nothing is missing." in ran.out) == (0, True)


def test_what_is_missing_is_looked_for_in_a_folder_that_has_to_be_named(
    small: SmallLedger,
) -> None:
    ran = run("document", "list", "--missing", ledger=small.url)
    assert ran.code == 2
    assert "alliance document list --missing --folder FOLDER" in ran.err


def test_a_ledger_without_documents_says_so(tmp_path: Path) -> None:
    ran = run("document", "list", ledger=small_ledger(tmp_path / "s.db").url)
    assert (ran.code, "No event here rests on a document." in ran.out) == (0, True)


def test_a_loaded_file_is_a_document_like_any_other(small: SmallLedger, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("town,fiscal_year,ecs_entitlement_usd\nAvon,2023,5\n")
    run("import", "ecs", str(file), ledger=small.url, home=tmp_path)
    ran = run("document", "check", str(file), "--json", ledger=small.url)
    assert (ran.rows[0]["district"], ran.rows[0]["title"]) == (None, "list.csv")


def test_a_document_named_with_an_act_is_found(small: SmallLedger, papers: Path) -> None:
    named = f"letter of August 2={digest_of(b'directed')}"
    run(
        *("record", "EndDesignation", "Hartford", "--fiscal-year", "2024", "reason=left"),
        *("--document", named, "--no-input"),
        ledger=small.url,
        home=papers,
    )
    ran = run("document", "check", str(papers / "2024" / "letter.txt"), "--json", ledger=small.url)
    assert [row["title"] for row in ran.rows] == ["written direction", "letter of August 2"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("check", "no-such-file"), 2),
        (("check", "."), 2),
        (("list", "--folder", "no-such-folder"), 2),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(
    small: SmallLedger, words: tuple[str, ...], code: int
) -> None:
    ran = run("document", *words, ledger=small.url)
    assert (ran.code, ran.out) == (code, "")
    assert "can" in ran.err
