"""When two spellings are the same words; how a count, a document and a name are written.

Letter case, blanks and composed letters do not count.

Not here: who a person is (a later step); which words are allowed (`ledger/plain.py`).
"""

import re
import shlex
import unicodedata

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z0-9_.,:/@%+=-]+", re.ASCII)
_SHOWN = 12  # digits of a hash that tell documents apart in a sentence


def words_of(text: str) -> str:
    """The words of a text in one spelling, to compare by; never to keep or to show."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same words."""
    return words_of(one) == words_of(other)


def how_many(count: int, noun: str) -> str:
    """How many of a thing: "1 release", "36 releases". For nouns that take an s."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def typed(name: str) -> str:
    """A name as it is typed in a shell: in quotation marks where it is not one plain word."""
    if _PLAIN.fullmatch(name):
        return name
    # In double quotes these still mean something to a shell; only single ones take all of it.
    return shlex.quote(name) if set(name) & set('"$`!') else f'"{name}"'


def named(document: str) -> str:
    """A document in a sentence: its title, or the beginning of its SHA-256 where it has none."""
    return f"SHA-256 {document[:_SHOWN]}…" if _SHA256.fullmatch(document) else document


def same_person(one: str, other: str) -> bool:
    """Whether two names differ at most in case, accents, blanks and punctuation."""
    return _name_of(one) == _name_of(other)


def _name_of(text: str) -> str:
    # Decomposed, an accent is a character of its own, and neither letter nor digit.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(one for one in folded if one.isalnum())
