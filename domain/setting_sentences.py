"""One plain sentence for each setting, with who set it, on what, and that no statute says it.

Not here: sentences of other events (`domain/sentences.py`), layout (`cli/`). Of all settings only
guidelines have a clause, C.G.S. § 10-262u(e), and even their text is not in it.
"""

from typing import Final, assert_never

from domain import setting_events as s

_WHOLE: Final = 100  # percent


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
        case _:
            return "configuration, not law"


def set_by(event: s.SettingEvent) -> str:
    """Who set it on what paper, and that it is not in the statute."""
    if isinstance(event, s.GuidelinesAdopted):
        return f"stated by {event.set_by} on {event.document}, their text is not in the statute"
    return f"set by {event.set_by} on {event.document}, not in the statute"


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
