// Runs programs in the guest, in Node: one JSON object a line on standard input, one a line on
// standard output, in order. Each gets a Guest of its own, except that neighbours which name the
// same `session` share one. What breaks a guest is reported as the outcome "trap".
//
// With `echo`, every call to the page is answered with what it carries, and after `echo_after_ms`.
//
// `image_before` restores the image of that name before the program runs, `image_after` takes one
// when it has run.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";

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

const NOTHING = new Uint8Array(0);

/** Our thread sleeps while the guest waits, so an answer that comes late comes from another. */
const LATE = `
  const { buffer, afterMs, call, payload } = require("node:worker_threads").workerData;
  setTimeout(() => {
    const state = new Int32Array(buffer, 0, 2);
    new DataView(buffer).setUint32(8, call, true);
    new Uint8Array(buffer, 12).set([0x76, ...payload]);
    state[1] = 5 + payload.length;
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
  }, afterMs);
`;

/** Answers calls as a host does that shares memory with the worker, in the order of their coming. */
function echo(buffer, calls, afterMs) {
  const state = new Int32Array(buffer, 0, 2);
  const waiting = [];
  return (message) => {
    if (message.type === "call") {
      calls.push({ call: message.call, name: message.name, bytes: message.payload.length });
      if (message.call > 0) waiting.push(message);
    } else if (message.type === "wait" && waiting.length > 0 && afterMs > 0) {
      new Worker(LATE, { eval: true, workerData: { buffer, afterMs, ...waiting.shift() } }).unref();
    } else if (message.type === "wait" && waiting.length > 0) {
      const { call, payload } = waiting.shift();
      state[1] = 5 + payload.length;
      new DataView(buffer).setUint32(8, call, true);
      new Uint8Array(buffer, 12).set([0x76, ...payload]);
      state[0] = 1;
    }
  };
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
  const answerBuffer = program.echo ? new SharedArrayBuffer(2 * MIB) : null;
  const calls = [];
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
        inputs: program.inputs ? Buffer.from(program.inputs, "base64") : NOTHING,
        functions: program.functions ? Buffer.from(program.functions, "base64") : NOTHING,
        asks_input: program.asks_input ?? false,
        host_calls: program.host_calls ?? 10_000,
        message_bytes: program.message_bytes ?? MIB,
        wait_seconds: program.wait_seconds ?? 5,
        answer_buffer: answerBuffer,
      },
      post,
      program.echo ? echo(answerBuffer, calls, program.echo_after_ms ?? 0) : (message) => calls.push(message),
    );
    if (program.image_after !== undefined) {
      guest.prepareImage(); // the worker does so when it has time
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
    problem: Buffer.from(report.problem ?? []).toString("base64"),
    calls: calls.map(({ call, name, payload, bytes }) => ({ call, name, bytes: bytes ?? payload?.length })),
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
