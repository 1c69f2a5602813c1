"""`alliance payments`: the Comptroller's side of a release, from issuing it to its month end.

C.G.S. § 10-262u(c)(2), § 10-262i(b). What is said of the other system is UNVERIFIED until the
paying office confirms it. Not here: releases, which are the Commissioner's (`release.py`).
"""

from typing import Annotated

import typer

from cli import payments_profile
from cli.acts import Act, act
from cli.payments_confirm import confirm
from cli.payments_export import export
from cli.payments_fix import fix
from cli.payments_issue import issue_batch
from cli.payments_list import list_payments
from cli.payments_month import reconcile

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_Release = Annotated[str, typer.Option("--release", help="The release's own name.", metavar="NAME")]
_Voucher = Annotated[
    str | None,
    typer.Option("--voucher", help="The voucher's number in your system.", metavar="TEXT"),
]
_Because = Annotated[str, typer.Option("--because", help="How and why.", metavar="TEXT")]


@app.callback()
def payments() -> None:
    """Pay what the Commissioner released: issue, export, confirm, fix, reconcile."""


app.command("issue")(issue_batch)
app.command("export")(export)
app.command("confirm")(confirm)
app.command("fix")(fix)
app.command("reconcile")(reconcile)
app.command("list")(list_payments)
app.add_typer(payments_profile.app, name="profile")


@act(app, "issue-release")
def issue_release(release: _Release) -> Act:
    """Issue one payment by hand, such as of a release outside a batch."""
    return Act("IssueRelease", {"release": release})


@act(app, "confirm-release")
def confirm_release(
    release: _Release,
    paid_on: Annotated[str, typer.Option("--paid-on", help="The day.", metavar="DATE")],
    paid: Annotated[
        str | None,
        typer.Option(
            "--paid", help="What was paid, where it is not what was authorized.", metavar="AMOUNT"
        ),
    ] = None,
    voucher: _Voucher = None,
) -> Act:
    """Confirm one payment by hand, such as of a release outside a batch."""
    fields = {"release": release, "paid_on": paid_on, "paid": paid, "voucher": voucher}
    return Act("ConfirmRelease", fields)


@act(app, "return-release")
def return_release(release: _Release, because: _Because, voucher: _Voucher = None) -> Act:
    """Record by hand that one payment came back, before or after it was paid."""
    return Act("ReturnRelease", {"release": release, "reason": because, "voucher": voucher})


@act(app, "overpayment-returned")
def overpayment_returned(
    release: _Release,
    amount: Annotated[str, typer.Option("--amount", help="What came back.", metavar="AMOUNT")],
    because: _Because,
) -> Act:
    """Record that a town gave back what it was paid above the authorization."""
    fields = {"release": release, "amount": amount, "reason": because}
    return Act("RecordOverpaymentReturned", fields)
