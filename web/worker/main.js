// @ts-check
/**
 * The worker: takes the host's messages, runs the guest, tells the host what came of it.
 * build/site.py makes one classic script of this and what it imports.
 *
 * @import { FatalName, Run, Start, ToHost, ToWorker } from "../protocol.js"
 */
import { Guest, canYield } from "./guest.js";
import { Nonsense, PROTOCOL, checked } from "./messages.js";

/** @type {Guest | null} */
let guest = null;
let dead = false;
let lastRun = -1;
/** The run that is going on. @type {number | null} */
let running = null;

/** A message to ourselves: the shortest way to let the event loop turn. */
const channel = new MessageChannel();

/** @returns {Promise<void>} */
function turn() {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}

/** @param {ToHost} message  @param {Transferable[]} [transfer] */
function post(message, transfer = []) {
  self.postMessage(message, { transfer });
}

/** @param {FatalName} name  @param {unknown} error */
function fatal(name, error) {
  dead = true;
  guest = null;
  const message = error instanceof Error ? error.message : String(error);
  post({ type: "fatal", name, message: message.slice(0, 1000) });
}

/** @param {Start} message */
function start(message) {
  if (guest !== null) {
    throw new Nonsense("bad-message", "start came twice");
  }
  try {
    guest = new Guest(message.module, message.memory_bytes, canYield() ? turn : null);
    message.file_paths.forEach((path, i) => guest?.addFile(path, message.file_contents[i]));
  } catch (error) {
    fatal("start-failed", error);
    return;
  }
  post({ type: "ready", protocol: PROTOCOL, yields: canYield() });
}

/** @param {Run} message */
async function run(message) {
  if (guest === null) {
    throw new Nonsense("bad-message", "run came before start");
  }
  if (running !== null) {
    throw new Nonsense("bad-message", `run ${message.run} came during run ${running}`);
  }
  if (message.run <= lastRun) {
    throw new Nonsense("bad-message", `run ${message.run} came after run ${lastRun}`);
  }
  running = lastRun = message.run;
  const { run } = message;
  /** @param {"stdout" | "stderr"} type  @param {string} text */
  const send = (type, text) => post({ type, run, text });
  try {
    const report = canYield() ? await guest.runYielding(message, send) : guest.run(message, send);
    running = null;
    const transfer = [...new Set([report.value.buffer, report.error.buffer])].filter(
      (buffer) => buffer.byteLength > 0,
    );
    post({ type: "done", run, ...report }, transfer);
  } catch (error) {
    guest?.flushOutput();
    fatal(error instanceof Nonsense ? "bad-import-call" : "trap", error);
  }
}

/** @param {ToWorker} message  @returns {void | Promise<void>} */
function handle(message) {
  switch (message.type) {
    case "start":
      return start(message);
    case "run":
      return run(message);
    case "stop":
      // It may have crossed the end of its run.
      if (message.run === running) guest?.stop();
      return;
  }
}

self.onmessage = async (event) => {
  if (dead) {
    return;
  }
  try {
    await handle(checked(event.data));
  } catch (error) {
    fatal("bad-message", error);
  }
};

self.onmessageerror = () => {
  if (!dead) {
    fatal("bad-message", "a message could not be read");
  }
};
