// A scene's pure parts: the way through it, what is looked back at, what stands out in a line.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { roleCards } from "../../kit/static/scenes/scene_group.js";
import { sameWay, savesItself } from "../../kit/static/scenes/scene_end.js";
import { hintsOf, sentencesOf } from "../../kit/static/scenes/scene_hints.js";
import { heardOf } from "../../kit/static/scenes/scene_listen.js";
import { englishBy } from "../../kit/static/scenes/scene_log.js";
import { lookedBack, otherMatters, pathText, withOthers } from "../../kit/static/scenes/scene_looked_back.js";
import { roomAt } from "../../kit/static/scenes/scene_room.js";
import { walk } from "../../kit/static/scenes/scene_walk.js";

const { scene, cases } = JSON.parse(readFileSync(new URL("../data/scene_walk.json", import.meta.url), "utf-8"));
const words = new Proxy({}, { get: (_, key) => `<${String(key)}>` });
const people = { ms_perez: "Ms. Perez", interpreter: "Mr. Arce, the interpreter" };

const steps = (path) => path.map(([turn, choice]) => ({ turn, choice }));
const went = (voice, ...path) => walk(scene, voice, steps(path));

for (const one of cases)
  test(`the way through a scene: ${one.says}`, () => {
    const { steps: found, ending, known, length } = walk(scene, one.voice, steps(one.path), one.year);
    const lines = [...found.flatMap((step) => step.lines), ...(ending ? [...ending.lines, ...ending.later] : [])];
    assert.deepEqual(found.map((step) => step.turn), one.turns);
    assert.deepEqual(found.map((step) => step.choices.map((choice) => choice.id)), one.offered);
    assert.deepEqual(lines.map((line) => line.room ?? line.en), one.english);
    assert.equal(ending?.id ?? null, one.ending);
    assert.deepEqual([...known].sort(), one.known);
    assert.equal(length, one.path.length);
  });

test("a path that the scene has no more is walked as far as it goes", () => {
  const found = went("b", ["ring", "promise"], ["worry", "son"]);
  assert.deepEqual([found.length, found.steps.length, found.ending], [0, 1, null]);
  assert.equal(went("a", ["ring", "ask"], ["gone", "ask"]).length, 1);
});

test("looking back names what was asked, taken for granted, promised and never found out", () => {
  assert.deepEqual(lookedBack(scene, went("a", ["ring", "promise"], ["worry", "message"])), {
    asked: ["This is a bad moment, isn't it? I'll call you on Thursday."],
    assumed: ["That a wet load of clothes is a bad moment."],
    promised: [{ text: "You said you would call on Thursday.", kept: false, broken: true }],
    never: Object.values(scene.notes),
  });
  assert.deepEqual(lookedBack(scene, went("a", ["ring", "ask"], ["hours", "thanks"])).never, []);
  const asking = structuredClone(scene);
  Object.assign(asking.turns.worry.choices[2], { says: "Could you call me back?", request: true });
  assert.equal(lookedBack(asking, walk(asking, "a", steps([["ring", "promise"], ["worry", "message"]]))).asked.length, 1, "a request is no question");
});

test("the same line at a turn worth a look is followed in the other voices, where it can be said", () => {
  const [ring, worry, ...more] = withOthers(scene, "a", went("a", ["ring", "promise"], ["worry", "son"], ["hours", "thanks"]));
  assert.deepEqual(more, []);
  assert.deepEqual(ring.others.map(({ voices, lines }) => [voices, lines?.at(-1).en ?? null]), [[["b"], null], [["c"], "Wait. First tell me how my son is."]]);
  assert.deepEqual(worry.others.map(({ voices, lines }) => [voices, lines.at(-1).room]), [[["b", "c"], "She gives you time to write it down."]], "what is the same stands once");
});

test("whoever reads the answers of the other voices is told what their talk is about, where the scene says it", () => {
  assert.deepEqual(otherMatters(scene, "a"), []);
  const told = { ...scene, debrief: { ...scene.debrief, matters: { a: "A bus.", b: "A book.", c: "A date." } } };
  assert.deepEqual(otherMatters(told, "b"), ["A bus.", "A date."]);
});

test("the line that the others took most differently comes first", () => {
  const other = structuredClone(scene);
  other.turns.ring.choices.forEach((choice) => { choice.to = { a: "hours", b: "hours", c: "hours" }; });
  const looks = withOthers(other, "a", walk(other, "a", steps([["ring", "ask"], ["hours", "back"], ["worry", "son"], ["hours", "stop"]])));
  assert.deepEqual(looks.map(({ answers }) => answers), looks.map(({ answers }) => answers).toSorted((one, two) => two - one));
  const [first] = withOthers(scene, "a", went("a", ["ring", "ask"], ["hours", "back"]));
  assert.equal(first.turn, "ring");
});

test("a picture of the room holds for its turns and voices, and the first one from the start", () => {
  const rooms = { ...scene, room: [{ kind: "phone", left: ["you"], right: ["ms_perez"] }, { kind: "table", at: ["worry"], voices: ["b"], top: ["interpreter"] }] };
  const kind = (...where) => roomAt(rooms, ...where)?.kind;
  assert.deepEqual([kind("a", "ring", true), kind("a", "worry", false), kind("b", "worry", false)], ["phone", undefined, "table"]);
  assert.equal(roomAt(scene, "a", "ring", true), undefined);
});

test("the interpreter says the English by name, but of an answering machine and for himself", () => {
  const by = (who, room) => englishBy({ who, es: "¿Bueno?", en: "Hello?" }, room, people, words);
  const alone = { kind: "phone", left: ["you"], right: ["ms_perez"] };
  assert.deepEqual([by("ms_perez"), by("ms_perez", alone), by("ms_perez", { ...alone, line: ["interpreter"] }), by("interpreter")], ["Mr. Arce", "<scene.in_english>", "Mr. Arce", ""]);
  assert.equal(englishBy({ who: "ms_perez" }, undefined, {}, words), "<scene.in_english>");
});

test("what is answered about a path afterwards makes no other path of it", () => {
  const path = [{ turn: "ring", choice: "ask", typed: "When?" }];
  const way = { voice: "a", path };
  assert.equal(sameWay(way, { voice: "a", path: [{ ...path[0], rather: "mine" }], again: "When?" }), true);
  assert.equal(sameWay(way, { voice: "a", path: [{ ...path[0], typed: "Now?" }] }), false);
});

test("a path in words has what was typed first, and says that it goes on", () => {
  const said = (...path) => pathText(walk(scene, "a", path), words).split("\n");
  assert.deepEqual(said({ turn: "ring", choice: "wait" }), ["You wait.", "<scene.goes_on>"]);
  assert.equal(said({ turn: "ring", choice: "ask", typed: "When can I call?" })[0], "<scene.own_words>: When can I call?");
});

test("where what was typed was said, the choice only tells what it was nearest to", () => {
  const only = structuredClone(scene);
  only.turns.ring.own = "only";
  const said = (typed) => pathText(walk(only, "a", [{ turn: "ring", choice: "wait", ...(typed ? { typed } : {}) }]), words).split("\n");
  assert.deepEqual(said("Hm."), ["<scene.you>: Hm.", "<scene.nearest>: You wait.", "<scene.goes_on>"]);
  assert.deepEqual(said(""), ["You wait.", "<scene.goes_on>"]);
});

test("a way that ended saves itself, but not while something else was written elsewhere", () => {
  const ended = { phase: "writing", saving: false, failure: null, offered: null, head: null, value: { path: [] } };
  assert.equal(savesItself(ended, true), true);
  assert.equal(savesItself({ ...ended, failure: "Elsewhere." }, true), false);
});

const found = (text, present = true) => hintsOf(text, { jargon: ["IEP", "baseline", "present levels"], present }).map((hint) => hint.what);

test("a question that yes or no answers is found, and an open one is left alone", () => {
  for (const text of ["Do you read to him?", "So, can you come on Thursday?", "That works for you, right?", "Ms. Perez, is nine good?", "On Thursday, could you be here?", "You got the letter, didn't you?"])
    assert.deepEqual(found(text), ["closed"], text);
  for (const text of ["What time is good for you?", "Could you tell me what he likes?", "When he reads, what do you see?", "I can call. Which day?", "Thank you.", "Would you say more about that?"])
    assert.deepEqual(found(text), [], text);
});

test("a school's words are found as whole words, capitals where they are written so", () => {
  assert.deepEqual(hintsOf("His IEP has present levels and a Baseline.", { jargon: ["IEP", "baseline", "present levels"], present: true }), [{ what: "jargon", found: "IEP, baseline, present levels" }]);
  assert.deepEqual(found("A recipe and baselines."), []);
});

test("the course's own list has the letters that stand for something in a school, in both languages", () => {
  const course = JSON.parse(readFileSync(new URL("../../kit/_compiled/content.json", import.meta.url), "utf8"));
  const lists = [];
  JSON.stringify(course, (key, value) => (key === "jargon_words" ? lists.push(value) : 0, value));
  assert.equal(lists.length, 2);
  for (const list of lists)
    assert.deepEqual(hintsOf("You know the ESY question is up to the PLOP and LEA, and to the OT.", { jargon: list.split(", "), present: true }), [{ what: "jargon", found: "LEA, ESY, PLOP, OT" }]);
});

test("whoever is there is not spoken of as she; who is not there may be", () => {
  assert.deepEqual(hintsOf("Tell her that she can come. Ask her.", { jargon: [], present: true }), [{ what: "about_her", found: "her, she" }]);
  assert.deepEqual(found("What would you like her to know?", false), []);
  assert.deepEqual(found("There is another day, and the others know."), []);
});

test("more than two sentences are a lot at once; a title or an hour ends none", () => {
  assert.deepEqual(found("I called. You were out. When is a good time?"), ["long"]);
  assert.deepEqual(found("Ms. Perez, I talked with Mr. Arce and Dr. Lee at 3 p.m. on Tuesday. What did you hear?"), []);
  assert.equal(sentencesOf("I can call at 3 p.m. The bus comes at four.").length, 2);
  assert.deepEqual(sentencesOf(" \n"), []);
});

test("only a voice of this computer reads a line, hers in Spanish and then the English", () => {
  const far = { lang: "es-MX", localService: false };
  const es = { lang: "es_ES", localService: true };
  const en = { lang: "EN-us", localService: true };
  const line = { who: "ms_perez", es: "¿Bueno?", en: "Hello?" };
  assert.deepEqual(heardOf(line, [far, en, es]).map(({ text, voice }) => [text, voice]), [["¿Bueno?", es], ["Hello?", en]]);
  assert.deepEqual(heardOf(line, [far]), []);
  assert.deepEqual(heardOf({ room: "The phone rings." }, [es, en]), []);
});

test("a role card says what is so for the voice that is played, and names no other", () => {
  const labels = { a: "A", b: "B", c: "C" };
  const cards = (voice) => roleCards({ scene, person: "ms_perez", people, labels, words }, voice).map(({ text, list }) => text ?? list);
  assert.deepEqual(cards("b"), [scene.group.teacher.b, scene.group.interpreter, scene.group.hers.b, scene.group.observer]);
  assert.notEqual(cards("a")[0], cards("b")[0]);
});
