"""What somebody supposes for a what-if replay, as typed: towns that leave, districts chosen.

Nothing is supposed here by the program. Not here: what it comes to (`domain/whatif.py`).
"""

from collections.abc import Sequence
from pathlib import Path

from domain.district import District, district_named
from domain.errors import UnreadableFileError, UsageError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.statute.bill import ProposedRuleSet, Reading
from domain.suppositions import Leaving, Suppositions, require_suppositions

_HEADINGS = frozenset({"town", "district"})
_LARGEST = 100_000  # bytes; 169 names are two thousand


def suppositions_of(
    bill: ProposedRuleSet, leaves: Sequence[str], reading: Reading, districts: str | None
) -> Suppositions:
    """What was typed. Raises UsageError, UnknownDistrictError, UnreadableFileError."""
    supposed = Suppositions(
        leaves=_leaves(leaves),
        reading=reading,
        chosen=None if districts is None else frozenset(_districts(districts)),
    )
    if reading is not Reading.LINEAR and not supposed.leaves:
        raise UsageError(
            f"The {reading.value} reading is about towns that leave.",
            next_step="Name them with --leaves TOWN=FY2026 and --rules proposed/SB783-2025.",
        )
    require_suppositions(bill, supposed)
    return supposed


def supposed_said(bill: ProposedRuleSet, supposed: Suppositions) -> list[str]:
    """Each supposition in a sentence; empty where nothing is supposed."""
    said = [
        f"{district} stops being an alliance district with {leaving.first_year}"
        + (f", measured by {leaving.amount.display}" if leaving.amount else "")
        + "."
        for district, leaving in supposed.leaves.items()
    ]
    if said:
        said.append(f"Twenty percent a year: {supposed.reading.value} reading.")
    if supposed.chosen is not None:
        names = ", ".join(sorted(one.name for one in supposed.chosen))
        said.append(f"The {bill.count} districts are {names}.")
    return said


def _leaves(typed: Sequence[str]) -> dict[District, Leaving]:
    found: dict[District, Leaving] = {}
    for text in typed:
        town, _, rest = text.partition("=")
        year, _, amount = rest.partition("=")
        if not town or not year:
            raise UsageError(
                f"{ascii(text)[:60]} names no town and year.",
                next_step="Write --leaves TOWN=FY2026, or TOWN=FY2026=500000.00.",
            )
        district = district_named(town)
        if district in found:
            raise UsageError(f"{district} is named twice.", next_step="Name each town once.")
        measure = Money.parse(amount) if amount else None
        if measure is not None and measure <= ZERO:
            raise UsageError(
                f"{measure.display} is nothing that can be reduced.",
                next_step="Give an amount above zero, or leave it out.",
            )
        found[district] = Leaving(first_year=FiscalYear.parse(year), amount=measure)
    return found


def _districts(typed: str) -> list[District]:
    """The districts of a list or a file; none twice."""
    file = Path(typed)
    names = _lines(file) if file.is_file() or file.suffix else typed.split(",")
    found = [district_named(name) for name in names if name.strip()]
    for district in found:
        if found.count(district) > 1:
            raise UsageError(f"{district} is named twice.", next_step="Name each district once.")
    return found


def _lines(file: Path) -> list[str]:
    try:
        if file.stat().st_size > _LARGEST:
            raise UnreadableFileError(f"{file} is too large for a list of towns.")
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(
            f"{file} cannot be read as a list of towns.",
            details={"file": str(file)},
            next_step="Give a text file with one town in each line, or the names with commas.",
        ) from error
    return [line for line in lines if line.strip().casefold() not in _HEADINGS]
