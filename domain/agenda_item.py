"""One thing that waits to be done: what, by when by whose word, whose act it is, what to type.

Not here: finding such things in a record (`domain/agenda_*.py`), their order (`domain/agenda.py`).
Concerns no provision itself; each item names its own.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from domain.authority import Office
from domain.coverage import CoverageKind
from domain.district import District
from domain.events import DistrictYearEvent
from domain.fiscal_year import FiscalYear
from domain.setting_events import DeadlineSet, PlanDueDateSet
from domain.settings import Settings
from domain.state import DistrictYear
from domain.statute.rules import CLAUSES, Clause
from domain.words import how_many, named, typed

NO_DATE = "no date set by the Commissioner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that waits to be done.

    Attributes:
        key: the same for the same thing in every list of one ledger.
        what: what is to be done, in a few words.
        district: whose it is; None for the whole State.
        fiscal_year: of the money.
        due: the last day; None where nobody set one.
        due_by: who set that day and on what paper, or the clause; "" without a day.
        office: whose act is waited for.
        signs: True where that act decides or authorizes.
        persons: names on the records it rests on, as claimed there, each once.
        begun_by: the offices of those records, who wait for it.
        command: what to type next.
        citation: the clause.
        of_year: True where the day is the same for every district, and set for the year.
        synthetic: True where anything it rests on is made up.
        held: False where it is missed only because no record of it is here, and this ledger does
            not say that it holds such records: that is never a breach, see `domain/coverage.py`.
    """

    key: str
    what: str
    district: District | None
    fiscal_year: FiscalYear
    due: date | None
    due_by: str
    office: Office
    signs: bool
    persons: tuple[str, ...]
    begun_by: frozenset[Office]
    command: str
    citation: str
    of_year: bool = False
    synthetic: bool = False
    held: bool = True

    def status(self, on: date, seen_by: Office | None = None) -> str:
        """How it stands on a day: by its day; and for whom it waits, where that is another.

        `seen_by`: the office that asks; None where nobody in particular does.
        """
        waits = f"waiting for {self.office.label}" + (" to sign" if self.signs else "")
        if self.due is None:
            return waits
        days = (self.due - on).days
        stands = f"due in {how_many(days, 'day')}" if days else "due today"
        if days < 0:
            late = how_many(-days, "day")
            stands = f"overdue by {late}" if self.held else f"due {late} ago, not recorded here"
        return stands if seen_by in {None, self.office} else f"{waits}, {stands}"

    def urgency(self, on: date) -> int:
        """0 overdue, 1 due today, 2 due later, 3 without a day, 4 not recorded here."""
        if self.due is None:
            return 3
        if self.due < on:
            return 0 if self.held else 4
        return 1 if self.due == on else 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """A day, and who set it."""

    day: date | None = None
    by: str = ""
    of_year: bool = False


UNSET = DueDay()


def set_day(one: DeadlineSet | PlanDueDateSet | None) -> DueDay:
    """The day of a setting, with who set it and on what paper; the same for every district."""
    if one is None:
        return UNSET
    by = f"set by {one.set_by} ({named(one.document)}), configuration"
    return DueDay(day=one.due_on, by=by, of_year=True)


def day_given(day: date | None, by: str) -> DueDay:
    """A day that a record itself gave, and in what; unset where it gave none."""
    return UNSET if day is None else DueDay(day=day, by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDesk:
    """A district-year whose open things are looked for.

    Attributes:
        district, fiscal_year, state: whose.
        on: the day of the question.
        actors: who entered each record, by version; claimed.
        offices: whose act each record is, by version.
        covered: kinds of record whose absence says something, see `domain/coverage.py`.
        settings: what was set.
        in_batches: names of releases that go by batch, and are waited for there.
        two_years_before: the year whose budget shortfall is forfeited in this one.
        synthetic: whether anything of it is made up.
    """

    district: District
    fiscal_year: FiscalYear
    state: DistrictYear
    on: date
    actors: Mapping[int, str]
    offices: Mapping[int, Office]
    covered: frozenset[CoverageKind]
    settings: Settings
    in_batches: Collection[str]
    two_years_before: DistrictYear
    synthetic: bool

    @property
    def place(self) -> str:
        """District and year as they are typed."""
        return f"{typed(self.district.name)} --fiscal-year {self.fiscal_year}"

    @property
    def year_over(self) -> bool:
        """Whether June 30 of the year has passed."""
        return self.on > self.fiscal_year.last_day

    def item(  # noqa: PLR0913 - a row of eight columns
        self,
        name: str,
        what: str,
        office: Office,
        clause: Clause,
        command: str,
        *,
        due: DueDay = UNSET,
        signs: bool = False,
        rests_on: Collection[DistrictYearEvent] = (),
        missing: CoverageKind | None = None,
    ) -> Item:
        """An item of this district-year; `name` tells it from the others of it.

        `missing`: the kind of record whose absence it rests on, if it does.
        """
        versions = [at for at, event in self.state.events if any(event is one for one in rests_on)]
        return Item(
            key=f"{self.district.code:03d}-{self.fiscal_year.ends_in}/{name}",
            what=what,
            district=self.district,
            fiscal_year=self.fiscal_year,
            due=due.day,
            due_by=due.by,
            office=office,
            signs=signs,
            persons=tuple(dict.fromkeys(self.actors[at] for at in versions)),
            begun_by=frozenset(self.offices[at] for at in versions),
            command=f"alliance {command}",
            citation=CLAUSES[clause].provision,
            of_year=due.of_year,
            synthetic=self.synthetic,
            held=missing is None or missing in self.covered,
        )
