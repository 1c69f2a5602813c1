"""What readers get: the same rows from stored read models and from a fold, and nothing written."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from projection_places import Opened, Place, acts
from spec import event_corrected

from domain.chart import Account, Posting
from domain.district import District, district_named
from domain.figures import FIGURES, Basis, balances, basis, has_account
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.application import NOW, Cut
from projections import read
from projections.balances import of_district
from projections.models import tracking_at
from projections.projector import catch_up
from projections.read import balances_of_year, carry_forward_of, timeline_of
from projections.timeline import net_effect

ANSONIA = district_named("Ansonia")
DERBY = district_named("Derby")
FY2024 = FiscalYear(2024)
DOLLARS = Money.dollars


def forbid_folding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every fold fail, to prove that an answer came from stored rows."""
    monkeypatch.delattr(read, "FoldedRows")


def forbid_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every answer from stored rows fail, to prove that one was folded."""
    monkeypatch.setattr(read, "_from_store", None)


def answers(place: Place, *, stored: bool, cut: Cut = NOW) -> list[object]:
    """Every question a reader can ask of the small ledger."""
    store = place.store if stored else None
    return [
        *(balances_of_year(place.ledger, store, FiscalYear(y), cut) for y in (2012, 2024, 2025)),
        *(carry_forward_of(place.ledger, store, town, cut) for town in (ANSONIA, DERBY)),
        timeline_of(place.ledger, store, ANSONIA, None, cut),
        timeline_of(place.ledger, store, ANSONIA, FY2024, cut),
    ]


# ---- two ways, one answer ------------------------------------------------------------------


def test_stored_rows_and_a_fold_give_the_same_answers(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    catch_up(filled.ledger, filled.store)
    folded = answers(filled, stored=False)
    forbid_folding(monkeypatch)
    assert answers(filled, stored=True) == folded


def test_every_figure_of_every_account_equals_the_fold_of_the_ledger(filled: Place) -> None:
    catch_up(filled.ledger, filled.store)
    expected = [
        (key, balances(state), {f.name for f in FIGURES if basis(f.name, state) is Basis.STATED})
        for key, state in filled.ledger.all_district_years().items()
        if has_account(state)
    ]
    found = [
        ((row.district, row.fiscal_year), dict(row.balances), set(row.stated))
        for year in (2012, 2024, 2025)
        for row in balances_of_year(filled.ledger, filled.store, FiscalYear(year))
    ]
    assert found == expected


def test_balances_come_by_town_name_and_only_for_accounts(file_place: Place) -> None:
    # Avon has only an entitlement, in FY2012; Windsor's designation ended.
    rows = balances_of_year(file_place.ledger, None, FY2024)
    names = ["Ansonia", "Bloomfield", "Derby", "New Haven", "Newington"]
    assert [row.district.name for row in rows] == names
    assert balances_of_year(file_place.ledger, None, FiscalYear(2012)) == []


def test_figures_that_rest_on_a_statement_are_named(file_place: Place) -> None:
    [derby] = [
        row for row in balances_of_year(file_place.ledger, None, FY2024) if row.district == DERBY
    ]
    assert derby.balances["carry_in"] == DOLLARS(900)
    assert derby.balances["portion"] is None
    assert "carry_in" in derby.stated
    assert "portion" not in derby.stated


def test_a_district_can_be_asked_for_all_its_years(file_place: Place) -> None:
    catch_up(file_place.ledger, file_place.store)
    with file_place.store.reading() as stored:
        rows = of_district(stored, ANSONIA)
    assert [row.fiscal_year.ends_in for row in rows] == [2024, 2025]


@pytest.mark.parametrize(
    "cut",
    [
        Cut(as_of=date(2024, 6, 29)),
        Cut(known_on="2026-11-21T00:00:00.000000Z"),
        Cut(as_of=date(2012, 7, 1)),
    ],
    ids=["before the closing", "before it was recorded", "FY2012"],
)
def test_a_question_about_the_past_is_folded(
    filled: Place, cut: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    catch_up(filled.ledger, filled.store)
    forbid_stored(monkeypatch)
    assert answers(filled, stored=True, cut=cut) == answers(filled, stored=False, cut=cut)


def test_the_past_has_the_figures_of_the_past(file_place: Place) -> None:
    [ansonia, *_] = balances_of_year(file_place.ledger, None, FY2024, Cut(as_of=date(2024, 6, 29)))
    assert ansonia.balances["spent_reported"] == DOLLARS(0)
    assert ansonia.balances["carry_out"] is None


# ---- rows that are of no use are passed over ------------------------------------------------


def test_rows_that_are_behind_are_passed_over(place: Place) -> None:
    place.act(*acts()[:20])
    catch_up(place.ledger, place.store)
    place.act(*acts()[20:])
    assert answers(place, stored=True) == answers(place, stored=False)


def test_rows_of_another_ledger_are_passed_over(filled: Place) -> None:
    wrong = replace(tracking_at(filled.ledger, 28), ledger_id="cd" * 16)
    filled.store.replace(wrong, {})
    assert answers(filled, stored=True) == answers(filled, stored=False)


def test_a_missing_and_a_broken_file_are_passed_over(file_place: Place) -> None:
    folded = answers(file_place, stored=False)
    assert answers(file_place, stored=True) == folded
    file = Path(file_place.store.place)
    assert not file.exists()
    file.write_bytes(b"broken" * 1000)
    assert answers(file_place, stored=True) == folded
    assert file.read_bytes() == b"broken" * 1000


@pytest.mark.parametrize(
    "plant",
    [
        "UPDATE balances SET released_cents = 'many'",
        "UPDATE balances SET district_code = district_code + 1000",
        "UPDATE timeline SET office = 'nobody'",
        "UPDATE timeline SET fiscal_year = 9999 WHERE fiscal_year = 2025",
        "UPDATE carry_forward SET carry_in_cents = 'none'",
    ],
)
def test_rows_with_values_that_cannot_be_read_are_passed_over(
    file_place: Place, plant: str
) -> None:
    catch_up(file_place.ledger, file_place.store)
    with file_place.store._transaction(write=True) as connection:
        connection.exec_driver_sql(plant)
        connection.commit()
    assert answers(file_place, stored=True) == answers(file_place, stored=False)


# ---- readers write nothing -----------------------------------------------------------------

needs_file_modes = pytest.mark.skipif(sys.platform == "win32", reason="no file modes there")


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Not root for a while: root may write everything."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@needs_file_modes
@pytest.mark.parametrize("built", [True, False])
def test_a_reader_without_write_permission_gets_the_same_answers(
    opened: Opened, *, built: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        writer = opened(f"sqlite:///{folder}/ledger.db")
        writer.act(*acts())
        expected = answers(writer, stored=False)
        if built:
            catch_up(writer.ledger, writer.store)
        writer.ledger.store.close()
        writer.store.close()
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        before = {file.name: file.read_bytes() for file in folder.iterdir()}
        try:
            with ordinary_user():
                reader = opened(writer.url, read_only=True)
                assert answers(reader, stored=True) == expected
                reader.ledger.store.close()
            assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
        finally:
            folder.chmod(0o755)


def test_a_role_that_may_not_read_the_read_models_gets_the_same_answers(
    shared_place: Place, opened: Opened
) -> None:
    catch_up(shared_place.ledger, shared_place.store)
    expected = answers(shared_place, stored=True)
    role = f"reader_{os.getpid()}"
    with shared_place.store._transaction(write=True) as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA alliance TO {role}")
        connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA alliance TO {role}")
        connection.commit()
    url = shared_place.url.replace("alliance@", f"{role}@")
    assert answers(opened(url, read_only=True), stored=True) == expected


def test_folding_needs_no_sqlalchemy() -> None:
    program = "import sys, projections.read; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# ---- carry-forward and timeline ------------------------------------------------------------


def test_the_chain_shows_both_sides_of_a_closing(file_place: Place) -> None:
    [link] = carry_forward_of(file_place.ledger, None, ANSONIA)
    assert (link.from_year, link.to_year) == (2024, 2025)
    # 4,000,000 withheld less 800,000 spent.
    assert link.carry_out == link.carry_in == DOLLARS(3_200_000)
    assert link.agrees is True


def test_a_stated_carry_in_has_nothing_to_agree_with(file_place: Place) -> None:
    [link] = carry_forward_of(file_place.ledger, None, DERBY)
    assert (link.from_year, link.to_year) == (2023, 2024)
    assert (link.carry_out, link.carry_in, link.agrees) == (None, DOLLARS(900), None)


def test_a_district_without_closing_has_no_chain(file_place: Place) -> None:
    assert carry_forward_of(file_place.ledger, None, district_named("Bloomfield")) == []


def test_the_timeline_tells_one_record_a_row(file_place: Place) -> None:
    rows = timeline_of(file_place.ledger, None, ANSONIA, FY2024)
    assert [row.version for row in rows] == list(range(1, len(rows) + 1))
    transfer = rows[4]
    assert (transfer.position, transfer.event) == (8, "PortionTransferred")
    assert transfer.sentence == "Transferred to the Commissioner: 3,000,000.00"
    assert transfer.citation.startswith("C.G.S. § 10-262u(c)(1)")
    assert transfer.net_effect == (
        Posting(Account.HELD_BY_COMPTROLLER, Account.HELD_BY_COMMISSIONER, DOLLARS(3_000_000)),
    )


def test_a_correction_shows_only_the_difference_it_makes(file_place: Place) -> None:
    rows = timeline_of(file_place.ledger, None, ANSONIA, FY2024)
    [correction] = [row for row in rows if row.event == "EventCorrected"]
    # 3,100,000 in the place of 3,000,000.
    assert correction.net_effect == (
        Posting(Account.HELD_BY_COMPTROLLER, Account.HELD_BY_COMMISSIONER, DOLLARS(100_000)),
    )


@pytest.mark.parametrize(
    ("replacement", "moved"),
    [
        ({}, (Posting(Account.HELD_BY_COMPTROLLER, Account.TOWN_GRANT, DOLLARS(5)),)),
        ({"amount": DOLLARS(5)}, ()),
        (
            {"amount": DOLLARS(3)},
            (Posting(Account.HELD_BY_COMPTROLLER, Account.TOWN_GRANT, DOLLARS(2)),),
        ),
    ],
    ids=["taken back whole", "same amount", "less"],
)
def test_net_effect_of_a_correction(
    replacement: dict[str, Money], moved: tuple[Posting, ...]
) -> None:
    correction = event_corrected(
        corrects_position=2,
        corrects_version=1,
        corrected_event="AlliancePortionWithheld",
        reversed={"amount": DOLLARS(5)},
        replacement=replacement,
        reason="typed",
    )
    assert net_effect(correction) == moved


def test_years_at_the_edge_of_the_calendar_have_no_neighbor(place: Place) -> None:
    first = acts()[0]
    place.act(replace(first, fiscal_year=FiscalYear(2000)))
    place.act(replace(first, fiscal_year=FiscalYear(2099), command_id="act-99"))
    assert catch_up(place.ledger, place.store) == 3
    assert carry_forward_of(place.ledger, place.store, District(2, "Ansonia")) == []
