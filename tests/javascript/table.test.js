// What is saved of a table, without a page.
import assert from "node:assert/strict";
import { test } from "node:test";

const { nextOwn, ownAtFirst, ownRows, tableLines, typedIn, withCell, withRow } = await import("../../kit/static/forms/table_value.js");

const COLUMNS = [
  { id: "school", label: "The school's part", hint: "", input: "text", options: [] },
  { id: "sure", label: "I know this", hint: "", input: "tick", options: [] },
  { id: "who", label: "Who", hint: "", input: "choice", options: [{ id: "me", label: "I do" }, { id: "team", label: "The team" }] },
];
const ITEM = { columns: COLUMNS, rows: [{ id: "ride", text: "Getting there", cells: {} }, { id: "words", text: "Which words?", cells: {} }], add: 2, least: 1 };
const plain = (html) => html.replace(/<[^>]+>/g, "");

test("rows stand in the order of the form, and nothing that is blank is kept", () => {
  let value = withCell(ITEM, null, "own.2", "school", "A later bus.");
  value = withCell(ITEM, value, "words", "school", "Translate it.");
  value = withCell(ITEM, value, "own.1", "school", "A phone call.");
  value = withCell(ITEM, value, "ride", "sure", true);
  assert.deepEqual(value.rows.map((one) => one.row), ["ride", "words", "own.1", "own.2"]);
  value = withCell(ITEM, value, "ride", "sure", undefined);
  value = withCell(ITEM, value, "words", "school", " \n");
  assert.deepEqual(value, { rows: [
    { row: "own.1", cells: { school: "A phone call." } },
    { row: "own.2", cells: { school: "A later bus." } },
  ] });
});

test("what an earlier edition asked stays in the answer while something else is written", () => {
  const before = { rows: [{ row: "parking", cells: { school: "A permit." } }, { row: "ride", cells: { cost: "None." } }] };
  const value = withCell(ITEM, before, "ride", "school", "The van.");
  assert.deepEqual(value, { rows: [
    { row: "ride", cells: { cost: "None.", school: "The van." } },
    { row: "parking", cells: { school: "A permit." } },
  ] });
});

test("a row that is taken away comes back as it was, in its place", () => {
  const before = { rows: [{ row: "own.1", cells: { school: "One." } }, { row: "own.2", cells: { school: "Two.", sure: true } }] };
  const without = withRow(ITEM, before, "own.1");
  assert.deepEqual(without.rows.map((one) => one.row), ["own.2"]);
  assert.deepEqual(withRow(ITEM, without, "own.1", before.rows[0].cells), before);
});

test("a new row has a number that no other one has", () => {
  assert.deepEqual(ownRows({ rows: [{ row: "own.10", cells: { sure: true } }, { row: "own.9", cells: { sure: true } }] }, ["own.11", "own.9"]), ["own.9", "own.10", "own.11"]);
  assert.equal(nextOwn(["own.9", "own.10"]), "own.11");
  assert.equal(nextOwn([]), "own.1");
});

test("nobody meets a table without a line to write on", () => {
  assert.equal(ownAtFirst(ITEM), 0);
  assert.equal(ownAtFirst({ ...ITEM, rows: [], add: 3 }), 1);
  assert.equal(ownAtFirst({ ...ITEM, rows: [], add: 3, least: 2 }), 2);
  assert.equal(ownAtFirst({ ...ITEM, least: 4 }), 2);
});

test("an answer reads as lines, with the words of its choices", () => {
  const value = { rows: [
    { row: "ride", cells: { school: "The van.", sure: true, who: "team" } },
    { row: "words", cells: { sure: true } },
    { row: "own.1", cells: { school: "A phone call." } },
  ] };
  assert.deepEqual(tableLines(ITEM, value, plain), [
    "Getting there. The school's part: The van.; I know this; Who: The team",
    "Which words? I know this",
    "The school's part: A phone call.",
  ]);
  assert.deepEqual(tableLines({ ...ITEM, columns: [COLUMNS[0]] }, { rows: [value.rows[2]] }, plain), ["A phone call."]);
  assert.deepEqual(typedIn(ITEM, value).split(/\s+/), ["The", "van.", "A", "phone", "call."]);
});

const { OwnRows } = await import("../../kit/static/forms/table_own.js");
const PANELS = { look: "columns", columns: [{ id: "school" }, { id: "her" }], rows: [], add: 3, least: 1 };

/** @returns an answer as far as rows need it */
function writing(item, value = null) {
  return { item, value, input(next) { this.value = next; } };
}

test("each panel has a line to write on, as far as entries may be added", () => {
  const own = new OwnRows(writing(PANELS));
  own.fillUp();
  assert.deepEqual([own.inColumn("school"), own.inColumn("her"), own.full], [["own.1"], ["own.2"], false]);
  own.add("her");
  assert.deepEqual([own.inColumn("her"), own.full], [["own.2", "own.3"], true]);
  const few = new OwnRows(writing({ ...PANELS, add: 1 }));
  few.fillUp();
  assert.deepEqual([few.inColumn("school"), few.inColumn("her")], [["own.1"], []]);
});

test("an entry that is taken from one panel stays in the other, and comes back", () => {
  const both = { rows: [{ row: "own.1", cells: { school: "The van.", her: "Thursday." } }] };
  const answer = writing(PANELS, both);
  const own = new OwnRows(answer);
  own.remove("own.1", "school");
  assert.deepEqual(answer.value, { rows: [{ row: "own.1", cells: { her: "Thursday." } }] });
  assert.equal(own.putBack(), "own.1");
  assert.deepEqual(answer.value, both);
  assert.equal(own.putBack(), "", "once");
});

test("a row that was taken away keeps its number for as long as it can come back", () => {
  const answer = writing({ ...PANELS, look: "rows" }, { rows: [{ row: "own.1", cells: { her: "Thursday." } }] });
  const own = new OwnRows(answer);
  own.remove("own.1");
  assert.deepEqual(answer.value, { rows: [] });
  assert.equal(own.add(), "own.2");
  own.putBack();
  assert.deepEqual(own.ids, ["own.1", "own.2"]);
  own.settle();
  assert.deepEqual(own.ids, ["own.1"], "lines that say nothing are gone once it is done");
});
