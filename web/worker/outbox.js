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

/**
 * So often in a run, what goes to the other stream waits for what came before it. After that the two
 * are in order only from batch to batch: a message for each would keep the page busy for minutes.
 */
const MOST_SWITCHES = 1000;

const STREAMS = /** @type {const} */ (["stdout", "stderr"]);

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
    /** @private */ this.switches = 0;
    /** @private */ this.texts = { stdout: "", stderr: "" };
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
    this.put(stream, this.decoders[stream].decode(bytes, { stream: true }));
    if (this.texts[stream].length >= BATCH_CHARACTERS) {
      this.flush();
    } else {
      this.flushIfOld();
    }
    return fits;
  }

  /** @private @param {"stdout" | "stderr"} stream  @param {string} text */
  put(stream, text) {
    if (stream !== this.stream) {
      if (this.switches++ < MOST_SWITCHES) this.flush();
      this.stream = stream;
    }
    this.texts[stream] += text;
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
    const waits = this.texts.stdout !== "" || this.texts.stderr !== "";
    if (waits && this.now() - this.since >= BATCH_MS) {
      this.flush();
    }
  }

  flush() {
    this.since = this.now();
    for (const stream of STREAMS) {
      const text = this.texts[stream];
      this.texts[stream] = "";
      for (let start = 0; start < text.length; ) {
        const end = wholeCharacter(text, start + MESSAGE_CHARACTERS);
        this.post(stream, text.slice(start, end));
        start = end;
      }
    }
  }

  /** The end of the run: half a character that is still waiting shows as U+FFFD. */
  close() {
    for (const stream of STREAMS) {
      const rest = this.decoders[stream].decode();
      if (rest !== "") this.put(stream, rest);
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
