"""Decisions on service: which paper was sent when, and the return receipt.

Days are counted from the mailing. Source: Regs., Conn. State Agencies § 10-4-18, unverified.
"""

from domain.authority import Office
from domain.decisions.case import Case, Decided, decided, require_words
from domain.decisions.claim_refusals import StepMissingError, StepTakenError
from domain.decisions.claims_known import determination_of
from domain.decisions.ground import require_not_before_ground
from domain.determination_commands import RecordReturnReceipt, ServePaper
from domain.determination_events import Paper, PaperServed, ReturnReceiptRecorded
from domain.determination_state import paper_of
from domain.state import DistrictYear
from domain.statute.rules import Clause


def serve_paper(command: ServePaper, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record that a paper was sent; its legal date is that day.

    The final decision may be sent again: days are counted from the first service that stands, and
    another has to stand before a wrong one is taken back.
    Raises DeterminationUnknownError, StepMissingError, StepTakenError, WordsMissingError,
    StepBeforeGroundError.
    """
    known = determination_of(command.determination, state, case)
    if paper_of(known, command.paper) is None:
        raise StepMissingError(
            f"There is no {command.paper} paper of determination {command.determination} of "
            f"{case.name} to be sent.",
            citation=case.cite(Clause.SERVICE),
            details={"determination": command.determination, "paper": command.paper.value},
            next_step="Record the decision first, then that it was sent.",
        )
    earlier = known.services.get(command.paper)
    again = command.paper is Paper.FINAL
    sent_on = (earlier.sent.mailed_on, *earlier.also_on) if earlier else ()
    if earlier is not None and not (again and command.mailed_on not in sent_on):
        raise StepTakenError(
            f"The {command.paper} paper of determination {command.determination} of {case.name} "
            f"was sent on {earlier.sent.mailed_on}, and days are counted from it.",
            citation=case.cite(Clause.SERVICE),
            details={"mailed_on": str(earlier.sent.mailed_on)},
            next_step="If it never left, record first when it did, then take that record back "
            "(alliance correct)."
            if again
            else "If it never left, take that record back (alliance correct).",
        )
    if command.number is not None:
        require_words(command.number, "the number of the mail", case)
    step = f"The sending of the {command.paper} paper of {command.determination}"
    require_not_before_ground(step, command.mailed_on, case, Clause.SERVICE)
    event = PaperServed(
        determination=command.determination,
        paper=command.paper,
        method=command.method,
        number=command.number,
        mailed_on=command.mailed_on,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.SERVICE, effective_on=command.mailed_on)


def record_return_receipt(
    command: RecordReturnReceipt, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record the return receipt of a paper that was sent; its legal date is the signature's.

    Raises DeterminationUnknownError, StepMissingError, StepTakenError, WordsMissingError,
    StepBeforeGroundError.
    """
    known = determination_of(command.determination, state, case)
    require_words(command.signed_by, "who signed the receipt", case)
    service = known.services.get(command.paper)
    if service is None:
        raise StepMissingError(
            f"The {command.paper} paper of determination {command.determination} of {case.name} "
            "was not sent.",
            citation=case.cite(Clause.SERVICE),
            details={"determination": command.determination, "paper": command.paper.value},
            next_step="Record first that it was sent (alliance determination serve).",
        )
    if service.receipt is not None:
        raise StepTakenError(
            f"The receipt of the {command.paper} paper of determination {command.determination} "
            f"of {case.name} is on record: signed on {service.receipt.signed_on}.",
            citation=case.cite(Clause.SERVICE),
            details={"signed_on": str(service.receipt.signed_on)},
            next_step="If it is wrong, take that record back (alliance correct).",
        )
    step = f"The receipt of the {command.paper} paper of {command.determination}"
    require_not_before_ground(step, command.signed_on, case, Clause.SERVICE)
    event = ReturnReceiptRecorded(
        determination=command.determination,
        paper=command.paper,
        signed_on=command.signed_on,
        signed_by=command.signed_by,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.SERVICE, effective_on=command.signed_on)
