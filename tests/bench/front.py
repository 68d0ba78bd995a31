"""What the front end costs before a run: reading and translating a program of 100 lines.

    .venv/bin/python tests/bench/front.py             # here
    .venv/bin/python tests/bench/front.py --pyodide   # in Pyodide in Node, and here
    .venv/bin/python tests/bench/front.py --browsers chromium firefox   # in the built site, and here

Prints, in milliseconds, the least for a program that needs no translation (and what CPython's own
parser takes of that), for one that needs some, for one that is made of little else, and for one that
was read before. Exits 1 where one of the first two takes longer than its 3 ms. Meant for a machine
that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from cloche.cli._browser import open_browser
from cloche.cli._headless import PAGE
from cloche.cli._server import serve_site
from cloche.cli._site import find_site

REPOSITORY = Path(__file__).resolve().parents[2]
MOST_MS = 3.0

PLAIN = '''\
class Account:
    """Somebody's money."""

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("the amount must be positive")
        self.balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("not enough money")
        self.balance -= amount
        self.history.append(("withdraw", amount))

accounts = [Account(name, index * 100) for index, name in enumerate(["Ada", "Bob"])]
for account in accounts:
    account.deposit(50)
    print(f"{account.owner}: {account.balance:>8}")
'''

TRANSLATED = '''\
def area(shape):
    match shape:
        case {"kind": "circle", "r": r}:
            return 3 * r ** 2
        case [width, height, *_] if width > 0:
            return width * height
        case int(x) | float(x):
            return x
        case _:
            return None

class Stack:
    def __init__(self, *items):
        self.__items = [*items]

    def push(self, item, /):
        self.__items = [*self.__items, item]
        return f"{item!r:>{len(self.__items)}} {self.__items.pop() if item else ''}"

settings = {"a": 1, **{"b": 2}}
stack = Stack(*settings, *range(3))
for name, value in settings.items():
    print(f"{name = } {settings["a"]}", stack.push(value), area([value, 2]), area({"kind": "x"}))
    with (open("a") as first, open("b") as second):
        print(first.read() + second.read())
'''

MEASURE = '''
import ast, time
from cloche.front import _source, parse

def least_ms(read):
    times = []
    for _ in range(60):
        began = time.perf_counter()
        for _ in range(5):  # browsers round clocks
            read()
        times.append((time.perf_counter() - began) * 1000 / 5)
    return min(times)

def anew(code):
    _source._parse_once.cache_clear()
    parse(code, "<main>")

def measured(programs):
    result = {}
    for name, code in programs.items():
        result[name] = least_ms(lambda: anew(code))
        if len(result) == 1:
            result[name + ", parser alone"] = least_ms(lambda: ast.parse(code))
    result["the last one again"] = least_ms(lambda: parse(code, "<main>"))
    return result
'''

NODE = '''
import { loadPyodide } from "pyodide";
const pyodide = await loadPyodide();
pyodide.FS.mkdirTree("/py");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: process.argv[1] }, "/py");
pyodide.globals.set("given", process.argv[2]);
console.log(pyodide.runPython(
  "import sys, json; sys.path.insert(0, '/py')\\n" + process.argv[3] +
  "\\njson.dumps(measured(json.loads(given)))"));
'''


def programs() -> dict[str, str]:
    return {"plain": PLAIN * 4, "some to translate": PLAIN * 3 + TRANSLATED, "nothing else": TRANSLATED * 4}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pyodide", action="store_true", help="in Pyodide in Node, too")
    parser.add_argument("--browsers", nargs="*", default=[], help="in these, too")
    arguments = parser.parse_args()
    found = {"here": _here()}
    if arguments.pyodide:
        found["in Pyodide"] = _in_pyodide()
    for browser in arguments.browsers:
        found[f"in {browser}"] = _in_browser(browser)
    for place, times in found.items():
        for name, milliseconds in times.items():
            print(f"{place:13} {name:22} {milliseconds:6.2f} ms")
    usual = [times[name] for times in found.values() for name in ("plain", "some to translate")]
    return 1 if max(usual) > MOST_MS else 0


def _here() -> dict[str, float]:
    names: dict[str, object] = {}
    exec(MEASURE, names)
    return names["measured"](programs())  # type: ignore[operator]


def _in_pyodide() -> dict[str, float]:
    done = subprocess.run(
        ["node", "--no-warnings", "--input-type=module", "-e", NODE, "--",
         str(REPOSITORY / "py"), json.dumps(programs()), MEASURE],
        check=True, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def _in_browser(browser: str) -> dict[str, float]:
    with serve_site(find_site(None, needs=PAGE)) as server, open_browser(browser) as driver:
        driver.set_script_timeout(120)
        driver.get(f"{server.url}headless/index.html")
        told = driver.execute_async_script(
            """
            const [setUp, code, done] = arguments;
            import("../cloche.js").then(({ loadRuntime }) => loadRuntime()).then(({ pyodide }) => {
                pyodide.runPython(setUp);
                return pyodide.runPython(code);
            }).then(done, (error) => done(String(error)));
            """,
            MEASURE, f"import json\njson.dumps(measured(json.loads({json.dumps(programs())!r})))",
        )
    return json.loads(told)


if __name__ == "__main__":
    sys.exit(main())
