// What a path shows when one looks back at it: asked, assumed, promised, never found out, and how others took a line.

import { courseLang } from "./dom.js";
import { knownAfter, linesFor, offered, placeOf } from "./scene_walk.js";

/** What somebody says or does by a choice; silence may go without either.
 * @param {SceneChoice} choice @param {string} silence */
export const wordsOf = (choice, silence) => choice.says || choice.does || silence;

/** The language of that. @param {SceneChoice} choice */
export const langOf = (choice) => (choice.says || choice.does ? courseLang() : null);

/** Each list in the order of the path.
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

/** The voices that one did not play. @param {Scene} scene @param {string} voice */
const otherVoices = (scene, voice) => Object.keys(scene.debrief.readings).filter((one) => one !== voice);

/** What the talks are about that one did not play, where their lines alone would not tell.
 * @param {Scene} scene @param {string} voice */
export const otherMatters = (scene, voice) =>
  otherVoices(scene, voice).flatMap((one) => scene.debrief.matters?.[one] ?? []);

/** At the turns worth a second look: what follows the same line with the other voices, once where it is the same for
 * both; `lines` is null where the line is not there to be said.
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

/** What is word for word the same stands once. @param {{ voices: string[], lines: SceneLine[] | null }[]} every */
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
