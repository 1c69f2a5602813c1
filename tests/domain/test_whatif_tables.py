"""Tables 1 and 2 of the 2022 brief from any record. With the real one: tests/cli/test_whatif.py."""

from dataclasses import replace

import pytest

from domain.counterfactual import Counterfactual
from domain.district import BY_CODE, District
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.statute.bill import ProposedRuleSet
from domain.statute.proposed import HB5038_2022, SB783_2025, SB1458_2025
from domain.whatif import RealRecord, YearOnRecord
from domain.whatif_tables import lists_of, withholdings_of

ANSONIA, ENFIELD, GROTON, NORWALK, WINCHESTER = (BY_CODE[code] for code in (2, 49, 59, 103, 162))


def year(
    district: District, ends_in: int, withheld: str | None = None
) -> tuple[tuple[District, FiscalYear], YearOnRecord]:
    amount = None if withheld is None else Money.parse(withheld)
    return (district, FiscalYear(ends_in)), YearOnRecord(designated=True, withheld=amount)


RECORD: RealRecord = dict(
    [
        year(NORWALK, 2022, "3083699.00"),
        year(WINCHESTER, 2022, "200966.00"),
        year(GROTON, 2022),
        year(ANSONIA, 2022),
        year(NORWALK, 2023),
        year(ENFIELD, 2023),
        year(ANSONIA, 2023),
    ]
)


def test_table_1_gives_percent_and_dollars_by_year() -> None:
    found = withholdings_of(HB5038_2022, RECORD)
    norwalk = [(one.fiscal_year.ends_in, one.percent, str(one.amount)) for one in found[1::3]]
    assert {one.district for one in found[1::3]} == {NORWALK}
    assert norwalk == [
        (2023, 100, "3083699.00"),
        (2024, 75, "2312774.25"),
        (2025, 50, "1541849.50"),
        (2026, 25, "770924.75"),
        (2027, 0, "0.00"),
    ]


def test_table_1_does_not_know_what_was_not_withheld_on_record() -> None:
    found = withholdings_of(HB5038_2022, RECORD)
    assert {one.amount for one in found[0::3]} == {None}
    assert found[2].amount == Counterfactual(Money.parse("200966.00"))


def test_table_1_is_made_up_where_what_was_withheld_is() -> None:
    key = (NORWALK, FiscalYear(2022))
    found = withholdings_of(HB5038_2022, {**RECORD, key: replace(RECORD[key], synthetic=True)})
    assert {one.district for one in found if one.synthetic} == {NORWALK}


def test_table_2_marks_who_enters_and_who_leaves() -> None:
    lists = lists_of(HB5038_2022, RECORD)
    assert (lists.before, lists.after) == (FiscalYear(2022), FiscalYear(2023))
    assert lists.current == (ANSONIA, GROTON, NORWALK, WINCHESTER)
    assert lists.proposed == (ANSONIA, ENFIELD)
    assert (lists.new, lists.graduated) == ((ENFIELD,), (GROTON, NORWALK, WINCHESTER))


@pytest.mark.parametrize("bill", [SB783_2025, SB1458_2025])
def test_the_bills_of_2025_have_no_such_tables(bill: ProposedRuleSet) -> None:
    with pytest.raises(UsageError, match=r"tables for H\.B\. 5038"):
        withholdings_of(bill, RECORD)
    with pytest.raises(UsageError, match=r"tables for H\.B\. 5038"):
        lists_of(bill, RECORD)
