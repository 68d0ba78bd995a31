// @ts-check
/**
 * A Python program in a page, that its reader can change and run:
 *
 *     <script type="module" src=".../elements/cloche-cell.js"></script>
 *     <cloche-cell>print("hello")</cloche-cell>
 *
 * Attributes:
 *
 * - `session="name"`: cells with the same name share their variables. A cell without it starts
 *   afresh with every run.
 * - `wall-seconds`, `memory-mib`, `output-kib`: limits; see Limits in cloche.js.
 * - `readonly`: the code can't be changed.
 * - `autorun`: runs when the page is there, and so loads Python (14 MB) then. Without it nothing
 *   is loaded before the first run.
 *
 * An error is explained in a sentence below it, in the language of the text around the cell (`lang`)
 * if that is English, French, German or Spanish, and else in English.
 *
 * Methods: run(), stop(), reset(). Property: code. Event: "cloche-result", whose detail is the
 * Result. In HTML, `<` and `&` in the code are written `&lt;` and `&amp;`; in a
 * `<script type="text/plain">` inside of the element they may stay as they are.
 */
import { ClocheError } from "../cloche.js";
import { languageAround } from "../view/explanation.js";
import { sentenceAbout } from "../view/outcome.js";
import { InputLine } from "../view/input-line.js";
import { Output } from "../view/output.js";
import { STYLE } from "./cell-style.js";
import { dedented, lineRange } from "./code.js";
import { coloured } from "./colours.js";
import { alone, join, leave } from "./sessions.js";

/** The name of the cell's code in tracebacks. */
const FILE = "cell.py";

const DEFAULTS = { wallSeconds: 10, memoryBytes: 32 * 2 ** 20, outputBytes: 2 ** 20 };

/** Attribute, the limit that it sets, and how many of the limit's units one of its own is. */
const LIMIT_ATTRIBUTES = /** @type {const} */ ([
  ["wall-seconds", "wallSeconds", 1],
  ["memory-mib", "memoryBytes", 2 ** 20],
  ["output-kib", "outputBytes", 2 ** 10],
]);

const LOADING = "Python is on its way …";

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

const template = document.createElement("template");
template.innerHTML = `
<div class="cell" part="cell">
  <div class="code" part="code">
    <pre aria-hidden="true"></pre>
    <textarea rows="1" aria-label="Python program" spellcheck="false" autocapitalize="off"
      autocomplete="off" wrap="off"></textarea>
  </div>
  <div class="toolbar" part="toolbar">
    <button type="button" class="run" part="button run">Run</button>
    <button type="button" class="stop" part="button stop" aria-disabled="true">Stop</button>
    <button type="button" class="reset" part="button reset">Reset</button>
    <progress max="1" aria-label="Python is on its way" hidden></progress>
    <span class="status" part="status" role="status"></span>
  </div>
<div class="output" part="output" role="log" aria-label="Output" tabindex="0" hidden></div>
</div>`;

export class ClocheCell extends HTMLElement {
  static observedAttributes = ["readonly"];

  #parts;
  #output;
  #inputLine;
  #original = "";
  #isSetUp = false;
  /** @type {AbortController | null} while a run is going on or waits */
  #running = null;
  /** @type {import("../cloche.js").Sandbox | null} in which the code runs now */
  #sandbox = null;
  /** @type {{ name: string, session: ReturnType<typeof join> } | null} */
  #membership = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [sheet];
    root.append(template.content.cloneNode(true));
    const find = (/** @type {string} */ selector) =>
      /** @type {HTMLElement} */ (root.querySelector(selector));
    this.#parts = {
      colours: find("pre"),
      code: /** @type {HTMLTextAreaElement} */ (find("textarea")),
      run: find(".run"),
      stop: find(".stop"),
      reset: find(".reset"),
      progress: /** @type {HTMLProgressElement} */ (find("progress")),
      status: find(".status"),
      output: find(".output"),
    };
    const { code, run, stop, reset, output } = this.#parts;
    this.#output = new Output(output, { goToLine: (line) => this.#goToLine(line) });
    this.#inputLine = new InputLine(output, (text) => this.#output.append("stdout", text));
    run.addEventListener("click", () => this.run());
    stop.addEventListener("click", () => this.stop());
    reset.addEventListener("click", () => this.reset());
    code.addEventListener("input", () => this.#colour());
    code.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** The code as it stands in the cell. */
  get code() {
    return this.#parts.code.value;
  }

  set code(code) {
    this.#parts.code.value = code;
    this.#colour();
  }

  connectedCallback() {
    const name = this.getAttribute("session");
    if (name) this.#membership = { name, session: join(name) };
    if (this.#isSetUp) return;
    // Where the parser is still at work, the code may not be there yet.
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => this.#setUp(), { once: true });
    } else this.#setUp();
  }

  disconnectedCallback() {
    this.stop();
    if (this.#membership) leave(this.#membership.name);
    this.#membership = null;
  }

  attributeChangedCallback() {
    this.#parts.code.readOnly = this.hasAttribute("readonly");
  }

  #setUp() {
    if (this.#isSetUp) return;
    this.#isSetUp = true;
    this.#original = dedented(this.textContent ?? "");
    this.code = this.#original;
    if (this.hasAttribute("autorun")) this.run();
  }

  /**
   * Runs the code.
   * @returns {Promise<import("../cloche.js").Result | null>} null if it could not be run, or was
   *   stopped before it began; the cell then says why
   */
  async run() {
    if (this.#running) return null;
    const waiting = new AbortController();
    this.#running = waiting;
    this.#showRunning(true);
    this.#output.clear();
    this.#parts.output.hidden = true;
    this.#say(this.#membership ? "Waiting for its turn …" : "Starting …");
    try {
      const limits = this.#limits();
      const options = {
        limits,
        signal: waiting.signal,
        language: languageAround(this),
        onInput: (/** @type {string} */ prompt) => {
          this.#say("Waiting for your answer …");
          return this.#inputLine.ask(prompt).finally(() => {
            if (this.#running) this.#say("Running …");
          });
        },
        onDisplay: (/** @type {import("../cloche.js").Bundle} */ bundle) =>
          this.#output.show(bundle),
        onProgress: (/** @type {import("../cloche.js").Progress} */ progress) =>
          this.#showProgress(progress),
      };
      const use = (/** @type {import("../cloche.js").Sandbox} */ sandbox) =>
        this.#runIn(sandbox, limits);
      const result = this.#membership
        ? await this.#membership.session.take(options, use)
        : await alone(options, use);
      this.#showResult(result, limits);
      return result;
    } catch (error) {
      if (waiting.signal.aborted) this.#say("Stopped before it began.");
      else this.#say(error instanceof Error ? error.message : String(error), true);
      return null;
    } finally {
      this.#inputLine.cancel();
      this.#running = null;
      this.#showRunning(false);
    }
  }

  /** Ends the run that is going on, or waits. */
  stop() {
    if (this.#sandbox) this.#sandbox.stop();
    else this.#running?.abort();
  }

  /** Brings back the code as the page has it, and forgets the session's variables. */
  async reset() {
    this.stop();
    this.code = this.#original;
    this.#output.clear();
    this.#parts.output.hidden = true;
    this.#say("");
    await this.#membership?.session.reset();
  }

  /**
   * @param {import("../cloche.js").Sandbox} sandbox
   * @param {typeof DEFAULTS} limits
   */
  async #runIn(sandbox, { wallSeconds, outputBytes }) {
    this.#say("Running …");
    this.#parts.output.hidden = false;
    this.#sandbox = sandbox;
    try {
      return await sandbox.run(this.code, {
        filename: FILE,
        limits: { wallSeconds, outputBytes },
        onStdout: (text) => this.#output.append("stdout", text),
        onStderr: (text) => this.#output.append("stderr", text),
      });
    } finally {
      this.#sandbox = null;
    }
  }

  /** @returns {typeof DEFAULTS} */
  #limits() {
    const limits = { ...DEFAULTS };
    for (const [attribute, limit, unit] of LIMIT_ATTRIBUTES) {
      const text = this.getAttribute(attribute);
      if (text === null) continue;
      const value = Number(text);
      if (text.trim() === "" || !Number.isFinite(value)) {
        throw new ClocheError(
          "LimitsError",
          `<cloche-cell ${attribute}="${text}">: give a number, as in ${attribute}="2"`,
        );
      }
      limits[limit] = value * unit;
    }
    return limits;
  }

  /**
   * @param {import("../cloche.js").Result} result
   * @param {typeof DEFAULTS} limits
   */
  #showResult(result, limits) {
    const failed = result.status !== "ok" && result.status !== "stopped";
    this.#say(sentenceAbout(result, limits, FILE), failed);
    this.#output.finish(result, FILE);
    this.dispatchEvent(
      new CustomEvent("cloche-result", { detail: result, bubbles: true, composed: true }),
    );
  }

  /** @param {import("../cloche.js").Progress} progress */
  #showProgress({ loadedBytes, totalBytes, stage }) {
    const { progress } = this.#parts;
    progress.hidden = stage === "ready";
    if (stage === "ready") return;
    const loaded = (loadedBytes / 1e6).toFixed(1);
    if (totalBytes === null) progress.removeAttribute("value");
    else progress.value = loadedBytes / totalBytes;
    const total = totalBytes === null ? "" : ` of ${(totalBytes / 1e6).toFixed(1)}`;
    // Not said through the live region: it would be read aloud several times a second.
    progress.setAttribute("aria-valuetext", `${loaded}${total} MB`);
    this.#parts.status.dataset.bytes = `${loaded}${total} MB`;
    if (this.#parts.status.textContent !== LOADING) this.#say(LOADING);
  }

  /** @param {boolean} isRunning */
  #showRunning(isRunning) {
    const { run, stop, progress } = this.#parts;
    run.setAttribute("aria-disabled", String(isRunning));
    stop.setAttribute("aria-disabled", String(!isRunning));
    if (!isRunning) progress.hidden = true;
  }

  /** @param {string} text @param {boolean} [failed] */
  #say(text, failed = false) {
    const { status } = this.#parts;
    status.textContent = text;
    status.classList.toggle("failed", failed);
    if (text !== LOADING) delete status.dataset.bytes;
  }

  #colour() {
    const { colours, code } = this.#parts;
    // The line feed at the end gives the last line its height, even if it is empty.
    colours.replaceChildren(...coloured(code.value), "\n");
  }

  /** @param {number} line */
  #goToLine(line) {
    const { code } = this.#parts;
    code.focus();
    code.setSelectionRange(...lineRange(code.value, line));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== "Enter" || event.altKey || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.run();
    } else if (!event.shiftKey && !this.#parts.code.readOnly) {
      this.#newLine(event);
    }
  }

  /**
   * A new line begins where the last one did, one step further in after a colon.
   * @param {KeyboardEvent} event
   */
  #newLine(event) {
    const { code } = this.#parts;
    const before = code.value.slice(0, code.selectionStart);
    const line = before.slice(before.lastIndexOf("\n") + 1);
    const indent = /^[ \t]*/.exec(line)?.[0] + (/:\s*(#.*)?$/.test(line) ? "    " : "");
    if (!indent) return;
    event.preventDefault();
    // Deprecated, and yet the only way that keeps the browser's undo.
    if (!document.execCommand("insertText", false, `\n${indent}`)) {
      code.setRangeText(`\n${indent}`, code.selectionStart, code.selectionEnd, "end");
    }
    this.#colour();
  }
}

if (!customElements.get("cloche-cell")) customElements.define("cloche-cell", ClocheCell);
