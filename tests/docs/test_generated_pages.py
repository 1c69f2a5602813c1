"""The generated pages are as the code has them, and complete. Concerns no provision itself."""

import re
from pathlib import Path
from typing import get_args

import pytest

from docs.generate import decisions, errors, words
from docs.generate.__main__ import DOCS, PAGES
from domain.batch_events import BatchEvent
from domain.errors import RefusedError
from ledger.codec import EVENT_TYPES
from ledger.command_codec import COMMAND_TYPES, LEDGER_COMMAND_TYPES

LINK = re.compile(r"\[[^]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _written(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _anchors(text: str) -> set[str]:
    """The anchors of a page, as the usual renderers make them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(text)
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_fresh(name: str) -> None:
    assert _written(name) == PAGES[name](), "stale; run: python -m docs.generate"


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        place = (page.parent / file).resolve() if file else page
        assert place.exists(), target
        if anchor:
            assert anchor in _anchors(place.read_text(encoding="utf-8")), target


def test_every_command_is_decided_somewhere_and_leads_to_an_event() -> None:
    found = decisions.all_decisions()
    assert set(found) == {*COMMAND_TYPES, *LEDGER_COMMAND_TYPES}
    assert [name for name, one in found.items() if not one.events or not one.offices] == []


def test_every_event_comes_from_a_command_or_is_about_the_ledger_itself() -> None:
    made = {event for one in decisions.all_decisions().values() for event in one.events}
    ours = {"LedgerOpened", "SourceLoaded", "CoverageStated", "StatewideFactReported"}
    # A batch is made of commands of its districts, and says in the ledger's own stream what it was.
    batches = {kind.__name__ for kind in get_args(BatchEvent)}
    assert set(EVENT_TYPES) - made == ours | batches


def test_the_refusals_of_a_withholding_stand_in_the_order_of_its_guards() -> None:
    assert decisions.all_decisions()["WithholdPortion"].refusals == [
        "YearClosedError",
        "NotDesignatedError",
        "AmountNotPositiveError",
        "StepBeforeGroundError",
        "PortionMissingError",
        "WithholdingAlreadyRecordedError",
        "WithholdingExceedsPortionError",
    ]


def test_a_decision_in_a_file_of_its_own_is_followed_into_the_guards_of_others() -> None:
    found = decisions.all_decisions()
    assert (found["SubmitPlan"].module, found["SubmitPlan"].function) == ("plan", "submit_plan")
    assert found["SubmitPlan"].refusals == [
        "YearClosedError",
        "NotDesignatedError",
        "AmountNotPositiveError",
        "PlanVersionTakenError",
        "SubmissionUnknownError",
        "SubmissionKindError",
        "SubmissionNotAcceptedError",
        "SubmissionPostedError",
        "PlanContentError",
    ]
    # Whose act a withdrawal is depends on what is withdrawn.
    assert found["WithdrawRelease"].offices == ["DEPARTMENT", "COMMISSIONER"]


def test_every_guard_of_a_decision_is_used_by_a_command() -> None:
    used = {name for one in decisions.all_decisions().values() for name in one.refusals}
    guards = {
        kind.__name__
        for kind in decisions.subclasses(RefusedError)
        if kind.__module__.startswith("domain.decisions.")
    }
    assert guards - used == set()


def test_every_exit_code_of_an_error_is_in_the_table() -> None:
    assert {kind.exit_code for kind in errors.all_errors()} <= set(errors.EXIT_CODES)


def test_a_field_that_nothing_explains_stops_the_writing() -> None:
    from dataclasses import dataclass

    @dataclass
    class Mystery:
        """An event with a field that says nothing."""

        riddle: int

    with pytest.raises(LookupError, match="Mystery does not explain riddle"):
        words.meanings(Mystery)
