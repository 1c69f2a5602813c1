"""What the tutorial and the how-tos show is what the program says. Concerns no provision itself."""

from pathlib import Path

import pytest

from docs.generate import console

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("page", console.PAGES)
def test_a_page_shows_what_the_program_says(page: str, tmp_path: Path) -> None:
    assert console.differences(DOCS / page, tmp_path.resolve()) == []


@pytest.mark.parametrize("page", console.PAGES)
def test_a_page_has_commands_to_run(page: str) -> None:
    assert len(list(console.steps((DOCS / page).read_text(encoding="utf-8")))) >= 6


def test_a_command_may_go_on_in_the_next_line() -> None:
    page = "```console\n$ alliance a \\\n    --b\nsaid\n$ echo $?\n3\n```\n"
    assert list(console.steps(page)) == [console.Step(2, "a --b", 3, ("said",))]


def test_text_outside_a_console_block_is_not_run() -> None:
    assert list(console.steps("```text\n$ alliance demo\n```\n$ alliance demo\n")) == []


@pytest.mark.parametrize(
    ("shown", "said", "same"),
    [
        (("a", "b"), ("a", "b"), True),
        (("a",), ("a", "b"), False),
        (("a", "…"), ("a", "b", "c"), True),
        (("a", "…"), ("a",), True),
        (("…", "c"), ("a", "b", "c"), True),
        (("a", "…", "c"), ("a", "c"), True),
        (("a", "…", "c"), ("a", "b", "d"), False),
        (("1.00",), ("1500",), False),
        (("on 2026-01-02",), ("on 2027-03-04",), True),
        (("id " + "0" * 32,), ("id " + "f" * 32,), True),
    ],
)
def test_lines_match_but_for_ids_days_and_what_is_left_out(
    shown: tuple[str, ...], said: tuple[str, ...], *, same: bool
) -> None:
    assert console.matches(shown, said) is same


def test_a_page_that_says_something_else_is_told_line_by_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ alliance rules find zzzz\n```\n", encoding="utf-8")
    (found,) = console.differences(page, tmp_path)
    assert found.startswith("line 2: exit code 4, the page says 0")


def test_a_stale_page_is_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    before = "```console\n$ alliance rules find zzzz\nold\n$ echo $?\n4\n```\n"
    page.write_text(before, encoding="utf-8")
    console.refresh(page, tmp_path)
    assert "No rule here is about 'zzzz'." in page.read_text(encoding="utf-8")
    assert "old" not in page.read_text(encoding="utf-8")


def test_a_stale_page_that_left_lines_out_leaves_as_many_out_again(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    before = "```console\n$ alliance rules find carry\nold\n…\nold\n```\n"
    page.write_text(before, encoding="utf-8")
    console.refresh(page, tmp_path)
    lines = page.read_text(encoding="utf-8").splitlines()
    assert lines[2].startswith("The law as encoded here")
    assert lines[3] == "…"
    assert lines[4].startswith("residency-carry ")
    assert lines[5] == "```"
