"""`alliance year`: preview, close, list, and what changed after closing. § 10-262u(h), WE-12."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from paid_year import YEAR, PaidYear, command, portion_of, small_year

NEXT = ("--fiscal-year", "2028")
SEPTEMBER = ("--effective-on", "2027-09-15")
CLOSE_ALL = ("year", "close", "--all", *YEAR, *SEPTEMBER)


def paid(town: str, released: str, passed: str, spent: str) -> list[Mapping[str, object]]:
    """A release paid, some of it passed on, and the report of the year."""
    return [
        command(town, "AuthorizeRelease", release="R1", amount=released),
        command(town, "IssueRelease", release="R1"),
        command(town, "ConfirmRelease", release="R1", paid_on="2026-10-15"),
        command(town, "RecordPassThrough", amount=passed),
        command(town, "SubmitExpenditureReport", spent=spent, effective_on="2027-08-30"),
    ]


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    """Windsor has its report; Derby has none."""
    made = small_year(tmp_path, {"Windsor": "400000.00", "Derby": "200000.00"})
    made.apply(*paid("Windsor", "300000.00", "250000.00", "200000.00"))
    return made


# ---- close ----


def test_a_year_closes_by_its_verb_and_goes_on_where_no_portion_rule_follows(
    year: PaidYear,
) -> None:
    assert year.run("portion", "list", *NEXT, "--json").error["code"] == "no_rule_in_force"
    ran = year.done("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    # 400,000.00 − 200,000.00
    assert "Year closed; 200,000.00 carried to FY2028" in ran.out
    assert "200,000.00 carried in from FY2027" in ran.out
    after = year.run("balance", "show", "Windsor", *NEXT, "--json").data["balances"]
    assert (after["carry_in"], after["available"], after["portion"]) == (
        "200000.00",
        "200000.00",
        None,
    )
    assert year.run("verify").code == 0


def test_a_year_carried_into_fy2028_closes_into_fy2029(year: PaidYear) -> None:
    year.done("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    report = ("report", "submit-total", "Windsor", *NEXT, "--spent", "50000")
    year.done(*report, "--effective-on", "2028-08-30")
    ran = year.done("year", "close", "Windsor", *NEXT, "--effective-on", "2028-09-15")
    # 200,000.00 − 50,000.00
    assert "Year closed; 150,000.00 carried to FY2029" in ran.out


def test_every_ready_year_closes_and_the_others_are_listed_with_their_next_step(
    year: PaidYear,
) -> None:
    ran = year.run(*CLOSE_ALL, "--json")
    derby, windsor = ran.rows
    assert (ran.code, derby["outcome"], derby["carry_out"]) == (3, "not ready", None)
    assert derby["why"] == "Derby FY2027 has no expenditure report on record, so it cannot close."
    assert derby["next_step"] == (
        "Register the board's report first (alliance intake report), or record its total: "
        "alliance report submit-total Derby --fiscal-year FY2027 --spent AMOUNT"
    )
    assert (windsor["outcome"], windsor["carry_out"]) == ("closed", "200000.00")
    assert ran.data["totals"] == {"carry_out": "200000.00", "districts": 2}
    assert ran.data["proof"] == (
        "1 closed + 0 already closed, nothing done + 1 not ready = 2 districts"
    )


def test_a_second_run_finds_the_first_and_records_nothing(year: PaidYear) -> None:
    year.run(*CLOSE_ALL)
    year.apply(command("Derby", "SubmitExpenditureReport", spent="0", effective_on="2027-09-01"))
    second = year.run("year", "close", "--all", *YEAR, "--effective-on", "2027-09-20", "--json")
    assert [(row["outcome"], row["carry_out"]) for row in second.rows] == [
        ("closed", "200000.00"),
        ("already closed, nothing done", "200000.00"),
    ]
    assert second.code == 0
    size = year.size
    third = year.run(*CLOSE_ALL, "--json")
    assert ({row["outcome"] for row in third.rows}, third.code, year.size) == (
        {"already closed, nothing done"},
        0,
        size,
    )


def test_each_closing_has_an_id_of_ledger_year_and_district(year: PaidYear) -> None:
    ledger_id = year.run("where", "--json").data["ledger_id"]
    ids = [row["command_id"] for row in year.run(*CLOSE_ALL, "--json").rows]
    assert ids == [f"close-{ledger_id[:16]}-FY2027-037", f"close-{ledger_id[:16]}-FY2027-164"]
    known = year.run("command", "status", ids[1], "--json")
    assert (known.code, known.data["outcome"]) == (0, "done")


def test_a_rehearsed_closing_of_all_records_nothing(year: PaidYear) -> None:
    before = year.size
    ran = year.run(*CLOSE_ALL, "--dry-run")
    assert (ran.code, year.size) == (3, before)
    assert "DRY RUN, nothing was recorded" in ran.out
    assert year.run(*CLOSE_ALL, "--dry-run", "--json").data["dry_run"] is True


def test_no_account_is_nothing_to_close(year: PaidYear) -> None:
    ran = year.run("year", "close", "--all", "--fiscal-year", "2016")
    assert ran.code == 0
    assert ran.out.endswith("No district has an account in FY2016 on this ledger.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("year", "close", *YEAR), "Which district?"),
        (("year", "close", "Windsor", "--all", *YEAR), "Which district?"),
        ((*CLOSE_ALL, "--command-id", "c1"), "--all is many"),
        ((*CLOSE_ALL, "--document", f"memo={'ab' * 32}"), "--all is many"),
    ],
)
def test_one_district_is_named_or_all(year: PaidYear, words: tuple[str, ...], said: str) -> None:
    before = year.size
    ran = year.run(*words, "--json")
    assert (ran.code, said in ran.error["message"], year.size) == (2, True, before)


def test_a_year_does_not_close_before_the_one_before_it_and_says_how(year: PaidYear) -> None:
    designated = {"round": "FY2023", "criterion": "ranked", "first_time": False}
    year.apply(
        command("Windsor", "DesignateDistrict", 2026, **designated),
        command("Windsor", "SubmitExpenditureReport", 2026, spent="0", effective_on="2026-08-30"),
    )
    refused = year.run("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    assert refused.code == 3
    assert "Close FY2026 first: alliance year close Windsor --fiscal-year FY2026" in refused.err


# ---- stocks roll over apart ----


def test_what_stands_in_four_places_rolls_over_apart_after_a_reduction(tmp_path: Path) -> None:
    year = PaidYear(f"sqlite:///{tmp_path / 'four.db'}", tmp_path)
    year.done("init", "--purpose", "training", "--name", "Four")
    _owed(year, "45250.75")
    year.apply(
        *list(portion_of("Windsor", "400000.00"))[:-1],
        command("Windsor", "TransferPortion", amount="300000.00"),
        command("Windsor", "ApplyReduction", determination="opening", claim_fiscal_year=2026),
        command("Windsor", "SubmitPlan", plan_version=1, total="354749.25"),
        command("Windsor", "ApprovePlan", plan_version=1, approved_amount="354749.25"),
        *paid("Windsor", "200000.00", "150000.00", "120000.00"),
    )
    (row,) = year.run("year", "preview", *YEAR, "--json").rows
    # 300,000.00 − 45,250.75 − 200,000.00 = 54,749.25; 400,000.00 − 45,250.75 − 120,000.00
    stands = {
        "at_comptroller": "100000.00",
        "at_commissioner": "54749.25",
        "at_town": "50000.00",
        "at_board": "30000.00",
        "carry_out": "234749.25",
    }
    assert {name: row[name] for name in stands} == stands
    assert (row["reduction"], row["reduction_due"]) == ("45250.75", "0.00")
    year.done("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    after = year.run("balance", "show", "Windsor", *NEXT, "--json").data["balances"]
    assert {name: after[name] for name in after if name.startswith("held_by_")} == {
        "held_by_comptroller": "100000.00",
        "held_by_commissioner": "54749.25",
        "held_by_town": "50000.00",
        "held_by_board": "30000.00",
    }
    assert after["carry_in"] == "234749.25"


def test_a_reduction_larger_than_the_next_portion_leaves_the_rest_open(tmp_path: Path) -> None:
    year = PaidYear(f"sqlite:///{tmp_path / 'more.db'}", tmp_path)
    year.done("init", "--purpose", "training", "--name", "More")
    _owed(year, "500000.00")
    year.apply(
        *portion_of("Windsor", "400000.00"),
        command("Windsor", "ApplyReduction", determination="opening", claim_fiscal_year=2026),
        command("Windsor", "SubmitExpenditureReport", spent="0", effective_on="2027-08-30"),
    )
    earlier = ("--fiscal-year", "2026")
    owed = year.run("balance", "show", "Windsor", *earlier, "--json").data["balances"]
    # 500,000.00 − 400,000.00
    assert owed["reduction_due"] == "100000.00"
    year.done("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    after = year.run("balance", "show", "Windsor", *NEXT, "--json").data["balances"]
    assert (after["carry_in"], after["held_by_commissioner"]) == ("0.00", "0.00")


def test_money_given_back_unasked_rolls_over_with_the_commissioner(year: PaidYear) -> None:
    year.apply(
        command(
            "Windsor", "ReturnFunds", returned_by="board", amount="20000.00", reason="not needed"
        )
    )
    year.done("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    after = year.run("balance", "show", "Windsor", *NEXT, "--json").data["balances"]
    # 400,000 − 300,000 + 20,000; 300,000 − 250,000; 250,000 − 200,000 − 20,000
    assert (after["held_by_commissioner"], after["held_by_town"], after["held_by_board"]) == (
        "120000.00",
        "50000.00",
        "30000.00",
    )
    assert after["carry_in"] == "200000.00"


def _owed(year: PaidYear, reduction: str) -> None:
    """A closed FY2026, for which later years are to be reduced."""
    stated = {"reduction_due": reduction, "carry_in": "0.00"}
    words: dict[str, object] = {"document": "cd" * 32, "signers": ["Ana"]}
    year.apply(
        command(
            "Windsor",
            "DesignateDistrict",
            2026,
            round="FY2023",
            criterion="ranked",
            first_time=False,
        ),
        command("Windsor", "StateOpeningBalance", 2026, balances=stated, **words),
        command("Windsor", "SubmitExpenditureReport", 2026, spent="0", effective_on="2026-08-30"),
        command("Windsor", "CloseFiscalYear", 2026, effective_on="2026-09-15"),
    )


# ---- preview ----


def test_the_preview_says_by_place_and_reason_what_rolls_over_and_who_must_act(
    year: PaidYear,
) -> None:
    before = year.size
    ran = year.run("year", "preview", *YEAR, "--json")
    windsor = year.row(ran, "Windsor")
    assert (windsor["at_commissioner"], windsor["at_town"], windsor["at_board"]) == (
        "100000.00",
        "50000.00",
        "50000.00",
    )
    assert (windsor["unreleased"], windsor["because_not_released"], windsor["carry_out"]) == (
        "100000.00",
        "100000.00",
        "200000.00",
    )
    assert ran.data["unreleased"][1] == {
        "district": "Windsor",
        "town_code": 164,
        "reason": "approved, not released",
        "amount": "100000.00",
        "who": "Commissioner of Education",
        "next_step": "alliance release authorize Windsor --fiscal-year FY2027 --release … "
        "--amount …",
        "synthetic": True,
    }
    assert ran.data["proof"] == (
        "Comptroller 0.00 + Commissioner 300,000.00 + in payment 0.00 + town 50,000.00 + board "
        "50,000.00 + not withheld 0.00 − advanced 0.00 = 400,000.00; available 600,000.00 − spent "
        "200,000.00 = 400,000.00"
    )
    assert year.size == before


def test_what_keeps_a_year_from_closing_is_what_the_closing_would_say(year: PaidYear) -> None:
    ran = year.run("year", "preview", *YEAR, "--json")
    derby, windsor = ran.rows
    assert (windsor["ready"], windsor["why"], derby["ready"]) == ("ready", None, "not ready")
    closing = year.run("year", "close", "Derby", *YEAR, *SEPTEMBER, "--json")
    assert (closing.code, closing.error["message"]) == (3, derby["why"])
    # Nothing is known of what it spent: unknown, and not zero.
    assert derby["spent"] is None
    year.run(*CLOSE_ALL)
    assert year.run("year", "preview", *YEAR, "--json").rows[1]["ready"] == "closed"


def test_of_a_closed_year_nobody_has_to_release_anything(year: PaidYear) -> None:
    year.run(*CLOSE_ALL)
    derby, windsor = year.run("year", "preview", *YEAR, "--json").data["unreleased"]
    assert (windsor["reason"], windsor["amount"]) == ("approved, not released", "100000.00")
    assert (windsor["who"], windsor["next_step"]) == ("nobody has to", None)
    assert derby["who"] == "Commissioner of Education"
    note = (
        "closed: what was not released went on to FY2028: alliance year preview --fiscal-year "
        "FY2028"
    )
    assert note in year.run("year", "preview", *YEAR).out
    open_ = year.run("year", "preview", *YEAR, "--district", "Derby").out
    assert "went on to FY2028" not in open_


def test_a_year_that_is_closed_is_not_closed_again(year: PaidYear) -> None:
    year.done("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    again = year.run("year", "close", "Windsor", *YEAR, "--effective-on", "2027-09-20", "--json")
    assert (again.code, again.error["next_step"]) == (
        3,
        "Nothing needs to be recorded. See: alliance balance show Windsor --fiscal-year FY2028",
    )


def test_the_screen_has_a_list_for_each_question_and_adds_each_up(year: PaidYear) -> None:
    year.act("hold", "place", "Derby", "--name", "H1", "--breach", "b", "--lifted-by", "r")
    lines = year.run("year", "preview", *YEAR).out.splitlines()
    assert "proof  available 600,000.00 − spent 200,000.00 = 400,000.00" in lines
    assert (
        "proof  200,000.00 withheld for noncompliance + 100,000.00 approved, not released = "
        "300,000.00"
    ) in lines
    assert "proof  1 ready + 0 closed + 1 not ready = 2 districts" in lines
    assert not any("findings open" in line for line in lines)


def test_open_orders_stand_beside_what_rolls_over(tmp_path: Path) -> None:
    year = PaidYear(f"sqlite:///{tmp_path / 'open.db'}", tmp_path)
    year.done("init", "--purpose", "training", "--name", "Open")
    _owed(year, "500000.00")
    ran = year.run("year", "preview", "--fiscal-year", "2026")
    assert "reduction due" in ran.out
    assert "500,000.00" in ran.out
    assert "Nothing keeps a year of these from closing." in ran.out


def test_spending_above_what_is_available_is_in_no_balance(year: PaidYear) -> None:
    year.apply(
        command("Derby", "SubmitExpenditureReport", spent="200000.01", effective_on="2027-09-01")
    )
    ran = year.run("year", "preview", *YEAR, "--district", "derby", "--json")
    (row,) = ran.rows
    assert (row["advanced_by_board"], row["carry_out"]) == ("200000.00", "0.00")
    assert ran.data["proof"] == (
        "Comptroller 0.00 + Commissioner 200,000.00 + in payment 0.00 + town 0.00 + board 0.00 + "
        "not withheld 0.00 − advanced 200,000.00 = 0.00; available 200,000.00 − spent 200,000.01 "
        "+ spent above available 0.01 = 0.00"
    )


def test_one_district_can_be_asked_for_and_another_is_not_found(year: PaidYear) -> None:
    assert len(year.run("year", "preview", *YEAR, "--district", "164", "--json").rows) == 1
    missing = year.run("year", "preview", *YEAR, "--district", "Bristol", "--json")
    assert (missing.code, missing.error["code"]) == (4, "not_found")
    empty = year.run("year", "preview", "--fiscal-year", "2016")
    assert empty.out.endswith("No district has an account in FY2016 on this ledger.\n")


def test_files_have_every_reason_as_a_column_once(year: PaidYear, tmp_path: Path) -> None:
    file = tmp_path / "preview.csv"
    year.done("year", "preview", *YEAR, "--csv", str(file))
    heads = file.read_text("utf-8").splitlines()[0].split(",")
    assert len(set(heads)) == len(heads)
    assert {"because_no_plan", "because_condition", "not_withheld", "why"} <= set(heads)


# ---- list, restated ----


def test_closed_accounts_are_listed_and_of_a_year_the_open_ones_too(year: PaidYear) -> None:
    assert year.run("year", "list").out.endswith("No year is closed on this ledger.\n")
    year.run(*CLOSE_ALL)
    (closed,) = year.run("year", "list", "--json").rows
    assert (closed["district"], closed["fiscal_year"], closed["closed_on"]) == (
        "Windsor",
        2027,
        "2027-09-15",
    )
    ran = year.run("year", "list", *YEAR, "--json")
    assert [(row["report"], row["carry_out"]) for row in ran.rows] == [
        ("not recorded here", None),
        ("certified", "200000.00"),
    ]
    assert ran.data["proof"] == "1 closed + 1 open = 2 accounts"
    assert year.run("year", "list", "--fiscal-year", "2016").out.endswith(
        "No district has an account in FY2016 on this ledger.\n"
    )


def test_over_several_years_what_is_carried_is_not_added_up(year: PaidYear) -> None:
    year.done("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    report = ("report", "submit-total", "Windsor", *NEXT, "--spent", "50000")
    year.done(*report, "--effective-on", "2028-08-30")
    year.done("year", "close", "Windsor", *NEXT, "--effective-on", "2028-09-15")
    ran = year.run("year", "list", "--json")
    # The 200,000.00 of FY2027 are in FY2028 again, and 150,000.00 of them go on.
    assert [row["carry_out"] for row in ran.rows] == ["200000.00", "150000.00"]
    assert ran.data["totals"] == {"spent": "250000.00", "closed": 2, "open": 0}
    said = (
        "Carried in, available, carried out: no total over several years, since what one year "
        "carries on is in the next year too."
    )
    assert said in ran.data["notes"]
    assert said in year.run("year", "list").out
    one = year.run("year", "list", *NEXT, "--json").data
    assert (one["totals"]["carry_in"], one["totals"]["carry_out"]) == ("200000.00", "150000.00")
    assert said not in one["notes"]


def test_an_amended_report_restates_the_closed_year_and_what_the_next_opened_with(
    year: PaidYear,
) -> None:
    year.done("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    amend = ("report", "amend-total", "Windsor", *YEAR, "--spent", "210000")
    year.done(*amend, "--because", "line 5 twice", "--effective-on", "2027-10-01")
    ran = year.run("year", "restated", *YEAR, "--json")
    assert [(row["figure"], row["before"], row["after"]) for row in ran.rows] == [
        ("spent_reported", "200000.00", "210000.00"),
        ("carry_out", "200000.00", "190000.00"),
        ("FiscalYearClosed.at_board", "50000.00", "40000.00"),
    ]
    follows = "follows from the amended report of Windsor FY2027: line 5 twice"
    assert [(row["event"], row["reason"]) for row in ran.rows] == [
        ("ExpenditureReportAmended", "line 5 twice"),
        ("ExpenditureReportAmended", "line 5 twice"),
        ("EventCorrected", follows),
    ]
    assert ran.data["proof"] == (
        "carried out -10,000.00 = -10,000.00; carried out, by place, -10,000.00 = -10,000.00"
    )
    later = year.run("year", "restated", *NEXT, "--json")
    assert [(row["figure"], row["difference"], row["reason"]) for row in later.rows] == [
        (name, "-10000.00", follows)
        for name in ("carry_in", "available", "BalanceCarriedIn.at_board")
    ]
    assert later.data["notes"][1:] == ["FY2028 is open: it has carried nothing out yet."]


def test_two_changes_of_a_closed_year_add_up(year: PaidYear) -> None:
    year.done("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    amend = ("report", "amend-total", "Windsor", *YEAR, "--because", "audit")
    year.done(*amend, "--spent", "210000", "--effective-on", "2027-10-01")
    year.done(*amend, "--spent", "195000", "--effective-on", "2027-10-02")
    ran = year.run("year", "restated", *YEAR, "--district", "Windsor")
    assert "proof  carried out -10,000.00 + 15,000.00 = 5,000.00" in ran.out
    assert (
        "FY2028 opened with another balance: alliance year restated --fiscal-year FY2028"
    ) in ran.out


def test_a_year_nobody_changed_since_it_closed_says_so(year: PaidYear) -> None:
    year.run(*CLOSE_ALL)
    for asked in (YEAR, NEXT):
        ran = year.run("year", "restated", *asked)
        assert ran.code == 0
        assert "was changed after it closed" in ran.out


def test_closing_a_year_of_which_nothing_was_withheld_says_what_that_means(tmp_path: Path) -> None:
    bare = PaidYear(f"sqlite:///{tmp_path / 'bare.db'}", tmp_path)
    bare.done("init", "--purpose", "training", "--name", "Bare")
    bare.apply(
        *(
            one
            for one in portion_of("Windsor", "400000.00")
            if one["command"] not in ("WithholdPortion", "TransferPortion")
        ),
        command("Windsor", "SubmitExpenditureReport", spent="100000.00", effective_on="2027-08-30"),
    )
    close = ("year", "close", "Windsor", *YEAR, *SEPTEMBER)
    for words in ((*close, "--dry-run"), close):
        assert (
            "caution  no record says that 400,000.00 of its money was ever withheld; 300,000.00 is"
        ) in bare.done(*words).out
    withheld = small_year(tmp_path, {"Derby": "200000.00"})
    withheld.apply(*paid("Derby", "100000.00", "100000.00", "50000.00"))
    ran = withheld.done("year", "close", "Derby", *YEAR, *SEPTEMBER, "--json")
    assert ran.data["cautions"] == []


def test_a_year_closed_on_june_30_takes_effect_with_its_report(year: PaidYear) -> None:
    june = ("--effective-on", "2027-06-30")
    ran = year.done("year", "close", "Windsor", *YEAR, *june)
    assert "it counts from 2027-08-30, the day of the last record it rests on" in ran.out
    for day, carried, opened in (
        ("2027-08-29", None, None),
        ("2027-08-30", "200000.00", "200000.00"),
    ):
        shown = year.run("balance", "show", "Windsor", *YEAR, "--as-of", day, "--json")
        assert shown.data["balances"]["carry_out"] == carried
        after = year.run("balance", "show", "Windsor", *NEXT, "--as-of", day, "--json")
        if opened is None:
            assert after.code == 4
        else:
            assert after.data["balances"]["carry_in"] == opened
