// @ts-check
import { ClocheError } from "./errors.js";
import { requireText } from "./require.js";

/**
 * One entry of a directory.
 * @typedef {object} FileInfo
 * @property {string} name
 * @property {boolean} isDirectory
 * @property {number} sizeBytes 0 for a directory
 */

/**
 * The files of a sandbox's session: `sandbox.files`. They are in the guest's own memory; snapshots
 * have them. Paths are relative to the root, like "data/table.csv".
 *
 * Every method can be called before the first run and between runs. Each throws a ClocheError:
 * SandboxBusy, SandboxClosed, StartError, InputError for a path that makes no sense, and what
 * Python calls these things: FileNotFoundError, FileExistsError, IsADirectoryError,
 * NotADirectoryError, and OSError for the rest (memory is full, a directory is not empty).
 */
export class Files {
  #operate;

  /**
   * @param {(operation: string, path: string, content?: string | Uint8Array) => Promise<any>}
   *   operate
   */
  constructor(operate) {
    this.#operate = operate;
  }

  /**
   * Makes the content that of the file, and the file and the directories on the way to it where
   * they are missing.
   * @param {string} path
   * @param {string | Uint8Array} content
   * @returns {Promise<void>}
   */
  async write(path, content) {
    requireText({ path });
    requireContent(path, content);
    await this.#operate("write", path, content);
  }

  /**
   * @param {string} path
   * @returns {Promise<Uint8Array>}
   */
  async read(path) {
    requireText({ path });
    return this.#operate("read", path);
  }

  /**
   * The content of the file as text; throws UnicodeDecodeError where it is not UTF-8.
   * @param {string} path
   * @returns {Promise<string>}
   */
  async readText(path) {
    requireText({ path });
    return this.#operate("read_text", path);
  }

  /**
   * What is in the directory, by name.
   * @param {string} [path] the root by default
   * @returns {Promise<FileInfo[]>}
   */
  async list(path = "") {
    requireText({ path });
    return JSON.parse(await this.#operate("list", path));
  }

  /**
   * Removes a file, or an empty directory.
   * @param {string} path
   * @returns {Promise<void>}
   */
  async remove(path) {
    requireText({ path });
    await this.#operate("remove", path);
  }

  /**
   * Makes a directory, and those on the way to it.
   * @param {string} path
   * @returns {Promise<void>}
   */
  async mkdir(path) {
    requireText({ path });
    await this.#operate("mkdir", path);
  }
}

/** @param {string} path @param {unknown} content */
export function requireContent(path, content) {
  if (typeof content !== "string" && !(content instanceof Uint8Array)) {
    throw new ClocheError(
      "InputError",
      `the file ${JSON.stringify(path)} must be a string or a Uint8Array, not ${typeof content}`,
    );
  }
}
