// Runs unicode_tables.py in CPython 3.14 and prints the tables.

import fs from "node:fs";
import { loadPyodide } from "pyodide";

const python = await loadPyodide();
python.runPython(fs.readFileSync(new URL("unicode_tables.py", import.meta.url), "utf8"));
process.stdout.write(python.runPython("tables()"));
