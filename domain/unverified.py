"""Which law a district-year's portion rests on that nobody has verified, in one line.

Not here: the law and its standing (`domain/statute/`), the portion itself (`decisions/portion.py`).
Source: C.G.S. § 10-262u(c)(1).
"""

from domain.authority import Status
from domain.errors import NoRuleInForceError
from domain.state import DistrictYear
from domain.statute.rules import Rules
from domain.statute.s262u_b_designation import RoundName
from domain.statute.schedule import Entry


def unverified_of(state: DistrictYear, rules: Rules) -> str | None:
    """What is unverified in the law of the portion, for that year; None where nothing is.

    Without a designation there is no portion. A gap in the law is nothing unverified: where it
    matters, it is refused.
    """
    if state.designation is None or not state.designated:
        return None
    named, first_time = RoundName(state.designation.round), state.designation.first_time
    try:
        entries: list[tuple[str, Entry[object]]] = [
            ("what is taken out before the portion", rules.earmark()),
            ("what the portion is the increase over", rules.portion(named, first_time=first_time)),
        ]
    except NoRuleInForceError:
        return None
    said = [
        f"{what}, {entry.shown} ({entry.citation})"
        for what, entry in entries
        if entry.status is Status.UNVERIFIED
    ]
    return f"Law UNVERIFIED for {rules.year}: {'; '.join(said)}." if said else None
