// @ts-check
/**
 * The page that `cloche run` drives: `window.clocheHeadless`. The work is done by jobs.py.
 */
import { loadRuntime } from "../cloche.js";

/** @type {{ start: any, stop: any, close_session: any } | null} PyProxies, for good */
let jobs = null;

/** @type {string[]} events as JSON, since the last drain() */
let events = [];

const emit = (/** @type {string} */ json) => {
  events.push(json);
};

async function load() {
  const [{ pyodide }, source] = await Promise.all([
    loadRuntime(),
    fetch(new URL("./jobs.py", import.meta.url)).then((response) => response.text()),
  ]);
  if (jobs) return;
  const globals = pyodide.toPy({ __name__: "cloche_headless_jobs" });
  pyodide.runPython(source, { globals, filename: "jobs.py" });
  jobs = {
    start: globals.get("start"),
    stop: globals.get("stop"),
    close_session: globals.get("close_session"),
  };
  globals.destroy();
}

function loaded() {
  if (!jobs) throw new Error("await clocheHeadless.load() first");
  return jobs;
}

/**
 * A number that JavaScript would write in another way than Python (1.0, 10**30) stays as it was
 * written, as a JSON.rawJSON object: a result passes through here unchanged.
 * @param {string} _key
 * @param {any} value
 * @param {{ source?: string }} [context]
 */
function exact(_key, value, context) {
  const source = context?.source;
  const { rawJSON } = /** @type {{ rawJSON?: (text: string) => any }} */ (JSON);
  return typeof value === "number" && rawJSON && source && String(value) !== source
    ? rawJSON(source)
    : value;
}

const clocheHeadless = {
  /** Loads Pyodide and the guest. */
  load,

  /**
   * Begins a job; what it does comes by drain().
   * @param {{ id: string, code: string, stdin?: string, filename?: string,
   *           limits?: Record<string, number>, session?: string }} job limits as in Python's
   *   Limits. Jobs that name the same session share one sandbox, in order; the others have
   *   each their own.
   */
  run(job) {
    loaded().start(JSON.stringify(job), emit);
  },

  /** Ends a job, whose result then says "stopped". @param {string} id */
  stop(id) {
    loaded().stop(id);
  },

  /** Closes a session's sandbox, after its jobs. @param {string} name */
  closeSession(name) {
    loaded().close_session(name);
  },

  /**
   * What happened since the last time.
   * @returns {Array<{ id: string, kind: "stdout" | "stderr", text: string }
   *   | { id: string, kind: "result", result: object }>} `result` as Result.to_dict() in Python
   */
  drain() {
    const drained = events;
    events = [];
    return drained.map((json) => JSON.parse(json, exact));
  },
};

Object.assign(window, { clocheHeadless });
