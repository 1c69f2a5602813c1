"""The frame around a verb: options that many verbs have, put around the verb's own.

So that fifty verbs have one wording and one way through for district, year, actor, dates, dry run
and JSON. The one place that builds a signature; typer reads it as if it were written out.
Not here: what the options mean (`options.py`), what is done with them (`acts.py`, `setting.py`).
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Final

import typer

from cli import options

_POSITIONAL: Final = inspect.Parameter.POSITIONAL_OR_KEYWORD

Typed = Mapping[str, object]
Verb = Callable[..., object]


def needed(name: str, annotation: object) -> inspect.Parameter:
    """An argument or option of a frame that has to be given."""
    return inspect.Parameter(name, _POSITIONAL, annotation=annotation)


def option(name: str, annotation: object, default: object) -> inspect.Parameter:
    """An option of a frame with what stands where it is left out."""
    return inspect.Parameter(name, _POSITIONAL, default=default, annotation=annotation)


RECORDING: Final = (
    option("effective_on", options.EffectiveOn, None),
    option("actor", options.Actor, None),
    option("command_id", options.CommandId, None),
    option("dry_run", options.DryRun, default=False),
    option("as_json", options.Json, default=False),
)


def framed(
    app: typer.Typer,
    name: str,
    verb: Verb,
    *,
    before: tuple[inspect.Parameter, ...],
    after: tuple[inspect.Parameter, ...],
    run: Callable[[typer.Context, Typed, Typed], None],
) -> None:
    """Make a command of a noun: the frame's parameters stand before and after the verb's own.

    `run` gets the context, what was typed for the frame, and what was typed for the verb. The
    verb's docstring is the help.
    """
    own = tuple(inspect.signature(verb).parameters.values())
    frame = tuple(one.name for one in (*before, *after))

    def command(context: typer.Context, **given: object) -> None:
        around = {key: given.pop(key) for key in frame}
        run(context, around, given)

    every = (needed("context", typer.Context), *before, *own, *after)
    # Python wants those that have to be given first; typer's help follows that order.
    parameters = sorted(every, key=lambda one: one.default is not inspect.Parameter.empty)
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # typer reads it
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__doc__ = verb.__doc__
    app.command(name)(command)
