"""The type checker stops what would be from being recorded, sealed, counted or listed as official.

A small program that tries each way is given to mypy: every line marked "# refused" has to be an
error of its own, and no other line. The import contracts in pyproject.toml hold the modules apart.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from domain.counterfactual import Counterfactual
from domain.events import AlliancePortionWithheld
from domain.money import Money
from ledger.codec import canonical, sha256_of

ROOT = Path(__file__).resolve().parents[2]

TRIES = """
from dataclasses import replace
from pathlib import Path

from cli.counterfactual import CounterfactualTable
from cli.render import Table, write_csv, write_files, write_xlsx
from cli.wiring import Office, answer
from domain.commands import Instruction, WithholdPortion
from domain.counterfactual import Counterfactual
from domain.decisions.case import Case, Decided
from domain.events import AlliancePortionWithheld
from domain.money import Money, total
from domain.statute.bill import ProposedRuleSet
from domain.whatif import WhatIfRow
from ledger.application import Ledger
from ledger.record import Record
from ledger.unit import Unit


def record_it(
    supposed: Counterfactual,
    row: WhatIfRow,
    bill: ProposedRuleSet,
    table: CounterfactualTable,
    official: Table,
    case: Case,
    ledger: Ledger,
    record: Record,
    unit: Unit,
    office: Office,
    instruction: Instruction,
    decided: Decided,
    file: Path,
    money: Money,
) -> None:
    AlliancePortionWithheld(amount=money)
    AlliancePortionWithheld(amount=supposed)  # refused
    WithholdPortion(amount=money)
    WithholdPortion(amount=supposed)  # refused
    replace(instruction, command=row)  # refused
    replace(case, rules=bill)  # refused
    replace(decided, event=row)  # refused
    ledger.append([record], [], recorded_at="")
    ledger.append([row], [], recorded_at="")  # refused
    unit.perform(row)  # refused
    replace(record, data=row)  # refused
    total([money, money])
    total([money, supposed])  # refused
    money + supposed  # refused
    supposed + money  # refused
    money < supposed  # refused
    write_csv(official, file)
    write_csv(table, file)  # refused
    write_xlsx(table, file)  # refused
    write_files(table, file, file)  # refused
    answer(office, official, as_json=True)
    answer(office, table, as_json=True)  # refused
    Table(name="balance.list", columns=(), rows=[{"portion": money}])
    Table(name="balance.list", columns=(), rows=[{"portion": supposed}])  # refused
"""


def test_every_way_to_record_or_publish_a_counterfactual_is_a_type_error(tmp_path: Path) -> None:
    tried = tmp_path / "tries.py"
    tried.write_text(TRIES, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(tried)],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    refused = {
        number for number, line in enumerate(TRIES.splitlines(), start=1) if "# refused" in line
    }
    errors = {
        int(line)
        for file, line in re.findall(r"^(.+?):(\d+): error: ", ran.stdout, flags=re.MULTILINE)
        if file.endswith("tries.py")
    }
    assert len(refused) == 17
    assert errors == refused, ran.stdout + ran.stderr


def test_the_encoder_of_records_refuses_what_got_past_the_type_checker() -> None:
    forged = AlliancePortionWithheld(amount=Money.parse("100.00"))
    assert canonical(forged) == b'{"amount":"100.00","voucher":null}'
    object.__setattr__(forged, "amount", Counterfactual(Money.parse("100.00")))
    with pytest.raises(NotImplementedError, match="Counterfactual has no canonical form"):
        sha256_of(forged)
