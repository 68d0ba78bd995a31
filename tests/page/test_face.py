"""The JavaScript face, cloche.js, as a page's own script uses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .person import in_page
from .spoilable_site import Site

#: Shows values that JSON does not have, by their kinds.
SHOWN = """
const shown = (value) =>
  typeof value === "bigint" ? `bigint ${value}`
  : typeof value === "number" && !Number.isFinite(value) ? `number ${value}`
  : Object.is(value, -0) ? "number -0"
  : value instanceof Uint8Array ? `bytes ${[...value]}`
  : value instanceof Set ? { set: [...value].map(shown) }
  : value instanceof Map ? { map: [...value].map((entry) => entry.map(shown)) }
  : Array.isArray(value) ? value.map(shown)
  : value && typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]))
  : value;
const nameOf = async (promise) => {
  try { await promise; return "nothing was thrown"; } catch (error) { return error.name; }
};
const { createSandbox, run, loadRuntime, ClocheError } = await import("/cloche.js");
"""


@pytest.fixture(scope="module")
def loaded(browser: Any, lasting_site: Site) -> Any:
    """A page of somebody else's, with the runtime loaded."""
    browser.get(lasting_site.url + "blank.html")
    in_page(browser, SHOWN + "await loadRuntime();")
    return browser


@pytest.fixture
def page(loaded: Any, lasting_site: Site) -> Callable[..., Any]:
    if not loaded.current_url.startswith(lasting_site.url + "blank.html"):
        loaded.get(lasting_site.url + "blank.html")
    return lambda body, *arguments: in_page(loaded, SHOWN + body, *arguments)


def test_runs_and_tells_what_came_of_it(page: Callable[..., Any]) -> None:
    result = page("""
      const heard = [];
      const sandbox = await createSandbox({ files: { "helper.py": "answer = 42" } });
      const result = await sandbox.run(
        "import helper, sys\\nprint(helper.answer)\\nprint(input(), file=sys.stderr)\\n[1, 2]",
        {
          stdin: "typed\\n",
          onStdout: (text) => heard.push(["out", text]),
          onStderr: (text) => heard.push(["err", text]),
        },
      );
      await sandbox.close();
      return { ...result, heard, checked: result.check() === result };
    """)
    assert result["status"] == "ok"
    assert result["stdout"] == "42\n"
    assert result["stderr"] == "typed\n"
    assert result["value"] == [1, 2]
    assert result["valueRepr"] == "[1, 2]"
    assert result["error"] is None
    assert result["sessionState"] == "kept"
    assert set(result["usage"]) == {
        "wallSeconds", "outputBytes", "peakMemoryBytes", "steps", "waitSeconds",
    }
    assert result["usage"]["outputBytes"] == 9
    assert result["heard"] == [["out", "42\n"], ["err", "typed\n"]]
    assert result["checked"]


def test_values_are_what_javascript_has_for_them(page: Callable[..., Any]) -> None:
    code = (
        "[None, True, 1.5, 2**53 - 1, 2**53, -10**30, float('inf'), float('nan'), -0.0, 'ü€𝄞',"
        " b'\\x00\\xff', (1, 2), {3}, {'a': {'b': 1}}, {1: 2}, 1+2j, range(1, 9, 3),"
        " {'int': 'not a wrapper'}]"
    )
    value = page("return shown((await run(args[0])).value);", code)
    assert value == [
        None, True, 1.5, 2**53 - 1, f"bigint {2**53}", f"bigint {-10**30}", "number Infinity",
        "number NaN", "number -0", "ü€𝄞", "bytes 0,255", [1, 2], {"set": [3]},
        {"a": {"b": 1}}, {"map": [[1, 2]]}, {"real": 1, "imag": 2},
        {"start": 1, "stop": 9, "step": 3}, {"int": "not a wrapper"},
    ]


def test_a_session_can_be_kept_as_bytes(page: Callable[..., Any]) -> None:
    told = page("""
      const sandbox = await createSandbox({ deterministic: true, seed: 3, now: 5 });
      await sandbox.run("import random, time\\nx = [1]");
      const kept = await sandbox.snapshot();
      const draw = "x.append(2); [x, random.random(), time.time()]";
      const first = (await sandbox.run(draw)).value;
      await sandbox.restore(kept);
      const again = (await sandbox.run(draw)).value;
      await sandbox.close();
      const later = await createSandbox({ snapshot: kept });
      const other = (await later.run(draw)).value;
      await later.close();
      const refused = [];
      for (const snapshot of [kept.subarray(0, 1000), new Uint8Array(9), "text"]) {
        try { await createSandbox({ snapshot }); } catch (error) { refused.push(error.name); }
      }
      return { kept: kept instanceof Uint8Array, first, again, other, refused };
    """)
    assert told["kept"]
    assert told["first"][0] == [1, 2] and told["first"][2] == pytest.approx(5, abs=0.1)
    assert told["first"] == told["again"] == told["other"]
    assert told["refused"] == ["SnapshotError"] * 3


def test_steps_are_a_limit(page: Callable[..., Any]) -> None:
    told = page("""
      const { status, usage } = await run("while True: pass", { limits: { steps: 12345 } });
      return [status, usage.steps];
    """)
    assert told == ["steps", 12345]


def test_a_dict_can_not_reach_a_prototype(page: Callable[..., Any]) -> None:
    assert page("""
      const { value } = await run("{'__proto__': {'polluted': 1}, 'toJSON': 2, 'then': 3}");
      return [
        Object.keys(value).sort().join(),
        Object.getPrototypeOf(value) === Object.prototype,
        "polluted" in {},
      ];
    """) == ["__proto__,then,toJSON", True, False]


#: What objects in JavaScript and Python obey when they have it.
TRICKS = [
    "__proto__", "constructor", "prototype", "toJSON", "then", "valueOf", "toString", "get", "set",
    "length", "Symbol.iterator", "__class__", "__reduce__", "__reduce_ex__", "__getattr__", "__del__",
    "hasOwnProperty", "dict", "bytes", "int",
]

#: Whether anything that all objects share has changed: told by `shared() === before`.
SHARED = """
const shared = () => [Object, Array, Function, Promise, Uint8Array, Map, Set, String]
  .map(({ prototype }) => Reflect.ownKeys(prototype).map(String).sort().join()).join(";");
const before = shared();
"""


def test_names_that_objects_obey_are_only_names(page: Callable[..., Any]) -> None:
    """As keys of what code gives, of what it calls the page with, and of how it ends."""
    told = page(SHARED + """
      const tricks = args[0];
      const seen = [];
      const sandbox = await createSandbox({
        functions: { take: (...given) => { seen.push(given); return given; } },
        onDisplay: (bundle) => seen.push([bundle]),
        onInput: (prompt) => { seen.push([prompt]); return "constructor"; },
      });
      const { waits } = sandbox.capabilities;
      const plain = (value) => Object.getPrototypeOf(value) === Object.prototype;
      const ends = [];
      for (const name of tricks) {
        const inputs = { name };
        const { value } = await sandbox.run("{name: {name: [{name: name}]}}", { inputs });
        // Neither awaiting it, nor turning it into JSON or text, calls anything of the guest's.
        const isIt = (await value) === value;
        const json = JSON.parse(JSON.stringify(value, (key, item) =>
          item && typeof item === "object" && !Array.isArray(item) ? Object.entries(item) : item));
        const kinds = [plain(value), plain(value[name]), Object.keys(value).join()];
        const raised = await sandbox.run("raise type(name, (Exception,), {})(name)", { inputs });
        let called = null;
        if (waits) {
          const result = await sandbox.run("from host import take\\ntake({name: name}, **{name: {name: 1}})", { inputs });
          called = [result.status, (seen.pop() ?? []).map((given) => [plain(given), Object.keys(given).join()])];
        }
        const shows = await sandbox.run("display(name)\\ndisplay({name: name})\\nimport host\\ngetattr(host, name)", { inputs });
        ends.push([name, isIt, JSON.stringify(json).split(JSON.stringify(name)).length - 1, kinds,
          raised.error.type, raised.error.message, called, shows.status !== "crashed"]);
      }
      await sandbox.close();
      return { ends, waits, same: shared() === before, own: "polluted" in {} };
    """, TRICKS)
    assert told["same"] and not told["own"]
    for name, is_it, times, kinds, error, message, called, lives in told["ends"]:
        assert is_it and times == 4, name
        assert kinds == [True, True, name], name
        assert (error, message) == (name, name)
        assert lives, name
        if told["waits"]:
            assert called == ["ok", [[True, name], [True, name]]], (name, called)


def test_what_a_page_gives_is_read_once_and_never_called(page: Callable[..., Any]) -> None:
    """Inputs with getters, toJSON, thenables, and proxies: data, or an error that names the place."""
    told = page(SHARED + """
      let reads = 0;
      let calls = 0;
      const called = () => { calls++; return "called"; };
      const sandbox = await createSandbox();
      const value = async (x) => {
        try { return (await sandbox.run("x", { inputs: { x } })).value; }
        catch (error) { return `${error.name}: ${error.message}`; }
      };
      const answers = [
        await value({ get x() { reads++; return 1; } }),
        await value({ toJSON: called }),
        await value({ then: called }),
        await value(new Proxy({ a: 1 }, {})),
        await value(new Proxy([1], {})),
        await value(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } })),
        await value(JSON.parse('{"__proto__": {"polluted": 1}}')).then((it) => Object.keys(it)),
        await value(new (class Uint8Array extends Map {})([[1, 2]])).then((it) => it instanceof Map),
        await value({ get x() { throw new RangeError("not today"); } }),
      ];
      const after = await sandbox.run("'x' in globals() and polluted", { inputs: { polluted: false } });
      await sandbox.close();
      return { answers, reads, calls, lives: after.status, same: shared() === before };
    """)
    assert told["reads"] == 1 and told["calls"] == 0
    assert told["lives"] == "ok" and told["same"]
    answers = told["answers"]
    assert answers[0] == {"x": 1}
    assert answers[1] == 'InputError: inputs["x"]["toJSON"] is a function, which Python has no plain value for'
    assert answers[2] == 'InputError: inputs["x"]["then"] is a function, which Python has no plain value for'
    assert answers[3:5] == [{"a": 1}, [1]]
    assert answers[5].startswith('InputError: inputs["x"] is a ')
    assert answers[6] == ["__proto__"]
    assert answers[7] is True
    assert answers[8] == "RangeError: not today"


def test_an_error_in_the_code_is_a_result(page: Callable[..., Any]) -> None:
    told = page("""
      const result = await run("def f():\\n    raise KeyError('k')\\nf()", { filename: "lesson.py" });
      let thrown;
      try { result.check(); } catch (error) { thrown = error; }
      return {
        status: result.status,
        error: result.error,
        isOurs: thrown instanceof ClocheError && thrown instanceof Error,
        name: thrown.name,
        hasResult: thrown.result === result,
      };
    """)
    assert told["status"] == "error"
    assert told["error"]["type"] == "KeyError"
    assert [(f["file"], f["line"], f["function"]) for f in told["error"]["frames"]] == [
        ("lesson.py", 3, "<module>"),
        ("lesson.py", 2, "f"),
    ]
    assert told["error"]["frames"][1]["source"] == "raise KeyError('k')"
    assert told["isOurs"] and told["name"] == "GuestError" and told["hasResult"]


def test_errors_are_explained_in_a_language(page: Callable[..., Any]) -> None:
    told = page("""
      const sandbox = await createSandbox({ language: "de" });
      const results = [await sandbox.run("1 / 0"), await sandbox.run("class E(Exception): pass\\nraise E")];
      await sandbox.close();
      let unknown;
      try { await createSandbox({ language: "tlh" }); } catch (error) { unknown = error.message; }
      const english = await run("1 / 0");
      return [...results.map((result) => result.error.explanation), english.error.explanation, unknown];
    """)
    assert "null" in told[0] and told[1] is None and "zero" in told[2]
    assert told[3] == "language must be one of de, en, es, fr, not 'tlh'"


def test_code_is_translated_unless_that_is_not_wanted(page: Callable[..., Any]) -> None:
    told = page("""
      const code = "match [1, 2]:\\n    case [a, b]: print(a + b)";
      const statuses = [];
      for (const front of [true, false]) {
        const sandbox = await createSandbox({ front });
        const result = await sandbox.run(code);
        statuses.push(result.stdout || result.error.type);
        await sandbox.close();
      }
      try { await createSandbox({ front: 1 }); } catch (error) { statuses.push(error.message); }
      return statuses;
    """)
    assert told == ["3\n", "SyntaxError", "front must be True or False, not int"]


def test_every_limit_has_its_error(page: Callable[..., Any]) -> None:
    told = page("""
      const ended = async (code, limits) => {
        const result = await run(code, { limits });
        try { result.check(); } catch (error) { return [result.status, error.name]; }
        return [result.status, null];
      };
      return [
        await ended("while True: pass", { wallSeconds: 0.2 }),
        await ended("x = []\\nwhile True: x.append('y' * 999)", { memoryBytes: 4 * 2 ** 20 }),
        await ended("while True: print('z')", { outputBytes: 100 }),
      ];
    """)
    assert told == [
        ["timeout", "WallLimitError"],
        ["memory", "MemoryLimitError"],
        ["output", "OutputLimitError"],
    ]


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ("{ wallSeconds: 0 }", "wallSeconds"),
        ("{ wallSeconds: NaN }", "wallSeconds"),
        ("{ wallSeconds: '2' }", "wallSeconds"),
        ("{ memoryBytes: 5 }", "memoryBytes"),
        ("{ memoryBytes: 2 ** 21 + 0.5 }", "memoryBytes"),
        ("{ outputBytes: -1 }", "outputBytes"),
        ("{ memory: 1 }", "memory"),
    ],
)
def test_limits_that_make_no_sense(page: Callable[..., Any], limits: str, said: str) -> None:
    name, message = page(f"""
      try {{ await createSandbox({{ limits: {limits} }}); }}
      catch (error) {{ return [error.name, error.message]; }}
      return ["nothing was thrown", ""];
    """)
    assert name == "LimitsError"
    assert said in message
    assert "_" not in message  # no name that JavaScript does not know


def test_misuse_is_named(page: Callable[..., Any]) -> None:
    told = page("""
      const sandbox = await createSandbox();
      const running = sandbox.run("while True: pass");
      const told = {
        busy: await nameOf(sandbox.run("1")),
        running: sandbox.running,
        code: await nameOf(run(42)),
        surrogate: await nameOf(run("'\\ud800'")),
        listener: await nameOf(run("1", { onStdout: "no" })),
        file: await nameOf(createSandbox({ files: { "a.py": 1 } })),
      };
      sandbox.stop();
      told.stopped = (await running).status;
      await sandbox.close();
      await sandbox.close();
      told.closed = await nameOf(sandbox.run("1"));
      told.closedReset = await nameOf(sandbox.reset());
      told.base = await nameOf(createSandbox({ baseURL: "/elsewhere/" }));
      return told;
    """)
    assert told == {
        "busy": "SandboxBusy", "running": True, "code": "InputError", "surrogate": "InputError",
        "listener": "InputError", "file": "InputError", "stopped": "stopped",
        "closed": "SandboxClosed", "closedReset": "SandboxClosed", "base": "InputError",
    }


def test_a_session_lives_until_it_is_reset(page: Callable[..., Any]) -> None:
    assert page("""
      const sandbox = await createSandbox();
      await sandbox.run("x = 1");
      const kept = (await sandbox.run("x")).value;
      await sandbox.reset();
      const gone = (await sandbox.run("x")).error.type;
      await sandbox.close();
      return [kept, gone];
    """) == [1, "NameError"]


# ---- signals ------------------------------------------------------------------------------------


def test_a_signal_ends_a_run_and_the_sandbox_lives_on(page: Callable[..., Any]) -> None:
    told = page("""
      const sandbox = await createSandbox();
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 100);
      const began = performance.now();
      const aborted = await nameOf(sandbox.run("while True: pass", { signal: controller.signal }));
      const took = performance.now() - began;
      const reason = new Error("my own reason");
      let same;
      try { await sandbox.run("1", { signal: AbortSignal.abort(reason) }); }
      catch (error) { same = error === reason; }
      const after = (await sandbox.run("1 + 1")).value;
      const timeout = await nameOf(
        sandbox.run("while True: pass", { signal: AbortSignal.timeout(100) }));
      await sandbox.close();
      return { aborted, took, same, after, timeout };
    """)
    assert told["aborted"] == "AbortError"
    assert told["took"] < 3000
    assert told["same"] is True
    assert told["after"] == 2
    assert told["timeout"] == "TimeoutError"


def test_a_signal_ends_the_making_of_a_sandbox(page: Callable[..., Any]) -> None:
    told = page("""
      const early = await nameOf(createSandbox({ signal: AbortSignal.abort() }));
      const controller = new AbortController();
      const making = nameOf(createSandbox({ signal: controller.signal }));
      controller.abort();
      const after = (await run("2 + 2")).value;
      return { early, late: await making, after };
    """)
    assert told == {"early": "AbortError", "late": "AbortError", "after": 4}


def test_a_listener_that_throws_does_not_break_the_run(page: Callable[..., Any]) -> None:
    told = page("""
      const seen = [];
      addEventListener("error", (event) => { seen.push(1); event.preventDefault(); });
      const result = await run("print(1)", { onStdout: () => { throw new Error("mine"); } });
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { status: result.status, seen: seen.length };
    """)
    assert told == {"status": "ok", "seen": 1}


def test_nothing_is_left_behind(page: Callable[..., Any]) -> None:
    """A hundred sandboxes and runs: the number of proxies stays what it was."""
    before, after = page("""
      const { pyodide } = await loadRuntime();
      pyodide._module.enable_pyproxy_allocation_tracing();
      const collect = () => pyodide.runPython("import gc; gc.collect()");
      const round = async () => {
        const sandbox = await createSandbox();
        await sandbox.run("print(1)\\n{'a': [1, 2]}", { onStdout: () => {} });
        await sandbox.run("1 / 0");
        await sandbox.close();
      };
      for (let i = 0; i < 5; i++) await round();
      await new Promise((resolve) => setTimeout(resolve, 200));
      collect();
      const count = () => pyodide._module.pyproxy_alloc_map.size;
      const before = count();
      for (let i = 0; i < 50; i++) await round();
      await new Promise((resolve) => setTimeout(resolve, 200));
      collect();
      return [before, count()];
    """)
    assert after <= before


# ---- loading ------------------------------------------------------------------------------------


def test_progress_is_told_in_bytes(browser: Any, site: Site) -> None:
    browser.get(site.url + "blank.html")
    told = in_page(browser, SHOWN + """
      const told = [];
      await loadRuntime({ onProgress: (progress) => told.push(progress) });
      return told;
    """)
    stages = [progress["stage"] for progress in told]
    assert sorted(set(stages), key=stages.index) == ["download", "start", "install", "ready"]
    loaded = [progress["loadedBytes"] for progress in told]
    assert loaded == sorted(loaded)
    assert len(set(loaded)) > 20
    last = told[-1]
    assert last["loadedBytes"] == last["totalBytes"]
    files = [*(site.dist / "pyodide").iterdir(), site.dist / "guest" / "cloche.wasm"]
    sizes = {file.name: file.stat().st_size for file in files}
    wheels = [name for name in sizes if name.startswith(("cloche-", "micropip-"))]
    counted = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip",
               "cloche.wasm", *wheels]
    assert last["totalBytes"] == sum(sizes[name] for name in counted)


def test_a_second_load_after_a_failed_one_works(browser: Any, site: Site) -> None:
    site.headers["Cache-Control"] = "no-store"  # or what is broken would come from the cache
    browser.get(site.url + "blank.html")
    for name in ("pyodide.mjs", "pyodide.asm.wasm", "cloche.wasm", "pyodide-lock.json"):
        site.broken.add(name)
        told = in_page(browser, SHOWN + """
          try { await loadRuntime(); } catch (error) { return [error.name, error.message]; }
          return ["nothing was thrown", ""];
        """)
        assert told[0] == "LoadError"
        assert name in told[1] and "503" in told[1]
        site.broken.clear()
    assert in_page(browser, SHOWN + "return (await run('6 * 7')).value;") == 42


def test_a_wrong_place_is_told_and_a_right_one_can_follow(browser: Any, site: Site) -> None:
    browser.get(site.url + "blank.html")
    told = in_page(browser, SHOWN + """
      const wrong = await nameOf(loadRuntime({ baseURL: "/nowhere" }));
      return [wrong, (await run("1 + 1", { baseURL: "/" })).value];
    """)
    assert told == ["LoadError", 2]


def test_loading_can_be_called_off(browser: Any, site: Site) -> None:
    browser.get(site.url + "blank.html")
    release = site.hold("pyodide.asm.wasm")
    told = in_page(browser, SHOWN + """
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 300);
      return nameOf(loadRuntime({ signal: controller.signal }));
    """)
    assert told == "AbortError"
    release()
    assert in_page(browser, SHOWN + "return (await run('1')).value;") == 1


# ---- talking with the page ----------------------------------------------------------------------


def test_code_calls_the_page(page: Callable[..., Any]) -> None:
    told = page("""
      const prompts = [];
      const seen = [];
      const sandbox = await createSandbox({
        functions: {
          double: (number) => 2 * number,
          later: async (first, second) => { await null; return [first, second]; },
          refuse: () => { throw new RangeError("not today"); },
          odd: () => Symbol("x"),
          named: (options) => options.a - options.b,
        },
        onInput: (prompt) => { prompts.push(prompt); return prompts.length < 3 ? `line ${prompts.length}` : null; },
        onDisplay: (bundle) => seen.push(bundle["text/plain"]),
      });
      const told = async (code, options) => {
        const { status, value, error, stdout, usage } = await sandbox.run(code, options);
        return [status, value, error && `${error.type}: ${error.message}`, stdout];
      };
      const answers = [
        await told("from host import *\\nimport host\\nx"
          .replace("from host import *", "pass"), { inputs: { x: new Map([[1, [2n ** 70n, new Set([3])]]]) } })
          .then(([status, value]) => [status, String(value.get(1)[0] === 2n ** 70n), value.get(1)[1].has(3)]),
        await told("from host import double\\ndouble(21)"),
        await told("from host import later\\nimport asyncio\\nawait asyncio.gather(later(1, 'a'), later(2, 'b'))"),
        await told("from host import refuse\\nrefuse()"),
        await told("from host import odd\\nodd()"),
        await told("from host import named\\nnamed(a=5, b=3)"),
        await told("from host import double\\nhelp(double)"),
        await told("[input('a? '), input('b? ')]"),
        await told("input('c? ')"),
        await told("display('seen')"),
      ];
      const { waits } = sandbox.capabilities;
      const last = await sandbox.run("display(1, 2)");
      await sandbox.close();
      return { answers, prompts, seen, waits, displays: last.displays.length };
    """)
    assert told["displays"] == 2 and told["seen"] == ["seen", "1", "2"]
    answers = told["answers"]
    assert answers[0] == ["ok", "true", True]
    assert answers[6][3].startswith("double(number)")
    if told["waits"] is None:
        assert all("JSPI" in answer[2] for answer in answers[1:6])
        return
    assert answers[1][:2] == ["ok", 42]
    assert answers[2][:2] == ["ok", [[1, "a"], [2, "b"]]]
    assert answers[3][2] == "ValueError: not today"
    assert answers[4][2] == "TypeError: what odd() gave is a symbol, which Python has no plain value for"
    assert answers[5][:2] == ["ok", 2]
    assert answers[7] == ["ok", ["line 1", "line 2"], None, "a? b? "]
    assert answers[8][2].startswith("EOFError")
    assert told["prompts"] == ["a? ", "b? ", "c? "]


@pytest.mark.parametrize(
    "inputs, message",
    [
        ("{ x: [1, { y: new Date() }] }", 'inputs["x"][1]["y"] is a Date'),
        ("{ f: () => 1 }", 'inputs["f"] is a function'),
        ("loop", 'inputs["me"] holds itself'),
        ("{ 'not a name': 1 }", "is no name for one"),
    ],
)
def test_inputs_that_python_can_not_have(page: Callable[..., Any], inputs: str, message: str) -> None:
    told = page(f"""
      const loop = {{}};
      loop.me = loop;
      const sandbox = await createSandbox();
      try {{
        await sandbox.run("1", {{ inputs: {inputs} }});
        return "nothing was thrown";
      }} catch (error) {{
        return [error.name, error.message];
      }} finally {{
        await sandbox.close();
      }}
    """)
    assert told[0] == "InputError" and message in told[1]
