"""§ 10-262i(a): last year's final entitlement against its preliminary one, in funds received."""

from dataclasses import replace

import pytest
from spec import Events, closed, designated, entitled, event_corrected, given, usd

from domain.authority import Office
from domain.commands import DeterminePortion, TrueUpEntitlement
from domain.decisions.payment_refusals import TrueUpMissingError
from domain.decisions.refusals import YearClosedError
from domain.events import EntitlementSet, EntitlementTruedUp, PortionDetermined, Stage

TRUE_UP = TrueUpEntitlement()


def of_stage(stage: Stage, amount: str) -> EntitlementSet:
    return replace(entitled(amount), stage=stage)


def preliminary(amount: str) -> EntitlementSet:
    return of_stage(Stage.PRELIMINARY, amount)


def final(amount: str) -> EntitlementSet:
    return of_stage(Stage.FINAL, amount)


def trued_up(first: str, last: str, difference: str) -> EntitlementTruedUp:
    return EntitlementTruedUp(
        previous_fiscal_year=2022,
        preliminary=usd(first),
        final=usd(last),
        difference=usd(difference),
    )


@pytest.mark.parametrize(
    ("last", "difference"),
    [("1003.50", "3.50"), ("996.50", "-3.50"), ("1000.00", "0.00")],
    ids=["paid too little", "paid too much", "paid right"],
)
def test_the_difference_of_last_year_is_taken_into_this_one(last: str, difference: str) -> None:
    history: Events = [preliminary("1000.00"), final(last)]
    (decided,) = (
        given().when(TRUE_UP, previous_year=history).then(trued_up("1000.00", last, difference))
    )
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision.startswith("C.G.S. § 10-262h")


def test_the_first_preliminary_and_the_last_final_amount_count() -> None:
    # 1,000.00 was paid by; 990.00 and the revised 995.00 in between decide nothing.
    history: Events = [
        preliminary("1000.00"),
        preliminary("990.00"),
        of_stage(Stage.REVISED, "995.00"),
        final("1001.00"),
        final("1002.00"),
    ]
    given().when(TRUE_UP, previous_year=history).then(trued_up("1000.00", "1002.00", "2.00"))


def test_a_corrected_entitlement_of_last_year_counts_as_corrected() -> None:
    mended = event_corrected(
        corrects_position=1,
        corrects_version=1,
        corrected_event="EntitlementSet",
        reversed={"amount": usd("1000.00")},
        replacement={"amount": usd("1001.00")},
        reason="typed",
    )
    history: Events = [preliminary("1000.00"), final("1002.00"), mended]
    given().when(TRUE_UP, previous_year=history).then(trued_up("1001.00", "1002.00", "1.00"))


def test_the_same_difference_again_decides_nothing() -> None:
    known = trued_up("1000.00", "1003.50", "3.50")
    history: Events = [preliminary("1000.00"), final("1003.50")]
    given(known).when(TRUE_UP, previous_year=history).decides_nothing()
    given(known).when(TRUE_UP, previous_year=[*history, final("1004.00")]).then(
        trued_up("1000.00", "1004.00", "4.00")
    )


@pytest.mark.parametrize(
    ("history", "missing"),
    [
        pytest.param([], "no preliminary and no final entitlement", id="neither"),
        pytest.param([preliminary("1.00")], "has no final entitlement", id="no final one"),
        pytest.param([final("1.00")], "has no preliminary entitlement", id="no preliminary one"),
        pytest.param(
            [entitled("1.00")], "no preliminary and no final entitlement", id="without stages"
        ),
    ],
)
def test_without_both_there_is_nothing_to_take_over(history: Events, missing: str) -> None:
    given().when(TRUE_UP, previous_year=history).refused(
        TrueUpMissingError, missing, citation="", previous_fiscal_year="FY2022"
    )


def test_a_closed_year_takes_nothing_over() -> None:
    history: Events = [preliminary("1000.00"), final("1003.50")]
    given(closed("0.00")).when(TRUE_UP, previous_year=history).refused(
        YearClosedError, "closed", citation="(h)"
    )


# ---- the portion with it ----


@pytest.mark.parametrize(
    ("difference", "portion"),
    [("3.50", "1003.50"), ("-3.50", "996.50"), ("-1000.01", "0.00")],
    ids=["more", "less", "not below zero"],
)
def test_the_portion_is_measured_from_the_funds_received(difference: str, portion: str) -> None:
    # 11,000.00 + the difference − 10,000.00 of FY2012, not below zero
    history: Events = [
        designated(),
        entitled("11000.00"),
        EntitlementTruedUp(
            previous_fiscal_year=2022,
            preliminary=usd("5000.00"),
            final=usd("5000.00") + usd(difference),
            difference=usd(difference),
        ),
    ]
    event = PortionDetermined(
        portion=usd(portion),
        entitlement=usd("11000.00"),
        other_earmarks=usd("0.00"),
        baseline=usd("10000.00"),
        baseline_fiscal_year=2012,
        baseline_position=2012,
        true_up=usd(difference),
    )
    given(*history).when(DeterminePortion(), baselines={2012: "10000.00"}).then(event)
    given(*history, event).when(DeterminePortion(), baselines={2012: "10000.00"}).decides_nothing()


def test_a_portion_already_determined_stays_until_it_is_determined_again() -> None:
    before: Events = [designated(), entitled("11000.00")]
    decision = given(*before).when(DeterminePortion(), baselines={2012: "10000.00"})
    (first,) = decision.decided
    assert isinstance(first.event, PortionDetermined)
    known = trued_up("1000.00", "1003.50", "3.50")
    again = given(*before, first.event, known).when(
        DeterminePortion(), baselines={2012: "10000.00"}
    )
    again.then(replace(first.event, portion=usd("1003.50"), true_up=usd("3.50")))
