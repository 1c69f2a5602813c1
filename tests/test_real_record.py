"""Totals that have to hold on the real record, and every total on every screen, added up anew.

The figures are those published by the Department (source S01) and computed by § 10-262u(c)(1).
Not here: made-up years (`tests/ledger/test_synthetic.py`).
"""

import re
from pathlib import Path

import pytest
from cli_runner import Ran, run
from proofs import cents, proof_of, sides, summed_columns
from real_record import real_record

from domain.money import Money, total

YEARS = range(2013, 2028)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return real_record(tmp_path_factory.mktemp("real") / "real.db")


def added(rows: list[dict[str, str | None]], column: str) -> Money:
    return total([Money.parse(row[column] or "") for row in rows if row[column] is not None])


def balances(url: str, year: int) -> list[dict[str, str | None]]:
    ran = run("balance", "list", "--fiscal-year", str(year), "--json", ledger=url)
    return [row["balances"] for row in ran.rows]


def withheld(url: str, *years: int) -> Money:
    return total([added(balances(url, year), "withheld_by_comptroller") for year in years])


# ---- the figures ----


def test_39_499_998_was_withheld_for_fy2013(url: str) -> None:
    assert withheld(url, 2013) == Money.dollars(39_499_998)


def test_132_901_813_was_withheld_for_fy2015(url: str) -> None:
    assert withheld(url, 2015) == Money.dollars(132_901_813)


def test_259_843_832_was_withheld_for_fy2013_to_fy2015(url: str) -> None:
    # 39,499,998 + 87,442,021 + 132,901,813 = 259,843,832
    assert withheld(url, 2013, 2014, 2015) == Money.dollars(259_843_832)


def test_no_withholding_is_on_record_after_the_last_published_split(url: str) -> None:
    assert withheld(url, *range(2024, 2028)) == Money(0)


def test_all_169_entitlements_of_fy2017_come_to_2_017_587_098(url: str) -> None:
    rows = run("installments", "list", "--fiscal-year", "2017", "--json", ledger=url).rows
    unrestricted = added(rows, "unrestricted")
    # What the installments share out, and what was withheld before, are the whole grant.
    assert len(rows) == 169
    assert unrestricted + withheld(url, 2017) == Money.dollars(2_017_587_098)


def test_portions_of_495_district_years_come_to_3_704_612_279(url: str) -> None:
    rows = run("portion", "list", "--json", ledger=url).rows
    assert len(rows) == 495
    assert added(rows, "portion") == Money.dollars(3_704_612_279)
    # 5 * 30 + 5 * 33 + 5 * 36 = 495
    assert {row["fiscal_year"] for row in rows} == set(YEARS)


def test_published_and_law_differ_in_31_district_years_all_of_fy2018(url: str) -> None:
    ran = run("reconcile", "published", "--json", ledger=url)
    assert ran.code == 1
    assert len(ran.rows) == 31
    assert {row["fiscal_year"] for row in ran.rows} == {2018}
    assert added(ran.rows, "difference") == Money.parse("5104592.00")
    assert ran.data["totals"]["difference"] == "5104592.00"


def test_30_of_them_were_held_and_torrington_has_a_reason_of_its_own(url: str) -> None:
    rows = run("reconcile", "published", "--json", ledger=url).rows
    held = [row for row in rows if row["explanation"].startswith("Held at its FY2017 amount")]
    (torrington,) = [row for row in rows if row not in held]
    assert len(held) == 30
    assert torrington["district"] == "Torrington"
    # 24,482,865 − 23,933,343 = 549,522
    assert torrington["published"] == "549522.00"
    assert "24,482,865.00 less FY2012 23,933,343.00" in torrington["explanation"]


def test_the_30_published_figures_of_fy2017_are_the_plain_increase(url: str) -> None:
    rows = run("portion", "list", "--fiscal-year", "2017", "--json", ledger=url).rows
    recorded = balances(url, 2017)
    assert len(rows) == 30
    for row, balance in zip(rows, recorded, strict=True):
        increase = Money.parse(row["entitlement"]) - Money.parse(row["baseline"])
        assert row["baseline_fiscal_year"] == 2012
        assert str(increase) == row["portion"] == balance["withheld_by_comptroller"]


def test_a_real_year_is_never_closed(url: str) -> None:
    assert {row["carry_out"] for year in YEARS for row in balances(url, year)} == {None}


# ---- every total is added up from the rows shown ----


def screen(url: str, *words: str) -> Ran:
    return run(*words, ledger=url)


ALL_SCREENS = [
    ("demo",),
    ("reconcile", "published"),
    ("portion", "list"),
    *(("portion", "list", "--fiscal-year", str(year)) for year in YEARS),
    *(("installments", "list", "--fiscal-year", str(year)) for year in YEARS),
    *(("balance", "list", "--fiscal-year", str(year)) for year in YEARS),
]


@pytest.mark.parametrize("words", ALL_SCREENS, ids=" ".join)
def test_each_total_on_the_screen_is_the_sum_of_the_rows_above_it(
    url: str, words: tuple[str, ...]
) -> None:
    found = summed_columns(screen(url, *words).out)
    assert found
    for figure, above in found:
        assert figure == above


PROVEN = [
    *ALL_SCREENS[1:],
    *(("compliance", "list", "--fiscal-year", str(year)) for year in YEARS),
    ("balance", "show", "Norwalk", "--fiscal-year", "2018"),
]


@pytest.mark.parametrize("words", PROVEN, ids=" ".join)
def test_each_proof_line_adds_up(url: str, words: tuple[str, ...]) -> None:
    for proof in proof_of(screen(url, *words).out).split("; "):
        first, *others = sides(proof)
        assert others
        assert {first} == set(others)


def test_the_proof_lines_of_the_demonstration_add_up(url: str) -> None:
    proofs = [line for line in screen(url, "demo").out.splitlines() if line.startswith("proof")]
    parts = [part for proof in proofs for part in proof.split("; ")]
    assert [len(set(sides(part))) for part in parts] == [1, 1, 1]


@pytest.mark.parametrize("year", YEARS)
def test_the_proof_of_the_portions_speaks_of_the_rows_shown(url: str, year: int) -> None:
    ran = run("portion", "list", "--fiscal-year", str(year), "--json", ledger=url)
    assert sides(ran.data["proof"])[-1] == added(ran.rows, "portion").cents


def test_the_groups_of_the_demonstration_come_to_the_sum_of_its_proof(url: str) -> None:
    lines = screen(url, "demo").out.splitlines()
    groups = [line.split("  ") for line in lines if re.match(r"FY2018 +[0-9]+ rows? ", line)]
    amounts = [next(cell for cell in cells if "." in cell).strip() for cells in groups]
    # 4,959,282.00 + 145,310.00 = 5,104,592.00
    assert [cents(amount) for amount in amounts] == [495_928_200, 14_531_000]


@pytest.mark.parametrize("year", YEARS)
def test_json_totals_of_balances_are_the_sums_of_their_rows(url: str, year: int) -> None:
    ran = run("balance", "list", "--fiscal-year", str(year), "--json", ledger=url)
    rows = [row["balances"] for row in ran.rows]
    totals = {name: value for name, value in ran.data["totals"].items() if name != "not_known"}
    assert totals
    for name, value in totals.items():
        known = [row[name] for row in rows if row[name] is not None]
        assert value == (str(added(rows, name)) if known else None)


def test_the_real_record_has_4_665_records(tmp_path: Path) -> None:
    url = real_record(tmp_path / "mine.db")
    assert run("where", "--json", ledger=url).data["size"] == 4665
