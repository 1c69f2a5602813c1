"""What the rows of entitlements and designations mean, and which rows are not accepted.

Not here: completing district-years (`test_loading.py`), reading files (`test_source_file.py`).
"""

from datetime import date
from pathlib import Path

import pytest
from imported import DESIGNATION_HEADING, ECS_HEADING, ImportDesk

from domain.authority import Assurance, Office
from domain.commands import CloseFiscalYear, SetEntitlement, StateOpeningBalance
from domain.events import Criterion, DistrictDesignated, EntitlementSet, Stage
from domain.fiscal_year import FiscalYear
from domain.ledger_events import SourceLoaded
from domain.money import Money
from ledger.imports import ECS_COLUMNS, import_ecs, total_of
from ledger.loading import ImportReport
from ledger.reference import shipped
from ledger.source_file import Rejected

usd = Money.parse


@pytest.fixture
def desk(tmp_path: Path) -> ImportDesk:
    return ImportDesk(tmp_path)


def codes(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(row.line, row.column, row.code) for row in report.rejected]


# ---- entitlements ----


def test_an_entitlement_is_recorded_as_imported_on_july_first(desk: ImportDesk) -> None:
    report = desk.ecs(f"{ECS_HEADING}\nAvon,2023,1232688.50,\n")
    assert (report.read, report.recorded, report.unchanged, report.rejected) == (1, 1, 0, ())
    (kept,) = desk.history("Avon", 2023)
    assert kept.record.data == EntitlementSet(
        amount=usd("1232688.50"),
        stage=None,
        reason=None,
        education_diversity=None,
        published_portion=None,
        source="list.csv",
    )
    assert kept.record.effective_on == date(2022, 7, 1)
    assert (kept.record.office, kept.record.assurance) == (Office.SYSTEM, Assurance.IMPORTED)


def test_fy2018_counts_from_the_day_its_budget_passed(desk: ImportDesk) -> None:
    desk.ecs(f"{ECS_HEADING}\nAvon,2018,5,\n")
    (kept,) = desk.history("Avon", 2018)
    assert kept.record.effective_on == date(2017, 10, 31)


def test_the_stage_is_not_known_unless_somebody_knows_it(desk: ImportDesk) -> None:
    source = desk.source(f"{ECS_HEADING}\nAvon,2023,5,\nAvon,2024,6,\n", ECS_COLUMNS)

    def stage_of(year: FiscalYear) -> Stage | None:
        return Stage.PRELIMINARY if year.ends_in == 2024 else None

    import_ecs(desk.ledger, source, desk.order(), stage_of)
    stages = [desk.state("Avon", year).entitlement for year in (2023, 2024)]
    assert [event.stage for event in stages if event] == [None, Stage.PRELIMINARY]


def test_the_source_of_a_row_is_kept(desk: ImportDesk) -> None:
    desk.ecs("district,fiscal_year,ecs_entitlement_usd,source_id\nAvon,FY2023,5,S01\n")
    entitlement = desk.state("Avon", 2023).entitlement
    assert entitlement is not None
    assert entitlement.source == "S01"


def test_towns_are_found_in_any_letter_case_or_by_code(desk: ImportDesk) -> None:
    report = desk.ecs(f"{ECS_HEADING}\n hartford ,2023,5,\n043,2023,6,\n")
    assert report.recorded == 2
    assert desk.state("East Hartford", 2023).entitlement is not None


def test_extra_columns_are_ignored(desk: ImportDesk) -> None:
    assert desk.ecs("town,fiscal_year,ecs_entitlement_usd,mood\nAvon,2023,5,good\n").recorded == 1


@pytest.mark.parametrize("code", ["4", "004", ""])
def test_a_town_code_that_fits_or_is_empty_is_accepted(desk: ImportDesk, code: str) -> None:
    text = f"town,town_code,fiscal_year,ecs_entitlement_usd\nAvon,{code},2023,5\n"
    assert desk.ecs(text).recorded == 1


def test_a_town_code_of_another_town_rejects_the_row(desk: ImportDesk) -> None:
    report = desk.ecs("town,town_code,fiscal_year,ecs_entitlement_usd\nAvon,5,2023,5\n")
    assert codes(report) == [(2, "town_code", "town_code_mismatch")]
    assert report.rejected[0].message == "Avon has town code 4, and the row says 5."


@pytest.mark.parametrize(
    ("town", "nearest"),
    [
        ("Winsor", "Windsor (164)"),
        ("Windsor Lock", "Windsor Locks (165)"),
        ("Norwolk", "Norwalk (103)"),
        ("Hartford Public Schools", ""),
        ("Willimantic", "Windham (163)"),
        ("", ""),
    ],
)
def test_a_name_that_is_nearly_a_towns_is_never_completed(
    desk: ImportDesk, town: str, nearest: str
) -> None:
    report = desk.ecs(f"{ECS_HEADING}\n{town},2023,5,\n")
    assert codes(report) == [(2, "town", "unknown_district")]
    assert nearest in report.rejected[0].message


@pytest.mark.parametrize(
    "amount",
    ["-5", '"1,000"', "12.5", "1e6", "NaN", "\uff11\uff12", "$5", "inf", "1_000", "0x5"],
)
def test_an_amount_that_is_not_exact_rejects_the_row(desk: ImportDesk, amount: str) -> None:
    report = desk.ecs(f"{ECS_HEADING}\nAvon,2023,{amount},\n")
    assert [row.column for row in report.rejected] == ["ecs_entitlement_usd"]
    assert report.rejected[0].code in {"invalid_money", "amount_negative"}
    assert desk.ledger.store.position() == 1


def test_spaces_around_an_amount_are_the_files(desk: ImportDesk) -> None:
    assert desk.ecs(f"{ECS_HEADING}\nAvon,2023, 5 ,\n").recorded == 1


def test_an_empty_amount_is_missing_and_not_zero(desk: ImportDesk) -> None:
    report = desk.ecs(f"{ECS_HEADING}\nAvon,2023,,\n")
    assert codes(report) == [(2, "ecs_entitlement_usd", "amount_missing")]


def test_a_known_zero_is_recorded(desk: ImportDesk) -> None:
    assert desk.ecs(f"{ECS_HEADING}\nAvon,2023,0,0\n").recorded == 1


def test_parts_larger_than_the_whole_reject_the_row(desk: ImportDesk) -> None:
    report = desk.ecs(f"{ECS_HEADING}\nAvon,2023,5,6\n")
    assert codes(report) == [(2, "alliance_portion_usd", "parts_exceed_entitlement")]


@pytest.mark.parametrize(
    "year", ["1999", "2100", "22-23", "2023.0", "", "\uff12\uff10\uff12\uff13"]
)
def test_what_is_no_fiscal_year_rejects_the_row(desk: ImportDesk, year: str) -> None:
    report = desk.ecs(f"{ECS_HEADING}\nAvon,{year},5,\n")
    assert codes(report) == [(2, "fiscal_year", "invalid_fiscal_year")]


def test_a_row_that_stands_twice_is_rejected_with_the_first_line(desk: ImportDesk) -> None:
    report = desk.ecs(f"{ECS_HEADING}\nAvon,2023,5,\nBerlin,2023,5,\navon,2023,5,\n")
    assert codes(report) == [(4, "fiscal_year", "duplicate_row")]
    assert "Avon FY2023 stands on line 2 already" in report.rejected[0].message


def test_the_same_file_again_records_nothing(desk: ImportDesk) -> None:
    text = f"{ECS_HEADING}\nAvon,2023,5,\nBerlin,2023,6,\n"
    desk.ecs(text)
    before = list(desk.ledger.rows())
    report = desk.ecs(text)
    assert (report.recorded, report.unchanged, report.records) == (0, 2, 0)
    assert list(desk.ledger.rows()) == before


def test_a_file_without_rows_records_nothing(desk: ImportDesk) -> None:
    report = desk.ecs(f"{ECS_HEADING}\n")
    assert (report.read, report.records) == (0, 0)
    assert desk.ledger.store.position() == 1


def test_another_amount_is_rejected_with_both_amounts(desk: ImportDesk) -> None:
    desk.ecs(f"{ECS_HEADING}\nAvon,2023,5,1\n")
    report = desk.ecs(f"{ECS_HEADING}\nAvon,2023,6,2\n")
    assert codes(report) == [(2, "ecs_entitlement_usd", "entitlement_differs")]
    assert report.rejected[0].message == (
        "Avon FY2023 is on record with an entitlement of 5.00, not 6.00, a published portion of "
        "1.00, not 2.00. Use --revise if the file is right."
    )


def test_another_amount_is_accepted_with_revise_and_says_why(desk: ImportDesk) -> None:
    desk.ecs(f"{ECS_HEADING}\nAvon,2023,5,\n")
    report = desk.ecs(f"{ECS_HEADING}\nAvon,2023,6,\n", desk.order(revise=True))
    assert report.recorded == 1
    entitlement = desk.state("Avon", 2023).entitlement
    assert entitlement is not None
    assert (entitlement.amount, entitlement.reason) == (usd("6"), "as in list.csv")


def test_a_split_that_was_not_known_is_added_without_revise(desk: ImportDesk) -> None:
    desk.ecs(f"{ECS_HEADING}\nAvon,2023,5,\n")
    text = (
        "town,fiscal_year,ecs_entitlement_usd,alliance_portion_usd,education_diversity_portion_usd"
        "\nAvon,2023,5,2,1\n"
    )
    assert desk.ecs(text).recorded == 1
    entitlement = desk.state("Avon", 2023).entitlement
    assert entitlement is not None
    assert (entitlement.published_portion, entitlement.education_diversity) == (usd("2"), usd("1"))


def test_a_file_without_the_split_takes_nothing_away(desk: ImportDesk) -> None:
    desk.ecs(f"{ECS_HEADING}\nAvon,2023,5,2\n")
    report = desk.ecs("town,fiscal_year,ecs_entitlement_usd\nAvon,2023,5\n")
    assert (report.recorded, report.unchanged) == (0, 1)


def test_an_entitlement_is_a_fact_also_in_a_year_without_a_portion_rule(desk: ImportDesk) -> None:
    assert desk.ecs(f"{ECS_HEADING}\nAvon,2001,5,\nAvon,2028,6,\n").recorded == 2


# ---- all or nothing ----


def with_bad_rows() -> str:
    lines = shipped("ecs_entitlements.csv").read_text("utf-8").splitlines()
    lines[99] = lines[99].replace(",2012,", ",2012x,")
    lines[1499] = "Hartfort" + lines[1499][lines[1499].index(",") :]
    lines[2703] += ",one,two"
    return "\n".join(lines) + "\n"


def test_all_bad_rows_of_2_704_are_told_by_line_and_nothing_is_recorded(desk: ImportDesk) -> None:
    report = desk.ecs(with_bad_rows())
    assert (report.read, report.recorded, report.records) == (2704, 0, 0)
    assert codes(report) == [
        (100, "fiscal_year", "invalid_fiscal_year"),
        (1500, "town", "unknown_district"),
        (2704, "", "extra_cells"),
    ]
    assert desk.ledger.store.position() == 1


def test_partial_records_the_good_rows(desk: ImportDesk) -> None:
    report = desk.ecs(with_bad_rows(), desk.order(partial=True))
    # 2,704 - 3 = 2,701 entitlements, with what was loaded.
    assert (report.recorded, len(report.rejected), report.records) == (2701, 3, 2702)
    assert desk.ledger.store.position() == 2703


def test_a_dry_run_decides_everything_and_records_nothing(desk: ImportDesk) -> None:
    report = desk.ecs(f"{ECS_HEADING}\nAvon,2023,5,\n", desk.order(dry_run=True))
    assert (report.recorded, report.records) == (1, 2)
    assert desk.ledger.store.position() == 1


# ---- what is said about the file ----


def test_a_load_names_the_file_its_hash_and_the_day_in_connecticut(desk: ImportDesk) -> None:
    desk.ecs(f"{ECS_HEADING}\nAvon,2023,5,\nAvon,2021,4,\n")
    own = [kept.record for kept in desk.ledger.own_history()[1:]]
    assert own[0].data == SourceLoaded(
        file="list.csv",
        sha256=desk.source(f"{ECS_HEADING}\nAvon,2023,5,\nAvon,2021,4,\n", ECS_COLUMNS).sha256,
        kind="ecs-entitlements",
        rows=2,
        records=2,
        loaded_on=date(2024, 1, 15),
    )
    assert {record.correlation for record in own} == {"i1"}


def test_a_file_says_nothing_of_the_towns_and_years_it_leaves_out(desk: ImportDesk) -> None:
    # A statement of coverage would turn the absence of Berlin's FY2022 into a breach.
    desk.ecs(f"{ECS_HEADING}\nAvon,2023,5,\nAvon,2021,4,\n")
    kinds = [type(kept.record.data).__name__ for kept in desk.ledger.own_history()]
    assert kinds == ["LedgerOpened", "SourceLoaded"]


def test_the_stage_an_office_set_stays_where_a_file_does_not_say_one(desk: ImportDesk) -> None:
    final = SetEntitlement(amount=Money.dollars(500), stage=Stage.FINAL)
    desk.do("Avon", 2023, final, date(2022, 7, 1))
    desk.ecs(f"{ECS_HEADING}\nAvon,2023,500,20\n")
    entitlement = desk.state("Avon", 2023).entitlement
    assert entitlement is not None
    assert (entitlement.stage, entitlement.published_portion) == (Stage.FINAL, Money.dollars(20))


def test_a_row_refused_in_one_year_records_none_of_its_years(desk: ImportDesk) -> None:
    # FY2015 is closed, on a statement: the term of Hartford's row is refused there.
    stated = {"carry_in": Money.dollars(5), "spent_reported": Money.dollars(5)}
    opening = StateOpeningBalance(balances=stated, document="letter", signers=("Ana",))
    desk.do("Hartford", 2015, opening, date(2015, 6, 30))
    desk.do("Hartford", 2015, CloseFiscalYear(), date(2015, 6, 30))
    rows = "Hartford,2013,2017,initial 30\nAnsonia,2013,2017,initial 30"
    report = desk.designations(f"{DESIGNATION_HEADING}\n{rows}\n", desk.order(partial=True))
    assert [row.line for row in report.rejected] == [2]
    for year in (2013, 2014, 2016, 2017):
        assert desk.state("Hartford", year).designation is None
    assert desk.state("Ansonia", 2013).designated


# ---- designations ----


def test_a_row_designates_each_year_of_its_term(desk: ImportDesk) -> None:
    report = desk.designations(f"{DESIGNATION_HEADING}\nAnsonia,2013,2017,initial 30\n")
    assert (report.read, report.recorded) == (1, 1)
    for year in range(2013, 2018):
        (kept,) = desk.history("Ansonia", year)
        assert kept.record.effective_on == date(2012, 7, 1)
        assert kept.record.data == DistrictDesignated(
            round="FY2013", criterion=Criterion.RANKED, first_time=True
        )


@pytest.mark.parametrize(
    ("term", "on"),
    [("2018,2022,continuing", date(2017, 10, 31)), ("2023,2027,continuing", date(2022, 7, 1))],
)
def test_later_rounds_count_from_their_own_day(desk: ImportDesk, term: str, on: date) -> None:
    desk.designations(f"{DESIGNATION_HEADING}\nAnsonia,{term}\n")
    (kept,) = desk.history("Ansonia", int(term[:4]))
    assert kept.record.effective_on == on
    assert isinstance(kept.record.data, DistrictDesignated)
    assert kept.record.data.criterion is Criterion.NOT_PUBLISHED


def test_99_rows_give_495_district_years(desk: ImportDesk) -> None:
    report = desk.shipped_designations()
    assert (report.read, report.recorded, report.unchanged) == (99, 99, 0)
    assert sum(state.designated for state in desk.ledger.all_district_years().values()) == 495


def test_the_same_designations_again_record_nothing(desk: ImportDesk) -> None:
    desk.shipped_designations()
    before = desk.ledger.store.position()
    report = desk.shipped_designations()
    assert (report.recorded, report.unchanged, report.records) == (0, 99, 0)
    assert desk.ledger.store.position() == before


@pytest.mark.parametrize("term", ["2013,2018", "2014,2018", "2028,2032", "2012,2016"])
def test_a_term_of_no_round_rejects_the_row(desk: ImportDesk, term: str) -> None:
    report = desk.designations(f"{DESIGNATION_HEADING}\nAnsonia,{term},added\n")
    assert codes(report) == [(2, "fiscal_year_from", "unknown_round")]


def test_another_status_rejects_the_row(desk: ImportDesk) -> None:
    report = desk.designations(f"{DESIGNATION_HEADING}\nAnsonia,2013,2017,perhaps\n")
    assert codes(report) == [(2, "status", "unknown_status")]


def test_a_designation_that_stands_twice_is_rejected(desk: ImportDesk) -> None:
    row = "Ansonia,2013,2017,initial 30\n"
    report = desk.designations(f"{DESIGNATION_HEADING}\n{row}{row}")
    assert codes(report) == [(3, "fiscal_year", "duplicate_row")]
    assert desk.ledger.store.position() == 1


def test_a_district_of_fy2013_that_fy2018_left_out_has_no_baseline_clause(
    desk: ImportDesk,
) -> None:
    text = f"{DESIGNATION_HEADING}\nAnsonia,2013,2017,initial 30\nAnsonia,2023,2027,continuing\n"
    report = desk.designations(text)
    assert codes(report) == [(3, "", "no_baseline_clause")]


def test_with_fy2018_between_them_it_has_one(desk: ImportDesk) -> None:
    rows = ("2013,2017,initial 30", "2018,2022,continuing", "2023,2027,continuing")
    text = "\n".join([DESIGNATION_HEADING, *(f"Ansonia,{row}" for row in rows)])
    assert desk.designations(f"{text}\n").recorded == 3


def test_the_sum_of_what_is_known_leaves_out_what_is_not() -> None:
    assert total_of(usd("5"), None, usd("6")) == usd("11")


def test_rejected_rows_come_in_the_order_of_the_file(desk: ImportDesk) -> None:
    report = desk.ecs(f"{ECS_HEADING}\nAvon,2023,x,\nAvon,2023,5,6,7\nAvon,y,5,\n")
    assert [row.line for row in report.rejected] == [2, 3, 4]
    assert isinstance(report.rejected[0], Rejected)
