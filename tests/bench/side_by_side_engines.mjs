// Two MicroPythons behind one face, for side_by_side.py: ours, and the build that PyScript uses.
// The same file runs in Node and in a worker of a browser.
import { loadMicroPython } from "../../node_modules/@micropython/micropython-webassembly-pyscript/micropython.mjs";
import { Guest } from "../../web/worker/guest.js";
import { plainRun } from "./plain_run.mjs";

const OURS = new URL("../../web/guest/cloche.wasm", import.meta.url);
const THEIRS = new URL(
  "../../node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm",
  import.meta.url,
);
const IN_NODE = typeof process === "object";

/** Each engine: from nothing (the file is read, or fetched, too) to `run(code) -> stdout`. */
const START = {
  async ours(memoryBytes) {
    const module = IN_NODE
      ? await WebAssembly.compile(await (await import("node:fs/promises")).readFile(OURS))
      : await WebAssembly.compileStreaming(fetch(OURS));
    const guest = new Guest(module, memoryBytes);
    return (code) => {
      let text = "";
      const report = guest.run(plainRun(code), (_, part) => {
        text += part;
      });
      if (report.outcome !== "ok") {
        throw new Error(`${report.outcome} ${text} ${new TextDecoder().decode(report.error)}`);
      }
      return text;
    };
  },

  async theirs() {
    let text = "";
    const python = await loadMicroPython({
      url: IN_NODE ? (await import("node:url")).fileURLToPath(THEIRS) : THEIRS.href,
      stdout: (line) => {
        text += `${line}\n`;
      },
      linebuffer: true,
    });
    return (code) => {
      text = "";
      python.runPython(code);
      return text;
    };
  },
};

/**
 * Measures one case.
 *
 * @param {{ engine: "ours" | "theirs", kind: "start" | "run" | "print", code: string,
 *           runs: number, memory_bytes: number, cap_bytes: number }} request
 * @param {(grown: { memory_bytes: number }) => void} onGrown  at each growth of a linear memory
 * @returns {Promise<{ ms: number[], printed: string }>}
 */
export async function measure(request, onGrown) {
  watchGrowth(request.cap_bytes, onGrown);
  const start = START[request.engine];
  const ms = [];
  let printed = "";
  let run = request.kind === "start" ? null : await start(request.memory_bytes);
  for (let i = 0; i < request.runs; i += 1) {
    const before = performance.now();
    if (request.kind === "start") {
      run = await start(request.memory_bytes);
    }
    printed = run(request.code);
    ms.push(performance.now() - before);
  }
  return { ms, printed };
}

/** Emscripten's glue grows the memory from JavaScript, so this sees it and can refuse. */
function watchGrowth(capBytes, onGrown) {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    const bytes = this.buffer.byteLength + pages * 65536;
    if (bytes > capBytes) {
      throw new RangeError("the benchmark's cap");
    }
    const before = grow.call(this, pages);
    onGrown({ memory_bytes: bytes });
    return before;
  };
}
