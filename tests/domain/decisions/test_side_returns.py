"""Annual returns and single audits of the whole district. WE-24.

C.G.S. § 10-227, § 4-231, § 4-232. What is late is recorded as it came.
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import carried_in, designated, given, released, reported, usd

from domain.authority import Office
from domain.decisions.refusals import AmountNotPositiveError, WordsMissingError
from domain.decisions.side_refusals import (
    AuditExtensionError,
    AuditFieldsError,
    AuditRequiredError,
    AuditSettledError,
    AuditSpentBelowPaidError,
    ReturnOrderError,
    YearRunningError,
)
from domain.fiscal_year import FiscalYear
from domain.side_commands import RecordAnnualReturn, RecordSingleAudit
from domain.side_events import AnnualReturnFiled, SingleAuditRecorded
from domain.side_kinds import AuditStage, ReturnStage

# ---- annual returns ----


def record(stage: ReturnStage, month: int, day: int, year: int = 2023) -> RecordAnnualReturn:
    return RecordAnnualReturn(stage=stage, filed_on=date(year, month, day))


def recorded(stage: ReturnStage, month: int, day: int, year: int = 2023) -> AnnualReturnFiled:
    return AnnualReturnFiled(stage=stage, filed_on=date(year, month, day))


FILED = recorded(ReturnStage.FILED, 8, 31)
REVISED = recorded(ReturnStage.REVISED, 10, 2)
CERTIFIED = recorded(ReturnStage.CERTIFIED, 12, 20)


def test_a_return_is_filed_revised_and_certified() -> None:
    (decided,) = given().when(record(ReturnStage.FILED, 8, 31)).then(FILED)
    assert decided.office is Office.BOARD_OF_EDUCATION
    assert decided.citation.provision == "C.G.S. § 10-227(a)"
    assert decided.effective_on == date(2023, 8, 31)
    given(FILED).when(record(ReturnStage.REVISED, 10, 2)).then(REVISED)
    given(FILED, REVISED).when(record(ReturnStage.CERTIFIED, 12, 20)).then(CERTIFIED)
    given(FILED, REVISED, CERTIFIED).when(record(ReturnStage.REVISED, 12, 31)).then(
        recorded(ReturnStage.REVISED, 12, 31)
    )


def test_a_late_return_is_recorded_too() -> None:
    given().when(record(ReturnStage.FILED, 3, 1, 2024)).then(
        recorded(ReturnStage.FILED, 3, 1, 2024)
    )


def test_the_same_stage_of_the_same_day_is_recorded_once() -> None:
    given(FILED).when(record(ReturnStage.FILED, 8, 31)).decides_nothing()


@pytest.mark.parametrize("stage", list(ReturnStage))
def test_no_return_is_made_before_its_year_has_ended(stage: ReturnStage) -> None:
    given(FILED).when(record(stage, 6, 30)).refused(
        YearRunningError, "the fiscal year ends on 2023-06-30", citation="§ 10-227(a)"
    )


@pytest.mark.parametrize(
    ("history", "command", "why"),
    [
        ([FILED], record(ReturnStage.FILED, 9, 1), "it was filed on 2023-08-31"),
        ([], record(ReturnStage.REVISED, 9, 1), "no filing is on record"),
        ([], record(ReturnStage.CERTIFIED, 9, 1), "no filing is on record"),
        ([FILED], record(ReturnStage.REVISED, 8, 30), "it was filed on 2023-08-31"),
        (
            [FILED, CERTIFIED],
            record(ReturnStage.CERTIFIED, 12, 21),
            "it was certified on 2023-12-20",
        ),
    ],
    ids=["filed twice", "revised", "certified", "before filing", "certified twice"],
)
def test_stages_come_in_their_order(
    history: list[AnnualReturnFiled], command: RecordAnnualReturn, why: str
) -> None:
    given(*history).when(command).refused(ReturnOrderError, why, citation="§ 10-227(a)")


# ---- single audits ----

FY2024, FY2025 = FiscalYear(2024), FiscalYear(2025)
FILE = RecordSingleAudit(
    stage=AuditStage.FILED,
    on=date(2024, 12, 10),
    reference="report",
    spent=usd("420000.00"),
)
AUDITED = SingleAuditRecorded(
    stage=AuditStage.FILED,
    on=date(2024, 12, 10),
    spent=usd("420000.00"),
    threshold=usd("300000.00"),
    required=True,
    until=None,
    reference="report",
)


def test_the_threshold_of_the_first_day_says_whether_an_audit_is_required() -> None:
    # WE-24: 420,000.00 in a year begun July 1, 2023, and in one begun July 1, 2024.
    (decided,) = given().when(FILE, fiscal_year=FY2024, on=date(2024, 12, 10)).then(AUDITED)
    assert decided.office is Office.BOARD_OF_EDUCATION
    assert decided.citation.provision == "C.G.S. § 4-231"
    assert decided.effective_on == date(2024, 12, 10)
    day = date(2025, 12, 10)
    given().when(replace(FILE, on=day), fiscal_year=FY2025, on=day).then(
        replace(AUDITED, on=day, threshold=usd("500000.00"), required=False)
    )


def test_below_the_threshold_a_year_is_exempt_and_at_it_not() -> None:
    day = date(2025, 8, 1)
    exempt = replace(FILE, stage=AuditStage.EXEMPT, on=day, spent=usd("499999.99"))
    event = replace(
        AUDITED,
        stage=AuditStage.EXEMPT,
        on=day,
        spent=usd("499999.99"),
        threshold=usd("500000.00"),
        required=False,
    )
    given().when(exempt, fiscal_year=FY2025, on=day).then(event)
    given().when(replace(exempt, spent=usd("500000.00")), fiscal_year=FY2025, on=day).refused(
        AuditRequiredError,
        "500,000.00 of state assistance was spent, and from 500,000.00 on",
        citation="§ 4-231",
        threshold="500000.00",
    )


EXEMPT = replace(FILE, stage=AuditStage.EXEMPT, spent=usd("299999.99"))
EXEMPTED = replace(AUDITED, stage=AuditStage.EXEMPT, spent=usd("299999.99"), required=False)
DECEMBER_10_2024 = date(2024, 12, 10)


def test_an_exemption_counts_what_the_ledger_shows_as_paid_to_the_town() -> None:
    paid = given(*released("R1", "250000.00"))
    day = DECEMBER_10_2024
    paid.when(replace(EXEMPT, spent=usd("249999.99")), fiscal_year=FY2024, on=day).refused(
        AuditSpentBelowPaidError,
        "not exempt on 249,999.99 of state assistance: this ledger shows 250,000.00 of Alliance "
        "money paid to the town by 2024-06-30",
        citation="§ 4-231",
        spent="249999.99",
        paid="250000.00",
    )
    spent = usd("250000.00")
    paid.when(replace(EXEMPT, spent=spent), fiscal_year=FY2024, on=day).then(
        replace(EXEMPTED, spent=spent)
    )


def test_an_exemption_counts_what_is_reported_spent_of_money_carried_in() -> None:
    # Nothing was paid to the town in FY2024; the board spent what was left of FY2023.
    spent = given(
        designated(),
        carried_in("250000.00", at_board="250000.00"),
        # What is above the grant is local money, which is not state assistance.
        reported(from_grant="250000.00", from_own_money="7.00", above_available="7.00"),
    )
    day = DECEMBER_10_2024
    spent.when(replace(EXEMPT, spent=usd("249999.99")), fiscal_year=FY2024, on=day).refused(
        AuditSpentBelowPaidError,
        "not exempt on 249,999.99 of state assistance: this ledger shows 250,000.00 of Alliance "
        "money that is reported spent",
        citation="§ 4-231",
        paid="0.00",
        reported="250000.00",
    )
    enough = usd("250000.00")
    spent.when(replace(EXEMPT, spent=enough), fiscal_year=FY2024, on=day).then(
        replace(EXEMPTED, spent=enough)
    )


def test_a_filed_audit_says_what_it_says() -> None:
    paid = given(*released("R1", "8000000.00"))
    paid.when(FILE, fiscal_year=FY2024, on=DECEMBER_10_2024).then(AUDITED)


@pytest.mark.parametrize(
    ("known", "command", "words"),
    [
        (
            EXEMPTED,
            FILE,
            "filed on 2024-12-10, required: it is on record as exempt on 2024-12-10, not required",
        ),
        (AUDITED, EXEMPT, "as exempt on 2024-12-10, not required"),
        (EXEMPTED, replace(FILE, spent=usd("5.00")), "as filed on 2024-12-10, not required"),
        (AUDITED, replace(FILE, spent=usd("5.00")), "on record as filed on 2024-12-10, required"),
    ],
    ids=["filed after exempt", "exempt after filed", "filed below after exempt", "filed anew"],
)
def test_one_answer_stands_to_whether_an_audit_is_needed(
    known: SingleAuditRecorded, command: RecordSingleAudit, words: str
) -> None:
    given(known).when(command, fiscal_year=FY2024, on=DECEMBER_10_2024).refused(
        AuditSettledError, words, citation="§ 4-231", stage=known.stage.value
    )


def test_an_extension_and_another_report_stand_beside_an_audit() -> None:
    again = replace(FILE, reference="revised report")
    given(EXTENDED, AUDITED).when(again, fiscal_year=FY2024, on=DECEMBER_10_2024).then(
        replace(AUDITED, reference="revised report")
    )


EXTEND = RecordSingleAudit(
    stage=AuditStage.EXTENDED,
    on=date(2024, 11, 20),
    reference="letter",
    until=date(2025, 1, 30),
)
EXTENDED = SingleAuditRecorded(
    stage=AuditStage.EXTENDED,
    on=date(2024, 11, 20),
    spent=None,
    threshold=usd("300000.00"),
    required=None,
    until=date(2025, 1, 30),
    reference="letter",
)
NOVEMBER_2024 = date(2024, 11, 20)


@pytest.mark.parametrize("until", [date(2025, 1, 1), date(2025, 1, 30)])
def test_filing_is_extended_by_up_to_thirty_days(until: date) -> None:
    decision = given().when(replace(EXTEND, until=until), fiscal_year=FY2024, on=NOVEMBER_2024)
    (decided,) = decision.then(replace(EXTENDED, until=until))
    assert decided.office is Office.OPM
    assert decided.citation.provision == "C.G.S. § 4-232"


@pytest.mark.parametrize("until", [date(2024, 12, 31), date(2025, 1, 31)])
def test_and_no_longer(until: date) -> None:
    decision = given().when(replace(EXTEND, until=until), fiscal_year=FY2024, on=NOVEMBER_2024)
    decision.refused(
        AuditExtensionError,
        f"due on 2024-12-31 and is extended once, up to 2025-01-30; it would run to {until}",
        citation="§ 4-232",
    )


def test_there_is_one_extension() -> None:
    again = replace(EXTEND, until=date(2025, 1, 15))
    given(EXTENDED).when(again, fiscal_year=FY2024, on=NOVEMBER_2024).refused(
        AuditExtensionError, "one until 2025-01-30 is on record", citation="§ 4-232"
    )
    given(EXTENDED).when(EXTEND, fiscal_year=FY2024, on=NOVEMBER_2024).decides_nothing()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (replace(EXTEND, until=None), "says until when it runs"),
        (replace(FILE, spent=None), "says what was spent, and no day it runs to"),
        (replace(FILE, until=date(2025, 1, 30)), "says what was spent, and no day it runs to"),
    ],
    ids=["extension without day", "filed without amount", "filed with day"],
)
def test_each_stage_says_what_belongs_to_it(command: RecordSingleAudit, words: str) -> None:
    given().when(command, fiscal_year=FY2024, on=NOVEMBER_2024).refused(
        AuditFieldsError, words, citation="§ 4-231"
    )


def test_an_audit_is_of_a_year_that_has_ended_and_rests_on_a_paper() -> None:
    given().when(replace(FILE, on=date(2024, 6, 30)), fiscal_year=FY2024).refused(
        YearRunningError, "the fiscal year ends on 2024-06-30", citation="§ 4-231"
    )
    given().when(replace(FILE, reference=" "), fiscal_year=FY2024).refused(
        WordsMissingError, "the report, notice or letter", citation="§ 11-8b"
    )
    given().when(replace(FILE, spent=usd("-0.01")), fiscal_year=FY2024).refused(
        AmountNotPositiveError, "state assistance spent", citation="§ 4-231"
    )


def test_an_extension_may_say_what_was_spent() -> None:
    given().when(
        replace(EXTEND, spent=usd("300000.00")), fiscal_year=FY2024, on=NOVEMBER_2024
    ).then(replace(EXTENDED, spent=usd("300000.00"), required=True))
