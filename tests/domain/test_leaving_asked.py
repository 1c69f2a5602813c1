"""What the day after a term would refuse, asked of `decide` itself."""

from datetime import date
from typing import get_args

import pytest

from domain import leaving_asked
from domain.commands import Command
from domain.decisions.refusals import NotDesignatedError
from domain.district import BY_CODE
from domain.fiscal_year import FiscalYear
from domain.leaving_asked import Asked, asked_on, not_asked

JULY_1_2027 = date(2027, 7, 1)


def asked() -> dict[str, Asked]:
    return {one.command: one for one in asked_on(JULY_1_2027, FiscalYear(2027), BY_CODE[64])}


def test_every_command_is_possible_for_the_last_year_of_the_term_on_that_day() -> None:
    assert [one.command for one in asked().values() if one.last_year is not None] == []


def test_for_the_year_after_nothing_new_can_be_begun() -> None:
    refused = [name for name, one in asked().items() if one.next_year is not None]
    assert refused == [
        "DesignateDistrict",
        "DeterminePortion",
        "WithholdPortion",
        "TransferPortion",
        "SubmitPlan",
        "ApprovePlan",
        "RejectPlan",
        "RequestDrawDown",
        "ProposeRelease",
        "AuthorizeRelease",
        "WithholdPaymentForNoncompliance",
        "RenewFunding",
        "IssueRelease",
    ]


def test_a_refusal_says_the_clause_and_the_gap() -> None:
    refusal = asked()["SubmitPlan"].next_year
    assert refusal is not None
    assert refusal.code == "no_rule_in_force"
    assert refusal.message.startswith("No rule on designation rounds (C.G.S. § 10-262u(b))")
    assert refusal.citation is not None
    assert refusal.citation.provision == "C.G.S. § 10-262u(b)"


def test_what_is_under_way_can_still_be_finished() -> None:
    possible = [name for name, one in asked().items() if one.next_year is None]
    assert {"ConfirmRelease", "RecordPassThrough", "SubmitExpenditureReport"} <= set(possible)


def test_the_answers_come_from_the_rules_and_follow_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a `decide` that refuses nothing, nothing is refused."""
    monkeypatch.setattr(leaving_asked, "decide", lambda *_: ())
    assert [one for one in asked().values() if one.next_year is not None] == []

    def refuse(*_: object) -> None:
        raise NotDesignatedError("no")

    monkeypatch.setattr(leaving_asked, "decide", refuse)
    assert {one.last_year.code for one in asked().values() if one.last_year} == {"not_designated"}


def test_every_command_of_a_district_year_is_asked_or_named_as_not_asked() -> None:
    names = {kind.__name__ for kind in get_args(Command)}
    assert set(asked()) | set(not_asked()) == names
    assert set(asked()).isdisjoint(not_asked())
