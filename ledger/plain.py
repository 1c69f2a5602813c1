"""Which texts may enter a record: one line of letters that anybody can read, of bounded length.

Not here: when two texts are the same words (`domain/words.py`).
"""

import re
import unicodedata

from domain.errors import UsageError

LONGEST = 500
_COMMAND_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}", re.ASCII)
_UNREADABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def is_command_id(text: str) -> bool:
    """Whether a text can be a command id: 1–128 of `A-Za-z0-9._:-`."""
    return _COMMAND_ID.fullmatch(text) is not None


def unreadable_in(text: str) -> str | None:
    """The first control, invisible or unassigned character of a text as "U+0007"; else None."""
    if text.isascii() and text.isprintable():
        return None
    strange = next((c for c in text if unicodedata.category(c) in _UNREADABLE), None)
    return None if strange is None else f"U+{ord(strange):04X}"


def require_text(text: str, what: str, *, longest: int = LONGEST) -> str:
    """The text, fit to be kept for good.

    Raises UsageError for a blank one, one that is too long, or one with unreadable characters.
    """
    strange = unreadable_in(text)
    if strange is not None:
        problem = f"holds the character {strange}, which cannot be read"
    elif not text.strip():
        problem = "is blank"
    elif len(text) > longest:
        problem = f"has {len(text):,} letters; {longest} are allowed"
    else:
        return text
    raise UsageError(
        f"{what} {problem}.",
        next_step="Write it in one line of plain letters; it is kept for good.",
    )
