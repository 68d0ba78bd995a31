"""Steps, time and chance that depend on the code alone; images of sessions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from node import MIB, Outcome

Run = Callable[..., Outcome]

#: What tests/host/test_snapshot.py runs in every browser, and what must come of it everywhere.
CODE = "import random\nx = sorted(random.random() for _ in range(1000))\n"
SEED = 42


@pytest.mark.parametrize("most", [1, 5, 1000, 49_999, 50_000, 50_001, 123_456])
def test_a_run_ends_at_exactly_its_steps(run: Run, most: int) -> None:
    outcome = run("while True: pass", steps=most)
    assert (outcome.outcome, outcome.steps) == ("steps", most)


def test_a_run_may_take_all_of_its_steps(run: Run) -> None:
    code = "x = [i for i in range(70_000)]\nprint(sum(x))"
    steps = run(code).steps
    assert steps > 70_000
    assert run(code, steps=steps).outcome == "ok"
    assert run(code, steps=steps - 1).outcome == "steps"


def test_steps_go_past_every_handler(run: Run) -> None:
    code = "while True:\n try:\n  while True: pass\n except BaseException: pass\n finally: pass"
    assert run(code, steps=10_000).outcome == "steps"


def test_the_same_seed_gives_the_same_everywhere(run: Run) -> None:
    # With the host's default memory: where objects lie decides what is found at first sight.
    outcome = run(CODE, tail="x[500]", determined={"now_seconds": 0, "seed": SEED}, memory_bytes=32 * MIB)
    source = (Path(__file__).parents[1] / "host" / "test_snapshot.py").read_text()
    assert f"EXPECTED = {[outcome.value, outcome.steps]!r}\n" in source


def test_virtual_time_moves_by_steps_and_sleep(run: Run) -> None:
    code = "import time\na = time.time()\nfor _ in range(1_000_000): pass\nb = time.time()\n"
    code += "time.sleep(3600)\nc = time.time()\ntime.sleep_ms(1)\nd = time.time_ns()"
    determined = {"now_seconds": 1_000_000_000, "seed": 0}
    outcome = run(code, tail="[a, b - a, c - b, d]", determined=determined)
    start, worked, slept, end = outcome.value
    assert start == 1_000_000_000
    assert worked == pytest.approx(0.1, abs=0.01)
    assert slept == pytest.approx(3600, abs=0.01)
    assert end == pytest.approx(1_000_003_600_101_000_000, abs=10_000_000)
    assert outcome.wall_seconds < 2


def test_entropy_is_not_seeded_by_default(run: Run) -> None:
    code = "import random\nprint(random.random())"
    assert run(code).stdout != run(code).stdout


def test_an_image_is_the_session(run: Run) -> None:
    code = "import math\nd = {i: str(i) for i in range(500)}\nclass A:\n def f(s): return d[7] + '!'"
    run(code, session="first", image_after="image")
    other = run("print(A().f(), len(d), math.pi)", session="second", image_before="image")
    assert other.stdout == "7! 500 3.141592653589793\n"


def test_images_of_small_sessions_are_small_and_quick(run: Run) -> None:
    outcome = run("x = 1", image_after="small")
    assert outcome.image_bytes < 256 * 1024
    code = "import gc\nx = [[i] for i in range(60_000)]\nprint(1)"
    outcome = run(code, memory_bytes=16 * MIB, image_after="larger")
    assert 2 * MIB < outcome.image_bytes < 4 * MIB


def test_an_image_holds_what_is_in_use(run: Run) -> None:
    session = {"session": "dropped", "memory_bytes": 32 * MIB}
    assert run("x = bytes(10_000_000)", **session, image_after="held").image_bytes > 10_000_000
    outcome = run("x = None\nimport gc\ngc.collect()", **session, image_after="dropped")
    assert outcome.memory_bytes > 10_000_000 and outcome.image_bytes < 2 * MIB


def test_time_and_chance_go_on_in_an_image(run: Run) -> None:
    determined = {"now_seconds": 5, "seed": 1}
    run("import random, time\ntime.sleep(10)\nrandom.random()", session="a", determined=determined,
        image_after="chance")
    draws = [
        run("print(random.random(), time.time())", session=name, image_before="chance").stdout
        for name in ("b", "c")
    ]
    assert draws[0] == draws[1]
    assert draws[0].split()[1].startswith("15")


def test_an_image_of_4_mib_takes_less_than_2_ms(run: Run) -> None:
    code = "x = [[i] for i in range(100_000)]"
    taken = [run(code, image_after="large") for _ in range(7)]
    assert 3.7 * MIB < taken[0].image_bytes < 4.3 * MIB
    assert min(outcome.image_ms for outcome in taken) < 2
