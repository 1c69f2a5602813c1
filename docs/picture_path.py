"""The pictures of two ways: from a plan to a payment, and from a report to an order.

Whose act each event is, and what stops it. Run: python docs/picture_path.py (writes both files into
docs/img). A test keeps them fresh and holds each box against the events there are.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "img"

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


class Way(NamedTuple):
    """One picture: its file and title, whose lanes, which events, what leads to what, notes.

    An arrow is from one event to the next; "stop" blocks, "back" returns or lowers, "down" leaves
    the box below.
    """

    file: str
    title: str
    lanes: tuple[str, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]

    @property
    def width(self) -> int:
        """In the picture's own units."""
        return LEFT + COLUMN * (max(box.column for box in self.boxes) + 1) + 4

    @property
    def height(self) -> int:
        """In the picture's own units."""
        return TOP + LANE * len(self.lanes) + 30 + 15 * (len(self.notes) - 1)


PLAN = Way(
    file="plan-to-payment.svg",
    title="From a plan to a payment",
    lanes=("Board of education", "Department", "Commissioner", "Comptroller", "Town"),
    boxes=(
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
    ),
    arrows=(
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
    ),
    notes=(
        "Red: what comes back, and what stops a payment.",
        (
            "A payment is issued once: on an approved plan, or a written direction with a cap; "
            "never above what that allows, never above what the Commissioner holds."
        ),
    ),
)

REPORT = Way(
    file="report-to-order.svg",
    title="From a report to an order",
    lanes=(
        "Board of education",
        "Department",
        "Commissioner",
        "Court, Governor, OPM",
        "The account of the year",
    ),
    boxes=(
        Box(0, 0, "ExpenditureReported", "report submitted", "(g)"),
        Box(0, 1, "ReportCertified", "report certified", "(g)"),
        Box(1, 2, "InquiryOpened", "a line asked about", "(g)"),
        Box(0, 3, "InquiryAnswered", "answered", "(g)"),
        Box(1, 4, "FindingRaised", "finding raised", "(g)"),
        Box(1, 5, "ProcedureSet", "counsel is asked", "§ 4-177"),
        Box(2, 5, "PreliminaryDeterminationIssued", "the board is told", "(g), § 4-177"),
        Box(0, 6, "ResponseReceived", "the board responds", "§ 4-177"),
        Box(2, 7, "DeterminationIssued", "determined", "(g)"),
        Box(3, 7, "ClaimReduced", "less is claimed", "§ 3-7, § 4-181a"),
        Box(1, 8, "PaperServed", "sent by mail", "Regs. § 10-4-18"),
        Box(0, 9, "RepaymentReceived", "repaid, own money", "(g)"),
        Box(2, 9, "ReductionApplied", "a later year reduced", "(g)"),
        Box(3, 9, "StayOrdered", "stayed", "§ 4-183"),
        Box(4, 1, "FiscalYearClosed", "the year is closed", "(h)"),
        Box(4, 2, "BalanceCarriedIn", "unspent is carried", "(h)"),
        Box(4, 3, "EventCorrected", "restated, if amended", "(h), § 11-8b"),
    ),
    arrows=(
        ("ExpenditureReported", "ReportCertified", ""),
        ("ReportCertified", "InquiryOpened", ""),
        ("InquiryOpened", "InquiryAnswered", ""),
        ("InquiryAnswered", "FindingRaised", ""),
        ("FindingRaised", "ProcedureSet", ""),
        ("ProcedureSet", "PreliminaryDeterminationIssued", ""),
        ("PreliminaryDeterminationIssued", "ResponseReceived", ""),
        ("ResponseReceived", "DeterminationIssued", ""),
        ("DeterminationIssued", "ClaimReduced", "back"),
        ("DeterminationIssued", "PaperServed", ""),
        ("PaperServed", "RepaymentReceived", ""),
        ("PaperServed", "ReductionApplied", ""),
        ("StayOrdered", "ReductionApplied", "stop"),
        ("ReportCertified", "FiscalYearClosed", ""),
        ("FiscalYearClosed", "BalanceCarriedIn", ""),
        ("BalanceCarriedIn", "EventCorrected", ""),
    ),
    notes=(
        (
            "Red: what lowers a claim, on an instrument alone, and what stops a reduction. The "
            "board is told and heard where counsel says that it is a contested case."
        ),
        (
            "No more is claimed than was found, and nothing twice. §§ 3-7, 4-177, 4-181a, 4-183 "
            "and the Regulations: unverified for orders under § 10-262u(g)."
        ),
    ),
)
WAYS = (PLAN, REPORT)


def svg(way: Way) -> str:
    """The picture as text."""
    parts = (_frame(way), _lanes(way), _arrows(way), _boxes(way), _notes(way))
    return "\n".join([*(one for part in parts for one in part), "</svg>", ""])


def _frame(way: Way) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {way.width} {way.height}" '
        'role="img" font-family="Helvetica, Arial, sans-serif">'
    )
    yield f"<title>{way.title}: whose act each event is</title>"
    yield f'<rect width="{way.width}" height="{way.height}" fill="#ffffff"/>'
    for name, color in (("go", PALE), ("halt", RED)):
        yield (
            f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            f'markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="{color}"/></marker>'
        )
    yield _text(16, 28, way.title, size=17, color=INK)
    under = (
        "Each box is an event on record, in the lane of the office whose act it is, with its clause"
    )
    yield _text(16, 48, f"{under} of § 10-262u.", size=12, color=PALE)


def _lanes(way: Way) -> Iterator[str]:
    for number, name in enumerate(way.lanes):
        y = TOP + LANE * number
        if number % 2 == 0:
            yield (f'<rect x="0" y="{y - 14}" width="{way.width}" height="{LANE}" fill="#f3f6f9"/>')
        yield _text(16, y - 1, name, size=11, color=PALE)


def _boxes(way: Way) -> Iterator[str]:
    for box in way.boxes:
        x, y = _corner(box)
        stops = any(kind == "stop" and start == box.event for start, _, kind in way.arrows)
        color = RED if stops else BLUE
        yield (
            f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="5" fill="#ffffff" '
            f'stroke="{color}" stroke-width="1.5"/>'
        )
        middle = x + WIDE / 2
        yield _text(middle, y + 24, box.words, size=11, color=INK, anchor="middle")
        yield _text(middle, y + 41, box.clause, size=10, color=PALE, anchor="middle")


def _arrows(way: Way) -> Iterator[str]:
    by_event = {box.event: box for box in way.boxes}
    for start, end, kind in way.arrows:
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


def _notes(way: Way) -> Iterator[str]:
    first = TOP + LANE * len(way.lanes) + 6
    for row, note in enumerate(way.notes):
        yield _text(16, first + 15 * row, note, size=10, color=PALE)


def _text(x: float, y: float, words: str, *, size: int, color: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" fill="{color}">'
        f"{words}</text>"
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for drawn in WAYS:
        (FOLDER / drawn.file).write_text(svg(drawn), encoding="utf-8")
