"""`python -m cli` is the command `alliance`, where the script is not on the path."""

from cli.main import run

run()
