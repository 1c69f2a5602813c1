"""Stating opening balances, where this ledger begins mid-history.

The amounts come from a signed statement, not from events here, and every figure that rests on
them says so. The statement has to tie: carried in + withheld = held by all + spent.
"""

from collections.abc import Mapping
from itertools import pairwise

from domain.authority import Office
from domain.chart import STOCKS, Account
from domain.commands import ReportFact, StateOpeningBalance
from domain.decisions.case import Case, Decided, decided, require_not_negative, require_open
from domain.decisions.closing import require_previous_year_settled
from domain.decisions.refusals import (
    OpeningDoesNotTieError,
    OpeningNotFirstError,
    OpeningUnsignedError,
)
from domain.events import FactReported, OpeningBalanceStated
from domain.money import ZERO, Money, total
from domain.state import DistrictYear
from domain.statute.rules import Clause

# Balance names a statement may give, and the field of the event that keeps each.
STATED_FIELDS: Mapping[str, str] = {
    **{stock.value: stock.value for stock in STOCKS},
    "carry_in": "carry_in",
    "withheld_by_comptroller": "withheld",
    "spent_reported": "spent",
    "transferred": "transferred",
    "authorized": "authorized",
    "released": "released",
    "passed_through": "passed_through",
    "finding_open": "finding_open",
    "repay_due": "repay_due",
    "reduction_due": "reduction_due",
}


def state_opening_balance(
    command: StateOpeningBalance, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record balances from a signed statement, before any other money of the district-year.

    Where only stocks are given, they are the balance carried in; where only the balance carried
    in is given, it stands with the board, whose balance § 10-262u(h) is about. What was released
    or is in payment was authorized: it counts against the approved plan.
    Raises YearClosedError, OpeningUnsignedError, OpeningNotFirstError, PreviousYearOpenError,
    AmountNotPositiveError (below zero), OpeningDoesNotTieError (also for a name that cannot be
    stated).
    """
    require_open(state, case)
    if not command.document.strip() or not [name for name in command.signers if name.strip()]:
        raise OpeningUnsignedError(
            f"The opening balance of {case.name} needs its document and who signed it.",
            citation=case.cite(Clause.RECORDS),
            next_step="Name the document (its SHA-256) and at least one signer.",
        )
    standing = any(state.standing(account) for account in Account)
    earlier = state.opening is not None or state.carried_in is not None
    if earlier or state.withheld or standing:
        raise OpeningNotFirstError(
            f"{case.name} has money on record already; an opening balance would count it twice.",
            citation=case.cite(Clause.RECORDS),
            next_step="State it on a district-year without money, or correct what is there.",
        )
    require_previous_year_settled(case, "begin from a statement")
    _require_known_names(command, case)
    for name, amount in command.balances.items():
        require_not_negative(amount, name, case, Clause.RECORDS)
    amounts = _authorized(_completed(dict(command.balances)))
    _require_tie(amounts, case)
    event = OpeningBalanceStated(
        **{field: amounts.get(name, ZERO) for name, field in STATED_FIELDS.items()},
        document=command.document,
        signers=command.signers,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.RECORDS)


def report_fact(command: ReportFact, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record what a public source reported, as reported. It moves no money and binds nobody."""
    del state  # a reported fact may stand beside anything, even a closed year
    event = FactReported(
        kind=command.kind,
        words=command.words,
        amount=command.amount,
        reported_date=command.reported_date,
        source=command.source,
    )
    return decided(case, event, Office.SYSTEM, Clause.RECORDS)


def _completed(given: dict[str, Money]) -> dict[str, Money]:
    """The statement with what follows from it: stocks from flows, or what was carried in."""
    amount = {name: given.get(name, ZERO) for name in STATED_FIELDS}
    held = total([amount[stock.value] for stock in STOCKS])
    if any(stock.value in given for stock in STOCKS):
        came = held + amount["spent_reported"] - amount["withheld_by_comptroller"]
        return {**given, "carry_in": given.get("carry_in", came)}
    spent, carried = amount["spent_reported"], amount["carry_in"]
    if "withheld_by_comptroller" not in given:
        return {"carry_in": ZERO, **given, "held_by_board": carried - spent}
    # What came and did not go on stands there; what was carried in is the board's.
    return {
        "carry_in": ZERO,
        **given,
        "held_by_comptroller": amount["withheld_by_comptroller"] - amount["transferred"],
        "held_by_commissioner": amount["transferred"] - amount["released"],
        "held_by_town": amount["released"] - amount["passed_through"],
        "held_by_board": carried + amount["passed_through"] - spent,
    }


def _authorized(given: dict[str, Money]) -> dict[str, Money]:
    """The statement with what was authorized, where it does not say: all that went out."""
    return {"authorized": _gone_out(given), **given}


def _gone_out(amounts: Mapping[str, Money]) -> Money:
    return amounts.get("released", ZERO) + amounts.get("in_payment", ZERO)


def _require_tie(amounts: Mapping[str, Money], case: Case) -> None:
    held = total([amounts.get(stock.value, ZERO) for stock in STOCKS])
    spent = amounts.get("spent_reported", ZERO)
    carry_in = amounts["carry_in"]
    withheld = amounts.get("withheld_by_comptroller", ZERO)
    negative = [name for name, amount in amounts.items() if amount < ZERO]
    if negative or _flows_out_of_order(amounts) or carry_in + withheld != held + spent:
        raise OpeningDoesNotTieError(
            f"The opening balance of {case.name} does not tie: carried in {carry_in.display} + "
            f"withheld {withheld.display} is not held {held.display} + spent {spent.display}.",
            citation=case.cite(Clause.RECORDS),
            details={
                "carry_in": str(carry_in),
                "withheld": str(withheld),
                "held": str(held),
                "spent": str(spent),
            },
            next_step="Check the statement: what came in has to be where it stands or spent.",
        )


def _flows_out_of_order(amounts: Mapping[str, Money]) -> bool:
    """Whether more went on than came, where both are stated; carried money can go on as well."""
    carried = amounts["carry_in"]
    chain = ("withheld_by_comptroller", "transferred", "released", "passed_through")
    stated = [amounts[name] for name in chain if name in amounts]
    if amounts["authorized"] < _gone_out(amounts):
        return True
    return any(later > earlier + carried for earlier, later in pairwise(stated))


def _require_known_names(command: StateOpeningBalance, case: Case) -> None:
    unknown = sorted(set(command.balances) - set(STATED_FIELDS))
    if not command.balances:
        raise OpeningDoesNotTieError(
            f"The opening balance of {case.name} states nothing.",
            citation=case.cite(Clause.RECORDS),
            next_step=f"Names that can be stated: {', '.join(STATED_FIELDS)}.",
        )
    if unknown:
        raise OpeningDoesNotTieError(
            f"The opening balance of {case.name} names what cannot be stated: "
            f"{', '.join(unknown)}.",
            citation=case.cite(Clause.RECORDS),
            details={"unknown": ", ".join(unknown)},
            next_step=f"Names that can be stated: {', '.join(STATED_FIELDS)}.",
        )
