// Which address leads into the course: an address of the page's own, and a notebook that a text links.
import assert from "node:assert/strict";
import { test } from "node:test";

import { linkedPlace } from "../../kit/labextension/static/links.js";

const steps = ["what-you-will-do", "your-reflection"].map((slug) => ({ slug, title: slug, minutes: 1 }));
const course = { title: "Course", weeks: [{ notebook: "01 equity.ipynb", title: "Equity", steps }] };
const origin = "http://127.0.0.1:8888";
const to = (path, base = "/") => linkedPlace(course, base, new URL(path, origin), origin);
const reflection = { notebook: "01 equity.ipynb", view: "your-reflection" };

test("a notebook that a text links opens at its step, whatever JupyterLab put behind its name", () => {
  assert.deepEqual(to("/files/01%20equity.ipynb#your-reflection"), reflection);
  assert.deepEqual(to("/files/01%20equity.ipynb?_xsrf=2%7Cab&x=1#your-reflection"), reflection);
  assert.deepEqual(to("/user/ana/files/01%20equity.ipynb#your-reflection", "/user/ana/"), reflection);
  assert.deepEqual(to("/files/01%20equity.ipynb"), { notebook: "01 equity.ipynb", view: "what-you-will-do" });
});

test("an address of the page's own is followed inside the page, and one that asks for more is not", () => {
  assert.deepEqual(to("/doc/tree/01%20equity.ipynb#your-reflection"), reflection);
  assert.equal(to("/doc/tree/01%20equity.ipynb?kit=plain"), null);
});

test("another file, a copy in a folder and another host stay links", () => {
  for (const path of ["/files/letter.pdf", "/files/handin/01%20equity.ipynb", "/partnership-kit/my-workbook", "https://example.org/files/01%20equity.ipynb"]) {
    assert.equal(to(path), null);
  }
});
