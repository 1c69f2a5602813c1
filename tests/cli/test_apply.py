"""`alliance apply`: the stream, the exit codes, and that nothing is ever half-written.

Not here: how a line is read (`tests/ledger/test_applying.py`).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from at_terminal import run_at_terminal
from cli_acts import ENTITLED, RELEASED, TOO_MUCH, WITHHELD, answered, line, practice, size, written
from cli_runner import run, sqlite_address

from domain.errors import OutcomeUnknownError, StoreUnavailableError
from ledger.stores.sqlite import SQLiteRecorder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_each_line_answers_with_one_json_line(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    ran = run("apply", written(tmp_path / "a.jsonl", ENTITLED), ledger=ledger, home=home)
    assert ran.code == 0
    assert answered(ran)[1] == {
        "command_id": "named",
        "outcome": "done",
        "events": ["DistrictDesignated"],
        "error": None,
        "line": 2,
        "positions": [3],
        "repeated": False,
    }
    assert ran.err.splitlines() == [
        "TRAINING · Practice · policy open · 1 record",
        "4 done + 0 refused + 0 unknown = 4 commands",
    ]


def test_a_refused_line_does_not_stop_the_next_and_exits_3(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    lines = [*WITHHELD, TOO_MUCH, line("TransferPortion", "some", amount="1.00")]
    ran = run("apply", written(tmp_path / "a.jsonl", lines), ledger=ledger, home=home)
    rows = answered(ran)
    assert ran.code == 3
    assert [row["outcome"] for row in rows] == [*["done"] * 5, "refused", "done"]
    error = rows[5]["error"]
    assert isinstance(error, dict)
    assert error["code"] == "transfer_exceeds_withheld"
    assert error["details"]["short_by"] == "0.01"
    assert "§ 10-262u(c)(1)" in error["citation"]


def test_with_json_there_is_one_object_with_rows(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    file = written(tmp_path / "a.jsonl", [*ENTITLED, TOO_MUCH])
    ran = run("apply", file, "--json", ledger=ledger, home=home)
    assert (ran.code, ran.json()["schema"]) == (3, "alliance.apply/1")
    assert [row["outcome"] for row in ran.rows] == [*["done"] * 4, "refused"]
    assert ran.data["proof"] == "4 done + 1 refused + 0 unknown = 5 commands"
    assert ran.data["stopped_by"] is None
    assert ran.json()["meta"]["size"] == 5
    assert ran.err == ""


def test_line_3_of_5_bad_is_one_clear_refusal_with_its_number(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    lines = [*ENTITLED[:2], '{"command": "SetEntitlement", "command": "x"}', *ENTITLED[2:]]
    ran = run("apply", written(tmp_path / "a.jsonl", lines), ledger=ledger, home=home)
    row = answered(ran)[2]
    assert ran.code == 3
    assert (row["command_id"], row["outcome"], row["events"]) == (None, "refused", [])
    assert isinstance(row["error"], dict)
    assert row["error"]["message"] == "Line 3: The key 'command' stands twice."
    assert size(ledger, home) == 5


def test_the_same_file_twice_records_nothing_more_and_exits_0(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, RELEASED)
    before = (tmp_path / "practice.db").read_bytes()
    ran = run("apply", written(tmp_path / "a.jsonl", RELEASED), ledger=ledger, home=home)
    assert ran.code == 0
    assert {(row["outcome"], row["repeated"]) for row in answered(ran)} == {("done", True)}
    assert (tmp_path / "practice.db").read_bytes() == before


def test_an_id_with_another_body_is_refused(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, ENTITLED)
    other = line("SetEntitlement", "ecs", amount="1.00")
    ran = run("apply", written(tmp_path / "a.jsonl", [other]), "--json", ledger=ledger, home=home)
    assert (ran.code, ran.rows[0]["error"]["code"]) == (3, "command_id_reused")


def test_atomic_records_all_or_none(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    bad = written(tmp_path / "bad.jsonl", [*WITHHELD, TOO_MUCH])
    ran = run("apply", bad, "--atomic", "--json", ledger=ledger, home=home)
    assert ran.code == 3
    assert [row["error"]["code"] for row in ran.rows] == [
        *["batch_rolled_back"] * 5,
        "transfer_exceeds_withheld",
    ]
    assert size(ledger, home) == 1
    good = written(tmp_path / "good.jsonl", WITHHELD)
    ran = run("apply", good, "--atomic", ledger=ledger, home=home)
    assert (ran.code, size(ledger, home)) == (0, 6)


@pytest.mark.parametrize("atomic", [[], ["--atomic"]], ids=["each", "atomic"])
def test_a_dry_run_answers_the_same_and_leaves_every_byte(
    tmp_path: Path, home: Path, atomic: list[str]
) -> None:
    ledger = practice(tmp_path)
    before = (tmp_path / "practice.db").read_bytes()
    file = written(tmp_path / "a.jsonl", RELEASED)
    ran = run("apply", file, "--dry-run", "--json", *atomic, ledger=ledger, home=home)
    assert ran.code == 0
    assert {(row["outcome"], row["dry_run"]) for row in ran.rows} == {("done", True)}
    assert ran.json()["meta"]["dry_run"] is True
    assert (tmp_path / "practice.db").read_bytes() == before
    said = run("apply", file, "--dry-run", *atomic, ledger=ledger, home=home)
    assert "Dry run, nothing recorded: 11 done" in said.err


def test_the_actor_of_the_option_stands_for_lines_without_one(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    given = json.loads(ENTITLED[0])
    del given["actor"]
    file = written(tmp_path / "a.jsonl", [json.dumps(given)])
    run("apply", file, "--actor", "Ben", ledger=ledger, home=home)
    as_ben = written(tmp_path / "b.jsonl", [json.dumps({**given, "actor": "Ben"})])
    ran = run("apply", as_ben, ledger=ledger, home=home)
    # The same body, so it is the same command.
    assert answered(ran)[0]["repeated"] is True


def test_a_file_that_is_not_there_exits_2(tmp_path: Path, home: Path) -> None:
    ran = run("apply", str(tmp_path / "no.jsonl"), ledger=practice(tmp_path), home=home)
    assert ran.code == 2
    assert ran.err.startswith(f"{tmp_path / 'no.jsonl'} cannot be read: No such file")


def test_a_file_that_is_not_utf_8_exits_2_and_records_none_of_it(
    tmp_path: Path, home: Path
) -> None:
    ledger = practice(tmp_path)
    file = tmp_path / "a.jsonl"
    file.write_bytes(ENTITLED[0].encode() + b"\n\xff\xfe\n")
    ran = run("apply", str(file), "--json", ledger=ledger, home=home)
    assert (ran.code, ran.error["code"]) == (2, "unreadable_file")
    assert size(ledger, home) == 1


def test_an_empty_file_is_done(tmp_path: Path, home: Path) -> None:
    ran = run("apply", written(tmp_path / "a", ["", " "]), ledger=practice(tmp_path), home=home)
    assert (ran.code, ran.out) == (0, "")


def test_a_place_without_a_ledger_exits_7(tmp_path: Path, home: Path) -> None:
    file = written(tmp_path / "a.jsonl", ENTITLED)
    ran = run("apply", file, ledger=sqlite_address(tmp_path / "none.db"), home=home)
    assert ran.code == 7


def test_a_production_ledger_found_by_default_is_refused(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice(tmp_path, purpose="production")
    home.mkdir(exist_ok=True)
    (tmp_path / "practice.db").rename(home / "alliance.db")
    monkeypatch.delenv("ALLIANCE_LEDGER", raising=False)
    ran = run("apply", written(tmp_path / "a.jsonl", ENTITLED), home=home)
    assert (ran.code, ran.out) == (3, "")
    assert "need a production ledger to be named or pinned" in ran.err


def test_a_lost_reply_is_unknown_and_exits_8(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = practice(tmp_path)

    def lost(*_: object) -> None:
        raise OutcomeUnknownError("the disk failed during the commit")

    monkeypatch.setattr(SQLiteRecorder, "_commit", lost)
    file = written(tmp_path / "a.jsonl", [ENTITLED[0], "{oops"])
    ran = run("apply", file, ledger=ledger, home=home)
    assert ran.code == 8
    assert [row["outcome"] for row in answered(ran)] == ["unknown", "refused"]


@pytest.mark.parametrize("as_json", [True, False])
def test_a_store_that_fails_stops_the_file_and_keeps_the_answers(
    tmp_path: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    as_json: bool,  # noqa: FBT001
) -> None:
    ledger = practice(tmp_path)
    commit = SQLiteRecorder._commit
    commits: list[object] = []

    def second_fails(store: SQLiteRecorder, connection: object) -> None:
        commits.append(connection)
        if len(commits) == 2:
            raise StoreUnavailableError("the disk is full")
        commit(store, connection)  # type: ignore[arg-type]

    monkeypatch.setattr(SQLiteRecorder, "_commit", second_fails)
    file = written(tmp_path / "a.jsonl", ENTITLED)
    ran = run("apply", file, *(["--json"] if as_json else []), ledger=ledger, home=home)
    rows = ran.rows if as_json else answered(ran)
    assert ran.code == 7
    assert [row["command_id"] for row in rows] == ["base"]
    said = json.dumps(ran.data["stopped_by"]) if as_json else ran.err
    assert "the disk is full" in said
    assert size(ledger, home) == 2


def test_progress_is_counted_where_a_person_watches(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    file = written(tmp_path / "a.jsonl", ["{oops"] * 200)
    ran = run_at_terminal("apply", file, ledger=ledger, home=home)
    assert "\r100 commands\r200 commands" in ran.err
    assert len(ran.out.splitlines()) == 200


def alliance(*args: str) -> list[str]:
    """The words that run the command as a process of its own."""
    return [sys.executable, "-m", "cli", *args]


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "ALLIANCE_HOME": str(home), "PYTHONPATH": str(ROOT)}


def test_a_hyphen_reads_standard_input_line_by_line(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    given = b"\n".join([ENTITLED[0].encode(), b"\xff", ENTITLED[1].encode()])
    ran = subprocess.run(
        alliance("--ledger", ledger, "apply", "-"),
        input=given,
        env=environment(home),
        capture_output=True,
        check=False,
    )
    rows = [json.loads(text) for text in ran.stdout.splitlines()]
    assert ran.returncode == 3
    assert [row["outcome"] for row in rows] == ["done", "refused", "done"]
    assert rows[1]["error"]["message"] == "Line 2: It is not UTF-8."


def test_no_command_is_sent_after_the_reader_of_the_answers_went_away(
    tmp_path: Path, home: Path
) -> None:
    ledger = practice(tmp_path)
    reads, writes = os.pipe()
    os.close(reads)
    ran = subprocess.run(
        alliance("--ledger", ledger, "apply", written(tmp_path / "a.jsonl", ENTITLED)),
        stdout=writes,
        stderr=subprocess.PIPE,
        env=environment(home),
        check=False,
        text=True,
    )
    os.close(writes)
    assert ran.returncode == 9
    assert "The reader of the answers went away after command 1" in ran.stderr
    # The opening and the one command that was answered to nobody.
    assert size(ledger, home) == 2
