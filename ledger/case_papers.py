"""The words around the record of a case: what it is, its index, and the form to certify it.

Nothing is signed here. Not here: which records make the case (`case_record.py`).
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from domain.district import District
from domain.fiscal_year import FiscalYear
from ledger.case_record import HELD_IN, LEFT_OUT, PARTS, Item
from ledger.letters import MADE_UP, Letter
from ledger.reported_lines import line_table

_WIDTH = 98
UNVERIFIED = (
    "UNVERIFIED: the parts and their order are those of C.G.S. § 4-177(d) as read from a law site, "
    "with service papers (Regs. § 10-4-18) and what came after the decision behind them. Counsel "
    "says whether they apply to this case."
)
_CHECK = (
    "A line of records.jsonl has the position, the record, and the SHA-256 of the record alone as "
    "canonical JSON: keys sorted, no blanks between, UTF-8. That is how it is kept in the ledger. "
    "The letter is made from the records under the law of its day, and its SHA-256 stands in the "
    "record of the determination (letter_sha256); CERTIFICATION.txt says how to get it from "
    "letter.txt. A document that is not in this file is held by "
    "the Department; its SHA-256 in the index tells it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What every paper of the record says at its top.

    Attributes:
        id: the determination.
        district, fiscal_year: whose it is, and the year of the money.
        ledger_id, headline: the ledger it is from, and its first line on every screen.
        size: the last position the record was made from.
        synthetic: whether any of it is made up, or the ledger is for practice.
    """

    id: str
    district: District
    fiscal_year: FiscalYear
    ledger_id: str
    headline: str
    size: int
    synthetic: bool

    @property
    def head(self) -> tuple[str, ...]:
        """The first lines of every paper."""
        return (
            *((MADE_UP, "") if self.synthetic else ()),
            f"DETERMINATION {self.id}",
            f"{self.district} · {self.fiscal_year} · Alliance District funds, C.G.S. § 10-262u(g)",
            f"Ledger {self.ledger_id}, positions 1 to {self.size}",
            self.headline,
            "",
        )


def readme(facts: CaseFacts) -> str:
    """What the files are, and how each can be checked."""
    return (
        "\n".join(
            [
                *facts.head,
                "THE RECORD OF THE CASE",
                "",
                "INDEX.txt           every item, in parts; index.json is the same for programs",
                "CERTIFICATION.txt   a form for the keeper of the record; it is not signed",
                "records.jsonl       the records of the case, one a line, in order of position",
                "letter.txt, .rtf    the letter of the determination, where one was issued",
                "calculation.txt     its calculation line by line, made again from the records,",
                "                    and what was reported on each line first and what changed it",
                "documents/          files that were given, each named by its SHA-256",
                "SHA256SUMS          of every other file: sha256sum --check SHA256SUMS",
                "",
                *_text(_CHECK),
                "",
                *_text(UNVERIFIED),
            ]
        )
        + "\n"
    )


def index_text(facts: CaseFacts, items: Sequence[Item]) -> str:
    """The index, part after part, with a line where a part has nothing."""
    lines = [*facts.head, "INDEX OF THE RECORD", "", *_text(UNVERIFIED), "", *_rule(facts)]
    for part, title in PARTS.items():
        lines += [f"PART {part}. {title}", ""]
        of_part = [item for item in items if item.part == part]
        for item in of_part:
            lines += _entry(item)
        lines += [] if of_part else ["  nothing on record in this ledger", ""]
    records = sum(item.kind == "record" for item in items)
    documents = sum(item.kind == "document" for item in items)
    papers = len(items) - records - documents
    lines.append(
        f"{records} records + {documents} documents + {papers} papers = {len(items)} items"
    )
    return "\n".join(lines) + "\n"


def _rule(facts: CaseFacts) -> list[str]:
    """By what rule records are in it, so that whoever certifies it can say what is not."""
    return [
        *_text(
            f"WHAT IS IN IT is chosen by one rule from the records of {facts.district} "
            f"{facts.fiscal_year}; counsel says whether more belongs to this case:"
        ),
        *_points(HELD_IN),
        "",
        "WHAT IS NOT IN IT, and stays in the ledger:",
        *_points(LEFT_OUT),
        "",
    ]


def _points(points: Sequence[str]) -> list[str]:
    return [
        line
        for point in points
        for line in textwrap.wrap(
            point,
            _WIDTH,
            initial_indent="  - ",
            subsequent_indent="    ",
            break_on_hyphens=False,
        )
    ]


def _entry(item: Item) -> list[str]:
    place = f", position {item.position}" if item.position is not None else ""
    day = f"{item.effective_on} · " if item.effective_on else ""
    mark = f"{item.corrected.upper()}: " if item.corrected else ""
    return [
        f"  {item.number:<6}{day}{mark}{_one_line(item.what)}",
        f"        {item.kind}{place} · {item.file or item.held}",
        f"        SHA-256 {item.sha256 or 'none on record'}",
        "",
    ]


def _one_line(text: str) -> str:
    """Text in one line, so that no record can put a line of its own into the index."""
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)


def calculation_text(facts: CaseFacts, letter: Letter) -> str:
    """The letter's calculation, and behind it how what was reported came to be that."""
    lines = [*facts.head, *letter.calculation]
    if letter.reported:
        lines += ["HOW EACH LINE CAME TO WHAT IS REPORTED (not part of the letter)", ""]
        lines += line_table(letter.reported)
    return "\n".join(lines) + "\n"


def certification(
    facts: CaseFacts, index_sha256: str, items: Sequence[Item], letter_sha256: str | None
) -> str:
    """The form to certify it, with blanks to be filled in by hand.

    `letter_sha256`: of the letter as recorded; None where none was issued.
    """
    blank = "_" * 40
    elsewhere = sum(item.file is None for item in items)
    statement = (
        f"I certify that the {len(items)} items listed in INDEX.txt are the record of this case as "
        "kept by the Department of Education, complete to the best of my knowledge by the rule "
        "that INDEX.txt states, and that the "
        f"{elsewhere} of them that are not in this file are held by the Department and will be "
        "produced."
    )
    return (
        "\n".join(
            [
                *facts.head,
                "CERTIFICATION OF THE RECORD (a form; not signed by this program)",
                "",
                *_text(statement),
                "",
                f"SHA-256 of INDEX.txt: {index_sha256}",
                *_letter_lines(letter_sha256, practice=facts.synthetic),
                "",
                f"Name       {blank}",
                f"Title      {blank}",
                f"Signature  {blank}",
                f"Date       {blank}",
            ]
        )
        + "\n"
    )


def _letter_lines(letter_sha256: str | None, *, practice: bool) -> list[str]:
    """The digest on record of the letter, and how it is got from the file."""
    if letter_sha256 is None:
        return []
    return [
        f"SHA-256 of the letter as recorded: {letter_sha256}",
        *(
            (
                "It is of letter.txt without its first two lines, which are no part of the letter:",
                "  tail -n +3 letter.txt | sha256sum",
            )
            if practice
            else ("It is of letter.txt as it is: sha256sum letter.txt",)
        ),
    ]


def _text(words: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False)
