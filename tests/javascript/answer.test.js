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

const { Answer, blank, same } = await import("../../kit/forms/static/answer.js");
const { stateWords } = await import("../../kit/forms/static/state_words.js");

const ITEM = { id: "equity.reflection", occasion: "during", lane: "private" };
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

beforeEach(() => {
  store.clear();
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
  assert.deepEqual(draft.message, { type: "draft", item: ITEM.id, occasion: "during", lane: "private", parent: null, on: { draft: null, sent: [] }, value: "I asked her." });
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

test("newer words are not thrown away for an answer that another window deleted", () => {
  opened(SAVED).again();
  typed("Again.").reply({ ok: true, at: AT });
  answer.back();
  assert.equal(asked.at(-1).message.parent, HEAD.id);
  gone({ ...disk("Again."), heads: [] });
  assert.deepEqual([answer.head, answer.phase, answer.value], [null, "writing", "Again."]);
  assert.equal(stateWords(answer), "<state.outlived>");
  assert.ok(!asked.some(({ message }) => message.type === "draft" && message.parent === null), "it is on the disk as it was");
  // What was not sent yet is newer than that, and goes there.
  opened(SAVED).again();
  typed("Again.").reply({ ok: true, at: AT });
  answer.input("Again and again.");
  answer.back();
  gone(disk("Again."));
  answer.leave();
  assert.deepEqual([asked.at(-1).message.value, asked.at(-1).message.parent], ["Again and again.", null]);
  answer.end();
});

/** The last message leant on an answer that another window deleted. */
const gone = (state = { heads: [], draft: null }) => asked.at(-1).reply({ ok: true, gone: true, answers: { [ITEM.id]: state } });

test("words of an answer that another window deleted are written nowhere again", () => {
  opened(SAVED).again();
  answer.back();
  gone();
  assert.deepEqual([answer.head, answer.empty, asked.at(-1).message.type, stateWords(answer)], [null, true, "discard", "<state.deleted>"]);
  // Neither by Done, where they say nothing else: a line noted beside them is no other answer.
  opened({ heads: [{ ...HEAD, value: { path: "a" } }], draft: null });
  answer.says = (a, b) => a.path === b.path;
  answer.input({ path: "a", again: "Yes." });
  answer.done();
  assert.equal(asked.at(-1).message.parent, HEAD.id);
  gone();
  assert.deepEqual([answer.empty, answer.phase, asked.at(-1).message.type], [true, "writing", "done"]);
  answer.end();
});

test("newer words that are Done are saved though another window deleted what they go on from", () => {
  opened(SAVED).again();
  typed("Again.").reply({ ok: true, at: AT });
  answer.done();
  gone(disk("Again."));
  assert.deepEqual([asked.at(-1).message.type, asked.at(-1).message.value, asked.at(-1).message.parent], ["done", "Again.", null]);
  // Where another answer stands by now, that is shown first.
  opened(SAVED).again();
  typed("Again.").reply({ ok: true, at: AT });
  answer.done();
  const sent = asked.length;
  gone({ heads: [{ ...HEAD, id: "9", value: "Anew." }], draft: disk("Again.").draft });
  assert.deepEqual([asked.length, answer.phase, answer.value, answer.head.id], [sent, "writing", "Again.", "9"]);
  // The words lean on that from now on, so the next Done saves them.
  assert.match(stateWords(answer), /^<state.other_stands>/);
  answer.done();
  assert.deepEqual([asked.at(-1).message.type, asked.at(-1).message.parent, asked.at(-1).message.lane], ["done", "9", HEAD.lane]);
});

test("a draft whose answer was made private in another window leans on the one that stands", () => {
  opened(SAVED).again();
  typed("Again.").reply({ ok: true, at: AT });
  const alone = { ...HEAD, id: "9", lane: "private" };
  answer.hears({ heads: [alone], draft: { ...disk("Again.").draft, parent: "9" } });
  answer.done();
  assert.deepEqual([asked.at(-1).message.parent, asked.at(-1).message.lane], ["9", "private"]);
});

test("a window that looks at the disk draws what another one left there, and keeps its own newer words", () => {
  opened(SAVED).hears({ heads: [], draft: null });
  assert.deepEqual([answer.head, answer.empty, stateWords(answer)], [null, true, "<state.deleted>"]);
  answer.hears({ heads: [{ ...HEAD, id: "9" }], draft: null });
  assert.deepEqual([answer.phase, answer.head.id], ["done", "9"]);
  answer.again();
  typed("Again.").reply({ ok: true, at: AT });
  answer.hears({ ...disk("Again."), draft: { ...disk("Again.").draft, parent: "9" } });
  assert.deepEqual([answer.head, answer.value, answer.outlived, asked.length], [null, "Again.", true, 1]);
  answer.hears({ heads: [HEAD], draft: disk("Another's.").draft });
  assert.deepEqual([answer.head.id, answer.value, asked.length], [HEAD.id, "Again.", 1], "and writes over nothing");
  answer.hears({ heads: [], draft: null });
  assert.equal(answer.empty, true, "which were thrown away in another window");
  // Where it saved, it put them aside: they are no other window's here.
  typed("Mine.").reply({ ok: true, at: AT });
  const sent = asked.length;
  answer.hears({ heads: [HEAD], draft: null, aside: [disk("Mine.").draft, disk("Theirs.").draft] });
  assert.deepEqual([answer.head.id, answer.phase, answer.value, answer.draftAt, answer.dirty, asked.length], [HEAD.id, "writing", "Mine.", AT, false, sent]);
  assert.deepEqual(answer.aside.map((one) => one.value), ["Theirs."]);
  // Whatever is on its way hears of it by its own reply; while nothing changed nothing is drawn.
  opened(SAVED).again();
  answer.input("Again.");
  answer.hears({ heads: [], draft: null });
  assert.deepEqual([answer.head.id, answer.value], [HEAD.id, "Again."]);
  answer.end();
});

test("what is saved or deleted here says which draft this window knows, and other windows hear of it", () => {
  const heard = [];
  typed("I asked her.").reply({ ok: true, at: AT });
  typed("I asked her twice.");
  answer.input("I asked her three times.");
  answer.spread = () => heard.push(answer.heads.length);
  answer.done();
  assert.deepEqual(asked.at(-1).message.on, { draft: AT, sent: ["I asked her twice."] });
  asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: SAVED } });
  answer.remove();
  assert.equal(asked.at(-1).message.parent, HEAD.id);
  asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: disk("Another's.") } });
  assert.deepEqual([heard, answer.value, stateWords(answer)], [[1, 0], "Another's.", "<state.draft_stays>"]);
  opened(SAVED).remove();
  gone({ heads: [{ ...HEAD, id: "9", value: "Anew." }], draft: null });
  assert.deepEqual([answer.phase, answer.value], ["done", "Anew."]);
  assert.match(stateWords(answer), /^<state.other_stands>/);
});

test("a draft that is opened without the answer that it went on from waits for Done", () => {
  opened({ heads: [], draft: { ...disk("Again.").draft, parent: HEAD.id } });
  assert.deepEqual([answer.outlived, answer.parent], [true, null]);
  assert.equal(opened(disk("Again.")).outlived, false);
  assert.equal(opened({ heads: [HEAD], draft: { ...disk("Again.").draft, parent: HEAD.id } }).outlived, false);
});

test("a field that is emptied hears that nothing stands, too", () => {
  opened(SAVED).again();
  typed("Again.").reply({ ok: true, at: AT });
  typed("").reply({ ok: true, answers: { [ITEM.id]: { heads: [], draft: null } } });
  assert.deepEqual([asked.at(-1).message.parent, answer.head, stateWords(answer)], [null, null, "<state.deleted>"]);
});

test("a line that goes with an answer names it, and isn't sent where that was deleted", () => {
  const way = new Answer({ ask: () => {} }, { ...ITEM, id: "way" }, { words, workspace: "w" }, () => {});
  way.open(SAVED);
  answer.goesWith = way;
  answer.input({ played: true });
  answer.done();
  assert.deepEqual(asked.at(-1).message.beside, { item: "way", id: HEAD.id });
  gone();
  assert.deepEqual([answer.empty, answer.dirty], [true, false]);
});

test("an answer that another window deleted stands no more on this page", () => {
  opened(SAVED).again();
  const draft = typed("Again.");
  assert.equal(draft.message.parent, SAVED.heads[0].id);
  draft.reply({ ok: true, at: AT, gone: true });
  assert.deepEqual([answer.head, answer.phase, answer.value], [null, "writing", "Again."]);
  assert.equal(typed("Again and again.").message.parent, null);
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
  const head = { id: "1", lane: "private", at: AT, value: "I asked her." };
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

const disk = (value, at = AT) => ({ heads: [], draft: { value, lane: "private", at, parent: null } });

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
  const head = { id: "1", lane: "private", at: AT, value: "Elsewhere." };
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
  const head = { id: "1", lane: "private", at: AT, value: "I asked." };
  opened({ heads: [head], draft: null });
  answer.again();
  typed("I asked her.").silent();
  answer.end();
  opened({ heads: [head], draft: null });
  assert.equal(answer.phase, "writing");
  assert.equal(answer.value, "I asked her.");
  assert.equal(answer.parent, "1");
});

const OTHER = { lane: "private", at: "2027-01-31T10:43:00+00:00", value: "From another window." };
const LATER = "2027-01-31T10:50:00+00:00";

test("a draft says which one it goes on from: what was read, or saved, or sent without a reply", () => {
  opened(disk("I asked"));
  const first = typed("I asked her.");
  assert.deepEqual(first.message.on, { draft: AT, sent: [] });
  const second = typed("I asked her twice.");
  assert.deepEqual(second.message.on, { draft: AT, sent: ["I asked her."] });
  second.reply({ ok: true, at: LATER });
  assert.deepEqual(typed("").message.on, { draft: LATER, sent: [] });
  answer.end();
});

test("what another window wrote is offered, used or thrown away, and never goes into the field by itself", () => {
  typed("Short").reply({ ok: true, at: AT, aside: [OTHER, { ...OTHER, at: LATER, value: "A third." }] });
  assert.deepEqual([answer.value, answer.offer.value, store.size, answer.idle], ["Short", OTHER.value, 0, true]);
  assert.match(stateWords(answer), /^<state.draft>/);
  answer.dropOffered();
  assert.deepEqual([asked.at(-1).message.type, asked.at(-1).message.id, answer.offer.value], ["throw_away", OTHER.at, "A third."]);
  answer.takeOffered();
  assert.deepEqual([asked.at(-1).message.value, asked.at(-1).message.on.draft, answer.offer], ["A third.", AT, null]);
  answer.end();
  // What was typed here and never saved comes first, and each has its turn.
  typed("Never saved.").silent();
  answer.end();
  opened({ ...disk("Elsewhere.", LATER), aside: [OTHER] });
  assert.deepEqual([answer.value, answer.offer.value], ["Elsewhere.", "Never saved."]);
  answer.dropOffered();
  assert.equal(answer.offer.value, OTHER.value);
  answer.end();
});

test("words that are used change places with what stood in the field", () => {
  typed("Mine.").reply({ ok: true, at: AT, aside: [OTHER] });
  const mine = { ...OTHER, at: AT, value: "Mine." };
  answer.takeOffered(true);
  const swap = asked.at(-1);
  // So that the course puts its own draft aside, this window claims to have seen none, neither then nor after.
  assert.deepEqual([swap.message.value, swap.message.on], [OTHER.value, { draft: null, sent: [] }]);
  assert.deepEqual(typed("From another window. More.").message.on, { draft: null, sent: [OTHER.value] });
  asked.at(-1).reply({ ok: true, at: LATER, aside: [mine] });
  assert.deepEqual([answer.offer.value, store.size], ["Mine.", 0]);
  answer.end();
});

test("what was not saved yet when other words are used waits in this browser until the disk has it", () => {
  typed("Mine.").reply({ ok: true, at: AT, aside: [OTHER] });
  const own = typed("Mine, and more.");
  answer.takeOffered(true);
  const { silent, reply } = asked.at(-1);
  own.reply({ ok: true, at: LATER, aside: [OTHER] });
  assert.deepEqual([answer.value, answer.offer.value, answer.draftAt], [OTHER.value, "Mine, and more.", null]);
  silent();
  assert.deepEqual([answer.keep.get().value, answer.keep.get().earlier.value], [OTHER.value, "Mine, and more."]);
  reply({ ok: true, at: LATER, aside: [{ ...OTHER, at: LATER, value: "Mine, and more." }] });
  assert.deepEqual([answer.offered, answer.offer.value, store.size], [null, "Mine, and more.", 0]);
  answer.end();
});

test("no words are offered that stand in the field, or begin what stands there", () => {
  const begun = { ...OTHER, at: LATER, value: "I asked" };
  typed("I asked her.").reply({ ok: true, at: AT, aside: [begun, OTHER] });
  assert.equal(answer.offer.value, OTHER.value);
  answer.dropOffered();
  assert.deepEqual([asked.at(-1).message.id, answer.offer], [OTHER.at, null]);
  answer.input("We");
  assert.equal(answer.offer.value, "I asked", "they wait");
  answer.end();
});

test("an emptied field and Done are told what another window wrote", () => {
  opened(disk("Short"));
  typed("").reply({ ok: true, answers: { [ITEM.id]: { heads: [], draft: null, aside: [OTHER] } } });
  assert.equal(answer.offer.value, OTHER.value);
  typed("Finished.").reply({ ok: true, at: LATER, aside: [OTHER] });
  answer.done();
  assert.equal(asked.at(-1).message.on.draft, LATER);
  const head = { id: "1", lane: "private", at: AT, value: "Finished." };
  asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: { heads: [head], draft: null, aside: [OTHER] } } });
  assert.deepEqual([answer.phase, answer.offer.value], ["done", OTHER.value]);
  answer.takeOffered();
  assert.deepEqual([answer.phase, answer.value], ["writing", OTHER.value]);
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
  assert.equal(opened({ heads: [], draft: { value: "A third.", lane: "private", at: AT } }).offered.value, "I asked her.");
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
  const heads = ["1", "2"].map((id) => ({ id, lane: "private", at: AT, value: id }));
  assert.equal(opened({ heads, draft: null }).phase, "two");
});

const ONCE = { ...ITEM, locked: true };
const HEAD = { id: "1", lane: "shared", at: AT, value: "Hasty." };
const takenBack = (at = AT) => ({ heads: [HEAD], draft: { value: HEAD.value, lane: "shared", at, parent: HEAD.id } });

/** An answer that is given once, as it stands on the disk. */
function once(state) {
  opened(state, ONCE);
  return answer;
}

test("what was typed after an answer was taken back, and not saved, goes back into the field", () => {
  once(takenBack());
  typed("Slower.").silent();
  answer.end();
  once(takenBack());
  assert.equal(answer.value, "Slower.");
  assert.ok(answer.putBackAt);
  answer.end();
});

test("another window's words are kept to be read while the answer stands, and offered once it is taken back", () => {
  once();
  typed("From another window.").silent();
  answer.end();
  once({ heads: [HEAD], draft: null, undo: 60 });
  assert.deepEqual([answer.value, answer.offered.value, answer.stands], ["Hasty.", "From another window.", true]);
  answer.takeOffered();
  assert.equal(answer.phase, "done", "an answer that stands is not written again");
  answer.undo();
  asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: takenBack() } });
  assert.deepEqual([answer.value, answer.offered.value, answer.stands], ["Hasty.", "From another window.", false]);
  typed("Slower.").reply({ ok: true, at: AT });
  answer.takeOffered();
  assert.equal(answer.value, "From another window.");
  answer.end();
});

test("an answer that is taken back says what stands, also beside a newer draft", () => {
  once(takenBack());
  assert.match(stateWords(answer), /^<state.again>/);
  typed("Slower.").reply({ ok: true, at: AT });
  assert.match(stateWords(answer), /^<state.draft>.* · <state.again>/);
  assert.ok(answer.changedSince);
  answer.end();
});

test("a press on a saved answer that the course does not hear is not called unsaved", () => {
  once({ heads: [HEAD], draft: null, undo: 60 });
  answer.undo();
  assert.ok(answer.asked);
  asked.at(-1).silent();
  assert.deepEqual([answer.failure, answer.phase, answer.asked, store.size], [null, "done", false, 0]);
  assert.match(stateWords(answer), /^<state.not_taken_back>/);
  assert.ok(answer.undoable, "it can be pressed again");
  answer.undo();
  assert.match(stateWords(answer), /^<state.done>/);
  answer.end();
  opened({ heads: [HEAD], draft: null });
  answer.makePrivate();
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
  assert.match(stateWords(answer), /^<state.done>/);
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

test("words typed while an answer that is given once falls back to what stands are there to be read", () => {
  once(takenBack());
  answer.back();
  answer.input("Slower.");
  asked.at(-1).reply({ ok: true, answers: { [ITEM.id]: SAVED } });
  assert.deepEqual([answer.stands, answer.value, answer.offered.value], [true, "Hasty.", "Slower."]);
  assert.equal(answer.keep.get().value, "Slower.");
  answer.end();
});

test("an answer stands once another window shows what it is compared with, and that window says so", () => {
  const at = new Date().toISOString();
  once({ heads: [{ ...HEAD, at }], draft: null, undo: 60 });
  const said = [];
  answer.tell = (what) => said.push(what);
  answer.sealed();
  assert.deepEqual([answer.undoable, said], [false, []]);
  once({ heads: [{ ...HEAD, at }], draft: null });
  answer.tell = (what) => said.push(what);
  answer.seal();
  answer.seal();
  assert.deepEqual(said, ["seen"], "also a window that can't take it back itself");
  assert.deepEqual(asked.map(({ message }) => message.type), ["seal"]);
  once({ heads: [HEAD], draft: null });
  answer.tell = (what) => said.push(what);
  answer.seal();
  assert.deepEqual(said, ["seen"], "an old answer can't be taken back anywhere");
});

test("what was seen while the course was gone is told to the one that comes back, and ends the minute there", () => {
  const at = new Date().toISOString();
  once({ heads: [{ ...HEAD, at }], draft: null, undo: 60 });
  answer.seal();
  answer.end();
  once({ heads: [{ ...HEAD, at }], draft: null, undo: 41 });
  assert.equal(answer.undoable, false);
  assert.deepEqual(asked.map(({ message }) => message.type), ["seal"]);
  answer.end();
  once({ heads: [{ ...HEAD, id: "2", at }], draft: null, undo: 60 });
  assert.deepEqual([answer.undoable, asked], [true, []], "another answer has a minute of its own");
  answer.end();
  store.clear();
  answer = new Answer(answer.kernel, ONCE, { words, workspace: "w" }, () => {});
  answer.pass();
  answer.open({ heads: [{ ...HEAD, at }], draft: null, undo: 41 });
  assert.equal(answer.undoable, false, "who went on before the course was back has gone on");
  answer.end();
});
