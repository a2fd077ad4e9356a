// A kernel that another window uses goes on when this window leaves its week.
import assert from "node:assert/strict";
import { test } from "node:test";

const { usedElsewhere } = await import("../../kit/labextension/static/kernels.js");

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
