"""Every screen that tells of the past knows every event of a plan, a release, a batch, a setting.

One ledger with all of them (`tests/whole_year.py`). Not here: what each command decides.
"""

from pathlib import Path
from typing import get_args

import pytest
from cli_runner import Ran, run
from whole_year import BATCH_CONTENT, MEMO, PAYMENT_FILE, PLAN_FILE, PROFILE, whole_year

from domain.batch_events import BatchEvent
from domain.plan_events import PlanEvent
from domain.release_events import ReleaseEvent
from domain.setting_events import SettingEvent

YEAR = ("windsor", "--fiscal-year", "2025")
SYNTHETIC = "Synthetic: its figures rest on steps made up for demonstration or training."
UNVERIFIED = (
    "Law UNVERIFIED for FY2025: what is taken out before the portion, education-diversity amount "
    "(Education-diversity amount, Department of Education workbook, unverified, no act is known)."
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("whole")
    return whole_year(folder), folder / "home"


def asked(place: tuple[str, Path], *words: str) -> Ran:
    ledger, home = place
    return run(*words, ledger=ledger, home=home)


def test_every_event_of_plan_and_release_is_replayed_with_sentence_clause_and_balances(
    place: tuple[str, Path],
) -> None:
    rows = asked(place, "replay", *YEAR, "--json").rows
    names = {kind.__name__ for kind in (*get_args(PlanEvent), *get_args(ReleaseEvent))}
    assert names <= {row["event"] for row in rows}
    assert all(row["sentence"] and row["citation"].startswith("C.G.S. §") for row in rows)
    moved = {row["event"] for row in rows if row["postings"]}
    assert {"ReleaseWithdrawn", "OverpaymentReturned", "ResidencyFundsSetAside"} <= moved
    assert not moved & {"PlanApproved", "SubmissionReceived", "OtherFundingReceived"}
    shown = asked(place, "balance", "show", *YEAR, "--json").data["balances"]
    assert rows[-1]["balances"] == shown | {"advanced_by_board": "0.00"}
    screen = asked(place, "replay", *YEAR, "--postings").out
    assert "held_by_town → paid_in_error  200.00" in screen


def test_the_ledgers_own_events_are_on_record(place: tuple[str, Path]) -> None:
    kinds = {kind.__name__ for kind in (*get_args(BatchEvent), *get_args(SettingEvent))}
    shown = asked(place, "setting", "list", "--fiscal-year", "2025", "--json")
    assert len([row for row in shown.rows if row["value"] is not None]) == len(
        get_args(SettingEvent)
    )
    assert len(kinds) == 15
    assert asked(place, "verify").code == 0


def test_the_read_models_of_all_of_it_equal_a_fresh_fold(place: tuple[str, Path]) -> None:
    assert asked(place, "projections", "rebuild").code == 0
    ran = asked(place, "projections", "check")
    assert (ran.code, "equal a fresh fold" in ran.out) == (0, True)


def test_a_balance_is_shown_with_all_that_stands_beside_it(place: tuple[str, Path]) -> None:
    ran = asked(place, "balance", "show", *YEAR, "--json")
    # 100,000 stood with the town when the shortfall was noted − 60,000 passed on = 40,000.
    # 500 over − 200 back = 300; 10,000 set aside − 4,000 = 6,000.
    assert ran.data["exceptions"] == [
        UNVERIFIED,
        SYNTHETIC,
        (
            "Release OCT was paid 90,000.00, 10,000.00 short; the rest is authorized no more and "
            "takes a supplement. § 10-262u(c)(2)"
        ),
        (
            "Release OCT-2 was paid 300.00 in error, above what was authorized: to come back, "
            "and counted in what the town holds alone. § 10-262u(c)(2)"
        ),
        (
            "40,000.00 that the town received did not reach the board, found by the town's "
            "audit. § 10-262u(c)(2)"
        ),
        (
            "50.00 is withheld for noncompliance (H2): no minutes. Lifted by: minutes; look again "
            "on 2025-01-15. § 10-262u(f)"
        ),
        (
            "Of what the Commissioner holds, 6,000.00 is set aside for a residency program and "
            "not released. § 10-156gg(c)(2)"
        ),
        (
            "Not counted here: 9.00 from State Bond Commission (Act 1), which is not of the "
            "§ 10-262u account."
        ),
    ]


def test_what_stood_on_an_earlier_day_is_said_of_that_day(place: tuple[str, Path]) -> None:
    before = asked(place, "balance", "show", *YEAR, "--as-of", "2024-09-04", "--json")
    assert before.data["exceptions"] == [
        UNVERIFIED,
        SYNTHETIC,
        (
            "Nothing more is released on the plan until condition K1 is met: hire the "
            "coaches. § 10-262u(c)(2)"
        ),
        (
            "Nothing more is released on the plan until condition K3 is met: name a lead. "
            "§ 10-262u(c)(2)"
        ),
    ]
    held = asked(place, "balance", "show", *YEAR, "--as-of", "2024-11-11", "--json")
    assert (
        "All that is not in payment is withheld for noncompliance (H1): no report. Lifted by: "
        "a report. § 10-262u(f)" in held.data["exceptions"]
    )
    directed = asked(place, "balance", "show", *YEAR, "--as-of", "2024-10-01", "--json")
    assert (
        "Release EARLY of 1,000.00 rests on a written direction (letter, up to 5,000.00), not on "
        "an approved plan. § 10-262u(c)(2)" in directed.data["exceptions"]
    )


# Funding was renewed on evidence and the term runs on; nothing was reported, asked, found or filed.
BESIDE_PLAN_AND_PAYMENT = {
    **dict.fromkeys(
        "interim_report_by_due_date report_received "
        "report_submitted_by_due_date report_certified spending_within_available "
        "spending_matches_plan inquiries_answered findings_decided repayments_on_time "
        "repaid_from_own_money reductions_applied year_closed_on_report aid_does_not_supplant "
        "minimum_budget_met forfeiture_applied annual_return_filed annual_return_certified "
        "single_audit_filed".split(),
        "not recorded here",
    ),
    "exit_balance_handled": "met",
    "progress_reported": "met",
}


def test_compliance_answers_each_duty_from_it(place: tuple[str, Path]) -> None:
    ran = asked(place, "compliance", "show", *YEAR, "--json")
    assert ran.code == 1
    assert {row["check"]: row["answer"] for row in ran.rows} == {
        "portion_determined_by_law": "met",
        "withheld_equals_portion": "met",
        "plan_approved_before_release": "met",
        "released_within_approval": "met",
        "steps_follow_each_other": "met",
        "conditions_met": "no date set",
        "passed_through_in_full": "not met",
        "passed_through_by_due_date": "no date set",
        "nothing_paid_in_error": "not met",
        "plan_submitted_by_due_date": "met",
        "new_reforms_get_their_share": "not met",
        "plan_published": "met",
        "no_payment_while_withheld": "not met",
        **BESIDE_PLAN_AND_PAYMENT,
    }
    messages = {row["check"]: row["message"] for row in ran.rows}
    assert messages["plan_submitted_by_due_date"].startswith(
        "On SYNTHETIC records: Plan version 1 came in on 2024-08-14; due 2024-08-15, set by the "
        "Department"
    )
    # (400,000 − 100,000) of 662,337; 51 % is 337,791.87.
    assert "300,000.00 of 662,337.00" in messages["new_reforms_get_their_share"]
    assert "51 % is 337,791.87" in messages["new_reforms_get_their_share"]


def test_compliance_on_a_screen_says_why_under_each_answer(place: tuple[str, Path]) -> None:
    ran = asked(place, "compliance", "show", *YEAR)
    lines = ran.out.splitlines()
    at = lines.index("met                plan_published  § 10-262v")
    assert (
        lines[at + 1]
        .strip()
        .startswith("On SYNTHETIC records: Plan version 3 was published on 2024-10-05")
    )
    # 9 + 4 + 18 + 2 = 33
    assert "9 met + 4 not met + 18 not recorded here + 2 no date set = 33 answers" in ran.out
    assert max(len(text) for text in lines[: at + 2]) <= 100


def test_a_setting_counts_from_its_legal_date(place: tuple[str, Path]) -> None:
    words = ("compliance", "show", *YEAR, "--as-of", "2024-07-01", "--json")
    found = {row["check"]: row["message"] for row in asked(place, *words).rows}
    assert "due 2024-08-15" in found["plan_submitted_by_due_date"]


def test_documents_are_known_by_hash_where_an_event_gives_one_and_else_in_words(
    place: tuple[str, Path],
) -> None:
    rows = asked(place, "document", "list", "--json").rows
    assert {row["title"]: (row["sha256"] is not None, row["cited_by"]) for row in rows} == {
        "Memo of June 1": (False, 8),
        "paper of the new reform share": (True, 1),
        "Minutes": (False, 1),
        "plan-2024-08-09.xlsx": (True, 3),  # received, checked, sent back
        "plan-2024-08-14.xlsx": (True, 4),  # received, checked, accepted, posted
        "letter": (False, 1),
        "vouchers.csv": (True, 1),
    }
    hashes = {row["sha256"] for row in rows}
    assert MEMO in hashes
    # The digests of what a batch or a profile says are no file's.
    assert {BATCH_CONTENT, PROFILE}.isdisjoint(hashes)


def test_documents_of_a_past_day_are_those_cited_by_then(place: tuple[str, Path]) -> None:
    rows = asked(place, "document", "list", "--as-of", "2024-07-01", "--json").rows
    assert [row["title"] for row in rows] == [
        "Memo of June 1",
        "paper of the new reform share",
        "Minutes",
    ]


def test_a_file_names_every_event_that_rests_on_it(place: tuple[str, Path], tmp_path: Path) -> None:
    plan, vouchers = tmp_path / "plan.xlsx", tmp_path / "vouchers.csv"
    plan.write_bytes(PLAN_FILE)
    vouchers.write_bytes(PAYMENT_FILE)
    rows = asked(place, "document", "check", str(plan), "--json").rows
    assert [row["sentence"].split(":")[:2] for row in rows] == [
        ["SYNTHETIC", " Received as FY2025-164-1"],
        ["SYNTHETIC", " FY2025-164-1 checked"],
        ["SYNTHETIC", " FY2025-164-1 sent back"],
    ]
    (row,) = asked(place, "document", "check", str(vouchers), "--json").rows
    assert (row["district"], row["title"]) == (None, "vouchers.csv")


def test_funds_received_take_in_the_true_up_in_portion_and_installments(
    place: tuple[str, Path],
) -> None:
    portions = asked(place, "portion", "list", "--fiscal-year", "2025", "--json")
    (row,) = portions.rows
    # 12,200,000 + 10,000 − 11,547,663 = 662,337
    assert (row["true_up"], row["funds_received"], row["portion"], row["finding"]) == (
        "10000.00",
        "12210000.00",
        "662337.00",
        None,
    )
    assert (
        "12,200,000.00 entitlements + 10,000.00 true-ups − 11,547,663.00" in portions.data["proof"]
    )
    assert "true-up" in asked(place, "portion", "list").out.splitlines()[3]
    (paid,) = asked(place, "installments", "list", "--fiscal-year", "2025", "--json").rows
    # 662,337 + 0 + 11,547,663 = 12,210,000
    assert (paid["alliance"], paid["unrestricted"], paid["funds_received"]) == (
        "662337.00",
        "11547663.00",
        "12210000.00",
    )


def test_a_shortfall_is_listed_with_who_found_it(place: tuple[str, Path]) -> None:
    (row,) = asked(place, "pass-through", "list", "--fiscal-year", "2025", "--json").rows
    assert (row["missing"], row["noted"]) == ("40000.00", "the town's audit")
