"""A text as a file for word processors: the same bytes for the same text."""

from domain.rich_text import rtf_of


def test_each_line_is_a_paragraph_in_a_font_of_fixed_width() -> None:
    found = rtf_of("one\ntwo\n")
    assert found.startswith(rb"{\rtf1\ansi")
    assert rb"Courier New" in found
    assert found.endswith(b"one\\par\ntwo\\par\n}\n")


def test_what_means_something_to_rtf_is_escaped() -> None:
    assert rtf_of(r"a {b} \c").endswith(rb"a \{b\} \\c}" + b"\n")


def test_letters_beyond_ascii_are_numbers() -> None:
    # § is U+00A7 = 167; U+FB01 = 64257 − 65536; U+1F4C4 is the pair D83D DCC4.
    assert rtf_of("§ﬁ\U0001f4c4").endswith(rb"\u167?\u-1279?\u-10179?\u-9020?}" + b"\n")
