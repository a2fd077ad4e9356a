// What the marking desk says of what is not saved.
import assert from "node:assert/strict";
import { test } from "node:test";

import { unsaved } from "../../kit/desk/static/bar.js";

const opened = /** @type {any} */ ({
  words: { unsaved_text: "{code}: {levels}", unsaved_others: "others: {count}" },
  criteria: [{ id: "event", name: "Event" }, { id: "action", name: "Action" }],
});
/** @param {string} code @param {string} criterion @param {number} level */
const level = (code, criterion, level) => ({ name: "level", body: { code, criterion, level } });

test("levels that are not saved stand by text, in the rubric's order and each the last one given", () => {
  const waiting = [level("AB", "action", 0), level("AB", "event", 1), level("CD", "event", 2), level("AB", "action", 3)];
  assert.equal(unsaved(opened, waiting), "AB: Event 1, Action 3. CD: Event 2");
});

test("other steps are counted", () => {
  assert.equal(unsaved(opened, [{ name: "undo", body: {} }, { name: "comment", body: {} }]), "others: 2");
});
