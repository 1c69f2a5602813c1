"""Index scores, the ten lowest, and what becomes of a balance after the program. WE-26.

C.G.S. § 10-223e, § 10-262u(a)(4), (h).
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, carried_in, closed, designated, given, reported, usd

from domain.authority import Office
from domain.commands import CorrectEvent
from domain.decisions.refusals import NotDesignatedError, WordsMissingError, YearClosedError
from domain.decisions.side_refusals import (
    ExitHandledError,
    ExitNotDueError,
    NoBalanceLeftError,
    RankNotAmongLowestError,
    ScoreFormError,
    ScoreKnownError,
    ScoreUnknownError,
)
from domain.errors import InvalidFiscalYearError, NoRuleInForceError
from domain.events import DesignationEnded
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.setting_events import ExitChoice
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
from domain.state import fold

# ---- scores ----

PUBLISH = PublishIndexScore(data_year=2022, score="57.90", source="list", rank=12)
PUBLISHED = IndexScorePublished(
    data_year=2022, score="57.90", rank=12, charter_data=False, version=1, source="list"
)
CORRECT = CorrectIndexScore(
    data_year=2022, score="56.4", source="list", reason="charter agreement", charter_data=True
)
CORRECTED = IndexScoreCorrected(
    data_year=2022,
    score="56.4",
    rank=None,
    charter_data=True,
    version=2,
    source="list",
    reason="charter agreement",
)


def test_a_score_is_kept_as_it_was_published() -> None:
    (decided,) = given().when(PUBLISH).then(PUBLISHED)
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 10-223e"


def test_a_data_year_has_one_published_score_and_others_after_it() -> None:
    given(PUBLISHED).when(PUBLISH).decides_nothing()
    given(PUBLISHED).when(replace(PUBLISH, score="57.9")).refused(
        ScoreKnownError, "a score of 57.90 for 2022 data on record", citation="§ 10-223e"
    )
    given(PUBLISHED).when(replace(PUBLISH, data_year=2021)).then(replace(PUBLISHED, data_year=2021))
    given(PUBLISHED).when(CORRECT).then(CORRECTED)
    given(PUBLISHED, CORRECTED).when(CORRECT).then(replace(CORRECTED, version=3))


def test_a_score_that_was_never_published_is_not_corrected() -> None:
    given(PUBLISHED).when(replace(CORRECT, data_year=2021)).refused(
        ScoreUnknownError, "no score for 2021 data on record", citation="§ 10-223e"
    )


@pytest.mark.parametrize("score", ["0", "0.5", "9.1234", "57", "100", "100.0000"])
def test_a_score_is_a_decimal_number_up_to_a_hundred(score: str) -> None:
    given().when(replace(PUBLISH, score=score)).then(replace(PUBLISHED, score=score))


@pytest.mark.parametrize(
    "score",
    ["", "-1", "100.1", "101", "057", "5,7", "5.", ".5", "1e1", "57.91234", "\u0665\u0667", " 5"],
)
def test_and_nothing_else(score: str) -> None:
    given().when(replace(PUBLISH, score=score)).refused(
        ScoreFormError, "is not a score", citation="§ 10-223e"
    )


def test_a_rank_is_counted_from_one() -> None:
    given().when(replace(PUBLISH, rank=0)).refused(
        ScoreFormError, "from 1, and 0 is given", citation="§ 10-223e"
    )
    given().when(replace(PUBLISH, rank=None)).then(replace(PUBLISHED, rank=None))


def test_a_score_says_where_it_was_published_and_why_it_changed() -> None:
    given().when(replace(PUBLISH, source=" ")).refused(
        WordsMissingError, "where the score was published", citation="§ 11-8b"
    )
    given(PUBLISHED).when(replace(CORRECT, reason="")).refused(
        WordsMissingError, "why the score changed", citation="§ 11-8b"
    )


def test_the_data_year_is_one_the_ledger_can_name() -> None:
    with pytest.raises(InvalidFiscalYearError, match="1999"):
        given().when(replace(PUBLISH, data_year=1999))


def test_before_the_program_no_score_counts() -> None:
    given().when(PUBLISH, fiscal_year=FiscalYear(2012)).refused(
        NoRuleInForceError, "the score districts are ranked by", citation="§ 10-223e"
    )


# ---- the ten lowest ----

STATUS = SetReformStatus(rank=10, document="list")


@pytest.mark.parametrize("rank", [1, 10])
def test_the_ten_lowest_of_the_designated_are_educational_reform_districts(rank: int) -> None:
    event = ReformStatusSet(rank=rank, document="list")
    (decided,) = given(designated()).when(replace(STATUS, rank=rank)).then(event)
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 10-262u(a)(4)"


@pytest.mark.parametrize("rank", [0, 11, 40])
def test_no_other_rank_is(rank: int) -> None:
    # WE-26: a grandfathered district ranked 40th never is.
    given(designated()).when(replace(STATUS, rank=rank)).refused(
        RankNotAmongLowestError, f"with rank {rank} is no", citation="(a)(4)", lowest="10"
    )


def test_a_district_that_is_not_designated_is_none() -> None:
    given().when(STATUS).refused(NotDesignatedError, "not designated", citation="(b)(3)")


def test_the_same_status_is_recorded_once_and_names_its_paper() -> None:
    standing = ReformStatusSet(rank=10, document="list")
    given(designated(), standing).when(STATUS).decides_nothing()
    given(designated(), standing).when(replace(STATUS, rank=9)).then(replace(standing, rank=9))
    given(designated()).when(replace(STATUS, document="")).refused(
        WordsMissingError, "the paper of the status", citation="§ 11-8b"
    )


# ---- after the program ----

FY2028 = FiscalYear(2028)
JULY_1_2027 = date(2027, 7, 1)
HANDLE = HandleExitBalance(choice=ExitChoice.RETURN, reason="no clause", document="memo")
HANDLED = ExitBalanceHandled(
    choice=ExitChoice.RETURN,
    balance=usd("140000.00"),
    finding_open=usd("0.00"),
    reason="no clause",
    document="memo",
)
LEFT = carried_in("140000.00", at_board="140000.00")


def test_a_balance_after_the_term_is_handled_and_nothing_moves() -> None:
    (decided,) = given(LEFT).when(HANDLE, fiscal_year=FY2028, on=JULY_1_2027).then(HANDLED)
    assert decided.office is Office.COMMISSIONER
    assert balances(fold([LEFT, HANDLED])) == balances(fold([LEFT]))


def test_so_is_one_of_a_designation_that_ended_before_its_term() -> None:
    ended = DesignationEnded(reason="withdrawn")
    given(designated(), LEFT, ended).when(HANDLE).then(HANDLED)
    given(designated(), LEFT).when(HANDLE).refused(
        ExitNotDueError, "is designated, so its balance is the program's", citation="(b)(3)"
    )


def test_what_was_spent_is_not_left() -> None:
    # 140,000.00 − 100,000.00 = 40,000.00
    spent = reported(from_grant="100000.00")
    given(LEFT, spent).when(HANDLE).then(replace(HANDLED, balance=usd("40000.00")))
    all_of_it = reported(from_grant="140000.00")
    given(LEFT, all_of_it).when(HANDLE).refused(
        NoBalanceLeftError, "no balance left", citation="(h)", left="0.00"
    )
    given().when(HANDLE).refused(NoBalanceLeftError, "no balance left", citation="(h)")


def test_a_balance_is_handled_once() -> None:
    given(LEFT, HANDLED).when(HANDLE).decides_nothing()
    given(LEFT, HANDLED).when(replace(HANDLE, choice=ExitChoice.CARRY)).refused(
        ExitHandledError,
        "that 140,000.00 is to be handled as return is on record",
        citation="(h)",
    )


def test_where_the_district_is_designated_again_no_choice_stands() -> None:
    ended = DesignationEnded(reason="withdrawn")
    again: Events = [designated(), LEFT, ended, HANDLED, designated()]
    assert fold(again).side.exit_balance is None
    # After that designation ended too, the balance is handled anew.
    given(*again, ended).when(HANDLE).then(HANDLED)
    taken_back = CorrectEvent(position=5, reason="typed")
    (correction,) = given(*again).when(taken_back).decided
    assert fold([*again, correction.event]).side.exit_balance == HANDLED


def test_a_balance_that_changed_since_is_handled_anew() -> None:
    # The report of the year before was amended: 140,000.00 is left, and 10,000.00 was handled.
    earlier = replace(HANDLED, balance=usd("10000.00"))
    offset = replace(HANDLE, choice=ExitChoice.OFFSET)
    given(LEFT, earlier).when(offset).then(replace(HANDLED, choice=ExitChoice.OFFSET))
    given(LEFT, earlier).when(HANDLE).then(HANDLED)


def test_a_choice_is_of_an_open_year_with_reason_and_paper() -> None:
    given(closed("0.00")).when(HANDLE).refused(YearClosedError, "closed", citation="(h)")
    given(LEFT).when(replace(HANDLE, reason="")).refused(
        WordsMissingError, "the reason of the choice", citation="§ 11-8b"
    )
    given(LEFT).when(replace(HANDLE, document=" ")).refused(
        WordsMissingError, "the paper of the choice", citation="§ 11-8b"
    )
