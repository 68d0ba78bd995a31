// Damaged messages to the worker's checks, and senseless calls of a guest's to the worker, in Node.
//
//     node fuzz_worker.mjs SEED ROUNDS
//
// Standard output: one JSON object, {outcomes, broken}: how often each thing came of it, and what
// was neither taken nor named.
import { readFileSync } from "node:fs";

import { Guest } from "../../web/worker/guest.js";
import { checked, Nonsense, PROTOCOL } from "../../web/worker/messages.js";

const [seed, rounds] = process.argv.slice(2).map(Number);
const MIB = 2 ** 20;

/** mulberry32: the same numbers everywhere. */
let state = seed;
function chance() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (n) => Math.floor(chance() * n);
const one = (items) => items[below(items.length)];

const outcomes = {};
const broken = [];
function note(name) {
  outcomes[name] = (outcomes[name] ?? 0) + 1;
}

/* ---- messages ---------------------------------------------------------------------------- */

const bytes = () => Uint8Array.from({ length: below(20) }, () => below(256));
const module = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
const RIGHT = [
  () => ({
    ...{ type: "start", protocol: PROTOCOL, memory_bytes: MIB, file_paths: ["a"] },
    ...{ file_contents: [bytes()], deterministic: false, clock_seconds: 0, seed: 1, clock_step_ms: 1 },
    ...{ stop_flag: null, may_suspend: true },
  }),
  () => ({
    ...{ type: "run", run: 1, file: "<main>", body: "x", tail: "", tail_line: 1, stdin: "" },
    ...{ wall_seconds: 1, output_bytes: 1, steps: 1, save_bytes: 0, inputs: bytes() },
    ...{ functions: bytes(), asks_input: true, host_calls: 1, message_bytes: 1024 },
    ...{ wait_seconds: Infinity, answer_buffer: null },
  }),
  () => ({ type: "answer", run: 1, call: 1, answer: bytes() }),
  () => ({ type: "save", run: 1 }),
  () => ({ type: "restore", run: 1, image: bytes() }),
  () => ({ type: "stop", run: 1 }),
];
const circle = { type: "run" };
circle.self = circle;
const STRANGE = [
  ...[undefined, null, true, false, 0, -1, 1.5, NaN, -Infinity, 2 ** 53, 1n, "", "\ud800", "__proto__"],
  ...[[], {}, [1], ["a", 1], new Map(), new Date(NaN), /x/, circle, Object.create(null)],
  ...[new Uint8Array(3), new Uint16Array(3), new Float64Array(1), new ArrayBuffer(8)],
  ...[new SharedArrayBuffer(8), new Int32Array(1), new Int32Array(new SharedArrayBuffer(8))],
  ...[new Int32Array(new SharedArrayBuffer(4)), module, () => 1, Symbol.iterator, "x".repeat(100_000)],
  new Proxy({}, { ownKeys: () => ["type"], get: () => "run" }),
];

function damaged() {
  const message = one(RIGHT)();
  for (let changes = 1 + below(3); changes > 0; changes--) {
    const names = Object.keys(message);
    const name = one([...names, "type", "constructor", "more", "__proto__", "\ud800"]);
    const how = below(4);
    if (how === 0) delete message[name];
    else if (how === 1) Object.defineProperty(message, name, { value: one(STRANGE), enumerable: true, configurable: true, writable: true });
    else if (how === 2) message.type = one(["start", "run", "answer", "save", "restore", "stop", one(STRANGE)]);
    else message[name] = one(STRANGE);
  }
  return chance() < 0.05 ? one(STRANGE) : message;
}

for (let round = 0; round < rounds; round++) {
  const message = damaged();
  try {
    checked(message);
    note("message taken");
  } catch (error) {
    const isNamed = error instanceof Nonsense && error.name === "bad-message";
    if (isNamed && error.message.length < 500) note("bad-message");
    else broken.push(`a message: ${error?.stack ?? error}`);
  }
}

/* ---- calls -------------------------------------------------------------------------------- */

const wasm = new WebAssembly.Module(readFileSync(new URL("../../web/guest/cloche.wasm", import.meta.url)));

const numbers = [0, 1, 4, 8, 100, 4096, 65536, MIB, 2 * MIB, 2 ** 31 - 1, -1, -8, 2 ** 32 - 1];

/** In place of a call of its own, it asks for whatever comes up. */
class SenselessGuest extends Guest {
  call() {
    for (let i = 0; i < 200; i++) {
      const call = [below(9) - 1, ...Array.from({ length: 6 }, () => (chance() < 0.8 ? below(2000) : one(numbers)))];
      try {
        const answer = super.call(...call);
        if (typeof answer !== "number") throw new Error(`an answer of ${typeof answer}`);
        note(answer < 0 ? `refused ${answer}` : "call answered");
      } catch (error) {
        if (error instanceof Nonsense && error.name === "bad-import-call") note(error.name);
        else broken.push(`call ${call}: ${error?.stack ?? error}`);
      }
    }
    return 0;
  }
}

const guest = new SenselessGuest(wasm, MIB);
for (let round = 0; round < rounds / 400; round++) {
  const request = {
    ...{ file: "<main>", body: "import _cloche\n_cloche.tell('x', 1)", tail: "", tail_line: 1 },
    ...{ stdin: "", wall_seconds: 0.005, output_bytes: MIB, steps: 1e6 },
    ...{ inputs: new Uint8Array(0), functions: new Uint8Array(0), asks_input: false },
    ...{ host_calls: 50, message_bytes: 1024, wait_seconds: 0.001 },
    answer_buffer: round % 2 ? new SharedArrayBuffer(2048) : null,
  };
  guest.run(request, () => {});
}
console.log(JSON.stringify({ outcomes, broken }));
