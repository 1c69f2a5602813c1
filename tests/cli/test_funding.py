"""`alliance funding`: money beside the account; none of it is in a balance. § 10-156gg(c)(2)."""

from pathlib import Path

from paid_year import YEAR, PaidYear, command, small_year

FY2025 = ("--fiscal-year", "2025")


def test_other_funding_is_listed_and_changes_no_balance(tmp_path: Path) -> None:
    year = small_year(tmp_path, {"Windsor": "400000.00"})
    before = year.run("balance", "show", "windsor", *YEAR, "--json").data["balances"]
    for amount in ("1000.00", "250.50"):
        year.act(
            *("funding", "other", "Windsor", "--source", "State Bond Commission"),
            *("--amount", amount, "--reference", "S.A. 26-1 (synthetic)"),
        )
    ran = year.run("funding", "list", *YEAR, "--json")
    assert (ran.data["totals"], ran.data["proof"]) == (
        {"amount": "1250.50"},
        "1,000.00 + 250.50 = 1,250.50",
    )
    assert ran.rows[0]["citation"] == "not of the § 10-262u account"
    assert year.run("balance", "show", "windsor", *YEAR, "--json").data["balances"] == before


def test_a_tenth_of_the_increase_is_set_aside_for_residency_in_fy2025(tmp_path: Path) -> None:
    year = PaidYear(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
    year.done("init", "--purpose", "training", "--name", "New")
    year.apply(*_funds("Windsor"))
    words = ("funding", "residency", "Windsor", *FY2025, "--effective-on", "2024-09-01")
    placed = year.done(*words)
    # (500,000.00 − 300,000.00) * 10 % = 20,000.00
    assert "Next: alliance release authorize Windsor --fiscal-year FY2025 --residency" in placed.out
    row = year.run("funding", "list", *FY2025, "--json").rows[0]
    assert (row["what"], row["amount"], row["left"]) == (
        "set aside for residency",
        "20000.00",
        "20000.00",
    )
    assert row["reference"] == "10 % of 500,000.00 less 300,000.00"


def test_what_is_left_of_a_set_aside_goes_on_for_the_same_purpose(tmp_path: Path) -> None:
    year = PaidYear(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
    year.done("init", "--purpose", "training", "--name", "New")
    year.apply(*_funds("Windsor"))
    year.done("funding", "residency", "Windsor", *FY2025, "--effective-on", "2024-09-01")
    release = ("--residency", "--release", "RES", "--amount")
    year.done(
        *("release", "authorize", "Windsor", *FY2025, *release, "15000"),
        *("--effective-on", "2024-09-02"),
    )
    for act, *fields in (
        ("IssueRelease", "release=RES"),
        ("ConfirmRelease", "release=RES", "paid_on=2025-06-30"),
        ("SubmitExpenditureReport", "spent=0"),
    ):
        words = ("record", act, "Windsor", *FY2025, *fields)
        year.done(*words, "--effective-on", "2025-06-30")
    closed = year.done("year", "close", "Windsor", *FY2025, "--effective-on", "2025-09-15")
    # 20,000.00 − 15,000.00
    assert "5,000.00 of it still set aside for residency" in closed.out
    (row,) = year.run("funding", "list", "--fiscal-year", "2026", "--json").rows
    assert (row["what"], row["amount"], row["left"], row["reference"]) == (
        "still set aside for residency",
        "5000.00",
        "5000.00",
        "carried in from FY2025",
    )
    assert row["citation"] == "C.G.S. § 10-156gg(f)"
    assert year.run("verify").code == 0


def test_nothing_beside_the_account_is_said(tmp_path: Path) -> None:
    year = small_year(tmp_path, {"Windsor": "400000.00"})
    ran = year.run("funding", "list", *YEAR)
    assert ran.out.endswith("Nothing beside the account is on record for FY2027.\n")


def _funds(town: str) -> list[dict[str, object]]:
    """Withheld: 300,000.00 in FY2020, 500,000.00 in FY2021, 600,000.00 in FY2025, transferred."""
    acts = [command(town, "SetEntitlement", 2012, amount="10000000.00")]
    for year, portion in ((2020, "300000.00"), (2021, "500000.00"), (2025, "600000.00")):
        cohort = "FY2023" if year == 2025 else "FY2018"
        designated = {"round": cohort, "criterion": "not-published", "first_time": False}
        acts += [
            command(town, "SetEntitlement", year, amount=f"10{portion}"),
            command(town, "DesignateDistrict", year, **designated),
            command(town, "DeterminePortion", year),
            command(town, "WithholdPortion", year, amount=portion),
            command(town, "TransferPortion", year, amount=portion),
        ]
    return acts
