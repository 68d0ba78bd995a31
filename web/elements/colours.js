// @ts-check

const KEYWORDS =
  "False None True and as assert async await break case class continue def del elif else except " +
  "finally for from global if import in is lambda match nonlocal not or pass raise return try " +
  "while with yield";

// In the order in which they are tried. A string without an end goes to the end of its line.
const TOKEN = new RegExp(
  [
    String.raw`(?<comment>#[^\n]*)`,
    String.raw`(?<string>\b[rRbBuUfF]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)` +
      String.raw`|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?)|(?:"""[^]*?(?:"""|$)` +
      String.raw`|'''[^]*?(?:'''|$)|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?))`,
    String.raw`(?<number>\b\d[\w.]*)`,
    String.raw`(?<keyword>\b(?:${KEYWORDS.replaceAll(" ", "|")})\b)`,
    String.raw`(?<definition>(?<=\b(?:def|class)\s+)\w+)`,
    String.raw`(?<call>\b[A-Za-z_]\w*(?=\s*\())`,
    String.raw`\w+`,
  ].join("|"),
  "g",
);

/** Beyond this, code is shown in one colour: a person would not read it here. */
const MAX_CHARACTERS = 20_000;

/**
 * Python in its colours: spans whose class is the kind of what is in them.
 * @param {string} code
 * @returns {Array<string | HTMLElement>}
 */
export function coloured(code) {
  if (code.length > MAX_CHARACTERS) return [code];
  const parts = [];
  let at = 0;
  for (const match of code.matchAll(TOKEN)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    if (!kind) continue;
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = match[0];
    parts.push(code.slice(at, match.index), span);
    at = match.index + match[0].length;
  }
  return [...parts, code.slice(at)];
}
