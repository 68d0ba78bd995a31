// @ts-check
import { colour, flag, list, number, oneOf, orNull, text, whole } from "./checks.js";

/** @typedef {import("./turtle-commands.d.ts").TurtleBatch} TurtleBatch */
export const MOST_COMMANDS = 5_000;

const id = whole(0, 9_999);
const place = number(-1e7, 1e7);
const count = whole(0, 1e9);
const colourOrNone = orNull(colour);
/** @type {import("./checks.js").Check} */
const points = (value) =>
  list(place, 20_000)(value) && /** @type {unknown[]} */ (value).length % 2 === 0;
const shape = oneOf("arrow", "blank", "circle", "classic", "square", "triangle", "turtle");
const looks = [
  shape, number(-1e4, 1e4), number(-1e4, 1e4), number(0, 1e4), colourOrNone, colourOrNone,
];

/** What follows the name of each command. */
const FORMS = new Map([
  ["size", [whole(1, 10_000), whole(1, 10_000)]],
  ["background", [colour]],
  ["pace", [whole(0, 1e6), whole(0, 1_000)]],
  ["show", []],
  ["turtle", [id, place, place, place, flag, whole(0, 10), ...looks]],
  ["at", [id, place, place]],
  ["turn", [id, place, place]],
  ["line", [id, place, place, place, place, colour, number(0, 1e4)]],
  ["fill", [id, colour, count, points]],
  ["dot", [id, place, place, number(0, 1e7), colour]],
  [
    "text",
    [
      id, place, place, text(4_000), oneOf("left", "center", "right"),
      oneOf("sans-serif", "serif", "monospace"), number(1, 1_000), flag, flag, colour,
    ],
  ],
  ["stamp", [id, count, place, place, place, ...looks]],
  ["unstamp", [id, count]],
  ["undo", [id, count]],
  ["clear", [id]],
  ["wipe", []],
]);

/**
 * The same, once it is known to be what turtle-commands.d.ts says, and nothing else.
 * @param {any} data
 * @returns {TurtleBatch}
 * @throws {TypeError} if it isn't
 */
export function checkedBatch(data) {
  if (data === null || typeof data !== "object" || data.version !== 1) {
    throw new TypeError("this drawing is of a kind that this page does not know");
  }
  if (typeof data.first !== "boolean" || !Array.isArray(data.commands)) {
    throw new TypeError("this is no batch of a drawing");
  }
  if (data.commands.length > MOST_COMMANDS) {
    throw new TypeError("there is more in this batch of a drawing than there may be");
  }
  for (const command of data.commands) {
    const form = Array.isArray(command) ? FORMS.get(command[0]) : undefined;
    if (form === undefined || command.length !== form.length + 1) {
      throw new TypeError("a drawing has no such command");
    }
    for (let i = 0; i < form.length; i++) {
      if (!form[i](command[i + 1])) {
        throw new TypeError(`argument ${i + 1} of "${command[0]}" is not what it may be`);
      }
    }
  }
  return data;
}
