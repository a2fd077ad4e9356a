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
/** What stands in the page's head. */
let rules;
class Rule extends Map {
  textContent = "";
  setAttribute = this.set;
  getAttribute = this.get;
  hasAttribute = this.has;
  append() {}
  toggleAttribute(name, on) { on ? this.set(name, "") : this.delete(name); }
  remove() { rules = rules.filter((one) => one !== this); }
  get isConnected() { return rules.includes(this); }
}
let onPage;
let around;
globalThis.document = {
  createElement: () => new Rule(),
  head: { append: (one) => rules.push(one) },
  body: {},
  documentElement: { classList: { contains: (name) => name === around }, toggleAttribute() {} },
  getElementById: (id) => rules.find((one) => one.get("id") === id) ?? null,
  querySelector: (asked) => rules.find((one) => asked === `style[data-kit-after="${one.get("data-kit-after")}"]`) ?? null,
  querySelectorAll: (asked) => (asked === "style[data-kit-shows]" ? rules.filter((one) => one.has("data-kit-shows")) : onPage),
};
const ruled = () => rules.find((one) => one.has("data-kit-after"))?.textContent;
const rest = () => document.getElementById("kit-after-rest").textContent;

const { keptBack } = await import("../../kit/forms/static/after.js");

let answer;
let kept;
beforeEach(() => {
  watched = new Set();
  onPage = [part];
  rules = [];
  around = "kit-shell";
  answer = {
    item: { id: "equity.criteria", locked: true }, words: { "after.waits": "Later." },
    heads: [{ id: "1" }], phase: "done", fresh: true, sealed: 0, seal() { this.sealed += 1; this.fresh = false; kept.render(); },
  };
  kept = keptBack(answer);
  kept.render();
});

test("an answer that can be taken back stands once a part of what it is compared with is seen", () => {
  assert.equal(ruled(), "");
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
  Object.assign(answer, { phase: "writing", fresh: false });
  kept.render();
  assert.match(ruled(), /display: none/);
  assert.equal(watched.size, 0);
  Object.assign(answer, { item: { ...answer.item, locked: false } });
  kept.render();
  assert.equal(ruled(), "", "an answer that may be written again at any time hides nothing");
});

test("in the course's page nothing shows of which no form says so, and a form that ends shows and hides nothing", () => {
  assert.match(rest(), /\.kit-after:not\(\.kit-after-equity-criteria\) > \* \{ display: none/);
  answer.fresh = false;
  kept.end();
  assert.match(rest(), /:not\(\.kit-after-equity-criteria\)/);
  Object.assign(answer, { heads: [], phase: "opening" });
  kept = keptBack(answer);
  kept.render();
  assert.equal(ruled(), "", "the form that is drawn anew does not know yet");
  answer.phase = "writing";
  kept.render();
  kept.end();
  assert.match(ruled(), /display: none/);
  assert.match(rest(), /\.kit-after > \* \{ display: none/);
});

test("between two forms nothing shows that could end a minute unseen", () => {
  kept.end();
  assert.match(ruled(), /display: none/);
  assert.match(rest(), /\.kit-after > \* \{ display: none/);
  Object.assign(answer, { phase: "opening", fresh: false, heads: [] });
  kept = keptBack(answer);
  kept.render();
  assert.match(ruled(), /display: none/);
  Object.assign(answer, { phase: "done", fresh: true, heads: [{ id: "1" }] });
  kept.render();
  assert.equal(ruled(), "");
  seen(true);
  kept.end();
  assert.equal(ruled(), "", "what was seen stays");
});

test("in another page a list shows where no form is", () => {
  around = "";
  Object.assign(answer, { heads: [], phase: "opening" });
  kept = keptBack(answer);
  kept.render();
  kept.end();
  assert.equal(ruled(), undefined);
});
