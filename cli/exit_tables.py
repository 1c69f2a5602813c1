"""The lists of `alliance exit rehearse`: money, policies, commands; and all of it for files.

Not here: the figures (`domain/leaving.py`).
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from cli.counterfactual import MARKED, CellRow, CounterfactualTable
from cli.made_up import MADE_UP
from cli.render import Column
from domain.counterfactual import Counterfactual, counterfactual_total
from domain.district import District
from domain.leaving import Leaves
from domain.leaving_asked import Asked, Refusal
from domain.money import Money, known_total, total
from domain.setting_events import ExitChoice
from domain.words import how_many

_NAME = "exit.rehearse"
_MARK = f"{MARKED}no designation in force"
_WHO = (Column("district", "district"), Column("town_code", "code"))
_STANDS = (
    Column("with_comptroller", "Comptroller"),
    Column("with_commissioner", "Commissioner"),
    Column("in_payment", "in payment"),
    Column("with_town", "town"),
    Column("with_board", "board"),
    Column("advanced", "advanced"),
    Column("balance", "balance"),
)
_OPEN = (
    Column("finding_open", "findings open"),
    Column("repay_due", "repayment due"),
    Column("reduction_due", "reduction due"),
)
_UNKNOWN = (
    Column("not_followed", "withheld, not followed"),
    Column("not_withheld", "portion not withheld"),
)
_POLICIES = (
    Column("carry", "(a) carry"),
    Column("return", "(b) return"),
    Column("offset", "(c) offset"),
    Column("a_less_b", "(a) less (b)"),
    Column("a_less_c", "(a) less (c)"),
)
_HANDLED = (Column("handled", "handled as"), Column("handled_on", "on", on_screen=False))
_CITATION = Column("citation", "citation", on_screen=False)
_SILENT = "C.G.S. § 10-262u(b), (g), (h); silent on exit"
_NOT_FOLLOWED = (
    "Withheld, not followed: published as withheld in years whose transfers are not recorded here; "
    "where it went is not known, and it is in no balance."
)
_NOT_WITHHELD = "Portion not withheld: of the last year's portion, what is not withheld on record."
_NOTHING = (
    "0.00 says that nothing of the kind is recorded here, not that nothing happened. What this "
    "ledger holds: alliance coverage list"
)
_LEFT = "What the board has of its balance under each policy."
_ASKED = (
    "Each command was asked of the rules with a made-up balance of 1,000,000.00, the steps it "
    "rests on taken as made; nothing was recorded."
)


def whole_table(
    leaving: Sequence[Leaves],
    policy: ExitChoice,
    notes: Sequence[str],
    made_up: Collection[District],
) -> CounterfactualTable:
    """Everything about each district in one row, with totals and a proof over the balance."""
    return CounterfactualTable(
        name=_NAME,
        columns=(
            *_WHO,
            *_STANDS,
            *_OPEN,
            *_UNKNOWN,
            *_POLICIES,
            Column("under_policy", "under the policy"),
            Column("policy", "policy"),
            *_HANDLED,
            MADE_UP,
            _CITATION,
        ),
        rows=[{**_row(one, policy), MADE_UP.key: one.district in made_up} for one in leaving],
        mark=_MARK,
        totals=_totals(leaving, policy) if leaving else {},
        proof=_proof(leaving) if leaving else "",
        notes=[_LEFT, _NOT_FOLLOWED, _NOT_WITHHELD, _NOTHING, *notes],
        empty="No district is designated in the last year of the term on this record. Load the "
        "public record: alliance demo.",
    )


def money_table(
    rows: Sequence[CellRow], totals: CellRow, leaving: Sequence[Leaves]
) -> CounterfactualTable:
    """Where the money stands and what is open, as on record."""
    return CounterfactualTable(
        name=_NAME,
        columns=(*_WHO, *_STANDS, *_OPEN, *_UNKNOWN, MADE_UP),
        rows=rows,
        mark=_MARK,
        totals=totals,
        proof=_proof(leaving),
        notes=[_NOT_FOLLOWED, _NOT_WITHHELD, _NOTHING],
    )


def policy_table(
    rows: Sequence[CellRow], totals: CellRow, leaving: Sequence[Leaves], policy: ExitChoice
) -> CounterfactualTable:
    """The three policies side by side; the chosen one says so in its heading."""
    columns = [
        replace(column, title=f"{column.title}, chosen") if column.key == policy.value else column
        for column in _POLICIES
    ]
    return CounterfactualTable(
        name=_NAME,
        columns=(
            *_WHO,
            *columns,
            *(_HANDLED if any(one.handled for one in leaving) else ()),
            MADE_UP,
        ),
        rows=rows,
        mark=_MARK,
        totals=totals,
        proof=_proof_of_policies(leaving),
        notes=[_LEFT],
    )


def asked_table(asked: Sequence[Asked], notes: Sequence[str]) -> CounterfactualTable:
    """Each command on the day, for the last year and for the one after."""
    return CounterfactualTable(
        name=_NAME,
        columns=(
            Column("command", "command"),
            Column("last_year", "for the last year"),
            Column("next_year", "for the year after"),
            Column("clause", "clause"),
            Column("why", "why"),
        ),
        rows=[
            {
                "command": one.command,
                "last_year": _said(one.last_year),
                "next_year": _said(one.next_year),
                "clause": _clause(one.next_year),
                "why": _why(one.next_year),
            }
            for one in asked
        ],
        mark=_MARK,
        notes=[_ASKED, *notes],
    )


def _row(one: Leaves, policy: ExitChoice) -> CellRow:
    return {
        "district": one.district,
        "town_code": one.district.code,
        "with_comptroller": one.with_comptroller,
        "with_commissioner": one.with_commissioner,
        "in_payment": one.in_payment,
        "with_town": one.with_town,
        "with_board": one.with_board,
        "advanced": one.advanced,
        "balance": one.balance,
        "finding_open": one.finding_open,
        "repay_due": one.repay_due,
        "reduction_due": one.reduction_due,
        "not_followed": one.not_followed,
        "not_withheld": one.not_withheld,
        **{each.value: one.left_to_board(each) for each in ExitChoice},
        "a_less_b": one.less_than_carried(ExitChoice.RETURN),
        "a_less_c": one.less_than_carried(ExitChoice.OFFSET),
        "under_policy": one.left_to_board(policy),
        "policy": policy.value,
        "handled": f"{one.handled.choice} {one.handled.balance.display}" if one.handled else None,
        "handled_on": one.handled.document if one.handled else None,
        "citation": _SILENT,
    }


def _totals(leaving: Sequence[Leaves], policy: ExitChoice) -> CellRow:
    rows = [_row(one, policy) for one in leaving]
    sums: dict[str, Money | Counterfactual | None] = {}
    for column in (*_STANDS, *_OPEN, *_UNKNOWN):
        sums[column.key] = known_total(
            amount for row in rows if isinstance(amount := row[column.key], Money)
        )
    for key in (*(column.key for column in _POLICIES), "under_policy"):
        supposed = [amount for row in rows if isinstance(amount := row[key], Counterfactual)]
        sums[key] = counterfactual_total(supposed)
    return {**sums, "rows": len(leaving)}


def _proof(leaving: Sequence[Leaves]) -> str:
    parts = (
        total([one.with_comptroller for one in leaving]),
        total([one.with_commissioner for one in leaving]),
        total([one.in_payment for one in leaving]),
        total([one.with_town for one in leaving]),
        total([one.with_board for one in leaving]),
    )
    added = " + ".join(part.display for part in parts)
    advanced = total([one.advanced for one in leaving])
    balance = total([one.balance for one in leaving])
    return (
        f"{added} − advanced {advanced.display} = {balance.display} balance, "
        f"{how_many(len(leaving), 'district')}"
    )


def _said(refusal: Refusal | None) -> str:
    return "refused" if refusal else "possible"


def _clause(refusal: Refusal | None) -> str:
    return refusal.citation.short if refusal and refusal.citation else ""


def _why(refusal: Refusal | None) -> str:
    """What stopped it, without the list of neighbors that a gap in the law comes with."""
    return refusal.message.partition(" Nearest: ")[0] if refusal else ""


def _proof_of_policies(leaving: Sequence[Leaves]) -> str:
    """Each difference, from the sums of its two columns."""
    carry = counterfactual_total(one.left_to_board(ExitChoice.CARRY) for one in leaving)
    parts = []
    for other in (ExitChoice.RETURN, ExitChoice.OFFSET):
        left = counterfactual_total(one.left_to_board(other) for one in leaving)
        less = counterfactual_total(one.less_than_carried(other) for one in leaving)
        parts.append(f"{carry.display} − {left.display} = {less.display}")
    return "; ".join(parts)
