// @ts-check

const PREFIX = "#code=";

/** A link longer than this is cut off by some programs on its way. */
const MAX_LINK_CHARACTERS = 30_000;

/** What a link unpacks to is bounded, whatever it says. */
const MAX_CODE_BYTES = 500_000;

/**
 * A link to this page with the code in it: behind the "#", which browsers send to no server.
 * @param {string} code
 * @returns {Promise<string | null>} null if the code is too long for a link
 */
export async function linkTo(code) {
  const packed = await transform(
    new TextEncoder().encode(code),
    new CompressionStream("deflate-raw"),
  );
  const text = btoa(String.fromCharCode(...packed))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  const link = new URL(PREFIX + text, location.href).href;
  return link.length > MAX_LINK_CHARACTERS ? null : link;
}

/**
 * The code in such a link.
 * @param {string} hash
 * @returns {Promise<string | null>} null if there is none in it
 */
export async function codeFrom(hash) {
  if (!hash.startsWith(PREFIX)) return null;
  try {
    const text = hash.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/");
    const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const code = await transform(packed, new DecompressionStream("deflate-raw"));
    return new TextDecoder("utf-8", { fatal: true }).decode(code);
  } catch {
    return null;
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} data
 * @param {CompressionStream | DecompressionStream} stream
 * @returns {Promise<Uint8Array>}
 */
async function transform(data, stream) {
  const reader = new Blob([data]).stream().pipeThrough(stream).getReader();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > MAX_CODE_BYTES) {
      await reader.cancel();
      throw new RangeError("too long");
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
