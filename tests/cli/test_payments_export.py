"""The voucher file leaves once per content, with labels, control total and a paper to be signed."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from cli_runner import Ran
from october import BATCH, PLANS, SUPPLEMENT, TOTAL, October, october, paid, returned

from cli.render import replace_file
from domain.batch_events import PaymentFileWritten
from domain.errors import ConflictError, UnreadableFileError
from domain.money import Money
from ledger.batch_record import batch_named
from ledger.exporting import payment_file, record_file, written_event
from ledger.left_before import files_left
from ledger.payments.profile_file import read_profile
from ledger.payments_on_record import of_batch


def written(ledger: October) -> list[PaymentFileWritten]:
    with ledger.opened() as opened:
        own = [kept.record.data for kept in opened.own_history()]
    return [event for event in own if isinstance(event, PaymentFileWritten)]


def export(ledger: October, *more: str, name: str = "oct.csv", form: str = "csv") -> Path:
    file = ledger.folder / name
    profile = ledger.profile(form=form)
    ran = ledger.run("export", BATCH, "--profile", profile, "--out", str(file), *more)
    assert ran.code == 0, ran.err
    return file


def export_to(ledger: October, name: str) -> tuple[str, ...]:
    """The arguments of an export to a file of that name."""
    return ("export", BATCH, "--profile", ledger.profile(), "--out", str(ledger.folder / name))


def old_record(ledger: October) -> None:
    """A file recorded as in schema 1: without its vouchers and the profile's parts."""
    event = PaymentFileWritten(
        batch=BATCH,
        file="old.csv",
        sha256="ef" * 32,
        profile_sha256="01" * 32,
        count=3,
        total=Money.parse(TOTAL),
    )
    with ledger.opened() as opened:
        batch = batch_named(opened, BATCH)
        record_file(opened, batch, event, actor="A. Example", command_id="old-file")


def test_a_file_has_a_labelled_line_for_each_payment_and_a_schedule_beside_it(
    tmp_path: Path,
) -> None:
    ledger = october(tmp_path).issued()
    file = export(ledger)
    lines = file.read_text("utf-8").splitlines()
    assert len(lines) == 4
    assert all(line.startswith("TRAINING,FY2027-OCT-1,2027,") for line in lines[1:])
    assert "Town of Windsor Locks" in lines[3]
    schedule = (tmp_path / "oct.txt").read_text("utf-8")
    assert "control total  3 vouchers · 599,373.00" in schedule
    assert "Approved by" in schedule


def test_the_file_is_recorded_with_its_control_figures_and_digests(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    file = export(ledger)
    (event,) = written(ledger)
    assert event.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (event.file, event.count, str(event.total)) == ("oct.csv", 3, TOTAL)


def test_the_same_bytes_are_recorded_once(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    first = export(ledger).read_bytes()
    size = ledger.size
    file = ledger.folder / "again.csv"
    ran = ledger.run(
        "export", BATCH, "--profile", ledger.profile(), "--out", str(file), home=tmp_path / "other"
    )
    assert "the same bytes are on record already, nothing new recorded" in ran.out
    assert (file.read_bytes(), ledger.size) == (first, size)


def test_the_answer_as_json_names_range_count_total_and_digest(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    file = tmp_path / "oct.xml"
    ran = ledger.run(
        *("export", BATCH, "--profile", ledger.profile(form="xml"), "--out", str(file), "--json")
    )
    assert ran.json()["schema"] == "alliance.payments.export/1"
    assert (ran.data["first_invoice"], ran.data["last_invoice"]) == (
        "AD27-OCT-044-1",
        "AD27-OCT-165-1",
    )
    assert (ran.data["count"], ran.data["total"], ran.data["format"]) == (3, TOTAL, "xml")
    assert ran.data["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (ran.data["recorded"], ran.data["label"]) == (True, "TRAINING")


def test_a_dry_run_writes_neither_file_nor_record(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    size = ledger.size
    file = export(ledger, "--dry-run")
    assert (file.exists(), ledger.size) == (False, size)


def test_a_batch_that_is_not_issued_is_not_exported(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    ran = ledger.run(*export_to(ledger, "o.csv"), "--json")
    assert (ran.code, ran.error["code"]) == (3, "nothing_in_payment")
    ledger.batch({"Windsor": "1.00"}, name=SUPPLEMENT, reason="synthetic", approved=False)
    profile = ledger.profile()
    only = ("export", SUPPLEMENT, "--profile", profile, "--out", str(tmp_path / "s.csv"))
    ran = ledger.run(*only, "--json")
    assert (ran.code, ran.error["code"]) == (3, "batch_stage")


def test_payments_that_were_issued_one_by_one_are_exported(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    place = ("--fiscal-year", "2027", "--release", BATCH, "--effective-on", "2026-10-07")
    for town in PLANS:
        assert ledger.run("issue-release", town, *place).code == 0
    assert len(export(ledger).read_text("utf-8").splitlines()) == 4
    assert [event.count for event in written(ledger)] == [3]


@pytest.mark.parametrize("there", ["oct.csv", "oct.txt"])
def test_nothing_is_written_over_unless_asked_for(tmp_path: Path, there: str) -> None:
    ledger = october(tmp_path).issued()
    (tmp_path / there).write_text("mine", "utf-8")
    ran = ledger.run(*export_to(ledger, "oct.csv"), "--json")
    assert (ran.code, ran.error["code"], written(ledger)) == (2, "usage", [])
    assert (tmp_path / there).read_text("utf-8") == "mine"
    assert ledger.run(*export_to(ledger, "oct.csv"), "--replace").code == 0
    assert (tmp_path / there).read_text("utf-8") != "mine"


def test_a_file_that_cannot_be_put_in_place_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UnreadableFileError, match="No space left"):
        replace_file(tmp_path / "oct.csv", b"half of it")
    assert list(tmp_path.iterdir()) == []


def test_other_payees_of_equal_amounts_are_no_file_of_what_is_in_payment(tmp_path: Path) -> None:
    ledger = october(tmp_path, batch=False)
    ledger.batch({"Windsor": "1000.00", "Windsor Locks": "1000.00"})
    assert ledger.issue(count=2, total="2000.00").code == 0
    place = ("--fiscal-year", "2027", "--release", BATCH, "--effective-on", "2026-10-08")
    assert ledger.run("return-release", "Windsor Locks", *place, "--because", "x").code == 0
    with ledger.opened() as opened:
        batch = batch_named(opened, BATCH)
        profile = read_profile(Path(ledger.profile()))
        file = payment_file(opened, batch, of_batch(opened, batch), profile, date(2026, 11, 22))
        assert ledger.run("return-release", "Windsor", *place, "--because", "x").code == 0
        assert ledger.run("issue-release", "Windsor Locks", *place).code == 0
        event = written_event(batch, file, "x.csv", profile)
        with pytest.raises(ConflictError, match="by somebody else"):
            record_file(opened, batch, event, actor="A. Example", command_id="late")


def test_what_was_paid_is_not_written_again(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    some = ledger.extract(paid("Windsor"), paid("Windsor Locks"))
    assert ledger.run("confirm", BATCH, some).code == 1  # East Haven is missing
    file = export(ledger)
    assert len(file.read_text("utf-8").splitlines()) == 2
    rest = ledger.extract(paid("East Haven"), name="rest.csv")
    ledger.run("confirm", BATCH, rest)
    ran = ledger.run(
        *("export", BATCH, "--profile", ledger.profile(), "--out", str(file), "--json")
    )
    assert (ran.code, ran.error["code"]) == (3, "nothing_in_payment")


def test_another_profile_than_the_last_is_said(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    export(ledger)
    other = ledger.profile("other.toml", c164="9999999999")
    ran = ledger.run(
        *("export", BATCH, "--profile", other, "--out", str(tmp_path / "b.csv"), "--json")
    )
    assert ran.data["profile_changed_since_last_file"] is True
    assert ran.data["payees_changed"] == [
        {
            "town_code": 164,
            "district": "Windsor",
            "before": "9000000164",
            "after": "9999999999",
            "file": "oct.csv",
        }
    ]


def again(ledger: October, profile: str, name: str = "again.csv") -> Ran:
    """Export once more, to another file, as JSON."""
    file = str(ledger.folder / name)
    ran = ledger.run("export", BATCH, "--profile", profile, "--out", file, "--json")
    assert ran.code == 0, ran.err
    return ran


def day_of(ledger: October) -> str:
    """The day the first file was recorded: the clock's."""
    with ledger.opened() as opened:
        return str(files_left(opened)[0].on)


def test_vouchers_that_left_before_are_named_with_the_file_they_left_in(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    assert "caution" not in ledger.run(*export_to(ledger, "oct.csv")).out
    ran = again(ledger, ledger.profile())
    caution = (
        f"3 vouchers (AD27-OCT-044-1, AD27-OCT-164-1, AD27-OCT-165-1) already left in oct.csv of "
        f"{day_of(ledger)}. Ask whether that file was loaded: load one of the two, never both."
    )
    assert ran.data["cautions"] == [caution]
    assert f"caution  {caution}" in ran.data["notes"]
    (left,) = ran.data["left_already"]
    assert (left["file"], len(left["invoices"]), left["surely"]) == ("oct.csv", 3, True)
    schedule = " ".join((tmp_path / "again.txt").read_text("utf-8").split())
    assert f"CAUTION {caution}" in schedule


def test_only_what_leaves_again_is_counted(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    export(ledger)
    ledger.run("confirm", BATCH, ledger.extract(paid("Windsor"), paid("Windsor Locks")))
    (left,) = again(ledger, ledger.profile()).data["left_already"]
    assert left["invoices"] == ["AD27-OCT-044-1"]


def test_a_payment_that_came_back_and_leaves_again_is_told_apart(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    export(ledger)
    back = ledger.extract(returned("East Haven"), paid("Windsor"), paid("Windsor Locks"))
    ledger.run("confirm", BATCH, back)
    issued = ledger.issue("--returned", count=1, total="310458.00", on="2026-10-21")
    assert issued.code == 0, issued.err
    ran = again(ledger, ledger.profile())
    assert ran.data["cautions"] == [
        (
            f"AD27-OCT-044-1 left in oct.csv of {day_of(ledger)} too; it came back on 2026-10-19 "
            "and was issued again. Only where its first voucher was deleted is the number free."
        )
    ]
    (left,) = ran.data["left_already"]
    assert (left["invoices"], left["issued_again"]) == ([], ["AD27-OCT-044-1"])


def dated_anew(ledger: October, town: str, day: str) -> None:
    """The day of the town's payment order is put right."""
    history = ledger.alliance("replay", town, "--fiscal-year", "2027", "--json").rows
    orders = [row["position"] for row in history if row["event"] == "ReleaseIssued"]
    ran = ledger.alliance("correct", str(orders[-1]), "--day", day, "--because", "another day")
    assert ran.code == 0, ran.err


def test_an_order_whose_day_was_put_right_left_all_the_same(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    back = ledger.extract(returned("East Haven"), paid("Windsor"), paid("Windsor Locks"))
    ledger.run("confirm", BATCH, back)
    issued = ledger.issue("--returned", count=1, total="310458.00", on="2026-10-21")
    assert issued.code == 0, issued.err
    export(ledger)
    dated_anew(ledger, "East Haven", "2026-10-22")
    dated_anew(ledger, "East Haven", "2026-10-23")
    (left,) = again(ledger, ledger.profile()).data["left_already"]
    assert (left["invoices"], left["issued_again"]) == (["AD27-OCT-044-1"], [])


def test_it_may_have_left_in_a_file_whose_record_names_no_vouchers(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    old_record(ledger)
    dated_anew(ledger, "East Haven", "2026-10-08")
    (left,) = again(ledger, ledger.profile()).data["left_already"]
    assert left["invoices"] == ["AD27-OCT-044-1", "AD27-OCT-164-1", "AD27-OCT-165-1"]


def test_a_file_whose_record_names_no_vouchers_may_have_held_them(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    old_record(ledger)
    ran = again(ledger, ledger.profile())
    on = day_of(ledger)
    assert ran.data["cautions"] == [
        (
            "3 vouchers (AD27-OCT-044-1, AD27-OCT-164-1, AD27-OCT-165-1) may have left in old.csv "
            f"of {on}. Ask whether that file was loaded: load one of the two, never both."
        ),
        (
            f"this profile is not the one of old.csv of {on}; payee details may have changed, and "
            "its record does not say which. Compare: alliance payments profile check FILE "
            "--against FILE"
        ),
    ]


def test_payees_whose_vendor_ids_were_exchanged_are_named(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    export(ledger)
    other = ledger.profile("other.toml", c164="9000000165", c165="9000000164")
    ran = again(ledger, other)
    file = f"oct.csv of {day_of(ledger)}"
    assert ran.data["cautions"][1:] == [
        (
            f"Town of Windsor (164) is paid to vendor id 9000000165, in {file} to 9000000164. Two "
            "persons have to know why."
        ),
        (
            f"Town of Windsor Locks (165) is paid to vendor id 9000000164, in {file} to "
            "9000000165. Two persons have to know why."
        ),
        (
            f"vendor ids changed since {file}, and more may have than are named above. Compare: "
            "alliance payments profile check FILE --against FILE"
        ),
    ]


def test_another_form_of_the_file_is_no_caution_about_payees(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    export(ledger)
    ran = again(ledger, ledger.profile(form="xml"), "form.xml")
    assert ran.data["profile_changed_since_last_file"] is True
    assert [one for one in ran.data["cautions"] if "already left" not in one] == []
    assert (
        f"The profile is not that of oct.csv of {day_of(ledger)}, but vendor ids, business unit "
        "and chartfields are the same."
    ) in ran.data["notes"]


def test_changed_coding_is_a_caution_of_its_own(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    export(ledger)
    other = Path(ledger.profile("other.toml"))
    other.write_text(other.read_text("utf-8").replace('"SYN64"', '"SYN65"'), "utf-8")
    assert again(ledger, str(other)).data["cautions"][1:] == [
        (
            f"business unit or chartfields are not those of oct.csv of {day_of(ledger)}. Compare: "
            "alliance payments profile check FILE --against FILE"
        )
    ]


def test_vendor_ids_of_payees_outside_the_file_are_a_caution_too(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    export(ledger)
    ledger.run("confirm", BATCH, ledger.extract(paid("Windsor"), paid("Windsor Locks")))
    other = ledger.profile("other.toml", c164="9999999999")
    assert again(ledger, other).data["cautions"][1:] == [
        (
            f"vendor ids changed since oct.csv of {day_of(ledger)}, of payees not compared here. "
            "Compare: alliance payments profile check FILE --against FILE"
        )
    ]


def test_a_ledger_is_never_overwritten_by_a_payment_file(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    size = ledger.size
    database = tmp_path / "october.db"
    ran = ledger.run(
        *("export", BATCH, "--profile", ledger.profile(), "--out", str(database), "--json")
    )
    assert ran.code == 2
    assert ledger.size == size


def test_file_schedule_and_profile_are_three_files(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    profile = ledger.profile()
    ran = ledger.run("export", BATCH, "--profile", profile, "--out", profile, "--json")
    assert (ran.code, ran.error["code"]) == (2, "usage")


def test_a_profile_approved_by_one_person_is_refused(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    file = Path(ledger.profile())
    file.write_text(file.read_text("utf-8").replace('["Ana", "Ben"]', '["Ana", "Ana"]'), "utf-8")
    ran = ledger.run(
        *("export", BATCH, "--profile", str(file), "--out", str(tmp_path / "o.csv"), "--json")
    )
    assert (ran.code, ran.error["code"]) == (2, "payment_profile")


def test_a_production_ledger_has_no_label_and_wants_an_approval_that_has_come(
    tmp_path: Path,
) -> None:
    ledger = october(tmp_path, purpose="production").issued()
    file = export(ledger)
    assert file.read_text("utf-8").splitlines()[1].startswith(",FY2027-OCT-1,")
    later = Path(ledger.profile("later.toml"))
    later.write_text(later.read_text("utf-8").replace("= 2026-08-31", "= 2998-08-31"), "utf-8")
    ran = ledger.run(
        *("export", BATCH, "--profile", str(later), "--out", str(tmp_path / "x.csv"), "--json")
    )
    assert (ran.code, ran.error["code"]) == (3, "profile_not_approved")


def test_a_payee_without_a_vendor_id_stops_the_file(tmp_path: Path) -> None:
    ledger = october(tmp_path).issued()
    ran = ledger.run(
        *("export", BATCH, "--profile", ledger.profile(c165=""), "--out", str(tmp_path / "x.csv")),
        "--json",
    )
    assert (ran.code, ran.error["code"]) == (3, "vendor_id_missing")
    assert ran.error["details"] == {"165": "Windsor Locks"}


# ---- the profile ----


def test_an_empty_profile_has_a_line_for_every_designated_district(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    file = tmp_path / "empty.toml"
    ran = ledger.run("profile", "template", "--out", str(file), "--fiscal-year", "2027")
    assert ran.code == 0
    assert "an empty profile for 3 payees" in ran.out
    assert '165 = { town = "Windsor Locks", vendor_id = "" }' in file.read_text("utf-8")


def test_a_filled_in_profile_is_not_overwritten_by_an_empty_one(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    profile = ledger.profile()
    ran = ledger.run("profile", "template", "--out", profile, "--json")
    assert (ran.code, ran.error["code"]) == (2, "usage")


def test_a_template_can_be_rehearsed(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    file = tmp_path / "empty.toml"
    ran = ledger.run("profile", "template", "--out", str(file), "--dry-run", "--json")
    assert (ran.data["payees"], file.exists()) == (3, False)
    said = ledger.run("profile", "template", "--out", str(file), "--dry-run")
    assert "DRY RUN" in said.out


def test_a_whole_profile_has_no_findings(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    profile = ledger.profile()
    ran = ledger.run("profile", "check", profile, "--against", profile)
    assert ran.code == 0
    assert "nothing changed since the earlier profile" in ran.out


def test_a_changed_payee_is_a_finding(tmp_path: Path) -> None:
    ledger = october(tmp_path)
    earlier, now = ledger.profile("a.toml"), ledger.profile("b.toml", c164="8000000164")
    ran = ledger.run("profile", "check", now, "--against", earlier, "--json")
    assert ran.code == 1
    (row,) = ran.rows
    assert (row["what"], row["district"], row["before"], row["after"]) == (
        "vendor id changed",
        "Windsor",
        "9000000164",
        "8000000164",
    )


@pytest.mark.parametrize(
    ("form", "ids", "what"),
    [("xml", {}, "coding changed"), ("csv", {"c44": ""}, "no vendor id")],
)
def test_changed_coding_and_missing_ids_are_findings(
    tmp_path: Path, form: str, ids: dict[str, str], what: str
) -> None:
    ledger = october(tmp_path)
    earlier = ledger.profile("a.toml")
    now = ledger.profile("b.toml", form=form, **ids)
    ran = ledger.run("profile", "check", now, "--against", earlier, "--json")
    assert ran.code == 1
    assert what in {row["what"] for row in ran.rows}
    json.dumps(ran.data)


def test_a_file_of_what_is_no_longer_in_payment_is_not_recorded(tmp_path: Path) -> None:
    made = october(tmp_path).issued()
    with made.opened() as ledger:
        batch = batch_named(ledger, BATCH)
        # 599,373.00 of three, decided upon before Windsor is confirmed by somebody else.
        event = PaymentFileWritten(
            batch=BATCH,
            file="oct.csv",
            sha256="ab" * 32,
            profile_sha256="cd" * 32,
            count=3,
            total=Money.parse(TOTAL),
        )
        made.run("confirm", BATCH, made.extract(paid("Windsor")))
        size = ledger.store.position()
        with pytest.raises(ConflictError, match=r"while oct\.csv was written"):
            record_file(ledger, batch, event, actor="C. Clerk", command_id="file-1")
        assert ledger.store.position() == size
