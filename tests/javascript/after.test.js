// What an answer is compared with: not on the screen until the answer is done.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

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
let around;
globalThis.document = {
  createElement: () => new Rule(),
  head: { append: (one) => rules.push(one) },
  body: {},
  documentElement: { classList: { contains: (name) => name === around }, toggleAttribute() {} },
  getElementById: (id) => rules.find((one) => one.get("id") === id) ?? null,
  querySelector: (asked) => rules.find((one) => asked === `style[data-kit-after="${one.get("data-kit-after")}"]`) ?? null,
  querySelectorAll: (asked) => (asked === "style[data-kit-shows]" ? rules.filter((one) => one.has("data-kit-shows")) : []),
};
const ruled = () => rules.find((one) => one.has("data-kit-after"))?.textContent;
const rest = () => document.getElementById("kit-after-rest").textContent;

// lit-html asks for it when it is loaded.
document.createTreeWalker = () => ({});
const { keptBack } = await import("../../kit/static/forms/after.js");

let answer;
let kept;
beforeEach(() => {
  rules = [];
  around = "kit-shell";
  answer = {
    item: { id: "equity.criteria" }, words: { "after.waits": "Later." }, heads: [{ id: "1" }], phase: "done",
  };
  kept = keptBack(answer);
  kept.render();
});

test("it shows once the answer is done, also while the answer is written again", () => {
  assert.equal(ruled(), "");
  answer.phase = "writing";
  kept.render();
  assert.equal(ruled(), "");
  answer.heads = [];
  kept.render();
  assert.match(ruled(), /display: none/);
});

test("in the course's page nothing shows of which no form says so, and a form that ends shows and hides nothing", () => {
  assert.match(rest(), /\.kit-after:not\(\.kit-after-equity-criteria\) > \* \{ display: none/);
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

test("in another page a list shows where no form is", () => {
  around = "";
  Object.assign(answer, { heads: [], phase: "opening" });
  kept = keptBack(answer);
  kept.render();
  kept.end();
  assert.equal(ruled(), undefined);
});
