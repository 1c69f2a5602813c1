"""Tables 1 and 2 of the 2022 brief, out of the record and the bill.

Table 1: what is withheld of a graduated district, year by year, in percent and in dollars. Table 2:
the districts before and after, who enters and who leaves. Not here: the replay (`whatif.py`).
"""

from dataclasses import dataclass

from domain.counterfactual import Counterfactual
from domain.district import BY_CODE, District
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.statute.bill import PhaseDown, ProposedRuleSet
from domain.whatif import NOT_ON_RECORD, RealRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """Table 1, one district in one year.

    Attributes:
        district, fiscal_year: whose it is.
        percent: the part of the measure still withheld.
        amount: in dollars; None where nothing withheld of the measure's year is on record.
        synthetic: whether that year is made up.
    """

    district: District
    fiscal_year: FiscalYear
    percent: int
    amount: Counterfactual | None
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Table 2: the districts of two years, by town name.

    Attributes:
        before, after: the years, the one before the bill and its first.
        current: designated in the year before.
        proposed: alliance districts in the bill's first year.
    """

    before: FiscalYear
    after: FiscalYear
    current: tuple[District, ...]
    proposed: tuple[District, ...]

    @property
    def new(self) -> tuple[District, ...]:
        """Those that enter."""
        return tuple(one for one in self.proposed if one not in self.current)

    @property
    def graduated(self) -> tuple[District, ...]:
        """Those that leave."""
        return tuple(one for one in self.current if one not in self.proposed)


def withholdings_of(bill: ProposedRuleSet, record: RealRecord) -> list[Withholding]:
    """Table 1, by fiscal year, then as the bill names them. Raises as `lists_of` does."""
    fading, first, frozen = _dated(bill)
    return [
        Withholding(
            district=district,
            fiscal_year=FiscalYear(first.ends_in + nth),
            percent=percent,
            amount=None
            if (withheld := record.get((district, frozen), NOT_ON_RECORD).withheld) is None
            else Counterfactual(fading.remaining(withheld, nth_year=nth + 1)),
            synthetic=record.get((district, frozen), NOT_ON_RECORD).synthetic,
        )
        for nth, percent in enumerate(fading.percents)
        for district in map(BY_CODE.__getitem__, fading.districts)
    ]


def lists_of(bill: ProposedRuleSet, record: RealRecord) -> Lists:
    """Table 2: the designations on record of both years, less the districts the bill graduates.

    Raises UsageError for a bill without such a table.
    """
    fading, first, _ = _dated(bill)
    before = first.previous
    return Lists(
        before=before,
        after=first,
        current=_designated(record, before),
        proposed=tuple(
            one for one in _designated(record, first) if one.code not in fading.districts
        ),
    )


def _designated(record: RealRecord, year: FiscalYear) -> tuple[District, ...]:
    found = [key[0] for key, one in record.items() if key[1] == year and one.designated]
    return tuple(sorted(found, key=lambda one: one.name))


def _dated(bill: ProposedRuleSet) -> tuple[PhaseDown, FiscalYear, FiscalYear]:
    """The phase-down with its first year and the year of its measure."""
    fading = bill.phase_down
    if fading is None or fading.first_year is None or fading.frozen_year is None:
        raise UsageError(
            f"The brief of 2022 has its tables for H.B. 5038, not for {bill.citation.provision}.",
            next_step="Use: alliance whatif --rules proposed/HB5038-2022 --tables",
        )
    return fading, fading.first_year, fading.frozen_year
