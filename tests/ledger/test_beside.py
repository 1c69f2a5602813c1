"""What counts in another year than it stands in is not decided on what has changed.

C.G.S. § 10-262i(e), § 10-263(b). Not here: what is allowed (`tests/domain/decisions/test_side_*`).
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.authority import Policy, Purpose
from domain.commands import Command, CorrectEvent, Instruction, StateOpeningBalance
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import NothingToCorrectError
from domain.decisions.side_refusals import (
    AuditSpentBelowPaidError,
    NoShortfallError,
    OffsetOutsideBoundsError,
)
from domain.district import BY_CODE
from domain.errors import ConflictError, NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.side_commands import (
    AdjustGrant,
    AdoptEducationBudget,
    ApplyEcsOffset,
    ApplyForfeiture,
    DetermineBudgetShortfall,
    RecordSingleAudit,
    WaiveForfeiture,
)
from domain.side_kinds import AuditStage, OffsetGround
from ledger.application import Ledger
from ledger.execute import execute
from ledger.stores.memory import MemoryRecorder
from ledger.unit import Unit

usd = Money.parse


def act(command: Command, command_id: str, fiscal_year: int = 2023) -> Instruction:
    """On March 1, 2023, or on the first day of a later year."""
    return Instruction(
        command_id=command_id,
        actor="Ana",
        district=BY_CODE[64],
        fiscal_year=FiscalYear(fiscal_year),
        effective_on=max(date(2023, 3, 1), FiscalYear(fiscal_year).first_day),
        command=command,
        documents={},
    )


BUDGET = AdoptEducationBudget(
    amount=usd("90.00"),
    prior_year=usd("100.00"),
    aid_increase=usd("0.00"),
    adopted_on=date(2022, 5, 20),
    document="resolution",
)


@pytest.fixture
def ledger() -> Ledger:
    """Hartford FY2023 is 10.00 short; position 3 says so."""
    made = Ledger(MemoryRecorder(), lambda: datetime(2023, 3, 1, 17, tzinfo=UTC))
    made.open_new(
        ledger_id="ab" * 16,
        name="Practice",
        purpose=Purpose.TRAINING,
        policy=Policy.OPEN,
        actor="Ana",
    )
    execute(made, act(BUDGET, "c1"))
    execute(made, act(DetermineBudgetShortfall(), "c2"))
    return made


APPLY = act(ApplyForfeiture(), "apply", 2025)
WAIVE = act(WaiveForfeiture(reason="raised"), "waive")
TAKE_BACK = act(CorrectEvent(position=3, reason="typed"), "back")


@pytest.mark.parametrize(
    ("first", "meanwhile"),
    [(APPLY, WAIVE), (WAIVE, APPLY), (APPLY, TAKE_BACK), (TAKE_BACK, APPLY)],
    ids=lambda one: one.command_id,
)
def test_who_looked_before_the_other_year_changed_records_nothing(
    ledger: Ledger, first: Instruction, meanwhile: Instruction
) -> None:
    unit = Unit(ledger)
    unit.perform(first)
    execute(ledger, meanwhile)
    with pytest.raises(ConflictError):
        unit.commit()
    assert ledger.store.position() == 4


def test_a_correction_where_nothing_is_short_minds_no_other_year(ledger: Ledger) -> None:
    execute(ledger, act(BUDGET, "c3", 2024))
    unit = Unit(ledger)
    unit.perform(act(CorrectEvent(position=4, reason="typed"), "c4", 2024))
    execute(ledger, act(BUDGET, "c5", 2026))
    unit.commit()
    assert ledger.store.position() == 6


class TestAnAdjustmentCountsInALaterYear:
    ADJUST = AdjustGrant(
        payable=usd("0.00"), paid=usd("100.00"), in_fiscal_year=2025, document="final report"
    )
    OFFSET = ApplyEcsOffset(
        amount=usd("100.00"), ground=OffsetGround.GRANT_ADJUSTMENT, document="minutes"
    )

    @pytest.mark.parametrize("of", [2023, 2024])
    def test_and_is_deducted_there_once(self, ledger: Ledger, of: int) -> None:
        execute(ledger, act(self.ADJUST, "c3", of))
        execute(ledger, act(self.OFFSET, "c4", 2025))
        with pytest.raises(OffsetOutsideBoundsError, match=r"allows 0\.00 to 0\.00 besides"):
            execute(ledger, act(self.OFFSET, "c5", 2025))
        with pytest.raises(NothingToCorrectError, match="deducted in FY2025"):
            execute(ledger, act(CorrectEvent(position=4, reason="typed"), "c6", of))

    def test_and_in_no_other(self, ledger: Ledger) -> None:
        execute(ledger, act(self.ADJUST, "c3"))
        for year in (2023, 2024):
            with pytest.raises(OffsetOutsideBoundsError):
                execute(ledger, act(self.OFFSET, f"c{year}", year))

    def test_and_is_deducted_no_earlier_than_it_was_made(self, ledger: Ledger) -> None:
        execute(ledger, replace(act(self.ADJUST, "c3"), effective_on=date(2024, 7, 2)))
        with pytest.raises(StepBeforeGroundError, match="2024-07-02"):
            execute(ledger, act(self.OFFSET, "c4", 2025))

    @pytest.mark.parametrize("taken_back_first", [True, False])
    def test_and_who_looked_before_the_other_year_changed_records_nothing(
        self, ledger: Ledger, *, taken_back_first: bool
    ) -> None:
        execute(ledger, act(self.ADJUST, "c3"))
        both = [
            act(self.OFFSET, "c4", 2025),
            act(CorrectEvent(position=4, reason="typed"), "c5"),
        ]
        first, meanwhile = reversed(both) if taken_back_first else both
        unit = Unit(ledger)
        unit.perform(first)
        execute(ledger, meanwhile)
        with pytest.raises(ConflictError):
            unit.commit()


def test_nothing_is_deducted_where_no_earlier_year_has_a_name(ledger: Ledger) -> None:
    offset = ApplyEcsOffset(
        amount=usd("1.00"), ground=OffsetGround.GRANT_ADJUSTMENT, document="minutes"
    )
    with pytest.raises(NoRuleInForceError):
        execute(ledger, act(offset, "c3", 2000))


def test_a_shortfall_is_no_earlier_than_its_budget(ledger: Ledger) -> None:
    execute(ledger, act(BUDGET, "c3", 2024))
    early = replace(act(DetermineBudgetShortfall(), "c4", 2024), effective_on=date(2022, 5, 19))
    with pytest.raises(StepBeforeGroundError, match="2022-05-20"):
        execute(ledger, early)


@pytest.mark.parametrize(
    ("paid_on", "exempt"), [(date(2022, 6, 30), False), (date(2022, 7, 1), True)]
)
def test_an_exemption_looks_at_what_was_paid_by_the_end_of_the_year(
    ledger: Ledger, paid_on: date, *, exempt: bool
) -> None:
    stated = {"released": usd("5.00"), "held_by_board": usd("5.00")}
    opening = StateOpeningBalance(balances=stated, document="letter", signers=("Ana",))
    execute(ledger, replace(act(opening, "c3", 2022), effective_on=paid_on))
    asked = RecordSingleAudit(
        stage=AuditStage.EXEMPT, on=date(2022, 8, 1), reference="letter", spent=usd("4.99")
    )
    if exempt:
        execute(ledger, act(asked, "c4", 2022))
        assert ledger.district_year(BY_CODE[64], FiscalYear(2022)).side.audits
    else:
        with pytest.raises(AuditSpentBelowPaidError, match=r"shows 5\.00 of Alliance money"):
            execute(ledger, act(asked, "c4", 2022))


def test_years_the_ledger_cannot_name_have_nothing_on_record(ledger: Ledger) -> None:
    with pytest.raises(NoRuleInForceError):
        execute(ledger, act(ApplyForfeiture(), "c3", 2001))
    with pytest.raises(NoShortfallError):
        execute(ledger, act(WaiveForfeiture(reason="raised"), "c4", 2099))
