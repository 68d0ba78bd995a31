// @ts-check

/**
 * The shapes of turtles that look upwards, as CPython draws them: x and y in turn.
 * @type {Record<import("./turtle-commands.d.ts").Shape, number[]>}
 */
const SHAPES = {
  arrow: [-10, 0, 10, 0, 0, 10],
  blank: [],
  circle: circle(10, 20),
  classic: [0, 0, -5, -9, 0, -7, 5, -9],
  square: [10, -10, 10, 10, -10, 10, -10, -10],
  triangle: [10, -5.77, 0, 11.55, -10, -5.77],
  turtle: [
    0, 16, -2, 14, -1, 10, -4, 7, -7, 9, -9, 8, -6, 5, -7, 1, -5, -3, -8, -6, -6, -8, -4, -5,
    0, -7, 4, -5, 6, -8, 8, -6, 5, -3, 7, 1, 6, 5, 9, 8, 7, 9, 4, 7, 1, 10, 2, 14,
  ],
};

/**
 * The corners of a turtle where it is, x and y in turn.
 * @param {import("./turtle-commands.d.ts").Shape} shape
 * @param {number} x
 * @param {number} y
 * @param {number} heading
 * @param {number} wide
 * @param {number} long
 */
export function corners(shape, x, y, heading, wide, long) {
  const ahead = { x: Math.cos((heading * Math.PI) / 180), y: Math.sin((heading * Math.PI) / 180) };
  const polygon = SHAPES[shape];
  const placed = [];
  for (let i = 0; i < polygon.length; i += 2) {
    const side = polygon[i] * wide;
    const front = polygon[i + 1] * long;
    placed.push(x + side * ahead.y + front * ahead.x, y - side * ahead.x + front * ahead.y);
  }
  return placed;
}

/** @param {number} radius @param {number} sides */
function circle(radius, sides) {
  const polygon = [];
  for (let i = 0; i < sides; i++) {
    const angle = (2 * Math.PI * i) / sides;
    polygon.push(radius * Math.cos(angle), radius * Math.sin(angle));
  }
  return polygon;
}
