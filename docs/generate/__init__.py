"""The reference pages that are written from the code, so that they cannot drift from it.

    python -m docs.generate             write them
    python -m docs.generate --check     exit 1 and name every page that is stale
    python -m docs.generate --console   run the commands in the tutorial and the how-tos again

Not part of the package, and not here: pages that people write (`docs/vocabulary.md`, the how-tos).
Concerns no provision of the statute.
"""
