// The guest's request for a run in which nothing is given and little forbidden, for the benchmarks.

const NOTHING = new Uint8Array(0);

/** A run that would go on for ever is the Python side's to end: the limits are out of the way. */
export const plainRun = (code) => ({
  file: "<main>",
  body: code,
  tail: "",
  tail_line: 1,
  stdin: "",
  wall_seconds: 600,
  output_bytes: 2 ** 20,
  steps: Number.MAX_SAFE_INTEGER,
  inputs: NOTHING,
  functions: NOTHING,
  asks_input: false,
  host_calls: 0,
  message_bytes: 2 ** 20,
  wait_seconds: 1,
  answer_buffer: null,
});
