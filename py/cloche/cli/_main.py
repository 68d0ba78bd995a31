"""The parser of the ``cloche`` command and what its subcommands come to."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final

from cloche.cli._browser import BROWSERS
from cloche.cli._exit import STOPPED, USAGE, CliError
from cloche.cli._chance_options import add_chance_options
from cloche.cli._limit_options import add_limit_options
from cloche.cli._progress import progress_on_terminal
from cloche.cli._text import STANDARD, quiet_standard_output

_BROKEN_PIPE: Final = 141  # 128 + SIGPIPE

_RUN_EXAMPLES: Final = """\
examples:
  cloche run hello.py --wall-seconds 2 --memory-bytes 16MiB
  echo 'print(6 * 7)' | cloche run -
  cloche run --jsonl --jobs 2 < programs.jsonl > results.jsonl

exit codes:
  0 ok, 1 Python error, 124 a limit was passed, 130 stopped by Ctrl-C, 70 the guest, the page or
  the browser crashed, 2 wrong usage or something missing

--jsonl reads one program per line, such as
  {"id": "a", "code": "print(input())", "stdin": "hi", "limits": {"wall_seconds": 2}}
and writes one line per program as each finishes:
  {"id": "a", "status": "ok", "stdout": "hi\\n", "stderr": "", "value": null, ...}
Each runs in a sandbox of its own, except that lines with the same "session" (a string) share
one, in order. A line that makes no sense gives {"id", "line", "status": "invalid", "error"}, and
the rest goes on. The exit code is then 0 if every line was run, whatever came of it, and 2 if a
line was invalid.
"""

_COMPAT_EXAMPLES: Final = """\
example:
  cloche compat examples/ --wall-seconds 5 --failures differences.txt

A .jsonl file has a program on each line, such as {"id": "a", "code": "print(1)", "stdin": ""}.
The exit code is 0 if nothing differs, else 1.
"""

_SERVE_EXAMPLES: Final = """\
example:
  cloche serve --port 8000
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="cloche",
        description="Python under glass: MicroPython in a sandbox in the browser.",
        epilog="example:\n  cloche run hello.py\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_serve(commands)
    _add_run(commands)
    _add_compat(commands)
    return parser


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "serve",
        help="serve the built site on this machine",
        description="Serve the built site (dist/) at a loopback address until Ctrl-C.",
        epilog=_SERVE_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--port", type=int, default=0, metavar="N", help="the port (default: any free one)"
    )
    _add_site(parser)
    parser.add_argument(
        "--isolated",
        action="store_true",
        help="send the headers that make the page cross-origin isolated (COOP, COEP)",
    )


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "run",
        help="run a program, or many, in a headless browser",
        description=(
            "Run a program through the real chain (browser, Pyodide, worker, guest) and print "
            "what it prints, as it comes."
        ),
        epilog=_RUN_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="the program; - reads it from standard input"
    )
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help="run many programs instead, a line of JSON each, from standard input",
    )
    parser.add_argument(
        "--jobs",
        type=_at_least_one,
        metavar="N",
        help="with --jsonl: how many run at a time (default: one per processor core)",
    )
    parser.add_argument(
        "--stdin",
        metavar="FILE",
        help="what the program reads as its standard input (- passes on our own; default: nothing)",
    )
    parser.add_argument(
        "--json", action="store_true", help="print the whole result as one JSON object at the end"
    )
    parser.add_argument(
        "--browser", choices=BROWSERS, default="chromium", help="(default: chromium)"
    )
    _add_site(parser)
    add_chance_options(parser)
    add_limit_options(parser)


def _add_compat(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "compat",
        help="compare the sandbox with this machine's Python, program by program",
        description=(
            "Run each program with this machine's CPython and in the sandbox; compare what they "
            "print, whether they end well and the last line of the traceback; sort the "
            "differences by cause. The CPython runs are not sandboxed: give it only programs that "
            "you would run."
        ),
        epilog=_COMPAT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "corpus", metavar="CORPUS", help="a folder of .py or .jsonl files, or one such file"
    )
    parser.add_argument(
        "--jobs", type=_at_least_one, default=os.cpu_count() or 1, metavar="N",
        help="how many run at a time (default: one per processor core)",
    )
    parser.add_argument(
        "--failures", metavar="FILE", help="write each program that differs, and why"
    )
    parser.add_argument(
        "--browser", choices=BROWSERS, default="chromium", help="(default: chromium)"
    )
    _add_site(parser)
    add_chance_options(parser)
    add_limit_options(parser)


def _add_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--site", metavar="DIR", help="the built site (default: dist/ of the repository)"
    )


def _at_least_one(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, not {count}")
    return count


_at_least_one.__name__ = "whole number"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (default: the process's own); the exit code."""
    try:
        arguments = build_parser().parse_args(argv)
        return _dispatch(arguments)
    except SystemExit as exit:  # argparse, after it has said why
        return exit.code if isinstance(exit.code, int) else USAGE
    except CliError as error:
        progress_on_terminal()("")
        print(f"cloche: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        progress_on_terminal()("")
        return STOPPED
    except BrokenPipeError:
        quiet_standard_output()
        return _BROKEN_PIPE


def _dispatch(arguments: argparse.Namespace) -> int:
    if arguments.command == "serve":
        from cloche.cli._serve import serve

        return serve(arguments)
    if arguments.command == "compat":
        from cloche.cli._compat import run_compat

        return run_compat(arguments)
    if not arguments.jsonl:
        if arguments.file is None:
            raise CliError(f"run needs a FILE ({STANDARD} for standard input), or --jsonl")
        if arguments.jobs is not None:
            raise CliError("--jobs goes with --jsonl")
        from cloche.cli._run import run_file

        return run_file(arguments)
    for option, given in (
        ("FILE", arguments.file),
        ("--stdin", arguments.stdin),
        ("--json", arguments.json or None),
    ):
        if given is not None:
            raise CliError(f"{option} does not go with --jsonl, which reads programs from stdin")
    arguments.jobs = arguments.jobs or os.cpu_count() or 1
    from cloche.cli._jsonl import run_jsonl

    return run_jsonl(arguments)
