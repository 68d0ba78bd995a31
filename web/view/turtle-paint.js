// @ts-check
import { inert } from "./inert.js";
import { short, svgElement } from "./svg.js";
import { corners } from "./turtle-shapes.js";

/**
 * What remains of a command once it is drawn.
 * @typedef {Extract<import("./turtle-commands.d.ts").TurtleCommand,
 *   ["line" | "fill" | "dot" | "text" | "stamp", ...unknown[]]>} Drawn
 */
/** @typedef {import("./turtle-commands.d.ts").Looks} Looks */
/** @typedef {{ left: number, top: number, width: number, height: number }} Frame */

/** Pixels to a point, and lines of text to their size. */
const POINT = 4 / 3;
const LINE = 1.2;

/**
 * Onto a canvas whose y goes downwards from the turtles' 0.
 * @param {CanvasRenderingContext2D} ink
 * @param {Drawn} drawn
 */
export function paint(ink, drawn) {
  switch (drawn[0]) {
    case "line": {
      const [, , x1, y1, x2, y2, colour, width] = drawn;
      if (width === 0) return;
      ink.strokeStyle = colour;
      ink.lineWidth = width;
      ink.lineCap = "round";
      ink.beginPath();
      ink.moveTo(x1, -y1);
      ink.lineTo(x2, -y2);
      ink.stroke();
      return;
    }
    case "fill":
      trace(ink, drawn[4]);
      ink.fillStyle = drawn[2];
      ink.fill("evenodd");
      return;
    case "dot":
      ink.fillStyle = drawn[5];
      ink.beginPath();
      ink.arc(drawn[2], -drawn[3], drawn[4] / 2, 0, 2 * Math.PI);
      ink.fill();
      return;
    case "text": {
      const [, , x, y, , align, family, size, isBold, isItalic, colour] = drawn;
      ink.font = `${isItalic ? "italic " : ""}${isBold ? "bold " : ""}${size * POINT}px ${family}`;
      ink.fillStyle = colour;
      ink.textAlign = align;
      ink.textBaseline = "alphabetic";
      for (const line of linesOf(drawn)) ink.fillText(line.text, x, -y + line.down);
      return;
    }
    case "stamp": {
      const [, , , x, y, heading, ...looks] = drawn;
      paintTurtle(ink, x, y, heading, looks);
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} ink
 * @param {number} x
 * @param {number} y
 * @param {number} heading
 * @param {Looks} looks
 */
export function paintTurtle(ink, x, y, heading, [shape, wide, long, outline, pen, fill]) {
  trace(ink, corners(shape, x, y, heading, wide, long));
  if (fill !== null) {
    ink.fillStyle = fill;
    ink.fill();
  }
  if (pen !== null && outline > 0) {
    ink.strokeStyle = pen;
    ink.lineWidth = outline;
    ink.lineJoin = "round";
    ink.stroke();
  }
}

/**
 * A polygon as the path of a canvas.
 * @param {CanvasRenderingContext2D} ink
 * @param {number[]} points
 */
function trace(ink, points) {
  ink.beginPath();
  for (let i = 0; i < points.length; i += 2) ink.lineTo(points[i], -points[i + 1]);
  ink.closePath();
}

/**
 * The whole as an SVG element.
 * @param {Drawn[]} all
 * @param {Array<{ x: number, y: number, heading: number, looks: Looks }>} turtles that are seen
 * @param {{ frame: Frame, background: string, label: string }} about
 */
export function svgOf(all, turtles, { frame, background, label }) {
  const { left, top, width, height } = frame;
  const svg = svgElement("svg", {
    viewBox: `${left} ${-top} ${width} ${height}`, width, height, role: "img",
  });
  const title = svgElement("title", {});
  title.textContent = label;
  svg.append(title, svgElement("rect", { x: left, y: -top, width, height, fill: background }));
  for (let i = 0; i < all.length; ) {
    const drawn = all[i];
    if (drawn[0] === "line") {
      const [polyline, end] = polylineFrom(all, i);
      svg.append(polyline);
      i = end;
    } else {
      svg.append(...svgParts(drawn));
      i += 1;
    }
  }
  for (const { x, y, heading, looks } of turtles) svg.append(svgTurtle(x, y, heading, looks));
  return svg;
}

/**
 * Lines of which each begins where the last has ended, as one; and the index behind them.
 * @param {Drawn[]} all
 * @param {number} start
 * @returns {[SVGElement, number]}
 */
function polylineFrom(all, start) {
  const first = all[start];
  if (first[0] !== "line") throw new TypeError("that is no line");
  const [, , x1, y1, , , colour, width] = first;
  const points = [x1, y1];
  let end = start;
  for (; end < all.length; end++) {
    const next = all[end];
    if (next[0] !== "line" || next[6] !== colour || next[7] !== width) break;
    if (next[2] !== points.at(-2) || next[3] !== points.at(-1)) break;
    points.push(next[4], next[5]);
  }
  const polyline = svgElement("polyline", {
    points: pointsText(points), fill: "none", stroke: colour, "stroke-width": width,
    "stroke-linecap": "round", "stroke-linejoin": "round",
  });
  return [polyline, end];
}

/** @param {Drawn} drawn @returns {SVGElement[]} */
function svgParts(drawn) {
  switch (drawn[0]) {
    case "fill":
      return [
        svgElement("polygon", {
          points: pointsText(drawn[4]), fill: drawn[2], "fill-rule": "evenodd",
        }),
      ];
    case "dot":
      return [
        svgElement("circle", { cx: drawn[2], cy: -drawn[3], r: drawn[4] / 2, fill: drawn[5] }),
      ];
    case "text": {
      const [, , x, y, , align, family, size, isBold, isItalic, colour] = drawn;
      return linesOf(drawn).map((line) => {
        const text = svgElement("text", {
          x, y: -y + line.down, fill: colour, "font-family": family, "font-size": size * POINT,
          "font-weight": isBold ? "bold" : "normal", "font-style": isItalic ? "italic" : "normal",
          "text-anchor": { left: "start", center: "middle", right: "end" }[align],
        });
        text.textContent = line.text;
        return text;
      });
    }
    case "stamp": {
      const [, , , x, y, heading, ...looks] = drawn;
      return [svgTurtle(x, y, heading, looks)];
    }
    default:
      return [];
  }
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} heading
 * @param {Looks} looks
 */
function svgTurtle(x, y, heading, [shape, wide, long, outline, pen, fill]) {
  return svgElement("polygon", {
    points: pointsText(corners(shape, x, y, heading, wide, long)), fill: fill ?? "none",
    stroke: pen ?? "none", "stroke-width": outline, "stroke-linejoin": "round",
  });
}

/** @param {number[]} points */
function pointsText(points) {
  return points.map((value, i) => short(i % 2 ? -value : value)).join(" ");
}

/**
 * The lines of a text, and how far below its y each stands: the last on it, as Tk has it.
 * @param {Extract<Drawn, ["text", ...unknown[]]>} drawn
 */
function linesOf(drawn) {
  const lines = inert(drawn[4]).split("\n");
  const size = drawn[7] * POINT;
  const above = 0.25 * size; // room for the tails of letters
  return lines.map((text, i) => ({
    text, down: -above - (lines.length - 1 - i) * size * LINE,
  }));
}

/**
 * How far something reaches: left, bottom, right and top.
 * @param {Drawn} drawn
 * @returns {[number, number, number, number]}
 */
export function reach(drawn) {
  switch (drawn[0]) {
    case "line": {
      const [, , x1, y1, x2, y2, , width] = drawn;
      const more = width / 2;
      return [
        Math.min(x1, x2) - more, Math.min(y1, y2) - more,
        Math.max(x1, x2) + more, Math.max(y1, y2) + more,
      ];
    }
    case "fill": {
      const box = /** @type {[number, number, number, number]} */ ([0, 0, 0, 0]);
      const points = drawn[4];
      for (let i = 0; i < points.length; i += 2) {
        box[0] = Math.min(box[0], points[i]);
        box[1] = Math.min(box[1], points[i + 1]);
        box[2] = Math.max(box[2], points[i]);
        box[3] = Math.max(box[3], points[i + 1]);
      }
      return box;
    }
    case "dot": {
      const [, , x, y, size] = drawn;
      return [x - size / 2, y - size / 2, x + size / 2, y + size / 2];
    }
    case "text": {
      const [, , x, y, text, align, , size] = drawn;
      const lines = text.split("\n");
      const width = Math.max(...lines.map((line) => line.length)) * size * POINT * 0.6;
      const before = { left: 0, center: width / 2, right: width }[align];
      return [x - before, y, x - before + width, y + lines.length * size * POINT * LINE];
    }
    case "stamp": {
      const [, , , x, y] = drawn;
      return [x - 20, y - 20, x + 20, y + 20];
    }
  }
}
