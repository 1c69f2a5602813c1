"""Who is empowered, by what, and how surely we know it."""

import pytest

from domain.authority import Act, Citation, Office, Policy

PA_22_118 = Act("P.A. 22-118", "Reg. Sess. 2022", "§ 266")


def test_every_office_has_a_label_of_its_own() -> None:
    labels = [office.label for office in Office]
    assert len(set(labels)) == len(labels)
    assert Office.COMMISSIONER.label == "Commissioner of Education"


@pytest.mark.parametrize(
    ("act", "written"),
    [
        (PA_22_118, "P.A. 22-118 § 266 (Reg. Sess. 2022)"),
        (Act("P.A. 15-5", "June Sp. Sess. 2015"), "P.A. 15-5 (June Sp. Sess. 2015)"),
    ],
)
def test_an_act_is_written_with_its_session(act: Act, written: str) -> None:
    assert str(act) == written


def test_the_same_number_of_two_sessions_is_two_acts() -> None:
    assert Act("P.A. 17-2", "Reg. Sess. 2017") != Act("P.A. 17-2", "June Sp. Sess. 2017")


@pytest.mark.parametrize(
    ("citation", "written"),
    [
        pytest.param(
            Citation("C.G.S. § 10-262u(c)(1)(A)", PA_22_118),
            "C.G.S. § 10-262u(c)(1)(A), P.A. 22-118 § 266 (Reg. Sess. 2022)",
            id="provision and act",
        ),
        pytest.param(Citation("C.G.S. § 11-8b"), "C.G.S. § 11-8b", id="provision alone"),
        pytest.param(
            Citation("C.G.S. § 10-262u(c)(1)(C)", note="operands unverified"),
            "C.G.S. § 10-262u(c)(1)(C), operands unverified",
            id="with a caveat",
        ),
    ],
)
def test_a_citation_is_one_line(citation: Citation, written: str) -> None:
    assert str(citation) == written


def test_a_citation_has_a_short_form_without_its_act() -> None:
    assert Citation("C.G.S. § 10-262u(h)", PA_22_118).short == "§ 10-262u(h)"
    assert Citation("2012 guidance").short == "2012 guidance"


@pytest.mark.parametrize(
    ("policy", "needs_proposal"),
    [(Policy.OPEN, False), (Policy.TWO_PERSON, True), (Policy.SIGNED, True)],
)
def test_only_an_open_ledger_lets_one_person_release(policy: Policy, needs_proposal: bool) -> None:  # noqa: FBT001
    assert policy.needs_proposal is needs_proposal
