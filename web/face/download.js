// @ts-check
import { ClocheError } from "./errors.js";

const STALLED_SECONDS = 60;

/**
 * Fetches files whose bytes nobody keeps, so that the browser's cache has them when Pyodide asks
 * for them by itself, and counts the bytes on the way.
 *
 * Pyodide gets the cached response and not ours because only a response straight from the browser
 * comes with the machine code that it compiled on an earlier visit.
 */
export class Download {
  /** @type {Map<string, { loaded: number, total: number | null }>} */
  #files = new Map();
  /** @type {Record<string, number>} */
  #sizes = {};
  #onBytes;

  /** @param {(loadedBytes: number, totalBytes: number | null) => void} onBytes */
  constructor(onBytes) {
    this.#onBytes = onBytes;
  }

  /**
   * Sizes in bytes, unpacked, by address: for servers that compress what they send, since their
   * Content-Length counts other bytes than those that we see.
   * @param {Record<string, number>} sizes
   */
  expect(sizes) {
    this.#sizes = sizes;
    this.#report();
  }

  /**
   * Makes a file count before its fetch begins.
   * @param {string} url
   */
  announce(url) {
    if (!this.#files.has(url)) this.#files.set(url, { loaded: 0, total: null });
  }

  /**
   * @param {string} url
   * @param {AbortSignal} signal
   * @returns {Promise<void>}
   * @throws {ClocheError} LoadError
   */
  async get(url, signal) {
    this.announce(url);
    const file = /** @type {{ loaded: number, total: number | null }} */ (this.#files.get(url));
    const response = await fetchFile(url, signal);
    const length = Number(response.headers.get("Content-Length"));
    if (length > 0 && !response.headers.get("Content-Encoding")) file.total = length;
    const reader = response.body?.getReader();
    if (!reader) return;
    for (;;) {
      const { done, value } = await notStalled(reader.read(), url);
      if (done) break;
      file.loaded += value.length;
      this.#report();
    }
    file.total = file.loaded;
    this.#report();
  }

  #report() {
    let loaded = 0;
    let total = 0;
    let known = true;
    for (const [url, file] of this.#files) {
      const size = file.total ?? this.#sizes[url];
      if (size === undefined) known = false;
      else total += Math.max(size, file.loaded);
      loaded += file.loaded;
    }
    this.#onBytes(loaded, known ? total : null);
  }
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<Response>} one that is ok
 * @throws {ClocheError} LoadError
 */
export async function fetchFile(url, signal) {
  let response;
  try {
    response = await notStalled(fetch(url, { signal }), url);
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof ClocheError) throw cause;
    throw new ClocheError(
      "LoadError",
      `${url} could not be fetched: the network failed, or this page's Content-Security-Policy ` +
        `has a connect-src that does not allow it (${cause})`,
      { cause },
    );
  }
  if (!response.ok) {
    throw new ClocheError(
      "LoadError",
      `${url} could not be fetched: the server answered ${response.status}. ` +
        "Cloche needs the folders pyodide/ and guest/ next to cloche.js (or at the baseURL given).",
    );
  }
  return response;
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {string} url
 * @returns {Promise<T>}
 */
async function notStalled(promise, url) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const stalled = new Promise((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new ClocheError("LoadError", `${url}: nothing came for ${STALLED_SECONDS} seconds`),
        ),
      STALLED_SECONDS * 1000,
    );
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([promise, stalled]));
  } finally {
    clearTimeout(timer);
  }
}
