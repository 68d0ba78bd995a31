// @ts-check
import { ClocheError } from "./errors.js";
import { Offers } from "./offers.js";
import { Result } from "./result.js";
import { asValue, plainOf } from "./values.js";

/**
 * The Python half. Sandboxes stay in Python under a number, answers cross as JSON and through
 * callbacks: so no PyProxy is made per sandbox or per run, and none can leak.
 *
 * JSON has no bytes, big ints or dicts with other keys; _plain() wraps those in objects with one
 * key, and every dict with them, so that a guest's dict can't pass for a wrapper.
 */
const PYTHON = `
import asyncio
import builtins
import dataclasses
import inspect
import itertools
import json
import math

import cloche
from cloche._display import bundle_as_json
from cloche.front import languages
from pyodide.ffi import to_js

_sandboxes = {}
_languages = {}
_numbers = itertools.count(1)
_tasks = set()


def _begin(work, resolve, reject):
    async def settle():
        try:
            answer = await work
        except BaseException as error:
            reject(_kind(error), str(error))
        else:
            resolve(answer)

    task = asyncio.ensure_future(settle())
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


def _kind(error):
    known = (cloche.ClocheError, ValueError, OSError)
    return type(error).__name__ if isinstance(error, known) else ""


def _limits(base, given):
    return base.replace(**json.loads(given))


def _plain(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else {"int": hex(value)}
    if isinstance(value, float):
        return value if math.isfinite(value) else {"float": repr(value)}
    if isinstance(value, complex):
        return {"complex": [_plain(value.real), _plain(value.imag)]}
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": value.hex()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return {"set": [_plain(item) for item in value]}
    if isinstance(value, range):
        return {"range": [_plain(end) for end in (value.start, value.stop, value.step)]}
    if isinstance(value, dict):
        return {"dict": [[_plain(key), _plain(item)] for key, item in value.items()]}
    return None


def _value(plain):
    """What _plain() would have made this of."""
    if isinstance(plain, list):
        return [_value(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    ((kind, content),) = plain.items()
    if kind == "int":
        return int(content, 16)
    if kind == "float":
        return float(content)
    if kind == "bytes":
        return bytes.fromhex(content)
    if kind == "set":
        return {_value(item) for item in content}
    return {_value(key): _value(item) for key, item in content}


# Calls that the page has not answered. It answers by number, so that no proxy is made per call.
_calls = {}


def _ask_page(begin, *payload):
    number = next(_numbers)
    answer = _calls[number] = asyncio.get_running_loop().create_future()
    answer.add_done_callback(lambda _: _calls.pop(number, None))
    begin(number, *payload)
    return answer


def answer(number, value):
    if (waiting := _calls.get(number)) is not None and not waiting.done():
        try:
            waiting.set_result(_value(json.loads(value)))
        except Exception as error:
            waiting.set_exception(error)


def refuse(number, kind, message):
    if (waiting := _calls.get(number)) is not None and not waiting.done():
        known = getattr(builtins, {"RangeError": "ValueError"}.get(kind, kind), None)
        if isinstance(known, type) and issubclass(known, Exception):
            waiting.set_exception(known(message))
        else:
            waiting.set_exception(Exception(f"{kind}: {message}" if kind else message))


def _page_function(name, call, is_async, parameters):
    def function(*args, **kwargs):
        return _ask_page(call, json.dumps([_plain(list(args)), _plain(kwargs)]))

    function.__name__ = name
    function.is_async = is_async
    if parameters is not None:
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        named = [inspect.Parameter(parameter, kind) for parameter in parameters]
        function.__signature__ = inspect.Signature(named)
    return function


def _shower(on_display):
    return lambda bundle: on_display(json.dumps(bundle_as_json(bundle)))


def open_sandbox(
    limits, files, chance, snapshot, isolation, clock_step_seconds, front, language, on_input,
    on_display, functions, resolve, reject
):
    async def work():
        if language not in languages():
            known = ", ".join(languages())
            raise cloche.InputError(f"language must be one of {known}, not {language!r}")
        page = {
            "isolation": isolation,
            "clock_step_seconds": clock_step_seconds,
            "front": front,
            "on_input": None if on_input is None else lambda prompt: _ask_page(on_input, prompt),
            "on_display": _shower(on_display),
        }
        given = {path: _content(content) for path, content in files.to_py().items()}
        if snapshot is None:
            sandbox = cloche.Sandbox(
                limits=_limits(cloche.Limits(), limits), files=given, **json.loads(chance), **page
            )
        else:
            beginning = cloche.Snapshot.from_bytes(snapshot.to_bytes())
            base = cloche.Limits(memory_bytes=beginning.memory_bytes)
            sandbox = cloche.Sandbox.from_snapshot(beginning, limits=_limits(base, limits), **page)
        for name, call, is_async, parameters in functions:
            known = None if parameters is None else list(parameters)
            sandbox.register(_page_function(name, call, is_async, known), name=name)
        try:
            await sandbox.start()
        except BaseException:
            await sandbox.close()
            raise
        number = next(_numbers)
        _sandboxes[number] = sandbox
        _languages[number] = language
        return number

    _begin(work(), resolve, reject)


def _content(content):
    return content if isinstance(content, str) else bytes(content)


def _sandbox(number):
    try:
        return _sandboxes[number]
    except KeyError:
        raise cloche.SandboxClosed("this sandbox is closed; make a new one") from None


def capabilities(number):
    return json.dumps(dataclasses.asdict(_sandbox(number).capabilities))


def run(
    number, code, stdin, inputs, filename, limits, on_stdout, on_stderr, resolve, reject
):
    async def work():
        sandbox = _sandbox(number)
        told = {"stdout": 0, "stderr": 0}

        def counted(stream, tell):
            def count_and_tell(text):
                told[stream] += len(text)
                tell(text)

            return count_and_tell

        result = await sandbox.run(
            code,
            stdin=stdin,
            inputs=_value(json.loads(inputs)),
            filename=filename,
            limits=_limits(sandbox.limits, limits),
            on_stdout=counted("stdout", on_stdout),
            on_stderr=counted("stderr", on_stderr),
        )
        # What was displayed the page has, as it came.
        answer = result.to_dict() | {"value": _plain(result.value), "displays": None}
        if result.error is not None:
            answer["error"]["explanation"] = result.error.explanation(_languages[number])
        for stream, characters in told.items():
            if characters == len(answer[stream]):
                answer[stream] = None  # the page has it all
        return json.dumps(answer)

    _begin(work(), resolve, reject)


def stop(number):
    sandbox = _sandboxes.get(number)
    # Before its worker is up, a run can't be stopped yet.
    if sandbox is not None and not sandbox.stop() and sandbox.running:
        asyncio.get_event_loop().call_later(0.01, stop, number)


def reset(number, resolve, reject):
    async def work():
        await _sandbox(number).reset()

    _begin(work(), resolve, reject)


def snapshot(number, resolve, reject):
    async def work():
        return to_js((await _sandbox(number).snapshot()).to_bytes())

    _begin(work(), resolve, reject)


def restore(number, data, resolve, reject):
    async def work():
        await _sandbox(number).restore(cloche.Snapshot.from_bytes(data.to_bytes()))

    _begin(work(), resolve, reject)


def file(number, operation, path, content, resolve, reject):
    async def work():
        files = _sandbox(number).files
        if operation == "write":
            given = content if isinstance(content, str) else content.to_bytes()
            return await files.write(path, given)
        answer = await getattr(files, operation)(path)
        if operation == "list":
            return json.dumps([
                {"name": info.name, "isDirectory": info.is_directory, "sizeBytes": info.size_bytes}
                for info in answer
            ])
        return to_js(answer)

    _begin(work(), resolve, reject)


def close(number, resolve, reject):
    async def work():
        sandbox = _sandboxes.pop(number, None)
        _languages.pop(number, None)
        if sandbox is not None:
            await sandbox.close()

    _begin(work(), resolve, reject)


def provide(module):
    from cloche._module import provide

    provide(module)
`;

/** What Python calls the limits, by what we call them. @type {Record<string, string>} */
const PYTHON_NAMES = {
  wallSeconds: "wall_seconds",
  memoryBytes: "memory_bytes",
  outputBytes: "output_bytes",
  steps: "steps",
  waitSeconds: "wait_seconds",
  hostCalls: "host_calls",
  messageBytes: "message_bytes",
};

/** Of PYTHON, those that are called from here. */
const FUNCTIONS = [
  "open_sandbox",
  "answer",
  "refuse",
  "capabilities",
  "run",
  "stop",
  "reset",
  "snapshot",
  "restore",
  "file",
  "close",
  "provide",
];

/** The Python half, once it stands: what face/sandbox.js calls. */
export class Host {
  /** @type {Record<string, any>} PyProxies of functions, as many as PYTHON has, for good */
  #python = {};
  /** @type {Map<number, Offers>} by the sandbox's number */
  #offers = new Map();

  /** @param {any} pyodide in which cloche is installed */
  constructor(pyodide) {
    const globals = pyodide.toPy({ __name__: "cloche_face" });
    try {
      pyodide.runPython(PYTHON, { globals, filename: "cloche/face/host.py" });
      for (const name of FUNCTIONS) {
        this.#python[name] = globals.get(name);
      }
    } finally {
      globals.destroy();
    }
  }

  /**
   * Hands over the guest, compiled.
   * @param {WebAssembly.Module} module
   */
  provide(module) {
    this.#python.provide(module);
  }

  /**
   * @param {object} limits in camelCase
   * @param {Record<string, string | Uint8Array>} files
   * @param {{ deterministic?: boolean, seed?: number, now?: number }} chance
   * @param {Uint8Array | undefined} snapshot
   * @param {"iframe" | "worker"} isolation
   * @param {number} clockStepSeconds
   * @param {{ front: boolean, language: string }} reading
   * @param {import("./offers.js").Offer} offer
   * @returns {Promise<number>} the number under which Python has the sandbox
   */
  async open(limits, files, chance, snapshot, isolation, clockStepSeconds, reading, offer) {
    const given = limitsAsJson(limits);
    const offers = new Offers(offer, this.#python.answer, this.#python.refuse);
    const number = await this.#ask((resolve, reject) => {
      this.#python.open_sandbox(
        given, files, JSON.stringify(chance), snapshot, isolation, clockStepSeconds,
        reading.front, reading.language, offers.onInput, offers.onDisplay, offers.functions, resolve, reject,
      );
    });
    this.#offers.set(number, offers);
    return number;
  }

  /** @param {number} number @returns {import("./sandbox.js").Capabilities} */
  capabilities(number) {
    const { waits, stops_gently } = JSON.parse(this.#python.capabilities(number));
    return { waits, stopsGently: stops_gently };
  }

  /**
   * @param {number} number
   * @param {string} code
   * @param {{ stdin: string | undefined, inputs: object, filename: string, limits: object,
   *           onStdout?: (text: string) => void, onStderr?: (text: string) => void }} options
   * @returns {Promise<Result>}
   */
  async run(number, code, { stdin, inputs, filename, limits, onStdout, onStderr }) {
    const given = limitsAsJson(limits);
    const values = JSON.stringify(plainOf(inputs, "inputs"));
    this.#offers.get(number)?.takeDisplays();
    /** @type {string[]} */
    const stdout = [];
    /** @type {string[]} */
    const stderr = [];
    const json = await this.#ask((resolve, reject) => {
      this.#python.run(
        number, code, stdin, values, filename, given, kept(stdout, onStdout),
        kept(stderr, onStderr), resolve, reject,
      );
    });
    const answer = JSON.parse(json);
    // What was told as it came does not cross once more, as one long text.
    answer.stdout ??= stdout.join("");
    answer.stderr ??= stderr.join("");
    answer.displays = this.#offers.get(number)?.takeDisplays() ?? [];
    return asResult(answer);
  }

  /** @param {number} number */
  stop(number) {
    this.#python.stop(number);
  }

  /** @param {number} number @returns {Promise<void>} */
  reset(number) {
    return this.#ask((resolve, reject) => this.#python.reset(number, resolve, reject));
  }

  /** @param {number} number @returns {Promise<Uint8Array>} */
  snapshot(number) {
    return this.#ask((resolve, reject) => this.#python.snapshot(number, resolve, reject));
  }

  /** @param {number} number @param {Uint8Array} snapshot @returns {Promise<void>} */
  restore(number, snapshot) {
    return this.#ask((resolve, reject) => this.#python.restore(number, snapshot, resolve, reject));
  }

  /**
   * @param {number} number
   * @param {string} operation a method of Python's sandbox.files
   * @param {string} path
   * @param {string | Uint8Array} [content]
   * @returns {Promise<any>} what that method returns; a list as JSON
   */
  file(number, operation, path, content) {
    return this.#ask((resolve, reject) =>
      this.#python.file(number, operation, path, content, resolve, reject),
    );
  }

  /** @param {number} number @returns {Promise<void>} */
  close(number) {
    this.#offers.delete(number);
    return this.#ask((resolve, reject) => this.#python.close(number, resolve, reject));
  }

  /**
   * @param {(resolve: (answer: any) => void, reject: (kind: string, message: string) => void)
   *   => void} begin
   * @returns {Promise<any>}
   */
  #ask(begin) {
    return new Promise((resolve, reject) => {
      begin(
        (answer) => resolve(answer),
        (kind, message) => reject(asError(kind, message)),
      );
    });
  }
}

/**
 * Keeps what it is told, and passes it on to a listener, which can't break the run by throwing:
 * what it throws is reported as any uncaught error of the page.
 * @param {string[]} texts
 * @param {((text: string) => void) | undefined} listener
 */
function kept(texts, listener) {
  return (/** @type {string} */ text) => {
    texts.push(text);
    try {
      listener?.(text);
    } catch (error) {
      reportError(error);
    }
  };
}

/** @param {string} kind @param {string} message */
function asError(kind, message) {
  if (kind === "LimitsError") {
    for (const [ours, theirs] of Object.entries(PYTHON_NAMES)) {
      message = message.replaceAll(theirs, ours);
    }
  }
  return new ClocheError(kind || "ClocheError", message || "Python failed without a word");
}

/**
 * @param {object} limits
 * @returns {string}
 */
function limitsAsJson(limits) {
  /** @type {Record<string, number>} */
  const named = {};
  for (const [name, value] of Object.entries(limits)) {
    if (value === undefined) continue;
    const theirs = PYTHON_NAMES[name];
    if (theirs === undefined) {
      const known = Object.keys(PYTHON_NAMES).join(", ");
      throw new ClocheError("LimitsError", `there is no limit "${name}"; there are ${known}`);
    }
    if (typeof value !== "number" || !Number.isFinite(value)) {
      const got = typeof value === "number" ? value : typeof value;
      throw new ClocheError("LimitsError", `${name} must be a finite number, not ${got}`);
    }
    named[theirs] = value;
  }
  return JSON.stringify(named);
}

/** @param {any} json */
function asErrorInfo({ end_column: endColumn, ...rest }) {
  return { ...rest, endColumn };
}

/** @param {any} json Result.to_dict(), its value made by _plain() */
function asResult(json) {
  const { error, usage } = json;
  return new Result({
    status: json.status,
    stdout: json.stdout,
    stderr: json.stderr,
    value: asValue(json.value),
    valueRepr: json.value_repr,
    error: error === null ? null : asErrorInfo(error),
    usage: {
      wallSeconds: usage.wall_seconds,
      outputBytes: usage.output_bytes,
      peakMemoryBytes: usage.peak_memory_bytes,
      steps: usage.steps,
      waitSeconds: usage.wait_seconds,
    },
    valueProblem: json.value_problem,
    displays: json.displays,
    sessionState: json.session_state,
    reason: json.reason,
  });
}
