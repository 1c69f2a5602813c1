"""Made-up steps rest on real portions, are labelled in every record, and close no real year."""

from pathlib import Path

import pytest
from imported import ECS_HEADING, ImportDesk

from domain.authority import Purpose
from domain.errors import RefusedError
from domain.money import ZERO, total
from ledger.synthetic import add_synthetic_steps

ROWS = (
    "Hartford,2012,900,\nHartford,2026,1000,\nHartford,2027,1000,\n"
    "Groton,2012,900,\nGroton,2026,800,\n"
)
DESIGNATED = (
    "district,fiscal_year_from,fiscal_year_to,status\n"
    "Hartford,2023,2027,continuing\nGroton,2023,2027,continuing\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> ImportDesk:
    desk = ImportDesk(tmp_path)
    desk.designations(DESIGNATED)
    desk.ecs(f"{ECS_HEADING}\n{ROWS}")
    return desk


def test_a_full_year_is_withheld_paid_and_reported(desk: ImportDesk) -> None:
    add_synthetic_steps(desk.ledger)
    for name in ("withheld_by_comptroller", "transferred", "released", "passed_through"):
        assert desk.balance(name, "Hartford", 2026) == "100.00"
    # 97 of 100, made up.
    assert desk.balance("spent_reported", "Hartford", 2026) == "97.00"


def test_the_current_year_has_its_october_payment_alone(desk: ImportDesk) -> None:
    add_synthetic_steps(desk.ledger)
    # A quarter of 100.
    assert desk.balance("released", "Hartford", 2027) == "25.00"
    assert desk.balance("spent_reported", "Hartford", 2027) == "0.00"


def test_a_portion_of_zero_has_a_plan_and_nothing_to_pay(desk: ImportDesk) -> None:
    add_synthetic_steps(desk.ledger)
    assert desk.events("Groton", 2026)[-2:] == ["PlanSubmitted", "PlanApproved"]


def test_a_year_without_a_portion_has_no_steps(desk: ImportDesk) -> None:
    before = desk.events("Hartford", 2023)
    add_synthetic_steps(desk.ledger)
    assert desk.events("Hartford", 2023) == before
    assert desk.events("Groton", 2027) == ["DistrictDesignated"]


def test_every_made_up_record_says_so_and_no_other_does(desk: ImportDesk) -> None:
    before = desk.ledger.store.position()
    written = add_synthetic_steps(desk.ledger)
    made_up = [kept for kept in desk.ledger.records() if kept.record.synthetic]
    assert len(made_up) == written
    assert [kept.position for kept in made_up] == list(range(before + 1, before + written + 1))
    assert all(kept.record.command_id.startswith("synthetic:") for kept in made_up)


def test_no_made_up_year_is_closed(desk: ImportDesk) -> None:
    add_synthetic_steps(desk.ledger)
    assert all(state.closed is None for state in desk.ledger.all_district_years().values())


def test_the_payments_of_a_year_come_to_its_portion_to_the_cent(tmp_path: Path) -> None:
    desk = ImportDesk(tmp_path)
    desk.shipped_designations()
    desk.shipped_ecs()
    add_synthetic_steps(desk.ledger)
    for (_, year), state in desk.ledger.all_district_years().items():
        if year.ends_in == 2026 and state.portion is not None:
            paid = total([release.amount for release in state.releases.values()])
            assert paid == state.portion.portion
            assert len(state.releases) == (3 if state.portion.portion > ZERO else 0)


def test_doing_it_again_adds_nothing(desk: ImportDesk) -> None:
    assert add_synthetic_steps(desk.ledger) > 0
    assert add_synthetic_steps(desk.ledger) == 0


def test_a_production_ledger_never_takes_made_up_steps(tmp_path: Path) -> None:
    desk = ImportDesk(tmp_path, purpose=Purpose.PRODUCTION)
    with pytest.raises(RefusedError, match="never go into a production ledger"):
        add_synthetic_steps(desk.ledger)
    assert desk.ledger.store.position() == 1
