// @ts-check
/**
 * Values on their way between Python and JavaScript, as JSON. JSON has no bytes, big ints or dicts
 * with other keys: those are objects with one key, which names their kind, and so is every dict.
 * face/host.js has the Python half.
 */
import { ClocheError } from "./errors.js";

/** Deeper than this, the guest takes nothing either. */
const DEPTH = 100;

/**
 * What Python sent.
 * @param {any} plain
 * @returns {any}
 */
export function asValue(plain) {
  if (typeof plain !== "object" || plain === null) return plain;
  if (Array.isArray(plain)) return plain.map(asValue);
  const [[kind, content]] = Object.entries(plain);
  switch (kind) {
    case "int":
      return content.startsWith("-") ? -BigInt(content.slice(1)) : BigInt(content);
    case "float":
      return { inf: Infinity, "-inf": -Infinity, nan: NaN }[/** @type {string} */ (content)];
    case "complex":
      return { real: asValue(content[0]), imag: asValue(content[1]) };
    case "bytes":
      return Uint8Array.from(content.match(/../g) ?? [], (/** @type {string} */ h) =>
        parseInt(h, 16),
      );
    case "set":
      return new Set(content.map(asValue));
    case "range": {
      const [start, stop, step] = content.map(asValue);
      return { start, stop, step };
    }
    default: {
      const entries = content.map((/** @type {[any, any]} */ [key, item]) => [
        asValue(key),
        asValue(item),
      ]);
      const named = entries.every((/** @type {[any, any]} */ [key]) => typeof key === "string");
      return named ? Object.fromEntries(entries) : new Map(entries);
    }
  }
}

/**
 * What JSON can take to Python: null, booleans, numbers, BigInts, strings, Uint8Arrays, arrays, Sets,
 * Maps and plain objects.
 * @param {any} value
 * @param {string} path that an error names
 * @param {any[]} [around] what it is in
 * @returns {any}
 * @throws {ClocheError} InputError, which says where something else is
 */
export function plainOf(value, path, around = []) {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case "boolean":
    case "string":
      return value;
    case "bigint":
      return { int: value < 0n ? `-${(-value).toString(16)}` : value.toString(16) };
    case "number":
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      return { float: Object.is(value, -0) ? "-0.0" : String(value).replace("Infinity", "inf") };
  }
  if (value instanceof Uint8Array) {
    return { bytes: Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("") };
  }
  if (around.includes(value)) throw new ClocheError("InputError", `${path} holds itself`);
  if (around.length >= DEPTH) throw new ClocheError("InputError", `${path} is nested too deeply`);
  const inside = [...around, value];
  if (Array.isArray(value)) {
    return value.map((item, i) => plainOf(item, `${path}[${i}]`, inside));
  }
  if (value instanceof Set) {
    return { set: [...value].map((item) => plainOf(item, `an item of ${path}`, inside)) };
  }
  const isPlain = [Object.prototype, null].includes(
    typeof value === "object" ? Object.getPrototypeOf(value) : undefined,
  );
  if (value instanceof Map || isPlain) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    return {
      dict: entries.map(([key, item]) => [
        plainOf(key, `a key of ${path}`, inside),
        plainOf(item, `${path}[${JSON.stringify(String(key))}]`, inside),
      ]),
    };
  }
  const kind = typeof value === "object" ? (value.constructor?.name ?? "object") : typeof value;
  throw new ClocheError("InputError", `${path} is a ${kind}, which Python has no plain value for`);
}
