"""`alliance receivables`: what is paid, scheduled, lowered, or taken from a later year.

A claim of the State is lowered on an instrument alone; a schedule moves days only. C.G.S.
§ 10-262u(g), § 3-7, § 4-181a, unverified. Not here: whether an act is allowed
(`domain/decisions/`).
"""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from cli.acts import Act, Known, LookUp, act
from cli.case_acts import Because, MaybePaper, WordsOnPaper, case_act, id_of
from domain.authority import Office
from domain.determination_state import Determination
from domain.errors import NotFoundError, UsageError
from domain.money import Money
from domain.owed_commands import Returner
from domain.owed_events import Instrument
from domain.receivables import equal_parts
from ledger.clock import parse_date

_Amount = Annotated[str, typer.Option("--amount", help="How much.", metavar="AMOUNT")]


def add_acts(app: typer.Typer) -> None:
    """Put the verbs that record an act on the noun."""
    case_act(app, "schedule")(schedule)
    case_act(app, "repay")(repay)
    case_act(app, "refund-repayment")(refund_repayment)
    case_act(app, "reduce-claim")(reduce_claim)
    case_act(app, "apply-reduction", in_later_year=True)(apply_reduction)
    case_act(app, "reverse-reduction", in_later_year=True)(reverse_reduction)
    act(app, "return-funds")(return_funds)


def schedule(
    due: Annotated[
        list[str],
        typer.Option(
            "--due",
            help="A day, or a day with its amount. Give it again for each; without amounts the "
            "parts are equal, the last takes the odd cents.",
            metavar="DATE=AMOUNT",
        ),
    ],
    agreed_with: Annotated[
        str, typer.Option("--agreed-with", help="Who agreed for the board.", metavar="NAME")
    ],
    paper: WordsOnPaper,
) -> Act:
    """Record when what is owed is paid; the total stays, so no instrument is needed."""
    fields = {"agreed_with": agreed_with, "document": paper}
    return Act("SetPaymentSchedule", fields, _parts(due))


def _parts(due: Sequence[str]) -> LookUp:
    """The parts as typed, or equal parts of what is open."""
    pairs = [(day, amount) for day, _, amount in (text.partition("=") for text in due)]
    if len({bool(amount) for _, amount in pairs}) > 1:
        raise UsageError(
            "Some days have an amount and some have none.",
            next_step="Write DATE=AMOUNT for each, or only the days for equal parts.",
        )
    days = [parse_date(day, "--due") for day, _ in pairs]

    def look_up(known: Known) -> Mapping[str, object]:
        if pairs[0][1]:
            amounts = [Money.parse(amount) for _, amount in pairs]
            parts = list(zip(days, amounts, strict=True))
        else:
            equal = equal_parts(_ordered(known).repay_open, sorted(days))
            parts = [(part.due_on, part.amount) for part in equal]
        return {"parts": [{"due_on": str(day), "amount": str(one)} for day, one in parts]}

    return look_up


def _ordered(known: Known) -> Determination:
    """The determination that is meant. Raises NotFoundError."""
    name = str(known.fields["determination"])
    found = known.state.claims.determinations.get(name)
    if found is None:
        shown = id_of(name, known.district, known.fiscal_year)
        raise NotFoundError(
            f"{known.district} {known.fiscal_year} has no determination {shown} on record.",
            details={"determination": shown},
            next_step="See: alliance receivables list",
        )
    return found


def repay(
    amount: _Amount,
    received_on: Annotated[
        str, typer.Option("--received-on", help="The day it came.", metavar="DATE")
    ],
    money_source: Annotated[
        str,
        typer.Option(
            "--money-source", help="Where the board has it from, in words.", metavar="TEXT"
        ),
    ],
    own_money: Annotated[
        bool,
        typer.Option(
            "--own-money/--alliance-money",
            help="Whose money the board says it is; only its own repays.",
        ),
    ],
    voucher: Annotated[
        str | None,
        typer.Option("--voucher", help="Its number in the Comptroller's system.", metavar="TEXT"),
    ] = None,
) -> Act:
    """Record what the board repaid of its own money; the grant's balance does not move."""
    fields = {
        "amount": amount,
        "received_on": received_on,
        "from_own_money": own_money,
        "money_source": money_source,
        "voucher": voucher,
    }
    return Act("RecordRepayment", fields)


def refund_repayment(
    amount: _Amount,
    because: Because,
    paper: WordsOnPaper,
    instrument: Annotated[
        Instrument | None,
        typer.Option(
            "--instrument",
            help="On which it is lowered then (default: the judgment or the granted "
            "reconsideration on record).",
        ),
    ] = None,
) -> Act:
    """Record what was paid back to the board of its repayment, since it was not owed after all."""
    fields = {
        "amount": amount,
        "reason": because,
        "document": paper,
        "instrument": instrument.value if instrument else None,
    }
    return Act("RefundRepayment", fields)


def reduce_claim(
    because: Because,
    by: Annotated[
        str | None,
        typer.Option("--by", help="By how much less is repaid.", metavar="AMOUNT"),
    ] = None,
    reduction_by: Annotated[
        str | None,
        typer.Option(
            "--reduction-by", help="By how much less a later year is reduced.", metavar="AMOUNT"
        ),
    ] = None,
    instrument: Annotated[
        Instrument | None,
        typer.Option("--instrument", help="By what authority; without one it is refused."),
    ] = None,
    authorized_by: Annotated[
        Office | None, typer.Option("--authorized-by", help="The office that has it.")
    ] = None,
    paper: MaybePaper = None,
) -> Act:
    """Claim less than was ordered, on an instrument of an office that has the authority."""
    fields = {
        "reason": because,
        "repay_less": by,
        "reduction_less": reduction_by,
        "instrument": instrument.value if instrument else None,
        "authorized_by": authorized_by.value if authorized_by else None,
        "document": paper,
    }
    return Act("ReduceClaim", fields)


def apply_reduction(
    amount: Annotated[
        str | None,
        typer.Option(
            "--amount", help="By how much (default: as much as is possible).", metavar="AMOUNT"
        ),
    ] = None,
) -> Act:
    """Reduce the new money of a later year; what it cannot take stays due."""
    return Act("ApplyReduction", {"amount": amount})


def reverse_reduction(amount: _Amount, because: Because) -> Act:
    """Take back a reduction of a later year, after a judgment or where it was a mistake."""
    return Act("ReverseReduction", {"amount": amount, "reason": because})


def return_funds(
    returned_by: Annotated[Returner, typer.Option("--by", help="Who gave it back.")],
    amount: _Amount,
    because: Because,
) -> Act:
    """Record grant money that came back without an order; it repays nothing."""
    fields = {"returned_by": returned_by.value, "amount": amount, "reason": because}
    return Act("ReturnFunds", fields)
