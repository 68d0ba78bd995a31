"""Writes mistakes.toml's expectations anew, as CPython 3.14 in Pyodide in Node gives them.

    .venv/bin/python tests/host/front/mistakes.py
"""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("mistakes.toml")

_SCRIPT = """
import { loadPyodide } from "pyodide";
const pyodide = await loadPyodide();
pyodide.globals.set("given", process.argv[1]);
console.log(pyodide.runPython(`
import io, json, linecache, sys, traceback, warnings

def told(code, stdin):
    name = "<main>"
    linecache.cache[name] = (len(code), None, code.splitlines(True), name)
    sys.stdin, sys.stdout = io.StringIO(stdin), io.StringIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(code, name, "exec"), {"__name__": "__main__"})
    except BaseException as error:
        frames = error.__traceback__
        while frames is not None and frames.tb_frame.f_code.co_filename != name:
            frames = frames.tb_next
        told = traceback.TracebackException(type(error), error, frames)
        text = "".join(told.format())
        if isinstance(error, SyntaxError):
            line, column = told.lineno, told.offset
            line = int(line)
        else:
            own = [frame for frame in told.stack if frame.filename == name]
            line, column = own[-1].lineno, own[-1].colno + 1
        return {"type": type(error).__name__, "told": text.rstrip().splitlines()[-1],
                "line": line, "column": column, "traceback": text}
    raise AssertionError(code)

out = sys.stdout
answers = [told(*each) for each in json.loads(given)]
sys.stdout = out
json.dumps(answers)
`));
"""


def main() -> None:
    mistakes = tomllib.loads(FILE.read_text("utf-8"))
    given = [[each["code"], each.get("stdin", "")] for each in mistakes.values()]
    done = subprocess.run(
        ["node", "--no-warnings", "--input-type=module", "-e", _SCRIPT, "--", json.dumps(given)],
        check=True, stdout=subprocess.PIPE, text=True, cwd=FILE.parents[3],
    )
    answers = json.loads(done.stdout.strip().splitlines()[-1])
    head = FILE.read_text("utf-8").partition("\n\n")[0]
    parts = [head]
    for (name, mistake), answer in zip(mistakes.items(), answers, strict=True):
        lines = [f'["{name}"]', f"code = '''\n{mistake['code']}'''"]
        if "stdin" in mistake:
            lines.append(f"stdin = {json.dumps(mistake['stdin'])}")
        lines += [f"{key} = {json.dumps(answer[key])}" for key in ("type", "told", "line", "column")]
        lines.append(f"traceback = '''\n{answer['traceback']}'''")
        parts.append("\n".join(lines))
    FILE.write_text("\n\n".join(parts) + "\n", "utf-8")


if __name__ == "__main__":
    main()
