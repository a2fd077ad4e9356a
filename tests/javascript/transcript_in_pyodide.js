// Hold the conversation of tests/pages/transcript.py in Pyodide, and print it as JSON.
// node transcript_in_pyodide.js CHECKOUT PACKAGES, where PACKAGES is a folder with what kit imports there.

import { loadPyodide } from "pyodide";

const [checkout, packages] = process.argv.slice(2);
const env = { HOME: "/home/learner", KIT_DATA: "/home/learner/data", PYTHONDONTWRITEBYTECODE: "1" };
const pyodide = await loadPyodide({ env });
for (const [root, at] of [[checkout, "/checkout"], [packages, "/packages"]]) {
  pyodide.FS.mkdirTree(at);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, at);
}
process.stdout.write(pyodide.runPython(`
import json, sys
from pathlib import Path
sys.path[:0] = ["/checkout", "/checkout/tests", "/packages"]
from pages.transcript import conversation
json.dumps({"platform": sys.platform, "spoken": conversation(Path("/home/learner/course"))})
`));
