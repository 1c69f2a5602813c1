"""What follows from an amended report of a closed year verifies; a figure of it rewritten shows.

Hartford FY2023, 100.00 stated at the board and 5.00 at the town: 40.00 spent, closed, amended to
55.00. Amounts are synthetic. C.G.S. § 10-262u(g), (h), § 11-8b.
"""

from pathlib import Path

import pytest
from rewriting import failed, position_of, rewritten, said, verified
from small_ledger import SmallLedger, small_ledger
from spec import usd

from domain.commands import CloseFiscalYear, StateOpeningBalance, SubmitExpenditureReport
from domain.district import BY_CODE
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.report_commands import AmendExpenditureReport

YEAR, JULY_31, SEPTEMBER_30 = 2023, "2023-07-31", "2023-09-30"


@pytest.fixture
def restated(tmp_path: Path) -> SmallLedger:
    made = small_ledger(tmp_path / "small.db")
    stated = {"held_by_board": usd("100.00"), "held_by_town": usd("5.00")}
    opening = StateOpeningBalance(balances=stated, document="statement", signers=("Ana",))
    made.do("Hartford", YEAR, opening, on="2022-07-01")
    made.do("Hartford", YEAR, SubmitExpenditureReport(spent=usd("40.00")), on="2023-07-15")
    made.do("Hartford", YEAR, CloseFiscalYear(), on=JULY_31)
    amended = AmendExpenditureReport(spent=usd("55.00"), reason="a late invoice")
    made.do("Hartford", YEAR, amended, on=SEPTEMBER_30)
    return made


def test_the_year_after_is_restated_and_the_record_verifies(restated: SmallLedger) -> None:
    following = restated.ledger.district_year(BY_CODE[64], FiscalYear(YEAR + 1))
    # 105.00 - 55.00 = 50.00, of which 5.00 are at the town as before.
    figures = balances(following)
    assert (figures["carry_in"], figures["held_by_town"]) == (usd("50.00"), usd("5.00"))
    checks = {check.name: check for check in verified(restated.file).checks}
    assert failed(restated.file) == {}
    # The closing and the balance carried in.
    assert checks["corrections"].checked == 2


@pytest.mark.parametrize(
    "wrong",
    [
        # One that undoes an amount that never stood.
        {"reversed": {"carry_out": "65.01", "at_board": "60.00", "at_town": "5.00"}},
        # One that gives an amount again which it did not undo.
        {"reversed": {"carry_out": "65.00", "at_board": "60.00"}},
        # One that gives an amount and leaves the earlier one standing beside it.
        {"reversed": {"carry_out": "65.00"}},
    ],
    ids=["another amount", "one given twice", "one not undone"],
)
def test_a_correction_that_follows_and_was_rewritten_is_found(
    restated: SmallLedger, wrong: dict[str, object]
) -> None:
    stream = f"064-{YEAR}"
    at = position_of(restated.file, "EventCorrected", stream)
    rewritten(restated.file, at, **wrong)
    assert failed(restated.file)["corrections"] == at
    assert f"position {at} does not undo and post" in said(restated.file, "corrections")
