"""The verb that sets each kind of setting, and what it has to be given.

Not here: the options themselves (`setting.py`), the receipt (`setting_receipt.py`).
"""

from collections.abc import Mapping
from typing import Final, assert_never

from domain import setting_commands as c
from domain.fiscal_year import FiscalYear
from domain.settings import DUTIES, MODEL_EXIT, SettingKind, kind_of_duty

VERBS: Final[Mapping[SettingKind, str]] = {
    SettingKind.SCHEDULE: "schedule",
    SettingKind.PLAN_DUE: "plan-due",
    SettingKind.NEW_REFORM_SHARE: "new-reform-share",
    SettingKind.OBJECT_CODES: "object-codes",
    SettingKind.GUIDELINES: "guidelines",
    SettingKind.APPROPRIATION: "appropriation",
    SettingKind.VARIANCE: "variance",
    SettingKind.COLUMNS: "report-columns",
    SettingKind.EXIT: "exit-policy",
    **dict.fromkeys(DUTIES, "deadline"),
}
_NEEDED: Final[Mapping[SettingKind, str]] = {
    SettingKind.SCHEDULE: "--fiscal-year {year} --basis BASIS",
    SettingKind.PLAN_DUE: "--fiscal-year {year} --due-on DATE",
    SettingKind.NEW_REFORM_SHARE: "--fiscal-year {year} --percent N",
    SettingKind.OBJECT_CODES: "FILE --fiscal-year {year}",
    SettingKind.GUIDELINES: "--version NAME --title TEXT --adopted-on DATE "
    "--first-fiscal-year {year}",
    SettingKind.APPROPRIATION: "--fiscal-year {year} --amount AMOUNT",
    SettingKind.VARIANCE: "--fiscal-year {year} --percent N --shields",
    SettingKind.COLUMNS: "--fiscal-year {year} --counted COLUMNS",
    SettingKind.EXIT: "--choice CHOICE --first-fiscal-year {year}",
    **{
        kind: f"--fiscal-year {{year}} --duty {duty} --due-on DATE" for kind, duty in DUTIES.items()
    },
}


def setting_command(kind: SettingKind, year: FiscalYear) -> str:
    """The command that sets a kind, with all it needs; what is to be filled in is in capitals."""
    needed = _NEEDED[kind].format(year=year)
    return f"alliance setting {VERBS[kind]} {needed} --set-by WHO --document TITLE"


def unset_words(kind: SettingKind) -> str:
    """How it is said that nothing is set."""
    if kind is SettingKind.EXIT:
        return f"not set: {MODEL_EXIT.choice}, the model's own default and not law"
    return "no date set" if kind is SettingKind.PLAN_DUE or kind in DUTIES else "not set"


def about(command: c.SettingCommand) -> tuple[SettingKind, FiscalYear]:
    """What a command sets, and for which fiscal year; of what lasts, the first one."""
    match command:
        case c.SetReleaseSchedule():
            return SettingKind.SCHEDULE, FiscalYear(command.fiscal_year)
        case c.SetPlanDueDate():
            return SettingKind.PLAN_DUE, FiscalYear(command.fiscal_year)
        case c.SetNewReformShare():
            return SettingKind.NEW_REFORM_SHARE, FiscalYear(command.fiscal_year)
        case c.SetObjectCodes():
            return SettingKind.OBJECT_CODES, FiscalYear(command.fiscal_year)
        case c.AdoptGuidelines():
            return SettingKind.GUIDELINES, FiscalYear(command.first_fiscal_year)
        case c.SetAppropriationControl():
            return SettingKind.APPROPRIATION, FiscalYear(command.fiscal_year)
        case c.SetVarianceAllowance():
            return SettingKind.VARIANCE, FiscalYear(command.fiscal_year)
        case c.SetReportColumns():
            return SettingKind.COLUMNS, FiscalYear(command.fiscal_year)
        case c.SetExitPolicy():
            return SettingKind.EXIT, FiscalYear(command.first_fiscal_year)
        case c.SetDeadline():
            return kind_of_duty(command.duty), FiscalYear(command.fiscal_year)
        case _:
            assert_never(command)
