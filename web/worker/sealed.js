// @ts-check
/**
 * Whether the walls of the airlock stand around this script, as far as a script can tell. Asked in
 * the airlock and in each of its workers, before anything runs: a browser that ignores `sandbox` or
 * the policy must not run a guest as if it had not.
 */

/** @returns {string | null}  the feature that is missing */
export function missingWall() {
  if (self.origin !== "null") {
    return "iframe sandbox: the browser gave it an origin, which should be opaque";
  }
  try {
    // Our policy allows no code made of text.
    new Function("");
  } catch {
    return null;
  }
  return "Content-Security-Policy: the browser does not enforce script-src";
}
