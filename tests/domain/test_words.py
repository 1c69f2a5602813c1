"""Words: how a document is named in a sentence. Concerns no provision of the statute."""

import pytest

from domain.words import named


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        ("Memo of June 1", "Memo of June 1"),
        ("ab" * 32, "SHA-256 abababababab…"),
        ("AB" * 32, "AB" * 32),  # a hash is written in small letters
    ],
    ids=["title", "hash", "no-hash"],
)
def test_a_document_is_named_by_its_title_or_the_beginning_of_its_hash(
    document: str, shown: str
) -> None:
    assert named(document) == shown
