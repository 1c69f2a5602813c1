"""The four packages are ours, documented and of a size one can read.

Their names are generic, and unrelated distributions use them too; so one test looks where they
come from. The direction of imports is checked by import-linter, see pyproject.toml. Concerns no
provision of the statute.
"""

import ast
import importlib
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cli", "domain", "ledger", "projections")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE = 400


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _installed_files() -> set[Path]:
    """Return the files of our distribution, or none when the checkout is not installed."""
    try:
        listed = files("alliance-ledger") or []
    except PackageNotFoundError:
        return set()
    return {Path(str(path.locate())).resolve() for path in listed}


@pytest.mark.parametrize("package", PACKAGES)
def test_an_imported_package_is_ours_and_no_namesake(package: str) -> None:
    imported = importlib.import_module(package).__file__
    assert imported is not None
    ours = {ROOT / package / "__init__.py"} | _installed_files()
    assert Path(imported).resolve() in ours


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_tells_type_checkers_that_it_is_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_says_what_it_is(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    # Three words at least: a placeholder does not say what a module is.
    assert len(said.split()) >= 3


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_is_short_enough_to_be_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_no_package_marker_under_tests_shadows_a_package() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []
