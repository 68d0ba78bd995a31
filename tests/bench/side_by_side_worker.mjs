// One case of side_by_side.py in a worker of a browser.
import { measure } from "./side_by_side_engines.mjs";

addEventListener("message", async ({ data }) => {
  try {
    postMessage({ done: await measure(data, (grown) => postMessage(grown)) });
  } catch (error) {
    postMessage({ failed: String(error?.message ?? error).slice(0, 500) });
  }
});
postMessage({ ready: true });
