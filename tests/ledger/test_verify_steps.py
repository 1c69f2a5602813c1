"""A record of a plan or of a step of a release rewritten: it differs from the state before it.

§ 10-262u(c)(2), (d). The ledger is the synthetic year of `tests/whole_year.py`: a plan with lines
and amendments, releases withdrawn, returned, paid short and paid over. Each amount that is written
into it has the right form. Not here: every way in which an event can differ
(`tests/domain/decisions/test_agreement.py`).
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rewriting import failed, position_of, rewritten, said, verified
from whole_year import whole_year


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The bytes of the ledger; each test rewrites a copy."""
    with TemporaryDirectory() as name:
        address = whole_year(Path(name))
        return Path(address.removeprefix("sqlite:///")).read_bytes()


@pytest.fixture
def file(whole: bytes, tmp_path: Path) -> Path:
    copy = tmp_path / "copy.db"
    copy.write_bytes(whole)
    return copy


def test_every_step_agrees_and_is_counted(file: Path) -> None:
    checks = {check.name: check for check in verified(file).checks}
    assert (checks["plans"].ok, checks["releases"].ok) == (True, True)
    # 3 plans and 2 amendments submitted, one of each approved.
    assert checks["plans"].checked == 7
    # 6 authorized, 3 withdrawn, 4 issued, 1 returned, 2 paid, 1 given back.
    assert checks["releases"].checked == 17


# Check, event, which of its kind, the fields somebody writes into it.
STEPS: list[tuple[str, str, int, dict[str, object]]] = [
    ("plans", "PlanSubmitted", 1, {"total": "662336.00"}),
    ("plans", "PlanApproved", 1, {"approved_amount": "662336.99"}),
    ("plans", "PlanApproved", 1, {"plan_version": 1}),
    (
        "plans",
        "PlanApproved",
        1,
        {
            "lines": [
                {"key": "1", "amount": "400000.01"},
                {"key": "2", "amount": "262336.99"},
            ]
        },
    ),
    (
        "plans",
        "PlanAmendmentSubmitted",
        1,
        {"transfers": [{"source": "1", "target": "2", "amount": "400000.01"}]},
    ),
    (
        "plans",
        "PlanAmendmentApproved",
        1,
        {
            "lines": [
                {"key": "1", "amount": "300000.01"},
                {"key": "2", "amount": "362336.99"},
            ]
        },
    ),
    ("releases", "ReleaseAuthorized", 2, {"release": "TYPED"}),
    ("releases", "ReleaseWithdrawn", 1, {"amount": "5.00"}),
    ("releases", "ReleaseWithdrawn", 2, {"amount": "999.99"}),
    ("releases", "ReleaseIssued", 1, {"amount": "100000.01"}),
    ("releases", "ReleaseIssued", 1, {"release": "EARLY"}),
    ("releases", "ReleaseReturned", 1, {"amount_unpaid": "1.00"}),
    ("releases", "ReleaseConfirmed", 1, {"amount": "100000.00"}),
    ("releases", "ReleaseConfirmed", 1, {"short": "9999.99"}),
    ("releases", "ReleaseConfirmed", 2, {"over": "500.01", "short": "0.01"}),
    ("releases", "OverpaymentReturned", 1, {"amount": "500.01"}),
]


@pytest.mark.parametrize(("check", "event", "nth", "fields"), STEPS, ids=str)
def test_a_step_that_no_decision_leaves_is_found_where_it_stands(
    file: Path, check: str, event: str, nth: int, fields: dict[str, object]
) -> None:
    position = position_of(file, event, "164-2025", nth=nth)
    rewritten(file, position, **fields)
    assert failed(file)[check] == position


def test_an_authorization_rewritten_alone_is_found_at_the_step_that_rests_on_it(
    file: Path,
) -> None:
    # OCT-2, 10,000.00 authorized, is the third that is authorized.
    rewritten(file, position_of(file, "ReleaseAuthorized", "164-2025", nth=3), amount="10000.01")
    issued = position_of(file, "ReleaseIssued", "164-2025", nth=3)
    assert failed(file)["releases"] == issued
    assert said(file, "releases") == (
        f"position {issued} of 164-2025: release OCT-2 of 10,000.01 is issued with 10,000.00"
    )


def test_a_total_that_is_not_that_of_the_lines_is_named_with_both_figures(file: Path) -> None:
    position = position_of(file, "PlanSubmitted", "164-2025")
    rewritten(file, position, total="662336.00")
    assert said(file, "plans") == (
        f"position {position} of 164-2025: plan version 1 asks for 662,336.00, and its lines add "
        "up to 662,337.00"
    )
