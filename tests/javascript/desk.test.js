// What the desk's page knows of a text without a server: when a second opinion is due, what it says at the end.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Desk, SHOWN } from "../../kit/static/desk/desk.js";
import { Gone, Server } from "../../kit/static/desk/server.js";

function withText(/** @type {(number | null)[]} */ ...own) {
  const criteria = own.map((level, n) => [`c${n}`, { own: level, open: false, counts: { level: 1, rater: "ben" } }]);
  const opened = { words: {}, texts: [{ code: "BC2D", missing: [] }], criteria: criteria.map(([id]) => ({ id })) };
  const desk = new Desk(/** @type {any} */ (opened), ...Array(4).fill(null));
  desk.texts.set("BC2D", /** @type {any} */ ({ code: "BC2D", criteria: Object.fromEntries(criteria) }));
  return desk;
}

test("levels that others gave are none of one's own", () => {
  assert.equal(withText(null, null).isGiven("BC2D"), false);
  assert.equal(withText(2, null).isGiven("BC2D"), false);
  const desk = withText(2, 0);
  assert.equal(desk.isGiven("BC2D"), true);
  desk.pending.set("BC2D", new Map([["c0", 2]]));
  assert.equal(desk.isGiven("BC2D"), false);
});

test("one criterion across all texts ends with what is true of it alone", () => {
  const opened = { words: {}, texts: ["BC2D", "FG3H"].map((code) => ({ code, missing: ["event", "action"] })),
    criteria: [{ id: "event", name: "Event" }, { id: "action", name: "Action" }] };
  /** @type {[string, object][]} */
  const said = [];
  const bar = { say: (/** @type {string} */ key, /** @type {object} */ values) => said.push([key, values]) };
  const desk = new Desk(/** @type {any} */ (opened), ...[null, null, null].map((one) => /** @type {any} */ (one)), /** @type {any} */ (bar));
  desk.state.goAcross("event");
  for (const misses of desk.state.missing.values()) misses.delete("event");
  desk.goOn();
  assert.deepEqual(said.pop(), ["across_done", { criterion: "Event" }]);
  for (const misses of desk.state.missing.values()) misses.delete("action");
  desk.goOn();
  assert.equal(said.pop()?.[0], "none_waiting");
});

test("a round of one criterion is over after its last level: one key too many changes nothing", async () => {
  const ids = ["event", "action"];
  /** @type {Record<string, number>} */
  const kept = {};
  const told = (/** @type {string} */ code) => ({ code, revision: "1", text: "Words.", criteria: Object.fromEntries(ids.map((id) => [id, {
    own: kept[`${code} ${id}`] ?? null, open: !(`${code} ${id}` in kept), counts: null, gradebook: null, reason: null }])) });
  /** @type {string[]} */
  const said = [];
  const opened = { words: { across_choose_first: "Choose {criterion} first.", across_done: "" }, texts: ["BC2D", "FG3H"].map((code) => ({ code, missing: [...ids] })),
    criteria: [{ id: "event", name: "Event" }, { id: "action", name: "Action" }] };
  const server = {
    ask: async (/** @type {string} */ what) => (what.startsWith("order/") ? { order: ["BC2D", "FG3H"] } : told(what.slice("text/".length))),
    keep: async (/** @type {string} */ _, /** @type {any} */ { code, criterion, level }) => {
      kept[`${code} ${criterion}`] = level;
      return told(code);
    },
  };
  const panes = { draw() {}, open: () => true };
  const bar = { say: (/** @type {string} */ key) => said.push(key), refuse: (/** @type {string} */ why) => said.push(why), draw() {}, gradebook() {}, trouble() {} };
  globalThis.document = /** @type {any} */ ({ dispatchEvent() {} });
  const desk = new Desk(/** @type {any} */ (opened), /** @type {any} */ (server), ...[panes, panes, bar].map((one) => /** @type {any} */ (one)));
  const settled = () => new Promise((done) => { setTimeout(done); });
  await desk.show("BC2D");
  await desk.across();
  for (const level of [2, 1]) {
    desk.give(level);
    await settled();
  }
  desk.give(3);
  desk.give(0);
  await settled();
  assert.deepEqual(kept, { "BC2D event": 2, "FG3H event": 1 });
  assert.equal(said.pop(), "Choose Event first.");
  // On purpose its level can be changed: from where one is, or after going back there.
  desk.step(-1);
  desk.give(0);
  await settled();
  assert.deepEqual(kept, { "BC2D event": 2, "FG3H event": 0 });
  desk.give(2);
  await settled();
  desk.beside(-1);
  await settled();
  desk.give(3);
  await settled();
  desk.give(1);
  await settled();
  assert.deepEqual(kept, { "BC2D event": 3, "FG3H event": 0 });
  // Back at whole texts, the next level is for what this text still misses.
  await desk.across();
  assert.equal(said.pop(), "across_end", "what is said of the round ends with it");
  desk.give(2);
  await settled();
  assert.deepEqual(kept, { "BC2D event": 3, "FG3H event": 0, "BC2D action": 2 });
  await desk.across();
  await settled();
  desk.give(3);
  await settled();
  // Its samples are those of the criterion of the round.
  desk.look("anchors");
  assert.equal(desk.state.criterion, "event");
});

test("a reason or a comment is about the level given last, saved or not, until the marker moves on", async () => {
  const ids = ["event", "action"];
  const text = { code: "BC2D", revision: "1", text: "Words.", criteria: Object.fromEntries(ids.map((id) => [id, {
    own: null, open: true, counts: null, gradebook: null, reason: null }])) };
  const opened = { words: { none_waiting: "" }, texts: [{ code: "BC2D", missing: [...ids] }], criteria: ids.map((id) => ({ id, name: id })) };
  // The desk never answers that a level is saved.
  const server = { ask: async () => text, keep: () => new Promise(() => {}) };
  const panes = { draw() {}, open: () => true };
  const bar = { say() {}, refuse() {}, draw() {}, gradebook() {}, trouble() {} };
  globalThis.document = /** @type {any} */ ({ dispatchEvent() {} });
  const desk = new Desk(/** @type {any} */ (opened), /** @type {any} */ (server), ...[panes, panes, bar].map((one) => /** @type {any} */ (one)));
  await desk.show("BC2D");
  assert.equal(desk.subject(), "event");
  desk.give(2);
  assert.equal(desk.state.criterion, "action");
  assert.equal(desk.subject(), "event");
  desk.step(-1);
  desk.step(1);
  desk.give(1);
  assert.equal(desk.subject(), "action");
  desk.step(-1);
  assert.equal(desk.subject(), desk.state.criterion);
});

test("nothing that was typed after a refused key is sent, and the refused criterion comes next", async () => {
  const ids = ["event", "assumption", "action"];
  const standing = (/** @type {number | null} */ own) => ({ own, open: own === null, counts: null, gradebook: null, reason: null });
  const told = (/** @type {string} */ code) => ({ code, revision: "1", text: "Words.", criteria: Object.fromEntries(ids.map((id) => [id, standing(null)])) });
  /** @type {any[]} */
  const sent = [];
  let refuses = true;
  globalThis.fetch = /** @type {any} */ (async (/** @type {string} */ to, /** @type {any} */ { body }) => {
    if (body) sent.push(JSON.parse(body));
    const refused = body && refuses;
    return { ok: !refused, json: async () => (refused ? { sentence: "The mark is 3 now." } : told(to.split("/").pop() ?? "")) };
  });
  globalThis.document = /** @type {any} */ ({ dispatchEvent() {} });
  const opened = { words: { none_waiting: "" }, texts: ["BC2D", "FG3H"].map((code) => ({ code, missing: [...ids] })), criteria: ids.map((id) => ({ id, name: id })) };
  const panes = { draw() {}, open: () => true };
  const bar = { say() {}, refuse() {}, draw() {}, failed() {} };
  const desk = new Desk(/** @type {any} */ (opened), new Server("token"), ...[panes, panes, bar].map((one) => /** @type {any} */ (one)));
  /** @type {string[]} */
  const stopped = [];
  desk.stop = (why) => stopped.push(why);
  const settled = () => new Promise((done) => { setTimeout(done, 20); });
  await desk.show("BC2D");
  for (const level of [0, 1, 2]) desk.give(level);
  void desk.show("FG3H");
  await settled();
  desk.undo();
  await settled();
  assert.deepEqual(sent.map(({ criterion, level }) => [criterion, level]), [["event", 0], [undefined, undefined]]);
  assert.deepEqual(stopped, ["The mark is 3 now.", "The mark is 3 now."]);
  assert.deepEqual([desk.state.code, desk.state.criterion, [...desk.state.misses("BC2D")]], ["BC2D", "event", ids]);
  refuses = false;
  desk.give(3);
  await settled();
  assert.deepEqual(sent.at(-1), { code: "BC2D", criterion: "event", level: 3, revision: "1" });
});

test("whoever goes back to the texts sees the text that the next level is for, though no desk answers", async () => {
  const known = { code: "BC2D", revision: "1", text: "Words.", criteria: { event: { own: null, open: true, counts: null, gradebook: null, reason: null } } };
  let alive = true;
  const server = {
    ask: async () => {
      if (!alive) throw new Gone("Failed to fetch");
      return known;
    },
  };
  /** @type {string[]} */
  const drawn = [];
  const text = { draw: (/** @type {any} */ { code }, /** @type {any} */ { number, of }) => drawn.push(`${code} ${number} of ${of}`) };
  const told = (/** @type {any} */ event) => { if (event.type === SHOWN) drawn.push("shown"); };
  globalThis.document = /** @type {any} */ ({ dispatchEvent: told });
  const bar = { say() {}, refuse() {}, draw() {}, failed: (/** @type {Error} */ fault) => void drawn.push(fault.message) };
  const opened = { words: { none_waiting: "" }, texts: [{ code: "BC2D", missing: ["event"] }], criteria: [{ id: "event", name: "Event" }] };
  const desk = new Desk(/** @type {any} */ (opened), /** @type {any} */ (server), ...[text, { draw() {} }, bar].map((one) => /** @type {any} */ (one)));
  await desk.show("BC2D");
  await desk.enter(/** @type {any} */ ({}));
  // A mode puts its own text there, and its own criterion.
  desk.state.criterion = "action";
  drawn.length = 0;
  alive = false;
  await desk.enter(null);
  assert.deepEqual(drawn, ["BC2D 1 of 1", "shown", "Failed to fetch"], "the text is there before other parts add to it");
  assert.equal(desk.state.criterion, "event");
  assert.equal(desk.moving, false);
});
