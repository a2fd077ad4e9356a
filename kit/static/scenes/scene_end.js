// A path is saved when it ends, so that the screen shows what is on disk. Another path replaces the saved one only
// if the learner says so.

import { same } from "../forms/answer.js";

/** @param {Value} value */
const wayOf = ({ voice, year, path = [] }) => [voice, year, path.map((/** @type {Taken} */ { turn, choice, typed }) => [turn, choice, typed])];

/** Returns whether two values hold the same path, ignoring what is answered about it afterwards.
 * @param {Value} one @param {Value} other */
export const sameWay = (one, other) => Boolean(one && other) && same(wayOf(one), wayOf(other));

/** Returns whether the path is saved automatically: the first one that ended, or the saved one with another answer
 * about it. Text waiting in this browser is offered first.
 * @param {Pick<Answer, "phase" | "saving" | "failure" | "offered" | "head" | "value">} answer @param {boolean} ended */
export function savesItself({ phase, saving, failure, offered, head, value }, ended) {
  if (!ended || phase !== "writing" || saving || failure || offered) return false;
  return !head || (sameWay(head.value, value) && !same(head.value, value));
}

/** Saves automatically, and once more when the course replies again; after that the learner has to press Done.
 * @param {Answer} answer */
export function byItself(answer) {
  /** @type {Value} */
  let tried;
  let times = 0;
  return () => {
    if (tried !== answer.value) times = 0;
    tried = answer.value;
    if (times === 2) return;
    times += 1;
    answer.done();
  };
}
