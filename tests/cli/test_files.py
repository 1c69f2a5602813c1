"""Files that a command is to write: the ending says what they are, and none is written over."""

import os
from pathlib import Path

import pytest
from cli_runner import run

from cli.files import as_csv, as_xlsx, require_free
from domain.errors import UsageError


@pytest.mark.parametrize(
    ("option", "name", "said", "advice"),
    [
        (
            "--csv",
            "list.xlsx",
            "--csv writes a file that ends in .csv",
            "Name it list.csv, or write it with --xlsx.",
        ),
        (
            "--xlsx",
            "list.csv",
            "--xlsx writes a file that ends in .xlsx",
            "Name it list.xlsx, or write it with --csv.",
        ),
        ("--csv", "ledger.db", "--csv writes a file that ends in .csv", "Name it ledger.csv."),
        ("--xlsx", "list", "--xlsx writes a file that ends in .xlsx", "Name it list.xlsx."),
    ],
)
def test_a_list_in_a_file_with_a_wrong_ending_is_a_usage_error(
    tmp_path: Path, option: str, name: str, said: str, advice: str
) -> None:
    ran = run("rules", "list", option, str(tmp_path / name))
    assert ran.code == 2
    assert ran.err.startswith(said)
    assert ran.err.splitlines()[-1] == advice
    assert not (tmp_path / name).exists()


def test_an_ending_in_capitals_is_the_same() -> None:
    assert as_csv(Path("LIST.CSV")) == Path("LIST.CSV")
    assert as_xlsx(Path("LIST.XLSX")) == Path("LIST.XLSX")


def test_a_device_may_have_any_name() -> None:
    assert as_csv(Path(os.devnull)) == Path(os.devnull)
    require_free(Path(os.devnull), replace=False)


def test_a_file_that_is_there_is_named_and_how_to_write_over_it(tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    require_free(file, replace=False)
    file.write_bytes(b"mine")
    with pytest.raises(UsageError) as caught:
        require_free(file, replace=False)
    assert caught.value.message == f"{file} is there already, and nothing was written over it."
    assert caught.value.next_step == "Name another, or give --replace to write over it."
    require_free(file, replace=True)
