"""What-if: the real record replayed under a bill, district-year by district-year.

What a year came to in fact stands beside what it would have come to; every amount of the bill is a
`Counterfactual`, so nothing here can be recorded. What the record or the text does not give is
unknown and says what it would take. The difference is actual less counterfactual.
Not here: the bills (`domain/statute/proposed.py`), reading the record (`cli/whatif_record.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.counterfactual import Counterfactual
from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.statute.bill import PhaseDown, ProposedRuleSet, Reading
from domain.suppositions import Leaving, Suppositions, require_suppositions


class ActualIs(StrEnum):
    """What the actual amount of a row is."""

    WITHHELD = "withheld on record"
    PORTION = "portion by law"
    NOT_DESIGNATED = "not designated"
    NOT_KNOWN = "not known"


class UnderBill(StrEnum):
    """What a district would be under the bill. `open`: the bill leaves open what, here."""

    CONTINUING = "continuing"
    GRADUATED = "graduated"
    LEAVING = "leaving"
    OPPORTUNITY = "Opportunity district"
    LEGACY = "legacy"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOnRecord:
    """What a replay reads of one district-year; whole cents, None where not on record.

    Attributes:
        designated: whether a designation is in force for the year on record.
        entitlement: the ECS entitlement, which other years may be measured from.
        funds_received: entitlement and true-up, § 10-262i(a).
        other_earmarks: what is taken out before the portion.
        portion: the portion by the law in force.
        withheld: what was withheld on record.
        synthetic: whether any of it is made up.
        unverified: what is unverified in the law of the portion, in words; None where nothing is.
    """

    designated: bool
    entitlement: Money | None = None
    funds_received: Money | None = None
    other_earmarks: Money | None = None
    portion: Money | None = None
    withheld: Money | None = None
    synthetic: bool = False
    unverified: str | None = None

    @property
    def actual(self) -> tuple[Money | None, ActualIs]:
        """Withheld where recorded, else the portion by law; and which of them it is."""
        if self.withheld is not None:
            return self.withheld, ActualIs.WITHHELD
        if not self.designated:
            return ZERO, ActualIs.NOT_DESIGNATED
        return self.portion, ActualIs.NOT_KNOWN if self.portion is None else ActualIs.PORTION


NOT_ON_RECORD = YearOnRecord(designated=False)
RealRecord = Mapping[tuple[District, FiscalYear], YearOnRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfRow:
    """One district-year in fact and under the bill.

    Attributes:
        district, fiscal_year: whose it is.
        actual: what was withheld, else the portion by law; None where not known.
        actual_is: which of them it is.
        standing: what the district would be.
        counterfactual: what would be withheld; None where it cannot be known.
        how: the operands, or what it would take.
        synthetic: whether any year it is made from is made up.
        unverified: what is unverified in the law of those years, each said once.
    """

    district: District
    fiscal_year: FiscalYear
    actual: Money | None
    actual_is: ActualIs
    standing: UnderBill
    counterfactual: Counterfactual | None
    how: str
    synthetic: bool
    unverified: tuple[str, ...]

    @property
    def difference(self) -> Counterfactual | None:
        """Actual less counterfactual; None where one of them is not known."""
        if self.actual is None or self.counterfactual is None:
            return None
        return self.counterfactual.less_than(self.actual)


_Found = tuple[UnderBill, Counterfactual | None, str]


def replay_under(
    bill: ProposedRuleSet,
    record: RealRecord,
    supposed: Suppositions,
    fiscal_year: FiscalYear | None = None,
) -> list[WhatIfRow]:
    """The record under a bill, by fiscal year, then town name.

    Raises NoRuleInForceError for a year the bill says nothing of, UsageError for suppositions that
    are not the bill's.
    """
    if fiscal_year is not None:
        bill.require_year(fiscal_year)
    require_suppositions(bill, supposed)
    keys = [
        (district, year)
        for district, year in _replayed(bill, record, supposed, fiscal_year)
        if fiscal_year in {None, year}
    ]
    keys.sort(key=lambda key: (key[1], key[0].name))
    return [_row(bill, record, supposed, district, year) for district, year in keys]


def _replayed(
    bill: ProposedRuleSet, record: RealRecord, supposed: Suppositions, asked: FiscalYear | None
) -> Iterable[tuple[District, FiscalYear]]:
    """The district-years a replay shows: designated ones, and those the suppositions bring in."""
    if supposed.leaves:
        for district, leaving in supposed.leaves.items():
            yield from ((district, year) for year in _leaving_years(bill, leaving, asked))
        return
    years = {year for (_, year), one in record.items() if one.designated and _about(bill, year)}
    designated = {key for key, one in record.items() if one.designated and key[1] in years}
    brought_in = {(district, year) for district in supposed.chosen or () for year in years}
    yield from designated | brought_in


def _leaving_years(
    bill: ProposedRuleSet, leaving: Leaving, asked: FiscalYear | None
) -> Sequence[FiscalYear]:
    """The years of its phase-down; of a later one that is asked for, that."""
    first = leaving.first_year
    if asked is not None:
        return [asked] if asked >= first else []
    count = len(bill.phase_down.percents) if bill.phase_down else 0
    return [FiscalYear(first.ends_in + nth) for nth in range(count)]


def _about(bill: ProposedRuleSet, year: FiscalYear) -> bool:
    return bill.first_year <= year and (bill.last_year is None or year <= bill.last_year)


def _row(
    bill: ProposedRuleSet,
    record: RealRecord,
    supposed: Suppositions,
    district: District,
    year: FiscalYear,
) -> WhatIfRow:
    here = record.get((district, year), NOT_ON_RECORD)
    actual, actual_is = here.actual
    if not here.designated and here.entitlement is None:
        actual, actual_is = None, ActualIs.NOT_KNOWN  # a year this ledger knows nothing of
    standing, counterfactual, how = _under(bill, record, supposed, district, year)
    years = _behind(bill, supposed.leaves.get(district), year)
    behind = [record.get((district, one), NOT_ON_RECORD) for one in years]
    return WhatIfRow(
        district=district,
        fiscal_year=year,
        actual=actual,
        actual_is=actual_is,
        standing=standing,
        counterfactual=counterfactual,
        how=how,
        synthetic=any(one.synthetic for one in behind),
        unverified=tuple(dict.fromkeys(one.unverified for one in behind if one.unverified)),
    )


def _behind(
    bill: ProposedRuleSet, leaving: Leaving | None, year: FiscalYear
) -> Iterable[FiscalYear]:
    """The years a row is made from: its own, and those that the bill measures it from."""
    measured = (
        bill.baseline_year,
        bill.phase_down.frozen_year if bill.phase_down else None,
        leaving.first_year.previous if leaving and leaving.amount is None else None,
    )
    return (year, *(one for one in measured if one is not None))


def _under(
    bill: ProposedRuleSet,
    record: RealRecord,
    supposed: Suppositions,
    district: District,
    year: FiscalYear,
) -> _Found:
    fading = bill.phase_down
    if fading is not None and district.code in fading.districts:
        return _graduated(fading, record, district, year)
    if fading is not None and fading.first_year is None:
        leaving = supposed.leaves.get(district)
        if leaving is None:
            needed = "not computed: which towns stop being alliance districts is not on record"
            return UnderBill.OPEN, None, needed
        return _leaving(fading, record, supposed.reading, district, leaving, year)
    if supposed.chosen is not None and district not in supposed.chosen:
        unread = "not computed: what a legacy district would receive was not read"
        return UnderBill.LEGACY, None, unread
    standing = UnderBill.CONTINUING
    if bill.list_needed:
        standing = UnderBill.OPPORTUNITY if supposed.chosen else UnderBill.OPEN
    return standing, *_increase(bill.baseline_year, record, district, year)


def _increase(
    baseline_year: FiscalYear | None, record: RealRecord, district: District, year: FiscalYear
) -> tuple[Counterfactual | None, str]:
    """The increase over the bill's baseline, not below zero, as (c)(1) has it."""
    assert baseline_year is not None  # noqa: S101 - a bill without a phase-down has one
    here = record.get((district, year), NOT_ON_RECORD)
    baseline = record.get((district, baseline_year), NOT_ON_RECORD).entitlement
    if here.funds_received is None or here.other_earmarks is None or baseline is None:
        missing = baseline_year if here.funds_received is not None else year
        return None, f"not known: no entitlement of {missing} on record"
    caveat = " (UNVERIFIED)" if here.unverified else ""
    earmarks = f" − earmarks {here.other_earmarks.display}{caveat}" if here.other_earmarks else ""
    amount = max(ZERO, here.funds_received - here.other_earmarks - baseline)
    below = ", not below zero" if not amount else ""
    how = f"{here.funds_received.display}{earmarks} − {baseline_year} {baseline.display}{below}"
    return Counterfactual(amount), how


def _graduated(
    fading: PhaseDown, record: RealRecord, district: District, year: FiscalYear
) -> _Found:
    nth, frozen_year = fading.nth_year(year), fading.frozen_year
    assert nth is not None  # noqa: S101 - the years of the bill are those of its phase-down
    assert frozen_year is not None  # noqa: S101 - a dated phase-down has its measure
    frozen = record.get((district, frozen_year), NOT_ON_RECORD).withheld
    if frozen is None:
        return UnderBill.GRADUATED, None, f"not known: nothing withheld of {frozen_year} on record"
    how = f"{fading.percents[nth - 1]} % of {frozen.display} withheld in {frozen_year}"
    return UnderBill.GRADUATED, Counterfactual(fading.remaining(frozen, nth_year=nth)), how


def _leaving(
    fading: PhaseDown,
    record: RealRecord,
    reading: Reading,
    district: District,
    leaving: Leaving,
    year: FiscalYear,
) -> _Found:
    nth = year.ends_in - leaving.first_year.ends_in + 1
    first, said = leaving.amount, "given"
    if first is None:
        before = leaving.first_year.previous
        first, actual_is = record.get((district, before), NOT_ON_RECORD).actual
        said = f"{actual_is}, {before}"
    if first is None:
        missing = leaving.first_year.previous
        return UnderBill.LEAVING, None, f"not known: no Alliance amount of {missing} on record"
    if reading is Reading.DECLINING:
        left = fading.declining(first, nth_year=nth)
        how = f"{fading.percents[0]} % of the year before, year {nth}, of {first.display} ({said})"
    elif nth > len(fading.percents):
        left, how = ZERO, f"nothing is left of {first.display} ({said})"
    else:
        left = fading.remaining(first, nth_year=nth)
        how = f"{fading.percents[nth - 1]} % of {first.display} ({said})"
    return UnderBill.LEAVING, Counterfactual(left), how
