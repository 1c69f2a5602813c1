"""Decisions on the district beside its money: index score, reform status, exit from the program.

C.G.S. § 10-223e, § 10-262u(a)(4). What becomes of a balance after the program no law says; the
choice is recorded and moves nothing, so the money is recorded when it really moves.
"""

import re
from typing import Final

from domain.authority import Office
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_designated,
    require_open,
    require_words,
)
from domain.decisions.side_refusals import (
    ExitHandledError,
    ExitNotDueError,
    NoBalanceLeftError,
    RankNotAmongLowestError,
    ScoreFormError,
    ScoreKnownError,
    ScoreUnknownError,
)
from domain.figures import balance, carry_out
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.side_commands import (
    CorrectIndexScore,
    HandleExitBalance,
    PublishIndexScore,
    SetReformStatus,
)
from domain.side_events import (
    ExitBalanceHandled,
    IndexScoreCorrected,
    IndexScorePublished,
    ReformStatusSet,
)
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.statute.s262u_a_definitions import EDUCATIONAL_REFORM_DISTRICT

# Up to 100, with up to four decimals; never a float, so that a published score is kept as it is.
_SCORE: Final = re.compile(r"(?:100(?:\.0{1,4})?|[1-9]?[0-9](?:\.[0-9]{1,4})?)", re.ASCII)


def publish_index_score(
    command: PublishIndexScore, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record the first published score of a data year.

    Raises ScoreFormError, WordsMissingError, ScoreKnownError. Source: C.G.S. § 10-223e.
    """
    _require_score(command, case)
    event = IndexScorePublished(
        data_year=command.data_year,
        score=command.score,
        rank=command.rank,
        charter_data=bool(command.charter_data),
        version=1,
        source=command.source,
    )
    known = state.side.scores.get(command.data_year)
    if known == event:
        return ()
    if known is not None:
        raise ScoreKnownError(
            f"{case.name} has a score of {known.score} for {command.data_year} data on record.",
            citation=case.cite(Clause.INDEX),
            details={"score": known.score, "version": str(known.version)},
            next_step="Where the Department published another one: alliance index correct "
            f"{case.place}. Where it was typed wrongly: alliance correct POSITION",
        )
    return decided(case, event, Office.DEPARTMENT, Clause.INDEX)


def correct_index_score(
    command: CorrectIndexScore, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record that the Department published the score of a data year anew.

    Raises ScoreFormError, WordsMissingError, ScoreUnknownError. Source: § 10-223e, § 10-223f.
    """
    _require_score(command, case)
    require_words(command.reason, "why the score changed", case)
    known = state.side.scores.get(command.data_year)
    if known is None:
        raise ScoreUnknownError(
            f"{case.name} has no score for {command.data_year} data on record.",
            citation=case.cite(Clause.INDEX),
            details={"data_year": str(command.data_year)},
            next_step=f"Record the published one: alliance index publish {case.place}",
        )
    event = IndexScoreCorrected(
        data_year=command.data_year,
        score=command.score,
        rank=command.rank,
        charter_data=bool(command.charter_data),
        version=known.version + 1,
        source=command.source,
        reason=command.reason,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.INDEX)


def _require_score(command: PublishIndexScore | CorrectIndexScore, case: Case) -> None:
    FiscalYear(command.data_year)  # a year the ledger can name
    require_words(command.source, "where the score was published", case)
    if not _SCORE.fullmatch(command.score):
        raise ScoreFormError(
            f"{command.score!a:.40} is not a score: a number from 0 to 100 with up to four "
            "decimals.",
            citation=case.cite(Clause.INDEX),
            details={"score": ascii(command.score)[:40]},
            next_step="Give it as published, such as 57.9.",
        )
    if command.rank is not None and command.rank < 1:
        raise ScoreFormError(
            f"A rank is counted from the lowest, from 1, and {command.rank} is given.",
            citation=case.cite(Clause.INDEX),
            details={"rank": str(command.rank)},
            next_step="Leave the rank out where none was published.",
        )


def set_reform_status(
    command: SetReformStatus, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record that the district is among the ten lowest of all towns.

    Raises NotDesignatedError, WordsMissingError, RankNotAmongLowestError.
    Source: C.G.S. § 10-262u(a)(4).
    """
    require_designated(state, case)
    require_words(command.document, "the paper of the status", case)
    count = EDUCATIONAL_REFORM_DISTRICT.in_force(case.fiscal_year, case.effective_on).value
    if not 1 <= command.rank <= count:
        raise RankNotAmongLowestError(
            f"{case.name} with rank {command.rank} is no educational reform district: these are "
            f"the {count} lowest.",
            citation=case.cite(Clause.REFORM_DISTRICT),
            details={"rank": str(command.rank), "lowest": str(count)},
            next_step="Check the rank among all towns. On a tie for the last place the text is "
            "silent: ask counsel.",
        )
    event = ReformStatusSet(rank=command.rank, document=command.document)
    if state.side.reform == event:
        return ()
    return decided(case, event, Office.DEPARTMENT, Clause.REFORM_DISTRICT)


def handle_exit_balance(
    command: HandleExitBalance, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record what becomes of what a district has left, once no designation is in force.

    No money moves: a return, a carry-forward or a deduction is recorded when it happens.
    Raises YearClosedError, WordsMissingError, ExitNotDueError, NoBalanceLeftError,
    ExitHandledError. Source: none; § 10-262u(h) speaks of the next fiscal year and of nothing else.
    """
    require_open(state, case)
    require_words(command.reason, "the reason of the choice", case)
    require_words(command.document, "the paper of the choice", case)
    if state.designated:
        raise ExitNotDueError(
            f"{case.name} is designated, so its balance is the program's.",
            citation=case.cite(Clause.DESIGNATION),
            next_step="Wait for the end of the term, or record the end of the designation first: "
            f"alliance record EndDesignation {case.place} reason=TEXT",
        )
    left = _balance_left(state, case)
    known = state.side.exit_balance
    event = ExitBalanceHandled(
        choice=command.choice,
        balance=left,
        finding_open=balance("finding_open", state),
        reason=command.reason,
        document=command.document,
    )
    if known == event:
        return ()
    # A balance that was restated since, or spent in part, is handled anew.
    if known is not None and known.balance == left:
        raise ExitHandledError(
            f"{case.name}: that {known.balance.display} is to be handled as {known.choice} is on "
            "record.",
            citation=case.cite(Clause.CARRY_FORWARD),
            details={"choice": known.choice.value, "balance": str(known.balance)},
            next_step="Take that record back first (alliance correct POSITION).",
        )
    return decided(case, event, Office.COMMISSIONER, Clause.CARRY_FORWARD)


def _balance_left(state: DistrictYear, case: Case) -> Money:
    """What the district has left. Raises NoBalanceLeftError where that is nothing."""
    left = carry_out(state)
    if not left:
        raise NoBalanceLeftError(
            f"{case.name} has no balance left: what was available is spent, or nothing ever was.",
            citation=case.cite(Clause.CARRY_FORWARD),
            details={"left": str(left)},
            next_step=f"See: alliance balance show {case.place}",
        )
    return left
