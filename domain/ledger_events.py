"""Events about a ledger itself: what it is, what was loaded into it, what it holds.

They move no money. Not here: events of a district-year (`domain/events.py`), the fields of dated
configuration, which is part of the union (`domain/setting_events.py`).
"""

from dataclasses import dataclass
from datetime import date

from domain.authority import Policy, Purpose
from domain.batch_events import BatchEvent
from domain.money import Money
from domain.setting_events import SettingEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerOpened:
    """The first record of a ledger: its name, purpose and policy, fixed from here on."""

    name: str
    purpose: Purpose
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLoaded:
    """A file was loaded in bulk: what it says was recorded today, not as it happened.

    Attributes:
        file: the file's name.
        sha256: of its bytes.
        kind: what it holds, such as "ecs-entitlements".
        rows: rows read.
        records: records written from it.
        loaded_on: the day, America/New_York.
    """

    file: str
    sha256: str
    kind: str
    rows: int
    records: int
    loaded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageStated:
    """What this ledger holds of a kind of event, so that absence is not taken for a breach.

    Attributes:
        kind: such as "plans", "releases", "expenditure-reports", "entitlements".
        first_fiscal_year, last_fiscal_year: fiscal years inclusive; None, None where it holds none.
        note: what is missing and why, in plain words.
    """

    kind: str
    first_fiscal_year: int | None
    last_fiscal_year: int | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatewideFactReported:
    """Something a public source reported that belongs to no one district-year.

    Attributes:
        fiscal_year: the fiscal year it is about, or None where the source names none.
        kind: the kind of fact.
        words: the words as reported.
        amount: the amount as reported, or None.
        reported_date: the date as printed, or None.
        source: the source's id in the register shipped with the ledger.
    """

    fiscal_year: int | None
    kind: str
    words: str
    amount: Money | None
    reported_date: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramReportPublished:
    """The Commissioner published the report on the program. Source: C.G.S. § 10-262w.

    Attributes:
        first_fiscal_year, last_fiscal_year: the fiscal years it covers, inclusive.
        published_on: the day it was published.
        sha256: of the file, 64 hexadecimal digits.
        address: where it was published.
    """

    first_fiscal_year: int
    last_fiscal_year: int
    published_on: date
    sha256: str
    address: str


LedgerEvent = (
    LedgerOpened
    | SourceLoaded
    | CoverageStated
    | StatewideFactReported
    | ProgramReportPublished
    | BatchEvent
    | SettingEvent
)
