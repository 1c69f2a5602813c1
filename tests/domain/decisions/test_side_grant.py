"""The ECS grant beside the portion: installments, adjustments, offsets.

C.G.S. § 10-262i(b), (e), § 10-263(b), § 10-227.
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import entitled, given, usd

from domain.authority import Office
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import (
    AmountNotPositiveError,
    PaidBeforeYearError,
    WordsMissingError,
)
from domain.decisions.side_refusals import (
    AdjustmentKnownError,
    AdjustmentYearError,
    InstallmentAboveGrantError,
    InstallmentPaidError,
    NothingToAdjustError,
    OffsetOutsideBoundsError,
)
from domain.events import EntitlementTruedUp
from domain.side_commands import AdjustGrant, ApplyEcsOffset, RecordEcsInstallment
from domain.side_events import (
    EcsInstallmentPaid,
    EcsOffsetApplied,
    ForfeitureApplied,
    GrantAdjusted,
)
from domain.side_kinds import EcsInstallment, OffsetGround

PAY = RecordEcsInstallment(
    installment=EcsInstallment.OCTOBER,
    amount=usd("46993722.50"),
    paid_on=date(2022, 10, 31),
    voucher="V-18",
)
PAID = EcsInstallmentPaid(
    installment=EcsInstallment.OCTOBER,
    amount=usd("46993722.50"),
    paid_on=date(2022, 10, 31),
    voucher="V-18",
)


# ---- installments ----


def test_an_installment_is_the_comptrollers_on_the_day_it_was_paid() -> None:
    (decided,) = given().when(PAY).then(PAID)
    assert decided.office is Office.COMPTROLLER
    assert decided.citation.provision == "C.G.S. § 10-262i(b)"
    assert decided.effective_on == date(2022, 10, 31)


def test_an_installment_is_paid_once_and_another_one_beside_it() -> None:
    given(PAID).when(PAY).decides_nothing()
    given(PAID).when(replace(PAY, amount=usd("1.00"))).refused(
        InstallmentPaidError,
        "The october installment of Hartford FY2023 is on record: 46,993,722.50",
        citation="§ 10-262i(b)",
        paid_on="2022-10-31",
    )
    april, day = EcsInstallment.APRIL, date(2023, 3, 15)
    given(PAID).when(replace(PAY, installment=april, paid_on=day)).then(
        replace(PAID, installment=april, paid_on=day)
    )


def test_an_installment_is_of_some_amount_and_not_before_its_year() -> None:
    given().when(replace(PAY, amount=usd("0.00"))).refused(
        AmountNotPositiveError, "an ECS installment", citation="§ 10-262i(b)"
    )
    given().when(replace(PAY, paid_on=date(2022, 6, 30))).refused(
        PaidBeforeYearError, "2022-06-30 lies before FY2023", citation="§ 10-262i(b)"
    )
    given().when(replace(PAY, paid_on=date(2022, 7, 1))).then(
        replace(PAID, paid_on=date(2022, 7, 1))
    )


def test_a_voucher_number_is_a_number_or_left_out() -> None:
    given().when(replace(PAY, voucher=" ")).refused(
        WordsMissingError, "the voucher number", citation="§ 11-8b"
    )
    given().when(replace(PAY, voucher=None)).then(replace(PAID, voucher=None))


def test_an_installment_is_not_more_than_the_whole_grant() -> None:
    # 46,993,722.49 + 0.01 of last year's final entitlement = 46,993,722.50.
    trued_up = EntitlementTruedUp(
        previous_fiscal_year=2022,
        preliminary=usd("1.00"),
        final=usd("1.01"),
        difference=usd("0.01"),
    )
    given(entitled("46993722.49")).when(PAY).refused(
        InstallmentAboveGrantError,
        "46,993,722.50 is more than the whole ECS grant of Hartford FY2023, 46,993,722.49",
        citation="§ 10-262i(b)",
        grant="46993722.49",
    )
    given(entitled("46993722.49"), trued_up).when(PAY).then(PAID)


def test_what_was_paid_too_much_in_all_is_recorded_to_be_adjusted() -> None:
    april, day = EcsInstallment.APRIL, date(2023, 4, 28)
    given(entitled("46993722.50"), PAID).when(replace(PAY, installment=april, paid_on=day)).then(
        replace(PAID, installment=april, paid_on=day)
    )


# ---- adjustments ----

ADJUST = AdjustGrant(
    payable=usd("1000.00"), paid=usd("1250.50"), in_fiscal_year=2024, document="final report"
)
ADJUSTED = GrantAdjusted(
    payable=usd("1000.00"),
    paid=usd("1250.50"),
    difference=usd("-250.50"),
    in_fiscal_year=2024,
    document="final report",
)


def test_a_grant_is_adjusted_by_exactly_the_difference() -> None:
    (decided,) = given().when(ADJUST).then(ADJUSTED)
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-263(b)"
    given().when(replace(ADJUST, paid=usd("999.99"))).then(
        replace(ADJUSTED, paid=usd("999.99"), difference=usd("0.01"))
    )


@pytest.mark.parametrize("year", [2024, 2025])
def test_in_either_of_the_two_following_years(year: int) -> None:
    given().when(replace(ADJUST, in_fiscal_year=year)).then(replace(ADJUSTED, in_fiscal_year=year))


@pytest.mark.parametrize("year", [2023, 2026])
def test_and_in_no_other(year: int) -> None:
    given().when(replace(ADJUST, in_fiscal_year=year)).refused(
        AdjustmentYearError,
        f"is adjusted in FY2024 or FY2025, and FY{year} is given",
        citation="§ 10-263(b)",
    )


def test_where_nothing_was_paid_wrongly_nothing_is_adjusted() -> None:
    given().when(replace(ADJUST, paid=usd("1000.00"))).refused(
        NothingToAdjustError, "1,000.00 was paid and was to be paid", citation="§ 10-263(b)"
    )


def test_a_grant_is_adjusted_once() -> None:
    given(ADJUSTED).when(ADJUST).decides_nothing()
    given(ADJUSTED).when(replace(ADJUST, in_fiscal_year=2025)).refused(
        AdjustmentKnownError, "is adjusted already: -250.50 in FY2024", citation="§ 10-263(b)"
    )


def test_an_adjustment_rests_on_amounts_and_a_final_report() -> None:
    for wrong in (
        replace(ADJUST, payable=usd("-0.01")),
        replace(ADJUST, paid=usd("-0.01")),
    ):
        given().when(wrong).refused(AmountNotPositiveError, "below zero", citation="§ 10-263(b)")
    given().when(replace(ADJUST, document="")).refused(
        WordsMissingError, "the final report", citation="§ 11-8b"
    )


# ---- offsets ----

OFFSET = ApplyEcsOffset(
    amount=usd("1000.00"), ground=OffsetGround.ANNUAL_RETURN, document="minutes"
)
TAKEN = EcsOffsetApplied(
    amount=usd("1000.00"), ground=OffsetGround.ANNUAL_RETURN, document="minutes"
)
APPLIED = ForfeitureApplied(failure_fiscal_year=2021, amount=usd("500000.00"))


def lowered(amount: str, *, counts_in: int = 2023) -> GrantAdjusted:
    """An adjustment of an earlier grant that lowers the one of the year it counts in."""
    return GrantAdjusted(
        payable=usd("0.00"),
        paid=usd(amount),
        difference=-usd(amount),
        in_fiscal_year=counts_in,
        document="final report",
    )


@pytest.mark.parametrize(
    ("ground", "provision"),
    [
        (OffsetGround.ANNUAL_RETURN, "C.G.S. § 10-227(a)"),
        (OffsetGround.BUDGET_FORFEITURE, "C.G.S. § 10-262i(e)"),
        (OffsetGround.GRANT_ADJUSTMENT, "C.G.S. § 10-263(b)"),
    ],
)
def test_an_offset_cites_the_clause_of_its_ground(ground: OffsetGround, provision: str) -> None:
    (decided,) = (
        given(APPLIED)
        .when(replace(OFFSET, ground=ground), previous_year=[lowered("1000.00")])
        .then(replace(TAKEN, ground=ground))
    )
    assert decided.office is Office.COMPTROLLER
    assert decided.citation.provision == provision


@pytest.mark.parametrize("amount", ["1000.00", "10000.00"])
def test_a_late_return_forfeits_a_thousand_to_ten_thousand(amount: str) -> None:
    given().when(replace(OFFSET, amount=usd(amount))).then(replace(TAKEN, amount=usd(amount)))


@pytest.mark.parametrize("amount", ["999.99", "10000.01"])
def test_and_neither_less_nor_more(amount: str) -> None:
    given().when(replace(OFFSET, amount=usd(amount))).refused(
        OffsetOutsideBoundsError,
        "its ground (annual-return) allows 1,000.00 to 10,000.00",
        citation="§ 10-227(a)",
    )


def test_a_budget_forfeiture_is_deducted_up_to_what_was_applied() -> None:
    command = replace(OFFSET, ground=OffsetGround.BUDGET_FORFEITURE, amount=usd("400000.00"))
    taken = replace(TAKEN, ground=OffsetGround.BUDGET_FORFEITURE, amount=usd("400000.00"))
    given(APPLIED).when(command).then(taken)
    given(APPLIED, taken).when(replace(command, amount=usd("100000.00"))).then(
        replace(taken, amount=usd("100000.00"))
    )
    given(APPLIED, taken).when(replace(command, amount=usd("100000.01"))).refused(
        OffsetOutsideBoundsError, "allows 0.00 to 100,000.00", citation="(e)", most="100000.00"
    )
    given().when(command).refused(
        OffsetOutsideBoundsError, "allows 0.00 to 0.00", citation="(e)", most="0.00"
    )


def test_a_late_return_is_forfeited_for_once() -> None:
    part = replace(TAKEN, amount=usd("9500.00"))
    given(part).when(replace(OFFSET, amount=usd("500.00"))).then(
        replace(TAKEN, amount=usd("500.00"))
    )
    given(part).when(replace(OFFSET, amount=usd("500.01"))).refused(
        OffsetOutsideBoundsError,
        "allows 0.00 to 500.00 besides the 9,500.00 on record",
        citation="§ 10-227(a)",
        least="0.00",
        most="500.00",
    )


class TestAnAdjustmentIsDeducted:
    COMMAND = replace(OFFSET, ground=OffsetGround.GRANT_ADJUSTMENT, amount=usd("100000.00"))
    TAKEN = replace(TAKEN, ground=OffsetGround.GRANT_ADJUSTMENT, amount=usd("100000.00"))

    def test_in_the_year_it_counts_in_up_to_its_amount(self) -> None:
        two_before = [lowered("100000.00")]
        given().when(self.COMMAND, two_years_before=two_before).then(self.TAKEN)
        given().when(
            replace(self.COMMAND, amount=usd("100000.01")), two_years_before=two_before
        ).refused(OffsetOutsideBoundsError, "allows 0.00 to 100,000.00", citation="§ 10-263(b)")

    def test_once(self) -> None:
        refusal = (
            given(self.TAKEN)
            .when(self.COMMAND, two_years_before=[lowered("100000.00")])
            .refused(
                OffsetOutsideBoundsError,
                "allows 0.00 to 0.00 besides the 100,000.00 on record",
                citation="§ 10-263(b)",
                most="0.00",
            )
        )
        assert refusal.next_step.endswith("alliance grant list --fiscal-year FY2023")

    def test_with_another_one_that_counts_in_the_same_year(self) -> None:
        both = replace(self.COMMAND, amount=usd("130000.00"))
        given().when(
            both, previous_year=[lowered("30000.00")], two_years_before=[lowered("100000.00")]
        ).then(replace(self.TAKEN, amount=usd("130000.00")))

    def test_and_not_where_it_counts_in_another_year_or_raises_the_grant(self) -> None:
        raised = replace(lowered("0.00"), payable=usd("5.00"), difference=usd("5.00"))
        for earlier in ([], [lowered("100000.00", counts_in=2024)], [raised]):
            given().when(self.COMMAND, previous_year=earlier).refused(
                OffsetOutsideBoundsError, "allows 0.00 to 0.00", citation="§ 10-263(b)"
            )

    def test_and_not_before_it_was_made(self) -> None:
        given().when(
            self.COMMAND, previous_year=[lowered("100000.00")], ground_on=date(2023, 3, 2)
        ).refused(
            StepBeforeGroundError,
            "The offset of Hartford FY2023 cannot be of 2023-03-01",
            citation="§ 10-263(b)",
            rests_on="2023-03-02",
        )


def test_an_offset_is_of_some_amount_on_some_paper() -> None:
    given().when(replace(OFFSET, amount=usd("0.00"))).refused(
        AmountNotPositiveError, "an offset", citation="§ 10-227(a)"
    )
    given().when(replace(OFFSET, document=" ")).refused(
        WordsMissingError, "the paper of an offset", citation="§ 11-8b"
    )
