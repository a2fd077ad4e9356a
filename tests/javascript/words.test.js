// What forms say, before it is on a page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fill } from "../../kit/forms/static/dom.js";
import { countWords } from "../../kit/forms/static/prose.js";
import { audience, stateWords } from "../../kit/forms/static/state_words.js";

const words = new Proxy({}, { get: (_, key) => `<${String(key)}>` });

test("places are filled in, and a place without a value stands as it was written", () => {
  assert.equal(fill("{done} of {total} {x}", { done: 0, total: 3 }), "0 of 3 {x}");
});

test("a word is what stands between spaces, in any language", () => {
  assert.equal(countWords("  Mañana, a las 9:00\n\tsí. "), 5);
  assert.equal(countWords(" \n"), 0);
});

test("a private answer is never said to travel", () => {
  assert.equal(audience(words, "private", { travels: true }), "<lane.only_you>");
  assert.equal(audience(words, "shared", { travels: false }), "<lane.not_handed_in>");
});

test("what failed is said before everything else", () => {
  const said = stateWords({ words: { ...words, "state.not_saved": "NOT saved: {sentence}" }, failure: "no reply", phase: "done" });
  assert.equal(said, "NOT saved: no reply");
});
