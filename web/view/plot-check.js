// @ts-check
import { colour, flag, list, number, oneOf, orNull, text, whole } from "./checks.js";

/** @typedef {import("./plot-spec.d.ts").PlotSpec} PlotSpec */
/** @typedef {Record<string, import("./checks.js").Check>} Form */

const MOST_NUMBERS = 100_000;
const MOST_AXES = 36;
const MOST_MARKS = 2_000;

const words = text(2_000); // 1,000 characters, of UTF-16
const value = number(-1e300, 1e300);
const values = list(value, MOST_NUMBERS);
const gapped = list(orNull(value), MOST_NUMBERS);
const colours = list(colour, MOST_NUMBERS);
const texts = list(words, MOST_NUMBERS);
const part = number(0, 1);
const size = number(0, 1_000);
const lineStyle = oneOf("solid", "dashed", "dotted", "dashdot", "none");
const marker = oneOf(
  "none", "point", "circle", "square", "diamond", "thin diamond", "triangle up", "triangle down",
  "triangle left", "triangle right", "star", "plus", "cross", "pentagon", "hexagon", "vertical",
  "horizontal",
);

/** @type {Form} */
const FIGURE = {
  version: whole(1, 1), width: number(1, 40), height: number(1, 40), title: words, note: words,
  axes: (axes) => Array.isArray(axes) && axes.length <= MOST_AXES,
};

/** @type {Form} */
const AXES = {
  rows: whole(1, 100), columns: whole(1, 100), row: whole(0, 99), column: whole(0, 99),
  row_span: whole(1, 100), column_span: whole(1, 100), title: words,
  grid: oneOf("none", "x", "y", "both"), is_framed: flag, is_equal: flag,
  marks: (marks) => Array.isArray(marks),
};

/** @type {Form} */
const AXIS = {
  label: words, scale: oneOf("linear", "log"), is_inverted: flag, ticks: orNull(values),
  tick_labels: orNull(texts), tick_rotation: number(-360, 360),
  limits: (limits) => list(orNull(value), 2)(limits) && /** @type {any[]} */ (limits).length === 2,
};

/** @type {Form} */
const LEGEND = {
  title: words,
  place: oneOf(
    "best", "upper right", "upper left", "lower left", "lower right", "right", "center left",
    "center right", "lower center", "upper center", "center",
  ),
};

const MARKS = new Map(Object.entries(/** @type {Record<string, Form>} */ ({
  line: {
    x: gapped, y: gapped, colour, width: size, style: lineStyle, marker, marker_size: size,
    marker_colour: colour,
  },
  points: {
    x: gapped, y: gapped, sizes: list(number(0, 1e6), MOST_NUMBERS), colours, edge: orNull(colour),
    marker,
  },
  bars: {
    is_horizontal: flag, at: values, lengths: values, bases: values, thicknesses: values, colours,
    edge: orNull(colour), errors: orNull(values),
  },
  area: { x: gapped, y1: gapped, y2: gapped, colour },
  rule: {
    is_horizontal: flag, at: values, from: value, to: value, is_across: flag, colour, width: size,
    style: lineStyle,
  },
  band: { is_horizontal: flag, from: value, to: value, colour },
  text: {
    x: value, y: value, text: words, size: number(1, 200), colour,
    align: oneOf("left", "center", "right"),
    vertical_align: oneOf("top", "center", "bottom", "baseline"), rotation: number(-360, 360),
    is_bold: flag, is_in_axes: flag, offset: pair(number(-1_000, 1_000)),
    arrow_to: orNull(pair(value)), arrow_colour: colour,
  },
  pie: {
    parts: list(part, 10_000), labels: texts, texts, colours, start_angle: number(-360, 360),
    is_clockwise: flag, explode: list(number(-10, 10), 10_000), radius: number(0.01, 10),
    hole: part,
  },
})));

/** Of each kind of mark: lists that are as long as the first, and such as may have one item. */
const LENGTHS = new Map(Object.entries({
  line: [["x", "y"], []],
  points: [["x", "y"], ["sizes", "colours"]],
  bars: [["at", "lengths", "bases", "thicknesses"], ["colours"]],
  area: [["x", "y1", "y2"], []],
  pie: [["parts", "labels", "colours", "explode"], []],
}));

/**
 * The same, once it is known to be what plot-spec.d.ts says.
 * @param {any} spec
 * @returns {PlotSpec}
 * @throws {TypeError} if it isn't
 */
export function checkedSpec(spec) {
  check(spec, FIGURE, "a figure");
  let [count, marks] = [0, 0];
  for (const axes of spec.axes) {
    check(axes, AXES, "a plot");
    if (axes.row + axes.row_span > axes.rows || axes.column + axes.column_span > axes.columns) {
      throw new TypeError("a plot is outside of its figure");
    }
    for (const axis of [axes.x, axes.y]) {
      check(axis, AXIS, "an axis");
      if (axis.tick_labels !== null && axis.tick_labels.length !== axis.ticks?.length) {
        throw new TypeError("an axis has not as many labels as ticks");
      }
      count += 2 * (axis.ticks?.length ?? 0);
    }
    if (axes.legend !== null) check(axes.legend, LEGEND, "a legend");
    marks += axes.marks.length;
    if (marks > MOST_MARKS) throw new TypeError("there are more marks than there may be");
    for (const mark of axes.marks) {
      count += checkMark(mark);
      if (count > 2 * MOST_NUMBERS) throw new TypeError("there is more data than there may be");
    }
  }
  return spec;
}

/**
 * How many values it has.
 * @param {any} mark
 */
function checkMark(mark) {
  const form = MARKS.get(mark?.type);
  if (form === undefined) throw new TypeError("a plot has no such mark");
  check(mark, { label: words, opacity: part, ...form }, mark.type);
  const [same, perhapsOne] = LENGTHS.get(mark.type) ?? [[], []];
  const length = mark[same[0]]?.length;
  const hasLengths =
    same.every((name) => mark[name].length === length) &&
    perhapsOne.every((name) => mark[name].length === 1 || mark[name].length === length) &&
    (mark.type !== "bars" || mark.errors === null || mark.errors.length === length) &&
    (mark.type !== "pie" || mark.texts.length === 0 || mark.texts.length === length);
  if (!hasLengths) throw new TypeError(`the lists of a mark (${mark.type}) differ in length`);
  return Object.values(mark).reduce((sum, one) => sum + (Array.isArray(one) ? one.length : 1), 0);
}

/** @param {any} object @param {Form} form @param {string} what */
function check(object, form, what) {
  if (object === null || typeof object !== "object" || Array.isArray(object)) {
    throw new TypeError(`${what} is missing`);
  }
  for (const [name, isRight] of Object.entries(form)) {
    if (!isRight(object[name])) throw new TypeError(`${name} of ${what} is not what it may be`);
  }
}

/** @param {import("./checks.js").Check} one @returns {import("./checks.js").Check} */
function pair(one) {
  return (both) => list(one, 2)(both) && /** @type {unknown[]} */ (both).length === 2;
}
