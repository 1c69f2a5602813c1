"""What a replay finds not met, year by year, and what this ledger does not hold.

Not here: the checks (`domain/compliance.py`), the steps that are replayed (`replay.py`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from cli.checked import results_of
from cli.render import Value
from cli.wiring import Office
from domain.compliance import Answer, CheckResult
from domain.district import District
from domain.errors import NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.words import how_many, typed
from ledger.application import Cut, Kept, district_year_of
from ledger.made_up import figures_made_up


class Judged(NamedTuple):
    """The results of the checks of one year, and whether its figures are made up.

    `results` is None where the law of that day has no rule for the year.
    """

    fiscal_year: FiscalYear
    results: Sequence[CheckResult] | None
    synthetic: bool


def year_of(step: Kept) -> FiscalYear:
    """The fiscal year of a step of a district."""
    place = district_year_of(step.record.stream)
    assert place is not None  # noqa: S101 - only district-years are replayed
    return place[1]


def judged(office: Office, town: District, cut: Cut, steps: Sequence[Kept]) -> list[Judged]:
    """The checks of every year among the steps in which the town is designated."""
    by_year: dict[FiscalYear, list[Kept]] = {}
    for step in steps:
        by_year.setdefault(year_of(step), []).append(step)
    found: list[Judged] = []
    for year, history in by_year.items():
        synthetic = figures_made_up(office.ledger, history, cut)
        try:
            results = results_of(office, town, year, cut, history)
        except NoRuleInForceError:
            found.append(Judged(year, None, synthetic))
            continue
        if results:
            found.append(Judged(year, results, synthetic))
    return found


def findings_data(years: Sequence[Judged]) -> dict[str, object]:
    """What is not met, and the years that could not be checked, as JSON has them."""
    return {"findings": _findings(years), "not_checked": _not_checked(years)}


def finding_lines(town: District, years: Sequence[Judged], *, with_year: bool) -> list[str]:
    """The same as people read it, and how much this ledger does not hold."""
    lines = []
    for found in _findings(years):
        year = f"{found['fiscal_year']}  " if with_year else ""
        lines.append(f"Finding  {year}{found['message']}  {found['clause']}")
    if _not_checked(years):
        which = ", ".join(str(year) for year in _not_checked(years))
        lines.append(f"Not checked, as the law of that day has no rule for it: {which}")
    checked = [one for one in years if one.results is not None]
    answers = [result.answer for one in checked for result in one.results or ()]
    absent = answers.count(Answer.NOT_RECORDED)
    if absent:
        among = f"{absent} of {how_many(len(answers), 'check')}"
        among += f" in {how_many(len(checked), 'year')}" if with_year else ""
        year = "YEAR" if with_year else str(checked[0].fiscal_year)
        see = f"alliance compliance show {typed(town.name)} --fiscal-year {year}"
        lines.append(f"Not recorded here, which is no finding: {among}  ({see})")
    return lines


def _findings(years: Sequence[Judged]) -> list[dict[str, Value]]:
    return [
        {
            "fiscal_year": one.fiscal_year,
            "check": result.check,
            "message": ("On SYNTHETIC records: " if one.synthetic else "") + result.message,
            "clause": result.citation.short,
            "citation": str(result.citation),
            "synthetic": one.synthetic,
        }
        for one in years
        for result in one.results or ()
        if result.answer is Answer.NOT_MET
    ]


def _not_checked(years: Sequence[Judged]) -> list[FiscalYear]:
    return [one.fiscal_year for one in years if one.results is None]
