"""A forfeiture stands in another year than its shortfall: neither is decided on what has changed.

C.G.S. § 10-262i(e). Not here: what is allowed (`tests/domain/decisions/test_side_budget.py`).
"""

from datetime import UTC, date, datetime

import pytest

from domain.authority import Policy, Purpose
from domain.commands import Command, CorrectEvent, Instruction
from domain.decisions.side_refusals import NoShortfallError
from domain.district import BY_CODE
from domain.errors import ConflictError, NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.side_commands import (
    AdoptEducationBudget,
    ApplyForfeiture,
    DetermineBudgetShortfall,
    WaiveForfeiture,
)
from ledger.application import Ledger
from ledger.execute import execute
from ledger.stores.memory import MemoryRecorder
from ledger.unit import Unit

usd = Money.parse


def act(command: Command, command_id: str, fiscal_year: int = 2023) -> Instruction:
    return Instruction(
        command_id=command_id,
        actor="Ana",
        district=BY_CODE[64],
        fiscal_year=FiscalYear(fiscal_year),
        effective_on=date(2023, 3, 1),
        command=command,
        documents={},
    )


def budget(fiscal_year: int = 2023) -> AdoptEducationBudget:
    return AdoptEducationBudget(
        amount=usd("90.00"),
        prior_year=usd("100.00"),
        aid_increase=usd("0.00"),
        adopted_on=date(fiscal_year - 1, 5, 20),
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
    execute(made, act(budget(), "c1"))
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
    execute(ledger, act(budget(2024), "c3", 2024))
    unit = Unit(ledger)
    unit.perform(act(CorrectEvent(position=4, reason="typed"), "c4", 2024))
    execute(ledger, act(budget(2026), "c5", 2026))
    unit.commit()
    assert ledger.store.position() == 6


def test_years_the_ledger_cannot_name_have_nothing_on_record(ledger: Ledger) -> None:
    with pytest.raises(NoRuleInForceError):
        execute(ledger, act(ApplyForfeiture(), "c3", 2001))
    with pytest.raises(NoShortfallError):
        execute(ledger, act(WaiveForfeiture(reason="raised"), "c4", 2099))
