// @ts-check
import { scaleLinear, scaleLog } from "d3-scale";

/** @typedef {import("./plot-spec.d.ts").PlotAxes} PlotAxes */
/** @typedef {import("./plot-spec.d.ts").PlotAxis} PlotAxis */
/** @typedef {import("./plot-spec.d.ts").PlotMark} PlotMark */
/** @typedef {(value: number) => number} Scale from a value to a pixel */
/** @typedef {Array<{ value: number, text: string }>} Ticks */

/** Around the data, as a part of what they span. */
const MARGIN = 0.05;

/** Numbers between these are written without a power of ten. */
const LARGE = 1e7;
const SMALL = 1e-4;

/**
 * Both ends of an axis.
 * @param {PlotAxes} axes
 * @param {"x" | "y"} name
 * @returns {[number, number]}
 */
export function domain(axes, name) {
  const axis = axes[name];
  const isLog = axis.scale === "log";
  let [least, most] = [Infinity, -Infinity];
  /** Where data stand on the edge: bars on their base. */
  const edges = new Set();
  for (const mark of axes.marks) {
    for (const value of extent(mark, name, edges)) {
      if (value === null || (isLog && value <= 0)) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  if (least > most) [least, most] = isLog ? [1, 10] : [0, 1];
  const [into, from] = isLog ? [Math.log10, power] : [same, same];
  const span = into(most) - into(least);
  const margin = span > 0 ? span * MARGIN : isLog ? 0.5 : Math.abs(least) * MARGIN || 0.5;
  let low = axis.limits[0] ?? (edges.has(least) && span > 0 ? least : from(into(least) - margin));
  let high = axis.limits[1] ?? (edges.has(most) && span > 0 ? most : from(into(most) + margin));
  if (isLog && (low <= 0 || high <= 0)) {
    high = high > 0 ? high : 10;
    low = low > 0 ? low : Math.min(least, high / 10);
  }
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  return axis.is_inverted ? [high, low] : [low, high];
}

/**
 * @param {PlotMark} mark
 * @param {"x" | "y"} name
 * @param {Set<number>} edges
 * @returns {Array<number | null>}
 */
function extent(mark, name, edges) {
  switch (mark.type) {
    case "line":
    case "points":
      return mark[name];
    case "area":
      return name === "x" ? mark.x : [...mark.y1, ...mark.y2];
    case "bars": {
      if (mark.is_horizontal === (name === "y")) {
        return mark.at.flatMap((at, i) => [
          at - mark.thicknesses[i] / 2, at + mark.thicknesses[i] / 2,
        ]);
      }
      for (const base of mark.bases) edges.add(base);
      return mark.bases.flatMap((base, i) => {
        const error = mark.errors?.[i] ?? 0;
        const end = base + mark.lengths[i];
        return [base, end - error, end + error];
      });
    }
    case "rule":
      if (mark.is_horizontal === (name === "y")) return mark.at;
      return mark.is_across ? [] : [mark.from, mark.to];
    case "band":
      return mark.is_horizontal === (name === "y") ? [mark.from, mark.to] : [];
    case "pie":
      return [-1.25 * mark.radius, 1.25 * mark.radius];
    default:
      return [];
  }
}

/**
 * @param {PlotAxis} axis
 * @param {[number, number]} ends
 * @param {[number, number]} pixels
 * @returns {Scale}
 */
export function scale({ scale: kind }, ends, pixels) {
  const made = kind === "log" ? scaleLog(ends, pixels) : scaleLinear(ends, pixels);
  const least = kind === "log" ? Number.MIN_VALUE : -Infinity;
  // What is far outside is drawn there, as far as browsers can.
  return (value) => Math.min(1e6, Math.max(-1e6, made(Math.max(least, value))));
}

/**
 * @param {PlotAxis} axis
 * @param {[number, number]} ends
 * @param {number} count about so many
 * @returns {Ticks}
 */
export function ticksOf(axis, ends, count) {
  const [low, high] = ends[0] < ends[1] ? ends : [ends[1], ends[0]];
  if (axis.ticks !== null) {
    const { tick_labels: labels } = axis;
    const format = formatOf(axis.ticks);
    return axis.ticks
      .map((value, i) => ({ value, text: labels === null ? format(value) : labels[i] }))
      .filter(({ value }) => value >= low && value <= high)
      .slice(0, 500);
  }
  let values = scaleLinear([low, high], [0, 1]).ticks(count);
  if (axis.scale === "log") {
    const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
    if (last > first) {
      const step = Math.max(1, Math.ceil((last - first) / count));
      values = [];
      for (let at = first; at <= last; at += step) values.push(power(at));
    }
    return values.map((value) => ({ value, text: plain(value) }));
  }
  const format = formatOf(values);
  return values.map((value) => ({ value, text: format(value) }));
}

/**
 * All with as many digits behind the point as one of them needs.
 * @param {number[]} values
 * @returns {(value: number) => string}
 */
function formatOf(values) {
  const rounded = values.map((value) => Number(value.toPrecision(12)));
  const texts = rounded.map(String);
  const isPlain = rounded.every(
    (value) => value === 0 || (Math.abs(value) < LARGE && Math.abs(value) >= SMALL),
  );
  if (!isPlain) return plain;
  const digits = Math.max(0, ...texts.map((text) => text.split(".")[1]?.length ?? 0));
  return (value) => minus(value.toFixed(Math.min(digits, 12)));
}

/** @param {number} value */
function plain(value) {
  const rounded = Number(value.toPrecision(6));
  const isPlain = rounded === 0 || (Math.abs(rounded) < LARGE && Math.abs(rounded) >= SMALL);
  return minus(isPlain ? String(rounded) : rounded.toExponential().replace("e+", "e"));
}

/** @param {string} text with a minus as long as a plus */
function minus(text) {
  return text.replaceAll("-", "\u2212");
}

/** @param {number} value */
function same(value) {
  return value;
}

/** @param {number} exponent */
function power(exponent) {
  return Number(`1e${Math.floor(exponent)}`) * 10 ** (exponent - Math.floor(exponent));
}
