"""The record replayed under a bill: H.B. 5038, S.B. 783, S.B. 1458. WE-08, WE-09, WE-28."""

from dataclasses import replace

import pytest

from domain.counterfactual import Counterfactual, counterfactual_total
from domain.district import BY_CODE, District
from domain.errors import NoRuleInForceError, UsageError
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.statute.bill import ProposedRuleSet, Reading
from domain.statute.proposed import HB5038_2022, SB783_2025, SB1458_2025
from domain.suppositions import Leaving, Suppositions
from domain.whatif import (
    ActualIs,
    UnderBill,
    WhatIfRow,
    YearOnRecord,
    replay_under,
)

NORWALK, ENFIELD, DERBY, AVON = BY_CODE[103], BY_CODE[49], BY_CODE[37], BY_CODE[4]
NOTHING_SUPPOSED = Suppositions()
usd = Money.parse


def designated(
    entitlement: str, portion: str, *, withheld: str | None = None, earmark: str = "0.00"
) -> YearOnRecord:
    return YearOnRecord(
        designated=True,
        entitlement=usd(entitlement),
        funds_received=usd(entitlement),
        other_earmarks=usd(earmark),
        portion=usd(portion),
        withheld=None if withheld is None else usd(withheld),
    )


def before(entitlement: str, *, withheld: str | None = None) -> YearOnRecord:
    """A year that is only measured from."""
    return YearOnRecord(
        designated=False,
        entitlement=usd(entitlement),
        withheld=None if withheld is None else usd(withheld),
    )


def record_of(
    district: District, years: dict[int, YearOnRecord]
) -> dict[tuple[District, FiscalYear], YearOnRecord]:
    return {(district, FiscalYear(year)): one for year, one in years.items()}


def amounts(rows: list[WhatIfRow]) -> list[str]:
    return [str(row.counterfactual) for row in rows]


# WE-09: 11,180,676.00 in each of FY2023 to FY2027, baseline 10,000,000.00.
WE_09 = record_of(
    NORWALK,
    {2012: before("10000000.00"), 2022: before("11180676.00", withheld="1180676.00")}
    | {year: designated("11180676.00", "1180676.00") for year in range(2023, 2028)},
)


def test_we_08_a_graduated_district_fades_over_five_years() -> None:
    rows = replay_under(HB5038_2022, WE_09, NOTHING_SUPPOSED)
    assert amounts(rows) == ["1180676.00", "885507.00", "590338.00", "295169.00", "0.00"]
    assert [row.fiscal_year.ends_in for row in rows] == [2023, 2024, 2025, 2026, 2027]
    assert {row.standing for row in rows} == {UnderBill.GRADUATED}
    assert rows[1].how == "75 % of 1,180,676.00 withheld in FY2022"


def test_we_09_enacted_law_withholds_2951690_more_over_five_years() -> None:
    rows = replay_under(HB5038_2022, WE_09, NOTHING_SUPPOSED)
    assert total([row.actual for row in rows if row.actual]) == usd("5903380.00")
    differences = [row.difference for row in rows if row.difference is not None]
    assert counterfactual_total(differences) == Counterfactual(usd("2951690.00"))


def test_we_08_fractions_of_a_cent_are_half_up() -> None:
    record = record_of(
        NORWALK,
        {2022: before("10904066.37", withheld="904066.37")}
        | {year: designated("10904066.37", "904066.37") for year in range(2023, 2028)},
    )
    rows = replay_under(HB5038_2022, record, NOTHING_SUPPOSED)
    # 452,033.185 half-even would be .18
    assert amounts(rows) == ["904066.37", "678049.78", "452033.19", "226016.59", "0.00"]


def test_a_graduated_district_without_a_withholding_of_fy2022_is_not_known() -> None:
    record = record_of(NORWALK, {2022: before("1.00"), 2023: designated("2.00", "1.00")})
    (row,) = replay_under(HB5038_2022, record, NOTHING_SUPPOSED)
    assert (row.counterfactual, row.difference) == (None, None)
    assert row.how == "not known: nothing withheld of FY2022 on record"


def test_a_continuing_district_is_measured_from_fy2012_also_one_first_designated_for_fy2023() -> (
    None
):
    # WE-06 and WE-07: 0.00 by law over FY2022, 619,856.00 over FY2012.
    record = record_of(
        ENFIELD,
        {2012: before("28380144.00"), 2023: designated("29000000.00", "0.00", withheld="0.00")},
    )
    (row,) = replay_under(HB5038_2022, record, NOTHING_SUPPOSED)
    assert row.counterfactual == Counterfactual(usd("619856.00"))
    assert row.difference == Counterfactual(usd("-619856.00"))
    assert (row.standing, row.how) == (
        UnderBill.CONTINUING,
        "29,000,000.00 − FY2012 28,380,144.00",
    )


def test_an_earmark_is_taken_out_first_and_nothing_is_below_zero() -> None:
    record = record_of(
        ENFIELD,
        {
            2012: before("900.00"),
            2024: designated("1000.00", "0.00", earmark="30.00"),
            2025: designated("850.00", "0.00"),
        },
    )
    first, second = replay_under(HB5038_2022, record, NOTHING_SUPPOSED)
    assert (str(first.counterfactual), first.how) == (
        "70.00",
        "1,000.00 − earmarks 30.00 − FY2012 900.00",
    )
    assert (str(second.counterfactual), second.how) == (
        "0.00",
        "850.00 − FY2012 900.00, not below zero",
    )


def test_an_unverified_earmark_is_said_where_it_is_taken_out() -> None:
    unverified = replace(
        designated("1000.00", "0.00", earmark="30.00"), unverified="Law UNVERIFIED for FY2024."
    )
    record = record_of(
        ENFIELD,
        {2012: before("900.00"), 2024: unverified, 2025: designated("1000.00", "0.00")},
    )
    first, second = replay_under(HB5038_2022, record, NOTHING_SUPPOSED)
    assert first.how == "1,000.00 − earmarks 30.00 (UNVERIFIED) − FY2012 900.00"
    assert (first.unverified, second.unverified) == (("Law UNVERIFIED for FY2024.",), ())


@pytest.mark.parametrize("year", [2012, 2024])
def test_a_row_is_made_up_where_its_year_or_the_one_it_is_measured_from_is(year: int) -> None:
    years = {2012: before("900.00"), 2024: designated("1000.00", "0.00")}
    (real,) = replay_under(HB5038_2022, record_of(ENFIELD, years), NOTHING_SUPPOSED)
    years[year] = replace(years[year], synthetic=True)
    (made_up,) = replay_under(HB5038_2022, record_of(ENFIELD, years), NOTHING_SUPPOSED)
    assert (real.synthetic, made_up.synthetic) == (False, True)


@pytest.mark.parametrize(("amount", "synthetic"), [(None, True), (usd("5.00"), False)])
def test_what_a_leaving_town_had_is_made_up_unless_its_amount_is_given(
    amount: Money | None, *, synthetic: bool
) -> None:
    record = record_of(DERBY, {2027: replace(designated("9.00", "8.00"), synthetic=True)})
    leaves = {DERBY: Leaving(first_year=FiscalYear(2028), amount=amount)}
    first, *_ = replay_under(SB783_2025, record, Suppositions(leaves=leaves))
    assert first.synthetic is synthetic


@pytest.mark.parametrize(
    ("years", "missing"),
    [
        ({2023: designated("5.00", "1.00")}, "FY2012"),
        ({2012: before("1.00"), 2023: YearOnRecord(designated=True)}, "FY2023"),
    ],
)
def test_without_an_entitlement_nothing_is_guessed(
    years: dict[int, YearOnRecord], missing: str
) -> None:
    (row,) = replay_under(HB5038_2022, record_of(ENFIELD, years), NOTHING_SUPPOSED)
    assert row.counterfactual is None
    assert row.how == f"not known: no entitlement of {missing} on record"


def test_actual_is_what_was_withheld_else_the_portion_by_law() -> None:
    record = record_of(
        ENFIELD,
        {
            2012: before("900.00"),
            2023: designated("1000.00", "100.00", withheld="95.00"),
            2024: designated("1000.00", "100.00"),
            2025: YearOnRecord(designated=True),
        },
    )
    rows = replay_under(HB5038_2022, record, NOTHING_SUPPOSED)
    assert [(row.actual, row.actual_is) for row in rows] == [
        (usd("95.00"), ActualIs.WITHHELD),
        (usd("100.00"), ActualIs.PORTION),
        (None, ActualIs.NOT_KNOWN),
    ]


def test_one_year_alone_can_be_asked_and_a_year_that_is_not_the_bill_s_cannot() -> None:
    (row,) = replay_under(HB5038_2022, WE_09, NOTHING_SUPPOSED, FiscalYear(2025))
    assert str(row.counterfactual) == "590338.00"
    for year in (2022, 2028):
        with pytest.raises(NoRuleInForceError, match="is about FY2023–FY2027"):
            replay_under(HB5038_2022, WE_09, NOTHING_SUPPOSED, FiscalYear(year))
    with pytest.raises(NoRuleInForceError, match="is about FY2026 on"):
        replay_under(SB1458_2025, WE_09, NOTHING_SUPPOSED, FiscalYear(2025))


# ---- S.B. 783 ----

DERBY_LAW = record_of(
    DERBY, {2026: designated("9.00", "500000.00"), 2027: designated("9.00", "510000.00")}
)


def leaves(first: int, amount: str | None = None) -> dict[District, Leaving]:
    measure = None if amount is None else usd(amount)
    return {DERBY: Leaving(first_year=FiscalYear(first), amount=measure)}


def test_we_28_a_town_that_leaves_loses_a_fifth_of_the_amount_each_year() -> None:
    rows = replay_under(SB783_2025, DERBY_LAW, Suppositions(leaves=leaves(2027)))
    assert amounts(rows) == ["400000.00", "300000.00", "200000.00", "100000.00", "0.00"]
    assert rows[0].how == "80 % of 500,000.00 (portion by law, FY2026)"
    assert (rows[0].actual, rows[0].difference) == (
        usd("510000.00"),
        Counterfactual(usd("110000.00")),
    )
    # FY2028: no year of this record, and no rule.
    assert (rows[1].actual, rows[1].actual_is, rows[1].difference) == (
        None,
        ActualIs.NOT_KNOWN,
        None,
    )


def test_we_28_the_declining_balance_is_the_other_reading() -> None:
    supposed = Suppositions(leaves=leaves(2027), reading=Reading.DECLINING)
    rows = replay_under(SB783_2025, DERBY_LAW, supposed)
    assert amounts(rows)[:3] == ["400000.00", "320000.00", "256000.00"]
    assert rows[1].how == "80 % of the year before, year 2, of 500,000.00 (portion by law, FY2026)"


def test_another_amount_may_be_supposed() -> None:
    supposed = Suppositions(leaves=leaves(2027, "100.01"))
    rows = replay_under(SB783_2025, DERBY_LAW, supposed)
    # 80.008, 60.006, 40.004, 20.002
    assert amounts(rows) == ["80.01", "60.01", "40.00", "20.00", "0.00"]
    assert rows[0].how == "80 % of 100.01 (given)"


def test_a_later_year_is_given_where_it_is_asked_for() -> None:
    supposed = Suppositions(leaves=leaves(2027))
    (row,) = replay_under(SB783_2025, DERBY_LAW, supposed, FiscalYear(2033))
    assert (str(row.counterfactual), row.how) == (
        "0.00",
        "nothing is left of 500,000.00 (portion by law, FY2026)",
    )
    assert replay_under(SB783_2025, DERBY_LAW, supposed, FiscalYear(2026)) == []


def test_an_amount_that_is_not_on_record_is_not_known() -> None:
    record = record_of(DERBY, {2026: YearOnRecord(designated=True)})
    rows = replay_under(SB783_2025, record, Suppositions(leaves=leaves(2027)))
    assert [row.counterfactual for row in rows] == [None] * 5
    assert rows[0].how == "not known: no Alliance amount of FY2026 on record"


def test_without_a_town_that_leaves_nothing_is_computed_and_it_says_why() -> None:
    rows = replay_under(SB783_2025, DERBY_LAW, NOTHING_SUPPOSED)
    assert [(row.counterfactual, row.standing) for row in rows] == [(None, UnderBill.OPEN)] * 2
    assert rows[0].how == (
        "not computed: which towns stop being alliance districts is not on record"
    )


def test_a_town_cannot_leave_before_the_bill() -> None:
    with pytest.raises(UsageError, match=r"cannot leave with FY2025"):
        replay_under(SB783_2025, DERBY_LAW, Suppositions(leaves=leaves(2025)))


# ---- S.B. 1458 ----

FIFTEEN = frozenset(BY_CODE[code] for code in (*range(1, 15), 49))
BOTH = record_of(
    ENFIELD, {2012: before("28380144.00"), 2026: designated("29823645.00", "0.00")}
) | record_of(DERBY, {2012: before("6000.00"), 2026: designated("9000.00", "3000.00")})


def test_without_a_list_every_district_is_measured_from_fy2012_and_what_it_is_stays_open() -> None:
    derby, enfield = replay_under(SB1458_2025, BOTH, NOTHING_SUPPOSED)
    assert (derby.district, str(derby.counterfactual)) == (DERBY, "3000.00")
    assert (str(enfield.counterfactual), enfield.standing) == ("1443501.00", UnderBill.OPEN)


def test_with_a_list_the_others_are_legacy_districts_whose_amount_was_not_read() -> None:
    record = BOTH | record_of(
        AVON,
        {
            2012: before("100.00"),
            2026: YearOnRecord(
                designated=False,
                entitlement=usd("150.00"),
                funds_received=usd("150.00"),
                other_earmarks=usd("0.00"),
            ),
        },
    )
    rows = replay_under(SB1458_2025, record, Suppositions(chosen=FIFTEEN))
    found = {row.district: row for row in rows}
    assert (found[ENFIELD].standing, str(found[ENFIELD].counterfactual)) == (
        UnderBill.OPPORTUNITY,
        "1443501.00",
    )
    assert (found[DERBY].standing, found[DERBY].counterfactual) == (UnderBill.LEGACY, None)
    # Avon is brought in by the list; nothing is withheld from it in fact.
    assert (found[AVON].actual, found[AVON].actual_is, str(found[AVON].counterfactual)) == (
        usd("0.00"),
        ActualIs.NOT_DESIGNATED,
        "50.00",
    )
    assert len(rows) == 16


def test_the_list_has_to_be_as_long_as_the_bill_says() -> None:
    with pytest.raises(UsageError, match="designates 15 districts, and 1 are named"):
        replay_under(SB1458_2025, BOTH, Suppositions(chosen=frozenset({DERBY})))


@pytest.mark.parametrize("bill", [HB5038_2022, SB783_2025])
def test_a_list_is_refused_where_the_bill_has_no_use_for_it(bill: ProposedRuleSet) -> None:
    with pytest.raises(UsageError, match="does not ask for a list"):
        replay_under(bill, BOTH, Suppositions(chosen=FIFTEEN))


def test_a_town_that_leaves_is_refused_where_the_bill_does_not_ask() -> None:
    with pytest.raises(UsageError, match="does not ask which towns leave"):
        replay_under(HB5038_2022, BOTH, Suppositions(leaves=leaves(2027)))
    with pytest.raises(UsageError, match="does not ask which towns leave"):
        replay_under(SB1458_2025, BOTH, Suppositions(leaves=leaves(2027)))
