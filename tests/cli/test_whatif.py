"""`alliance whatif`: the real record under bills that never were law; nothing is recorded."""

import csv
import json
from pathlib import Path

import pytest
from cli_runner import Ran, run
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # comes with check-jsonschema
from openpyxl import load_workbook
from real_record import real_record
from small_ledger import SmallLedger, small_ledger

HB5038 = "proposed/HB5038-2022"
SB783 = "proposed/SB783-2025"
SB1458 = "proposed/SB1458-2025"

# The 2022 brief, Table 2.
CURRENT_FY2022 = (
    "Ansonia; Bloomfield; Bridgeport; Bristol; Danbury; Derby; East Hartford; East Haven; "
    "East Windsor; Groton; Hamden; Hartford; Killingly; Manchester; Meriden; Middletown; "
    "Naugatuck; New Britain; New Haven; New London; Norwalk; Norwich; Putnam; Stamford; Thompson; "
    "Torrington; Vernon; Waterbury; West Haven; Winchester; Windham; Windsor; Windsor Locks"
).split("; ")
PROPOSED_FY2023 = (
    "Ansonia; Bloomfield; Bridgeport; Bristol; Danbury; Derby; East Hartford; East Haven; "
    "East Windsor; Enfield; Hamden; Hartford; Killingly; Manchester; Meriden; Middletown; "
    "Naugatuck; New Britain; New Haven; New London; Norwich; Plainfield; Putnam; Stamford; "
    "Stratford; Thompson; Torrington; Vernon; Waterbury; West Haven; Windham; Windsor; "
    "Windsor Locks"
).split("; ")

# What a program may rely on of `alliance.whatif/1`.
SCHEMA = {
    "type": "object",
    "required": ["schema", "data", "meta"],
    "properties": {
        "schema": {"const": "alliance.whatif/1"},
        "data": {
            "type": "object",
            "required": ["rows", "totals", "proof", "notes"],
            "properties": {
                "rows": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": [
                            "district",
                            "fiscal_year",
                            "actual",
                            "counterfactual",
                            "difference",
                            "mark",
                        ],
                        "properties": {
                            "district": {"type": "string"},
                            "fiscal_year": {"type": "integer"},
                            **{
                                key: {"type": ["string", "null"], "pattern": r"^-?\d+\.\d{2}$"}
                                for key in ("actual", "counterfactual", "difference")
                            },
                            "mark": {"const": f"counterfactual, {HB5038}"},
                        },
                    },
                }
            },
        },
        "meta": {
            "type": "object",
            "required": ["counterfactual", "recorded", "rules", "operands", "ledger_id"],
            "properties": {"counterfactual": {"const": True}, "recorded": {"const": False}},
        },
    },
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> str:
    return real_record(tmp_path_factory.mktemp("real") / "real.db")


def whatif(real: str, rules: str, *args: str) -> Ran:
    return run("whatif", "--rules", rules, *args, ledger=real)


def amounts(ran: Ran, key: str = "counterfactual") -> list[str | None]:
    return [row[key] for row in ran.rows]


def test_norwalk_would_have_graduated(real: str) -> None:
    ran = whatif(real, HB5038, "--district", "norwalk", "--json")
    assert ran.code == 0
    # 3,083,699.00 withheld in FY2022, at 100, 75, 50, 25 and 0 percent.
    assert amounts(ran) == ["3083699.00", "2312774.25", "1541849.50", "770924.75", "0.00"]
    first = ran.rows[0]
    # 3,620,686.00 withheld − 3,083,699.00 = 536,987.00
    assert first == {
        "district": "Norwalk",
        "town_code": 103,
        "fiscal_year": 2023,
        "actual": "3620686.00",
        "actual_is": "withheld on record",
        "counterfactual": "3083699.00",
        "difference": "536987.00",
        "standing": "graduated",
        "how": "100 % of 3,083,699.00 withheld in FY2022",
        "unverified": None,
        "synthetic": False,
        "citation": "H.B. 5038 (2022), proposed, not enacted, H.B. 5038 (Reg. Sess. 2022)",
        "mark": "counterfactual, proposed/HB5038-2022",
    }
    assert ran.rows[1]["actual_is"] == "portion by law"


def test_groton_and_winchester_come_from_the_record_too(real: str) -> None:
    groton = whatif(real, HB5038, "--district", "59", "--json")
    assert amounts(groton) == ["0.00"] * 5
    winchester = whatif(real, HB5038, "--district", "Winchester", "--json")
    assert amounts(winchester) == ["200966.00", "150724.50", "100483.00", "50241.50", "0.00"]


def test_the_three_that_are_new_are_measured_from_fy2012(real: str) -> None:
    ran = whatif(real, HB5038, "--fiscal-year", "2024", "--json")
    found = {row["district"]: row for row in ran.rows}
    # Stratford: 27,243,762 − 109,191 − 20,495,602 = 6,638,969, and by law over FY2022 1,986,616.
    assert (found["Stratford"]["counterfactual"], found["Stratford"]["difference"]) == (
        "6638969.00",
        "-4652353.00",
    )
    # Enfield: 29,823,645 − 28,380,144; Plainfield: 15,364,444 − 15,353,204.
    assert found["Enfield"]["counterfactual"] == "1443501.00"
    assert found["Plainfield"]["counterfactual"] == "11240.00"
    assert found["Hartford"]["difference"] == "0.00"
    assert len(ran.rows) == 36


def test_the_totals_add_up_from_the_rows_and_the_proof_says_it(real: str) -> None:
    ran = whatif(real, HB5038, "--fiscal-year", "2024", "--json")
    assert ran.data["totals"] == {
        "actual": "347303824.00",
        "counterfactual": "351185030.75",
        "difference": "-3881206.75",
        "rows": 36,
        "not_known": 0,
    }
    for key in ("actual", "counterfactual", "difference"):
        cents = sum(int(row[key].replace(".", "")) for row in ran.rows)
        assert cents == int(ran.data["totals"][key].replace(".", ""))
    assert ran.data["proof"] == (
        "347,303,824.00 actual − 351,185,030.75 counterfactual = -3,881,206.75, 36 rows"
    )


def test_the_whole_state_over_five_years_keeps_its_form(real: str) -> None:
    ran = whatif(real, HB5038, "--json")
    Draft202012Validator(SCHEMA).validate(json.loads(ran.out))
    assert len(ran.rows) == 180
    keys = [(row["fiscal_year"], row["district"]) for row in ran.rows]
    assert keys == sorted(keys)


def test_the_screen_says_first_that_nothing_is_recorded_and_last_what_was_not_read(
    real: str,
) -> None:
    ran = whatif(real, HB5038, "--district", "norwalk")
    lines = ran.out.splitlines()
    assert lines[1].startswith("WHAT-IF · not recorded · H.B. 5038 (2022), proposed, not enacted")
    assert "not read on the bill" in ran.out
    assert (
        whatif(real, HB5038, "--json")
        .json()["meta"]["operands"][0]
        .startswith("Every continuing district is measured from its FY2012 entitlement")
    )


def test_nothing_is_recorded(real: str) -> None:
    before = run("where", "--json", ledger=real).data["size"]
    assert whatif(real, HB5038).code == 0
    assert run("where", "--json", ledger=real).data["size"] == before


def test_both_dates_choose_what_the_replay_sees(real: str) -> None:
    norwalk = ("--district", "norwalk", "--json")
    # The published withholding of FY2023 is dated June 30, 2023, the designations July 1, 2022.
    early = whatif(real, HB5038, *norwalk, "--as-of", "2022-07-01").rows[0]
    assert (early["actual"], early["actual_is"]) == ("3620686.00", "portion by law")
    assert whatif(real, HB5038, *norwalk).rows[0]["actual_is"] == "withheld on record"
    assert whatif(real, HB5038, *norwalk, "--as-of", "2022-06-30").rows == []
    unopened = whatif(real, HB5038, "--known-on", "2020-01-01", "--json")
    assert (unopened.code, unopened.error["code"]) == (9, "incomplete")


# ---- the brief's tables ----


def test_the_tables_of_the_2022_brief_come_out_of_record_and_bill(real: str) -> None:
    data = whatif(real, HB5038, "--tables", "--json").data
    assert data["table_1"] == [
        {
            "fiscal_year": year,
            "alliance_district": "above FY2012",
            "percent": percent,
            "Groton": "0.00",
            "Norwalk": norwalk,
            "Winchester": winchester,
            "all": together,
            "synthetic": False,
        }
        for year, percent, norwalk, winchester, together in (
            (2023, 100, "3083699.00", "200966.00", "3284665.00"),
            (2024, 75, "2312774.25", "150724.50", "2463498.75"),
            (2025, 50, "1541849.50", "100483.00", "1642332.50"),
            (2026, 25, "770924.75", "50241.50", "821166.25"),
            (2027, 0, "0.00", "0.00", "0.00"),
        )
    ]
    assert data["table_2"] == {
        "current": CURRENT_FY2022,
        "proposed": PROPOSED_FY2023,
        "new": ["Enfield", "Plainfield", "Stratford"],
        "graduated": ["Groton", "Norwalk", "Winchester"],
    }


def test_the_lists_mark_who_enters_and_who_leaves(real: str) -> None:
    ran = whatif(real, HB5038, "--tables", "--json")
    changes = {
        (row["list"], row["district"]): row["change"] for row in ran.rows if row["table"] == 2
    }
    assert changes["current", "Groton"] == "exiting"
    assert changes["proposed", "Enfield"] == "entering"
    assert changes["current", "Hartford"] is None
    screen = whatif(real, HB5038, "--tables").out
    assert "Groton *" in screen
    assert "proof  33 − 3 graduated + 3 new = 33 districts" in screen
    assert "proof  0.00 + 7,709,247.50 + 502,415.00 = 8,211,662.50" in screen


def test_a_record_without_designations_has_empty_tables(tmp_path: Path) -> None:
    empty = small_ledger(tmp_path / "empty.db")
    screen = run("whatif", "--rules", HB5038, "--tables", ledger=empty.url)
    assert screen.code == 0
    assert "No designations on record" in screen.out


def test_another_number_of_districts_than_the_bill_s_is_said(tmp_path: Path) -> None:
    small = small_ledger(tmp_path / "small.db")
    small.designate("Hartford", 2023)
    screen = run("whatif", "--rules", HB5038, "--tables", ledger=small.url).out
    assert "0 − 0 graduated + 1 new = 1 districts; the bill says 33" in screen


@pytest.mark.parametrize("bill", [SB783, SB1458])
def test_the_bills_of_2025_have_no_tables_in_the_brief(real: str, bill: str) -> None:
    ran = whatif(real, bill, "--tables", "--json")
    assert (ran.code, ran.error["code"]) == (2, "usage")


# ---- the bills of 2025 ----


def test_without_a_supposition_the_first_bill_of_2025_says_what_it_needs(real: str) -> None:
    ran = whatif(real, SB783, "--fiscal-year", "2027", "--json")
    assert ran.code == 0
    assert set(amounts(ran)) == {None}
    assert ran.data["totals"]["not_known"] == 36
    assert ran.data["totals"]["counterfactual"] is None
    assert "--leaves TOWN=FY2026" in ran.json()["meta"]["needs"][0]
    assert "needed    which towns stop being alliance districts" in whatif(real, SB783).out


def test_a_town_supposed_to_leave_is_counted_and_the_supposition_is_said(real: str) -> None:
    ran = whatif(real, SB783, "--leaves", "derby=FY2027", "--json")
    # 80, 60, 40, 20, 0 % of the portion by law of FY2026, 4,124,765.00.
    assert amounts(ran) == ["3299812.00", "2474859.00", "1649906.00", "824953.00", "0.00"]
    assert amounts(ran, "actual") == ["4124765.00", None, None, None, None]
    assert ran.json()["meta"]["supposed"] == [
        "Derby (37) stops being an alliance district with FY2027.",
        "Twenty percent a year: linear reading.",
    ]
    assert "4 rows where one is not known left out" in ran.data["proof"]


def test_we_28_an_amount_of_ones_own_in_both_readings(real: str) -> None:
    leaves = ("--leaves", "Windsor=2026=500000.00")
    linear = whatif(real, SB783, *leaves, "--json")
    assert amounts(linear)[:3] == ["400000.00", "300000.00", "200000.00"]
    declining = whatif(real, SB783, *leaves, "--reading", "declining-balance", "--json")
    assert amounts(declining)[:3] == ["400000.00", "320000.00", "256000.00"]


def test_the_second_bill_of_2025_measures_all_from_fy2012_until_fifteen_are_named(
    real: str, tmp_path: Path
) -> None:
    ran = whatif(real, SB1458, "--fiscal-year", "2027", "--json")
    found = {row["district"]: row for row in ran.rows}
    # 30,304,368 − 20,495,602
    assert found["Stratford"]["counterfactual"] == "9808766.00"
    assert found["Stratford"]["standing"] == "open"
    towns = [row["district"] for row in ran.rows][:15]
    file = tmp_path / "fifteen.txt"
    file.write_text("town\n" + "\n".join(towns) + "\n", encoding="utf-8")
    chosen = whatif(real, SB1458, "--fiscal-year", "2027", "--districts", str(file), "--json")
    standings = [row["standing"] for row in chosen.rows]
    assert (standings.count("Opportunity district"), standings.count("legacy")) == (15, 21)
    assert {row["counterfactual"] for row in chosen.rows if row["standing"] == "legacy"} == {None}
    named = whatif(real, SB1458, "--fiscal-year", "2027", "--districts", ",".join(towns), "--json")
    assert named.rows == chosen.rows
    assert "The 15 districts are Ansonia, Bloomfield" in named.json()["meta"]["supposed"][0]


def test_the_earmark_of_a_town_that_is_not_designated_is_taken_out_first(
    small: SmallLedger,
) -> None:
    small.entitle("Avon", 2012, "100.00")
    small.entitle("Avon", 2026, "190.00", education_diversity="30.00")
    for town in ("Andover", "Derby"):
        small.designate(town, 2026)
    names = "Avon,Andover,Ansonia,Ashford,Barkhamsted,3,6,7,8,9,10,11,12,13,14".replace(
        ",3,", ",15,"
    )
    ran = run("whatif", "--rules", SB1458, "--districts", names, "--json", ledger=small.url)
    (avon,) = [row for row in ran.rows if row["district"] == "Avon"]
    # 190 − 30 − 100
    assert (avon["actual"], avon["actual_is"], avon["counterfactual"]) == (
        "0.00",
        "not designated",
        "60.00",
    )


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    return small_ledger(tmp_path / "small.db")


# ---- files ----


def test_a_file_has_to_say_what_it_is_in_its_name_and_on_every_row(
    real: str, tmp_path: Path
) -> None:
    refused = whatif(real, HB5038, "--csv", str(tmp_path / "portions.csv"), "--json")
    assert (refused.code, refused.error["code"]) == (2, "usage")
    assert refused.error["next_step"] == "Name it whatif-portions.csv."
    assert list(tmp_path.iterdir()) == []
    file, book = tmp_path / "whatif-norwalk.csv", tmp_path / "Counterfactual.xlsx"
    ran = whatif(real, HB5038, "--district", "norwalk", "--csv", str(file), "--xlsx", str(book))
    assert ran.code == 0
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["mark"] for row in rows] == [f"counterfactual, {HB5038}"] * 5
    assert rows[1]["counterfactual"] == "2312774.25"
    sheet = load_workbook(book).active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    second = dict(zip(heads, [cell.value for cell in sheet[3]], strict=True))
    assert (second["counterfactual"], second["mark"]) == (
        2312774.25,
        f"counterfactual, {HB5038}",
    )


def test_a_pipe_needs_no_name(real: str) -> None:
    ran = whatif(real, HB5038, "--district", "groton", "--csv", "/dev/null")
    assert ran.code == 0


# ---- bad input ----


@pytest.mark.parametrize(
    ("args", "code", "name", "words"),
    [
        (("--rules", "proposed/HB9999"), 4, "not_found", "is not a proposed rule set"),
        (("--rules", "CT-262u/2022"), 4, "not_found", "is not a proposed rule set"),
        (("--rules", HB5038, "--fiscal-year", "2028"), 3, "no_rule_in_force", "FY2023–FY2027"),
        (("--rules", HB5038, "--tables", "--district", "derby"), 2, "usage", "shown whole"),
        (("--rules", HB5038, "--tables", "--fiscal-year", "2024"), 2, "usage", "shown whole"),
        (("--rules", HB5038, "--fiscal-year", "22-23"), 2, "invalid_fiscal_year", "22-23"),
        (("--rules", HB5038, "--district", "Norwok"), 4, "unknown_district", "Norwok"),
        (("--rules", HB5038, "--leaves", "derby=2027"), 2, "usage", "does not ask which towns"),
        (("--rules", SB783, "--leaves", "derby"), 2, "usage", "names no town and year"),
        (("--rules", SB783, "--leaves", "=2027"), 2, "usage", "names no town and year"),
        (("--rules", SB783, "--leaves", "derby=2027=0"), 2, "usage", "nothing that can be reduced"),
        (("--rules", SB783, "--leaves", "derby=2027=1.5"), 2, "invalid_money", "1.5"),
        (("--rules", SB783, "--leaves", "derby=2020"), 2, "usage", "cannot leave with FY2020"),
        (
            ("--rules", SB783, "--leaves", "derby=2027", "--leaves", "37=2028"),
            2,
            "usage",
            "named twice",
        ),
        (
            ("--rules", SB783, "--reading", "declining-balance"),
            2,
            "usage",
            "is about towns that leave",
        ),
        (("--rules", SB1458, "--districts", "derby"), 2, "usage", "15 districts, and 1 are named"),
        (("--rules", SB1458, "--districts", "derby,37"), 2, "usage", "named twice"),
        (("--rules", SB1458, "--districts", "none.txt"), 2, "unreadable_file", "list of towns"),
        (("--rules", HB5038, "--districts", "derby"), 2, "usage", "does not ask for a list"),
    ],
)
def test_bad_input_is_refused_in_words(
    real: str, args: tuple[str, ...], code: int, name: str, words: str
) -> None:
    ran = run("whatif", *args, "--json", ledger=real)
    assert (ran.code, ran.error["code"]) == (code, name)
    assert words in ran.error["message"]
    assert ran.error["next_step"]


def test_a_list_that_is_no_text_or_far_too_large_is_refused(real: str, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes(b"\xff\xfe\x00")
    ran = whatif(real, SB1458, "--districts", str(file), "--json")
    assert (ran.code, ran.error["code"]) == (2, "unreadable_file")
    file.write_text("Derby\n" * 20_000, encoding="utf-8")
    ran = whatif(real, SB1458, "--districts", str(file), "--json")
    assert "too large" in ran.error["message"]


def test_an_empty_ledger_has_no_rows_and_a_hint(tmp_path: Path) -> None:
    empty = small_ledger(tmp_path / "empty.db")
    ran = run("whatif", "--rules", HB5038, ledger=empty.url)
    assert ran.code == 0
    assert "No district-year on record that the bill would touch" in ran.out
    as_json = run("whatif", "--rules", HB5038, "--json", ledger=empty.url)
    assert as_json.rows == []


def test_an_undesignated_year_without_an_entitlement_is_not_known(small: SmallLedger) -> None:
    small.designate("Hartford", 2023)
    ran = run("whatif", "--rules", HB5038, "--json", ledger=small.url)
    (row,) = ran.rows
    assert (row["actual"], row["counterfactual"], row["difference"]) == (None, None, None)
