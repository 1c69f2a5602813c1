"""The rows of a report file, added up by line of the plan. C.G.S. § 10-262u(g)."""

from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.plan_content import note, stop
from domain.plan_reading import Places, ReadPaper
from domain.report_content import ReportContent
from domain.report_events import CrosswalkEntry
from domain.report_reading import ReadReport, StatedRow, put_together

ABOUT = ReportContent(plan_version=3, lines=())
G = "C.G.S. § 10-262u(g)"


def _row(number: int, key: str, paid: str, *, account: str = "", **more: str) -> StatedRow:
    amounts = {name: Money.parse(more.get(name, "0")) for name in ("paid_after", "obligated")}
    return StatedRow(
        place=f"row {number}",
        columns={"paid": f"row {number} paid", "paid_after": f"row {number} after"},
        key=key,
        account=account,
        description=more.get("description", "tutors"),
        paid=Money.parse(paid),
        local=ZERO,
        **amounts,
    )


def _read(
    *rows: StatedRow, crosswalk: dict[str, str] | None = None, unread: str = ""
) -> ReadReport:
    paper = ReadPaper(
        district_code=163,
        fiscal_year=FiscalYear(2026),
        discrepancies=(),
        echo=(),
        left_out=(),
        places=Places({"town": "the head"}, frozenset({unread} - {""})),
    )
    return put_together(paper, ABOUT, rows, crosswalk or {})


def _paid(read: ReadReport) -> dict[str, str]:
    assert read.readable is not None
    return {line.key: str(line.paid) for line in read.readable.lines}


def test_each_row_is_a_line_in_the_order_of_the_file() -> None:
    read = _read(_row(2, "3.1", "100.00"), _row(3, "2.4", "50.00", paid_after="7.25"))
    assert read.content == read.readable
    assert _paid(read) == {"3.1": "100.00", "2.4": "50.00"}
    assert read.content is not None
    assert read.content.lines[1].paid_after == Money.parse("7.25")
    assert read.places.of("line 2.4 column paid") == "row 3 paid"
    assert read.places.of("town") == "the head"


def test_accounts_are_put_on_lines_by_the_crosswalk_and_added_up() -> None:
    rows = (
        _row(2, "", "100.00", account="1110"),
        _row(3, "", "20.50", account="1120"),
        _row(4, "", "5.00", account="1110"),
    )
    read = _read(*rows, crosswalk={"1110": "2.4", "1120": "2.4"})
    assert _paid(read) == {"2.4": "125.50"}
    assert read.discrepancies == ()


def test_accounts_that_are_not_in_the_crosswalk_are_named_one_by_one_and_stop() -> None:
    rows = (
        _row(2, "", "100.00", account="1110"),
        _row(3, "", "20.50", account="7000", obligated="1.00"),
        _row(4, "", "5.00", account="8000"),
    )
    read = _read(*rows, crosswalk={"1110": "2.4"})
    told = "Account '{}' is not in the crosswalk, so its {} stand on no line of the plan. Say which"
    assert read.discrepancies == (
        stop("account_unknown", "row 3", told.format("7000", "21.50") + " line it belongs to.", G),
        stop("account_unknown", "row 4", told.format("8000", "5.00") + " line it belongs to.", G),
    )
    assert read.content is None
    assert _paid(read) == {"2.4": "100.00"}
    assert not read.places.was_read("lines")


def test_a_file_that_names_lines_beside_its_accounts_is_a_crosswalk_itself() -> None:
    rows = (
        _row(2, "2.4", "100.00", account="1110"),
        _row(3, "3.1", "20.00", account="1120"),
        _row(4, "2.4", "5.00", account="1120"),
    )
    read = _read(*rows, crosswalk={"1110": "9.9"})
    # Account 1120 is split, which the file may do and a crosswalk cannot say.
    assert read.crosswalk == (CrosswalkEntry(account="1110", line="2.4"),)
    assert _paid(read) == {"2.4": "105.00", "3.1": "20.00"}


def test_a_line_that_stands_twice_stops() -> None:
    read = _read(_row(2, "2.4", "100.00"), _row(3, "2.4", "20.00"))
    told = (
        "Line '2.4' is at row 2 already. Put both into one row; only a refund, a negative amount "
        "paid, may stand beside it."
    )
    assert read.discrepancies == (stop("line_twice", "row 3", told),)
    assert read.content is None


def test_a_refund_is_taken_off_its_line_and_noted() -> None:
    read = _read(_row(2, "2.4", "100.00", description="tutors"), _row(3, "2.4", "-30.25"))
    told = "-30.25 is taken off line 2.4, as a refund."
    assert read.discrepancies == (note("refund_taken_off", "row 3 paid", told),)
    assert read.content is not None
    assert _paid(read) == {"2.4": "69.75"}


def test_a_refund_above_what_was_paid_stops_whatever_the_later_columns_say() -> None:
    read = _read(_row(2, "2.4", "-30.25", paid_after="100.00"))
    assert [one.code for one in read.discrepancies] == ["refund_taken_off", "refund_above_paid"]
    assert read.discrepancies[1].place == "row 2 paid"
    assert "-30.25 on line 2.4, below zero" in read.discrepancies[1].message
    assert read.content is None


def test_a_row_without_line_and_account_stops() -> None:
    read = _read(_row(2, "", "5.00"))
    told = "It names no line of the plan."
    assert read.discrepancies == (stop("key_missing", "row 2", told, G),)


def test_a_row_whose_line_could_not_be_read_is_not_told_twice() -> None:
    read = _read(_row(2, "", "5.00"), unread="row 2")
    assert read.discrepancies == ()
    assert read.content is None


def test_an_amount_that_could_not_be_read_makes_no_second_row_of_its_line_wrong() -> None:
    read = _read(_row(2, "2.4", "5.00"), _row(3, "2.4", "0"), unread="row 3 paid")
    assert read.discrepancies == ()
    assert not read.places.was_read("line 2.4 column paid")
    assert read.places.was_read("line 2.4 column paid_after")


def test_of_what_is_no_report_nothing_is_put_together() -> None:
    paper = ReadPaper(
        district_code=None,
        fiscal_year=None,
        discrepancies=(stop("another_form", "form", "no"),),
        echo=(),
        left_out=(),
        places=Places(),
    )
    read = put_together(paper, None, (), {})
    assert (read.content, read.readable) == (None, None)
