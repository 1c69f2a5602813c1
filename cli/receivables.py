"""`alliance receivables`: money owed on determinations: schedules, repayments, reductions, aging.

C.G.S. § 10-262u(g); who may lower a claim: §§ 3-7 and 4-181a, unverified. Acts are in
`receivables_acts.py`, lists in `receivables_lists.py`, the closing-package schedule in
`receivables_gaap.py`, the reminder in `receivables_remind.py`. Not here: the determination
(`determination.py`).
"""

import typer

from cli import receivables_acts, receivables_gaap, receivables_lists, receivables_remind

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def receivables() -> None:
    """Money owed on determinations: schedules, repayments, reductions of later years, aging."""


app.command("list")(receivables_lists.list_)
app.command("aging")(receivables_lists.aging_)
app.command("gaap")(receivables_gaap.gaap)
app.command("remind")(receivables_remind.remind)
receivables_acts.add_acts(app)
