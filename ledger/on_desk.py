"""Everything that waits in a ledger on a day: of each district-year, of each batch, of the State.

Not here: what waits of a district-year (`domain/agenda.py`), how it is shown (`cli/today.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from domain.agenda import open_items
from domain.agenda_item import UNSET, DueDay, Item, OnDesk, set_day
from domain.agenda_year import days_of_year
from domain.authority import Office
from domain.coverage import covered_kinds
from domain.district import District
from domain.fiscal_year import FIRST_YEAR, FiscalYear
from domain.release_state import ReleaseStatus
from domain.setting_events import Duty
from domain.settings import Settings, settings_of
from domain.state import EMPTY, DistrictYear
from domain.statute.rules import CLAUSES, Clause
from domain.words import how_many
from ledger.application import LEDGER_STREAM, Cut, Kept, Ledger, district_year_of, fold_records
from ledger.batch_record import Batch, BatchStage, batches_of
from ledger.made_up import figures_made_up

AHEAD: Final = 90  # days

Histories = Mapping[tuple[District, FiscalYear], Sequence[Kept]]
States = Mapping[tuple[District, FiscalYear], DistrictYear]


def waiting(ledger: Ledger, on: date, fiscal_year: FiscalYear | None = None) -> list[Item]:
    """Everything that waits on a day, as the record stood on it; of one fiscal year or all.

    Of the days of the State only those of the next 90 days: what was missed of one stands by
    district, and the others are in the calendar.
    """
    cut = Cut(as_of=on)
    histories = _histories(ledger, cut)
    states = {key: fold_records(list(kept)) for key, kept in histories.items()}
    made_up = {key for key, kept in histories.items() if figures_made_up(ledger, kept, cut)}
    own = ledger.own_history(cut)
    settings = settings_of(kept.record.data for kept in own)
    batches = [
        one for one in batches_of(ledger, cut=cut).values() if one.stage is not BatchStage.WITHDRAWN
    ]
    items = [
        item
        for key, state in states.items()
        if fiscal_year in {None, key[1]}
        for item in open_items(
            _desk(
                key,
                histories[key],
                state,
                on,
                settings,
                batches,
                states,
                own,
                made_up=key in made_up,
            )
        )
    ]
    years = {year for _, year in states} if fiscal_year is None else {fiscal_year}
    for year in sorted(years):
        of_state = days_of_year(year, settings)
        items += [one for one in of_state if one.due and 0 <= (one.due - on).days <= AHEAD]
        # A batch is of many towns: made up where any money of its year is.
        any_made_up = any(year == one for _, one in made_up)
        items += [
            replace(one, synthetic=any_made_up)
            for one in _of_batches(batches, states, year, settings)
        ]
    return items


def dated(ledger: Ledger, on: date, fiscal_year: FiscalYear) -> list[Item]:
    """Every day of a fiscal year: those of the State, and those of single districts.

    A day of the State stands once and not once more for each district.
    """
    cut = Cut(as_of=on)
    own = [kept.record.data for kept in ledger.own_history(cut)]
    of_districts = [
        one for one in waiting(ledger, on, fiscal_year) if one.due is not None and not one.of_year
    ]
    return [*days_of_year(fiscal_year, settings_of(own)), *of_districts]


def _histories(ledger: Ledger, cut: Cut) -> Histories:
    """The records of each district-year that the cut sees, by year and town."""
    by_stream: dict[str, list[Kept]] = {}
    for kept in ledger.records():
        if kept.record.stream != LEDGER_STREAM and cut.sees(kept.record):
            by_stream.setdefault(kept.record.stream, []).append(kept)
    found = {key: kept for stream, kept in by_stream.items() if (key := district_year_of(stream))}
    return {key: found[key] for key in sorted(found, key=lambda key: (key[1], key[0].name))}


def _desk(  # noqa: PLR0913, PLR0917 - everything a district-year is looked at with
    key: tuple[District, FiscalYear],
    history: Sequence[Kept],
    state: DistrictYear,
    on: date,
    settings: Settings,
    batches: Sequence[Batch],
    states: States,
    own: Sequence[Kept],
    *,
    made_up: bool,
) -> OnDesk:
    district, year = key
    earlier = year.ends_in - 2
    before = states.get((district, FiscalYear(earlier)), EMPTY) if earlier >= FIRST_YEAR else EMPTY
    return OnDesk(
        district=district,
        fiscal_year=year,
        state=state,
        on=on,
        actors={kept.record.version: kept.record.actor for kept in history},
        offices={kept.record.version: kept.record.office for kept in history},
        covered=covered_kinds([kept.record.data for kept in own], year, state),
        settings=settings,
        in_batches=frozenset(one.prepared.batch for one in batches),
        two_years_before=before,
        synthetic=made_up,
    )


def _of_batches(
    batches: Sequence[Batch], states: States, year: FiscalYear, settings: Settings
) -> Iterator[Item]:
    """Batches to approve, to issue, and whose payments nobody answered for yet."""
    cut_off = set_day(settings.deadline(year, Duty.PAYMENT_CUT_OFF))
    for one in batches:
        if one.fiscal_year != year:
            continue
        prepared = one.prepared
        name = prepared.batch
        of = f"{name}, {how_many(prepared.count, 'release')}, {prepared.total.display}"
        if one.stage is BatchStage.PREPARED:
            yield _of_batch(one, f"Approve batch {of}", f"release approve {name}", signs=True)
            continue
        left = _standing(states, one, ReleaseStatus.AUTHORIZED)
        if left:
            rest = f"{how_many(left, 'release')} of {name}" if left < prepared.count else of
            yield _of_batch(one, f"Issue {rest}", f"payments issue {name}", due=cut_off)
        unanswered = _standing(states, one, ReleaseStatus.ISSUED)
        if unanswered:
            what = f"Confirm {how_many(unanswered, 'payment')} of {name}, in doubt until answered"
            yield _of_batch(one, what, f"payments confirm {name} FILE", step="confirm")


def _standing(states: States, batch: Batch, status: ReleaseStatus) -> int:
    """How many releases of a batch stand so."""
    found = [
        state.releases.get(batch.prepared.batch)
        for (_, year), state in states.items()
        if year == batch.fiscal_year
    ]
    return sum(1 for one in found if one is not None and one.status is status)


def _of_batch(
    batch: Batch,
    what: str,
    command: str,
    *,
    due: DueDay = UNSET,
    signs: bool = False,
    step: str = "next",
) -> Item:
    persons = [batch.prepared_by, *([batch.approved_by] if batch.approved_by else [])]
    clause = Clause.RELEASE if signs else Clause.PAYMENT
    return Item(
        key=f"batch/{batch.prepared.batch}/{step}",
        what=what,
        district=None,
        fiscal_year=batch.fiscal_year,
        due=due.day,
        due_by=due.by,
        office=Office.COMMISSIONER if signs else Office.COMPTROLLER,
        signs=signs,
        persons=tuple(dict.fromkeys(persons)),
        begun_by=frozenset({Office.DEPARTMENT if signs else Office.COMMISSIONER}),
        command=f"alliance {command}",
        citation=CLAUSES[clause].provision,
        of_year=True,
    )
