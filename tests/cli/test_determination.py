"""`alliance determination`: from counsel's answer to the clock, screen C-2. All synthetic."""

from pathlib import Path

import pytest
from paid_year import PaidYear, command
from windham_case import FACT, HEARD, ID, ISSUED, LAW, SERVED, YEAR, windham

ISSUE = ("determination", "issue", ID, "--effective-on", "2027-01-14")
STATED = ("--fact", FACT, "--conclusion", LAW)
DENIED = ("--outcome", "denied", "--because", "nothing new")


def step(year: PaidYear, *words: str) -> object:
    """The next step that an act names."""
    return year.done("determination", *words, "--json").data["next_step"]


class TestTheWay:
    def test_each_step_names_the_next_until_the_letter(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        steps = [
            year.done(*words, "--json").data["next_step"].removeprefix("alliance determination ")
            for words in (*HEARD, *ISSUED, *SERVED)
        ]
        by_mail = "--method certified-mail --mailed-on DATE --number TEXT"
        issue = f"issue {ID} --repay AMOUNT --fact … --conclusion …"
        assert steps == [
            f"preliminary {ID} --finding F1 --repay AMOUNT --respond-by DATE --because TEXT",
            f"serve {ID} preliminary {by_mail}",
            f"receipt {ID} preliminary --signed-on DATE --signed-by NAME",
            issue,
            issue,
            f"letter {ID} --out FILE",
            f"receipt {ID} final --signed-on DATE --signed-by NAME",
            f"clock {ID}",
            f"answer-petition {ID} --outcome … --decided-on DATE --because TEXT",
        ]

    def test_an_informal_case_is_decided_at_once(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        said = ("--procedure", "informal", "--set-by", "K. Lee", "--paper", "memo")
        named = step(year, "procedure", ID, *said, "--effective-on", "2026-11-01")
        assert named == (
            f"alliance determination issue {ID} --finding F1 --repay AMOUNT --fact … --conclusion …"
        )
        part = ("--finding", "F1=20000", "--repay", "15000", "--reduce", "5000")
        ran = year.done(*ISSUE, *STATED, *part, "--json")
        assert "EXCEPTION: both to repay and to reduce" in ran.data["records"][0]["sentence"]
        row = year.done("determination", "list", *YEAR, "--json").rows[0]
        assert (row["decided"], row["repay"], row["reduce"]) == (
            "20000.00",
            "15000.00",
            "5000.00",
        )
        shown = year.done("determination", "show", ID).out
        assert "EXCEPTION: both to repay and to reduce, which the statute does not" in shown
        clock = year.done("determination", "clock", ID).out
        assert "Only days that the papers themselves gave" in clock

    def test_after_a_receipt_of_the_notice_the_response_is_waited_for(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        for words in HEARD[:3]:
            year.done(*words)
        signed = ("--signed-on", "2026-11-05", "--signed-by", "M. Diaz")
        ran = year.done("determination", "receipt", ID, "preliminary", *signed)
        assert ran.out.splitlines()[-1] == (
            f"Next, when the board responds: alliance determination respond {ID} --received-on "
            "DATE --contested AMOUNT --response TEXT"
        )
        later = ("--respond-by", "2026-12-16", "--because", "the records are away")
        ran = year.done("determination", "extend", ID, *later, "--effective-on", "2026-11-20")
        assert "may now be answered until 2026-12-16" in ran.out

    def test_from_denial_to_the_court_and_back(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        on = ("--effective-on", "2027-05-01")
        denied = step(year, "answer-petition", ID, *DENIED, "--decided-on", "2027-02-20")
        assert denied == (
            f"alliance determination serve {ID} reconsideration --method certified-mail "
            "--mailed-on DATE --number TEXT"
        )
        filed = ("--filed-on", "2027-03-20", "--court", "Superior Court", "--docket", "HHB-1")
        assert step(year, "appeal", ID, *filed) == (
            f"alliance determination record {ID} --out FILE"
        )
        stayed = ("--ordered-by", "court", "--paper", "order of April 1")
        assert step(year, "stay", ID, *stayed, "--effective-on", "2027-04-01") == (
            f"alliance determination end-stay {ID} --because TEXT"
        )
        shown = year.done("determination", "clock", ID, "--json")
        assert (shown.data["stayed"], shown.data["running"]) == (True, "an appeal is pending")
        assert year.done("determination", "list", *YEAR, "--json").rows[0]["status"] == "stayed"
        assert step(year, "end-stay", ID, "--because", "lifted", *on) == (
            f"alliance determination clock {ID}"
        )
        assert year.done("determination", "list", *YEAR, "--json").rows[0]["status"] == "appealed"
        back = ("--outcome", "remanded", "--paper", "order of May 1", "--dry-run")
        assert step(year, "decide-appeal", ID, *back, *on) == f"alliance determination clock {ID}"
        decided = ("--outcome", "modified", "--paper", "judgment of May 1")
        assert step(year, "decide-appeal", ID, *decided, *on) == (
            f"alliance receivables reduce-claim {ID} --by AMOUNT --instrument judgment "
            "--authorized-by court --paper TEXT --because TEXT"
        )

    def test_a_judgment_on_a_reduction_leads_to_what_was_taken_and_then_to_what_is_claimed(
        self, tmp_path: Path
    ) -> None:
        year = windham(tmp_path, "found")
        said = ("--procedure", "informal", "--set-by", "K. Lee", "--paper", "memo")
        year.done("determination", "procedure", ID, *said, "--effective-on", "2026-11-01")
        year.done(
            *("determination", "issue", ID, "--finding", "F1=5000", "--reduce", "5000"),
            *("--fact", "x | 12", "--conclusion", "y | C.G.S. § 10-262u(g)"),
            *("--effective-on", "2026-11-02"),
        )
        on = ("--effective-on", "2026-11-20")
        filed = ("--filed-on", "2026-11-03", "--court", "Superior Court", "--docket", "HHB-1")
        reversed_ = ("--outcome", "reversed", "--paper", "judgment")
        year.done("determination", "appeal", ID, *filed)
        lower = (
            f"alliance receivables reduce-claim {ID} --reduction-by AMOUNT --instrument judgment "
            "--authorized-by court --paper TEXT --because TEXT"
        )
        rehearsed = year.run("determination", "decide-appeal", ID, *reversed_, *on, "--dry-run")
        assert rehearsed.out.splitlines()[-1] == f"Next: {lower}"
        year.apply(
            command("Windham", "SetEntitlement", amount="24003000.00"),
            command(
                "Windham", "DesignateDistrict", round="FY2023", criterion="ranked", first_time=False
            ),
            command("Windham", "DeterminePortion"),
            command("Windham", "WithholdPortion", amount="3000.00"),
        )
        later = ("--fiscal-year", "2027", "--effective-on", "2026-11-10")
        year.done("receivables", "apply-reduction", ID, *later)
        ran = year.done("determination", "decide-appeal", ID, *reversed_, *on)
        back = f"alliance receivables reverse-reduction {ID} --fiscal-year FY2027"
        assert ran.out.splitlines()[-1] == (
            "Next, before less is claimed (receivables reduce-claim --reduction-by): "
            f"{back} --amount AMOUNT --because TEXT"
        )
        given = ("--amount", "3000", "--because", "judgment")
        year.done(*back.split()[1:], *given, *on)
        paper = ("--paper", "judgment", "--because", "reversed")
        year.done(*lower.replace("AMOUNT", "5000").split(" --paper")[0].split()[1:], *paper, *on)

    def test_a_petition_that_is_granted_leads_to_a_lower_claim(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        granted = ("--outcome", "granted", "--because", "payroll reports", "--decided-on")
        assert step(year, "answer-petition", ID, *granted, "2027-02-20") == (
            f"alliance receivables reduce-claim {ID} --by AMOUNT --instrument reconsideration "
            "--authorized-by commissioner --paper TEXT --because TEXT"
        )

    def test_no_direction_is_named_where_a_new_decision_is_waited_for(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        granted = ("--outcome", "granted", "--because", "payroll reports", "--decided-on")
        year.done("determination", "answer-petition", ID, *granted, "2027-02-20")
        shown = year.done("determination", "clock", ID).out
        assert (
            "nothing is taken from a later year yet: reconsideration was granted, and no new "
            "decision sent"
        ) in " ".join(shown.split())
        assert "determination enforce" not in shown

    def test_what_is_paid_back_is_lowered_next_and_not_repaid_again(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        came = ("--received-on", "2027-02-01", "--money-source", "local funds", "--own-money")
        year.done("receivables", "repay", ID, "--amount", "100.00", *came)
        back = ("--amount", "100.00", "--because", "line 9.9 was amended", "--paper", "voucher 7")
        by = ("--instrument", "changed-conditions", "--effective-on", "2027-03-01", "--json")
        ran = year.done("receivables", "refund-repayment", ID, *back, *by)
        assert ran.data["next_step"] == (
            f"alliance receivables reduce-claim {ID} --by AMOUNT --instrument changed-conditions "
            "--authorized-by commissioner --paper TEXT --because TEXT"
        )
        by_court = ("--outcome", "modified", "--paper", "judgment", "--effective-on", "2027-06-01")
        filed = ("--filed-on", "2027-03-20", "--court", "Superior Court", "--docket", "HHB-1")
        year.done("determination", "appeal", ID, *filed)
        year.done("determination", "decide-appeal", ID, *by_court)
        year.done("receivables", "repay", ID, "--amount", "50.00", *came)
        half = ("--amount", "50.00", *back[2:], "--effective-on", "2027-06-02", "--json")
        ran = year.done("receivables", "refund-repayment", ID, *half)
        assert "--instrument judgment --authorized-by court" in ran.data["next_step"]

    def test_a_finding_that_is_allowed_whole_leads_nowhere(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        for line, amount in (("3.1", "32750.75"), ("9.9", "12500.00")):
            explained = ("--name", "F1", "--line", line, "--amount", amount, "--because", "so")
            on = ("--effective-on", "2026-11-01", "--json")
            last = year.done("finding", "allow", "Windham", *YEAR, *explained, *on)
        assert last.data["next_step"] is None

    def test_a_direction_to_enforce_leads_to_the_money(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        why = ("--because", "the board closes", "--effective-on", "2027-02-01")
        assert step(year, "enforce", ID, *why) == (
            f"alliance receivables schedule {ID} --due DATE --agreed-with NAME --paper TEXT"
        )
        assert year.done("determination", "clock", ID, "--json").data["enforced"] is True


class TestTheId:
    @pytest.mark.parametrize("typed", ["d-2026-163-1", " D-2026-163-1 "])
    def test_it_says_district_and_year_in_any_letter_case(self, tmp_path: Path, typed: str) -> None:
        year = windham(tmp_path, "heard")
        ran = year.done("determination", "show", typed, "--json")
        assert (ran.data["district"], ran.data["fiscal_year"]) == ("Windham", 2026)

    @pytest.mark.parametrize("typed", ["D-2026-31", "D-2026-999-1", "F1", "D-2026-163-0", ""])
    def test_what_is_none_is_told_what_one_looks_like(self, tmp_path: Path, typed: str) -> None:
        ran = windham(tmp_path, "heard").run("determination", "clock", typed)
        assert ran.code == 2
        assert "It looks like D-2026-163-1: fiscal year, town code, number." in ran.err

    def test_one_that_is_not_on_record_names_those_that_are(self, tmp_path: Path) -> None:
        ran = windham(tmp_path, "heard").run("determination", "show", "D-2026-163-2", "--json")
        assert ran.code == 4
        assert ran.error["details"] == {"determination": "D-2026-163-2", "on_record": ID}

    def test_the_next_number_is_named_where_another_is_typed(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        said = ("--procedure", "informal", "--set-by", "K. Lee", "--paper", "memo")
        ran = year.run("determination", "procedure", "D-2026-163-2", *said)
        assert ran.code == 3
        assert f"the next one is {ID}" in ran.err

    def test_a_placeholder_is_refused(self, tmp_path: Path) -> None:
        ran = windham(tmp_path).run("determination", "clock", "ID")
        assert (ran.code, ran.err.splitlines()[0]) == (
            2,
            "ID stands for something that only you can say.",
        )


class TestDeciding:
    def test_without_findings_named_it_is_on_the_notice_as_far_as_open(
        self, tmp_path: Path
    ) -> None:
        year = windham(tmp_path, "heard")
        ran = year.done(*ISSUED[0], "--dry-run", "--json")
        # 45,250.75 were noticed, 12,500.00 allowed since.
        assert ran.data["records"][0]["sentence"].startswith(
            f"Determination {ID} issued on F1 (32,750.75): repay 32,750.75"
        )

    @pytest.mark.parametrize(
        ("words", "code", "says"),
        [
            ((*STATED, "--repay", "1"), 3, "is not the shares of the findings"),
            ((*STATED, "--repay", "1", "--finding", "F9"), 3, "no finding 'F9' on record"),
            ((*STATED, "--finding", "F1", "--finding", "F1=1"), 2, "named twice"),
            (("--fact", "no place", "--conclusion", LAW), 2, "does not name the records"),
            (("--fact", "x | 4,b", "--conclusion", LAW), 2, "does not name the records"),
            (("--fact", FACT, "--conclusion", "x |"), 2, "does not name its clause"),
            (
                ("--fact", "x | 9999", "--conclusion", LAW, "--repay", "32750.75"),
                3,
                "records of Windham FY2026 that stand: 9999",
            ),
        ],
    )
    def test_what_does_not_hold_is_refused(
        self, tmp_path: Path, words: tuple[str, ...], code: int, says: str
    ) -> None:
        year = windham(tmp_path, "heard")
        size = year.size
        ran = year.run(*ISSUE, *words)
        assert (ran.code, ran.out) == (code, "")
        assert says in ran.err
        assert year.size == size

    def test_without_a_notice_the_findings_have_to_be_named(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        ran = year.run(*ISSUE, *STATED, "--repay", "1")
        assert ran.code == 2
        assert "On which findings of Windham (163) FY2026?" in ran.err


class TestClock:
    def test_the_days_of_screen_c_2(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        ran = year.done("determination", "clock", ID, "--as-of", "2027-02-24", "--json")
        rows = [
            (row["label"], row["days"], row["last_day"], row["what_happened"], row["note"])
            for row in ran.rows
        ]
        assert rows == [
            (
                "petition for reconsideration",
                15,
                "Fri 2027-01-29",
                "filed Thu 2027-01-28",
                "in time",
            ),
            (
                "Department answers",
                25,
                "Mon 2027-02-22",
                None,
                "no answer came: denied by silence on 2027-02-22",
            ),
            ("own motion", 40, "Tue 2027-02-23", None, ""),
            (
                "appeal, if no petition",
                45,
                "Sun 2027-02-28",
                None,
                "falls on a Sunday, counted here to 2027-03-01: ask counsel",
            ),
            ("appeal, after denial 2027-02-22", 45, "Thu 2027-04-08", None, ""),
        ]
        assert (ran.data["running_until"], ran.rows[3]["on"]) == ("2027-04-08", "2027-02-28")

    def test_what_stands_around_it(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        lines = year.done("determination", "clock", ID, "--as-of", "2027-02-24").out.splitlines()
        assert lines[1] == (
            f"SYNTHETIC · Windham (163) FY2026 · {ID} · repay 32,750.75 · decision mailed Thu "
            "2027-01-14, certified mail, return receipt signed 2027-01-19"
        )
        assert lines[-4].startswith("Procedure: contested case – said by counsel K. Lee (memo of")
        assert lines[-3:] == [
            (
                "Not stayed. Money: 0.00 received; nothing is taken from a later year while this "
                f"runs unless: alliance determination enforce {ID} --because TEXT"
            ),
            "§§ 4-181a, 4-183, UNVERIFIED; days counted from mailing",
            "Holidays are not known here: of a last day that is one, ask counsel.",
        ]

    def test_while_stayed_it_names_the_end_of_the_stay(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        stayed = ("--ordered-by", "court", "--paper", "order", "--effective-on", "2027-02-01")
        year.done("determination", "stay", ID, *stayed)
        lines = year.done("determination", "clock", ID, "--as-of", "2027-02-24").out.splitlines()
        assert lines[-3] == (
            "Stayed by order of the court (order). Money: 0.00 received; nothing is taken from a "
            f"later year until the stay ends: alliance determination end-stay {ID} --because TEXT"
        )
        # What the screen does not name would be refused.
        assert year.run("determination", "enforce", ID, "--because", "x").code == 3

    def test_after_the_judgment_it_says_so_and_what_is_left_to_repay(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        filed = ("--filed-on", "2027-03-20", "--court", "Superior Court", "--docket", "HHB-1")
        year.done("determination", "appeal", ID, *filed)
        judged = ("--paper", "judgment of May 3", "--effective-on", "2027-05-03")
        year.done("determination", "decide-appeal", ID, "--outcome", "modified", *judged)
        less = ("--by", "2750.75", "--instrument", "judgment", "--authorized-by", "court")
        year.done("receivables", "reduce-claim", ID, *less, *judged, "--because", "as judged")
        ran = year.done("determination", "clock", ID, "--as-of", "2027-06-01", "--json")
        last = ran.rows[-1]
        assert (last["label"], last["what_happened"], last["note"], last["on"]) == (
            "appeal decided",
            "modified Mon 2027-05-03",
            "judgment of May 3",
            None,
        )
        said = year.done("determination", "clock", ID, "--as-of", "2027-06-01").out.splitlines()[1]
        assert "· repay 30,000.00 (ordered 32,750.75, lowered 2,750.75) ·" in said

    def test_after_a_reversal_every_page_says_that_nothing_stands(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        review = ("report", "review", "Windham", "--fiscal-year", "2026", "--json")
        assert year.done(*review).data["totals"]["questionable"] == "32750.75"
        filed = ("--filed-on", "2027-03-20", "--court", "Superior Court", "--docket", "HHB-1")
        year.done("determination", "appeal", ID, *filed)
        judged = ("--paper", "judgment of May 3", "--effective-on", "2027-05-03")
        year.done("determination", "decide-appeal", ID, "--outcome", "reversed", *judged)
        less = ("--by", "32750.75", "--instrument", "judgment", "--authorized-by", "court")
        year.done("receivables", "reduce-claim", ID, *less, *judged, "--because", "as judged")
        ran = year.done(*review)
        assert [(row["suggestion"], row["questionable"]) for row in ran.rows] == [
            ("finding F1, 32,750.75 ordered and not owed", "0.00"),
            ("finding F1, 12,500.00 allowed", "0.00"),
        ]
        assert ran.data["totals"]["questionable"] == "0.00"

    def test_after_its_last_day_nothing_runs(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "served")
        ran = year.done("determination", "clock", ID, "--as-of", "2027-04-09", "--json")
        assert (ran.data["running"], ran.data["running_until"]) == (None, None)

    def test_before_the_decision_only_the_response_has_a_day(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "heard")
        ran = year.done("determination", "clock", ID, "--json")
        assert [(row["label"], row["on"], row["happened_on"]) for row in ran.rows] == [
            ("response to the preliminary determination", "2026-12-02", "2026-12-01")
        ]


class TestShown:
    def test_every_step_stands_with_its_position_and_the_money_adds_up(
        self, tmp_path: Path
    ) -> None:
        year = windham(tmp_path, "scheduled")
        ran = year.done("determination", "show", ID, "--json")
        assert [row["event"] for row in ran.rows] == [
            "ProcedureSet",
            "PreliminaryDeterminationIssued",
            "PaperServed",
            "ResponseReceived",
            "DeterminationIssued",
            "PaperServed",
            "ReturnReceiptRecorded",
            "ReconsiderationRequested",
            "PaymentScheduleSet",
            "RepaymentReceived",
        ]
        assert ran.data["notes"] == [
            "proof  repay 32,750.75 = received 8,187.69 + lowered 0.00 + open 24,563.06",
            "proof  reduce 0.00 = taken 0.00 + lowered 0.00 + open 0.00",
        ]

    def test_a_step_that_was_taken_back_is_marked(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        for words in HEARD[:3]:
            year.done(*words)
        first = year.size
        assert "taken back" not in year.done("determination", "show", ID).out
        year.done("correct", str(first), "--because", "kept", "--effective-on", "2026-11-03")
        mark = f"taken back by position {first + 1}"
        sent = ("--method", "certified-mail", "--mailed-on", "2026-11-03", "--number", "7019 0009")
        year.done("determination", "serve", ID, "preliminary", *sent)
        rows = year.done("determination", "show", ID, "--json").rows
        sent_rows = [row for row in rows if row["event"] == "PaperServed"]
        found = [(row["corrected"], row["corrected_by"], row["taken_back"]) for row in sent_rows]
        assert found == [(mark, first + 1, True), (None, None, False)]
        lines = year.done("determination", "show", ID).out.splitlines()
        assert [line.split()[0] for line in lines if mark in line] == [str(first)]

    def test_a_step_with_another_amount_says_which_record_corrected_it(
        self, tmp_path: Path
    ) -> None:
        year = windham(tmp_path, "scheduled")
        paid, on = str(year.size), ("--because", "mistyped", "--effective-on", "2027-04-01")
        year.done("correct", paid, "--amount", "8187.00", *on)
        year.done("correct", str(year.size), "--amount", "8180.00", *on)
        row = year.done("determination", "show", ID, "--json").rows[-1]
        # The last correction is the one that says how it stands.
        assert (row["corrected"], row["taken_back"]) == (
            f"corrected by position {year.size}",
            False,
        )

    def test_what_was_reported_first_and_what_changed_it_is_told(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "heard")
        moved = ("--from", "3.1", "--to", "2.4", "--amount", "750.75", "--because", "fares")
        on = ("--effective-on", "2026-12-12")
        year.done("report", "reclassify", "Windham", *YEAR, *moved, *on)
        at = year.size
        year.done(*ISSUED[0])
        assert year.done("determination", "show", ID, "--json").data["notes"][2:] == [
            (
                "line 3.1 as reported: 92,750.75 (report 1, 2026-08-28, position 14) − 750.75 "
                f"(reclassified to line 2.4, 2026-12-12, position {at}) = 92,000.00"
            ),
            (
                "  finding F1 questions 32,750.75; 32,750.75 over 60,000.00 approved (2026-10-31, "
                "position 20), when 92,750.75 was reported on it"
            ),
        ]

    @pytest.mark.parametrize(
        ("stage", "status"),
        [("heard", "responded to"), ("issued", "issued"), ("served", "served")],
    )
    def test_the_list_says_where_each_stands(self, tmp_path: Path, stage: str, status: str) -> None:
        year = windham(tmp_path, stage)
        (row,) = year.done("determination", "list", *YEAR, "--json").rows
        assert (row["determination"], row["status"]) == (ID, status)

    def test_a_year_without_one_says_so(self, tmp_path: Path) -> None:
        ran = windham(tmp_path).done("determination", "list", *YEAR)
        assert ran.out.endswith("No determination on the money of FY2026 is on record.\n")


def test_a_paper_counts_from_the_day_it_was_sent_and_that_is_said(tmp_path: Path) -> None:
    year = windham(tmp_path, "issued")
    sent = ("determination", "serve", ID, "final", "--method", "certified-mail")
    ran = year.done(*sent, "--mailed-on", "2027-01-20", "--effective-on", "2027-01-16", "--json")
    assert ran.data["records"][0]["effective_on"] == "2027-01-20"
    assert ran.data["cautions"] == [
        "it counts from 2027-01-20, the day that the act itself names, and not from 2027-01-16"
    ]
