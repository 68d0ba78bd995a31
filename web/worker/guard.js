// @ts-check
/**
 * What the guest can call, so that one call that makes no sense is its last: WebAssembly can catch
 * what its imports throw, and go on as if nothing had been.
 */
export class Guard {
  constructor() {
    /** What was thrown first. @private @type {{ error: unknown } | null} */
    this.broken = null;
  }

  /** Throws what was thrown first, if anything was. */
  check() {
    if (this.broken !== null) throw this.broken.error;
  }

  /**
   * The function, which after it has thrown, or any other of this guard's, does nothing but throw.
   *
   * @template {any[]} Given  @template Answer
   * @param {(...given: Given) => Answer} ask
   * @returns {(...given: Given) => Answer}
   */
  around(ask) {
    return (...given) => {
      this.check();
      try {
        const answer = ask(...given);
        return answer instanceof Promise
          ? /** @type {Answer} */ (answer.catch((error) => this.fail(error)))
          : answer;
      } catch (error) {
        return this.fail(error);
      }
    };
  }

  /** @private @param {unknown} error  @returns {never} */
  fail(error) {
    this.broken ??= { error };
    throw error;
  }
}
