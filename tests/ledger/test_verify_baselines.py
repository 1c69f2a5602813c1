"""A portion may rest on a baseline that was corrected; verification finds it where it stands.

Found by the machine of every command (`tests/machine/`).
"""

from pathlib import Path

import pytest
from small_ledger import SmallLedger, small_ledger

from domain.commands import CorrectEvent
from domain.events import PortionDetermined
from domain.money import Money
from ledger.verify import verify


@pytest.fixture
def ledger(tmp_path: Path) -> SmallLedger:
    """The first record at position 1, and the FY2012 entitlement of Hartford at 2."""
    made = small_ledger(tmp_path / "small.db")
    made.entitle("Hartford", 2012, "1000.00")
    return made


def correct(ledger: SmallLedger, position: int, amount: str) -> None:
    command = CorrectEvent(position=position, reason="typing error", amount=Money.parse(amount))
    ledger.do("Hartford", 2012, command, on="2012-06-30")


def baseline_position(ledger: SmallLedger) -> int:
    """Determine the FY2023 portion of Hartford; the position of the baseline it names."""
    ledger.designate("Hartford", 2023)
    ledger.entitle("Hartford", 2023, "1500.00")
    (portion,) = ledger.determine("Hartford", 2023).records
    assert isinstance(portion.record.data, PortionDetermined)
    return portion.record.data.baseline_position


@pytest.mark.parametrize("amounts", [["900.00"], ["900.00", "950.00"]], ids=["once", "twice"])
def test_a_portion_on_a_corrected_baseline_verifies(
    ledger: SmallLedger, amounts: list[str]
) -> None:
    for position, amount in enumerate(amounts, start=2):
        correct(ledger, position, amount)
    # The end of the chain of corrections, which begins at position 2.
    assert baseline_position(ledger) == 2 + len(amounts)
    assert [check for check in verify(ledger.ledger.store).checks if not check.ok] == []


def test_a_portion_on_an_entitlement_corrected_later_verifies(ledger: SmallLedger) -> None:
    assert baseline_position(ledger) == 2
    correct(ledger, 2, "900.00")
    assert [check for check in verify(ledger.ledger.store).checks if not check.ok] == []
