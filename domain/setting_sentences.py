"""One plain sentence for each setting, with who set it, on what, and that no statute says it.

Not here: sentences of other events (`domain/sentences.py`), layout (`cli/`). Of all settings only
guidelines have a clause, C.G.S. § 10-262u(e), and even their text is not in it.
"""

from typing import Final, assert_never

from domain import setting_events as s
from domain.report_content import Counted

_WHOLE: Final = 100  # percent
_DUTIES: Final = {
    s.Duty.ANNUAL_REPORT: "annual expenditure reports",
    s.Duty.INTERIM_REPORT: "interim reports",
    s.Duty.PROGRESS_REPORT: "progress reports",
    s.Duty.PAYMENT_CUT_OFF: "payments to towns",
    s.Duty.PASS_THROUGH: "pass-through to boards",
    s.Duty.SINGLE_AUDIT_REPORT: "single audit reports",
}
_EXITS: Final = {
    s.ExitChoice.CARRY: "carried to the next fiscal year",
    s.ExitChoice.RETURN: "returned",
    s.ExitChoice.OFFSET: "set against the ECS grant",
}


def setting_sentence(event: s.SettingEvent) -> str:
    """What was set, by whom and on what paper, in one sentence without a full stop."""
    match event:
        case s.ReleaseScheduleSet():
            what = f"FY{event.fiscal_year} releases {setting_value(event)}"
        case s.PlanDueDateSet():
            what = f"FY{event.fiscal_year} improvement plans due by {setting_value(event)}"
        case s.NewReformShareSet():
            what = (
                f"FY{event.fiscal_year} share of a plan for new or extended reforms: "
                f"{setting_value(event)}"
            )
        case s.ObjectCodesSet():
            what = f"FY{event.fiscal_year} object codes: {setting_value(event)}"
        case s.GuidelinesAdopted():
            what = f"Guidelines {setting_value(event)}"
        case s.AppropriationControlSet():
            what = (
                f"FY{event.fiscal_year} control figure (appropriation or allotment): "
                f"{setting_value(event)}"
            )
        case s.VarianceAllowanceSet():
            what = f"FY{event.fiscal_year} variance allowance: {setting_value(event)}"
        case s.ReportColumnsSet():
            what = f"FY{event.fiscal_year} counted as spent in reports: {setting_value(event)}"
        case s.ExitPolicySet():
            what = f"Balance after the program {setting_value(event)}"
        case s.DeadlineSet():
            what = f"FY{event.fiscal_year} {_DUTIES[event.duty]} due by {setting_value(event)}"
        case _:
            assert_never(event)
    return f"{what}; {set_by(event)}"


def setting_value(event: s.SettingEvent) -> str:
    """The value alone in words, such as "draw-down" or "at least 60%"."""
    match event:
        case s.ReleaseScheduleSet():
            return _basis(event)
        case s.PlanDueDateSet():
            return str(event.due_on)
        case s.NewReformShareSet():
            return f"at least {event.percent}%"
        case s.ObjectCodesSet():
            return ", ".join(one.code for one in event.codes)
        case s.GuidelinesAdopted():
            return (
                f"{event.version} ({event.title}), adopted by the State Board of Education on "
                f"{event.adopted_on}, from FY{event.first_fiscal_year} on"
            )
        case s.AppropriationControlSet():
            return event.amount.display
        case s.VarianceAllowanceSet():
            return _allowance(event)
        case s.ReportColumnsSet():
            return _columns(event)
        case s.ExitPolicySet():
            return f"{_EXITS[event.choice]}, from FY{event.first_fiscal_year} on"
        case s.DeadlineSet():
            return str(event.due_on)
        case _:
            assert_never(event)


def value_in_full(event: s.SettingEvent) -> str:
    """The value with everything in it: object codes with their words."""
    if isinstance(event, s.ObjectCodesSet):
        return "; ".join(f"{one.code} {one.words}" for one in event.codes)
    return setting_value(event)


def setting_status(event: s.SettingEvent) -> str:
    """How far a setting can be relied on, in words for a list."""
    match event:
        case s.GuidelinesAdopted():
            return "guidelines under § 10-262u(e), as stated"
        case s.NewReformShareSet():
            return "configuration, not law; UNVERIFIED guidance of 2012"
        case s.VarianceAllowanceSet():
            return "configuration, not law; UNVERIFIED Department policy"
        case s.ExitPolicySet():
            return "policy where the law is silent"
        case _:
            return "configuration, not law"


def set_by(event: s.SettingEvent) -> str:
    """Who set it on what paper, and that it is not in the statute."""
    if isinstance(event, s.GuidelinesAdopted):
        return f"stated by {event.set_by} on {event.document}, their text is not in the statute"
    unverified = ", UNVERIFIED" if isinstance(event, s.VarianceAllowanceSet) else ""
    return f"set by {event.set_by} on {event.document}, not in the statute{unverified}"


def _allowance(event: s.VarianceAllowanceSet) -> str:
    much = (
        f"{event.percent}% of a line" if event.amount is None else f"{event.amount.display} by line"
    )
    if event.shields:
        return f"{much}, which shields the first part of a line that is over"
    return f"{much}, which falls away for a line that is over"


def _columns(event: s.ReportColumnsSet) -> str:
    match event.counted:
        case Counted.PAID:
            return "what was paid by June 30"
        case Counted.PAID_AFTER:
            return f"what was paid by June 30, and obligated then and paid by {event.paid_by}"
        case Counted.OBLIGATED:
            return (
                "what was paid by June 30, obligated then and paid by "
                f"{event.paid_by}, and still obligated"
            )
        case _:
            assert_never(event.counted)


def _basis(event: s.ReleaseScheduleSet) -> str:
    match event.basis:
        case s.ReleaseBasis.INSTALLMENTS:
            return f"by installments: {', '.join(_installment(one) for one in event.installments)}"
        case s.ReleaseBasis.DRAW_DOWN:
            return "by draw-down requests"
        case s.ReleaseBasis.AS_APPROVED:
            return "as approved"
        case _:
            assert_never(event.basis)


def _installment(one: s.ScheduledInstallment) -> str:
    share = "the rest" if one.cumulative_percent == _WHOLE else f"up to {one.cumulative_percent}%"
    day = f"by {one.due_on}" if one.due_on is not None else "(no date set)"
    return f"{one.name} ({one.label}) {share} {day}"
