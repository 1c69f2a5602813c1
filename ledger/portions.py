"""The Alliance portion by law of every designated district-year, from what is on record today.

The law is asked again each time, so a later change of an entitlement shows here at once. What was
determined on record stands beside it: where the two differ, that is a finding and never a silent
recomputation. Funds received are the entitlement and what was trued up of the year before.
Source: C.G.S. § 10-262u(c)(1), § 10-262i(a), (b).
Not here: the rules (`domain/statute/`), the recording of a portion (`domain/decisions/portion.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.authority import Citation, Status
from domain.district import District
from domain.errors import NoRuleInForceError
from domain.events import DistrictDesignated, PortionDetermined, Stage
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.state import EMPTY, DistrictYear
from domain.statute.rules import Rules, rules_in_force
from domain.statute.s262u_b_designation import RoundName
from domain.statute.s262u_c1_portion import Earmark, PortionRule, earmarked, portion_of
from domain.statute.schedule import Entry

States = Mapping[tuple[District, FiscalYear], DistrictYear]
LawDay = Callable[[FiscalYear], date]

FIRST_YEAR = FiscalYear(2013)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortionByLaw:
    """The portion of one designated district-year, with its operands; whole cents.

    Attributes:
        district, fiscal_year: whose it is.
        entitlement: the ECS entitlement on record, or None.
        baseline_fiscal_year: the year it is measured from; None where no rule is in force.
        baseline: the entitlement of that year on record, or None.
        other_earmarks: what is taken out first; None where it is not known.
        portion: what the law gives, never negative; None where an operand or the rule is missing.
        citation: the clause; the provision alone where no rule is in force.
        status: how far the least certain rule of the row can be relied on; None without a rule.
        notes: caveats that belong to the row.
        determined: the portion as it stands on record, or None.
        stage: how final the entitlement is; None where the source does not say.
        true_up: last year's final less its preliminary entitlement; None where none is on record.
        closed: whether the year is closed, so that its portion is not determined again.
    """

    district: District
    fiscal_year: FiscalYear
    entitlement: Money | None
    baseline_fiscal_year: FiscalYear | None
    baseline: Money | None
    other_earmarks: Money | None
    portion: Money | None
    citation: Citation
    status: Status | None
    notes: tuple[str, ...]
    determined: PortionDetermined | None
    stage: Stage | None
    true_up: Money | None
    closed: bool

    @property
    def funds_received(self) -> Money | None:
        """Entitlement and true-up: what the portion is measured from. Source: § 10-262i(a)."""
        return None if self.entitlement is None else self.entitlement + (self.true_up or ZERO)

    @property
    def below_baseline(self) -> Money | None:
        """How far the funds received lie below what they are measured from; None if not known."""
        if self.funds_received is None or self.baseline is None or self.other_earmarks is None:
            return None
        return max(ZERO, self.baseline + self.other_earmarks - self.funds_received)

    @property
    def finding(self) -> str | None:
        """How the portion determined on record differs from today's, in words; None if it agrees.

        A portion on record whose operands are no longer known is a finding too.
        """
        if self.determined is None:
            return None
        named = (
            ("entitlement", self.determined.entitlement, self.entitlement),
            ("true-up", self.determined.true_up, self.true_up or ZERO),
            ("baseline", self.determined.baseline, self.baseline),
            ("other earmarks", self.determined.other_earmarks, self.other_earmarks),
            ("portion", self.determined.portion, self.portion),
        )
        changed = [
            f"{name} {then.display}, now {now.display if now is not None else 'not known'}"
            for name, then, now in named
            if then != now
        ]
        if not changed:
            return None
        return (
            f"{self.district} {self.fiscal_year}: the portion on record was determined from other "
            f"figures: {'; '.join(changed)}. {self._mended_by}"
        )

    @property
    def _mended_by(self) -> str:
        place = f"{self.district.code} --fiscal-year {self.fiscal_year}"
        if self.closed:
            return (
                f"{self.fiscal_year} is closed and its portion stays: a grant paid wrongly is "
                f"adjusted in one of the two next years, § 10-263(b): alliance grant adjust {place}"
            )
        return f"Determine it again: alliance entitlement determine-portion {place}"


def portions_by_law(
    states: States, law_day: LawDay, fiscal_year: FiscalYear | None = None
) -> list[PortionByLaw]:
    """The portion of every designated district-year among the states, in their order.

    With one fiscal year asked for, raises NoRuleInForceError where no round or rule governs it on
    its law day; without, such rows are given with no portion and say so.
    """
    if fiscal_year is not None and fiscal_year >= FIRST_YEAR:
        rules_in_force(fiscal_year, law_day(fiscal_year)).round()
    found = []
    for (district, year), state in states.items():
        if fiscal_year in {None, year} and state.designated:
            try:
                found.append(portion_by_law(states, district, year, law_day(year)))
            except NoRuleInForceError as gap:
                if fiscal_year is not None:
                    raise
                found.append(_without_rule(district, year, state, gap))
    return found


def portion_by_law(
    states: States, district: District, fiscal_year: FiscalYear, on: date
) -> PortionByLaw:
    """The portion of one designated district-year as of a day.

    Raises NoRuleInForceError. Source: C.G.S. § 10-262u(c)(1).
    """
    state = states[district, fiscal_year]
    assert state.designation is not None  # noqa: S101 - callers ask for designated years only
    rules = rules_in_force(fiscal_year, on)
    rule = _rule(rules, state.designation)
    earmark = rules.earmark()
    entitlement = state.entitlement.amount if state.entitlement else None
    before = states.get((district, rule.value.baseline_year), EMPTY).entitlement
    baseline = before.amount if before else None
    taken = _earmarked(state, earmark.value)
    portion = None
    if entitlement is not None and baseline is not None and taken is not None:
        portion = portion_of(entitlement + (_true_up(state) or ZERO), taken, baseline)
    unverified: list[Entry[PortionRule] | Entry[Earmark]] = [
        entry for entry in (rule, earmark) if entry.status is Status.UNVERIFIED
    ]
    return PortionByLaw(
        district=district,
        fiscal_year=fiscal_year,
        entitlement=entitlement,
        baseline_fiscal_year=rule.value.baseline_year,
        baseline=baseline,
        other_earmarks=taken,
        portion=portion,
        citation=rule.citation,
        status=Status.UNVERIFIED if unverified else rule.status,
        notes=tuple(f"{entry.citation}: {entry.note}" for entry in unverified),
        determined=state.portion,
        stage=state.entitlement.stage if state.entitlement else None,
        true_up=_true_up(state),
        closed=state.closed is not None,
    )


def _true_up(state: DistrictYear) -> Money | None:
    return state.true_up.difference if state.true_up else None


def _rule(rules: Rules, designation: DistrictDesignated) -> Entry[PortionRule]:
    return rules.portion(RoundName(designation.round), first_time=designation.first_time)


def _earmarked(state: DistrictYear, earmark: Earmark) -> Money | None:
    """What is taken out first; a year whose earmark the source does not give has none."""
    if state.entitlement is None:
        return ZERO if earmark is Earmark.NONE else None
    return earmarked(earmark, state.entitlement.education_diversity)


def _without_rule(
    district: District, fiscal_year: FiscalYear, state: DistrictYear, gap: NoRuleInForceError
) -> PortionByLaw:
    return PortionByLaw(
        district=district,
        fiscal_year=fiscal_year,
        entitlement=state.entitlement.amount if state.entitlement else None,
        baseline_fiscal_year=None,
        baseline=None,
        other_earmarks=None,
        portion=None,
        citation=gap.citation or Citation("C.G.S. § 10-262u(c)(1)"),
        status=None,
        notes=(gap.message,),
        determined=state.portion,
        stage=state.entitlement.stage if state.entitlement else None,
        true_up=_true_up(state),
        closed=state.closed is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrestricted:
    """What is left of a town's funds received when Alliance money and earmarks are out.

    Portion, other earmarks and unrestricted share add up to the funds received; whole cents.

    Attributes:
        district: the town.
        entitlement: the whole grant.
        true_up: last year's final less its preliminary entitlement; None where none is on record.
        other_earmarks: earmarks taken out; None where not known.
        alliance: withheld where recorded, else the portion by law; None where not known.
        basis: what `alliance` is: "withheld", "portion by law" or "not designated".
        unrestricted: the rest, never negative; None where it cannot be known.
    """

    district: District
    entitlement: Money
    true_up: Money | None
    other_earmarks: Money | None
    alliance: Money | None
    basis: str
    unrestricted: Money | None

    @property
    def funds_received(self) -> Money:
        """Entitlement and true-up. Source: C.G.S. § 10-262i(a)."""
        return self.entitlement + (self.true_up or ZERO)


def unrestricted_grants(
    states: States, law_day: LawDay, fiscal_year: FiscalYear
) -> list[Unrestricted]:
    """The unrestricted share of every town with an entitlement that year, by town name.

    A designated town without withholding on record and without a baseline has no known share.
    Source: C.G.S. § 10-262u(c)(1), § 10-262i(b).
    """
    on = law_day(fiscal_year)
    found = []
    for (district, year), state in states.items():
        if year == fiscal_year and state.entitlement is not None:
            earmarks, alliance, basis = _taken_out(states, district, fiscal_year, on)
            whole = Unrestricted(
                district=district,
                entitlement=state.entitlement.amount,
                true_up=_true_up(state),
                other_earmarks=earmarks,
                alliance=alliance,
                basis=basis,
                unrestricted=None,
            )
            found.append(replace(whole, unrestricted=_left(whole)))
    return found


def _left(whole: Unrestricted) -> Money | None:
    if whole.other_earmarks is None or whole.alliance is None:
        return None
    left = whole.funds_received - whole.other_earmarks - whole.alliance
    # More withheld than there is: nothing can be said about installments.
    return left if left >= ZERO else None


def _taken_out(
    states: States, district: District, fiscal_year: FiscalYear, on: date
) -> tuple[Money | None, Money | None, str]:
    """Earmarks and Alliance money of a town, and what the latter rests on."""
    state = states[district, fiscal_year]
    published = state.entitlement.education_diversity if state.entitlement else None
    if not state.designated and not state.withheld:
        return published or ZERO, ZERO, "not designated"
    by_law = None
    if state.designated:
        try:
            by_law = portion_by_law(states, district, fiscal_year, on)
        except NoRuleInForceError:
            by_law = None  # a past day before the act: only what is on record can be said
    # Without a rule that day, an earmark in the published split is taken out as published.
    earmarks = by_law.other_earmarks if by_law else published or ZERO
    if state.withheld:
        return earmarks, figure("withheld_by_comptroller", state), "withheld"
    return earmarks, by_law.portion if by_law else None, "portion by law"
