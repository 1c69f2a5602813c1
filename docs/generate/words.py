"""What the docstrings of the code say, taken apart: the sentence, the provision, the fields.

The house style gives every public name one sentence, then `Source:` and an `Attributes:` line for
each field that does not explain itself. Concerns no provision of the statute.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from inspect import cleandoc

# Fields whose name says all there is; a new one either explains itself or is added here.
PLAIN: Mapping[str, str] = {
    "address": "where it was published",
    "advanced_by_board": "grant spending the board paid itself and is still owed",
    "amendment": "the number of the amendment, from 1",
    "amount": "the amount, whole cents",
    "approved_amount": "up to how much may be released on the plan",
    "at_board": "the part that stands with the school board",
    "at_commissioner": "the part that stands with the Commissioner",
    "at_comptroller": "the part that stands with the Comptroller",
    "at_town": "the part that stands with the town",
    "because": "why in spite of its discrepancies, or although nobody checked it",
    "breach": "what was not complied with",
    "carry_in": "the balance of the year before; no cap and no expiry",
    "condition": "the key of the condition",
    "content": "what the plan says; left out where only the total is on record here",
    "criterion": "ranked among the lowest, or kept as designated earlier",
    "direction": "the Commissioner's written direction instead of an approved plan",
    "discrepancies": "what is not as it should be",
    "due_on": "until when; left out where nobody set a day",
    "education_diversity": "the earmark taken out first",
    "evidence": "what shows it",
    "findings": "what the review says",
    "first_time": "true where no earlier round had the district",
    "found_by": "who found it, such as an audit",
    "funding_source": "from where, such as the Finance Advisory Committee",
    "hold": "the name of the withholding for noncompliance",
    "kind": "the kind of fact",
    "look_again_on": "when it is looked at again; left out where nobody set a day",
    "members": "who reviews, by name or seat",
    "month": "the month it is for, such as 2026-10",
    "name": "the ledger's name, on every screen",
    "not_withheld": "the part of the portion that nobody has withheld yet; a departure, shown",
    "paid_on": "the day the payment reached the town",
    "plan_version": "the version of the plan, from 1",
    "policy": "what it asks of people who act",
    "previous_fiscal_year": "the year the balance comes from",
    "published_on": "the day it was published",
    "published_portion": "the Alliance share as published",
    "purpose": "what the ledger is for",
    "reason": "why",
    "reference": "the act or paper it came by",
    "register": "its register number, such as FY2027-164-1",
    "release": "the release's own name",
    "remedy": "what lifts the withholding",
    "reported_date": "the date as printed",
    "request": "the request's own name",
    "residency": "what of the Commissioner's part is still set aside for a residency program",
    "rests_on_statement": "true where a figure behind it was stated, not derived",
    "round": "the designation round by its first fiscal year",
    "source": "the published source",
    "spent": "everything the board reported as spent",
    "stage": "how final the entitlement is",
    "stated_by": "who says so, such as the treasurer",
    "total": "what the plan asks for in all",
    "transfers": "what is to move between lines of the approved plan",
    "voucher": "the number of the paper in the Comptroller's system",
    "words": "the words as reported",
}


def paragraphs(kind: object) -> list[str]:
    """The paragraphs of a docstring up to its first section, each on one line."""
    text = cleandoc(kind.__doc__ or "")
    body = re.split(r"^(?:Attributes|Args):", text, maxsplit=1, flags=re.MULTILINE)[0]
    return [" ".join(part.split()) for part in body.split("\n\n") if part.strip()]


def summary(kind: object) -> str:
    """The first paragraph without `Raises` and `Source`, which have their own places."""
    first = paragraphs(kind)[0] if paragraphs(kind) else ""
    return re.split(r"\s*(?:Source:|Raises )", first, maxsplit=1)[0]


def provision(kind: object) -> str:
    """What `Source:` says, or ""."""
    found = re.search(r"Source: (.+)$", " ".join(paragraphs(kind)))
    return found[1].rstrip(".") if found else ""


def meanings(kind: type) -> dict[str, str]:
    """The meaning of every field of a dataclass, in its order.

    Raises LookupError for a field that nothing explains: write its `Attributes:` line.
    """
    names = [field.name for field in fields(kind)]
    said = attributes(kind, names)
    missing = [name for name in names if name not in said and name not in PLAIN]
    if missing:
        raise LookupError(f"{kind.__name__} does not explain {', '.join(missing)}")
    return {name: said.get(name) or PLAIN[name] for name in names}


def attributes(kind: type, names: Sequence[str]) -> dict[str, str]:
    """What the `Attributes:` section says, by field; "a, b: …" and "a … c: …" name several."""
    text = cleandoc(kind.__doc__ or "")
    section = text.partition("Attributes:")[2]
    lines = re.sub(r"\n {8,}(?=\S)", " ", section).splitlines()
    said: dict[str, str] = {}
    for line in lines:
        head, colon, meaning = line.strip().partition(": ")
        if not colon:
            continue
        for name in _named(head, names):
            said[name] = meaning.rstrip(".")
    return said


def _named(head: str, names: Sequence[str]) -> Iterable[str]:
    first, ellipsis, last = head.partition(" … ")
    if ellipsis:
        return names[names.index(first) : names.index(last) + 1]
    return [part.strip() for part in head.split(",")]


def kind_of(annotation: object) -> str:
    """A field's kind as people read it: "Money", "Stage or none"."""
    text = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    text = re.sub(r"\b(?:domain|collections|datetime)[\w.]*\.(?=\w)", "", text)
    text = re.sub(r"tuple\[(\w+), \.\.\.\]", r"list of \1", text)
    return text.replace(" | None", " or none")


def cell(text: str) -> str:
    """Text inside a table of a page."""
    return text.replace("|", "\\|").replace("\n", " ") or "–"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of a page."""
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return lines + [f"| {' | '.join(cell(text) for text in row)} |" for row in rows]


def page(title: str, *parts: Sequence[str]) -> str:
    """A whole page, with the line that says where it comes from."""
    lines = [f"# {title}", "", "<!-- Written by: python -m docs.generate. Do not edit. -->", ""]
    for part in parts:
        lines += [*part, ""]
    return "\n".join(lines).rstrip("\n") + "\n"
