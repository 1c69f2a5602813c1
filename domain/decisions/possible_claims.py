"""What cannot be in the claims of a district-year, asked once more after a correction.

Each finding is decided at most once over, each claim settled at most whole, and no step stands
without what it rests on. Source: C.G.S. § 10-262u(g): "up to". Not here: the way of the grant's
money (`possible.py`).
"""

from itertools import combinations

from domain.chart import Account
from domain.claim_state import Claims, Finding
from domain.figures import allocation
from domain.money import ZERO, Money, total
from domain.state import DistrictYear
from domain.words import same_words

_CLAIMS = (Account.FINDING_OPEN, Account.REPAY_DUE, Account.REDUCTION_DUE)


def impossible_claims(state: DistrictYear) -> dict[str, Money]:
    """Every impossibility by name, with the amount it is off by; empty where all can be.

    Zero where it is about no amount: a step without what it rests on.
    """
    claims = state.claims
    found = {
        account.value: state.standing(account)
        for account in _CLAIMS
        if state.standing(account) < ZERO
    }
    for name, finding in claims.findings.items():
        found |= _of_finding(name, finding)
    found |= _lines_twice(claims)
    for name, one in claims.determinations.items():
        if one.repaid < ZERO:
            found[f"paid back above what was repaid of {name}"] = -one.repaid
        if one.repay_open < ZERO:
            found[f"settled above the repayment of {name}"] = -one.repay_open
        if one.reduction_open < ZERO:
            found[f"settled above the reduction of {name}"] = -one.reduction_open
        if one.issued is not None and one.procedure is None:
            found[f"{name} issued without a procedure"] = ZERO
    for lost in claims.lost:
        found[f"{lost} without what it rests on"] = ZERO
    above = state.standing(Account.REDUCTION_APPLIED) - (allocation(state) or ZERO)
    if claims.reductions and above > ZERO:
        found["reduced above the new money of the year"] = above
    return found


def _of_finding(name: str, finding: Finding) -> dict[str, Money]:
    found = {}
    if finding.open < ZERO:
        found[f"decided above finding {name}"] = -finding.open
    if finding.absorbed_by is not None and finding.open > ZERO:
        found[f"finding {name} absorbed otherwise than it is open"] = finding.open
    for line in {*finding.allowed, *finding.disallowed}:
        settled = [finding.allowed.get(line, ZERO), finding.disallowed.get(line, ZERO)]
        above = total(settled) - finding.questioned(line)
        if above > ZERO:
            found[f"settled above what is questioned of {name}, {line or 'no line'}"] = above
    return found


def _lines_twice(claims: Claims) -> dict[str, Money]:
    standing = [(name, one) for name, one in claims.findings.items() if one.stands]
    return {
        f"line {line} in {name} and in {other}": second.questioned(same)
        for (name, first), (other, second) in combinations(standing, 2)
        for line in first.line_keys
        for same in second.line_keys
        if same_words(line, same)
    }
