"""What to do next after an answer, a fix or a month's end: whom to ask, and commands to be typed.

Not here: the steps in the other system (`ledger/payments/cures.py`).
"""

from collections.abc import Collection, Mapping, Sequence

from cli.payments_doubt import ASK, after_doubt, town
from domain.district import District
from domain.money import Money
from ledger.alarms import Alarm
from ledger.application import Kept
from ledger.batch_record import Batch
from ledger.confirm_lines import Became, ConfirmLine
from ledger.fixing import Fix, Surplus
from ledger.payments.answer_lines import AnswerLine, Category
from ledger.payments.cures import Stage
from ledger.payments.sheet_lines import Explanation, Item, PayeeRow, Sheet
from ledger.payments.voucher import Voucher, payee_name
from ledger.payments_on_record import ReleaseOnRecord, Standing

_FIXABLE = (Category.CROSSED, Category.AMOUNT, Category.PAYEE, Category.DUPLICATE)


def after_answer(
    batch: Batch, open_lines: Sequence[ConfirmLine], releases: Mapping[District, ReleaseOnRecord]
) -> list[str]:
    """What mends the lines that an answer leaves open, each once; alarms first."""
    name = batch.prepared.batch
    to_fix = [
        line.line
        for line in open_lines
        if line.became is Became.LOOK
        and line.line.category in _FIXABLE
        and line.line.district in releases
    ]
    steps = [step for line in open_lines for step in _asked(line)]
    steps += [
        f"alliance payments fix {name} {town(one.district)} --stage paid --paid {one.paid} "
        f"--paid-on {one.on}{_another(one)} --because TEXT"
        for one in to_fix
        if one.district is not None
    ]
    steps += [step for line in open_lines for step in after_doubt(batch, line, releases)]
    if any(line.became in (Became.RETURN, Became.ON_RECORD) for line in open_lines):
        steps.append(f"alliance payments issue {name} --returned")
    if to_fix:
        steps.append("alliance notice draft POSITION… --found TEXT --number N (§ 4-33a)")
    return list(dict.fromkeys(steps))


def _another(one: AnswerLine) -> str:
    return " --another-vendor" if one.category is Category.PAYEE else ""


def _asked(line: ConfirmLine) -> list[str]:
    """Whom to ask about a payment that should not be there, and what to hold until then."""
    one = line.line
    if line.alarm is not None:
        return _after_alarm(line.alarm, one)
    if one.category is not Category.ONLY_THERE:
        return []
    if line.became is Became.ALARM:
        return [f"{ASK} whether {one.invoice} was paid; it is not owed, so it has to come back"]
    return [
        f"{ASK} who keyed {one.invoice}, {one.paid.display}, and for what: it is no payment here"
    ]


def _after_alarm(alarm: Alarm, one: AnswerLine) -> list[str]:
    release = alarm.release
    asked = f"{ASK} whether {one.invoice} of {release.payee} was paid; until they answer:"
    held = [_hold(other) for other in alarm.since]
    if release.standing is not Standing.WITHDRAWN:
        held.append(f"do not issue {release.release} of {release.district}")
    since = " and nothing else was paid for it" if alarm.since else ""
    mended = ", then ".join(_mended(release, one))
    return [asked, *held, f"only if it was paid{since}: {mended}"]


def _mended(release: ReleaseOnRecord, one: AnswerLine) -> list[str]:
    """The commands that bring the record to a payment that was made all the same."""
    place = town(release.district)
    back = release.last.returned_at if release.last else None
    taken_back = [
        f"alliance correct {position} --because TEXT"
        for position in (release.withdrawn_at, back)
        if position is not None
    ]
    named = f"{place} --fiscal-year {release.fiscal_year} --release {release.release}"
    issued = f"alliance payments issue-release {named} --effective-on DATE"
    fixed = f"alliance payments confirm-release {named} --paid-on {one.on} --paid {one.paid}"
    return [*taken_back, *([issued] if release.last is None else []), fixed]


def _hold(other: ReleaseOnRecord) -> str:
    """How a later release of the same money is kept from leaving."""
    place = town(other.district)
    if other.standing is Standing.AUTHORIZED:
        return f"do not issue {other.release} of {other.district} ({other.invoice})"
    if other.standing is Standing.PAID:
        return (
            f"if both it and {other.invoice} were paid, one has to come back: alliance notice "
            "draft POSITION… --found TEXT --number N (§ 4-33a)"
        )
    return (
        f"stop {other.invoice} before it is paid: alliance payments fix {other.release} {place} "
        "--stage not-posted --because TEXT (or --stage posted-unpaid)"
    )


def after_fix(
    fix: Fix, slip: Voucher, amount: Money, records: Sequence[Kept], surplus: Sequence[Surplus]
) -> list[str]:
    """The commands that follow the fix of a payment. `amount`: as the other system has it."""
    return [
        *(step for one in surplus for step in _stopped(one)),
        *_mending(fix, slip, amount, records),
    ]


def _stopped(surplus: Surplus) -> list[str]:
    """How a supplement that is not owed any more is kept back, or comes back."""
    one, place = surplus.supplement, town(surplus.supplement.district)
    at = f"{place} --fiscal-year {one.fiscal_year} --release {one.release}"
    owed = one.authorized - surplus.too_much
    anew = f" (what is owed of it, {owed.display}, then goes out anew)" if owed else ""
    withdraw = f"alliance release withdraw {at} --because TEXT{anew}"
    if one.standing is Standing.AUTHORIZED:
        return [f"do not issue {one.release} of {one.district}", withdraw]
    if one.standing is Standing.IN_PAYMENT:
        return [_hold(one), f"then {withdraw}"]
    return [
        f"{ASK} for {surplus.too_much.display} of {one.invoice} back",
        "alliance notice draft POSITION… --found TEXT --number N (§ 4-33a)",
    ]


def _mending(fix: Fix, slip: Voucher, amount: Money, records: Sequence[Kept]) -> list[str]:
    place = f"{town(slip.district)} --fiscal-year {slip.fiscal_year}"
    withdraw = (
        f"alliance release withdraw {place} --release {slip.release} --because TEXT "
        "(before a supplement: what came back is still authorized)"
    )
    supplement = (
        f"alliance release batch --fiscal-year {slip.fiscal_year} --installment … "
        "--supplement REASON"
    )
    positions = " ".join(str(kept.position) for kept in records) or "POSITION…"
    notice = f"alliance notice draft {positions} --found TEXT --number N (§ 4-33a)"
    if fix.stage is Stage.NOT_POSTED:
        return [f"alliance payments issue {slip.batch} --returned"]
    if fix.stage is Stage.POSTED_UNPAID:
        return [withdraw, supplement]
    if fix.another_vendor:
        back = (
            f"alliance payments return-release {place} --release {slip.release} --because TEXT "
            "(when it came back)"
        )
        return [back, withdraw, supplement, notice]
    if amount < slip.amount:
        return [supplement, notice]
    if amount > slip.amount:
        back = (
            f"alliance payments overpayment-returned {place} --release {slip.release} "
            f"--amount {amount - slip.amount} --because TEXT"
        )
        return [back, notice]
    return []


def after_month(sheet: Sheet, file: str, batches: Collection[str]) -> list[str]:
    """What settles the differences of a month-end sheet, each once, the gravest first.

    `file`: the extract as it was named; `batches`: the names that `payments confirm` takes.
    """
    items = [(row, item) for row in sheet.rows for item in row.items]
    steps = [
        step
        for kind in reversed(Explanation)
        for row, item in items
        if item.explanation is kind
        for step in _settling(row, item, file, batches)
    ]
    return list(dict.fromkeys(steps))


def _settling(row: PayeeRow, item: Item, file: str, batches: Collection[str]) -> list[str]:
    if item.explanation in (Explanation.MATCHED, Explanation.OPEN):
        return []
    amount = item.other_system.display
    if item.release is None or row.district is None:
        return [f"{ASK} who keyed {item.invoice}, {amount}, and for what"]
    payee = payee_name(row.district)
    if item.explanation is Explanation.ONLY_HERE:
        return [f"{ASK} what became of {item.invoice} of {payee}: it is paid here and not there"]
    if item.explanation is Explanation.ONLY_THERE and item.returned:
        asked = f"{ASK} whether {item.invoice} of {payee} was paid after it came back"
        return [f"{asked}; do not issue it again before they answer"]
    if item.explanation is Explanation.TWICE:
        over = item.difference if item.ledger else item.other_system - item.issued
        return [f"{ASK} for {over.display} of {item.invoice} back, which {payee} was paid twice"]
    if item.release in batches:
        named = f'"{file}"' if " " in file else file
        return [f"alliance payments confirm {item.release} {named}"]
    place = f"{town(row.district)} --fiscal-year FY --release {item.release}"
    return [f"alliance payments confirm-release {place} --paid-on DATE --paid AMOUNT"]
