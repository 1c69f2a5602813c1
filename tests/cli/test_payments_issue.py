"""The Comptroller issues a batch once: its list read, its figures typed, its holds left out."""

import json
from pathlib import Path

import pytest
from at_terminal import run_at_terminal
from october import BATCH, OCTOBER, TOTAL, October, october

from domain.batch_events import BatchIssued
from domain.events import ReleaseIssued

WHEN = ("--effective-on", "2026-10-07", "--actor", "C. Clerk")


def hold(ledger: October, town: str) -> None:
    placed = ledger.alliance(
        *("record", "WithholdPaymentForNoncompliance", town, "--fiscal-year", "2027"),
        *("hold=H1", "breach=report late", "remedy=the report", "--effective-on", "2026-10-06"),
    )
    assert placed.code == 0, placed.err


def test_a_batch_is_issued_with_every_release_and_its_own_record(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    before = ledger.size
    ran = ledger.issue("--voucher", "CT-7")
    assert ran.code == 0, ran.err
    assert "Issued: 3 payments of 599,373.00" in ran.out
    assert "near-twins  164/165" in ran.out
    with ledger.opened() as opened:
        events = [kept.record.data for kept in opened.records(before)]
    assert [type(event) for event in events] == [*[ReleaseIssued] * 3, BatchIssued]
    assert isinstance(events[3], BatchIssued)
    assert (events[3].voucher, events[3].count, str(events[3].total)) == ("CT-7", 3, TOTAL)


def test_the_list_adds_up_from_its_rows(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    ran = ledger.run("issue", BATCH, "--dry-run", "--json", *WHEN)
    assert ran.json()["schema"] == "alliance.payments.issue/1"
    assert [(row["town_code"], row["amount"]) for row in ran.rows] == [
        (44, "310458.00"),
        (164, "145682.25"),
        (165, "143232.75"),
    ]
    # 310,458.00 + 145,682.25 + 143,232.75 = 599,373.00
    assert ran.data["totals"] == {"amount": TOTAL}
    assert ran.data["proof"] == "3 to issue 599,373.00 = 599,373.00 of 3 payments"
    assert ran.data["outcome"] == "dry run"
    assert ran.json()["meta"]["dry_run"] is True
    assert ledger.size == ran.json()["meta"]["size"]


def test_a_second_run_by_another_person_on_another_machine_does_nothing(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    size = ledger.size
    elsewhere = tmp_path / "another machine"
    ran = ledger.run("issue", BATCH, "--actor", "B. Other", "--no-input", home=elsewhere)
    assert ran.code == 0
    assert f"{BATCH} is already issued, nothing done." in ran.out
    assert ledger.size == size


def test_the_same_command_id_answers_with_what_it_recorded(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    first = ledger.issue("--command-id", "oct-1", "--json")
    size = ledger.size
    again = ledger.issue("--command-id", "oct-1", "--json")
    assert (first.data["outcome"], again.data["outcome"]) == ("done", "repeated")
    assert again.data["records"] == first.data["records"]
    assert again.data["command_id"] == "oct-1"
    assert ledger.size == size
    known = ledger.alliance("command", "status", "oct-1", "--json")
    assert known.data["events"] == ["BatchIssued"]


def test_a_command_id_of_something_else_is_refused(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    ran = ledger.issue("--command-id", "Windsor-3", "--json")
    assert (ran.code, ran.error["code"]) == (3, "command_id_reused")


def test_a_command_id_without_room_for_a_town_code_is_refused(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    ran = ledger.issue("--command-id", "x" * 125, "--json")
    assert (ran.code, ran.error["code"]) == (2, "invalid_command")


def test_without_control_figures_and_without_a_person_nothing_is_issued(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    size = ledger.size
    ran = ledger.run("issue", BATCH, "--no-input", *WHEN)
    assert ran.code == 2
    assert "--count N --total AMOUNT" in ran.err
    assert ledger.size == size


@pytest.mark.parametrize(("count", "total"), [(2, TOTAL), (3, "599373.01")])
def test_wrong_control_figures_are_refused(tmp_path: Path, count: int, total: str) -> None:
    ledger = october(tmp_path)
    size = ledger.size
    ran = ledger.issue("--json", count=count, total=total)
    assert (ran.code, ran.error["code"]) == (3, "control_figure")
    assert ran.error["details"] == {"count": "3", "total": TOTAL}
    assert ledger.size == size


def test_a_dry_run_checks_the_figures_that_are_given(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    ran = ledger.issue("--dry-run", "--json", count=2)
    assert ran.error["code"] == "control_figure"


def test_a_person_types_the_figures_after_the_list(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    words = ("payments", "issue", BATCH, *WHEN)
    ran = run_at_terminal(*words, ledger=ledger.url, home=ledger.home, typed="3\n599,373.00\n")
    assert ran.code == 0, ran.err
    assert "Type the number of payments" in ran.err
    assert "Town of Windsor Locks" in ran.out
    assert "Issued: 3 payments of 599,373.00" in ran.out


def test_a_hold_placed_since_is_left_out_and_named(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    hold(ledger, "East Haven")
    # 599,373.00 − 310,458.00 = 288,915.00
    ran = ledger.issue("--json", count=2, total="288915.00")
    assert ran.code == 0
    (held,) = [row for row in ran.rows if row["town_code"] == 44]
    assert held["status"] == "on hold, left out"
    assert "report late" in held["note"]
    assert ran.data["proof"] == (
        "2 to issue 288,915.00 + 1 on hold, left out 310,458.00 = 599,373.00 of 3 payments"
    )


def test_where_everything_left_is_on_hold_the_batch_is_refused(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    for town in OCTOBER:
        hold(ledger, town)
    ran = ledger.issue("--json")
    assert (ran.code, ran.error["code"]) == (3, "nothing_to_issue")
    assert set(ran.error["details"].values()) == {"on hold, left out"}


def test_another_guard_than_a_hold_is_named_too(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    ended = ledger.alliance(
        *("record", "EndDesignation", "Windsor", "--fiscal-year", "2027", "reason=synthetic"),
        *("--effective-on", "2026-10-06"),
    )
    assert ended.code == 0, ended.err
    ran = ledger.run("issue", BATCH, "--dry-run", "--json", *WHEN)
    (stopped,) = [row for row in ran.rows if row["district"] == "Windsor"]
    assert stopped["status"] == "left out"


def test_what_came_back_is_issued_again_only_when_asked(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    back = ledger.run(
        *("return-release", "East Haven", "--fiscal-year", "2027", "--release", BATCH),
        *("--because", "account closed", "--effective-on", "2026-10-19"),
    )
    assert back.code == 0, back.err
    stale = ledger.issue()
    assert stale.code == 0
    assert "1 came back, 310,458.00: to issue again" in stale.out
    again = ledger.issue("--returned", count=1, total="310458.00", on="2026-10-21")
    assert again.code == 0, again.err
    assert "Issued: 1 payment of 310,458.00" in again.out


def test_a_batch_that_nobody_approved_is_not_issued(tmp_path: Path) -> None:
    ledger = october(tmp_path, batch=False)
    ran = ledger.issue("--json")
    assert (ran.code, ran.error["code"]) == (4, "batch_unknown")


def test_a_batch_of_a_year_that_ended_needs_a_reason(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    late = ("--count", "3", "--total", TOTAL, "--effective-on", "2027-07-02")
    refused = ledger.run("issue", BATCH, *late, "--no-input", "--json")
    assert (refused.code, refused.error["code"]) == (2, "prior_year")
    done = ledger.run("issue", BATCH, *late, "--prior-year-because", "authorized in June")
    assert done.code == 0, done.err
    assert "Prior year FY2027, because: authorized in June" in done.err


def test_a_person_is_asked_why_the_year_that_ended(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    words = ("payments", "issue", BATCH, "--count", "3", "--total", TOTAL)
    ran = run_at_terminal(
        *(*words, "--effective-on", "2027-07-02"),
        ledger=ledger.url,
        home=ledger.home,
        typed="authorized in June\n",
    )
    assert ran.code == 0, ran.err
    assert "FY2027 ended June 30, 2027. Why FY2027" in ran.err


def test_a_command_that_got_no_answer_stands_in_the_outcome_list(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    sent = ledger.home / "sent"
    assert list(sent.glob("*.json")) == []
    with ledger.opened() as opened:
        own = [kept for kept in opened.own_history() if isinstance(kept.record.data, BatchIssued)]
    # As if the window had been closed between sending and the answer.
    note = {
        "command_id": own[0].record.command_id,
        "ledger": ledger.url,
        "what": f"payments issue {BATCH}",
        "sent_at": "2026-10-07T12:00:00.000000Z",
    }
    (sent / "note.json").write_text(json.dumps(note), "utf-8")
    (row,) = ledger.alliance("outcome", "--json").rows
    assert (row["what"], row["outcome"]) == (f"payments issue {BATCH}", "done")
