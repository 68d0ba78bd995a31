// @ts-check

/**
 * What a terminal would obey and a page would hide, or let the text around it be reordered by:
 * control characters (ANSI escapes begin with one), line and paragraph separators, and the marks
 * that switch the direction of writing.
 */
const UNSAFE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** What can't be seen at all: in an error message it would make two names look the same. */
const INVISIBLE =
  /[\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/u;

/** Emoji are made of such characters too, and are no names. */
const PICTOGRAM = /\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?/u;
const PICTOGRAMS = `${PICTOGRAM.source}(?:\\u200d${PICTOGRAM.source})*`;
const PICTOGRAMS_OR_INVISIBLE = new RegExp(`(${PICTOGRAMS})|${INVISIBLE.source}`, "gu");

/**
 * The text with such characters shown as what they are: U+2400 and on for the control characters
 * that have a picture there, a code point in brackets for the others. Newlines and tabs stay.
 * @param {string} text
 * @returns {string}
 */
export function inert(text) {
  return text.replaceAll("\r\n", "\n").replace(UNSAFE, picture);
}

/**
 * The same, for what names things: an error's message, a traceback.
 * @param {string} text
 * @returns {string}
 */
export function inertMessage(text) {
  return inert(text).replace(PICTOGRAMS_OR_INVISIBLE, (found, shown) => shown ?? picture(found));
}

/** @param {string} character */
function picture(character) {
  const code = /** @type {number} */ (character.codePointAt(0));
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `\u27e8U+${code.toString(16).toUpperCase().padStart(4, "0")}\u27e9`;
}
