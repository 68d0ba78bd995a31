// @ts-check
/**
 * What a release loads is what it was made with, or is not used: who trusts cloche.js (by the
 * `integrity` of its tag, say) trusts the rest by it. build/site.py puts the hashes into the bundle.
 */
import { ClocheError } from "./face/errors.js";

/** From paths in the site to "sha256-..."; none where the sources run unbundled. */
const HASHES = typeof CLOCHE_HASHES === "object" ? CLOCHE_HASHES : {};

/** @param {string} path in the site, as "guest/cloche.wasm"  @returns {string} for fetch() */
export const integrityOf = (path) => HASHES[path] ?? "";

/**
 * Makes import(url) get the file with the right hash, or nothing: import() itself can't be told.
 *
 * @param {string} url
 * @param {string} path
 * @returns {Promise<void>}
 * @throws {ClocheError} LoadError
 */
export async function preloadModule(url, path) {
  const integrity = integrityOf(path);
  const link = document.createElement("link");
  if (!integrity) return;
  await checkFile(url, path); // WebKit takes no notice of a link's integrity
  if (!link.relList.supports("modulepreload")) return;
  /** @type {Promise<void>} */
  const loaded = new Promise((resolve, reject) => {
    Object.assign(link, { rel: "modulepreload", href: url, integrity });
    link.onload = () => resolve();
    link.onerror = () => reject(notWhatItWas(url));
    document.head.append(link);
  });
  await loaded.finally(() => link.remove());
}

/**
 * Fetches the file once more (the browser has it by now) for its hash.
 *
 * @param {string} url
 * @param {string} path
 * @returns {Promise<void>}
 * @throws {ClocheError} LoadError
 */
export async function checkFile(url, path) {
  try {
    await (await fetch(url, { integrity: integrityOf(path) })).arrayBuffer();
  } catch {
    throw notWhatItWas(url);
  }
}

/** @param {string} url */
export const notWhatItWas = (url) =>
  new ClocheError(
    "LoadError",
    `${url} could not be fetched, or is not the file that this release of Cloche was made with: ` +
      "take all files from one build of the site, and let nothing on the way change them",
  );
