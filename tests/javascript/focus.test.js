import assert from "node:assert/strict";
import { test } from "node:test";

import { keepFocusFromLab } from "../../kit/labextension/static/focus.js";

test("JupyterLab hears of no key, at which it would put the focus on its active cell; of everything else it does", () => {
  const cells = new EventTarget();
  const heard = [];
  const notebook = { widgets: [{ node: { parentElement: cells } }], handleEvent({ type }) { heard.push([this, type]); } };
  // As JupyterLab does, before or after the course knows the notebook.
  cells.addEventListener("keydown", notebook);
  cells.addEventListener("mousedown", notebook);
  keepFocusFromLab(/** @type {NotebookPanel["content"]} */ (notebook));
  for (const sign of ["keydown", "mousedown"]) cells.dispatchEvent(new Event(sign));
  assert.deepEqual(heard, [[notebook, "mousedown"]]);
});
