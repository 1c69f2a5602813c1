"""`alliance record`: the receipt, the question about the year, and the note of what was sent."""

import hashlib
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from at_terminal import run_at_terminal
from cli_acts import ENTITLED, RELEASED, WITHHELD, practice, size
from cli_runner import run, sqlite_address

from cli.record import _LISTS, _TRUTH_FIELDS, _WITH_PARTS
from cli.wiring import today
from domain.errors import OutcomeUnknownError, StoreUnavailableError
from domain.fiscal_year import FiscalYear
from domain.plan_content import PlanContent
from ledger.command_codec import COMMAND_TYPES
from ledger.stores.sqlite import SQLiteRecorder

WITHHOLD = ("record", "WithholdPortion", "hartford", "--fiscal-year", "2023")
ON = ("--effective-on", "2022-08-01")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def awaiting(home: Path) -> list[str]:
    """The command ids that are noted as sent."""
    return sorted(file.stem for file in (home / "sent").glob("*.json"))


class TestReceipt:
    def test_it_says_what_was_recorded_and_what_changed(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, ENTITLED)
        ran = run(
            *(*WITHHOLD, "amount=25904562.00", *ON, "--actor", "Ana", "--command-id", "w-1"),
            ledger=ledger,
            home=home,
        )
        assert ran.code == 0
        lines = ran.out.splitlines()
        assert lines[:2] == [
            "TRAINING · Practice · policy open · 6 records",
            "Recorded: Hartford (64) FY2023",
        ]
        said = " ".join(ran.out.split())
        for part in (
            "Withheld by the Comptroller: 25,904,562.00",
            "position 6",
            "office Comptroller",
            "clause C.G.S. § 10-262u(c)(1), P.A. 22-118 § 266",
            "effective 2022-08-01",
            "recorded 20",
            "actor Ana (claimed)",
            "command id w-1",
            "held by the Comptroller 0.00 25,904,562.00 25,904,562.00",
            "This is Hartford (64). Easily taken for it: East Hartford (43), New Hartford (92)",
            "Next: alliance transfer record Hartford --fiscal-year FY2023 --amount 25904562.00",
        ):
            assert part in said
        assert awaiting(home) == []

    def test_as_json_it_has_records_and_balances(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, ENTITLED)
        ran = run(*WITHHOLD, "amount=1", *ON, "--json", ledger=ledger, home=home)
        assert (ran.code, ran.json()["schema"]) == (0, "alliance.record/1")
        assert ran.data["records"][0]["event"] == "AlliancePortionWithheld"
        assert ran.data["records"][0]["assurance"] == "claimed"
        assert {
            "fiscal_year": 2023,
            "figure": "held_by_comptroller",
            "before": "0.00",
            "after": "1.00",
        } in ran.data["balances"]
        assert ran.data["near_twins"][0] == "East Hartford (43)"
        assert ran.json()["meta"]["size"] == 6

    def test_the_same_id_again_shows_what_is_on_record(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, ENTITLED)
        words = (*WITHHOLD, "amount=1", *ON, "--command-id", "w-1", "--actor", "Ana")
        first = run(*words, "--json", ledger=ledger, home=home)
        again = run(*words, "--json", ledger=ledger, home=home)
        assert again.data["repeated"] is True
        assert again.data["records"] == first.data["records"]
        assert again.data["balances"] == first.data["balances"]
        shown = run(*words, ledger=ledger, home=home)
        assert "Recorded before under this command id, and not again" in shown.out
        rehearsed = run(*words, "--dry-run", "--json", ledger=ledger, home=home)
        assert rehearsed.data["records"] == first.data["records"]
        assert size(ledger, home) == 6

    def test_the_same_id_with_another_body_is_refused(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, ENTITLED)
        run(*WITHHOLD, "amount=1", *ON, "--command-id", "w-1", ledger=ledger, home=home)
        ran = run(
            *WITHHOLD, "amount=2", *ON, "--command-id", "w-1", "--json", ledger=ledger, home=home
        )
        assert (ran.code, ran.error["code"]) == (3, "command_id_reused")

    def test_a_refusal_shows_numbers_clause_and_next_step(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, ENTITLED)
        ran = run(*WITHHOLD, "amount=25904562.01", *ON, ledger=ledger, home=home)
        assert ran.code == 3
        assert ran.out == ""
        assert ran.err.startswith("Refused: ")
        assert "Withhold at most 25,904,562.00." in ran.err
        assert awaiting(home) == []
        assert size(ledger, home) == 5

    def test_a_dry_run_is_marked_and_leaves_every_byte(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, ENTITLED)
        before = (tmp_path / "practice.db").read_bytes()
        words = (*WITHHOLD, "amount=1", *ON, "--dry-run")
        ran = run(*words, ledger=ledger, home=home)
        assert ran.code == 0
        assert "DRY RUN, nothing was recorded. This would be: Hartford (64) FY2023" in ran.out
        assert "position    not recorded" in ran.out
        assert run(*words, "--json", ledger=ledger, home=home).data["dry_run"] is True
        assert (tmp_path / "practice.db").read_bytes() == before
        assert awaiting(home) == []

    def test_closing_a_year_shows_both_years(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, WITHHELD)
        year = ("hartford", "--fiscal-year", "2023")
        run("record", "SubmitExpenditureReport", *year, "spent=0", ledger=ledger, home=home)
        ran = run("record", "CloseFiscalYear", *year, ledger=ledger, home=home)
        assert ran.code == 0
        assert "Hartford (64) FY2023" in ran.out
        assert "Hartford (64) FY2024" in ran.out
        assert "25,904,562.00 carried in from FY2023" in ran.out
        assert "Next: alliance balance show Hartford --fiscal-year FY2024" in ran.out

    def test_what_already_stands_so_is_said(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, ENTITLED)
        ran = run(
            *("record", "DeterminePortion", "hartford", "--fiscal-year", "2023", *ON),
            ledger=ledger,
            home=home,
        )
        assert (ran.code, size(ledger, home)) == (0, 5)
        assert "Nothing to record: Hartford (64) FY2023 already stands so." in ran.out

    def test_an_act_that_moves_no_money_shows_no_balances(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, ENTITLED)
        words = ("record", "SubmitPlan", "hartford", "--fiscal-year", "2023", *ON)
        ran = run(*words, "plan_version=1", "total=5", ledger=ledger, home=home)
        assert ran.code == 0
        assert "before" not in ran.out
        assert "Next: alliance plan approve Hartford --fiscal-year FY2023 --plan-version 1" in (
            ran.out
        )

    def test_a_town_of_two_words_is_quoted_and_one_without_twins_says_nothing(
        self, tmp_path: Path, home: Path
    ) -> None:
        ledger = practice(tmp_path)
        words = ("--fiscal-year", "2023", "amount=5")
        two = run("record", "SetEntitlement", "West Hartford", *words, ledger=ledger, home=home)
        assert 'Next: alliance entitlement determine-portion "West Hartford"' in two.out
        none = run("record", "SetEntitlement", "Bridgeport", *words, ledger=ledger, home=home)
        assert "Easily taken" not in none.out


class TestFields:
    def test_dots_lists_truths_and_documents(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path)
        stated = run(
            *("record", "StateOpeningBalance", "hartford", "--fiscal-year", "2023", "--json"),
            *("balances.held_by_board=5.00", "balances.carry_in=5.00", "document=statement"),
            *("signers=Ana, Ben", "--document", f"Signed=statement={'a' * 64}"),
            ledger=ledger,
            home=home,
        )
        assert stated.code == 0, stated.out
        assert "signed by Ana, Ben" in stated.data["records"][0]["sentence"]
        assert stated.data["records"][0]["documents"] == {"Signed=statement": "a" * 64}
        designated = run(
            *("record", "DesignateDistrict", "hartford", "--fiscal-year", "2023", "round=FY2023"),
            *("criterion=ranked", "first_time=false", *ON),
            ledger=ledger,
            home=home,
        )
        assert "Designated again" in designated.out

    @pytest.mark.parametrize(
        ("word", "says"),
        [
            ("amount", "'amount' does not give a field a value"),
            ("=5", "'=5' does not give a field a value"),
            ("direction.=5", "'direction.=5' does not give a field a value"),
            ("actor=Ben", "actor is not a field of a command"),
            ("colour=red", "no field colour"),
            ("amount=5,00", "is not an amount"),
            ("amount=\u200b5", "control character U+200B"),
            ("amount=\udcff", "control character U+DCFF"),
            ("amount.cents=5", "is not an amount"),
        ],
    )
    def test_a_wrong_field_is_one_clear_line_and_exits_2(
        self, tmp_path: Path, home: Path, word: str, says: str
    ) -> None:
        ran = run(*WITHHOLD, word, ledger=practice(tmp_path, ENTITLED), home=home)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err.splitlines()[0]

    @pytest.mark.parametrize("words", [("a=1", "a=2"), ("a=1", "a.b=2"), ("a.b=1", "a.b=2")])
    def test_a_field_given_twice_is_refused(
        self, tmp_path: Path, home: Path, words: tuple[str, str]
    ) -> None:
        ran = run(*WITHHOLD, *words, ledger=practice(tmp_path), home=home)
        assert ran.code == 2
        assert "is given twice" in ran.err

    @pytest.mark.parametrize("document", ["Memo", "=abc", "Memo=abc"])
    def test_a_document_needs_title_and_hash(
        self, tmp_path: Path, home: Path, document: str
    ) -> None:
        ran = run(*WITHHOLD, "--document", document, ledger=practice(tmp_path), home=home)
        assert ran.code == 2

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            (("Withhold", "hartford", "--fiscal-year", "2023"), 2),
            (("WithholdPortion", "Hartfort", "--fiscal-year", "2023"), 4),
            (("WithholdPortion", "hartford", "--fiscal-year", "23"), 2),
            (("WithholdPortion", "hartford", "--fiscal-year", "2023", "--command-id", ""), 2),
            (("WithholdPortion", "hartford", "--fiscal-year", "2023", "--actor", ""), 2),
            (("WithholdPortion", "hartford"), 2),
        ],
    )
    def test_wrong_words_have_their_exit_code(
        self, tmp_path: Path, home: Path, words: tuple[str, ...], code: int
    ) -> None:
        ran = run("record", *words, "amount=1", ledger=practice(tmp_path), home=home)
        assert ran.code == code

    def test_the_lists_of_field_kinds_are_what_the_commands_have(self) -> None:
        hints = {
            name: hint
            for kind in COMMAND_TYPES.values()
            for name, hint in get_type_hints(kind).items()
        }
        assert {name for name, hint in hints.items() if hint == tuple[str, ...]} == _LISTS
        truths = {name for name, hint in hints.items() if hint in (bool, bool | None)}
        assert truths == _TRUTH_FIELDS

    def test_the_fields_with_parts_of_their_own_are_what_the_commands_have(self) -> None:
        # One level can be typed with a dot, such as direction.cap or balances.carry_in.
        parts = {
            (kind.__name__, name)
            for kind in COMMAND_TYPES.values()
            for name, hint in get_type_hints(kind).items()
            if "tuple[domain." in str(hint) or PlanContent in (hint, *get_args(hint))
        }
        assert parts == set(_WITH_PARTS)

    @pytest.mark.parametrize(
        ("command", "field", "noun"), [(*key, _WITH_PARTS[key]) for key in _WITH_PARTS]
    )
    @pytest.mark.parametrize("inner", ["", ".key"])
    def test_a_field_with_parts_names_its_noun_and_apply(
        self, tmp_path: Path, home: Path, command: str, field: str, noun: str, inner: str
    ) -> None:
        words = (command, "hartford", "--fiscal-year", "2023", f"{field}{inner}=1")
        ran = run("record", *words, ledger=practice(tmp_path), home=home)
        assert ran.code == 2
        assert f"{field} of {command} has parts of its own" in ran.err
        assert f"alliance {noun} --help" in ran.err
        assert "alliance apply" in ran.err
        assert run(noun, "--help").code == 0


THIS_YEAR = FiscalYear.of(today())
LAST_YEAR = THIS_YEAR.previous
TRANSFER = ("record", "TransferPortion", "hartford", "amount=1")
QUESTION = (
    f"{LAST_YEAR} ended June 30, {LAST_YEAR.ends_in}; did you mean {THIS_YEAR}?"  # such as FY2027
)


class TestTheYearThatIsMeant:
    def test_nobody_there_to_ask_exits_2_and_names_the_way_out(
        self, tmp_path: Path, home: Path
    ) -> None:
        words = (*TRANSFER, "--fiscal-year", str(LAST_YEAR))
        ran = run(*words, ledger=practice(tmp_path), home=home)
        assert ran.code == 2
        assert ran.err.startswith(QUESTION)
        assert "--prior-year-because TEXT" in ran.err
        told = run_at_terminal(*words, "--no-input", ledger=practice_again(tmp_path), home=home)
        assert told.code == 2

    def test_a_pass_through_is_asked_by_the_day_it_was_paid(
        self, tmp_path: Path, home: Path
    ) -> None:
        """Entered after the year, of a day in it: it is of that year, and nobody is asked."""
        paid_on = f"paid_on={LAST_YEAR.last_day}"
        words = ("record", "RecordPassThrough", "hartford", "amount=1", paid_on)
        ledger = practice(tmp_path)
        ran = run(*words, "--fiscal-year", str(LAST_YEAR), ledger=ledger, home=home)
        assert ran.code == 3  # nothing is with the town
        assert f"Hartford {LAST_YEAR}" in ran.err
        asked = run(*words[:4], "--fiscal-year", str(LAST_YEAR), ledger=ledger, home=home)
        assert asked.code == 2
        assert asked.err.startswith(QUESTION)

    def test_yes_takes_the_year_that_runs(self, tmp_path: Path, home: Path) -> None:
        words = (*TRANSFER, "--fiscal-year", str(LAST_YEAR))
        ran = run_at_terminal(*words, ledger=practice(tmp_path), home=home, typed="y\n")
        assert QUESTION in ran.err
        # Refused, since nothing is held; but for the year that runs.
        assert f"Hartford {THIS_YEAR}" in ran.err

    def test_no_asks_for_the_reason(self, tmp_path: Path, home: Path) -> None:
        words = (*TRANSFER, "--fiscal-year", str(LAST_YEAR))
        ran = run_at_terminal(*words, ledger=practice(tmp_path), home=home, typed="n\nlate\n")
        assert f"Prior year {LAST_YEAR}, because: late" in ran.err
        assert f"Hartford {LAST_YEAR}" in ran.err

    def test_a_reason_is_kept_with_the_record(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, ENTITLED)
        late = ("--effective-on", "2023-07-15", "--prior-year-because", "posted late")
        ran = run(*WITHHOLD, "amount=1", *late, "--json", ledger=ledger, home=home)
        assert ran.code == 0
        digest = hashlib.sha256(b"posted late").hexdigest()
        documents = {"Reason for the prior year: posted late": digest}
        assert ran.data["records"][0]["documents"] == documents
        assert "because: posted late" in ran.err

    @pytest.mark.parametrize("reason", ["", " ", "\x07"])
    def test_an_empty_or_unprintable_reason_is_none(
        self, tmp_path: Path, home: Path, reason: str
    ) -> None:
        late = ("--effective-on", "2023-07-15", "--prior-year-because", reason)
        ran = run(*WITHHOLD, "amount=1", *late, ledger=practice(tmp_path), home=home)
        assert ran.code == 2

    @pytest.mark.parametrize(
        ("day", "asked"),
        [("2023-06-30", False), ("2023-07-01", True), ("2024-06-30", True), ("2024-07-01", False)],
    )
    def test_only_the_year_just_ended_on_the_legal_date_is_asked_about(
        self,
        tmp_path: Path,
        home: Path,
        day: str,
        asked: bool,  # noqa: FBT001
    ) -> None:
        ledger = practice(tmp_path, ENTITLED)
        ran = run(*WITHHOLD, "amount=1", "--effective-on", day, ledger=ledger, home=home)
        assert ran.code == (2 if asked else 0)

    def test_a_payment_goes_by_the_day_it_was_paid(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, RELEASED[:-1])
        words = ("record", "ConfirmRelease", "hartford", "--fiscal-year", "2023", "release=OCT")
        asked = run(*words, "paid_on=2023-07-03", ledger=ledger, home=home)
        assert asked.code == 2
        assert run(*words, "paid_on=2022-10-05", ledger=ledger, home=home).code == 0

    def test_a_report_about_the_year_before_is_never_asked_about(
        self, tmp_path: Path, home: Path
    ) -> None:
        ledger = practice(tmp_path, ENTITLED)
        words = ("record", "SubmitExpenditureReport", "hartford", "--fiscal-year", "2023")
        late = ("--effective-on", "2023-09-01")
        assert run(*words, "spent=5", *late, ledger=ledger, home=home).code == 0

    def test_a_reason_without_a_prior_year_is_refused(self, tmp_path: Path, home: Path) -> None:
        ledger = practice(tmp_path, ENTITLED)
        ran = run(*WITHHOLD, "amount=1", *ON, "--prior-year-because", "x", ledger=ledger, home=home)
        assert (ran.code, size(ledger, home)) == (2, 5)
        assert ran.err == (
            "--prior-year-because says why an act of a day in the year after FY2023 belongs to "
            "FY2023; this one is of 2022-08-01.\nLeave it out.\n"
        )

    def test_an_act_that_is_not_asked_for_a_reason_takes_none(
        self, tmp_path: Path, home: Path
    ) -> None:
        ledger = practice(tmp_path, ENTITLED)
        words = ("record", "SubmitExpenditureReport", "hartford", "--fiscal-year", "2023")
        late = ("--effective-on", "2023-09-01", "--prior-year-because", "x")
        ran = run(*words, "spent=5", *late, ledger=ledger, home=home)
        assert ran.code == 2
        assert ran.err.splitlines()[-1] == "Leave it out."


def practice_again(folder: Path) -> str:
    """The ledger that `practice` made before."""
    return sqlite_address(folder / "practice.db")


class TestTheNoteOfWhatWasSent:
    def test_a_lost_reply_leaves_the_note_and_says_how_to_ask(
        self, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ledger = practice(tmp_path, ENTITLED)
        monkeypatch.setattr(SQLiteRecorder, "_commit", _lost)
        ran = run(*WITHHOLD, "amount=1", *ON, "--command-id", "w-1", ledger=ledger, home=home)
        assert ran.code == 8
        assert "Ask: alliance command status w-1" in ran.err
        assert awaiting(home) == ["w-1"]

    def test_a_store_that_refused_leaves_no_note(
        self, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ledger = practice(tmp_path, ENTITLED)

        def full(*_: object) -> None:
            raise StoreUnavailableError("the disk is full")

        monkeypatch.setattr(SQLiteRecorder, "_commit", full)
        ran = run(*WITHHOLD, "amount=1", *ON, ledger=ledger, home=home)
        assert (ran.code, awaiting(home)) == (7, [])

    def test_a_folder_that_cannot_be_written_stops_before_anything_is_sent(
        self, tmp_path: Path
    ) -> None:
        ledger = practice(tmp_path, ENTITLED)
        (tmp_path / "file").write_text("no folder")
        ran = run(*WITHHOLD, "amount=1", *ON, ledger=ledger, home=tmp_path / "file")
        assert ran.code == 2
        assert size(ledger, tmp_path / "home") == 5


def _lost(*_: object) -> None:
    raise OutcomeUnknownError("the disk failed during the commit")
