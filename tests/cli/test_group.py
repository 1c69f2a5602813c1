"""The door: words to commands, every error to one exit code and one form."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import pytest
import typer
from cli_runner import run, sqlite_address
from real_record import real_record

from cli.group import NOUNS, error_data, error_lines, hoisted, main
from cli.main import app
from domain import errors
from domain.authority import Citation
from domain.errors import AllianceError


def command_that(act: Callable[[], object]) -> Callable[[Sequence[str]], int]:
    """A command line of one command, which does this."""
    made = typer.Typer(add_completion=False)

    @made.command()
    def _act(*, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
        del as_json
        act()

    return lambda words: main(typer.main.get_command(made), words)


def raising(error: BaseException) -> Callable[[Sequence[str]], int]:
    def act() -> None:
        raise error

    return command_that(act)


# ---- errors ----

EXIT_CODES = [
    (errors.UsageError, 2, "usage"),
    (errors.InvalidMoneyError, 2, "invalid_money"),
    (errors.InvalidFiscalYearError, 2, "invalid_fiscal_year"),
    (errors.InvalidDateError, 2, "invalid_date"),
    (errors.InvalidCommandError, 2, "invalid_command"),
    (errors.UnreadableFileError, 2, "unreadable_file"),
    (errors.RefusedError, 3, "refused"),
    (errors.NoRuleInForceError, 3, "no_rule_in_force"),
    (errors.CommandIdReusedError, 3, "command_id_reused"),
    (errors.NotFoundError, 4, "not_found"),
    (errors.UnknownDistrictError, 4, "unknown_district"),
    (errors.ConflictError, 5, "conflict"),
    (errors.RecordDamagedError, 6, "record_damaged"),
    (errors.StoreUnavailableError, 7, "store_unavailable"),
    (errors.LedgerNotInitialisedError, 7, "ledger_not_initialised"),
    (errors.OutcomeUnknownError, 8, "outcome_unknown"),
    (errors.IncompleteError, 9, "incomplete"),
]


@pytest.mark.parametrize(("kind", "code", "name"), EXIT_CODES)
def test_each_error_has_its_exit_code_and_one_json_object(
    kind: type[AllianceError], code: int, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    error = kind(
        "It was refused.",
        citation=Citation("C.G.S. § 10-262u(c)(1)"),
        details={"portion": "5.00"},
        next_step="Ask.",
    )
    assert raising(error)(["--json"]) == code
    captured = capsys.readouterr()
    assert captured.err == ""
    assert json.loads(captured.out) == {
        "schema": "alliance.error/1",
        "error": {
            "code": name,
            "message": "It was refused.",
            "citation": "C.G.S. § 10-262u(c)(1)",
            "details": {"portion": "5.00"},
            "next_step": "Ask.",
        },
    }


@pytest.mark.parametrize(("kind", "code"), [(kind, code) for kind, code, _ in EXIT_CODES])
def test_for_people_an_error_stands_on_standard_error(
    kind: type[AllianceError], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert raising(kind("Not so."))([]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err in {"Not so.\n", "Refused: Not so.\n"}
    assert captured.err.startswith("Refused") is (code == 3)


def test_every_error_class_of_the_domain_is_in_the_list_above() -> None:
    def below(kind: type[AllianceError]) -> set[type[AllianceError]]:
        direct = {k for k in kind.__subclasses__() if k.__module__ == "domain.errors"}
        return direct.union(*(below(k) for k in direct))

    assert below(AllianceError) == {kind for kind, _, _ in EXIT_CODES}


def test_a_refusal_shows_numbers_clause_and_next_step() -> None:
    error = errors.RefusedError(
        "10.00 is more than the Comptroller holds.",
        citation=Citation("C.G.S. § 10-262u(c)(1)"),
        details={"held_by_comptroller": "5.00", "amount": "10.00"},
        next_step="Transfer at most 5.00.",
    )
    assert error_lines(error) == [
        "Refused: 10.00 is more than the Comptroller holds.",
        "  held by comptroller  5.00",
        "  amount               10.00",
        "  clause               C.G.S. § 10-262u(c)(1)",
        "Transfer at most 5.00.",
    ]


def test_an_error_without_clause_or_step_is_one_line() -> None:
    error = errors.NotFoundError("Nothing is recorded.")
    assert error_lines(error) == ["Nothing is recorded."]
    assert error_data(error)["citation"] is None


# ---- bugs, interruptions, readers that go away ----


def test_a_bug_is_70_and_says_that_it_is_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert raising(ZeroDivisionError("division by zero"))([]) == 70
    err = capsys.readouterr().err
    assert "This is a bug in alliance: ZeroDivisionError: division by zero" in err
    assert "alliance outcome" in err
    assert "Traceback" not in err


def test_a_bug_is_one_json_object_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert raising(ZeroDivisionError("division by zero"))(["--json"]) == 70
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "bug"


def test_the_trace_of_a_bug_is_there_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        raising(ZeroDivisionError())([])


def test_an_interruption_says_whom_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert raising(KeyboardInterrupt())([]) == 130
    assert "Ask what became of it: alliance outcome" in capsys.readouterr().err


def test_a_question_left_unanswered_is_a_stop(capsys: pytest.CaptureFixture[str]) -> None:
    assert raising(typer.Abort())([]) == 2
    assert raising(EOFError())([]) == 2
    assert "Stopped." in capsys.readouterr().err


@pytest.mark.parametrize("code", [0, 1, 3])
def test_a_command_may_choose_its_exit_code(code: int) -> None:
    assert raising(typer.Exit(code))([]) == code


def test_a_command_that_ends_well_is_0() -> None:
    assert command_that(lambda: None)([]) == 0


@pytest.mark.parametrize("more", [["--json"], []], ids=["json", "screen"])
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, more: list[str]) -> None:
    url = real_record(tmp_path / "real.db")
    checkout = Path(__file__).parents[2]
    command = [sys.executable, "-m", "cli", "--ledger", url, "portion", "list", *more]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=checkout,
        env={**os.environ, "ALLIANCE_HOME": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def child(tmp_path: Path, encoding: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """The command line as a process of its own, on a computer with another encoding."""
    return subprocess.run(
        [sys.executable, "-m", "cli", *words],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "ALLIANCE_HOME": str(tmp_path), "PYTHONIOENCODING": encoding},
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_results_are_utf_8_whatever_the_computers_own_encoding_is(
    tmp_path: Path, encoding: str
) -> None:
    url = real_record(tmp_path / "real.db")
    words = ("--ledger", url, "portion", "list", "--fiscal-year", "2023")
    ran = child(tmp_path, encoding, *words)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "§ 10-262u(c)(1)" in ran.stdout.decode("utf-8")
    assert "−" in ran.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_file_name_that_is_no_text_is_one_json_object_still(tmp_path: Path) -> None:
    ran = child(tmp_path, "utf-8:strict", "import", "ecs", "none\udcff.csv", "--json")
    assert ran.returncode == 2
    assert json.loads(ran.stdout)["error"]["code"] == "unreadable_file"


# ---- words ----


@pytest.mark.parametrize(
    "words",
    [
        ("where", "--ledger", "URL", "--json"),
        ("where", "--json", "--ledger", "URL"),
        ("where", "--ledger=URL", "--json"),
    ],
)
def test_the_ledger_may_be_named_anywhere(tmp_path: Path, words: tuple[str, ...]) -> None:
    url = sqlite_address(tmp_path / "ledger.db")
    run("init", ledger=url)
    ran = run(*(word.replace("URL", url) for word in words))
    assert ran.data["url"] == url


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["a", "--ledger", "u", "b"], ["--ledger", "u", "a", "b"]),
        (["a", "--ledger"], ["--ledger", "a"]),
        (["a", "--", "--ledger", "u"], ["a", "--", "--ledger", "u"]),
        ([], []),
    ],
)
def test_the_ledger_goes_to_the_front_of_the_words(words: list[str], found: list[str]) -> None:
    assert hoisted(words) == found


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("where", "--nonsense"),
        ("portion", "nonsense"),
        ("replay",),
        ("--ledger",),
        ("installments", "list"),
    ],
)
def test_words_that_are_no_command_are_a_usage_error(words: tuple[str, ...]) -> None:
    assert run(*words).code == 2
    ran = run(*words, "--json")
    assert ran.code == 2
    assert ran.error["code"] == "usage"
    assert ran.error["message"]


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        (
            ("setting", "variance", "--fiscal-year", "2026"),
            "'--shields' or '--falls-away'",
        ),
        (
            (
                "receivables",
                "repay",
                "D-2026-163-1",
                "--amount",
                "1",
                "--received-on",
                "2027-01-05",
                "--money-source",
                "general fund",
            ),
            "'--own-money' or '--alliance-money'",
        ),
    ],
)
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_of_a_required_pair_both_words_are_named(
    words: tuple[str, ...], pair: str, as_json: tuple[str, ...]
) -> None:
    ran = run(*words, *as_json)
    assert ran.code == 2
    assert f"Missing option {pair}." in ran.err + ran.out


def test_help_is_quick_to_list_every_noun() -> None:
    ran = run("--help")
    assert ran.code == 0
    for noun, (_, first_line) in NOUNS.items():
        assert f"\n  {noun} " in ran.out
        assert first_line.split()[0] in ran.out


@pytest.mark.parametrize("noun", NOUNS)
def test_each_noun_has_help(noun: str) -> None:
    ran = run(noun, "--help")
    assert ran.code == 0
    assert f"alliance {noun}" in ran.out


def test_the_version_is_shown() -> None:
    ran = run("--version")
    assert ran.code == 0
    assert ran.out.startswith("alliance")


def test_the_console_script_exits_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    from cli.main import run as console_script

    monkeypatch.setattr("sys.argv", ["alliance", "nonsense"])
    with pytest.raises(SystemExit) as caught:
        console_script()
    assert caught.value.code == 2


def test_every_noun_can_be_loaded() -> None:
    command = typer.main.get_command(app)
    assert isinstance(command, typer.core.TyperGroup)
    context = typer.Context(command)
    assert command.list_commands(context) == list(NOUNS)
    assert command.get_command(context, "nonsense") is None
