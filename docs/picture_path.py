"""The picture of the way from a plan to a payment: whose act each event is, and what stops it.

Run: python docs/picture_path.py (writes docs/img/plan-to-payment.svg). A test keeps it fresh and
holds each box against the events there are.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "img" / "plan-to-payment.svg"

LANES = ("Board of education", "Department", "Commissioner", "Comptroller", "Town")
LANE, COLUMN, LEFT, TOP = 92, 138, 18, 92
WIDE, HIGH, APART = 122, 54, 24
INK, PALE, BLUE, RED = "#1a2b3c", "#5a6b7c", "#1f5f8b", "#c0392b"


class Box(NamedTuple):
    """One event: lane and column it stands in, its name, what it is in two words, its clause."""

    lane: int
    column: int
    event: str
    words: str
    clause: str


BOXES = (
    Box(1, 0, "SubmissionReceived", "received as it came", "§ 11-8b"),
    Box(1, 1, "SubmissionChecked", "checked, or sent back", "§ 11-8b"),
    Box(1, 2, "SubmissionAccepted", "accepted", "§ 11-8b"),
    Box(0, 3, "PlanSubmitted", "plan submitted", "(d)"),
    Box(2, 3, "PlanChangesRequired", "changes required", "(d)(A)"),
    Box(2, 4, "PlanApproved", "plan approved", "(c)(2), (d)"),
    Box(3, 3, "AlliancePortionWithheld", "portion withheld", "(c)(1)"),
    Box(3, 4, "PortionTransferred", "transferred", "(c)(1)"),
    Box(1, 5, "ReleaseProposed", "release proposed", "(c)(2)"),
    Box(2, 6, "ReleaseAuthorized", "release authorized", "(c)(2)"),
    Box(2, 7, "PaymentWithheldForNoncompliance", "payment withheld", "(f)"),
    Box(3, 7, "ReleaseIssued", "payment issued", "§ 10-262i(b)"),
    Box(3, 8, "ReleaseConfirmed", "paid to the town", "(c)(2)"),
    Box(4, 8, "PassThroughRecorded", "passed to the board", "(c)(2)"),
)

# From one event to the next; "stop" for what blocks, "back" for what returns.
ARROWS = (
    ("SubmissionReceived", "SubmissionChecked", ""),
    ("SubmissionChecked", "SubmissionAccepted", ""),
    ("SubmissionAccepted", "PlanSubmitted", ""),
    ("PlanSubmitted", "PlanChangesRequired", "back"),
    ("PlanSubmitted", "PlanApproved", ""),
    ("AlliancePortionWithheld", "PortionTransferred", ""),
    ("PlanApproved", "ReleaseProposed", ""),
    ("PortionTransferred", "ReleaseAuthorized", ""),
    ("ReleaseProposed", "ReleaseAuthorized", ""),
    ("PaymentWithheldForNoncompliance", "ReleaseAuthorized", "stop"),
    ("ReleaseAuthorized", "ReleaseIssued", "down"),
    ("ReleaseIssued", "ReleaseConfirmed", ""),
    ("ReleaseConfirmed", "PassThroughRecorded", ""),
)

WIDTH = LEFT + COLUMN * 9 + 4
HEIGHT = TOP + LANE * len(LANES) + 44


def svg() -> str:
    """The picture as text."""
    return "\n".join([*_frame(), *_lanes(), *_arrows(), *_boxes(), *_notes(), "</svg>", ""])


def _frame() -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="Helvetica, Arial, sans-serif">'
    )
    yield "<title>From a plan to a payment: whose act each event is</title>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    for name, color in (("go", PALE), ("halt", RED)):
        yield (
            f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            f'markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="{color}"/></marker>'
        )
    yield _text(16, 28, "From a plan to a payment", size=17, color=INK)
    under = (
        "Each box is an event on record, in the lane of the office whose act it is, with its clause"
    )
    yield _text(16, 48, f"{under} of § 10-262u.", size=12, color=PALE)


def _lanes() -> Iterator[str]:
    for number, name in enumerate(LANES):
        y = TOP + LANE * number
        if number % 2 == 0:
            yield (f'<rect x="0" y="{y - 14}" width="{WIDTH}" height="{LANE}" fill="#f3f6f9"/>')
        yield _text(16, y - 1, name, size=11, color=PALE)


def _boxes() -> Iterator[str]:
    for box in BOXES:
        x, y = _corner(box)
        stops = any(kind == "stop" and start == box.event for start, _, kind in ARROWS)
        color = RED if stops else BLUE
        yield (
            f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="5" fill="#ffffff" '
            f'stroke="{color}" stroke-width="1.5"/>'
        )
        middle = x + WIDE / 2
        yield _text(middle, y + 24, box.words, size=11, color=INK, anchor="middle")
        yield _text(middle, y + 41, box.clause, size=10, color=PALE, anchor="middle")


def _arrows() -> Iterator[str]:
    by_event = {box.event: box for box in BOXES}
    for start, end, kind in ARROWS:
        color, head = (RED, "halt") if kind in {"stop", "back"} else (PALE, "go")
        dashed = ' stroke-dasharray="4 3"' if kind == "back" else ""
        yield (
            f'<path d="{_path(by_event[start], by_event[end], kind)}" fill="none" stroke="{color}" '
            f'stroke-width="1.4"{dashed} marker-end="url(#{head})"/>'
        )


def _path(start: Box, end: Box, kind: str) -> str:
    (x1, y1), (x2, y2) = _corner(start), _corner(end)
    if start.column == end.column:
        down = end.lane > start.lane
        x = x1 + WIDE / 2
        return f"M{x},{y1 + HIGH if down else y1} L{x},{y2 if down else y2 + HIGH}"
    if start.lane == end.lane:
        right = end.column > start.column
        out, into = (x1 + WIDE, x2) if right else (x1, x2 + WIDE)
        return f"M{out},{y1 + HIGH / 2} L{into},{y2 + HIGH / 2}"
    if kind == "down":
        x = x1 + WIDE / 2 + APART
        return f"M{x},{y1 + HIGH} L{x},{y2 + HIGH / 2} L{x2},{y2 + HIGH / 2}"
    down = end.lane > start.lane
    turn = x2 + WIDE / 2 - (0 if down else APART)
    into = y2 if down else y2 + HIGH
    return f"M{x1 + WIDE},{y1 + HIGH / 2} L{turn},{y1 + HIGH / 2} L{turn},{into}"


def _corner(box: Box) -> tuple[int, int]:
    return LEFT + COLUMN * box.column, TOP + LANE * box.lane + 6


def _notes() -> Iterator[str]:
    rests = "on an approved plan, or a written direction with a cap"
    limits = "never above what that allows, never above what the Commissioner holds"
    for row, note in enumerate(
        (
            "Red: what comes back, and what stops a payment.",
            f"A payment is issued once: {rests}; {limits}.",
        )
    ):
        yield _text(16, HEIGHT - 24 + 15 * row, note, size=10, color=PALE)


def _text(x: float, y: float, words: str, *, size: int, color: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" fill="{color}">'
        f"{words}</text>"
    )


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(svg(), encoding="utf-8")
