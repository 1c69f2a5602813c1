"""`alliance setting`: setting what no source gives, and listing who set it on what."""

import hashlib
import json
from pathlib import Path

import pytest
from cli_acts import ENTITLED, answered, practice, size, written
from cli_runner import Ran, run

from cli.setting_verbs import setting_command
from cli.wiring import today
from domain.fiscal_year import FiscalYear
from domain.setting_events import Duty
from domain.settings import SettingKind

SHA = "ab" * 32
BY = ("--set-by", "the Commissioner", "--document")
SCHEDULE = (
    *("setting", "schedule", "--fiscal-year", "FY2027", "--basis", "installments"),
    *("--installment", "october=OCT:25:2026-10-15", "--installment", "january=JAN:50"),
    *("--installment", "april=APR:100:2027-04-15", *BY, f"Schedule={SHA}"),
)
DRAW_DOWN = (
    *("setting", "schedule", "--fiscal-year", "2027", "--basis", "draw-down", *BY, "Letter"),
)
PLAN_DUE = (
    *("setting", "plan-due", "--fiscal-year", "2027", "--due-on", "2026-08-15", *BY, "Memo"),
)
SHARE = (
    *("setting", "new-reform-share", "--fiscal-year", "2027", "--percent", "51", *BY, "Guide"),
)
GUIDELINES = (
    *("setting", "guidelines", "--version", "2012-1", "--title", "Guidelines"),
    *("--adopted-on", "2012-08-01", "--first-fiscal-year", "2013", *BY, "Minutes"),
)
APPROPRIATION = (
    *("setting", "appropriation", "--fiscal-year", "2027", "--amount", "535018479.00"),
    *(*BY, "Allotment"),
)
VARIANCE = (
    *("setting", "variance", "--fiscal-year", "2027", "--percent", "10", "--falls-away"),
    *(*BY, "Memo"),
)
COLUMNS = (
    *("setting", "report-columns", "--fiscal-year", "2027", "--counted", "paid-by-date"),
    *("--paid-by", "2027-08-31", *BY, "Instructions"),
)
EXIT_POLICY = (
    *("setting", "exit-policy", "--first-fiscal-year", "FY2027", "--choice", "return"),
    *(*BY, "Letter"),
)


def due(duty: str, day: str = "2027-09-01") -> tuple[str, ...]:
    options = ("--duty", duty, "--due-on", day)
    return ("setting", "deadline", "--fiscal-year", "2027", *options, *BY, "Letter")


BY_INSTALLMENTS = (
    "by installments: october (OCT) up to 25% by 2026-10-15, january (JAN) up to 50% (no date "
    "set), april (APR) the rest by 2027-04-15"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return practice(tmp_path)


def codes_file(folder: Path, text: str = "code,words\n111A, salaries \n322,in-service\n") -> Path:
    file = folder / "codes.csv"
    file.write_text(text, "utf-8")
    return file


def codes(file: Path) -> tuple[str, ...]:
    return ("setting", "object-codes", str(file), "--fiscal-year", "2027", *BY, "Form")


class TestSetting:
    def test_the_receipt_says_what_stood_before_and_after_and_the_next_step(
        self, ledger: str, home: Path
    ) -> None:
        ran = run(*SCHEDULE, "--actor", "Ana", ledger=ledger, home=home)
        assert (ran.code, ran.err) == (0, "")
        lines = ran.out.splitlines()
        assert lines[0] == "TRAINING · Practice · policy open · 2 records"
        assert lines[1:4] == [
            "Recorded: FY2027 release schedule",
            "  before  not set",
            f"  after   {BY_INSTALLMENTS}; set by the Commissioner on Schedule, not in the statute",
        ]
        assert "    clause      C.G.S. § 11-8b, configuration, not law" in ran.out
        assert "    actor       Ana (claimed)" in ran.out
        assert f"    document    Schedule ({SHA})" in ran.out
        assert lines[-1] == (
            "Next, no date set for FY2027 yet: alliance setting plan-due --fiscal-year FY2027 "
            "--due-on DATE --set-by WHO --document TITLE"
        )

    def test_a_later_setting_takes_the_place_of_the_earlier_one(
        self, ledger: str, home: Path
    ) -> None:
        run(*SCHEDULE, ledger=ledger, home=home)
        ran = run(*DRAW_DOWN, "--json", ledger=ledger, home=home)
        assert ran.json()["schema"] == "alliance.setting.schedule/1"
        data = ran.data
        assert (data["setting"], data["fiscal_year"]) == ("release schedule", 2027)
        assert data["before"]["value"] == BY_INSTALLMENTS
        assert data["after"] == {
            "value": "by draw-down requests",
            "set_by": "the Commissioner",
            "document": "Letter",
            "status": "configuration, not law",
            "sentence": "FY2027 releases by draw-down requests; set by the Commissioner on "
            "Letter, not in the statute",
        }
        (record,) = data["records"]
        assert (record["position"], record["event"]) == (3, "ReleaseScheduleSet")
        assert "dry_run" not in data

    def test_every_kind_can_be_set_and_the_last_receipt_leads_to_the_list(
        self, ledger: str, home: Path, tmp_path: Path
    ) -> None:
        asked = (DRAW_DOWN, PLAN_DUE, SHARE, codes(codes_file(tmp_path)), GUIDELINES)
        for words in asked:
            assert run(*words, ledger=ledger, home=home).code == 0
        ran = run(*APPROPRIATION, "--json", ledger=ledger, home=home)
        assert (ran.code, ran.data["before"]) == (0, None)
        assert ran.data["after"]["value"] == "535,018,479.00"
        assert ran.data["next_step"].startswith("alliance setting variance --fiscal-year FY2027")
        for words in (VARIANCE, COLUMNS, EXIT_POLICY):
            assert run(*words, ledger=ledger, home=home).code == 0
        for duty in Duty:
            ran = run(*due(duty), "--json", ledger=ledger, home=home)
            assert ran.data["after"]["value"] == "2027-09-01"
        assert ran.data["next_step"] == "alliance setting list --fiscal-year FY2027"
        assert run("verify", ledger=ledger, home=home).code == 0

    @pytest.mark.parametrize(
        ("set_before", "follows"),
        [
            ((PLAN_DUE,), "schedule --fiscal-year FY2027 --basis BASIS"),
            ((SCHEDULE,), "plan-due --fiscal-year FY2027 --due-on DATE"),
            ((SCHEDULE, PLAN_DUE), "new-reform-share --fiscal-year FY2027 --percent N"),
            ((SCHEDULE, PLAN_DUE, SHARE), "object-codes FILE --fiscal-year FY2027"),
        ],
        ids=["schedule", "plan-due", "new-reform-share", "object-codes"],
    )
    def test_the_step_that_follows_can_be_typed_and_does_nothing_until_it_is_filled_in(
        self, ledger: str, home: Path, set_before: tuple[tuple[str, ...], ...], follows: str
    ) -> None:
        for words in set_before:
            ran = run(*words, "--json", ledger=ledger, home=home)
        step = ran.data["next_step"]
        assert step == f"alliance setting {follows} --set-by WHO --document TITLE"
        before = size(ledger, home)
        assert run(*step.split()[1:], ledger=ledger, home=home).code == 2
        assert size(ledger, home) == before

    @pytest.mark.parametrize(
        ("kind", "needed"),
        [
            (
                SettingKind.GUIDELINES,
                (
                    "guidelines --version NAME --title TEXT --adopted-on DATE --first-fiscal-year "
                    "FY2027"
                ),
            ),
            (SettingKind.APPROPRIATION, "appropriation --fiscal-year FY2027 --amount AMOUNT"),
            (SettingKind.VARIANCE, "variance --fiscal-year FY2027 --percent N --shields"),
            (SettingKind.COLUMNS, "report-columns --fiscal-year FY2027 --counted COLUMNS"),
            (SettingKind.EXIT, "exit-policy --choice CHOICE --first-fiscal-year FY2027"),
            (
                SettingKind.PASS_THROUGH_DUE,
                "deadline --fiscal-year FY2027 --duty pass-through --due-on DATE",
            ),
        ],
    )
    def test_the_last_kinds_name_what_they_need_too(
        self, ledger: str, home: Path, kind: SettingKind, needed: str
    ) -> None:
        step = setting_command(kind, FiscalYear(2027))
        assert step == f"alliance setting {needed} --set-by WHO --document TITLE"
        assert run(*step.split()[1:], ledger=ledger, home=home).code == 2

    def test_a_variance_allowance_is_unverified_wherever_it_is_shown(
        self, ledger: str, home: Path
    ) -> None:
        ran = run(*VARIANCE, ledger=ledger, home=home)
        assert (
            "  after   10% of a line, which falls away for a line that is over; set by the "
            "Commissioner on Memo, not in the statute, UNVERIFIED" in ran.out
        )
        (row,) = run("setting", "list", "--json", ledger=ledger, home=home).rows
        assert row["status"] == "configuration, not law; UNVERIFIED Department policy"

    def test_an_exit_policy_stands_for_later_years_until_a_newer_one_does(
        self, ledger: str, home: Path
    ) -> None:
        before = "  before  not set: carry, the model's own default and not law"
        assert before in run(*EXIT_POLICY, ledger=ledger, home=home).out
        rows = run(
            "setting", "list", "--fiscal-year", "2028", "--json", ledger=ledger, home=home
        ).rows
        (row,) = [row for row in rows if row["setting"] == "exit policy"]
        assert (row["fiscal_year"], row["value"]) == (2027, "returned, from FY2027 on")

    def test_each_duty_has_a_due_date_of_its_own_and_the_last_one_stands(
        self, ledger: str, home: Path
    ) -> None:
        for words in (
            due("annual-report"),
            due("annual-report", "2027-09-15"),
            due("pass-through"),
        ):
            assert run(*words, ledger=ledger, home=home).code == 0
        rows = run("setting", "list", "--json", ledger=ledger, home=home).rows
        assert [(row["setting"], row["value"]) for row in rows] == [
            ("annual report due date", "2027-09-15"),
            ("pass-through due date", "2027-09-01"),
        ]

    def test_what_stands_so_already_is_not_recorded_again(self, ledger: str, home: Path) -> None:
        run(*PLAN_DUE, ledger=ledger, home=home)
        ran = run(*PLAN_DUE, ledger=ledger, home=home)
        assert "Nothing to record: FY2027 plan due date already stands so." in ran.out
        assert "  before  2026-08-15; set by the Commissioner on Memo" in ran.out
        assert size(ledger, home) == 2

    def test_the_same_id_is_recorded_once(self, ledger: str, home: Path) -> None:
        words = (*SHARE, "--command-id", "s-1", "--actor", "Ana")
        run(*words, ledger=ledger, home=home)
        again = run(*words, ledger=ledger, home=home)
        assert "Recorded before under this command id, and not again: FY2027 new" in again.out
        assert "  before  not set" in again.out
        data = run(*words, "--json", ledger=ledger, home=home).data
        assert (data["repeated"], data["records"][0]["position"]) == (True, 2)
        other = run(*PLAN_DUE, "--command-id", "s-1", "--json", ledger=ledger, home=home)
        assert (other.code, other.error["code"]) == (3, "command_id_reused")
        status = run("command", "status", "s-1", ledger=ledger, home=home)
        assert "2  NewReformShareSet  FY2027 share of a plan" in status.out

    def test_a_dry_run_says_the_same_and_records_nothing(self, ledger: str, home: Path) -> None:
        ran = run(*PLAN_DUE, "--dry-run", ledger=ledger, home=home)
        assert "DRY RUN, nothing was recorded. This would be: FY2027 plan due date" in ran.out
        assert "    position    not recorded" in ran.out
        answer = run(*PLAN_DUE, "--dry-run", "--json", ledger=ledger, home=home).json()
        assert (answer["data"]["dry_run"], answer["meta"]["dry_run"]) == (True, True)
        assert answer["data"]["after"]["value"] == "2026-08-15"
        assert size(ledger, home) == 1

    def test_the_legal_date_is_today_or_as_given(self, ledger: str, home: Path) -> None:
        first = run(*SHARE, "--json", ledger=ledger, home=home).data["records"][0]
        assert first["effective_on"] == today().isoformat()
        words = (*PLAN_DUE, "--effective-on", "2026-01-02", "--json")
        second = run(*words, ledger=ledger, home=home).data["records"][0]
        assert second["effective_on"] == "2026-01-02"

    def test_guidelines_are_the_boards_from_their_day(self, ledger: str, home: Path) -> None:
        record = run(*GUIDELINES, "--json", ledger=ledger, home=home).data["records"][0]
        assert (record["office"], record["effective_on"]) == ("state-board", "2012-08-01")
        assert record["citation"].startswith("C.G.S. § 10-262u(e)")

    def test_object_codes_keep_the_hash_of_their_file(
        self, ledger: str, home: Path, tmp_path: Path
    ) -> None:
        file = codes_file(tmp_path)
        data = run(*codes(file), "--json", ledger=ledger, home=home).data
        assert data["after"]["value"] == "111A, 322"
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert data["records"][0]["documents"] == {"codes.csv": digest}

    @pytest.mark.parametrize(
        ("words", "code", "says"),
        [
            ((*PLAN_DUE, "--due-on", "2030-08-15"), 3, "it has to lie between 2025-07-01"),
            ((*PLAN_DUE, "--due-on", "August"), 2, "is not a date"),
            ((*PLAN_DUE, "--fiscal-year", "26-27"), 2, "is not a fiscal year"),
            ((*PLAN_DUE, "--set-by", " "), 3, "who set it is blank"),
            ((*PLAN_DUE, "--set-by", "a\nb"), 2, "control character"),
            ((*PLAN_DUE, "--document", f"={SHA}"), 2, "does not name a document"),
            ((*PLAN_DUE, "--document", "Memo=abc"), 2, "has no title or no SHA-256"),
            ((*PLAN_DUE, "--command-id", "a b"), 2, "command_id is 'a b'"),
            ((*SHARE, "--percent", "0"), 3, "A percent is 1 to 100"),
            ((*APPROPRIATION, "--amount", "1.5"), 2, "is not an amount"),
            ((*VARIANCE, "--amount", "500"), 3, "both are given"),
            ((*VARIANCE, "--percent", "101"), 3, "0 to 100 percent of a line"),
            ((*COLUMNS, "--counted", "paid-by-june-30"), 3, "takes no later day"),
            ((*COLUMNS, "--counted", "all"), 2, "is not one of"),
            (due("annual-report", "2028-07-01"), 3, "it has to lie between 2026-07-01"),
            (due("tea"), 2, "is not one of"),
            ((*EXIT_POLICY, "--first-fiscal-year", "2100"), 2, "is not a fiscal year"),
            ((*DRAW_DOWN, "--basis", "as we like"), 2, "is not one of"),
            ((*DRAW_DOWN, "--installment", "october=OCT:25"), 3, "takes no installments"),
            ((*SCHEDULE, "--installment", "october"), 2, "is not an installment"),
            ((*SCHEDULE, "--installment", "a=A:1:2026-13-01"), 2, "is not a day"),
            ((*SCHEDULE, "--installment", "more=MOR:100"), 3, "Installments are cumulative"),
            (PLAN_DUE[:-2], 2, "--document"),
        ],
    )
    def test_what_cannot_be_set_is_one_clear_refusal(
        self, ledger: str, home: Path, words: tuple[str, ...], code: int, says: str
    ) -> None:
        ran = run(*words, ledger=ledger, home=home)
        assert (ran.code, ran.out, size(ledger, home)) == (code, "", 1)
        assert says in " ".join(ran.err.split())

    @pytest.mark.parametrize(
        ("text", "code", "says"),
        [
            ("code,words\n", 3, "none is given"),
            ("code,words\n111A,x\n111A,y\n", 3, "111A stands twice"),
            ("code,words\n111A\n", 3, "what object code 111A is for is blank"),
            ("code\n111A\n", 2, "lacks a column it needs: words"),
            ("code,words\n111A,x,y\n", 2, "line 2: 3 cells under 2 headings"),
        ],
    )
    def test_a_file_of_codes_that_is_wrong_records_nothing(
        self, ledger: str, home: Path, tmp_path: Path, text: str, code: int, says: str
    ) -> None:
        ran = run(*codes(codes_file(tmp_path, text)), ledger=ledger, home=home)
        assert (ran.code, size(ledger, home)) == (code, 1)
        assert says in ran.err

    def test_a_production_ledger_has_to_be_named(self, tmp_path: Path, home: Path) -> None:
        practice(tmp_path, purpose="production")
        home.mkdir(exist_ok=True)
        (tmp_path / "practice.db").rename(home / "alliance.db")
        ran = run(*PLAN_DUE, home=home)
        assert ran.code == 3
        assert "need a production ledger to be named or pinned" in ran.err


class TestList:
    @pytest.fixture
    def filled(self, ledger: str, home: Path) -> str:
        for words in (SCHEDULE, DRAW_DOWN, GUIDELINES, SHARE):
            assert run(*words, "--actor", "Ana", ledger=ledger, home=home).code == 0
        return ledger

    def test_nothing_set_is_said_so(self, ledger: str, home: Path) -> None:
        ran = run("setting", "list", ledger=ledger, home=home)
        assert (ran.code, "Nothing is set in this ledger." in ran.out) == (0, True)

    def test_what_stands_is_listed_with_who_set_it_and_that_it_is_not_law(
        self, filled: str, home: Path
    ) -> None:
        rows = run("setting", "list", "--json", ledger=filled, home=home).rows
        assert [(row["fiscal_year"], row["setting"], row["status"]) for row in rows] == [
            (2013, "guidelines", "guidelines under § 10-262u(e), as stated"),
            (2027, "release schedule", "configuration, not law"),
            (2027, "new reform share", "configuration, not law; UNVERIFIED guidance of 2012"),
        ]
        schedule = rows[1]
        assert (schedule["value"], schedule["position"]) == ("by draw-down requests", 3)
        assert (schedule["set_by"], schedule["document"]) == ("the Commissioner", "Letter")
        assert schedule["set_on"] == today().isoformat()
        assert schedule["sha256"] is None
        assert schedule["actor"] == "Ana"

    def test_a_year_says_what_is_not_set_too(self, filled: str, home: Path) -> None:
        ran = run("setting", "list", "--fiscal-year", "2027", "--json", ledger=filled, home=home)
        assert {row["setting"]: (row["value"], row["status"]) for row in ran.rows} == {
            # Those of FY2013 reach FY2027.
            "guidelines": (
                (
                    "2012-1 (Guidelines), adopted by the State Board of Education on 2012-08-01, "
                    "from FY2013 on"
                ),
                "guidelines under § 10-262u(e), as stated",
            ),
            "release schedule": ("by draw-down requests", "configuration, not law"),
            "plan due date": (None, "no date set"),
            "new reform share": (
                "at least 51%",
                "configuration, not law; UNVERIFIED guidance of 2012",
            ),
            "object codes": (None, "not set"),
            "appropriation control": (None, "not set"),
            "variance allowance": (None, "not set"),
            "report columns": (None, "not set"),
            "exit policy": (None, "not set: carry, the model's own default and not law"),
            "annual report due date": (None, "no date set"),
            "interim report due date": (None, "no date set"),
            "progress report due date": (None, "no date set"),
            "payment cut-off date": (None, "no date set"),
            "pass-through due date": (None, "no date set"),
            "single audit report due date": (None, "no date set"),
        }

    def test_the_history_keeps_what_was_replaced(self, filled: str, home: Path) -> None:
        words = ("setting", "list", "--history", "--fiscal-year", "2027")
        rows = run(*words, "--json", ledger=filled, home=home).rows
        schedules = [row for row in rows if row["setting"] == "release schedule"]
        assert [(row["position"], row["stands"], row["sha256"]) for row in schedules] == [
            (2, False, SHA),
            (3, True, None),
        ]
        assert "stands" in run(*words, ledger=filled, home=home).out

    def test_another_years_settings_are_left_out(self, filled: str, home: Path) -> None:
        words = ("setting", "list", "--fiscal-year", "2012", "--json")
        rows = run(*words, ledger=filled, home=home).rows
        assert [row["value"] for row in rows] == [None] * 15

    def test_the_list_as_of_a_day_leaves_later_settings_out(self, filled: str, home: Path) -> None:
        words = ("setting", "list", "--as-of", "2012-08-01", "--json")
        rows = run(*words, ledger=filled, home=home).rows
        assert [row["setting"] for row in rows] == ["guidelines"]
        known = run("where", "--json", ledger=filled, home=home).data["opened_at"]
        assert run("setting", "list", "--known-on", known, "--json", ledger=filled).rows == []

    def test_the_files_have_the_codes_with_their_words(
        self, ledger: str, home: Path, tmp_path: Path
    ) -> None:
        run(*codes(codes_file(tmp_path)), ledger=ledger, home=home)
        file = tmp_path / "settings.csv"
        words = ("setting", "list", "--csv", str(file), "--xlsx", str(tmp_path / "s.xlsx"))
        assert run(*words, ledger=ledger, home=home).code == 0
        assert "111A salaries; 322 in-service" in file.read_text("utf-8")


LINE = {
    "command": "SetPlanDueDate",
    "command_id": "due",
    "fiscal_year": 2027,
    "due_on": "2026-08-15",
    "set_by": "the Bureau",
    "document": "Memo",
}


def applied(folder: Path, ledger: str, home: Path, *options: str) -> Ran:
    lines = [json.dumps(LINE), *ENTITLED]
    return run("apply", written(folder / "mixed.jsonl", lines), *options, ledger=ledger, home=home)


@pytest.mark.parametrize("options", [(), ("--atomic",)], ids=["each", "together"])
def test_apply_takes_settings_and_acts_of_districts_in_one_file(
    tmp_path: Path, ledger: str, home: Path, options: tuple[str, ...]
) -> None:
    ran = applied(tmp_path, ledger, home, *options)
    assert ran.code == 0
    assert [row["events"] for row in answered(ran)] == [
        ["PlanDueDateSet"],
        ["EntitlementSet"],
        ["DistrictDesignated"],
        ["EntitlementSet"],
        ["PortionDetermined"],
    ]
    assert all(row["repeated"] for row in answered(applied(tmp_path, ledger, home, *options)))
    rows = run("setting", "list", "--json", ledger=ledger, home=home).rows
    assert [(row["value"], row["set_by"]) for row in rows] == [("2026-08-15", "the Bureau")]
    assert run("verify", ledger=ledger, home=home).code == 0
    assert run("projections", "check", ledger=ledger, home=home).code == 0


def test_record_is_for_district_years_and_says_where_settings_are_set(
    ledger: str, home: Path
) -> None:
    ran = run("record", "SetPlanDueDate", "hartford", "--fiscal-year", "2027", ledger=ledger)
    assert ran.code == 2
    assert "is about the ledger as a whole and not about a district-year" in ran.err
    assert "alliance setting --help" in ran.err
    assert size(ledger, home) == 1


class TestPriorYear:
    """A setting of the year that has just ended is asked about, as an act of money is."""

    ENDED = (
        *("setting", "schedule", "--fiscal-year", "2026", "--basis", "draw-down", *BY, "Letter"),
        *("--effective-on", "2026-09-25"),
    )

    def test_a_year_typed_short_is_refused_with_the_one_that_may_be_meant(
        self, ledger: str, home: Path
    ) -> None:
        ran = run(*self.ENDED, "--no-input", "--json", ledger=ledger, home=home)
        assert (ran.code, ran.error["code"], size(ledger, home)) == (2, "prior_year", 1)
        assert ran.error["message"] == "FY2026 ended June 30, 2026; did you mean FY2027?"

    @pytest.mark.parametrize(
        "words",
        [
            ("plan-due", "--due-on", "2025-08-15"),
            ("new-reform-share", "--percent", "51"),
            ("appropriation", "--amount", "5.00"),
        ],
    )
    def test_every_setting_of_a_year_asks(
        self, ledger: str, home: Path, words: tuple[str, ...]
    ) -> None:
        named = ("--fiscal-year", "2026", "--effective-on", "2026-09-25", *BY, "Letter")
        ran = run("setting", *words, *named, "--json", ledger=ledger, home=home)
        assert (ran.code, ran.error["code"]) == (2, "prior_year")

    def test_the_reason_is_kept_with_it(self, ledger: str, home: Path) -> None:
        because = ("--prior-year-because", "typed after the year")
        ran = run(*self.ENDED, *because, "--json", ledger=ledger, home=home)
        assert (ran.code, ran.data["fiscal_year"]) == (0, 2026)
        (record,) = ran.data["records"]
        digest = hashlib.sha256(b"typed after the year").hexdigest()
        assert record["documents"]["Reason for the prior year: typed after the year"] == digest

    def test_a_reason_out_of_place_is_refused(self, ledger: str, home: Path) -> None:
        because = ("--effective-on", "2026-09-25", "--prior-year-because", "x")
        ran = run(*DRAW_DOWN, *because, ledger=ledger, home=home)
        assert (ran.code, "Leave it out." in ran.err) == (2, True)

    def test_guidelines_have_no_year_that_could_be_typed_short(
        self, ledger: str, home: Path
    ) -> None:
        assert run(*GUIDELINES, ledger=ledger, home=home).code == 0
        assert run(*GUIDELINES, "--prior-year-because", "x", ledger=ledger, home=home).code == 2
