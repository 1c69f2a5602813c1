"""Which texts may be kept for good, and which texts can be command ids."""

import pytest

from domain.errors import UsageError
from ledger.plain import is_command_id, require_text, unreadable_in


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("Connecticut Alliance Districts", None),
        ("Ana Díaz — señora", None),
        ("two\nlines", "U+000A"),
        ("bell\x07", "U+0007"),
        ("turned \u202e round", "U+202E"),
        ("half \ud800", "U+D800"),
        ("line\u2028break", "U+2028"),
    ],
)
def test_the_first_unreadable_character_is_named(text: str, strange: str | None) -> None:
    assert unreadable_in(text) == strange


def test_a_text_fit_to_be_kept_is_given_back() -> None:
    assert require_text("Practice", "The name") == "Practice"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is blank"),
        ("  ", "is blank"),
        ("a\nb", "holds the character U\\+000A"),
        ("x" * 121, "has 121 letters; 120 are allowed"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused(text: str, problem: str) -> None:
    with pytest.raises(UsageError, match=f"The name {problem}"):
        require_text(text, "The name", longest=120)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a.B_9:-", True), ("x" * 128, True), ("x" * 129, False), ("", False), ("a b", False)],
)
def test_a_command_id_is_1_to_128_of_a_few_letters(text: str, *, expected: bool) -> None:
    assert is_command_id(text) is expected
