"""A payment profile as a TOML file: an empty one to fill in, and reading it strictly.

Every key has to be known and every vendor stands with code and name, so that a shifted column is
noticed. A key that looks like a bank account is refused wherever it stands. Not here: what a
profile is (`profile.py`). Concerns no provision of the statute.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import cast

from domain.district import BY_CODE, District
from domain.errors import UsageError
from domain.words import same_person, same_words
from ledger.payments.profile import LAYOUT_STATUS, FileFormat, Profile
from ledger.plain import require_text

_LARGEST = 1024 * 1024
_KEYS = frozenset(
    {"format", "business_unit", "document", "approved_by", "approved_on", "chartfields", "vendors"}
)
_VENDOR_KEYS = frozenset({"town", "vendor_id"})
_CODE = re.compile(r"[0-9]{1,3}", re.ASCII)
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,29}", re.ASCII)
# Begins with a letter or digit, so that no spreadsheet takes it for a formula.
_CODING = re.compile(r"[0-9A-Za-z][0-9A-Za-z ._-]{0,29}", re.ASCII)
# "account" alone is a chartfield of the State; an account number is a bank's.
_BANK = re.compile(
    r"iban|swift|bank|routing|(?:account|acct)(?:no|num|nr|id)|sortcode|checking|savings"
    r"|(?:^|_)(?:aba|rtn|bic|ach)(?:_|$)"
)


class ProfileError(UsageError):
    """A payment profile that is not as it has to be."""

    code = "payment_profile"


def profile_template(districts: Iterable[District]) -> str:
    """An empty profile for these payees, to be filled in by the office."""
    vendors = [
        f'{district.code:03d} = {{ town = "{district.name}", vendor_id = "" }}'
        for district in sorted(set(districts))
    ]
    return "\n".join([*_TEMPLATE, *vendors, ""])


_TEMPLATE = (
    "# Payment profile of Alliance Ledger.",
    "# UNVERIFIED until the paying office fills it in: no public source gives these figures.",
    f"# {LAYOUT_STATUS}",
    "# Never write a bank account number here.",
    "",
    "# csv or xml",
    'format = "csv"',
    'business_unit = ""',
    "",
    "# What the office set this by (letter, memo, form and its date), and who approved it.",
    'document = ""',
    'approved_by = ["", ""]  # two different persons',
    "# approved_on = 2026-08-31",
    "",
    "# Coding, one line for each chartfield, under the office's own names.",
    "[chartfields]",
    '# fund = ""',
    '# department = ""',
    "",
    "# One line for each payee: town code, town, vendor id in the other system.",
    "[vendors]",
)


def read_profile(file: Path) -> Profile:
    """Read a profile. Raises ProfileError for anything that is not as it has to be."""
    try:
        if file.stat().st_size > _LARGEST:
            raise ProfileError(
                f"{file} is larger than a profile can be, {_LARGEST:,} bytes.",
                next_step="Is this the right file? See: alliance payments profile.",
            )
        content = file.read_bytes()
    except OSError as error:
        raise ProfileError(
            f"{file} cannot be read: {error.strerror}.", next_step="Check the file's name."
        ) from error
    return profile_of(content, file.name)


def profile_of(content: bytes, name: str) -> Profile:
    """The profile that bytes say. Raises ProfileError, naming the key."""
    require_text(name, "The name of the profile")
    try:
        said: dict[str, object] = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _wrong(name, "", f"it is not TOML in UTF-8: {error}") from error
    _require_no_bank(said, name)
    unknown = sorted(set(said) - _KEYS)
    if unknown:
        raise _wrong(name, unknown[0], "is not a key of a profile")
    chosen = _text(said, "format", name)
    if chosen not in set(FileFormat):
        raise _wrong(name, "format", f"is {chosen!r}, not csv or xml")
    return Profile(
        name=name,
        format=FileFormat(chosen),
        business_unit=_coded(_text(said, "business_unit", name), "business_unit", name),
        chartfields=_chartfields(_table(said, "chartfields", name), name),
        vendor_ids=_vendor_ids(_table(said, "vendors", name), name),
        document=_text(said, "document", name),
        approved_by=_two_persons(said.get("approved_by"), name),
        approved_on=_day(said.get("approved_on"), name),
    )


def _require_no_bank(said: Mapping[str, object], name: str) -> None:
    """Look at every key of every table, before anything else is said about the file."""
    waiting: list[object] = [said]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, list):
            waiting.extend(cast("list[object]", inner))
        if isinstance(inner, dict):
            for key, below in cast("dict[str, object]", inner).items():
                words = re.sub(r"[^a-z0-9]+", "_", key.casefold())
                if _BANK.search(words) or _BANK.search(words.replace("_", "")):
                    raise _wrong(
                        name, key, "looks like a bank account; none is ever kept in a ledger"
                    )
                waiting.append(below)


def _chartfields(table: Mapping[str, object], name: str) -> dict[str, str]:
    if not table:
        raise _wrong(name, "chartfields", "is empty")
    found = {}
    for key in table:
        where = f"chartfields.{key}"
        if _FIELD.fullmatch(key) is None:
            raise _wrong(name, where, "is not a name of small letters, digits and _")
        found[key] = _coded(_text(table, key, name, where=where), where, name)
    return found


def _vendor_ids(table: Mapping[str, object], name: str) -> dict[District, str]:
    rows: dict[District, str] = {}
    owners: dict[str, District] = {}
    for key in table:
        where = f"vendors.{key}"
        district = BY_CODE.get(int(key)) if _CODE.fullmatch(key) else None
        if district is None:
            raise _wrong(name, where, "is not a town code, 1 to 169")
        if district in rows:
            raise _wrong(name, where, f"names {district} a second time")
        rows[district] = _vendor_id(_table(table, key, name, where=where), district, where, name)
        # Without the zeros in front, which a spreadsheet takes away.
        plain_id = rows[district].lstrip("0").upper()
        other = owners.setdefault(plain_id, district) if rows[district] else district
        if other != district:
            raise _wrong(name, where, f"has the vendor id of {other}, {rows[district]!r}")
    return {district: vendor_id for district, vendor_id in rows.items() if vendor_id}


def _vendor_id(row: Mapping[str, object], district: District, where: str, name: str) -> str:
    """The vendor id of a row, or "" where it is not filled in yet."""
    if set(row) != _VENDOR_KEYS:
        raise _wrong(name, where, "has to give town and vendor_id, and nothing else")
    town = _text(row, "town", name, where=f"{where}.town")
    if not same_words(town, district.name):
        raise _wrong(name, where, f"says {town!r}, and town code {district.code} is {district}")
    if row["vendor_id"] == "":
        return ""
    where = f"{where}.vendor_id"
    return _coded(_text(row, "vendor_id", name, where=where), where, name)


def _two_persons(given: object, name: str) -> tuple[str, str]:
    if not isinstance(given, list) or len(given) != 2:  # noqa: PLR2004 - two persons
        raise _wrong(name, "approved_by", "has to be a list of two persons")
    people = {str(place): person for place, person in enumerate(cast("list[object]", given), 1)}
    first, second = (_text(people, key, name, where="approved_by") for key in people)
    if same_person(first, second):
        raise _wrong(name, "approved_by", f"names {first!r} twice; two different persons approve")
    return first, second


def _day(given: object, name: str) -> date:
    # Not isinstance: a date and time is a date too, and a profile has a day.
    if type(given) is not date:
        raise _wrong(name, "approved_on", "has to be a day such as 2026-08-31, without quotes")
    return given


def _table(said: Mapping[str, object], key: str, name: str, where: str = "") -> dict[str, object]:
    found = said.get(key)
    if not isinstance(found, dict):
        raise _wrong(name, where or key, "has to be a table")
    return cast("dict[str, object]", found)


def _text(said: Mapping[str, object], key: str, name: str, where: str = "") -> str:
    found = said.get(key)
    where = where or key
    if not isinstance(found, str):
        raise _wrong(name, where, "has to be text in quotes")
    try:
        return require_text(found.strip(), f"Profile {name}: {where!r}")
    except UsageError as error:
        raise ProfileError(
            error.message, details={"key": where}, next_step=error.next_step
        ) from error


def _coded(text: str, where: str, name: str) -> str:
    if _CODING.fullmatch(text) is None:
        raise _wrong(name, where, f"is {text!r}; up to 30 plain letters and digits are allowed")
    return text


def _wrong(name: str, key: str, problem: str) -> ProfileError:
    return ProfileError(
        f"Profile {name}: {f'{key!r} ' if key else ''}{problem.rstrip('.')}.",
        details={"key": key},
        next_step="Nothing was written. Mend the profile; two persons approve it again.",
    )
