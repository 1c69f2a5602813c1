"""Payment of the ECS grant in installments, and what aid may be used for. C.G.S. § 10-262i(b), (c).

The installments are those of the ECS grant. What the Comptroller withholds as the Alliance portion
is not in them, and no installment dates exist for it.
Not here: forfeitures under (e); the minimum budget requirement of § 10-262j.
"""

from dataclasses import dataclass
from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.statute.acts import JULY_1_1989, JULY_1_2012, PA_12_116, PA_88_358
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-262i(b)"
_USE_PROVISION: Final = "C.G.S. § 10-262i(c)"
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Installment:
    """One installment that is a share of the grant.

    Attributes:
        month: the month it is paid in, such as "October".
        percent: its share of the grant.
    """

    month: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallmentPlan:
    """How a grant is paid over the fiscal year.

    Attributes:
        shares: the installments that are a share of the grant, in order.
        balance_month: the month of the last installment, which is whatever is left.
    """

    shares: tuple[Installment, ...]
    balance_month: str

    @property
    def months(self) -> tuple[str, ...]:
        """The months of payment in order, the month of the balance last."""
        return (*(share.month for share in self.shares), self.balance_month)

    def split(self, amount: Money) -> tuple[Money, ...]:
        """The installments of an amount, in order of `months`; they add up to it exactly.

        Each share is rounded half-up to the cent; the balance takes the residue.
        """
        paid = tuple(amount.share(share.percent, _WHOLE) for share in self.shares)
        return (*paid, amount - total(paid))


INSTALLMENTS: Final[Schedule[InstallmentPlan]] = Schedule(
    name="installments",
    title="installments of the ECS grant",
    provision=_PROVISION,
    unit="percent of the grant",
    entries=(
        Entry(
            value=InstallmentPlan(
                shares=(
                    Installment(month="October", percent=25),
                    Installment(month="January", percent=25),
                ),
                balance_month="April",
            ),
            shown="25 % in October, 25 % in January, balance in April",
            # FY2000 is the first year this ledger can name; the section begins with FY1990.
            first_year=FiscalYear(2000),
            last_year=None,
            effective=JULY_1_1989,
            citation=Citation(_PROVISION, PA_88_358),
            status=Status.ENACTED,
            note="The balance is paid in March to a town that has not adopted the uniform fiscal "
            "year and would not otherwise receive it within its fiscal year. The number of the "
            "act is general knowledge; earlier wordings were not traced.",
        ),
    ),
)

USE_OF_AID: Final[Schedule[str]] = Schedule(
    name="use-of-aid",
    title="the use of ECS and Alliance funds",
    provision=_USE_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="Aid is spent for educational purposes only, on the authorization of the board "
            "of education; it does not supplant local funding.",
            shown="educational purposes, on the board's authorization",
            first_year=FiscalYear(2000),
            last_year=None,
            effective=JULY_1_1989,
            citation=Citation(_USE_PROVISION, PA_88_358),
            status=Status.ENACTED,
            note="The ban on supplanting begins with FY1999.",
        ),
        Entry(
            value="As before, for Alliance funds too, in accordance with § 10-262u.",
            shown="educational purposes, on the board's authorization, as § 10-262u says",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_USE_PROVISION, PA_12_116),
            status=Status.UNVERIFIED,
            note="The words stand in the text read; which act added them, and when, was not "
            "opened. P.A. 12-116, which made the program, is given.",
        ),
    ),
)
