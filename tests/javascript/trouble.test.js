// A kernel that is gone because its server was started anew is replaced without a press; one that died alone waits for one.
import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = new EventTarget();
const element = () => ({
  text: "",
  append(...inside) { this.text += inside.map((one) => one.text ?? one).join(""); },
  setAttribute() {},
  addEventListener() {},
});
globalThis.document = { createElement: element };

const { Gone } = await import("../../kit/labextension/static/gone.js");
const { isSaidGone, Trouble } = await import("../../kit/labextension/static/trouble.js");

const panel = { isDisposed: false, node: { querySelector: () => null }, hasClass: () => true, sessionContext: { session: { kernel: { id: "old" } } } };

function troubled(running = []) {
  const said = [];
  const place = { dataset: {}, childElementCount: 0, replaceChildren(...inside) {
    this.childElementCount = inside.length;
    said.push(...inside.map((one) => one.text));
  } };
  const around = {
    app: { serviceManager: { connectionFailure: { connect() {} }, sessions: { refreshRunning: async () => {}, running: () => running } } },
    tracker: { filter: () => [panel] },
  };
  const reopened = [];
  const server = { ask: async () => ({}) };
  const words = new Proxy({}, { get: (_, key) => (key === "shell.try_again" ? key : `${String(key)} at {time}`) });
  const trouble = new Trouble(around, server, words, place, async (one) => { reopened.push(one); }, () => {});
  return { trouble, place, server, reopened, said };
}

test("while the server is said to be gone, a dead kernel is no news: it is replaced as soon as the server is back", async () => {
  const { trouble, place, reopened } = troubled();
  trouble.say("shell.gone");
  assert.ok(isSaidGone(place));
  trouble.lost(panel);
  await trouble.trying;
  assert.deepEqual(reopened, [panel]);
  assert.equal(place.childElementCount, 0);
  assert.ok(!isSaidGone(place));
});

test("a kernel that died alone is not started again and again", async () => {
  const { trouble, place, reopened } = troubled();
  trouble.lost(panel);
  await trouble.trying;
  assert.deepEqual(reopened, []);
  assert.equal(place.dataset.key, "shell.kernel_dead");
});

test("each press while the server is gone is answered anew, and what a look finds does not take the answer away", async (t) => {
  const { trouble, server, said } = troubled();
  server.ask = async () => { throw new Gone("refused"); };
  trouble.say("shell.gone");
  t.mock.timers.enable({ apis: ["Date"], now: new Date(2027, 0, 4, 9, 5, 1) });
  await trouble.tryAgain();
  trouble.say("shell.gone");
  t.mock.timers.setTime(new Date(2027, 0, 4, 9, 5, 3).getTime());
  await trouble.tryAgain();
  assert.deepEqual(said.map((text) => text.replace("shell.try_again", "").replace(/\s/g, " ")), ["shell.gone at {time}", "shell.still_gone at 09:05:01", "shell.still_gone at 09:05:03"]);
});

async function looked(t, running, failed) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(panel.node, "querySelector", () => failed);
  const { trouble, place, reopened } = troubled(running);
  trouble.look();
  t.mock.timers.tick(2000);
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  return { trouble, place, reopened };
}

test("a form without an answer whose kernel was ended elsewhere says so, and Try again starts it anew", async (t) => {
  const { trouble, place, reopened } = await looked(t, [{ kernel: { id: "another" } }], {});
  assert.equal(place.dataset.key, "shell.kernel_dead");
  await trouble.tryAgain();
  assert.deepEqual([reopened, place.childElementCount], [[panel], 0]);
});

test("nothing is said of a kernel while it runs, nor where every form was answered", async (t) => {
  assert.equal((await looked(t, [{ kernel: { id: "old" } }], {})).place.dataset.key, undefined);
  t.mock.reset();
  assert.equal((await looked(t, [], null)).place.dataset.key, undefined);
});
