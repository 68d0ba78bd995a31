// @ts-check
import { preloadModule } from "../integrity.js";
import { inert } from "./inert.js";

/** @typedef {import("../cloche.js").Bundle} Bundle */

const TURTLE = "application/vnd.cloche.turtle+json";

/** Of one run; further ones are counted. */
const MOST = 200;

const LONGEST_TEXT = 20_000;

/**
 * What a run displays besides text, as elements. Those who draw are loaded when there is something
 * to draw.
 */
export class Displays {
  #count = 0;
  /** What waits for its place in the page: a picture is drawn for the room that is there.
   * @type {WeakMap<HTMLElement, () => void>} */
  #waiting = new WeakMap();
  /** @type {Promise<import("./turtle.js").TurtleView | null> | null} the drawing of this run */
  #turtle = null;

  clear() {
    this.#count = 0;
    this.#turtle?.then((view) => view?.destroy());
    this.#turtle = null;
  }

  /**
   * @param {Bundle} bundle
   * @returns {HTMLElement | null} null where it goes into an element that is there already
   */
  elementFor(bundle) {
    if (TURTLE in bundle && this.#turtle) {
      this.#turtle = this.#turtle.then((view) => {
        view?.add(bundle[TURTLE]);
        return view;
      });
      this.#turtle.catch(() => {});
      return null;
    }
    this.#count += 1;
    if (this.#count > MOST) return this.#count === MOST + 1 ? tooMany() : null;
    const element = document.createElement("div");
    element.className = "display";
    const isPlaced = new Promise((resolve) => {
      this.#waiting.set(element, () => resolve(undefined));
    });
    const drawn = isPlaced.then(() => draw(element, bundle));
    if (TURTLE in bundle) this.#turtle = drawn;
    drawn.catch((error) => {
      const why = error instanceof Error ? error.message : String(error);
      element.replaceChildren(note(`This can't be shown: ${why}`), ...plain(bundle));
    });
    return element;
  }

  /**
   * Such an element has its place in the page.
   * @param {HTMLElement} element
   */
  placed(element) {
    this.#waiting.get(element)?.();
  }
}

/**
 * Draws the richest of what the bundle has.
 * @param {HTMLElement} element
 * @param {Bundle} bundle
 * @returns {Promise<import("./turtle.js").TurtleView | null>}
 */
async function draw(element, bundle) {
  const text = bundle["text/plain"];
  if (Object.keys(bundle).length === 1 && text !== undefined) {
    element.append(...plain(bundle));
    return null;
  }
  await preloadModule(new URL("../view/pictures.js", import.meta.url).href, "view/pictures.js");
  const pictures = await import("../view/pictures.js");
  if (TURTLE in bundle) {
    const view = new pictures.TurtleView(element);
    view.add(bundle[TURTLE]);
    return view;
  }
  await pictures.drawInto(element, bundle);
  return null;
}

/** @param {Bundle} bundle */
function plain(bundle) {
  const text = bundle["text/plain"];
  if (typeof text !== "string") return [];
  const element = document.createElement("pre");
  element.className = "plain";
  element.textContent = inert(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)} …` : text);
  return [element];
}

/** @param {string} text */
function note(text) {
  const element = document.createElement("p");
  element.className = "picture-note";
  element.textContent = inert(text);
  return element;
}

function tooMany() {
  return note(`The program displays more than ${MOST} things: the others are not shown.`);
}
