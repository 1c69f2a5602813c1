"""A payment profile is read strictly, holds no bank account, and says what changed in it."""

from datetime import date
from pathlib import Path

import pytest
from payable import profile, vendor_id

from domain.district import BY_CODE, district_named
from domain.errors import UsageError
from ledger.payments.profile import (
    CodingChange,
    FileFormat,
    PayeeChange,
    VendorIdMissingError,
    coding_changes,
    missing_vendor_ids,
    payee_changes,
    require_vendor_ids,
)
from ledger.payments.profile_file import (
    ProfileError,
    profile_of,
    profile_template,
    read_profile,
)

WINDSOR = district_named("Windsor")
LOCKS = district_named("Windsor Locks")

FILLED = """
format = "xml"
business_unit = "SYN64"
document = "synthetic memo of 2026-08-31"
approved_by = ["Ana", "Ben"]
approved_on = 2026-08-31

[chartfields]
fund = "00000"
account = "99999"

[vendors]
164 = { town = "Windsor", vendor_id = "9000000164" }
165 = { town = "windsor locks", vendor_id = "" }
"""


def refused(text: str) -> ProfileError:
    with pytest.raises(ProfileError) as caught:
        profile_of(text.encode(), "p.toml")
    assert caught.value.message.startswith("Profile p.toml: ")
    assert caught.value.next_step
    return caught.value


def replaced(old: str, new: str) -> str:
    assert old in FILLED
    return FILLED.replace(old, new)


# ---- reading ----


def test_a_filled_in_profile_is_read(tmp_path: Path) -> None:
    file = tmp_path / "osc.toml"
    file.write_text(FILLED, "utf-8")
    found = read_profile(file)
    assert (found.name, found.format, found.business_unit) == ("osc.toml", FileFormat.XML, "SYN64")
    assert list(found.chartfields.items()) == [("fund", "00000"), ("account", "99999")]
    assert found.approved_by == ("Ana", "Ben")
    assert found.approved_on == date(2026, 8, 31)
    assert found.said == (
        "Coding and vendor ids from profile osc.toml (synthetic memo of 2026-08-31), approved "
        "2026-08-31 by Ana and Ben."
    )


def test_a_vendor_id_that_is_not_filled_in_yet_is_missing() -> None:
    found = profile_of(FILLED.encode(), "p.toml")
    assert found.vendor_ids == {WINDSOR: "9000000164"}
    assert missing_vendor_ids(found, [LOCKS, WINDSOR]) == (LOCKS,)


def test_missing_payees_are_named_by_code_and_name() -> None:
    found = profile_of(FILLED.encode(), "p.toml")
    require_vendor_ids(found, [WINDSOR])
    with pytest.raises(VendorIdMissingError) as caught:
        require_vendor_ids(found, [LOCKS, WINDSOR, BY_CODE[2]])
    assert "for 2 payees: 002 Town of Ansonia, 165 Town of Windsor Locks." in caught.value.message
    assert caught.value.details == {"002": "Ansonia", "165": "Windsor Locks"}


def test_an_owner_is_found_without_the_zeros_a_spreadsheet_takes_away() -> None:
    found = profile(vendor_ids={WINDSOR: "0000000164"})
    assert found.owner_of("164") == WINDSOR
    assert found.owner_of("165") is None


def test_a_profile_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be read: No such file"):
        read_profile(tmp_path / "none.toml")


def test_a_file_too_large_to_be_a_profile_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    file.write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(ProfileError, match="larger than a profile can be"):
        read_profile(file)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('format = "xml"', 'format = "pdf"', "'format' is 'pdf', not csv or xml"),
        ('format = "xml"', "format = 1", "'format' has to be text in quotes"),
        ('"SYN64"', '""', "'business_unit' is blank"),
        ('"SYN64"', '"=SYN"', "'business_unit' is '=SYN'; up to 30 plain letters"),
        ('"SYN64"', '"SYN\\u200b"', "'business_unit' holds the character U+200B"),
        ("document =", "paper =", "'paper' is not a key of a profile"),
        ('document = "synthetic memo of 2026-08-31"\n', "", "'document' has to be text in quotes"),
        ('["Ana", "Ben"]', '["Ana"]', "'approved_by' has to be a list of two persons"),
        ('["Ana", "Ben"]', '"Ana, Ben"', "'approved_by' has to be a list of two persons"),
        ('["Ana", "Ben"]', '["Ana", " ana "]', "'approved_by' names 'Ana' twice"),
        ('["Ana", "Ben"]', '["Ana B.", "ana.b"]', "'approved_by' names 'Ana B.' twice"),
        ('["Ana", "Ben"]', '["Ana", 2]', "'approved_by' has to be text in quotes"),
        ('["Ana", "Ben"]', '["", ""]', "'approved_by' is blank"),
        ("2026-08-31\n\n", '"2026-08-31"\n\n', "'approved_on' has to be a day"),
        ("2026-08-31\n\n", "2026-08-31T10:00:00\n\n", "'approved_on' has to be a day"),
        ('fund = "00000"\naccount = "99999"', "", "'chartfields' is empty"),
        ("fund =", "Fund =", "'chartfields.Fund' is not a name of small letters"),
        ('"00000"', '"-1"', "'chartfields.fund' is '-1'"),
        ("[chartfields]", "[[chartfields]]", "'chartfields' has to be a table"),
        ("165 =", "170 =", "'vendors.170' is not a town code"),
        ("165 =", "windsor =", "'vendors.windsor' is not a town code"),
        ("165 =", "0164 =", "'vendors.0164' is not a town code"),
        ("165 =", "012 =", "says 'windsor locks', and town code 12 is Bolton (12)"),
        ('{ town = "Windsor", vendor_id', "{ vendor_id", "'vendors.164' has to give town and"),
        ('{ town = "Windsor", vendor_id = "9000000164" }', '"1"', "'vendors.164' has to be a tab"),
        ('vendor_id = ""', "vendor_id = 9", "'vendors.165.vendor_id' has to be text in quotes"),
        ('vendor_id = ""', 'vendor_id = "9000000164"', "has the vendor id of Windsor (164)"),
        ('vendor_id = ""', 'vendor_id = "09000000164"', "has the vendor id of Windsor (164)"),
        ("[vendors]", "[vendors]\n[vendors]", "it is not TOML in UTF-8"),
    ],
)
def test_what_is_not_as_it_has_to_be_is_refused_by_key(old: str, new: str, said: str) -> None:
    assert said in refused(replaced(old, new)).message


def test_a_payee_named_twice_is_refused() -> None:
    twice = f'{FILLED}\n0164 = {{ town = "Windsor", vendor_id = "1" }}'.replace("0164", "00164")
    assert "'vendors.00164' is not a town code" in refused(twice).message
    twice = f'{FILLED}\n2 = {{ town = "Ansonia", vendor_id = "1" }}'
    twice += '\n002 = { town = "Ansonia", vendor_id = "1" }'
    assert "'vendors.002' names Ansonia (2) a second time" in refused(twice).message


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ProfileError, match="it is not TOML in UTF-8"):
        profile_of(b"\xff", "p.toml")


def test_a_table_nested_a_thousand_times_is_refused_and_breaks_nothing() -> None:
    assert "it is not TOML" in refused(f"format = {'[' * 20_000}{']' * 20_000}").message


# ---- never a bank account ----


@pytest.mark.parametrize(
    "key",
    [
        "iban",
        "IBAN_town",
        "routing",
        "routing-number",
        "account_number",
        "accountNumber",
        "acct_no",
        "bank_account",
        "bank",
        "aba",
        "swift_code",
        "sort_code",
        "bic",
        "checking",
    ],
)
@pytest.mark.parametrize("place", ["", "[chartfields]\n", "[vendors]\n", "[[vendors.x]]\n"])
def test_a_key_that_looks_like_a_bank_account_is_refused_wherever_it_stands(
    key: str, place: str
) -> None:
    error = refused(f'{place}{key} = "1"')
    assert "looks like a bank account; none is ever kept in a ledger" in error.message
    assert error.details == {"key": key}


def test_the_account_of_the_states_coding_is_no_bank_account() -> None:
    assert "account" in profile_of(FILLED.encode(), "p.toml").chartfields


# ---- the template ----


def test_the_template_is_empty_and_says_unverified() -> None:
    text = profile_template([LOCKS, WINDSOR, LOCKS])
    assert "UNVERIFIED until the paying office fills it in" in text
    assert text.endswith(
        '164 = { town = "Windsor", vendor_id = "" }\n165 = { town = "Windsor Locks", '
        'vendor_id = "" }\n'
    )
    assert "'business_unit' is blank" in refused(text).message


def test_a_template_that_was_filled_in_is_a_profile() -> None:
    filled = (
        profile_template(BY_CODE.values())
        .replace('business_unit = ""', 'business_unit = "SYN64"')
        .replace('document = ""', 'document = "synthetic memo"')
        .replace('["", ""]', '["Ana", "Ben"]')
        .replace("# approved_on", "approved_on")
        .replace('# fund = ""', 'fund = "00000"')
    )
    found = profile_of(filled.encode(), "p.toml")
    assert found.chartfields == {"fund": "00000"}
    assert len(missing_vendor_ids(found, BY_CODE.values())) == 169


# ---- what changed ----


def test_a_digest_is_of_what_a_profile_says() -> None:
    first = profile_of(FILLED.encode(), "p.toml")
    commented = profile_of(f"# new\n{FILLED}".encode(), "renamed.toml")
    assert commented.digest == first.digest
    assert len(first.digest) == 64
    other = profile_of(replaced('"9000000164"', '"9000000165"').encode(), "p.toml")
    assert other.digest != first.digest


def test_changed_payees_are_told_with_both_vendor_ids() -> None:
    ansonia = BY_CODE[2]
    earlier = profile(vendor_ids={WINDSOR: "1", LOCKS: "2", BY_CODE[64]: "3"})
    now = profile(vendor_ids={ansonia: "4", WINDSOR: "9", BY_CODE[64]: "3"})
    assert payee_changes(now, earlier) == (
        PayeeChange(district=ansonia, before=None, after="4"),
        PayeeChange(district=WINDSOR, before="1", after="9"),
        PayeeChange(district=LOCKS, before="2", after=None),
    )
    assert payee_changes(now, now) == ()


def test_changed_coding_is_told_field_by_field() -> None:
    earlier = profile(chartfields={"fund": "0", "program": "7"})
    now = profile(business_unit="SYN65", chartfields={"fund": "1"}, form=FileFormat.XML)
    assert coding_changes(now, earlier) == (
        CodingChange(field="business_unit", before="SYN64", after="SYN65"),
        CodingChange(field="chartfields.fund", before="0", after="1"),
        CodingChange(field="chartfields.program", before="7", after=None),
        CodingChange(field="format", before="csv", after="xml"),
    )
    assert coding_changes(now, now) == ()


def test_a_file_name_nobody_can_read_is_refused() -> None:
    with pytest.raises(UsageError, match="The name of the profile"):
        profile_of(FILLED.encode(), "p\x07.toml")


def test_the_synthetic_profile_of_the_tests_knows_every_town() -> None:
    assert profile().vendor_ids[WINDSOR] == vendor_id(WINDSOR) == "9000000164"
