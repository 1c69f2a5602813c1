"""`alliance determination`: from counsel's procedure to the record of the case. § 10-262u(g).

Acts up to the decision are in `determination_acts.py`, those after it in
`determination_answers.py`, what is on record in `determination_show.py`, the days in
`determination_clock.py`, letter and record in `determination_papers.py`. Not here: what is owed
(`receivables.py`), whether an act is allowed (`domain/decisions/`).
"""

import typer

from cli import (
    determination_acts,
    determination_answers,
    determination_clock,
    determination_papers,
    determination_show,
)

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def determination() -> None:
    """What is owed on findings: notice, response, decision, service, days, letter, record."""


determination_acts.add_acts(app)
determination_answers.add_acts(app)
determination_show.add_questions(app)
determination_clock.add_clock(app)
determination_papers.add_papers(app)
