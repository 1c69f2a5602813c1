"""Words: how a count, a document and a name are written. Concerns no provision of the statute."""

import pytest

from domain.words import how_many, named, typed


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


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1234, "1,234 rows")]
)
def test_one_of_a_thing_is_told_without_an_s(count: int, shown: str) -> None:
    assert how_many(count, "row") == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Windsor", "Windsor"),
        ("FY2027-plan-164-windsor.xlsx", "FY2027-plan-164-windsor.xlsx"),
        ("East Windsor", '"East Windsor"'),
        ("plan (2).xlsx", '"plan (2).xlsx"'),
        ("C:\\plans\\w.xlsx", '"C:\\plans\\w.xlsx"'),
        ("$HOME plan.xlsx", "'$HOME plan.xlsx'"),
        ('a "b".xlsx', "'a \"b\".xlsx'"),
    ],
)
def test_a_name_is_typed_so_that_a_shell_takes_it_as_one_word(name: str, shown: str) -> None:
    assert typed(name) == shown
