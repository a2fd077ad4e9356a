// Whether a notebook in the page is the one that was shipped, cell by cell.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { asShipped } from "../../kit/labextension/static/ours.js";

const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf-8"));
const { weeks } = read("kit/labextension/static/course.json");
const source = (cell) => [cell.source].flat().join("");
const panelOf = (cells) => ({
  content: { model: { cells: cells.map((cell) => ({ id: cell.id, type: cell.cell_type, sharedModel: { getSource: () => source(cell) } })) } },
});

test("each notebook is as shipped, with its words for a class and for whoever is alone", async () => {
  assert.ok(weeks.length);
  for (const week of weeks) assert.ok(await asShipped(panelOf(read(`notebooks/${week.notebook}`).cells), week), week.notebook);
});

test("a changed word, a cell gone, a cell more and two that changed places are seen", async () => {
  const [week] = weeks;
  const { cells } = read(`notebooks/${week.notebook}`);
  const at = cells.findIndex((cell) => cell.cell_type === "markdown" && source(cell).includes("."));
  const [one, other, ...rest] = cells;
  for (const changed of [
    cells.with(at, { ...cells[at], source: source(cells[at]).replace(".", "!") }),
    cells.toSpliced(at, 1),
    [...cells, { ...cells[at], id: "more" }],
    [other, one, ...rest],
  ]) assert.ok(!(await asShipped(panelOf(changed), week)));
});
