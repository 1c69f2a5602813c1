"""The check that the steps of each release follow each other by legal date. § 10-262u(c)(2).

A payment order rests on the authorization, a payment and its return on the order. It looks at what
stands: a release that was withdrawn is no finding.
Not here: whether a plan was approved by the day of an authorization (`compliance_release.py`),
refusing such a step as it is recorded (`domain/decisions/ground.py`).
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from domain.accounts import postings_of
from domain.chart import Account
from domain.compliance_case import Answer, Examined
from domain.compliance_release import nothing_released, standing_authorizations, withdrawn
from domain.events import ReleaseAuthorized, ReleaseConfirmed, ReleaseIssued, ReleaseReturned
from domain.money import ZERO

_Days = dict[str, date]


def steps_follow_each_other(case: Examined) -> tuple[Answer, str]:
    """No step of a release is of a day before what it rests on. Source: (c)(2).

    Nor is a pass-through of a day before the payment, which the ledger records as the town states.
    What was stated as in payment at the opening of a ledger rests on paper and is not compared.
    """
    wrong = [text for name, text in _early(case) if not withdrawn(case, name)]
    wrong += _passed_on_early(case)
    if wrong:
        return Answer.NOT_MET, f"{'; '.join(wrong)}."
    releases = standing_authorizations(case)
    if not releases:
        return nothing_released(case)
    names = ", ".join(release.name for release in releases)
    return Answer.MET, f"No step is of a day before what it rests on: {names}."


def _early(case: Examined) -> Iterator[tuple[str, str]]:
    """Each step of a day before what it rests on: the release, and both days in words."""
    authorized: _Days = {}
    issued: _Days = {}
    for version, event in case.state.events:
        on = case.dated[version]
        match event:
            case ReleaseAuthorized(release=name):
                authorized[name] = on
            case ReleaseIssued(release=name):
                yield from _before(name, ("issued", on), ("authorized", authorized))
                issued[name] = on
            case ReleaseConfirmed(release=name):
                yield from _before(name, ("paid", on), ("issued", issued))
            case ReleaseReturned(release=name):
                yield from _before(name, ("returned", on), ("issued", issued))
            case _:
                continue


def _passed_on_early(case: Examined) -> list[str]:
    """The first day on which the town had passed on more than had reached it, in words."""
    by_day = sorted(case.state.events, key=lambda one: case.dated[one[0]])
    standing = ZERO
    for day, events in groupby(by_day, key=lambda one: case.dated[one[0]]):
        for posting in (posting for _, event in events for posting in postings_of(event)):
            if posting.target is Account.HELD_BY_TOWN:
                standing += posting.amount
            if posting.source is Account.HELD_BY_TOWN:
                standing -= posting.amount
        if standing < ZERO:
            return [f"by {day}, {(-standing).display} more was passed on than had reached the town"]
    return []


def _before(
    name: str, step: tuple[str, date], ground: tuple[str, _Days]
) -> Iterator[tuple[str, str]]:
    """The step in words where it lies before the day of its ground; nothing without a ground."""
    done, on = step
    before, days = ground
    rests_on = days.get(name)
    if rests_on is not None and on < rests_on:
        yield name, f"release {name} was {done} on {on}, and {before} on {rests_on}"
