"""Adding up what a screen shows: proof lines evaluated, columns summed by where they stand.

Not here: what the sums have to be. Concerns no provision of the statute.
"""

import re

_MONEY = re.compile(r"-?[0-9][0-9,]*\.[0-9]{2}(?![0-9])")
_COUNT = re.compile(r"(?<![0-9A-Z])[0-9][0-9,]*(?![0-9])")
# A number that stands alone in its column: two spaces or the end on either side.
_CELL = re.compile(r"(?:(?<=  )|^)-?[0-9][0-9,]*(?:\.[0-9]{2})?(?=  |$)")
_OPERATOR = re.compile(r" ([+−]) ")


def cents(text: str) -> int:
    """An amount with separators as whole cents, or a count as it is."""
    return int(text.replace(",", "").replace(".", ""))


def sides(proof: str) -> list[int]:
    """What each side of a proof line's equals signs comes to."""
    numbers = _MONEY if _MONEY.search(proof) else _COUNT
    return [_sum(side, numbers) for side in proof.split(" = ")]


def _sum(side: str, numbers: re.Pattern[str]) -> int:
    first, *rest = _OPERATOR.split(side)
    result = _term(first, numbers)
    for operator, term in zip(rest[::2], rest[1::2], strict=True):
        result += _term(term, numbers) if operator == "+" else -_term(term, numbers)
    return result


def _term(term: str, numbers: re.Pattern[str]) -> int:
    found = numbers.search(term)
    assert found is not None, term
    return cents(found.group())


def proof_of(screen: str) -> str:
    """The one proof of a screen, without its label."""
    (proof,) = proofs_of(screen)
    return proof


def proofs_of(screen: str) -> list[str]:
    """Every proof of a screen without its label, each in one line however many it takes."""
    label = "proof  "
    found: list[str] = []
    inside = False
    for line in screen.splitlines():
        if line.startswith(label):
            found.append(line.removeprefix(label))
        elif inside and line.startswith(" " * len(label)):
            found[-1] += f" {line.strip()}"
        inside = line.startswith(label) or (inside and line.startswith(" " * len(label)))
    return found


def summed_columns(screen: str) -> list[tuple[int, int]]:
    """For each figure under the table's second rule: the figure, and the sum of those above it."""
    lines = screen.splitlines()
    first, second = [n for n, line in enumerate(lines) if line and set(line) == {"─"}][:2]
    rows = [_cells(line) for line in lines[first + 1 : second]]
    return [
        (figure, sum(row.get(place, 0) for row in rows))
        for place, figure in _cells(lines[second + 1]).items()
    ]


def _cells(line: str) -> dict[int, int]:
    """Numbers by where they end, since numbers stand to the right."""
    return {found.end(): cents(found.group()) for found in _CELL.finditer(line)}
