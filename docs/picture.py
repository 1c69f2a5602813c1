"""The picture in the README: the Alliance portion by law, by fiscal year, from the built record.

Run: python docs/picture.py (writes docs/img/portion-by-year.svg). A test keeps it fresh.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from domain.authority import Policy, Purpose
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from ledger.application import Ledger
from ledger.public_record import build
from ledger.stores.memory import MemoryRecorder

FILE = Path(__file__).parent / "img" / "portion-by-year.svg"

WIDTH, HEIGHT = 860, 396
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 64, 74
MILLION = 100_000_000  # cents

Bar = tuple[FiscalYear, int, Money, Money | None]


def bars() -> list[Bar]:
    """Year, number of districts, portion by law, withheld as published (None: not published)."""
    ledger = Ledger(MemoryRecorder(), lambda: datetime(2026, 11, 22, tzinfo=UTC))
    ledger.open_new(
        ledger_id="picture",
        name="picture",
        purpose=Purpose.DEMONSTRATION,
        policy=Policy.OPEN,
        actor="picture",
    )
    build(ledger, "picture", lambda _: None)
    states = ledger.all_district_years()
    found = []
    for ends_in in range(2013, 2028):
        year = FiscalYear(ends_in)
        of_year = [s for (_, at), s in states.items() if at == year and s.designated]
        portion = total([s.portion.portion for s in of_year if s.portion is not None])
        known = [s for s in of_year if s.withheld]
        withheld = [figure("withheld_by_comptroller", s) or Money(0) for s in known]
        found.append((year, len(of_year), portion, total(withheld) if withheld else None))
    return found


def svg(rows: Sequence[Bar]) -> str:
    """The bar chart as text."""
    highest = 600
    step = (WIDTH - LEFT - RIGHT) / len(rows)
    scale = (HEIGHT - TOP - BOTTOM) / highest

    def y_of(amount: Money) -> float:
        return HEIGHT - BOTTOM - amount.cents / MILLION * scale

    whole = total([portion for _, _, portion, _ in rows])
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'font-family="Helvetica, Arial, sans-serif">'
        ),
        "<title>Alliance portion by law, FY2013 to FY2027</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        (
            '<text x="16" y="26" font-size="17" fill="#1a2b3c">Alliance portion by law, '
            f"FY2013–FY2027: ${whole.display}</text>"
        ),
        (
            '<text x="16" y="46" font-size="12" fill="#5a6b7c">Millions of dollars. Solid: split '
            "published, line at the amount withheld. Light: no split published yet.</text>"
        ),
    ]
    for mark in range(0, highest + 1, 100):
        y = HEIGHT - BOTTOM - mark * scale
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dde3e9"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" font-size="11" text-anchor="end" '
            f'fill="#5a6b7c">{mark}</text>'
        )
    for index, (year, districts, portion, withheld) in enumerate(rows):
        x = LEFT + index * step + step * 0.14
        wide = step * 0.72
        middle = x + wide / 2
        top = y_of(portion)
        color = "#1f5f8b" if withheld is not None else "#9cc3dd"
        parts.append(
            f'<rect x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" '
            f'height="{HEIGHT - BOTTOM - top:.1f}" fill="{color}"/>'
        )
        if withheld is not None:
            line = y_of(withheld)
            parts.append(
                f'<line x1="{x - 3:.1f}" x2="{x + wide + 3:.1f}" y1="{line:.1f}" y2="{line:.1f}" '
                'stroke="#c0392b" stroke-width="2"/>'
            )
        label = min(top, y_of(withheld) if withheld is not None else top)
        parts.append(
            f'<text x="{middle:.1f}" y="{label - 6:.1f}" font-size="11" text-anchor="middle" '
            f'fill="#1a2b3c">{portion.cents / MILLION:.0f}</text>'
            f'<text x="{middle:.1f}" y="{HEIGHT - BOTTOM + 17}" font-size="11" '
            f'text-anchor="middle" fill="#1a2b3c">{year}</text>'
            f'<text x="{middle:.1f}" y="{HEIGHT - BOTTOM + 33}" font-size="10" '
            f'text-anchor="middle" fill="#5a6b7c">{districts}</text>'
        )
    parts.append(
        f'<text x="{LEFT - 8}" y="{HEIGHT - BOTTOM + 33}" font-size="10" text-anchor="end" '
        'fill="#5a6b7c">districts</text>'
    )
    notes = (
        (
            "Figures of the Department of Education (source S01, CC BY 4.0). FY2018: withheld 5.1 "
            "million above the law."
        ),
        "FY2024–25: education-diversity taken out first, unverified. FY2027: preliminary.",
    )
    parts += [
        f'<text x="16" y="{HEIGHT - 26 + 15 * row}" font-size="10" fill="#5a6b7c">{note}</text>'
        for row, note in enumerate(notes)
    ]
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(svg(bars()), encoding="utf-8")
