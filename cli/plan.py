"""`alliance plan`: an improvement plan from the empty form to approval. C.G.S. § 10-262u(d), (e).

Verbs that record an act stand here; forms are in `plan_forms.py`, files that come in or go back in
`plan_files.py`, what is on record in `plan_lists.py` and `plan_show.py`. Not here: intake
(`intake.py`), whether an act is allowed (`domain/decisions/`).
"""

from typing import Annotated

import typer

from cli import options, plan_diff, plan_files, plan_forms, plan_lists, plan_show
from cli.acts import Act, act
from cli.year_list import year_list
from domain.errors import UsageError

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

Version = Annotated[
    int,
    typer.Option(
        "--plan-version",
        help="Which version of the plan.",
        metavar="N",
        min=1,
        max=options.LARGEST,
    ),
]
Because = Annotated[str, typer.Option("--because", help="Why.", metavar="TEXT")]
_Number = Annotated[
    int,
    typer.Option(
        "--amendment",
        help="Which amendment, counted from 1.",
        metavar="N",
        min=1,
        max=options.LARGEST,
    ),
]


@app.callback()
def plan() -> None:
    """An improvement plan: form, check, submission, review, approval, amendment, publication."""


app.command("template")(plan_forms.template)
app.command("package")(plan_forms.package)
app.command("check")(plan_files.check)
app.command("submit")(plan_files.submit)
app.command("return")(plan_files.return_)
year_list(app, "Improvement plans")(plan_lists.plans)
app.command("show")(plan_show.show)
app.command("diff")(plan_diff.diff)


@act(app, "appoint-committee")
def appoint_committee(
    member: Annotated[
        list[str],
        typer.Option("--member", help="A member; give it again for each.", metavar="NAME"),
    ],
) -> Act:
    """Appoint who reviews the plan (2012 guidance, unverified)."""
    return Act("AppointReviewCommittee", {"members": member})


@act(app, "review")
def review(
    plan_version: Version,
    findings: Annotated[
        str, typer.Option("--findings", help="What the review says.", metavar="TEXT")
    ],
) -> Act:
    """Record what a review of a version says."""
    return Act("ReviewPlan", {"plan_version": plan_version, "findings": findings})


@act(app, "require-changes")
def require_changes(
    plan_version: Version,
    change: Annotated[
        list[str],
        typer.Option("--change", help="What has to change; again for each.", metavar="KEY=TEXT"),
    ],
    due_on: Annotated[
        str | None, typer.Option("--due-on", help="Until when.", metavar="DATE")
    ] = None,
) -> Act:
    """Require changes before approving; the board then submits a newer version."""
    changes = [{"key": key, "words": words} for key, words in _pairs(change)]
    fields = {"plan_version": plan_version, "changes": changes, "due_on": due_on}
    return Act("RequirePlanChanges", fields)


@act(app, "approve")
def approve(
    plan_version: Version,
    amount: Annotated[
        str, typer.Option("--amount", help="Up to how much in all.", metavar="AMOUNT")
    ],
    line: Annotated[
        list[str] | None,
        typer.Option(
            "--line",
            help="In part: how much of a line; again for each. Lines not named get nothing.",
            metavar="KEY=AMOUNT",
        ),
    ] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option("--condition", help="A condition; again for each.", metavar="KEY=TEXT"),
    ] = None,
    before_release: Annotated[
        list[str] | None,
        typer.Option(
            "--condition-before-release",
            help="A condition before anything more is released.",
            metavar="KEY=TEXT",
        ),
    ] = None,
) -> Act:
    """Approve a version in full, in part by line, or with conditions (Commissioner)."""
    lines = [{"key": key, "amount": amount} for key, amount in _pairs(line or [])]
    conditions = [
        {"key": key, "words": words, "before_release": before}
        for given, before in ((before_release, True), (condition, False))
        for key, words in _pairs(given or [])
    ]
    fields = {
        "plan_version": plan_version,
        "approved_amount": amount,
        "lines": lines or None,
        "conditions": conditions or None,
    }
    return Act("ApprovePlan", fields)


@act(app, "reject")
def reject(plan_version: Version, because: Because) -> Act:
    """Reject a version with reasons; the board may submit a newer one."""
    return Act("RejectPlan", {"plan_version": plan_version, "reason": because})


@act(app, "meet-condition")
def meet_condition(
    condition: Annotated[str, typer.Option("--condition", help="Its key.", metavar="KEY")],
    evidence: Annotated[
        str, typer.Option("--evidence", help="What shows that it is met.", metavar="TEXT")
    ],
) -> Act:
    """Record that a condition of an approval is met."""
    return Act("MeetCondition", {"condition": condition, "evidence": evidence})


@act(app, "amend")
def amend(
    amendment: _Number,
    transfer: Annotated[
        list[str],
        typer.Option(
            "--transfer",
            help="From one line to another; again for each.",
            metavar="FROM:TO=AMOUNT",
        ),
    ],
    because: Because,
) -> Act:
    """Ask to move money between lines of the approved plan (board); the total stays."""
    fields = {
        "amendment": amendment,
        "transfers": [_transfer(text) for text in transfer],
        "reason": because,
    }
    return Act("SubmitPlanAmendment", fields)


@act(app, "approve-amendment")
def approve_amendment(amendment: _Number) -> Act:
    """Approve an amendment as submitted (Commissioner)."""
    return Act("ApprovePlanAmendment", {"amendment": amendment})


@act(app, "reject-amendment")
def reject_amendment(amendment: _Number, because: Because) -> Act:
    """Reject an amendment with reasons (Commissioner)."""
    return Act("RejectPlanAmendment", {"amendment": amendment, "reason": because})


@act(app, "publish")
def publish(
    plan_version: Version,
    address: Annotated[
        str, typer.Option("--address", help="Where it was published.", metavar="URL")
    ],
    published_on: Annotated[str, typer.Option("--published-on", help="The day.", metavar="DATE")],
) -> Act:
    """Record that a plan was published, § 10-262v (FY2024 on)."""
    fields = {"plan_version": plan_version, "address": address, "published_on": published_on}
    return Act("PublishPlan", fields)


def _pairs(texts: list[str]) -> list[tuple[str, str]]:
    """Keys with their words or amounts. Raises UsageError."""
    found = []
    for text in texts:
        key, equals, words = text.partition("=")
        if not equals or not key.strip() or not words.strip():
            raise UsageError(
                f"{text!a:.60} is not KEY=TEXT.",
                next_step="Write the key, an equals sign, and what belongs to it.",
            )
        found.append((key.strip(), words.strip()))
    return found


def _transfer(text: str) -> dict[str, str]:
    lines, equals, amount = text.partition("=")
    source, colon, target = lines.partition(":")
    if not equals or not colon:
        raise UsageError(
            f"{text!a:.60} is not FROM:TO=AMOUNT.",
            next_step="Write such as 2.4:3.1=20000.00.",
        )
    return {"source": source.strip(), "target": target.strip(), "amount": amount.strip()}
