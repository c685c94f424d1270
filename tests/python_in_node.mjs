// Runs a Python program in Pyodide, which is CPython built for WebAssembly: node python_in_node.mjs FOLDER PROGRAM
// The folder, which holds what the program imports under `site`, is where it runs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, program] = process.argv.slice(2);
const { loadPyodide } = createRequire(`${folder}/`)("pyodide");
const python = await loadPyodide({ stdout: (line) => process.stdout.write(`${line}\n`) });
python.FS.mkdirTree("/host");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/host");
python.runPython(`
import os, sys, warnings
os.chdir("/host")
sys.path.insert(0, "site")
sys.dont_write_bytecode = True
warnings.simplefilter("error")
`);
python.runPython(readFileSync(program, "utf-8"));
