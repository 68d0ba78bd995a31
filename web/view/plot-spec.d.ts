/**
 * A figure, as build/frozen/matplotlib sends it as `application/vnd.cloche.plot+json`. It comes from
 * code that nobody vouches for: plot-check.js checks all of it.
 *
 * Numbers are finite and no further than 1e300 from 0; null stands for a gap. In a figure there are
 * at most 100,000 of them, and no text has more than 1,000 characters.
 */
export interface PlotSpec {
  version: 1;
  /** In inches, of which the page makes 100 pixels each: 1 to 40. */
  width: number;
  height: number;
  title: Text;
  /** Said below the picture: that it could not be saved as a file, say. */
  note: Text;
  /** At most 36. */
  axes: PlotAxes[];
}

export type Text = string;

/** "#rrggbb", in lower case. */
export type Colour = string;

export type Numbers = Array<number | null>;

export interface PlotAxes {
  /** Where it is: rows and columns of the figure, its own from 0. */
  rows: number;
  columns: number;
  row: number;
  column: number;
  row_span: number;
  column_span: number;
  title: Text;
  x: PlotAxis;
  y: PlotAxis;
  grid: "none" | "x" | "y" | "both";
  legend: Legend | null;
  /** Whether there are axes and a frame to be seen. */
  is_framed: boolean;
  /** A unit is as long on both axes. */
  is_equal: boolean;
  marks: PlotMark[];
}

export interface PlotAxis {
  label: Text;
  scale: "linear" | "log";
  /** Both ends, the second may be the smaller; null where the data decide. */
  limits: [number | null, number | null];
  /** Whether it goes the other way round. */
  is_inverted: boolean;
  /** Where there are ticks; or as it seems fit. */
  ticks: number[] | null;
  /** As many as ticks; or the numbers themselves. */
  tick_labels: Text[] | null;
  /** In degrees. */
  tick_rotation: number;
}

export interface Legend {
  place:
    | "best" | "upper right" | "upper left" | "lower left" | "lower right" | "right"
    | "center left" | "center right" | "lower center" | "upper center" | "center";
  title: Text;
}

export type LineStyle = "solid" | "dashed" | "dotted" | "dashdot" | "none";

export type Marker =
  | "none" | "point" | "circle" | "square" | "diamond" | "thin diamond" | "triangle up"
  | "triangle down" | "triangle left" | "triangle right" | "star" | "plus" | "cross" | "pentagon"
  | "hexagon" | "vertical" | "horizontal";

/** What all marks have: a text for the legend, or "". Opacity is 0 to 1. */
interface Common {
  label: Text;
  opacity: number;
}

/** Lines and sizes of markers are in points, 72 to an inch. */
export type PlotMark =
  | (Common & {
      type: "line";
      x: Numbers;
      y: Numbers;
      colour: Colour;
      width: number;
      style: LineStyle;
      marker: Marker;
      marker_size: number;
      marker_colour: Colour;
    })
  /** Sizes (areas, in square points) and colours: one, or one each. */
  | (Common & {
      type: "points";
      x: Numbers;
      y: Numbers;
      sizes: number[];
      colours: Colour[];
      edge: Colour | null;
      marker: Marker;
    })
  /** From base, as long as it is, around a place on the other axis. */
  | (Common & {
      type: "bars";
      is_horizontal: boolean;
      at: number[];
      lengths: number[];
      bases: number[];
      thicknesses: number[];
      /** One, or one each. */
      colours: Colour[];
      edge: Colour | null;
      /** Of half an error bar, or none. */
      errors: number[] | null;
    })
  | (Common & { type: "area"; x: Numbers; y1: Numbers; y2: Numbers; colour: Colour })
  /** Across the axes: over the whole of them, from 0 to 1; or from one number to another. */
  | (Common & {
      type: "rule";
      is_horizontal: boolean;
      at: number[];
      from: number;
      to: number;
      is_across: boolean;
      colour: Colour;
      width: number;
      style: LineStyle;
    })
  /** Between two places. */
  | (Common & {
      type: "band";
      is_horizontal: boolean;
      from: number;
      to: number;
      colour: Colour;
    })
  | (Common & {
      type: "text";
      x: number;
      y: number;
      text: Text;
      size: number;
      colour: Colour;
      align: "left" | "center" | "right";
      vertical_align: "top" | "center" | "bottom" | "baseline";
      rotation: number;
      is_bold: boolean;
      /** Whether x and y are parts of the axes, from 0 to 1. */
      is_in_axes: boolean;
      /** How far it is moved to the right and up, in points. */
      offset: [number, number];
      /** Where an arrow points that begins at the text. */
      arrow_to: [number, number] | null;
      arrow_colour: Colour;
    })
  | (Common & {
      type: "pie";
      /** Parts of 1, one after the other. */
      parts: number[];
      labels: Text[];
      /** Inside: as many as parts, or none. */
      texts: Text[];
      colours: Colour[];
      /** In degrees, counterclockwise from the right. */
      start_angle: number;
      is_clockwise: boolean;
      /** How far each is moved out, in radii. */
      explode: number[];
      radius: number;
      /** Of the hole in the middle, in radii: 0 for none. */
      hole: number;
    });
