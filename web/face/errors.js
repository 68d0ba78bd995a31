// @ts-check

/**
 * Everything that Cloche's JavaScript face throws. `name` tells the kind:
 *
 * - `"LoadError"`: the runtime (Pyodide, the wheel, the guest) did not arrive or did not start.
 * - `"InputError"`, `"LimitsError"`: an argument makes no sense; the message says what would.
 * - `"SandboxBusy"`: one sandbox runs one piece of code at a time.
 * - `"SandboxClosed"`: the sandbox was closed.
 * - `"StartError"`: a worker or the module could not be started.
 * - thrown by `sandbox.files`: `"FileNotFoundError"`, `"FileExistsError"`, `"IsADirectoryError"`,
 *   `"NotADirectoryError"`, `"OSError"`.
 * - thrown by `result.check()`: `"GuestError"`, `"WallLimitError"`, `"MemoryLimitError"`,
 *   `"StepLimitError"`, `"OutputLimitError"`, `"RunStopped"`, `"RunCrashed"`; `result` is there.
 *
 * The names are those of the exceptions in Python's `cloche`.
 */
export class ClocheError extends Error {
  /**
   * @param {string} name the kind, as above
   * @param {string} message what is wrong and what to do about it
   * @param {{ cause?: unknown, result?: import("./result.js").Result }} [more]
   */
  constructor(name, message, more = {}) {
    super(message, "cause" in more ? { cause: more.cause } : undefined);
    this.name = name;
    /** The run that did not end well, if it is about one. */
    this.result = more.result;
  }
}
