"""The public record that ships with the package: real figures, with their sources.

`NOTICE.md` beside these files says where they come from and under which license. The files are
copies; nothing in them is computed, rounded or filled in by us. Not here: reading them
(`ledger/imports.py`), what they are compared with (`ledger/reconcile.py`).
"""

from importlib.resources import files
from importlib.resources.abc import Traversable


def shipped(name: str) -> Traversable:
    """A file of the shipped record, such as "ecs_entitlements.csv"."""
    return files(__name__) / name
