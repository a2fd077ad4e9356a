import assert from "node:assert/strict";
import { test } from "node:test";

import { keepFocusFromLab } from "../../kit/labextension/static/focus.js";

test("Tab does not reach JupyterLab, which would put the focus back on its active cell; other keys do", () => {
  const cells = /** @type {HTMLElement} */ (new EventTarget());
  keepFocusFromLab(cells);
  const stopped = ["Tab", "a"].map((key) => {
    const event = Object.assign(new Event("keydown"), { key });
    let kept = false;
    event.stopPropagation = () => { kept = true; };
    cells.dispatchEvent(event);
    return kept;
  });
  assert.deepEqual(stopped, [true, false]);
});
