// @ts-check
import { ClocheError } from "./errors.js";
import { Files, requireContent } from "./files.js";
import { requireFunctions, requireText } from "./require.js";
import { abortable } from "./runtime.js";

/** @typedef {import("./result.js").Result} Result */

/**
 * How much a run may use; what is not given has the default.
 * @typedef {object} Limits
 * @property {number} [wallSeconds] above 0, at most 86,400; 10 by default
 * @property {number} [memoryBytes] whole, 1 MiB to 1 GiB; 32 MiB by default. The session's: it
 *   can't change from run to run
 * @property {number} [outputBytes] whole, 0 to 1 GiB, stdout and stderr together; 1 MiB by default
 * @property {number} [steps] whole, from 1: backward jumps, calls, returns, and work in C by its
 *   size; the same number everywhere. As many as it takes by default
 * @property {number} [waitSeconds] above 0, at most 86,400: how long a run may wait for the page
 *   (for input, for functions). As long as it takes by default
 * @property {number} [hostCalls] whole, 0 to 1,000,000: how often a run may call the page; 10,000 by
 *   default
 * @property {number} [messageBytes] whole, 1 KiB to 64 MiB: how large a call, and an answer, may be;
 *   1 MiB by default
 */

/**
 * What this browser and page let the code do.
 * @typedef {object} Capabilities
 * @property {"jspi" | "shared-memory" | null} waits how code can wait for the page: where the browser
 *   can suspend WebAssembly, where the page is cross-origin isolated, or not at all
 * @property {boolean} stopsGently whether stop() keeps the session
 */

/**
 * @typedef {object} RunOptions
 * @property {string | Iterable<string>} [stdin] what input() and sys.stdin read: a text, or lines
 * @property {Record<string, any>} [inputs] global variables to set first: values as in Result.value
 * @property {string} [filename] the name that tracebacks show for the code; "<main>" by default
 * @property {Limits} [limits] for this run
 * @property {(text: string) => void} [onStdout] called with each piece of output as it comes
 * @property {(text: string) => void} [onStderr]
 * @property {AbortSignal} [signal] ends the run; `run` then rejects with the signal's reason
 */

/** A session of one guest; variables, functions and imports live from run to run. */
export class Sandbox {
  /** @type {import("./host.js").Host} */
  #host;
  #number;
  #running = false;
  #closed = false;

  /**
   * Use createSandbox().
   * @param {import("./host.js").Host} host
   * @param {number} number
   */
  constructor(host, number) {
    this.#host = host;
    this.#number = number;
    /** The session's files, to be written and read between runs. */
    this.files = new Files(async (operation, path, content) => {
      if (this.#closed) throw closed();
      return this.#host.file(this.#number, operation, path, content);
    });
  }

  /** Whether a run is going on. */
  get running() {
    return this.#running;
  }

  /**
   * Runs Python code. Errors in the code and limits that it passes are told by the result.
   *
   * @param {string} code
   * @param {RunOptions} [options]
   * @returns {Promise<Result>}
   * @throws {ClocheError} SandboxBusy, SandboxClosed, InputError, LimitsError, StartError
   */
  async run(code, options = {}) {
    const { inputs = {}, filename = "<main>", limits = {}, onStdout, onStderr, signal } = options;
    const stdin = joined(options.stdin);
    requireText({ code, filename, ...(stdin === undefined ? {} : { stdin }) });
    requireFunctions({ onStdout, onStderr });
    signal?.throwIfAborted();
    if (this.#closed) throw closed();
    if (this.#running) {
      throw new ClocheError(
        "SandboxBusy",
        "this sandbox is running code already; await that run, stop() it, or use another sandbox",
      );
    }
    this.#running = true;
    const stop = () => this.stop();
    signal?.addEventListener("abort", stop, { once: true });
    try {
      const given = { stdin, inputs, filename, limits, onStdout, onStderr };
      const result = await this.#host.run(this.#number, code, given);
      signal?.throwIfAborted();
      return result;
    } finally {
      this.#running = false;
      signal?.removeEventListener("abort", stop);
    }
  }

  /**
   * What this browser and page let the code do.
   * @returns {Capabilities}
   */
  get capabilities() {
    if (this.#closed) throw closed();
    return this.#host.capabilities(this.#number);
  }

  /** Ends the run that is going on, which resolves with the status "stopped". */
  stop() {
    if (this.#running) this.#host.stop(this.#number);
  }

  /**
   * Forgets every variable. A run that is going on ends as "stopped".
   * @returns {Promise<void>}
   */
  async reset() {
    if (this.#closed) throw closed();
    await this.#host.reset(this.#number);
  }

  /**
   * The session as it is now, between two runs: bytes that can be kept (in IndexedDB, say), and
   * given to createSandbox() or restore() by the same release of Cloche.
   * @returns {Promise<Uint8Array>}
   * @throws {ClocheError} SandboxBusy, SandboxClosed
   */
  async snapshot() {
    if (this.#closed) throw closed();
    return this.#host.snapshot(this.#number);
  }

  /**
   * Makes the session the one of the snapshot, whatever it was.
   * @param {Uint8Array} snapshot
   * @returns {Promise<void>}
   * @throws {ClocheError} SnapshotError, SandboxBusy, SandboxClosed
   */
  async restore(snapshot) {
    if (this.#closed) throw closed();
    requireSnapshot(snapshot);
    await this.#host.restore(this.#number, snapshot);
  }

  /**
   * Ends the sandbox and its workers. May be called twice.
   * @returns {Promise<void>}
   */
  async close() {
    if (this.#closed) return;
    this.#closed = true;
    await this.#host.close(this.#number);
  }
}

/**
 * What a sandbox begins with.
 * @typedef {object} SandboxOptions
 * @property {Limits} [limits] for every run
 * @property {Record<string, string | Uint8Array>} [files] that the guest can open and import, by
 *   their paths
 * @property {boolean} [deterministic] whether time and chance are functions of the code and its
 *   input alone: the clock moves by steps and by sleeping, which takes no time
 * @property {number} [seed] what a deterministic guest's random numbers begin with: whole, from 0
 * @property {number} [now] what its clock begins with: seconds since 1970, UTC
 * @property {Uint8Array} [snapshot] of the session with which it begins, instead of `files`
 * @property {number} [clockStepSeconds] by how much the clock that the guest sees moves at a time:
 *   0.001, the finest, to 3600
 * @property {"iframe" | "worker"} [isolation] what stands around the guest's worker: "iframe", one of
 *   an opaque origin with no way to the network, the storage or the page; or "worker", no more than
 *   the worker's own walls, a step down for pages that can't have iframes. See SECURITY.md
 * @property {boolean} [front] whether code may be Python as CPython has it (true): what the guest's
 *   own parser lacks is translated before it runs
 * @property {string} [language] of the sentences that explain errors to beginners: "en", "de", "es"
 *   or "fr"
 */

/** @typedef {import("./offers.js").Offer} Offer */

/**
 * @param {import("./host.js").Host} host
 * @param {SandboxOptions & Offer & { signal?: AbortSignal }} options
 * @returns {Promise<Sandbox>}
 */
export async function openSandbox(host, options) {
  const { limits = {}, files = {}, deterministic, seed, now, snapshot, signal } = options;
  const { onInput, onDisplay, functions, isolation = "iframe", clockStepSeconds = 0.001 } = options;
  const { front = true, language = "en" } = options;
  requireFiles(files);
  if (snapshot !== undefined) requireSnapshot(snapshot);
  const reading = { front, language };
  const opening = host
    .open(limits, files, { deterministic, seed, now }, snapshot, isolation, clockStepSeconds, reading, {
      onInput,
      onDisplay,
      functions,
    })
    .then((number) => new Sandbox(host, number));
  try {
    return await abortable(opening, signal);
  } catch (error) {
    opening.then(
      (sandbox) => sandbox.close(),
      () => {},
    );
    throw error;
  }
}

/**
 * A text of lines, given as one or as lines.
 * @param {unknown} stdin
 */
function joined(stdin) {
  const isLines = typeof stdin === "object" && stdin !== null && Symbol.iterator in stdin;
  if (!isLines) return /** @type {string | undefined} */ (stdin);
  const lines = [.../** @type {Iterable<string>} */ (stdin)];
  return lines.map((line) => (String(line).endsWith("\n") ? line : `${line}\n`)).join("");
}

/** @param {unknown} snapshot */
function requireSnapshot(snapshot) {
  if (!(snapshot instanceof Uint8Array)) {
    throw new ClocheError("SnapshotError", `a snapshot is a Uint8Array, not ${typeof snapshot}`);
  }
}

function closed() {
  return new ClocheError("SandboxClosed", "this sandbox is closed; make a new one");
}

/** @param {Record<string, unknown>} files */
function requireFiles(files) {
  for (const [path, content] of Object.entries(files)) requireContent(path, content);
}
