// @ts-check
/**
 * Is this a message that web/airlock/protocol.d.ts allows? As a table, like web/worker/messages.js.
 *
 * @import { ToAirlock } from "./protocol.js"
 */

export const VERSION = 1;

/** @typedef {"version" | "string" | "bytes" | "number"} Kind */

/** @type {Record<string, Record<string, Kind>>} */
export const TO_AIRLOCK = {
  open: { version: "version", script: "string", wasm: "bytes" },
  spawn: { worker: "number" },
  end: { worker: "number" },
};

/** @type {Record<Kind, (value: any) => boolean>} */
const IS = {
  version: (value) => value === VERSION,
  string: (value) => typeof value === "string",
  bytes: (value) => value instanceof ArrayBuffer,
  number: (value) => Number.isSafeInteger(value) && value > 0,
};

/**
 * The message as what it is, or null.
 *
 * @param {any} message  whatever arrived
 * @returns {ToAirlock | null}
 */
export function checked(message) {
  if (typeof message !== "object" || message === null) return null;
  const { type, ...given } = message;
  if (typeof type !== "string" || !Object.hasOwn(TO_AIRLOCK, type)) return null;
  const fields = TO_AIRLOCK[type];
  const names = Object.keys(given);
  if (names.length !== Object.keys(fields).length) return null;
  const fits = names.every((name) => Object.hasOwn(fields, name) && IS[fields[name]](given[name]));
  return fits ? message : null;
}
