// @ts-check
/**
 * Output on its way to the host: bytes from the guest, counted against the limit, turned into
 * text and gathered, so that it is neither a message per character nor all at the end.
 */

/** A batch goes out when it is this large, or this old. */
const BATCH_CHARACTERS = 16 * 1024;
const BATCH_MS = 20;

/** No message is longer: a page that takes in millions of characters at once stands still. */
const MESSAGE_CHARACTERS = 64 * 1024;

export class Outbox {
  /**
   * @param {number} limitBytes  of stdout and stderr together
   * @param {(stream: "stdout" | "stderr", text: string) => void} post
   * @param {() => number} now  milliseconds, monotonic
   */
  constructor(limitBytes, post, now) {
    this.limitBytes = limitBytes;
    this.bytes = 0;
    /** @private */ this.post = post;
    /** @private */ this.now = now;
    /** @private */ this.since = now();
    /** @private @type {"stdout" | "stderr"} */ this.stream = "stdout";
    /** @private */ this.text = "";
    // What is not UTF-8 shows as U+FFFD; a character cut in two waits for its other half.
    /** @private */ this.decoders = {
      stdout: new TextDecoder("utf-8", { ignoreBOM: true }),
      stderr: new TextDecoder("utf-8", { ignoreBOM: true }),
    };
  }

  /**
   * @param {"stdout" | "stderr"} stream
   * @param {Uint8Array} bytes  read before this returns
   * @returns {boolean} whether there was room for all of it
   */
  add(stream, bytes) {
    const room = this.limitBytes - this.bytes;
    const fits = bytes.length <= room;
    if (!fits) {
      bytes = bytes.subarray(0, wholeCharacters(bytes, room));
    }
    this.bytes += bytes.length;
    if (stream !== this.stream) {
      this.flush();
      this.stream = stream;
    }
    this.text += this.decoders[stream].decode(bytes, { stream: true });
    if (this.text.length >= BATCH_CHARACTERS) {
      this.flush();
    } else {
      this.flushIfOld();
    }
    return fits;
  }

  /**
   * Counts output of another kind against the limit.
   *
   * @param {number} bytes
   * @returns {boolean} whether there was room for it
   */
  count(bytes) {
    if (bytes > this.limitBytes - this.bytes) return false;
    this.bytes += bytes;
    return true;
  }

  flushIfOld() {
    if (this.text !== "" && this.now() - this.since >= BATCH_MS) {
      this.flush();
    }
  }

  flush() {
    const text = this.text;
    this.text = "";
    this.since = this.now();
    for (let start = 0; start < text.length; ) {
      const end = wholeCharacter(text, start + MESSAGE_CHARACTERS);
      this.post(this.stream, text.slice(start, end));
      start = end;
    }
  }

  /** The end of the run: half a character that is still waiting shows as U+FFFD. */
  close() {
    const waiting = this.stream;
    for (const stream of /** @type {const} */ (["stdout", "stderr"])) {
      const rest = this.decoders[stream].decode();
      if (rest !== "") {
        if (stream !== waiting) this.flush();
        this.stream = stream;
        this.text += rest;
      }
    }
    this.flush();
  }
}

/**
 * The index itself, or the next if it would part the two halves of one character.
 *
 * @param {string} text
 * @param {number} index
 */
function wholeCharacter(text, index) {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code < 0xe000 ? index + 1 : index;
}

/**
 * Where to cut UTF-8 so that at most `room` bytes remain and no character is cut in two.
 *
 * @param {Uint8Array} bytes
 * @param {number} room
 */
function wholeCharacters(bytes, room) {
  let end = room;
  while (end > 0 && end > room - 4 && (bytes[end] & 0xc0) === 0x80) {
    end -= 1;
  }
  return end;
}
