"""The 169 towns of Connecticut, by the State's town code, which is also the local board's code.

Not here: which of them are Alliance Districts (that is an event); regional boards. Names and codes
are those of the Department's entitlement workbook (source S01 of `ledger/reference/`); the village
names are common knowledge, used only to suggest a town, never to choose one.
"""

import difflib
import re
from dataclasses import dataclass

from domain.errors import UnknownDistrictError

# In the order of the codes 1 to 169.
_TOWNS = (
    "Andover; Ansonia; Ashford; Avon; Barkhamsted; Beacon Falls; Berlin; Bethany; Bethel; "
    "Bethlehem; Bloomfield; Bolton; Bozrah; Branford; Bridgeport; Bridgewater; Bristol; "
    "Brookfield; Brooklyn; Burlington; Canaan; Canterbury; Canton; Chaplin; Cheshire; Chester; "
    "Clinton; Colchester; Colebrook; Columbia; Cornwall; Coventry; Cromwell; Danbury; Darien; "
    "Deep River; Derby; Durham; Eastford; East Granby; East Haddam; East Hampton; East Hartford; "
    "East Haven; East Lyme; Easton; East Windsor; Ellington; Enfield; Essex; Fairfield; "
    "Farmington; Franklin; Glastonbury; Goshen; Granby; Greenwich; Griswold; Groton; Guilford; "
    "Haddam; Hamden; Hampton; Hartford; Hartland; Harwinton; Hebron; Kent; Killingly; "
    "Killingworth; Lebanon; Ledyard; Lisbon; Litchfield; Lyme; Madison; Manchester; Mansfield; "
    "Marlborough; Meriden; Middlebury; Middlefield; Middletown; Milford; Monroe; Montville; "
    "Morris; Naugatuck; New Britain; New Canaan; New Fairfield; New Hartford; New Haven; "
    "Newington; New London; New Milford; Newtown; Norfolk; North Branford; North Canaan; "
    "North Haven; North Stonington; Norwalk; Norwich; Old Lyme; Old Saybrook; Orange; Oxford; "
    "Plainfield; Plainville; Plymouth; Pomfret; Portland; Preston; Prospect; Putnam; Redding; "
    "Ridgefield; Rocky Hill; Roxbury; Salem; Salisbury; Scotland; Seymour; Sharon; Shelton; "
    "Sherman; Simsbury; Somers; Southbury; Southington; South Windsor; Sprague; Stafford; "
    "Stamford; Sterling; Stonington; Stratford; Suffield; Thomaston; Thompson; Tolland; "
    "Torrington; Trumbull; Union; Vernon; Voluntown; Wallingford; Warren; Washington; Waterbury; "
    "Waterford; Watertown; Westbrook; West Hartford; West Haven; Weston; Westport; Wethersfield; "
    "Willington; Wilton; Winchester; Windham; Windsor; Windsor Locks; Wolcott; Woodbridge; "
    "Woodbury; Woodstock"
).split("; ")

# What people also write, and the town it lies in. A suggestion only: nothing is guessed.
_ALSO_WRITTEN = {
    "danielson": 69,
    "gales ferry": 72,
    "jewett city": 58,
    "moosup": 109,
    "niantic": 45,
    "rockville": 146,
    "storrs": 78,
    "thompsonville": 49,
    "unionville": 52,
    "willimantic": 163,
    "winsted": 162,
}

# Towns that hands and eyes confuse; screens that name one of them show its code and its twins.
_NEAR_TWINS = (
    (164, 165, 47, 132, 163),  # Windsor, Windsor Locks, East Windsor, South Windsor, Windham
    (93, 44, 156, 101),  # New, East, West and North Haven
    (103, 104),  # Norwalk, Norwich
    (135, 138),  # Stamford, Stratford
    (77, 162),  # Manchester, Winchester
    (64, 43, 155, 92),  # Hartford; East, West and New Hartford
)

_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True, order=True)
class District:
    """A town and its local school district.

    Attributes:
        code: the State's town code, 1 to 169.
        name: the town's name, as the Department writes it.
    """

    code: int
    name: str

    @property
    def near_twins(self) -> "tuple[District, ...]":
        """Towns easily taken for this one, in town-code order; empty for most."""
        codes = {code for group in _NEAR_TWINS if self.code in group for code in group}
        return tuple(BY_CODE[code] for code in sorted(codes - {self.code}))

    def __str__(self) -> str:
        """Name and code: "Hartford (64)"."""
        return f"{self.name} ({self.code})"


BY_CODE = {code: District(code, name) for code, name in enumerate(_TOWNS, start=1)}
_BY_NAME = {district.name.casefold(): district for district in BY_CODE.values()}


def district_named(text: str) -> District:
    """The town of that name (any letter case) or code ("64", "064").

    Raises UnknownDistrictError with the nearest names; a misspelled or partial name is never
    completed, and look-alike letters of other alphabets are named by code point.
    """
    written = " ".join(text.split())
    wanted = written.casefold()
    # Case folding turns a Kelvin sign into k and a long s into s, so only plain letters count.
    if written.isascii() and wanted in _BY_NAME:
        return _BY_NAME[wanted]
    code = int(wanted) if re.fullmatch("[0-9]{1,3}", wanted) else 0
    if code in BY_CODE:
        return BY_CODE[code]
    raise _unknown(text, wanted)


def _unknown(text: str, wanted: str) -> UnknownDistrictError:
    shown = ascii(text)[:60]
    if wanted in _ALSO_WRITTEN:
        nearest = [BY_CODE[_ALSO_WRITTEN[wanted]]]
    else:
        close = difflib.get_close_matches(wanted[:60], _BY_NAME, n=_SUGGESTIONS, cutoff=0.6)
        nearest = [_BY_NAME[name] for name in close]
    names = ", ".join(str(district) for district in nearest)
    strange = sorted({f"U+{ord(letter):04X}" for letter in text if not letter.isascii()})
    foreign = f" It holds characters that are not plain letters: {', '.join(strange)}."
    return UnknownDistrictError(
        f"{shown} is not one of the 169 towns." + (foreign if strange else ""),
        details={"given": shown} | ({"nearest": names} if names else {}),
        next_step=f"Nearest: {names}." if names else "Use the town's name or its code, 1 to 169.",
    )
