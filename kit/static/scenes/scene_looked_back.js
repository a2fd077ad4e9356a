// What a path shows in hindsight: asked, assumed, promised, never found out, and how the other voices took a line.

import { courseLang, fill } from "../dom.js";
import { knownAfter, linesFor, offered, placeOf } from "./scene_walk.js";

/** Returns what somebody says or does by a choice; silence may have neither.
 * @param {SceneChoice | null} choice @param {string} silence */
export const wordsOf = (choice, silence) => choice?.says || choice?.does || silence;

/** Returns the language of that text. @param {SceneChoice | null} choice */
export const langOf = (choice) => (wordsOf(choice, "") ? courseLang() : null);

/** Returns lists in the order of the path.
 * @param {Scene} scene @param {Walked} walked */
export function lookedBack(scene, walked) {
  const taken = walked.steps.flatMap((step) => step.taken || []);
  const ending = walked.ending?.id ?? "";
  const made = [...new Set(taken.flatMap((choice) => choice.promises || []))];
  const learned = new Set(taken.flatMap((choice) => choice.learns || []));
  return {
    asked: taken.flatMap((choice) => (choice.says && !choice.request && (choice.genuine || choice.says.includes("?")) ? choice.says : [])),
    assumed: taken.flatMap((choice) => choice.assumes || []),
    promised: made.map((id) => {
      const { text, kept, broken } = (scene.promises || {})[id];
      return { text, kept: Boolean(kept?.includes(ending)), broken: Boolean(broken?.includes(ending)) };
    }),
    never: Object.entries(scene.notes || {}).flatMap(([id, says]) => (learned.has(id) ? [] : says)),
  };
}

/** Returns the voices that weren't played. @param {Scene} scene @param {string} voice */
const otherVoices = (scene, voice) => Object.keys(scene.debrief.readings).filter((one) => one !== voice);

/** Returns what the talks with the other voices are about, where their lines alone don't show it.
 * @param {Scene} scene @param {string} voice */
export const otherMatters = (scene, voice) =>
  otherVoices(scene, voice).flatMap((one) => scene.debrief.matters?.[one] ?? []);

/** For the turns worth a second look, returns what follows the same line with the other voices, merged if it is the
 * same for both; `lines` is null if the line can't be said there, and a line that can't be said to either is left out. The line whose answers differ most comes first.
 * @param {Scene} scene @param {string} voice @param {Walked} walked */
export function withOthers(scene, voice, walked) {
  /** @param {SceneStep} step @param {string} who */
  const answer = (step, who) => {
    const same = offered(scene.turns[step.turn], who, step.before).find((choice) => choice.id === step.taken?.id);
    const next = same && placeOf(scene, same.to[who]);
    return { voices: [who], lines: next ? linesFor(next.lines, who, knownAfter(step.before, same)) : null };
  };
  return walked.steps.filter((step) => step.taken && scene.debrief.look_at.includes(step.turn)).map((step) => {
    const others = otherVoices(scene, voice).map((other) => answer(step, other));
    return {
      turn: step.turn,
      said: step.taken,
      others: alike(others),
      answers: alike([answer(step, voice), ...others].filter(({ lines }) => lines)).length,
    };
  }).filter(({ others }) => others.some(({ lines }) => lines)).sort((one, other) => other.answers - one.answers);
}

/** Merges what is identical word for word. @param {{ voices: string[], lines: SceneLine[] | null }[]} every */
function alike(every) {
  /** @type {typeof every} */
  const found = [];
  for (const one of every) {
    const same = found.find(({ lines }) => JSON.stringify(lines) === JSON.stringify(one.lines));
    if (same) same.voices.push(...one.voices);
    else found.push({ ...one, voices: [...one.voices] });
  }
  return found;
}

/** Returns a short description of a path, the learner's own words first, for choosing between two.
 * @param {Walked} walked @param {Words} words */
export function pathText({ steps, ending }, words) {
  const own = steps.flatMap(({ taken, typed, own: asked }) => {
    if (!taken) return [];
    if (typed && asked === "only") return [`${words["scene.you"]}: ${typed}`, `${words["scene.nearest"]}: ${wordsOf(taken, "")}`];
    const said = taken.says ? `${words["scene.you"]}: ${taken.says}` : wordsOf(taken, words["scene.you_wait"]);
    return typed ? [`${words["scene.own_words"]}: ${typed}`, said] : [said];
  });
  return [...own, ending ? fill(words["scene.ended"], { title: ending.title }) : words["scene.goes_on"]].join("\n");
}
