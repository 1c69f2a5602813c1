"""A report by line held to its own accounts, line by line as far as both were read."""

import pytest

from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.plan_content import Severity
from domain.plan_reading import Places, ReadPaper
from domain.report_accounts import held_to_accounts
from domain.report_content import ReportContent
from domain.report_reading import ReadReport, StatedRow, put_together

ABOUT = ReportContent(plan_version=3, lines=())
WAITS = ("accounts_waiting", "total column paid")


def _row(place: str, key: str, paid: str, account: str = "") -> StatedRow:
    return StatedRow(
        place=place,
        columns={"paid": f"{place} paid"},
        key=key,
        account=account,
        description="",
        paid=Money.parse(paid),
        paid_after=ZERO,
        obligated=ZERO,
        local=ZERO,
    )


def _lines(*rows: tuple[str, str]) -> list[StatedRow]:
    return [_row(f"line row {at}", key, paid) for at, (key, paid) in enumerate(rows, 1)]


def _accounts(*rows: tuple[str, str]) -> list[StatedRow]:
    """Accounts with the line each is on, or none."""
    return [
        _row(f"account row {at}", key, paid, f"1{at:03}") for at, (key, paid) in enumerate(rows, 1)
    ]


def _held(
    lines: list[StatedRow],
    accounts: list[StatedRow],
    unread: frozenset[str] = frozenset(),
    about: ReportContent | None = ABOUT,
) -> ReadReport:
    paper = ReadPaper(
        district_code=163,
        fiscal_year=FiscalYear(2026),
        discrepancies=(),
        echo=(),
        left_out=(),
        places=Places({}, unread),
    )
    read, again = (put_together(paper, about, rows, {}) for rows in (lines, accounts))
    return held_to_accounts(read, again)


def _found(held: ReadReport) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in held.discrepancies]


def test_where_they_agree_nothing_is_said() -> None:
    held = _held(_lines(("1.1", "20.00")), _accounts(("1.1", "15.00"), ("1.1", "5.00")))
    assert _found(held) == []
    assert held.content is not None


def test_an_account_on_no_line_does_not_hide_that_another_line_differs() -> None:
    held = _held(
        _lines(("1.1", "20000000.00"), ("2.4", "7.00")),
        _accounts(("1.1", "19999999.99"), ("", "7.00")),
    )
    # The 7.00 may be those of line 2.4, never the 0.01 of line 1.1.
    assert _found(held) == [
        ("account_unknown", "account row 2"),
        ("accounts_differ", "line row 1 paid"),
        WAITS,
    ]
    assert held.content is None
    assert held.discrepancies[1].message == (
        "Line 1.1 says 20,000,000.00; its accounts add up to 19,999,999.99. Mend the one that is "
        "wrong."
    )
    assert held.discrepancies[2].severity is Severity.NOTE
    assert held.discrepancies[2].message == (
        "Not checked in full until every amount can be read and stands on a line: whether the "
        "lines agree with their accounts."
    )


@pytest.mark.parametrize(("stated", "differs"), [("5.00", False), ("8.00", False), ("6.00", True)])
def test_several_accounts_on_no_line_may_be_missing_together(stated: str, *, differs: bool) -> None:
    held = _held(_lines(("2.4", stated)), _accounts(("", "5.00"), ("", "3.00")))
    assert (("accounts_differ", "line row 1 paid") in _found(held)) is differs


def test_a_row_of_the_statement_that_names_no_line_may_be_missing_too() -> None:
    held = _held(_lines(("", "7.00")), _accounts(("2.4", "7.00")))
    assert _found(held) == [("key_missing", "line row 1"), WAITS]


@pytest.mark.parametrize("lost", ["line row 1 paid", "account row 1 paid"])
def test_an_amount_that_could_not_be_read_lets_its_own_line_wait_alone(lost: str) -> None:
    held = _held(
        _lines(("1.1", "0.00"), ("2.4", "9.00")),
        _accounts(("1.1", "5.00"), ("2.4", "8.00")),
        frozenset({lost}),
    )
    assert _found(held) == [("accounts_differ", "line row 2 paid"), WAITS]


def test_an_unread_amount_on_no_line_lets_every_line_wait() -> None:
    held = _held(
        _lines(("1.1", "4.00")),
        _accounts(("1.1", "3.00"), ("", "0.00")),
        frozenset({"account row 2 paid"}),
    )
    assert _found(held) == [("account_unknown", "account row 2"), WAITS]


def test_of_many_accounts_on_no_line_any_may_be_missing() -> None:
    loose = [("", f"{2**number}.00") for number in range(13)]
    # 0.50 is the sum of none of them; which sums there are is not worked out any more.
    held = _held(_lines(("1.1", "0.50")), _accounts(("1.1", "0.00"), *loose))
    assert [code for code, _ in _found(held)] == ["account_unknown"] * 13 + ["accounts_waiting"]


def test_of_what_is_no_report_nothing_is_compared() -> None:
    held = _held(_lines(("1.1", "4.00")), _accounts(("1.1", "3.00")), about=None)
    assert _found(held) == []
    assert held.content is None
