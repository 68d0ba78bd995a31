// @ts-check
/**
 * Makes a global object bare: what is not on a list goes, from the object and from every prototype
 * that is its alone. The first wall is the Content-Security-Policy; this is for what no policy
 * covers, and for the day on which a policy has a hole. A list of what stays, not of what goes,
 * since browsers learn to do new things.
 *
 * Used by the worker before its guest starts, and by the airlock (web/airlock) once it has what it
 * needs.
 */

/** The language itself, but for what makes code of text. */
const LANGUAGE = `
  Infinity NaN undefined globalThis parseFloat parseInt isFinite isNaN
  Object Array String Number Boolean BigInt Symbol Math JSON Reflect Proxy Date RegExp Intl
  Map Set WeakMap WeakSet WeakRef FinalizationRegistry Promise Iterator
  Error AggregateError EvalError RangeError ReferenceError SuppressedError SyntaxError TypeError
  URIError decodeURI decodeURIComponent encodeURI encodeURIComponent
  ArrayBuffer SharedArrayBuffer Atomics DataView Int8Array Uint8Array Uint8ClampedArray Int16Array
  Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array
  BigUint64Array WebAssembly
`.match(/\S+/g);

/** What must be out of reach, whatever else a browser has. Checked by name, in the end. */
const REACH_OUT = `
  fetch fetchLater XMLHttpRequest WebSocket WebSocketStream EventSource WebTransport
  importScripts Worker SharedWorker BroadcastChannel RTCPeerConnection webkitRTCPeerConnection
  indexedDB caches cookieStore localStorage sessionStorage webkitRequestFileSystem
  webkitRequestFileSystemSync navigator Notification URL Blob FontFace fonts Image Audio open eval
  Function
`.match(/\S+/g);

/** Where a chain of prototypes ends for us: everything else has these too. */
const SHARED = [Object.prototype, EventTarget.prototype, null];

/**
 * @param {any} scope  a worker's global object, a window, or a document
 * @param {string[]} kept  what stays besides the language
 * @throws {Error} naming what could not be removed. A window keeps its document, its location and
 *   its top by the browser's own rules: the document is to be made bare too, and where the others
 *   lead is the sandbox's and the policy's business
 */
export function bare(scope, kept) {
  const stays = new Set([...(LANGUAGE ?? []), ...kept]);
  for (const object of chainOf(scope)) {
    for (const name of Object.getOwnPropertyNames(object)) {
      if (!stays.has(name)) remove(object, name);
    }
  }
  const left = REACH_OUT?.filter((name) => !kept.includes(name) && scope[name] !== undefined) ?? [];
  if (left.length > 0) throw new Error(`this browser keeps ${left.join(", ")} where they can be reached`);
  // What makes code of text can be had from any function.
  for (const made of [() => {}, async () => {}, function* () {}, async function* () {}]) {
    const prototype = Object.getPrototypeOf(made);
    Object.defineProperty(prototype, "constructor", { value: undefined, writable: false });
  }
}

/**
 * The same for an object that stays, of which some is needed.
 *
 * @param {any} object
 * @param {string[]} kept
 */
export function pare(object, kept) {
  for (const part of chainOf(object)) {
    for (const name of Object.getOwnPropertyNames(part)) {
      if (!kept.includes(name) && name !== "constructor") remove(part, name);
    }
  }
}

/** An object and its prototypes. @param {any} object */
function chainOf(object) {
  const chain = [];
  for (let part = object; !SHARED.includes(part); part = Object.getPrototypeOf(part)) {
    chain.push(part);
  }
  return chain;
}

/** @param {any} object  @param {string} name */
function remove(object, name) {
  if (Reflect.deleteProperty(object, name) && !Object.hasOwn(object, name)) return;
  // Inert, where it can't go.
  Reflect.defineProperty(object, name, { value: undefined, writable: false, configurable: false });
}
