// One answer on its way to the journal, with a course that replies when the test says so.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const store = new Map();
const methods = {
  setItem: (key, value) => store.set(key, value),
  getItem: (key) => store.get(key) ?? null,
  removeItem: (key) => store.delete(key),
};
globalThis.localStorage = new Proxy(methods, {
  ownKeys: () => [...store.keys()],
  getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
});
globalThis.location = { pathname: "/doc/tree/01_equity.ipynb" };
globalThis.window = new EventTarget();

const { Answer, blank, same } = await import("../../kit/static/forms/answer.js");
const { stateWords } = await import("../../kit/static/forms/state_words.js");

const ITEM = { id: "equity.reflection", occasion: "during", lane: "shared" };
const AT = "2027-01-31T10:42:00+00:00";
const words = new Proxy({}, { get: (_, key) => `<${String(key)}>` });

let asked;
let answer;

function opened(state = { heads: [], draft: null }, item = ITEM) {
  asked = [];
  answer = new Answer({ ask: (message, then) => asked.push({ message, ...then }) }, item, { words, workspace: "w" }, () => {});
  answer.open(state);
  return answer;
}

const page = globalThis[Symbol.for("kit.on_page")];

beforeEach(() => {
  store.clear();
  page.clear();
  opened();
});

function typed(text) {
  answer.input(text);
  answer.leave();
  return asked.at(-1);
}

test("values are the same whatever object holds them", () => {
  assert.ok(same({ a: [1, null] }, { a: [1, null] }));
  assert.ok(!same({ a: 1 }, { a: 1, b: 2 }));
  assert.ok(!same([1], null));
});

test("spaces, empty halves and nothing are blank; an unchecked false is an answer", () => {
  assert.ok([null, undefined, " \n", [], {}, { if: "", then: " " }].every(blank));
  assert.ok(![false, 0, "a", ["a"], { if: "a", then: "" }].some(blank));
});

test("what is typed becomes a draft, and the draft's time is the course's", () => {
  const draft = typed("I asked her.");
  assert.deepEqual(draft.message, { type: "draft", item: ITEM.id, occasion: "during", lane: "shared", parent: null, follows: { heads: [], draft: null, sent: [] }, value: "I asked her." });
  draft.reply({ ok: true, at: AT });
  assert.equal(answer.draftAt, AT);
  assert.ok(answer.idle);
});

test("words that are used stand in the field before it is drawn", () => {
  rewritten().silent();
  answer.back();
  asked.at(-1).silent();
  answer.end();
  const drawn = [];
  asked = [];
  answer = new Answer({ ask: (message, then) => asked.push({ message, ...then }) }, ITEM, { words, workspace: "w" }, () => drawn.push([answer?.phase, answer?.value]));
  answer.open(SAVED);
  answer.takeOffered();
  assert.ok(!drawn.some(([phase, value]) => phase === "writing" && value !== "Slower."), JSON.stringify(drawn));
  assert.deepEqual([answer.phase, answer.value, answer.parent], ["writing", "Slower.", SAVED.heads[0].id]);
});

test("a draft's reply that comes after what was typed next leaves that to be saved", () => {
  const draft = typed("I asked");
  answer.input("I asked her.");
  draft.reply({ ok: true, at: AT });
  assert.ok(answer.dirty);
  answer.end();
});

test("a draft's reply that comes after Done says nothing", () => {
  const draft = typed("I asked her.");
  answer.done();
  const head = { id: "1", lane: "shared", at: AT, value: "I asked her." };
  asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: { heads: [head], draft: null } } });
  draft.reply({ ok: false, sentence: "too late" });
  assert.equal(answer.phase, "done");
  assert.equal(answer.failure, null);
});

test("without a reply the words are kept in the browser and are there when the page opens again", () => {
  typed("I asked her.").silent();
  answer.end();
  assert.match(answer.failure, /^<state.kept_not_on_disk>/);
  assert.equal(opened().value, "I asked her.");
});

/** Whether any words lie in the browser. */
const lies = (text) => [...store.values()].some((one) => one.includes(text));

test("no word of the private lane is ever put into the browser, whatever happens to it", () => {
  opened({ heads: [], draft: null }, { ...ITEM, lane: "private" });
  typed("SECRET").silent();
  assert.match(answer.failure, /^<state.on_page_copy>/);
  typed("SECRET, too").reply({ ok: false, sentence: "The disk is full." });
  answer.input("SECRET again");
  answer.leave(true);
  answer.done();
  asked.at(-1).silent();
  assert.equal(store.size, 0);
  assert.ok(answer.onPageOnly);
  // What was sent before the learner chose to share it was private then.
  answer.choosesLane("shared");
  answer.input("Shared");
  answer.leave();
  asked.at(-1).silent();
  assert.ok(lies("Shared") && !lies("SECRET"));
  assert.ok(!answer.onPageOnly);
  answer.choosesLane("private");
  assert.equal(store.size, 0);
  answer.input("SECRET to the end");
  answer.leave();
  asked.at(-1).silent();
  answer.end();
  // A form that is drawn anew on the same page has them; a page that is loaded anew doesn't.
  assert.equal(opened({ heads: [], draft: null }, { ...ITEM, lane: "private" }).value, "SECRET to the end");
  answer.end();
  page.clear();
  assert.equal(opened().value, null);
});

test("private words that give way to others are offered on the page alone", () => {
  opened({ heads: [], draft: null }, { ...ITEM, lane: "private" });
  typed("SECRET");
  const draft = { value: "Theirs.", lane: "shared", at: AT, parent: null };
  asked.at(-1).reply({ ok: false, sentence: "s", answers: { [ITEM.id]: { heads: [], draft } } });
  answer.showsElsewhere();
  assert.deepEqual([answer.offered.value, answer.lane], ["SECRET", "shared"]);
  typed("Theirs, and more.").silent();
  assert.ok(lies("and more") && !lies("SECRET"));
  answer.end();
});

const disk = (value, at = AT) => ({ heads: [], draft: { value, lane: "shared", at, parent: null } });

/** Saved as a draft, then more typed that no reply came to. */
function cutOff() {
  typed("I asked").reply({ ok: true, at: AT });
  typed("I asked her.").silent();
  answer.end();
}

test("words kept in the browser go back into the field where the disk still has what they go on from", () => {
  cutOff();
  opened(disk("I asked"));
  assert.equal(answer.value, "I asked her.");
  assert.equal(answer.offered, null);
  assert.ok(answer.putBackAt);
  asked.at(-1).reply({ ok: true, at: "2027-01-31T10:50:00+00:00" });
  assert.equal(store.size, 0);
});

test("a draft that was written though its reply never came is no other text", () => {
  cutOff();
  typed("I asked her twice.").silent();
  answer.end();
  assert.equal(opened(disk("I asked her.", "2027-01-31T10:43:00+00:00")).value, "I asked her twice.");
});

test("where something else was typed or done since, they are offered and the field keeps that", () => {
  const head = { id: "1", lane: "shared", at: AT, value: "Elsewhere." };
  for (const state of [disk("Elsewhere.", "2027-01-31T10:43:00+00:00"), { heads: [], draft: null }, { heads: [head], draft: null }]) {
    store.clear();
    opened();
    cutOff();
    opened(state);
    assert.equal(answer.value, state.draft?.value ?? state.heads[0]?.value ?? null);
    assert.equal(answer.offered.value, "I asked her.");
    assert.equal(answer.putBackAt, null);
  }
});

test("a finished answer that was being written again is written on", () => {
  const head = { id: "1", lane: "shared", at: AT, value: "I asked." };
  opened({ heads: [head], draft: null });
  answer.again();
  typed("I asked her.").silent();
  answer.end();
  opened({ heads: [head], draft: null });
  assert.equal(answer.phase, "writing");
  assert.equal(answer.value, "I asked her.");
  assert.equal(answer.parent, "1");
});

const LATER = "2027-01-31T10:50:00+00:00";

test("a message says what it follows: what was read, or saved, or sent without a reply", () => {
  opened(disk("I asked"));
  assert.deepEqual(typed("I asked her.").message.follows, { heads: [], draft: AT, sent: [] });
  const second = typed("I asked her twice.");
  assert.deepEqual(second.message.follows, { heads: [], draft: AT, sent: ["I asked her."] });
  second.reply({ ok: true, at: LATER });
  const emptied = typed("");
  assert.deepEqual([emptied.message.type, emptied.message.follows], ["discard", { heads: [], draft: LATER, sent: [] }]);
  const anew = typed("Anew.");
  assert.deepEqual(anew.message.follows, { heads: [], draft: LATER, sent: [null] });
  anew.reply({ ok: true, at: LATER });
  answer.done();
  assert.deepEqual(asked.at(-1).message.follows, { heads: [], draft: LATER, sent: [] });
  asked.at(-1).silent();
  // The Done was saved, as the reply to the next draft says.
  const more = typed("Anew, and more.");
  assert.deepEqual(more.message.follows.sent, ["Anew."]);
  more.reply({ ok: true, at: LATER, heads: SAVED.heads });
  assert.deepEqual([answer.parent, asked.at(-1).message.type], [HEAD.id, "draft"]);
  answer.done();
  assert.deepEqual(asked.at(-1).message.follows, { heads: [HEAD.id], draft: LATER, sent: [] });
  asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: SAVED } });
  answer.remove();
  assert.deepEqual(asked.at(-1).message.follows, { heads: [HEAD.id], draft: null, sent: [] });
  answer.end();
});

/** The last message was refused: the disk holds this instead. */
const refuse = (state) => asked.at(-1).reply({ ok: false, code: "answer.written_elsewhere", sentence: "Elsewhere.", answers: { [ITEM.id]: state } });

test("a draft that is refused stays in the field and in this browser, and is sent again only if the learner says so", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  typed("Mine.");
  refuse(disk("Theirs.", LATER));
  assert.match(stateWords(answer), /^<state.not_saved>/);
  assert.deepEqual([answer.value, answer.keep.get().value, answer.idle], ["Mine.", "Mine.", false]);
  answer.input("Mine, and more.");
  answer.leave();
  answer.leave(true);
  t.mock.timers.tick(60_000);
  assert.equal(asked.length, 1);
  assert.equal(answer.keep.get().value, "Mine, and more.");
  answer.keepsMine();
  const { message, reply } = asked.at(-1);
  assert.deepEqual([asked.length, message.type, message.value, message.follows], [2, "draft", "Mine, and more.", { heads: [], draft: LATER, sent: [] }]);
  reply({ ok: true, at: "2027-01-31T10:51:00+00:00" });
  assert.deepEqual([answer.elsewhere, answer.failure, answer.idle, store.size], [null, null, true, 0]);
});

test("a late refusal of what was sent before says nothing about what the learner keeps", () => {
  const first = typed("Mine.");
  const second = typed("Mine, and more.");
  const state = { answers: { [ITEM.id]: disk("Theirs.", LATER) } };
  first.reply({ ok: false, sentence: "Elsewhere.", ...state });
  answer.keepsMine();
  second.reply({ ok: false, sentence: "Elsewhere.", ...state });
  assert.equal(answer.elsewhere, null);
  asked.at(-1).reply({ ok: true, at: LATER });
  assert.ok(answer.idle);
});

test("what the disk holds takes the place of what stood in the field, which waits in this browser", () => {
  typed("Mine.");
  refuse(disk("Theirs.", LATER));
  answer.showsElsewhere();
  assert.deepEqual([answer.value, answer.draftAt, answer.failure, answer.offered.value], ["Theirs.", LATER, null, "Mine."]);
  assert.equal(answer.keep.get().value, "Mine.");
  assert.equal(opened(disk("Theirs.", LATER)).offered.value, "Mine.", "and doesn't go into the field by itself");
  // The two change places.
  answer.takeOffered(true);
  const { message, reply } = asked.at(-1);
  assert.deepEqual([message.value, message.follows.draft, answer.offered.value], ["Mine.", LATER, "Theirs."]);
  assert.deepEqual([answer.keep.get().value, answer.keep.get().earlier.value], ["Mine.", "Theirs."]);
  reply({ ok: true, at: LATER });
  assert.equal(answer.keep.get().value, "Theirs.");
  answer.dropOffered();
  assert.equal(store.size, 0);
  answer.end();
});

test("Done that is refused is Done again once the learner keeps it, on what is known now and no more widely shared", () => {
  opened(SAVED).again();
  answer.input("Mine.");
  answer.done();
  const anew = { ...HEAD, id: "9", lane: "private", value: "Theirs." };
  refuse({ heads: [anew], draft: null });
  assert.deepEqual([answer.phase, answer.value, answer.saving, answer.head.id], ["writing", "Mine.", false, HEAD.id]);
  answer.keepsMine();
  const { message } = asked.at(-1);
  assert.deepEqual([message.type, message.value, message.parent, message.lane, message.follows.heads], ["done", "Mine.", "9", "private", ["9"]]);
  answer.end();
});

test("where two computers' answers have come meanwhile, what is kept follows the one that it followed", () => {
  opened(SAVED).again();
  typed("Mine.");
  refuse({ heads: [HEAD, { ...HEAD, id: "9", value: "Theirs." }], draft: null });
  answer.keepsMine();
  assert.equal(asked.at(-1).message.parent, HEAD.id);
  asked.at(-1).reply({ ok: true, at: LATER });
  typed("Mine, and more.");
  refuse({ heads: [HEAD, { ...HEAD, id: "9", value: "Theirs." }], draft: null });
  answer.showsElsewhere();
  assert.deepEqual([answer.phase, answer.offered.value], ["two", "Mine, and more."]);
  answer.end();
});

test("a page without words of its own shows what the disk holds, and says why nothing was done", () => {
  opened(SAVED).remove();
  refuse({ heads: [{ ...HEAD, id: "9", value: "Theirs." }], draft: null });
  assert.deepEqual([answer.value, answer.elsewhere, answer.failure], ["Theirs.", null, null]);
  assert.match(stateWords(answer), /^<state.not_done>/);
  opened(disk("I asked"));
  typed("");
  refuse(disk("Theirs.", LATER));
  assert.deepEqual([answer.value, answer.draftAt, stateWords(answer)], ["Theirs.", LATER, "Elsewhere."]);
  // The same words are no other ones.
  typed("Same.");
  refuse(disk("Same.", LATER));
  assert.deepEqual([answer.value, answer.draftAt, answer.elsewhere], ["Same.", LATER, null]);
  // What is typed stays, whatever was to be done with the saved answer.
  opened(SAVED).again();
  answer.input("Mine.");
  answer.remove();
  refuse({ heads: [], draft: null });
  assert.deepEqual([answer.value, answer.elsewhere.type], ["Mine.", "delete"]);
  answer.keepsMine();
  assert.deepEqual([asked.at(-1).message.type, asked.at(-1).message.parent], ["draft", null]);
  answer.end();
});

test("words that wait to be used stay kept while others are written, saved or not", () => {
  const elsewhere = disk("Elsewhere.", "2027-01-31T10:43:00+00:00");
  typed("I asked her.").silent();
  answer.end();
  opened(elsewhere);
  typed("Something else.").silent();
  answer.end();
  const first = opened(disk("Elsewhere again.", "2027-01-31T10:44:00+00:00")).offered;
  assert.equal(first.value, "Something else.");
  answer.dropOffered();
  assert.equal(answer.offered.value, "I asked her.");
  typed("A third.").reply({ ok: true, at: AT });
  assert.equal(opened({ heads: [], draft: { value: "A third.", lane: "shared", at: AT } }).offered.value, "I asked her.");
  answer.takeOffered();
  asked.at(-1).reply({ ok: true, at: AT });
  assert.equal(answer.value, "I asked her.");
  assert.equal(opened().offered, null);
});

test("Done on nothing asks for words and sends none", () => {
  answer.done();
  assert.ok(answer.nudged);
  assert.equal(asked.length, 0);
});

test("half a character, from a broken paste, is not sent", { skip: !"".toWellFormed }, () => {
  assert.equal(typed("a\ud800b").message.value, "a\ufffdb");
});

test("two finished answers wait for a choice", () => {
  const heads = ["1", "2"].map((id) => ({ id, lane: "shared", at: AT, value: id }));
  assert.equal(opened({ heads, draft: null }).phase, "two");
});

const HEAD = { id: "1", lane: "shared", at: AT, value: "Hasty." };
const rewriting = (at = AT) => ({ heads: [HEAD], draft: { value: HEAD.value, lane: "shared", at, parent: HEAD.id } });

test("what was typed over a saved answer, and not saved, goes back into the field", () => {
  opened(rewriting());
  typed("Slower.").silent();
  answer.end();
  opened(rewriting());
  assert.equal(answer.value, "Slower.");
  assert.ok(answer.putBackAt);
  answer.end();
});

test("an answer that is written again says what stands, also beside a newer draft", () => {
  opened(rewriting());
  assert.match(stateWords(answer), /^<state.again>/);
  typed("Slower.").reply({ ok: true, at: AT });
  assert.match(stateWords(answer), /^<state.draft>.* · <state.again>/);
  assert.ok(answer.changedSince);
  answer.end();
});

test("a press on a saved answer that the course does not hear is not called unsaved", () => {
  opened({ heads: [HEAD], draft: null });
  answer.makePrivate();
  assert.ok(answer.asked);
  asked.at(-1).silent();
  assert.match(stateWords(answer), /^<state.not_now>/);
  asked.at(-1).reply({ ok: false, sentence: "too late" });
  assert.match(stateWords(answer), /^<state.not_done>/);
  assert.equal(answer.failure, null);
});

test("where the course does not hear that the saved answer is kept, it is saved, and newer words are not lost", () => {
  opened({ heads: [HEAD], draft: { value: "Slower.", lane: "shared", at: AT, parent: "1" } });
  answer.input("Slower, and");
  answer.back();
  asked.at(-1).silent();
  assert.match(stateWords(answer), /^<state.not_now>/);
  assert.equal(answer.failure, null);
  assert.equal(answer.keep.get().value, "Slower, and");
  answer.back();
  asked.at(-1).reply({ ok: false, sentence: "too late" });
  assert.match(stateWords(answer), /^<state.not_done>/);
  answer.input("Slower, and calmly.");
  assert.match(stateWords(answer), /^<state.draft_unsaved>/);
  answer.back();
  asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: { heads: [HEAD], draft: null } } });
  assert.equal(answer.keep.get(), null);
  assert.match(stateWords(answer), /^<state.saved>/);
  answer.end();
});

const SAVED = { heads: [HEAD], draft: null };

/** Saved, written again, and newer words that no reply came to. */
function rewritten() {
  opened(SAVED);
  answer.again();
  return typed("Slower.");
}

const THROWN = [["discard", () => answer.back(), SAVED], ["delete", () => answer.remove(), { heads: [], draft: null }]];
for (const [wish, press, after] of THROWN) {
  test(`no draft follows the words that are thrown away: ${wish}`, (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    rewritten().silent();
    press();
    t.mock.timers.tick(60_000);
    const draft = rewritten();
    press();
    const { silent, reply } = asked.at(-1);
    draft.silent();
    draft.reply({ ok: false, sentence: "disk full" });
    silent();
    answer.leave();
    answer.leave(true);
    t.mock.timers.tick(60_000);
    assert.equal(asked.at(-1).message.type, wish, "none is sent after it");
    assert.equal(answer.failure, null);
    assert.match(stateWords(answer), /^<state.not_now>/);
    assert.equal(answer.keep.get().value, "Slower.", "the course may be gone for good");
    reply({ ok: true, answers: { [ITEM.id]: after } });
    t.mock.timers.tick(60_000);
    assert.equal(asked.at(-1).message.type, wish);
    assert.equal(answer.value, after.heads[0]?.value ?? null);
    assert.equal(store.size, 0);
  });

  test(`words that were to be thrown away are offered, not put back by themselves: ${wish}`, () => {
    rewritten().silent();
    press();
    asked.at(-1).silent();
    answer.end();
    opened(SAVED);
    assert.deepEqual([answer.phase, answer.offered.value], ["done", "Slower."]);
    // Made private or deleted with the course gone, the answer stands, and they wait on.
    answer.makePrivate();
    asked.at(-1).silent();
    assert.equal(answer.keep.get().value, "Slower.");
    answer.remove();
    asked.at(-1).silent();
    assert.equal(answer.keep.get().value, "Slower.");
    // Deleted with the answer, they are no longer there to be used.
    answer.remove();
    asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: { heads: [], draft: null } } });
    assert.deepEqual([answer.offered, store.size], [null, 0]);
  });

  test(`what is typed after that wish is not thrown away: ${wish}`, (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    rewritten();
    press();
    const { silent, reply } = asked.at(-1);
    silent();
    const draft = typed("Slower, and calmly.");
    assert.equal(draft.message.type, "draft");
    reply({ ok: true, answers: { [ITEM.id]: after } });
    draft.reply({ ok: true, at: AT });
    assert.deepEqual([answer.phase, answer.value], ["writing", "Slower, and calmly."]);
    t.mock.timers.tick(60_000);
    assert.deepEqual([asked.at(-1).message.value, asked.at(-1).message.parent], ["Slower, and calmly.", after.heads[0]?.id ?? null]);
    answer.end();
  });

  test(`Done after that wish is the one that counts: ${wish}`, () => {
    rewritten();
    press();
    const thrown = asked.at(-1);
    thrown.silent();
    answer.done();
    thrown.reply({ ok: true, answers: { [ITEM.id]: after } });
    assert.deepEqual([answer.value, answer.saving], ["Slower.", true]);
    asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: { heads: [{ ...HEAD, id: "2", value: "Slower." }], draft: null } } });
    assert.deepEqual([answer.phase, answer.value], ["done", "Slower."]);
    answer.end();
  });
}

test("words that are thrown away stay so when an earlier Done is answered late", () => {
  rewritten();
  answer.done();
  const done = asked.at(-1);
  done.silent();
  answer.input("Slower, and");
  answer.back();
  const kept = [{ ...HEAD, id: "2", value: "Slower." }];
  done.reply({ ok: true, answers: { [ITEM.id]: { heads: kept, draft: null } } });
  asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: { heads: kept, draft: null } } });
  assert.deepEqual([answer.phase, answer.value, asked.at(-1).message.type], ["done", "Slower.", "discard"]);
  answer.end();
});

test("whoever types without a pause is saved on the way", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  for (let second = 1; second <= 12; second += 1) {
    answer.input("word ".repeat(second));
    t.mock.timers.tick(1000);
  }
  assert.deepEqual(asked.map(({ message }) => message.value), ["word ".repeat(5), "word ".repeat(10)]);
});

test("what is typed after Done waits for a pause again", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  answer.input("I asked her.");
  answer.done();
  const head = { id: "r1", value: "I asked her.", lane: "shared", at: AT };
  asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: { heads: [head], draft: null } } });
  t.mock.timers.tick(60_000);
  const before = asked.length;
  answer.input("I asked her twice.");
  t.mock.timers.tick(1999);
  assert.equal(asked.length, before);
  t.mock.timers.tick(1);
  assert.equal(asked.at(-1).message.value, "I asked her twice.");
});
