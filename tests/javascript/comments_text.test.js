// Places in a text as Python counts them, and its sentences.
import assert from "node:assert/strict";
import { test } from "node:test";

import { pointsTo, sentences, unitsTo, wordsAt } from "../../kit/static/desk/comments_text.js";

const TEXT = "🌻🌻 María said no. “Why?” I asked.\n\nIt was e\u0301 Friday";

test("a sign that takes two places here is one there", () => {
  const points = Array.from(TEXT);
  for (let n = 0; n <= points.length; n += 1) {
    assert.equal(unitsTo(TEXT, n), points.slice(0, n).join("").length);
    assert.equal(pointsTo(TEXT, unitsTo(TEXT, n)), n);
  }
  assert.equal(unitsTo(TEXT, 9999), TEXT.length);
  assert.equal(wordsAt(TEXT, { start: 0, end: 8 }), "🌻🌻 María");
});

test("sentences have no blanks around them and leave nothing out", () => {
  const found = sentences(TEXT).map(([from, to]) => TEXT.slice(from, to));
  assert.deepEqual(found.map((one) => one.trim()), found);
  assert.equal(found.join("").replace(/\s/g, ""), TEXT.replace(/\s/g, ""));
  assert.ok(found.includes("It was e\u0301 Friday"));
  assert.deepEqual(sentences(" \n "), []);
});

test("a full stop after a short form ends no sentence", () => {
  const of = (text) => sentences(text).map(([from, to]) => text.slice(from, to));
  const whole = ["Ms. Perez wrote to Mr. Ruiz (e.g. on Monday).", "Dr. Lee called J. Ortiz at 4 p.m. and at 5 p.m.", "Then we met, etc.", "So did I.", "It was no."];
  assert.deepEqual(of(whole.join(" ")), whole);
  assert.deepEqual(of("I asked Ms.\nThen I left."), ["I asked Ms.", "Then I left."]);
  assert.deepEqual(of("She saw Dr."), ["She saw Dr."]);
});
