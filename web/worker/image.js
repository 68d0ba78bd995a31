// @ts-check
/**
 * An image: what of a guest's linear memory its session needs, as bytes. Put into another instance
 * of the same module with the same maximum, it is the session again, since the guest keeps all of
 * its state in its memory.
 *
 * Little-endian u32: MAGIC, size and maximum of the memory in WebAssembly pages, number of image
 * pages; the image pages' numbers, rising; then their bytes.
 */
import { Nonsense } from "./messages.js";

const MAGIC = 0x31494c43; // "CLI1"
const HEAD = 4;

/** build/port/guest.h, CLOCHE_IMAGE_PAGE: a bit of cloche_pages_in_use(). */
export const IMAGE_PAGE = 8192;
const WASM_PAGE = 65536;

/** Larger ones are too seldom to keep room for. */
const MOST_READY_BYTES = 8 * 2 ** 20;
const SYSTEM_PAGE = 4096;

/**
 * Room for the next image. Of what an image costs, nine tenths are for memory that the system has
 * not given out yet; made between runs, it costs nobody's time.
 */
export class Room {
  /** @private @type {Uint8Array<ArrayBuffer> | null} */ ready = null;

  /** @param {number} length  what an image would have now */
  prepare(length) {
    const bytes = length + length / 8;
    if (length > MOST_READY_BYTES) {
      this.ready = null;
    } else if (this.ready === null || this.ready.byteLength < length || this.ready.byteLength > 2 * bytes) {
      this.ready = new Uint8Array(bytes);
      for (let i = 0; i < bytes; i += SYSTEM_PAGE) this.ready[i] = 1;
    }
  }

  /** @param {number} length  @returns {Uint8Array<ArrayBuffer>} */
  take(length) {
    const { ready } = this;
    if (ready === null || ready.byteLength < length) return new Uint8Array(length);
    this.ready = null; // its memory goes to the host
    return ready.subarray(0, length);
  }
}

/** @param {WebAssembly.Memory} memory  @param {Uint8Array} inUse  a bit for each image page */
function pagesOf(memory, inUse) {
  const pages = [];
  for (let page = 0; page < memory.buffer.byteLength / IMAGE_PAGE; page++) {
    if ((inUse[page >> 3] >> (page & 7)) & 1) pages.push(page);
  }
  return pages;
}

/** @param {number} pages */
const lengthOf = (pages) => 4 * (HEAD + pages) + pages * IMAGE_PAGE;

/**
 * How many bytes the image has that takeImage() makes.
 *
 * @param {WebAssembly.Memory} memory
 * @param {Uint8Array} inUse  a bit for each image page
 */
export const imageLength = (memory, inUse) => lengthOf(pagesOf(memory, inUse).length);

/**
 * @param {WebAssembly.Memory} memory
 * @param {Uint8Array} inUse  a bit for each image page
 * @param {number} maximum  of the memory, in WebAssembly pages
 * @param {number} mostBytes
 * @param {Room} room
 * @returns {Uint8Array<ArrayBuffer> | null}  null if it were larger than that
 */
export function takeImage(memory, inUse, maximum, mostBytes, room) {
  const { buffer } = memory;
  const pages = pagesOf(memory, inUse);
  const dataAt = lengthOf(pages.length) - pages.length * IMAGE_PAGE;
  const length = lengthOf(pages.length);
  if (length > mostBytes) return null;
  const image = room.take(length);
  const head = new DataView(image.buffer);
  [MAGIC, buffer.byteLength / WASM_PAGE, maximum, pages.length, ...pages].forEach((word, i) =>
    head.setUint32(4 * i, word, true),
  );
  // Pages that follow one another are copied at once.
  for (let i = 0, end = 0; i < pages.length; i = end) {
    end = i + 1;
    while (pages[end] === pages[i] + end - i) end++;
    const run = new Uint8Array(buffer, pages[i] * IMAGE_PAGE, (end - i) * IMAGE_PAGE);
    image.set(run, dataAt + i * IMAGE_PAGE);
  }
  return image;
}

/**
 * Makes the memory what it was when the image was taken. An image that makes no sense changes
 * nothing.
 *
 * @param {WebAssembly.Memory} memory
 * @param {Uint8Array} image
 * @param {number} maximum  of the memory, in WebAssembly pages
 */
export function putImage(memory, image, maximum) {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const word = (/** @type {number} */ i) => view.getUint32(4 * i, true);
  if (image.byteLength < 4 * HEAD || word(0) !== MAGIC) {
    throw new Nonsense("bad-message", "these bytes are no image");
  }
  const [size, itsMaximum, count] = [word(1), word(2), word(3)];
  const dataAt = 4 * (HEAD + count);
  if (itsMaximum !== maximum) {
    throw new Nonsense(
      "bad-message",
      `the image is of a memory of ${itsMaximum} pages at most, this one has ${maximum}`,
    );
  }
  if (size > maximum || image.byteLength !== dataAt + count * IMAGE_PAGE) {
    throw new Nonsense("bad-message", "the image is damaged: its sizes do not fit together");
  }
  for (let i = 0; i < count; i++) {
    const page = word(HEAD + i);
    if (page >= size * (WASM_PAGE / IMAGE_PAGE) || (i > 0 && page <= word(HEAD + i - 1))) {
      throw new Nonsense("bad-message", "the image is damaged: its pages are out of order");
    }
  }
  const now = memory.buffer.byteLength / WASM_PAGE;
  if (size > now) memory.grow(size - now);
  const bytes = new Uint8Array(memory.buffer);
  bytes.fill(0);
  for (let i = 0; i < count; i++) {
    const from = dataAt + i * IMAGE_PAGE;
    bytes.set(image.subarray(from, from + IMAGE_PAGE), word(HEAD + i) * IMAGE_PAGE);
  }
}
