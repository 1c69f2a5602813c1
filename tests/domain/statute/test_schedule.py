"""Schedules: by fiscal year and by day, the last amendment wins, gaps are errors."""

from datetime import date

import pytest

from domain.authority import Act, Citation, Status
from domain.errors import NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.statute.schedule import Entry, Schedule


def entry(
    value: str,
    *,
    first: int,
    last: int | None,
    effective: date,
    repealed: date | None = None,
    status: Status = Status.ENACTED,
) -> Entry[str]:
    return Entry(
        value=value,
        shown=value,
        first_year=FiscalYear(first),
        last_year=FiscalYear(last) if last else None,
        effective=effective,
        repealed=repealed,
        citation=Citation("C.G.S. § 1-1", Act("P.A. 1-1", "Reg. Sess. 2001")),
        status=status,
    )


def schedule(*entries: Entry[str]) -> Schedule[str]:
    return Schedule(
        name="sample", title="samples", provision="C.G.S. § 1-1", unit="words", entries=entries
    )


AMENDED = schedule(
    entry("old", first=2013, last=None, effective=date(2012, 7, 1)),
    entry("new", first=2013, last=None, effective=date(2014, 6, 13)),
)


@pytest.mark.parametrize(
    ("on", "value"),
    [
        pytest.param(date(2012, 7, 1), "old", id="the day the first takes effect"),
        pytest.param(date(2014, 6, 12), "old", id="the day before the amendment"),
        pytest.param(date(2014, 6, 13), "new", id="the day of the amendment"),
        pytest.param(date(2040, 1, 1), "new", id="long after"),
    ],
)
def test_the_latest_amendment_effective_by_the_day_governs(on: date, value: str) -> None:
    assert AMENDED.in_force(FiscalYear(2015), on).value == value


def test_the_order_of_the_entries_does_not_decide() -> None:
    turned = schedule(*reversed(AMENDED.entries))
    assert turned.in_force(FiscalYear(2015), date(2020, 1, 1)).value == "new"


@pytest.mark.parametrize(
    ("year", "on"),
    [
        pytest.param(2013, date(2012, 6, 30), id="the day before it took effect"),
        pytest.param(2012, date(2012, 7, 1), id="the year before the first"),
    ],
)
def test_a_gap_is_an_error(year: int, on: date) -> None:
    with pytest.raises(NoRuleInForceError):
        AMENDED.in_force(FiscalYear(year), on)


def test_a_closed_range_of_years_ends_with_its_last_year() -> None:
    closed = schedule(entry("term", first=2013, last=2017, effective=date(2012, 7, 1)))
    assert closed.in_force(FiscalYear(2017), date(2020, 1, 1)).value == "term"
    with pytest.raises(NoRuleInForceError):
        closed.in_force(FiscalYear(2018), date(2020, 1, 1))


def test_a_repealed_entry_stands_until_the_day_before() -> None:
    repealed = schedule(
        entry("r", first=2013, last=None, effective=date(2020, 7, 1), repealed=date(2021, 7, 1))
    )
    assert repealed.in_force(FiscalYear(2021), date(2021, 6, 30)).value == "r"
    with pytest.raises(NoRuleInForceError):
        repealed.in_force(FiscalYear(2021), date(2021, 7, 1))


def test_an_entry_repealed_with_the_day_it_would_take_effect_was_never_law() -> None:
    day = date(2023, 7, 1)
    never = entry("never", first=2013, last=None, effective=day, repealed=day)
    assert not any(never.stands_on(on) for on in (date(2023, 6, 30), day, date(2023, 7, 2)))


def test_a_proposed_entry_is_never_returned() -> None:
    bills = schedule(
        entry("bill", first=2013, last=None, effective=date(2012, 7, 1), status=Status.PROPOSED)
    )
    with pytest.raises(NoRuleInForceError) as refusal:
        bills.in_force(FiscalYear(2013), date(2020, 1, 1))
    assert refusal.value.details["nearest"] == "none"


def test_an_unverified_entry_is_returned_with_its_status() -> None:
    unsure = schedule(
        entry("u", first=2013, last=None, effective=date(2012, 7, 1), status=Status.UNVERIFIED)
    )
    found = unsure.in_force(FiscalYear(2013), date(2020, 1, 1))
    assert found.status is Status.UNVERIFIED


def test_the_refusal_names_the_schedule_the_year_the_day_and_the_nearest_entries() -> None:
    rounds = schedule(
        entry("first", first=2013, last=2017, effective=date(2012, 7, 1)),
        entry("second", first=2018, last=2022, effective=date(2017, 10, 31)),
        entry("third", first=2023, last=2027, effective=date(2022, 7, 1)),
    )
    with pytest.raises(NoRuleInForceError) as refusal:
        rounds.in_force(FiscalYear(2028), date(2027, 8, 1))
    assert refusal.value.details == {
        "schedule": "sample",
        "fiscal_year": "FY2028",
        "on": "2027-08-01",
        "nearest": (
            "third (FY2023–FY2027, effective 2022-07-01, enacted: C.G.S. § 1-1, P.A. 1-1 "
            "(Reg. Sess. 2001)); second (FY2018–FY2022, effective 2017-10-31, enacted: "
            "C.G.S. § 1-1, P.A. 1-1 (Reg. Sess. 2001))"
        ),
    }
    assert "samples" in refusal.value.message
    assert "FY2028" in refusal.value.message
    assert "2027-08-01" in refusal.value.message
    assert str(refusal.value.citation) == "C.G.S. § 1-1"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        pytest.param(2013, 2017, "FY2013–FY2017", id="several"),
        pytest.param(2017, 2017, "FY2017", id="one"),
        pytest.param(2013, None, "FY2013 on", id="open"),
    ],
)
def test_the_years_of_an_entry_in_words(first: int, last: int | None, shown: str) -> None:
    assert entry("v", first=first, last=last, effective=date(2012, 7, 1)).years == shown
