"""`alliance demo`: the real record, built and shown; safe to run twice."""

from pathlib import Path

import pytest
from cli_runner import run, sqlite_address
from real_record import real_record
from rewriting import position_of, rewritten

from domain.errors import StoreUnavailableError


@pytest.fixture
def url(tmp_path: Path) -> str:
    return real_record(tmp_path / "real.db")


def test_the_demonstration_builds_a_ledger_and_shows_it(tmp_path: Path) -> None:
    ran = run("demo", "--path", str(tmp_path / "d.db"), home=tmp_path / "home")
    assert ran.code == 0
    assert ran.out.startswith("DEMONSTRATION · Connecticut Alliance Districts, public record")
    assert "3,704,612,279.00" in ran.out
    assert "FY2018   30 rows    4,959,282.00  Held at its FY2017 amount" in ran.out
    assert "Norwalk (103)" in ran.out
    assert "ecs_entitlements.csv: 2,704 rows, 2,705 records written" in ran.err
    assert "SYNTHETIC" not in ran.out


def test_without_a_place_it_is_built_in_the_users_own_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run("demo", home=home).code == 0
    assert (home / "alliance.db").exists()
    assert run("where", "--json", home=home).data["chosen_by"] == "embedded default"


def test_running_it_twice_changes_nothing(url: str, tmp_path: Path) -> None:
    before = (tmp_path / "real.db").read_bytes()
    first, second = run("demo", "--json", ledger=url), run("demo", "--json", ledger=url)
    assert first.code == 0
    assert second.json() == first.json()
    assert {file["records"] for file in first.data["files"]} == {0}
    assert (tmp_path / "real.db").read_bytes() == before


def test_its_json_has_every_part_of_the_screen(url: str) -> None:
    data = run("demo", "--json", ledger=url).data
    assert set(data) == {"ledger_id", "url", "files", "statewide", "replay", "reconciliation"}
    assert [row["fiscal_year"] for row in data["statewide"]["rows"]] == list(range(2013, 2028))
    assert data["statewide"]["totals"]["portion"] == "3704612279.00"
    assert len(data["reconciliation"]["rows"]) == 31
    assert {row["fiscal_year"] for row in data["replay"]} == {2018}
    assert [file["read"] for file in data["files"]] == [557, 2704, 99, 35, 12]


def test_a_record_that_says_another_amount_than_published_is_shown_with_the_gap(
    tmp_path: Path,
) -> None:
    file = tmp_path / "real.db"
    real_record(file)
    rewritten(
        file, position_of(file, "PublishedWithholdingRecorded", "163-2020"), amount="3900000.00"
    )
    shown = run("demo", "--path", str(file)).out
    assert "FY2020     1 row      -18,959.00  against the record: no explanation known" in shown
    assert "32 differ, 1 of them without a known explanation" in shown


def test_years_without_a_published_split_have_no_withholding_rather_than_zero(url: str) -> None:
    rows = run("demo", "--json", ledger=url).data["statewide"]["rows"]
    assert [row["withheld"] for row in rows[-4:]] == [None] * 4
    assert [row["difference"] for row in rows[-4:]] == [None] * 4


def test_an_empty_training_ledger_is_filled(tmp_path: Path) -> None:
    url = sqlite_address(tmp_path / "t.db")
    run("init", "--purpose", "training", "--name", "Class", ledger=url)
    ran = run("demo", "--json", ledger=url)
    assert ran.json()["meta"]["purpose"] == "training"
    assert ran.json()["meta"]["name"] == "Class"


@pytest.mark.parametrize("more", [[], ["--with-synthetic"]])
def test_a_production_ledger_is_refused(tmp_path: Path, more: list[str]) -> None:
    url = sqlite_address(tmp_path / "p.db")
    run("init", "--purpose", "production", ledger=url)
    ran = run("demo", "--json", *more, ledger=url)
    assert (ran.code, ran.error["code"]) == (3, "refused")
    assert "is a production ledger" in ran.error["message"]
    assert run("where", "--json", ledger=url).data["size"] == 1


def test_made_up_steps_are_labelled_on_every_row(url: str) -> None:
    ran = run("demo", "--with-synthetic", ledger=url)
    assert ran.code == 0
    assert "SYNTHETIC: payments and reports of FY2026–FY2027 are made up" in ran.out
    assert "labelled on every row" in ran.err
    for year in ("2026", "2027"):
        rows = run("replay", "hartford", "--fiscal-year", year, "--json", ledger=url).rows
        made_up = [row for row in rows if row["synthetic"]]
        assert made_up
        assert all(row["sentence"].startswith("SYNTHETIC: ") for row in made_up)
        assert {row["event"] for row in rows if not row["synthetic"]} == {
            "EntitlementSet",
            "DistrictDesignated",
            "PortionDetermined",
        }
    again = run("demo", "--with-synthetic", ledger=url)
    assert "synthetic steps: 0 records" in again.err


def test_made_up_steps_leave_the_real_totals_as_they_are(url: str) -> None:
    before = run("demo", "--json", ledger=url).data["statewide"]
    assert run("demo", "--with-synthetic", "--json", ledger=url).data["statewide"] == before


def test_read_models_that_fail_do_not_undo_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StoreUnavailableError("The disk is full.")

    monkeypatch.setattr("projections.projector.catch_up", broken)
    ran = run("demo", "--path", str(tmp_path / "d.db"), home=tmp_path)
    assert ran.code == 0
    assert "The read models could not be brought up to date: The disk is full." in ran.err
    assert run("where", "--json", ledger=sqlite_address(tmp_path / "d.db")).data["size"] == 4665


def test_a_shared_database_holds_the_same_record(postgres_url: str, url: str) -> None:
    shared = run("demo", "--json", ledger=postgres_url)
    assert shared.code == 0
    assert shared.data["statewide"] == run("demo", "--json", ledger=url).data["statewide"]
    words = ("balance", "list", "--fiscal-year", "2023", "--json")
    assert run(*words, ledger=postgres_url).data == run(*words, ledger=url).data


def test_a_place_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_bytes(b"Dear Sir or Madam, " * 100)
    assert run("demo", "--path", str(tmp_path / "letter.db")).code == 7
    assert (tmp_path / "letter.db").read_bytes() == b"Dear Sir or Madam, " * 100


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    ran = run("demo", home=tmp_path / "home")
    assert ran.code == 2
    assert "cannot be written" in ran.err
