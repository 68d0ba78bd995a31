// @ts-check
import { Download, fetchFile } from "./download.js";
import { ClocheError } from "./errors.js";
import { Host } from "./host.js";
import { checkFile, integrityOf, notWhatItWas, preloadModule } from "../integrity.js";

/** How far the runtime is. `stage` goes from "download" to "start", "install" and "ready".
 * @typedef {object} Progress
 * @property {number} loadedBytes
 * @property {number | null} totalBytes null until it is known
 * @property {"download" | "start" | "install" | "ready"} stage
 */

/** From the arrival of its files; a slow phone takes about ten seconds. */
const START_SECONDS = 60;

/** How long the smallest module may take: a hundred thousand times what it does. */
const PROBE_SECONDS = 10;

/** The smallest module there is: a magic number and a version. */
const EMPTY_MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

const PYODIDE_FILES = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"];

/** What Pyodide fetches by itself, and uses only if it is what it was. */
const CHECKED_BY_PYODIDE = ["pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"].map(
  (name) => `pyodide/${name}`,
);

/** Pyodide with the cloche wheel, from one folder: at most one of it starts at a time. */
export class Runtime {
  #base;
  /** @type {Attempt | null} */
  #attempt = null;
  #attempts = 0;

  /** @param {URL} base the folder that holds pyodide/ and guest/ */
  constructor(base) {
    this.#base = base;
  }

  get base() {
    return this.#base.href;
  }

  /** Whether nothing is loaded and nothing is on its way. */
  get isIdle() {
    return this.#attempt === null;
  }

  /**
   * Waits for the runtime, which the first call starts; after a failure the next call starts it
   * anew. A signal ends the waiting; the download ends with it when nobody else waits.
   *
   * @param {{ onProgress?: (progress: Progress) => void, signal?: AbortSignal }} options
   * @returns {Promise<{ pyodide: any, host: Host }>}
   * @throws {ClocheError} LoadError; or the signal's reason
   */
  load({ onProgress, signal }) {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (!this.#attempt) {
      const attempt = new Attempt(this.#base, ++this.#attempts);
      this.#attempt = attempt;
      attempt.done.catch(() => {
        if (this.#attempt === attempt) this.#attempt = null;
      });
    }
    const attempt = this.#attempt;
    return attempt.wait({
      onProgress,
      signal,
      onAbandoned: () => {
        if (this.#attempt === attempt) this.#attempt = null;
      },
    });
  }
}

class Attempt {
  /** @type {Progress} */
  #progress = { loadedBytes: 0, totalBytes: null, stage: "download" };
  /** @type {Set<(progress: Progress) => void>} */
  #listeners = new Set();
  #waiting = 0;
  #canceller = new AbortController();
  #base;
  #number;

  /**
   * @param {URL} base
   * @param {number} number from 1
   */
  constructor(base, number) {
    this.#base = base;
    this.#number = number;
    /** @type {Promise<{ pyodide: any, host: Host }>} */
    this.done = this.#start();
  }

  /**
   * @param {{ onProgress?: (progress: Progress) => void, signal?: AbortSignal,
   *           onAbandoned: () => void }} options
   */
  async wait({ onProgress, signal, onAbandoned }) {
    // One function may be given by two waiters: each gets its own entry.
    const listener = onProgress && ((/** @type {Progress} */ progress) => onProgress(progress));
    if (listener) {
      this.#listeners.add(listener);
      listener(this.#progress);
    }
    this.#waiting++;
    try {
      return await abortable(this.done, signal);
    } finally {
      this.#waiting--;
      if (listener) this.#listeners.delete(listener);
      if (this.#waiting === 0 && signal?.aborted && this.#progress.stage === "download") {
        onAbandoned();
        this.#canceller.abort(signal.reason);
      }
    }
  }

  async #start() {
    const blocked = watchPolicy();
    try {
      await requireWasm();
      const signal = this.#canceller.signal;
      const files = await this.#download(signal);
      this.#report({ stage: "start" });
      const pyodide = await this.#startPyodide();
      this.#report({ stage: "install" });
      const host = await this.#install(pyodide);
      host.provide(await files.guest);
      this.#report({ stage: "ready" });
      return { pyodide, host };
    } catch (error) {
      throw explained(error, blocked.seen());
    } finally {
      blocked.end();
    }
  }

  /**
   * Brings everything into the browser's cache, and compiles the guest on the way.
   * @param {AbortSignal} signal
   */
  async #download(signal) {
    const guestUrl = this.#url("guest/cloche.wasm");
    const download = new Download((loadedBytes, totalBytes) => {
      if (this.#progress.stage === "download") this.#report({ loadedBytes, totalBytes });
    });
    const urls = PYODIDE_FILES.map((name) => this.#url(`pyodide/${name}`));
    for (const url of [...urls, guestUrl]) download.announce(url);
    const fetched = [...urls, guestUrl].map((url) => download.get(url, signal));
    const wheels = this.#wheels(signal).then((found) =>
      Promise.all(found.map((url) => download.get(url, signal))),
    );
    const sizes = this.#sizes(signal).then((found) => download.expect(found));
    await Promise.all([...fetched, wheels, sizes]);
    const guest = compile(guestUrl);
    // It is awaited only after Pyodide has started; until then a failure is nobody's.
    guest.catch(() => {});
    return { guest };
  }

  /** @param {AbortSignal} signal @returns {Promise<string[]>} */
  async #wheels(signal) {
    const url = this.#url("pyodide/pyodide-lock.json");
    const { packages } = await (await fetchFile(url, signal)).json();
    return ["micropip", "cloche"].map((name) => {
      if (!packages?.[name]) {
        // Without this, micropip would look for it on the network.
        throw new ClocheError("LoadError", `${url} lists no "${name}": build the site again`);
      }
      return new URL(packages[name].file_name, url).href;
    });
  }

  /**
   * The sizes that the site's build wrote down; a site without that file only has no total where
   * its server compresses.
   * @param {AbortSignal} signal
   */
  async #sizes(signal) {
    const folder = this.#url("pyodide/");
    try {
      const sizes = await (await fetchFile(`${folder}sizes.json`, signal)).json();
      return Object.fromEntries(
        Object.entries(sizes).map(([path, size]) => [new URL(path, folder).href, size]),
      );
    } catch {
      signal.throwIfAborted();
      return {};
    }
  }

  async #startPyodide() {
    // Browsers may remember that an import failed; another address makes them try again.
    const again = this.#number > 1 ? `?attempt=${this.#number}` : "";
    const address = this.#url(`pyodide/pyodide.mjs${again}`);
    // Pyodide, which checks these as well, would wait for ever for what is refused.
    const checks = CHECKED_BY_PYODIDE.map((path) => checkFile(this.#url(path), path));
    const start = async () => {
      await Promise.all([
        preloadModule(address, "pyodide/pyodide.mjs"),
        preloadModule(this.#url("pyodide/pyodide.asm.mjs"), "pyodide/pyodide.asm.mjs"),
      ]);
      const { loadPyodide } = await import(address);
      return loadPyodide({
        indexURL: this.#url("pyodide/"),
        packages: ["micropip"],
        stdin: () => null,
      });
    };
    return withTimeout(
      Promise.all([start(), ...checks]).then(([pyodide]) => pyodide),
      START_SECONDS,
      `Pyodide did not start within ${START_SECONDS} seconds. Where the page has a ` +
        "Content-Security-Policy, its script-src needs 'self' 'wasm-unsafe-eval' and its " +
        "connect-src 'self' (or the origin that cloche.js comes from).",
    );
  }

  /** @param {any} pyodide */
  async #install(pyodide) {
    await withTimeout(
      pyodide.runPythonAsync(
        'import micropip\nawait micropip.install("cloche")\nimport cloche\nNone',
      ),
      START_SECONDS,
      `micropip did not install cloche within ${START_SECONDS} seconds`,
    );
    return new Host(pyodide);
  }

  /** @param {string} path */
  #url(path) {
    return new URL(path, this.#base).href;
  }

  /** @param {Partial<Progress>} news */
  #report(news) {
    this.#progress = { ...this.#progress, ...news };
    for (const listener of this.#listeners) {
      try {
        listener(this.#progress);
      } catch (error) {
        reportError(error);
      }
    }
  }
}

/** @param {string} url */
async function compile(url) {
  const integrity = integrityOf("guest/cloche.wasm");
  try {
    return await WebAssembly.compileStreaming(fetch(url, { integrity }));
  } catch {
    // A server that does not know .wasm sends a type that streaming refuses.
    const response = await fetch(url, { integrity }).catch(() => Promise.reject(notWhatItWas(url)));
    return WebAssembly.compile(await response.arrayBuffer());
  }
}

/** Says at once what loadPyodide would answer by waiting for ever. */
async function requireWasm() {
  if (typeof WebAssembly !== "object") {
    throw new ClocheError("LoadError", "this browser has no WebAssembly, which Cloche needs");
  }
  const message =
    "this page may not compile WebAssembly: add 'wasm-unsafe-eval' to the script-src of its " +
    "Content-Security-Policy";
  try {
    // Not only compile(), which WebKit allows where it forbids this.
    await withTimeout(WebAssembly.instantiate(EMPTY_MODULE), PROBE_SECONDS, message);
  } catch (cause) {
    if (cause instanceof ClocheError) throw cause;
    throw new ClocheError("LoadError", `${message} (${cause})`, { cause });
  }
}

/** Notices what the page's Content-Security-Policy refuses meanwhile. */
function watchPolicy() {
  /** @type {string[]} */
  const refused = [];
  const note = (/** @type {SecurityPolicyViolationEvent} */ event) => {
    refused.push(`${event.effectiveDirective} refused ${event.blockedURI}`);
  };
  document.addEventListener("securitypolicyviolation", note);
  return {
    seen: () => refused,
    end: () => document.removeEventListener("securitypolicyviolation", note),
  };
}

/**
 * @param {unknown} error
 * @param {string[]} refused
 */
function explained(error, refused) {
  const isOurs = error instanceof ClocheError;
  if (!isOurs && error instanceof DOMException && error.name === "AbortError") return error;
  const said = isOurs ? error.message : `the Python runtime did not start: ${error}`;
  const policy = refused.length
    ? ` The page's Content-Security-Policy: ${[...new Set(refused)].slice(0, 3).join("; ")}.`
    : "";
  if (isOurs && !policy) return error;
  return new ClocheError(isOurs ? error.name : "LoadError", said + policy, { cause: error });
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {number} seconds
 * @param {string} message
 * @returns {Promise<T>}
 */
async function withTimeout(promise, seconds, message) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new ClocheError("LoadError", message)), seconds * 1000);
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([promise, late]));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<T>}
 */
export function abortable(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
