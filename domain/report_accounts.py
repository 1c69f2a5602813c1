"""A report by line held to its own accounts, where a file has both.

What could not be read hides nothing else: a line is compared unless one of its own amounts is
unknown, or a row that stands on no line may be what is missing on it. Source: C.G.S. § 10-262u(g).
Not here: the accounts put on lines (`domain/report_reading.py`).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from domain.money import ZERO, Money
from domain.plan_content import Discrepancy, Severity, note, stop
from domain.report_content import ReportContent, ReportedLine
from domain.report_reading import AMOUNTS, ReadReport

_NOTHING: Final = (ZERO,) * len(AMOUNTS)
_MOST: Final = 4096  # sums of rows on no line: 12 rows; with more, any difference may be theirs


def held_to_accounts(read: ReadReport, accounts: ReadReport) -> ReadReport:
    """A report by line, with what is wrong in its accounts and between both.

    `accounts`: the same report added up from its accounts, without what is wrong with the form.
    """
    found = [*accounts.discrepancies]
    if read.readable is not None and accounts.readable is not None:
        found += _differing(read, accounts, read.readable, accounts.readable)
    differ = any(one.severity is Severity.STOPS for one in found)
    stopped = accounts.content is None or differ
    return replace(
        read,
        content=None if stopped else read.content,
        discrepancies=(*read.discrepancies, *found),
    )


def _differing(
    read: ReadReport, accounts: ReadReport, statement: ReportContent, books: ReportContent
) -> Iterator[Discrepancy]:
    """Lines that differ for certain; a note where others have to wait."""
    stated, added = ({line.key: _amounts(line) for line in of.lines} for of in (statement, books))
    waits = bool(read.loose or accounts.loose)
    for key in stated | added:
        pairs = zip(stated.get(key, _NOTHING), added.get(key, _NOTHING), strict=True)
        for name, (one, other) in zip(AMOUNTS, pairs, strict=True):
            part = f"line {key} column {name}"
            if not (read.places.was_read(part) and accounts.places.was_read(part)):
                waits = True
            elif one != other and not _may_be_loose(one - other, name, read, accounts):
                told = (
                    f"Line {key:.40} says {one.display}; its accounts add up to {other.display}. "
                    "Mend the one that is wrong."
                )
                yield stop("accounts_differ", read.places.of(part), told)
    if waits:
        told = (
            "Not checked in full until every amount can be read and stands on a line: whether the "
            "lines agree with their accounts."
        )
        yield note("accounts_waiting", read.places.of("total column paid"), told)


def _may_be_loose(apart: Money, name: str, read: ReadReport, accounts: ReadReport) -> bool:
    """Whether rows on no line, once they are on one, may be what is apart in a column of a line."""
    loose = [*accounts.loose, *read.loose]
    if any(row.columns.get(name) in accounts.places.unread for row in loose):
        return True
    amounts = [row.amount(name) for row in accounts.loose]
    amounts += [ZERO - row.amount(name) for row in read.loose]
    sums = {ZERO}
    for amount in amounts:
        sums |= {one + amount for one in sums}
        if len(sums) > _MOST:
            return True
    return apart in sums


def _amounts(line: ReportedLine) -> tuple[Money, ...]:
    """The amounts of a line, in the order of `AMOUNTS`."""
    return (line.paid, line.paid_after, line.obligated, line.local)
