"""What is not owed any more: a supplement whose reason fell away is kept back, never sent again.

East Haven's 310,458.00 of the October batch came back; the supplement FY2027-OCT-2 took its place.
"""

from pathlib import Path

import pytest
from october import BATCH, OCTOBER, PAID_ON, SUPPLEMENT, October, invoice_of, october, paid

from cli.to_know import to_know_of
from ledger.batch_record import batch_named
from ledger.surplus import not_owed_any_more

TOWN = "East Haven"
INVOICE = invoice_of(TOWN)
OTHERS = (paid("Windsor"), paid("Windsor Locks"))
PLACE = ("--fiscal-year", "2027", "--release", BATCH)
WHY = ("--because", "synthetic")
ISSUE_IT = (
    'alliance payments issue-release "East Haven" --fiscal-year FY2027 --release FY2027-OCT-1'
)
WITHDRAW = 'alliance release withdraw "East Haven" --fiscal-year FY2027 --release FY2027-OCT-2'


def row(status: str, on: str, town: str = TOWN, batch: str = BATCH) -> str:
    return f"{invoice_of(town, batch)},,{OCTOBER[town]},{status},{on},,"


def steps(ledger: October, *rows: str, batch: str = BATCH) -> list[str]:
    file = ledger.extract(*rows, name="x.csv")
    found: list[str] = ledger.run("confirm", batch, file, "--json").data["next_steps"]
    return found


@pytest.fixture
def ledger(tmp_path: Path) -> October:
    """The October batch, issued; every payment of it came back."""
    made = october(tmp_path).issued()
    made.run("confirm", BATCH, made.extract(*(row("returned", "2026-10-19", t) for t in OCTOBER)))
    return made


@pytest.fixture
def replaced(ledger: October) -> October:
    """East Haven's is withdrawn, and a supplement of it is in payment."""
    withdrawn = ledger.alliance(
        *("release", "withdraw", TOWN, *PLACE, *WHY, "--effective-on", "2026-10-20")
    )
    assert withdrawn.code == 0, withdrawn.err
    ledger.batch({TOWN: OCTOBER[TOWN]}, name=SUPPLEMENT, reason="came back")
    issued = ledger.issue(batch=SUPPLEMENT, count=1, total=OCTOBER[TOWN], on="2026-10-21")
    assert issued.code == 0, issued.err
    return ledger


@pytest.fixture
def mended(replaced: October) -> October:
    """The supplement is stopped, and the record brought to the first payment, which was made."""
    stopped = replaced.run("fix", SUPPLEMENT, TOWN, "--stage", "not-posted", *WHY)
    assert stopped.code == 0, stopped.err
    step = next(s for s in steps(replaced, row("paid", "2026-10-27")) if "alliance correct" in s)
    withdrawn, back = (part.split()[2] for part in step.split(": ", 1)[1].split(", then ")[:2])
    for position in (withdrawn, back):
        assert replaced.alliance("correct", position, *WHY).code == 0
    done = replaced.run("confirm-release", TOWN, *PLACE, "--paid-on", "2026-10-27")
    assert done.code == 0, done.err
    return replaced


# ---- never the whole batch where one payment of it is doubtful ----


def test_beside_an_alarm_only_what_surely_came_back_is_offered_to_be_issued(
    ledger: October,
) -> None:
    returned = [row("returned", "2026-10-19", town) for town in ("Windsor", "Windsor Locks")]
    found = steps(ledger, row("paid", "2026-10-27"), *returned)
    assert not any("--returned" in step for step in found)
    again = "--fiscal-year FY2027 --release FY2027-OCT-1"
    assert f"alliance payments issue-release Windsor {again}" in found
    assert f'alliance payments issue-release "Windsor Locks" {again}' in found
    assert ISSUE_IT not in found


def test_without_an_alarm_the_whole_of_what_came_back_is_offered(ledger: October) -> None:
    found = steps(ledger, *(row("returned", "2026-10-19", town) for town in OCTOBER))
    assert found == [f"alliance payments issue {BATCH} --returned"]


def test_beside_a_supplement_in_its_place_a_question_comes_first(ledger: October) -> None:
    ledger.batch({TOWN: "1.00"}, name=SUPPLEMENT, reason="synthetic")
    found = steps(ledger, *(row("returned", "2026-10-19", town) for town in OCTOBER))
    assert not any("--returned" in step for step in found)
    assert (
        "before FY2027-OCT-1 of East Haven (44) goes out again: does FY2027-OCT-2 "
        "(AD27-OCT-044-2), authorized, 1.00, pay the same money? If it does: alliance release "
        f'withdraw "East Haven" --fiscal-year FY2027 --release {BATCH} --because TEXT; if not: '
        f"{ISSUE_IT}"
    ) in found


def test_the_fix_of_one_payment_offers_that_one_alone(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    ran = ledger.run("fix", BATCH, TOWN, "--stage", "not-posted", *WHY, "--json")
    assert ran.data["next_steps"] == [ISSUE_IT]


def test_a_supplement_that_was_stopped_waits_for_the_first_payment_s_answer(
    replaced: October,
) -> None:
    ran = replaced.run("fix", SUPPLEMENT, TOWN, "--stage", "not-posted", *WHY, "--json")
    (step,) = ran.data["next_steps"]
    assert step == (
        "once it is sure that AD27-OCT-044-1 was not paid: alliance payments issue-release "
        '"East Haven" --fiscal-year FY2027 --release FY2027-OCT-2'
    )


# ---- once the first payment turned out paid ----


def test_a_supplement_that_came_back_is_withdrawn_where_its_reason_fell_away(
    mended: October,
) -> None:
    found = steps(mended, row("returned", "2026-11-22", batch=SUPPLEMENT), batch=SUPPLEMENT)
    assert found == [f"{WITHDRAW} --because TEXT"]
    listed = mended.run("list", "--fiscal-year", "2027", "--batch", SUPPLEMENT)
    assert (
        "310,458.00 came back on 2026-11-22 and is still authorized, and 310,458.00 of it is not "
        f"owed any more: withdraw it, what it was for was paid. Next: {WITHDRAW}"
    ) in listed.out


def test_what_is_not_owed_any_more_is_told_until_it_is_withdrawn(mended: October) -> None:
    with mended.opened() as ledger:
        (one,) = not_owed_any_more(ledger)
        assert (one.supplement.release, one.supplement.said) == (SUPPLEMENT, "returned")
        assert (str(one.short), str(one.too_much)) == ("310458.00", "310458.00")
    gone = mended.alliance(
        *("release", "withdraw", TOWN, "--fiscal-year", "2027", "--release", SUPPLEMENT, *WHY)
    )
    assert gone.code == 0, gone.err
    with mended.opened() as ledger:
        assert not_owed_any_more(ledger) == []


def test_a_supplement_of_its_own_reason_is_owed(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    assert ledger.run("confirm", BATCH, ledger.extract(paid(TOWN), *OTHERS)).code == 0
    ledger.batch({TOWN: "1.00"}, name=SUPPLEMENT, reason="synthetic")
    with ledger.opened() as opened:
        assert not_owed_any_more(opened) == []


# ---- proposed only ----

SHORT = ("--stage", "paid", "--paid", "300000.00", "--paid-on", PAID_ON, *WHY)
FULL = ("--stage", "paid", "--paid", "310458.00", "--paid-on", PAID_ON, *WHY)


@pytest.fixture
def proposed(tmp_path: Path) -> October:
    """East Haven on record as paid 10,458.00 too little; a supplement of it is only proposed."""
    ledger = october(tmp_path).issued()
    assert ledger.run("fix", BATCH, TOWN, *SHORT).code == 0
    ledger.batch({TOWN: "10458.00"}, name=SUPPLEMENT, reason="paid short", approved=False)
    return ledger


def test_a_supplement_that_is_only_proposed_is_named_too(proposed: October) -> None:
    ran = proposed.run("fix", BATCH, TOWN, *FULL)
    assert (
        "CAUTION: supplement FY2027-OCT-2 (AD27-OCT-044-2) of 10,458.00 was given when 10,458.00 "
        "stood as paid too little; it is proposed, and 10,458.00 of it is too much."
    ) in ran.out
    assert "Next: do not approve FY2027-OCT-2 for East Haven (44)" in ran.out
    assert f"Next: alliance release withdraw-batch {SUPPLEMENT} --because TEXT" in ran.out
    with proposed.opened() as ledger:
        (one,) = not_owed_any_more(ledger)
        assert (one.supplement.said, str(one.too_much)) == ("proposed", "10458.00")


def test_a_supplement_is_owed_for_what_was_short_when_it_was_proposed(proposed: October) -> None:
    with proposed.opened() as ledger:
        assert not_owed_any_more(ledger) == []


def test_what_a_later_supplement_makes_up_is_owed(proposed: October) -> None:
    """The first came back, was withdrawn, and another took its place."""
    gone = proposed.alliance("release", "withdraw-batch", SUPPLEMENT, *WHY)
    assert gone.code == 0, gone.err
    proposed.batch({TOWN: "10458.00"}, name="FY2027-OCT-3", reason="anew")
    with proposed.opened() as ledger:
        assert not_owed_any_more(ledger) == []
    assert proposed.run("fix", BATCH, TOWN, *FULL).code == 0
    with proposed.opened() as ledger:
        (one,) = not_owed_any_more(ledger)
        assert (one.supplement.release, one.supplement.said) == ("FY2027-OCT-3", "authorized")


def test_whoever_approves_or_issues_it_is_told(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    assert ledger.run("fix", BATCH, TOWN, *SHORT).code == 0
    ledger.batch({TOWN: "10458.00"}, name=SUPPLEMENT, reason="paid short")
    with ledger.opened() as opened:
        assert to_know_of(opened, batch_named(opened, SUPPLEMENT)) == []
    assert ledger.run("fix", BATCH, TOWN, *FULL).code == 0
    said = (
        "East Haven (44): 10,458.00 of its 10,458.00 is not owed any more: what it was to make up "
        "was paid. Withdraw it before it goes"
    )
    with ledger.opened() as opened:
        assert to_know_of(opened, batch_named(opened, SUPPLEMENT)) == [said]


@pytest.mark.parametrize("name", [SUPPLEMENT, "S1"], ids=["by batch", "by hand"])
def test_it_is_not_issued(tmp_path: Path, name: str) -> None:
    ledger = october(tmp_path).issued()
    assert ledger.run("fix", BATCH, TOWN, *SHORT).code == 0
    at = (TOWN, "--fiscal-year", "2027", "--release", name)
    if name == SUPPLEMENT:
        ledger.batch({TOWN: "10458.00"}, name=name, reason="paid short")
    else:
        short = ("--amount", "10458.00", "--supplement", "paid short", "--actor", "Ana")
        assert ledger.alliance("release", "propose", *at, *short).code == 0
        authorize = ("release", "authorize", *at, "--amount", "10458.00", "--actor", "Ben")
        assert ledger.alliance(*authorize).code == 0
    assert ledger.run("fix", BATCH, TOWN, *FULL).code == 0
    size = ledger.size
    ran = ledger.run("issue-release", *at, "--json")
    assert (ran.code, ran.error["code"], ledger.size) == (3, "not_owed", size)
    assert "10,458.00 of its 10,458.00 is not owed any more" in ran.error["message"]
    assert ledger.alliance("release", "withdraw", *at, *WHY).code == 0


def test_a_batch_leaves_it_out_and_says_why(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    assert ledger.run("fix", BATCH, TOWN, *SHORT).code == 0
    ledger.batch({TOWN: "10458.00"}, name=SUPPLEMENT, reason="paid short")
    assert ledger.run("fix", BATCH, TOWN, *FULL).code == 0
    ran = ledger.run("issue", SUPPLEMENT, "--dry-run", "--json")
    assert (ran.code, ran.error["code"]) == (3, "nothing_to_issue")
    assert "10,458.00 of its 10,458.00 is not owed any more" in ran.error["message"]
