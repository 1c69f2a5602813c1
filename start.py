#!/usr/bin/env python3
"""From a fresh checkout to a running ledger, with Python alone: `python3 start.py demo`.

    demo   build the demonstration ledger and show it; further arguments go to `alliance demo`
    check  formatting, lint, types, import contracts, the compose file
    test   check, then every test but the two below, with branch coverage and its gates
    machine  every command by chance, on every store; a failure prints how to repeat it
    slow   the tests that take minutes or kill servers
    wheel  build the wheel, install it apart from the checkout and run it there

Everything is installed into `.venv` beside this file and nothing outside it. Not part of the
package, and no provision of the statute is decided here.
"""

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

# The file must stay readable for an old Python, or this message would be a syntax error.
if sys.version_info < (3, 11):  # noqa: UP036 - this is what tells the user.
    sys.exit(
        "Alliance Ledger needs Python 3.11 or later; this is Python "
        + ".".join(str(part) for part in sys.version_info[:3])
        + ". Try: python3.11 start.py"
    )

ROOT = Path(__file__).resolve().parent
PACKAGES = ("cli", "domain", "ledger", "projections")
VENV = ROOT / ".venv"
# What is installed in .venv; a difference from what is wanted means: install again.
STAMP = VENV / "installed.json"
OVERALL_COVERAGE = 95
DOMAIN_COVERAGE = 100


class StepFailedError(Exception):
    """A step ended with an error; carries the exit code."""

    def __init__(self, step: str, code: int) -> None:
        super().__init__(f"FAILED: {step} (exit code {code})")
        self.code = code


def program(environment: Path, name: str) -> str:
    """Return the path of a program in a virtual environment, on any system."""
    return str(environment / ("Scripts" if os.name == "nt" else "bin") / name)


def say(text: str) -> None:
    """Print a line about what happens, before the output of what happens."""
    print(f"==> {text}", flush=True)


def run(step: str, command: list[str], *, cwd: Path = ROOT) -> None:
    """Run one command and show its output. Raises StepFailedError."""
    say(step)
    finished = subprocess.run(command, check=False, cwd=cwd, env=environment())
    if finished.returncode:
        raise StepFailedError(step, finished.returncode)


def environment() -> "dict[str, str]":
    """Return the environment without what would bend Python's imports or choose a ledger."""
    bent = ("ALLIANCE_LEDGER", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")
    return {name: text for name, text in os.environ.items() if name not in bent}


def install(target: Path, *what: str) -> None:
    """Install into a virtual environment, and say clearly when pip cannot."""
    command = [program(target, "python"), "-m", "pip", "install", "--quiet"]
    try:
        run(
            f"pip install {' '.join(what)}",
            [*command, "--disable-pip-version-check", *what],
        )
    except StepFailedError:
        print(
            "pip could not install the packages; its own words are above. It needs to reach a\n"
            "package index: check the network, a proxy, or pip's own configuration, then repeat.",
            file=sys.stderr,
        )
        raise


def create_environment(target: Path) -> None:
    """Create an empty virtual environment with pip."""
    try:
        run(f"create {target.name}", [sys.executable, "-m", "venv", "--clear", str(target)])
    except StepFailedError:
        print(
            "Python could not create a virtual environment. On Debian and Ubuntu the package\n"
            "python3-venv has to be installed first.",
            file=sys.stderr,
        )
        raise


def prepare(extra: str) -> None:
    """Make .venv hold this checkout and the wanted extra, doing only what is missing."""
    wanted = {
        "place": str(ROOT),
        "python": sys.version,
        "pyproject": hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest(),
    }
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    extras = set(found.pop("extras", []))
    if found == wanted and {"", extra} <= extras:
        return
    if (found.get("place"), found.get("python")) != (wanted["place"], wanted["python"]):
        create_environment(VENV)
        extras = set()
    STAMP.unlink(missing_ok=True)
    extras |= {"", extra}
    named = ",".join(sorted(extras - {""}))
    install(VENV, "--editable", f".[{named}]" if named else ".")
    # pip compiles what it installs, but not an editable checkout: the first start would.
    run("compile", [program(VENV, "python"), "-m", "compileall", "-q", *PACKAGES])
    STAMP.write_text(json.dumps({**wanted, "extras": sorted(extras)}), encoding="utf-8")


def demo(arguments: "list[str]") -> None:
    """Show the demonstration ledger; the arguments are those of `alliance demo`."""
    prepare("")
    run("alliance demo", [program(VENV, "alliance"), "demo", *arguments])


def check() -> None:
    """Run every check that needs no test."""
    prepare("test")
    compose = ["--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    run("lint", [program(VENV, "ruff"), "check", "."])
    run("format", [program(VENV, "ruff"), "format", "--check", "."])
    run("types", [program(VENV, "mypy")])
    run("import contracts", [program(VENV, "lint-imports"), "--no-logo"])
    run("compose file", [program(VENV, "check-jsonschema"), *compose])


def pytest(*arguments: str) -> str:
    """Run pytest, show its output as it comes and return its closing line."""
    step = f"pytest {' '.join(arguments)}"
    say(step)
    color = ["--color=yes"] if sys.stdout.isatty() else []
    command = [program(VENV, "python"), "-m", "pytest", *color, *arguments]
    closing = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            closing = line.strip() or closing
    if running.returncode:
        raise StepFailedError(step, running.returncode)
    return closing


def test(arguments: "list[str]") -> None:
    """Run the checks, the tests and the coverage gates; the arguments go to pytest."""
    check()
    # Two at least: some tests wait for a server more than they compute.
    workers = str(max(2, os.cpu_count() or 2))
    closing = pytest("-q", "-n", workers, "--cov", "--cov-report=", *arguments)
    report = [program(VENV, "coverage"), "report"]
    run(
        f"coverage: {OVERALL_COVERAGE} percent of everything",
        [*report, f"--fail-under={OVERALL_COVERAGE}"],
    )
    run(
        f"coverage: {DOMAIN_COVERAGE} percent of the domain",
        [*report, "--include=domain/*", f"--fail-under={DOMAIN_COVERAGE}"],
    )
    say(closing)


def machine(arguments: "list[str]") -> None:
    """Run the machine of every command without coverage, a store to each process.

    More of it: `machine --machine-times 10`. The same again: `machine --hypothesis-seed=N`.
    """
    prepare("test")
    say(pytest("-q", "-m", "machine", "-n", "2", "tests/machine", *arguments))


def slow(arguments: "list[str]") -> None:
    """Run the slow tests, without coverage; pytest ends with 5 when there are none."""
    prepare("test")
    say(pytest("-q", "-m", "slow", *arguments))


def wheel() -> None:
    """Build the wheel and prove that it is complete and runs where no checkout is."""
    prepare("test")
    with tempfile.TemporaryDirectory(prefix="alliance-wheel-") as folder:
        place = Path(folder)
        build = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
        run("build the wheel", [program(VENV, "python"), *build, "-w", folder, str(ROOT)])
        (built,) = place.glob("*.whl")
        refuse_incomplete(built)
        create_environment(place / "venv")
        install(place / "venv", str(built))
        alliance = program(place / "venv", "alliance")
        run("alliance --help", [alliance, "--help"], cwd=place)
        refuse_empty_demo([alliance, "demo", "--path", str(place / "demo.db"), "--json"], place)
    say("the wheel is complete and runs")


def refuse_incomplete(built: Path) -> None:
    """Raise StepFailedError unless every file of the packages is in the wheel."""
    say("compare the wheel with the checkout")
    shipped = set(zipfile.ZipFile(built).namelist())
    wanted = [
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
    missing = [name for name in wanted if name not in shipped]
    if missing:
        raise StepFailedError(f"not in the wheel: {', '.join(missing)}", 1)


def refuse_empty_demo(command: "list[str]", place: Path) -> None:
    """Raise StepFailedError unless the demonstration answers in JSON and with a total."""
    say("alliance demo --json")
    finished = subprocess.run(
        command, check=False, cwd=place, env=environment(), stdout=subprocess.PIPE, text=True
    )
    if finished.returncode:
        raise StepFailedError("alliance demo", finished.returncode)
    answer = json.loads(finished.stdout)
    if answer["schema"] != "alliance.demo/1" or "total" not in json.dumps(answer["data"]):
        raise StepFailedError("alliance demo --json answers without a total", 1)


def main(arguments: "list[str]") -> int:
    """Run the named task and return the exit code."""
    tasks = {
        "demo": lambda: demo(arguments[1:]),
        "check": check,
        "test": lambda: test(arguments[1:]),
        "machine": lambda: machine(arguments[1:]),
        "slow": lambda: slow(arguments[1:]),
        "wheel": wheel,
    }
    # A Windows console may lack a character that a test prints.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if not arguments or arguments[0] not in tasks:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    began = time.monotonic()
    try:
        tasks[arguments[0]]()
    except StepFailedError as failed:
        print(failed, file=sys.stderr)
        return failed.code
    except KeyboardInterrupt:
        return 130
    say(f"{arguments[0]}: done in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
