"""A batch's own record rewritten, or a record it was done with: verification holds them together.

§ 10-262u(c)(1), (c)(2). The ledger is a synthetic October of three towns, with what a batch can be:
prepared, approved, issued, withdrawn, withheld, transferred, and written to a payment file.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from october import BATCH, October, october, paid
from paid_year import command, portion_of
from rewriting import failed, position_of, rewritten, said, verified

from domain.batch_events import BatchPrepared
from domain.district import district_named
from domain.money import ZERO, Money
from ledger.batch_record import batch_named
from ledger.batch_rows import BatchRow, RowStatus
from ledger.batch_unit import Desk
from ledger.batches import prepare, withdraw

JANUARY = "FY2027-JAN-1"
WINDSOR, LOCKS = "164-2027", "165-2027"
HARTFORD, NEW_HAVEN = "064-2027", "093-2027"


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The bytes of the ledger with every kind of batch; each test rewrites a copy."""
    with TemporaryDirectory() as name:
        made = october(Path(name)).issued()
        _export(made, "first.csv")
        # One of three is paid, so that the second file has two.
        assert made.run("confirm", BATCH, made.extract(paid("Windsor"))).code == 1
        _export(made, "second.csv")
        _move(made)
        _prepared(made)
        _withdrawn(made)
        return (made.folder / "october.db").read_bytes()


@pytest.fixture
def file(whole: bytes, tmp_path: Path) -> Path:
    copy = tmp_path / "copy.db"
    copy.write_bytes(whole)
    return copy


def _export(made: October, name: str) -> None:
    ran = made.run("export", BATCH, "--profile", made.profile(), "--out", str(made.folder / name))
    assert ran.code == 0, ran.err


def _move(made: October) -> None:
    """Withhold 300.00 of Hartford and 500.00 of New Haven in one batch, and transfer both."""
    towns = {"Hartford": "300.00", "New Haven": "500.00"}
    lines = [line for town, amount in towns.items() for line in list(portion_of(town, amount))[:4]]
    given = made.folder / "portions.jsonl"
    given.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    assert made.alliance("apply", str(given)).code == 0
    for act in ("withhold", "transfer"):
        figures = ("--count", "2", "--total", "800.00", "--effective-on", "2026-10-06")
        ran = made.alliance(act, "batch", "--fiscal-year", "2027", *figures)
        assert ran.code == 0, ran.err


def _prepared(made: October) -> None:
    """Prepare a batch of 10.00 for Windsor and 20.00 for Windsor Locks."""
    amounts = {"Windsor": "10.00", "Windsor Locks": "20.00"}
    prepared = BatchPrepared(
        batch=JANUARY,
        fiscal_year=2027,
        installment="january",
        sequence=1,
        content="",
        count=0,
        total=ZERO,
        basis="synthetic schedule",
        reason=None,
    )
    with made.opened() as ledger:
        rows = [_row(town, amount) for town, amount in amounts.items()]
        prepare(ledger, prepared, rows, Desk(actor="R. Ortiz"))


def _withdrawn(made: October) -> None:
    """Withdraw that batch."""
    with made.opened() as ledger:
        withdraw(ledger, batch_named(ledger, JANUARY), "typed twice", Desk(actor="R. Ortiz"))


def _row(town: str, amount: str) -> BatchRow:
    money = Money.parse(amount)
    return BatchRow(
        district=district_named(town),
        basis=money,
        due=money,
        before=ZERO,
        amount=money,
        blocked=ZERO,
        status=RowStatus.DUE,
        note="",
    )


def test_every_kind_of_batch_verifies_and_is_counted(file: Path) -> None:
    found = verified(file)
    assert [check for check in found.checks if not check.ok] == []
    checked = {check.name: check.checked for check in found.checks}
    # Prepared, approved, issued; withheld, transferred; prepared and withdrawn.
    assert (checked["batches"], checked["payments"]) == (7, 2)


def test_a_proposal_that_was_taken_back_is_not_missed_in_its_batch(tmp_path: Path) -> None:
    made = october(tmp_path)
    _prepared(made)
    place = position_of(made.folder / "october.db", "ReleaseProposed", LOCKS, nth=2)
    given = command("Windsor Locks", "CorrectEvent", position=place, reason="typed twice")
    lines = made.folder / "taken-back.jsonl"
    lines.write_text(json.dumps(given), "utf-8")
    assert made.alliance("apply", str(lines)).code == 0
    _withdrawn(made)
    checks = {check.name: check for check in verified(made.folder / "october.db").checks}
    # October prepared and approved; January prepared and withdrawn.
    assert (checks["batches"].ok, checks["batches"].checked) == (True, 4)


# Event, which of its kind, and the fields somebody writes into it.
OWN: list[tuple[str, int, dict[str, object]]] = [
    ("BatchPrepared", 1, {"count": 2}),
    ("BatchPrepared", 1, {"total": "599374.00"}),
    ("BatchPrepared", 1, {"content": "ab" * 32}),
    ("BatchPrepared", 1, {"fiscal_year": 2026}),
    ("BatchPrepared", 2, {"batch": BATCH}),
    ("BatchApproved", 1, {"count": 4}),
    ("BatchApproved", 1, {"total": "599372.99"}),
    ("BatchApproved", 1, {"content": "ab" * 32}),
    ("BatchApproved", 1, {"batch": "FY2027-OCT-9"}),
    ("BatchIssued", 1, {"count": 1}),
    ("BatchIssued", 1, {"total": "1.00"}),
    ("BatchIssued", 1, {"content": "ab" * 32}),
    ("BatchIssued", 1, {"act": "transfer"}),
    ("BatchIssued", 1, {"fiscal_year": 2026}),
    ("BatchIssued", 1, {"batch": JANUARY}),
    ("BatchIssued", 2, {"total": "801.00"}),
    ("BatchIssued", 2, {"act": "transfer"}),
    ("BatchIssued", 3, {"count": 3}),
    ("BatchIssued", 3, {"fiscal_year": 2026}),
    ("BatchIssued", 3, {"batch": "FY2027-WH-1"}),
    ("BatchWithdrawn", 1, {"batch": "FY2027-JAN-9"}),
    ("BatchWithdrawn", 1, {"reason": "other words"}),
]


@pytest.mark.parametrize(("event", "nth", "fields"), OWN, ids=str)
def test_a_batch_that_says_other_than_its_records_is_found(
    file: Path, event: str, nth: int, fields: dict[str, object]
) -> None:
    position = position_of(file, event, nth=nth)
    rewritten(file, position, **fields)
    found = failed(file)
    assert found["batches"] == position
    # A batch that has lost its name is missed where it is looked for, too.
    assert set(found) <= {"batches", "payments"}


# Event, stream, the fields somebody writes into it, and the batch's own record, which of its kind.
MEMBERS: list[tuple[str, str, dict[str, object], str, int]] = [
    ("ReleaseProposed", WINDSOR, {"amount": "145682.26"}, "BatchPrepared", 1),
    ("ReleaseProposed", WINDSOR, {"release": "FY2027-OCT-9"}, "BatchPrepared", 1),
    ("ReleaseAuthorized", LOCKS, {"amount": "1.00"}, "BatchApproved", 1),
    ("ReleaseIssued", LOCKS, {"amount": "1.00"}, "BatchIssued", 1),
    ("AlliancePortionWithheld", HARTFORD, {"amount": "299.00"}, "BatchIssued", 2),
    ("PortionTransferred", NEW_HAVEN, {"amount": "499.99"}, "BatchIssued", 3),
    ("ReleaseWithdrawn", WINDSOR, {"release": BATCH}, "BatchWithdrawn", 1),
]


@pytest.mark.parametrize(("event", "stream", "fields", "own", "nth"), MEMBERS, ids=str)
def test_a_record_that_is_not_as_its_batch_says_is_found_at_the_batch(
    file: Path, event: str, stream: str, fields: dict[str, object], own: str, nth: int
) -> None:
    rewritten(file, position_of(file, event, stream), **fields)
    assert failed(file)["batches"] == position_of(file, own, nth=nth)


def test_the_figures_of_both_sides_are_named(file: Path) -> None:
    position = position_of(file, "BatchApproved")
    rewritten(file, position, total="599372.99")
    assert said(file, "batches") == (
        f"position {position}, BatchApproved of FY2027-OCT-1: says 3 of 599,372.99, and the "
        "records before it are 3 of 599,373.00"
    )


@pytest.mark.parametrize("fields", [{"count": 2}, {"total": "599373.01"}], ids=str)
def test_a_payment_file_of_other_figures_than_were_in_payment_is_found(
    file: Path, fields: dict[str, object]
) -> None:
    position = position_of(file, "PaymentFileWritten")
    rewritten(file, position, **fields)
    assert failed(file) == {"payments": position}


def test_a_payment_file_is_held_against_what_was_in_payment_then_and_not_now(file: Path) -> None:
    # 310,458.00 + 143,232.75 = 453,690.75: Windsor was paid between the two files.
    second = position_of(file, "PaymentFileWritten", nth=2)
    rewritten(file, second, count=3, total="599373.00")
    assert failed(file) == {"payments": second}
    assert said(file, "payments") == (
        f"position {second}, PaymentFileWritten of FY2027-OCT-1: says 3 of 599,373.00, and 2 of "
        "453,690.75 were in payment"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"town_code": 165, "invoice": "AD27-OCT-165-1"},
        {"invoice": "AD27-OCT-164-2"},
        {"town_code": 163},
    ],
    ids=str,
)
def test_a_payment_file_that_names_another_voucher_is_found(
    file: Path, fields: dict[str, object]
) -> None:
    position = position_of(file, "PaymentFileWritten")
    names = [
        {"town_code": code, "invoice": f"AD27-OCT-{code:03d}-1", "vendor_id": str(code)}
        for code in (44, 164, 165)
    ]
    rewritten(file, position, vouchers=[names[0], names[1] | fields, names[2]])
    assert failed(file) == {"payments": position}
    assert said(file, "payments").endswith(
        "the vouchers it names are not those that were in payment"
    )


def test_a_payment_file_that_names_no_voucher_any_more_is_found(file: Path) -> None:
    position = position_of(file, "PaymentFileWritten")
    rewritten(file, position, vouchers=[])
    assert failed(file) == {"payments": position}


def test_a_payment_file_of_no_batch_is_found(file: Path) -> None:
    position = position_of(file, "PaymentFileWritten")
    rewritten(file, position, batch="FY2027-OCT-9")
    assert failed(file) == {"payments": position}
