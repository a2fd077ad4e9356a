// The search and the glossary, apart from the page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { termOf } from "../../kit/static/shell/glossary.js";
import { around, asked, find, folded } from "../../kit/static/shell/search.js";

const entry = (title, text) => ({ notebook: "01_equity.ipynb", step: "a", title, text });
const INDEX = [
  entry("A challenge", "Ms. Perez came at seven. The interpreter did not come."),
  entry("Interpreters", "How to book one, and Mañana's hours."),
  entry("Try it", "Reinterpret a line."),
];
const titles = (query) => find(INDEX, query).map((hit) => hit.entry.title);

test("words that begin so are found, those in a title first", () => {
  assert.deepEqual(titles("interpret"), ["Interpreters", "A challenge"]);
});

test("every word must stand in a step", () => {
  assert.deepEqual(titles("perez interpreter"), ["A challenge"]);
  assert.deepEqual(titles("perez  zebra"), []);
});

test("accents and capitals make no difference, and letters keep their places", () => {
  assert.deepEqual(titles("MANANA"), ["Interpreters"]);
  const text = "Ünë İñ 𝒳 café";
  assert.equal(folded(text).length, text.length);
});

test("nothing asked finds nothing", () => {
  assert.deepEqual(asked("  ?! "), []);
  assert.deepEqual(titles(""), []);
});

test("a piece of the text is cut at words and what was asked for is marked", () => {
  const text = `${"before ".repeat(40)}her Question here, question ${"after ".repeat(60)}`.trim();
  const parts = around(text, text.indexOf("Question"), ["question"]);
  assert.deepEqual(parts.filter((part) => part.marked).map((part) => part.text), ["Question", "question"]);
  const whole = parts.map((part) => part.text).join("");
  assert.ok(whole.startsWith("… before") && whole.endsWith("after …"), whole);
  assert.ok(text.includes(whole.replaceAll("…", "").trim()));
});

test("a link of the text names its term", () => {
  assert.equal(termOf("#glossary-iep_meeting"), "iep_meeting");
});
