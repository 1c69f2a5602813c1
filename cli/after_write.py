"""After something was recorded, the read models follow. What is recorded stands either way.

Not here: the read models (`projections/`).
"""

from cli.render import say
from cli.wiring import Office
from domain.errors import AllianceError


def after_write(office: Office) -> None:
    """Let the read models catch up; where they cannot, say so and go on: they are disposable."""
    # Imported late: 150 ms that commands which only read the record do not pay.
    from projections.projector import catch_up
    from projections.store import ProjectionStore

    try:
        store = ProjectionStore(office.choice.url)
        try:
            catch_up(office.ledger, store)
        finally:
            store.close()
    except AllianceError as error:
        say(f"Recorded, but the read models did not follow: {error.message}")
        say("Nothing is lost. Build them anew with: alliance projections rebuild")
