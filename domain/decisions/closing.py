"""Decisions under § 10-262u(h): the close of a year, and what its balance is made of.

Not here: the report it closes on (`report.py`), what is restated when a closed year changes
(`restating.py`).
"""

from dataclasses import replace

from domain.authority import Office
from domain.chart import Account
from domain.commands import CloseFiscalYear
from domain.decisions.case import Case, Decided, decided
from domain.decisions.refusals import (
    NextYearClosedError,
    NextYearOpenedOtherwiseError,
    PaymentOpenError,
    PreviousYearOpenError,
    ReportMissingError,
    YearClosedError,
    YearNotOverError,
)
from domain.decisions.report import require_in_program
from domain.decisions.report_refusals import ReportNotCertifiedError, ReportTooEarlyError
from domain.events import BalanceCarriedIn, FiscalYearClosed
from domain.figures import Basis, basis, board_advance, carry_out, figure
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, total
from domain.release_state import ReleaseStatus
from domain.spoken_for import BEFORE_PAYMENT, residency_left
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.words import typed

_OPEN = (*BEFORE_PAYMENT, ReleaseStatus.ISSUED)


def close_fiscal_year(
    command: CloseFiscalYear, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Close the year and carry its balance, part by part, into the next: two events, two streams.

    It takes effect on the day asked for, or on that of the last record it rests on.

    Raises YearClosedError, NotDesignatedError, YearNotOverError, ReportMissingError,
    ReportNotCertifiedError, PaymentOpenError, ReportTooEarlyError, PreviousYearOpenError,
    NextYearClosedError, NextYearOpenedOtherwiseError.
    Source: C.G.S. § 10-262u(h): no cap, no expiry.
    """
    del command  # it has no fields: the balance comes from the record
    _require_not_closed(state, case)
    require_in_program(state, case)
    _require_year_over(case)
    require_ready_to_close(state, case, case.fiscal_year)
    _require_reported_after(case)
    require_previous_year_settled(case, "close")
    _require_next_year_open(case)
    closing, opening = balance_carried(state, case.fiscal_year)
    # A year closes on its report and on the money as it stands: not before the last of them. Both
    # halves take effect on one day, so that no day counts the balance twice.
    on = max(case.effective_on, case.ground_on or case.effective_on)
    (closed,) = decided(case, closing, Office.DEPARTMENT, Clause.CARRY_FORWARD, effective_on=on)
    return (
        closed,
        replace(closed, fiscal_year=case.fiscal_year.next, event=opening),
    )


def balance_carried(
    state: DistrictYear, year: FiscalYear
) -> tuple[FiscalYearClosed, BalanceCarriedIn]:
    """Both halves of the balance a year carries out if it closes as it stands, part by part.

    Of a residency set-aside what was not released stays set aside, § 10-156gg(f). What was released
    and not spent goes on with the board's balance: no report says what was spent on residency.
    """
    carried = carry_out(state)
    advanced = board_advance(state)
    at_comptroller = state.standing(Account.HELD_BY_COMPTROLLER)
    at_commissioner = state.standing(Account.HELD_BY_COMMISSIONER)
    at_town = state.standing(Account.HELD_BY_TOWN)
    at_board = state.standing(Account.HELD_BY_BOARD)
    standing = total([at_comptroller, at_commissioner, at_town, at_board])
    stated = basis("available", state) is Basis.STATED
    parts = {
        "at_comptroller": at_comptroller,
        "at_commissioner": at_commissioner,
        "at_town": at_town,
        "at_board": at_board,
        "not_withheld": carried - (standing - advanced),
        "advanced_by_board": advanced,
        "residency": max(ZERO, residency_left(state)),
    }
    closing = FiscalYearClosed(
        carry_out=carried,
        rests_on_statement=stated,
        next_fiscal_year=year.next.ends_in,
        **parts,
    )
    opening = BalanceCarriedIn(
        carry_in=carried,
        rests_on_statement=stated,
        previous_fiscal_year=year.ends_in,
        **parts,
    )
    return closing, opening


def _require_not_closed(state: DistrictYear, case: Case) -> None:
    if state.closed is not None:
        after = f"{typed(case.district.name)} --fiscal-year {case.fiscal_year.next}"
        raise YearClosedError(
            f"{case.name} is closed already: {state.closed.carry_out.display} went to "
            f"{case.fiscal_year.next}.",
            citation=case.cite(Clause.CARRY_FORWARD),
            details={"carry_out": str(state.closed.carry_out)},
            next_step=f"Nothing needs to be recorded. See: alliance balance show {after}",
        )


def _require_year_over(case: Case) -> None:
    if case.effective_on < case.fiscal_year.last_day:
        raise YearNotOverError(
            f"{case.fiscal_year} ends on {case.fiscal_year.last_day} and cannot close on "
            f"{case.effective_on}.",
            citation=case.cite(Clause.CARRY_FORWARD),
            details={"last_day": str(case.fiscal_year.last_day)},
            next_step="Close it on or after June 30.",
        )


def _require_reported_after(case: Case) -> None:
    """What the whole year spent cannot be said, or certified, before its last day."""
    said_on, last = case.reported_on, case.fiscal_year.last_day
    if said_on is None or said_on >= last:
        return
    raise ReportTooEarlyError(
        f"The report of {case.name} is of {said_on}, and the year ended on {last}: it cannot say "
        "what the whole year spent.",
        citation=case.cite(Clause.REPORT),
        details={"reported_on": str(said_on), "last_day": str(last)},
        next_step="Record the report the board sends after the year (alliance report amend), or, "
        "where only the day is wrong, take the record back (alliance correct) and record it anew.",
    )


def require_ready_to_close(state: DistrictYear, case: Case, year: FiscalYear) -> None:
    """Raises where a year that is over cannot be, or stay, closed as it stands.

    ReportMissingError, ReportNotCertifiedError, PaymentOpenError (in payment, or paid in error).
    """
    name = f"{case.district.name} {year}"
    if state.report is None and state.standing(Account.SPENT) == ZERO:
        raise ReportMissingError(
            f"{name} has no expenditure report on record, so it cannot close.",
            citation=case.cite(Clause.REPORT),
            next_step="Register the board's report first (alliance intake report), or record its "
            f"total: alliance report submit-total {typed(case.district.name)} --fiscal-year {year} "
            "--spent AMOUNT",
        )
    _require_certified(state, case, year)
    open_releases = sorted(
        name for name, release in state.releases.items() if release.status in _OPEN
    )
    if open_releases:
        names = ", ".join(open_releases)
        raise PaymentOpenError(
            f"{name} has releases authorized or in payment: {names}.",
            citation=case.cite(Clause.RELEASE),
            details={"releases": names},
            next_step="Issue and confirm them, or withdraw them if not in payment "
            "(alliance release withdraw).",
        )
    in_error = -state.standing(Account.PAID_IN_ERROR)
    if in_error:
        raise PaymentOpenError(
            f"{name} was paid {in_error.display} above what was authorized, and it has not "
            "come back.",
            citation=case.cite(Clause.PAYMENT),
            details={"paid_in_error": str(in_error)},
            next_step="Record what came back first (alliance payments overpayment-returned).",
        )


def _require_certified(state: DistrictYear, case: Case, year: FiscalYear) -> None:
    if state.report is not None and not state.report.certified:
        raise ReportNotCertifiedError(
            f"Report {state.report.number} of {case.district.name} {year} is not certified, and a "
            "year closes only on a certified report.",
            citation=case.cite(Clause.REPORT),
            details={"report": str(state.report.number), "spent": str(state.report.spent)},
            next_step="Record who certified it, and when: alliance report certify "
            f"{typed(case.district.name)} --fiscal-year {year}",
        )


def require_previous_year_settled(case: Case, act: str) -> None:
    """Raises PreviousYearOpenError while the year before has an account here that is not closed.

    A year of which only a published withholding is known was not lived here; it stays as it is.
    """
    before = case.previous_year
    lived = (
        before.report is not None
        or bool(before.plans)
        or before.opening is not None
        or before.carried_in is not None
        or (before.withheld and before.published_withholding is None)
        or figure("transferred", before) != ZERO
    )
    if before.closed is None and lived:
        raise PreviousYearOpenError(
            f"{case.district.name} {case.fiscal_year.previous} is not closed, so "
            f"{case.fiscal_year} cannot {act}: its balance would have nowhere to go.",
            citation=case.cite(Clause.CARRY_FORWARD),
            details={"open": str(case.fiscal_year.previous)},
            next_step=f"Close {case.fiscal_year.previous} first: alliance year close "
            f"{typed(case.district.name)} --fiscal-year {case.fiscal_year.previous}",
        )


def _require_next_year_open(case: Case) -> None:
    following = case.next_year
    if following.closed is not None:
        raise NextYearClosedError(
            f"{case.district.name} {case.fiscal_year.next} is closed and cannot take a balance.",
            citation=case.cite(Clause.CARRY_FORWARD),
            next_step="Close the years in their order.",
        )
    if following.carried_in is not None or following.opening is not None:
        raise NextYearOpenedOtherwiseError(
            f"{case.district.name} {case.fiscal_year.next} already has an opening balance.",
            citation=case.cite(Clause.CARRY_FORWARD),
            next_step="Take the stated opening balance back first (alliance correct) if it is to "
            "be derived.",
        )
