"""The days that run around a determination, counted from the mailing of its papers.

Only where counsel said "contested case" are days counted; otherwise only dates that the papers gave
are shown. All counts are UNVERIFIED: C.G.S. §§ 4-181a(a), 4-183. A last day on a Saturday or Sunday
is shown as counted, as a question for counsel, and nothing is late here before the Monday after it
is over: UNVERIFIED too. Holidays are not known here. Not here: the numbers of days
(`domain/statute/s4_uapa.py`), what may be done in them (`domain/decisions/`).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.challenge_events import (
    AppealDecided,
    ReconsiderationDecided,
    ReconsiderationOutcome,
)
from domain.determination_events import Paper
from domain.determination_state import Determination
from domain.statute.rules import Rules

_SATURDAY, _WEEK = 5, 7
_ANSWER = "Department answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """One day of the clock.

    Attributes:
        label: what the day is for.
        days: how many days were counted; None for a date that a paper gave.
        on: the last day; None where something happened for which no day runs.
        happened: what happened, such as "filed"; "" where nothing did.
        happened_on: when it happened; None where nothing did.
        note: what the day means; "" where there is nothing to say.
    """

    label: str
    days: int | None
    on: date | None
    happened: str = ""
    happened_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Why a determination is not final yet.

    Attributes:
        because: what is waited for.
        until: the last day of it; None where no day is known.
        enforceable: whether the Commissioner may direct to enforce it all the same.
    """

    because: str
    until: date | None
    enforceable: bool = False


NOT_SENT = Running(because="the decision was not sent to the board", until=None)


def clock(
    determination: Determination, rules: Rules, on: date, judged_on: date | None = None
) -> tuple[ClockRow, ...]:
    """The days of a determination, in order; empty before any paper gave or began one.

    `on`: the day that is asked about, by which silence may have become a denial. `judged_on`: the
    legal date of the record that the appeal was decided, where it is known.

    Raises NoRuleInForceError where the law of the day says no number of days.
    """
    mailed = mailed_on(determination, Paper.FINAL)
    if determination.issued is None or not determination.contested:
        return _as_given(determination)
    if mailed is None:
        return ()
    days = rules.reconsideration().value
    rows = [_petition(determination, mailed, days.petition)]
    filed = petition_in_time(determination, rules)
    if filed is not None:
        rows.append(_answer(determination, filed, days.answer, on))
    elif determination.petition is not None and determination.reconsidered is not None:
        late = ClockRow(label=_ANSWER, days=None, on=None, note="the petition was late")
        rows.append(_answered(determination, determination.reconsidered, late))
    rows.append(_own_motion(determination, mailed, days.own_motion))
    rows += _appeals(determination, mailed, rules)
    rows += _judged(determination, judged_on)
    return tuple(rows)


def running(determination: Determination, rules: Rules, on: date) -> Running | None:
    """What of a contested case is waited for on a day; None where nothing is.

    An appeal stays nothing by itself, but the case is not over until it is decided.
    Raises NoRuleInForceError as `clock`.
    """
    if determination.issued is None or not determination.contested:
        return None
    mailed = mailed_on(determination, Paper.FINAL)
    if mailed is None:
        return NOT_SENT
    if determination.appeal_decided is not None:
        return _judged_otherwise(determination, determination.appeal_decided)
    until = _last_day(determination, mailed, rules)
    if until is None:
        return Running(because="reconsideration was granted, and no new decision sent", until=None)
    if determination.appeal is not None:
        return Running(because="an appeal is pending", until=None, enforceable=True)
    if on <= until:
        because = "time to petition or appeal is running"
        return Running(because=because, until=until, enforceable=True)
    return None


def mailed_on(determination: Determination, paper: Paper) -> date | None:
    """The day a paper was sent; None where it was not."""
    service = determination.services.get(paper)
    return service.sent.mailed_on if service else None


def petition_in_time(determination: Determination, rules: Rules) -> date | None:
    """The day of a petition that was filed in time; None where none was."""
    mailed, petition = mailed_on(determination, Paper.FINAL), determination.petition
    if mailed is None or petition is None:
        return None
    last = _last(mailed, rules.reconsideration().value.petition)
    return petition.filed_on if petition.filed_on <= last else None


def reconsideration_closes(determination: Determination, rules: Rules) -> date | None:
    """The last day on which the Commissioner may reconsider; None while it has no end.

    It has none before the decision was sent, and after reconsideration was granted in time: for
    the new decision a limit was not read. Source: C.G.S. § 4-181a(a), unverified.
    """
    mailed = mailed_on(determination, Paper.FINAL)
    if mailed is None:
        return None
    days = rules.reconsideration().value
    last = _last(mailed, days.own_motion)
    filed = petition_in_time(determination, rules)
    if filed is not None:
        last = max(last, _last(filed, days.answer))
    decided = determination.reconsidered
    if _granted(determination) and decided is not None and decided.decided_on <= last:
        return None
    return last


def _as_given(determination: Determination) -> tuple[ClockRow, ...]:
    """Only dates that the papers themselves gave."""
    rows = []
    if determination.respond_by is not None:
        answered = determination.responses[-1].received_on if determination.heard else None
        rows.append(
            ClockRow(
                label="response to the preliminary determination",
                days=None,
                on=determination.respond_by,
                happened="received" if answered else "",
                happened_on=answered,
            )
        )
    if determination.schedule is not None:
        rows += [
            ClockRow(label="payment", days=None, on=part.due_on, note=part.amount.display)
            for part in determination.schedule.parts
        ]
    return tuple(rows)


def _petition(determination: Determination, mailed: date, days: int) -> ClockRow:
    petition = determination.petition
    row = _row("petition for reconsideration", days, mailed)
    return row if petition is None else _filed(row, petition.filed_on, _last(mailed, days))


def _answer(determination: Determination, filed: date, days: int, on: date) -> ClockRow:
    decided = determination.reconsidered
    over = _last(filed, days)
    if decided is None:
        silent = f"no answer came: denied by silence on {over}"
        note = silent if on > over else "no answer on that day means denied"
        return _row(_ANSWER, days, filed, note=note)
    late = "late: silence had denied it" if decided.decided_on > over else ""
    return _answered(determination, decided, _row(_ANSWER, days, filed, note=late))


def _own_motion(determination: Determination, mailed: date, days: int) -> ClockRow:
    """Reconsidering without a petition; a decision on a petition stands with the answer to it."""
    row = _row("own motion", days, mailed)
    if determination.petition is not None or determination.reconsidered is None:
        return row
    return _answered(determination, determination.reconsidered, row)


def _answered(
    determination: Determination, decided: ReconsiderationDecided, row: ClockRow
) -> ClockRow:
    """The row with what was decided on reconsideration, when, and when that was sent."""
    sent = mailed_on(determination, Paper.RECONSIDERATION)
    note = "; ".join(filter(None, (row.note, f"sent to the board on {sent}" if sent else "")))
    return replace(row, happened=decided.outcome.value, happened_on=decided.decided_on, note=note)


def _judged(determination: Determination, judged_on: date | None) -> list[ClockRow]:
    """What became of the appeal, with its paper."""
    decided = determination.appeal_decided
    if decided is None:
        return []
    return [
        ClockRow(
            label="appeal decided",
            days=None,
            on=None,
            happened=decided.outcome.value,
            happened_on=judged_on,
            note=decided.document,
        )
    ]


def _appeals(determination: Determination, mailed: date, rules: Rules) -> list[ClockRow]:
    days = rules.appeal().value
    rows = [_row("appeal, if no petition", days, mailed)]
    start = _appeal_begins(determination, mailed, rules)
    if start is not None:
        what = "the new decision" if _granted(determination) else "denial"
        note = _from_monday(determination, rules, start)
        rows.append(_row(f"appeal, after {what} {start}", days, start, note=note))
    appeal = determination.appeal
    if appeal is not None:
        rows[-1] = _filed(rows[-1], appeal.filed_on, _last(start or mailed, days))
    return rows


def _from_monday(determination: Determination, rules: Rules, start: date) -> str:
    """What a Monday after a weekend of silence means for the time to appeal; "" for another day."""
    filed, decided = petition_in_time(determination, rules), determination.reconsidered
    if filed is None:
        return ""
    silence = _after(filed, rules.reconsideration().value.answer)
    monday = _next_working_day(silence)
    silent = decided is None or decided.decided_on > monday
    if not silent or silence == monday or start != monday:
        return ""
    last = _after(silence, rules.appeal().value)
    return f"counted from the Monday; from {silence:%A} {silence} it ends on {last}: ask counsel"


def _filed(row: ClockRow, on: date, last: date) -> ClockRow:
    """The row with what was filed, in time or late, and what it said before."""
    in_time = "in time" if on <= last else "late"
    note = "; ".join(filter(None, (in_time, row.note)))
    return replace(row, happened="filed", happened_on=on, note=note)


def _granted(determination: Determination) -> bool:
    decided = determination.reconsidered
    return decided is not None and decided.outcome is ReconsiderationOutcome.GRANTED


def _appeal_begins(determination: Determination, mailed: date, rules: Rules) -> date | None:
    """The day a new time to appeal begins after a petition or motion; None where none does.

    After a denial it is the day of the denial or of its mailing, whichever is later, or the day on
    which silence became one; never before the decision itself was sent.
    """
    sent, decided = mailed_on(determination, Paper.RECONSIDERATION), determination.reconsidered
    if decided is not None and _granted(determination):
        return sent
    filed = petition_in_time(determination, rules)
    if filed is None:
        return None  # a late petition opens nothing anew
    silence = _last(filed, rules.reconsideration().value.answer)
    if decided is None or decided.decided_on > silence:
        return max(silence, mailed)
    return max(decided.decided_on, sent or decided.decided_on, mailed)


def _last_day(determination: Determination, mailed: date, rules: Rules) -> date | None:
    """The last day to petition, take up or appeal; None where a new decision is waited for."""
    begins = _appeal_begins(determination, mailed, rules)
    if begins is None and _granted(determination):
        return None
    return _last(begins or mailed, rules.appeal().value)


def _judged_otherwise(determination: Determination, decided: AppealDecided) -> Running | None:
    if determination.sent_back:
        return Running(because="the court sent it back", until=None, enforceable=True)
    if determination.judged_not_lowered:
        because = f"the court's judgment ({decided.outcome}) is not recorded in the amount"
        return Running(because=because, until=None)
    return None


def _after(start: date, days: int) -> date:
    return start + timedelta(days=days)


def _last(start: date, days: int) -> date:
    """The last day so many days after another, a Saturday or Sunday counted to the Monday."""
    return _next_working_day(_after(start, days))


def _next_working_day(on: date) -> date:
    weekend = on.weekday() >= _SATURDAY
    return on + timedelta(days=_WEEK - on.weekday()) if weekend else on


def _row(label: str, days: int, start: date, *, note: str = "") -> ClockRow:
    """A day counted from another; one on a Saturday or Sunday is a question for counsel."""
    on = _after(start, days)
    monday = _next_working_day(on)
    weekend = f"falls on a {on:%A}, counted here to {monday}: ask counsel" if monday != on else ""
    return ClockRow(label=label, days=days, on=on, note="; ".join(filter(None, (note, weekend))))
