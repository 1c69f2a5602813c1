"""`alliance withhold` and `alliance transfer`: one district, or all of a year. § 10-262u(c)(1)."""

from pathlib import Path

import pytest
from paid_year import ON, YEAR, PaidYear, command, portion_of
from real_record import real_record

# Portions: 582,729.00 + 186,987.00 = 769,716.00; Groton's is zero. All synthetic.
TOWNS = {"Windsor": "582729.00", "East Windsor": "186987.00", "Groton": "0.00"}
FIGURES = ("--count", "2", "--total", "769716.00")


@pytest.fixture
def entitled(tmp_path: Path) -> PaidYear:
    """Three towns with portions, nothing withheld yet."""
    year = PaidYear(f"sqlite:///{tmp_path / 'entitled.db'}", tmp_path)
    year.done("init", "--purpose", "training", "--name", "Small")
    acts = [one for town, portion in TOWNS.items() for one in portion_of(town, portion)]
    year.apply(*[one for one in acts if "Portion" not in one["command"][3:] or _early(one)])
    return year


def _early(one: dict[str, object]) -> bool:
    return one["command"] == "DeterminePortion"


class TestABatch:
    def test_withholds_every_portion_and_then_has_nothing_left_to_do(
        self, entitled: PaidYear
    ) -> None:
        ran = entitled.run("withhold", "batch", *YEAR, *ON, *FIGURES, "--voucher", "J-17")
        assert ran.code == 0
        assert ran.out.splitlines()[-2:] == [
            "Recorded: 2 districts, 769,716.00.",
            "Next: alliance transfer batch --fiscal-year FY2027",
        ]
        size = entitled.size
        again = entitled.run("withhold", "batch", *YEAR, *ON, "--no-input")
        assert again.code == 0
        assert again.out.endswith("Nothing is left to do. Nothing was recorded.\n")
        assert entitled.size == size

    def test_transfers_what_is_held_and_then_has_nothing_left_to_do(
        self, entitled: PaidYear
    ) -> None:
        early = entitled.run("transfer", "batch", *YEAR, *ON, "--json")
        assert {row["status"] for row in early.rows if row["district"] != "Groton"} == {
            "nothing due"
        }
        entitled.done("withhold", "batch", *YEAR, *ON, *FIGURES)
        ran = entitled.run("transfer", "batch", *YEAR, *ON, *FIGURES)
        assert ran.out.splitlines()[-1] == "Next: alliance release batch --fiscal-year FY2027"
        again = entitled.run("transfer", "batch", *YEAR, *ON, "--json")
        assert (again.data["count"], again.data["outcome"]) == (0, "nothing due")
        assert again.data["proof"] == ("0.00 to do = 769,716.00 due by now − 769,716.00 before")

    def test_one_withheld_before_is_not_withheld_again(self, entitled: PaidYear) -> None:
        entitled.act("withhold", "record", "Windsor", "--amount", "100000.00")
        ran = entitled.run("withhold", "batch", *YEAR, *ON, "--dry-run", "--json")
        # 769,716.00 − 100,000.00 = 669,716.00
        assert ran.data["totals"]["amount"] == "669716.00"
        assert entitled.row(ran, "Windsor")["before"] == "100000.00"

    def test_the_list_is_there_and_both_figures_are_typed(self, entitled: PaidYear) -> None:
        words = ("withhold", "batch", *YEAR, *ON)
        size = entitled.size
        assert entitled.typed(*words, typed="2\n769,716.01\n").code == 3
        assert entitled.size == size
        ran = entitled.typed(*words, typed="2\n769,716.00\n")
        assert ran.code == 0
        assert "Town of Windsor" in ran.err
        assert "proof  769,716.00 to do" in ran.err

    def test_nobody_is_asked_with_no_input(self, entitled: PaidYear) -> None:
        ran = entitled.typed("withhold", "batch", *YEAR, *ON, "--no-input", typed="2\n769716\n")
        assert ran.code == 2

    def test_a_dry_run_marks_itself_and_writes_nothing(self, entitled: PaidYear) -> None:
        size = entitled.size
        ran = entitled.run("withhold", "batch", *YEAR, *ON, "--dry-run")
        assert ran.out.splitlines()[-2:] == [
            "DRY RUN, nothing was recorded. This would be 2 districts, 769,716.00.",
            "To record it, without --dry-run: --count 2 --total 769716.00",
        ]
        told = entitled.run("withhold", "batch", *YEAR, *ON, "--dry-run", "--json")
        assert (told.json()["schema"], told.data["recorded"]) == (
            "alliance.withhold.batch/1",
            False,
        )
        assert told.json()["meta"]["dry_run"] is True
        wrong = ("--dry-run", "--count", "3", "--total", "769716.00")
        assert entitled.run("withhold", "batch", *YEAR, *ON, *wrong).code == 3
        assert entitled.size == size

    def test_a_portion_cut_below_what_is_withheld_shows_what_is_too_much(
        self, entitled: PaidYear
    ) -> None:
        entitled.done("withhold", "batch", *YEAR, *ON, *FIGURES)
        final = {"amount": "10500000.00", "stage": "final", "reason": "final (synthetic)"}
        entitled.apply(
            command("Windsor", "SetEntitlement", **final) | {"command_id": "final"},
            command("Windsor", "DeterminePortion") | {"command_id": "again"},
        )
        row = entitled.row(entitled.run("withhold", "batch", *YEAR, *ON, "--json"), "Windsor")
        # 582,729.00 withheld − 500,000.00 portion = 82,729.00
        assert (row["due"], row["before"], row["left"]) == ("500000.00", "582729.00", "-82729.00")
        assert row["because"] == "82,729.00 more than it may be: nothing until that is settled"


def test_what_was_published_as_withheld_is_not_due_again(tmp_path: Path) -> None:
    year = PaidYear(real_record(tmp_path / "real.db"), tmp_path)
    words = ("--fiscal-year", "2016", "--effective-on", "2016-05-01")
    ran = year.run("withhold", "batch", *words, "--json")
    assert (ran.data["count"], ran.data["totals"]["amount"]) == (0, "0.00")
    assert {row["because"] for row in ran.rows} == {"withheld as published"}
    assert any("and 24 more" in note for note in ran.data["notes"])


def test_without_a_portion_nothing_is_due(tmp_path: Path) -> None:
    year = PaidYear(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
    year.done("init", "--purpose", "training", "--name", "New")
    acts = list(portion_of("Windsor", "1.00"))[:3]
    year.apply(*acts)
    ran = year.run("withhold", "batch", *YEAR, *ON, "--json")
    row = ran.rows[0]
    assert (row["basis"], row["left"], row["because"]) == (None, None, "no portion determined")


def test_an_empty_year_says_so(tmp_path: Path) -> None:
    year = PaidYear(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
    year.done("init", "--purpose", "training", "--name", "New")
    ran = year.run("withhold", "batch", *YEAR, *ON)
    assert "No designated district is on record for the year." in ran.out
    assert "proof" not in ran.out


def test_one_district_is_withheld_and_transferred_with_the_next_step(entitled: PaidYear) -> None:
    ran = entitled.act(
        "withhold", "record", "Windsor", "--amount", "582729", "--voucher", "J-1", "--json"
    )
    assert ran.json()["schema"] == "alliance.withhold.record/1"
    assert ran.data["next_step"] == (
        "alliance transfer record Windsor --fiscal-year FY2027 --amount 582729.00"
    )
    done = entitled.act("transfer", "record", "Windsor", "--amount", "582729", "--voucher", "J-2")
    assert "Next: alliance plan package Windsor --fiscal-year FY2027 --out FOLDER" in done.out
