"""One plain sentence for each event of what a board reported to have spent.

Not here: the other events (`domain/sentences.py`).
"""

from typing import assert_never

from domain import report_events as r
from domain.money import Money
from domain.words import how_many


def report_sentence(event: r.ReportEvent) -> str:
    """What happened, in one sentence without a full stop."""
    match event:
        case r.InterimSpendingReported():
            left = event.unspent_at_year_end
            then = f"; expects {left.display} to be left on June 30" if left is not None else ""
            return (
                f"Board estimated {event.spent.display} spent by {event.as_of}{then}; an estimate, "
                "not counted"
            )
        case r.ExpenditureReported():
            return _report(event) + _by_lines(event) + _certified(event)
        case r.ReportCertified():
            return (
                f"Report {event.report} certified by {event.certified_by} on {event.certified_on}"
            )
        case r.ExpenditureReportAmended():
            return _amended(event) + _by_lines(event) + _certified(event)
        case r.ExpenditureReclassified():
            to = f"line {event.target}" if event.target else "the board's own funds"
            word = f"; on the word of {event.authority}" if event.authority else ""
            return (
                f"Reclassified {event.amount.display} from line {event.source} to {to}: "
                f"{event.spent.display} spent in all ({event.reason}{word})"
            )
        case r.ExpenditureRefunded():
            line = f" on line {event.line}" if event.line else ""
            return (
                f"Refund of {event.amount.display}{line} came back to the board on "
                f"{event.received_on}: {event.spent.display} spent in all ({event.reason})"
            )
        case r.CrosswalkSet():
            return (
                f"Crosswalk of {how_many(len(event.entries), 'account')} to lines of the plan, "
                f"stated by {event.stated_by}"
            )
        case _:
            assert_never(event)


def _report(event: r.ExpenditureReported) -> str:
    own = event.from_own_money
    if not own:
        return f"Board reported {event.spent.display} spent"
    above = event.above_available
    over = f", of which {above.display} is above what is available" if above else ""
    return (
        f"Board reported {event.spent.display} spent: {event.from_grant.display} from the grant, "
        f"{own.display} from its own money{over}"
    )


def _amended(event: r.ExpenditureReportAmended) -> str:
    moved = event.grant_more + event.own_more - event.grant_less - event.own_less
    changed = f"{_more_or_less(moved)} than before" if moved else "the same total as before"
    return (
        f"Board amended its report (report {event.report}): {event.spent.display} spent, "
        f"{changed}{_whose(event)} ({event.reason})"
    )


def _whose(event: r.ExpenditureReportAmended) -> str:
    """Whose money moved, where not the grant's alone did, and what no grant can cover."""
    grant, own = event.grant_more - event.grant_less, event.own_more - event.own_less
    of_each = [
        f"{_more_or_less(moved)} from {whose}"
        for moved, whose in ((grant, "the grant"), (own, "its own money"))
        if moved
    ]
    said = f": {', '.join(of_each)}" if own else ""
    above = event.above_available
    return said + (f"; {above.display} is above what is available" if above else "")


def _more_or_less(moved: Money) -> str:
    return f"{moved.display} more" if moved.cents > 0 else f"{(-moved).display} less"


def _by_lines(event: r.ExpenditureReported | r.ExpenditureReportAmended) -> str:
    return f", by {how_many(len(event.lines), 'line')}" if event.lines else ""


def _certified(event: r.ExpenditureReported | r.ExpenditureReportAmended) -> str:
    if event.certified_by:
        return f"; certified by {event.certified_by} on {event.certified_on}"
    return "; not certified yet" if event.register else ""
