"""`alliance determination`: service, petition, appeal, stay, enforcement.

What the board files is recorded as it came, in time or not; `clock` says which. C.G.S. §§ 4-181a,
4-183, Regs. § 10-4-18, unverified. Not here: the decision (`determination_acts.py`).
"""

from enum import StrEnum
from typing import Annotated

import typer

from cli.acts import Act
from cli.case_acts import Because, MaybePaper, WordsOnPaper, case_act
from domain.authority import Office
from domain.challenge_events import AppealOutcome, ReconsiderationOutcome
from domain.determination_events import Paper, ServiceMethod

_Paper = Annotated[Paper, typer.Argument(help="Which paper of the case.")]
_FiledOn = Annotated[str, typer.Option("--filed-on", help="The day it was filed.", metavar="DATE")]


class OrderedBy(StrEnum):
    """Who can order a stay."""

    COURT = Office.COURT.value
    COMMISSIONER = Office.COMMISSIONER.value


def add_acts(app: typer.Typer) -> None:
    """Put the verbs after the decision on the noun."""
    case_act(app, "serve")(serve)
    case_act(app, "receipt")(receipt)
    case_act(app, "petition")(petition)
    case_act(app, "answer-petition")(answer_petition)
    case_act(app, "appeal")(appeal)
    case_act(app, "stay")(stay)
    case_act(app, "end-stay")(end_stay)
    case_act(app, "decide-appeal")(decide_appeal)
    case_act(app, "enforce")(enforce)


def serve(
    paper: _Paper,
    method: Annotated[ServiceMethod, typer.Option("--method", help="How it was sent.")],
    mailed_on: Annotated[
        str,
        typer.Option("--mailed-on", help="The day; days are counted from it.", metavar="DATE"),
    ],
    number: Annotated[
        str | None,
        typer.Option("--number", help="Number of the certified mail.", metavar="TEXT"),
    ] = None,
) -> Act:
    """Record that a paper of the case was sent to the board."""
    fields = {
        "paper": paper.value,
        "method": method.value,
        "mailed_on": mailed_on,
        "number": number,
    }
    return Act("ServePaper", fields)


def receipt(
    paper: _Paper,
    signed_on: Annotated[
        str, typer.Option("--signed-on", help="The day it was signed.", metavar="DATE")
    ],
    signed_by: Annotated[str, typer.Option("--signed-by", help="Who signed it.", metavar="NAME")],
) -> Act:
    """Record the return receipt of a paper; it is part of the record of the case."""
    fields = {"paper": paper.value, "signed_on": signed_on, "signed_by": signed_by}
    return Act("RecordReturnReceipt", fields)


def petition(
    filed_on: _FiledOn,
    grounds: Annotated[str, typer.Option("--grounds", help="Why.", metavar="TEXT")],
    register: Annotated[
        str | None,
        typer.Option(
            "--register", help="Its register number (alliance intake letter).", metavar="REGISTER"
        ),
    ] = None,
) -> Act:
    """Record the board's petition for reconsideration."""
    fields = {"filed_on": filed_on, "grounds": grounds, "register": register}
    return Act("RequestReconsideration", fields)


def answer_petition(
    outcome: Annotated[
        ReconsiderationOutcome,
        typer.Option("--outcome", help="Granted without a petition: the Department's own motion."),
    ],
    decided_on: Annotated[str, typer.Option("--decided-on", help="The day.", metavar="DATE")],
    because: Because,
    paper: MaybePaper = None,
) -> Act:
    """Grant or deny a petition; no answer in 25 days means denied."""
    fields = {
        "outcome": outcome.value,
        "decided_on": decided_on,
        "reason": because,
        "document": paper,
    }
    return Act("DecideReconsideration", fields)


def appeal(
    filed_on: _FiledOn,
    court: Annotated[str, typer.Option("--court", help="Which court.", metavar="NAME")],
    docket: Annotated[str, typer.Option("--docket", help="Its number there.", metavar="TEXT")],
) -> Act:
    """Record an appeal to a court; it stays nothing by itself."""
    return Act("FileAppeal", {"filed_on": filed_on, "court": court, "docket": docket})


def stay(
    ordered_by: Annotated[OrderedBy, typer.Option("--ordered-by", help="Who ordered it.")],
    paper: WordsOnPaper,
) -> Act:
    """Record that the determination is not enforced for now."""
    return Act("OrderStay", {"ordered_by": ordered_by.value, "document": paper})


def end_stay(because: Because) -> Act:
    """Record that the stay ended."""
    return Act("EndStay", {"reason": because})


def decide_appeal(
    outcome: Annotated[AppealOutcome, typer.Option("--outcome", help="What became of it.")],
    paper: WordsOnPaper,
) -> Act:
    """Record what became of an appeal; a lower amount is a verb of its own, reduce-claim."""
    return Act("DecideAppeal", {"outcome": outcome.value, "document": paper})


def enforce(because: Because) -> Act:
    """Direct to enforce although time to petition or appeal is running."""
    return Act("DirectEnforcement", {"because": because})
