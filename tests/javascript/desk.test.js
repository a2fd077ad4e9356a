// What the desk's page knows of a text without a server: when a second opinion is due, what it says at the end.
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

test("one criterion across all texts ends with what is true of it alone", () => {
  const opened = { words: {}, texts: ["BC2D", "FG3H"].map((code) => ({ code, missing: ["event", "action"] })),
    criteria: [{ id: "event", name: "Event" }, { id: "action", name: "Action" }] };
  /** @type {[string, object][]} */
  const said = [];
  const bar = { say: (/** @type {string} */ key, /** @type {object} */ values) => said.push([key, values]) };
  const desk = new Desk(/** @type {any} */ (opened), ...[null, null, null].map((one) => /** @type {any} */ (one)), /** @type {any} */ (bar));
  desk.state.goAcross("event");
  for (const misses of desk.state.missing.values()) misses.delete("event");
  desk.goOn();
  assert.deepEqual(said.pop(), ["across_done", { criterion: "Event" }]);
  for (const misses of desk.state.missing.values()) misses.delete("action");
  desk.goOn();
  assert.equal(said.pop()?.[0], "none_waiting");
});
