"""Decisions under § 10-262u(g) and (h): the expenditure report, and the close of a year."""

from dataclasses import replace

from domain.authority import Office
from domain.chart import Account
from domain.commands import CloseFiscalYear, SubmitExpenditureReport
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_not_negative,
    require_open,
)
from domain.decisions.possible import BEFORE_PAYMENT
from domain.decisions.refusals import (
    NextYearClosedError,
    NextYearOpenedOtherwiseError,
    NotDesignatedError,
    PaymentOpenError,
    PreviousYearOpenError,
    ReportAlreadySubmittedError,
    ReportBelowStatedError,
    ReportMissingError,
    YearNotOverError,
)
from domain.events import BalanceCarriedIn, ExpenditureReported, FiscalYearClosed
from domain.figures import Basis, available, balance, basis, board_advance, carry_out, figure
from domain.money import ZERO, Money, total
from domain.release_state import ReleaseStatus
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.words import typed

_OPEN = (*BEFORE_PAYMENT, ReleaseStatus.ISSUED)


def submit_expenditure_report(
    command: SubmitExpenditureReport, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record what the board reported; above what is available it is the board's own money.

    Raises YearClosedError, NotDesignatedError, AmountNotPositiveError (below zero),
    ReportAlreadySubmittedError, ReportBelowStatedError. Source: C.G.S. § 10-262u(g).
    """
    require_open(state, case)
    _require_in_program(state, case)
    require_not_negative(command.spent, "reported spending", case, Clause.REPORT)
    if state.report is not None:
        raise ReportAlreadySubmittedError(
            f"{case.name} has a report of {state.report.spent.display} on record.",
            citation=case.cite(Clause.REPORT),
            details={"spent": str(state.report.spent)},
            next_step="Correct that record if it is wrong: alliance correct POSITION.",
        )
    stated = state.opening.spent if state.opening else ZERO
    if command.spent < stated:
        raise ReportBelowStatedError(
            f"The report of {case.name} says {command.spent.display} for the whole year, and the "
            f"signed opening statement counted {stated.display} of it already.",
            citation=case.cite(Clause.REPORT),
            details={"spent": str(command.spent), "stated": str(stated)},
            next_step="Report the whole year, or correct the statement first (alliance correct).",
        )
    return decided(case, report_of(command.spent, state), Office.BOARD_OF_EDUCATION, Clause.REPORT)


def report_of(spent: Money, state: DistrictYear) -> ExpenditureReported:
    """Split reported spending into grant money on hand and the board's own money.

    What an opening statement counted as spent is part of the year's report and is not split again.
    """
    new = max(ZERO, spent - (state.opening.spent if state.opening else ZERO))
    held = max(ZERO, balance("held_by_board", state))
    from_grant = min(new, held)
    return ExpenditureReported(
        spent=spent,
        from_grant=from_grant,
        from_own_money=new - from_grant,
        above_available=max(ZERO, spent - max(ZERO, available(state))),
    )


def close_fiscal_year(
    command: CloseFiscalYear, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Close the year and carry its balance, part by part, into the next: two events, two streams.

    Raises YearClosedError, NotDesignatedError, YearNotOverError, ReportMissingError,
    PaymentOpenError, PreviousYearOpenError, NextYearClosedError, NextYearOpenedOtherwiseError.
    Source: C.G.S. § 10-262u(h): no cap, no expiry.
    """
    del command  # it has no fields: the balance comes from the record
    require_open(state, case)
    _require_in_program(state, case)
    _require_ready_to_close(state, case)
    require_previous_year_settled(case, "close")
    _require_next_year_open(case)
    closing, opening = _balance_carried(state, case)
    # Both halves take effect on one day, so that no day counts the balance twice.
    (closed,) = decided(case, closing, Office.DEPARTMENT, Clause.CARRY_FORWARD)
    return (
        closed,
        replace(closed, fiscal_year=case.fiscal_year.next, event=opening),
    )


def _balance_carried(state: DistrictYear, case: Case) -> tuple[FiscalYearClosed, BalanceCarriedIn]:
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
    }
    closing = FiscalYearClosed(
        carry_out=carried,
        rests_on_statement=stated,
        next_fiscal_year=case.fiscal_year.next.ends_in,
        **parts,
    )
    opening = BalanceCarriedIn(
        carry_in=carried,
        rests_on_statement=stated,
        previous_fiscal_year=case.fiscal_year.ends_in,
        **parts,
    )
    return closing, opening


def _require_in_program(state: DistrictYear, case: Case) -> None:
    """A district that left the program still reports on, and carries, money it brought along."""
    if state.designation is None and state.carried_in is None and state.opening is None:
        raise NotDesignatedError(
            f"{case.name} is not designated and holds no Alliance money from an earlier year.",
            citation=case.cite(Clause.REPORT),
            details={"district": case.district.name, "fiscal_year": str(case.fiscal_year.ends_in)},
            next_step="Check the district and the year.",
        )


def _require_ready_to_close(state: DistrictYear, case: Case) -> None:
    if case.effective_on < case.fiscal_year.last_day:
        raise YearNotOverError(
            f"{case.fiscal_year} ends on {case.fiscal_year.last_day} and cannot close on "
            f"{case.effective_on}.",
            citation=case.cite(Clause.CARRY_FORWARD),
            details={"last_day": str(case.fiscal_year.last_day)},
            next_step="Close it on or after June 30.",
        )
    if state.report is None and state.standing(Account.SPENT) == ZERO:
        raise ReportMissingError(
            f"{case.name} has no expenditure report on record, so it cannot close.",
            citation=case.cite(Clause.REPORT),
            next_step="Record the board's report first: alliance record SubmitExpenditureReport "
            f"{case.place} spent=AMOUNT",
        )
    open_releases = sorted(
        name for name, release in state.releases.items() if release.status in _OPEN
    )
    if open_releases:
        names = ", ".join(open_releases)
        raise PaymentOpenError(
            f"{case.name} has releases authorized or in payment: {names}.",
            citation=case.cite(Clause.RELEASE),
            details={"releases": names},
            next_step="Issue and confirm them, or withdraw them if not in payment "
            "(alliance release withdraw).",
        )
    in_error = -state.standing(Account.PAID_IN_ERROR)
    if in_error:
        raise PaymentOpenError(
            f"{case.name} was paid {in_error.display} above what was authorized, and it has not "
            "come back.",
            citation=case.cite(Clause.PAYMENT),
            details={"paid_in_error": str(in_error)},
            next_step="Record what came back first (alliance payments overpayment-returned).",
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
        or figure("transferred", before) != ZERO
    )
    if before.closed is None and lived:
        raise PreviousYearOpenError(
            f"{case.district.name} {case.fiscal_year.previous} is not closed, so "
            f"{case.fiscal_year} cannot {act}: its balance would have nowhere to go.",
            citation=case.cite(Clause.CARRY_FORWARD),
            details={"open": str(case.fiscal_year.previous)},
            next_step=f"Close {case.fiscal_year.previous} first: alliance record CloseFiscalYear "
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
