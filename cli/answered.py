"""Commands whose answer is on its way to the screen; their notes go once it is there.

A window closed between the record and the screen leaves the note, and `alliance outcome` tells.
Not here: writing the note (`sending.py`).
"""

_ids: list[str] = []


def answered(command_id: str) -> None:
    """The ledger has answered; the person has not seen it yet."""
    _ids.append(command_id)


def forget_answered() -> None:
    """The answer was shown, so the notes are not needed any more."""
    if not _ids:
        return
    from ledger.settings import forget_sent  # here, so that `--help` stays quick

    while _ids:
        forget_sent(_ids.pop())
