"""Undoing a payment by the stage it reached: both figures stay, and the money finds its way."""

from pathlib import Path

import pytest
from at_terminal import run_at_terminal
from october import BATCH, PAID_ON, SUPPLEMENT, October, october, paid, returned

CROSSED = (
    paid("East Haven"),
    paid("Windsor", "143232.75"),
    paid("Windsor Locks", "145682.25"),
)
SHORT = ("--stage", "paid", "--paid", "143232.75", "--paid-on", PAID_ON)
ABOVE = ("--stage", "paid", "--paid", "145682.25", "--paid-on", PAID_ON)
WHY = ("--because", "crossed with its twin")


@pytest.fixture
def ledger(tmp_path: Path) -> October:
    """The October batch, issued."""
    return october(tmp_path).issued()


def balances(ledger: October, town: str) -> dict[str, str]:
    shown = ledger.alliance("balance", "show", town, "--fiscal-year", "2027", "--json")
    found: dict[str, str] = shown.data["balances"]
    return found


def supplement(ledger: October, reason: str) -> None:
    """Prepare and authorize what is due by October and not released: 25 percent of each plan."""
    year = ("--fiscal-year", "2027")
    schedule = ledger.alliance(
        *("setting", "schedule", *year, "--basis", "installments", "--installment"),
        *(
            "october=OCT:25",
            "--installment",
            "april=APR:100",
            "--set-by",
            "D. Example",
            "--document",
            "synthetic schedule",
        ),
        *("--effective-on", "2026-07-01"),
    )
    assert schedule.code == 0, schedule.err
    on = ("--effective-on", "2026-11-02")
    batch = ledger.alliance(
        *("release", "batch", *year, "--installment", "october", "--supplement", reason),
        *(*on, "--actor", "R. Ortiz", "--json"),
    )
    assert batch.code == 0, batch.out
    approved = ledger.alliance(
        *("release", "approve", SUPPLEMENT, "--count", "1", "--total", "2449.50"),
        *(*on, "--actor", "L. Chen"),
    )
    assert approved.code == 0, approved.err


def test_a_crossed_pair_is_found_mended_supplemented_and_paid_back(ledger: October) -> None:
    extract = ledger.extract(*CROSSED)
    assert ledger.run("confirm", BATCH, extract).code == 1

    short = ledger.run("fix", BATCH, "Windsor", *SHORT, *WHY, "--json")
    above = ledger.run("fix", BATCH, "165", *ABOVE, *WHY, "--json")
    assert (short.code, above.code) == (0, 0), short.err
    # 143,232.75 − 145,682.25 = −2,449.50
    assert (short.data["authorized"], short.data["other_system"]) == ("145682.25", "143232.75")
    assert (short.data["difference"], above.data["difference"]) == ("-2449.50", "2449.50")
    # The missing part is no longer authorized, and the Commissioner holds it again.
    windsor = balances(ledger, "Windsor")
    assert (windsor["authorized"], windsor["released"]) == ("143232.75", "143232.75")
    # 582,729.00 − 143,232.75 = 439,496.25
    assert windsor["held_by_commissioner"] == "439496.25"

    # The answer is settled: both figures stand on record.
    again = ledger.run("confirm", BATCH, extract, "--json")
    assert (again.code, again.data["open"], again.data["recorded"]) == (0, 0, 0)

    # The supplement finds the missing part, under an invoice number of its own.
    supplement(ledger, "crossed in October")
    issued = ledger.issue(
        "--effective-on", "2026-11-03", batch=SUPPLEMENT, count=1, total="2449.50"
    )
    assert issued.code == 0, issued.err
    answer = paid("Windsor", "2449.50", on="2026-11-06", batch=SUPPLEMENT)
    row = ledger.extract(answer, name="supplement.csv")
    assert ledger.run("confirm", SUPPLEMENT, row).code == 0
    assert balances(ledger, "Windsor")["released"] == "145682.25"

    # The overpayment comes back; not a cent more.
    back = ("overpayment-returned", "Windsor Locks", "--fiscal-year", "2027", "--release", BATCH)
    too_much = ledger.run(*back, "--amount", "2449.51", "--because", "check 7", "--json")
    assert (too_much.code, too_much.error["code"]) == (3, "overpayment_unknown")
    assert ledger.run(*back, "--amount", "2449.50", "--because", "check 7").code == 0
    listed = ledger.run("list", "--fiscal-year", "2027", "--batch", BATCH, "--json")
    (locks,) = [one for one in listed.rows if one["district"] == "Windsor Locks"]
    assert (locks["authorized"], locks["paid"], locks["over"], locks["over_open"]) == (
        "143232.75",
        "145682.25",
        "2449.50",
        "0.00",
    )


def test_the_same_fix_again_elsewhere_records_nothing_new(ledger: October) -> None:
    ledger.run("fix", BATCH, "Windsor", *SHORT, *WHY)
    size = ledger.size
    ran = ledger.run(
        *("fix", BATCH, "Windsor", *SHORT, *WHY, "--actor", "B. Other"),
        home=ledger.folder / "other",
    )
    assert ran.code == 0
    assert "Nothing new was recorded" in ran.out
    assert ledger.size == size


def test_the_reason_stands_with_the_record(ledger: October) -> None:
    ran = ledger.run("fix", BATCH, "Windsor", *SHORT, *WHY, "--voucher", "V7", "--json")
    (record,) = ran.data["records"]
    assert list(record["documents"]) == ["Reason of the fix: crossed with its twin"]
    assert "2,449.50 less than authorized" in record["sentence"]


def test_a_payment_confirmed_wrongly_months_ago_is_corrected_and_stays_visible(
    ledger: October,
) -> None:
    # Confirmed as authorized in October; found crossed in February.
    wrong = ledger.extract(paid("East Haven"), paid("Windsor"), paid("Windsor Locks"))
    assert ledger.run("confirm", BATCH, wrong).code == 0
    found = ledger.run("confirm", BATCH, ledger.extract(*CROSSED, name="february.csv"), "--json")
    assert found.code == 1
    ran = ledger.run("fix", BATCH, "Windsor", *SHORT, *WHY, "--json")
    assert [record["event"] for record in ran.data["records"]] == [
        "EventCorrected",
        "ReleaseConfirmed",
    ]
    assert balances(ledger, "Windsor")["released"] == "143232.75"
    history = ledger.alliance("replay", "Windsor", "--fiscal-year", "2027", "--json")
    confirmed = [row for row in history.rows if row["event"] == "ReleaseConfirmed"]
    assert ["145,682.25" in row["sentence"] for row in confirmed] == [True, False]


def test_what_was_not_posted_comes_back_and_is_issued_again(ledger: October) -> None:
    ran = ledger.run(
        *("fix", BATCH, "Windsor", "--stage", "not-posted", *WHY),
        *("--effective-on", "2026-10-08"),
    )
    assert ran.code == 0, ran.err
    assert "Delete the voucher of invoice AD27-OCT-164-1" in ran.out
    only = f"issue-release Windsor --fiscal-year FY2027 --release {BATCH}"
    assert f"Next: alliance payments {only}" in ran.out
    again = ledger.issue("--returned", count=1, total="145682.25", on="2026-10-08")
    assert again.code == 0, again.err
    exported = ledger.run(
        *("export", BATCH, "--profile", ledger.profile(), "--json"),
        *("--out", str(ledger.folder / "again.csv")),
    )
    # The same release has the same invoice number.
    assert exported.data["rows"][1]["invoice"] == "AD27-OCT-164-1"


def test_what_was_posted_is_withdrawn_so_that_a_supplement_fits(ledger: October) -> None:
    ran = ledger.run(
        *("fix", BATCH, "Windsor", "--stage", "posted-unpaid", "--posted", "145682.00", *WHY)
    )
    assert ran.code == 0, ran.err
    assert "reversing voucher of 145,682.00" in ran.out
    # 25 percent is authorized still: the whole plan does not fit beside it.
    withdraw = ("release", "withdraw", "Windsor", "--fiscal-year", "FY2027", "--release", BATCH)
    assert f"alliance {' '.join(withdraw)}" in ran.out
    assert balances(ledger, "Windsor")["authorized"] == "145682.25"
    gone = ledger.alliance(*withdraw, "--because", "reversed")
    assert gone.code == 0, gone.err
    assert balances(ledger, "Windsor")["authorized"] == "0.00"
    again = ledger.run("fix", BATCH, "Windsor", "--stage", "posted-unpaid", *WHY)
    assert "Nothing new was recorded" in again.out


def test_what_was_paid_as_authorized_to_another_is_cancelled_and_paid_anew(
    ledger: October,
) -> None:
    ran = ledger.run(
        *("fix", BATCH, "Windsor", "--stage", "paid", "--paid", "145,682.25"),
        *("--paid-on", PAID_ON, "--another-vendor", *WHY, "--json"),
    )
    commands = [step["command"] for step in ran.data["steps"] if step["command"]]
    assert commands == ["ReturnRelease", "WithdrawRelease", "AuthorizeRelease"]
    assert "return-release Windsor" in ran.data["next_steps"][0]


AS_AUTHORIZED = ("--stage", "paid", "--paid", "145682.25", "--paid-on", PAID_ON)


def test_what_was_paid_as_authorized_needs_no_cure(ledger: October) -> None:
    ran = ledger.run("fix", BATCH, "Windsor", *AS_AUTHORIZED, *WHY, "--json")
    assert ran.data["difference"] == "0.00"
    assert [step["command"] for step in ran.data["steps"]] == ["ConfirmRelease"]
    assert (ran.data["too_much"], ran.data["next_steps"]) == ([], [])


def test_there_is_no_worksheet_for_what_was_paid_as_authorized(ledger: October) -> None:
    size = ledger.size
    sheet = ("--worksheet", str(ledger.folder / "w.txt"), "--profile", ledger.profile())
    ran = ledger.run("fix", BATCH, "Windsor", *AS_AUTHORIZED, *WHY, *sheet, "--json")
    assert (ran.code, ran.error["code"], ledger.size) == (2, "usage", size)
    assert "was paid as authorized: there is nothing to reverse" in ran.error["message"]
    other = ledger.run(
        "fix", BATCH, "Windsor", *AS_AUTHORIZED, "--another-vendor", *WHY, *sheet, "--json"
    )
    assert other.code == 0, other.err


TOO_MUCH = (
    "CAUTION: supplement FY2027-OCT-2 (AD27-OCT-164-2) of 2,449.50 was given when 2,449.50 stood "
    "as paid too little; it is {standing}, and 2,449.50 of it is too much."
)


@pytest.fixture
def made_up(ledger: October) -> October:
    """Windsor on record as paid 2,449.50 too little, with a supplement of it authorized."""
    assert ledger.run("fix", BATCH, "Windsor", *SHORT, *WHY).code == 0
    ledger.batch({"Windsor": "2449.50"}, name=SUPPLEMENT, reason="paid short")
    return ledger


def in_payment(ledger: October) -> None:
    done = ledger.issue(batch=SUPPLEMENT, count=1, total="2449.50")
    assert done.code == 0, done.err


def test_a_supplement_in_payment_for_a_shortfall_that_was_none_is_stopped(
    made_up: October,
) -> None:
    in_payment(made_up)
    words = ("fix", BATCH, "Windsor", *AS_AUTHORIZED, *WHY)
    ran = made_up.run(*words)
    assert TOO_MUCH.format(standing="in payment") in ran.out
    assert "cancellation form" not in ran.out
    assert (
        "Next: stop AD27-OCT-164-2 before it is paid: alliance payments fix FY2027-OCT-2 Windsor "
        "--stage not-posted --because TEXT (or --stage posted-unpaid)"
    ) in ran.out
    assert (
        "Next: then alliance release withdraw Windsor --fiscal-year FY2027 --release FY2027-OCT-2"
    ) in ran.out
    # Told again when nothing is left to record, until the supplement is stopped.
    (again,) = made_up.run(*words, "--json").data["too_much"]
    assert again == {
        "release": "FY2027-OCT-2",
        "invoice": "AD27-OCT-164-2",
        "status": "in payment",
        "authorized": "2449.50",
        "too_much": "2449.50",
    }
    assert made_up.run("fix", SUPPLEMENT, "Windsor", "--stage", "not-posted", *WHY).code == 0
    # It came back and is authorized still: told until it is withdrawn.
    (back,) = made_up.run(*words, "--json").data["too_much"]
    assert back["status"] == "returned"
    withdraw = ("release", "withdraw", "Windsor", "--fiscal-year", "2027", "--release", SUPPLEMENT)
    assert made_up.alliance(*withdraw, *WHY).code == 0
    assert made_up.run(*words, "--json").data["too_much"] == []


def test_a_supplement_that_waits_is_withdrawn(made_up: October) -> None:
    ran = made_up.run("fix", BATCH, "Windsor", *AS_AUTHORIZED, *WHY)
    assert TOO_MUCH.format(standing="authorized") in ran.out
    assert "Next: do not issue FY2027-OCT-2 of Windsor (164)" in ran.out


def test_a_supplement_that_was_paid_has_to_come_back(made_up: October) -> None:
    in_payment(made_up)
    answer = made_up.extract(paid("Windsor", "2449.50", batch=SUPPLEMENT))
    assert made_up.run("confirm", SUPPLEMENT, answer).code == 0
    ran = made_up.run("fix", BATCH, "Windsor", *AS_AUTHORIZED, *WHY)
    assert TOO_MUCH.format(standing="paid") in ran.out
    assert "Accounts Payable Division for 2,449.50 of AD27-OCT-164-2 back" in ran.out


def test_only_what_is_not_owed_of_a_supplement_is_too_much(made_up: October) -> None:
    # 145,682.25 − 145,000.00 = 682.25 is short still; 2,449.50 − 682.25 = 1,767.25
    paid_more = ("--stage", "paid", "--paid", "145000.00", "--paid-on", PAID_ON)
    ran = made_up.run("fix", BATCH, "Windsor", *paid_more, *WHY)
    assert "it is authorized, and 1,767.25 of it is too much." in ran.out
    assert "(what is owed of it, 682.25, then goes out anew)" in ran.out


def test_a_supplement_for_what_is_short_still_is_not_too_much(made_up: October) -> None:
    ran = made_up.run("fix", BATCH, "Windsor", *SHORT, *WHY, "--json")
    assert ran.data["too_much"] == []


def test_a_dry_run_shows_the_sheet_and_records_nothing(ledger: October) -> None:
    size = ledger.size
    ran = ledger.run("fix", BATCH, "Windsor", *SHORT, *WHY, "--dry-run")
    assert "DRY RUN, nothing was recorded. This would be:" in ran.out
    assert "not recorded" in ran.out
    assert ledger.size == size


def test_the_stage_is_asked_for_at_a_terminal(ledger: October) -> None:
    ran = run_at_terminal(
        *("payments", "fix", BATCH, "Windsor", *WHY),
        ledger=ledger.url,
        home=ledger.home,
        typed=f"paid\n143,232.75\n{PAID_ON}\n",
    )
    assert ran.code == 0, ran.err
    assert "How far did it come in the other system" in ran.err
    assert "143,232.75" in ran.out


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--stage", "lost"),
        ("--stage", "paid"),
        ("--stage", "not-posted", "--paid", "1.00"),
        ("--stage", "not-posted", "--another-vendor"),
    ],
)
def test_without_stage_or_figures_nothing_is_recorded(
    ledger: October, words: tuple[str, ...]
) -> None:
    size = ledger.size
    ran = ledger.run("fix", BATCH, "Windsor", *words, *WHY, "--json")
    assert (ran.code, ran.error["code"]) == (2, "usage")
    assert ledger.size == size


def test_a_district_that_is_not_in_the_batch_is_not_found(ledger: October) -> None:
    ran = ledger.run("fix", BATCH, "Hartford", *SHORT, *WHY, "--json")
    assert (ran.code, ran.error["code"]) == (4, "not_found")


def test_what_was_never_issued_has_no_payment_to_undo(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    ran = ledger.run("fix", BATCH, "Windsor", *SHORT, *WHY, "--json")
    assert (ran.code, ran.error["code"]) == (3, "never_issued")


def test_the_stage_has_to_fit_the_record(ledger: October) -> None:
    ledger.run("confirm", BATCH, ledger.extract(paid("Windsor"), returned("East Haven")))
    unpaid = ledger.run("fix", BATCH, "Windsor", "--stage", "not-posted", *WHY, "--json")
    assert (unpaid.code, unpaid.error["code"]) == (3, "payment_stage")
    back = ledger.run(
        *("fix", BATCH, "East Haven", "--stage", "paid", "--paid", "310458.00"),
        *("--paid-on", PAID_ON, *WHY, "--json"),
    )
    assert (back.code, back.error["code"]) == (3, "payment_stage")


def test_the_worksheet_shows_the_reversal_to_be_keyed_by_hand(ledger: October) -> None:
    sheet = ledger.folder / "worksheet.txt"
    words = ("fix", BATCH, "Windsor", "--stage", "posted-unpaid", *WHY, "--worksheet", str(sheet))
    refused = ledger.run(*words, "--json")
    assert (refused.code, refused.error["code"]) == (2, "usage")
    rehearsed = ledger.run(*words, "--profile", ledger.profile(), "--dry-run")
    assert (rehearsed.code, sheet.exists()) == (0, False)
    assert ledger.run(*words, "--profile", ledger.profile()).code == 0
    assert "Reversal worksheet · stage: posted, unpaid" in sheet.read_text("utf-8")


def test_a_release_outside_a_batch_is_confirmed_and_returned_by_hand(ledger: October) -> None:
    place = ("Windsor", "--fiscal-year", "2027", "--release", BATCH)
    done = ledger.run("confirm-release", *place, "--paid-on", PAID_ON, "--voucher", "V1")
    assert done.code == 0, done.err
    assert "paid to the town on 2026-10-15: 145,682.25" in done.out
    back = ledger.run("return-release", *place, "--because", "account closed")
    assert "came back after it was paid: 145,682.25 (account closed)" in back.out
