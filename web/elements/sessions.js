// @ts-check
import { createSandbox } from "../cloche.js";

/** @typedef {import("../cloche.js").Sandbox} Sandbox */
/** @typedef {import("../cloche.js").LoadOptions & import("../cloche.js").SandboxOptions} SandboxOptions */

/**
 * @typedef {SandboxOptions & { onInput: (prompt: string) => Promise<string | null>,
 *   onDisplay: (bundle: import("../cloche.js").Bundle) => void }} Options
 */

/** A sandbox that cells share by naming it; their runs go one after the other. */
class Session {
  /** @type {Promise<Sandbox> | null} */
  #sandbox = null;
  /** @type {Options | null} whose turn it is: input() asks in that cell, and pictures appear there */
  #current = null;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();
  users = 0;

  /**
   * Calls `use` with the sandbox when everyone who came before is done.
   * @template T
   * @param {Options} options its memory is that of the first who came
   * @param {(sandbox: Sandbox) => Promise<T>} use
   * @returns {Promise<T>}
   */
  take(options, use) {
    const turn = this.#last.then(async () => {
      options.signal?.throwIfAborted();
      this.#current = options;
      this.#sandbox ??= createSandbox({
        ...options,
        onInput: (prompt) => this.#current?.onInput(prompt) ?? null,
        onDisplay: (bundle) => this.#current?.onDisplay(bundle),
      });
      let sandbox;
      try {
        sandbox = await this.#sandbox;
      } catch (error) {
        this.#sandbox = null;
        throw error;
      }
      return use(sandbox);
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  async reset() {
    await (await this.#sandbox)?.reset();
  }

  async close() {
    const sandbox = this.#sandbox;
    this.#sandbox = null;
    await (await sandbox?.catch(() => null))?.close();
  }
}

/** @type {Map<string, Session>} */
const sessions = new Map();

/**
 * @param {string} name
 * @returns {Session} to be given back with leave()
 */
export function join(name) {
  const session = sessions.get(name) ?? new Session();
  sessions.set(name, session);
  session.users++;
  return session;
}

/**
 * Ends the session when its last user leaves.
 * @param {string} name
 */
export function leave(name) {
  const session = sessions.get(name);
  if (!session || --session.users > 0) return;
  sessions.delete(name);
  session.close();
}

/**
 * A sandbox for one use only.
 * @template T
 * @param {Options} options
 * @param {(sandbox: Sandbox) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function alone(options, use) {
  const sandbox = await createSandbox(options);
  try {
    return await use(sandbox);
  } finally {
    await sandbox.close();
  }
}
