"""The law as data: every entry is cited, dated, and alone in what it governs."""

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

import domain.statute
from domain.authority import Status
from domain.fiscal_year import FiscalYear
from domain.statute.catalogue import all_schedules
from domain.statute.rules import RULE_SETS
from domain.statute.s262u_b_designation import RoundName, round_of
from domain.statute.s262u_c1_portion import (
    PORTION_FIRST_DESIGNATED_FY2023,
    PORTION_FY2013_ROUND,
    PORTION_FY2018_ROUND,
    PORTION_FY2023_ROUND,
)
from domain.statute.schedule import Entry, Schedule

SCHEDULES = all_schedules()
ENTRIES = [
    pytest.param(entry, id=f"{schedule.name}-{number}")
    for schedule in SCHEDULES
    for number, entry in enumerate(schedule.entries)
]
each_schedule = pytest.mark.parametrize(
    "schedule", [pytest.param(schedule, id=schedule.name) for schedule in SCHEDULES]
)
each_entry = pytest.mark.parametrize("entry", ENTRIES)


def test_no_two_schedules_share_a_name() -> None:
    names = [schedule.name for schedule in SCHEDULES]
    assert len(names) == len(set(names))


def test_every_schedule_written_in_the_statute_is_in_the_catalogue() -> None:
    listed = {id(schedule) for schedule in SCHEDULES}
    modules = [
        getattr(domain.statute, path.stem)
        for path in Path(domain.statute.__path__[0]).glob("*.py")
        if path.stem != "__init__"
    ]
    written = [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Schedule)
    ]
    assert written
    assert all(id(schedule) in listed for schedule in written)


@each_schedule
def test_a_schedule_says_what_it_is_and_has_entries(schedule: Schedule[object]) -> None:
    assert schedule.name == schedule.name.lower().replace(" ", "-")
    assert schedule.title
    assert schedule.provision
    assert schedule.unit
    assert schedule.entries


@each_schedule
def test_entries_stand_in_the_order_of_their_years_and_days(schedule: Schedule[object]) -> None:
    keys = [(entry.first_year, entry.effective) for entry in schedule.entries]
    assert keys == sorted(keys)


@each_schedule
def test_no_two_entries_of_one_day_govern_the_same_year(schedule: Schedule[object]) -> None:
    far = FiscalYear(2099)
    for one, other in combinations(schedule.entries, 2):
        if Status.PROPOSED in {one.status, other.status}:
            continue  # a bill is never returned, so it competes with nothing
        operative = all(entry.stands_on(entry.effective) for entry in (one, other))
        overlap = one.first_year <= (other.last_year or far) and other.first_year <= (
            one.last_year or far
        )
        assert not (operative and overlap and one.effective == other.effective)


@each_entry
def test_an_entry_has_a_provision_words_and_years_in_order(entry: Entry[object]) -> None:
    assert entry.citation.provision
    assert entry.shown
    assert entry.last_year is None or entry.first_year <= entry.last_year
    assert entry.repealed is None or entry.effective <= entry.repealed


@each_entry
def test_an_enacted_entry_names_an_act_with_its_session(entry: Entry[object]) -> None:
    if entry.status is Status.ENACTED:
        assert entry.citation.act is not None
        assert entry.citation.act.number.startswith("P.A. ")
        assert "Sess. " in entry.citation.act.session


@each_entry
def test_a_bill_is_proposed_and_only_a_bill_is(entry: Entry[object]) -> None:
    act = entry.citation.act
    is_bill = act is not None and act.number.startswith(("H.B. ", "S.B. "))
    assert is_bill is (entry.status is Status.PROPOSED)


@each_entry
def test_an_unverified_entry_says_why(entry: Entry[object]) -> None:
    assert entry.status is not Status.UNVERIFIED or entry.note


@each_entry
def test_an_act_took_effect_in_or_after_the_year_of_its_session(entry: Entry[object]) -> None:
    act = entry.citation.act
    if act is not None:
        assert entry.effective >= date(int(act.session[-4:]), 1, 1)


@pytest.mark.parametrize(
    ("schedule", "round_name"),
    [
        pytest.param(PORTION_FY2013_ROUND, RoundName.FY2013, id="FY2013"),
        pytest.param(PORTION_FY2018_ROUND, RoundName.FY2018, id="FY2018"),
        pytest.param(PORTION_FY2023_ROUND, RoundName.FY2023, id="FY2023"),
        pytest.param(PORTION_FIRST_DESIGNATED_FY2023, RoundName.FY2023, id="FY2023 first"),
    ],
)
def test_the_baselines_cover_the_round_s_term_and_nothing_else(
    schedule: Schedule[object], round_name: RoundName
) -> None:
    term = round_of(FiscalYear.parse(round_name.value), date(2026, 11, 21)).value
    covered = {
        year
        for year in range(2000, 2100)
        if any(entry.governs(FiscalYear(year)) for entry in schedule.entries)
    }
    assert covered == set(range(term.first_year.ends_in, term.last_year.ends_in + 1))


def test_every_revision_of_the_section_has_the_day_of_an_entry_somewhere() -> None:
    days = {
        entry.effective
        for schedule in SCHEDULES
        if schedule is not RULE_SETS
        for entry in schedule.entries
    }
    assert {entry.effective for entry in RULE_SETS.entries} <= days


def test_a_revision_is_in_force_until_the_day_before_the_next() -> None:
    for earlier, later in zip(RULE_SETS.entries, RULE_SETS.entries[1:], strict=False):
        day_before = later.effective - timedelta(days=1)
        assert RULE_SETS.in_force(FiscalYear(2013), day_before) is earlier
        assert RULE_SETS.in_force(FiscalYear(2013), later.effective) is later
