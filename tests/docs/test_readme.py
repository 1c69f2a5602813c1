"""The README tells the truth: its output is what is printed, its links and picture exist."""

import re
from pathlib import Path

import pytest
from cli_runner import run

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHORTENED = "…"


def test_the_output_in_the_readme_is_what_the_demonstration_prints(tmp_path: Path) -> None:
    block = re.search(r"```console\n\$ alliance demo\n(.*?)```", README, re.DOTALL)
    assert block is not None
    shown = [line for line in block.group(1).splitlines() if line not in ("", SHORTENED)]

    printed = run("demo", home=tmp_path).out.splitlines()

    places = [printed.index(line) for line in shown]
    assert places == sorted(places)


def test_every_file_the_readme_links_to_exists() -> None:
    linked = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    missing = [link for link in linked if not (ROOT / link).exists()]

    assert len(linked) > 10
    assert missing == []


def test_every_command_of_the_first_tour_is_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the tour writes files where it is walked
    run("demo", home=tmp_path)
    tour = re.findall(r"^alliance (.*?)(?:\s{2,}#.*)?$", README, re.MULTILINE)
    asked = [line for line in tour if not line.startswith("init")]

    # What is done with a file of one's own is a command whose help can be read.
    words = {line: [*line.partition(" FILE")[0].split()] for line in asked}
    codes = {
        line: run(*said, *(["--help"] if " FILE" in line else []), home=tmp_path).code
        for line, said in words.items()
    }

    assert len(asked) >= 8
    # 1 is "a check has findings": FY2018 does.
    assert {line: code for line, code in codes.items() if code not in (0, 1)} == {}
