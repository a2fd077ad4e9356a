// Which words the second opinion underlines.
import assert from "node:assert/strict";
import { test } from "node:test";

import { stretches } from "../../kit/static/desk/opinion.js";

test("a stretch is one range in each node, so that nothing between the nodes is in it", () => {
  assert.deepEqual(stretches([4, 3, 5], 2, 9), [[0, 2, 4], [1, 0, 3], [2, 0, 2]]);
  assert.deepEqual(stretches([4, 0, 5], 4, 9), [[2, 0, 5]]);
  assert.deepEqual(stretches([4, 3], 7, 9), []);
});
