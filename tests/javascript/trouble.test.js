// A kernel that is gone because its server was started anew is replaced without a press; one that died alone waits for one.
import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = new EventTarget();
const element = () => ({ append() {}, setAttribute() {}, addEventListener() {} });
globalThis.document = { createElement: element };

const { Trouble } = await import("../../kit/labextension/static/trouble.js");

const panel = { isDisposed: false, hasClass: () => true, sessionContext: { session: { kernel: { id: "old" } } } };

function troubled() {
  const place = { dataset: {}, childElementCount: 0, replaceChildren(...inside) { this.childElementCount = inside.length; } };
  const around = {
    app: { serviceManager: { connectionFailure: { connect() {} }, sessions: { refreshRunning: async () => {}, running: () => [] } } },
    tracker: { filter: () => [panel] },
  };
  const reopened = [];
  const words = new Proxy({}, { get: (_, key) => String(key) });
  const trouble = new Trouble(around, { ask: async () => ({}) }, words, place, async (one) => { reopened.push(one); }, () => {});
  return { trouble, place, reopened };
}

test("while the server is said to be gone, a dead kernel is no news: it is replaced as soon as the server is back", async () => {
  const { trouble, place, reopened } = troubled();
  trouble.say("shell.gone");
  trouble.lost(panel);
  await trouble.trying;
  assert.deepEqual(reopened, [panel]);
  assert.equal(place.childElementCount, 0);
});

test("a kernel that died alone is not started again and again", async () => {
  const { trouble, place, reopened } = troubled();
  trouble.lost(panel);
  await trouble.trying;
  assert.deepEqual(reopened, []);
  assert.equal(place.dataset.key, "shell.kernel_dead");
});
