"""Decisions on money beside the plan: requests, the residency set-aside, other funding.

Source: C.G.S. § 10-262u(c)(2), § 10-156gg(c)(2). Other funding never touches this account.
"""

from domain.authority import Office
from domain.commands import RecordOtherFunding, RequestDrawDown, SetAsideForResidency
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_designated,
    require_open,
    require_positive,
    require_words,
)
from domain.decisions.payment_refusals import (
    RequestNameTakenError,
    ResidencyFundsMissingError,
    ResidencySetAsideKnownError,
)
from domain.decisions.refusals import ReleaseExceedsHeldError
from domain.events import DrawDownRequested, OtherFundingReceived, ResidencyFundsSetAside
from domain.figures import balance
from domain.money import total
from domain.spoken_for import promised_of
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.statute.s156gg_residency import RESIDENCY_PERCENT, residency_set_aside
from domain.words import same_words


def request_draw_down(
    command: RequestDrawDown, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record what the board asks for, also where it is more than is left; nothing moves.

    Raises YearClosedError, NotDesignatedError, AmountNotPositiveError, WordsMissingError,
    RequestNameTakenError.
    """
    require_open(state, case)
    require_designated(state, case)
    require_positive(command.amount, "a request", case, Clause.RELEASE)
    require_words(command.request, "the name of a request", case)
    for name in state.releasing.requests:
        if same_words(name, command.request):
            raise RequestNameTakenError(
                f"{case.name} has a request {name!r} already.",
                citation=case.cite(Clause.RELEASE),
                details={"request": name},
                next_step="If this is another one, give it another name.",
            )
    event = DrawDownRequested(request=command.request, amount=command.amount, month=command.month)
    return decided(case, event, Office.BOARD_OF_EDUCATION, Clause.RELEASE)


def set_aside_for_residency(
    command: SetAsideForResidency, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Set aside the percentage of the FY2021 increase; nothing where there was none.

    Raises YearClosedError, NotDesignatedError, NoRuleInForceError outside the year of the clause,
    ResidencySetAsideKnownError, ResidencyFundsMissingError, ReleaseExceedsHeldError.
    Source: C.G.S. § 10-156gg(c)(2).
    """
    del command  # it has no fields: everything comes from the record and the law
    require_open(state, case)
    require_designated(state, case)
    rule = RESIDENCY_PERCENT.in_force(case.fiscal_year, case.effective_on)
    if rule.last_year is None:
        # The first version, for FY2023 and each year after, was read without its operands.
        raise ResidencyFundsMissingError(
            f"Of which years' increase the set-aside of {case.fiscal_year} is a part was not read "
            f"in {rule.citation.act}, so it cannot be computed.",
            citation=rule.citation,
            next_step="Ask counsel; the clause as it stands now is for FY2025 alone.",
        )
    known = state.releasing.set_aside
    if known is not None:
        raise ResidencySetAsideKnownError(
            f"{case.name} has {known.amount.display} set aside for residency on record.",
            citation=case.cite(Clause.RESIDENCY),
            details={"set_aside": str(known.amount)},
            next_step="Correct that record if it is wrong: alliance correct POSITION.",
        )
    if case.residency_funds is None:
        raise ResidencyFundsMissingError(
            f"The Alliance funds of {case.district.name} in FY2020 and FY2021 are not both on "
            "record, so the set-aside cannot be computed.",
            citation=case.cite(Clause.RESIDENCY),
            next_step="Record the withholdings of both years first.",
        )
    before, after = case.residency_funds
    amount = residency_set_aside(
        percent=rule.value, fy2020_alliance_funds=before, fy2021_alliance_funds=after
    )
    free = balance("held_by_commissioner", state) - total(list(promised_of(state).values()))
    if amount > free:
        raise ReleaseExceedsHeldError(
            f"{amount.display} would be set aside for {case.name}, and the Commissioner holds "
            f"{free.display} that is not promised.",
            citation=case.cite(Clause.RESIDENCY),
            details={"free": str(free), "set_aside": str(amount)},
            next_step=f"Record the missing transfer first: alliance transfer record {case.place} "
            "--amount AMOUNT",
        )
    event = ResidencyFundsSetAside(
        amount=amount, percent=rule.value, fy2020_funds=before, fy2021_funds=after
    )
    return decided(case, event, Office.COMMISSIONER, Clause.RESIDENCY)


def record_other_funding(
    command: RecordOtherFunding, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record money of another source beside the account; no balance here changes.

    Raises AmountNotPositiveError, WordsMissingError.
    """
    del state  # nothing of the account is looked at, and nothing of it changes
    require_positive(command.amount, "other funding", case, Clause.RECORDS)
    require_words(command.funding_source, "the source of other funding", case)
    require_words(command.reference, "the paper it came by", case)
    event = OtherFundingReceived(
        funding_source=command.funding_source,
        amount=command.amount,
        reference=command.reference,
    )
    return decided(case, event, Office.OTHER_FUNDER, Clause.RECORDS)
