// A scene as plain text: what was said, line by line, to save or to print elsewhere.

import { fill } from "./dom.js";
import { wordsOf } from "./scene_looked_back.js";

/** @param {SceneLine} line @param {Record<string, string>} people @param {Words} words */
function lineText(line, people, words) {
  if (!line.who) return line.room || "";
  const name = people[line.who] || line.who;
  if (!line.es) return `${name}: ${line.en}`;
  return `${name}: ${line.es}${line.en ? `\n${words["scene.in_english"]}: ${line.en}` : ""}`;
}

/** Returns what was said and done at a turn, the learner's own words first.
 * @param {SceneStep} step @param {Words} words */
export function ownText(step, words) {
  if (!step.taken) return [];
  const said = step.taken.says ? `${words["scene.you"]}: ${step.taken.says}` : wordsOf(step.taken, words["scene.you_wait"]);
  return step.typed ? [`${words["scene.own_words"]}: ${step.typed}`, said] : [said];
}

/** @param {Scene} scene @param {string} voice @param {Walked} walked @param {Record<string, string>} people @param {Words} words */
export function sceneText(scene, voice, walked, people, words) {
  /** @param {SceneLine[]} lines */
  const said = (lines) => lines.map((line) => lineText(line, people, words));
  const { ending } = walked;
  return [
    scene.title, scene.setting[voice],
    ...walked.steps.flatMap((step) => [...said(step.lines), ...ownText(step, words)]),
    ...(ending ? [...said(ending.lines), words["scene.weeks_later"], ...said(ending.later), fill(words["scene.ended"], { title: ending.title })] : []),
  ].filter(Boolean).join("\n\n") + "\n";
}

/** Returns a short description of a path, for choosing between two.
 * @param {Walked} walked @param {Words} words */
export function pathText(walked, words) {
  const own = walked.steps.flatMap((step) => ownText(step, words));
  return [...own, walked.ending ? fill(words["scene.ended"], { title: walked.ending.title }) : words["scene.goes_on"]].join("\n");
}
