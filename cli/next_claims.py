"""What usually follows an act of an inquiry, a finding or a determination: the command to type.

From the first question to a settled order, so that nobody has to know the way by heart. Not here:
what may follow (`domain/decisions/` says that).
"""

from collections.abc import Collection
from typing import Final

from domain import claim_commands as f
from domain import determination_commands as d
from domain import owed_commands as o
from domain.challenge_events import AppealOutcome, ReconsiderationOutcome
from domain.claim_state import Claims
from domain.decisions.claim_instruments import undue_by
from domain.determination_events import Paper
from domain.determination_state import OPENING, Determination
from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.owed_events import Instrument
from domain.state import DistrictYear
from domain.words import typed

_ISSUE: Final = "--fact … --conclusion …"
_BY_MAIL: Final = "--method certified-mail --mailed-on DATE --number TEXT"
_CHANGED: Final = {AppealOutcome.MODIFIED, AppealOutcome.REVERSED}


def free_name(letter: str, taken: Collection[str]) -> str:
    """The next name of its kind that is free: "Q1", "F2"."""
    number = len(taken) + 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def after_claim(
    command: f.ClaimCommand, district: District, year: FiscalYear, after: DistrictYear
) -> str:
    """The command that usually follows, or "" where none does; `after`: with the act."""
    if isinstance(command, f.FindingCommand):
        return _after_finding(command, district, year, after.claims)
    if isinstance(command, o.ReturnFunds):
        return f"alliance balance show {typed(district.name)} --fiscal-year {year}"
    if isinstance(command, o.ApplyReduction | o.ReverseReduction):
        return f"alliance determination show {_id(command, command.claim_fiscal_year, district)}"
    known = after.claims.determinations[command.determination]
    name = _id(command, year.ends_in, district)
    if isinstance(command, d.DeterminationCommand):
        return _after_determination(command, name, known, after.claims)
    if isinstance(command, o.RefundRepayment):
        # What was paid back is due again until the claim is lowered on the same instrument.
        instrument = command.instrument or undue_by(known) or Instrument.JUDGMENT
        office = "court" if instrument is Instrument.JUDGMENT else "commissioner"
        return _reduce(name, known, instrument.value, office)
    return _pay(name, known)


def remark_of_claim(command: f.ClaimCommand, after: DistrictYear) -> str:
    """What is to be known of the step that follows, in a few words, or ""."""
    match command:
        case d.DecideAppeal() if command.outcome in _CHANGED:
            known = after.claims.determinations[command.determination]
            first = _taken_before(command, known) is not None
            return "before less is claimed (receivables reduce-claim --reduction-by)" * first
        case f.CloseInquiry():
            return "where it was not explained"
        case d.RecordReturnReceipt() if command.paper is Paper.PRELIMINARY:
            return "when the board responds"
        case _:
            return ""


def _id(command: d.DeterminationCommand | o.OwedCommand, year: int | None, at: District) -> str:
    name = getattr(command, "determination", "")
    return f"{OPENING}-{year}-{at.code:03d}" if name == OPENING else str(name)


def _after_finding(
    command: f.FindingCommand, district: District, year: FiscalYear, claims: Claims
) -> str:
    place = f"{typed(district.name)} --fiscal-year {year}"
    match command:
        case f.OpenInquiry():
            name = typed(command.inquiry)
            return f"alliance inquiry answer {place} --name {name} --answered-on DATE --answer TEXT"
        case f.AnswerInquiry():
            return f"alliance inquiry close {place} --name {typed(command.inquiry)} --outcome TEXT"
        case f.CloseInquiry():
            asked = claims.inquiries[command.inquiry].opened
            amounts = "--from-review" if asked.lines else "--amount AMOUNT"
            return (
                f"alliance finding raise {place} --name {free_name('F', claims.findings)} "
                f"--inquiry {typed(command.inquiry)} {amounts} --source desk-review --kind … "
                "--because TEXT"
            )
        case _:
            return _to_be_decided(district, year, claims)


def _to_be_decided(district: District, year: FiscalYear, claims: Claims) -> str:
    """The determination on what is open: one that was begun, or the next."""
    if not any(one.open for one in claims.findings.values()):
        return ""
    begun = next((name for name, one in claims.determinations.items() if not one.ordered), None)
    if begun is not None:
        return _decide(begun, claims.determinations[begun], claims)
    name = claims.next_determination(year.ends_in, district.code)
    return f"alliance determination procedure {name} --procedure … --set-by NAME --paper TEXT"


def _decide(name: str, known: Determination, claims: Claims) -> str:
    """The next step of a determination that was not issued."""
    if known.contested and known.preliminary is None:
        shares = _shares(claims)
        return (
            f"alliance determination preliminary {name} {shares} --repay AMOUNT --respond-by DATE "
            "--because TEXT"
        )
    if known.contested and not known.heard and Paper.PRELIMINARY not in known.services:
        return f"alliance determination serve {name} preliminary {_BY_MAIL}"
    shares = "" if known.preliminary else f" {_shares(claims)}"
    return f"alliance determination issue {name}{shares} --repay AMOUNT {_ISSUE}"


def _shares(claims: Claims) -> str:
    named = [name for name, one in claims.findings.items() if one.open]
    return " ".join(f"--finding {typed(name)}" for name in named) or "--finding NAME"


def _after_determination(
    command: d.DeterminationCommand, name: str, known: Determination, claims: Claims
) -> str:
    match command:
        case d.SetProcedure():
            return _decide(name, known, claims)
        case d.IssuePreliminaryDetermination():
            return f"alliance determination serve {name} preliminary {_BY_MAIL}"
        case d.RecordResponse() | d.ExtendResponseTime():
            return "" if known.ordered else _decide(name, known, claims)
        case d.IssueDetermination():
            return f"alliance determination letter {name} --out FILE"
        case d.ServePaper():
            paper = command.paper.value
            return (
                f"alliance determination receipt {name} {paper} --signed-on DATE --signed-by NAME"
            )
        case d.RecordReturnReceipt() if command.paper is Paper.PRELIMINARY:
            return (
                f"alliance determination respond {name} --received-on DATE --contested AMOUNT "
                "--response TEXT"
            )
        case d.RequestReconsideration():
            return (
                f"alliance determination answer-petition {name} --outcome … --decided-on DATE "
                "--because TEXT"
            )
        case d.DecideReconsideration():
            return _reconsidered(command, name, known)
        case d.FileAppeal():
            return f"alliance determination record {name} --out FILE"
        case d.OrderStay():
            return f"alliance determination end-stay {name} --because TEXT"
        case d.DecideAppeal() if command.outcome in _CHANGED:
            return _judged(command, name, known)
        case d.DecideAppeal() if command.outcome is AppealOutcome.REMANDED:
            return f"alliance determination clock {name}"
        case d.DecideAppeal() | d.DirectEnforcement():
            return _pay(name, known)
        case _:
            return f"alliance determination clock {name}"


def _reconsidered(command: d.DecideReconsideration, name: str, known: Determination) -> str:
    # Only in a contested case is reconsideration an instrument to claim less.
    if command.outcome is ReconsiderationOutcome.GRANTED and known.contested:
        return _reduce(name, known, "reconsideration", "commissioner")
    return f"alliance determination serve {name} reconsideration {_BY_MAIL}"


def _judged(command: d.DecideAppeal, name: str, known: Determination) -> str:
    year = _taken_before(command, known)
    if year is None:
        return _reduce(name, known, "judgment", "court")
    return (
        f"alliance receivables reverse-reduction {name} --fiscal-year FY{year} --amount AMOUNT "
        "--because TEXT"
    )


def _taken_before(command: d.DecideAppeal, known: Determination) -> int | None:
    """The last later year that has to be given back to before less of the order can be claimed."""
    changed = command.outcome is AppealOutcome.REVERSED or not known.reduction_open
    taken = [one.in_fiscal_year for one in known.takings if known.taken_in(one.in_fiscal_year)]
    return max(taken) if taken and changed and not known.repay_open else None


def _reduce(name: str, known: Determination, instrument: str, office: str) -> str:
    by = "--reduction-by" if known.reduction_open and not known.repay_open else "--by"
    return (
        f"alliance receivables reduce-claim {name} {by} AMOUNT --instrument {instrument} "
        f"--authorized-by {office} --paper TEXT --because TEXT"
    )


def _pay(name: str, known: Determination) -> str:
    """How what is open of an order is paid: scheduled, repaid, or taken from a later year."""
    if known.repay_open and known.schedule is None:
        return f"alliance receivables schedule {name} --due DATE --agreed-with NAME --paper TEXT"
    if known.repay_open:
        return (
            f"alliance receivables repay {name} --amount AMOUNT --received-on DATE "
            "--money-source TEXT --own-money"
        )
    if known.reduction_open:
        return f"alliance receivables apply-reduction {name} --fiscal-year …"
    return f"alliance determination show {name}"
