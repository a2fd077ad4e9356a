// What a path shows in hindsight: asked, assumed, promised, never found out, and how the other voices took a line.

import { courseLang } from "./dom.js";
import { knownAfter, linesFor, offered, placeOf } from "./scene_walk.js";

/** Returns what somebody says or does by a choice; silence may have neither.
 * @param {SceneChoice} choice @param {string} silence */
export const wordsOf = (choice, silence) => choice.says || choice.does || silence;

/** Returns the language of that text. @param {SceneChoice} choice */
export const langOf = (choice) => (choice.says || choice.does ? courseLang() : null);

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
 * same for both; `lines` is null if the line can't be said there.
 * @param {Scene} scene @param {string} voice @param {Walked} walked */
export function withOthers(scene, voice, walked) {
  const others = otherVoices(scene, voice);
  return walked.steps.filter((step) => step.taken && scene.debrief.look_at.includes(step.turn)).map((step) => ({
    said: /** @type {SceneChoice} */ (step.taken),
    others: alike(others.map((other) => {
      const same = offered(scene.turns[step.turn], other, step.before).find((choice) => choice.id === step.taken?.id);
      const next = same && placeOf(scene, same.to[other]);
      return { voices: [other], lines: next ? linesFor(next.lines, other, knownAfter(step.before, same)) : null };
    })),
  }));
}

/** Merges what is identical word for word. @param {{ voices: string[], lines: SceneLine[] | null }[]} every */
function alike(every) {
  /** @type {typeof every} */
  const found = [];
  for (const one of every) {
    const same = found.find(({ lines }) => JSON.stringify(lines) === JSON.stringify(one.lines));
    if (same) same.voices.push(...one.voices);
    else found.push(one);
  }
  return found;
}
