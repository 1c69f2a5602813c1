"""`alliance entitlement`: the town's ECS grant set or revised, and last year's trued up.

Not here: loading a whole year (`alliance import ecs`). C.G.S. § 10-262h, § 10-262i(a).
"""

from typing import Annotated

import typer

from cli.acts import Act, act
from domain.events import Stage

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def entitlement() -> None:
    """The town's ECS grant: set, revised, trued up."""


@act(app, "set")
def set_(
    amount: Annotated[str, typer.Option("--amount", help="The whole ECS grant.", metavar="AMOUNT")],
    stage: Annotated[
        Stage | None, typer.Option("--stage", help="How final it is.", metavar="STAGE")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why it replaces another amount.", metavar="TEXT")
    ] = None,
    education_diversity: Annotated[
        str | None,
        typer.Option(
            "--education-diversity", help="The earmark taken out first.", metavar="AMOUNT"
        ),
    ] = None,
) -> Act:
    """Set a town's entitlement, or replace it by a later stage or for a reason."""
    fields = {
        "amount": amount,
        "stage": stage.value if stage else None,
        "reason": reason,
        "education_diversity": education_diversity,
    }
    return Act("SetEntitlement", fields)


@act(app, "true-up")
def true_up() -> Act:
    """Take over last year's final less preliminary entitlement into the funds of this year."""
    return Act("TrueUpEntitlement", {})


@act(app, "determine-portion")
def determine_portion() -> Act:
    """Determine the Alliance portion from the law and the entitlements on record."""
    return Act("DeterminePortion", {})
