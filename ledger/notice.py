"""A draft notice of irregular handling of state funds, written from events. C.G.S. § 4-33a.

An agency that learns of such handling tells the Auditors of Public Accounts and the Comptroller
promptly. What the ledger knows of it (which acts, when, under which clause, for how much) is put in
order here; whether the section calls for a notice, and every word that goes out, is a person's.
A draft says on its first and last line that it was not sent, and nothing here sends, signs or
records anything. That form CO-853 can still take a memo's place is UNVERIFIED; the draft says so.
Not here: choosing the events and reading the ledger (the command line), service or filing.
"""

import textwrap
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.district import District
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from ledger.plain import require_text

LONGEST_STATEMENT: Final = 2000

_WIDE: Final = 78
_INDENT: Final = "   "
_BLANK: Final = "____________________"
_DRAFT: Final = "DRAFT — not sent"
_NOT_CURED: Final = "Not cured when this draft was prepared."
_BEFORE: Final = (
    "Whether § 4-33a calls for a notice is for the head of the agency to say; the section asks for "
    "it promptly, to both addressees, and names no least amount. Form CO-853 can take the place of "
    "this memo (UNVERIFIED: whether it is still in use). Read it, complete it, sign it: this "
    "program sends nothing."
)
_SYNTHETIC: Final = "SYNTHETIC — made-up figures, no notice about any real payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEvent:
    """One act the notice rests on, as the record has it.

    Attributes:
        position: its place in the ledger.
        district: whose it is; None for one of the ledger's own.
        effective_on: its legal date.
        recorded_at: the UTC instant it was written.
        sentence: what happened, in one sentence.
        citation: the clause it rests on.
    """

    position: int
    district: District | None
    effective_on: date
    recorded_at: str
    sentence: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """All that a draft notice says.

    Attributes:
        number: the notice's own number, such as "N-2026-07".
        fiscal_year: the year the money belongs to.
        events: what happened; at least one, each position once.
        districts: the towns concerned; at least one.
        amount: the amount handled irregularly, never negative; None where it is not known yet.
        found_how: how it came to light, in the words of whoever prepares the notice.
        cured_how: what mended it; "" where nothing has.
        prepared_by: who prepared the draft.
        prepared_on: the day it was prepared.
        headline: which ledger the facts are from, as every screen says.
        synthetic: whether any of the events is made up, or the ledger is for practice.
    """

    number: str
    fiscal_year: FiscalYear
    events: tuple[NoticeEvent, ...]
    districts: tuple[District, ...]
    amount: Money | None
    found_how: str
    cured_how: str
    prepared_by: str
    prepared_on: date
    headline: str
    synthetic: bool


def draft_notice(facts: NoticeFacts) -> str:
    """The memo as plain text, lines ended by a line feed, no line of a statement over 78 letters.

    Raises UsageError where there is nothing to tell of: no event, no district, a position twice, an
    amount below zero, or a statement that is blank, too long or unreadable.
    """
    _require_facts(facts)
    marks = [_DRAFT, *([_SYNTHETIC] if facts.synthetic else [])]
    sections = (
        marks,
        _heading(facts),
        ["1. What happened, and when", *_events(facts)],
        ["2. Amount", *_said(_amount(facts.amount))],
        ["3. How it was found", *_said(facts.found_how), *_known_since()],
        ["4. How it was cured", *_said(facts.cured_how or _NOT_CURED)],
        ["5. What this draft rests on", *_basis(facts)],
        ["6. Before it is sent", *_said(_BEFORE)],
        list(reversed(marks)),
    )
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _require_facts(facts: NoticeFacts) -> None:
    """Raises UsageError, see `draft_notice`."""
    require_text(facts.number, "The number of the notice")
    require_text(facts.prepared_by, "The name of who prepared the notice")
    require_text(facts.found_how, "How it was found", longest=LONGEST_STATEMENT)
    if facts.cured_how:
        require_text(facts.cured_how, "How it was cured", longest=LONGEST_STATEMENT)
    positions = [event.position for event in facts.events]
    if not positions or not facts.districts:
        missing = "no event" if not positions else "no district"
        raise UsageError(
            f"A notice under § 4-33a tells what happened, and {missing} is named.",
            next_step="Name the events by their positions; alliance replay shows them.",
        )
    if len(set(positions)) != len(positions):
        raise UsageError(
            "An event is named twice.", details={"positions": ", ".join(map(str, positions))}
        )
    if facts.amount is not None and facts.amount < ZERO:
        raise UsageError(
            f"The amount of a notice is not below zero, and {facts.amount.display} is.",
            next_step="Give the amount that was handled irregularly, without a sign.",
        )


def _heading(facts: NoticeFacts) -> list[str]:
    towns = ", ".join(str(town) for town in sorted(facts.districts, key=lambda one: one.name))
    first, last = facts.fiscal_year.first_day, facts.fiscal_year.last_day
    year = f"{facts.fiscal_year} (July 1, {first.year} – June 30, {last.year})"
    pairs = (
        ("To", "Auditors of Public Accounts"),
        ("", "Office of the State Comptroller"),
        ("From", f"{_BLANK} (head of the agency, or whom that person names)"),
        ("Sent on", f"{_BLANK} (not sent)"),
        ("Prepared", f"{facts.prepared_by}, {facts.prepared_on}"),
        ("Subject", "Notice under C.G.S. § 4-33a: handling of state funds,"),
        ("", f"Alliance District grant (C.G.S. § 10-262u), {year}"),
    )
    lines = [f"{name:<11}{text}" for name, text in pairs]
    lines += textwrap.wrap(
        towns, _WIDE, initial_indent=f"{'Districts':<11}", subsequent_indent=" " * 11
    )
    return [f"MEMORANDUM · notice {facts.number}", "", *lines]


def _events(facts: NoticeFacts) -> list[str]:
    """Each act in the order of the record, with its dates and its clause."""
    lines: list[str] = []
    for event in sorted(facts.events, key=lambda one: one.position):
        about = f" · {event.district}" if event.district else ""
        lines += [
            f"{_INDENT}Position {event.position:,}{about}",
            *_said(event.sentence, deeper=True),
            f"{_INDENT * 2}effective {event.effective_on} · recorded {event.recorded_at}",
            *_said(f"clause {event.citation}", deeper=True),
        ]
    return lines


def _amount(amount: Money | None) -> str:
    return "Not known when this draft was prepared." if amount is None else amount.display


def _known_since() -> list[str]:
    return [f"{_INDENT}Known to the agency since {_BLANK}"]


def _basis(facts: NoticeFacts) -> list[str]:
    positions = ", ".join(f"{position:,}" for position in sorted(e.position for e in facts.events))
    return [
        *_said(facts.headline),
        *_said(
            f"Events at {positions}. Corrected events stay on record beside what corrects them; "
            "alliance replay DISTRICT shows both."
        ),
    ]


def _said(text: str, *, deeper: bool = False) -> list[str]:
    """A statement, indented and broken into lines."""
    indent = _INDENT * (2 if deeper else 1)
    return textwrap.wrap(text, _WIDE, initial_indent=indent, subsequent_indent=indent)
