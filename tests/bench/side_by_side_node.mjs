// One case of side_by_side.py in Node: the request as an argument, the answer as lines of JSON.
import { writeSync } from "node:fs";

import { measure } from "./side_by_side_engines.mjs";

const say = (message) => writeSync(1, `${JSON.stringify(message)}\n`);
try {
  say({ done: await measure(JSON.parse(process.argv[2]), say) });
} catch (error) {
  say({ failed: String(error?.message ?? error).slice(0, 500) });
}
process.exit(0);
