"""Inquiries, findings and determinations up to their service, as rules of the machine.

Each rule sends right commands and, at times, wrong ones: twice, a cent above the finding, before
the board was heard. Not here: what is challenged and owed (`machine_owed_acts.py`), what has to be
true of it (`machine_claim_invariants.py`). C.G.S. § 10-262u(g).
"""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from machine_base import MachineBase, choices, picks, places
from machine_desk import Place
from strategies import ONE_CENT_MORE, amounts, part_of, parts

from domain.claim_commands import (
    AllowQuestionedCost,
    AnswerInquiry,
    CloseInquiry,
    DisallowQuestionedCost,
    OpenInquiry,
    RaiseFinding,
)
from domain.claim_events import FindingKind, FindingSource, QuestionedLine
from domain.claim_state import Finding
from domain.determination_commands import (
    ExtendResponseTime,
    IssueDetermination,
    IssuePreliminaryDetermination,
    RecordResponse,
    RecordReturnReceipt,
    ServePaper,
    SetProcedure,
)
from domain.determination_events import (
    ConclusionOfLaw,
    FindingOfFact,
    FindingShare,
    Paper,
    Procedure,
    ServiceMethod,
)
from domain.determination_state import Determination, determination_key
from domain.figures import balances
from domain.money import ZERO, Money, total
from domain.state import DistrictYear

LAW = ConclusionOfLaw(words="Outside the plan, repaid.", clause="C.G.S. § 10-262u(g)")
NO_DETERMINATION = "D-2020-064-9"


def june_30(place: Place, days: int = 0) -> date:
    """That many days after the year ended."""
    return date(place.year, 6, 30) + timedelta(days=days)


def open_finding(state: DistrictYear) -> bool:
    """Whether something of a finding is not decided."""
    return any(bool(one.open) for one in state.claims.findings.values())


class ClaimActs(MachineBase):
    """What is asked, found and determined; in closed years as well."""

    def _no_money_moves(self, place: Place) -> dict[str, Money | None]:
        known = balances(self.desk.state(place))
        claim = ("finding_open", "repay_due", "reduction_due", "repaid", "waived")
        return {name: amount for name, amount in known.items() if name not in claim}

    # ---- before anything is a finding ----

    @rule(
        place=places,
        inquiry=choices("Q1", "Q2", "Q3"),
        steps=st.integers(1, 3),
        days=choices(0, 5, -1),
    )
    def the_board_is_asked(self, place: Place, inquiry: str, steps: int, days: int) -> None:
        place = self.first_with(place, lambda state: state.report is not None)
        known = balances(self.desk.state(place))
        lines = (QuestionedLine(key="9.9", amount=Money(100)),)
        ask = OpenInquiry(inquiry=inquiry, question="What is it?", lines=lines)
        self.desk.ask(place, ask)
        if steps > 1:
            answer = AnswerInquiry(
                inquiry=inquiry, answer="a fence", answered_on=june_30(place, days)
            )
            if self.desk.ask(place, answer):
                assert days >= 0, "answered before it was asked"
        if steps > 2:
            close = CloseInquiry(inquiry=inquiry, outcome="not in the plan")
            if self.desk.ask(place, close):
                assert not self.desk.ask(place, close), "closed twice"
        assert balances(self.desk.state(place)) == known

    # ---- findings ----

    @rule(
        place=places,
        finding=choices("F1", "F2", "F3", "F4", "f1"),
        source=st.sampled_from(FindingSource),
        amount=amounts(),
        lines=choices((), ("9.9",), ("9.9", "L1"), ("l1",)),
        absorb=choices(False, False, True),
    )
    def a_finding_is_raised(
        self,
        place: Place,
        finding: str,
        source: FindingSource,
        amount: Money,
        lines: tuple[str, ...],
        *,
        absorb: bool,
    ) -> None:
        if absorb:
            place = self.first_with(place, open_finding)
        place = self.first_with(place, lambda state: state.designation is not None)
        known = self._no_money_moves(place)
        findings = self.desk.state(place).claims.findings
        command = RaiseFinding(
            finding=finding,
            source=source,
            kind=FindingKind.UNAPPROVED_USE,
            reason="not in the plan",
            lines=tuple(QuestionedLine(key=key, amount=amount) for key in lines) or None,
            amount=None if lines else amount,
            inquiry="Q1" if "Q1" in self.desk.state(place).claims.inquiries else None,
            absorbs=tuple(name for name, one in findings.items() if one.open) if absorb else (),
        )
        if self.desk.ask(place, command):
            assert not self.desk.ask(place, command), "a name is taken once"
        assert self._no_money_moves(place) == known

    def with_finding(self, place: Place) -> Place:
        """The place, or one with something of a finding open; raised where there is none."""
        place = self.first_with(place, open_finding)
        if not open_finding(self.desk.state(place)):
            number = len(self.desk.state(place).claims.findings) + 5
            source, lines = FindingSource.COMPLAINT, (f"{number}.1", f"{number}.2")
            self.a_finding_is_raised(
                place, f"F{number}", source, Money(number), lines, absorb=False
            )
            place = self.first_with(place, open_finding)
        return place

    @rule(place=places, pick=picks, part=parts(), allow=st.booleans())
    def a_questioned_cost_is_judged(
        self, place: Place, pick: int, part: int, *, allow: bool
    ) -> None:
        place = self.with_finding(place)
        name, finding = self._finding(place, pick)
        line = finding.line_keys[pick % len(finding.line_keys)] if finding.line_keys else None
        settled = finding.allowed.get(line, ZERO) + finding.disallowed.get(line, ZERO)
        left = finding.questioned(line) - settled
        amount = part_of(min(left, finding.open) if allow else left, part)
        kind = AllowQuestionedCost if allow else DisallowQuestionedCost
        command = kind(finding=name, line=line, amount=amount, reason="as shown")
        assert not (self.desk.ask(place, command) and part == ONE_CENT_MORE)

    def _finding(self, place: Place, pick: int) -> tuple[str, Finding]:
        findings = self.desk.state(place).claims.findings
        able = [(name, one) for name, one in findings.items() if one.open]
        return able[pick % len(able)] if able else ("F1", Finding(amount=Money(100)))

    # ---- determinations ----

    def next_name(self, place: Place) -> str:
        """The determination that is open, or the next name of the district-year."""
        known = self.desk.state(place).claims.determinations
        waiting = [name for name, one in known.items() if not one.ordered]
        number = sum(name.startswith("D-") for name in known) + 1
        return waiting[0] if waiting else determination_key(place.year, place.code, number)

    @rule(
        place=places,
        part=parts(),
        procedure=st.sampled_from(Procedure),
        heard=choices("notice", "response", "no", "unsent"),
    )
    def the_board_is_heard(self, place: Place, part: int, procedure: Procedure, heard: str) -> None:
        place = self.with_finding(place)
        name = self.next_name(place)
        counsel = SetProcedure(
            determination=name, procedure=procedure, set_by="K. Lee", document="memo"
        )
        self.desk.ask(place, counsel)
        if heard != "no":
            self._noticed(place, name, part, sent=heard != "unsent")
        if heard == "response":
            self._responded(place, name)

    def _noticed(self, place: Place, name: str, part: int, *, sent: bool) -> None:
        shares = self.shares(place, part)
        notice = IssuePreliminaryDetermination(
            determination=name,
            shares=shares,
            repay=total([one.amount for one in shares]),
            respond_by=june_30(place, 10),
            reason="outside the plan",
        )
        assert not (self.desk.ask(place, notice) and part == ONE_CENT_MORE)
        if sent:
            self._sent(place, name, Paper.PRELIMINARY, 0)
            self._signed_for(place, name, Paper.PRELIMINARY, 1)

    def _responded(self, place: Place, name: str) -> None:
        known = self.desk.state(place).claims.determinations.get(name)
        later = june_30(place, 20)
        extend = ExtendResponseTime(determination=name, respond_by=later, reason="records away")
        if self.desk.ask(place, extend):
            assert known is not None
            assert not self.desk.ask(place, extend), "the same day is not more time"
        self.desk.ask(
            place,
            RecordResponse(
                determination=name,
                received_on=june_30(place, 1),
                contested=Money(1),
                response="it was amended by word",
            ),
        )

    def shares(self, place: Place, part: int) -> tuple[FindingShare, ...]:
        """That part of each open finding."""
        return tuple(
            FindingShare(finding=name, amount=part_of(one.open, part))
            for name, one in self.desk.state(place).claims.findings.items()
            if one.open
        )

    @rule(
        place=places,
        part=parts(),
        repay=parts(),
        drop=choices(False, False, True),
        off=choices(0, 0, 0, 1),
        facts=choices("own", "own", "own", "another", "none"),
        days=choices(0, 11, 21),
    )
    def a_determination_is_issued(
        self, place: Place, part: int, repay: int, off: int, facts: str, days: int, *, drop: bool
    ) -> None:
        """To repay a part and to reduce by, or drop, the rest of it."""
        place = self.with_finding(place)
        name, state = self.next_name(place), self.desk.state(place)
        shares = self.shares(place, part)
        whole = total([one.amount for one in shares])
        to_repay = whole.share(min(repay, 4), 4)
        rest = whole - to_repay + Money(off)
        command = IssueDetermination(
            determination=name,
            shares=shares,
            facts=self._facts(place, facts),
            conclusions=(LAW,),
            repay=to_repay,
            reduce=None if drop else rest,
            dropped=rest if drop else None,
        )
        known = state.claims.determinations.get(name)
        if self.desk.ask(place, command, on=june_30(place, days)):
            assert (part != ONE_CENT_MORE, off, facts) == (True, 0, "own")
            assert known is not None
            assert known.procedure is not None
            assert not known.contested or days, "on the day of the notice nobody was heard"
            if known.contested and not known.heard:
                assert known.respond_by is not None
                assert known.respond_by < june_30(place, days), "not heard"
                assert Paper.PRELIMINARY in known.services, "not told"
            assert not self.desk.ask(place, command), "issued twice"

    def _facts(self, place: Place, facts: str) -> tuple[FindingOfFact, ...]:
        own = [at for at, of in enumerate(self.desk.places, start=1) if of == place]
        corrected = set(self.desk.state(place).corrected_by)
        standing = [at for version, at in enumerate(own, start=1) if version not in corrected]
        at = {"own": standing[-1:], "another": [1]}.get(facts)
        return () if at is None else (FindingOfFact(words="As recorded.", positions=tuple(at)),)

    @rule(
        place=places,
        paper=choices(Paper.FINAL, Paper.FINAL, Paper.RECONSIDERATION, Paper.PRELIMINARY),
        days=choices(21, 0),
        receipt=choices(True, True, False),
    )
    def a_paper_is_sent(self, place: Place, paper: Paper, days: int, *, receipt: bool) -> None:
        def waits(one: Determination) -> bool:
            return one.issued is not None and (
                paper not in one.services or one.services[paper].receipt is None
            )

        place = self.first_with(
            place, lambda state: any(map(waits, state.claims.determinations.values()))
        )
        known = self.desk.state(place).claims.determinations
        names = [name for name, one in known.items() if waits(one)]
        name = names[0] if names else NO_DETERMINATION
        if self._sent(place, name, paper, days):
            assert not self._sent(place, name, paper, days), "sent twice"
        if receipt:
            self._signed_for(place, name, paper, days + 1)

    def _sent(self, place: Place, name: str, paper: Paper, days: int) -> bool:
        serve = ServePaper(
            determination=name,
            paper=paper,
            method=ServiceMethod.CERTIFIED_MAIL,
            mailed_on=june_30(place, days),
            number="7019",
        )
        return self.desk.ask(place, serve)

    def _signed_for(self, place: Place, name: str, paper: Paper, days: int) -> None:
        signed = RecordReturnReceipt(
            determination=name, paper=paper, signed_on=june_30(place, days), signed_by="M"
        )
        self.desk.ask(place, signed)
