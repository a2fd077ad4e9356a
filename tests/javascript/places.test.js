// Where one can be in the course: addresses, and what lies before and after.
import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, after, before, END, goingOn, HOME, placeAt, stepsDone, WHOLE } from "../../kit/static/shell/places.js";

const week = (notebook, ...slugs) => ({ notebook, title: notebook, steps: slugs.map((slug) => ({ slug, title: slug, minutes: 1, stretch: 0, optional: slug === "more", asks: [] })) });
const course = { title: "Course", weeks: [week("00 a.ipynb", "one", "two"), week("01_b.ipynb", "three"), week("02_c.ipynb", "four")] };
const at = (pathname, hash = "") => placeAt(course, { pathname, hash });

test("an address leads to a step, and a step has that address", () => {
  const place = { notebook: "00 a.ipynb", view: "two" };
  assert.equal(addressOf(place), "00%20a.html#two");
  for (const folder of ["/", "/user/ana/partnership-kit/course/"]) assert.deepEqual(at(`${folder}00%20a.html`, "#two"), place);
});

test("an address without a step, or with one that is gone, leads to the first", () => {
  assert.equal(at("/00%20a.html").view, "one");
  assert.equal(at("/00%20a.html", "#long-gone").view, "one");
});

test("an address without a week leads home", () => {
  for (const path of ["/", "/index.html", "/mine.html"]) assert.equal(at(path).view, HOME);
});

test("Next goes through every step of every week to the end, and Back the same way to the beginning", () => {
  const walked = [];
  let place = { notebook: "00 a.ipynb", view: "one" };
  while (place) {
    walked.push(place);
    place = after(course, place);
  }
  assert.deepEqual(walked.map((one) => one.view), ["one", "two", "three", "four", END]);
  const backwards = [];
  for (place = walked.at(-1); place; place = before(course, place)) backwards.push(place);
  assert.deepEqual(backwards, walked.toReversed());
});

test("after a whole page comes the next week", () => {
  assert.equal(after(course, { notebook: "00 a.ipynb", view: WHOLE }).view, "three");
});

test("Continue leads to where the learner was, to the next step that waits there, and then to the next week that isn't done", () => {
  const year = { title: "Course", weeks: [week("00 a.ipynb", "one", "two"), week("01_b.ipynb", "three", "more", "four"), week("02_c.ipynb", "five")] };
  const going = (step, steps = {}, weeks = {}) => goingOn(year, { place: { notebook: "01_b.ipynb", step }, steps, weeks }).view;
  const b = "01_b.ipynb";
  assert.equal(going("three"), "three");
  assert.equal(going(WHOLE), "three");
  assert.equal(going("three", { [b]: { three: "done" } }), "four", "what is optional doesn't wait");
  assert.equal(going("more"), "four");
  assert.equal(going("four", { [b]: { four: "done" } }), "three", "the week isn't done");
  assert.equal(going("four", { [b]: { four: "done" } }, { [b]: "done" }), "five", "a step that was skipped waits for nobody");
  assert.equal(going("four", { [b]: { four: "done" } }, { [b]: "done", "02_c.ipynb": "done" }), "one", "an earlier week waits");
  assert.equal(goingOn(year, null).view, "one");
});

test("only what is done is counted", () => {
  const progress = { steps: { "00 a.ipynb": { one: "done", two: "begun" } } };
  assert.equal(stepsDone(progress, course.weeks[0]), 1);
  assert.equal(stepsDone(progress, course.weeks[1]), 0);
});
