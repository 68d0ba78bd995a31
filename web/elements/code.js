// @ts-check

/**
 * The code that a page's author wrote into an element: without the empty lines around it and
 * without the indentation that all of its lines share.
 * @param {string} text
 * @returns {string}
 */
export function dedented(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  while (lines.length > 0 && lines[0].trim() === "") lines.shift();
  while (lines.length > 0 && lines[lines.length - 1].trim() === "") lines.pop();
  const depths = lines
    .filter((line) => line.trim() !== "")
    .map((line) => /** @type {RegExpExecArray} */ (/^[ \t]*/.exec(line))[0].length);
  const depth = depths.length > 0 ? Math.min(...depths) : 0;
  return lines.map((line) => line.slice(depth)).join("\n");
}

/**
 * Where a line is in the text.
 * @param {string} text
 * @param {number} line from 1
 * @returns {[start: number, end: number]}
 */
export function lineRange(text, line) {
  const lines = text.split("\n");
  const number = Math.max(1, Math.min(line, lines.length));
  const start = lines.slice(0, number - 1).reduce((sum, { length }) => sum + length + 1, 0);
  return [start, start + lines[number - 1].length];
}
