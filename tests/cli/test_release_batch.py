"""`alliance release batch`: what is due by now and not released, once. C.G.S. § 10-262u(c)(2)."""

from pathlib import Path

import pytest
from paid_year import ON, YEAR, PaidYear, command, plan_of, portion_of, real_year, small_year

# The three towns of screen B-1 that are easily taken for each other; synthetic plans.
#   582,729.00 * 25 % = 145,682.25; 572,931.00 * 25 % = 143,232.75; 186,987.00 * 25 % = 46,746.75
#   145,682.25 + 143,232.75 + 46,746.75 = 335,661.75
THREE = {"Windsor": "582729.00", "Windsor Locks": "572931.00", "East Windsor": "186987.00"}
OCTOBER = ("FY2027-OCT-1", 3, "335661.75")


@pytest.fixture
def three(tmp_path: Path) -> PaidYear:
    return small_year(tmp_path, THREE)


class TestOctoberOfTheRealDistricts:
    def test_it_is_a_quarter_of_every_plan_but_the_one_on_hold(self, tmp_path: Path) -> None:
        year = real_year(tmp_path)
        ran = year.october("--json")
        # 111,879,279.75 + 21,875,340.00 (Waterbury) = 133,754,619.75 = 535,018,479.00 * 25 %
        assert 4 * 13375461975 == 53501847900
        assert ran.code == 0
        assert ran.data["totals"] == {
            "basis": "535018479.00",
            "due": "133754619.75",
            "before": "0.00",
            "amount": "111879279.75",
            "left": "423139199.25",
        }
        assert ran.data["proof"] == (
            "111,879,279.75 to do + 21,875,340.00 withheld for noncompliance = 133,754,619.75 = "
            "133,754,619.75 due by now − 0.00 before"
        )
        assert ran.data["notes"][0] == (
            "32 to do 111,879,279.75 · 1 withheld for noncompliance 21,875,340.00 · 3 zero portion "
            "· 36 districts"
        )
        assert (ran.data["batch"], ran.data["count"]) == ("FY2027-OCT-1", 32)
        assert (ran.data["outcome"], ran.data["recorded"]) == ("prepared", True)
        assert year.run("release", "show", "FY2027-OCT-1", "--json").data["totals"] == {
            "amount": "111879279.75"
        }

    def test_the_totals_add_up_from_the_rows_shown(self, tmp_path: Path) -> None:
        ran = real_year(tmp_path).october("--dry-run", "--json")
        for name, said in ran.data["totals"].items():
            cents = [int(row[name].replace(".", "")) for row in ran.rows if row[name] is not None]
            assert sum(cents) == int(said.replace(".", "")), name
        waterbury = next(row for row in ran.rows if row["district"] == "Waterbury")
        assert waterbury == {
            "town_code": 151,
            "payee": "Town of Waterbury",
            "basis": "87501360.00",
            "due": "21875340.00",
            "before": "0.00",
            "amount": None,
            "left": "87501360.00",
            "note": "withheld for noncompliance",
            "status": "withheld for noncompliance",
            "because": "H1: no report (synthetic)",
            "district": "Waterbury",
            "citation": "C.G.S. § 10-262u(c)(2)",
        }

    def test_the_screen_stands_in_the_order_of_codes_and_ends_with_the_next_step(
        self, tmp_path: Path
    ) -> None:
        ran = real_year(tmp_path).october()
        lines = ran.out.splitlines()
        assert "2  Town of Ansonia" in lines[3]
        assert "165  Town of Windsor Locks" in lines[38]
        assert max(len(line) for line in lines[1:41]) <= 136
        assert (
            "zero portion: nothing to release; plan and report remain due – Enfield (49), "
            "Groton (59), Thompson (141)"
        ) in lines
        assert "withheld for noncompliance: H1: no report (synthetic) – Waterbury (151)" in lines
        assert lines[-2:] == [
            "Prepared FY2027-OCT-1: 32 releases, 111,879,279.75.",
            "Next, another person: alliance release approve FY2027-OCT-1",
        ]

    def test_the_lifted_district_is_caught_up_by_a_supplement(self, tmp_path: Path) -> None:
        year = real_year(tmp_path)
        year.october()
        year.act("hold", "lift", "Waterbury", "--name", "H1", "--evidence", "the report came")
        ran = year.october("--supplement", "hold of Waterbury lifted", "--json")
        assert (ran.data["batch"], ran.data["count"]) == ("FY2027-OCT-2", 1)
        assert ran.data["totals"]["amount"] == "21875340.00"


class TestTheSecondRun:
    def test_prepared_already(self, three: PaidYear) -> None:
        three.october()
        size = three.size
        again = three.run("release", "batch", *YEAR, *ON, "--installment", "OCT", "--actor", "Ben")
        assert again.code == 0
        lines = again.out.splitlines()
        assert lines[1] == "FY2027 october is prepared already. Nothing was done."
        assert lines[2].startswith(
            "FY2027-OCT-1: 3 releases · 335,661.75 · prepared · prepared by R. Ortiz, 20"
        )
        assert lines[3] == "See: alliance release show FY2027-OCT-1"
        assert three.size == size

    def test_approved_already(self, three: PaidYear) -> None:
        three.october()
        assert three.approve(*OCTOBER).code == 0
        size = three.size
        ran = three.october("--json")
        assert (ran.data["outcome"], ran.data["recorded"]) == ("already approved", False)
        assert (ran.rows, ran.data["batch"]) == ([], "FY2027-OCT-1")
        assert ran.data["batches"][0]["approved_by"] == "L. Chen"
        assert three.size == size

    def test_a_withdrawn_batch_makes_room_for_the_next_number(self, three: PaidYear) -> None:
        three.october()
        three.done("release", "withdraw-batch", "FY2027-OCT-1", "--because", "typed too early")
        ran = three.october("--json")
        assert (ran.data["batch"], ran.data["totals"]["amount"]) == ("FY2027-OCT-2", "335661.75")

    def test_a_supplement_needs_a_reason_and_something_to_supplement(self, three: PaidYear) -> None:
        ran = three.october("--supplement", "late")
        assert ran.code == 2
        assert ran.err.splitlines() == [
            "There is no batch of FY2027 october yet to supplement.",
            "Leave --supplement out.",
        ]

    def test_a_supplement_where_nothing_is_due_records_nothing(self, three: PaidYear) -> None:
        three.october()
        size = three.size
        ran = three.october("--supplement", "late", "--json")
        assert (ran.code, ran.data["outcome"], ran.data["batch"]) == (0, "nothing due", None)
        assert (three.size, ran.json()["meta"]["dry_run"]) == (size, False)
        told = three.october("--supplement", "late")
        assert told.out.endswith("Nothing is due and can be released now. Nothing was recorded.\n")


class TestTheInstallments:
    def test_the_last_has_the_rest_with_its_cents(self, tmp_path: Path) -> None:
        # 904,066.37 ÷ 4 = 226,016.5925; 904,066.37 − 226,016.59 − 226,016.59 = 452,033.19
        year = small_year(tmp_path, {"Norwalk": "904066.37"})
        amounts = []
        for name in ("october", "january", "april"):
            ran = year.batch("--installment", name, "--json")
            amounts.append(ran.data["totals"]["amount"])
        assert amounts == ["226016.59", "226016.59", "452033.19"]

    def test_a_plan_approved_late_gets_half_at_once_in_january(self, tmp_path: Path) -> None:
        year = small_year(tmp_path, {"Windsor": "582729.00"})
        year.apply(*portion_of("Derby", "400000.00"))
        october = year.october("--json")
        assert year.row(october, "Derby")["status"] == "no approved plan"
        year.apply(*plan_of("Derby", "400000.00"))
        january = year.batch("--installment", "january", "--json")
        # 400,000.00 * 50 % = 200,000.00; Windsor 582,729.00 * 25 % = 145,682.25
        assert year.row(january, "Derby")["amount"] == "200000.00"
        assert year.row(january, "Windsor")["amount"] == "145682.25"
        assert "change since FY2027-OCT-1: Derby (37) 200,000.00" in january.data["notes"]

    def test_a_plan_cut_after_january_shows_what_was_overpaid_and_gets_nothing(
        self, tmp_path: Path
    ) -> None:
        year = small_year(tmp_path, {"Windsor": "400000.00"})
        year.october()
        year.approve("FY2027-OCT-1", 1, "100000.00")
        year.batch("--installment", "january")
        year.approve("FY2027-JAN-1", 1, "100000.00")
        # A newer version is approved with 150,000.00; 200,000.00 was authorized before.
        year.apply(
            command("Windsor", "SubmitPlan", plan_version=2, total="150000.00"),
            command("Windsor", "ApprovePlan", plan_version=2, approved_amount="150000.00"),
        )
        ran = year.batch("--installment", "april", "--json")
        row = year.row(ran, "Windsor")
        assert (row["due"], row["before"]) == ("150000.00", "200000.00")
        assert row["amount"] is None
        assert (row["left"], row["status"]) == ("-50000.00", "nothing due")
        assert row["because"] == "50,000.00 more than it may be: nothing until that is settled"
        assert ran.data["proof"] == (
            "0.00 to do = 150,000.00 due by now − 200,000.00 before + 50,000.00 done above what is "
            "due"
        )
        assert ran.data["outcome"] == "nothing due"

    @pytest.mark.parametrize("name", ["march", "", None])
    def test_an_installment_that_is_not_in_the_schedule_is_named(
        self, three: PaidYear, name: str | None
    ) -> None:
        ran = three.batch(*(() if name is None else ("--installment", name)))
        assert ran.code == 2
        assert "Give --installment, one of: october, january, april." in ran.err

    def test_without_a_schedule_nothing_is_due_and_the_verb_to_set_one_is_named(
        self, tmp_path: Path
    ) -> None:
        year = PaidYear(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
        year.done("init", "--purpose", "training", "--name", "New")
        ran = year.october("--json")
        assert (ran.code, ran.error["code"]) == (3, "schedule_missing")
        assert ran.error["next_step"].startswith("Set it first: alliance setting schedule")


class TestOtherBases:
    def test_requests_are_paid_once_also_where_two_batches_are_prepared(
        self, tmp_path: Path
    ) -> None:
        year = small_year(tmp_path, THREE, "--basis", "draw-down")
        year.act("request", "record", "Windsor", "--name", "R1", "--amount", "50000.00")
        first = year.batch("--json")
        assert (first.data["batch"], first.data["totals"]["amount"]) == ("FY2027-REQ-1", "50000.00")
        assert year.batch("--json").data["outcome"] == "nothing due"
        year.act("request", "record", "Windsor", "--name", "R2", "--amount", "20000.00")
        second = year.batch("--json")
        assert second.data["batch"] == "FY2027-REQ-2"
        assert second.data["totals"]["amount"] == "20000.00"
        assert year.approve("FY2027-REQ-2", 1, "20000.00").code == 0
        assert year.approve("FY2027-REQ-1", 1, "50000.00").code == 0

    def test_a_request_above_the_plan_is_paid_up_to_it_and_says_so(self, tmp_path: Path) -> None:
        year = small_year(tmp_path, THREE, "--basis", "draw-down")
        year.act("request", "record", "Windsor", "--name", "R1", "--amount", "600000.00")
        row = year.row(year.batch("--json"), "Windsor")
        assert (row["amount"], row["because"]) == (
            "582729.00",
            "requested more than the plan allows",
        )

    def test_as_approved_releases_the_whole_of_each_plan(self, tmp_path: Path) -> None:
        year = small_year(tmp_path, THREE, "--basis", "as-approved")
        ran = year.batch("--json")
        # 582,729.00 + 572,931.00 + 186,987.00 = 1,342,647.00
        assert (ran.data["batch"], ran.data["totals"]["amount"]) == ("FY2027-APP-1", "1342647.00")

    @pytest.mark.parametrize("basis", ["draw-down", "as-approved"])
    def test_no_installment_is_named_where_there_are_none(self, tmp_path: Path, basis: str) -> None:
        ran = small_year(tmp_path, THREE, "--basis", basis).october()
        assert ran.code == 2
        assert ran.err.splitlines()[-1] == "Leave --installment out."


class TestTheControlFigure:
    def test_none_is_said_to_be_none(self, three: PaidYear) -> None:
        ran = three.october("--dry-run")
        assert "control no control figure was given or set for the year" in ran.out.splitlines()

    def test_from_a_file(self, three: PaidYear, tmp_path: Path) -> None:
        file = tmp_path / "appropriation.csv"
        file.write_text("fiscal_year,amount_usd\n2026,1.00\nFY2027,400000.00\n", "utf-8")
        ran = three.october("--control", str(file), "--dry-run")
        # 400,000.00 − 335,661.75 = 64,338.25
        assert (
            "control 400,000.00 (appropriation.csv) − 335,661.75 with this batch = 64,338.25 left"
        ) in ran.out.splitlines()

    def test_a_batch_above_the_figure_that_was_set_is_refused_before_anything_is_recorded(
        self, three: PaidYear
    ) -> None:
        figure = ("--amount", "335661.74", "--set-by", "OPM (synthetic)", "--document", "allotment")
        three.done("setting", "appropriation", *YEAR, *figure)
        size = three.size
        ran = three.october("--json")
        assert (ran.code, ran.error["code"]) == (3, "control_figure")
        assert "0.01 above the control figure of 335,661.74" in ran.error["message"]
        assert ran.error["details"]["from"] == "set by OPM (synthetic) on allotment"
        assert three.size == size

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("fiscal_year,amount_usd\n2026,1.00\n", "has 0 amounts for FY2027"),
            ("fiscal_year,amount_usd\n2027,1.00\n2027,2.00\n", "has 2 amounts for FY2027"),
            ("fiscal_year,amount_usd\n2027,one\n", "line 2"),
        ],
    )
    def test_a_file_without_one_figure_for_the_year_is_no_control(
        self, three: PaidYear, tmp_path: Path, text: str, says: str
    ) -> None:
        file = tmp_path / "appropriation.csv"
        file.write_text(text, "utf-8")
        ran = three.october("--control", str(file))
        assert ran.code == 2
        assert says in ran.err


class TestNothingIsWritten:
    def test_by_a_dry_run_which_marks_itself(self, three: PaidYear) -> None:
        size = three.size
        ran = three.october("--dry-run")
        assert ran.out.splitlines()[-1] == (
            "DRY RUN, nothing was recorded. This would be FY2027-OCT-1: 3 releases, 335,661.75."
        )
        told = three.october("--dry-run", "--json")
        assert (told.json()["meta"]["dry_run"], told.data["recorded"]) == (True, False)
        assert three.size == size

    def test_where_a_list_cannot_be_written(self, three: PaidYear, tmp_path: Path) -> None:
        size = three.size
        ran = three.october("--csv", str(tmp_path / "no" / "list.csv"))
        assert (ran.code, three.size) == (2, size)

    def test_for_the_year_that_has_just_ended_without_a_reason(self, three: PaidYear) -> None:
        size = three.size
        late = ("--effective-on", "2027-07-02", "--installment", "october", "--no-input")
        ran = three.run("release", "batch", *YEAR, *late)
        assert ran.code == 2
        assert ran.err.startswith("FY2027 ended June 30, 2027; did you mean FY2028?")
        assert three.size == size


def test_the_list_goes_to_csv_with_the_same_rows(three: PaidYear, tmp_path: Path) -> None:
    file = tmp_path / "october.csv"
    three.october("--csv", str(file))
    assert file.read_text("utf-8").splitlines()[1:] == [
        (
            "47,Town of East Windsor,186987.00,46746.75,0.00,46746.75,140240.25,"
            '"near-twin of 164, 165",to do,,East Windsor,C.G.S. § 10-262u(c)(2)'
        ),
        (
            "164,Town of Windsor,582729.00,145682.25,0.00,145682.25,437046.75,"
            '"near-twin of 47, 165",to do,,Windsor,C.G.S. § 10-262u(c)(2)'
        ),
        (
            "165,Town of Windsor Locks,572931.00,143232.75,0.00,143232.75,429698.25,"
            '"near-twin of 47, 164",to do,,Windsor Locks,C.G.S. § 10-262u(c)(2)'
        ),
    ]


def test_a_reason_for_the_prior_year_is_kept_with_every_release(three: PaidYear) -> None:
    late = ("--effective-on", "2027-07-02", "--installment", "october")
    because = ("--prior-year-because", "posted late")
    ran = three.run("release", "batch", *YEAR, *late, *because, "--json")
    assert ran.data["count"] == 3
    # A reason is told with the step; it is no document of which a file could be missing.
    steps = three.run("replay", "Windsor", *YEAR, "--json").rows
    assert ". Reason for the prior year: posted late" in steps[-1]["sentence"]
    assert "Reason for" not in three.run("document", "list", "--json").out
