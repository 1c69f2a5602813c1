"""Addresses: which store they open, which are refused, and that no password is ever shown.

Concerns no provision of the statute.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import UsageError
from ledger.stores.memory import MemoryRecorder
from ledger.stores.open import open_recorder, shown
from ledger.stores.postgres import PostgresRecorder
from ledger.stores.sqlite import SQLiteRecorder


def test_three_slashes_are_a_relative_file() -> None:
    recorder = open_recorder("sqlite:///folder/ledger.db")
    assert isinstance(recorder, SQLiteRecorder)
    assert recorder._path == Path("folder/ledger.db")


def test_four_slashes_are_an_absolute_file(tmp_path: Path) -> None:
    recorder = open_recorder(f"sqlite:///{tmp_path / 'ledger.db'}", read_only=True)
    assert isinstance(recorder, SQLiteRecorder)
    assert recorder._path == tmp_path / "ledger.db"
    assert not recorder.is_initialised()


def test_a_postgresql_address_opens_postgresql(postgres_url: str) -> None:
    recorder = open_recorder(postgres_url)
    assert isinstance(recorder, PostgresRecorder)
    assert not recorder.is_initialised()
    recorder.close()


def test_memory_opens_memory() -> None:
    assert isinstance(open_recorder("memory:"), MemoryRecorder)


def test_a_user_of_a_file_never_loads_the_postgresql_driver() -> None:
    script = (
        "import sys; from ledger.stores.open import open_recorder;"
        " open_recorder('sqlite:///x.db'); sys.exit('psycopg' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], check=False)
    assert ran.returncode == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgres://user:hunter2@host/db", "postgres: is not an address"),
        ("postgresql+psycopg://user:hunter2@host/db", "postgresql+psycopg: is not an address"),
        ("mysql://user:hunter2@host/db", "mysql: is not an address"),
        ("sqlite://hunter2.db", "sqlite: is not an address"),
        ("host=h password=hunter2", "not the address of a ledger"),
        ("ledger.db", "not the address of a ledger"),
        ("", "not the address of a ledger"),
        ("sqlite:///", "does not name a database file"),
        ("sqlite:///:memory:", "does not name a database file"),
        ("sqlite:///ledger.db?mode=ro", "does not name a database file"),
        ("sqlite:///led\0ger.db", "does not name a database file"),
        ("postgresql://user:hunt@er2@host/db", "is not a PostgreSQL address"),
        ("postgresql://user:hunt/er2@host/db", "is not a PostgreSQL address"),
        ("postgresql://user:hunt?e@r2@host/db", "is not a PostgreSQL address"),
        ("postgresql://user:hunter2@host/db?colour=red", "is not a PostgreSQL address"),
        ("postgresql://user:hunt%er2@host/db", "is not a PostgreSQL address"),
    ],
)
def test_another_address_is_refused_without_its_password(url: str, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        open_recorder(url)
    assert said in refusal.value.message
    assert refusal.value.next_step.startswith("Write ")
    assert "hunt" not in refusal.value.message


@pytest.mark.parametrize(
    ("url", "without_password"),
    [
        ("postgresql://user:hunter2@host:5432/db", "postgresql://user:***@host:5432/db"),
        ("postgresql://user:hun/t@er:2@host/db", "postgresql://user:***@host/db"),
        ("postgresql://:hunter2@host/db", "postgresql://:***@host/db"),
        ("POSTGRESQL://user:hunter2@host/db", "POSTGRESQL://user:***@host/db"),
        ("postgresql://host/db?user=u&password=hunter2", "postgresql://host/db?user=u&password=***"),
        ("postgresql://h/d?sslpassword=hunter2&sslmode=require",
         "postgresql://h/d?sslpassword=***&sslmode=require"),
        ("postgresql://user@/db?host=/run/pg", "postgresql://user@/db?host=/run/pg"),
        ("postgresql://host:5432/db", "postgresql://host:5432/db"),
        ("sqlite:////data/ledger.db", "sqlite:////data/ledger.db"),
        ("memory:", "memory:"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_password(url: str, without_password: str) -> None:
    assert shown(url) == without_password
