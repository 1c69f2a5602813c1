"""The vocabulary names every event, command, figure and account; one word for one thing."""

import re
from pathlib import Path

import pytest

from domain.chart import Account
from domain.figures import FIGURES
from ledger.codec import EVENT_TYPES
from ledger.command_codec import COMMAND_TYPES, LEDGER_COMMAND_TYPES

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(\w+)`", TEXT))
PLACES = sorted(set(re.findall(r"`((?:cli|domain|ledger|projections)/[\w/.]*)`", TEXT)))


@pytest.mark.parametrize(
    "name",
    [
        *EVENT_TYPES,
        *COMMAND_TYPES,
        *LEDGER_COMMAND_TYPES,
        *(figure.name for figure in FIGURES),
        *(account.value for account in Account),
    ],
)
def test_a_name_of_the_code_belongs_to_a_term_of_the_vocabulary(name: str) -> None:
    assert name in NAMED


@pytest.mark.parametrize("place", PLACES)
def test_a_place_the_vocabulary_names_exists(place: str) -> None:
    assert (ROOT / place).exists()


def test_a_term_stands_in_the_vocabulary_once() -> None:
    first_cells = re.findall(r"^\| ([^|`]+?) \|", TEXT, flags=re.MULTILINE)
    terms = [cell for cell in first_cells if cell not in ("term", "account")]
    assert sorted(terms) == sorted(set(terms))
