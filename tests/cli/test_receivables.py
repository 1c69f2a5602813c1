"""`alliance receivables`: screens C-3 and C-4, schedules, repayments, reductions. Synthetic."""

from pathlib import Path

import pytest
from paid_year import PaidYear, command
from windham_case import ID, YEAR, windham

REDUCE = ("receivables", "reduce-claim", ID)
ON = ("--effective-on", "2027-04-10")


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return windham(tmp_path, "scheduled")


class TestLessThanOrdered:
    def test_without_an_instrument_all_of_them_are_named(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        size = year.size
        ran = year.run(*REDUCE, "--by", "20000", "--because", "settlement", *ON)
        assert ran.code == 3
        assert ran.err.splitlines()[:6] == [
            (
                f"Refused: The order {ID} is a claim of the State. Reducing it by 20,000.00 "
                "needs one of"
            ),
            (
                "  reconsideration     the Commissioner, inside the 25 / 40 days (closed "
                "2027-02-23), C.G.S. § 4-181a(a)"
            ),
            "  changed conditions  at any time, as a contested case, C.G.S. § 4-181a(b)",
            (
                "  uncollectible       head of agency up to 5,000.00; OPM Secretary above, "
                "C.G.S. § 3-7(a),(b)"
            ),
            (
                "  compromise          the Governor, on the Attorney General's advice; name the "
                "certificate, C.G.S. § 3-7(c)"
            ),
            "  judgment            a court that modified or reversed it, C.G.S. § 4-183",
        ]
        assert "needs none of these (alliance receivables schedule)" in ran.err
        assert year.size == size

    def test_a_compromise_of_the_governor_lowers_it(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        by = ("--instrument", "compromise", "--authorized-by", "governor", "--paper", "certificate")
        ran = year.done(*REDUCE, "--by", "20000", *by, "--because", "settlement", *ON, "--json")
        # 32,750.75 − 20,000.00 = 12,750.75
        assert {row["figure"]: row["after"] for row in ran.data["balances"]} == {
            "repay_due": "12750.75",
            "waived": "20000.00",
        }
        (row,) = year.done("receivables", "list", "--json").rows
        assert (row["repay"], row["lowered"], row["repay_open"]) == (
            "32750.75",
            "20000.00",
            "12750.75",
        )

    def test_the_commissioner_cancels_up_to_a_limit_only(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        by = ("--instrument", "uncollectible", "--authorized-by", "commissioner", "--paper", "x")
        ran = year.run(*REDUCE, "--by", "0.01", *by, "--because", "gone", *ON)
        assert ran.code == 3
        assert (
            "the head of an agency cancels a claim of up to 5,000.00, and 32,750.75 was ordered"
        ) in ran.err


class TestSchedule:
    def test_equal_parts_take_the_odd_cents_last(self, year: PaidYear) -> None:
        ran = year.done("determination", "show", ID, "--json")
        assert (
            "8,187.69 on 2027-03-31, 8,187.69 on 2027-06-30, 8,187.69 on 2027-09-30, "
            "8,187.68 on 2027-12-31"
        ) in ran.rows[-2]["sentence"]

    @pytest.mark.parametrize(
        ("due", "code", "says"),
        [
            (("2027-05-01=1", "2027-06-01"), 2, "Some days have an amount and some have none."),
            (("2027-05-01=1",), 3, "come to 1.00, and 24,563.06 is open"),
            (("2027-05-01=x",), 2, "is not an amount"),
            (("May 1",), 2, "is not a date"),
            (("DATE",), 2, "stands for something that only you can say"),
            (("2027-05-01", "2027-05-01"), 3, "not after the part before, 2027-05-01"),
        ],
    )
    def test_a_wrong_one_is_refused(
        self, year: PaidYear, due: tuple[str, ...], code: int, says: str
    ) -> None:
        size = year.size
        days = [word for day in due for word in ("--due", day)]
        agreed = ("--agreed-with", "A. Gray", "--paper", "agreement", *ON)
        ran = year.run("receivables", "schedule", ID, *days, *agreed)
        assert (ran.code, ran.out) == (code, "")
        assert says in ran.err
        assert year.size == size

    def test_one_on_nothing_is_not_found(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        agreed = ("--agreed-with", "A. Gray", "--paper", "agreement", *ON)
        ran = year.run("receivables", "schedule", ID, "--due", "2027-05-01", *agreed)
        assert ran.code == 4
        assert f"no determination {ID} on record" in ran.err


class TestRepaid:
    def test_alliance_money_repays_nothing(self, year: PaidYear) -> None:
        came = ("--amount", "1", "--received-on", "2027-04-01", "--money-source", "the grant")
        ran = year.run("receivables", "repay", ID, *came, "--alliance-money")
        assert ran.code == 3
        assert "alliance receivables return-funds" in ran.err

    def test_whose_money_it_is_has_to_be_said(self, year: PaidYear) -> None:
        came = ("--amount", "1", "--received-on", "2027-04-01", "--money-source", "x")
        assert year.run("receivables", "repay", ID, *came).code == 2

    def test_the_last_part_settles_the_order(self, year: PaidYear) -> None:
        rest = ("--amount", "24563.06", "--received-on", "2027-04-01", "--voucher", "V-9")
        source = ("--money-source", "general fund", "--own-money", "--json")
        ran = year.done("receivables", "repay", ID, *rest, *source)
        assert ran.data["next_step"] == f"alliance determination show {ID}"
        assert year.done("receivables", "list", "--json").rows[0]["status"] == "settled"
        refused = year.run("receivables", "remind", ID)
        assert refused.code == 3
        assert f"Nothing is open to be repaid on {ID}" in refused.err

    def test_money_that_came_back_by_itself_stands_with_the_commissioner(
        self, tmp_path: Path
    ) -> None:
        year = PaidYear(f"sqlite:///{tmp_path / 'back.db'}", tmp_path)
        year.done("init", "--purpose", "training", "--name", "Back")
        year.apply(
            command(
                "Windham",
                "StateOpeningBalance",
                2026,
                balances={"held_by_board": "100.00"},
                document="a" * 64,
                signers=["Ana", "Ben"],
            )
        )
        back = ("--by", "board", "--amount", "40", "--because", "unused", *ON, "--json")
        ran = year.done("receivables", "return-funds", "Windham", *YEAR, *back)
        assert "Given back by the board without an order: 40.00 (unused)" in str(ran.data)
        assert ran.data["next_step"] == "alliance balance show Windham --fiscal-year FY2026"

    def test_money_that_came_back_is_at_most_what_stands_there(self, year: PaidYear) -> None:
        ran = year.run(
            *("receivables", "return-funds", "Windham", *YEAR, "--by", "town"),
            *("--amount", "1", "--because", "unused", *ON),
        )
        assert ran.code == 3
        assert "more than the town holds" in ran.err


class TestLists:
    def test_aging_is_screen_c_4(self, year: PaidYear) -> None:
        ran = year.done("receivables", "aging", "--as-of", "2027-06-30", "--json")
        (row,) = ran.rows
        figures = ("total", "received", "open", "not_yet_due", "due_today", "days_1_30", "no_date")
        assert {key: row[key] for key in figures} == {
            "total": "32750.75",
            "received": "8187.69",
            "open": "24563.06",
            "not_yet_due": "16375.37",
            "due_today": "8187.69",
            "days_1_30": "0.00",
            "no_date": "0.00",
        }
        assert (row["order"], row["district"], row["ordered_on"]) == (ID, "Windham", "2027-01-14")
        assert ran.data["proof"].startswith(
            "received + lowered + open = 8,187.69 + 0.00 + 24,563.06 = 32,750.75; by age"
        )
        assert ran.data["notes"][1:] == [
            (
                f"{ID} Windham: schedule 8,187.69 × 3 + 8,187.68 = 32,750.75; next: reminder "
                f"2027-07-01 (alliance receivables remind {ID}); expected loss: none recorded here"
            )
        ]

    @pytest.mark.parametrize(
        ("day", "column", "amount"),
        [
            ("2027-07-01", "days_1_30", "8187.69"),
            ("2027-07-30", "days_1_30", "8187.69"),
            ("2027-07-31", "days_31_90", "8187.69"),
            ("2027-09-28", "days_31_90", "8187.69"),
            ("2027-09-29", "days_91", "8187.69"),
        ],
    )
    def test_what_is_overdue_stands_by_its_age(
        self, year: PaidYear, day: str, column: str, amount: str
    ) -> None:
        (row,) = year.done("receivables", "aging", "--as-of", day, "--json").rows
        assert row[column] == amount

    def test_what_no_schedule_covers_has_no_date_and_the_parts_count_by_their_day(
        self, tmp_path: Path
    ) -> None:
        year = windham(tmp_path, "served")
        by = ("--instrument", "compromise", "--authorized-by", "governor", "--paper", "certificate")
        year.done(*REDUCE, "--by", "2750.75", *by, "--because", "settled", *ON)
        lowered = str(year.size)
        agreed = ("--agreed-with", "A. Gray", "--paper", "agreement", *ON)
        days = ("--due", "2027-05-01=20000", "--due", "2027-06-01=10000")
        year.done("receivables", "schedule", ID, *days, *agreed)
        came = ("--amount", "15000", "--received-on", "2027-05-01", "--own-money")
        year.done("receivables", "repay", ID, *came, "--money-source", "general fund")
        year.done("correct", lowered, "--because", "not signed", *ON)
        ran = year.done("receivables", "aging", "--as-of", "2027-05-15", "--json")
        (row,) = ran.rows
        figures = ("open", "no_date", "not_yet_due", "days_1_30")
        # 32,750.75 − 15,000.00 = 17,750.75 = 2,750.75 + 10,000.00 + 5,000.00
        assert {key: row[key] for key in figures} == {
            "open": "17750.75",
            "no_date": "2750.75",
            "not_yet_due": "10000.00",
            "days_1_30": "5000.00",
        }
        assert "; 2,750.75 in no schedule, no date set; next: reminder" in ran.data["notes"][1]
        reminder = year.done("receivables", "remind", ID, "--as-of", "2027-05-15").out
        assert f"  {'no day set':<46}{'2,750.75':>18}\n" in reminder
        rest = ("--amount", "15000", "--received-on", "2027-05-16", "--own-money")
        year.done("receivables", "repay", ID, *rest, "--money-source", "general fund")
        ran = year.done("receivables", "aging", "--as-of", "2027-05-17", "--json")
        assert ran.data["notes"][1].endswith(
            "2,750.75 in no schedule, no date set; expected loss: none recorded here"
        )

    def test_before_there_was_a_schedule_no_date_is_set(self, year: PaidYear) -> None:
        ran = year.done("receivables", "aging", "--as-of", "2027-02-28", "--json")
        assert ran.rows[0]["no_date"] == "32750.75"
        assert ran.data["notes"][1:] == [
            f"{ID} Windham: no schedule, no date set; expected loss: none recorded here"
        ]

    def test_before_it_was_ordered_nothing_was_owed(self, year: PaidYear) -> None:
        for verb in ("aging", "list"):
            assert year.done("receivables", verb, "--as-of", "2027-01-13", "--json").rows == []

    def test_the_list_can_be_of_one_year(self, year: PaidYear) -> None:
        assert len(year.done("receivables", "list", *YEAR, "--json").rows) == 1
        assert year.done("receivables", "list", "--fiscal-year", "2025", "--json").rows == []

    def test_the_closing_package_has_what_july_and_august_brought(self, year: PaidYear) -> None:
        came = ("--amount", "8187.69", "--received-on", "2027-07-15", "--own-money")
        year.done("receivables", "repay", ID, *came, "--money-source", "general fund")
        by = ("--instrument", "uncollectible", "--authorized-by", "opm", "--paper", "x")
        august = ("--effective-on", "2027-08-31", "--because", "gone")
        year.done(*REDUCE, "--by", "375.37", *by, *august)
        ran = year.done("receivables", "gaap", "--fiscal-year", "2027", "--json")
        # 24,563.06 − 375.37 − 0.00 − 8,187.69 = 16,000.00
        assert ran.data["totals"] == {
            "receivable": "24563.06",
            "uncollectible": "375.37",
            "lowered": "0.00",
            "collected": "8187.69",
            "open": "16000.00",
        }
        assert "UNVERIFIED" in ran.data["notes"][2]
        assert year.done("receivables", "gaap", "--fiscal-year", "2026", "--json").rows == []


class TestReminder:
    def test_it_says_what_is_overdue_and_is_never_sent(self, year: PaidYear) -> None:
        size = year.size
        ran = year.done("receivables", "remind", ID, "--as-of", "2027-07-01", "--json")
        assert (ran.data["sent"], ran.data["overdue"], ran.data["open"]) == (
            False,
            "8187.69",
            "24563.06",
        )
        lines = ran.data["text"].splitlines()
        assert lines[0].startswith("SYNTHETIC.")
        assert "DRAFT, NOT SENT" in lines
        assert f"  {'due 2027-06-30, 1 day ago':<46}{'8,187.69':>18}" in lines
        assert "  proof 32,750.75 − 8,187.69 − 0.00 = 24,563.06" in lines
        assert year.size == size

    @pytest.mark.parametrize(
        ("day", "says"),
        [("2027-06-30", "due 2027-06-30, today"), ("2027-02-28", "No day was set for it.")],
    )
    def test_it_says_the_day_or_that_none_is_set(self, year: PaidYear, day: str, says: str) -> None:
        assert says in year.done("receivables", "remind", ID, "--as-of", day).out

    def test_it_is_written_as_text_or_for_a_word_processor(self, year: PaidYear) -> None:
        for name, begins in (("r.txt", b"SYNTHETIC."), ("r.rtf", b"{\\rtf1")):
            file = year.folder / name
            ran = year.done("receivables", "remind", ID, "--out", str(file))
            assert file.read_bytes().startswith(begins)
            assert "a draft, not sent" in ran.out
            assert year.run("receivables", "remind", ID, "--out", str(file)).code == 2
        assert year.run("receivables", "remind", ID, "--out", "r.pdf").code == 2


class TestLaterYears:
    @pytest.fixture
    def reducing(self, tmp_path: Path) -> PaidYear:
        """An informal case of 5,000.00 to reduce, and 3,000.00 of new money in FY2027."""
        year = windham(tmp_path, "found")
        said = ("--procedure", "informal", "--set-by", "K. Lee", "--paper", "memo")
        year.done("determination", "procedure", ID, *said, "--effective-on", "2026-11-01")
        year.done(
            *("determination", "issue", ID, "--finding", "F1=5000", "--reduce", "5000"),
            *("--fact", "x | 12", "--conclusion", "y | C.G.S. § 10-262u(g)"),
            *("--effective-on", "2026-11-02"),
        )
        year.apply(
            command("Windham", "SetEntitlement", amount="24003000.00"),
            command(
                "Windham", "DesignateDistrict", round="FY2023", criterion="ranked", first_time=False
            ),
            command("Windham", "DeterminePortion"),
            command("Windham", "WithholdPortion", amount="3000.00"),
        )
        return year

    def test_a_reduction_takes_what_is_there_and_leaves_the_rest_due(
        self, reducing: PaidYear
    ) -> None:
        later = ("--fiscal-year", "2027", "--effective-on", "2026-11-10")
        ran = reducing.done("receivables", "apply-reduction", ID, *later, "--json")
        events = [one["event"] for one in ran.data["records"]]
        assert events == ["ReductionApplied", "ReductionTaken"]
        assert ran.data["next_step"] == f"alliance determination show {ID}"
        (row,) = reducing.done("receivables", "list", "--json").rows
        assert (row["reduce"], row["taken"], row["reduction_open"]) == (
            "5000.00",
            "3000.00",
            "2000.00",
        )
        back = ("--amount", "1000", "--because", "a slip", *later)
        reducing.done("receivables", "reverse-reduction", ID, *back)
        (row,) = reducing.done("receivables", "list", "--json").rows
        assert (row["taken"], row["reduction_open"]) == ("2000.00", "3000.00")

    def test_what_was_taken_before_a_stay_was_recorded_is_asked_about(
        self, reducing: PaidYear
    ) -> None:
        stay = ("determination", "stay", ID, "--ordered-by", "court", "--paper", "order 5")
        early = (*stay, "--effective-on", "2026-11-05")
        assert reducing.done(*early, "--dry-run", "--json").data["cautions"] == []
        later = ("--fiscal-year", "2027", "--effective-on", "2026-11-10")
        reducing.done("receivables", "apply-reduction", ID, *later)
        assert reducing.done(*early, "--json").data["cautions"] == [
            (
                f"3,000.00 was taken under it before this stay was recorded (alliance "
                f"determination show {ID}); what was taken while the stay held is given back: "
                "alliance receivables reverse-reduction"
            )
        ]

    def test_both_halves_of_a_reduction_are_in_the_record_of_the_case(
        self, reducing: PaidYear
    ) -> None:
        later = ("--fiscal-year", "2027", "--effective-on", "2026-11-10")
        reducing.done("receivables", "apply-reduction", ID, *later)
        file = str(reducing.folder / "case.zip")
        ran = reducing.done("determination", "record", ID, "--out", file, "--json")
        assert [row["what"].split(":")[1].strip() for row in ran.rows if row["part"] == 9] == [
            f"New money reduced for determination {ID} of FY2026",
            f"FY2027 reduced for determination {ID}",
        ]

    def test_the_year_of_the_claim_itself_is_not_reduced(self, reducing: PaidYear) -> None:
        ran = reducing.run("receivables", "apply-reduction", ID, *YEAR)
        assert ran.code == 3
        assert "is reduced for a claim on an earlier fiscal year" in ran.err
        assert ran.err.endswith("\nName a later year than FY2026 (--fiscal-year).\n")

    def test_nor_is_it_given_back(self, reducing: PaidYear) -> None:
        back = ("--amount", "1", "--because", "a mistake")
        ran = reducing.run("receivables", "reverse-reduction", ID, *YEAR, *back)
        assert ran.code == 3
        assert ran.err.endswith(
            "\nName the later year that was reduced for it (--fiscal-year): alliance replay "
            "Windham --fiscal-year FY2026 names each.\n"
        )

    def test_a_reduction_is_no_repayment_to_be_reminded_of(self, reducing: PaidYear) -> None:
        assert reducing.done("receivables", "aging", "--json").rows == []
        assert reducing.run("receivables", "remind", ID).code == 3


def test_what_an_opening_statement_states_is_paid_under_an_id_of_its_own(tmp_path: Path) -> None:
    year = PaidYear(f"sqlite:///{tmp_path / 'opening.db'}", tmp_path)
    year.done("init", "--purpose", "training", "--name", "Opening")
    year.apply(
        command(
            "Windham",
            "StateOpeningBalance",
            2026,
            balances={"repay_due": "100.00"},
            document="a" * 64,
            signers=["Ana", "Ben"],
        )
    )
    (row,) = year.done("receivables", "list", "--json").rows
    assert (row["order"], row["status"], row["ordered_on"]) == (
        "opening-2026-163",
        "stated as owed",
        "2025-07-01",
    )
    paid = ("--amount", "40", "--received-on", "2026-02-01", "--money-source", "x", "--own-money")
    ran = year.done("receivables", "repay", "opening-2026-163", *paid, "--json")
    assert ran.data["next_step"] == (
        "alliance receivables schedule opening-2026-163 --due DATE --agreed-with NAME --paper TEXT"
    )
    (row,) = year.done("receivables", "aging", "--as-of", "2026-03-01", "--json").rows
    assert (row["order"], row["open"], row["no_date"]) == ("opening-2026-163", "60.00", "60.00")
    assert year.done("determination", "show", "opening-2026-163", "--json").code == 0
    assert year.run("determination", "letter", "opening-2026-163").code == 4


def test_the_same_repayment_again_is_recorded_and_asked_about(tmp_path: Path) -> None:
    year = windham(tmp_path, "scheduled")
    again = (
        *("receivables", "repay", ID, "--amount", "8187.69", "--received-on", "2027-03-30"),
        *("--money-source", "the board's general fund", "--own-money"),
    )
    ran = year.done(*again)
    assert "caution  8,187.69 received on 2027-03-30 was on record before" in ran.out
    other = year.done(*again[:-4], "2027-04-30", *again[-3:], "--json")
    assert other.data["cautions"] == []
