"""A determination reduces the new money of a later year: two streams, one day. § 10-262u(g)."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    FY2023,
    Events,
    approved,
    authorized,
    carried_in,
    case_of,
    closed,
    designated,
    on_record,
    passed_through,
    portion,
    released,
    reported,
    stated,
    submitted,
    transferred,
    usd,
    withheld,
)
from spec_claims import (
    D1,
    ENFORCED,
    STAY_ENDED,
    appeal_decided,
    appealed,
    claim_reduced,
    determined,
    found,
    noticed,
    procedure,
    reduction,
    repayment,
    restored,
    reversed_,
    served,
    stayed,
    taken,
)
from spec_plans import set_aside

from domain.authority import Office
from domain.chart import Account
from domain.commands import CloseFiscalYear, Command, SubmitExpenditureReport
from domain.decisions import decide
from domain.decisions.case import Case
from domain.decisions.claim_refusals import (
    DeterminationUnknownError,
    ReductionExceedsError,
    ReductionStayedError,
    ReductionWaitsError,
    ReductionYearError,
    StepMissingError,
)
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import (
    AmountNotPositiveError,
    WordsMissingError,
    YearClosedError,
)
from domain.errors import RefusedError
from domain.events import EventCorrected
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.owed_commands import ApplyReduction, ReverseReduction
from domain.state import EMPTY, DistrictYear, evolve, fold

FY2024, FY2025 = FiscalYear(2024), FiscalYear(2025)
MARCH_1 = date(2024, 3, 1)
CLAIM: Events = [
    designated(),
    found(amount="45250.75"),
    procedure(),
    determined(reduce="45250.75"),
]
# The Commissioner holds 900,000.00 and the Comptroller 150,000.00 of new money.
NEW: Events = [
    designated(),
    portion("1050000.00"),
    withheld("1050000.00"),
    transferred("900000.00"),
]
APPLY = ApplyReduction(determination=D1)


def applied(
    events: Events,
    command: Command = APPLY,
    *,
    claim: Events = CLAIM,
    on: date = MARCH_1,
    fiscal_year: FiscalYear = FY2024,
    ground_on: date | None = None,
) -> tuple[object, ...]:
    """What it leads to, year by year."""
    state = fold(events)
    case = replace(
        case_of(state, on=on, fiscal_year=fiscal_year, ground_on=ground_on),
        claim_year=fold(claim),
    )
    decided = decide(command, state, case)
    assert all(one.effective_on == on for one in decided)
    assert all(one.office is Office.COMMISSIONER for one in decided)
    return tuple(part for one in decided for part in (one.fiscal_year, one.event))


def halves(amount: str, *, comptroller: str = "0.00") -> tuple[object, ...]:
    return (FY2024, reduction(amount, comptroller=comptroller), FY2023, taken(amount))


# ---- as much as is possible ----


def test_both_years_are_told_on_one_day() -> None:
    assert applied(NEW) == halves("45250.75")
    here, claim = balances(fold([*NEW, reduction("45250.75")])), fold([*CLAIM, taken("45250.75")])
    assert here["reduction_applied"] == usd("45250.75")
    assert here["available"] == usd("1004749.25")
    assert here["held_by_commissioner"] == usd("854749.25")
    assert balances(claim)["reduction_due"] == ZERO


def test_a_part_may_be_taken_and_the_rest_stays_due() -> None:
    some = replace(APPLY, amount=usd("45000.00"))
    assert applied(NEW, some) == halves("45000.00")
    then: Events = [*CLAIM, taken("45000.00")]
    assert applied([*NEW, reduction("45000.00")], claim=then) == halves("250.75")


def test_what_the_commissioner_cannot_give_the_comptroller_does() -> None:
    held: Events = [*NEW, submitted(1, "890000.00"), approved(1, "890000.00")]
    promised = [*held, authorized("R1", "890000.00")]
    assert applied(promised) == halves("45250.75", comptroller="35250.75")


def test_what_is_set_aside_for_residency_is_not_taken() -> None:
    year_2025: Events = [
        designated(),
        portion("12000.00"),
        withheld("12000.00"),
        transferred("12000.00"),
        set_aside("12000.00"),
    ]
    with pytest.raises(ReductionExceedsError, match=r"free and not paid out 0\.00"):
        applied(year_2025, on=date(2025, 3, 1), fiscal_year=FiscalYear(2025))


def test_a_reduction_takes_new_money_and_never_what_was_carried_in() -> None:
    # 10,000.00 is new; 140,000.00 came from the year before.
    small: Events = [
        designated(),
        carried_in("140000.00", at_commissioner="140000.00", from_year=2023),
        portion("10000.00"),
        withheld("10000.00"),
    ]
    assert applied(small) == halves("10000.00")
    with pytest.raises(ReductionExceedsError, match=r"for D-2023-064-1 by 10,000\.00"):
        applied(small, replace(APPLY, amount=usd("10000.01")))


def test_a_portion_that_nobody_withheld_is_no_new_money_yet() -> None:
    carried: Events = [
        designated(),
        carried_in("140000.00", at_commissioner="140000.00", from_year=2023),
        portion("30000.00"),
    ]
    with pytest.raises(ReductionExceedsError) as refused:
        applied(carried)
    assert refused.value.details["new_money"] == "0.00"
    assert refused.value.next_step is not None
    assert "alliance withhold record Hartford" in refused.value.next_step


def test_a_year_without_a_portion_is_not_sent_to_the_comptroller() -> None:
    """Nothing can be withheld there either: FY2028 has carried money, and no rule for a portion."""
    carried: Events = [carried_in("140000.00", at_commissioner="140000.00", from_year=2023)]
    with pytest.raises(ReductionExceedsError) as refused:
        applied(carried)
    step = refused.value.next_step
    assert step is not None
    assert "No portion of Hartford FY2024 is determined" in step
    assert "withhold record" not in step
    assert applied([*carried, withheld("30000.00")]) == halves("30000.00")


@pytest.mark.parametrize(
    ("events", "amount", "most"),
    [
        (NEW, "45250.76", "45250.75"),
        ([*NEW, reduction("1050000.00", year=2022, name="D-2022-064-1")], "0.01", "0.00"),
        ([designated()], "0.01", "0.00"),
        ([designated(), portion("1000.00"), withheld("1000.00")], "1000.01", "1000.00"),
    ],
    ids=["above what is due", "reduced already", "nothing is new", "above what is new"],
)
def test_no_more_is_taken_than_is_due_and_new_and_free(
    events: Events, amount: str, most: str
) -> None:
    with pytest.raises(ReductionExceedsError) as refused:
        applied(events, replace(APPLY, amount=usd(amount)))
    assert refused.value.details["most"] == most


def test_where_nothing_can_be_taken_it_says_so() -> None:
    given_up = claim_reduced("compromise", Office.GOVERNOR, reduction_less="45250.75")
    with pytest.raises(ReductionExceedsError, match=r"by 0\.00: due 0\.00"):
        applied(NEW, claim=[*CLAIM, given_up])
    with pytest.raises(AmountNotPositiveError, match="a reduction has to be more than zero"):
        applied(NEW, replace(APPLY, amount=ZERO))


# ---- which year ----


def test_a_later_open_year_is_reduced() -> None:
    with pytest.raises(YearClosedError, match="Hartford FY2024 is closed"):
        applied([*NEW, closed("0.00", into=2025)])
    with pytest.raises(ReductionYearError, match="that of D-2023-064-1 is FY2023"):
        applied(NEW, fiscal_year=FY2023)
    with pytest.raises(ReductionYearError, match="is FY2023, and FY2022 is given") as two:
        applied(NEW, replace(APPLY, claim_fiscal_year=2022))
    assert two.value.next_step == "Its name says the year of the claim: give FY2023, or none."
    with pytest.raises(ReductionYearError, match="that of opening is not said") as none:
        applied(NEW, ApplyReduction(determination="opening"))
    assert none.value.next_step == "Say the year of the opening statement (claim_fiscal_year)."


def test_the_year_may_be_said_where_the_name_says_it_too() -> None:
    assert applied(NEW, replace(APPLY, claim_fiscal_year=2023)) == halves("45250.75")


def test_what_an_opening_statement_says_is_due_is_taken_in_a_later_year() -> None:
    opening = ApplyReduction(determination="opening", claim_fiscal_year=2023)
    assert applied(NEW, opening, claim=[stated(reduction_due="700.00")]) == (
        FY2024,
        reduction("700.00", name="opening"),
        FY2023,
        taken("700.00", name="opening"),
    )


# ---- taken back ----

REDUCED: Events = [*NEW, reduction("45250.75")]
TAKEN: Events = [*CLAIM, taken("45250.75")]
REVERSE = ReverseReduction(determination=D1, amount=usd("45250.75"), reason="judgment of May 3")


def test_a_reduction_is_taken_back_in_both_years() -> None:
    assert applied(REDUCED, REVERSE, claim=TAKEN) == (
        FY2024,
        reversed_("45250.75"),
        FY2023,
        restored("45250.75"),
    )
    here = balances(fold([*REDUCED, reversed_("45250.75")]))
    assert here == balances(fold(NEW))
    claim = fold([*TAKEN, restored("45250.75")])
    assert balances(claim) == balances(fold(CLAIM))
    # What is due again can be taken again, or given up on an instrument.
    assert applied([*REDUCED, reversed_("45250.75")], claim=[*TAKEN, restored("45250.75")]) == (
        halves("45250.75")
    )


def test_what_the_comptroller_gave_goes_back_there_first() -> None:
    gave: Events = [
        *NEW,
        reduction("300.00", comptroller="100.00"),
        reduction("7.00", year=2022, name="D-2022-064-1", comptroller="7.00"),
    ]
    claim: Events = [*CLAIM, taken("300.00")]
    some = replace(REVERSE, amount=usd("60.00"))
    assert applied(gave, some, claim=claim)[1] == reversed_("60.00", comptroller="60.00")
    then = [*gave, reversed_("60.00", comptroller="60.00")]
    rest = replace(REVERSE, amount=usd("240.00"))
    after = applied(then, rest, claim=[*claim, restored("60.00")])
    assert after[1] == reversed_("240.00", comptroller="40.00")


def test_claims_of_one_name_and_two_years_are_told_apart() -> None:
    # Both are stated and called "opening"; the Comptroller gave only for the one of FY2022.
    gave: Events = [
        *NEW,
        reduction("100.00", name="opening", year=2022, comptroller="100.00"),
        reduction("60.00", name="opening"),
    ]
    back = replace(REVERSE, determination="opening", claim_fiscal_year=2023, amount=usd("60.00"))
    claim: Events = [stated(reduction_due="60.00"), taken("60.00", name="opening")]
    assert applied(gave, back, claim=claim)[1] == reversed_("60.00", name="opening")


def test_no_more_is_taken_back_than_was_taken_from_that_year() -> None:
    other: Events = [*TAKEN, taken("1.00", in_year=2025), restored("250.75")]
    part = replace(REVERSE, amount=usd("45000.00"))
    assert len(applied(REDUCED, part, claim=other)) == 4
    with pytest.raises(ReductionExceedsError, match=r"reduced for D-2023-064-1 by 45,000\.00"):
        applied(REDUCED, replace(REVERSE, amount=usd("45000.01")), claim=other)


def test_what_no_later_year_gave_is_not_taken_back() -> None:
    with pytest.raises(ReductionYearError) as same:
        applied(TAKEN, REVERSE, claim=TAKEN, fiscal_year=FY2023)
    assert same.value.next_step == (
        "Name the later year that was reduced for it (--fiscal-year): alliance replay Hartford "
        "--fiscal-year FY2023 names each."
    )


@pytest.mark.parametrize(
    ("events", "command", "claim", "error"),
    [
        (REDUCED, replace(REVERSE, reason=" "), TAKEN, WordsMissingError),
        (REDUCED, replace(REVERSE, claim_fiscal_year=2022), TAKEN, ReductionYearError),
        (REDUCED, REVERSE, [designated()], DeterminationUnknownError),
        (REDUCED, replace(REVERSE, amount=ZERO), TAKEN, AmountNotPositiveError),
    ],
    ids=["no words", "another year", "unknown", "nothing"],
)
def test_a_reduction_is_taken_back_with_words_and_only_where_it_was(
    events: Events, command: Command, claim: Events, error: type[RefusedError]
) -> None:
    with pytest.raises(error):
        applied(events, command, claim=claim)


def test_in_a_closed_year_the_balance_it_carried_out_is_restated() -> None:
    spent: Events = [*REDUCED, reported()]
    left = {"at_commissioner": "854749.25", "at_comptroller": "150000.00"}
    shut: Events = [*spent, closed("1004749.25", left, into=2025)]
    state, later = fold(shut), fold([carried_in("1004749.25", left, from_year=2024)])
    case = replace(
        case_of(
            state,
            on=date(2025, 5, 3),
            fiscal_year=FY2024,
            chain=(
                on_record(FY2024, state, MARCH_1),
                on_record(FiscalYear(2025), later, MARCH_1, first=2000),
            ),
        ),
        claim_year=fold(TAKEN),
    )
    here, there, out, into = decide(REVERSE, state, case)
    assert (here.event, there.event) == (reversed_("45250.75"), restored("45250.75"))
    assert there.fiscal_year == FY2023
    for one, year in ((out, FY2024), (into, FiscalYear(2025))):
        assert one.fiscal_year == year
        assert isinstance(one.event, EventCorrected)
        assert one.event.replacement["at_commissioner"] == usd("900000.00")
        assert one.event.reason == (
            "follows from a reduction of Hartford FY2024 taken back: judgment of May 3"
        )
    after = evolve(evolve(state, here.event), out.event)
    assert after.closed is not None
    assert after.closed.carry_out == usd("1050000.00")
    assert evolve(later, into.event).standing(Account.HELD_BY_COMMISSIONER) == usd("900000.00")


def test_nothing_is_taken_back_on_a_day_before_the_last_restatement() -> None:
    # Both halves are of one day, and the balance was restated on May 3 for the first of them.
    left = {"at_commissioner": "854749.25", "at_comptroller": "150000.00"}
    shut: Events = [*REDUCED, reported(), closed("1004749.25", left, into=2025)]
    carried: Events = [carried_in("1004749.25", left, from_year=2024)]
    may_3, part = date(2025, 5, 3), replace(REVERSE, amount=usd("1.00"))

    def case(here: Events, next_year: Events, on: date) -> Case:
        """Each year's last record is of May 3, once it restates the year."""
        days = (on_record(FY2024, fold(here), MARCH_1), on_record(FY2025, fold(next_year), MARCH_1))
        chain = tuple(
            replace(one, days={**one.days, one.state.version: may_3})
            if one.state.corrected_by
            else one
            for one in days
        )
        return replace(
            case_of(fold(here), on=on, fiscal_year=FY2024, chain=chain), claim_year=fold(TAKEN)
        )

    first, _, out, into = decide(part, fold(shut), case(shut, carried, may_3))
    shut, carried = [*shut, first.event, out.event], [*carried, into.event]
    with pytest.raises(StepBeforeGroundError, match="was restated on 2025-05-03"):
        decide(part, fold(shut), case(shut, carried, date(2025, 5, 2)))
    again = decide(part, fold(shut), case(shut, carried, may_3))
    assert {one.effective_on for one in again} == {may_3}


def test_what_was_due_at_the_opening_is_taken_in_the_year_it_opened_with() -> None:
    opened: Events = [stated(reduction_due="700.00", held_by_commissioner="900.00"), *NEW]
    opening = ApplyReduction(determination="opening", claim_fiscal_year=2024)
    took = reduction("700.00", name="opening", year=2024), taken("700.00", name="opening")
    assert applied(opened, opening, claim=opened) == (FY2024, took[0], FY2024, took[1])
    since: Events = [*opened, *took]
    assert balances(fold(since))["reduction_due"] == ZERO
    back = replace(REVERSE, determination="opening", claim_fiscal_year=2024, amount=usd("700.00"))
    assert applied(since, back, claim=since) == (
        FY2024,
        reversed_("700.00", name="opening", year=2024),
        FY2024,
        restored("700.00", name="opening"),
    )
    with pytest.raises(ReductionYearError) as earlier:
        applied(opened, replace(opening, claim_fiscal_year=2025), claim=opened)
    assert earlier.value.next_step == ("Name FY2025 or a later year than FY2025 (--fiscal-year).")


def test_nothing_is_taken_back_before_it_was_taken() -> None:
    with pytest.raises(StepBeforeGroundError, match="what it rests on is of 2024-03-02"):
        applied(REDUCED, REVERSE, claim=TAKEN, ground_on=date(2024, 3, 2))


# ---- while the case is not over ----

CONTESTED: Events = [
    designated(),
    found(amount="45250.75"),
    noticed(date(2023, 12, 1), F1="45250.75"),
    procedure("contested-case"),
    determined(reduce="45250.75"),
]
SENT: Events = [*CONTESTED, served(date(2024, 1, 15))]


def test_nothing_is_taken_while_time_is_running() -> None:
    with pytest.raises(ReductionWaitsError, match="appeal is running until 2024-02-29"):
        applied(NEW, claim=SENT, on=date(2024, 2, 29))
    with pytest.raises(ReductionWaitsError, match="was not sent to the board") as refused:
        applied(NEW, claim=CONTESTED)
    assert refused.value.details["until"] == "no day known"
    assert applied(NEW, claim=SENT, on=MARCH_1) == halves("45250.75")


def test_the_commissioner_may_direct_to_enforce_all_the_same() -> None:
    assert applied(NEW, claim=[*SENT, ENFORCED], on=date(2024, 2, 1)) == halves("45250.75")


def test_a_stay_stops_it_whoever_directs_otherwise() -> None:
    with pytest.raises(ReductionStayedError, match="is stayed by order of the court"):
        applied(NEW, claim=[*SENT, ENFORCED, stayed()])
    assert applied(NEW, claim=[*SENT, stayed(), STAY_ENDED]) == halves("45250.75")


def test_what_was_not_determined_takes_nothing() -> None:
    with pytest.raises(DeterminationUnknownError, match="determinations: none"):
        applied(NEW, claim=[designated()])
    with pytest.raises(StepMissingError, match="was not issued, so nothing is taken"):
        applied(NEW, claim=CONTESTED[:-1])


def test_nothing_is_taken_before_the_determination() -> None:
    with pytest.raises(StepBeforeGroundError, match="what it rests on is of 2024-03-02"):
        applied(NEW, ground_on=date(2024, 3, 2))


# ---- WE-12 ----


def _year(start: DistrictYear, new: str, reduced: str) -> DistrictYear:
    """New money, less what is reduced, all the way to the board."""
    rest = str(usd(new) - usd(reduced))
    way: Events = [
        designated(),
        portion(new),
        withheld(new),
        transferred(new),
        *([reduction(reduced)] if usd(reduced) else []),
        submitted(1, rest),
        approved(1, rest),
        *released("R1", rest),
        passed_through(rest),
    ]
    return fold(way, start)


def _report_and_close(
    state: DistrictYear, spent: str, year: int
) -> tuple[DistrictYear, DistrictYear]:
    """The year after its report and closing, and the next one with its balance carried in."""
    fiscal_year = FiscalYear(year)
    following = EMPTY
    for command in (SubmitExpenditureReport(spent=usd(spent)), CloseFiscalYear()):
        case = case_of(state, on=fiscal_year.last_day, fiscal_year=fiscal_year)
        for one in decide(command, state, case):
            if one.fiscal_year == fiscal_year:
                state = evolve(state, one.event)
            else:
                following = evolve(following, one.event)
    return state, following


def _figures(state: DistrictYear) -> dict[str, Money | None]:
    names = ("carry_in", "reduction_applied", "available", "spent_reported", "carry_out")
    found_ = balances(state)
    return {name: found_[name] for name in names}


def test_we_12_three_years_with_partial_noncompliance() -> None:
    first, second = _report_and_close(_year(EMPTY, "1000000.00", "0.00"), "860000.00", 2023)
    assert _figures(first)["carry_out"] == usd("140000.00")
    for event in CLAIM[1:]:
        first = evolve(first, event)
    # The reduction of the second year is decided on its new money.
    before: Events = [
        designated(),
        portion("1050000.00"),
        withheld("1050000.00"),
        transferred("1050000.00"),
    ]
    assert applied(before, claim=[*CLAIM]) == halves("45250.75")
    first = evolve(first, taken("45250.75"))
    second, third = _report_and_close(_year(second, "1050000.00", "45250.75"), "1100000.10", 2024)
    assert _figures(second) == {
        "carry_in": usd("140000.00"),
        "reduction_applied": usd("45250.75"),
        "available": usd("1144749.25"),
        "spent_reported": usd("1100000.10"),
        "carry_out": usd("44749.15"),
    }
    # The second year's finding is repaid in the third, from the board's own money.
    name = "D-2024-064-1"
    order: Events = [
        found("F1", "20000.00"),
        procedure(name=name),
        determined(repay="20000.00", name=name),
        repayment("20000.00", date(2025, 5, 1), name=name),
    ]
    for event in order:
        second = evolve(second, event)
    third, _ = _report_and_close(_year(third, "1100000.00", "0.00"), "1144749.15", 2025)
    assert _figures(third) == {
        "carry_in": usd("44749.15"),
        "reduction_applied": ZERO,
        "available": usd("1144749.15"),
        "spent_reported": usd("1144749.15"),
        "carry_out": ZERO,
    }
    years = [balances(state) for state in (first, second, third)]
    totals = {name: sum((one[name] or ZERO).cents for one in years) for name in years[0]}
    assert totals["withheld_by_comptroller"] == usd("3150000.00").cents
    assert totals["released"] == usd("3104749.25").cents
    assert totals["released"] - totals["repaid"] == usd("3084749.25").cents
    assert totals["spent_reported"] == usd("3104749.25").cents
    # Spent less both findings is what complied: 3,104,749.25 − 45,250.75 − 20,000.00.
    assert totals["spent_reported"] - totals["repaid"] - totals["reduction_applied"] == (
        usd("3039498.50").cents
    )
    open_claims = ("finding_open", "repay_due", "reduction_due", "waived")
    assert [totals[name] for name in open_claims] == [0, 0, 0, 0]


@pytest.mark.parametrize("kind", ["informal", "contested-case"])
def test_nothing_is_taken_of_what_a_court_changed_before_the_claim_is_lowered(kind: str) -> None:
    claim: Events = [
        designated(),
        found(amount="100.00"),
        noticed(date(2026, 12, 2), F1="100.00"),
        procedure(kind),
        determined(reduce="100.00"),
        served(),
        appealed(),
        appeal_decided("modified"),
    ]
    with pytest.raises(ReductionWaitsError, match="modified or reversed") as refused:
        applied(NEW, replace(APPLY, amount=usd("1.00")), claim=claim)
    assert refused.value.next_step is not None
    assert "receivables reduce-claim D-2023-064-1" in refused.value.next_step
    lowered: Events = [*claim, claim_reduced("judgment", Office.COURT, reduction_less="40.00")]
    sixty = replace(APPLY, amount=usd("60.00"))
    assert applied(NEW, sixty, claim=lowered, on=date(2027, 6, 1)) == halves("60.00")
