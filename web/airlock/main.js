// @ts-check
/**
 * The airlock: an iframe of an opaque origin in which workers are made and ended, and nothing else
 * happens. py/cloche/_airlock.py puts it into the page; build/host_wheel.py makes one classic
 * script of this, which the policies of the page and of the iframe allow by its hash.
 *
 * @import { FromAirlock, Open, ToAirlock } from "./protocol.js"
 */
import { bare } from "../worker/bare.js";
import { missingWall } from "../worker/sealed.js";
import { VERSION, checked } from "./messages.js";

// Held before they are removed from where others could find them.
const { Worker, Blob, URL, WebAssembly } = self;

/** @type {MessagePort} */
let host;
/** @type {Promise<WebAssembly.Module>} */
let module;
let scriptUrl = "";
/** @type {Map<number, Worker>} */
const workers = new Map();

/** @param {FromAirlock} message */
function tell(message) {
  host.postMessage(message);
}

/** @param {Open} message  @param {MessagePort} port */
function open(message, port) {
  host = port;
  try {
    const missing = missingWall();
    if (missing !== null) throw new Error(missing);
    scriptUrl = URL.createObjectURL(new Blob([message.script], { type: "text/javascript" }));
    module = WebAssembly.compile(message.wasm);
    module.catch(() => {}); // told to whoever wants a worker
    const { document } = self;
    bare(self, []);
    bare(document, []);
  } catch (error) {
    tell({ type: "refused", message: textOf(error) });
    return;
  }
  host.onmessage = ({ data, ports }) => {
    const message = checked(data);
    if (message !== null) void handle(message, ports);
  };
  tell({ type: "opened", version: VERSION });
}

/** @param {ToAirlock} message  @param {readonly MessagePort[]} ports */
async function handle(message, ports) {
  if (message.type === "spawn" && ports.length === 1 && !workers.has(message.worker)) {
    await spawn(message.worker, ports[0]);
  } else if (message.type === "end") {
    workers.get(message.worker)?.terminate();
    workers.delete(message.worker);
  }
}

/** @param {number} number  @param {MessagePort} port */
async function spawn(number, port) {
  const broken = (/** @type {unknown} */ reason) => {
    tell({ type: "broken", worker: number, message: textOf(reason) });
  };
  try {
    const worker = new Worker(scriptUrl);
    workers.set(number, worker);
    worker.onerror = (event) => {
      event.preventDefault();
      broken(event.message || "the browser refused to start it, or its script failed");
    };
    worker.postMessage({ type: "open", port, module: await module, sealed: true }, [port]);
  } catch (error) {
    broken(error);
  }
}

/** @param {unknown} reason */
function textOf(reason) {
  return (reason instanceof Error ? reason.message : String(reason)).slice(0, 1000);
}

/** @param {MessageEvent} event */
function first({ source, data, ports }) {
  const message = checked(data);
  // Only the page can open it, past the frame around this one, and only once.
  if (source !== self.parent.parent) return;
  if (message?.type !== "open" || ports.length !== 1) return;
  self.removeEventListener("message", first);
  open(message, ports[0]);
}

self.addEventListener("message", first);
