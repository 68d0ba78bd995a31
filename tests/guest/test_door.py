"""The door between guest and page, from the guest's side: calls, answers, values, waiting."""

from __future__ import annotations

from typing import Any

import pytest
from node import Outcome

from cloche import _values

FUNCTIONS = _values.encode((
    ("lookup", False, "(word, *, limit=3)", "Looks a word up.\n\nIn the page's own list."),
    ("fetch", True, "(number)", ""),
))


def test_a_function_of_the_page_is_imported_and_called(run: Any) -> None:
    outcome = run(
        "from host import lookup\nprint(lookup('a', limit=2), lookup)",
        functions=FUNCTIONS, echo=True,
    )
    assert outcome.stdout == (
        "('lookup', ('a',), {'limit': 2}) <function lookup(word, *, limit=3) of the page>\n"
    )
    assert [call["name"] for call in outcome.calls] == ["function"]


def test_all_functions_of_the_page_are_imported_by_a_star(run: Any) -> None:
    """Patch 0049."""
    code = "from host import *\nprint(fetch, lookup)"
    assert run(code, functions=FUNCTIONS).stdout == (
        "<function fetch(number) of the page> <function lookup(word, *, limit=3) of the page>\n"
    )


def test_help_shows_the_real_signature(run: Any) -> None:
    outcome = run("from host import lookup\nhelp(lookup)", functions=FUNCTIONS)
    assert outcome.stdout == (
        "lookup(word, *, limit=3)\n    Looks a word up.\n\n    In the page's own list.\n"
    )


def test_a_function_that_is_not_there_says_which_are(run: Any) -> None:
    why = "the page has no function 'look'; it has lookup, fetch"
    outcome = run("import host\nhost.look", functions=FUNCTIONS)
    assert outcome.error[:2] == ("AttributeError", why)
    outcome = run("from host import lookup, look", functions=FUNCTIONS)
    assert outcome.error[:2] == ("ImportError", why)
    outcome = run("from host import look")
    assert outcome.error[:2] == (
        "ImportError", "the page has no function 'look'; it has none for you to call")
    outcome = run("from host import look\nprint(look)", files={"host.py": "look = 1"})
    assert outcome.outcome == "error" or outcome.stdout == "1\n", outcome


def test_two_calls_are_awaited_together(run: Any) -> None:
    """Patch 0014."""
    outcome = run(
        "import asyncio\nfrom host import fetch\n"
        "print(await asyncio.gather(fetch(1), fetch(2)))\nprint(await fetch(3))",
        functions=FUNCTIONS, echo=True,
    )
    assert outcome.stdout == (
        "[('fetch', (1,), {}), ('fetch', (2,), {})]\n('fetch', (3,), {})\n"
    ), outcome


def test_asyncio_sleeps_gathers_and_queues(run: Any) -> None:
    outcome = run(
        "import asyncio\n"
        "async def after(seconds, name):\n    await asyncio.sleep(seconds)\n    print(name)\n"
        "    return name\n"
        "print(await asyncio.gather(after(0.05, 'b'), after(0.01, 'a')))\n"
        "queue = asyncio.Queue(1)\n"
        "async def fill():\n    for i in range(3): await queue.put(i)\n"
        "task = asyncio.create_task(fill())\n"
        "print([await queue.get() for i in range(3)])\n"
        "try:\n    await asyncio.wait_for(asyncio.sleep(5), 0.01)\n"
        "except asyncio.TimeoutError: print('timeout')\n"
    )
    assert outcome.stdout == "a\nb\n['b', 'a']\n[0, 1, 2]\ntimeout\n", outcome


def test_where_nothing_can_wait_it_is_told_what_to_do(run: Any) -> None:
    outcome = run("input('Name? ')", asks_input=True)
    assert (outcome.outcome, outcome.stdout, outcome.error[0]) == ("error", "Name? ", "RuntimeError")
    assert "JSPI" in outcome.error[1] and "Cross-Origin-Opener-Policy" in outcome.error[1]


def test_input_given_beforehand_needs_no_waiting(run: Any) -> None:
    code = "import sys\nprint(input(), sys.stdin.readline(), [line for line in sys.stdin])\ninput()"
    outcome = run(code, stdin="a\nb\nc\nd")
    assert outcome.stdout == "a b\n ['c\\n', 'd']\n"
    assert outcome.error[0] == "EOFError"


def test_calls_and_their_bytes_are_bounded(run: Any) -> None:
    many = run("import _cloche\nfor i in range(9): _cloche.tell('x', i)", host_calls=5)
    assert (many.outcome, len(many.calls)) == ("error", 5)
    assert "host_calls" in many.error[1]
    large = run("import _cloche\n_cloche.ask('x', 'a' * 5000)", echo=True, message_bytes=1024)
    assert (large.error[0], large.calls) == ("ValueError", [])
    assert "message_bytes" in large.error[1]


def test_what_is_told_counts_as_output(run: Any) -> None:
    outcome = run(
        "import _cloche\nwhile True: _cloche.tell('show', 'x' * 1000)",
        output_bytes=10_000, host_calls=1_000_000,
    )
    assert (outcome.outcome, len(outcome.calls)) == ("output", 9)


def test_waiting_is_no_run_time(run: Any) -> None:
    """Twice as long as the run may take, and then it still has time to work."""
    outcome = run("import _cloche\n_cloche.ask('x', 1)\nfor i in range(100_000): pass",
                  echo=True, echo_after_ms=1000, wall_seconds=0.5)
    assert outcome.outcome == "ok", outcome
    assert 1 <= outcome.wait_seconds < 1.4
    assert outcome.wall_seconds < 0.5


@pytest.mark.parametrize("code", [
    "_cloche.ask('x', 1)",
    "_cloche.start('x', 1)\n_cloche.wait(-1)",
    "try: _cloche.ask('x', 1)\nexcept: print('caught')",
    "import asyncio\nfrom host import fetch\nawait asyncio.wait_for(fetch(1), 30)",
])
def test_waiting_has_a_limit_of_its_own(run: Any, code: str) -> None:
    outcome = run("import _cloche\n" + code + "\nprint('on')", functions=FUNCTIONS, echo=True,
                  echo_after_ms=60_000, wait_seconds=0.3)
    assert (outcome.outcome, outcome.stdout) == ("waited", "")
    assert 0.3 <= outcome.wait_seconds < 0.6


def test_sleeping_is_run_time(run: Any) -> None:
    for code in ("import time\nwhile True: time.sleep(0.2)",
                 "import asyncio\nwhile True: await asyncio.sleep(0.2)"):
        outcome = run(code, echo=True, wall_seconds=0.5)
        assert outcome.outcome == "timeout"
        assert 0.5 <= outcome.wall_seconds < 0.6


def test_a_comprehension_awaits(run: Any) -> None:
    """Patch 0015."""
    outcome = run(
        "import other\n"
        "async def twice(n): return 2 * n\n"
        "print([await twice(n) for n in range(3)], {await twice(n) for n in range(1)})\n"
        "print({n: await twice(n) for n in range(2)})\n"
        "async def inside():\n"
        "    return [[await twice(n) for n in range(m)] for m in range(3) if await twice(m)]\n"
        "print(await inside(), await other.inside())\n",
        files={"other.py": "async def one(): return 1\n"
                           "async def inside(): return [await one() for i in 'ab']\n"},
    )
    assert outcome.stdout == "[0, 2, 4] {0}\n{0: 0, 1: 2}\n[[0], [0, 2]] [1, 1]\n", outcome
    assert run("class A: x = [await g() for i in 'a']").error[0] == "SyntaxError"
    outcome = run("async def f(): return 1\nprint([x async for x in (await f() for i in 'ab')])")
    assert outcome.stdout == "[1, 1]\n", outcome


@pytest.mark.parametrize(("code", "problem"), [
    ("a = []\na.append(a)", "value[0] holds itself"),
    ("b = [[]]\nb[0].append(b)\na = {'k': (b,)}", "value['k'][0][0][0] holds itself"),
    ("a = {'k': [1, print]}", "value['k'][1] is of type builtin_function_or_method, which has no plain form"),
    ("a = {(1, 2): object()}", "value[<tuple>] is of type object, which has no plain form"),
    ("a = 1\nfor i in range(150): a = [a]", "nested too deep"),
    ("a = {print}", "value (a member of it) is of type builtin_function_or_method"),
])
def test_a_value_without_a_plain_form_names_the_place(run: Any, code: str, problem: str) -> None:
    outcome: Outcome = run(code, tail="a")
    assert (outcome.outcome, outcome.value) == ("ok", None)
    assert problem in (outcome.problem or "")


@pytest.mark.parametrize("payload", [
    b"", b"X", b"s\xff\xff\xff\xff", b"l\x05\0\0\0N", b"I\x02\0\0\0zz", b"d\x01\0\0\0l\0\0\0\0N",
    b"l\x01\0\0\0" * 200 + b"N", b"NN", b"r\0\0\0\0\0\0\0\0\0\0\0\0",
])
def test_a_slip_of_the_host_is_an_error_and_no_trap(run: Any, payload: bytes) -> None:
    outcome = run("print(1)", functions=payload or b"?")
    assert outcome.outcome == "error"
    assert outcome.error[0] in ("ValueError", "TypeError")
