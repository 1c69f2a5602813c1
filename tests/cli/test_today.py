"""`alliance today` and `calendar`: what waits on screen, in JSON and files, and for Outlook.

All synthetic. Not here: which things wait (`tests/domain/test_agenda_*.py`).
"""

import csv
from pathlib import Path

import pytest
from cli_runner import run
from october import OCTOBER, October, october
from paid_year import YEAR, small_year

HOLD = (
    *("hold", "place", "Windsor", "--fiscal-year", "2027", "--name", "H1"),
    *("--breach", "no targets", "--lifted-by", "file them; all, by mail", "--actor", "M. Diaz"),
    *("--look-again-on", "2026-12-01", "--effective-on", "2026-10-01"),
)
LOOK_AGAIN = (
    "SYNTHETIC: Look again at the withholding for noncompliance H1: file them; all, by mail"
)
TODAY = ("today", "--on", "2026-12-03", "--fiscal-year", "2027")


@pytest.fixture
def desk(tmp_path: Path) -> October:
    made = october(tmp_path, batch=False)
    made.batch(OCTOBER, approved=False)
    ran = made.alliance(*HOLD)
    assert ran.code == 0, ran.err
    return made


def test_each_row_says_what_whose_by_when_by_whose_word_and_what_to_type(desk: October) -> None:
    ran = desk.alliance(*TODAY, "--json")
    assert (ran.code, ran.json()["schema"]) == (0, "alliance.today/1")
    overdue = ran.rows[0]
    assert overdue == {
        "status": "overdue by 2 days",
        "what": LOOK_AGAIN,
        "place": "Windsor",
        "district": "Windsor",
        "town_code": 164,
        "fiscal_year": 2027,
        "due": "2026-12-01",
        "due_by": "given with the withholding",
        "office": "commissioner",
        "office_label": "Commissioner of Education",
        "persons": "M. Diaz",
        "next": "alliance hold lift Windsor --fiscal-year FY2027 --name H1 --evidence …",
        "citation": "C.G.S. § 10-262u(f)",
        "synthetic": True,
        "key": "164-2027/hold/H1",
    }
    assert ran.json()["meta"]["as_of"] == "2026-12-03"


def test_a_thing_without_a_day_says_that_nobody_set_one(desk: October) -> None:
    rows = desk.alliance(*TODAY, "--json").rows
    (batch,) = [row for row in rows if row["key"].startswith("batch/")]
    assert (batch["due"], batch["due_by"], batch["status"], batch["district"]) == (
        None,
        "no date set by the Commissioner",
        "waiting for Commissioner of Education to sign",
        None,
    )


def test_the_proof_adds_the_rows_up(desk: October) -> None:
    ran = desk.alliance(*TODAY)
    # The hold; the batch and the three plans to publish have no day.
    assert "proof  1 overdue + 0 due today + 0 due later + 4 without a day = 5" in ran.out
    assert "Thursday 2026-12-03 · FY2027" in ran.out


def test_what_may_be_held_elsewhere_is_not_called_overdue(tmp_path: Path) -> None:
    made = small_year(tmp_path, {"Windsor": "582729.00"})
    due = ("--duty", "annual-report", "--due-on", "2027-09-01", "--effective-on", "2026-07-01")
    made.done("setting", "deadline", *YEAR, *due, "--set-by", "J. Reyes", "--document", "memo")
    words = ("today", "--on", "2027-09-03", *YEAR)
    (row,) = [
        row
        for row in made.done(*words, "--json").rows
        if row["what"] == "SYNTHETIC: Send the expenditure report"
    ]
    assert row["status"] == "due 2 days ago, not recorded here"
    said = made.done(*words).out
    assert "+ 1 not recorded here = " in said
    assert (
        "Not recorded here is no finding: this ledger does not say that it holds such records "
        "(alliance coverage list)."
    ) in said


def test_an_office_sees_what_waits_for_it_and_what_it_waits_for(desk: October) -> None:
    rows = desk.alliance(*TODAY, "--office", "department", "--json").rows
    assert {row["status"] for row in rows} == {
        "waiting for Department of Education",
        "waiting for Commissioner of Education to sign",
    }
    comptroller = desk.alliance(*TODAY, "--office", "comptroller")
    assert comptroller.code == 0
    assert "Nothing waits on 2026-12-03 · Comptroller, as far as this ledger" in comptroller.out


def test_a_person_sees_what_rests_on_the_name(desk: October) -> None:
    rows = desk.alliance(*TODAY, "--person", "r ortiz", "--json").rows
    assert [row["key"] for row in rows] == ["batch/FY2027-OCT-1/next"]
    assert "· M. Diaz (claimed)" in desk.alliance(*TODAY, "--person", "M. Diaz").out


def test_made_up_things_say_so_in_their_row(tmp_path: Path) -> None:
    made = october(tmp_path, batch=False)
    ran = made.alliance(*HOLD, "--command-id", "SYNTHETIC-hold")
    assert ran.code == 0, ran.err
    rows = made.alliance(*TODAY, "--json").rows
    windsor = [row for row in rows if row["district"] == "Windsor"]
    assert {(row["synthetic"], row["what"][:10]) for row in windsor} == {(True, "SYNTHETIC:")}


def test_the_list_goes_to_a_file(desk: October, tmp_path: Path) -> None:
    file = tmp_path / "today.csv"
    desk.alliance(*TODAY, "--csv", str(file))
    with file.open(encoding="utf-8", newline="") as stream:
        assert next(csv.DictReader(stream))["citation"] == "C.G.S. § 10-262u(f)"


def test_bad_words_are_refused(desk: October) -> None:
    assert desk.alliance("today", "--on", "tomorrow").code == 2
    assert desk.alliance("today", "--office", "governor's").code == 2
    assert desk.alliance("calendar", "--fiscal-year", "27").code == 2
    named = desk.alliance("calendar", "--fiscal-year", "2027", "--ics", "days.txt", "--json")
    assert (named.code, "does not end in .ics" in named.error["message"]) == (2, True)


CALENDAR = ("calendar", "--fiscal-year", "2027")


def test_the_calendar_is_a_list_of_days_with_who_set_them(desk: October) -> None:
    ran = desk.alliance(*CALENDAR, "--json")
    assert ran.json()["schema"] == "alliance.calendar/1"
    assert [(row["due"], row["what"]) for row in ran.rows] == [
        (
            "2026-12-01",
            LOOK_AGAIN,
        ),
        ("2027-09-01", "Annual returns filed"),
        ("2027-12-31", "Single audits filed, where one is needed"),
        ("2027-12-31", "Annual returns certified"),
    ]
    only = desk.alliance(*CALENDAR, "--office", "commissioner", "--json").rows
    assert [row["due"] for row in only] == ["2026-12-01"]


def ics(desk: October, name: str = "days.ics") -> bytes:
    file = desk.folder / name
    ran = desk.alliance(*CALENDAR, "--ics", str(file))
    assert (ran.code, ran.err) == (0, f"Wrote {file}: 4 days\n")
    return file.read_bytes()


def test_the_calendar_file_is_marked_and_escaped_and_has_whole_days(desk: October) -> None:
    unfolded = ics(desk).decode().replace("\r\n ", "")
    first = unfolded.split("BEGIN:VEVENT\r\n")[1]
    assert "DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202\r\n" in first
    assert (
        "SUMMARY:TRAINING: Look again at the withholding for noncompliance H1: file "
        "them\\; all\\, by mail · Windsor FY2027\r\n"
    ) in first
    assert (
        "DESCRIPTION:given with the withholding\\nC.G.S. § 10-262u(f)\\n"
        "Commissioner of Education\\n"
        "alliance hold lift Windsor --fiscal-year FY2027 --name H1 --evidence …\r\n"
    ) in first


def test_the_same_record_gives_the_same_file_and_another_record_the_same_names(
    desk: October,
) -> None:
    before = ics(desk)
    assert ics(desk, "again.ics") == before
    names = [line for line in before.decode().splitlines() if line.startswith("UID:")]
    assert len(set(names)) == 4
    lifted = ("--name", "H1", "--evidence", "targets filed", "--effective-on", "2026-10-20")
    assert desk.alliance("hold", "lift", "Windsor", "--fiscal-year", "2027", *lifted).code == 0
    assert desk.alliance(*HOLD[:6], "H2", *HOLD[7:]).code == 0
    after = [line for line in ics(desk).decode().splitlines() if line.startswith("UID:")]
    assert len(set(names) & set(after)) == 3


def test_a_production_calendar_has_no_mark(tmp_path: Path) -> None:
    made = october(tmp_path, purpose="production", batch=False)
    file = tmp_path / "days.ics"
    assert made.alliance(*CALENDAR, "--ics", str(file)).code == 0
    assert b"SUMMARY:Annual returns filed" in file.read_bytes()


def test_a_ledger_without_anything_has_nothing_that_waits(tmp_path: Path) -> None:
    url, home = f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "home"
    run("init", "--purpose", "training", ledger=url, home=home)
    ran = run("today", "--on", "2026-12-03", ledger=url, home=home)
    assert (ran.code, "Nothing waits on 2026-12-03, as far as" in ran.out) == (0, True)
