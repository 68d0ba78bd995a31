// Modules in the guest's place that mean ill, assembled from WebAssembly's text form by binaryen.
//
//     node evil_modules.mjs < {name: code, ...}          as escapes.toml has them
//     node evil_modules.mjs SEED COUNT                   random ones
//
// Standard output: {name: base64 of the module}.
import { readFileSync } from "node:fs";

import binaryen from "binaryen";

const IMPORTS = `
  (import "env" "memory" (memory 1))
  (import "cloche" "tick" (func $tick (param i32) (result i32)))
  (import "cloche" "write" (func $write (param i32 i32 i32) (result i32)))
  (import "cloche" "reply" (func $reply (param i32 i32 i32)))
  (import "cloche" "call" (func $call (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (import "cloche" "now" (func $now (result f64)))
  (import "cloche" "entropy" (func $entropy (result i32)))`;

/** What the worker calls: parameters, result, and what one does that means no ill. */
const EXPORTS = {
  _initialize: ["", "", ""],
  cloche_init: ["i32", "", ""],
  cloche_request: ["i32", "i32", "(i32.const 65536)"],
  cloche_determine: ["f64 f64", "", ""],
  cloche_file: ["i32", "i32", "(i32.const 0)"],
  cloche_run: ["", "i32", "(i32.const 0)"],
  cloche_steps: ["", "f64", "(f64.const 1)"],
  cloche_peak_bytes: ["", "i32", "(i32.const 1)"],
  cloche_pages_in_use: ["", "i32", "(i32.const 1024)"],
};

/** @param {string} name  @param {string} body */
function exported(name, body) {
  const [parameters, result] = EXPORTS[name];
  return `(func (export "${name}") ${parameters && `(param ${parameters})`} ${result && `(result ${result})`}
    (local $i i32) ${body})`;
}

/** The module of which `code` is a part: its fields, with the exports that it does not have. */
function whole(code) {
  const rest = Object.entries(EXPORTS).filter(([name]) => !code.includes(`(export "${name}")`));
  const reached = '(data (i32.const 0) "reached\\n")';
  return `(module ${IMPORTS} ${code} ${reached} ${rest.map(([name, [, , body]]) => exported(name, body)).join("\n")})`;
}

/** @param {string} text  @returns {Uint8Array} */
export function assembled(text) {
  const module = binaryen.parseText(text);
  try {
    module.setFeatures(binaryen.Features.MVP | binaryen.Features.ExceptionHandling);
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}

/* ---- random ones ------------------------------------------------------------------------- */

/** mulberry32: the same numbers everywhere. @param {number} seed */
export function chanceOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TAKES = { tick: 1, write: 3, reply: 3, call: 7, now: 0, entropy: 0 };
const NUMBERS = [0, 1, 2, 3, 4, 5, 6, 8, 100, 4096, 65536, 655360, 2 ** 20, 2 ** 25, 2 ** 31 - 1, -(2 ** 31), -1, -8];
const NAMES = ["input", "show", "function", "sleep", "", "__proto__", "constructor", "\\ff\\fe", "x".repeat(201)];
/** Values, as build/port/value.c encodes them, and what looks like them. */
const PAYLOADS = [
  ["N"], ["s\\03\\00\\00\\00abc"], ["l\\01\\00\\00\\00N"], ["d\\01\\00\\00\\00s\\0a\\00\\00\\00text/plainN"],
  ["t\\03\\00\\00\\00s\\01\\00\\00\\00ft\\00\\00\\00\\00d\\00\\00\\00\\00"], ["\\00\\00\\00\\00\\00\\00\\f0\\3f"],
  ["\\00\\00\\00\\00\\00\\00\\f8\\7f"], ["s\\ff\\ff\\ff\\ff"], ["l\\ff\\ff\\ff\\7f"], ["\\ff".repeat(40)], ["l\\01\\00\\00\\00".repeat(300)],
].flat();

const bytesIn = (text) => text.replace(/\\../g, "x").length;

/** Where they are in memory, and how long: [address, length]. */
const AT = new Map();
const DATA = [...NAMES, ...PAYLOADS]
  .map((text, i) => {
    AT.set(text, [1024 + 2048 * i, bytesIn(text)]);
    return text && `(data (i32.const ${1024 + 2048 * i}) "${text}")`;
  })
  .join("\n");

/**
 * A module that asks for random things in a random order, and gives random answers.
 *
 * @param {() => number} chance
 * @returns {string}
 */
export function randomModule(chance) {
  const below = (/** @type {number} */ n) => Math.floor(chance() * n);
  const one = (/** @type {any[]} */ items) => items[below(items.length)];
  const number = () => (chance() < 0.6 ? below(60000) : one(NUMBERS));
  const i32 = (/** @type {number} */ n) => `(i32.const ${n})`;

  /** Arguments that are right but for chance. */
  const given = (/** @type {string} */ name) => {
    const random = Array.from({ length: TAKES[name] }, number);
    if (chance() < 0.25) return random;
    const [nameAt, nameLength] = AT.get(one(NAMES));
    const [at, length] = AT.get(one(PAYLOADS));
    if (name === "write") return [1 + below(2), at, length];
    if (name === "reply") return [below(4), at, length];
    if (name === "call") return [below(6), nameAt, nameLength, at, length, 60000, below(2000)];
    return random;
  };

  /** @param {number} depth  @returns {string} */
  const statement = (depth) => {
    const kind = below(depth > 2 ? 12 : 16);
    if (kind < 9) {
      const name = one(Object.keys(TAKES));
      const call = `(call $${name} ${given(name).map(i32).join(" ")})`;
      return name === "reply" ? call : `(drop ${call})`;
    }
    if (kind === 9) return `(i32.store ${i32(number())} ${i32(number())})`;
    if (kind === 10) return `(drop (memory.grow ${i32(one([0, 1, 10, 1000, 65535, -1]))}))`;
    if (kind === 11) return chance() < 0.1 ? "(unreachable)" : "(nop)";
    const inner = statements(depth + 1);
    if (kind === 12) {
      const label = `$l${below(1e9)}`;
      return `(local.set $i ${i32(1 + below(300))}) (loop ${label} ${inner}
        (local.set $i (i32.sub (local.get $i) (i32.const 1))) (br_if ${label} (i32.gt_s (local.get $i) (i32.const 0))))`;
    }
    return `(try (do ${inner}) (catch_all ${statements(depth + 1)}))`;
  };
  const statements = (/** @type {number} */ depth) =>
    Array.from({ length: below(depth === 0 ? 12 : 4) }, () => statement(depth)).join("\n");

  const result = { "": "", i32: () => i32(number()), f64: () => `(f64.const ${one([0, -1, 1.5, "nan", "inf", 1e300])})` };
  const means = Object.entries(EXPORTS).map(([name, [, type, harmless]]) => {
    const isSkipped = name === "_initialize" || name === "cloche_init";
    if (name !== "cloche_run" && chance() < (isSkipped ? 0.9 : 0.6)) return exported(name, harmless);
    const answer = !type ? "" : chance() < 0.5 ? harmless : result[type]();
    return exported(name, `${statements(0)} ${answer}`);
  });
  return `(module ${IMPORTS} ${DATA} ${means.join("\n")})`;
}

/* ---- as a command ------------------------------------------------------------------------- */

if (process.argv[1] === import.meta.filename) {
  const made = {};
  const [seed, count] = process.argv.slice(2).map(Number);
  if (count) {
    const chance = chanceOf(seed);
    for (let i = 0; i < count; i++) made[`random ${i}`] = randomModule(chance);
  } else {
    for (const [name, code] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) made[name] = whole(code);
  }
  for (const [name, text] of Object.entries(made)) made[name] = Buffer.from(assembled(text)).toString("base64");
  console.log(JSON.stringify(made));
}
