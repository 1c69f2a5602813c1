"""The real record of the shipped public figures, built once in each test process.

    url = real_record(tmp_path / "real.db")

Each caller gets a copy of its own. The record is of January 15, 2024, noon in Connecticut, so that
later writes by the computer's own clock are accepted. Not here: what the figures have to be.
"""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.authority import Policy, Purpose
from ledger.application import Ledger
from ledger.public_record import build
from ledger.stores.recorder import Recorder
from ledger.stores.sqlite import SQLiteRecorder

RECORDED = datetime(2024, 1, 15, 17, tzinfo=UTC)


def opened(recorder: Recorder, policy: Policy = Policy.OPEN) -> Ledger:
    """A new demonstration ledger with nothing but its first record."""
    ledger = Ledger(recorder, lambda: RECORDED)
    ledger.open_new(
        ledger_id="ab" * 16,
        name="Real",
        purpose=Purpose.DEMONSTRATION,
        policy=policy,
        actor="Ana",
    )
    return ledger


def real_record(file: Path) -> str:
    """Put a copy of the real record into a file; its address."""
    file.write_bytes(_built())
    return f"sqlite:///{file.absolute()}"


@cache
def _built() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "real.db"
        recorder = SQLiteRecorder(file)
        build(opened(recorder), "Ana", lambda _: None)
        recorder.close()
        return file.read_bytes()
