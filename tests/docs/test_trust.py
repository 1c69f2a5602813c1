"""The page on trust says what verify cannot see; when seals come, both have to change."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import run, sqlite_address
from rewriting import failed, position_of
from rewriting import rewritten as rewrite
from scenario_stories import FOLDER

# Norwalk FY2018, withheld as published.
WITHHELD, CHANGED = b'"1148209.00"', b'"1148208.00"'


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The public record, with one digit of one amount changed by whoever owns the file."""
    home = tmp_path_factory.mktemp("home")
    file = home / "record.db"
    assert run("demo", "--path", str(file), home=home).code == 0
    with closing(sqlite3.connect(file)) as db:
        db.execute("DROP TRIGGER records_update")
        stored = "SELECT position, record FROM records WHERE stream = '103-2018' AND event = ?"
        ((position, record),) = db.execute(stored, ("PublishedWithholdingRecorded",)).fetchall()
        forged = bytes(record).replace(WITHHELD, CHANGED)
        assert forged != bytes(record)
        db.execute("UPDATE records SET record = ? WHERE position = ?", (forged, position))
        db.commit()
    return sqlite_address(file), home


def test_an_amount_changed_in_place_is_not_found_by_verify(rewritten: tuple[str, Path]) -> None:
    ledger, home = rewritten
    ran = run("verify", "--json", ledger=ledger, home=home)
    assert ran.code == 0
    assert any(text.startswith("seals: ") for text in ran.data["not_checked"])


def test_read_models_made_before_the_change_differ(rewritten: tuple[str, Path]) -> None:
    ledger, home = rewritten
    assert run("projections", "check", ledger=ledger, home=home).code == 1


def test_the_published_figure_differs_from_the_record(rewritten: tuple[str, Path]) -> None:
    ledger, home = rewritten
    ran = run("reconcile", "published", "--fiscal-year", "2018", "--json", ledger=ledger, home=home)
    (norwalk,) = (row for row in ran.rows if row["district"] == "Norwalk")
    assert (norwalk["published"], norwalk["recorded"]) == ("1148209.00", "1148208.00")
    assert (norwalk["record_difference"], norwalk["explanation"]) == ("1.00", "")


@pytest.fixture(scope="module")
def claimed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A year from portion to repayment, closed; some of its lines are refused on purpose."""
    file = tmp_path_factory.mktemp("claims") / "claims.db"
    for words in (
        ("init", "--purpose", "training", "--name", "Claims"),
        ("apply", str(FOLDER / "14_disputed_determination.jsonl")),
    ):
        run(*words, ledger=sqlite_address(file))
    return file.read_bytes()


@pytest.mark.parametrize(
    ("event", "field"),
    [
        ("EntitlementSet", "amount"),
        ("PortionDetermined", "portion"),
        ("PassThroughRecorded", "amount"),
        ("ExpenditureReported", "spent"),
        ("FindingRaised", "amount"),
        ("DeterminationIssued", "repay"),
        ("RepaymentReceived", "amount"),
        ("FiscalYearClosed", "carry_out"),
    ],
)
def test_what_the_page_says_goes_unseen_goes_unseen(
    claimed: bytes, tmp_path: Path, event: str, field: str
) -> None:
    file = tmp_path / "copy.db"
    file.write_bytes(claimed)
    rewrite(file, position_of(file, event), **{field: "1.23"})
    assert failed(file) == {}


def test_what_comes_later_names_nothing_that_is_here() -> None:
    page = (Path(__file__).parents[2] / "docs" / "trust.md").read_text("utf-8")
    (later,) = page.split("## What comes later")[1:]
    assert run("determination", "reproduce", "--help").code == 0
    for word in ("determination", "repayment", "reduction"):
        assert word not in later
