"""The frame around every act: the same options, one receipt, the schema by noun and verb."""

from pathlib import Path

import pytest
from paid_year import ON, YEAR, PaidYear, small_year

from cli.group import NOUNS

ACT = ("request", "record", "Windsor", *YEAR, "--name", "R1", "--amount", "5000.00")
FRAME = (
    "--fiscal-year",
    "--document",
    "--prior-year-because",
    "--effective-on",
    "--actor",
    "--command-id",
    "--no-input",
    "--dry-run",
    "--json",
)


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return small_year(tmp_path, {"Windsor": "400000.00"})


@pytest.mark.parametrize(
    ("noun", "verb"),
    [
        ("hold", "place"),
        ("request", "record"),
        ("plan", "approve"),
        ("release", "authorize"),
        ("withhold", "record"),
        ("intake", "letter"),
    ],
)
def test_every_verb_has_the_same_options_around_its_own(
    year: PaidYear, noun: str, verb: str
) -> None:
    told = year.run(noun, verb, "--help").out
    assert [option for option in FRAME if option not in told] == []
    assert "<str>" not in told
    assert noun in NOUNS


def test_the_schema_is_of_noun_and_verb(year: PaidYear) -> None:
    assert year.done(*ACT, *ON, "--json").json()["schema"] == "alliance.request.record/1"


def test_a_dry_run_marks_itself_and_writes_nothing(year: PaidYear) -> None:
    size = year.size
    ran = year.run(*ACT, *ON, "--dry-run", "--json")
    assert (ran.json()["meta"]["dry_run"], ran.data["dry_run"], year.size) == (True, True, size)


def test_the_same_command_id_is_recorded_once(year: PaidYear) -> None:
    year.done(*ACT, *ON, "--command-id", "r-1")
    size = year.size
    again = year.run(*ACT, *ON, "--command-id", "r-1", "--json")
    assert (again.data["repeated"], year.size) == (True, size)
    rehearsed = year.run(*ACT, *ON, "--command-id", "r-1", "--dry-run")
    assert "Recorded before under this command id" in rehearsed.out


def test_a_document_is_kept_by_its_hash(year: PaidYear) -> None:
    digest = "0f" * 32
    ran = year.done(*ACT, *ON, "--document", f"letter=of 10/2={digest}", "--json")
    assert ran.data["records"][0]["documents"] == {"letter=of 10/2": digest}


def test_a_refusal_says_what_the_clause_and_what_to_do(year: PaidYear) -> None:
    year.done(*ACT, *ON)
    size = year.size
    ran = year.run(*ACT, *ON)
    assert ran.code == 3
    assert ran.err.splitlines() == [
        "Refused: Windsor FY2027 has a request 'R1' already.",
        "  request  R1",
        "  clause   C.G.S. § 10-262u(c)(2), P.A. 23-208 § 3 (Reg. Sess. 2023)",
        "If this is another one, give it another name.",
    ]
    assert year.size == size


def test_control_characters_are_refused(year: PaidYear) -> None:
    size = year.size
    words = ("hold", "place", "Windsor", *YEAR, "--name", "H\x07", "--breach", "x")
    assert year.run(*words, "--lifted-by", "y").code == 2
    assert year.size == size


class TestTheYearJustEnded:
    LATE = ("--effective-on", "2027-07-02")

    def test_at_the_terminal_the_year_that_runs_is_offered(self, year: PaidYear) -> None:
        words = ("release", "batch", *YEAR, "--installment", "october", *self.LATE)
        ran = year.typed(*words, typed="y\n")
        assert "FY2027 ended June 30, 2027; did you mean FY2028?" in ran.err
        assert "How the releases of FY2028 are measured is not set" in ran.err

    def test_or_the_reason_is_typed(self, year: PaidYear) -> None:
        words = ("release", "batch", *YEAR, "--installment", "october", *self.LATE)
        ran = year.typed(*words, typed="n\nposted late\n")
        assert "Prior year FY2027, because: posted late" in ran.err
        assert "Prepared FY2027-OCT-1: 1 release, 100,000.00." in ran.out
