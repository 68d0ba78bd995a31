// @ts-check
import { inert } from "./inert.js";
import { checkedSpec } from "./plot-check.js";
import { entriesOf, legendElement } from "./plot-legend.js";
import { POINT, label, markElement } from "./plot-marks.js";
import { domain, scale, ticksOf } from "./plot-scales.js";
import { button, saveSvg, svgElement } from "./svg.js";

/** @typedef {import("./plot-spec.d.ts").PlotSpec} PlotSpec */
/** @typedef {import("./plot-spec.d.ts").PlotAxes} PlotAxes */
/** @typedef {{ left: number, top: number, width: number, height: number }} Box */

const INCH = 100;
const TICK = 10 * POINT * 0.9;
const LABEL = 10 * POINT;
const TITLE = 12 * POINT;

/** Where there is less room, letters stay as large: a figure is drawn for that room. */
const SMALLEST = 0.55;

const LINE = "#000000";
const GRID = "#b0b0b0";

/** Names clipping areas, which belong to the whole document. */
let clips = 0;

/**
 * Draws a figure, as SVG, into an element of the page, instead of what is there.
 * @param {HTMLElement} element
 * @param {unknown} spec as plot-spec.d.ts says
 * @throws {TypeError} if it is anything else; the element is then as it was
 */
export async function plotInto(element, spec) {
  const figure = checkedSpec(spec);
  const svg = figureElement(figure, element.clientWidth || Infinity);
  svg.style.maxWidth = "100%";
  svg.style.height = "auto";
  svg.style.display = "block";
  const buttons = document.createElement("div");
  buttons.className = "picture-buttons";
  buttons.append(button("Save as SVG", () =>
    saveSvg(new XMLSerializer().serializeToString(svg), "figure.svg")));
  element.replaceChildren(svg);
  if (figure.note !== "") {
    const note = document.createElement("p");
    note.className = "picture-note";
    note.textContent = inert(figure.note);
    element.append(note);
  }
  element.append(buttons);
}

/** @param {PlotSpec} figure @param {number} room in pixels */
function figureElement(figure, room) {
  const part = Math.min(1, Math.max(SMALLEST, room / (figure.width * INCH)));
  const [width, height] = [figure.width * INCH * part, figure.height * INCH * part];
  const svg = svgElement("svg", {
    viewBox: `0 0 ${width} ${height}`, width, height, role: "img", class: "plot",
  });
  const name = svgElement("title", {});
  name.textContent = description(figure);
  svg.append(name, svgElement("rect", { width, height, fill: "#ffffff" }));
  let top = 0;
  if (figure.title !== "") {
    top = TITLE * 1.8;
    svg.append(label(oneLine(figure.title), TITLE, {
      x: width / 2, y: TITLE * 1.3, "text-anchor": "middle",
    }));
  }
  for (const axes of figure.axes) {
    const cell = { width: width / axes.columns, height: (height - top) / axes.rows };
    svg.append(axesElement(axes, {
      left: axes.column * cell.width, top: top + axes.row * cell.height,
      width: axes.column_span * cell.width, height: axes.row_span * cell.height,
    }));
  }
  return /** @type {SVGSVGElement} */ (svg);
}

/** @param {PlotAxes} axes @param {Box} cell */
function axesElement(axes, cell) {
  const group = svgElement("g", { class: "axes" });
  let [xEnds, yEnds] = [domain(axes, "x"), domain(axes, "y")];
  // How wide the numbers on the y axis are says how much room there is for those on the other.
  const yTicks = ticksOf(axes.y, yEnds, Math.max(2, cell.height / 55));
  const wide = axes.is_framed
    ? Math.min(cell.width * 0.4, Math.max(0, ...yTicks.map((tick) => measure(tick.text, TICK))))
    : 0;
  const left = cell.left + 14 + (axes.is_framed ? wide + 8 : 0) + (axes.y.label ? LABEL * 1.4 : 0);
  const width = Math.max(10, cell.left + cell.width - 16 - left);
  const xTicks = ticksOf(axes.x, xEnds, Math.max(2, Math.min(width / 60, 11)));
  const turned = turnOf(axes, xTicks, width);
  const high = axes.is_framed ? heightOf(xTicks, turned) : 0;
  const titleLines = axes.title === "" ? [] : inert(axes.title).split("\n").slice(0, 5);
  const top = cell.top + 12 + titleLines.length * TITLE * 1.25;
  const below = 10 + high + (axes.x.label ? LABEL * 1.5 : 0);
  const height = Math.max(10, cell.top + cell.height - below - top);
  if (axes.is_equal) [xEnds, yEnds] = equalled(xEnds, yEnds, width / height);
  const inside = {
    left, top, width, height, x: scale(axes.x, xEnds, [left, left + width]),
    y: scale(axes.y, yEnds, [top + height, top]),
  };
  if (axes.is_framed) {
    const [across, up] = axes.is_equal
      ? [ticksOf(axes.x, xEnds, Math.max(2, width / 60)), ticksOf(axes.y, yEnds, Math.max(2, height / 45))]
      : [xTicks, yTicks];
    group.append(...axisParts(axes, inside, across, up, turned));
  }
  const clip = `cloche-plot-${++clips}`;
  const isPie = axes.marks.some(({ type }) => type === "pie");
  const marks = svgElement("g", isPie ? {} : { "clip-path": `url(#${clip})` });
  const free = svgElement("g", {}); // texts may stand beside the axes
  for (const mark of axes.marks) {
    (mark.type === "text" ? free : marks).append(markElement(mark, inside));
  }
  group.append(
    svgElement("clipPath", { id: clip }, svgElement("rect", { x: left, y: top, width, height })),
    marks,
  );
  if (axes.is_framed) {
    group.append(svgElement("rect", { class: "frame", x: left, y: top, width, height, fill: "none",
      stroke: LINE }));
  }
  group.append(free);
  titleLines.forEach((text, i) => group.append(label(text, TITLE, {
    x: left + width / 2, y: top - 8 - (titleLines.length - 1 - i) * TITLE * 1.25,
    "text-anchor": "middle",
  })));
  if (axes.is_framed) group.append(...labelParts(axes, inside, cell));
  const legend = legendElement(axes, inside, measure);
  if (legend) group.append(legend);
  return group;
}

/**
 * Ticks, their texts, and the grid.
 * @param {PlotAxes} axes
 * @param {import("./plot-marks.js").Area} inside
 * @param {import("./plot-scales.js").Ticks} xTicks
 * @param {import("./plot-scales.js").Ticks} yTicks
 * @param {number} turned
 */
function axisParts(axes, { left, top, width, height, x, y }, xTicks, yTicks, turned) {
  const grid = svgElement("g", { class: "grid", stroke: GRID, "stroke-width": 0.8 });
  const ticks = svgElement("g", { class: "ticks", stroke: LINE });
  const texts = svgElement("g", { class: "tick-labels" });
  const bottom = top + height;
  for (const tick of xTicks) {
    const at = x(tick.value);
    if (axes.grid === "x" || axes.grid === "both") {
      grid.append(svgElement("line", { x1: at, x2: at, y1: top, y2: bottom }));
    }
    ticks.append(svgElement("line", { x1: at, x2: at, y1: bottom, y2: bottom + 5 }));
    const middle = turned === 0 || Math.abs(turned) === 90;
    const text = label(oneLine(tick.text), TICK, turned === 0
      ? { x: at, y: bottom + 7 + TICK, "text-anchor": "middle" }
      : {
          "text-anchor": turned > 0 ? "end" : "start",
          transform: `translate(${(at + (middle ? TICK * 0.35 : 2)).toFixed(2)},${
            (bottom + 10 + (middle ? 0 : TICK * 0.5)).toFixed(2)}) rotate(${-turned})`,
        });
    texts.append(text);
  }
  for (const tick of yTicks) {
    const up = y(tick.value);
    if (axes.grid === "y" || axes.grid === "both") {
      grid.append(svgElement("line", { x1: left, x2: left + width, y1: up, y2: up }));
    }
    ticks.append(svgElement("line", { x1: left - 5, x2: left, y1: up, y2: up }));
    texts.append(label(oneLine(tick.text), TICK, {
      x: left - 8, y: up + TICK * 0.35, "text-anchor": "end",
    }));
  }
  return [grid, ticks, texts];
}

/** @param {PlotAxes} axes @param {Box} inside @param {Box} cell */
function labelParts(axes, { left, top, width, height }, cell) {
  const parts = [];
  if (axes.x.label) {
    parts.push(label(oneLine(axes.x.label), LABEL, {
      x: left + width / 2, y: cell.top + cell.height - 8, "text-anchor": "middle",
    }));
  }
  if (axes.y.label) {
    const at = [cell.left + 8 + LABEL * 0.8, top + height / 2].map((place) => place.toFixed(2));
    parts.push(label(oneLine(axes.y.label), LABEL, {
      transform: `translate(${at.join(",")}) rotate(-90)`, "text-anchor": "middle",
    }));
  }
  return parts;
}

/**
 * By how much the texts below are turned: as asked, or so that they do not overlap.
 * @param {PlotAxes} axes
 * @param {import("./plot-scales.js").Ticks} ticks
 * @param {number} width
 */
function turnOf(axes, ticks, width) {
  const asked = axes.x.tick_rotation % 180;
  if (asked !== 0) return asked > 90 ? asked - 180 : asked < -90 ? asked + 180 : asked;
  const widest = Math.max(0, ...ticks.map((tick) => measure(tick.text, TICK)));
  return ticks.length > 1 && widest + 6 > width / ticks.length ? 45 : 0;
}

/** @param {import("./plot-scales.js").Ticks} ticks @param {number} turned */
function heightOf(ticks, turned) {
  if (turned === 0) return TICK + 12;
  const widest = Math.max(0, ...ticks.map((tick) => measure(tick.text, TICK)));
  const angle = (Math.abs(turned) * Math.PI) / 180;
  return Math.min(200, widest * Math.sin(angle) + TICK * Math.cos(angle) + 14);
}

/**
 * Ends such that a unit is as long on both axes.
 * @param {[number, number]} x
 * @param {[number, number]} y
 * @param {number} aspect
 * @returns {[[number, number], [number, number]]}
 */
function equalled(x, y, aspect) {
  const [wide, high] = [Math.abs(x[1] - x[0]), Math.abs(y[1] - y[0])];
  return wide > high * aspect
    ? [x, stretched(y, wide / aspect / high)]
    : [stretched(x, (high * aspect) / wide), y];
}

/** @param {[number, number]} ends @param {number} factor @returns {[number, number]} */
function stretched([low, high], factor) {
  const [middle, half] = [(low + high) / 2, ((high - low) / 2) * factor];
  return [middle - half, middle + half];
}

/** What a screen reader says. @param {PlotSpec} figure */
function description(figure) {
  const count = figure.axes.length;
  const head = count === 1 ? "A plot" : `A figure of ${count} plots`;
  const title = figure.title === "" ? "" : ` "${oneLine(figure.title)}"`;
  return `${head}${title}: ${figure.axes.map(describedAxes).join("; ") || "empty"}`;
}

/** @param {PlotAxes} axes */
function describedAxes(axes) {
  const counts = new Map();
  for (const mark of axes.marks) {
    const noun = { line: "line", points: "set of points", bars: "set of bars", area: "area",
      rule: "straight line", band: "band", text: "text", pie: "pie" }[mark.type];
    counts.set(noun, (counts.get(noun) ?? 0) + 1);
  }
  const what = [...counts].map(([noun, count]) => (count === 1 ? `1 ${noun}` : `${count} ${plural(noun)}`));
  const names = entriesOf(axes.marks).slice(0, 12).map(({ text }) => text);
  return [
    axes.title && `"${oneLine(axes.title)}"`, what.join(", ") || "empty",
    names.length > 0 && `(${names.join(", ")})`,
    axes.x.label && `x is ${oneLine(axes.x.label)}`, axes.y.label && `y is ${oneLine(axes.y.label)}`,
  ].filter(Boolean).join(", ").replace(", (", " (");
}

/** @param {string} noun */
function plural(noun) {
  return noun.startsWith("set of") ? noun.replace("set", "sets") : `${noun}s`;
}

/** @param {string} text */
function oneLine(text) {
  return inert(text).replaceAll("\n", " ");
}

/** @type {CanvasRenderingContext2D | null} */
let ruler = null;

/** @type {import("./plot-legend.js").Measure} */
function measure(text, size) {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (ruler === null) return text.length * size * 0.6;
  ruler.font = `${size}px sans-serif`;
  return ruler.measureText(text).width;
}
