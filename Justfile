# Short names for what start.py and the tools do. `just` alone lists them.

_list:
    @just --list

# formatting, lint, types, import contracts, the compose file
check:
    python3 start.py check

# check, then the tests with coverage
test *arguments:
    python3 start.py test {{arguments}}

# every command by chance on every store; `just machine --machine-times 10` for more
machine *arguments:
    python3 start.py machine {{arguments}}

# tests that take minutes or kill servers
slow *arguments:
    python3 start.py slow {{arguments}}

# write golden files for new events, help texts and transcripts; review the difference
golden:
    ALLIANCE_GOLDEN=1 .venv/bin/python -m pytest tests/golden

# the demonstration ledger
demo *arguments:
    python3 start.py demo {{arguments}}

# build the wheel and run it apart from the checkout
wheel:
    python3 start.py wheel

# the generated pages and the console blocks of docs/; review the difference
docs:
    .venv/bin/python -m docs.generate
    .venv/bin/python -m docs.generate --console

# what is slow, beside its floor
bench:
    .venv/bin/python benchmarks/run.py
