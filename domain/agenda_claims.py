"""What waits of inquiries, findings, determinations and of what is owed; the days of a case.

C.G.S. § 10-262u(g); §§ 4-181a, 4-183 where counsel said "contested case", all UNVERIFIED. A right
that was not used lapses on its day and is not overdue: it is shown until then.
Not here: the counting of days (`domain/clocks.py`), schedules (`domain/receivables.py`).
"""

from collections.abc import Iterator

from domain.agenda_item import UNSET, Item, OnDesk, day_given
from domain.authority import Office
from domain.claim_state import Inquiry
from domain.clocks import clock
from domain.determination_events import Paper
from domain.determination_state import OPENING, Determination
from domain.events import DistrictYearEvent
from domain.receivables import no_date, parts_left
from domain.statute.rules import Clause, rules_in_force
from domain.words import typed

# Whose each day of a contested case is, with the command it is used by.
_USED_BY = {
    "petition": "--filed-on … --grounds …",
    "answer-petition": "--outcome … --decided-on … --because …",
    "appeal": "--filed-on … --court … --docket …",
}
_OF_BOARD = {"petition for reconsideration": "petition"}
_OF_COMMISSIONER = {"Department answers": "answer-petition", "own motion": "answer-petition"}


def of_claims(desk: OnDesk) -> Iterator[Item]:
    """Everything that waits of inquiries, findings and determinations."""
    for name, inquiry in desk.state.claims.inquiries.items():
        if inquiry.outcome is None:
            yield _of_inquiry(desk, name, inquiry)
    yield from _of_findings(desk)
    for name, one in desk.state.claims.determinations.items():
        yield from _of_case(desk, name, one)
        if one.ordered:
            yield from _of_clock(desk, name, one)
            yield from _of_judgment(desk, name, one)
            yield from _of_repayment(desk, name, one)
            yield from _of_reduction(desk, name, one)


def _of_inquiry(desk: OnDesk, name: str, one: Inquiry) -> Item:
    at = f"{desk.place} --name {typed(name)}"
    if one.answers:
        return desk.item(
            f"inquiry/{name}/decide",
            f"Decide on the answer to {name}",
            Office.DEPARTMENT,
            Clause.REPORT,
            f"inquiry close {at} --outcome …",
            rests_on=[one.opened, *one.answers],
        )
    return desk.item(
        f"inquiry/{name}",
        f"Answer inquiry {name}: {one.opened.question}",
        Office.BOARD_OF_EDUCATION,
        Clause.REPORT,
        f"inquiry answer {at} --answered-on … --answer …",
        due=day_given(one.opened.answer_by, "given with the inquiry"),
        rests_on=[one.opened],
    )


def _of_findings(desk: OnDesk) -> Iterator[Item]:
    """Findings of which something is open, and that no preliminary notice names yet."""
    noticed = {
        share.finding
        for one in desk.state.claims.determinations.values()
        if one.preliminary is not None and one.issued is None
        for share in one.preliminary.shares
    }
    for name, finding in desk.state.claims.findings.items():
        if finding.open and name not in noticed:
            yield desk.item(
                f"finding/{name}",
                f"Decide on finding {name}, {finding.open.display} open",
                Office.DEPARTMENT,
                Clause.DETERMINATION,
                f"finding show {desk.place} --name {typed(name)}",
                rests_on=[finding.raised] if finding.raised else [],
            )


def _of_case(desk: OnDesk, name: str, one: Determination) -> Iterator[Item]:
    """The next step of a case: sent, answered, decided, sent again."""
    if one.preliminary is not None and one.issued is None:
        yield _before_decision(desk, name, one)
    elif one.issued is not None and Paper.FINAL not in one.services:
        yield desk.item(
            f"determination/{name}/send",
            f"Send the decision {name} to the board",
            Office.DEPARTMENT,
            Clause.SERVICE,
            f"determination serve {name} final --method … --mailed-on …",
            rests_on=[one.issued],
        )
    if one.reconsidered is not None and Paper.RECONSIDERATION not in one.services:
        yield desk.item(
            f"determination/{name}/send-answer",
            f"Send the answer to the petition on {name}",
            Office.DEPARTMENT,
            Clause.SERVICE,
            f"determination serve {name} reconsideration --method … --mailed-on …",
            rests_on=[one.reconsidered],
        )
    if one.appeal is not None and one.appeal_decided is None:
        yield desk.item(
            f"determination/{name}/appeal",
            f"Decide the appeal on {name}, {one.appeal.docket}",
            Office.COURT,
            Clause.APPEAL,
            f"determination decide-appeal {name} --outcome … --paper …",
            rests_on=[one.appeal],
        )


def _before_decision(desk: OnDesk, name: str, one: Determination) -> Item:
    """A notice that is not decided on yet: to send, to respond to, to decide."""
    about = _about(desk, name)
    if Paper.PRELIMINARY not in one.services:
        return desk.item(
            f"determination/{name}/notice",
            f"Send the preliminary determination {name} to the board",
            Office.DEPARTMENT,
            Clause.SERVICE,
            f"determination serve {name} preliminary --method … --mailed-on …",
            rests_on=about,
        )
    if not one.responses and one.respond_by is not None and one.respond_by >= desk.on:
        return desk.item(
            f"determination/{name}/respond",
            f"Respond to the preliminary determination {name}",
            Office.BOARD_OF_EDUCATION,
            Clause.DETERMINATION,
            f"determination respond {name} --received-on … --contested … --response …",
            due=day_given(one.respond_by, "given with the preliminary determination"),
            rests_on=about,
        )
    heard = "with the board's response" if one.responses else "no response came"
    return desk.item(
        f"determination/{name}/decide",
        f"Decide {name}, {heard}",
        Office.COMMISSIONER,
        Clause.DETERMINATION,
        f"determination issue {name} --repay … --fact … --conclusion …",
        signs=True,
        rests_on=about,
    )


def _of_clock(desk: OnDesk, name: str, one: Determination) -> Iterator[Item]:
    """The days that run in a contested case, up to and on each of them."""
    if not one.contested or one.issued is None:
        return
    rules = rules_in_force(desk.fiscal_year, desk.on)
    for row in clock(one, rules, desk.on):
        if row.happened or row.on is None or row.on < desk.on:
            continue
        if row.label in _OF_COMMISSIONER:
            office, verb = Office.COMMISSIONER, _OF_COMMISSIONER[row.label]
        else:
            office, verb = Office.BOARD_OF_EDUCATION, _OF_BOARD.get(row.label, "appeal")
        said = f"; {row.note}" if row.note else ""
        clause = Clause.APPEAL if verb == "appeal" else Clause.RECONSIDERATION
        yield desk.item(
            f"determination/{name}/clock/{row.label}",
            f"{name}: {row.label}, day {row.days}{said}",
            office,
            clause,
            f"determination {verb} {name} {_USED_BY[verb]}",
            due=day_given(row.on, "counted from mailing or filing, UNVERIFIED"),
            signs=office is Office.COMMISSIONER,
            rests_on=_about(desk, name),
        )


def _of_judgment(desk: OnDesk, name: str, one: Determination) -> Iterator[Item]:
    """What a court changed is entered in the amount; what it sent back is decided anew."""
    rests_on = [one.appeal_decided] if one.appeal_decided else []
    if one.judged_not_lowered:
        yield desk.item(
            f"determination/{name}/judgment",
            f"Lower {name} as the court judged",
            Office.DEPARTMENT,
            Clause.APPEAL,
            f"receivables reduce-claim {_named(desk, name)} --by … --instrument judgment "
            "--authorized-by court --paper … --because …",
            rests_on=rests_on,
        )
    if one.sent_back:
        yield desk.item(
            f"determination/{name}/anew",
            f"Decide {name} anew, which a court sent back",
            Office.COMMISSIONER,
            Clause.APPEAL,
            f"determination enforce {_named(desk, name)} --because …",
            signs=True,
            rests_on=rests_on,
        )


def _of_repayment(desk: OnDesk, name: str, one: Determination) -> Iterator[Item]:
    """What is open of an order: by the days agreed, else to agree on."""
    if not one.repay_open or one.stay is not None or one.judgment_waits:
        return
    left = parts_left(one)
    for part in left:
        yield desk.item(
            f"determination/{name}/part/{part.due_on}",
            f"Repay {part.amount.display} on {name}",
            Office.BOARD_OF_EDUCATION,
            Clause.DETERMINATION,
            f"receivables repay {_named(desk, name)} --amount {part.amount} --received-on … "
            "--money-source … --own-money",
            due=day_given(part.due_on, "agreed in the payment schedule"),
            rests_on=[one.schedule] if one.schedule else [],
        )
    uncovered = no_date(one)
    if uncovered:
        yield desk.item(
            f"determination/{name}/schedule",
            f"Agree when {uncovered.display} on {name} is repaid",
            Office.DEPARTMENT,
            Clause.DETERMINATION,
            f"receivables schedule {_named(desk, name)} --due … --agreed-with … --paper …",
            rests_on=_about(desk, name),
        )


def _of_reduction(desk: OnDesk, name: str, one: Determination) -> Iterator[Item]:
    if not one.reduction_open or one.stay is not None or one.judgment_waits:
        return
    yield desk.item(
        f"determination/{name}/reduce",
        f"Reduce a later year by {one.reduction_open.display} for {name}",
        Office.COMMISSIONER,
        Clause.DETERMINATION,
        f"receivables apply-reduction {_named(desk, name)} --fiscal-year …",
        due=UNSET,
        signs=True,
        rests_on=_about(desk, name),
    )


def _named(desk: OnDesk, name: str) -> str:
    """A determination as it is typed: that of an opening statement says district and year too."""
    if name != OPENING:
        return name
    return f"{name}-{desk.fiscal_year.ends_in}-{desk.district.code:03d}"


def _about(desk: OnDesk, name: str) -> list[DistrictYearEvent]:
    """The steps of a case whose people are asked about it: notice, decision, petition, answer."""
    one = desk.state.claims.determinations[name]
    steps = (one.procedure, one.preliminary, *one.responses, one.issued, one.petition)
    return [step for step in steps if step is not None]
