// Alone or with a class: where it is asked, and what Home offers to somebody who has answered.
import assert from "node:assert/strict";
import { test } from "node:test";

import { asksAt, canChange } from "../../kit/pages/static/shell/alone_or_class.js";
import { END, HOME, WHOLE } from "../../kit/pages/static/shell/places.js";

const week = (notebook) => ({ notebook, title: notebook, steps: ["one", "two"].map((slug) => ({ slug, title: slug, minutes: 1 })) });
const course = { title: "Course", weeks: [week("00.ipynb"), week("01.ipynb")] };
const words = new Proxy({}, { get: (_, key) => key });

test("it is asked over the course's first step and on Home, and nowhere in the way", () => {
  const asked = (notebook, view) => asksAt(course, { notebook, view });
  assert.ok(asked("00.ipynb", "one") && asked("00.ipynb", WHOLE) && asked("00.ipynb", HOME) && asked("01.ipynb", HOME));
  for (const [notebook, view] of [["00.ipynb", "two"], ["01.ipynb", "one"], ["01.ipynb", WHOLE], ["00.ipynb", END]]) {
    assert.ok(!asked(notebook, view));
  }
});

test("whoever has answered can change it, but not once work of theirs lies with a class", () => {
  const change = (alone, handed_in) => canChange(words, { alone, handed_in });
  assert.equal(change(null, false), null);
  assert.equal(change(true, false).press.alone, false);
  assert.equal(change(false, false).press.alone, true);
  assert.equal(change(false, false).says, "home.goes_alone_chosen", "who only chose a class joined none by mistake");
  assert.equal(canChange(words, { alone: false, handed_in: false, invitation: { learner: "ana" } }).says, "home.goes_alone_means");
  assert.deepEqual(change(false, true), { says: "home.stays_with_class", press: null });
});
