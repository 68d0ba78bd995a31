// @ts-check
import { inert } from "./inert.js";
import { POINT, dashes, label, markerElement } from "./plot-marks.js";
import { svgElement } from "./svg.js";

/** @typedef {import("./plot-spec.d.ts").PlotAxes} PlotAxes */
/** @typedef {import("./plot-spec.d.ts").PlotMark} PlotMark */
/** @typedef {import("./plot-marks.js").Area} Area */
/** @typedef {{ left: number, top: number, width: number, height: number }} Box */
/** @typedef {(text: string, size: number) => number} Measure how wide it is, in pixels */

const SIZE = 10 * POINT;
const ROW = 1.45 * SIZE;
const SAMPLE = 28; // as wide as what stands for a mark
const PADDING = 8;
const MOST_ENTRIES = 40;

/** How far left and how far up the legend is: 0 to 1. */
const PLACES = /** @type {Record<string, [number, number]>} */ ({
  "upper right": [1, 0], "upper left": [0, 0], "lower left": [0, 1], "lower right": [1, 1],
  right: [1, 0.5], "center left": [0, 0.5], "center right": [1, 0.5], "lower center": [0.5, 1],
  "upper center": [0.5, 0], center: [0.5, 0.5],
});

/**
 * @param {PlotAxes} axes
 * @param {Area} inside
 * @param {Measure} measure
 * @returns {SVGElement | null} null if there is nothing to tell
 */
export function legendElement(axes, inside, measure) {
  if (axes.legend === null) return null;
  const entries = entriesOf(axes.marks).slice(0, MOST_ENTRIES);
  if (entries.length === 0) return null;
  const title = inert(axes.legend.title);
  const wide = Math.max(
    measure(title, SIZE), ...entries.map(({ text }) => SAMPLE + 8 + measure(text, SIZE)),
  );
  const width = wide + 2 * PADDING;
  const height = (entries.length + (title ? 1 : 0)) * ROW + PADDING;
  const box = placed(axes, inside, width, height);
  const group = svgElement("g", { class: "legend" },
    svgElement("rect", {
      x: box.left, y: box.top, width, height, rx: 4, fill: "#ffffff", "fill-opacity": 0.85,
      stroke: "#cccccc",
    }));
  let y = box.top + PADDING / 2;
  if (title) {
    group.append(label(title, SIZE, {
      x: box.left + width / 2, y: y + ROW / 2 + SIZE * 0.35, "text-anchor": "middle",
    }));
    y += ROW;
  }
  for (const entry of entries) {
    const sample = svgElement("g", {
      transform: `translate(${(box.left + PADDING).toFixed(2)},${(y + ROW / 2).toFixed(2)})`,
      opacity: entry.opacity,
    }, ...entry.sample);
    group.append(sample, label(entry.text, SIZE, {
      x: box.left + PADDING + SAMPLE + 8, y: y + ROW / 2 + SIZE * 0.35,
    }));
    y += ROW;
  }
  return group;
}

/** @param {PlotMark[]} marks */
export function entriesOf(marks) {
  return marks.flatMap((mark) => {
    if (mark.type === "pie") {
      return mark.labels.map((text, i) => ({
        text: oneLine(text), opacity: mark.opacity, sample: [patch(mark.colours[i], null)],
      })).filter(({ text }) => text !== "");
    }
    const sample = sampleOf(mark);
    if (mark.label === "" || sample.length === 0) return [];
    return [{ text: oneLine(mark.label), opacity: mark.opacity, sample }];
  });
}

/** @param {PlotMark} mark @returns {SVGElement[]} what stands for it, its left end at 0 */
function sampleOf(mark) {
  switch (mark.type) {
    case "line": {
      const parts = mark.style === "none" ? [] : [stroke(mark.colour, mark.width, mark.style)];
      if (mark.marker !== "none") {
        parts.push(middle(markerElement(mark.marker, mark.marker_size * POINT, mark.marker_colour, null)));
      }
      return parts;
    }
    case "rule":
      return [stroke(mark.colour, mark.width, mark.style)];
    case "points":
      return mark.colours.length === 0
        ? []
        : [middle(markerElement(mark.marker, 6 * POINT, mark.colours[0], mark.edge))];
    case "bars":
      return mark.colours.length === 0 ? [] : [patch(mark.colours[0], mark.edge)];
    case "area":
    case "band":
      return [patch(mark.colour, null)];
    default:
      return [];
  }
}

/** @param {SVGElement} marker */
function middle(marker) {
  marker.setAttribute("transform", `translate(${SAMPLE / 2},0)`);
  return marker;
}

/** @param {string} colour @param {number} width @param {import("./plot-spec.d.ts").LineStyle} style */
function stroke(colour, width, style) {
  const pixels = Math.min(width * POINT, ROW);
  return svgElement("line", {
    x1: 0, x2: SAMPLE, y1: 0, y2: 0, stroke: colour, "stroke-width": pixels,
    "stroke-dasharray": dashes(style, pixels),
  });
}

/** @param {string} colour @param {string | null} edge */
function patch(colour, edge) {
  return svgElement("rect", {
    x: 0, y: -SIZE * 0.35, width: SAMPLE, height: SIZE * 0.7, fill: colour, stroke: edge ?? "none",
  });
}

/** @param {string} text */
function oneLine(text) {
  return inert(text).replaceAll("\n", " ");
}

/**
 * Where the legend is: where it hides least, if that is asked.
 * @param {PlotAxes} axes
 * @param {Area} inside
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
function placed(axes, inside, width, height) {
  const at = ([across, down] = PLACES["upper right"]) => ({
    left: inside.left + PADDING + across * (inside.width - width - 2 * PADDING),
    top: inside.top + PADDING + down * (inside.height - height - 2 * PADDING),
    width, height,
  });
  const { place } = /** @type {NonNullable<PlotAxes["legend"]>} */ (axes.legend);
  if (place !== "best") return at(PLACES[place]);
  const points = pointsOf(axes.marks, inside);
  let best = at();
  let fewest = Infinity;
  for (const candidate of Object.values(PLACES)) {
    const box = at(candidate);
    const hidden = points.filter(([x, y]) =>
      x > box.left - 4 && x < box.left + width + 4 && y > box.top - 4 && y < box.top + height + 4,
    ).length;
    if (hidden < fewest) [best, fewest] = [box, hidden];
  }
  return best;
}

/** Some places at which there is something. @param {PlotMark[]} marks @param {Area} inside */
function pointsOf(marks, { x, y }) {
  /** @type {Array<[number, number]>} */
  const points = [];
  for (const mark of marks) {
    if (mark.type === "line" || mark.type === "points") {
      const every = Math.ceil(mark.x.length / 500);
      let before = null;
      for (let i = 0; i < mark.x.length; i += every) {
        const [at, up] = [mark.x[i], mark.y[i]];
        if (at === null || up === null) continue;
        const point = /** @type {[number, number]} */ ([x(at), y(up)]);
        // A long line hides as much as what stands close together.
        if (before !== null && mark.type === "line") points.push(...between(before, point));
        points.push(point);
        before = point;
      }
    } else if (mark.type === "bars") {
      mark.at.slice(0, 500).forEach((at, i) => {
        for (let part = 0; part <= 1; part += 0.1) {
          const along = mark.bases[i] + mark.lengths[i] * part;
          points.push(mark.is_horizontal ? [x(along), y(at)] : [x(at), y(along)]);
        }
      });
    } else if (mark.type === "pie") points.push([x(0), y(0)]);
  }
  return points;
}

/** @param {[number, number]} from @param {[number, number]} to @returns {Array<[number, number]>} */
function between(from, to) {
  const steps = Math.min(20, Math.floor(Math.hypot(to[0] - from[0], to[1] - from[1]) / 15));
  return Array.from({ length: steps }, (_, i) => {
    const part = (i + 1) / (steps + 1);
    return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
  });
}
