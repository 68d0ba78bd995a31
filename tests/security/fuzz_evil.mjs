// The worker's side of the imports, called by modules that mean ill, in Node.
//
//     node fuzz_evil.mjs SEED MODULES
//
// Standard output: one JSON object, {outcomes, calls, broken}: how often each thing came of it, how
// many calls were made, and what was neither taken nor named.
import { readFileSync } from "node:fs";

import { Guest } from "../../web/worker/guest.js";
import { Nonsense } from "../../web/worker/messages.js";
import { assembled, chanceOf, randomModule } from "./evil_modules.mjs";

const [seed, count] = process.argv.slice(2).map(Number);
const chance = chanceOf(seed);
const MIB = 2 ** 20;
const below = (n) => Math.floor(chance() * n);

const outcomes = {};
const broken = [];
let calls = 0;
const OUTCOMES = new Set(["ok", "error", "timeout", "waited", "memory", "steps", "output", "stopped"]);

const request = () => ({
  ...{ file: "<main>", body: "1", tail: "", tail_line: 1, stdin: "", wall_seconds: 0.01 },
  ...{ output_bytes: 10_000, steps: 1e6, inputs: new Uint8Array(3), functions: new Uint8Array(0) },
  ...{ asks_input: false, host_calls: 50, message_bytes: 1024, wait_seconds: 0.001 },
  answer_buffer: chance() < 0.5 ? new SharedArrayBuffer(2048) : null,
});

/** Everything that the worker may do with a guest, in an order of chance. */
const DO = {
  run: (guest) => {
    let told = 0;
    const report = guest.run(
      request(),
      (stream, text) => {
        if (stream !== "stdout" && stream !== "stderr") throw new Error(`output on ${stream}`);
        told += text.length;
      },
      (message) => {
        const isCall = message.type === "call" && message.payload.length + message.name.length <= 1024;
        if (!isCall && message.type !== "cancel" && message.type !== "wait") throw new Error("a message that is none");
        if (chance() < 0.3) guest.answer(message.call ?? 1, new Uint8Array(below(9)));
      },
    );
    if (!OUTCOMES.has(report.outcome)) throw new Error(`an outcome ${report.outcome}`);
    if (told > 10_000 || report.output_bytes > 10_000) throw new Error("more output than allowed");
    for (const part of [report.value, report.error, report.problem]) {
      if (!(part instanceof Uint8Array) || part.length > 4 * MIB + 1024) throw new Error("a strange reply");
    }
    return report.outcome;
  },
  file: (guest) => guest.file(["write", "read", "list", "remove", "mkdir"][below(5)], "a", new Uint8Array(9)).error,
  add: (guest) => guest.addFile("a", new Uint8Array(9)) ?? "added",
  image: (guest) => {
    const image = guest.image();
    if (image.length > 5 * MIB) throw new Error("an image larger than the memory");
    guest.restore(image);
    return "restored";
  },
  prepare: (guest) => guest.prepareImage() ?? "prepared",
  determine: (guest) => guest.determine(1, 2) ?? "determined",
  stop: (guest) => guest.stop() ?? "stopped",
};

/** A call is counted where the worker gets it. */
class CountingGuest extends Guest {
  write(...given) {
    calls++;
    return super.write(...given);
  }
  reply(...given) {
    calls++;
    return super.reply(...given);
  }
  call(...given) {
    calls++;
    return super.call(...given);
  }
  tick() {
    calls++;
    return super.tick();
  }
}

const prototypes = [Object.prototype, Array.prototype, Uint8Array.prototype, Function.prototype, Promise.prototype];
const before = prototypes.map((prototype) => Reflect.ownKeys(prototype).length).join();

for (let i = 0; i < count; i++) {
  const text = randomModule(chance);
  let what = "start";
  try {
    const module = new WebAssembly.Module(assembled(text));
    const guest = new CountingGuest(module, 4 * MIB);
    for (let acts = 1 + below(6); acts > 0; acts--) {
      what = Object.keys(DO)[chance() < 0.5 ? 0 : below(Object.keys(DO).length)];
      const outcome = `${what}: ${DO[what](guest)}`;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  } catch (error) {
    const isNamed =
      (error instanceof Nonsense && error.message.length < 500) ||
      error instanceof WebAssembly.RuntimeError ||
      (error instanceof RangeError && /^the file a /.test(error.message));
    const outcome = `${what}: ${error.name}`;
    if (isNamed) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    else broken.push(`module ${i} of seed ${seed}: ${what}: ${error?.stack ?? error}`);
  }
}
if (prototypes.map((prototype) => Reflect.ownKeys(prototype).length).join() !== before) {
  broken.push("a prototype has something more");
}
console.log(JSON.stringify({ outcomes, calls, broken }));
