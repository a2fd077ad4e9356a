// What a text says to a class and to whoever is alone, apart from the page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { choosePassages, passagesFor } from "../../kit/labextension/static/passages.js";

const LINES = "Before.\n\n<!-- kit:class -->\nTo her.\n<!-- kit:alone\nTo *you*.\n\nAgain.\nkit:end -->\n\nAfter.";

test("whole paragraphs and words within a line are chosen, and the rest stays", () => {
  assert.equal(passagesFor(LINES, true), "Before.\n\nTo *you*.\n\nAgain.\n\nAfter.");
  assert.equal(passagesFor(LINES, false), "Before.\n\n\nTo her.\n\n\nAfter.");
  const within = "It goes <!-- kit:class -->to her<!-- kit:alone nowhere kit:end -->, as <!-- kit:class -->said<!-- kit:alone  kit:end -->.";
  assert.equal(passagesFor(within, true), "It goes nowhere, as .");
  assert.equal(passagesFor(within, false), "It goes to her, as said.");
});

test("either part may be missing, and other comments stay", () => {
  assert.equal(passagesFor("a <!-- kit:alone\nb\nkit:end -->", false), "a ");
  assert.equal(passagesFor("<!-- kit:class -->\na\n<!-- kit:alone kit:end -->b", true), "b");
  assert.equal(passagesFor("<!-- a note -->", true), "<!-- a note -->");
});

test("a text waits until it is known who reads it, and another does not", async () => {
  const seen = [];
  const parser = { render: async (source, more) => { seen.push([source, more]); return source; } };
  let say;
  choosePassages(parser, () => new Promise((resolve) => { say = resolve; }));
  const waits = parser.render("<!-- kit:class -->a<!-- kit:alone b kit:end -->", 1);
  assert.equal(await parser.render("plain", 2), "plain");
  say(true);
  assert.equal(await waits, "b");
  assert.deepEqual(seen, [["plain", 2], ["b", 1]]);
});
