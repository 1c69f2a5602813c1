"""The command line `alliance`: the top level, and the way in for the console script."""

import gc
import io
import os
import sys
from typing import Annotated

# Plain help: rich would add its import to every start, and people quote these screens in letters.
os.environ.setdefault("TYPER_USE_RICH", "0")

import typer

from cli.group import Door, main

app = typer.Typer(
    cls=Door,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"alliance {version('alliance-ledger')}")
        except PackageNotFoundError:
            print("alliance, run from a checkout that is not installed")
        raise typer.Exit


@app.callback()
def alliance(
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            help="Address of the ledger (else ALLIANCE_LEDGER, else pinned, "
            "else your own demonstration file).",
            metavar="URL",
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Follow Connecticut's Alliance District money: any figure, as of any date, down to the event
    and the clause of law.
    """  # noqa: D205 - the help text flows
    del ledger, version  # read from the context where they are needed


def run() -> None:
    """The console script. It writes UTF-8 whatever the computer's own encoding is.

    A file name that is not UTF-8 is shown with escapes, which JSON can hold too.
    """
    # A start makes many objects that stay: looking through them for garbage, again and again, would
    # be an eighth of its time. What nothing refers to any more is freed as before.
    gc.set_threshold(100_000)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(typer.main.get_command(app), sys.argv[1:]))
