"""What is not as it should be in the content of a plan, each with its place. § 10-262u(d), (e)."""

from dataclasses import replace
from datetime import date

import pytest
from spec import usd
from spec_plans import TWO_LINES, budget_line, plan_content

from domain.errors import NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.plan_check import discrepancies_of, known_in, stops
from domain.plan_content import (
    Discrepancy,
    Objective,
    OtherProgramLine,
    PlanContent,
    Reform,
    Severity,
)
from domain.plan_standard import Standard, standard_of
from domain.statute.rules import rules_in_force

MARCH_1_2023 = date(2023, 3, 1)
FY2023 = standard_of(rules_in_force(FiscalYear(2023), MARCH_1_2023), portion=None, carry_in=None)
FY2014 = standard_of(
    rules_in_force(FiscalYear(2014), date(2013, 9, 1)), portion=None, carry_in=None
)


def found(
    content: PlanContent, total: str | None = None, standard: Standard = FY2023
) -> tuple[Discrepancy, ...]:
    return discrepancies_of(content, usd(total) if total else None, standard)


def the_one(
    content: PlanContent, total: str | None = None, standard: Standard = FY2023
) -> Discrepancy:
    (one,) = found(content, total, standard)
    return one


def test_nothing_is_found_in_a_plan_that_is_as_it_should_be() -> None:
    assert found(TWO_LINES, "1000.00") == ()
    assert found(plan_content(), "0.00") == ()


def test_what_a_plan_comes_to_is_added_up_from_its_lines() -> None:
    lines = (
        budget_line("1.1", "600.00", carry_over="100.00", local_match="50.00"),
        budget_line("1.2", "400.00", reform="extension"),
        replace(budget_line("1.3", "30.00", reform="existing"), tuition=True),
    )
    content = plan_content(*lines)
    # 700.00 + 400.00 + 30.00 = 1,130.00, the match of 50.00 not counted
    assert content.total == usd("1130.00")
    assert (content.carry_over, content.current) == (usd("100.00"), usd("1030.00"))
    assert (content.local_match, content.tuition) == (usd("50.00"), usd("30.00"))
    assert content.reform == usd("1100.00")
    assert Reform.EXISTING in {line.reform for line in lines}


# ---- what stops a plan ----


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (plan_content(budget_line(" ", "5.00")), "key_missing", "line (number 1)"),
        (
            plan_content(budget_line("1.1", "5.00"), budget_line("1.1", "6.00")),
            "key_twice",
            "line 1.1 (number 2)",
        ),
        (
            replace(TWO_LINES, objectives=(Objective(key="", words="x"),), targets=()),
            "key_missing",
            "objective (number 1)",
        ),
        (
            replace(TWO_LINES, objectives=(*TWO_LINES.objectives, *TWO_LINES.objectives)),
            "key_twice",
            "objective O1 (number 2)",
        ),
        (
            replace(TWO_LINES, targets=(*TWO_LINES.targets, *TWO_LINES.targets)),
            "key_twice",
            "target T1 (number 2)",
        ),
    ],
)
def test_keys_are_given_once(content: PlanContent, code: str, place: str) -> None:
    (one,) = stops(found(content))
    assert (one.code, one.place, one.severity) == (code, place, Severity.STOPS)


def test_a_strategy_that_no_revision_has_is_told_with_those_in_force() -> None:
    one = the_one(plan_content(budget_line("2.4", "5.00", strategy="smaller-classes")))
    assert (one.code, one.place, one.citation) == (
        "strategy_unknown",
        "line 2.4 column strategy",
        "C.G.S. § 10-262u(d)",
    )
    assert one.message.startswith("'smaller-classes' is no strategy. No revision of the list has")
    assert "early-childhood, early-reading" in one.message


def test_a_strategy_of_a_later_revision_is_told_with_the_revision_that_has_it() -> None:
    # Student aid applications came with the revision of July 1, 2021.
    later = plan_content(budget_line("2.4", "5.00", strategy="fafsa-completion"))
    assert found(later) == ()
    one = the_one(later, standard=FY2014)
    assert one.code == "strategy_unknown"
    assert "from 2021-07-01, not on the one in force on 2013-09-01" in one.message
    assert "P.A. 21-199" in one.message


def test_the_first_revision_that_has_a_strategy_is_named() -> None:
    assert "2012-07-01" in known_in("early-reading")
    assert "2015-07-01" in known_in("minority-recruitment")
    assert known_in("smaller-classes") == ""


def test_a_long_or_strange_strategy_is_shown_short_and_plain() -> None:
    one = the_one(plan_content(budget_line("2.4", "5.00", strategy="é" * 500)))
    assert one.message.startswith("'\\xe9\\xe9")
    assert len(one.message.partition(" is no strategy")[0]) == 40


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        (
            plan_content(budget_line("2.4", "5.00", carry_over="-0.01")),
            "line 2.4 column carry_over",
            "carry-over is -0.01, below zero.",
        ),
        (
            plan_content(budget_line("2.4", "-5.00")),
            "line 2.4 column current",
            "current year is -5.00, below zero.",
        ),
        (
            plan_content(budget_line("2.4", "5.00", local_match="-1.00")),
            "line 2.4 column local_match",
            "local match is -1.00, below zero.",
        ),
        (
            replace(
                TWO_LINES,
                other_programs=(
                    OtherProgramLine(program="PSD", description="x", amount=usd("-1.00")),
                ),
            ),
            "other program PSD",
            "The amount is -1.00, below zero.",
        ),
    ],
)
def test_no_amount_is_below_zero(content: PlanContent, place: str, message: str) -> None:
    one = the_one(content)
    assert (one.code, one.place, one.message) == ("amount_negative", place, message)
    assert one.severity is Severity.STOPS


def test_other_programs_and_the_match_are_shown_and_not_counted() -> None:
    beside = replace(
        plan_content(budget_line("2.4", "5.00", local_match="90.00")),
        other_programs=(OtherProgramLine(program="PSD", description="x", amount=usd("7.00")),),
    )
    assert found(beside, "5.00") == ()


def test_a_target_measures_an_objective_of_the_plan() -> None:
    target = replace(TWO_LINES.targets[0], key="T2", objective="O9")
    one = the_one(replace(TWO_LINES, targets=(*TWO_LINES.targets, target)))
    assert (one.code, one.place) == ("objective_unknown", "target T2 column objective")
    assert one.message == "It measures objective 'O9', which the plan does not have."


def test_a_total_that_is_not_the_sum_of_the_lines_is_told_by_how_much() -> None:
    one = the_one(TWO_LINES, "999.99")
    assert (one.code, one.place) == ("total_differs", "total")
    assert one.message == ("The total says 999.99, and the lines add up to 1,000.00: -0.01 apart.")
    assert found(TWO_LINES, None) == ()


def test_a_total_that_counts_the_local_match_is_told_so() -> None:
    content = plan_content(budget_line("2.4", "5.00", local_match="90.00"))
    one = the_one(content, "95.00")
    assert one.message.endswith("90.00 apart. That is the local match, which is not counted.")
    assert "local match" not in the_one(content, "94.00").message


def test_magnet_tuition_is_part_of_a_plan_once_the_clause_is_in_force() -> None:
    # P.A. 14-217 let it in on June 13, 2014.
    tuition = plan_content(replace(budget_line("2.4", "5.00"), tuition=True))
    assert found(tuition) == ()
    one = the_one(tuition, standard=FY2014)
    assert (one.code, one.place, one.citation) == (
        "tuition_not_permitted",
        "line 2.4 column tuition",
        "C.G.S. § 10-262u(d)(B)",
    )
    assert "from 2014-06-13 on" in one.message
    after = rules_in_force(FiscalYear(2014), date(2014, 6, 13))
    assert found(tuition, standard=standard_of(after, None, None)) == ()


# ---- notes ----


def with_money(portion: str | None, carry_in: str | None) -> Standard:
    return standard_of(
        FY2023.rules,
        portion=usd(portion) if portion else None,
        carry_in=usd(carry_in) if carry_in else None,
    )


@pytest.mark.parametrize(("portion", "apart"), [("1000.01", "-0.01"), ("999.00", "1.00")])
def test_current_money_that_is_not_the_portion_is_noted(portion: str, apart: str) -> None:
    one = the_one(TWO_LINES, standard=with_money(portion, None))
    assert (one.code, one.severity) == ("current_differs", Severity.NOTE)
    assert f"{apart} apart" in one.message
    assert found(TWO_LINES, standard=with_money("1000.00", None)) == ()


def test_more_carry_over_than_was_carried_in_is_noted() -> None:
    content = plan_content(budget_line("2.4", "0.00", carry_over="100.00"))
    one = the_one(content, standard=with_money(None, "99.99"))
    assert (one.code, one.citation) == ("carry_over_above", "C.G.S. § 10-262u(h)")
    assert one.message == "Carry-over 100.00 is more than the 99.99 carried in."
    assert found(content, standard=with_money(None, "100.00")) == ()


def test_what_a_plan_does_not_say_is_noted() -> None:
    silent = PlanContent(
        objectives=(),
        targets=(),
        stakeholders=(),
        lines=(budget_line("2.4", "5.00", description=" ", object_code=""),),
        other_programs=(),
        board_approved_on=None,
        guidelines=None,
    )
    notes = found(silent)
    assert [(one.code, one.place) for one in notes] == [
        ("objectives_missing", "objectives"),
        ("targets_missing", "targets"),
        ("stakeholders_missing", "stakeholders"),
        ("board_approval_missing", "board approval"),
        ("description_missing", "line 2.4 column description"),
        ("object_code_missing", "line 2.4 column object_code"),
    ]
    assert {one.severity for one in notes} == {Severity.NOTE}
    assert stops(notes) == ()


def test_an_object_code_is_held_against_the_list_of_the_year_where_there_is_one() -> None:
    listed = replace(FY2023, object_codes=frozenset({"100", "111B"}))
    assert [one.code for one in found(TWO_LINES, standard=listed)] == ["object_code_unknown"] * 2
    assert found(TWO_LINES, standard=listed)[0].message == (
        "'111A' is not among the object codes set for the year."
    )
    known = replace(FY2023, object_codes=frozenset({"111A"}))
    assert found(TWO_LINES, standard=known) == ()


@pytest.mark.parametrize(
    ("share", "codes"),
    [(None, []), (60, []), (61, ["new_reform_share"])],
    ids=["nobody set one", "just enough", "one percent more"],
)
def test_the_share_of_new_reforms_is_asked_for_where_somebody_set_one(
    share: int | None, codes: list[str]
) -> None:
    # 600.00 of 1,000.00 is new or extended: 60 %.
    content = plan_content(
        budget_line("1.1", "500.00"),
        budget_line("1.2", "100.00", reform="extension"),
        budget_line("1.3", "400.00", reform="existing"),
    )
    notes = found(content, standard=replace(FY2023, new_reform_share=share))
    assert [one.code for one in notes] == codes
    assert all("UNVERIFIED" in one.message for one in notes)
    assert all("unverified" in one.citation for one in notes)


def test_a_plan_without_money_has_no_share_of_it() -> None:
    asked = replace(FY2023, new_reform_share=60)
    assert found(plan_content(), standard=asked) == ()


@pytest.mark.parametrize(("answered", "told"), [(None, "none"), ("2012-1", "2012-1")])
def test_a_plan_answers_to_the_guidelines_in_force(answered: str | None, told: str) -> None:
    asked = replace(FY2023, guidelines="2022-1")
    one = the_one(replace(TWO_LINES, guidelines=answered), standard=asked)
    assert (one.code, one.citation) == ("guidelines_differ", "C.G.S. § 10-262u(e)")
    assert one.message == f"It answers to guidelines {told}; those in force are 2022-1."
    assert found(replace(TWO_LINES, guidelines="2022-1"), standard=asked) == ()


def test_what_stops_a_plan_comes_before_what_is_only_noted() -> None:
    content = replace(
        plan_content(budget_line("2.4", "-5.00")), stakeholders=(), board_approved_on=None
    )
    assert [one.severity for one in found(content)] == [
        Severity.STOPS,
        Severity.NOTE,
        Severity.NOTE,
    ]


def test_a_year_before_the_program_has_no_standard() -> None:
    with pytest.raises(NoRuleInForceError):
        standard_of(rules_in_force(FiscalYear(2012), date(2011, 9, 1)), None, None)
