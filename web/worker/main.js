// @ts-check
/**
 * The worker: takes the host's messages, runs the guest, tells the host what came of it.
 * build/site.py makes one classic script of this and what it imports.
 *
 * @import { FatalName, Run, Start, ToHost, ToWorker } from "../protocol.js"
 */
import { Guest } from "./guest.js";
import { Nonsense, PROTOCOL, checked } from "./messages.js";

/** @type {Guest | null} */
let guest = null;
let dead = false;
let lastRun = -1;

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
    guest = new Guest(message.module, message.memory_bytes);
    message.file_paths.forEach((path, i) => guest?.addFile(path, message.file_contents[i]));
  } catch (error) {
    fatal("start-failed", error);
    return;
  }
  post({ type: "ready", protocol: PROTOCOL });
}

/** @param {Run} message */
function run(message) {
  if (guest === null) {
    throw new Nonsense("bad-message", "run came before start");
  }
  if (message.run <= lastRun) {
    throw new Nonsense("bad-message", `run ${message.run} came after run ${lastRun}`);
  }
  lastRun = message.run;
  const { run } = message;
  try {
    const report = guest.run(message, (type, text) => post({ type, run, text }));
    const transfer = [...new Set([report.value.buffer, report.error.buffer])].filter(
      (buffer) => buffer.byteLength > 0,
    );
    post({ type: "done", run, ...report }, transfer);
  } catch (error) {
    guest?.flushOutput();
    fatal(error instanceof Nonsense ? "bad-import-call" : "trap", error);
  }
}

/** @param {ToWorker} message */
function handle(message) {
  switch (message.type) {
    case "start":
      return start(message);
    case "run":
      return run(message);
    case "stop":
      // Between runs there is nothing to stop; during one, no message arrives here.
      return;
  }
}

self.onmessage = (event) => {
  if (dead) {
    return;
  }
  try {
    handle(checked(event.data));
  } catch (error) {
    fatal("bad-message", error);
  }
};

self.onmessageerror = () => {
  if (!dead) {
    fatal("bad-message", "a message could not be read");
  }
};
