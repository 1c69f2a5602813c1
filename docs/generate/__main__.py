"""Write the generated pages, or say which are stale. See the package's docstring."""

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from docs.generate import cli, commands, console, errors, events, rules

DOCS = Path(__file__).resolve().parents[1]

PAGES: Mapping[str, Callable[[], str]] = {
    "events.md": events.page,
    "commands.md": commands.page,
    "clauses.md": rules.clauses_page,
    "rules.md": rules.page,
    "cli.md": cli.page,
    "errors.md": errors.page,
}


def stale() -> list[str]:
    """The generated pages that are not as the code has them."""
    return [name for name, page in PAGES.items() if _read(DOCS / name) != page()]


def main(arguments: list[str]) -> int:
    """Write, check or run; the exit code."""
    if arguments == ["--check"]:
        found = stale()
        for name in found:
            sys.stderr.write(f"docs/{name} is stale; run: python -m docs.generate\n")
        return 1 if found else 0
    if arguments == ["--console"]:
        for written in console.PAGES:
            with tempfile.TemporaryDirectory() as folder:
                console.refresh(DOCS / written, Path(folder).resolve())
        return 0
    if arguments:
        sys.stderr.write("Usage: python -m docs.generate [--check | --console]\n")
        return 2
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
    return 0


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
