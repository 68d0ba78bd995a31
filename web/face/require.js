// @ts-check
import { ClocheError } from "./errors.js";

/**
 * Throws for what is no text that Python can have.
 * @param {Record<string, unknown>} texts by the names of the arguments
 */
export function requireText(texts) {
  for (const [name, text] of Object.entries(texts)) {
    if (typeof text !== "string") {
      throw new ClocheError("InputError", `${name} must be a string, not ${typeof text}`);
    }
    if (/\p{Surrogate}/u.test(text)) {
      throw new ClocheError(
        "InputError",
        `${name} has a lone surrogate, which is no character and can't be encoded`,
      );
    }
  }
}

/**
 * Throws for what is there and no function.
 * @param {Record<string, unknown>} functions by the names of the arguments
 */
export function requireFunctions(functions) {
  for (const [name, value] of Object.entries(functions)) {
    if (value !== undefined && typeof value !== "function") {
      throw new ClocheError("InputError", `${name} must be a function, not ${typeof value}`);
    }
  }
}
