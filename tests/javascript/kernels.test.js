// A kernel that another window uses goes on when this window leaves its week.
import assert from "node:assert/strict";
import { test } from "node:test";

const kept = new Map();
globalThis.window = Object.assign(new EventTarget(), {
  sessionStorage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) },
  location: { loads: 0, reload() { this.loads += 1; } },
});

const { keepForThisTab, leftBehind, loadAnewWhenKept, ofThisTab, usedElsewhere } = await import("../../kit/labextension/static/kernels.js");

const ours = { id: "ours", status: "idle", connectionStatus: "connected" };
const listed = (connections) => [{ kernel: { id: "other", connections: 5 } }, { kernel: null }, { kernel: { id: "ours", connections } }];

test("a kernel ends with the only window that is connected to it", () => {
  assert.equal(usedElsewhere(listed(1), ours), false);
  assert.equal(usedElsewhere(listed(2), ours), true);
});

test("a connection that is only being made is this window's, so that no kernel is left behind", () => {
  assert.equal(usedElsewhere(listed(1), { ...ours, connectionStatus: "connecting" }), false);
});

test("a window that lost its connection does not count as one", () => {
  const alone = { ...ours, connectionStatus: "disconnected" };
  assert.equal(usedElsewhere(listed(0), alone), false);
  assert.equal(usedElsewhere(listed(1), alone), true);
});

test("a dead kernel, one that is not listed and none at all are used by nobody", () => {
  assert.equal(usedElsewhere(listed(2), { ...ours, status: "dead" }), false);
  assert.equal(usedElsewhere([], ours), false);
  assert.equal(usedElsewhere(listed(2), null), false);
});

const NOW = Date.parse("2026-09-01T10:00:00Z");
const session = (id, path, more = {}) => ({ id, path, kernel: { id: `kernel of ${id}`, name: "partnership-kit", connections: 0, last_activity: "2026-09-01T09:59:59Z", ...more } });
const left = (running, mine = []) => leftBehind(running, (path) => path.startsWith("0"), new Set(mine), NOW - 30_000).map((one) => one.id);

test("what this tab had at its last address ends at once, what another window had only after a while", () => {
  const running = [session("a", "00.ipynb"), session("b", "01.ipynb"), session("c", "02.ipynb", { last_activity: "2026-09-01T09:59:00Z" })];
  assert.deepEqual(left(running), ["c"]);
  assert.deepEqual(left(running, ["kernel of a"]), ["a", "c"]);
});

test("what another window is connected to goes on, and so does what is not the course's", () => {
  const mine = ["a", "b", "c"].map((id) => `kernel of ${id}`);
  const running = [session("a", "00.ipynb", { connections: 1 }), session("b", "mine.ipynb"), session("c", "01.ipynb", { name: "python3" }), { id: "d", path: "02.ipynb", kernel: null }];
  assert.deepEqual(left(running, mine), []);
});

test("a tab knows the kernels of its last page", () => {
  assert.deepEqual([...ofThisTab()], []);
  keepForThisTab(["a", "b"]);
  assert.deepEqual([...ofThisTab()], ["a", "b"]);
  kept.set("kit:kernels", "{");
  assert.deepEqual([...ofThisTab()], []);
});

test("a page that was kept for Back is loaded anew, and no other", () => {
  loadAnewWhenKept();
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
  assert.equal(window.location.loads, 0);
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  assert.equal(window.location.loads, 1);
});
