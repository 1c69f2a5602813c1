"""`alliance report`: an expenditure report from the empty form to its desk review. § 10-262u(g).

Forms are in `report_forms.py`, files that come in or go back in `report_files.py`, acts in
`report_acts.py`, what is on record in `report_show.py`, the desk review in `report_review.py`.
Not here: intake (`intake.py`), whether an act is allowed (`domain/decisions/`).
"""

import typer

from cli import report_acts, report_files, report_forms, report_review, report_show
from cli.year_list import year_list

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def report() -> None:
    """An expenditure report: form, check, submission, certification, changes, desk review."""


app.command("template")(report_forms.template)
app.command("package")(report_forms.package)
app.command("check")(report_files.check)
app.command("return")(report_files.return_)
year_list(app, "Expenditure reports")(report_show.reports)
app.command("show")(report_show.show)
report_acts.add_acts(app)
app.command("review")(report_review.review)
app.command("queue")(report_review.queue)
