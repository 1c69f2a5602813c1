"""`alliance plan template`, `package`, `check`, `submit`, `return`: forms out and plans in.

Not here: the workbook itself (`workbook/`), discrepancies (`plan_standard.py`).
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.acts import Act, Document, perform, require_allowed
from cli.intake import File, Register, frame_of, place_of, submission_of
from cli.plan_standard import (
    discrepancy_table,
    echo_data,
    found_in,
    read_file,
    require_same_file,
    settings_in,
    show_discrepancies,
    total_said,
)
from cli.render import out, print_json, replace_file, say, table_data, write_files
from cli.wiring import Office, open_office, today
from cli.workbook.prefill import Package, empty_package
from domain.district import District, district_named
from domain.errors import RefusedError, UsageError
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.plan_check import stops
from domain.plan_content import BudgetLine
from domain.plan_reading import meant_for_another
from domain.plan_state import Submission
from domain.state import DistrictYear
from domain.statute.rules import rules_in_force
from ledger.batch_record import states_of
from ledger.codec import canonical
from ledger.plan_template import plan_text_template

Out = Annotated[Path, typer.Option("--out", help="Where to write it.", metavar="FILE")]
_TOLD = 5  # reasons told with a refusal; intake check has all
Contact = Annotated[str, typer.Option("--contact", help="Whom a district may ask.", metavar="TEXT")]


def template(
    context: typer.Context,
    fiscal_year: options.Year,
    file: Out,
    as_json: options.Json = False,
) -> None:
    """Write the empty form of a year: .xlsx for Excel, .toml for text."""
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    settings = settings_in(office)
    codes, guidelines = settings.object_codes(year), settings.guidelines(year)
    strategies = rules_in_force(year, today()).strategies().value
    listed = tuple((one.code, one.words) for one in codes.codes) if codes else ()
    if file.suffix.casefold() == ".toml":
        text = plan_text_template(
            district=None,
            fiscal_year=year,
            strategies=strategies,
            object_codes=listed,
            guidelines=guidelines.version if guidelines else None,
        )
        replace_file(file, text.encode())
    else:
        # Imported late, as below: openpyxl takes 100 ms that other verbs do not pay.
        from cli.workbook.package import write_package

        package = empty_package(
            headline=office.headline,
            fiscal_year=year,
            strategies=strategies,
            object_codes=listed,
            guidelines=guidelines.version if guidelines else None,
        )
        write_package(package, _as_workbook(file))
    if as_json:
        print_json("plan.template", {"file": str(file)}, office.meta())
        return
    out(office.headline)
    out(f"Wrote {file}: {len(strategies)} strategies valid for {year}.")


def package(
    context: typer.Context,
    fiscal_year: options.Year,
    folder: Annotated[Path, typer.Option("--out", help="The folder to write to.", metavar="DIR")],
    district: Annotated[
        str | None, typer.Argument(help="Town name or code.", metavar="[DISTRICT]")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="For every designated district.")] = False,
    contact: Contact = "the Department of Education",
    as_json: options.Json = False,
) -> None:
    """Write the prefilled workbook of a district, or of all of them."""
    if (district is None) != all_:
        raise UsageError("Which district?", next_step="Name one, or give --all.")
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    all_states = states_of(office.ledger, year)
    states = {one: state for one, state in all_states.items() if state.designated}
    if district is not None:
        named = district_named(district)
        if named not in states:
            raise RefusedError(
                f"{named} is not designated for {year} in this ledger.",
                next_step="Check the district and the year: alliance portion list.",
            )
        states = {named: states[named]}
    if not states:
        raise RefusedError(
            f"No district is designated for {year} in this ledger.",
            next_step="Record the designations first: alliance import designations FILE",
        )
    from cli.workbook.package import write_package

    _make_folder(folder)
    files = []
    for number, (one, state) in enumerate(states.items(), start=1):
        name = f"{year}-plan-{one.code:03d}-{one.name.lower().replace(' ', '-')}.xlsx"
        write_package(_package(office, one, year, state, contact), folder / name)
        files.append(name)
        if not as_json and len(states) > 1:
            say(f"{number} of {len(states)}  {name}")
    if as_json:
        data = {"rows": [{"file": name} for name in files], "totals": {"files": len(files)}}
        print_json("plan.package", data, office.meta())
        return
    out(office.headline)
    out(f"Wrote {len(files)} {'workbook' if len(files) == 1 else 'workbooks'} to {folder}.")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be made: {error.strerror}.", next_step="Name another folder."
        ) from error


def _package(
    office: Office, district: District, year: FiscalYear, state: DistrictYear, contact: str
) -> Package:
    settings = settings_in(office)
    codes, guidelines = settings.object_codes(year), settings.guidelines(year)
    due = settings.plan_due(year)
    before = office.ledger.district_year(district, year.previous)
    known = before.closed is not None or state.opening is not None
    return Package(
        headline=office.headline,
        district=district,
        fiscal_year=year,
        portion=figure("portion", state),
        portion_lines=_portion_lines(state),
        carry_in=figure("carry_in", state) if known else None,
        due=f"{due.due_on}, set by {due.set_by} on {due.document}"
        if due
        else "no date set by the Commissioner",
        contact=contact,
        strategies=rules_in_force(year, today()).strategies().value,
        object_codes=tuple((one.code, one.words) for one in codes.codes) if codes else (),
        last_year=_approved_lines(before),
        guidelines=guidelines.version if guidelines else None,
    )


def _portion_lines(state: DistrictYear) -> tuple[str, ...]:
    portion = state.portion
    if portion is None:
        return ()
    true_up = f", with true-up {portion.true_up.display}" if portion.true_up else ""
    return (
        f"ECS entitlement {portion.entitlement.display}{true_up}",
        f"less earmarks {portion.other_earmarks.display}",
        f"less FY{portion.baseline_fiscal_year} entitlement {portion.baseline.display}",
        "not below zero",
    )


def _approved_lines(before: DistrictYear) -> tuple[BudgetLine, ...]:
    """Last year's lines of the plan in force, each as it was asked for."""
    approved = before.approved_plan
    if approved is None or approved[1].content is None:
        return ()
    kept = {line.key for line in approved[1].lines if line.amount}
    return tuple(line for line in approved[1].content.lines if line.key in kept)


def _as_workbook(file: Path) -> Path:
    if file.suffix.casefold() != ".xlsx":
        raise UsageError(f"{file.name} is neither .xlsx nor .toml.", next_step="Name the form so.")
    return file


def check(
    context: typer.Context,
    district: options.District,
    file: File,
    fiscal_year: options.Year,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Check a plan file against form, law and record; nothing is recorded. Exit 1 if not clean."""
    named, year = district_named(district), FiscalYear.parse(fiscal_year)
    office = open_office(context)
    read = read_file(file)
    found = found_in(read, office, named, year)
    table = discrepancy_table("plan.check", found, "Nothing is wrong with it.")
    write_files(table, csv, xlsx)
    title = f"{file.name} · {named} {year}"
    data = table_data(table) | {"echo": echo_data(read)}
    show_discrepancies(office, table, found, title=title, data=data, as_json=as_json)
    if not as_json:
        out(total_said(read))
    if found:
        raise typer.Exit(1)


def submit(
    context: typer.Context,
    register: Register,
    file: File,
    plan_version: Annotated[
        int | None,
        typer.Option(
            "--plan-version", help="Its version (default: the next).", min=1, max=options.LARGEST
        ),
    ] = None,
    document: Document = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Post a plan that was registered and accepted, with its lines."""
    district, year = place_of(register)
    office = open_office(context)
    one = submission_of(office, register)
    require_same_file(file, one.received.sha256, register)
    read = read_file(file)
    stopping = stops((*meant_for_another(read, district, year), *read.discrepancies))
    if read.content is None or stopping:
        raise RefusedError(
            f"{one.received.register} cannot be posted; of its form this stops it: "
            f"{len(stopping)}.",
            details={found.place: found.message for found in stopping[:_TOLD]},
            next_step=f"Send it back: alliance plan return {one.received.register} FILE --out FILE "
            "--because TEXT",
        )
    content: object = json.loads(canonical(read.content))
    fields = {
        "plan_version": plan_version or _version_of(office, one, again=command_id is not None),
        "total": str(read.content.total),
        "content": content,
        "register": one.received.register,
    }
    frame = frame_of(
        register,
        [*(document or []), f"{one.received.file}={one.received.sha256}"],
        effective_on,
        actor,
        command_id,
        dry_run=dry_run,
        as_json=as_json,
    )
    perform(context, Act("SubmitPlan", fields), frame)


def _version_of(office: Office, one: Submission, *, again: bool) -> int:
    """The next version; or the one it was posted as, so that a command id sent twice is one act.

    Raises RefusedError for what is posted already, unless it may be sent `again`.
    """
    register = one.received.register
    district, year = place_of(register)
    plans = office.ledger.district_year(district, year).plans
    posted = next((version for version, plan in plans.items() if plan.register == register), None)
    if posted is None:
        return max(plans, default=0) + 1
    if again:
        return posted
    raise RefusedError(
        f"{register} is posted already, as plan version {posted}.",
        details={"register": register, "plan_version": str(posted)},
        next_step=f"Nothing was done. See: alliance plan show {district.code} --fiscal-year {year} "
        f"--plan-version {posted}",
    )


def return_(
    context: typer.Context,
    register: Register,
    file: File,
    to: Out,
    because: Annotated[str, typer.Option("--because", help="What to mend.", metavar="TEXT")],
    due_on: Annotated[
        str | None, typer.Option("--due-on", help="Until when.", metavar="DATE")
    ] = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Write the workbook back with cells marked and commented, and record that it is sent back."""
    district, year = place_of(register)
    office = open_office(context)
    one = submission_of(office, register)
    require_same_file(file, one.received.sha256, register)
    found = found_in(read_file(file), office, district, year)
    frame = frame_of(
        register,
        None,
        effective_on,
        actor,
        command_id,
        dry_run=dry_run,
        as_json=as_json,
    )
    fields = {"register": one.received.register, "reason": because, "due_on": due_on}
    asked = Act("ReturnSubmission", fields)
    require_allowed(office, asked, frame)
    if not dry_run:
        from cli.workbook.mark import write_returned

        write_returned(file, found, to)
        said = "1 discrepancy" if len(found) == 1 else f"{len(found)} discrepancies"
        say(f"Wrote {to}: {said} marked. The file as received is untouched.")
    perform(context, asked, frame)
