// @ts-check
import { inertMessage } from "./inert.js";

/** Longer names of exceptions are cut: the program chooses them. */
const NAME_CHARACTERS = 80;

/**
 * How a run ended, in a sentence for whoever wrote the program.
 * @param {import("../cloche.js").Result} result
 * @param {{ wallSeconds: number, memoryBytes: number, outputBytes: number }} limits
 * @param {string} file the name of the editor's text
 * @returns {string}
 */
export function sentenceAbout(result, limits, file) {
  const seconds = secondsText(result.usage.wallSeconds);
  return `${ending(result, limits, seconds, file)}${lost(result)}`;
}

/**
 * The line of the editor that an error is about: the innermost that is in its text.
 * @param {import("../cloche.js").ErrorInfo | null} error
 * @param {string} file
 * @returns {number | null}
 */
export function errorLine(error, file) {
  return error?.frames.findLast((frame) => frame.file === file)?.line ?? null;
}

/**
 * @param {import("../cloche.js").Result} result
 * @param {{ wallSeconds: number, memoryBytes: number, outputBytes: number }} limits
 * @param {string} seconds
 * @param {string} file
 */
function ending(result, limits, seconds, file) {
  switch (result.status) {
    case "ok":
      return `Finished in ${seconds}.`;
    case "error": {
      const line = errorLine(result.error, file);
      const where = line === null ? "" : ` in line ${line}`;
      return `Ended by ${withArticle(nameOf(result.error))}${where}, after ${seconds}.`;
    }
    case "timeout":
      return `Ended at the time limit of ${limits.wallSeconds} s.`;
    case "memory":
      return `Ended at the memory limit of ${limits.memoryBytes / 2 ** 20} MiB.`;
    case "output":
      return `Ended at the output limit of ${limits.outputBytes / 2 ** 10} KiB.`;
    case "steps":
      return "Ended at the limit of steps.";
    case "stopped":
      return `Stopped after ${seconds}.`;
    default:
      return `The sandbox broke and was replaced. ${result.reason ?? ""}`.trimEnd();
  }
}

/** @param {import("../cloche.js").Result} result */
function lost({ status, sessionState }) {
  if (status === "crashed") return ""; // its reason says it
  if (sessionState === "lost") return " Its variables are lost.";
  if (sessionState === "restored") return " Variables are as they were before it.";
  return "";
}

/** @param {number} seconds */
function secondsText(seconds) {
  if (seconds < 0.001) return "less than 1 ms";
  if (seconds < 0.1) return `${Math.round(seconds * 1000)} ms`;
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}

/** @param {import("../cloche.js").ErrorInfo | null} error */
function nameOf(error) {
  const name = error?.type || "error";
  const isLong = name.length > NAME_CHARACTERS;
  return inertMessage(isLong ? `${name.slice(0, NAME_CHARACTERS)}…` : name).replaceAll("\n", "␊");
}

/** @param {string} noun */
function withArticle(noun) {
  return `${/^[AEIOU]/i.test(noun) ? "an" : "a"} ${noun}`;
}
