// Alone or with a class: where it is asked, and what Home offers to somebody who has answered.
import assert from "node:assert/strict";
import { test } from "node:test";

import { asksAt, canChange } from "../../kit/static/shell/alone_or_class.js";
import { END, HOME, WHOLE } from "../../kit/static/shell/places.js";

const week = (notebook) => ({ notebook, title: notebook, steps: ["one", "two"].map((slug) => ({ slug, title: slug, minutes: 1, hands_in: slug === "two" ? "it" : null })) });
const course = { title: "Course", weeks: [week("00.ipynb"), week("01.ipynb")] };

test("it is asked on Home and where something is handed in, and nowhere in the way", () => {
  const asked = (notebook, view) => asksAt(course, { notebook, view });
  for (const [notebook, view] of [["00.ipynb", HOME], ["01.ipynb", HOME], ["00.ipynb", "two"], ["01.ipynb", WHOLE]]) assert.ok(asked(notebook, view));
  for (const [notebook, view] of [["00.ipynb", "one"], ["01.ipynb", "one"], ["00.ipynb", END]]) assert.ok(!asked(notebook, view));
});

test("whoever has answered can change it, but not once work of theirs was sent to a class", () => {
  const change = (alone, sent) => canChange({ alone, sent });
  assert.equal(change(null, false), null);
  assert.equal(change(true, false).alone, false);
  assert.equal(change(false, false).alone, true);
  assert.equal(change(false, false).says, "home.goes_alone_chosen", "who only chose a class joined none by mistake");
  assert.equal(canChange({ alone: false, sent: false, invitation: { learner: "ana" } }).says, "home.goes_alone_means");
  assert.deepEqual(change(false, true), { says: "home.stays_with_class" });
});
