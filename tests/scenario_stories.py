"""The stories of `tests/scenarios/`, and what it takes to play one on either database.

    played = databases.send(story, databases.begin(story, "sqlite"))
    assert played.found == json.loads(story.expected.read_text("utf-8"))

At the top of `tests/` because two test files share it. Not here: what has to come out (the
`.expected.json` files), what is compared (`scenarios/test_scenarios.py`). C.G.S. § 10-262u(c)-(h).
"""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cli_runner import Ran, run, sqlite_address
from postgres_server import PostgresServer
from real_record import opened

from cli.account import SYNTHETIC
from domain.authority import Policy
from ledger.public_record import build
from ledger.stores.open import open_recorder

FOLDER = Path(__file__).parent / "scenarios"
KINDS = ("sqlite", "postgresql")
NOT_FOUND = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story.

    Attributes:
        name: of its files.
        shown: the district-years whose balances and answers the expected file has, some on a day
            in the middle.
        real: True where it begins from the shipped public record.
        totals: the fiscal year whose statewide totals the expected file has, or None.
        two_person: True where proposing and authorizing takes two persons.
    """

    name: str
    shown: tuple[tuple[str, int] | tuple[str, int, str], ...]
    real: bool = False
    totals: int | None = None
    two_person: bool = False

    @property
    def file(self) -> Path:
        """Its commands."""
        return FOLDER / f"{self.name}.jsonl"

    @property
    def expected(self) -> Path:
        """What has to come out."""
        return FOLDER / f"{self.name}.expected.json"

    @property
    def told(self) -> Path:
        """Its text, with the arithmetic."""
        return FOLDER / f"{self.name}.md"

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its commands, read."""
        return [json.loads(line) for line in self.file.read_text("utf-8").splitlines() if line]

    @property
    def years(self) -> list[int]:
        """The fiscal years of money it touches, and the year each may carry into."""
        # FY2012 is only ever a baseline: nobody was designated then.
        named = {line["fiscal_year"] for line in self.lines} - {2012}
        return sorted(named | {year + 1 for year in named})

    @property
    def last_day(self) -> str:
        """The last legal date it gives."""
        return max(str(line["effective_on"]) for line in self.lines)


STORIES = (
    Story(
        name="01_clean_year",
        shown=(("Hartford", 2026), ("Hartford", 2027), ("Windsor Locks", 2026), ("Groton", 2026)),
        real=True,
        totals=2026,
    ),
    Story(
        name="02_partial_approval_and_late_amendment",
        shown=(("Hartford", 2023, "2023-01-31"), ("Hartford", 2023), ("Hartford", 2024)),
    ),
    Story(
        name="03_advance_before_approval",
        shown=(("Norwich", 2014, "2013-08-31"), ("Norwich", 2014)),
    ),
    Story(
        name="04_hold_and_its_end",
        shown=(
            ("Waterbury", 2027, "2026-12-17"),
            ("Waterbury", 2027, "2027-04-30"),
            ("Waterbury", 2027),
        ),
    ),
    Story(name="05_groton_zero", shown=(("Groton", 2020), ("Groton", 2021)), real=True),
    Story(name="06_enfield_flat_grant", shown=(("Enfield", 2023), ("Enfield", 2024)), real=True),
    Story(
        name="07_returned_payment",
        shown=(
            ("East Haven", 2027, "2026-10-15"),
            ("East Haven", 2027, "2026-10-20"),
            ("East Haven", 2027),
        ),
        two_person=True,
    ),
    Story(
        name="08_windsor_and_windsor_locks_crossed",
        shown=(
            ("Windsor", 2027, "2026-10-31"),
            ("Windsor Locks", 2027, "2026-10-31"),
            ("Windsor", 2027),
            ("Windsor Locks", 2027),
        ),
    ),
    Story(
        name="09_batch_typed_twice",
        shown=(("Waterbury", 2027), ("Windsor", 2027), ("Thompson", 2027)),
        real=True,
        totals=2027,
        two_person=True,
    ),
    Story(
        name="10_cut_plan_after_january",
        shown=(("Winchester", 2027, "2027-03-31"), ("Winchester", 2027)),
    ),
    Story(
        name="11_three_years_with_partial_noncompliance",
        shown=(
            ("Derby", 2024, "2024-10-01"),
            ("Derby", 2024),
            ("Derby", 2025, "2025-10-01"),
            ("Derby", 2025),
            ("Derby", 2026),
            ("Derby", 2027),
        ),
    ),
    Story(
        name="12_reduction_larger_than_the_next_portion",
        shown=(
            ("Putnam", 2024, "2024-10-31"),
            ("Putnam", 2024, "2025-06-30"),
            ("Putnam", 2024, "2026-06-30"),
            ("Putnam", 2024),
            ("Putnam", 2025),
            ("Putnam", 2026),
            ("Putnam", 2027),
        ),
    ),
    Story(
        name="13_report_amended_after_the_year_rolled",
        shown=tuple(
            ("Naugatuck", year, day)
            for day in ("2026-10-01", "2026-10-05", "2026-10-20", "2026-11-03")
            for year in (2024, 2025, 2026, 2027)
        ),
    ),
    Story(
        name="14_disputed_determination",
        shown=(
            ("Windham", 2026, "2026-11-09"),
            ("Windham", 2026, "2027-01-13"),
            ("Windham", 2026, "2027-06-30"),
            ("Windham", 2026),
            ("Windham", 2027),
        ),
    ),
    Story(
        name="15_finding_raised_twice",
        shown=(
            ("Vernon", 2026, "2027-01-31"),
            ("Vernon", 2026, "2027-02-15"),
            ("Vernon", 2026),
            ("Vernon", 2027),
        ),
    ),
    Story(
        name="16_closed_with_money_in_four_places",
        shown=(
            ("East Hartford", 2026),
            ("East Hartford", 2027, "2026-08-31"),
            ("East Hartford", 2027),
            ("East Hartford", 2028, "2027-08-31"),
            ("East Hartford", 2028),
        ),
    ),
    Story(
        name="17_going_live_with_opening_balances",
        shown=(
            ("New London", 2026, "2026-01-05"),
            ("New London", 2026),
            ("New London", 2027),
        ),
    ),
    Story(
        name="18_estimate_and_final_balance",
        shown=(("New Haven", 2015, "2015-06-30"), ("New Haven", 2015), ("New Haven", 2016)),
    ),
    Story(
        name="19_budget_and_audit_beside_the_account",
        shown=(("Hamden", 2025), ("Hamden", 2026)),
    ),
)
BY_NAME = {story.name: story for story in STORIES}


@dataclass
class Played:
    """A story on one database.

    Attributes:
        story: which.
        ledger: the address of its ledger.
        home: the user's folder.
        applied: what `alliance apply` answered.
    """

    story: Story
    ledger: str
    home: Path
    applied: Ran

    def ask(self, *words: str) -> Ran:
        """Run a command on the ledger."""
        return run(*words, ledger=self.ledger, home=self.home)

    @property
    def size(self) -> int:
        """How many records the ledger has."""
        found: int = self.ask("where", "--json").data["size"]
        return found

    @cached_property
    def found(self) -> dict[str, Any]:
        """What the expected file is compared with."""
        story = self.story
        found: dict[str, Any] = {"lines": outcomes(self.applied)}
        if story.totals:
            totals = self.list("balance", story.totals)["totals"]
            found["statewide"] = {f"FY{story.totals}": standing(totals)}
        found["shown"] = {
            " ".join([town, f"FY{year}", *(f"on {day}" for day in on)]): self._shown(
                town, year, on[0] if on else None
            )
            for town, year, *on in story.shown
        }
        return found

    def list(self, noun: str, year: int) -> Any:  # noqa: ANN401 - JSON has every kind
        """The `data` of a list of all districts; compliance on the last day of the story."""
        on = ("--as-of", self.story.last_day) if noun == "compliance" else ()
        return self.ask(noun, "list", "--fiscal-year", str(year), *on, "--json").data

    def _shown(self, town: str, year: int, on: str | None) -> dict[str, Any]:
        asked = ("show", town, "--fiscal-year", str(year), "--json")
        balance = self.ask("balance", *asked, *(("--as-of", on) if on else ())).data
        shown: dict[str, Any] = {
            "balances": standing(balance["balances"]),
            "exceptions": [said for said in balance["exceptions"] if said != SYNTHETIC],
        }
        checked = self.ask("compliance", *asked, "--as-of", on or self.story.last_day)
        # A year outside the program holds money and owes no duty.
        if checked.code != NOT_FOUND:
            shown["compliance"] = {row["check"]: row["answer"] for row in checked.rows}
        return shown


def outcomes(applied: Ran) -> dict[str, Any]:
    """How many lines were done, the events they led to, and the lines that are not of that kind."""
    done = [row for row in applied.rows if row["outcome"] == "done"]
    return {
        "done": len(done),
        "changed_nothing": [row["command_id"] for row in done if not row["events"]],
        "refused": {
            row["command_id"]: row["error"]["code"]
            for row in applied.rows
            if row["outcome"] == "refused"
        },
        "events": dict(sorted(Counter(name for row in done for name in row["events"]).items())),
    }


def standing(balances: dict[str, Any]) -> dict[str, Any]:
    """The figures that are not zero; null is not known yet."""
    return {
        name: amount
        for name, amount in balances.items()
        if amount != "0.00" and name != "not_known"
    }


def begin(story: Story, ledger: str) -> None:
    """Open the ledger of a story, and load the shipped public record where it begins from that."""
    policy = Policy.TWO_PERSON if story.two_person else Policy.OPEN
    recorder = open_recorder(ledger)
    new = opened(recorder, policy)
    if story.real:
        build(new, "Ana", lambda _: None)
    recorder.close()


@dataclass
class Databases:
    """Where the ledgers of the stories are; the server is thrown away with all of them."""

    folder: Path
    server: PostgresServer
    files: int = 0

    def begin(self, story: Story, kind: str) -> str:
        """A new ledger for a story; its address."""
        self.files += 1
        file = sqlite_address(self.folder / f"{self.files}.db")
        ledger = file if kind == "sqlite" else self.server.create_database()
        begin(story, ledger)
        return ledger

    def send(self, story: Story, ledger: str, *options: str, file: Path | None = None) -> Played:
        """Send a file to the ledger of a story, its own unless another is given."""
        named = str(file or story.file)
        ran = run("apply", named, "--json", *options, ledger=ledger, home=self.folder)
        return Played(story, ledger, self.folder, ran)
