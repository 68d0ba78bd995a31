// @ts-check
/**
 * The guest as an object: one instance of the module, its memory, and the imports that are all it
 * can ask for (build/port/imports.h). Nothing the guest says is believed: every offset and length
 * is checked against the real memory, every reply against its bounds.
 *
 * Knows nothing of messages or workers; the tests run it in Node as it is.
 *
 * @import { FileError } from "../protocol.js"
 */
import { Door, END } from "./door.js";
import { Guard } from "./guard.js";
import { IMAGE_PAGE, Room, imageLength, putImage, takeImage } from "./image.js";
import { Nonsense } from "./messages.js";
import { Outbox } from "./outbox.js";

const PAGE_BYTES = 65536;

/** What the module itself asks for at the least (build/port/Makefile, -sINITIAL_MEMORY). */
const INITIAL_PAGES = 10;

/** Larger replies than this are not sent by build/port/value.c. */
const REPLY_BYTES = 4 * 1024 * 1024 + 1024;

/** build/port/main.c, outcome_t. */
const OUTCOMES = /** @type {const} */ (["ok", "error", "memory", "aborted", "steps", "no-room"]);

/** build/port/guest.h, cloche_reply_kind_t. */
const REPLIES = /** @type {const} */ (["value", "error", "problem", "file"]);

/** build/port/guest.h, cloche_file_operation_t. */
const FILE_OPERATIONS = /** @type {const} */ (["write", "read", "list", "remove", "mkdir"]);

/** What the errno means that build/port/files.c gives. @type {Record<number, FileError>} */
const FILE_ERRORS = {
  0: "",
  2: "not-found",
  17: "exists",
  20: "not-directory",
  21: "is-directory",
  16: "busy",
  27: "too-large",
  28: "no-room",
  36: "name-too-long",
  39: "not-empty",
};

/** A __del__ of the guest's that runs between its runs is given this long. */
const FILE_MS = 1000;

/** The outcome of a request that found no room, OUTCOMES' last. */
const NO_ROOM = OUTCOMES.length - 1;

const NOTHING = new Uint8Array(0);

/** How often the event loop turns while code runs. */
const TURN_MS = 50;

/** Whether this engine can suspend WebAssembly (JSPI): Chromium and Firefox can, WebKit can't yet. */
export function canYield() {
  const wasm = /** @type {any} */ (WebAssembly);
  return typeof wasm.Suspending === "function" && typeof wasm.promising === "function";
}

/**
 * An object with these fields and no others: from a prototype, too, a module can import.
 *
 * @template {object} Fields  @param {Fields} fields  @returns {Fields}
 */
function only(fields) {
  return Object.assign(Object.create(null), fields);
}

/** @param {(...args: number[]) => number | Promise<number>} call  @returns {any} */
function suspending(call) {
  return new /** @type {any} */ (WebAssembly).Suspending(call);
}

/** @param {Function} call  @returns {() => Promise<number>} */
function promising(call) {
  return /** @type {any} */ (WebAssembly).promising(call);
}

/** Longer names of calls make no sense. */
const NAME_BYTES = 200;

/**
 * @typedef {object} Request
 * @property {string} file
 * @property {string} body
 * @property {string} tail
 * @property {number} tail_line
 * @property {string} stdin
 * @property {number} wall_seconds
 * @property {number} output_bytes
 * @property {number} steps
 * @property {Uint8Array} inputs  {name: value} of globals to set, encoded; or nothing
 * @property {Uint8Array} functions  of the page, for build/port/door.c; or nothing
 * @property {boolean} asks_input  whether input() asks the page when stdin is at its end
 */

/** @typedef {Request & import("./door.js").DoorLimits} RunRequest */

/** @typedef {ConstructorParameters<typeof Door>[1]} PostCall */

/**
 * @typedef {object} RunReport
 * @property {import("../protocol.js").Outcome} outcome
 * @property {Uint8Array} value
 * @property {Uint8Array} error
 * @property {Uint8Array} problem
 * @property {number} wall_seconds
 * @property {number} wait_seconds
 * @property {number} steps
 * @property {number} peak_memory_bytes
 * @property {number} output_bytes
 */

export class Guest {
  /**
   * @param {WebAssembly.Module} module
   * @param {number} memoryBytes  maximum of the linear memory
   * @param {(() => Promise<void>) | null} [turn]  lets the event loop turn once; only where
   *   `canYield()`, and then code is run by runYielding()
   * @param {() => boolean} [isStopped]  asked at every tick: whether the run is to end
   */
  constructor(module, memoryBytes, turn = null, isStopped = () => false) {
    const maximum = Math.floor(memoryBytes / PAGE_BYTES);
    /** @private */ this.maximum = maximum;
    /** @private */ this.memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum });
    /** Of the clock that the guest sees: fine ones tell what others do in the same processor. */
    this.clockStepMs = 1;
    /** @private */ this.room = new Room();
    /** @private @type {Outbox | null} */ this.outbox = null;
    /** @private */ this.deadline = Infinity;
    /** @private */ this.turn = turn;
    /** @private */ this.isStopped = isStopped;
    /** @private */ this.turnedAt = 0;
    /** @private */ this.startedAt = 0;
    /** @private @type {Door | null} */ this.door = null;
    /** Why the run is being ended, once it is.
     * @private @type {"timeout" | "waited" | "output" | "stopped" | null} */
    this.ending = null;
    /** @private @type {Record<string, Uint8Array>} */ this.replies = {};

    /** @private */ this.guard = new Guard();
    const tick = this.guard.around(() => this.tick());
    const call = this.guard.around(this.call.bind(this));
    const instance = new WebAssembly.Instance(module, only({
      env: only({ memory: this.memory }),
      cloche: only({
        tick: turn === null ? tick : suspending(tick),
        call: turn === null ? call : suspending(call),
        write: this.guard.around(this.write.bind(this)),
        reply: this.guard.around(this.reply.bind(this)),
        now: () => {
          const now = performance.timeOrigin + performance.now();
          return Math.floor(now / this.clockStepMs) * this.clockStepMs;
        },
        entropy: () => crypto.getRandomValues(new Int32Array(1))[0],
      }),
    }));
    /** @private @type {any} */ this.exports = instance.exports;
    this.enter("_initialize");
    this.enter("cloche_init", maximum * PAGE_BYTES);
  }

  /**
   * Calls an export, which may call the imports.
   *
   * @private
   * @param {string} name  @param {...number} given
   * @returns {any}
   */
  enter(name, ...given) {
    const answer = this.exports[name](...given);
    this.guard.check();
    return answer;
  }

  /**
   * Makes time and chance functions of what the guest does. Before its first run.
   *
   * @param {number} nowSeconds  since 1970, UTC: what its clock begins with
   * @param {number} seed  what its random numbers begin with
   */
  determine(nowSeconds, seed) {
    this.enter("cloche_determine", nowSeconds * 1000, seed);
  }

  /**
   * The session as an image, or null if that were larger; between runs only.
   *
   * @param {number} [mostBytes]
   */
  image(mostBytes = Infinity) {
    return takeImage(this.memory, this.pagesInUse(), this.maximum, mostBytes, this.room);
  }

  /** Makes the next image() cheap; between runs, when there is time. */
  prepareImage() {
    this.room.prepare(imageLength(this.memory, this.pagesInUse()));
  }

  /** @private  @returns {Uint8Array}  a bit for each image page */
  pagesInUse() {
    const at = this.enter("cloche_pages_in_use") >>> 0;
    const length = Math.ceil(this.memory.buffer.byteLength / IMAGE_PAGE / 8);
    return this.bytes(at, length, "cloche_pages_in_use");
  }

  /**
   * Makes the session the one of which the image is; between runs only.
   *
   * @param {Uint8Array} image
   */
  restore(image) {
    putImage(this.memory, image, this.maximum);
  }

  /** @param {string} path  @param {Uint8Array} content */
  addFile(path, content) {
    const { error } = this.file("write", path, content);
    if (error === "no-room") {
      throw new RangeError(`the file ${path} does not fit into the guest's memory`);
    }
    if (error !== "") {
      throw new RangeError(`the file ${path} could not be made: ${error}`);
    }
  }

  /**
   * Does something with the session's files; between runs only.
   *
   * @param {import("../protocol.js").FileOperation} operation
   * @param {string} path
   * @param {Uint8Array} content  what to write
   * @returns {{ error: FileError, content: Uint8Array }}  what was read, or the list, encoded
   */
  file(operation, path, content) {
    this.ending = null;
    this.turnedAt = Infinity; // nothing is suspended: this is no run
    this.deadline = performance.now() + FILE_MS;
    this.replies = {};
    if (!this.request([path, content])) {
      return { error: "no-room", content: NOTHING };
    }
    const code = this.enter("cloche_file", FILE_OPERATIONS.indexOf(operation));
    const error = FILE_ERRORS[code];
    if (error === undefined) {
      throw new Nonsense("bad-import-call", `a file's operation ended with ${code}`);
    }
    return { error, content: this.replies.file ?? NOTHING };
  }

  /**
   * Runs code to its end.
   *
   * @param {RunRequest} request
   * @param {(stream: "stdout" | "stderr", text: string) => void} post
   * @param {PostCall} [postCall]  sends a call of the guest's to the page
   * @returns {RunReport}
   */
  run(request, post, postCall = () => {}) {
    return this.finish(this.begin(request, post, postCall) ? this.enter("cloche_run") : NO_ROOM);
  }

  /**
   * The same, but the event loop turns every now and then, so that stop() can be called.
   *
   * @param {RunRequest} request
   * @param {(stream: "stdout" | "stderr", text: string) => void} post
   * @param {PostCall} [postCall]
   * @returns {Promise<RunReport>}
   */
  async runYielding(request, post, postCall = () => {}) {
    const run = promising(this.exports.cloche_run);
    return this.finish(this.begin(request, post, postCall) ? await run() : NO_ROOM);
  }

  /** Ends the run that is going on, at its next tick, or where it waits. */
  stop() {
    this.ending ??= "stopped";
    this.door?.wake();
  }

  /**
   * What the page says to a call.
   *
   * @param {number} call  @param {Uint8Array} bytes
   */
  answer(call, bytes) {
    this.door?.answer(call, bytes);
  }

  /**
   * @private
   * @param {RunRequest} request
   * @param {(stream: "stdout" | "stderr", text: string) => void} post
   * @param {PostCall} postCall
   */
  begin(request, post, postCall) {
    const clock = () => performance.now();
    this.startedAt = this.turnedAt = clock();
    this.outbox = new Outbox(request.output_bytes, post, clock);
    this.deadline = this.startedAt + request.wall_seconds * 1000;
    this.ending = null;
    this.replies = {};
    this.door = new Door(this.doorOwner(), postCall, request);
    const line = new Uint8Array(new Uint32Array([request.tail_line]).buffer);
    const steps = new Uint8Array(new Float64Array([request.steps]).buffer);
    return this.request([
      ...[request.file, request.body, request.tail, line, request.stdin, steps],
      ...[request.inputs, request.functions, request.asks_input ? "1" : ""],
    ]);
  }

  /** @private @returns {import("./door.js").Owner} */
  doorOwner() {
    return {
      isEnding: () => {
        if (this.isStopped()) this.ending ??= "stopped";
        return this.ending !== null;
      },
      ranMs: () => this.ranMs,
      msLeft: () => this.deadline + this.waitedMs - performance.now(),
      ranTooLong: () => {
        this.ending ??= "timeout";
      },
      waitedTooLong: () => {
        this.ending ??= "waited";
      },
      countOutput: (bytes) => {
        if (this.outbox?.count(bytes) !== false) return true;
        this.ending ??= "output";
        return false;
      },
      canSuspend: this.turn !== null,
    };
  }

  /** How long the run has waited for the page, which is not counted as run time. @private */
  get waitedMs() {
    return this.door?.waitedMs ?? 0;
  }

  /** How long it has run. @private */
  get ranMs() {
    return Math.max(0, performance.now() - this.startedAt - this.waitedMs);
  }

  /**
   * @private
   * @param {number} code  an index into OUTCOMES
   * @returns {RunReport}
   */
  finish(code) {
    const outbox = /** @type {Outbox} */ (this.outbox);
    this.guard.check();
    outbox.close();
    const { value = NOTHING, error = NOTHING, problem = NOTHING } = this.replies;
    const { ranMs, waitedMs } = this;
    this.door = null;
    return {
      outcome: this.ending ?? finalOutcome(OUTCOMES[code]),
      value,
      error,
      problem,
      wall_seconds: ranMs / 1000,
      wait_seconds: waitedMs / 1000,
      steps: code === NO_ROOM ? 0 : this.enter("cloche_steps"),
      peak_memory_bytes: this.enter("cloche_peak_bytes") >>> 0,
      output_bytes: outbox.bytes,
    };
  }

  /** Output so far, whatever became of the guest. */
  flushOutput() {
    this.outbox?.close();
  }

  /* ---- what the guest can call ---------------------------------------------------------- */

  /**
   * @private
   * @returns {number | Promise<number>}  a promise suspends the guest until it is settled
   */
  tick() {
    this.outbox?.flushIfOld();
    const now = performance.now();
    if (this.ending === null && now >= this.deadline + this.waitedMs) {
      this.ending = "timeout";
    } else if (this.ending === null && this.isStopped()) {
      this.ending = "stopped";
    }
    if (this.ending === null && this.turn !== null && now - this.turnedAt >= TURN_MS) {
      return this.turn().then(() => {
        this.turnedAt = performance.now();
        return this.ending === null ? 0 : 1;
      });
    }
    return this.ending === null ? 0 : 1;
  }

  /**
   * @private
   * @param {number} how  @param {number} nameAt  @param {number} nameLength
   * @param {number} at  @param {number} length  @param {number} answerAt  @param {number} room
   * @returns {number | Promise<number>}
   */
  call(how, nameAt, nameLength, at, length, answerAt, room) {
    if (this.door === null || nameLength >>> 0 > NAME_BYTES) {
      throw new Nonsense("bad-import-call", "a call while nothing runs, or one with a long name");
    }
    this.outbox?.flush();
    const name = new TextDecoder().decode(this.bytes(nameAt, nameLength, "call"));
    const payload = this.bytes(at, length, "call").slice();
    this.bytes(answerAt, room, "call");
    const put = (/** @type {number | Uint8Array} */ outcome) => {
      this.turnedAt = performance.now();
      if (this.ending !== null) return END;
      if (typeof outcome === "number") return outcome;
      if (outcome.length <= room >>> 0) this.bytes(answerAt, room, "call").set(outcome);
      return outcome.length;
    };
    const outcome = this.door.call(how, name, payload, room >>> 0);
    return outcome instanceof Promise ? outcome.then(put) : put(outcome);
  }

  /** @private @param {number} fd  @param {number} at  @param {number} length */
  write(fd, at, length) {
    if (fd !== 1 && fd !== 2) {
      throw new Nonsense("bad-import-call", `write to file descriptor ${fd}`);
    }
    const bytes = this.bytes(at, length, "write");
    if (this.ending === null && this.outbox?.add(fd === 1 ? "stdout" : "stderr", bytes) === false) {
      this.ending = "output";
    }
    return this.ending === null ? 0 : 1;
  }

  /** @private @param {number} kind  @param {number} at  @param {number} length */
  reply(kind, at, length) {
    const name = REPLIES[kind];
    if (name === undefined) {
      throw new Nonsense("bad-import-call", `reply of kind ${kind}`);
    }
    if (name !== "file" && length >>> 0 > REPLY_BYTES) {
      throw new Nonsense("bad-import-call", `reply of ${length >>> 0} bytes`);
    }
    this.replies[name] = this.bytes(at, length, "reply").slice();
  }

  /**
   * A view of the guest's memory, if it lies within it.
   *
   * @private
   * @param {number} at  @param {number} length  @param {string} caller
   */
  bytes(at, length, caller) {
    const start = at >>> 0;
    const count = length >>> 0;
    if (start + count > this.memory.buffer.byteLength) {
      throw new Nonsense("bad-import-call", `${caller} of memory that is not there`);
    }
    return new Uint8Array(this.memory.buffer, start, count);
  }

  /* ---- what the guest is told ------------------------------------------------------------ */

  /**
   * Writes strings into the guest's memory as build/port/main.c reads them.
   *
   * @private
   * @param {(string | Uint8Array)[]} parts
   * @returns {boolean} whether there was room
   */
  request(parts) {
    const encoder = new TextEncoder();
    const encoded = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
    const length = encoded.reduce((sum, part) => sum + 4 + part.length, 0);
    const at = this.enter("cloche_request", length) >>> 0;
    if (at === 0) {
      return false;
    }
    const bytes = this.bytes(at, length, "cloche_request");
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let offset = 0;
    for (const part of encoded) {
      view.setUint32(offset, part.length, true);
      bytes.set(part, offset + 4);
      offset += 4 + part.length;
    }
    return true;
  }
}

/**
 * @param {string | undefined} outcome
 * @returns {import("../protocol.js").Outcome}
 */
function finalOutcome(outcome) {
  switch (outcome) {
    case "ok":
    case "error":
    case "memory":
    case "steps":
      return outcome;
    case "no-room":
      return "memory";
    default:
      // Aborted, though nobody asked for it; or an outcome that does not exist.
      throw new Nonsense("bad-import-call", `the guest ended as ${outcome}`);
  }
}
