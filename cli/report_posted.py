"""A report file that is to be posted: read again, and the fields of the act it makes.

Not here: the verbs (`report_acts.py`), whether an act is allowed (`domain/decisions/`).
C.G.S. § 10-262u(g).
"""

import json
from functools import partial
from pathlib import Path

import typer

from cli.acts import Frame
from cli.papers import not_to_be_posted, registered, require_not_sent_back, require_same_file
from cli.report_standard import counted_for, crosswalk_for, read_report_file
from cli.submissions import frame_of, place_of, submission_of
from cli.wiring import open_office
from domain.authority import Citation
from domain.errors import RefusedError
from domain.plan_check import stops
from domain.plan_reading import meant_for_another
from domain.report_content import Counted, ReportContent
from domain.words import same_words, typed
from ledger.clock import parse_date
from ledger.codec import canonical

_REPORT = Citation("C.G.S. § 10-262u(g)")


class Posted:
    """A report file that is to be posted under its register number.

    Raises RefusedError where it cannot be, and what reading it raises.
    """

    def __init__(
        self,
        context: typer.Context,
        register: str,
        file: Path,
        counted: Counted | None,
        crosswalk: Path | None,
    ) -> None:
        """Read the file again and hold it against what was registered."""
        district, year = place_of(register)
        office = open_office(context)
        one = submission_of(office, register)
        received = one.received
        require_same_file(file, received.sha256, register)
        require_not_sent_back(one, district, year)
        accounts = crosswalk_for(office, district, year, crosswalk)
        read = registered(lambda paper: read_report_file(paper, accounts), file, received.register)
        stopping = stops((*meant_for_another(read, district, year, "report"), *read.discrepancies))
        if read.content is None or stopping:
            raise not_to_be_posted("report", received.register, file, stopping)
        self._content: ReportContent = read.content
        self._register = received.register
        self._file = file
        self._counted = counted
        self._counted_otherwise = partial(counted_for, office, year)
        self._document = f"{received.file}={received.sha256}"

    def frame(
        self,
        document: list[str] | None,
        effective_on: str | None,
        actor: str | None,
        command_id: str | None,
        *,
        dry_run: bool,
        as_json: bool,
    ) -> Frame:
        """The frame of posting it: the file as it was received is among the documents."""
        documents = [*(document or []), self._document]
        return frame_of(
            self._register,
            documents,
            effective_on,
            actor,
            command_id,
            dry_run=dry_run,
            as_json=as_json,
        )

    def annual(self, certified_by: str | None, certified_on: str | None) -> dict[str, object]:
        """The fields of an annual report; who certified it, where the file does not say it.

        Raises RefusedError for an interim one, where nobody set what counts as spent, and for
        another certification than the file has; InvalidDateError.
        """
        content = self._content
        if content.as_of is not None:
            raise self._otherwise("an interim report", "estimate")
        # Only now: an interim report is none of those for which somebody has to set it.
        counted = self._counted or self._counted_otherwise()
        lines: object = json.loads(canonical(content.lines))
        return {
            "spent": str(content.spent(counted)),
            "lines": lines or None,
            "counted": counted.value if content.lines else None,
            "plan_version": content.plan_version,
            "register": self._register,
            **self._certification(certified_by, certified_on),
        }

    def _certification(self, by: str | None, on: str | None) -> dict[str, object]:
        content = self._content
        day = parse_date(on, "--certified-on") if on is not None else None
        other_name = by and content.certified_by and not same_words(by, content.certified_by)
        if other_name or (day and content.certified_on and day != content.certified_on):
            raise RefusedError(
                f"{self._register} says that it was certified by "
                f"{content.certified_by or 'nobody'} on {content.certified_on or 'no day'}, and "
                f"{by or 'no name'} on {day or 'no day'} was given.",
                citation=_REPORT,
                details={
                    "certified_by": content.certified_by or "",
                    "certified_on": str(content.certified_on or ""),
                },
                next_step="Leave out --certified-by and --certified-on, or register the file anew "
                "as the board certified it.",
            )
        when = content.certified_on or day
        return {
            "certified_by": content.certified_by or by,
            "certified_on": str(when) if when else None,
        }

    def interim(self, left: str | None) -> dict[str, object]:
        """The fields of an estimate. Raises RefusedError for an annual report."""
        content = self._content
        if content.as_of is None:
            raise self._otherwise("an annual report", "submit")
        lines: object = json.loads(canonical(content.lines))
        return {
            "as_of": str(content.as_of),
            "spent": str(content.spent(Counted.PAID)),
            "unspent_at_year_end": left,
            "lines": lines or None,
            "register": self._register,
        }

    def _otherwise(self, what: str, verb: str) -> RefusedError:
        return RefusedError(
            f"{self._register} is {what}.",
            citation=_REPORT,
            details={"register": self._register},
            next_step=f"Post it as one: alliance report {verb} {self._register} "
            f"{typed(str(self._file))}",
        )
