// Runs programs in the guest, in Node: one JSON object a line on standard input, one a line on
// standard output, in order. Each gets a Guest of its own, except that neighbours which name the
// same `session` share one. What breaks a guest is reported as the outcome "trap".
//
// `image_before` restores the image of that name before the program runs, `image_after` takes one
// when it has run.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

import { Guest } from "../../web/worker/guest.js";

const MIB = 2 ** 20;
const path = process.argv[2] ?? new URL("../../web/guest/cloche.wasm", import.meta.url);
const module = new WebAssembly.Module(readFileSync(path));

/** A guest whose calls out are counted and timed. */
class WatchedGuest extends Guest {
  forget() {
    this.ticks = 0;
    this.longestGapMs = 0;
    this.lastTick = performance.now();
  }

  tick() {
    const now = performance.now();
    this.ticks += 1;
    this.longestGapMs = Math.max(this.longestGapMs, now - this.lastTick);
    this.lastTick = now;
    return super.tick();
  }
}

/** @type {Map<string, Uint8Array>} */
const images = new Map();

/** @type {{ session: string, guest: WatchedGuest } | null} */
let shared = null;

function guestFor(program) {
  if (shared !== null && shared.session === program.session) {
    return shared.guest;
  }
  shared = null;
  const guest = new WatchedGuest(module, program.memory_bytes ?? 16 * MIB);
  if (program.determined !== undefined) {
    guest.determine(program.determined.now_seconds, program.determined.seed);
  }
  const encoder = new TextEncoder();
  for (const [name, content] of Object.entries(program.files ?? {})) {
    guest.addFile(name, typeof content === "string" ? encoder.encode(content) : Buffer.from(content.base64, "base64"));
  }
  if (program.session !== undefined) {
    shared = { session: program.session, guest };
  }
  return guest;
}

function runOne(program) {
  const texts = { stdout: "", stderr: "" };
  let output = "";
  let batches = 0;
  const post = (stream, text) => {
    texts[stream] += text;
    output += text;
    batches += 1;
  };
  let guest;
  let report;
  try {
    guest = guestFor(program);
    if (program.image_before !== undefined) {
      guest.restore(images.get(program.image_before));
    }
    guest.forget();
    report = guest.run(
      {
        file: program.file ?? "<main>",
        body: program.code,
        tail: program.tail ?? "",
        tail_line: program.tail_line ?? 1,
        stdin: program.stdin ?? "",
        wall_seconds: program.wall_seconds ?? 20,
        output_bytes: program.output_bytes ?? MIB,
        steps: program.steps ?? Number.MAX_SAFE_INTEGER,
      },
      post,
    );
    if (program.image_after !== undefined) {
      const began = performance.now();
      images.set(program.image_after, guest.image());
      report.image_ms = performance.now() - began;
      report.image_bytes = images.get(program.image_after).length;
    }
  } catch (error) {
    guest?.flushOutput();
    shared = null; // after a trap an instance can't be trusted
    report = { outcome: "trap", reason: String(error?.stack ?? error).slice(0, 2000) };
  }
  return {
    ...report,
    id: program.id,
    value: Buffer.from(report.value ?? []).toString("base64"),
    error: Buffer.from(report.error ?? []).toString("base64"),
    ...texts,
    output,
    batches,
    ticks: guest?.ticks ?? 0,
    longest_gap_ms: guest?.longestGapMs ?? 0,
    memory_bytes: guest?.memory?.buffer.byteLength ?? 0,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== "") {
    process.stdout.write(`${JSON.stringify(runOne(JSON.parse(line)))}\n`);
  }
}
