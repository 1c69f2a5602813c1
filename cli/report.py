"""`alliance report`: an expenditure report from the empty form to its check. § 10-262u(g).

Forms are in `report_forms.py`, files that come in or go back in `report_files.py`.
Not here: intake (`intake.py`), whether an act is allowed (`domain/decisions/`).
"""

import typer

from cli import report_files, report_forms

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def report() -> None:
    """An expenditure report: form, package, check, sent back with its cells marked."""


app.command("template")(report_forms.template)
app.command("package")(report_forms.package)
app.command("check")(report_files.check)
app.command("return")(report_files.return_)
