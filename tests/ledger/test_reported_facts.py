"""What public sources reported is kept in their words; it moves no money."""

from datetime import date
from pathlib import Path

import pytest
from imported import ImportDesk

from domain.events import FactReported
from domain.ledger_events import StatewideFactReported
from domain.money import Money
from ledger.loading import ImportReport
from ledger.reference import shipped
from ledger.reported_facts import (
    FACT_COLUMNS,
    LINE_COLUMNS,
    STAGE_COLUMNS,
    import_entitlement_stages,
    import_plan_facts,
    import_plan_lines,
)
from ledger.source_file import read_source

usd = Money.parse
FACTS = "district,town_code,fiscal_year,fact_type,amount_usd,amount_as_printed,date,source_id,note"


@pytest.fixture
def desk(tmp_path: Path) -> ImportDesk:
    return ImportDesk(tmp_path)


def facts(desk: ImportDesk, *rows: str) -> ImportReport:
    source = desk.source("\n".join([FACTS, *rows]) + "\n", FACT_COLUMNS)
    return import_plan_facts(desk.ledger, source, desk.order())


def statewide(desk: ImportDesk) -> list[StatewideFactReported]:
    found = [kept.record.data for kept in desk.ledger.own_history()]
    return [event for event in found if isinstance(event, StatewideFactReported)]


def test_a_fact_keeps_the_words_amount_and_source(desk: ImportDesk) -> None:
    row = 'Windsor,164,2013,plan_total_original,638000,"$638,000",2012,S38,includes local match'
    assert facts(desk, row).recorded == 1
    (kept,) = desk.history("Windsor", 2013)
    assert kept.record.data == FactReported(
        kind="plan_total_original",
        words="plan total original; $638,000; includes local match",
        amount=usd("638000.00"),
        reported_date="2012",
        source="S38",
    )
    assert kept.record.effective_on == date(2012, 7, 1)


def test_a_fact_without_amount_or_date_has_none(desk: ImportDesk) -> None:
    facts(desk, "Windsor,164,2013,plan_approved,,,,S38,")
    (kept,) = desk.history("Windsor", 2013)
    assert kept.record.data == FactReported(
        kind="plan_approved", words="plan approved", amount=None, reported_date=None, source="S38"
    )


def test_the_same_fact_again_is_unchanged(desk: ImportDesk) -> None:
    row = "Windsor,164,2013,plan_approved,,,,S38,"
    facts(desk, row)
    report = facts(desk, row)
    assert (report.recorded, report.unchanged, report.records) == (0, 1, 0)


def test_another_amount_of_the_same_fact_is_another_fact(desk: ImportDesk) -> None:
    facts(desk, "Windsor,164,2013,plan_approved,5,,,S38,")
    assert facts(desk, "Windsor,164,2013,plan_approved,6,,,S38,").recorded == 1


def test_a_statewide_fact_belongs_to_no_district(desk: ImportDesk) -> None:
    row = "(statewide),,2013,approved_total,39500000,$39.5 million,,S07,"
    assert facts(desk, row).recorded == 1
    assert statewide(desk) == [
        StatewideFactReported(
            fiscal_year=2013,
            kind="approved_total",
            words="approved total; $39.5 million",
            amount=usd("39500000.00"),
            reported_date=None,
            source="S07",
        )
    ]
    assert facts(desk, row).unchanged == 1


def test_a_fact_without_a_year_names_its_district_in_words(desk: ImportDesk) -> None:
    facts(desk, "Windsor,164,,plan_approved,,,,S38,")
    (event,) = statewide(desk)
    assert (event.fiscal_year, event.words) == (None, "Windsor: plan approved")


def test_a_bad_row_is_told_and_nothing_is_recorded(desk: ImportDesk) -> None:
    report = facts(desk, "Winsor,164,2013,a,,,,S38,", "Windsor,164,2013,b,1e6,,,S38,")
    assert [(row.line, row.column) for row in report.rejected] == [
        (2, "district"),
        (3, "amount_usd"),
    ]
    assert desk.ledger.store.position() == 1


def test_a_reported_fact_moves_no_money_and_completes_no_year(desk: ImportDesk) -> None:
    facts(desk, "Windsor,164,2013,partial_release,500000,,,S38,")
    assert desk.balance("released", "Windsor", 2013) == "0.00"
    assert desk.events("Windsor", 2013) == ["FactReported"]


def test_a_budget_line_says_how_precise_it_is(desk: ImportDesk) -> None:
    text = (
        "district,fiscal_year,line_type,description,amount_usd,precision,source_id\n"
        "Manchester,2017,subtotal,salaries,3760000,rounded,S43\n"
    )
    source = desk.source(text, LINE_COLUMNS)
    import_plan_lines(desk.ledger, source, desk.order())
    (kept,) = desk.history("Manchester", 2017)
    assert isinstance(kept.record.data, FactReported)
    assert kept.record.data.kind == "plan_line:subtotal"
    assert kept.record.data.words == "salaries [rounded]"


@pytest.mark.parametrize(("final", "said"), [("5", "5.00"), ("", "amount (not given)")])
def test_an_earlier_stage_stands_beside_the_final_amount(
    desk: ImportDesk, final: str, said: str
) -> None:
    text = (
        "town,fiscal_year,stage,amount_usd,csde_final_usd,source_id\n"
        f"Avon,2015,enacted_PA_14-47,6,{final},S09\n"
    )
    import_entitlement_stages(desk.ledger, desk.source(text, STAGE_COLUMNS), desk.order())
    (kept,) = desk.history("Avon", 2015)
    assert isinstance(kept.record.data, FactReported)
    assert kept.record.data.words == (
        "ECS entitlement at stage enacted PA 14-47, beside the Department's final " + said
    )
    assert desk.state("Avon", 2015).entitlement is None


def test_every_row_of_the_shipped_files_is_recorded(desk: ImportDesk) -> None:
    plan_facts = read_source(shipped("alliance_plan_facts.csv"), FACT_COLUMNS)
    lines = read_source(shipped("alliance_plan_budget_lines.csv"), LINE_COLUMNS)
    stages = read_source(shipped("ecs_amount_stages.csv"), STAGE_COLUMNS)
    reports = (
        import_plan_facts(desk.ledger, plan_facts, desk.order()),
        import_plan_lines(desk.ledger, lines, desk.order()),
        import_entitlement_stages(desk.ledger, stages, desk.order()),
    )
    assert [(report.read, report.recorded) for report in reports] == [
        (35, 35),
        (12, 12),
        (557, 557),
    ]
