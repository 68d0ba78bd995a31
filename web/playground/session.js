// @ts-check

/** @typedef {typeof import("../cloche.js")} Cloche */
/** @typedef {import("../cloche.js").Result} Result */
/** @typedef {import("../cloche.js").Sandbox} Sandbox */
/** @typedef {{ wallSeconds: number, memoryBytes: number, outputBytes: number }} Limits */

/**
 * What goes on: nothing; a run waits for the runtime; a run runs; a run is being ended.
 * @typedef {"idle" | "queued" | "running" | "stopping"} Activity
 */

/** The name of the editor's text in tracebacks. */
export const FILE = "main.py";

/** One sandbox whose variables live from run to run, and the run that is going on in it. */
export class Session {
  #cloche;
  #onActivity;
  #onProgress;
  #offer;
  /** @type {Activity} */
  #activity = "idle";
  /** @type {Sandbox | null} */
  #sandbox = null;
  #memoryBytes = 0;
  /** @type {AbortController | null} ends the waiting of a queued run */
  #waiting = null;

  /**
   * @param {Cloche} cloche
   * @param {{ onActivity: (activity: Activity) => void,
   *           onProgress: (progress: import("../cloche.js").Progress) => void }} hooks
   *   `onProgress` is told of the runtime's arrival
   * @param {import("../cloche.js").SandboxOptions & import("../cloche.js").Offer} offer
   *   what the program finds: files, functions, somebody who answers input()
   */
  constructor(cloche, { onActivity, onProgress }, offer) {
    this.#offer = offer;
    this.#cloche = cloche;
    this.#onActivity = onActivity;
    this.#onProgress = onProgress;
  }

  get activity() {
    return this.#activity;
  }

  /**
   * Makes the sandbox, and brings the runtime before it, ahead of the first run.
   * @param {Limits} limits
   */
  async prepare(limits) {
    await this.#ready(limits);
  }

  /**
   * Runs the code, as soon as the runtime is there.
   *
   * @param {string} code
   * @param {{ limits: Limits, stdin?: string, onStdout: (text: string) => void,
   *           onStderr: (text: string) => void }} options
   * @returns {Promise<Result | null>} null if it was stopped before it began
   */
  async run(code, { limits, stdin, onStdout, onStderr }) {
    const waiting = new AbortController();
    this.#waiting = waiting;
    this.#become("queued");
    try {
      const sandbox = await this.#ready(limits, waiting.signal);
      this.#waiting = null;
      this.#become("running");
      return await sandbox.run(code, {
        stdin,
        filename: FILE,
        limits: { wallSeconds: limits.wallSeconds, outputBytes: limits.outputBytes },
        onStdout,
        onStderr,
      });
    } catch (error) {
      if (waiting.signal.aborted) return null;
      throw error;
    } finally {
      this.#waiting = null;
      this.#become("idle");
    }
  }

  /** Ends the run that is going on, or waits. */
  stop() {
    if (this.#activity === "queued") this.#waiting?.abort();
    else if (this.#activity === "running") {
      this.#become("stopping");
      this.#sandbox?.stop();
    }
  }

  /** Forgets every variable; a run that is going on is ended. */
  async reset() {
    this.#waiting?.abort();
    await this.#sandbox?.reset();
  }

  /**
   * @param {Limits} limits
   * @param {AbortSignal} [signal]
   * @returns {Promise<Sandbox>}
   */
  async #ready(limits, signal) {
    if (this.#sandbox && this.#memoryBytes !== limits.memoryBytes) {
      const old = this.#sandbox;
      this.#sandbox = null;
      await old.close();
    }
    if (this.#sandbox) return this.#sandbox;
    const sandbox = await this.#cloche.createSandbox({
      ...this.#offer,
      limits,
      signal,
      onProgress: this.#onProgress,
    });
    // A run and prepare() may both have come here: the first one's is kept.
    if (this.#sandbox && this.#memoryBytes === limits.memoryBytes) {
      await sandbox.close();
      return this.#sandbox;
    }
    await /** @type {Sandbox | null} */ (this.#sandbox)?.close();
    this.#sandbox = sandbox;
    this.#memoryBytes = limits.memoryBytes;
    return sandbox;
  }

  /** @param {Activity} activity */
  #become(activity) {
    if (this.#activity === activity) return;
    this.#activity = activity;
    this.#onActivity(activity);
  }
}
