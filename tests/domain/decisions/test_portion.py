"""§ 10-262u(c)(1): entitlement, portion, withholding, transfer."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    Events,
    carried_in,
    closed,
    designated,
    entitled,
    given,
    portion,
    stated,
    transferred,
    usd,
    withheld,
)
from spec_claims import reduction

from domain.authority import Office
from domain.commands import (
    DeterminePortion,
    RecordPublishedWithholding,
    SetEntitlement,
    TransferPortion,
    WithholdPortion,
)
from domain.decisions.refusals import (
    AmountNotPositiveError,
    BaselineMissingError,
    EntitlementMissingError,
    EntitlementUnchangedReasonError,
    NotDesignatedError,
    PortionMissingError,
    TransferExceedsWithheldError,
    WithholdingAlreadyRecordedError,
    WithholdingExceedsPortionError,
    YearClosedError,
)
from domain.errors import NoRuleInForceError
from domain.events import (
    DesignationEnded,
    EntitlementSet,
    PortionDetermined,
    PublishedWithholdingRecorded,
    Stage,
)
from domain.fiscal_year import FiscalYear
from domain.money import ZERO

DETERMINE = DeterminePortion()
BASELINES = {2012: "10000000.00", 2022: "11000000.00"}
ENDED = DesignationEnded(reason="act of 2025")
PUBLISHED = PublishedWithholdingRecorded(amount=usd("1180676.00"), source="S01")
CLOSED = closed("0.00")


# ---- SetEntitlement ----


def test_the_department_sets_an_entitlement() -> None:
    command = SetEntitlement(
        amount=usd("11180676.00"),
        stage=Stage.FINAL,
        reason="first",
        education_diversity=usd("80676.00"),
        published_portion=usd("1100000.00"),
    )
    (decided,) = (
        given()
        .when(command)
        .then(
            EntitlementSet(
                amount=usd("11180676.00"),
                stage=Stage.FINAL,
                reason="first",
                education_diversity=usd("80676.00"),
                published_portion=usd("1100000.00"),
            )
        )
    )
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 10-262h"


def test_a_town_that_is_not_designated_has_an_entitlement_too() -> None:
    given().when(SetEntitlement(amount=ZERO), fiscal_year=FiscalYear(2012)).then(entitled("0.00"))


def test_the_same_entitlement_again_decides_nothing() -> None:
    command = SetEntitlement(amount=usd("11180676.00"), reason="sent twice")
    given(entitled("11180676.00")).when(command).decides_nothing()


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"stage": Stage.FINAL}, id="a stage"),
        pytest.param({"education_diversity": usd("1.00")}, id="an earmark"),
        pytest.param({"published_portion": usd("1.00")}, id="a published portion"),
    ],
)
def test_the_same_amount_with_something_new_is_recorded(changed: dict[str, object]) -> None:
    command = replace(SetEntitlement(amount=usd("5.00")), **changed)  # type: ignore[arg-type]
    event = replace(entitled("5.00"), **changed)  # type: ignore[arg-type]
    given(entitled("5.00")).when(command).then(event)


@pytest.mark.parametrize(
    ("earlier", "later", "reason"),
    [
        pytest.param(None, Stage.PRELIMINARY, None, id="a first stage"),
        pytest.param(Stage.PRELIMINARY, Stage.REVISED, None, id="revised"),
        pytest.param(Stage.REVISED, Stage.FINAL, None, id="final"),
        pytest.param(None, None, "data true-up", id="a reason without a stage"),
        pytest.param(Stage.FINAL, Stage.PRELIMINARY, "act of 2015", id="a reason going back"),
    ],
)
def test_a_later_stage_or_a_reason_replaces_an_entitlement(
    earlier: Stage | None, later: Stage | None, reason: str | None
) -> None:
    first = replace(entitled("10.00"), stage=earlier)
    command = SetEntitlement(amount=usd("12.00"), stage=later, reason=reason)
    given(first).when(command).then(replace(entitled("12.00"), stage=later, reason=reason))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [(None, None), (Stage.FINAL, Stage.FINAL), (Stage.FINAL, Stage.REVISED), (Stage.FINAL, None)],
)
def test_another_amount_needs_a_later_stage_or_a_reason(
    earlier: Stage | None, later: Stage | None
) -> None:
    first = replace(entitled("10.00"), stage=earlier)
    given(first).when(SetEntitlement(amount=usd("12.00"), stage=later, reason="")).refused(
        EntitlementUnchangedReasonError,
        "has an entitlement of 10.00 on record; 12.00",
        citation="§ 10-262h",
        on_record="10.00",
        given="12.00",
    )


def test_an_entitlement_is_not_below_zero() -> None:
    given().when(SetEntitlement(amount=usd("-0.01"))).refused(
        AmountNotPositiveError, "-0.01 was given", citation="§ 10-262h", amount="-0.01"
    )


def test_a_new_entitlement_leaves_the_portion_as_it_was_determined() -> None:
    command = SetEntitlement(amount=usd("12.00"), reason="audit")
    decision = given(designated(), entitled("10.00"), portion("0.00")).when(command)
    decision.then(replace(entitled("12.00"), reason="audit"))


# ---- DeterminePortion ----


def test_the_portion_is_the_increase_over_the_baseline_with_its_operands() -> None:
    # 11,180,676.00 - 10,000,000.00
    history: Events = [designated(), entitled("11180676.00")]
    (decided,) = (
        given(*history)
        .when(DETERMINE, baselines=BASELINES)
        .then(
            PortionDetermined(
                portion=usd("1180676.00"),
                entitlement=usd("11180676.00"),
                other_earmarks=ZERO,
                baseline=usd("10000000.00"),
                baseline_fiscal_year=2012,
                baseline_position=2012,
            )
        )
    )
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(1)(A)"


def test_we_05_a_grant_below_its_baseline_has_a_portion_of_zero() -> None:
    # 25,040,045.00 - 25,400,000.00 = -359,955.00
    decision = given(designated("FY2018"), entitled("25040045.00")).when(
        DETERMINE,
        fiscal_year=FiscalYear(2018),
        on=date(2017, 10, 31),
        baselines={2012: "25400000.00"},
    )
    decision.then(
        PortionDetermined(
            portion=ZERO,
            entitlement=usd("25040045.00"),
            other_earmarks=ZERO,
            baseline=usd("25400000.00"),
            baseline_fiscal_year=2012,
            baseline_position=2012,
        )
    )


def test_we_05_nothing_can_be_withheld_of_a_portion_of_zero() -> None:
    given(designated(), portion("0.00")).when(WithholdPortion(amount=usd("0.01"))).refused(
        WithholdingExceedsPortionError,
        "above the portion of 0.00",
        citation="(c)(1)",
        portion="0.00",
        at_most="0.00",
    )


@pytest.mark.parametrize(
    ("year", "entitlement", "amount"),
    [
        pytest.param(2023, "29000000.00", "0.00", id="FY2023 flat"),
        pytest.param(2024, "29750000.00", "750000.00", id="FY2024"),
    ],
)
def test_we_06_we_07_a_new_entrant_is_measured_from_fy2022_and_not_fy2012(
    year: int, entitlement: str, amount: str
) -> None:
    # From FY2012 it would be 29,000,000.00 - 28,380,144.00 = 619,856.00 in FY2023.
    decision = given(designated(first_time=True), entitled(entitlement)).when(
        DETERMINE,
        fiscal_year=FiscalYear(year),
        on=date(2024, 6, 30),
        baselines={2012: "28380144.00", 2022: "29000000.00"},
    )
    decision.then(
        PortionDetermined(
            portion=usd(amount),
            entitlement=usd(entitlement),
            other_earmarks=ZERO,
            baseline=usd("29000000.00"),
            baseline_fiscal_year=2022,
            baseline_position=2022,
        )
    )


@pytest.mark.parametrize(
    ("year", "taken", "amount"),
    [
        pytest.param(2023, "0.00", "1180676.00", id="FY2023 takes none out"),
        # 11,180,676.00 - 80,676.00 - 10,000,000.00
        pytest.param(2024, "80676.00", "1100000.00", id="FY2024 takes it out"),
        pytest.param(2025, "80676.00", "1100000.00", id="FY2025 takes it out"),
        pytest.param(2026, "0.00", "1180676.00", id="FY2026 takes none out"),
    ],
)
def test_the_education_diversity_amount_comes_out_first_where_the_year_has_it(
    year: int, taken: str, amount: str
) -> None:
    entitlement = replace(entitled("11180676.00"), education_diversity=usd("80676.00"))
    (decided,) = (
        given(designated(), entitlement)
        .when(DETERMINE, fiscal_year=FiscalYear(year), on=date(2026, 6, 30), baselines=BASELINES)
        .decided
    )
    assert isinstance(decided.event, PortionDetermined)
    assert decided.event.other_earmarks == usd(taken)
    assert decided.event.portion == usd(amount)


def test_the_same_portion_from_the_same_operands_decides_nothing() -> None:
    history: Events = [designated(), entitled("11180676.00"), portion("1180676.00")]
    given(*history).when(DETERMINE, baselines=BASELINES).decides_nothing()


def test_the_portion_is_determined_again_after_a_new_entitlement() -> None:
    # 11,000,000.01 - 10,000,000.00
    history: Events = [
        designated(),
        entitled("11180676.00"),
        portion("1180676.00"),
        entitled("11000000.01"),
    ]
    given(*history).when(DETERMINE, baselines=BASELINES).then(portion("1000000.01"))


def test_a_portion_needs_a_designation_in_force() -> None:
    given(designated(), ENDED, entitled("1.00")).when(DETERMINE, baselines=BASELINES).refused(
        NotDesignatedError, "is not designated", citation="(b)(3)"
    )


def test_a_portion_needs_an_entitlement() -> None:
    given(designated()).when(DETERMINE, baselines=BASELINES).refused(
        EntitlementMissingError, "no ECS entitlement on record", citation="§ 10-262h"
    )


def test_a_portion_needs_the_entitlement_of_its_own_baseline_year() -> None:
    given(designated(), entitled("1.00")).when(DETERMINE, baselines={2022: "1.00"}).refused(
        BaselineMissingError,
        "is measured from FY2012",
        citation="(c)(1)(A)",
        baseline_fiscal_year="2012",
    )


def test_fy2018_has_no_portion_before_the_act_of_october_31_2017() -> None:
    # Designated on October 31, determined as of the day before: the law has a gap there.
    decision = given(designated("FY2018"), entitled("1.00")).when(
        DETERMINE, fiscal_year=FiscalYear(2018), on=date(2017, 10, 30), baselines=BASELINES
    )
    assert type(decision.refused_by) is NoRuleInForceError


# ---- WithholdPortion ----


def test_the_comptroller_withholds_up_to_the_portion() -> None:
    command = WithholdPortion(amount=usd("1180676.00"))
    (decided,) = (
        given(designated(), portion("1180676.00")).when(command).then(withheld("1180676.00"))
    )
    assert decided.office is Office.COMPTROLLER
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(1)"


def test_one_cent_above_the_portion_is_refused() -> None:
    history: Events = [designated(), portion("1180676.00"), withheld("180676.00")]
    given(*history).when(WithholdPortion(amount=usd("1000000.01"))).refused(
        WithholdingExceedsPortionError,
        "1,000,000.01 more for Hartford FY2023 would make 1,180,676.01 withheld",
        citation="(c)(1)",
        portion="1180676.00",
        withheld="180676.00",
        amount="1000000.01",
        at_most="1000000.00",
    )
    given(*history).when(WithholdPortion(amount=usd("1000000.00"))).then(withheld("1000000.00"))


def test_what_was_stated_as_withheld_counts_to_the_portion() -> None:
    history: Events = [
        stated(withheld="90.00", held_by_board="90.00"),
        designated(),
        portion("100.00"),
    ]
    given(*history).when(WithholdPortion(amount=usd("10.01"))).refused(
        WithholdingExceedsPortionError, "100.01 withheld", citation="(c)(1)", at_most="10.00"
    )
    given(*history).when(WithholdPortion(amount=usd("10.00"))).then(withheld("10.00"))


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_a_withholding_is_more_than_zero(amount: str) -> None:
    given(designated(), portion("5.00")).when(WithholdPortion(amount=usd(amount))).refused(
        AmountNotPositiveError, "has to be more than zero", citation="(c)(1)", amount=amount
    )


def test_nothing_is_withheld_before_the_portion_is_determined() -> None:
    given(designated(), entitled("5.00")).when(WithholdPortion(amount=usd("1.00"))).refused(
        PortionMissingError, "no portion determined", citation="(c)(1)"
    )


def test_nothing_is_withheld_beside_a_published_withholding() -> None:
    history: Events = [designated(), portion("2000000.00"), PUBLISHED]
    given(*history).when(WithholdPortion(amount=usd("1.00"))).refused(
        WithholdingAlreadyRecordedError,
        "1,180,676.00 withheld on record, as published",
        citation="(c)(1)",
        withheld="1180676.00",
    )


def test_nothing_is_withheld_without_a_designation() -> None:
    given(portion("5.00")).when(WithholdPortion(amount=usd("1.00"))).refused(
        NotDesignatedError, "is not designated", citation="(b)(3)"
    )


# ---- RecordPublishedWithholding ----


@pytest.mark.parametrize("amount", ["0.00", "0.01", "99999999.00"])
def test_a_published_withholding_is_recorded_as_it_was(amount: str) -> None:
    command = RecordPublishedWithholding(amount=usd(amount), source="S01")
    (decided,) = (
        given(designated(), portion("5.00"))
        .when(command)
        .then(PublishedWithholdingRecorded(amount=usd(amount), source="S01"))
    )
    assert decided.office is Office.COMPTROLLER


@pytest.mark.parametrize(
    ("history", "words"),
    [
        pytest.param([portion("5.00"), withheld("5.00")], "through this ledger", id="by command"),
        pytest.param([PUBLISHED], "as published", id="published before"),
        pytest.param([stated(withheld="5.00", spent="5.00")], "through this ledger", id="stated"),
    ],
)
def test_a_withholding_is_not_published_a_second_time(history: Events, words: str) -> None:
    command = RecordPublishedWithholding(amount=usd("5.00"), source="S01")
    given(designated(), *history).when(command).refused(
        WithholdingAlreadyRecordedError, words, citation="(c)(1)"
    )


def test_a_published_withholding_is_not_below_zero() -> None:
    command = RecordPublishedWithholding(amount=usd("-0.01"), source="S01")
    given(designated()).when(command).refused(
        AmountNotPositiveError, "cannot be below zero", citation="(c)(1)", amount="-0.01"
    )


def test_a_published_withholding_needs_a_designation() -> None:
    command = RecordPublishedWithholding(amount=usd("5.00"), source="S01")
    given().when(command).refused(NotDesignatedError, "is not designated", citation="(b)(3)")


# ---- TransferPortion ----


def test_the_comptroller_hands_over_what_is_held() -> None:
    history: Events = [designated(), portion("5.00"), withheld("5.00"), transferred("2.00")]
    (decided,) = given(*history).when(TransferPortion(amount=usd("3.00"))).then(transferred("3.00"))
    assert decided.office is Office.COMPTROLLER
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(1)"


def test_one_cent_more_than_the_comptroller_holds_is_refused() -> None:
    history: Events = [designated(), portion("5.00"), withheld("5.00"), transferred("2.00")]
    given(*history).when(TransferPortion(amount=usd("3.01"))).refused(
        TransferExceedsWithheldError,
        "3.01 is more than the Comptroller holds for Hartford FY2023: 3.00",
        citation="(c)(1)",
        held_by_comptroller="3.00",
        amount="3.01",
        short_by="0.01",
    )


def test_what_was_carried_in_at_the_comptroller_is_handed_over_too() -> None:
    history: Events = [carried_in("5.00", at_comptroller="5.00")]
    given(*history).when(TransferPortion(amount=usd("5.00"))).then(transferred("5.00"))


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_a_transfer_is_more_than_zero(amount: str) -> None:
    given(withheld("5.00")).when(TransferPortion(amount=usd(amount))).refused(
        AmountNotPositiveError, "has to be more than zero", citation="(c)(1)", amount=amount
    )


# ---- order ----


@pytest.mark.parametrize(
    "command",
    [
        SetEntitlement(amount=usd("-1.00")),
        DETERMINE,
        WithholdPortion(amount=usd("-1.00")),
        RecordPublishedWithholding(amount=usd("-1.00"), source="S01"),
        TransferPortion(amount=usd("-1.00")),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_closed_year_is_the_first_thing_said(
    command: SetEntitlement
    | DeterminePortion
    | WithholdPortion
    | RecordPublishedWithholding
    | TransferPortion,
) -> None:
    given(CLOSED).when(command).refused(YearClosedError, "is closed", citation="(h)")


def test_guards_of_a_withholding_come_in_the_order_of_the_statute() -> None:
    bad = WithholdPortion(amount=usd("-1.00"))
    good = WithholdPortion(amount=usd("9.00"))
    given().when(bad).refused(NotDesignatedError, "not designated", citation="(b)(3)")
    given(designated()).when(bad).refused(AmountNotPositiveError, "-1.00", citation="(c)(1)")
    given(designated(), PUBLISHED).when(good).refused(
        PortionMissingError, "no portion", citation="(c)(1)"
    )
    given(designated(), PUBLISHED, portion("5.00")).when(good).refused(
        WithholdingAlreadyRecordedError, "as published", citation="(c)(1)"
    )


def test_what_a_determination_took_is_not_asked_to_be_withheld() -> None:
    taken = reduction("2.00", comptroller="2.00")
    history: Events = [designated(), portion("5.00"), withheld("5.00"), taken]
    refusal = (
        given(*history)
        .when(TransferPortion(amount=usd("3.01")))
        .refused(TransferExceedsWithheldError, "3.00", citation="(c)(1)")
    )
    assert refusal.next_step == ("Transfer at most 3.00. A determination took 2.00 of this year.")
