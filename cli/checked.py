"""District-years as the compliance checks see them, and their results, read from a ledger.

Not here: the checks (`domain/compliance.py`), how results are shown (`compliance.py`).
"""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, replace

from cli.wiring import Office, law_day, today
from domain.compliance import CheckResult, Examined, configuration_of, examined
from domain.coverage import covered_kinds
from domain.district import District
from domain.events import Event
from domain.fiscal_year import FiscalYear
from domain.plan_state import Plan
from domain.rounds_before import rounds_before
from domain.settings import Settings, settings_of
from domain.state import DistrictYear, folded_at
from domain.statute.rules import Clause, rules_in_force
from domain.unverified import unverified_of
from ledger.application import Cut, Kept, Ledger, fold_records
from ledger.made_up import figures_made_up
from ledger.reconcile import shipped_portions


@dataclass(frozen=True, slots=True)
class Own:
    """What the ledger's own records say to a question: what it covers, what was set."""

    statements: Sequence[Event]
    settings: Settings


@dataclass(frozen=True, slots=True)
class Checked:
    """A designated district with the results of its checks."""

    district: District
    results: tuple[CheckResult, ...]
    _: KW_ONLY
    synthetic: bool
    unverified: Sequence[str]


def checked_of(office: Office, year: FiscalYear, cut: Cut) -> list[Checked]:
    """Every designated district of a year with the results of its checks."""
    own = own_of(office, cut)
    states = office.ledger.all_district_years(cut)
    found = []
    for (town, other), state in states.items():
        if other != year:
            continue
        history = office.ledger.history(town, year, cut)
        case = _case(office, town, year, cut, history, state, own)
        if case is not None:
            found.append(
                Checked(
                    town,
                    examined(case),
                    synthetic=figures_made_up(office.ledger, history, cut),
                    unverified=unverified(state, year, cut),
                )
            )
    return found


def results_of(
    office: Office, town: District, year: FiscalYear, cut: Cut, history: list[Kept]
) -> tuple[CheckResult, ...]:
    """The results of the checks of one district-year; none where it is not designated."""
    case = _case(office, town, year, cut, history, fold_records(history), own_of(office, cut))
    return examined(case) if case else ()


def _case(
    office: Office,
    district: District,
    year: FiscalYear,
    cut: Cut,
    history: Sequence[Kept],
    state: DistrictYear,
    own: Own,
) -> Examined | None:
    """What the checks look at; None where no designation is in force."""
    if state.designation is None or not state.designated:
        return None
    ledger = office.ledger
    baseline = None
    if state.portion is not None:
        baseline_year = FiscalYear(state.portion.baseline_fiscal_year)
        baseline = ledger.district_year(district, baseline_year, cut).entitlement
    case = Examined(
        district=district,
        fiscal_year=year,
        designation=state.designation,
        on=cut.day or today(),
        state=state,
        baseline=baseline,
        rules=rules_in_force(year, law_day(year, cut)),
        covered=covered_kinds(own.statements, year, state),
        dated={record.version: record.effective_on for _, record in history},
        configured=configuration_of(own.settings, year),
        plan_at_end=plan_on_last_day(state, history, year),
        two_years_before=_year_beside(ledger, district, year.ends_in - 2, cut),
        next_year=_year_beside(ledger, district, year.ends_in + 1, cut),
        published=shipped_portions().get((district, year)),
    )
    return _with_earlier_years(_with_law_baseline(case, ledger, cut), ledger, cut)


def _with_earlier_years(case: Examined, ledger: Ledger, cut: Cut) -> Examined:
    """The case with the years that few district-years rest on, and only those need to be read."""
    district = case.district
    if case.state.true_up is not None:
        before = _year_beside(ledger, district, case.fiscal_year.ends_in - 1, cut)
        case = replace(case, previous_year=before)
    if case.designation.first_time:
        rounds = rounds_before(
            case.fiscal_year, lambda year: ledger.district_year(district, year, cut)
        )
        case = replace(case, earlier_rounds=rounds)
    return case


def _with_law_baseline(case: Examined, ledger: Ledger, cut: Cut) -> Examined:
    """The case with the baseline of the law, where the portion was measured from another year."""
    portion = case.state.portion
    if portion is None or not case.rules.reaches(Clause.PORTION):
        return case
    since = case.portion_rule.value.baseline_year
    if since.ends_in == portion.baseline_fiscal_year:
        return case
    return replace(case, law_baseline=ledger.district_year(case.district, since, cut).entitlement)


def plan_on_last_day(
    state: DistrictYear, history: Sequence[Kept], year: FiscalYear
) -> tuple[int, Plan] | None:
    """The plan version in force on June 30, amended until then; None where none was.

    As it is known now: what was corrected since counts as if it had been right on its own day,
    whichever day the correction takes effect on.
    """
    dated = {record.version: record.effective_on for _, record in history}
    by_then = folded_at(one for one in state.events if dated[one[0]] <= year.last_day)
    return by_then.approved_plan


def _year_beside(ledger: Ledger, district: District, ends_in: int, cut: Cut) -> DistrictYear:
    """Another year of a district; a designated year has neighbors that the ledger can name."""
    return ledger.district_year(district, FiscalYear(ends_in), cut)


def own_of(office: Office, cut: Cut) -> Own:
    """A statement has no legal time, only a recorded one; a setting has both."""
    own = office.ledger.own_history(Cut(known_on=cut.known_on))
    return Own(
        [kept.record.data for kept in own],
        settings_of(kept.record.data for kept in own if cut.sees(kept.record)),
    )


def unverified(state: DistrictYear, year: FiscalYear, cut: Cut) -> list[str]:
    """What of the law that counts for the district-year is unverified, in words; or nothing."""
    said = unverified_of(state, rules_in_force(year, law_day(year, cut)))
    return [] if said is None else [said]
