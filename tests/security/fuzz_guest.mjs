// What the host might send by a slip of its, damaged: to the guest's decoder, in Node.
//
// Standard input: payloads, each a length (u32, little-endian), a kind ("i": a run's inputs, "f": its
// functions, "a": an answer) and its bytes. Standard output: one JSON object, {outcomes, broken}:
// how often each thing came of it, and the numbers of the payloads that broke the guest.
import { readFileSync } from "node:fs";

import { Guest } from "../../web/worker/guest.js";

const MIB = 2 ** 20;
const NOTHING = new Uint8Array(0);
const path = process.argv[2] || new URL("../../web/guest/cloche.wasm", import.meta.url);
const module = new WebAssembly.Module(readFileSync(path));
const buffer = new SharedArrayBuffer(MIB);

/** One run of the guest with one payload. */
function attempt(guest, kind, payload) {
  const calls = [];
  const state = new Int32Array(buffer, 0, 2);
  let waiting = 0;
  let told = "";
  const report = guest.run(
    {
      file: "<main>",
      body: PROGRAMS[kind],
      tail: "",
      tail_line: 1,
      stdin: "",
      wall_seconds: 5,
      output_bytes: MIB,
      steps: 10_000_000,
      inputs: kind === "i" ? payload : NOTHING,
      functions: kind === "f" ? payload : NOTHING,
      asks_input: false,
      host_calls: 100,
      message_bytes: MIB,
      wait_seconds: 1,
      answer_buffer: buffer,
    },
    (stream, text) => {
      told += text;
    },
    (message) => {
      if (message.type === "call") {
        waiting = message.call;
        calls.push(message);
      } else if (message.type === "wait") {
        new DataView(buffer).setUint32(8, waiting, true);
        new Uint8Array(buffer, 12).set(payload);
        state[1] = 4 + payload.length;
        state[0] = 1;
      }
    },
  );
  return [report, told];
}

const PROGRAMS = {
  // What came in is used: looked at, compared, turned into text, sent on.
  i: "",
  f: "import _cloche\nx = _cloche.functions()\nrepr(x)\nimport host\nhost.f\nhelp(host.f)",
  look: "try:\n y = repr(list(globals().items()))\nexcept Exception: pass\nprint('alive')",
  a: "import _cloche\ntry:\n x = _cloche.ask('x', 1)\n hash(repr(x))\n x == x\n _cloche.tell('x', x)\nexcept Exception as e:\n print(type(e).__name__)",
};

const input = readFileSync(0);
const outcomes = {};
const broken = [];
let guest = null;
let number = 0;
for (let at = 0; at < input.length; number++) {
  const length = input.readUInt32LE(at);
  const kind = String.fromCharCode(input[at + 4]);
  const payload = Uint8Array.from(input.subarray(at + 5, at + 5 + length));
  at += 5 + length;
  try {
    if (guest === null || number % 500 === 0) guest = new Guest(module, 16 * MIB);
    const [report, told] = attempt(guest, kind, payload);
    // A tuple of three, which begins with the exception's name.
    const error = Buffer.from(report.error.subarray(10, 10 + (report.error[6] ?? 0))).toString();
    const name = `${report.outcome} ${error || told.trim().slice(0, 40)}`.trim();
    outcomes[name] = (outcomes[name] ?? 0) + 1;
    if (number % 50 === 0) {
      const [after, alive] = attempt(guest, "look", NOTHING);
      if (after.outcome !== "ok" || !alive.endsWith("alive\n")) throw new Error(`not alive: ${after.outcome}`);
    }
  } catch (error) {
    broken.push([number, String(error)]);
    guest = null;
  }
}
console.log(JSON.stringify({ outcomes, broken }));
