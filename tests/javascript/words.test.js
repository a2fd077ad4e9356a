// What forms say, before it is on a page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fill, interfaceSpeaks } from "../../kit/static/dom.js";
import { markedWords } from "../../kit/static/forms/likely.js";
import { dayInWords, dayShown, planSentence } from "../../kit/static/forms/plan.js";
import { countWords, draftOf } from "../../kit/static/forms/prose.js";
import { valueWords } from "../../kit/static/forms/shape.js";
import { audience, clock, stateWords } from "../../kit/static/forms/state_words.js";

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

test("a value of a shape that a form cannot show is named, and never shown as it is stored", () => {
  const odd = { words: { first: "x" } };
  /** @param {string} kind @param {unknown} value */
  const said = (kind, value) => valueWords(kind, value, (known) => `said ${JSON.stringify(known)}`, words);
  for (const kind of ["prose", "choice", "sort"]) assert.equal(said(kind, odd), "<form.no_words>");
  for (const [kind, value] of [["plan", "text"], ["plan", { if: odd }], ["scene", "text"], ["scene", { path: "x" }], ["self_marking", 3]])
    assert.equal(said(kind, value), "<form.no_words>");
  for (const [kind, value] of [["prose", "x"], ["choice", "x"], ["choice", ["x"]], ["sort", { a: "b" }], ["plan", { if: "x", then: "y" }], ["scene", { path: [] }], ["self_marking", {}]])
    assert.match(said(kind, value), /^said /);
});

test("what may tell who somebody is stands with what it looks like, and of many a few", () => {
  const words = { "likely.one": "“{words}” ({what})", "likely.name": "a name", "likely.phone": "a phone number", "likely.more": "and {count} more" };
  const found = [{ kind: "name", words: "Amari" }, { kind: "phone", words: "555-0142" }];
  assert.equal(markedWords(words, found), "“Amari” (a name) · “555-0142” (a phone number)");
  const many = markedWords(words, Array(11).fill(found[0])).split(" · ");
  assert.deepEqual([many.length, many[8]], [9, "and 3 more"]);
});

test("what failed is said before everything else", () => {
  const said = stateWords({ words: { ...words, "state.not_saved": "NOT saved: {sentence}" }, failure: "no reply", phase: "done" });
  assert.equal(said, "NOT saved: no reply");
});

test("a plan takes halves and whole sentences", () => {
  const words = {
    "plan.sentence": "If {if}, then I will {then}", "plan.two_lines": "If: {if}\nThen: {then}",
    "plan.begins_if": "if", "plan.begins_then": "then I will; then I'll; then; I will; I'll",
  };
  const good = "If I write a note, then I will ask two families.";
  for (const [when, then] of [
    ["I write a note", "ask two families"], ["If I write a note,", "then I will ask two families."], ["if I write a note", "I will ask two families"],
  ]) assert.equal(planSentence(words, { if: when, then }), good);
  assert.equal(planSentence(words, { if: "The note goes home.", then: "I ask two families." }),
    "If: The note goes home.\nThen: I ask two families.");
  assert.equal(planSentence(words, { if: "iffy things happen", then: "ask" }), "If iffy things happen, then I will ask.");
});

test("a plan proposes two weeks from today, and never again what is over", () => {
  const now = new Date(2026, 11, 20, 23, 30);
  assert.equal(dayShown(null, undefined, now), "2027-01-03");
  assert.equal(dayShown({ if: "x", then: "y" }, { if: "x", then: "y" }, now), "2027-01-03", "an answer from before there were days");
  assert.equal(dayShown({ look_back: "2026-12-24" }, undefined, now), "2026-12-24");
  assert.equal(dayShown({ look_back: "" }, { look_back: "2026-12-24" }, now), "", "cleared is cleared");
  const over = { look_back: "2026-12-20" };
  assert.equal(dayShown(over, over, now), "2027-01-03");
  assert.equal(dayShown(over, undefined, now), "2026-12-20", "typed just now");
});

test("a day is written in the language of the interface", () => {
  interfaceSpeaks("es");
  assert.deepEqual([dayInWords("2026-12-24"), clock("2020-05-03T09:05:00")], ["24 de diciembre de 2026", "3 may, 09:05"]);
  interfaceSpeaks("en");
  assert.deepEqual([dayInWords("2026-12-24"), clock("2020-05-03T09:05:00")], ["December 24, 2026", "May 3, 09:05"]);
});

test("a reflection starts from the line to say again, or a place for one, and from what was never found out", () => {
  const said = (again, never) => draftOf({ title: "The call", again, never }, { ...words, "rehearsed.from": "From {title}", "rehearsed.say_again": "Again:", "rehearsed.never": "Never:" });
  assert.equal(said("Is six good?", ["Her hours", "Whom she brings"]), "From The call\n\nAgain: Is six good?\n\nNever: Her hours; Whom she brings.\n");
  assert.equal(said("", []), "From The call\n\nAgain:\n");
});
