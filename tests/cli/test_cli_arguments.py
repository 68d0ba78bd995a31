"""What the command line accepts, what it refuses, and with which exit code."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

import pytest

from cloche import Limits
from cloche.cli import _limit_options, main
from cloche.cli._exit import CliError, code_for_status
from cloche.cli._limit_options import add_limit_options, limits_from, read_size


def parsed(*arguments: str) -> Limits:
    parser = argparse.ArgumentParser(exit_on_error=False)
    add_limit_options(parser)
    return limits_from(parser.parse_args(arguments))


def test_no_option_means_the_default_limits() -> None:
    assert parsed() == Limits()


@pytest.mark.parametrize("field", dataclasses.fields(Limits), ids=lambda field: field.name)
def test_every_limit_has_an_option(field: dataclasses.Field[object]) -> None:
    value = {"_bytes": 2 * 2**20}.get("_" + field.name.rpartition("_")[2], 3)
    option = "--" + field.name.replace("_", "-")
    assert getattr(parsed(option, str(value)), field.name) == value


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--seed", "5"], "add --deterministic"),
        (["--now", "5"], "add --deterministic"),
        (["--deterministic", "--seed", "-1"], "seed must be a whole number"),
        (["--deterministic", "--now", "nan"], "now must be 0 to"),
    ],
)
def test_chance_that_makes_no_sense_is_refused(
    options: list[str], complaint: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    program = tmp_path / "program.py"
    program.write_text("1")
    assert main(["run", str(program), *options]) == 2
    assert complaint in capsys.readouterr().err


def test_a_new_field_of_limits_gets_its_option_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclasses.dataclass(frozen=True, kw_only=True)
    class More:
        """Made up.

        Arguments:
            max_steps: int or None: as many as these,
                or 100% of them.
            table_bytes: int: room.
        """

        max_steps: int | None = 5
        table_bytes: int = 2048
        pause_seconds: float = 1.5

    monkeypatch.setattr(_limit_options, "Limits", More)
    assert parsed("--max-steps", "7", "--table-bytes", "1MiB", "--pause-seconds", "0.5") == More(
        max_steps=7, table_bytes=2**20, pause_seconds=0.5
    )
    assert parsed("--max-steps", "none") == More(max_steps=None)
    parser = argparse.ArgumentParser()
    add_limit_options(parser)
    text = " ".join(parser.format_help().split())
    assert "as many as these, or 100% of them (default: 5)" in text
    assert "room (default: 2KiB)" in text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("16777216", 2**24),
        ("16MiB", 2**24),
        ("16 mib", 2**24),
        ("1.5MiB", 3 * 2**19),
        ("2k", 2000),
        ("1_000B", 1000),
        ("1GiB", 2**30),
        ("0.1MB", 100_000),
    ],
)
def test_sizes(text: str, count: int) -> None:
    assert read_size(text) == count


@pytest.mark.parametrize("text", ["", "MiB", "-1", "1e6", "16 MiBs", "0.3KiB", "1..5M", "٣"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="size|whole number"):
        read_size(text)


def test_a_limit_out_of_range_says_which_and_what_would_do() -> None:
    with pytest.raises(CliError, match="wall_seconds must be above 0"):
        parsed("--wall-seconds", "-1")
    with pytest.raises(CliError, match="memory_bytes must be 1 MiB"):
        parsed("--memory-bytes", "1KiB")
    with pytest.raises(CliError, match="wall_seconds"):
        parsed("--wall-seconds", "nan")


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("ok", 0),
        ("error", 1),
        ("timeout", 124),
        ("memory", 124),
        ("steps", 124),
        ("output", 124),
        ("stopped", 130),
        ("crashed", 70),
        ("no such status", 70),
    ],
)
def test_exit_codes(status: str, code: int) -> None:
    assert code_for_status(status) == code


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "required"),
        (["walk"], "invalid choice"),
        (["run"], "needs a FILE"),
        (["run", "x.py", "--jobs", "2"], "--jobs goes with --jsonl"),
        (["run", "--jsonl", "x.py"], "FILE does not go with --jsonl"),
        (["run", "--jsonl", "--json"], "--json does not go with --jsonl"),
        (["run", "--jsonl", "--stdin", "x"], "--stdin does not go with --jsonl"),
        (["run", "--jsonl", "--jobs", "0"], "at least 1"),
        (["run", "--jsonl", "--jobs", "two"], "invalid whole number value: 'two'"),
        (["run", "x.py", "--browser", "netscape"], "invalid choice"),
        (["run", "x.py", "--memory-bytes", "lots"], "'lots' is not a size"),
        (["run", "x.py", "--wall-seconds", "soon"], "invalid number value: 'soon'"),
        (["run", "x.py", "--wall-seconds", "0"], "wall_seconds must be above 0"),
        (["run", "-", "--stdin", "-"], "can't both be standard input"),
        (["run", "x.py", "--site", "no/such/folder"], "no such folder"),
        (["serve", "--site", "no/such/folder"], "no such folder"),
        (["serve", "--port", "web"], "invalid int value"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_and_says_why(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert says in err
    assert out == ""
    assert "Traceback" not in err


def test_a_missing_program_exits_2(fake_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "no/such.py", "--site", str(fake_site)]) == 2
    assert "can't read no/such.py: No such file or directory" in capsys.readouterr().err


def test_a_folder_that_is_no_site_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "x.py", "--site", str(tmp_path)]) == 2
    assert "has no headless/index.html" in capsys.readouterr().err


def test_a_site_that_is_not_built_says_how_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "py" / "cloche" / "cli").mkdir(parents=True)
    monkeypatch.setattr("cloche.cli.__file__", str(tmp_path / "py" / "cloche" / "cli" / "x.py"))
    assert main(["serve"]) == 2
    assert "clone Cloche's repository" in capsys.readouterr().err
    (tmp_path / "package.json").write_text(json.dumps({}))
    assert main(["serve"]) == 2
    assert "run `npm start`" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["serve", "--help"]])
def test_help_has_an_example(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "example" in out
    assert "cloche " in out.partition("example")[2]
