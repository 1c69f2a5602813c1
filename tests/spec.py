"""Given events, when a command, then events or a refusal: how decisions are specified.

    given(designated, withheld).when(TransferPortion(amount=...)).then(PortionTransferred(...))

Everything is a literal; the only defaults are a district and a year that most tests share and a
day on which its whole law is in force. Not here: stores, records, the clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from domain.authority import Policy
from domain.commands import Command
from domain.decisions import decide
from domain.decisions.case import Case, Decided, EntitlementOnRecord, NamedRecord
from domain.district import BY_CODE, District
from domain.errors import RefusedError
from domain.events import DistrictYearEvent
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.state import EMPTY, DistrictYear, fold
from domain.statute.rules import rules_in_force

HARTFORD = BY_CODE[64]
FY2023 = FiscalYear(2023)
# Inside FY2023, with every clause of § 10-262u for that year in force.
MARCH_1_2023 = date(2023, 3, 1)


def usd(text: str) -> Money:
    """An amount as it is written in a test: "1180676.00"."""
    return Money.parse(text)


def case_of(
    state: DistrictYear,
    *,
    on: date = MARCH_1_2023,
    actor: str = "Ana",
    policy: Policy = Policy.OPEN,
    baselines: Mapping[int, str] | None = None,
    next_year: DistrictYear = EMPTY,
    named: Mapping[int, NamedRecord] | None = None,
    fiscal_year: FiscalYear = FY2023,
    district: District = HARTFORD,
) -> Case:
    """A case as a literal.

    `baselines`: entitlements by fiscal year, such as {2012: "10000000.00"}; the record of FY2012
    stands at position 2012. `named`: records by position; left out, every version of the state
    stands at the position of the same number, with the case's own legal date.
    """
    records = {
        version: NamedRecord(version=version, effective_on=on)
        for version in range(1, state.version + 1)
    }
    return Case(
        district=district,
        fiscal_year=fiscal_year,
        effective_on=on,
        actor=actor,
        policy=policy,
        rules=rules_in_force(fiscal_year, on),
        baselines={
            FiscalYear(year): EntitlementOnRecord(amount=usd(amount), position=year)
            for year, amount in (baselines or {}).items()
        },
        next_year=next_year,
        named=records if named is None else named,
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command led to: events, or a refusal."""

    case: Case
    decided: tuple[Decided, ...]
    refused_by: RefusedError | None

    def then(self, *events: DistrictYearEvent) -> tuple[Decided, ...]:
        """It led to exactly these events, in this order; returned with their authority."""
        assert self.refused_by is None, f"refused: {_shown(self.refused_by)}"
        found = [decided.event for decided in self.decided]
        assert found == list(events), _difference(found, events)
        return self.decided

    def decides_nothing(self) -> None:
        """What was asked already stood so."""
        self.then()

    def refused(
        self, error: type[RefusedError], words: str, *, citation: str, **details: str
    ) -> RefusedError:
        """It was refused by exactly this guard.

        `words`: a part of the message. `citation`: how the cited provision ends, such as "(c)(2)".
        `details`: figures that have to be among the error's details.
        """
        refusal = self.refused_by
        assert refusal is not None, f"not refused; it led to {self.decided}"
        assert type(refusal) is error, f"refused by another guard: {_shown(refusal)}"
        assert words in refusal.message, f"{words!r} is not in {refusal.message!r}"
        assert refusal.citation is not None, f"no clause is cited: {_shown(refusal)}"
        assert refusal.citation.provision.endswith(citation), refusal.citation.provision
        found = {name: refusal.details.get(name) for name in details}
        assert found == details, f"details are {refusal.details}"
        assert refusal.next_step, "a refusal says what to do next"
        return refusal


@dataclass(frozen=True, slots=True)
class Given:
    """The events that stand when a command comes."""

    state: DistrictYear

    def when(
        self,
        command: Command,
        *,
        on: date = MARCH_1_2023,
        actor: str = "Ana",
        policy: Policy = Policy.OPEN,
        baselines: Mapping[int, str] | None = None,
        next_year: Sequence[DistrictYearEvent] = (),
        named: Mapping[int, NamedRecord] | None = None,
        fiscal_year: FiscalYear = FY2023,
        district: District = HARTFORD,
    ) -> Decision:
        """Decide the command; see `case_of` for the circumstances."""
        case = case_of(
            self.state,
            on=on,
            actor=actor,
            policy=policy,
            baselines=baselines,
            next_year=fold(next_year),
            named=named,
            fiscal_year=fiscal_year,
            district=district,
        )
        try:
            return Decision(case, decide(command, self.state, case), None)
        except RefusedError as refusal:
            return Decision(case, (), refusal)


def given(*events: DistrictYearEvent) -> Given:
    """Start from the events that stand."""
    return Given(fold(events))


def _shown(refusal: RefusedError) -> str:
    return f"{type(refusal).__name__}: {refusal.message} [{refusal.citation}] {refusal.details}"


def _difference(found: list[DistrictYearEvent], wanted: Sequence[DistrictYearEvent]) -> str:
    """The first difference, field by field where the kind of event is right."""
    for number, (is_, should) in enumerate(zip(found, wanted, strict=False), start=1):
        if type(is_) is not type(should):
            return f"event {number} is {is_}, not {should}"
        for field in fields(is_):
            pair = (getattr(is_, field.name), getattr(should, field.name))
            if pair[0] != pair[1]:
                name = f"{type(is_).__name__}.{field.name}"
                return f"event {number}: {name} is {pair[0]}, not {pair[1]}"
    return f"{len(found)} events instead of {len(wanted)}: {found}"
