"""§ 10-262u(c)(2), "all such funds": what the town received and has not passed on is noted."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    Events,
    approved,
    closed,
    designated,
    given,
    passed_through,
    portion,
    released,
    returned,
    submitted,
    transferred,
    usd,
    withheld,
)
from spec_claims import given_back
from spec_plans import overpayment_returned, paid

from domain.authority import Office
from domain.commands import NotePassThroughShortfall, RecordPassThrough
from domain.decisions.payment_refusals import NothingShortError
from domain.decisions.refusals import (
    PaidBeforeYearError,
    WordsMissingError,
    YearClosedError,
)
from domain.events import PassThroughRecorded, PassThroughShortfallNoted
from domain.figures import shortfall_left
from domain.state import fold

# 300.00 reached the town.
PAID: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("1000.00"),
    submitted(1, "1000.00"),
    approved(1, "1000.00"),
    *released("R1", "300.00"),
]
NOTE = NotePassThroughShortfall(found_by="audit of FY2023")


def noted(amount: str) -> PassThroughShortfallNoted:
    return PassThroughShortfallNoted(amount=usd(amount), found_by="audit of FY2023")


def test_what_stands_with_the_town_is_noted_in_full() -> None:
    (decided,) = given(*PAID).when(NOTE).then(noted("300.00"))
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(2)"
    given(*PAID, passed_through("299.99")).when(NOTE).then(noted("0.01"))


def test_the_same_finding_again_decides_nothing() -> None:
    given(*PAID, noted("300.00")).when(NOTE).decides_nothing()


def test_the_same_amount_found_by_another_is_another_finding() -> None:
    other = NotePassThroughShortfall(found_by="the treasurer")
    given(*PAID, noted("300.00")).when(other).then(
        PassThroughShortfallNoted(amount=usd("300.00"), found_by="the treasurer")
    )


@pytest.mark.parametrize(
    "cure", [passed_through("300.00"), returned("R1", paid="300.00")], ids=["passed", "returned"]
)
def test_a_second_shortfall_of_the_same_amount_after_a_cure_is_noted_again(
    cure: PassThroughRecorded,
) -> None:
    history: Events = [*PAID, noted("300.00"), cure, *released("R2", "300.00")]
    given(*history).when(NOTE).then(noted("300.00"))


def test_what_the_town_gives_back_cures_a_shortfall() -> None:
    short: Events = [*PAID, noted("300.00")]
    assert shortfall_left(fold([*short, given_back(town="299.99")])) == usd("0.01")
    assert shortfall_left(fold([*short, given_back(board="299.99")])) == usd("300.00")


def test_where_nothing_is_short_nothing_is_noted() -> None:
    given(*PAID, passed_through("300.00")).when(NOTE).refused(
        NothingShortError, "Nothing that was released", citation="(c)(2)", held_by_town="0.00"
    )
    given().when(NOTE).refused(NothingShortError, "Nothing", citation="(c)(2)")


def test_what_was_paid_in_error_is_not_short() -> None:
    # 300.00 authorized, 325.00 paid, 300.00 passed through: 25.00 has to come back to the State.
    history: Events = [*PAID[:-1], paid("R1", "300.00", over="25.00"), passed_through("300.00")]
    given(*history).when(NOTE).refused(NothingShortError, "Nothing", citation="(c)(2)")
    given(*history, overpayment_returned("R1", "25.00")).when(NOTE).refused(
        NothingShortError, "Nothing", citation="(c)(2)"
    )


def test_a_shortfall_names_who_found_it_in_an_open_year() -> None:
    given(*PAID).when(replace(NOTE, found_by=" ")).refused(
        WordsMissingError, "who found the shortfall", citation="§ 11-8b"
    )
    given(closed("0.00")).when(NOTE).refused(YearClosedError, "closed", citation="(h)")


# ---- the pass-through that cures it ----


def test_a_pass_through_keeps_its_day_and_who_states_it() -> None:
    command = RecordPassThrough(
        amount=usd("300.00"), paid_on=date(2023, 2, 20), stated_by="the treasurer"
    )
    event = replace(passed_through("300.00"), paid_on=date(2023, 2, 20), stated_by="the treasurer")
    (decided,) = given(*PAID).when(command).then(event)
    assert decided.office is Office.TOWN
    assert decided.effective_on == date(2023, 2, 20)


def test_where_only_the_amount_is_known_its_legal_date_is_the_day_given() -> None:
    command = RecordPassThrough(amount=usd("300.00"))
    (decided,) = given(*PAID).when(command, on=date(2023, 3, 1)).then(passed_through("300.00"))
    assert decided.effective_on == date(2023, 3, 1)


def test_a_pass_through_is_not_of_a_day_before_the_year() -> None:
    command = RecordPassThrough(amount=usd("300.00"), paid_on=date(2022, 6, 30))
    given(*PAID).when(command).refused(
        PaidBeforeYearError,
        "2022-06-30 lies before FY2023",
        citation="(c)(2)",
        first_day="2022-07-01",
    )
    first = replace(command, paid_on=date(2022, 7, 1))
    given(*PAID).when(first).then(replace(passed_through("300.00"), paid_on=date(2022, 7, 1)))


def test_who_states_a_pass_through_is_named_or_left_out() -> None:
    command = RecordPassThrough(amount=usd("300.00"), stated_by=" ")
    given(*PAID).when(command).refused(
        WordsMissingError, "who states the pass-through", citation="§ 11-8b"
    )
