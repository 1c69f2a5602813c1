"""`alliance coverage`: stating what a ledger holds, and listing it."""

from pathlib import Path

import pytest
from cli_acts import ENTITLED, practice, size
from cli_runner import run

from ledger.application import Ledger, Outcome


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


PLANS = ("coverage", "state", "plans", "--from", "2023", "--to", "FY2024", "--note", "the binder")
NO_PLANS = ("coverage", "state", "plans", "--none", "--note", "never kept here")


def test_a_statement_is_recorded_and_listed(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, ENTITLED)
    ran = run(*PLANS, "--actor", "Ana", ledger=ledger, home=home)
    assert ran.code == 0
    assert "Recorded: This ledger holds plans for FY2023–FY2024: the binder" in ran.out
    listed = run("coverage", "list", "--json", ledger=ledger, home=home)
    assert listed.code == 0
    rows = {row["kind"]: row for row in listed.rows}
    assert len(rows) == 15
    assert (rows["plans"]["first_fiscal_year"], rows["plans"]["last_fiscal_year"]) == (2023, 2024)
    assert (rows["plans"]["actor"], rows["plans"]["position"]) == ("Ana", 6)
    assert rows["plans"]["citation"].startswith("C.G.S. § 11-8b")
    assert rows["plans"]["district_years_on_record"] == 0
    # FY2012 for the baseline, and FY2023.
    assert rows["entitlements"]["district_years_on_record"] == 2
    assert rows["entitlements"]["note"] == "nothing stated"


def test_a_statement_of_none_takes_the_earlier_one_back(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    run(*PLANS, ledger=ledger, home=home)
    assert run(*NO_PLANS, ledger=ledger, home=home).code == 0
    rows = run("coverage", "list", "--json", ledger=ledger, home=home).rows
    plans = [row for row in rows if row["kind"] == "plans"]
    assert [(row["first_fiscal_year"], row["note"]) for row in plans] == [
        (None, "none: never kept here")
    ]


def test_a_dry_run_records_nothing(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    before = (tmp_path / "practice.db").read_bytes()
    ran = run(*PLANS, "--dry-run", ledger=ledger, home=home)
    assert (ran.code, "Would be recorded" in ran.out) == (0, True)
    assert run(*PLANS, "--dry-run", "--json", ledger=ledger, home=home).data["positions"] == []
    assert (tmp_path / "practice.db").read_bytes() == before


def test_the_same_id_is_recorded_once(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    words = (*PLANS, "--command-id", "c-1")
    first = run(*words, "--json", ledger=ledger, home=home).data
    again = run(*words, "--json", ledger=ledger, home=home).data
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert first["positions"] == again["positions"] == [2]
    assert "not again" in run(*words, ledger=ledger, home=home).out
    other = run(*NO_PLANS, "--command-id", "c-1", ledger=ledger, home=home)
    assert (other.code, size(ledger, home)) == (3, 2)


def test_the_same_id_sent_twice_at_once_is_recorded_once(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = practice(tmp_path)
    words = (*PLANS, "--command-id", "c-1", "--json")
    run(*words, ledger=ledger, home=home)
    looked: list[str] = []
    look = Ledger.outcome_on_record

    def too_early(self: Ledger, command_id: str, command_hash: str | None) -> Outcome | None:
        # The first look comes before the other process has recorded it.
        looked.append(command_id)
        return None if len(looked) == 1 else look(self, command_id, command_hash)

    monkeypatch.setattr(Ledger, "outcome_on_record", too_early)
    ran = run(*words, ledger=ledger, home=home)
    assert (ran.code, ran.data["positions"]) == (0, [2])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("plans", "--note", "x"), "either which years are held or that none is"),
        (("plans", "--note", "x", "--from", "2023"), "either which years"),
        (("plans", "--note", "x", "--to", "2023"), "either which years"),
        (("plans", "--note", "x", "--none", "--from", "2023"), "either which years"),
        (("plans", "--note", " ", "--none"), "needs a note"),
        (("plans", "--note", "a\nb", "--none"), "control character"),
        (("plans", "--note", "x", "--from", "2024", "--to", "2023"), "FY2024 comes after FY2023"),
        (("plans", "--note", "x", "--from", "24", "--to", "25"), "is not a fiscal year"),
        (("plans", "--note", "x", "--none", "--command-id", "a b"), "is not a command id"),
        (("plan", "--note", "x", "--none"), "is not one of"),
    ],
)
def test_a_wrong_statement_is_one_clear_refusal(
    tmp_path: Path, home: Path, words: tuple[str, ...], says: str
) -> None:
    ledger = practice(tmp_path)
    ran = run("coverage", "state", *words, ledger=ledger, home=home)
    assert (ran.code, ran.out, size(ledger, home)) == (2, "", 1)
    assert says in ran.err


def test_the_list_as_of_what_was_known_leaves_later_statements_out(
    tmp_path: Path, home: Path
) -> None:
    ledger = practice(tmp_path)
    run(*PLANS, ledger=ledger, home=home)
    known = run("where", "--json", ledger=ledger, home=home).data["opened_at"]
    ran = run("coverage", "list", "--known-on", known, "--json", ledger=ledger, home=home)
    assert {row["note"] for row in ran.rows} == {"nothing stated"}
