// The worker's own script in Node, where the first allocations of linear memory fail.
//
//     node scarce_memory.mjs FAILURES [nonsense]
//
// With "nonsense" a message that is none comes while memory is waited for. Standard output: one JSON
// object, {attempts, answers}: how often memory was asked for, and what the host was told until a while
// after the first of it.
import { readFileSync } from "node:fs";

import { PROTOCOL } from "../../web/worker/messages.js";

let failures = Number(process.argv[2]);
let attempts = 0;
const { Memory } = WebAssembly;
WebAssembly.Memory = function (descriptor) {
  attempts += 1;
  if (failures-- > 0) throw new RangeError("Out of memory");
  return new Memory(descriptor);
};

/** @type {(event: { data: object }) => void} */
let open = () => {};
globalThis.self = /** @type {any} */ ({
  addEventListener: (/** @type {string} */ _type, /** @type {any} */ listener) => (open = listener),
  removeEventListener() {},
});
await import("../../web/worker/main.js");

const guest = readFileSync(new URL("../../web/guest/cloche.wasm", import.meta.url));
const { port1, port2 } = new MessageChannel();
open({ data: { type: "open", port: port2, module: new WebAssembly.Module(guest), sealed: false } });
/** @type {object[]} */
const answers = [];
port1.onmessage = ({ data }) => {
  answers.push(data);
  setTimeout(() => process.stdout.write(JSON.stringify({ attempts, answers }), () => process.exit()), 500);
};
port1.postMessage({
  ...{ type: "start", protocol: PROTOCOL, memory_bytes: 32 * 2 ** 20, file_paths: [], file_contents: [] },
  ...{ deterministic: false, clock_seconds: 0, seed: 1, clock_step_ms: 1, stop_flag: null },
  may_suspend: false,
});
if (process.argv[3] === "nonsense") port1.postMessage({ type: "nonsense" });
