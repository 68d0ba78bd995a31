// @ts-check
import {
  arc, area, line, symbol, symbolCircle, symbolDiamond, symbolDiamond2, symbolPlus, symbolSquare,
  symbolStar, symbolTimes, symbolTriangle,
} from "d3-shape";
import { inert } from "./inert.js";
import { svgElement } from "./svg.js";

/** @typedef {import("./plot-spec.d.ts").PlotMark} PlotMark */
/** @typedef {import("./plot-spec.d.ts").Marker} Marker */
/** @typedef {import("./plot-spec.d.ts").LineStyle} LineStyle */
/** @typedef {import("./plot-scales.js").Scale} Scale */
/**
 * The inside of the axes, in pixels, and where values are in it.
 * @typedef {{ left: number, top: number, width: number, height: number, x: Scale, y: Scale }} Area
 */

/** Pixels to a point, as a figure of 6.4 inches is 640 pixels wide. */
export const POINT = 100 / 72;

/** @param {LineStyle} style @param {number} width in pixels @returns {string} */
export function dashes(style, width) {
  const parts = { solid: [], dashed: [3.7, 1.6], dotted: [1, 1.65], dashdot: [6.4, 1.6, 1, 1.6] };
  return style === "none" ? "" : parts[style].map((part) => (part * width).toFixed(2)).join(" ");
}

/** @type {Partial<Record<Marker, [import("d3-shape").SymbolType, number]>>} and how it is turned */
const SYMBOLS = {
  circle: [symbolCircle, 0], point: [symbolCircle, 0], square: [symbolSquare, 0],
  diamond: [symbolDiamond2, 0], "thin diamond": [symbolDiamond, 0],
  "triangle up": [symbolTriangle, 0], "triangle right": [symbolTriangle, 90],
  "triangle down": [symbolTriangle, 180], "triangle left": [symbolTriangle, 270],
  star: [symbolStar, 0], plus: [symbolPlus, 0], cross: [symbolTimes, 0],
};

/**
 * One marker as an element, its middle at 0.
 * @param {Marker} marker
 * @param {number} across in pixels
 * @param {string} colour
 * @param {string | null} edge
 */
export function markerElement(marker, across, colour, edge) {
  const attributes = /** @type {Record<string, string | number>} */ ({ class: "marker" });
  const strokes = ["plus", "cross", "vertical", "horizontal"].includes(marker);
  if (strokes) {
    Object.assign(attributes, { fill: "none", stroke: colour, "stroke-width": POINT });
  } else {
    attributes.fill = colour;
    if (edge !== null) Object.assign(attributes, { stroke: edge, "stroke-width": 1 });
  }
  return svgElement("path", { ...attributes, d: markerPath(marker, across) });
}

/** @param {Marker} marker @param {number} across */
function markerPath(marker, across) {
  const radius = across / 2;
  if (marker === "vertical") return `M0,${-radius}V${radius}`;
  if (marker === "horizontal") return `M${-radius},0H${radius}`;
  if (marker === "pentagon" || marker === "hexagon") {
    const corners = marker === "pentagon" ? 5 : 6;
    const points = Array.from({ length: corners }, (_, i) => {
      const angle = (2 * Math.PI * i) / corners - Math.PI / 2;
      return `${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;
    });
    return `M${points.join("L")}Z`;
  }
  const [type] = SYMBOLS[marker] ?? [symbolCircle];
  // d3 takes areas; these make its shapes about as wide as matplotlib's.
  const areas = { square: 1, diamond: 1, star: 0.45, plus: 0.55, cross: 0.55, "thin diamond": 0.5 };
  const part = /** @type {Record<string, number>} */ (areas)[marker] ??
    (marker.startsWith("triangle") ? 0.5 : Math.PI / 4);
  return symbol(type, across * across * part).digits(2)() ?? "";
}

/** @param {Marker} marker */
function turn(marker) {
  return SYMBOLS[marker]?.[1] ?? 0;
}

/**
 * @param {PlotMark} mark
 * @param {Area} inside
 * @returns {SVGElement}
 */
export function markElement(mark, inside) {
  const group = svgElement("g", { class: `mark ${mark.type}` });
  if (mark.opacity < 1) group.setAttribute("opacity", String(mark.opacity));
  switch (mark.type) {
    case "line":
      group.append(...lineParts(mark, inside));
      break;
    case "points":
      group.append(...pointParts(mark, inside));
      break;
    case "bars":
      group.append(...barParts(mark, inside));
      break;
    case "area":
      group.append(areaPart(mark, inside));
      break;
    case "rule":
      group.append(...ruleParts(mark, inside));
      break;
    case "band":
      group.append(bandPart(mark, inside));
      break;
    case "text":
      group.append(...textParts(mark, inside));
      break;
    case "pie":
      group.append(...pieParts(mark, inside));
  }
  return group;
}

/** @param {PlotMark & { type: "line" }} mark @param {Area} inside */
function lineParts(mark, { x, y }) {
  const places = placesOf(mark.x, mark.y, x, y);
  const parts = [];
  if (mark.style !== "none" && mark.width > 0) {
    const path = line().defined(([at, up]) => !Number.isNaN(at + up)).digits(2)(places);
    parts.push(svgElement("path", {
      d: path ?? "", fill: "none", stroke: mark.colour, "stroke-width": mark.width * POINT,
      "stroke-dasharray": dashes(mark.style, mark.width * POINT), "stroke-linejoin": "round",
    }));
  }
  if (mark.marker !== "none") {
    const across = mark.marker_size * POINT;
    parts.push(...markersAt(places, mark.marker, () => across, () => mark.marker_colour, null));
  }
  return parts;
}

/** @param {PlotMark & { type: "points" }} mark @param {Area} inside */
function pointParts(mark, { x, y }) {
  const { sizes, colours } = mark;
  const across = (/** @type {number} */ i) =>
    Math.sqrt(sizes.length === 1 ? sizes[0] : sizes[i]) * POINT;
  const colour = (/** @type {number} */ i) => (colours.length === 1 ? colours[0] : colours[i]);
  return markersAt(placesOf(mark.x, mark.y, x, y), mark.marker, across, colour, mark.edge);
}

/**
 * @param {Array<[number, number]>} places
 * @param {Marker} marker
 * @param {(i: number) => number} across
 * @param {(i: number) => string} colour
 * @param {string | null} edge
 */
function markersAt(places, marker, across, colour, edge) {
  if (marker === "none") return [];
  /** @type {SVGElement[]} */
  const parts = [];
  places.forEach(([at, up], i) => {
    if (Number.isNaN(at + up)) return;
    const made = markerElement(marker, across(i), colour(i), edge);
    const turned = turn(marker) === 0 ? "" : ` rotate(${turn(marker)})`;
    made.setAttribute("transform", `translate(${at.toFixed(2)},${up.toFixed(2)})${turned}`);
    parts.push(made);
  });
  return parts;
}

/**
 * NaN where there is nothing to draw.
 * @param {Array<number | null>} xs
 * @param {Array<number | null>} ys
 * @param {Scale} x
 * @param {Scale} y
 * @returns {Array<[number, number]>}
 */
function placesOf(xs, ys, x, y) {
  return xs.map((at, i) => {
    const up = ys[i];
    return at === null || up === null ? [NaN, NaN] : [x(at), y(up)];
  });
}

/** @param {PlotMark & { type: "bars" }} mark @param {Area} inside */
function barParts(mark, { x, y }) {
  /** @type {SVGElement[]} */
  const parts = [];
  mark.at.forEach((at, i) => {
    const half = mark.thicknesses[i] / 2;
    const [base, end] = [mark.bases[i], mark.bases[i] + mark.lengths[i]];
    const [across, along] = mark.is_horizontal ? [y, x] : [x, y];
    const [from, to] = [along(base), along(end)];
    const [side, other] = [across(at - half), across(at + half)];
    const colour = mark.colours.length === 1 ? mark.colours[0] : mark.colours[i];
    const [left, right, top, bottom] = mark.is_horizontal
      ? [from, to, side, other]
      : [side, other, from, to];
    parts.push(svgElement("rect", {
      x: Math.min(left, right), y: Math.min(top, bottom), width: Math.abs(right - left),
      height: Math.abs(bottom - top), fill: colour, stroke: mark.edge ?? "none",
    }));
    const error = mark.errors?.[i];
    if (error) {
      const [low, high] = [along(end - error), along(end + error)];
      const middle = across(at);
      parts.push(svgElement("path", {
        d: mark.is_horizontal ? `M${low},${middle}H${high}` : `M${middle},${low}V${high}`,
        stroke: "#000000", "stroke-width": 1.5 * POINT, fill: "none",
      }));
    }
  });
  return parts;
}

/** @param {PlotMark & { type: "area" }} mark @param {Area} inside */
function areaPart(mark, { x, y }) {
  const path = area(/** @type {() => number} */ (() => 0))
    .x((_, i) => x(Number(mark.x[i])))
    .y0((_, i) => y(Number(mark.y1[i])))
    .y1((_, i) => y(Number(mark.y2[i])))
    .defined((_, i) => mark.x[i] !== null && mark.y1[i] !== null && mark.y2[i] !== null)
    .digits(2)(/** @type {any} */ (mark.x));
  return svgElement("path", { d: path ?? "", fill: mark.colour });
}

/** @param {PlotMark & { type: "rule" }} mark @param {Area} inside */
function ruleParts(mark, inside) {
  const { left, top, width, height, x, y } = inside;
  return mark.at.map((at) => {
    const [low, high] = [mark.from, mark.to];
    let [x1, x2] = mark.is_across ? [left + low * width, left + high * width] : [x(low), x(high)];
    let [y1, y2] = [y(at), y(at)];
    if (!mark.is_horizontal) {
      [x1, x2] = [x(at), x(at)];
      [y1, y2] = mark.is_across
        ? [top + height - low * height, top + height - high * height]
        : [y(low), y(high)];
    }
    return svgElement("line", {
      x1, x2, y1, y2, stroke: mark.style === "none" ? "none" : mark.colour,
      "stroke-width": mark.width * POINT,
      "stroke-dasharray": dashes(mark.style, mark.width * POINT),
    });
  });
}

/** @param {PlotMark & { type: "band" }} mark @param {Area} inside */
function bandPart(mark, { left, top, width, height, x, y }) {
  const along = mark.is_horizontal ? y : x;
  const [low, high] = [along(mark.from), along(mark.to)].sort((a, b) => a - b);
  return svgElement("rect", {
    fill: mark.colour,
    ...(mark.is_horizontal
      ? { x: left, width, y: low, height: high - low }
      : { x: low, width: high - low, y: top, height }),
  });
}

/** @param {PlotMark & { type: "text" }} mark @param {Area} inside */
function textParts(mark, inside) {
  const { left, top, width, height, x, y } = inside;
  const size = mark.size * POINT;
  const at = mark.is_in_axes ? left + mark.x * width : x(mark.x);
  const up = mark.is_in_axes ? top + (1 - mark.y) * height : y(mark.y);
  const [right, down] = [at + mark.offset[0] * POINT, up - mark.offset[1] * POINT];
  const lines = inert(mark.text).split("\n");
  const more = (lines.length - 1) * size * 1.2;
  const first = {
    top: 0.8 * size, center: 0.35 * size - more / 2, baseline: -more, bottom: -0.2 * size - more,
  }[mark.vertical_align];
  const group = svgElement("g", {
    transform: `translate(${right.toFixed(2)},${down.toFixed(2)}) rotate(${-mark.rotation})`,
  });
  group.append(...lines.map((text, i) => label(text, size, {
    y: first + i * size * 1.2, fill: mark.colour, "text-anchor": anchor(mark.align),
    "font-weight": mark.is_bold ? "bold" : "normal",
  })));
  if (mark.arrow_to === null) return [group];
  return [arrow(right, down, x(mark.arrow_to[0]), y(mark.arrow_to[1]), mark.arrow_colour), group];
}

/**
 * @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2
 * @param {string} colour
 */
function arrow(x1, y1, x2, y2, colour) {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const wing = (/** @type {number} */ side) =>
    `${(x2 - 9 * Math.cos(angle + side)).toFixed(2)},${(y2 - 9 * Math.sin(angle + side)).toFixed(2)}`;
  const tip = `${x2.toFixed(2)},${y2.toFixed(2)}`;
  return svgElement("path", {
    d: `M${x1.toFixed(2)},${y1.toFixed(2)}L${tip}M${wing(0.4)}L${tip}L${wing(-0.4)}`,
    fill: "none", stroke: colour, "stroke-width": 1.5,
  });
}

/** @param {PlotMark & { type: "pie" }} mark @param {Area} inside */
function pieParts(mark, { x, y }) {
  const unit = x(1) - x(0);
  const radius = mark.radius * unit;
  const sign = mark.is_clockwise ? 1 : -1;
  let angle = 90 - mark.start_angle; // d3's: clockwise from the top
  /** @type {SVGElement[]} */
  const parts = [];
  mark.parts.forEach((part, i) => {
    const end = angle + sign * 360 * part;
    const [from, to, middle] = [angle, end, (angle + end) / 2].map((a) => (a * Math.PI) / 180);
    angle = end;
    const [right, down] = [Math.sin(middle), -Math.cos(middle)];
    const away = mark.explode[i] * radius;
    const [centreX, centreY] = [x(0) + right * away, y(0) + down * away];
    const path = arc().digits(2)({
      innerRadius: mark.hole * radius, outerRadius: radius, startAngle: Math.min(from, to),
      endAngle: Math.max(from, to),
    });
    parts.push(svgElement("path", {
      d: path ?? "", fill: mark.colours[i], stroke: "#ffffff",
      transform: `translate(${centreX.toFixed(2)},${centreY.toFixed(2)})`,
    }));
    const write = (/** @type {string} */ text, /** @type {number} */ far, /** @type {string} */ way) =>
      parts.push(label(inert(text), 10 * POINT, {
        x: centreX + right * far * radius, y: centreY + down * far * radius + 5,
        "text-anchor": way,
      }));
    if (mark.labels[i]) write(mark.labels[i], 1.1, right >= 0 ? "start" : "end");
    if (mark.texts[i]) write(mark.texts[i], mark.hole > 0 ? (1 + mark.hole) / 2 : 0.6, "middle");
  });
  return parts;
}

/**
 * A line of text.
 * @param {string} text
 * @param {number} size in pixels
 * @param {Record<string, string | number>} attributes
 */
export function label(text, size, attributes) {
  const made = svgElement("text", {
    "font-family": "sans-serif", "font-size": size, fill: "#000000", ...attributes,
  });
  made.textContent = text;
  return made;
}

/** @param {"left" | "center" | "right"} align */
function anchor(align) {
  return { left: "start", center: "middle", right: "end" }[align];
}
