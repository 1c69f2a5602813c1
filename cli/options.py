"""The options that many commands share, with one wording each."""

from pathlib import Path
from typing import Annotated, Final

import typer

from cli.files import as_csv, as_xlsx

# The largest whole number that is exact in every program that reads JSON; no store holds as many
# records, and no plan as many versions.
LARGEST: Final = 2**53

Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Csv = Annotated[
    Path | None,
    typer.Option(
        "--csv", help="Also write the list to this CSV file.", metavar="FILE", callback=as_csv
    ),
]
Xlsx = Annotated[
    Path | None,
    typer.Option(
        "--xlsx", help="Also write the list to this Excel file.", metavar="FILE", callback=as_xlsx
    ),
]
Year = Annotated[
    str, typer.Option("--fiscal-year", help="Fiscal year by the year it ends.", metavar="FY2023")
]
MaybeYear = Annotated[
    str | None,
    typer.Option("--fiscal-year", help="Only this fiscal year.", metavar="FY2023"),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="What was true on that day (legal time).", metavar="DATE"),
]
KnownOn = Annotated[
    str | None,
    typer.Option(
        "--known-on",
        help="What this ledger knew on that day or instant (recorded time).",
        metavar="DATE",
    ),
]
District = Annotated[str, typer.Argument(help="Town name or code.", metavar="DISTRICT")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen; write nothing.")]
Actor = Annotated[
    str | None,
    typer.Option("--actor", help="Who acts (default: your login, claimed).", metavar="NAME"),
]
EffectiveOn = Annotated[
    str | None,
    typer.Option(
        "--effective-on",
        help="Legal date (default: today in Connecticut).",
        metavar="DATE",
    ),
]
CommandId = Annotated[
    str | None,
    typer.Option(
        "--command-id",
        help="Your own id for this command; the same id is never recorded twice.",
        metavar="ID",
    ),
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; refuse where unsure.")]
Crosswalk = Annotated[
    Path | None,
    typer.Option(
        "--crosswalk",
        help="For a report by account: CSV with account and line.",
        metavar="FILE",
    ),
]
