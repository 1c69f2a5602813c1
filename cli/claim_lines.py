"""Lines that are asked about or questioned, as typed: by amount, or as the desk review has them.

Not here: the review (`domain/desk_review.py`), whether a line can be questioned
(`domain/decisions/`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer

from cli.acts import Known
from cli.report_review import review_of
from domain.claim_state import Claims
from domain.desk_review import ReviewedLine, already_asked, to_explain
from domain.district import District
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.words import typed

Lines = Annotated[
    list[str] | None,
    typer.Option(
        "--line",
        help="A line with its amount, or its key alone where the amount is looked up. Give it "
        "again for each.",
        metavar="KEY=AMOUNT",
    ),
]
FromReview = Annotated[
    bool,
    typer.Option(
        "--from-review",
        help="Take amounts from the desk review; without --line, every line it asks about that "
        "nobody asked about yet.",
    ),
]
Measure = Callable[[ReviewedLine], Money]


def typed_lines(words: Sequence[str]) -> dict[str, Money | None]:
    """Lines by key, with the amount where one is typed. Raises UsageError, InvalidMoneyError."""
    found: dict[str, Money | None] = {}
    for word in words:
        key, equals, amount = word.rpartition("=")
        if not equals:
            key = word
        if key in found:
            raise UsageError(f"Line {key!a:.40} is named twice.", next_step="Name it once.")
        found[key] = Money.parse(amount) if equals else None
    return found


def as_fields(lines: Mapping[str, Money]) -> list[dict[str, str]] | None:
    """Lines as a command has them; None where there are none."""
    return [{"key": key, "amount": str(amount)} for key, amount in lines.items()] or None


def with_amounts(lines: Mapping[str, Money | None]) -> dict[str, Money]:
    """Lines that have to have their amounts. Raises UsageError."""
    for key, amount in lines.items():
        if amount is None:
            raise UsageError(
                f"How much of line {key!a:.40}?",
                next_step=f"Write --line {typed(key)}=AMOUNT, or take it from the desk review with "
                "--from-review.",
            )
    return {key: amount for key, amount in lines.items() if amount is not None}


def reviewed_lines(
    known: Known, lines: Mapping[str, Money | None], measure: Measure
) -> dict[str, Money]:
    """The lines with amounts from the desk review where none is typed; without any, all new ones.

    `measure`: what of a reviewed line. Raises NotFoundError without a report, UsageError for a line
    that the review does not ask about.
    """
    district, year = known.district, known.fiscal_year
    one = review_of(known.office, district, year)
    asked = {line.key: line for line in to_explain(one.lines)}
    if not lines:
        lines = {key: None for key in asked if _is_new(key, one.state.claims)}
    if not lines:
        raise UsageError(
            f"The desk review of {district} {year} has no line that nobody asked about.",
            next_step=f"See: alliance report review {typed(district.name)} --fiscal-year {year}",
        )
    return {
        key: measure(_asked(asked, key, district, year)) if amount is None else amount
        for key, amount in lines.items()
    }


def _is_new(key: str, claims: Claims) -> bool:
    return already_asked(key, claims) is None


def _asked(
    asked: Mapping[str, ReviewedLine], key: str, district: District, year: FiscalYear
) -> ReviewedLine:
    if key not in asked:
        raise UsageError(
            f"The desk review of {district} {year} asks nothing about line {key!a:.40} (it asks "
            f"about: {', '.join(asked) or 'none'}).",
            next_step=f"To ask all the same, write --line {typed(key)}=AMOUNT",
        )
    return asked[key]
