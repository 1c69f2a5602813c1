"""District-years are completed whichever file comes last, and nothing a person did is undone."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from imported import DESIGNATION_HEADING, ECS_HEADING, ImportDesk

from domain.commands import (
    CloseFiscalYear,
    CorrectEvent,
    DesignateDistrict,
    RecordPublishedWithholding,
    SubmitExpenditureReport,
    TransferPortion,
    WithholdPortion,
)
from domain.events import Criterion, EventCorrected, PortionDetermined, PublishedWithholdingRecorded
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.loading import fact_day
from ledger.portions import portions_by_law
from ledger.reference import shipped

usd = Money.parse

DESIGNATED = f"{DESIGNATION_HEADING}\nHartford,2023,2027,continuing\n"
ENTITLED = f"{ECS_HEADING}\nHartford,2012,900,\nHartford,2023,1000,100\n"
COMPLETE = Counter(
    ["EntitlementSet", "DistrictDesignated", "PortionDetermined", "PublishedWithholdingRecorded"]
)


@pytest.fixture
def desk(tmp_path: Path) -> ImportDesk:
    return ImportDesk(tmp_path)


@pytest.fixture
def complete(desk: ImportDesk) -> ImportDesk:
    """Hartford FY2023: entitlement 1,000 over 900, portion and published withholding 100."""
    desk.designations(DESIGNATED)
    desk.ecs(ENTITLED)
    return desk


# ---- either order ----


def test_the_second_import_completes_the_year_whichever_it_is(tmp_path: Path) -> None:
    for first_designations in (True, False):
        desk = ImportDesk(tmp_path)
        acts = [lambda d=desk: d.designations(DESIGNATED), lambda d=desk: d.ecs(ENTITLED)]
        for act in acts if first_designations else reversed(acts):
            act()
        assert Counter(desk.events("Hartford", 2023)) == COMPLETE
        assert desk.balance("portion", "Hartford", 2023) == "100.00"
        assert desk.balance("held_by_comptroller", "Hartford", 2023) == "100.00"


@pytest.fixture(scope="module")
def by_designations(tmp_path_factory: pytest.TempPathFactory) -> ImportDesk:
    desk = ImportDesk(tmp_path_factory.mktemp("designations"))
    desk.shipped_designations()
    desk.shipped_ecs()
    return desk


def test_either_order_of_the_real_files_gives_the_same_ledger(
    by_designations: ImportDesk, tmp_path: Path
) -> None:
    other = ImportDesk(tmp_path)
    other.shipped_ecs()
    other.shipped_designations()
    assert other.all_balances() == by_designations.all_balances()
    assert other.all_events() == by_designations.all_events()


@pytest.mark.parametrize("newest_first", [True, False], ids=["newest first", "oldest first"])
def test_a_file_for_each_year_gives_the_same_ledger(
    by_designations: ImportDesk, tmp_path: Path, *, newest_first: bool
) -> None:
    heading, *rows = shipped("ecs_entitlements.csv").read_text("utf-8").splitlines()
    years = sorted({row.split(",")[2] for row in rows}, reverse=newest_first)
    assert len(years) == 16
    desk = ImportDesk(tmp_path)
    for number, year in enumerate(years):
        if number == 8:
            desk.shipped_designations()
        slice_of_year = [row for row in rows if row.split(",")[2] == year]
        desk.ecs("\n".join([heading, *slice_of_year]) + "\n")
    assert desk.all_balances() == by_designations.all_balances()
    assert desk.all_events() == by_designations.all_events()


def test_both_real_files_again_record_nothing(by_designations: ImportDesk) -> None:
    before = by_designations.ledger.store.position()
    reports = (by_designations.shipped_ecs(), by_designations.shipped_designations())
    assert [(r.read, r.recorded, r.unchanged, r.records) for r in reports] == [
        (2704, 0, 2704, 0),
        (99, 0, 99, 0),
    ]
    assert by_designations.ledger.store.position() == before


def test_a_portion_waits_for_its_baseline(desk: ImportDesk) -> None:
    desk.designations(DESIGNATED)
    desk.ecs(f"{ECS_HEADING}\nHartford,2023,1000,100\n")
    # Withheld as published is a fact and waits for nothing.
    assert Counter(desk.events("Hartford", 2023)) == COMPLETE - Counter(["PortionDetermined"])
    desk.ecs(f"{ECS_HEADING}\nHartford,2012,900,\n")
    assert Counter(desk.events("Hartford", 2023)) == COMPLETE


def test_without_a_published_split_nothing_is_withheld(desk: ImportDesk) -> None:
    desk.designations(DESIGNATED)
    desk.ecs(f"{ECS_HEADING}\nHartford,2012,900,\nHartford,2024,1000,\n")
    assert "PublishedWithholdingRecorded" not in desk.events("Hartford", 2024)
    assert desk.balance("portion", "Hartford", 2024) == "100.00"


def test_legal_dates_are_july_first_and_for_the_withholding_june_30(complete: ImportDesk) -> None:
    dates = {
        kept.record.event: kept.record.effective_on for kept in complete.history("Hartford", 2023)
    }
    assert dates == {
        "DistrictDesignated": date(2022, 7, 1),
        "EntitlementSet": date(2022, 7, 1),
        "PortionDetermined": date(2022, 7, 1),
        "PublishedWithholdingRecorded": date(2023, 6, 30),
    }


def test_the_day_of_a_fact_of_fy2018_is_that_of_its_budget() -> None:
    assert fact_day(FiscalYear(2018)) == date(2017, 10, 31)
    assert fact_day(FiscalYear(2019)) == date(2018, 7, 1)


# ---- revising ----


def test_a_revised_year_has_its_portion_and_withholding_follow(complete: ImportDesk) -> None:
    text = f"{ECS_HEADING}\nHartford,2023,1050,150\n"
    assert complete.ecs(text).rejected[0].code == "entitlement_differs"
    report = complete.ecs(text, complete.order(revise=True))
    assert (report.recorded, report.rejected) == (1, ())
    assert complete.balance("portion", "Hartford", 2023) == "150.00"
    assert complete.balance("withheld_by_comptroller", "Hartford", 2023) == "150.00"
    assert Counter(complete.events("Hartford", 2023)) == COMPLETE + Counter(
        ["EntitlementSet", "PortionDetermined", "EventCorrected"]
    )


def test_a_correction_of_the_published_withholding_stands_on_june_30(complete: ImportDesk) -> None:
    complete.ecs(f"{ECS_HEADING}\nHartford,2023,1050,150\n", complete.order(revise=True))
    (correction,) = [
        kept.record
        for kept in complete.history("Hartford", 2023)
        if isinstance(kept.record.data, EventCorrected)
    ]
    assert correction.effective_on == date(2023, 6, 30)
    assert isinstance(correction.data, EventCorrected)
    assert correction.data.reason == "revised in list.csv"


def test_revising_twice_corrects_the_correction(complete: ImportDesk) -> None:
    for published in (150, 140):
        complete.ecs(
            f"{ECS_HEADING}\nHartford,2023,1050,{published}\n", complete.order(revise=True)
        )
    assert complete.balance("withheld_by_comptroller", "Hartford", 2023) == "140.00"


def test_revising_only_the_amount_leaves_the_published_withholding(complete: ImportDesk) -> None:
    complete.ecs(f"{ECS_HEADING}\nHartford,2023,1050,\n", complete.order(revise=True))
    assert complete.balance("portion", "Hartford", 2023) == "150.00"
    assert complete.balance("withheld_by_comptroller", "Hartford", 2023) == "100.00"
    assert "EventCorrected" not in complete.events("Hartford", 2023)


def test_a_revised_earmark_has_the_portion_follow(desk: ImportDesk) -> None:
    heading = "town,fiscal_year,ecs_entitlement_usd,education_diversity_portion_usd"
    desk.designations(DESIGNATED)
    desk.ecs(f"{heading}\nHartford,2012,900,\nHartford,2024,1000,10\n")
    assert desk.balance("portion", "Hartford", 2024) == "90.00"
    desk.ecs(f"{heading}\nHartford,2024,1000,20\n", desk.order(revise=True))
    assert desk.balance("portion", "Hartford", 2024) == "80.00"


def test_a_revised_baseline_leaves_the_portion_and_is_a_finding(complete: ImportDesk) -> None:
    report = complete.ecs(f"{ECS_HEADING}\nHartford,2012,950,\n", complete.order(revise=True))
    assert report.recorded == 1
    assert complete.balance("portion", "Hartford", 2023) == "100.00"
    assert Counter(complete.events("Hartford", 2023)) == COMPLETE
    (row,) = portions_by_law(
        complete.ledger.all_district_years(), lambda year: year.last_day, FiscalYear(2023)
    )
    # 1,000 - 950 = 50 by law; determined were 1,000 - 900 = 100.
    assert row.portion == usd("50.00")
    assert row.finding is not None
    assert "baseline 900.00, now 950.00" in row.finding


def test_a_revision_below_what_was_transferred_rejects_its_row_whole(complete: ImportDesk) -> None:
    complete.do("Hartford", 2023, TransferPortion(amount=usd("80.00")), on=date(2023, 6, 30))
    before = complete.ledger.store.position()
    text = f"{ECS_HEADING}\nHartford,2023,1000,50\nAvon,2023,5,\n"
    report = complete.ecs(text, complete.order(revise=True))
    assert [(row.line, row.code) for row in report.rejected] == [(2, "correction_breaks_balance")]
    assert complete.ledger.store.position() == before
    partial = complete.ecs(text, complete.order(revise=True, partial=True))
    assert (partial.recorded, len(partial.rejected)) == (1, 1)
    entitlement = complete.state("Hartford", 2023).entitlement
    assert entitlement is not None
    assert entitlement.published_portion == usd("100.00")
    assert complete.balance("withheld_by_comptroller", "Hartford", 2023) == "100.00"


# ---- what people did stands ----


def position_of(desk: ImportDesk, kind: type) -> int:
    return next(
        kept.position
        for kept in desk.history("Hartford", 2023)
        if isinstance(kept.record.data, kind)
    )


def correct_published(desk: ImportDesk, amount: Money | None) -> None:
    position = position_of(desk, PublishedWithholdingRecorded)
    desk.do(
        "Hartford",
        2023,
        CorrectEvent(position=position, reason="misread", amount=amount),
        on=date(2023, 7, 15),
    )


def test_a_persons_correction_survives_the_import_of_another_year(complete: ImportDesk) -> None:
    correct_published(complete, usd("99.00"))
    complete.ecs(f"{ECS_HEADING}\nHartford,2024,1100,\n")
    complete.ecs(f"{ECS_HEADING}\nHartford,2023,1000,100\n", complete.order(revise=True))
    assert complete.balance("withheld_by_comptroller", "Hartford", 2023) == "99.00"


def test_what_a_person_took_back_is_not_recorded_again(complete: ImportDesk) -> None:
    correct_published(complete, None)
    complete.ecs(f"{ECS_HEADING}\nHartford,2024,1100,\n")
    assert complete.balance("withheld_by_comptroller", "Hartford", 2023) == "0.00"


def test_a_split_that_comes_later_does_not_correct_what_was_recorded(desk: ImportDesk) -> None:
    desk.designations(DESIGNATED)
    desk.ecs(f"{ECS_HEADING}\nHartford,2012,900,\nHartford,2023,1000,\n")
    desk.do(
        "Hartford",
        2023,
        RecordPublishedWithholding(amount=usd("90.00"), source="letter"),
        on=date(2023, 6, 30),
    )
    desk.ecs(f"{ECS_HEADING}\nHartford,2023,1000,100\n")
    assert desk.balance("withheld_by_comptroller", "Hartford", 2023) == "90.00"


def test_money_withheld_here_is_not_withheld_again_as_published(desk: ImportDesk) -> None:
    desk.designations(DESIGNATED)
    desk.ecs(f"{ECS_HEADING}\nHartford,2012,900,\nHartford,2023,1000,\n")
    desk.do("Hartford", 2023, WithholdPortion(amount=usd("60.00")), on=date(2023, 6, 1))
    desk.ecs(f"{ECS_HEADING}\nHartford,2023,1000,100\n")
    assert desk.balance("withheld_by_comptroller", "Hartford", 2023) == "60.00"


def closed(desk: ImportDesk) -> None:
    ended = date(2023, 6, 30)
    desk.do("Hartford", 2023, SubmitExpenditureReport(spent=usd("30.00")), on=ended)
    desk.do("Hartford", 2023, CloseFiscalYear(), on=ended)


def test_a_closed_year_is_left_alone(complete: ImportDesk) -> None:
    closed(complete)
    report = complete.ecs(f"{ECS_HEADING}\nHartford,2024,1100,\n")
    assert (report.recorded, report.rejected) == (1, ())
    report = complete.ecs(f"{ECS_HEADING}\nHartford,2023,1050,150\n", complete.order(revise=True))
    assert [row.code for row in report.rejected] == ["year_closed"]


def test_a_designation_made_by_an_office_is_completed_by_the_entitlement(desk: ImportDesk) -> None:
    desk.do(
        "Hartford",
        2023,
        DesignateDistrict(round="FY2023", criterion=Criterion.RANKED, first_time=False),
        on=date(2022, 7, 1),
    )
    desk.ecs(ENTITLED)
    assert Counter(desk.events("Hartford", 2023)) == COMPLETE


def test_a_portion_keeps_the_position_of_its_baseline(complete: ImportDesk) -> None:
    (portion,) = [
        kept.record.data
        for kept in complete.history("Hartford", 2023)
        if isinstance(kept.record.data, PortionDetermined)
    ]
    (baseline,) = complete.history("Hartford", 2012)
    assert portion.baseline_position == baseline.position
