"""Decisions on returns and audits of the whole district. C.G.S. § 10-227, § 4-231, § 4-232.

What is late is recorded as it came: whether a day was kept is a check, never a reason to refuse.
Not here: the expenditure report of § 10-262u(g) (`report.py`), findings of an audit.
"""

from domain.authority import Office
from domain.decisions.case import Case, Decided, decided, require_not_negative, require_words
from domain.decisions.side_refusals import (
    AuditExtensionError,
    AuditFieldsError,
    AuditRequiredError,
    AuditSettledError,
    AuditSpentBelowPaidError,
    ReturnOrderError,
    YearRunningError,
)
from domain.figures import balance, grant_spent
from domain.money import Money
from domain.side_commands import RecordAnnualReturn, RecordSingleAudit
from domain.side_events import AnnualReturnFiled, SingleAuditRecorded
from domain.side_kinds import AuditStage, ReturnStage
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.statute.s4_231_single_audit import (
    AUDIT_FILING,
    audit_due,
    audit_due_extended,
    audit_required,
    audit_threshold,
)


def record_annual_return(
    command: RecordAnnualReturn, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record a stage of the annual return: filed once, then revised and certified.

    Its legal date is the day. Raises YearRunningError, ReturnOrderError. Source: § 10-227.
    """
    if command.filed_on <= case.fiscal_year.last_day:
        raise YearRunningError(
            f"The annual return of {case.name} is given as {command.stage} on {command.filed_on}, "
            f"and the fiscal year ends on {case.fiscal_year.last_day}.",
            citation=case.cite(Clause.ANNUAL_RETURN),
            details={"filed_on": str(command.filed_on)},
            next_step="Check the date and the fiscal year.",
        )
    event = AnnualReturnFiled(stage=command.stage, filed_on=command.filed_on)
    if event in state.side.returns:
        return ()
    first = state.side.returned_as(ReturnStage.FILED)
    certified = state.side.returned_as(ReturnStage.CERTIFIED)
    why = _out_of_order(command, first, certified)
    if why:
        raise ReturnOrderError(
            f"The annual return of {case.name} cannot be recorded as {command.stage} on "
            f"{command.filed_on}: {why}.",
            citation=case.cite(Clause.ANNUAL_RETURN),
            details={"stage": command.stage.value, "filed_on": str(command.filed_on)},
            next_step="Record the stages in their order; a wrong one is taken back with alliance "
            "correct POSITION.",
        )
    return decided(
        case,
        event,
        Office.BOARD_OF_EDUCATION,
        Clause.ANNUAL_RETURN,
        effective_on=command.filed_on,
    )


def _out_of_order(
    command: RecordAnnualReturn,
    first: AnnualReturnFiled | None,
    certified: AnnualReturnFiled | None,
) -> str:
    """Why the stage does not fit what is on record, or ""."""
    if command.stage is ReturnStage.FILED:
        return f"it was filed on {first.filed_on}" if first else ""
    if first is None:
        return "no filing is on record"
    if command.filed_on < first.filed_on:
        return f"it was filed on {first.filed_on}"
    if command.stage is ReturnStage.CERTIFIED and certified is not None:
        return f"it was certified on {certified.filed_on}"
    return ""


def record_single_audit(
    command: RecordSingleAudit, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record a filed audit, its one extension, or an exemption below the threshold.

    The threshold is that of the first day of the fiscal year; Alliance money paid in the year is
    State assistance too. Raises WordsMissingError, AmountNotPositiveError, YearRunningError,
    AuditFieldsError, AuditRequiredError, AuditSpentBelowPaidError, AuditSettledError,
    AuditExtensionError. Source: C.G.S. § 4-231, § 4-232.
    """
    require_words(command.reference, "the report, notice or letter", case)
    if command.spent is not None:
        require_not_negative(command.spent, "state assistance spent", case, Clause.SINGLE_AUDIT)
    _require_fields(command, case)
    threshold, required = _threshold_for(command, case)
    event = SingleAuditRecorded(
        stage=command.stage,
        on=command.on,
        spent=command.spent,
        threshold=threshold,
        required=required,
        until=command.until,
        reference=command.reference,
    )
    if event in state.side.audits:
        return ()
    if command.stage is AuditStage.EXTENDED:
        _require_extension(command, state, case)
        return decided(case, event, Office.OPM, Clause.AUDIT_FILING, effective_on=command.on)
    _require_paid_within(event, state, case)
    _require_not_otherwise(event, state, case)
    return decided(
        case, event, Office.BOARD_OF_EDUCATION, Clause.SINGLE_AUDIT, effective_on=command.on
    )


def _threshold_for(command: RecordSingleAudit, case: Case) -> tuple[Money, bool | None]:
    """The threshold of the year, and whether what was spent calls for an audit.

    Raises AuditRequiredError for an exemption that is none.
    """
    threshold = audit_threshold(case.fiscal_year.first_day).value
    if command.spent is None:
        return threshold, None
    required = audit_required(command.spent, case.fiscal_year.first_day)
    if command.stage is AuditStage.EXEMPT and required:
        raise AuditRequiredError(
            f"{case.name} is not exempt: {command.spent.display} of state assistance was spent, "
            f"and from {threshold.display} on there is a single audit.",
            citation=case.cite(Clause.SINGLE_AUDIT),
            details={"spent": str(command.spent), "threshold": str(threshold)},
            next_step="The threshold is that of the first day of the fiscal year. Check the amount "
            "and the year.",
        )
    return threshold, required


def _require_paid_within(event: SingleAuditRecorded, state: DistrictYear, case: Case) -> None:
    """An exemption counts at least what the ledger shows as paid by June 30, or reported spent.

    Money carried in is spent and not paid in the year: § 4-231 asks what was spent.
    """
    paid, spent = balance("released", case.year_end), event.spent
    reported = grant_spent(state)
    if event.stage is AuditStage.EXEMPT and spent is not None and spent < max(paid, reported):
        shown = (
            f"{paid.display} of Alliance money paid to the town by {case.fiscal_year.last_day}"
            if spent < paid
            else f"{reported.display} of Alliance money that is reported spent"
        )
        raise AuditSpentBelowPaidError(
            f"{case.name} is not exempt on {spent.display} of state assistance: this ledger shows "
            f"{shown}.",
            citation=case.cite(Clause.SINGLE_AUDIT),
            details={
                "spent": str(spent),
                "paid": str(paid),
                "reported": str(reported),
                "threshold": str(event.threshold),
            },
            next_step="Alliance money is state assistance too: check the amount and the year, and "
            f"the payments: alliance balance show {case.place}",
        )


def _require_not_otherwise(event: SingleAuditRecorded, state: DistrictYear, case: Case) -> None:
    """No audit beside an exemption, and not both that one is required and that none is."""
    for one in state.side.audits:
        settled = one.stage is not AuditStage.EXTENDED
        if settled and (one.stage, one.required) != (event.stage, event.required):
            raise AuditSettledError(
                f"The single audit of {case.name} cannot be recorded as {_answer(event)}: it is on "
                f"record as {_answer(one)} ({one.reference}).",
                citation=case.cite(Clause.SINGLE_AUDIT),
                details={"stage": one.stage.value, "on": str(one.on)},
                next_step="One of them is right. Take the wrong record back first (alliance "
                f"correct POSITION); its position: alliance replay {case.place}",
            )


def _answer(event: SingleAuditRecorded) -> str:
    """As it is read: "exempt on 2025-08-01, not required"."""
    return f"{event.stage} on {event.on}, {'required' if event.required else 'not required'}"


def _require_fields(command: RecordSingleAudit, case: Case) -> None:
    """What was spent is said but for an extension; only an extension runs until a day."""
    extension = command.stage is AuditStage.EXTENDED
    if extension is (command.until is None) or (command.spent is None and not extension):
        wanted = "until when it runs" if extension else "what was spent, and no day it runs to"
        raise AuditFieldsError(
            f"A single audit of {case.name} that is {command.stage} says {wanted}.",
            citation=case.cite(Clause.SINGLE_AUDIT),
            details={"stage": command.stage.value},
            next_step="Give the missing one, and leave the other out.",
        )
    if not extension and command.on <= case.fiscal_year.last_day:
        raise YearRunningError(
            f"The single audit of {case.name} is given as {command.stage} on {command.on}, and the "
            f"fiscal year ends on {case.fiscal_year.last_day}.",
            citation=case.cite(Clause.SINGLE_AUDIT),
            details={"on": str(command.on)},
            next_step="Check the date and the fiscal year.",
        )


def _require_extension(command: RecordSingleAudit, state: DistrictYear, case: Case) -> None:
    """One extension, of up to the days of the statute after the last day to file."""
    rule = AUDIT_FILING.in_force(case.fiscal_year, case.effective_on).value
    due = audit_due(case.fiscal_year.last_day, rule)
    latest = audit_due_extended(case.fiscal_year.last_day, rule)
    earlier = [one for one in state.side.audits if one.stage is AuditStage.EXTENDED]
    fits = command.until is not None and due < command.until <= latest
    if earlier or not fits:
        why = (
            f"one until {earlier[0].until} is on record"
            if earlier
            else f"it would run to {command.until}"
        )
        raise AuditExtensionError(
            f"The single audit of {case.name} is due on {due} and is extended once, up to "
            f"{latest}; {why}.",
            citation=case.cite(Clause.AUDIT_FILING),
            details={"due": str(due), "latest": str(latest)},
            next_step="Check the letter of the Office of Policy and Management.",
        )
