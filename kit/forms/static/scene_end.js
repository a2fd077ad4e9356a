// A way that comes to its end is saved there, so that what the screen says is what lies on the disk. Another way than the
// saved one takes its place only where the learner says so.

import { same } from "./answer.js";

/** Whether two values hold the same way, whatever line would be said again.
 * @param {Value} one @param {Value} other */
export const sameWay = (one, other) =>
  Boolean(one && other) && one.voice === other.voice && same(one.path, other.path) && same(one.year, other.year);

/** Whether what is on the page is saved without being asked for: the first way that ended, or the saved one with another
 * line to say again. Words that wait in this browser are looked at first.
 * @param {Pick<Answer, "phase" | "saving" | "failure" | "offered" | "head" | "value" | "outlived">} answer @param {boolean} ended */
export function savesItself({ phase, saving, failure, offered, head, value, outlived }, ended) {
  if (!ended || phase !== "writing" || saving || failure || offered || outlived) return false;
  return !head || (sameWay(head.value, value) && !same(head.value, value));
}

/** Saves by itself, and once more when the course replies again; what it refuses then is the learner's to press.
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
