"""The verb that sets each kind of setting, and what it has to be given.

Not here: the options themselves (`setting.py`), the receipt (`setting_receipt.py`).
"""

from collections.abc import Mapping
from typing import Final

from domain.fiscal_year import FiscalYear
from domain.settings import DUTIES, MODEL_EXIT, SettingKind

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
