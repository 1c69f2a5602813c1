"""In what order things stand that wait, how they are said, and whose they are.

All synthetic. Not here: which things wait (`test_agenda_*.py`), screens.
"""

from dataclasses import replace
from datetime import date

import pytest
from duties import APPROVED, FUNDED
from on_desk import MARCH_1, waiting
from spec import usd
from spec_claims import asked

from domain.agenda import in_order, of_office, of_person
from domain.agenda_item import Item
from domain.authority import Office
from domain.district import district_named
from domain.events import ReleaseProposed
from domain.fiscal_year import FiscalYear

(QUESTION,) = waiting(asked())


def due(on: date | None, key: str = "one") -> Item:
    return replace(QUESTION, due=on, key=key)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2023, 2, 27), "overdue by 2 days"),
        (date(2023, 2, 28), "overdue by 1 day"),
        (date(2023, 3, 1), "due today"),
        (date(2023, 3, 2), "due in 1 day"),
        (None, "waiting for board of education"),
    ],
)
def test_a_thing_is_overdue_the_day_after(on: date | None, status: str) -> None:
    assert due(on).status(MARCH_1) == status


def test_what_may_be_held_elsewhere_is_never_overdue_and_stands_last() -> None:
    elsewhere = replace(due(date(2023, 2, 27), "elsewhere"), held=False)
    assert elsewhere.status(MARCH_1) == "due 2 days ago, not recorded here"
    assert elsewhere.status(MARCH_1, Office.DEPARTMENT) == (
        "waiting for board of education, due 2 days ago, not recorded here"
    )
    assert [elsewhere.urgency(on) for on in (date(2023, 2, 26), date(2023, 2, 27), MARCH_1)] == [
        2,
        1,
        4,
    ]
    assert in_order([elsewhere, due(None, "none")], MARCH_1)[-1] == elsewhere


def test_an_office_that_waits_for_another_is_told_for_whom() -> None:
    later = due(date(2023, 3, 2))
    assert later.status(MARCH_1, Office.DEPARTMENT) == (
        "waiting for board of education, due in 1 day"
    )
    assert later.status(MARCH_1, Office.BOARD_OF_EDUCATION) == "due in 1 day"


def test_the_most_urgent_comes_first_then_the_earlier_year_then_the_town() -> None:
    first_year = replace(due(None, "first-year"), fiscal_year=FiscalYear(2022))
    ansonia = replace(due(None, "ansonia"), district=district_named("Ansonia"))
    state = replace(due(None, "state"), district=None)
    every = [
        due(None, "none"),
        ansonia,
        state,
        first_year,
        due(date(2023, 3, 9), "later"),
        due(date(2023, 3, 1), "today"),
        due(date(2023, 2, 1), "late"),
        due(date(2023, 1, 1), "latest"),
    ]
    assert [one.key for one in in_order(every, MARCH_1)] == [
        "latest",
        "late",
        "today",
        "later",
        "first-year",
        "state",
        "ansonia",
        "none",
    ]


def test_an_office_sees_its_own_and_what_it_began() -> None:
    # The records are the Department's, and the Commissioner's signature is waited for.
    proposed = ReleaseProposed(release="R1", amount=usd("5.00"), proposed_by="Bo")
    (release,) = waiting(*FUNDED, *APPROVED, proposed)
    both = [QUESTION, release]
    assert of_office(both, Office.COMMISSIONER) == [release]
    assert of_office(both, Office.DEPARTMENT) == both
    assert of_office(both, Office.COURT) == []


def test_a_person_sees_what_rests_on_the_name_in_any_spelling() -> None:
    (mine,) = waiting(asked(), actors={1: "José Ortiz"})
    assert of_person([mine, QUESTION], "jose ortiz") == [mine]
    assert of_person([mine, QUESTION], "Ana") == [QUESTION]
    assert of_person([mine], "Bo") == []


def test_the_key_of_a_thing_is_the_same_whenever_it_is_asked_for() -> None:
    (later,) = waiting(asked(), on=date(2030, 1, 1))
    assert later.key == QUESTION.key == "064-2023/inquiry/Q1"
