"""The certification of the year tied out: certified, law and record, town by town.

A difference is named in words, with what the figures themselves show about it; nothing is recorded
and nothing is bent to fit. A column that slipped by a row stops the comparison: every town would
differ, and none for the reason shown.
Source: C.G.S. § 10-262i(b): the Commissioner certifies, the Comptroller pays; § 10-262u(c)(1).
Not here: reading the file (`certification_file.py`), what it is held against
(`certification_record.py`), the last certification (`certification_changes.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.authority import Citation
from domain.district import District
from domain.events import Stage
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.statute.rules import rules_in_force
from domain.statute.s262u_c1_portion import Earmark
from ledger.certification_file import ALLIANCE, EARMARK, ENTITLEMENT, Certification, CertifiedTown
from ledger.certification_record import (
    OnRecord,
    by_law,
    known_figures,
    portions_certified,
    records_of,
)
from ledger.misplaced import Amounts, Slip, crossed, slips
from ledger.portions import LawDay, PortionByLaw, States


class Kind(StrEnum):
    """What is otherwise than it should be, in words."""

    ENTITLEMENT = "ECS differs from the record"
    ENTITLEMENT_CROSSED = "ECS crossed with"
    PARTS = "parts are more than the ECS"
    EARMARK = "earmark differs from the record"
    EARMARK_WITHOUT_RULE = "earmark that no rule takes out"
    WITHOUT_DESIGNATION = "Alliance part without designation"
    WITHOUT_PART = "designated, without an Alliance part"
    LAW = "Alliance part differs from the law"
    WITHHELD = "Alliance part differs from what was withheld"
    DETERMINED = "Alliance part differs from the portion on record"
    ALLIANCE_CROSSED = "Alliance part crossed with"


@dataclass(frozen=True, slots=True, kw_only=True)
class TownTied:
    """One town: certified, by law, on record, and how they differ.

    Attributes:
        certified: as certified.
        record: what is on record for the year.
        by_law: the portion from the certified entitlement; zero without designation; None where
            it cannot be computed.
        citation: the clause it is computed by; None without designation or rule.
        kinds: what differs, the other town named where two are crossed; () where it ties.
        reasons: what the figures themselves show about a difference.
    """

    certified: CertifiedTown
    record: OnRecord
    by_law: Money | None
    citation: Citation | None
    kinds: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def district(self) -> District:
        """The town."""
        return self.certified.district

    @property
    def entitlement_difference(self) -> Money | None:
        """Certified less on record; None where nothing is on record."""
        known = self.record.entitlement
        return None if known is None else self.certified.entitlement - known

    @property
    def alliance_difference(self) -> Money | None:
        """Certified less by law; None where the law's amount is not known."""
        return None if self.by_law is None else self.certified.alliance - self.by_law

    @property
    def not_compared(self) -> tuple[str, ...]:
        """What there was nothing to compare with, in words."""
        checks = (
            ("no ECS entitlement on record", self.record.entitlement is None),
            (
                "no earmark on record",
                bool(self.certified.earmark)
                and self.record.entitlement is not None
                and self.record.earmark is None,
            ),
            ("no designation of the year on record", self.record.designated is None),
            (
                "no baseline on record, so no portion by law",
                bool(self.record.designated) and self.by_law is None,
            ),
            (
                "no portion or withholding on record",
                bool(self.record.designated) and self.record.alliance is None,
            ),
        )
        return tuple(words for words, holds in checks if holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class TieOut:
    """A certification against law and record.

    Attributes:
        certification: what was certified.
        slips: the columns that slipped by a row, by heading; where there are any, nothing else
            was compared.
        towns: all 169 by name; empty where a column slipped.
        caveats: what is not verified about the law used.
    """

    certification: Certification
    slips: Mapping[str, Slip]
    towns: tuple[TownTied, ...]
    caveats: tuple[str, ...]

    @property
    def differing(self) -> list[TownTied]:
        """The towns where something differs, by name."""
        return [town for town in self.towns if town.kinds]

    @property
    def incomplete(self) -> list[TownTied]:
        """The towns where something could not be compared, by name."""
        return [town for town in self.towns if town.not_compared]


def tie_out(certification: Certification, states: States, law_day: LawDay) -> TieOut:
    """Compare a certification with law and record.

    Raises NoRuleInForceError where no round or rule governs the year on its law day.
    """
    year = certification.fiscal_year
    law = portions_certified(certification, states, law_day)
    taken_out = rules_in_force(year, law_day(year)).earmark().value
    records = records_of(certification, states, year)
    before = records_of(certification, states, year.previous)
    known = known_figures(records, before, law)
    slipped = _slipped(certification, known)
    if slipped:
        return TieOut(certification=certification, slips=slipped, towns=(), caveats=())
    amounts = _columns(certification)
    wholes = crossed(amounts[ENTITLEMENT], known[ENTITLEMENT])
    parts = crossed(amounts[ALLIANCE], known[ALLIANCE])
    towns = []
    for tied in _side_by_side(certification, records, law):
        kinds = (
            *_about_entitlement(tied, wholes.get(tied.district)),
            *_about_earmark(tied, taken_out, given=certification.earmarks_given),
            *_about_alliance(tied, parts.get(tied.district)),
        )
        reasons = _reasons(tied, before[tied.district], taken_out, year.previous) if kinds else ()
        towns.append(replace(tied, kinds=kinds, reasons=reasons))
    caveats = dict.fromkeys(note for row in law.values() for note in row.notes)
    caveats |= dict.fromkeys(_trued_up(law))
    return TieOut(certification=certification, slips={}, towns=tuple(towns), caveats=tuple(caveats))


def _trued_up(law: Mapping[District, PortionByLaw]) -> list[str]:
    """Towns whose portion by law is not of the certified entitlement alone."""
    named = [
        f"{town.name} {row.true_up.display}"
        for town, row in sorted(law.items(), key=lambda item: item[0].name)
        if row.true_up
    ]
    said = (
        "The law's amount is measured from the certified ECS with last year's true-up, "
        f"§ 10-262i(a): {', '.join(named)}."
    )
    return [said] if named else []


def _side_by_side(
    certification: Certification,
    records: Mapping[District, OnRecord],
    law: Mapping[District, PortionByLaw],
) -> list[TownTied]:
    """Certified, law and record of each town, by name, not judged yet."""
    return [
        TownTied(
            certified=one,
            record=records[one.district],
            by_law=by_law(one.district, records[one.district], law),
            citation=law[one.district].citation if one.district in law else None,
        )
        for one in sorted(certification.towns, key=lambda one: one.district.name)
    ]


def _columns(certification: Certification) -> dict[str, dict[District, Money]]:
    towns = certification.towns
    return {
        ENTITLEMENT: {one.district: one.entitlement for one in towns},
        ALLIANCE: {one.district: one.alliance for one in towns},
        EARMARK: {one.district: one.earmark or ZERO for one in towns},
    }


def _slipped(certification: Certification, known: Mapping[str, Amounts]) -> dict[str, Slip]:
    """The longest slip of each column that slipped."""
    order = [one.district for one in certification.towns]
    found = {}
    for column, amounts in _columns(certification).items():
        in_column = slips(order, amounts, known[column])
        if in_column:
            found[column] = max(in_column, key=lambda slip: len(slip.fits))
    return found


def _about_entitlement(tied: TownTied, other: District | None) -> list[str]:
    found: list[str] = []
    if other is not None:
        found.append(f"{Kind.ENTITLEMENT_CROSSED} {other}")
    elif tied.entitlement_difference:
        found.append(Kind.ENTITLEMENT)
    if tied.certified.above_whole:
        found.append(Kind.PARTS)
    return found


def _about_earmark(tied: TownTied, taken_out: Earmark, *, given: bool) -> list[str]:
    if not given:
        return []
    earmark = tied.certified.earmark or ZERO
    if earmark and taken_out is Earmark.NONE:
        return [Kind.EARMARK_WITHOUT_RULE]
    return [Kind.EARMARK] if tied.record.earmark not in {None, earmark} else []


def _about_alliance(tied: TownTied, other: District | None) -> list[str]:
    certified, record = tied.certified.alliance, tied.record
    if other is not None:
        return [f"{Kind.ALLIANCE_CROSSED} {other}"]
    found: list[str] = []
    if record.designated is False and certified:
        found.append(Kind.WITHOUT_DESIGNATION)
    elif record.designated and not certified and tied.by_law:
        found.append(Kind.WITHOUT_PART)
    elif tied.alliance_difference:
        found.append(Kind.LAW)
    if record.alliance not in {None, certified}:
        found.append(Kind.WITHHELD if record.withheld else Kind.DETERMINED)
    return found


def _reasons(
    tied: TownTied, before: OnRecord, taken_out: Earmark, last: FiscalYear
) -> tuple[str, ...]:
    """What the figures themselves show; nothing is taken from a list of names."""
    certified, record = tied.certified, tied.record
    found = []
    if tied.entitlement_difference:
        if record.stage in {Stage.PRELIMINARY, Stage.REVISED}:
            found.append(f"The ECS on record is {record.stage}.")
        if certified.entitlement == before.entitlement:
            found.append(f"The ECS certified is that of {last}.")
    if certified.above_whole:
        found.append(f"The parts are {certified.above_whole.display} above the ECS.")
    if tied.alliance_difference and certified.alliance:
        earmark = certified.earmark or record.earmark or ZERO
        if certified.alliance == before.alliance:
            found.append(f"The Alliance part is that of {last}.")
        elif earmark and tied.alliance_difference == earmark:
            found.append(f"The earmark, {earmark.display}, was not taken out first.")
        elif earmark and tied.alliance_difference == -earmark:
            why = ", and no rule does so" if taken_out is Earmark.NONE else " twice"
            found.append(f"The earmark, {earmark.display}, was taken out first{why}.")
    elif tied.entitlement_difference and record.alliance not in {None, certified.alliance}:
        found.append("The Alliance part follows the law from the ECS certified.")
    return tuple(found)
