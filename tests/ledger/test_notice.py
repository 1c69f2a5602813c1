"""A draft under § 4-33a: what happened, when, how much, how found and cured; and not sent."""

from dataclasses import replace
from datetime import date

import pytest

from domain.district import district_named
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.notice import LONGEST_STATEMENT, NoticeEvent, NoticeFacts, draft_notice

WINDSOR, LOCKS = district_named("Windsor"), district_named("Windsor Locks")

# Synthetic: Windsor was paid what Windsor Locks was to get, and the other way round.
PAID_WINDSOR = NoticeEvent(
    position=12041,
    district=WINDSOR,
    effective_on=date(2026, 10, 15),
    recorded_at="2026-10-16T13:00:00.000000Z",
    sentence="Release FY2027-OCT-1 paid to the town on 2026-10-15: 143,232.75",
    citation="C.G.S. § 10-262u(c)(2), P.A. 23-208 § 3 (Reg. Sess. 2023)",
)
PAID_LOCKS = replace(
    PAID_WINDSOR,
    position=12042,
    district=LOCKS,
    sentence="Release FY2027-OCT-1 paid to the town on 2026-10-15: 145,682.25",
)
FACTS = NoticeFacts(
    number="N-2026-07",
    fiscal_year=FiscalYear(2027),
    events=(PAID_LOCKS, PAID_WINDSOR),
    districts=(LOCKS, WINDSOR),
    amount=Money.parse("2449.50"),
    found_how="Month-end reconciliation by payee.",
    cured_how="Both payments were returned and issued again.",
    prepared_by="R. Ortiz",
    prepared_on=date(2027, 2, 9),
    headline="TRAINING · Practice · policy two-person · 12,050 records",
    synthetic=False,
)

WHOLE = """\
DRAFT — not sent

MEMORANDUM · notice N-2026-07

To         Auditors of Public Accounts
           Office of the State Comptroller
From       ____________________ (head of the agency, or whom that person names)
Sent on    ____________________ (not sent)
Prepared   R. Ortiz, 2027-02-09
Subject    Notice under C.G.S. § 4-33a: handling of state funds,
           Alliance District grant (C.G.S. § 10-262u), FY2027 (July 1, 2026 – June 30, 2027)
Districts  Windsor (164), Windsor Locks (165)

1. What happened, and when
   Position 12,041 · Windsor (164)
      Release FY2027-OCT-1 paid to the town on 2026-10-15: 143,232.75
      effective 2026-10-15 · recorded 2026-10-16T13:00:00.000000Z
      clause C.G.S. § 10-262u(c)(2), P.A. 23-208 § 3 (Reg. Sess. 2023)
   Position 12,042 · Windsor Locks (165)
      Release FY2027-OCT-1 paid to the town on 2026-10-15: 145,682.25
      effective 2026-10-15 · recorded 2026-10-16T13:00:00.000000Z
      clause C.G.S. § 10-262u(c)(2), P.A. 23-208 § 3 (Reg. Sess. 2023)

2. Amount
   2,449.50

3. How it was found
   Month-end reconciliation by payee.
   Known to the agency since ____________________

4. How it was cured
   Both payments were returned and issued again.

5. What this draft rests on
   TRAINING · Practice · policy two-person · 12,050 records
   Events at 12,041, 12,042. Corrected events stay on record beside what
   corrects them; alliance replay DISTRICT shows both.

6. Before it is sent
   Whether § 4-33a calls for a notice is for the head of the agency to say;
   the section asks for it promptly, to both addressees, and names no least
   amount. Form CO-853 can take the place of this memo (UNVERIFIED: whether it
   is still in use). Read it, complete it, sign it: this program sends
   nothing.

DRAFT — not sent
"""


def test_a_draft_is_a_whole_memo_to_both_addressees() -> None:
    assert draft_notice(FACTS) == WHOLE


def test_events_stand_in_the_order_of_the_record_whatever_order_they_are_given_in() -> None:
    assert draft_notice(replace(FACTS, events=(PAID_WINDSOR, PAID_LOCKS))) == WHOLE


def test_what_is_not_cured_or_not_known_is_said_and_not_left_blank() -> None:
    text = draft_notice(replace(FACTS, cured_how="", amount=None))
    assert "2. Amount\n   Not known when this draft was prepared.\n" in text
    assert "4. How it was cured\n   Not cured when this draft was prepared.\n" in text


def test_a_known_zero_is_told_as_an_amount() -> None:
    assert "2. Amount\n   0.00\n" in draft_notice(replace(FACTS, amount=Money(0)))


def test_made_up_figures_are_marked_on_the_first_and_the_last_lines() -> None:
    lines = draft_notice(replace(FACTS, synthetic=True)).splitlines()
    mark = "SYNTHETIC — made-up figures, no notice about any real payment"
    assert lines[:2] == ["DRAFT — not sent", mark]
    assert lines[-2:] == [mark, "DRAFT — not sent"]


def test_an_event_of_the_ledger_itself_has_no_district() -> None:
    text = draft_notice(replace(FACTS, events=(replace(PAID_WINDSOR, district=None),)))
    assert "\n   Position 12,041\n" in text


def test_long_statements_and_many_districts_are_broken_into_lines() -> None:
    towns = tuple(district_named(str(code)) for code in range(1, 30))
    text = draft_notice(replace(FACTS, found_how="word " * 60 + "end", districts=towns))
    assert "\n           " in text[text.index("Districts") :]
    statement = text[text.index("3. How") : text.index("4. How")]
    assert all(len(line) <= 78 for line in statement.splitlines())


REFUSED = {
    "no event": (replace(FACTS, events=()), "no event is named"),
    "no district": (replace(FACTS, districts=()), "no district is named"),
    "an event twice": (
        replace(FACTS, events=(PAID_WINDSOR, PAID_WINDSOR)),
        "An event is named twice",
    ),
    "an amount below zero": (
        replace(FACTS, amount=Money.parse("-0.01")),
        "not below zero, and -0.01 is",
    ),
    "nothing about how it was found": (replace(FACTS, found_how=" "), "How it was found is blank"),
    "a cure with characters nobody can read": (
        replace(FACTS, cured_how="a\u0007"),
        "How it was cured holds the character",
    ),
    "a statement too long": (
        replace(FACTS, found_how="x" * (LONGEST_STATEMENT + 1)),
        "How it was found has 2,001 letters",
    ),
    "no number": (replace(FACTS, number=""), "The number of the notice is blank"),
    "nobody who prepared it": (replace(FACTS, prepared_by=""), "who prepared the notice is blank"),
}


@pytest.mark.parametrize(("facts", "told"), REFUSED.values(), ids=REFUSED)
def test_a_draft_that_tells_too_little_is_refused(facts: NoticeFacts, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        draft_notice(facts)
