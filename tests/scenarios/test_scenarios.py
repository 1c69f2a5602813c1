"""Nineteen stories of the program, told as files for `alliance apply`, on SQLite and on PostgreSQL.

Each story is a `.jsonl` file, its text and arithmetic are the `.md` file beside it, and what has to
come out is the `.expected.json` file; README.md says how they are made. Real figures are those of
the shipped public record; every made-up step has a command id that begins with "synthetic".
C.G.S. § 10-262u(c) to (h).
Not here: the batch of story 9 typed on two machines (`test_two_machines.py`), sequences by chance
(the state machine).
"""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from postgres_server import PostgresServer
from scenario_stories import BY_NAME, KINDS, STORIES, Databases, Played, Story

REFUSED = 3
ROLLED_BACK = "batch_rolled_back"


@pytest.fixture(scope="module")
def databases(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Databases:
    return Databases(tmp_path_factory.mktemp("stories"), postgres_server)


@pytest.fixture(scope="module", params=STORIES, ids=lambda story: story.name)
def played(request: pytest.FixtureRequest, databases: Databases) -> dict[str, Played]:
    story: Story = request.param
    return {kind: databases.send(story, databases.begin(story, kind)) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_the_story_comes_out_as_expected(played: dict[str, Played], kind: str) -> None:
    one = played[kind]
    if os.environ.get("ALLIANCE_GOLDEN"):
        text = json.dumps(one.found, indent=2, ensure_ascii=False)
        one.story.expected.write_text(text + "\n", "utf-8")
    assert one.found == json.loads(one.story.expected.read_text("utf-8"))
    assert one.applied.code == (REFUSED if one.found["lines"]["refused"] else 0)


def test_both_databases_answer_alike_line_by_line(played: dict[str, Played]) -> None:
    sqlite, postgresql = (played[kind].applied for kind in KINDS)
    assert json.dumps(sqlite.data) == json.dumps(postgresql.data)
    assert sqlite.err == postgresql.err == ""


@pytest.mark.parametrize("noun", ["balance", "compliance"])
def test_both_databases_say_the_same_of_every_district_year(
    played: dict[str, Played], noun: str
) -> None:
    story = played["sqlite"].story
    for year in story.years:
        sqlite, postgresql = (played[kind].list(noun, year) for kind in KINDS)
        assert json.dumps(sqlite) == json.dumps(postgresql)


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_file_again_records_nothing(played: dict[str, Played], kind: str) -> None:
    one = played[kind]
    before = one.size
    again = one.ask("apply", str(one.story.file), "--json")
    assert again.code == one.applied.code
    assert [row["outcome"] for row in again.rows] == [row["outcome"] for row in one.applied.rows]
    assert all(row["repeated"] for row in again.rows if row["outcome"] == "done")
    assert one.size == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_record_of_the_story_verifies(played: dict[str, Played], kind: str) -> None:
    ran = played[kind].ask("verify", "--json")
    assert ran.code == 0, ran.out


@pytest.mark.parametrize("kind", KINDS)
def test_in_one_transaction_it_is_all_recorded_or_nothing(
    played: dict[str, Played], kind: str, databases: Databases, tmp_path: Path
) -> None:
    one = played[kind]
    refused = one.found["lines"]["refused"]
    ledger = databases.begin(one.story, kind)
    if refused:
        nothing = databases.send(one.story, ledger, "--atomic")
        codes = {row["command_id"]: row["error"]["code"] for row in nothing.applied.rows}
        assert nothing.applied.code == REFUSED
        assert {one: code for one, code in codes.items() if code != ROLLED_BACK} == refused
        assert nothing.size == one.size - sum(one.found["lines"]["events"].values())
    file = tmp_path / "done.jsonl"
    done = [line for line in one.story.lines if line["command_id"] not in refused]
    file.write_text("".join(json.dumps(line) + "\n" for line in done), "utf-8")
    together = databases.send(one.story, ledger, "--atomic", file=file)
    assert together.applied.code == 0
    assert together.found == {**one.found, "lines": {**one.found["lines"], "refused": {}}}


@pytest.mark.parametrize("kind", KINDS)
def test_where_payments_were_crossed_both_figures_stay_in_the_record(
    databases: Databases, kind: str
) -> None:
    story = BY_NAME["08_windsor_and_windsor_locks_crossed"]
    crossed = databases.send(story, databases.begin(story, kind))
    said = {
        town: [
            (posting["from"], posting["amount"])
            for row in crossed.ask("replay", town, "--fiscal-year", "2027", "--json").rows
            if row["event"] in {"ReleaseAuthorized", "ReleaseConfirmed", "OverpaymentReturned"}
            for posting in row["postings"]
        ]
        for town in ("Windsor", "Windsor Locks")
    }
    assert said == {
        # 145,682.25 = 143,232.75 paid + 2,449.50 short, back to the Commissioner and unauthorized,
        # then authorized and paid by the supplement.
        "Windsor": [
            ("release_authority", "145682.25"),
            ("in_payment", "143232.75"),
            ("in_payment", "2449.50"),
            ("authorized", "2449.50"),
            ("release_authority", "2449.50"),
            ("in_payment", "2449.50"),
        ],
        # 143,232.75 + 2,449.50 in error = 145,682.25 paid; the town gives 2,449.50 back.
        "Windsor Locks": [
            ("release_authority", "143232.75"),
            ("in_payment", "143232.75"),
            ("paid_in_error", "2449.50"),
            ("held_by_town", "2449.50"),
        ],
    }


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_made_up_step_says_so_by_its_command_id(story: Story) -> None:
    # The figures of the shipped record are set by these; all else is in no public source.
    real = {"SetEntitlement", "DesignateDistrict", "DeterminePortion"}
    unsaid = [
        line["command_id"]
        for line in story.lines
        if line["command"] not in real and not line["command_id"].startswith("synthetic:")
    ]
    assert unsaid == []


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_every_amount_that_comes_out_stands_in_the_text_with_its_arithmetic(story: Story) -> None:
    expected = json.loads(story.expected.read_text("utf-8"))
    shown = [one["balances"] for one in expected["shown"].values()]
    amounts = {
        f"{Decimal(amount):,.2f}"
        for balances in (*shown, *expected.get("statewide", {}).values())
        for amount in balances.values()
        if amount is not None
    }
    told = story.told.read_text("utf-8")
    assert sorted(amount for amount in amounts if amount not in told) == []
