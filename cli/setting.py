"""`alliance setting`: what no source gives, as dated configuration with who set it and on what.

Installments, due dates, object codes, shares and control figures are nobody's law; guidelines are
the State Board's under C.G.S. § 10-262u(e). A later setting takes the place of an earlier one, and
the earlier one stays on record.
Not here: recording and the receipt (`setting_receipt.py`), the rows (`setting_list.py`).
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from cli import options
from cli.acts import PriorYearBecause
from cli.framed import RECORDING, Typed, framed, needed, option
from cli.setting_list import setting_table
from cli.setting_receipt import Asked, Setting, record_setting
from cli.wiring import answer, cut_of, open_office
from domain.errors import UnreadableFileError, UsageError
from domain.fiscal_year import FiscalYear
from domain.report_content import Counted
from domain.setting_events import Duty, ExitChoice, ReleaseBasis
from ledger.clock import parse_date
from ledger.source_file import read_source

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

SetBy = Annotated[
    str, typer.Option("--set-by", help="The person or office that set it.", metavar="WHO")
]
Document = Annotated[
    str,
    typer.Option(
        "--document", help="The paper it rests on: its title, or TITLE=SHA256.", metavar="TITLE"
    ),
]

_Verb = Callable[..., Setting]
_OF_A_YEAR: Final = (
    option("prior_year_because", PriorYearBecause, None),
    option("no_input", options.NoInput, default=False),
)
_INSTALLMENT: Final = re.compile(r"([^=:]+)=([^=:]+):([0-9]{1,9})(?::([^=:]+))?", re.ASCII)


@app.callback()
def setting() -> None:
    """What no source gives: dated configuration, with who set it and on what document."""


@app.command("list")
def list_(
    context: typer.Context,
    fiscal_year: options.MaybeYear = None,
    history: Annotated[
        bool, typer.Option("--history", help="Also those that a later one replaced.")
    ] = False,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    as_json: options.Json = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
) -> None:
    """List what is set, by whom and on what; for one fiscal year also what is not set."""
    year = FiscalYear.parse(fiscal_year) if fiscal_year is not None else None
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    own = office.ledger.own_history(cut)
    table = setting_table(own, year, history=history)
    dates = {"as_of": cut.day, "known_on": known_on}
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, meta=dates)


def _setting(name: str, *, dated: bool = True) -> Callable[[_Verb], _Verb]:
    """Make a verb from a function of its own options.

    `dated`: it is for one fiscal year, and its legal date may be given.
    """

    def put(verb: _Verb) -> _Verb:
        def run(context: typer.Context, around: Typed, own: Typed) -> None:
            record_setting(context, verb(**own), Asked(**around))  # type: ignore[arg-type] # as declared

        framed(
            app,
            name,
            verb,
            before=(),
            after=(
                needed("set_by", SetBy),
                needed("document", Document),
                *(RECORDING if dated else [one for one in RECORDING if one.name != "effective_on"]),
                *(_OF_A_YEAR if dated else ()),
            ),
            run=run,
        )
        return verb

    return put


@_setting("schedule")
def schedule(
    fiscal_year: options.Year,
    basis: Annotated[ReleaseBasis, typer.Option("--basis", help="By what releases are measured.")],
    installment: Annotated[
        list[str] | None,
        typer.Option(
            "--installment",
            help="october=OCT:25:2026-10-15: up to 25% of the plan by then. The last is 100.",
            metavar="NAME=LABEL:PERCENT[:DATE]",
        ),
    ] = None,
) -> Setting:
    """Set how releases are measured: installments, draw-down, or as approved."""
    fields = {
        "fiscal_year": fiscal_year,
        "basis": basis.value,
        "installments": [_installment(text) for text in installment or []],
    }
    return Setting("SetReleaseSchedule", fields)


def _installment(text: str) -> dict[str, object]:
    """NAME=LABEL:PERCENT[:DATE] as fields. Raises UsageError, InvalidDateError."""
    found = _INSTALLMENT.fullmatch(text)
    if found is None:
        raise UsageError(
            f"{text!a:.60} is not an installment.",
            next_step="Write NAME=LABEL:PERCENT:DATE, such as october=OCT:25:2026-10-15; leave "
            "the date out where none is set.",
        )
    name, label, percent, day = found.groups()
    return {
        "name": name,
        "label": label,
        "cumulative_percent": int(percent),
        "due_on": parse_date(day, f"The date of {name}").isoformat() if day is not None else None,
    }


@_setting("plan-due")
def plan_due(
    fiscal_year: options.Year,
    due_on: Annotated[str, typer.Option("--due-on", help="The last day.", metavar="DATE")],
) -> Setting:
    """Set by when the improvement plans of a fiscal year are due."""
    fields = {"fiscal_year": fiscal_year, "due_on": parse_date(due_on, "--due-on").isoformat()}
    return Setting("SetPlanDueDate", fields)


@_setting("new-reform-share")
def new_reform_share(
    fiscal_year: options.Year,
    percent: Annotated[
        int, typer.Option("--percent", help="At least this much of a plan, 1 to 100.", metavar="N")
    ],
) -> Setting:
    """Set the share of a plan for new or extended reforms (2012 guidance, UNVERIFIED)."""
    fields = {"fiscal_year": fiscal_year, "percent": percent}
    return Setting("SetNewReformShare", fields)


@_setting("object-codes")
def object_codes(
    file: Annotated[
        Path, typer.Argument(help="CSV with the columns code and words.", metavar="FILE")
    ],
    fiscal_year: options.Year,
) -> Setting:
    """Set the object codes of a fiscal year from a file; its SHA-256 is kept too."""
    source = read_source(file, (("code",), ("words",)))
    if source.bad:
        first = source.bad[0]
        raise UnreadableFileError(
            f"{source.name}, line {first.line}: {first.message}. Nothing of it was recorded.",
            details={"file": source.name, "line": str(first.line)},
            next_step="Mend the line, then give the whole file again.",
        )
    codes = [{"code": row["code"].strip(), "words": row["words"].strip()} for _, row in source.rows]
    fields = {"fiscal_year": fiscal_year, "codes": codes}
    return Setting("SetObjectCodes", fields, files={source.name: source.sha256})


@_setting("variance")
def variance(
    fiscal_year: options.Year,
    shields: Annotated[
        bool,
        typer.Option(
            "--shields/--falls-away",
            help="Whether it shields the first part of a line that is over, or falls away.",
        ),
    ],
    percent: Annotated[
        int | None,
        typer.Option("--percent", help="Of the approved line, 0 to 100.", metavar="N"),
    ] = None,
    amount: Annotated[
        str | None, typer.Option("--amount", help="By line, instead.", metavar="AMOUNT")
    ] = None,
) -> Setting:
    """Set how far a report line may be over without approval (policy, UNVERIFIED)."""
    fields = {"fiscal_year": fiscal_year, "shields": shields, "percent": percent, "amount": amount}
    return Setting("SetVarianceAllowance", fields)


@_setting("report-columns")
def report_columns(
    fiscal_year: options.Year,
    counted: Annotated[
        Counted,
        typer.Option("--counted", help="Up to which column a report counts as spent."),
    ],
    paid_by: Annotated[
        str | None,
        typer.Option("--paid-by", help="The later day of payment.", metavar="DATE"),
    ] = None,
) -> Setting:
    """Set which columns of an expenditure report count as spent."""
    fields = {
        "fiscal_year": fiscal_year,
        "counted": counted.value,
        "paid_by": parse_date(paid_by, "--paid-by").isoformat() if paid_by is not None else None,
    }
    return Setting("SetReportColumns", fields)


@_setting("deadline")
def deadline(
    fiscal_year: options.Year,
    duty: Annotated[Duty, typer.Option("--duty", help="What is due.")],
    due_on: Annotated[str, typer.Option("--due-on", help="The last day.", metavar="DATE")],
) -> Setting:
    """Set by when a duty of a fiscal year is due; one day for each duty."""
    fields = {
        "fiscal_year": fiscal_year,
        "duty": duty.value,
        "due_on": parse_date(due_on, "--due-on").isoformat(),
    }
    return Setting("SetDeadline", fields)


@_setting("exit-policy", dated=False)
def exit_policy(
    choice: Annotated[
        ExitChoice, typer.Option("--choice", help="What becomes of a balance after the program.")
    ],
    first_fiscal_year: Annotated[
        str,
        typer.Option(
            "--first-fiscal-year", help="The first fiscal year it is for.", metavar="FY2028"
        ),
    ],
) -> Setting:
    """Set what becomes of a balance after the program, where the law is silent."""
    fields = {"choice": choice.value, "first_fiscal_year": first_fiscal_year}
    return Setting("SetExitPolicy", fields)


@_setting("guidelines", dated=False)
def guidelines(
    version: Annotated[
        str, typer.Option("--version", help="The version's own name.", metavar="NAME")
    ],
    title: Annotated[str, typer.Option("--title", help="Their title.", metavar="TEXT")],
    adopted_on: Annotated[
        str,
        typer.Option(
            "--adopted-on", help="The day of adoption; it is the legal date.", metavar="DATE"
        ),
    ],
    first_fiscal_year: Annotated[
        str,
        typer.Option(
            "--first-fiscal-year", help="The first fiscal year they are for.", metavar="FY2023"
        ),
    ],
) -> Setting:
    """Record guidelines that the State Board adopted, § 10-262u(e)."""
    fields = {
        "version": version,
        "title": title,
        "adopted_on": parse_date(adopted_on, "--adopted-on").isoformat(),
        "first_fiscal_year": first_fiscal_year,
    }
    return Setting("AdoptGuidelines", fields)


@_setting("appropriation")
def appropriation(
    fiscal_year: options.Year,
    amount: Annotated[
        str,
        typer.Option(
            "--amount", help="The whole appropriation or allotment.", metavar="535018479.00"
        ),
    ],
) -> Setting:
    """Set the control figure that a year's releases are compared with; no money moves."""
    fields = {"fiscal_year": fiscal_year, "amount": amount}
    return Setting("SetAppropriationControl", fields)
