"""When two spellings are the same words: letter case, blanks and composed letters do not count.

Not here: who a person is (a later step); which words are allowed (`ledger/plain.py`).
"""

import unicodedata


def words_of(text: str) -> str:
    """The words of a text in one spelling, to compare by; never to keep or to show."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same words."""
    return words_of(one) == words_of(other)
