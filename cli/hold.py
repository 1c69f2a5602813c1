"""`alliance hold`: payment withheld for noncompliance, what lifts it, renewal. § 10-262u(f).

Not here: money spent outside the plan, which is (g).
"""

from typing import Annotated

import typer

from cli.acts import Act, act
from cli.render import Column, Table, Value
from cli.year_list import year_list
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("hold", "name"),
    Column("status", "status"),
    Column("amount", "amount"),
    Column("breach", "not complied with"),
    Column("remedy", "what lifts it"),
    Column("look_again_on", "look again"),
    Column("citation", "citation", on_screen=False),
)
_Name = Annotated[
    str, typer.Option("--name", help="The withholding's own name, such as H1.", metavar="NAME")
]
_EVIDENCE_PARTS = 4


@app.callback()
def hold() -> None:
    """Payment withheld for noncompliance, and what lifts it."""


@act(app, "place")
def place(
    name: _Name,
    breach: Annotated[
        str, typer.Option("--breach", help="What was not complied with.", metavar="TEXT")
    ],
    remedy: Annotated[str, typer.Option("--lifted-by", help="What lifts it.", metavar="TEXT")],
    look_again_on: Annotated[
        str | None, typer.Option("--look-again-on", help="When to look again.", metavar="DATE")
    ] = None,
    amount: Annotated[
        str | None,
        typer.Option(
            "--amount", help="How much (default: all that is not in payment).", metavar="AMOUNT"
        ),
    ] = None,
) -> Act:
    """Withhold payment for noncompliance, of an amount or of everything."""
    fields = {
        "hold": name,
        "breach": breach,
        "remedy": remedy,
        "look_again_on": look_again_on,
        "amount": amount,
    }
    return Act("WithholdPaymentForNoncompliance", fields)


@act(app, "lift")
def lift(
    name: _Name,
    evidence: Annotated[
        str, typer.Option("--evidence", help="What shows compliance.", metavar="TEXT")
    ],
) -> Act:
    """Lift a withholding for noncompliance."""
    return Act("LiftNoncomplianceWithholding", {"hold": name, "evidence": evidence})


@act(app, "renew")
def renew(
    evidence: Annotated[
        list[str],
        typer.Option(
            "--evidence",
            help="One objective: 'objective | target | result | what shows it'. Give it again "
            "for each.",
            metavar="TEXT",
        ),
    ],
) -> Act:
    """Renew funding on evidence of progress, one objective at a time."""
    return Act("RenewFunding", {"evidence": [_evidence(text) for text in evidence]})


def _evidence(text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != _EVIDENCE_PARTS:
        raise UsageError(
            f"{text!a:.60} has {len(parts)} parts.",
            next_step="Write 'objective | target | result | what shows it'.",
        )
    return dict(zip(("objective", "target", "result", "evidence"), parts, strict=True))


@year_list(app, "Payment withheld for noncompliance")
def holds(states: States, year: FiscalYear) -> Table:
    """List every withholding for noncompliance of a year, lifted ones too."""
    rows: list[dict[str, Value]] = [
        {
            "district": district,
            "town_code": district.code,
            "hold": name,
            "status": "lifted" if one.lifted else "standing",
            "amount": one.placed.amount or "all",
            "breach": one.placed.breach,
            "remedy": one.placed.remedy,
            "look_again_on": one.placed.look_again_on or "no date set",
            "citation": "C.G.S. § 10-262u(f)",
        }
        for district, state in states.items()
        for name, one in state.releasing.holds.items()
    ]
    return Table(
        name="hold.list",
        columns=_COLUMNS,
        rows=rows,
        empty=f"No withholding for noncompliance is on record for {year}.",
    )
