// What the desk's page knows of a text without a server: when a second opinion is due.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Desk } from "../../kit/desk/static/desk.js";

function withText(/** @type {(number | null)[]} */ ...own) {
  const criteria = own.map((level, n) => [`c${n}`, { own: level, open: false, counts: { level: 1, rater: "ben" } }]);
  const opened = { words: {}, texts: [{ code: "BC2D", missing: [] }], criteria: criteria.map(([id]) => ({ id })) };
  const desk = new Desk(/** @type {any} */ (opened), ...Array(4).fill(null));
  desk.texts.set("BC2D", /** @type {any} */ ({ code: "BC2D", criteria: Object.fromEntries(criteria) }));
  return desk;
}

test("levels that others gave are none of one's own", () => {
  assert.equal(withText(null, null).isGiven("BC2D"), false);
  assert.equal(withText(2, null).isGiven("BC2D"), false);
  const desk = withText(2, 0);
  assert.equal(desk.isGiven("BC2D"), true);
  desk.pending.set("BC2D", new Map([["c0", 2]]));
  assert.equal(desk.isGiven("BC2D"), false);
});
