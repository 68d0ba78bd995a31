// @ts-check
/**
 * Those who draw what a program displays: loaded when there is something to draw. Nothing of the
 * guest's becomes markup: pictures are images, Markdown is sanitized, the rest is text.
 */
import { inert } from "./inert.js";
import { markdownInto } from "./markdown.js";
import { plotInto } from "./plot.js";

export { TurtleView } from "./turtle.js";

/** @typedef {import("../cloche.js").Bundle} Bundle */

const LONGEST_TEXT = 20_000;
const LARGEST_IMAGE = 16 * 2 ** 20;
const MOST_ROWS = 500;
const MOST_COLUMNS = 50;
const LONGEST_CELL = 500;

/** From the richest to the plainest. */
const KINDS = /** @type {[string, (element: HTMLElement, content: any, text: string) => any][]} */ ([
  ["application/vnd.cloche.plot+json", plotInto],
  ["image/svg+xml", svgInto],
  ["image/png", pngInto],
  ["text/markdown", markdownInto],
  ["application/vnd.cloche.table+json", tableInto],
  ["application/json", jsonInto],
]);

/**
 * @param {HTMLElement} element
 * @param {Bundle} bundle
 * @throws {TypeError} for content that is not what its MIME type says
 */
export async function drawInto(element, bundle) {
  const text = typeof bundle["text/plain"] === "string" ? bundle["text/plain"] : "";
  for (const [mime, draw] of KINDS) {
    if (mime in bundle) {
      await draw(element, bundle[mime], text);
      return;
    }
  }
  preInto(element, text);
}

/** @param {HTMLElement} element @param {unknown} content @param {string} text */
function svgInto(element, content, text) {
  if (typeof content !== "string") throw new TypeError("an SVG image is a text");
  imageInto(element, new TextEncoder().encode(content), "image/svg+xml", text);
}

/** @param {HTMLElement} element @param {unknown} content @param {string} text */
function pngInto(element, content, text) {
  if (!(content instanceof Uint8Array)) throw new TypeError("a PNG image is bytes");
  imageInto(element, content, "image/png", text);
}

/**
 * As an image it can neither run scripts nor load anything.
 * @param {HTMLElement} element
 * @param {Uint8Array} bytes
 * @param {string} type
 * @param {string} text what it shows
 */
function imageInto(element, bytes, type, text) {
  if (bytes.length > LARGEST_IMAGE) throw new TypeError("the image is larger than 16 MiB");
  const image = document.createElement("img");
  image.alt = inert(text.slice(0, 200)) || "A picture";
  image.addEventListener("error", () => preInto(element, "This is no image that a browser can show."));
  let letters = "";
  for (let i = 0; i < bytes.length; i += 4096) {
    letters += String.fromCharCode(...bytes.subarray(i, i + 4096));
  }
  image.src = `data:${type};base64,${btoa(letters)}`;
  element.replaceChildren(image);
}

/** @param {HTMLElement} element @param {unknown} content */
function tableInto(element, content) {
  const { columns, rows } = /** @type {any} */ (content ?? {});
  if (!Array.isArray(columns) || !Array.isArray(rows) || !rows.every(Array.isArray)) {
    throw new TypeError("a table has columns, and rows of cells");
  }
  const table = document.createElement("table");
  table.className = "table";
  table.append(document.createElement("thead"), document.createElement("tbody"));
  table.tHead?.append(rowOf("th", columns));
  table.tBodies[0].append(...rows.slice(0, MOST_ROWS).map((row) => rowOf("td", row)));
  element.replaceChildren(table);
  if (rows.length > MOST_ROWS || columns.length > MOST_COLUMNS) {
    const note = document.createElement("p");
    note.className = "picture-note";
    note.textContent = `Only a part is shown: there are ${rows.length} rows and ${columns.length} columns.`;
    element.append(note);
  }
}

/** @param {"th" | "td"} kind @param {unknown[]} cells */
function rowOf(kind, cells) {
  const row = document.createElement("tr");
  for (const content of cells.slice(0, MOST_COLUMNS)) {
    const cell = document.createElement(kind);
    const text = content === null ? "None" : String(content);
    cell.textContent = inert(text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)} …` : text);
    if (typeof content === "number") cell.className = "number";
    row.append(cell);
  }
  return row;
}

/** @param {HTMLElement} element @param {unknown} content */
function jsonInto(element, content) {
  preInto(element, JSON.stringify(content, null, 2));
}

/** @param {HTMLElement} element @param {string} text */
function preInto(element, text) {
  const pre = document.createElement("pre");
  pre.className = "plain";
  pre.textContent = inert(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)} …` : text);
  element.replaceChildren(pre);
}
