// @ts-check
/**
 * What a page offers to its guest, for face/host.js: functions to call, lines to read, a place to
 * show things. Python asks with a number and is answered by it, so that no proxy is made per call.
 */
import { requireFunctions } from "./require.js";
import { asValue, plainOf } from "./values.js";

/**
 * What was displayed: {MIME type: content}, as Jupyter has it; image/png is a Uint8Array.
 * @typedef {Record<string, any>} Bundle
 */

/**
 * @typedef {object} Offer
 * @property {(prompt: string) => string | null | Promise<string | null>} [onInput] gives the line
 *   that input() asks for; null: there is no more
 * @property {(bundle: Bundle) => void} [onDisplay] called with what the code displays, as it comes
 * @property {Record<string, Function>} [functions] that the code may call: `from host import name`.
 *   They get and give values as in Result.value, keywords as an object at the end; a promise is
 *   waited for; what they throw arrives as an exception. Async functions are awaited by the guest.
 */

/** @typedef {(number: number, value: string) => void} Answer */
/** @typedef {(number: number, kind: string, message: string) => void} Refuse */

/** Where all parameters have plain names, help() in the guest shows them. */
const PARAMETERS = /^(?:async\s*)?(?:function\s*[\w$]*\s*)?\(([\w$,\s]*)\)|^(?:async\s+)?([\w$]+)\s*=>/;

export class Offers {
  #offer;
  #answer;
  #refuse;
  /** @type {Bundle[]} */
  #displays = [];

  /**
   * @param {Offer} offer
   * @param {Answer} answer
   * @param {Refuse} refuse
   * @throws {import("./errors.js").ClocheError} InputError
   */
  constructor(offer, answer, refuse) {
    const { onInput, onDisplay, functions = {} } = offer;
    requireFunctions({ onInput, onDisplay, ...functions });
    this.#offer = { onInput, onDisplay, functions };
    this.#answer = answer;
    this.#refuse = refuse;
  }

  /** What has been displayed since this was last read. */
  takeDisplays() {
    const displays = this.#displays;
    this.#displays = [];
    return displays;
  }

  /** For Python: gets a number and the prompt. */
  get onInput() {
    const { onInput } = this.#offer;
    if (!onInput) return undefined;
    return (/** @type {number} */ number, /** @type {string} */ prompt) =>
      this.#settle(number, "what onInput gave", () => onInput(prompt));
  }

  /** For Python: gets a bundle as JSON. */
  get onDisplay() {
    return (/** @type {string} */ json) => {
      const bundle = JSON.parse(json);
      const png = bundle["image/png"];
      if (png !== undefined) {
        bundle["image/png"] = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      }
      this.#displays.push(bundle);
      try {
        this.#offer.onDisplay?.(bundle);
      } catch (error) {
        reportError(error);
      }
    };
  }

  /** For Python: (name, what gets a number and the arguments as JSON, is it async, parameters). */
  get functions() {
    return Object.entries(this.#offer.functions).map(([name, call]) => [
      name,
      (/** @type {number} */ number, /** @type {string} */ json) =>
        this.#settle(number, `what ${name}() gave`, () => {
          const [given, named] = JSON.parse(json).map(asValue);
          return call(...given, ...(Object.keys(named).length > 0 ? [named] : []));
        }),
      call.constructor.name === "AsyncFunction",
      parametersOf(call),
    ]);
  }

  /**
   * @param {number} number
   * @param {string} what
   * @param {() => any} work
   */
  async #settle(number, what, work) {
    try {
      let value = work();
      if (typeof value?.then === "function") value = await value;
      this.#answer(number, JSON.stringify(plainOf(value, what)));
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
      this.#refuse(number, name === "ClocheError" || name === "InputError" ? "TypeError" : name, message);
    }
  }
}

/** @param {Function} call */
function parametersOf(call) {
  const match = PARAMETERS.exec(Function.prototype.toString.call(call));
  if (!match) return undefined; // None, in Python
  return (match[1] ?? match[2]).split(",").map((name) => name.trim()).filter((name) => name !== "");
}
