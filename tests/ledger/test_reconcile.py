"""Published figures against law and record; explanations come from the figures themselves."""

from pathlib import Path

import pytest
from imported import ImportDesk

from domain.district import district_named
from domain.errors import UnreadableFileError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.portions import portions_by_law
from ledger.reconcile import PUBLISHED_COLUMNS, Difference, Published, published_of, reconcile

usd = Money.parse


@pytest.fixture
def desk(tmp_path: Path) -> ImportDesk:
    return ImportDesk(tmp_path)


def published(desk: ImportDesk, text: str) -> list[Published]:
    return published_of(desk.source(text, PUBLISHED_COLUMNS))


def compared(
    desk: ImportDesk, *rows: tuple[str, int, str], held: bool = False
) -> tuple[int, list[Difference]]:
    states = desk.ledger.all_district_years()
    by_law = portions_by_law(states, lambda year: year.last_day)
    return reconcile(
        [
            Published(
                district=district_named(town), fiscal_year=FiscalYear(year), amount=usd(amount)
            )
            for town, year, amount in rows
        ],
        {(row.district, row.fiscal_year): row.portion for row in by_law},
        states,
        lambda _: held,
    )


def designated(desk: ImportDesk, *towns: str) -> None:
    rows = [f"{town},2018,2022,continuing" for town in towns]
    desk.designations("\n".join(["district,fiscal_year_from,fiscal_year_to,status", *rows]) + "\n")


def entitled(desk: ImportDesk, *rows: str) -> None:
    heading = "town,fiscal_year,ecs_entitlement_usd,alliance_portion_usd"
    desk.ecs("\n".join([heading, *rows]) + "\n")


# ---- the published list ----


@pytest.mark.parametrize("column", ["alliance_setaside_usd", "alliance_portion_usd"])
def test_amounts_are_read_and_empty_ones_left_out(desk: ImportDesk, column: str) -> None:
    text = f"town,fiscal_year,{column}\nAvon,2019,5\nBerlin,2019,\n"
    assert published(desk, text) == [
        Published(district=district_named("Avon"), fiscal_year=FiscalYear(2019), amount=usd("5.00"))
    ]


def test_every_bad_row_of_a_published_list_is_told_at_once(desk: ImportDesk) -> None:
    text = "town,fiscal_year,alliance_portion_usd\nAvon,2019,1e6\nAvom,2019,5\nAvon,2019,5,6\n"
    with pytest.raises(UnreadableFileError, match="has 3 rows that cannot be read") as caught:
        published(desk, text)
    assert set(caught.value.details) == {"line 2", "line 3", "line 4"}


# ---- comparing ----


def test_what_agrees_is_counted_and_not_listed(desk: ImportDesk) -> None:
    designated(desk, "Avon")
    entitled(desk, "Avon,2012,900,", "Avon,2019,1000,100")
    assert compared(desk, ("Avon", 2019, "100.00")) == (1, [])


def test_towns_that_are_not_designated_are_skipped(desk: ImportDesk) -> None:
    designated(desk, "Avon")
    entitled(desk, "Berlin,2019,1000,100")
    assert compared(desk, ("Berlin", 2019, "7.00"), ("Bethel", 2019, "7.00")) == (0, [])


def test_a_difference_from_the_law_is_published_less_computed(desk: ImportDesk) -> None:
    designated(desk, "Avon")
    entitled(desk, "Avon,2012,900,", "Avon,2019,1000,")
    count, (found,) = compared(desk, ("Avon", 2019, "90.00"))
    assert count == 1
    assert (found.published, found.computed, found.recorded) == (usd("90.00"), usd("100.00"), None)
    assert (found.difference, found.record_difference) == (usd("-10.00"), None)
    assert found.explanation == ""


def test_a_difference_from_the_record_alone_is_listed_too(desk: ImportDesk) -> None:
    designated(desk, "Avon")
    entitled(desk, "Avon,2012,900,", "Avon,2019,1000,99")
    _, (found,) = compared(desk, ("Avon", 2019, "100.00"))
    assert (found.difference, found.recorded) == (usd("0.00"), usd("99.00"))
    assert (found.record_difference, found.explanation) == (usd("1.00"), "")


def test_what_is_not_on_record_differs_only_where_the_ledger_holds_such_records(
    desk: ImportDesk,
) -> None:
    designated(desk, "Avon")
    entitled(desk, "Avon,2012,900,", "Avon,2019,1000,")
    assert compared(desk, ("Avon", 2019, "100.00")) == (1, [])
    _, (found,) = compared(desk, ("Avon", 2019, "100.00"), held=True)
    assert (found.recorded, found.record_difference, found.explanation) == (
        None,
        usd("100.00"),
        "",
    )


def test_without_an_entitlement_nothing_is_computed_and_no_difference_known(
    desk: ImportDesk,
) -> None:
    designated(desk, "Avon")
    _, (found,) = compared(desk, ("Avon", 2019, "100.00"))
    assert (found.computed, found.difference) == (None, None)
    assert found.explanation == "The portion cannot be computed: an entitlement is not on record."


def test_differences_are_ordered_by_year_then_town(desk: ImportDesk) -> None:
    designated(desk, "Berlin", "Avon")
    rows = [("Berlin", 2020, "1.00"), ("Berlin", 2019, "1.00"), ("Avon", 2020, "1.00")]
    _, found = compared(desk, *rows)
    assert [(d.fiscal_year.ends_in, d.district.name) for d in found] == [
        (2019, "Berlin"),
        (2020, "Avon"),
        (2020, "Berlin"),
    ]


# ---- FY2018 ----


def test_an_amount_that_stood_still_in_fy2018_is_explained_by_fy2017(desk: ImportDesk) -> None:
    designated(desk, "Avon")
    desk.designations(
        "district,fiscal_year_from,fiscal_year_to,status\nAvon,2013,2017,initial 30\n"
    )
    entitled(desk, "Avon,2012,900,", "Avon,2017,1000,100", "Avon,2018,990,100")
    _, (found,) = compared(desk, ("Avon", 2018, "100.00"))
    assert found.difference == usd("10.00")
    assert found.explanation.startswith("Held at its FY2017 amount")


def test_no_cause_in_fy2018_explains_what_is_not_on_record(desk: ImportDesk) -> None:
    designated(desk, "Avon")
    entitled(desk, "Avon,2012,900,", "Avon,2017,1000,", "Avon,2018,990,")
    _, (found,) = compared(desk, ("Avon", 2018, "100.00"), held=True)
    assert (found.difference, found.record_difference) == (usd("10.00"), usd("100.00"))
    assert found.explanation == ""


def test_a_district_new_in_fy2018_is_explained_by_its_fy2017_entitlement(desk: ImportDesk) -> None:
    designated(desk, "Avon")
    entitled(desk, "Avon,2012,900,", "Avon,2017,1000,", "Avon,2018,990,100")
    _, (found,) = compared(desk, ("Avon", 2018, "100.00"))
    assert found.explanation == (
        "New that year: measured on its FY2017 entitlement, 1,000.00 less FY2012 900.00 (M12)."
    )


@pytest.mark.parametrize(
    "rows",
    [
        ["Avon,2012,900,", "Avon,2018,990,"],
        ["Avon,2012,900,", "Avon,2017,1000,", "Avon,2018,990,"],
    ],
    ids=["no FY2017 on record", "another amount"],
)
def test_an_amount_that_nothing_explains_is_not_explained(
    desk: ImportDesk, rows: list[str]
) -> None:
    designated(desk, "Avon")
    entitled(desk, *rows)
    _, (found,) = compared(desk, ("Avon", 2018, "77.00"))
    assert (found.difference, found.explanation) == (usd("-13.00"), "")


def test_without_a_designation_or_entitlement_before_nothing_is_guessed(desk: ImportDesk) -> None:
    designated(desk, "Avon")
    desk.designations(
        "district,fiscal_year_from,fiscal_year_to,status\nAvon,2013,2017,initial 30\n"
    )
    entitled(desk, "Avon,2012,900,", "Avon,2018,990,")
    _, (found,) = compared(desk, ("Avon", 2018, "77.00"))
    assert found.explanation == ""
