"""Guards of dated configuration: a setting agrees with itself and with its fiscal year.

No clause sets these bounds, and none of them says what is right; they keep out what cannot be
meant, such as installments that fall or a date years away. Concerns no provision of the statute.
Not here: which guard a setting has (`settings.py`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from domain import setting_commands as c
from domain.decisions.refusals import WordsMissingError
from domain.decisions.setting_refusals import (
    DateFarFromYearError,
    InstallmentLabelError,
    InstallmentsNotOfBasisError,
    InstallmentsOutOfOrderError,
    PercentOutsideRangeError,
)
from domain.fiscal_year import FiscalYear
from domain.setting_events import ReleaseBasis, ScheduledInstallment
from domain.statute.rules import Clause, rules_in_force

# Labels of batches that are no installments: withholdings, transfers, requests, as approved.
_TAKEN: Final = frozenset({"WH", "TR", "REQ", "APP"})
_LABEL: Final = re.compile(r"[A-Z0-9]{1,4}", re.ASCII)
_WHOLE: Final = 100  # percent
_YEAR_BEFORE: Final = 2  # the fiscal year before begins two calendar years before this one ends


def require_words(command: c.SettingCommand, on: date) -> None:
    """Raises WordsMissingError unless it is said who set it and on what."""
    require_word(command.set_by, "who set it", on)
    require_word(command.document, "the document it rests on", on)


def require_word(text: str, what: str, on: date) -> None:
    """Raises WordsMissingError for a blank text."""
    if not text.strip():
        raise WordsMissingError(
            f"A setting needs words, and {what} is blank.",
            citation=rules_in_force(FiscalYear.of(on), on).clause(Clause.RECORDS),
            details={"missing": what},
            next_step="Say it in words that can be found and judged years later.",
        )


def require_installments_of_basis(command: c.SetReleaseSchedule) -> None:
    """Raises InstallmentsNotOfBasisError unless installments are there where the basis has them."""
    wanted = command.basis is ReleaseBasis.INSTALLMENTS
    if wanted == bool(command.installments):
        return
    given = len(command.installments)
    raise InstallmentsNotOfBasisError(
        f"The basis {command.basis} takes {'installments' if wanted else 'no installments'}, and "
        f"{given or 'none'} {'is' if given <= 1 else 'are'} given.",
        details={"basis": command.basis.value, "installments": str(given)},
        next_step="Give each installment with its percent."
        if wanted
        else "Leave the installments out, or set the basis installments.",
    )


def require_labels(installments: Sequence[ScheduledInstallment], on: date) -> None:
    """Names are there, labels have their form, and neither stands twice.

    Raises WordsMissingError, InstallmentLabelError.
    """
    for one in installments:
        require_word(one.name, "the name of an installment", on)
        if not _LABEL.fullmatch(one.label) or one.label in _TAKEN:
            raise InstallmentLabelError(
                f"{one.label!a:.40} is not a label: 1 to 4 capital letters or digits, and none of "
                f"{', '.join(sorted(_TAKEN))}, which other batches have.",
                details={"installment": one.name, "label": ascii(one.label)[:40]},
                next_step="Write one such as OCT.",
            )
    for what, twice in (
        ("name", twice_in(one.name.casefold() for one in installments)),
        ("label", twice_in(one.label for one in installments)),
    ):
        if twice:
            raise InstallmentLabelError(
                f"The {what} {twice} stands twice in the schedule.",
                details={what: twice},
                next_step="Give each installment its own name and label.",
            )


def require_order(installments: Sequence[ScheduledInstallment]) -> None:
    """Percents rise to 100 and dates do not go back; without installments there is nothing.

    Raises PercentOutsideRangeError, InstallmentsOutOfOrderError.
    """
    percents = [one.cumulative_percent for one in installments]
    for percent in percents:
        require_percent(percent, "the cumulative percent of an installment")
    rising = all(before < after for before, after in pairwise(percents))
    days = [one.due_on for one in installments if one.due_on is not None]
    if installments and not (rising and percents[-1] == _WHOLE and days == sorted(days)):
        raise InstallmentsOutOfOrderError(
            f"Installments are cumulative: each is more than the one before, the last is 100, and "
            f"dates do not go back. Given: {', '.join(_shown(one) for one in installments)}.",
            details={"percents": ", ".join(str(percent) for percent in percents)},
            next_step="Write 25, 50, 100 for a quarter, a quarter and the rest.",
        )


def _shown(one: ScheduledInstallment) -> str:
    return f"{one.cumulative_percent}%" + (f" by {one.due_on}" if one.due_on is not None else "")


def require_percent(percent: int, what: str) -> None:
    """Raises PercentOutsideRangeError unless it is 1 to 100."""
    if not 1 <= percent <= _WHOLE:
        raise PercentOutsideRangeError(
            f"A percent is 1 to 100, and {percent} is given for {what}.",
            details={"percent": str(percent)},
            next_step="Give a whole percent from 1 to 100.",
        )


def require_near(day: date, year: FiscalYear, what: str) -> None:
    """Raises DateFarFromYearError unless the day lies in the fiscal year or the one before."""
    first = date(year.ends_in - _YEAR_BEFORE, 7, 1)
    if not first <= day <= year.last_day:
        raise DateFarFromYearError(
            f"{what} for {year} is given as {day}; it has to lie between {first} and "
            f"{year.last_day}, in that fiscal year or the one before.",
            details={"given": str(day), "first": str(first), "last": str(year.last_day)},
            next_step="Check the date and the fiscal year.",
        )


def twice_in(texts: Iterable[str]) -> str:
    """The first text that stands more than once, or ""."""
    return next((text for text, times in Counter(texts).items() if times > 1), "")
