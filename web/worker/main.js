// @ts-check
/**
 * The worker: takes the host's messages, runs the guest, tells the host what came of it.
 * build/site.py makes one classic script of this and what it imports.
 *
 * @import { FatalName, File, Opening, Restore, Run, Save, Start, ToHost, ToWorker } from "../protocol.js"
 */
import { bare, pare } from "./bare.js";
import { Guest, canYield } from "./guest.js";
import { Nonsense, PROTOCOL, checked, checkedOpening } from "./messages.js";
import { missingWall } from "./sealed.js";

/** All of the worker that is needed from here on, besides the language. */
const KEPT = [
  "self", "performance", "crypto", "TextDecoder", "TextEncoder", "setTimeout", "clearTimeout",
];

/** The way to the host: set once, before all else. @type {MessagePort} */
let host;
/** @type {WebAssembly.Module} */
let module;
/** @type {Guest | null} */
let guest = null;
let isStarted = false;
let dead = false;
let lastRun = -1;
/** The run that is going on. @type {number | null} */
let running = null;

/** @type {import("../protocol.js").StopFlag} */
let stopFlag = null;

/** Whether the guest is suspended now and then, so that the event loop turns while it runs. */
let yields = false;

/** Whether the run that is going on is the one that the flag names. */
function isStopped() {
  return stopFlag !== null && running !== null && Atomics.load(stopFlag, 0) === running;
}

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
  host.postMessage(message, { transfer });
}

/** @param {FatalName} name  @param {unknown} error */
function fatal(name, error) {
  dead = true;
  guest = null;
  const message = error instanceof Error ? error.message : String(error);
  post({ type: "fatal", name, message: message.slice(0, 1000) });
}

/** Between attempts to get memory: WebKit gives back what ended workers held a little after their end. */
const MEMORY_PAUSES_MS = [50, 150, 400, 1000];

/** @param {number} memoryBytes  @returns {Promise<Guest>} */
async function newGuest(memoryBytes) {
  for (let attempt = 0; ; attempt++) {
    try {
      return new Guest(module, memoryBytes, yields ? turn : null, isStopped);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (attempt === MEMORY_PAUSES_MS.length) {
        const mib = Math.ceil(memoryBytes / 2 ** 20);
        throw new Error(
          `the browser has no memory left for a guest of ${mib} MiB; close other sandboxes or pages, ` +
            `or give it a smaller limit (${error.message})`,
        );
      }
    }
    await new Promise((resolve) => setTimeout(resolve, MEMORY_PAUSES_MS[attempt]));
  }
}

/** @param {Start} message */
async function start(message) {
  if (isStarted) {
    throw new Nonsense("bad-message", "start came twice");
  }
  isStarted = true;
  try {
    stopFlag = message.stop_flag ?? null;
    yields = message.may_suspend && canYield();
    const made = await newGuest(message.memory_bytes);
    if (dead) return; // nonsense came meanwhile
    made.clockStepMs = message.clock_step_ms;
    if (message.deterministic) made.determine(message.clock_seconds, message.seed);
    message.file_paths.forEach((path, i) => made.addFile(path, message.file_contents[i]));
    guest = made;
  } catch (error) {
    fatal("start-failed", error);
    return;
  }
  post({ type: "ready", protocol: PROTOCOL, yields });
}

/**
 * The guest, if this is a moment for something new to be done with it.
 *
 * @param {Run | Save | Restore | File} message
 * @returns {Guest}
 */
function idleGuest({ type, run }) {
  if (guest === null) {
    throw new Nonsense("bad-message", `${type} came before start`);
  }
  if (running !== null) {
    throw new Nonsense("bad-message", `${type} ${run} came during run ${running}`);
  }
  if (run <= lastRun) {
    throw new Nonsense("bad-message", `${type} ${run} came after run ${lastRun}`);
  }
  lastRun = run;
  return guest;
}

/** @param {number} run  @param {Uint8Array | null} image */
function postSaved(run, image) {
  if (image !== null) post({ type: "saved", run, image }, [image.buffer]);
}

/** @param {Save} message */
function save(message) {
  postSaved(message.run, idleGuest(message).image());
}

/** @param {Restore} message */
function restore(message) {
  idleGuest(message).restore(message.image);
  post({ type: "restored", run: message.run });
}

/** @param {File} message */
function file(message) {
  const { run, operation, path, content } = message;
  const filed = idleGuest(message).file(operation, path, content);
  post({ type: "filed", run, ...filed }, filed.content.length > 0 ? [filed.content.buffer] : []);
}

/** A run that follows at once does not wait for room to be made for its image. */
const PAUSE_MS = 2;

function prepareImage() {
  if (running === null && !dead) guest?.prepareImage();
}

/** @param {Run} message */
async function run(message) {
  const guest = idleGuest(message);
  const { run } = message;
  const request = { ...message, answer_buffer: message.answer_buffer ?? null };
  running = run;
  postSaved(run, message.save_bytes > 0 ? guest.image(message.save_bytes) : null);
  /** @param {"stdout" | "stderr"} type  @param {string} text */
  const send = (type, text) => post({ type, run, text });
  /** @type {import("./guest.js").PostCall} */
  const sendCall = (call) => {
    post({ run, ...call }, call.type === "call" ? [call.payload.buffer] : []);
  };
  try {
    const report = yields
      ? await guest.runYielding(request, send, sendCall)
      : guest.run(request, send, sendCall);
    running = null;
    const { value, error, problem } = report;
    const transfer = [...new Set([value.buffer, error.buffer, problem.buffer])].filter(
      (buffer) => buffer.byteLength > 0,
    );
    post({ type: "done", run, ...report }, transfer);
    setTimeout(prepareImage, PAUSE_MS);
  } catch (error) {
    guest.flushOutput();
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
    case "save":
      return save(message);
    case "restore":
      return restore(message);
    case "file":
      return file(message);
    case "answer":
      // It may have crossed the end of its run, which drops it.
      if (message.run === running) guest?.answer(message.call, message.answer);
      return;
    case "stop":
      // It may have crossed the end of its run.
      if (message.run === running) guest?.stop();
      return;
  }
}

/** @param {MessageEvent} event */
async function receive(event) {
  if (dead) {
    return;
  }
  try {
    await handle(checked(event.data));
  } catch (error) {
    fatal("bad-message", error);
  }
}

/** @param {Opening} message */
function open(message) {
  ({ port: host, module } = message);
  try {
    const missing = message.sealed ? missingWall() : null;
    if (missing !== null) throw new Error(`less isolation than was asked for: ${missing}`);
    bare(self, KEPT);
    pare(crypto, ["getRandomValues"]);
    pare(performance, ["now", "timeOrigin"]);
  } catch (error) {
    fatal("start-failed", error);
    return;
  }
  host.onmessage = receive;
  host.onmessageerror = () => {
    if (!dead) {
      fatal("bad-message", "a message could not be read");
    }
  };
}

/** @param {MessageEvent} event */
function first({ data }) {
  self.removeEventListener("message", first);
  open(checkedOpening(data));
}

self.addEventListener("message", first);
