// @ts-check
/**
 * The guest's calls to the page, and its waiting for their answers: suspended where the engine has
 * JSPI, asleep on shared memory where the page is isolated; elsewhere it can't wait, and is told so.
 *
 * A call's payload and its answer are values, encoded as build/port/value.c says; nothing here
 * looks into them. An answer is a byte, "v" or "e", and such a value.
 */
import { Nonsense } from "./messages.js";

/** build/port/guest.h, cloche_call_t. */
const HOW = /** @type {const} */ (["tell", "ask", "start", "wait", "again", "cancel"]);

/** build/port/guest.h, cloche_refusal_t. */
export const END = -1;
const NO_WAIT = -2;
const TOO_MANY = -3;
const TOO_LARGE = -4;

/** Calls that were started and not yet answered: this many, and this many messages' bytes. */
const MOST_STARTED = 1000;
const MOST_STARTED_MESSAGES = 16;

/** An answer's bytes begin behind: whether one is there, its length. Host: py/cloche/_answers.py. */
const SHARED_HEAD_BYTES = 8;

/** How long a sleep on shared memory lasts before we look whether the run is to end. */
const NAP_MS = 20;

const NOTHING = new Uint8Array(0);

/**
 * @typedef {object} DoorLimits
 * @property {number} host_calls
 * @property {number} message_bytes
 * @property {number} wait_seconds
 * @property {SharedArrayBuffer | null} answer_buffer
 */

/**
 * What a door needs of its guest.
 * @typedef {object} Owner
 * @property {() => boolean} isEnding  whether the run is to end
 * @property {() => number} ranMs  how long it has run, without its waiting
 * @property {() => number} msLeft  how much of its time is left
 * @property {() => void} ranTooLong  that is nothing
 * @property {() => void} waitedTooLong  it has waited for longer than it may
 * @property {(bytes: number) => boolean} countOutput  whether there is room for so much output
 * @property {boolean} canSuspend  whether an import may answer with a promise
 */

/** @typedef {number | Uint8Array} Outcome  a refusal, a number of a call, or an answer */

export class Door {
  /**
   * @param {Owner} owner
   * @param {(message: { type: "call", call: number, name: string,
   *     payload: Uint8Array<ArrayBuffer>, ran_seconds: number }
   *   | { type: "cancel", call: number } | { type: "wait" }) => void} post
   * @param {DoorLimits} limits
   */
  constructor(owner, post, limits) {
    /** @private */ this.owner = owner;
    /** @private */ this.post = post;
    /** @private */ this.limits = limits;
    /** How long the run has waited for the page. */
    this.waitedMs = 0;
    /** @private */ this.calls = 0;
    /** Started and not yet answered: number -> bytes. @private @type {Map<number, number>} */
    this.started = new Map();
    /** Answers that nobody has taken yet. @private @type {Map<number, Uint8Array>} */
    this.answers = new Map();
    /** The call that is being waited for: its number, or 0 for any. @private @type {number | null} */
    this.awaited = null;
    /** @private @type {(() => void) | null} */ this.wakeUp = null;
    /** Shared memory only: whether the host is to send another answer. @private */
    this.isWanted = false;
    /** The answer that found no room. @private @type {Uint8Array} */ this.kept = NOTHING;
  }

  /**
   * @param {number} how  an index into HOW
   * @param {string} name
   * @param {Uint8Array<ArrayBuffer>} payload  not a view of the guest's memory
   * @param {number} room  for the answer
   * @returns {Outcome | Promise<Outcome>}
   */
  call(how, name, payload, room) {
    const outcome = this.go(HOW[how], name, payload, how);
    return outcome instanceof Promise
      ? outcome.then((settled) => this.keep(settled, room))
      : this.keep(outcome, room);
  }

  /** @private @param {Outcome} outcome  @param {number} room */
  keep(outcome, room) {
    if (outcome instanceof Uint8Array && outcome.length > room) this.kept = outcome;
    return outcome;
  }

  /**
   * @private
   * @param {typeof HOW[number] | undefined} how  @param {string} name
   * @param {Uint8Array<ArrayBuffer>} payload
   * @param {number} code
   * @returns {Outcome | Promise<Outcome>}
   */
  go(how, name, payload, code) {
    if (this.owner.isEnding()) return END;
    switch (how) {
      case "tell":
        return this.owner.countOutput(payload.length) ? this.send(0, name, payload) : END;
      case "ask":
        return this.canWait ? this.ask(name, payload) : NO_WAIT;
      case "start":
        return this.canWait ? this.start(name, payload) : NO_WAIT;
      case "wait":
        return this.canWait ? this.wait(float64(payload), name === "sleep") : NO_WAIT;
      case "again": {
        const { kept } = this;
        this.kept = NOTHING;
        return kept;
      }
      case "cancel":
        return this.cancel(float64(payload));
      default:
        throw new Nonsense("bad-import-call", `a call of kind ${code}`);
    }
  }

  /** @private */
  get canWait() {
    return this.owner.canSuspend || this.limits.answer_buffer !== null;
  }

  /** @private @param {number} call  @param {string} name  @param {Uint8Array<ArrayBuffer>} payload */
  send(call, name, payload) {
    if (this.calls >= this.limits.host_calls) return TOO_MANY;
    if (payload.length + name.length > this.limits.message_bytes) return TOO_LARGE;
    this.calls++;
    const ran_seconds = this.owner.ranMs() / 1000;
    this.post({ type: "call", call, name, payload, ran_seconds });
    return call;
  }

  /** @private @param {string} name  @param {Uint8Array<ArrayBuffer>} payload */
  ask(name, payload) {
    const call = this.send(this.calls + 1, name, payload);
    return call < 0 ? call : this.waitFor(call, Infinity, true);
  }

  /** @private @param {string} name  @param {Uint8Array<ArrayBuffer>} payload */
  start(name, payload) {
    let bytes = payload.length;
    for (const others of this.started.values()) bytes += others;
    if (this.started.size >= MOST_STARTED) return TOO_MANY;
    if (bytes > MOST_STARTED_MESSAGES * this.limits.message_bytes) return TOO_LARGE;
    const call = this.send(this.calls + 1, name, payload);
    if (call > 0) this.started.set(call, payload.length);
    return call;
  }

  /** @private @param {number} ms  less than 0: as long as it takes  @param {boolean} isSleep */
  wait(ms, isSleep) {
    const most = ms < 0 ? Infinity : ms;
    return this.waitFor(isSleep ? -1 : 0, most, !isSleep && this.started.size > 0);
  }

  /** @private @param {number} call */
  cancel(call) {
    if (this.started.delete(call)) this.post({ type: "cancel", call });
    this.answers.delete(call);
    return 0;
  }

  /**
   * An answer has come by a message. One that nobody waits for any more is dropped.
   *
   * @param {number} call  @param {Uint8Array} bytes
   */
  answer(call, bytes) {
    if (call !== this.awaited && !this.started.has(call)) return;
    this.answers.set(call, bytes);
    this.wake();
  }

  /** Lets the guest look again at why it waits. */
  wake() {
    this.wakeUp?.();
  }

  /**
   * @private
   * @param {number} call  the call whose answer is wanted; 0: any that was started; -1: none
   * @param {number} ms  how long
   * @param {boolean} isForPage  then it is no run time
   * @returns {Outcome | Promise<Outcome>}
   */
  waitFor(call, ms, isForPage) {
    this.awaited = call;
    const began = performance.now();
    const done = (/** @type {Outcome} */ outcome) => {
      this.awaited = null;
      if (isForPage) this.waitedMs += performance.now() - began;
      return outcome;
    };
    const left = () => {
      const mine = began + ms - performance.now();
      return isForPage
        ? Math.min(mine, this.limits.wait_seconds * 1000 - this.waitedMs - performance.now() + began)
        : Math.min(mine, this.owner.msLeft());
    };
    const look = () => {
      if (this.owner.isEnding()) return END;
      const found = this.take(call);
      if (found !== null) return found;
      if (left() > 0) return null;
      const waitedMs = this.waitedMs + performance.now() - began;
      if (isForPage && waitedMs >= this.limits.wait_seconds * 1000) {
        this.owner.waitedTooLong();
        return END;
      }
      if (!isForPage && this.owner.msLeft() <= 0) {
        this.owner.ranTooLong();
        return END;
      }
      return NOTHING;
    };
    if (this.owner.canSuspend) return this.suspend(look, left).then(done);
    return done(this.sleep(look, left, call >= 0));
  }

  /** @private @param {number} call  @returns {Uint8Array | null} */
  take(call) {
    const found = call > 0 ? call : call === 0 ? this.answers.keys().next().value : undefined;
    const answer = found === undefined ? undefined : this.answers.get(found);
    if (found === undefined || answer === undefined) return null;
    this.answers.delete(found);
    this.started.delete(found);
    if (call > 0) return answer;
    const numbered = new Uint8Array(4 + answer.length);
    new DataView(numbered.buffer).setUint32(0, found, true);
    numbered.set(answer, 4);
    return numbered;
  }

  /** @private @param {() => Outcome | null} look  @param {() => number} left */
  async suspend(look, left) {
    for (;;) {
      const outcome = look();
      if (outcome !== null) return outcome;
      await new Promise((resolve) => {
        const ms = left();
        const timer = ms === Infinity ? undefined : setTimeout(resolve, Math.min(ms, 2 ** 31 - 1));
        this.wakeUp = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
      this.wakeUp = null;
    }
  }

  /** @private @param {() => Outcome | null} look  @param {() => number} left  @param {boolean} forAnswers */
  sleep(look, left, forAnswers) {
    const buffer = /** @type {SharedArrayBuffer} */ (this.limits.answer_buffer);
    const state = new Int32Array(buffer, 0, 2);
    for (;;) {
      if (forAnswers) this.receive(buffer, state);
      const outcome = look();
      if (outcome !== null) return outcome;
      if (forAnswers && !this.isWanted) {
        this.isWanted = true;
        this.post({ type: "wait" });
      }
      Atomics.wait(state, 0, forAnswers ? 0 : state[0], Math.min(NAP_MS, left()));
    }
  }

  /** @private @param {SharedArrayBuffer} buffer  @param {Int32Array} state */
  receive(buffer, state) {
    if (Atomics.load(state, 0) === 0) return;
    const length = Math.min(state[1] >>> 0, buffer.byteLength - SHARED_HEAD_BYTES);
    const bytes = new Uint8Array(buffer, SHARED_HEAD_BYTES, length).slice();
    Atomics.store(state, 0, 0);
    this.isWanted = false;
    if (length >= 4) {
      this.answer(new DataView(bytes.buffer).getUint32(0, true), bytes.subarray(4));
    }
  }
}

/** @param {Uint8Array} bytes */
function float64(bytes) {
  if (bytes.length !== 8) throw new Nonsense("bad-import-call", "a number of other than 8 bytes");
  const number = new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0, true);
  return Number.isNaN(number) ? 0 : number;
}
