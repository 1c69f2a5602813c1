"""Which events, offices, clauses and refusals each command has, read from the decisions' source.

The source is read and not run: a refusal counts where the decision, or a guard it calls, makes
that error. So a page says what the code can do, in the order of its guards, and not what somebody
remembered to write. Concerns no provision of the statute.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from domain import decisions
from domain.decisions import settings
from domain.decisions.every_day import takes_money
from domain.decisions.payment_refusals import MoneyNotThereYetError
from domain.errors import RefusedError
from ledger.codec import EVENT_TYPES

FOLDER = Path(decisions.__file__ or "").parent
_PACKAGE = "domain.decisions."


@dataclass(slots=True)
class Decision:
    """What the code of one command can lead to.

    Attributes:
        command: the command's name.
        function: the function that decides, and `module`, its file in `domain/decisions`.
        events: names of the events it makes.
        offices: names in `Office`, whose act it is.
        clauses: names in `Clause` that its authority or its refusals cite.
        refusals: names of errors, in the order of the guards.
    """

    command: str
    function: str
    module: str
    events: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


@cache
def all_decisions() -> Mapping[str, Decision]:
    """Every decision by its command's name."""
    found = {}
    for command, called in _dispatched():
        module, _, function = called.rpartition(".")
        home = module or next(
            name for name, tree in _modules().items() if function in _functions(tree)
        )
        found[command] = _read(Decision(command, function, home))
    return found


def clauses_used(module: str) -> set[str]:
    """Names in `Clause` that a file of decisions speaks of."""
    return {name for kind, name in _members(_modules()[module]) if kind == "Clause"}


def rules_asked(module: str) -> set[str]:
    """Which lookups of `Rules` a file of decisions makes, such as "portion"."""
    return {
        node.attr
        for node in ast.walk(_modules()[module])
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "case.rules"
    }


@cache
def _modules() -> Mapping[str, ast.Module]:
    return {
        path.stem: ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.py"))
        if path.stem != "__init__" and not path.stem.endswith("refusals")
    }


def module_names() -> Sequence[str]:
    """The files of decisions, without what they share."""
    return [name for name in _modules() if name != "case"]


def _dispatched() -> Iterator[tuple[str, str]]:
    """Command and what is called for it, from each `match` in `decide` and `decide_setting`.

    What is called is a function, or one of a file of decisions: `plan.submit_plan`.
    """
    trees = [
        ast.parse(Path(found.__file__ or "").read_text(encoding="utf-8"))
        for found in (decisions, settings)
    ]
    nodes = (node for tree in trees for node in ast.walk(tree))
    for case in (node for node in nodes if isinstance(node, ast.match_case)):
        match case:
            case ast.match_case(
                pattern=ast.MatchClass(cls=ast.Attribute(attr=command)),
                body=[ast.Return(value=ast.Call(func=called))],
            ):
                yield command, ast.unparse(called)
            case _:
                pass  # the last case, which is never reached


def _functions(tree: ast.Module) -> Mapping[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _imported(tree: ast.Module) -> Mapping[str, str]:
    """Functions that a file takes from another file of decisions, and which file."""
    return {
        alias.name: node.module.removeprefix(_PACKAGE)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        and node.module is not None
        and node.module.startswith(_PACKAGE)
        for alias in node.names
    }


def _members(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Every `Office.X` and `Clause.X` below a node."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name):
            yield inner.value.id, inner.attr


def _read(decision: Decision) -> Decision:
    """Follow the decision in the order it is written, into each guard once."""
    refusals = {kind.__name__ for kind in subclasses(RefusedError)}
    start = _functions(_modules()[decision.module])[decision.function]
    seen = {(decision.module, decision.function)}
    waiting: list[tuple[str, ast.AST]] = [(decision.module, start)]
    while waiting:
        module, node = waiting.pop()
        name = node.id if isinstance(node, ast.Name) else ""
        if isinstance(node, ast.Attribute) and module == decision.module:
            _keep_member(decision, node)
        if name in refusals:
            _keep(decision.refusals, name)
        if isinstance(node, ast.Call) and module == decision.module:
            made = ast.unparse(node.func)
            if made in EVENT_TYPES:
                _keep(decision.events, made)
        home = _home(module, name)
        if home is not None and (home, name) not in seen:
            seen.add((home, name))
            waiting.append((home, _functions(_modules()[home])[name]))
        # What a handler catches is not what it raises.
        inside = node.body if isinstance(node, ast.ExceptHandler) else ast.iter_child_nodes(node)
        waiting += [(module, child) for child in reversed(list(inside))]
    # Asked of every decision on money, once its events are known.
    if any(takes_money(event) for event in decision.events):
        _keep(decision.refusals, MoneyNotThereYetError.__name__)
    return decision


def _home(module: str, name: str) -> str | None:
    """The file of decisions where a function of that name stands, as seen from a file."""
    tree = _modules()[module]
    if name in _functions(tree):
        return module
    other = _imported(tree).get(name, "")
    if other in _modules() and name in _functions(_modules()[other]):
        return other
    return None


def _keep_member(decision: Decision, node: ast.Attribute) -> None:
    if isinstance(node.value, ast.Name) and node.value.id == "Office":
        _keep(decision.offices, node.attr)
    if isinstance(node.value, ast.Name) and node.value.id == "Clause":
        _keep(decision.clauses, node.attr)


def _keep(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)


def subclasses(kind: type[Exception]) -> list[type[Exception]]:
    """Every class below one, in the order they were written."""
    found: list[type[Exception]] = []
    waiting = [kind]
    while waiting:
        below = waiting.pop(0).__subclasses__()
        found += below
        waiting += below
    return found
