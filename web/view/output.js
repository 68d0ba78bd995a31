// @ts-check
import { Displays } from "./displays.js";
import { explanationLine } from "./explanation.js";
import { inert, inertMessage } from "./inert.js";

/** What is shown of a run's output: the end of it, if it is long. All of it is kept. */
const SHOWN_CHARACTERS = 200_000;
const SHOWN_LINES = 5_000;

/** Of that, so much is drawn in one frame: laying out text takes about a millisecond for 4,000. */
const FRAME_CHARACTERS = 40_000;
const FRAME_LINES = 1_000;

/** As much as this many characters, a change from one stream to the other costs. */
const CHARACTERS_OF_A_PIECE = 200;

/** Text goes into few nodes, and leaves in whole nodes. */
const BLOCK_CHARACTERS = 16_000;
const BLOCK_LINES = 400;

/** Beyond this much in one run, a screen reader is not asked to read it aloud. */
const SPOKEN_CHARACTERS = 4_000;

const FRAME = /File "([^"\n]+)", line (\d+)/g;

/** As much as this many characters, a picture takes up of what is shown. */
const CHARACTERS_OF_A_PICTURE = 2_000;

/** @typedef {"stdout" | "stderr"} Stream */
/** @typedef {{ stream: Stream, text: string }} Piece */
/** @typedef {{ element: HTMLElement, stream: Stream | "picture", characters: number, lines: number }} Block */

/**
 * The output of a run, as text: nothing in it ever becomes markup. It is drawn once per frame,
 * however often something arrives.
 */
export class Output {
  #element;
  #goToLine;
  /** @type {Array<{ stream: Stream, text: string }>} all of it, as it came */
  #all = [];
  #allCharacters = 0;
  /** @type {Array<Piece | HTMLElement>} not drawn yet */
  #waiting = [];
  #displays = new Displays();
  /** @type {Block[]} */
  #blocks = [];
  /** @type {HTMLElement | null} */
  #cutNote = null;
  /** The frame that will draw, or 0. */
  #frame = 0;
  #isFinished = false;
  /** @type {Array<() => void>} to do when everything is drawn */
  #afterwards = [];

  /**
   * @param {HTMLElement} element
   * @param {{ goToLine: (line: number) => void }} hooks
   */
  constructor(element, { goToLine }) {
    this.#element = element;
    this.#goToLine = goToLine;
    // Frames are not drawn while the page is hidden: catch up when it is seen again.
    document.addEventListener("visibilitychange", () => this.#schedule());
  }

  /** All that the program wrote, both streams in the order in which they came. */
  get text() {
    return this.#all.map(({ text }) => text).join("");
  }

  clear() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#all = [];
    this.#allCharacters = 0;
    this.#waiting = [];
    this.#blocks = [];
    this.#cutNote = null;
    this.#afterwards = [];
    this.#isFinished = false;
    this.#displays.clear();
    this.#element.replaceChildren();
    this.#element.removeAttribute("aria-busy");
  }

  /**
   * @param {Stream} stream
   * @param {string} text
   */
  append(stream, text) {
    if (!text) return;
    this.#all.push({ stream, text });
    this.#allCharacters += text.length;
    this.#waiting.push({ stream, text });
    this.#schedule();
  }

  /**
   * What is displayed besides text, at its place among it.
   * @param {import("../cloche.js").Bundle} bundle
   */
  show(bundle) {
    const element = this.#displays.elementFor(bundle);
    if (!element) return;
    this.#waiting.push(element);
    this.#schedule();
  }

  /**
   * What came of the run, below its output.
   * @param {import("../cloche.js").Result} result
   * @param {string} file the name of the editor's text in tracebacks
   */
  finish(result, file) {
    this.#isFinished = true;
    this.#afterwards.push(() => {
      if (result.error) this.#linkFrames(file);
      const explanation = result.error?.explanation;
      if (explanation) this.#element.append(explanationLine(inertMessage(explanation)));
      if (result.valueRepr !== null) this.#element.append(valueLine(result.valueRepr));
      if (this.#element.childElementCount === 0) this.#element.append(nothingLine());
      this.#scrollToEnd();
    });
    this.#schedule();
  }

  #schedule() {
    if (this.#frame || (this.#waiting.length === 0 && this.#afterwards.length === 0)) return;
    if (document.hidden) {
      this.#draw();
      return;
    }
    this.#element.setAttribute("aria-busy", "true");
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw() {
    const wasAtEnd = this.#isAtEnd();
    this.#skipWhatWouldBeCut();
    const now = document.hidden ? [SHOWN_CHARACTERS, Infinity] : [FRAME_CHARACTERS, FRAME_LINES];
    for (const piece of joined(this.#take(now[0], now[1]))) {
      if (piece instanceof HTMLElement) this.#place(piece);
      else this.#show(piece.stream, (piece.stream === "stderr" ? inertMessage : inert)(piece.text));
    }
    this.#cut();
    if (this.#waiting.length === 0) {
      const afterwards = this.#afterwards;
      this.#afterwards = [];
      for (const act of afterwards) act();
    }
    if (wasAtEnd) this.#scrollToEnd();
    // In the middle of a flood there is nothing to be read aloud yet.
    if (this.#isFinished || this.#allCharacters < SPOKEN_CHARACTERS) {
      this.#element.removeAttribute("aria-busy");
    }
    this.#schedule();
  }

  /**
   * The next of what waits to be drawn.
   * @param {number} characters at most, about
   * @param {number} lines at most, about
   */
  #take(characters, lines) {
    const taken = [];
    while (characters > 0 && lines > 0 && this.#waiting.length > 0) {
      const next = this.#waiting[0];
      if (next instanceof HTMLElement) {
        taken.push(next);
        this.#waiting.shift();
        characters -= CHARACTERS_OF_A_PICTURE;
        continue;
      }
      const { stream, text } = next;
      const most = text.length > characters ? wholeCharacters(text, characters) : text.length;
      const { end, newlines } = afterLines(text, lines, most);
      taken.push({ stream, text: text.slice(0, end) });
      characters -= end + CHARACTERS_OF_A_PIECE;
      lines -= newlines;
      if (end < text.length) this.#waiting[0] = { stream, text: text.slice(end) };
      else this.#waiting.shift();
    }
    return taken;
  }

  /** Of a flood within one frame, only the end is worth drawing. */
  #skipWhatWouldBeCut() {
    let room = SHOWN_CHARACTERS;
    for (let i = this.#waiting.length - 1; i >= 0; i--) {
      const piece = this.#waiting[i];
      if (piece instanceof HTMLElement) {
        room -= CHARACTERS_OF_A_PICTURE;
      } else if (piece.text.length > room) {
        this.#waiting[i] = { stream: piece.stream, text: tail(piece.text, room) };
        this.#waiting.splice(0, i);
        this.#showCutNote();
        for (const block of this.#blocks) block.element.remove();
        this.#blocks = [];
        return;
      } else room -= piece.text.length;
    }
  }

  /** @param {HTMLElement} element */
  #place(element) {
    this.#element.append(element);
    this.#displays.placed(element);
    const characters = CHARACTERS_OF_A_PICTURE;
    this.#blocks.push({ element, stream: "picture", characters, lines: 20 });
  }

  /**
   * @param {Stream} stream
   * @param {string} text
   */
  #show(stream, text) {
    let start = 0;
    while (start < text.length) {
      const last = this.#blocks.at(-1);
      const isOpen =
        last?.stream === stream &&
        last.characters < BLOCK_CHARACTERS &&
        last.lines < BLOCK_LINES;
      const block = isOpen ? last : this.#newBlock(stream);
      const end = blockEnd(text, start, block);
      const piece = text.slice(start, end);
      const node = block.element.lastChild;
      if (node instanceof Text && node.length < BLOCK_CHARACTERS) node.appendData(piece);
      else block.element.append(piece);
      block.characters += piece.length;
      block.lines += count(piece, "\n");
      start = end;
    }
  }

  /** @param {Stream} stream @returns {Block} */
  #newBlock(stream) {
    const element = document.createElement("div");
    element.className = stream;
    if (stream === "stderr" && this.#blocks.at(-1)?.stream !== "stderr") {
      const spoken = document.createElement("span");
      spoken.className = "spoken";
      spoken.textContent = "Error output: ";
      element.append(spoken);
    }
    this.#element.append(element);
    const block = { element, stream, characters: 0, lines: 0 };
    this.#blocks.push(block);
    return block;
  }

  #cut() {
    let characters = 0;
    let lines = 0;
    for (let i = this.#blocks.length - 1; i >= 0; i--) {
      characters += this.#blocks[i].characters;
      lines += this.#blocks[i].lines;
      const isLast = i === this.#blocks.length - 1;
      if (!isLast && (characters > SHOWN_CHARACTERS || lines > SHOWN_LINES)) {
        for (const block of this.#blocks.splice(0, i + 1)) block.element.remove();
        this.#showCutNote();
        break;
      }
    }
    if (this.#cutNote) {
      const size = this.#allCharacters.toLocaleString("en");
      this.#cutNote.textContent =
        `Only the end is shown here. Save keeps all ${size} characters.`;
    }
  }

  #showCutNote() {
    if (this.#cutNote) return;
    this.#cutNote = document.createElement("p");
    this.#cutNote.className = "cut";
    this.#element.prepend(this.#cutNote);
  }

  /**
   * Makes links of the places in the traceback with which a run ended.
   * @param {string} file
   */
  #linkFrames(file) {
    const block = this.#blocks.at(-1);
    if (block?.stream !== "stderr") return;
    for (const node of [...block.element.childNodes]) {
      if (!(node instanceof Text)) continue;
      const parts = [];
      let at = 0;
      for (const match of node.data.matchAll(FRAME)) {
        if (match[1] !== file) continue;
        parts.push(node.data.slice(at, match.index), this.#lineLink(match[0], Number(match[2])));
        at = match.index + match[0].length;
      }
      if (at > 0) node.replaceWith(...parts, node.data.slice(at));
    }
  }

  /**
   * @param {string} text
   * @param {number} line
   */
  #lineLink(text, line) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "line-link";
    button.textContent = text;
    button.title = `Go to line ${line} of the program`;
    button.addEventListener("click", () => this.#goToLine(line));
    return button;
  }

  #isAtEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.#element;
    return scrollHeight - scrollTop - clientHeight < 40;
  }

  #scrollToEnd() {
    this.#element.scrollTop = this.#element.scrollHeight;
  }
}

function nothingLine() {
  const line = document.createElement("p");
  line.className = "nothing";
  line.textContent = "The program printed nothing.";
  return line;
}

/** @param {string} repr */
function valueLine(repr) {
  const line = document.createElement("p");
  line.className = "value";
  const label = document.createElement("span");
  label.className = "label";
  label.textContent = "value";
  const code = document.createElement("code");
  const isLong = repr.length > BLOCK_CHARACTERS;
  code.textContent = inert(isLong ? `${repr.slice(0, BLOCK_CHARACTERS)} …` : repr);
  line.append(label, " ", code);
  return line;
}

/**
 * Neighbours of the same stream as one piece.
 * @param {Array<Piece | HTMLElement>} pieces
 */
function joined(pieces) {
  /** @type {Array<Piece | HTMLElement>} */
  const result = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece instanceof HTMLElement) result.push(piece);
    else if (last && "stream" in last && last.stream === piece.stream) last.text += piece.text;
    else result.push({ ...piece });
  }
  return result;
}

/**
 * Where the part of `text` that still fits into the block ends: after a newline, since a block
 * begins a line of its own, unless there is none for long.
 * @param {string} text
 * @param {number} start
 * @param {Block} block
 */
function blockEnd(text, start, block) {
  const room = BLOCK_CHARACTERS - block.characters;
  let lines = block.lines;
  let at = start;
  for (;;) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline + 1;
    if (end - start > room && at > start) return at;
    if (end - start > 4 * BLOCK_CHARACTERS) return wholeCharacters(text, start + 4 * BLOCK_CHARACTERS);
    at = end;
    if (newline < 0 || ++lines >= BLOCK_LINES) return at;
  }
}

/**
 * The last `length` characters.
 * @param {string} text
 * @param {number} length
 */
function tail(text, length) {
  return text.slice(wholeCharacters(text, text.length - length));
}

/**
 * The index itself, or the next if it would part the two halves of one character.
 * @param {string} text
 * @param {number} index
 */
function wholeCharacters(text, index) {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code < 0xe000 ? index + 1 : index;
}

/**
 * Where so many lines end, or `most`, whatever comes first.
 * @param {string} text
 * @param {number} lines
 * @param {number} most
 */
function afterLines(text, lines, most) {
  let end = 0;
  for (let newlines = 0; ; newlines++) {
    const newline = text.indexOf("\n", end);
    if (newline < 0 || newline >= most) return { end: most, newlines };
    end = newline + 1;
    if (newlines + 1 >= lines) return { end, newlines: newlines + 1 };
  }
}

/** @param {string} text @param {string} character */
function count(text, character) {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++;
  return found;
}
