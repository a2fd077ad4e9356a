// The links at the end of each step: back and next.

import { el, fillWithCourse } from "./dom.js";
import { addressOf, after, before, END, HOME, position } from "./places.js";

/** @param {Course} course @param {Words} words @param {string} base @param {Place} place @returns {Node[]} */
export function stepEnd(course, words, base, place) {
  const back = before(course, place);
  const next = after(course, place);
  const link = (/** @type {Place} */ to, /** @type {string} */ kind, /** @type {(Node | string)[]} */ text) =>
    el("a", { class: kind, href: addressOf(base, to) }, ...text);
  return [
    back ? link(back, "kit-quiet", [words["bar.back"]]) : el("span"),
    next ? link(next, "kit-main", nextWords(course, words, place, next))
      : link({ notebook: place.notebook, view: HOME }, "kit-main", [words["bar.home"]]),
  ];
}

/** @param {Course} course @param {Words} words @param {Place} place @param {Place} next */
function nextWords(course, words, place, next) {
  if (next.view === END) return [words["bar.finish"]];
  const { week, step } = position(course, next);
  if (next.notebook !== place.notebook) return fillWithCourse(words["bar.next_week"], { title: week.title });
  return fillWithCourse(words["bar.next_step"], { title: week.steps[step].title });
}
