"""`alliance determination`: counsel's procedure, the notice, the response, the decision.

C.G.S. § 10-262u(g); the procedure around it (§§ 4-177, 4-180) is what counsel said, unverified. Not
here: what follows on a decision (`determination_answers.py`), what is owed (`receivables.py`).
"""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from cli.acts import Act, Known, LookUp
from cli.case_acts import Because, WordsOnPaper, case_act
from domain.determination_events import Procedure
from domain.errors import UsageError
from domain.money import ZERO, Money

Shares = Annotated[
    list[str] | None,
    typer.Option(
        "--finding",
        help="A finding, whole as far as it is open, or an amount of it. Give it again for each.",
        metavar="NAME=AMOUNT",
    ),
]
_Repay = Annotated[
    str | None, typer.Option("--repay", help="What the board repays.", metavar="AMOUNT")
]
_Reduce = Annotated[
    str | None,
    typer.Option("--reduce", help="By what a later year is reduced.", metavar="AMOUNT"),
]
_RespondBy = Annotated[
    str,
    typer.Option("--respond-by", help="Until when the board may respond.", metavar="DATE"),
]


def add_acts(app: typer.Typer) -> None:
    """Put the verbs up to the decision on the noun."""
    case_act(app, "procedure")(procedure)
    case_act(app, "preliminary")(preliminary)
    case_act(app, "respond")(respond)
    case_act(app, "extend")(extend)
    case_act(app, "issue")(issue)


def procedure(
    kind: Annotated[
        Procedure, typer.Option("--procedure", help="What counsel said; the statute names none.")
    ],
    set_by: Annotated[str, typer.Option("--set-by", help="The counsel.", metavar="NAME")],
    paper: WordsOnPaper,
) -> Act:
    """Record counsel's answer by which procedure the case is decided."""
    return Act("SetProcedure", {"procedure": kind.value, "set_by": set_by, "document": paper})


def preliminary(
    respond_by: _RespondBy,
    because: Because,
    finding: Shares = None,
    repay: _Repay = None,
    reduce: _Reduce = None,
) -> Act:
    """Tell the board what the Commissioner intends, and until when it may respond."""
    fields = {"respond_by": respond_by, "reason": because, "repay": repay, "reduce": reduce}
    return Act("IssuePreliminaryDetermination", fields, _open_of(_typed(finding or [])))


def respond(
    received_on: Annotated[
        str, typer.Option("--received-on", help="The day it came.", metavar="DATE")
    ],
    contested: Annotated[
        str,
        typer.Option("--contested", help="How much is contested; 0 for nothing.", metavar="AMOUNT"),
    ],
    response: Annotated[str, typer.Option("--response", help="What it says.", metavar="TEXT")],
    register: Annotated[
        str | None,
        typer.Option(
            "--register", help="Its register number (alliance intake letter).", metavar="REGISTER"
        ),
    ] = None,
) -> Act:
    """Record the board's response, in time or not."""
    fields = {
        "received_on": received_on,
        "contested": contested,
        "response": response,
        "register": register,
    }
    return Act("RecordResponse", fields)


def extend(respond_by: _RespondBy, because: Because) -> Act:
    """Give the board more time to respond."""
    return Act("ExtendResponseTime", {"respond_by": respond_by, "reason": because})


def issue(
    fact: Annotated[
        list[str],
        typer.Option(
            "--fact",
            help="A finding of fact with the positions of the records that show it: "
            "'words | 4670, 4671'. Give it again for each.",
            metavar="TEXT",
        ),
    ],
    conclusion: Annotated[
        list[str],
        typer.Option(
            "--conclusion",
            help="A conclusion of law with its clause: 'words | C.G.S. § 10-262u(g)'. Give it "
            "again for each.",
            metavar="TEXT",
        ),
    ],
    finding: Shares = None,
    repay: _Repay = None,
    reduce: _Reduce = None,
    dropped: Annotated[
        str | None,
        typer.Option("--dropped", help="What is not claimed any more.", metavar="AMOUNT"),
    ] = None,
) -> Act:
    """Determine what is owed; without --finding, on what the notice named and is still open.

    Repay, reduce and dropped come to what is decided of the findings.
    """
    fields = {
        "facts": [_fact(text) for text in fact],
        "conclusions": [_conclusion(text) for text in conclusion],
        "repay": repay,
        "reduce": reduce,
        "dropped": dropped,
    }
    shares = _typed(finding or [])
    return Act("IssueDetermination", fields, _open_of(shares) if shares else _of_the_notice)


def _of_the_notice(known: Known) -> Mapping[str, object]:
    """What the notice named, as far as it is still open. Raises UsageError without a notice."""
    claims = known.state.claims
    begun = claims.determinations.get(str(known.fields["determination"]))
    notice = begun.preliminary if begun else None
    if notice is None:
        raise UsageError(
            f"On which findings of {known.district} {known.fiscal_year}?",
            next_step="Name each: --finding NAME, or --finding NAME=AMOUNT for a part of it.",
        )
    shares = {
        share.finding: min(share.amount, claims.findings[share.finding].open)
        for share in notice.shares
    }
    return {"shares": [_share(name, amount) for name, amount in shares.items() if amount]}


def _typed(words: Sequence[str]) -> dict[str, Money | None]:
    """Findings by name, with the amount where one is typed. Raises UsageError."""
    found: dict[str, Money | None] = {}
    for word in words:
        name, equals, amount = word.partition("=")
        if name in found:
            raise UsageError(f"Finding {name!a:.40} is named twice.", next_step="Name it once.")
        found[name] = Money.parse(amount) if equals else None
    return found


def _open_of(shares: Mapping[str, Money | None]) -> LookUp:
    """The findings, each with what is open of it where no amount is typed."""

    def look_up(known: Known) -> dict[str, object]:
        findings = known.state.claims.findings
        # One that is not on record is refused by the rule, which names those that are.
        still = {name: findings[name].open if name in findings else ZERO for name in shares}
        return {
            "shares": [
                _share(name, still[name] if amount is None else amount)
                for name, amount in shares.items()
            ]
        }

    return look_up


def _share(name: str, amount: Money) -> dict[str, str]:
    return {"finding": name, "amount": str(amount)}


def _fact(text: str) -> dict[str, object]:
    """Words and positions. Raises UsageError."""
    words, _, places = text.rpartition("|")
    positions = [one.strip() for one in places.split(",")]
    if not words.strip() or not all(one.isascii() and one.isdigit() for one in positions):
        raise UsageError(
            f"{text!a:.60} does not name the records that show it.",
            next_step="Write --fact 'words | 4670, 4671': what is found, and the positions of the "
            "records (alliance replay DISTRICT --fiscal-year FY).",
        )
    return {"words": words.strip(), "positions": [int(one) for one in positions]}


def _conclusion(text: str) -> dict[str, str]:
    """Words and clause. Raises UsageError."""
    words, _, clause = text.rpartition("|")
    if not words.strip() or not clause.strip():
        raise UsageError(
            f"{text!a:.60} does not name its clause.",
            next_step="Write --conclusion 'words | C.G.S. § 10-262u(g)'.",
        )
    return {"words": words.strip(), "clause": clause.strip()}
