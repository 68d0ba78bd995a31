// @ts-check
/**
 * Cloche from JavaScript: Python under glass, for pages that write no Python themselves.
 *
 *     import { createSandbox } from ".../cloche.js";
 *
 *     const sandbox = await createSandbox({ limits: { wallSeconds: 2 } });
 *     const result = await sandbox.run("print(6 * 7)");
 *     result.stdout; // "42\n"
 *
 * The folders pyodide/ and guest/ stand next to this file.
 */
import { ClocheError } from "./face/errors.js";
import { Runtime } from "./face/runtime.js";
import { openSandbox } from "./face/sandbox.js";

export { ClocheError } from "./face/errors.js";
export { Files } from "./face/files.js";
export { Result } from "./face/result.js";
export { Sandbox } from "./face/sandbox.js";

/** @typedef {import("./face/runtime.js").Progress} Progress */
/** @typedef {import("./face/files.js").FileInfo} FileInfo */
/** @typedef {import("./face/sandbox.js").Limits} Limits */
/** @typedef {import("./face/sandbox.js").RunOptions} RunOptions */
/** @typedef {import("./face/sandbox.js").SandboxOptions} SandboxOptions */
/** @typedef {import("./face/sandbox.js").Capabilities} Capabilities */
/** @typedef {import("./face/offers.js").Offer} Offer */
/** @typedef {import("./face/offers.js").Bundle} Bundle */
/** @typedef {import("./face/result.js").Status} Status */
/** @typedef {import("./face/result.js").ErrorInfo} ErrorInfo */
/** @typedef {import("./face/result.js").Frame} Frame */
/** @typedef {import("./face/result.js").Usage} Usage */

/**
 * @typedef {object} LoadOptions
 * @property {(progress: Progress) => void} [onProgress] called while the runtime arrives
 * @property {AbortSignal} [signal] ends the waiting
 * @property {string | URL} [baseURL] the folder that holds pyodide/ and guest/; by default the
 *   one that this file is in
 */

/** @type {Runtime | null} */
let runtime = null;

/**
 * Loads Pyodide and what else is needed, once per page; to be ready before the first run.
 *
 * @param {LoadOptions} [options]
 * @returns {Promise<{ pyodide: any }>} the Pyodide in which Python's `cloche` is installed
 * @throws {import("./face/errors.js").ClocheError} LoadError; the next call tries again
 */
export async function loadRuntime(options = {}) {
  const { pyodide } = await load(options);
  return { pyodide };
}

/**
 * Makes a sandbox, and loads the runtime before it where that has not been done.
 *
 * @param {SandboxOptions & Offer & LoadOptions} [options]
 * @returns {Promise<import("./face/sandbox.js").Sandbox>}
 * @throws {import("./face/errors.js").ClocheError} LoadError, LimitsError, InputError, StartError;
 *   or the signal's reason
 */
export async function createSandbox(options = {}) {
  const { host } = await load(options);
  return openSandbox(host, options);
}

/**
 * Runs code once, in a sandbox of its own.
 *
 * @param {string} code
 * @param {SandboxOptions & Offer & RunOptions & LoadOptions} [options]
 * @returns {Promise<import("./face/result.js").Result>}
 */
export async function run(code, options = {}) {
  const { stdin, inputs, filename, onStdout, onStderr, signal } = options;
  const sandbox = await createSandbox(options);
  try {
    return await sandbox.run(code, { stdin, inputs, filename, onStdout, onStderr, signal });
  } finally {
    await sandbox.close();
  }
}

/** @param {LoadOptions} options */
function load({ onProgress, signal, baseURL }) {
  const base = new URL(baseURL ?? "./", baseURL === undefined ? import.meta.url : document.baseURI);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  if (runtime?.isIdle) runtime = null;
  if (runtime && baseURL !== undefined && runtime.base !== base.href) {
    throw new ClocheError(
      "InputError",
      `this page has loaded the runtime from ${runtime.base} and can't load another from ` +
        `${base.href}: give the same baseURL everywhere`,
    );
  }
  runtime ??= new Runtime(base);
  return runtime.load({ onProgress, signal });
}
