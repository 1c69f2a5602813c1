"""docs/cli.md: the help text of every command, and the exit codes."""

from collections.abc import Iterator

import typer
from typer import _click as click
from typer.core import TyperGroup

from cli.group import NOUNS
from cli.main import app
from docs.generate import errors, words

WIDTH = 80

_INTRO = (
    "Every command takes `--json` and answers with one object `{schema, data, meta}`; lists take "
    "`--csv FILE` and `--xlsx FILE`. A district is a town's name or code; nothing is guessed. A "
    "fiscal year is named by the year it ends in. `--as-of` asks what was true on a day, "
    "`--known-on` what the ledger knew on a day. The tutorial is [here](tutorial.md)."
)


def page() -> str:
    """The whole page."""
    texts = list(helps())
    index = [f"- [`{name}`](#{name.replace(' ', '-')})" for name, _ in texts]
    parts = [[f"## {name}", "", "```text", text, "```"] for name, text in texts]
    return words.page(
        "Command line",
        [_INTRO],
        ["## Exit codes", "", *errors.exit_codes()],
        ["## Commands", "", *index],
        *parts,
    )


def helps() -> Iterator[tuple[str, str]]:
    """Every command's name and help text, nouns in their order, verbs below their noun."""
    top = typer.main.get_command(app)
    with _context(top, "alliance", None) as root:
        yield "alliance", top.get_help(root)
        assert isinstance(top, TyperGroup)  # noqa: S101 - the door is a group
        for noun in NOUNS:
            command = top.get_command(root, noun)
            assert command is not None  # noqa: S101 - it is in the list
            with _context(command, noun, root) as context:
                yield f"alliance {noun}", command.get_help(context)
                yield from _verbs(command, context, noun)


def _verbs(command: click.Command, context: click.Context, noun: str) -> Iterator[tuple[str, str]]:
    if not isinstance(command, TyperGroup):
        return
    for verb in command.list_commands(context):
        found = command.get_command(context, verb)
        assert found is not None  # noqa: S101 - it is in the list
        with _context(found, verb, context) as inner:
            yield f"alliance {noun} {verb}", found.get_help(inner)
            if not isinstance(found, TyperGroup):
                continue
            # A verb with verbs of its own, such as `payments profile`; none goes deeper.
            for part in found.list_commands(inner):
                last = found.get_command(inner, part)
                assert last is not None  # noqa: S101 - it is in the list
                with _context(last, part, inner) as own:
                    yield f"alliance {noun} {verb} {part}", last.get_help(own)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(
        command, info_name=name, parent=parent, terminal_width=WIDTH, **command.context_settings
    )
