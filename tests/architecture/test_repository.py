"""What lies in the repository agrees with itself and names no machine it was written on.

Concerns no provision of the statute.
"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTING = re.compile(r"ALLIANCE_DB_[A-Z]+")

# Put together here, so that this file does not contain what it looks for.
MACHINE_PATHS = [
    "/" + "work/",
    "/" + "opt/wheels",
    "opt" + "/pypi",
    "/" + "root/",
    "/" + "tmp/venv",
    "pypi" + ".org",
    "files." + "pythonhosted",
]
# Not a path inside a longer word or address: such a folder of a web site names no machine.
MACHINE_PATH = re.compile(r"(?<![\w.~-])(?:" + "|".join(map(re.escape, MACHINE_PATHS)) + ")")


def _repository_files() -> list[Path]:
    """List what is committed or could be; every file where the checkout came without git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    if listed.returncode == 0:
        found = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    else:
        hidden = {".git", ".venv", "__pycache__"}
        found = [path for path in ROOT.rglob("*") if not hidden.intersection(path.parts)]
    return [path for path in found if path.is_file()]


def _text(path: Path) -> str:
    """Return a file's text; a binary file has none."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode(errors="replace")


def _settings(name: str) -> set[str]:
    return set(SETTING.findall((ROOT / name).read_text(encoding="utf-8")))


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in _repository_files()
        for match in MACHINE_PATH.finditer(_text(path))
    ]
    assert found == []


@pytest.mark.parametrize("path", MACHINE_PATHS)
def test_a_machine_path_would_be_noticed(path: str) -> None:
    assert MACHINE_PATH.search(f'open("{path}file")')


def test_a_path_inside_an_address_is_no_machine_path() -> None:
    assert not MACHINE_PATH.search("https://example.com" + "/" + "work/rules.html")


def test_the_compose_file_and_the_example_of_settings_name_the_same_settings() -> None:
    expected = {"ALLIANCE_DB_NAME", "ALLIANCE_DB_USER", "ALLIANCE_DB_PASSWORD", "ALLIANCE_DB_PORT"}
    assert _settings("docker-compose.yml") == expected
    assert _settings(".env.example") == expected


def test_the_password_of_the_database_has_no_default() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    # `:?` makes compose refuse to start; `:-` would supply a word everybody knows.
    assert "${ALLIANCE_DB_PASSWORD:?" in compose
    assert compose.count("${ALLIANCE_DB_PASSWORD") == 1


def test_the_documents_name_no_setting_that_does_not_exist() -> None:
    documents = [path for path in _repository_files() if path.suffix == ".md"]
    named = {name for path in documents for name in SETTING.findall(_text(path))}
    assert named <= _settings("docker-compose.yml")
