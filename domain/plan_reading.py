"""What was read from a plan file, whatever its form: the content, where it stood, what is wrong.

Not here: the reading itself (`cli/workbook/`, `ledger/plan_file.py`); whether the content is as it
should be (`domain/plan_check.py`). Source: C.G.S. § 10-262u(d).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.district import BY_CODE, District
from domain.fiscal_year import FiscalYear
from domain.plan_content import Discrepancy, PlanContent, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """One value as it was taken, to be shown to whoever sent the file.

    Attributes:
        place: where it stood.
        field: what it is, such as "current year".
        taken: the value as it was taken, in words.
        formula: the formula it came from, or "" where it was typed.
    """

    place: str
    field: str
    taken: str
    formula: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlan:
    """A plan file that was read.

    Attributes:
        district_code: the town code that stands in it, as found; None where none can be read.
        fiscal_year: the fiscal year that stands in it, as found; None where none can be read.
        content: the plan; None where something of it could not be taken.
        discrepancies: what is wrong with the form.
        echo: every value that was taken.
        left_out: keys of last year's lines that have no amount this year: no part of the plan.
        places: where things stand, by "2.4" or "2.4 column strategy" for a budget line and its
            fields (by their names in `BudgetLine`), "objective O1", "target T1".
    """

    district_code: int | None
    fiscal_year: FiscalYear | None
    content: PlanContent | None
    discrepancies: tuple[Discrepancy, ...]
    echo: tuple[Echo, ...]
    left_out: tuple[str, ...]
    places: Mapping[str, str]

    def placed(self, discrepancy: Discrepancy) -> Discrepancy:
        """A discrepancy of "line 2.4" or "line 2.4 column strategy", placed where it stands.

        A column this file does not show leaves the line's own place; what is not in the file
        keeps the place it has.
        """
        named = discrepancy.place.removeprefix("line ")
        line = named.partition(" column ")[0]
        place = self.places.get(named, self.places.get(line))
        return discrepancy if place is None else replace(discrepancy, place=place)


def meant_for_another(
    read: ReadPlan, district: District, fiscal_year: FiscalYear
) -> tuple[Discrepancy, ...]:
    """What speaks against the file being this district's plan for this year; nothing if nothing.

    A code or year that could not be read is already a discrepancy of the form.
    """
    found = []
    if read.district_code is not None and read.district_code != district.code:
        other = BY_CODE.get(read.district_code)
        name = str(other) if other else f"town code {read.district_code}"
        found.append(
            _stops(
                "wrong_district", f"The file is of {name}, not of {district}.", "Ask whose it is"
            )
        )
    if read.fiscal_year is not None and read.fiscal_year != fiscal_year:
        told = f"The file is for {read.fiscal_year}, not for {fiscal_year}."
        found.append(_stops("wrong_year", told, f"Ask for the plan on the form of {fiscal_year}"))
    return tuple(found)


def _stops(code: str, told: str, cure: str) -> Discrepancy:
    return Discrepancy(
        code=code,
        place="form",
        message=f"{told} {cure}; nothing is taken from it.",
        severity=Severity.STOPS,
        citation="",
    )
