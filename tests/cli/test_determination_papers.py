"""The letter, the letter made again, and the record of the case as a file. All synthetic."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from paid_year import PaidYear
from rewriting import canonical, position_of, rewritten
from windham_case import HEARD, ID, ISSUED, LAW, REPORT, YEAR, whole_case, windham

MADE_UP = "SYNTHETIC. Made up for demonstration or training; not a paper of the State.\n\n"


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return windham(tmp_path, "scheduled")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def case_of(year: PaidYear, *words: str, name: str = "case.zip") -> dict[str, bytes]:
    """The record of the case as files by name."""
    file = year.folder / name
    year.done("determination", "record", ID, "--out", str(file), *words)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


class TestLetter:
    def test_its_bytes_are_those_whose_digest_is_recorded(self, year: PaidYear) -> None:
        ran = year.done("determination", "letter", ID, "--json")
        text = ran.data["text"]
        assert text.startswith(f"{MADE_UP}STATE OF CONNECTICUT")
        assert sha256(text.removeprefix(MADE_UP).encode()) == ran.data["letter_sha256"]
        assert ran.data["next_step"].startswith(f"alliance determination serve {ID} final")

    def test_it_has_the_calculation_line_by_line(self, year: PaidYear) -> None:
        said = year.done("determination", "letter", ID).out
        # 45,250.75 − 12,500.00 = 32,750.75
        assert (
            "  3.1              60,000.00     92,750.75     32,750.75     32,750.75          0.00\n"
            "  9.9                      –     12,500.00     12,500.00     12,500.00     12,500.00\n"
        ) in said

    @pytest.mark.parametrize(
        ("name", "begins"), [("l.txt", MADE_UP.encode()), ("l.rtf", b"{\\rtf1\\ansi")]
    )
    def test_it_is_written_as_text_or_for_a_word_processor(
        self, year: PaidYear, name: str, begins: bytes
    ) -> None:
        file = year.folder / name
        words = ("determination", "letter", ID, "--out", str(file))
        ran = year.done(*words)
        assert file.read_bytes().startswith(begins)
        assert f"Next: alliance determination serve {ID} final" in ran.out
        assert "nothing was written over it" in year.run(*words).err
        year.done(*words, "--replace")

    def test_it_has_no_other_form(self, year: PaidYear) -> None:
        ran = year.run("determination", "letter", ID, "--out", str(year.folder / "l.pdf"))
        assert ran.code == 2
        assert "A paper is written as .txt or .rtf" in ran.err

    def test_of_a_decision_that_was_taken_back_it_says_so(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "issued")
        at = year.size
        year.done("correct", str(at), "--because", "too early", "--effective-on", "2027-01-15")
        mark = f"taken back by position {at + 1}"
        for verb in ("letter", "reproduce"):
            ran = year.done("determination", verb, ID)
            assert f"caution  The determination at position {at} was {mark}: this letter" in ran.err
            assert "Next:" not in ran.out
        ran = year.done("determination", "letter", ID, "--json")
        assert (ran.data["corrected"], ran.data["next_step"]) == (mark, None)
        index = json.loads(case_of(year)["index.json"])
        assert {line["corrected"] for line in index if line["part"] == 7} == {mark}

    def test_before_the_decision_there_is_none(self, tmp_path: Path) -> None:
        ran = windham(tmp_path, "heard").run("determination", "letter", ID)
        assert ran.code == 4
        assert "was not issued here, so it has no letter" in ran.err


class TestReproduced:
    def test_it_is_the_same_byte_for_byte_under_the_rulebook_of_its_day(
        self, year: PaidYear
    ) -> None:
        file = year.folder / "again.txt"
        ran = year.done("determination", "reproduce", ID, "--out", str(file), "--json")
        assert (ran.data["same"], ran.data["rulebook"]) == (True, "CT-262u/2023#1@2027-01-14")
        assert sha256(ran.data["text"].encode()) == ran.data["letter_sha256"]

    @pytest.mark.parametrize("verb", ["letter", "reproduce"])
    def test_a_file_of_practice_says_so_above_the_letter_and_both_digests_are_named(
        self, year: PaidYear, verb: str
    ) -> None:
        file = year.folder / f"{verb}.txt"
        words = ("determination", verb, ID, "--out", str(file), "--replace")
        said = year.done(*words).out
        ran = year.done(*words, "--json")
        written, mark = file.read_bytes(), MADE_UP.encode()
        assert written.startswith(mark + b"STATE OF CONNECTICUT")
        recorded = sha256(written.removeprefix(mark))
        assert recorded == ran.data["letter_sha256"]
        assert (ran.data["synthetic"], ran.data["file_sha256"]) == (True, sha256(written))
        assert f"  SHA-256 of the file                {sha256(written)}\n" in said
        assert f"  SHA-256 of the letter as recorded  {recorded}\n" in said
        assert "The file says SYNTHETIC in two lines above the letter" in said

    def test_a_word_processor_shows_the_mark_too(self, year: PaidYear) -> None:
        file = year.folder / "again.rtf"
        year.done("determination", "reproduce", ID, "--out", str(file))
        assert b"SYNTHETIC. Made up" in file.read_bytes()

    def test_what_came_after_does_not_change_it(self, tmp_path: Path) -> None:
        letters = {
            windham(tmp_path, stage).done("determination", "reproduce", ID, "--json").data["text"]
            for stage in ("issued", "served", "scheduled")
        }
        assert len(letters) == 1

    def test_another_amount_in_the_record_is_noticed(self, year: PaidYear) -> None:
        file = year.folder / "windham.db"
        lines = [{"amount": "32750.75", "key": "3.1"}, {"amount": "12400.00", "key": "9.9"}]
        rewritten(file, position_of(file, "FindingRaised"), lines=lines)
        for words in (
            ("determination", "reproduce", ID),
            ("determination", "letter", ID),
            ("determination", "record", ID, "--out", str(year.folder / "case.zip")),
        ):
            ran = year.run(*words, "--json")
            assert (ran.code, ran.error["code"]) == (6, "record_damaged")
            assert ran.error["details"]["in_the_record"] != ran.error["details"]["made_today"]
        assert not (year.folder / "case.zip").exists()

    def test_a_letter_of_the_first_form_is_made_again_too(self, year: PaidYear) -> None:
        file = year.folder / "windham.db"
        rewritten(file, position_of(file, "DeterminationIssued"), letter_form="determination/1")
        ran = year.done("determination", "reproduce", ID, "--json")
        # Of an order to repay both forms say the same.
        assert (ran.data["same"], ran.data["form"]) == (True, "determination/1")

    def test_a_form_that_is_not_known_is_not_called_wrong(self, year: PaidYear) -> None:
        file = year.folder / "windham.db"
        rewritten(file, position_of(file, "DeterminationIssued"), letter_form="determination/9")
        ran = year.run("determination", "reproduce", ID)
        assert ran.code == 9
        assert "has the form 'determination/9'" in ran.err

    def test_both_databases_give_the_same_bytes(
        self, year: PaidYear, postgres_url: str, tmp_path: Path
    ) -> None:
        (tmp_path / "shared").mkdir()
        shared = PaidYear(postgres_url, tmp_path / "shared")
        whole_case(shared)
        texts = [
            one.done("determination", "reproduce", ID, "--json").data["text"]
            for one in (year, shared)
        ]
        assert texts[0] == texts[1]
        assert list(case_of(year)) == list(case_of(shared))


class TestRecord:
    def test_it_is_the_same_file_every_time(self, year: PaidYear) -> None:
        for name in ("one.zip", "two.zip"):
            case_of(year, "--documents", str(year.folder), name=name)
        one, two = ((year.folder / name).read_bytes() for name in ("one.zip", "two.zip"))
        assert one == two

    def test_every_file_is_what_its_sum_says(self, year: PaidYear) -> None:
        files = case_of(year, "--documents", str(year.folder))
        lines = files.pop("SHA256SUMS").decode().splitlines()
        sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
        assert sums == {name: sha256(content) for name, content in files.items()}

    def test_the_records_stand_in_order_each_with_its_hash(self, year: PaidYear) -> None:
        lines = [json.loads(line) for line in case_of(year)["records.jsonl"].splitlines()]
        places = [line["position"] for line in lines]
        assert places == sorted(places)
        assert all(line["sha256"] == sha256(canonical(line["record"])) for line in lines)
        # 8 to 31: from the first submission to the repayment; none of the money before it.
        assert places == list(range(8, 32))

    def test_the_index_has_every_record_under_its_part(self, year: PaidYear) -> None:
        index = json.loads(case_of(year)["index.json"])
        named = {line["position"] for line in index if line["kind"] == "record"}
        assert named == set(range(8, 32))
        parts = {
            number: [line["what"].split(" ")[0] for line in index if line["part"] == number]
            for number in range(1, 10)
        }
        assert {number: len(of_part) for number, of_part in parts.items()} == {
            1: 3,  # counsel's answer, its paper, the notice
            2: 2,  # response, petition
            3: 14,  # plan and report with their files, the allowance, the finding
            4: 3,  # asked, answered, closed
            5: 0,
            6: 0,
            7: 4,  # three papers and the decision
            8: 3,  # two mailings and a receipt
            9: 3,  # schedule, its paper, a repayment
        }
        assert [line["number"] for line in index if line["part"] == 7] == [
            "7.1",
            "7.2",
            "7.3",
            "7.4",
        ]

    def test_a_part_without_anything_says_so(self, year: PaidYear) -> None:
        text = case_of(year)["INDEX.txt"].decode()
        assert (
            "PART 5. transcript or recording of proceedings, if any\n\n"
            "  nothing on record in this ledger\n"
        ) in text
        assert "UNVERIFIED: the parts and their order are those of C.G.S. § 4-177(d)" in text

    def test_documents_are_added_by_their_hash_and_the_others_named(self, year: PaidYear) -> None:
        file = str(year.folder / "case.zip")
        bare = year.done("determination", "record", ID, "--out", file, "--json")
        assert len(bare.data["missing"]) == 2
        (year.folder / "plan.toml").write_text("changed", "utf-8")
        ran = year.done(
            *("determination", "record", ID, "--out", file, "--replace"),
            *("--documents", str(year.folder)),
        )
        assert f"Wrote {file}: 10 files." in ran.out
        assert "missing  3.2 plan.toml" in ran.out
        assert "1 held by the Department + 3 named in words" in ran.out
        with zipfile.ZipFile(file) as archive:
            name = f"documents/{sha256(REPORT.encode())}.csv"
            assert archive.read(name) == REPORT.encode()

    def test_the_certification_is_a_form_and_names_the_index(self, year: PaidYear) -> None:
        files = case_of(year)
        text = files["CERTIFICATION.txt"].decode()
        assert text.startswith("SYNTHETIC.")
        assert f"SHA-256 of INDEX.txt: {sha256(files['INDEX.txt'])}" in text
        assert f"Signature  {'_' * 40}" in text

    def test_its_letter_and_calculation_are_made_again(self, year: PaidYear) -> None:
        files = case_of(year)
        made = year.done("determination", "reproduce", ID, "--json")
        # As `tail -n +3 letter.txt` gives it.
        recorded = b"".join(files["letter.txt"].splitlines(keepends=True)[2:])
        assert sha256(recorded) == made.data["letter_sha256"]
        behind = files["calculation.txt"].decode().partition("THE CALCULATION")[2]
        calculation = behind.partition("HOW EACH LINE CAME TO WHAT IS REPORTED")[0]
        assert calculation.strip() in files["letter.txt"].decode()

    def test_its_letter_says_that_it_is_made_up_and_the_form_how_the_digest_is_got(
        self, year: PaidYear
    ) -> None:
        files = case_of(year)
        assert files["letter.txt"].startswith(MADE_UP.encode())
        assert b"SYNTHETIC. Made up" in files["letter.rtf"]
        made = year.done("determination", "reproduce", ID, "--json")
        form = files["CERTIFICATION.txt"].decode()
        assert f"SHA-256 of the letter as recorded: {made.data['letter_sha256']}\n" in form
        assert "\n  tail -n +3 letter.txt | sha256sum\n" in form

    def test_the_calculation_says_what_each_line_was_reported_with_and_when(
        self, tmp_path: Path
    ) -> None:
        year = windham(tmp_path, "heard")
        on = ("--effective-on", "2026-12-12")
        place = ("Windham", *YEAR)
        own = ("--from", "3.1", "--amount", "750.75", "--because", "local")
        year.done("report", "reclassify", *place, *own, *on)
        back = ("--line", "3.1", "--amount", "1000", "--received-on", "2026-12-12")
        year.done("report", "refund", *place, *back, "--because", "carrier", *on)
        year.done("correct", str(year.size), "--because", "another line", *on)
        year.done(*ISSUED[0])
        text = case_of(year)["calculation.txt"].decode()
        # 92,750.75 − 60,000.00 = 32,750.75, as it was when it was questioned.
        assert text.partition("(not part of the letter)\n\n")[2].split("\n\n")[0].splitlines() == [
            "line 3.1",
            "  date        position       changed by       reported  what",
            "  2026-08-28        14        92,750.75      92,750.75  report 1",
            (
                "  2026-10-31        20                       92,750.75  finding F1 questions "
                "32,750.75; 32,750.75 over 60,000.00 approved"
            ),
            (
                "  2026-12-12        26          -750.75      92,000.00  reclassified to the "
                "board's own funds"
            ),
            "  2026-12-12        27        -1,000.00      91,000.00  refunded on 2026-12-12",
            "  2026-12-12        28         1,000.00      92,000.00  position 27 taken back",
        ]

    def test_a_case_not_decided_yet_has_no_letter(self, tmp_path: Path) -> None:
        files = case_of(windham(tmp_path, "heard"))
        assert "letter.txt" not in files
        assert "PART 7. the final decision\n\n  nothing on record" in files["INDEX.txt"].decode()

    def test_what_was_asked_about_its_lines_belongs_to_it_though_no_finding_names_it(
        self, tmp_path: Path
    ) -> None:
        year = windham(tmp_path, "heard")
        for name, lines in (("same", ["9.9=1"]), ("other", ["2.4=1"]), ("whole", [])):
            year.done(
                *("inquiry", "open", "Windham", *YEAR, "--name", name, "--question", "Why?"),
                *(word for line in lines for word in ("--line", line)),
                *("--effective-on", "2026-12-11"),
            )
        file = tmp_path / "windham.db"
        places = {
            name: position_of(file, "InquiryOpened", nth=nth)
            for nth, name in enumerate(("same", "other", "whole"), 2)
        }
        index = json.loads(case_of(year)["index.json"])
        asked = {line["position"] for line in index if line["part"] == 4}
        assert {name for name, place in places.items() if place in asked} == {"same", "whole"}

    def _added(self, year: PaidYear, *acts: tuple[str, ...]) -> dict[int, int]:
        """The parts of the records that acts left in the record of the case, by position."""
        size = year.size
        for words in acts:
            year.done(*words)
        index = json.loads(case_of(year)["index.json"])
        return {
            line["position"]: line["part"]
            for line in index
            if line["kind"] == "record" and line["position"] > size
        }

    def test_a_report_that_was_sent_back_belongs_to_it(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "heard")
        (tmp_path / "other.csv").write_text(REPORT.replace("120000", "119000"), "utf-8")
        came = ("--from", "M. Lee (synthetic)", "--by", "email", "--received-on", "2026-12-11")
        on = ("--effective-on", "2026-12-11")
        first = year.size + 1
        added = self._added(
            year,
            ("intake", "report", "Windham", str(tmp_path / "other.csv"), *YEAR, *came, *on),
            ("intake", "return", "FY2026-163-3", "--because", "sums", *on),
            ("intake", "request", "Windham", str(tmp_path / "other.csv"), *YEAR, *came, *on),
            ("intake", "return", "FY2026-163-4", "--because", "not approved", *on),
        )
        assert added == {first: 3, first + 1: 3}

    def test_the_setting_that_says_what_counts_as_spent_belongs_to_it(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "heard")
        memo = ("--set-by", "J. Reyes", "--document", "Department memo")
        columns = ("setting", "report-columns", "--counted", "paid-by-june-30", *memo)
        first = year.size + 1
        added = self._added(
            year,
            (*columns, *YEAR, "--effective-on", "2026-05-01"),
            (*columns, "--fiscal-year", "2025", "--effective-on", "2025-05-01"),
        )
        assert added == {first: 3}

    def test_what_another_case_said_on_the_same_finding_belongs_to_it(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "found")
        for words in HEARD[:2]:
            year.done(*words)
        other = ("determination", "preliminary", "D-2026-163-2")
        part = ("--finding", "F1=250.75", "--repay", "250.75")
        until = ("--respond-by", "2026-12-02", "--because", "outside the plan")
        why = ("--fact", "Over. | 14", "--conclusion", LAW)
        how = ("--procedure", "informal", "--set-by", "K. Lee", "--paper", "memo")
        year.done("determination", "procedure", other[2], *how, "--effective-on", "2026-11-01")
        first = year.size + 1
        added = self._added(
            year,
            (*other, *part, *until, "--effective-on", "2026-11-02"),
            ("determination", "issue", other[2], *part, *why, "--effective-on", "2026-12-10"),
        )
        # What the other case decided is evidence in this one, and not its decision.
        assert added == {first: 1, first + 1: 3}

    def test_an_amendment_of_its_plan_that_was_rejected_belongs_to_it(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "heard")
        on = ("--effective-on", "2026-12-11")
        first = year.size + 1
        move = ("--transfer", "2.4:3.1=5", "--because", "buses")
        added = self._added(
            year,
            ("plan", "amend", "Windham", *YEAR, "--amendment", "1", *move, *on),
            (
                "plan",
                "reject-amendment",
                "Windham",
                *YEAR,
                "--amendment",
                "1",
                "--because",
                "late",
                *on,
            ),
        )
        assert added == {first: 3, first + 1: 3}

    def test_the_index_says_by_what_rule_it_is_made_and_the_form_names_it(
        self, year: PaidYear
    ) -> None:
        files = case_of(year)
        text = files["INDEX.txt"].decode()
        rule = text[text.index("WHAT IS IN IT") : text.index("PART 1.")]
        assert "\n  - notices and determinations of other cases on the same findings\n" in rule
        behind = rule.partition("\nWHAT IS NOT IN IT, and stays in the ledger:\n")[2]
        assert (
            "\n  - requests to draw money; other settings, other fiscal years and other districts\n"
            in behind
        )
        form = " ".join(files["CERTIFICATION.txt"].decode().split())
        assert "complete to the best of my knowledge by the rule that INDEX.txt states" in form

    def test_a_correction_of_a_record_of_the_case_belongs_to_it(self, tmp_path: Path) -> None:
        year = windham(tmp_path, "scheduled")
        at = position_of(tmp_path / "windham.db", "RepaymentReceived")
        year.done(
            "correct", str(at), "--because", "another district's", "--effective-on", "2027-04-01"
        )
        files = case_of(year)
        index = json.loads(files["index.json"])
        assert any(line["position"] == at + 1 for line in index)
        marks = {line["position"]: line["corrected"] for line in index if line["corrected"]}
        assert marks == {at: f"taken back by position {at + 1}"}
        text = files["INDEX.txt"].decode()
        taken_back = f"TAKEN BACK BY POSITION {at + 1}: SYNTHETIC: Repaid on 2027-03-30"
        assert f"2027-03-30 · {taken_back}" in text
        file = str(tmp_path / "again.zip")
        row = year.done("determination", "record", ID, "--out", file, "--json").rows[-1]
        assert (row["position"], row["corrected"]) == (at, f"taken back by position {at + 1}")

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("--out", "case.tar"), "does not end in .zip"),
            (("--out", "case.zip", "--documents", "nowhere"), "is not a folder"),
            ((), "--out"),
        ],
    )
    def test_wrong_files_are_refused(
        self, year: PaidYear, words: tuple[str, ...], says: str
    ) -> None:
        ran = year.run("determination", "record", ID, *words)
        assert ran.code == 2
        assert says in ran.err

    def test_what_is_there_is_not_written_over(self, year: PaidYear) -> None:
        case_of(year)
        before = (year.folder / "case.zip").read_bytes()
        ran = year.run("determination", "record", ID, "--out", str(year.folder / "case.zip"))
        assert ran.code == 2
        assert (year.folder / "case.zip").read_bytes() == before
