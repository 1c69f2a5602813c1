"""Who is lowest: the Department's four steps, and the ten lowest. C.G.S. § 10-262u(a)(4), (b).

The statute names the number and the metric. The four steps, with their floor of 1,000 pupils, are
the Department's published method and no part of the statute: `AGENCY_METHOD`. A tie at a cut is
flagged and left open, since no text resolves it.
Not here: the rounds (`s262u_b_designation.py`); what a score is made of (§ 10-223e).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.authority import Citation, Status
from domain.errors import InvalidCommandError
from domain.fiscal_year import FiscalYear
from domain.statute.acts import OCTOBER_31_2017
from domain.statute.schedule import Entry, Schedule

_INDEX = re.compile(r"(0|[1-9][0-9]{0,2})(?:\.([0-9]{1,5}))?", re.ASCII)
_INDEX_PLACES: Final = 5


class DistrictKind(StrEnum):
    """The kinds of district the Department tells apart in its first step."""

    LOCAL = "local"
    REGIONAL = "regional"
    TECHNICAL_HIGH_SCHOOLS = "technical-high-schools"
    ENDOWED_ACADEMY = "endowed-academy"
    CHARTER_SCHOOL = "charter-school"
    SERVICE_CENTER = "regional-educational-service-center"
    UNIFIED_DISTRICT = "unified-school-district"


_RANKED_KINDS: Final = frozenset({DistrictKind.LOCAL, DistrictKind.REGIONAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A district with its score of one data year.

    Attributes:
        name: the district.
        kind: what sort of district it is.
        pupils: its pupils in the data year of the index.
        index: its score in hundred-thousandths of a point; see `index_points`.
    """

    name: str
    kind: DistrictKind
    pupils: int
    index: int


def index_points(text: str) -> int:
    """Read a published score such as "70.1" exactly, in hundred-thousandths of a point: 7010000.

    Raises InvalidCommandError for anything but plain digits with at most five decimals.
    """
    found = _INDEX.fullmatch(text)
    if found is None:
        shown = ascii(text)[:40]
        raise InvalidCommandError(
            f"{shown} is not an index score: write plain digits, at most five decimals: 70.1.",
            details={"given": shown},
            next_step="Give the score as published.",
        )
    points, decimals = found.groups()
    return int(points + (decimals or "").ljust(_INDEX_PLACES, "0"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyMethod:
    """How the Department found the lowest districts of a round.

    Attributes:
        pupil_floor: fewest pupils a ranked district has.
        pick: how many are taken by rank.
        steps: the four steps in our words.
    """

    pupil_floor: int
    pick: int
    steps: tuple[str, ...]


AGENCY_METHOD: Final[Schedule[AgencyMethod]] = Schedule(
    name="identification-method",
    title="the Department's method of identification (agency method, not statute)",
    provision="Department of Education, Alliance Districts overview",
    unit="steps",
    entries=(
        Entry(
            value=AgencyMethod(
                pupil_floor=1000,
                pick=30,
                steps=(
                    "Keep local and regional districts only.",
                    "Keep districts with at least 1,000 pupils in the data year of the index.",
                    "Rank by the 2015-16 accountability index, lowest first; take the 30 lowest.",
                    "Add every district designated for FY2013 to FY2017 not taken so far.",
                ),
            ),
            shown="four steps, floor of 1,000 pupils, 30 by rank",
            first_year=FiscalYear(2018),
            last_year=FiscalYear(2022),
            effective=OCTOBER_31_2017,
            citation=Citation(
                "Department of Education, Alliance Districts overview",
                note="agency method, not statute",
            ),
            status=Status.UNVERIFIED,
            note="The day given is that of the act the method served. The method of the FY2023 "
            "round was not found.",
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """What the four steps found.

    Attributes:
        ranked: taken by rank, lowest first; ties at the cut are left out of it.
        tied: districts with one score on both sides of the cut, by name: somebody must decide.
        kept: designated earlier and not among `ranked`, by name.
        excluded_by_kind: out in step 1, in the order given.
        excluded_by_size: out in step 2, in the order given.
    """

    ranked: tuple[str, ...]
    tied: tuple[str, ...]
    kept: tuple[str, ...]
    excluded_by_kind: tuple[str, ...]
    excluded_by_size: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody identified: by rank, then those kept. Unresolved ties are not among them."""
        return self.ranked + self.kept


def identify(
    candidates: Iterable[Candidate], *, pick: int, pupil_floor: int, earlier: frozenset[str]
) -> Identification:
    """The Department's four steps; a tie at the cut is flagged, never resolved here.

    Source: the Department's published method of the FY2018 round; no part of the statute.
    """
    everybody = tuple(candidates)
    right_kind = tuple(one for one in everybody if one.kind in _RANKED_KINDS)
    large_enough = tuple(one for one in right_kind if one.pupils >= pupil_floor)
    ranked, tied = _lowest(large_enough, pick)
    return Identification(
        ranked=ranked,
        tied=tied,
        kept=tuple(sorted(earlier.difference(ranked))),
        excluded_by_kind=tuple(one.name for one in everybody if one not in right_kind),
        excluded_by_size=tuple(one.name for one in right_kind if one not in large_enough),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TenLowest:
    """The educational reform districts among the designated.

    Attributes:
        names: designated and among the ten lowest of all towns, lowest first.
        tied: designated, with the score of the tenth place on both sides of the cut, by name; the
            statute is silent, so somebody must decide.
    """

    names: tuple[str, ...]
    tied: tuple[str, ...]


def ten_lowest(
    all_towns: Iterable[Candidate], *, count: int, designated: frozenset[str]
) -> TenLowest:
    """The designated districts among the `count` lowest when all towns are ranked.

    Source: C.G.S. § 10-262u(a)(4), `EDUCATIONAL_REFORM_DISTRICT` for the count.
    """
    lowest, tied = _lowest(tuple(all_towns), count)
    return TenLowest(
        names=tuple(name for name in lowest if name in designated),
        tied=tuple(name for name in tied if name in designated),
    )


def _lowest(
    candidates: tuple[Candidate, ...], count: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lowest by score, and those whose tie straddles the cut."""
    in_order = sorted(candidates, key=lambda one: (one.index, one.name))
    inside, outside = in_order[:count], in_order[count:]
    if not inside or not outside or inside[-1].index != outside[0].index:
        return tuple(one.name for one in inside), ()
    cut = inside[-1].index
    return (
        tuple(one.name for one in inside if one.index != cut),
        tuple(one.name for one in in_order if one.index == cut),
    )
