"""The seam for older event schemas: what an event was written as, and what it is read as now.

The stored bytes never change and are what is hashed; upcasting happens after reading them. Every
event is at schema 1 today, so the table is empty; a test drives the seam with a made-up event.
"""

from collections.abc import Callable, Mapping

Fields = dict[str, object]
Upcaster = Callable[[Fields], tuple[str, int, Fields]]

# (event name, schema as written) -> (event name, schema, fields) one step newer.
UPCASTERS: Mapping[tuple[str, int], Upcaster] = {}


def upcast(
    event: str,
    schema: int,
    fields: Fields,
    upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
) -> tuple[str, int, Fields]:
    """The event in the newest form the table reaches; itself where no step applies."""
    while (event, schema) in upcasters:
        event, schema, fields = upcasters[event, schema](fields)
    return event, schema, fields
