// Compiles Pyodide's standard library, so that a page need not: booting takes about a third.
//
//   node build/stdlib.mjs OUT.zip
//
// Bytecode belongs to one version of Python, so Pyodide itself makes it, here in Node.
import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [output] = process.argv.slice(2);
const source = readFileSync(new URL("../node_modules/pyodide/python_stdlib.zip", import.meta.url));
// A fixed seed: the order of the sets that code objects hold would change with it.
const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: "0" } });
pyodide.FS.writeFile("/in.zip", source);
pyodide.runPython(`
import importlib.util, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

with zipfile.ZipFile("/in.zip") as old, zipfile.ZipFile("/out.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
    for name in sorted(old.namelist()):
        if name.endswith("/"):
            continue
        data = old.read(name)
        if name.endswith(".py"):
            code = compile(data, "/lib/python314.zip/" + name, "exec", dont_inherit=True)
            # Unchecked: the source is not there to be compared with.
            data = _code_to_hash_pyc(code, importlib.util.source_hash(data), False)
            name += "c"
        # One date for all, so that the same input gives the same bytes.
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        new.writestr(entry, data)
`);
writeFileSync(output, pyodide.FS.readFile("/out.zip"));
