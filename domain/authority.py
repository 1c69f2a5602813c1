"""Who is empowered, by what, and how surely we know it: offices, citations, assurance.

Not here: persons, keys and appointments (a later step); what each rule says (`domain/statute/`).
"""

from dataclasses import dataclass
from enum import StrEnum


class Office(StrEnum):
    """The office whose act an event records. The person who typed it is the `actor`."""

    GENERAL_ASSEMBLY = "general-assembly"
    COMMISSIONER = "commissioner"
    DEPARTMENT = "department"
    COMPTROLLER = "comptroller"
    STATE_BOARD = "state-board"
    TOWN = "town"
    BOARD_OF_EDUCATION = "board-of-education"
    AUDITORS = "auditors"
    GOVERNOR = "governor"
    COURT = "court"
    OPM = "opm"
    OTHER_FUNDER = "other-funder"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        """The office as people write it, such as "Commissioner of Education"."""
        return _OFFICE_LABELS[self]


_OFFICE_LABELS = {
    Office.GENERAL_ASSEMBLY: "General Assembly",
    Office.COMMISSIONER: "Commissioner of Education",
    Office.DEPARTMENT: "Department of Education",
    Office.COMPTROLLER: "Comptroller",
    Office.STATE_BOARD: "State Board of Education",
    Office.TOWN: "town",
    Office.BOARD_OF_EDUCATION: "board of education",
    Office.AUDITORS: "Auditors of Public Accounts",
    Office.GOVERNOR: "Governor",
    Office.COURT: "court",
    Office.OPM: "Office of Policy and Management",
    Office.OTHER_FUNDER: "other funder",
    Office.SYSTEM: "system",
}


class Assurance(StrEnum):
    """How surely the actor of a record is known.

    `claimed`: a name that somebody typed. `imported`: loaded from a public source, as that source
    has it. `stated`: taken from a signed statement. Stronger levels come with signed commands.
    """

    CLAIMED = "claimed"
    IMPORTED = "imported"
    STATED = "stated"


class Status(StrEnum):
    """How far a rule can be relied on.

    `enacted`: read in the statute or its history. `unverified`: applied on evidence other than
    the text of an act; shown wherever it counts. `proposed`: a bill; never in force, never posts.
    """

    ENACTED = "enacted"
    UNVERIFIED = "unverified"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Act:
    """A public act or bill. The same number exists in different sessions, so the session is a must.

    Attributes:
        number: as printed, such as "P.A. 22-118" or "H.B. 5038".
        session: such as "Reg. Sess. 2022", "June Sp. Sess. 2015", "May Sp. Sess. 2016".
        section: such as "§ 266", or "" where the whole act is meant.
    """

    number: str
    session: str
    section: str = ""

    def __str__(self) -> str:
        """Act, section and session: "P.A. 22-118 § 266 (Reg. Sess. 2022)"."""
        section = f" {self.section}" if self.section else ""
        return f"{self.number}{section} ({self.session})"


@dataclass(frozen=True, slots=True)
class Citation:
    """The clause an act of an office rests on.

    Attributes:
        provision: the codified clause, such as "C.G.S. § 10-262u(c)(1)(A)", or the guidance.
        act: the act that put it there, or None where no act is known.
        note: a caveat that must be shown with it, such as "operands unverified"; else "".
    """

    provision: str
    act: Act | None = None
    note: str = ""

    def __str__(self) -> str:
        """Provision, note and act in one line, as screens show it."""
        noted = f"{self.provision}, {self.note}" if self.note else self.provision
        return f"{noted}, {self.act}" if self.act else noted

    @property
    def short(self) -> str:
        """The clause and its caveat without the act: "§ 10-262u(c)(1)(C), operands unverified"."""
        provision = self.provision.removeprefix("C.G.S. ")
        return f"{provision}, {self.note}" if self.note else provision


class Purpose(StrEnum):
    """What a ledger is for, fixed in its first record and named on every screen."""

    PRODUCTION = "production"
    TRAINING = "training"
    DEMONSTRATION = "demonstration"


class Policy(StrEnum):
    """What a ledger asks of the people who act, fixed in its first record.

    `open`: names are claimed. `two-person`: proposer and approver differ. `signed`: as two-person;
    signatures come with a later step.
    """

    OPEN = "open"
    TWO_PERSON = "two-person"
    SIGNED = "signed"

    @property
    def needs_proposal(self) -> bool:
        """True where a release must be proposed by one person and authorized by another."""
        return self is not Policy.OPEN
