"""What an improvement plan says: objectives, targets, stakeholders, strategies, budget lines.

Local match and other programs' money are kept in their own columns and are never counted. Names of
persons stay in the document; a plan here names groups. Source: C.G.S. § 10-262u(d).
Not here: whether a plan is as it should be (`domain/plan_check.py`), what became of it (events).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money, total


class Reform(StrEnum):
    """Whether a line pays for something new. Source: 2012 guidance of the Department, unverified.

    `new`: a new reform. `extension`: an existing reform extended. `existing`: neither.
    """

    NEW = "new"
    EXTENSION = "extension"
    EXISTING = "existing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What the board wants to reach. Source: § 10-262u(d).

    Attributes:
        key: its own key in the plan, such as "O1".
        words: what is to be reached.
    """

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A performance target of an objective. Source: § 10-262u(d).

    Attributes:
        key: its own key in the plan, such as "T1".
        objective: the key of the objective it measures.
        measure: what is measured.
        baseline: where the district stands, in its own words.
        target: where it is to stand, in its own words.
    """

    key: str
    objective: str
    measure: str
    baseline: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder:
    """A group the plan was made with; never the name of a person. Source: § 10-262u(d).

    Attributes:
        group: such as "parents" or "teachers' union".
        collaboration: how it took part.
    """

    group: str
    collaboration: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One line of the budget.

    Attributes:
        key: its own key in the plan, such as "2.4"; the same line keeps it from version to version.
        description: what is paid for.
        strategy: stable key of the strategy, see `domain/statute/s262u_d_plan.py`.
        object_code: as the budget form has it, such as "111A".
        carry_over: from the balance carried in.
        current: from the portion of the year.
        local_match: the board's own money beside it, shown and never counted.
        reform: new reform, extension of one, or neither.
        tuition: True for interdistrict magnet tuition, § 10-262u(d)(B).
    """

    key: str
    description: str
    strategy: str
    object_code: str
    carry_over: Money
    current: Money
    local_match: Money
    reform: Reform
    tuition: bool

    @property
    def amount(self) -> Money:
        """Grant money of the line: carried over and current; the match is not counted."""
        return self.carry_over + self.current


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherProgramLine:
    """Money of another program in a consolidated application, shown and never counted.

    Attributes:
        program: such as "Priority School District".
        description: what is paid for.
        amount: whole cents.
    """

    program: str
    description: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """The content of one plan version. A plan without money lines is valid: duties remain.

    Attributes:
        objectives, targets, stakeholders, lines, other_programs: see their classes.
        board_approved_on: the day the board of education approved it; None where it does not say.
        guidelines: the State Board guidelines it answers to, by version; None where none is named.
    """

    objectives: tuple[Objective, ...]
    targets: tuple[Target, ...]
    stakeholders: tuple[Stakeholder, ...]
    lines: tuple[BudgetLine, ...]
    other_programs: tuple[OtherProgramLine, ...]
    board_approved_on: date | None
    guidelines: str | None

    @property
    def total(self) -> Money:
        """Grant money of all lines: carried over and current."""
        return total([line.amount for line in self.lines])

    @property
    def carry_over(self) -> Money:
        """What the plan takes from the balance carried in."""
        return total([line.carry_over for line in self.lines])

    @property
    def current(self) -> Money:
        """What the plan takes from the portion of the year."""
        return total([line.current for line in self.lines])

    @property
    def local_match(self) -> Money:
        """The board's own money beside the grant, not part of the total."""
        return total([line.local_match for line in self.lines])

    @property
    def tuition(self) -> Money:
        """Grant money for interdistrict magnet tuition."""
        return total([line.amount for line in self.lines if line.tuition])

    @property
    def reform(self) -> Money:
        """Grant money for new reforms and extensions of existing ones."""
        return total([line.amount for line in self.lines if line.reform is not Reform.EXISTING])


class Severity(StrEnum):
    """Whether a discrepancy stops a plan from being submitted, or is only to be looked at."""

    STOPS = "stops"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """Something in what was received that is not as it should be.

    Attributes:
        code: machine name, such as "strategy_unknown".
        place: where it stands, such as "Budget row 14 column strategy" or "line 2.4".
        message: what is wrong, with the numbers, and what to do.
        severity: whether it stops the plan.
        citation: the clause it answers to, or "" where it is about the form alone.
    """

    code: str
    place: str
    message: str
    severity: Severity
    citation: str


def how_many_discrepancies(count: int) -> str:
    """How many there are, in words: "1 discrepancy", "2 discrepancies"."""
    return "1 discrepancy" if count == 1 else f"{count:,} discrepancies"


def stop(code: str, place: str, message: str, citation: str = "") -> Discrepancy:
    """A discrepancy that stops what it was found in."""
    return Discrepancy(
        code=code, place=place, message=message, severity=Severity.STOPS, citation=citation
    )


def note(code: str, place: str, message: str, citation: str = "") -> Discrepancy:
    """A discrepancy to be looked at."""
    return Discrepancy(
        code=code, place=place, message=message, severity=Severity.NOTE, citation=citation
    )
