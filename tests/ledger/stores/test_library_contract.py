"""The library's own contract tests, run on our stores with text for stream names.

Not here: our additions to the contract (`test_contract.py`). Concerns no provision of the statute.
"""

import sys
from pathlib import Path
from types import ModuleType
from unittest.mock import patch
from uuid import uuid4

import pytest

from ledger.stores.memory import MemoryRecorder
from ledger.stores.postgres import PostgresRecorder
from ledger.stores.recorder import Recorder
from ledger.stores.sqlite import SQLiteRecorder

# The library's cases import a cipher, for tests of mappers that are not run here; the package
# behind it is none of ours. An empty module in its place, for the length of the import.
cipher = ModuleType("eventsourcing.cipher")
vars(cipher)["AESCipher"] = object
with patch.dict(sys.modules, {"eventsourcing.cipher": cipher}):
    # The module, not its classes: pytest would collect an imported case and run it bare.
    from eventsourcing.tests import persistence as library


class OneStore(library.RecorderTestCase):
    """Streams are named by text; the store of each test is closed after it."""

    recorder: Recorder

    def new_originator_id(self) -> str:
        return str(uuid4())

    def create_recorder(self) -> Recorder:
        self.recorder.initialise()
        self.addCleanup(self.recorder.close)
        return self.recorder


class InMemory(OneStore):
    def setUp(self) -> None:
        self.recorder = MemoryRecorder()


class InSQLite(OneStore):
    @pytest.fixture(autouse=True)
    def place(self, tmp_path: Path) -> None:
        self.recorder = SQLiteRecorder(tmp_path / "ledger.db", timeout=60)


class InPostgreSQL(OneStore):
    @pytest.fixture(autouse=True)
    def place(self, postgres_url: str) -> None:
        self.recorder = PostgresRecorder(postgres_url)


class TestMemory(InMemory, library.ApplicationRecorderTestCase[Recorder]):
    pass


class TestSQLite(InSQLite, library.ApplicationRecorderTestCase[Recorder]):
    pass


class TestPostgreSQL(InPostgreSQL, library.ApplicationRecorderTestCase[Recorder]):
    pass


class TestMemoryPositionsDoNotInterleave(InMemory, library.NonInterleavingNotificationIDsBaseCase):
    pass


class TestSQLitePositionsDoNotInterleave(InSQLite, library.NonInterleavingNotificationIDsBaseCase):
    pass


class TestPostgreSQLPositionsDoNotInterleave(
    InPostgreSQL, library.NonInterleavingNotificationIDsBaseCase
):
    pass
