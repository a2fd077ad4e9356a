// A scene as plain text: what was said, line by line, to save or to print elsewhere.

import { fill } from "../dom.js";
import { englishBy } from "./scene_log.js";
import { wordsOf } from "./scene_looked_back.js";
import { roomAt } from "./scene_room.js";

/** Returns what was said and done at a turn, the learner's own words first.
 * @param {SceneStep} step @param {Words} words */
function ownText(step, words) {
  if (!step.taken) return [];
  const said = step.taken.says ? `${words["scene.you"]}: ${step.taken.says}` : wordsOf(step.taken, words["scene.you_wait"]);
  if (step.typed && step.own === "only") return [`${words["scene.you"]}: ${step.typed}`, `${words["scene.nearest"]}: ${wordsOf(step.taken, "")}`];
  return step.typed ? [`${words["scene.own_words"]}: ${step.typed}`, said] : [said];
}

/** @param {Scene} scene @param {string} voice @param {Walked} walked @param {Record<string, string>} people @param {Words} words */
export function sceneText(scene, voice, walked, people, words) {
  /** @type {SceneRoom | undefined} */
  let room;
  /** @param {SceneLine[]} lines @param {string} place */
  const said = (lines, place) => {
    room = roomAt(scene, voice, place, place === scene.start) ?? room;
    return lines.map((line) => {
      if (!line.who) return line.room || "";
      const by = englishBy(line, room, people, words);
      const name = people[line.who] || line.who;
      return line.es ? `${name}: ${line.es}${line.en ? `\n${by ? `${by}: ` : ""}${line.en}` : ""}` : `${name}: ${line.en}`;
    });
  };
  const { ending } = walked;
  return [
    scene.title, scene.setting[voice],
    ...walked.steps.flatMap((step) => [...said(step.lines, step.turn), ...ownText(step, words)]),
    ...(ending ? [...said(ending.lines, ending.id), words["scene.weeks_later"], ...said(ending.later, ending.id), fill(words["scene.ended"], { title: ending.title })] : []),
  ].filter(Boolean).join("\n\n") + "\n";
}

/** Returns a short description of a path, for choosing between two.
 * @param {Walked} walked @param {Words} words */
export function pathText(walked, words) {
  const own = walked.steps.flatMap((step) => ownText(step, words));
  return [...own, walked.ending ? fill(words["scene.ended"], { title: walked.ending.title }) : words["scene.goes_on"]].join("\n");
}
