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

/**
 * @param {WebAssembly.Memory} memory
 * @param {Uint8Array} inUse  a bit for each image page
 * @param {number} maximum  of the memory, in WebAssembly pages
 * @param {number} mostBytes
 * @returns {Uint8Array<ArrayBuffer> | null}  null if it were larger than that
 */
export function takeImage(memory, inUse, maximum, mostBytes) {
  const { buffer } = memory;
  const total = buffer.byteLength / IMAGE_PAGE;
  const pages = [];
  for (let page = 0; page < total; page++) {
    if ((inUse[page >> 3] >> (page & 7)) & 1) pages.push(page);
  }
  const dataAt = 4 * (HEAD + pages.length);
  const length = dataAt + pages.length * IMAGE_PAGE;
  if (length > mostBytes) return null;
  const image = new Uint8Array(length);
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
