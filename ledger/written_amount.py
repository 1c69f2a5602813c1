"""An amount as people write it in a cell, where it can be nothing else: "1,234.50", "$1,234".

Not here: amounts as programs write them (`domain/money.py`). Concerns no provision of the statute.
"""

import re
from typing import Final

from domain.money import Money

_WRITTEN: Final = re.compile(
    r"-?\$?(?:[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{2})?", re.ASCII
)


def written_amount(text: str) -> Money | None:
    """The amount, or None where the text could be read in more than one way or in none."""
    if _WRITTEN.fullmatch(text) is None:
        return None
    dollars, _, cents = text.replace("$", "").replace(",", "").partition(".")
    return Money(int(dollars + (cents or "00")))
