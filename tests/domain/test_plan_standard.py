"""A plan held against what there is: what waits, what is not on record. § 10-262u(d), (h)."""

from dataclasses import replace
from datetime import date

import pytest
from spec import usd
from spec_plans import TWO_LINES, budget_line, plan_content

from domain.fiscal_year import FiscalYear
from domain.plan_check import discrepancies_of
from domain.plan_content import Discrepancy, PlanContent, Severity
from domain.plan_reading import AS_NAMED, Places
from domain.plan_standard import Standard, local_match_known, not_compared, standard_of
from domain.statute.rules import rules_in_force

RULES = rules_in_force(FiscalYear(2023), date(2023, 3, 1))
KNOWN = standard_of(RULES, portion=usd("1000.00"), carry_in=usd("0.00"))
SHARED = replace(KNOWN, new_reform_share=60)
WITH_CARRY_OVER = plan_content(budget_line("1.1", "1000.00", carry_over="500000.00"))


def unread(*places: str) -> Places:
    """Places as they are named, some of which could not be read."""
    return Places({}, frozenset(places))


def found(
    content: PlanContent, places: Places = AS_NAMED, standard: Standard = KNOWN
) -> tuple[Discrepancy, ...]:
    return discrepancies_of(content, None, standard, places)


# ---- what is not on record ----


def test_carry_over_is_noted_where_no_balance_carried_in_is_on_record() -> None:
    (one,) = not_compared(WITH_CARRY_OVER, replace(KNOWN, carry_in=None))
    assert (one.code, one.place, one.severity) == (
        "carry_in_not_known",
        "total column carry_over",
        Severity.NOTE,
    )
    assert one.message == (
        "Carry-over 500,000.00 was not compared: no balance carried in is on record."
    )
    assert one.citation == "C.G.S. § 10-262u(h)"


def test_the_current_year_is_noted_where_no_portion_is_on_record() -> None:
    (one,) = not_compared(TWO_LINES, replace(KNOWN, portion=None))
    assert (one.code, one.place) == ("portion_not_known", "total column current")
    assert one.message == (
        "Current year 1,000.00 was not compared: no portion of the year is on record."
    )


def test_a_plan_without_money_leaves_nothing_to_compare() -> None:
    assert not_compared(plan_content(), standard_of(RULES, None, None)) == ()


def test_what_is_known_is_compared() -> None:
    assert not_compared(WITH_CARRY_OVER, KNOWN) == ()


# ---- what waits for what could not be read ----


@pytest.mark.parametrize("column", ["current", "carry_over"])
def test_nothing_is_added_up_while_an_amount_is_unread(column: str) -> None:
    short = plan_content(budget_line("1.1", "600.00"), budget_line("2.4", "0.00"))
    places = unread(f"line 2.4 column {column}")
    assert [one.code for one in found(short)] == ["current_differs"]
    assert found(short, places) == ()
    (one,) = not_compared(short, replace(KNOWN, carry_in=None, portion=None), places)
    assert (one.code, one.place, one.severity) == (
        "checks_waiting",
        "total column current",
        Severity.NOTE,
    )
    assert one.message == (
        "Not checked until what could not be read is mended: what the lines add up to, against "
        "their total, the portion and the balance carried in."
    )


def test_nothing_is_added_up_while_the_lines_are_unread() -> None:
    assert [one.code for one in not_compared(plan_content(), KNOWN, unread("lines"))] == [
        "checks_waiting"
    ]
    assert found(plan_content(), unread("lines")) == ()


def test_the_local_match_is_no_part_of_what_the_lines_add_up_to() -> None:
    places = unread("line 2.4 column local_match")
    assert not local_match_known(TWO_LINES, places)
    assert local_match_known(TWO_LINES, AS_NAMED)
    assert not_compared(TWO_LINES, KNOWN, places) == ()


def test_a_share_of_new_reforms_waits_where_one_is_set() -> None:
    existing = plan_content(budget_line("1.1", "1000.00", reform="existing"))
    places = unread("line 1.1 column reform")
    assert [one.code for one in found(existing, standard=SHARED)] == ["new_reform_share"]
    assert found(existing, places, SHARED) == ()
    (one,) = not_compared(existing, SHARED, places)
    assert one.place == "total column reform"
    assert one.message.endswith("is mended: the share of new reforms and extensions.")
    assert not_compared(existing, KNOWN, places) == ()


@pytest.mark.parametrize("name", ["objectives", "objective O1"])
def test_targets_wait_while_an_objective_is_unread(name: str) -> None:
    target = replace(TWO_LINES.targets[0], objective="O9")
    astray = replace(TWO_LINES, targets=(target,))
    assert [one.code for one in found(astray)] == ["objective_unknown"]
    assert found(astray, unread(name)) == ()
    (one,) = not_compared(astray, KNOWN, unread(name))
    assert one.place == "objectives"
    assert one.message.endswith("whether the objectives that targets measure are in the plan.")


def test_everything_that_waits_is_in_one_note() -> None:
    (one,) = not_compared(TWO_LINES, SHARED, unread("lines", "objectives"))
    assert one.message.count("; ") == 2


def test_nothing_more_is_said_of_what_could_not_be_read_and_the_rest_is_checked() -> None:
    lines = (
        budget_line("1.1", "600.00", strategy=""),
        budget_line("1.1", "400.00", strategy="smaller-classes"),
    )
    places = unread("line 1.1 (number 1) column strategy")
    assert [(one.code, one.place) for one in found(plan_content(*lines), places)] == [
        ("key_twice", "line 1.1 (number 2)"),
        ("strategy_unknown", "line 1.1 (number 2) column strategy"),
    ]


# ---- what is told of a place ----


def test_a_key_that_stands_twice_is_told_with_both_places() -> None:
    places = Places({"line 1.1 (number 1)": "row 9", "line 1.1 (number 2)": "row 10"})
    content = plan_content(budget_line("1.1", "600.00"), budget_line("1.1", "400.00"))
    (one,) = found(content, places)
    assert (one.place, one.message) == (
        "row 10",
        "The key '1.1' is that of row 9 already. Give each line a key of its own.",
    )


def test_an_approval_after_the_day_it_came_is_noted() -> None:
    # The board approved it on February 1, 2023.
    (one,) = found(TWO_LINES, standard=replace(KNOWN, came_on=date(2023, 1, 31)))
    assert (one.code, one.place, one.severity) == (
        "board_approval_later",
        "board approval",
        Severity.NOTE,
    )
    assert one.message == (
        "The board approved it on 2023-02-01, it says; the file was here on 2023-01-31."
    )
    assert found(TWO_LINES, standard=replace(KNOWN, came_on=date(2023, 2, 1))) == ()
