// @ts-check

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
export function svgElement(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, typeof value === "number" ? short(value) : value);
  }
  made.append(...children);
  return made;
}

/**
 * To a thousandth of a pixel.
 * @param {number} value
 */
export function short(value) {
  return String(Math.round(value * 1000) / 1000 || 0);
}

/**
 * Puts a picture into the reader's downloads.
 * @param {string} text of an SVG file
 * @param {string} name
 */
export function saveSvg(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {string} text @param {() => void} act */
export function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
