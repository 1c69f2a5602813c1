"""What to do next after an answer, a fix or a month's end: whom to ask, and commands to be typed.

Not here: the steps in the other system (`ledger/payments/cures.py`).
"""

from collections.abc import Collection, Mapping, Sequence

from cli.payments_doubt import ASK, after_doubt, town
from cli.payments_next_fix import hold, issue_it, stopped
from domain.district import District
from domain.money import ZERO
from ledger.alarms import Alarm
from ledger.batch_record import Batch
from ledger.confirm_lines import Became, ConfirmLine
from ledger.payments.answer_lines import AnswerLine, Category
from ledger.payments.sheet_lines import Explanation, Item, PayeeRow, Sheet
from ledger.payments.voucher import payee_name
from ledger.payments_on_record import ReleaseOnRecord, Standing
from ledger.surplus import Surplus

_FIXABLE = (Category.CROSSED, Category.AMOUNT, Category.PAYEE, Category.DUPLICATE)


def after_answer(
    batch: Batch,
    open_lines: Sequence[ConfirmLine],
    releases: Mapping[District, ReleaseOnRecord],
    surplus: Sequence[Surplus],
) -> list[str]:
    """What mends the lines that an answer leaves open, each once; alarms first.

    `surplus`: the supplements that are not owed any more.
    """
    to_fix = [
        line.line
        for line in open_lines
        if line.became is Became.LOOK
        and line.line.category in _FIXABLE
        and line.line.district in releases
    ]
    steps = [step for line in open_lines for step in _asked(line)]
    steps += [
        f"{_fix_as_there(batch, one, one.district)}{_another(one)} --because TEXT"
        for one in to_fix
        if one.district is not None
    ]
    steps += [step for line in open_lines for step in after_doubt(batch, line, releases)]
    steps += [step for line in open_lines for step in _looked_at(batch, line, releases)]
    steps += _again(batch, open_lines, releases, surplus)
    if to_fix:
        steps.append("alliance notice draft POSITION… --found TEXT --number N (§ 4-33a)")
    return list(dict.fromkeys(steps))


def _fix_as_there(batch: Batch, one: AnswerLine, district: District) -> str:
    number = f" --voucher {one.number}" if one.number else ""
    return (
        f"alliance payments fix {batch.prepared.batch} {town(district)} --stage paid "
        f"--paid {one.paid} --paid-on {one.on}{number}"
    )


def _looked_at(
    batch: Batch, line: ConfirmLine, releases: Mapping[District, ReleaseOnRecord]
) -> list[str]:
    """What settles a payment that is missing there, or is on record otherwise than there."""
    one = line.line
    release = releases.get(one.district) if one.voucher and one.district else None
    if release is None or release.last is None or line.became is not Became.LOOK:
        return []
    last, payee = release.last, release.payee
    if release.standing is Standing.PAID and last.paid is not None:
        if one.category is Category.PAID:
            asked = (
                f"{ASK} what was paid for {one.invoice}: {last.paid.display} on {last.paid_on} is "
                f"on record, and the extract has {one.paid.display} on {one.on}"
            )
            fix = _fix_as_there(batch, one, release.district)
            return [f"{asked}; where the extract is right: {fix} --because TEXT"]
        if not one.paid:
            there = one.category.value
            return [
                f"{ASK} what became of {one.invoice} of {payee}: it is paid here and {there} there"
            ]
    # Where the rows are about an earlier payment, the last is not missing yet.
    if (
        release.standing is Standing.IN_PAYMENT
        and one.category is Category.MISSING
        and not line.why
    ):
        asked = f"{ASK} whether {one.invoice} of {payee} was posted; if it was not:"
        fix = f"alliance payments fix {batch.prepared.batch} {town(release.district)}"
        return [f"{asked} {fix} --stage not-posted --because TEXT"]
    return []


def _again(
    batch: Batch,
    open_lines: Sequence[ConfirmLine],
    releases: Mapping[District, ReleaseOnRecord],
    surplus: Sequence[Surplus],
) -> list[str]:
    """How what came back goes out again: the whole of it only where nothing of it is doubtful."""
    name, year = batch.prepared.batch, batch.fiscal_year
    not_owed = {
        one.supplement.district: one
        for one in surplus
        if (one.supplement.release, one.supplement.fiscal_year) == (name, year)
    }
    back = [line for line in open_lines if line.became in (Became.RETURN, Became.ON_RECORD)]
    doubtful = [
        line
        for line in open_lines
        if line not in back and (line.alarm is not None or _stands_returned(line, releases))
    ]
    steps = []
    plain = []
    for line in back:
        district = line.line.district
        if district is None:
            continue
        if district in not_owed:
            steps += stopped(not_owed[district], came_back=True)
        elif line.since:
            steps += [_before_again(line, district, batch)]
        else:
            plain.append(district)
    if plain and len(plain) == len(back) and not doubtful:
        return [f"alliance payments issue {name} --returned"]
    return [*steps, *(issue_it(one, year, name) for one in plain)]


def _stands_returned(line: ConfirmLine, releases: Mapping[District, ReleaseOnRecord]) -> bool:
    district = line.line.district
    release = releases.get(district) if district is not None else None
    return release is not None and release.standing is Standing.RETURNED


def _before_again(line: ConfirmLine, district: District, batch: Batch) -> str:
    """What is to be known before a payment goes out again beside another of the same money."""
    name = batch.prepared.batch
    others = " and ".join(
        f"{one.release} ({one.invoice}), {one.standing.value}, {one.authorized.display}"
        for one in line.since
    )
    withdraw = (
        f"alliance release withdraw {town(district)} --fiscal-year {batch.fiscal_year} "
        f"--release {name} --because TEXT"
    )
    does = "does" if len(line.since) == 1 else "do"
    they = "it does" if len(line.since) == 1 else "they do"
    return (
        f"before {name} of {district} goes out again: {does} {others}, pay the same money? "
        f"If {they}: {withdraw}; if not: {issue_it(district, batch.fiscal_year, name)}"
    )


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
    held = [hold(other) for other in alarm.since]
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
    if item.explanation is Explanation.ONLY_HERE and item.ledger < ZERO:
        back = (-item.ledger).display
        return [f"{ASK} where the {back} of {item.invoice} stands that {payee} gave back"]
    if item.explanation is Explanation.ONLY_HERE:
        return [f"{ASK} what became of {item.invoice} of {payee}: it is paid here and not there"]
    if item.explanation is Explanation.ONLY_THERE and item.returned:
        asked = f"{ASK} whether {item.invoice} of {payee} was paid after it came back"
        return [f"{asked}; do not issue it again before they answer"]
    if item.explanation is Explanation.TWICE:
        over = item.difference if item.ledger else item.other_system - item.issued
        return [f"{ASK} for {over.display} of {item.invoice} back, which {payee} was paid twice"]
    if item.explanation is Explanation.PAYEE:
        return [_paid_another(row.district, item, item.release, batches)]
    if item.release in batches:
        named = f'"{file}"' if " " in file else file
        return [f"alliance payments confirm {item.release} {named}"]
    place = f"{town(row.district)} --fiscal-year FY --release {item.release}"
    return [f"alliance payments confirm-release {place} --paid-on DATE --paid AMOUNT"]


def _paid_another(district: District, item: Item, release: str, batches: Collection[str]) -> str:
    """Whom to ask for money that another vendor was paid, and how that stands on record."""
    there = item.there[-1]
    asked = (
        f"{ASK} for {item.other_system.display} of {item.invoice} back, which vendor id "
        f"{there.vendor_id} was paid in place of {payee_name(district)}"
    )
    if release not in batches:
        place = f"{town(district)} --fiscal-year FY --release {release}"
        return f"{asked}; when it is: alliance payments return-release {place} --because TEXT"
    return (
        f"{asked}; then: alliance payments fix {release} {town(district)} --stage paid "
        f"--paid {item.other_system} --paid-on {there.on} --another-vendor --because TEXT"
    )
