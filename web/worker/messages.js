// @ts-check
/**
 * Is this a message that the protocol allows? The checks of web/protocol.d.ts, as a table.
 * tests/host/test_protocol.py holds the table against the types.
 *
 * @import { Opening, ToWorker } from "../protocol.js"
 */

export const PROTOCOL = 4;

/** @typedef {"string" | "count" | "seconds" | "flag" | "port" | "module" | "strings" | "bytes" | "byte-arrays" | "stop-flag" |
 *   "answer-buffer" | "file-operation" | "protocol"} Kind */

/** @type {Record<string, Record<string, Kind>>} */
export const TO_WORKER = {
  start: {
    protocol: "protocol",
    memory_bytes: "count",
    file_paths: "strings",
    file_contents: "byte-arrays",
    deterministic: "flag",
    clock_seconds: "seconds",
    seed: "count",
    clock_step_ms: "count",
    stop_flag: "stop-flag",
    may_suspend: "flag",
  },
  run: {
    run: "count",
    file: "string",
    body: "string",
    tail: "string",
    tail_line: "count",
    stdin: "string",
    wall_seconds: "seconds",
    output_bytes: "count",
    steps: "count",
    save_bytes: "count",
    inputs: "bytes",
    functions: "bytes",
    asks_input: "flag",
    host_calls: "count",
    message_bytes: "count",
    wait_seconds: "seconds",
    answer_buffer: "answer-buffer",
  },
  answer: { run: "count", call: "count", answer: "bytes" },
  save: { run: "count" },
  restore: { run: "count", image: "bytes" },
  file: { run: "count", operation: "file-operation", path: "string", content: "bytes" },
  stop: { run: "count" },
};

/** What the worker is handed by whoever makes it. @type {Record<string, Record<string, Kind>>} */
export const OPENING = { open: { port: "port", module: "module", sealed: "flag" } };

// Held before bare.js removes it.
const { MessagePort } = globalThis;

/** @type {Record<Kind, (value: any) => boolean>} */
const IS = {
  string: (value) => typeof value === "string",
  count: (value) => Number.isSafeInteger(value) && value >= 0,
  seconds: (value) => typeof value === "number" && value >= 0,
  flag: (value) => typeof value === "boolean",
  port: (value) => value instanceof MessagePort,
  module: (value) => value instanceof WebAssembly.Module,
  strings: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
  bytes: (value) => value instanceof Uint8Array,
  "byte-arrays": (value) =>
    Array.isArray(value) && value.every((item) => item instanceof Uint8Array),
  "stop-flag": (value) =>
    value === null ||
    value === undefined ||
    (value instanceof Int32Array &&
      value.length === 1 &&
      typeof SharedArrayBuffer === "function" &&
      value.buffer instanceof SharedArrayBuffer),
  "answer-buffer": (value) =>
    value === null ||
    value === undefined ||
    (typeof SharedArrayBuffer === "function" && value instanceof SharedArrayBuffer),
  "file-operation": (value) => ["write", "read", "list", "remove", "mkdir"].includes(value),
  protocol: (value) => value === PROTOCOL,
};

/** A message, or a call of the guest's, that makes no sense. */
export class Nonsense extends Error {
  /** @param {"bad-message" | "bad-import-call"} name  @param {string} message */
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

/**
 * The message as what it is, or a Nonsense that says what is wrong with it.
 *
 * @param {any} message  whatever arrived
 * @returns {ToWorker}
 */
export function checked(message) {
  checkFields(message, TO_WORKER);
  if (message.type === "start" && message.file_paths.length !== message.file_contents.length) {
    throw new Nonsense("bad-message", "start has not as many file_contents as file_paths");
  }
  if (message.type === "start" && message.clock_step_ms < 1) {
    throw new Nonsense("bad-message", "start.clock_step_ms is 0: a clock has to move");
  }
  return message;
}

/**
 * The same for the message that comes before all others.
 *
 * @param {any} message
 * @returns {Opening}
 */
export function checkedOpening(message) {
  checkFields(message, OPENING);
  return message;
}

/** @param {any} message  @param {Record<string, Record<string, Kind>>} table */
function checkFields(message, table) {
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    throw new Nonsense("bad-message", `a message is an object, not ${describe(message)}`);
  }
  const type = message.type;
  if (typeof type !== "string" || !Object.hasOwn(table, type)) {
    throw new Nonsense("bad-message", `there is no message of type ${describe(type)}`);
  }
  const fields = table[type];
  for (const [name, kind] of Object.entries(fields)) {
    if (!Object.hasOwn(message, name)) {
      throw new Nonsense("bad-message", `${type} lacks its field ${name}`);
    }
    if (!IS[kind](message[name])) {
      throw new Nonsense("bad-message", `${type}.${name} is ${describe(message[name])}, not ${kind}`);
    }
  }
  for (const name of Object.keys(message)) {
    if (name !== "type" && !Object.hasOwn(fields, name)) {
      throw new Nonsense("bad-message", `${type} has no field ${name.slice(0, 80)}`);
    }
  }
}

/** @param {any} value */
function describe(value) {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 80)) : `a ${typeof value}`;
}
