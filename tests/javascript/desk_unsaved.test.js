// What the marking desk says of what is not saved: every word of it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Server } from "../../kit/static/desk/server.js";
import { needed, unsaved } from "../../kit/static/desk/unsaved.js";

const opened = /** @type {any} */ ({
  words: {
    unsaved_text: "{code}: {levels}", unsaved_of: "{code}, {what}", unsaved_undone: "undone: {count}", unsaved_samples: "samples: {count}",
    unsaved_words: "on <{quote}>", unsaved_withdraw: "to withdraw", unsaved_settled: "{criterion} is {level}", reason_label: "why {criterion} is {level}",
    comment_on: "on {criterion}", comment_closing: "closing line", comment_one_thing: "one thing",
  },
  criteria: [{ id: "event", name: "Event" }, { id: "action", name: "Action" }],
});
/** @param {string} name @param {object} [body] @param {object} [shown] */
const step = (name, body = {}, shown = {}) => ({ name, body: { code: "AB", ...body }, shown });
/** @param {string} code @param {string} criterion @param {number} level */
const level = (code, criterion, level) => step("level", { code, criterion, level });
/** @param {string} kind @param {string} text @param {object} [more] @param {object} [shown] */
const comment = (kind, text, more = {}, shown = {}) => step("comment", { kind, text, criterion: null, ...more }, shown);

test("levels that are not saved stand by text, in the rubric's order and each the last one given", () => {
  const waiting = [level("AB", "action", 0), level("AB", "event", 1), level("CD", "event", 2), level("AB", "action", 3)];
  assert.deepEqual(unsaved(opened, waiting), [{ said: "AB: Event 1, Action 3" }, { said: "CD: Event 2" }]);
});

test("every word that was written stands there, with what it is about", () => {
  const waiting = [
    comment("passage", "What else\ncould it mean?", {}, { quote: "said no" }),
    comment("criterion", "Who was there?", { criterion: "event" }),
    comment("closing", "See you on Monday."),
    comment("one_thing", "Ask her.", { criterion: "action" }),
    step("comment/withdraw", { id: "1" }, { words: "Old words." }),
    step("reason", { criterion: "action", reason: "Nobody is named." }, { level: 0 }),
    step("settle", { criterion: "event", rating: "1", reason: "He is placed." }, { level: 2 }),
  ];
  assert.deepEqual(unsaved(opened, waiting), [
    { said: "AB, on <said no>", words: "What else\ncould it mean?" },
    { said: "AB, on Event", words: "Who was there?" },
    { said: "AB, closing line", words: "See you on Monday." },
    { said: "AB, one thing", words: "Ask her." },
    { said: "AB, to withdraw", words: "Old words." },
    { said: "AB, why Action is 0", words: "Nobody is named." },
    { said: "AB, Event is 2", words: "He is placed." },
  ]);
});

test("what was undone is not given again, and an undo of what is saved is said", () => {
  const waiting = [level("AB", "event", 1), comment("closing", "Bye."), step("undo"), level("AB", "event", 3), step("undo"), step("unsettle")];
  assert.deepEqual(unsaved(opened, waiting), [{ said: "AB: Event 1" }, { said: "undone: 1" }]);
  // The same level again is no step that undo takes back.
  assert.deepEqual(unsaved(opened, [level("AB", "event", 1), level("AB", "event", 1), step("undo")]), []);
  assert.deepEqual(unsaved(opened, [step("undo"), step("calibration", { id: "1", levels: {} })]), [{ said: "undone: 1" }, { said: "samples: 1" }]);
});

test("of several levels or decisions in one place only the last counts as not saved", () => {
  const decided = (/** @type {string} */ reason, /** @type {number} */ at) => step("settle", { criterion: "event", rating: String(at), reason }, { level: at });
  const waiting = [level("AB", "event", 1), level("AB", "event", 2), level("CD", "event", 2), decided("First.", 0), decided("Second.", 2)];
  assert.deepEqual(needed(waiting).map(({ body }) => body.level ?? body.reason), [2, 2, "Second."]);
  assert.deepEqual(unsaved(opened, waiting).map(({ words }) => words), [undefined, undefined, "Second."]);
  assert.deepEqual(needed([level("AB", "event", 1), step("undo")]), [], "nothing of it has to be entered again");
});

/** A server whose answers a test decides. @param {() => any} answer */
function answering(answer) {
  globalThis.fetch = /** @type {any} */ (async () => {
    const found = answer();
    if (found === null) throw new TypeError("Failed to fetch");
    return found;
  });
  const server = new Server("token");
  /** @type {[boolean, boolean][]} */
  const told = [];
  server.tell = (_, gone) => told.push([gone, server.ended]);
  return { server, told };
}

test("that the desk doesn't answer is told by any request, once, until it answers", async ({ mock }) => {
  mock.timers.enable({ apis: ["setInterval"] });
  let alive = false;
  const { server, told } = answering(() => (alive ? { ok: true, json: async () => ({}) } : null));
  server.watch();
  for (const name of ["text/BC2D", "names"]) await assert.rejects(server.ask(name));
  assert.deepEqual(told, [[true, false]]);
  alive = true;
  mock.timers.tick(60_000);
  await new Promise((done) => { setImmediate(done); });
  assert.deepEqual(told, [[true, false], [false, false]]);
});

test("a desk that refuses the token is another one, so this one has ended for good", async ({ mock }) => {
  mock.timers.enable({ apis: ["setInterval"] });
  /** @type {any} */
  let answer = null;
  const { server, told } = answering(() => answer);
  server.watch();
  await assert.rejects(server.ask("names"));
  answer = { ok: false, status: 403, json: async () => { throw new SyntaxError("no JSON"); } };
  await assert.rejects(server.ask("names"));
  // The page doesn't go on asking the other one.
  answer = { ok: true, json: async () => ({}) };
  mock.timers.tick(60_000);
  await new Promise((done) => { setImmediate(done); });
  answer = null;
  await assert.rejects(server.ask("names"));
  assert.deepEqual(told, [[true, false], [true, true]]);
});

test("a window that no longer marks sends nothing that it still had to save, and is told once", async () => {
  /** @type {string[]} */
  const sent = [];
  let other = true;
  globalThis.fetch = /** @type {any} */ (async (/** @type {string} */ to) => {
    sent.push(to);
    return { ok: !other, json: async () => (other ? { code: "desk.other_window" } : {}) };
  });
  const server = new Server("token");
  let told = 0;
  server.elsewhere = () => { told += 1; };
  const steps = ["level", "comment", "undo"].map((name) => server.keep(name));
  for (const one of await Promise.allSettled(steps)) assert.equal(one.status, "rejected");
  assert.deepEqual([sent, told, server.here, server.unsaved], [["/api/level"], 1, false, 0]);
  other = false;
  await server.ask("desk");
  await server.keep("level");
  assert.equal(server.here, true);
});

test("whoever keeps something can say more of it than is sent, and hears when the desk is gone", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {any[]} */
  const sent = [];
  let answers = false;
  globalThis.fetch = /** @type {any} */ (async (/** @type {string} */ _, /** @type {any} */ { body }) => {
    sent.push(JSON.parse(body));
    if (!answers) throw new TypeError("Failed to fetch");
    return { ok: true, json: async () => ({}) };
  });
  const server = new Server("token");
  /** @type {[number, boolean][]} */
  const told = [];
  server.tell = (unsavedNow, gone) => {
    told.push([unsavedNow, gone]);
    answers = gone;
    // It asks again after a while.
    if (gone) setImmediate(() => mock.timers.tick(60_000));
  };
  const kept = server.keep("comment", { text: "Bye." }, { quote: "said no" });
  assert.deepEqual(server.waiting, [{ name: "comment", body: { text: "Bye." }, shown: { quote: "said no" } }]);
  await kept;
  assert.deepEqual(told, [[1, false], [1, true], [1, false], [0, false]]);
  assert.deepEqual(sent, [{ text: "Bye." }, { text: "Bye." }]);
});
