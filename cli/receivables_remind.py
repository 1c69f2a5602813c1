"""`alliance receivables remind`: the text of a reminder; it is never sent and nothing is recorded.

Not here: its words (`ledger/reminder.py`).
"""

import typer

from cli import options
from cli.case_acts import Id, case_of
from cli.files import Replace, require_free
from cli.orders import Order, orders
from cli.paper_file import PaperFile, write_paper
from cli.render import out, print_json
from cli.wiring import Office, cut_of, open_office, today
from domain.authority import Citation, Purpose
from domain.errors import RefusedError
from domain.receivables import aging
from ledger.application import Cut
from ledger.reminder import Reminder, reminder


def remind(
    context: typer.Context,
    determination: Id,
    file: PaperFile = None,
    replace: Replace = False,
    as_of: options.AsOf = None,
    as_json: options.Json = False,
) -> None:
    """Write a reminder of what is open; nothing is sent and nothing is recorded."""
    if file is not None:
        require_free(file, replace=replace)
    office = open_office(context)
    cut = cut_of(office, as_of, None)
    one = _owing(office, determination, cut)
    facts = Reminder(
        id=one.id,
        district=one.district,
        fiscal_year=one.fiscal_year,
        ordered_on=one.ordered_on,
        on=cut.day or today(),
        known=one.known,
        headline=office.headline,
        synthetic=one.synthetic or office.ledger.identity.purpose is not Purpose.PRODUCTION,
    )
    text = reminder(facts)
    if file is not None:
        write_paper(file, text)
    if as_json:
        data = {
            "determination": one.id,
            "sent": False,
            "synthetic": facts.synthetic,
            "open": one.known.repay_open,
            "overdue": facts.overdue,
            "due_today": aging(one.known, facts.on).due_today,
            "file": str(file) if file else None,
            "text": text,
        }
        print_json("receivables.remind", data, office.meta(as_of=cut.day))
        return
    if file is None:
        for line in text.splitlines():
            out(line)
        return
    out(office.headline)
    out(f"Wrote {file}: a draft, not sent. Read it, complete it, sign it.")


def _owing(office: Office, determination: str, cut: Cut) -> Order:
    """The order that is meant. Raises RefusedError where nothing is open, and as `case_of`."""
    case = case_of(office, determination, cut)
    found = [one for one in orders(office, cut) if one.id == case.name.id]
    if not found or not found[0].known.repay_open:
        raise RefusedError(
            f"Nothing is open to be repaid on {case.name.id} of {case.name.place}.",
            citation=Citation("C.G.S. § 10-262u(g)"),
            details={"repay_open": str(case.known.repay_open)},
            next_step=f"See: alliance determination show {case.name.id}",
        )
    return found[0]
