// @ts-check
import { ClocheError } from "./errors.js";

/**
 * @typedef {"ok" | "error" | "timeout" | "memory" | "steps" | "output" | "stopped" | "crashed"} Status
 */

/**
 * One line of a traceback.
 * @typedef {object} Frame
 * @property {string} file
 * @property {number} line from 1
 * @property {string} function
 * @property {string | null} source what stands on that line, where it is known
 */

/**
 * An exception that the code did not catch.
 * @typedef {object} ErrorInfo
 * @property {string} type such as "ValueError"
 * @property {string} message
 * @property {Frame[]} frames from the outermost to the innermost
 * @property {string} traceback as Python prints it; the end of `stderr`, too
 * @property {number | null} column from 1: where in the innermost frame's line, where that is sure
 * @property {string | null} suggestion such as "Did you mean: 'append'?"
 * @property {number | null} endColumn behind it, for a SyntaxError
 * @property {string | null} explanation one sentence for beginners, in the sandbox's language
 */

/**
 * What a run used. `null`: the worker was ended before it could tell.
 * @typedef {object} Usage
 * @property {number} wallSeconds
 * @property {number} outputBytes
 * @property {number | null} peakMemoryBytes
 * @property {number | null} steps
 * @property {number} waitSeconds that it waited for the page, and which are no wallSeconds
 */

/** @type {Record<string, string>} */
const ERROR_NAMES = {
  error: "GuestError",
  timeout: "WallLimitError",
  memory: "MemoryLimitError",
  steps: "StepLimitError",
  output: "OutputLimitError",
  stopped: "RunStopped",
  crashed: "RunCrashed",
};

/** What came of a run: data, and `check()`. */
export class Result {
  /** @param {Record<string, any>} parts as face/host.js has them from Python */
  constructor(parts) {
    /** @type {Status} */
    this.status = parts.status;
    /** @type {string} */
    this.stdout = parts.stdout;
    /** @type {string} */
    this.stderr = parts.stderr;
    /**
     * The value of the code's last expression, where it is one and has a plain value; else null.
     * An int beyond ±(2**53 - 1) is a BigInt, bytes are a Uint8Array, a tuple is an array, a set
     * is a Set, a dict is an object if all of its keys are strings and a Map if not, a complex is
     * `{real, imag}`, a range is `{start, stop, step}`.
     * @type {any}
     */
    this.value = parts.value;
    /**
     * How Python writes the value, or null when there is none.
     * @type {string | null}
     */
    this.valueRepr = parts.valueRepr;
    /**
     * Why the value of the code's last expression has no plain form, and where; or null.
     * @type {string | null}
     */
    this.valueProblem = parts.valueProblem;
    /**
     * What the code displayed, in order: {MIME type: content} each.
     * @type {import("./offers.js").Bundle[]}
     */
    this.displays = parts.displays;
    /** @type {ErrorInfo | null} */
    this.error = parts.error;
    /** @type {Usage} */
    this.usage = parts.usage;
    /**
     * What became of the sandbox's variables, functions and imports.
     * @type {"kept" | "restored" | "lost"}
     */
    this.sessionState = parts.sessionState;
    /**
     * One sentence about an end that was not the code's own.
     * @type {string | null}
     */
    this.reason = parts.reason;
  }

  /**
   * The result itself if its status is "ok".
   * @returns {this}
   * @throws {ClocheError} whose name says how the run ended, with the result as `result`
   */
  check() {
    if (this.status === "ok") return this;
    const message = this.error
      ? `${this.error.type}: ${this.error.message}`
      : (this.reason ?? this.status);
    throw new ClocheError(ERROR_NAMES[this.status] ?? "RunError", message, { result: this });
  }
}
