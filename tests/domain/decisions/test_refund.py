"""A repayment that was not owed after all: paid back, due again, then given up. § 4-183."""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, designated, given, usd
from spec_claims import (
    D1,
    JANUARY_14,
    appeal_decided,
    appealed,
    claim_reduced,
    determined,
    found,
    noticed,
    procedure,
    reconsidered,
    refunded,
    repayment,
    restored,
    served,
    taken,
)

from domain.authority import Office
from domain.decisions.claim_refusals import ClaimExceededError, RepaymentOwedError, StepMissingError
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import AmountNotPositiveError, WordsMissingError
from domain.determination_events import ProcedureSet
from domain.errors import RefusedError
from domain.figures import balances
from domain.money import ZERO
from domain.owed_commands import ReduceClaim, RefundRepayment
from domain.owed_events import Instrument
from domain.state import fold

MAY_3 = date(2027, 5, 3)
REPAID: Events = [
    designated(),
    found(amount="1000.00"),
    noticed(date(2026, 12, 2), F1="1000.00"),
    procedure("contested-case"),
    determined(repay="600.00", reduce="400.00"),
    repayment("600.00"),
    taken("400.00"),
]
REVERSED: Events = [*REPAID, appealed(), appeal_decided("reversed")]
GRANTED: Events = [*REPAID, served(), reconsidered("granted", date(2027, 2, 1))]
REFUND = RefundRepayment(
    determination=D1,
    amount=usd("600.00"),
    reason="judgment of May 3",
    document="voucher request 7",
)
GIVE_UP = ReduceClaim(
    determination=D1,
    reason="settled",
    instrument=Instrument.JUDGMENT,
    authorized_by=Office.COURT,
    document="certificate 12",
    repay_less=usd("600.00"),
)


def test_after_a_judgment_it_is_paid_back_and_then_given_up() -> None:
    (decided,) = given(*REVERSED).when(REFUND, on=MAY_3).then(refunded("600.00"))
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 4-183"
    back: Events = [*REVERSED, refunded("600.00")]
    assert balances(fold(back))["repay_due"] == usd("600.00")
    lowered = claim_reduced("judgment", Office.COURT, repay_less="600.00")
    given(*back).when(GIVE_UP, on=MAY_3).then(lowered)
    assert balances(fold([*back, lowered]))["repay_due"] == ZERO


def test_after_a_granted_reconsideration_too() -> None:
    (decided,) = given(*GRANTED).when(REFUND, on=MAY_3).then(refunded("600.00"))
    assert decided.citation.provision == "C.G.S. § 4-181a(a)"


@pytest.mark.parametrize(
    "events",
    [
        [],
        [reconsidered("denied", date(2027, 2, 1))],
        [appealed()],
        [appealed(), appeal_decided("affirmed")],
    ],
    ids=["nothing", "denied", "pending", "affirmed"],
)
def test_what_was_owed_is_not_paid_back(events: Events) -> None:
    given(*REPAID, *events).when(REFUND, on=MAY_3).refused(
        RepaymentOwedError, "was owed: no judgment", citation="§ 4-183", repaid="600.00"
    )


def test_no_more_is_paid_back_than_was_repaid() -> None:
    given(*REVERSED).when(replace(REFUND, amount=usd("600.01")), on=MAY_3).refused(
        ClaimExceededError, "more than the board of Hartford FY2023 repaid", citation="§ 4-183"
    )
    given(*REVERSED, refunded("600.00")).when(REFUND, on=MAY_3).refused(
        ClaimExceededError, "D-2023-064-1: 0.00", citation="§ 4-183", repaid="0.00"
    )


@pytest.mark.parametrize(
    ("events", "command", "error"),
    [
        (REVERSED, replace(REFUND, reason=" "), WordsMissingError),
        (REVERSED, replace(REFUND, document=" "), WordsMissingError),
        (REVERSED, replace(REFUND, amount=ZERO), AmountNotPositiveError),
        (REPAID[:4], REFUND, StepMissingError),
    ],
    ids=["no reason", "no paper", "nothing", "not issued"],
)
def test_what_is_paid_back_says_why_and_how_much(
    events: Events, command: RefundRepayment, error: type[RefusedError]
) -> None:
    assert type(given(*events).when(command, on=MAY_3).refused_by) is error


def test_nothing_is_paid_back_before_the_decision() -> None:
    given(*REVERSED).when(REFUND, on=JANUARY_14, ground_on=date(2027, 1, 15)).refused(
        StepBeforeGroundError, "what it rests on is of 2027-01-15", citation="§ 4-183"
    )


def test_what_is_lowered_above_what_is_open_says_what_comes_first() -> None:
    refused = given(*REVERSED).when(GIVE_UP, on=MAY_3).refused_by
    assert type(refused) is ClaimExceededError
    assert refused.next_step == (
        "At most 0.00. What was repaid, 600.00, is paid back first (alliance receivables "
        "refund-repayment), and is open then."
    )
    less = replace(GIVE_UP, repay_less=None, reduction_less=usd("400.00"))
    refused = given(*REVERSED).when(less, on=MAY_3).refused_by
    assert type(refused) is ClaimExceededError
    assert refused.next_step == (
        "At most 0.00. What was taken from later years, 400.00, is given back first (alliance "
        "receivables reverse-reduction), and is open then."
    )
    open_again: Events = [*REVERSED, refunded("600.00"), restored("400.00")]
    assert given(*open_again).when(GIVE_UP, on=MAY_3).decided
    assert given(*open_again).when(less, on=MAY_3).decided
    more = replace(GIVE_UP, repay_less=usd("600.01"))
    refused = given(*open_again).when(more, on=MAY_3).refused_by
    assert type(refused) is ClaimExceededError
    assert refused.next_step == "At most 600.00."
    more = replace(less, reduction_less=usd("400.01"))
    refused = given(*open_again).when(more, on=MAY_3).refused_by
    assert type(refused) is ClaimExceededError
    assert refused.next_step == "At most 400.00."


# ---- what stays owed ----


def test_once_a_claim_is_lowered_as_judged_the_rest_was_owed() -> None:
    # 600 ordered and repaid; 60 of it not owed by the judgment: paid back, and given up.
    modified: Events = [*REPAID, appealed(), appeal_decided("modified")]
    back = replace(REFUND, amount=usd("60.00"))
    given(*modified).when(back, on=MAY_3).then(refunded("60.00"))
    lowered: Events = [
        *modified,
        refunded("60.00"),
        claim_reduced("judgment", Office.COURT, repay_less="60.00"),
    ]
    refused = (
        given(*lowered)
        .when(replace(REFUND, amount=usd("540.00")), on=MAY_3)
        .refused(
            RepaymentOwedError,
            "of Hartford FY2023 is lowered by judgment already, and 540.00 stays owed under it",
            citation="§ 4-183",
            owed="540.00",
            repaid="540.00",
        )
    )
    assert refused.next_step is not None
    assert "take that lowering back (alliance correct)" in refused.next_step
    # Another judgment may say otherwise.
    again: Events = [*lowered, appealed(), appeal_decided("reversed")]
    given(*again).when(replace(REFUND, amount=usd("540.00")), on=MAY_3).then(refunded("540.00"))


def test_so_it_is_after_a_reconsideration() -> None:
    lowered: Events = [
        *GRANTED,
        refunded("60.00"),
        claim_reduced("reconsideration", Office.COMMISSIONER, repay_less="60.00"),
    ]
    given(*lowered).when(replace(REFUND, amount=usd("1.00")), on=MAY_3).refused(
        RepaymentOwedError,
        "is lowered by reconsideration already, and 540.00 stays owed",
        citation="§ 4-181a(a)",
    )


def test_what_is_lowered_of_the_reduction_says_nothing_of_the_repayment() -> None:
    lowered: Events = [
        *REPAID,
        restored("400.00"),
        appealed(),
        appeal_decided("modified"),
        claim_reduced("judgment", Office.COURT, reduction_less="400.00"),
    ]
    assert given(*lowered).when(REFUND, on=MAY_3).decided


def test_of_a_reversed_order_nothing_stays_owed() -> None:
    # What was open is given up first; then what was repaid is paid back.
    some: Events = [*REPAID[:-2], repayment("300.00"), appealed(), appeal_decided("reversed")]
    lowered: Events = [*some, claim_reduced("judgment", Office.COURT, repay_less="300.00")]
    back = replace(REFUND, amount=usd("300.00"))
    given(*lowered).when(back, on=MAY_3).then(refunded("300.00"))


# ---- by whose decision ----


def test_without_a_contested_case_a_reconsideration_pays_nothing_back() -> None:
    informal: Events = [procedure() if isinstance(one, ProcedureSet) else one for one in GRANTED]
    refused = (
        given(*informal)
        .when(REFUND, on=MAY_3)
        .refused(
            RepaymentOwedError,
            "is not paid back by reconsideration: it is of a contested case, and counsel did not "
            "say that this is one",
            citation="§ 4-181a(a)",
        )
    )
    assert refused.next_step is not None
    assert "decide-appeal" in refused.next_step
    assert "changed-conditions" not in refused.next_step


def test_changed_conditions_pay_back_what_was_repaid_in_a_contested_case() -> None:
    changed = replace(REFUND, instrument=Instrument.CHANGED_CONDITIONS)
    (decided,) = given(*REPAID).when(changed, on=MAY_3).then(refunded("600.00"))
    assert decided.citation.provision == "C.G.S. § 4-181a(b)"
    informal: Events = [procedure() if isinstance(one, ProcedureSet) else one for one in REPAID]
    given(*informal).when(changed, on=MAY_3).refused(
        RepaymentOwedError,
        "is not paid back by changed conditions: it is decided as a contested case, and this is "
        "none",
        citation="§ 4-181a(b)",
    )


def test_once_a_claim_is_lowered_on_changed_conditions_their_paper_pays_nothing_more_back() -> None:
    lowered: Events = [
        *REPAID,
        refunded("60.00"),
        claim_reduced("changed-conditions", Office.COMMISSIONER, repay_less="60.00"),
    ]
    again = replace(
        REFUND,
        instrument=Instrument.CHANGED_CONDITIONS,
        amount=usd("60.00"),
        document="certificate 12",
    )
    given(*lowered).when(again, on=MAY_3).refused(
        RepaymentOwedError,
        "is lowered by changed conditions already, and 540.00 stays owed",
        citation="§ 4-181a(b)",
    )
    # Conditions that change again are decided on another paper.
    another = replace(again, document="certificate 13")
    given(*lowered).when(another, on=MAY_3).then(
        replace(refunded("60.00"), reason=REFUND.reason, document="certificate 13")
    )


def test_what_was_sent_back_and_lowered_is_paid_back_where_the_judgment_is_named() -> None:
    back: Events = [*REPAID, appealed(), appeal_decided("remanded")]
    given(*back).when(REFUND, on=MAY_3).refused(
        RepaymentOwedError, "was owed: no judgment", citation="§ 4-183"
    )
    named = replace(REFUND, instrument=Instrument.JUDGMENT)
    given(*back).when(named, on=MAY_3).then(refunded("600.00"))


@pytest.mark.parametrize("instrument", ["compromise", "uncollectible"])
def test_what_was_paid_is_neither_settled_nor_uncollectible(instrument: str) -> None:
    named = replace(REFUND, instrument=Instrument(instrument))
    given(*REVERSED).when(named, on=MAY_3).refused(
        RepaymentOwedError,
        f"is not paid back by {instrument}: it is about what is still open, and this was repaid",
        citation="§ 3-7(c)" if instrument == "compromise" else "§ 3-7(a),(b)",
    )


# ---- what a lowering above what is open says ----


@pytest.mark.parametrize(
    ("events", "instrument", "by", "said"),
    [
        (
            REPAID,
            "changed-conditions",
            Office.COMMISSIONER,
            (
                "At most 0.00. What was repaid, 600.00, is paid back first (alliance receivables "
                "refund-repayment --instrument changed-conditions), and is open then."
            ),
        ),
        (
            [*REPAID, appealed(), appeal_decided("remanded")],
            "judgment",
            Office.COURT,
            (
                "At most 0.00. What was repaid, 600.00, is paid back first (alliance receivables "
                "refund-repayment --instrument judgment), and is open then."
            ),
        ),
        (
            REPAID,
            "compromise",
            Office.GOVERNOR,
            "At most 0.00. What was repaid, 600.00, is settled: no compromise gives it back.",
        ),
        (
            [
                *REPAID,
                appealed(),
                appeal_decided("modified"),
                refunded("60.00"),
                claim_reduced("judgment", Office.COURT, repay_less="60.00"),
            ],
            "judgment",
            Office.COURT,
            (
                "At most 0.00. Less is claimed by judgment already; to lower it by more, take that "
                "lowering back first (alliance correct), pay back what was not owed (alliance "
                "receivables refund-repayment), and lower it anew."
            ),
        ),
    ],
    ids=["changed conditions", "sent back", "compromise", "lowered already"],
)
def test_a_lowering_of_what_was_repaid_names_a_way_that_is_open(
    events: Events, instrument: str, by: Office, said: str
) -> None:
    lower = replace(GIVE_UP, instrument=Instrument(instrument), authorized_by=by)
    refused = given(*events).when(lower, on=MAY_3).refused_by
    assert type(refused) is ClaimExceededError
    assert refused.next_step == said
