"""After something was recorded: bring the read models up to date.

They are disposable: where they cannot be brought up to date the record stands all the same, and
reading commands fold the record themselves. The person is told, on standard error.
"""

from cli.render import say
from cli.wiring import Office
from domain.errors import AllianceError


def after_write(office: Office) -> None:
    """Catch the read models up; a failure is told and changes nothing about the record."""
    # Imported late: SQLAlchemy takes longer to import than most commands to run.
    from projections.projector import catch_up
    from projections.store import ProjectionStore

    store = ProjectionStore(office.choice.url)
    try:
        catch_up(office.ledger, store)
    except AllianceError as error:
        say(f"The read models could not be brought up to date: {error.message}")
        say("The record is not affected. Try: alliance projections rebuild")
    finally:
        store.close()
