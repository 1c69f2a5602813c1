"""The draft notice under § 4-33a: written from events, marked as not sent, recorded nowhere."""

from pathlib import Path

import pytest
from cli_runner import Ran
from october import BATCH, PAID_ON, October, october
from paid_year import small_year

WORDS = ("--found", "Compared with the extract", "--number", "N-2026-07", "--actor", "C. Clerk")


@pytest.fixture
def ledger(tmp_path: Path) -> October:
    """The crossed pair, fixed: the last two records."""
    made = october(tmp_path).issued()
    for town, amount in (("Windsor", "143232.75"), ("Windsor Locks", "145682.25")):
        ran = made.run(
            *("fix", BATCH, town, "--stage", "paid", "--paid", amount, "--paid-on", PAID_ON),
            *("--because", "crossed"),
        )
        assert ran.code == 0, ran.err
    return made


def draft(ledger: October, *positions: int, more: tuple[str, ...] = ()) -> Ran:
    return ledger.alliance("notice", "draft", *map(str, positions), *WORDS, *more)


def test_the_draft_tells_what_when_how_much_and_how_it_was_found(ledger: October) -> None:
    size = ledger.size
    ran = draft(ledger, size - 1, size)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("DRAFT — not sent\n")
    assert ran.out.rstrip().endswith("DRAFT — not sent")
    assert "SYNTHETIC" in ran.out  # a training ledger is never about a real payment
    assert "Windsor, Windsor Locks" in ran.out.replace(" (164)", "").replace(" (165)", "")
    assert "2,449.50" in ran.out
    assert "Compared with the extract" in ran.out
    assert "Not cured when this draft was prepared." in ran.out
    assert ledger.size == size


def test_the_amount_is_what_was_paid_above_unless_another_is_given(ledger: October) -> None:
    size = ledger.size
    assert draft(ledger, size - 1, size, more=("--json",)).data["amount"] == "2449.50"
    # The one paid too little shows nothing that was paid above.
    assert draft(ledger, size - 1, more=("--json",)).data["amount"] is None
    given = draft(ledger, size - 1, more=("--amount", "7.00", "--json"))
    assert given.json()["schema"] == "alliance.notice.draft/1"
    assert (given.data["amount"], given.data["sent"]) == ("7.00", False)


def test_a_draft_can_be_written_to_a_file(ledger: October) -> None:
    file = ledger.folder / "N-2026-07.txt"
    ran = draft(ledger, ledger.size, more=("--out", str(file), "--cured", "Paid back in full"))
    assert ran.code == 0
    assert "not sent" in ran.out
    assert "Paid back in full" in file.read_text("utf-8")


def test_a_draft_that_a_person_completed_is_not_written_over(ledger: October) -> None:
    file = ledger.folder / "N-2026-07.txt"
    file.write_text("completed and signed", "utf-8")
    ran = draft(ledger, ledger.size, more=("--out", str(file)))
    assert (ran.code, "is there already" in ran.err) == (2, True)
    assert file.read_text("utf-8") == "completed and signed"
    assert draft(ledger, ledger.size, more=("--out", str(file), "--replace")).code == 0
    assert file.read_text("utf-8").startswith("DRAFT")


def test_a_ledger_is_never_overwritten_by_a_draft(ledger: October) -> None:
    size = ledger.size
    ran = draft(ledger, size, more=("--out", str(ledger.folder / "october.db"), "--replace"))
    assert ran.code == 2
    assert ledger.size == size


@pytest.mark.parametrize("position", [10_000, 2**53])
def test_a_position_without_a_record_is_not_found(ledger: October, position: int) -> None:
    ran = draft(ledger, position, more=("--json",))
    assert (ran.code, ran.error["code"]) == (4, "not_found")


@pytest.mark.parametrize("position", [0, 2**53 + 1, 2**70])
def test_a_position_that_no_record_can_have_is_a_usage_error(
    ledger: October, position: int
) -> None:
    ran = draft(ledger, position, more=("--json",))
    assert (ran.code, ran.error["code"]) == (2, "usage")
    assert f"{position} is not in the range" in ran.error["message"]


def test_a_notice_is_about_one_fiscal_year(ledger: October) -> None:
    # Position 1 is the ledger's own, position 2 an entitlement of FY2012.
    ran = draft(ledger, 2, ledger.size, more=("--json",))
    assert (ran.code, ran.error["code"]) == (2, "usage")
    assert "FY2012, FY2027" in ran.error["message"]
    own = draft(ledger, 1, more=("--json",))
    assert "no district-year" in own.error["message"]


def test_a_batch_stands_beside_the_events_of_its_districts(ledger: October) -> None:
    with ledger.opened() as opened:
        own = opened.own_history()[-1].position
    ran = draft(ledger, own, ledger.size, more=("--json",))
    assert ran.data["positions"] == [own, ledger.size]
    assert ran.data["districts"] == ["Windsor Locks"]


def test_the_amount_of_a_shortfall_is_what_stood_with_the_town(tmp_path: Path) -> None:
    year = small_year(tmp_path, {"Windsor": "400000.00", "Derby": "200000.00"})
    for town, amount in (("Windsor", "179999.50"), ("Derby", "100.25")):
        release = (town, "--release", "R1")
        year.act("release", "authorize", *release, "--amount", amount)
        year.act("payments", "issue-release", *release)
        year.act("payments", "confirm-release", *release, "--paid-on", "2026-10-06")
        year.act("pass-through", "shortfall", town, "--found-by", "an audit")
    derby = str(year.size)
    windsor = str(year.size - 4)
    told = year.run("notice", "draft", windsor, *WORDS).out
    assert "2. Amount\n   179,999.50\n" in told
    # 179,999.50 + 100.25 = 180,099.75
    both = year.run("notice", "draft", windsor, derby, *WORDS, "--json")
    assert both.data["amount"] == "180099.75"


def test_a_shortfall_that_was_noted_again_is_the_same_money(tmp_path: Path) -> None:
    year = small_year(tmp_path, {"Windsor": "400000.00"})
    release = ("Windsor", "--release", "R1")
    year.act("release", "authorize", *release, "--amount", "179999.50")
    year.act("payments", "issue-release", *release)
    year.act("payments", "confirm-release", *release, "--paid-on", "2026-10-06")
    year.act("pass-through", "shortfall", "Windsor", "--found-by", "an audit")
    first = str(year.size)
    year.act("pass-through", "record", "Windsor", "--amount", "79999.50")
    year.act("pass-through", "shortfall", "Windsor", "--found-by", "an audit")
    both = year.run("notice", "draft", str(year.size), first, *WORDS, "--json")
    assert both.data["amount"] == "100000.00"
