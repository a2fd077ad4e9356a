// What an answer is compared with: not on the screen while the answer can be changed, and once seen it stands.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const part = {};
let watched;
let seen;
globalThis.IntersectionObserver = class {
  constructor(act) { seen = (isIntersecting) => act([{ isIntersecting }]); }
  observe(one) { watched.add(one); }
  disconnect() { watched.clear(); }
};
let draw;
globalThis.MutationObserver = class {
  constructor(act) { this.act = act; }
  observe() { draw = this.act; }
  disconnect() { draw = null; }
};
const rule = { setAttribute() {}, append() {}, remove() {}, textContent: "" };
let onPage;
globalThis.document = {
  createElement: () => rule,
  head: { append() {} },
  body: {},
  querySelectorAll: (parts) => (parts === ".kit-after-equity-criteria > *" ? onPage : []),
};

const { keptBack } = await import("../../kit/forms/static/after.js");

let answer;
let kept;
beforeEach(() => {
  watched = new Set();
  onPage = [part];
  rule.textContent = "";
  answer = {
    item: { id: "equity.criteria", locked: true }, words: { "after.waits": "Later." },
    heads: [{ id: "1" }], phase: "done", undoable: true, sealed: 0, seal() { this.sealed += 1; this.undoable = false; kept.render(); },
  };
  kept = keptBack(answer);
  kept.render();
});

test("an answer that can be taken back stands once a part of what it is compared with is seen", () => {
  assert.equal(rule.textContent, "");
  seen(false);
  assert.equal(answer.sealed, 0);
  seen(true);
  assert.equal(answer.sealed, 1);
  assert.equal(watched.size, 0);
});

test("parts that the page draws later are watched, too", () => {
  kept.end();
  onPage = [];
  kept.render();
  onPage = [part];
  draw();
  assert.ok(watched.has(part));
});

test("while an answer is taken back, what it is compared with is off the screen", () => {
  Object.assign(answer, { phase: "writing", undoable: false });
  kept.render();
  assert.match(rule.textContent, /display: none/);
  assert.equal(watched.size, 0);
  Object.assign(answer, { item: { ...answer.item, locked: false } });
  kept.render();
  assert.equal(rule.textContent, "", "an answer that may be written again at any time hides nothing");
});
