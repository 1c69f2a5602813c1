"""Verbs on a determination by its ID; the district-year is in it and is not typed again.

    alliance determination serve D-2026-163-1 final --method certified-mail --mailed-on 2027-01-14

What an opening statement states as owed has an ID of its own here: opening-2026-163.
Not here: verbs on a district-year (`acts.py`), whether an act is allowed (`domain/decisions/`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Final

import typer

from cli.acts import Act, Document, Frame, completed, perform
from cli.framed import RECORDING, Typed, framed, needed, option
from cli.wiring import Office
from domain.authority import Citation
from domain.determination_state import OPENING, Determination
from domain.district import BY_CODE, District
from domain.errors import NotFoundError, UsageError
from domain.fiscal_year import FiscalYear
from domain.state import DistrictYear
from ledger.application import NOW, Cut, Kept, fold_records
from ledger.made_up import figures_made_up

G: Final = Citation("C.G.S. § 10-262u(g)")
_ID: Final = re.compile(
    r"(?:D-(20[0-9]{2})-([0-9]{3})-[1-9][0-9]{0,3}|OPENING-(20[0-9]{2})-([0-9]{3}))", re.ASCII
)

Id = Annotated[
    str,
    typer.Argument(help="Which determination, such as D-2026-163-1.", metavar="ID"),
]
InYear = Annotated[
    str,
    typer.Option("--fiscal-year", help="The later year that is reduced.", metavar="FY2028"),
]
Because = Annotated[str, typer.Option("--because", help="Why.", metavar="TEXT")]
WordsOnPaper = Annotated[str, typer.Option("--paper", help="Title of the paper.", metavar="TEXT")]
MaybePaper = Annotated[
    str | None, typer.Option("--paper", help="Title of the paper.", metavar="TEXT")
]

_Verb = Callable[..., Act]


@dataclass(frozen=True, slots=True)
class CaseName:
    """What an ID says.

    Attributes:
        own: the determination's own name in its district-year.
        district, fiscal_year: whose it is, and the year of the money.
    """

    own: str
    district: District
    fiscal_year: FiscalYear

    @property
    def id(self) -> str:
        """As it is shown and typed."""
        return id_of(self.own, self.district, self.fiscal_year)

    @property
    def place(self) -> str:
        """As people write it: "Windham (163) FY2026"."""
        return f"{self.district} {self.fiscal_year}"


@dataclass(frozen=True, slots=True)
class CaseOnRecord:
    """A determination as it stands.

    Attributes:
        name: what its ID says.
        known: the determination.
        state: its district-year.
        records: the records of the district-year inside the dates asked for.
        synthetic: whether anything of it is made up.
    """

    name: CaseName
    known: Determination
    state: DistrictYear
    records: tuple[Kept, ...]
    synthetic: bool


def id_of(own: str, district: District, fiscal_year: FiscalYear) -> str:
    """The ID of a determination; an opening statement's has place and year beside its name."""
    return f"{OPENING}-{fiscal_year.ends_in}-{district.code:03d}" if own == OPENING else own


def case_name(text: str) -> CaseName:
    """What an ID says, in any letter case. Raises UsageError."""
    found = _ID.fullmatch(text.strip().upper())
    year, code = (found[1] or found[3], found[2] or found[4]) if found else ("", "")
    if found is None or int(code) not in BY_CODE:
        raise UsageError(
            f"{text!a:.40} is not the ID of a determination.",
            next_step="It looks like D-2026-163-1: fiscal year, town code, number. See: alliance "
            "receivables list, or alliance determination list --fiscal-year FY2026",
        )
    own = OPENING if found[3] else found[0]
    return CaseName(own, BY_CODE[int(code)], FiscalYear(int(year)))


def case_of(office: Office, text: str, cut: Cut = NOW) -> CaseOnRecord:
    """The determination of an ID, inside the dates asked for. Raises UsageError, NotFoundError."""
    name = case_name(text)
    records = tuple(office.ledger.history(name.district, name.fiscal_year, cut))
    state = fold_records(list(records))
    known = state.claims.determinations.get(name.own)
    if known is None:
        others = ", ".join(
            id_of(own, name.district, name.fiscal_year) for own in state.claims.determinations
        )
        raise NotFoundError(
            f"{name.place} has no determination {name.id} on record (on record: "
            f"{others or 'none'}).",
            citation=G,
            details={"determination": name.id, "on_record": others or "none"},
            next_step=f"See: alliance determination list --fiscal-year {name.fiscal_year}",
        )
    made_up = figures_made_up(office.ledger, records, cut)
    return CaseOnRecord(name, known, state, records, made_up)


def case_act(
    app: typer.Typer, verb_name: str, *, in_later_year: bool = False
) -> Callable[[_Verb], _Verb]:
    """Make a verb on a determination of a function of its own options; its docstring is the help.

    `in_later_year`: the act is of a later fiscal year than the determination, which is typed.
    """
    later = (needed("fiscal_year", InYear),) if in_later_year else ()
    before = (needed("determination", Id), *later)

    def put(verb: _Verb) -> _Verb:
        def run(context: typer.Context, around: Typed, own: Typed) -> None:
            _perform(context, verb(**own), around)

        framed(
            app,
            verb_name,
            verb,
            before=before,
            after=(option("document", Document, None), *RECORDING),
            run=run,
        )
        return verb

    return put


def _perform(context: typer.Context, asked: Act, around: Typed) -> None:
    given = dict(around)
    name = case_name(str(given.pop("determination")))
    later = given.pop("fiscal_year", None)
    fields: Mapping[str, object] = {**asked.fields, "determination": name.own}
    if later is not None:
        fields = {**fields, "claim_fiscal_year": name.fiscal_year.ends_in}
    frame = Frame(
        district=str(name.district.code),
        fiscal_year=str(later if later is not None else name.fiscal_year.ends_in),
        prior_year_because=None,
        no_input=True,
        **given,  # type: ignore[arg-type] # as the frame declares them
    )
    perform(context, completed(context, replace(asked, fields=fields), frame), frame)
