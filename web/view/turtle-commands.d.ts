/**
 * What build/frozen/turtle.py sends, as `application/vnd.cloche.turtle+json`. It comes from code
 * that nobody vouches for: turtle-check.js checks all of it.
 *
 * Coordinates are the turtles' own: x to the right, y upwards, (0, 0) in the middle, one unit a CSS
 * pixel. Angles are degrees, counterclockwise from east. None is further than 1e7 from 0.
 */
export interface TurtleBatch {
  version: 1;
  /** It begins a new drawing: what was there before is gone. */
  first: boolean;
  /** At most 5,000. */
  commands: TurtleCommand[];
}

/** "#rrggbb", in lower case. */
export type Colour = string;

/** Which turtle: 0 and on. */
export type Id = number;

export type Shape = "arrow" | "blank" | "circle" | "classic" | "square" | "triangle" | "turtle";

/**
 * How a turtle looks: its shape, how much wider and longer than usual, the width of its outline,
 * the colours of its pen (and outline) and its inside; null for none.
 */
export type Looks = [
  shape: Shape, wide: number, long: number, outline: number, pen: Colour | null, fill: Colour | null,
];

export type TurtleCommand =
  /** The drawing has this size, and what is outside of it is not seen. Without: 640 x 480, or more. */
  | ["size", width: number, height: number]
  | ["background", colour: Colour]
  /**
   * Of how many moves one is seen (0: none before a "show"), and how many milliseconds a small
   * step takes.
   */
  | ["pace", every: number, delay: number]
  /** What is drawn so far is to be seen. */
  | ["show"]
  /** A turtle is like this now. Speed: 1 (slow) to 10, or 0 (at once). */
  | ["turtle", Id, x: number, y: number, heading: number, isVisible: boolean, speed: number, ...Looks]
  /** It goes there and draws nothing. */
  | ["at", Id, x: number, y: number]
  /** It turns from one heading to another, by way of all those between them. */
  | ["turn", Id, from: number, to: number]
  /** It goes from the first point to the second and draws a line. */
  | ["line", Id, x1: number, y1: number, x2: number, y2: number, Colour, width: number]
  /**
   * A polygon: x1, y1, x2, y2, ..., at most 20,000 numbers. The last `above` things that this turtle
   * has drawn lie above it.
   */
  | ["fill", Id, Colour, above: number, points: number[]]
  | ["dot", Id, x: number, y: number, diameter: number, Colour]
  /** Text of at most 2,000 characters that stands on y; its size is in points. */
  | [
      "text", Id, x: number, y: number, text: string, align: "left" | "center" | "right",
      family: "sans-serif" | "serif" | "monospace", size: number, isBold: boolean,
      isItalic: boolean, Colour,
    ]
  | ["stamp", Id, stamp: number, x: number, y: number, heading: number, ...Looks]
  | ["unstamp", Id, stamp: number]
  /** Removes the last things that this turtle has drawn. */
  | ["undo", Id, count: number]
  /** Removes all that this turtle has drawn. */
  | ["clear", Id]
  /** Removes everything: drawings, turtles, background. */
  | ["wipe"];
