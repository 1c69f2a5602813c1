"""An empty plan as TOML, with what may stand in it said beside each field.

Not here: the same as a workbook (`cli/workbook/package.py`). Source: C.G.S. § 10-262u(d).
"""

from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.statute.s262u_d_plan import Strategy
from ledger.plan_file import FORM

_TABLES = """\
# One block for each objective, target, group, budget line; take away the # in front and copy it.

# [[objectives]]
# key = "O1"                        # your own key, kept from version to version
# words = "what is to be reached"

# [[targets]]
# key = "T1"
# objective = "O1"
# measure = "what is measured"
# baseline = "where the district stands"          # may be left out
# target = "where it is to stand"

# [[stakeholders]]
# group = "a group, never the name of a person"
# collaboration = "how it took part"

# [[lines]]
# key = "1.1"
# description = "what is paid for"
# strategy = "{strategy}"
# object_code = ""                  # {codes}
# carry_over = 0                    # from the balance carried in
# current = "582729.50"             # from the portion of the year; cents only in quotes
# local_match = 0                   # the board's own money: shown and never counted
# reform = "new"                    # new, extension or existing
# tuition = false                   # true for interdistrict magnet tuition, § 10-262u(d)(B)

# Money of other programs in a consolidated application: shown and never counted.
# [[other_programs]]
# program = "Priority School District"
# description = "what is paid for"
# amount = 0
"""


def plan_text_template(
    *,
    district: District | None,
    fiscal_year: FiscalYear,
    strategies: tuple[Strategy, ...],
    object_codes: tuple[tuple[str, str], ...],
    guidelines: str | None,
) -> str:
    """An empty plan to fill in; as it stands it is read as a plan without money lines.

    `object_codes`: code and words; none where no list was set. Without a district the two lines
    that name it are empty, and the reader asks for them.
    """
    codes = ["no list of object codes was set: write what the budget form has"]
    if object_codes:
        codes = ["object codes:", *(f"  {code}  {words}" for code, words in object_codes)]
    head = [
        f"# Improvement plan, C.G.S. § 10-262u(d), for {fiscal_year}.",
        f"form = {_quoted(FORM)}",
        f"district = {_quoted(district.name if district else '')}",
        f"town_code = {district.code if district else _quoted('')}",
        f"fiscal_year = {_quoted(str(fiscal_year))}",
        "# board_approved_on = 2026-09-22   # the day the board of education approved it",
        f"guidelines = {_quoted(guidelines or '')}",
        "",
        f"# Strategies a plan for {fiscal_year} may include; a key such as",
        *(f"#   {item.key}  {item.words}" for item in strategies),
        *(f"# {line}" for line in codes),
        "",
    ]
    last = strategies[-1].key.value if strategies else ""
    tables = _TABLES.format(strategy=last, codes="see the list above")
    return "\n".join(" ".join(line.splitlines()) for line in head) + "\n" + tables


def _quoted(text: str) -> str:
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
