// @ts-check

/**
 * What a value that came from a program has to be.
 * @typedef {(value: unknown) => boolean} Check
 */

/** @type {(least: number, most: number) => Check} */
export const number = (least, most) => (value) =>
  typeof value === "number" && value >= least && value <= most; // NaN is neither

/** @type {(least: number, most: number) => Check} */
export const whole = (least, most) => (value) =>
  Number.isInteger(value) && number(least, most)(value);

/** @type {(...values: string[]) => Check} */
export const oneOf = (...values) => (value) =>
  typeof value === "string" && values.includes(value);

/** @type {(most: number) => Check} */
export const text = (most) => (value) => typeof value === "string" && value.length <= most;

/** @type {(check: Check) => Check} */
export const orNull = (check) => (value) => value === null || check(value);

/** @type {(check: Check, most: number) => Check} */
export const list = (check, most) => (value) =>
  Array.isArray(value) && value.length <= most && value.every(check);

/** @type {Check} */
export const flag = (value) => typeof value === "boolean";

/** @type {Check} */
export const colour = (value) => typeof value === "string" && /^#[0-9a-f]{6}$/.test(value);
