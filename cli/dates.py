"""The dates a question uses, said the same way on every screen and in every `meta`.

Not here: reading dates (`ledger/clock.py`), which records they select (`cli/wiring.py`).
"""

from cli.wiring import law_day
from domain.fiscal_year import FiscalYear
from domain.statute.rules import rules_in_force
from ledger.application import Cut

EACH_YEAR = "June 30 of each fiscal year, or today if earlier"
# Where a training ledger or a demonstration holds what is still to come.
LAST_DAY = "the last day on record"


def said(cut: Cut) -> str:
    """Both clocks in words: "as of today · as known on 2023-01-31T04:59:59.999999Z"."""
    known = f"as known at {cut.known_on}" if cut.known_on else "as known today"
    return f"{as_of(cut)} · {known}"


def as_of(cut: Cut, now: str = "today") -> str:
    """The last legal day counted, in words; `now`: what today is called."""
    if cut.runs_to is not None:
        return f"as of {cut.runs_to}, {LAST_DAY}"
    return f"as of {cut.as_of or now}"


def law_said(cut: Cut, fiscal_year: FiscalYear | None) -> str:
    """The law a computation uses, in words."""
    if fiscal_year is not None:
        return f"law of {law_day(fiscal_year, cut)}"
    return f"law of {cut.as_of}" if cut.as_of else f"law of {EACH_YEAR}"


def heading(fiscal_year: FiscalYear | None) -> str:
    """The year with its first and last day: "FY2023 · July 1, 2022 – June 30, 2023"."""
    if fiscal_year is None:
        return "all fiscal years"
    first, last = fiscal_year.first_day, fiscal_year.last_day
    return f"{fiscal_year} · July 1, {first.year} – June 30, {last.year}"


def used(cut: Cut, fiscal_year: FiscalYear | None) -> dict[str, object]:
    """The dates used and the law in force, for `meta`."""
    dates: dict[str, object] = {"as_of": cut.day, "known_on": cut.known_on}
    if fiscal_year is None:
        return {**dates, "law_day": cut.as_of or EACH_YEAR, "law": None}
    day = law_day(fiscal_year, cut)
    return {**dates, "law_day": day, "law": rules_in_force(fiscal_year, day).rule_set}
