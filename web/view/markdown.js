// @ts-check
import DOMPurify from "dompurify";
import { Marked } from "marked";
import { inert } from "./inert.js";

const LONGEST = 100_000;

/** Nothing that leads anywhere, loads anything, or has attributes. */
const TAGS = [
  "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
  "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
];

const LETTERS = /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" });

// HTML in the Markdown is shown as the text that it is.
const marked = new Marked({
  renderer: { html: ({ text }) => text.replace(/[&<>]/g, (letter) => LETTERS[letter]) },
});

/**
 * @param {HTMLElement} element
 * @param {unknown} content Markdown
 * @throws {TypeError} if it is no text, or too long
 */
export function markdownInto(element, content) {
  if (typeof content !== "string") throw new TypeError("Markdown is a text");
  if (content.length > LONGEST) throw new TypeError("the Markdown is longer than 100,000 characters");
  const clean = DOMPurify.sanitize(/** @type {string} */ (marked.parse(inert(content))), {
    ALLOWED_TAGS: TAGS, ALLOWED_ATTR: [], ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  const made = document.createElement("div");
  made.className = "markdown";
  made.append(clean);
  element.replaceChildren(made);
}
