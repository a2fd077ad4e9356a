// The order of the course's places: which comes before and after another. It uses no DOM, so Node can test it.

export const HOME = "home";
export const WHOLE = "whole-page";
export const END = "the-end";

/** @param {Place} one @param {Place} other */
export const samePlace = (one, other) => one.notebook === other.notebook && one.view === other.view;

/**
 * Return the week of a place, its number from 0, and the number of the step on the screen, -1 if it isn't one step.
 * @param {Course} course @param {Place} place
 */
export function position(course, place) {
  const number = course.weeks.findIndex((one) => one.notebook === place.notebook);
  const week = course.weeks[number];
  return { number, week, step: week ? week.steps.findIndex((one) => one.slug === place.view) : -1 };
}

/**
 * Return the place after this one: the next step, the next week's first step, the end of the course, or null.
 * @param {Course} course @param {Place} place @returns {Place | null}
 */
export function after(course, place) {
  const { number, week, step } = position(course, place);
  if (!week || place.view === END) return null;
  if (place.view === HOME) return firstStep(week);
  if (place.view !== WHOLE && step + 1 < week.steps.length) {
    return { notebook: week.notebook, view: week.steps[step + 1].slug };
  }
  const next = course.weeks[number + 1];
  return next ? firstStep(next) : { notebook: week.notebook, view: END };
}

/** Return the place before this one, or null. @param {Course} course @param {Place} place @returns {Place | null} */
export function before(course, place) {
  const { number, week, step } = position(course, place);
  if (!week || place.view === HOME) return null;
  if (step > 0) return { notebook: week.notebook, view: week.steps[step - 1].slug };
  const earlier = place.view === END ? week : course.weeks[number - 1];
  return earlier ? { notebook: earlier.notebook, view: earlier.steps[earlier.steps.length - 1].slug } : null;
}

/** @param {Week} week @returns {Place} */
export const firstStep = (week) => ({ notebook: week.notebook, view: week.steps[0].slug });

/**
 * Return the place that *Continue* leads to: where the learner was or, by default, the very first step.
 * @param {Course} course @param {Progress | null} progress @returns {Place}
 */
export function goingOn(course, progress) {
  const place = progress?.place;
  return place ? { notebook: place.notebook, view: place.step } : firstStep(course.weeks[0]);
}

/** @param {Progress | null} progress @param {Week} week */
export function stepsDone(progress, week) {
  const states = progress?.steps[week.notebook] ?? {};
  return week.steps.filter((step) => states[step.slug] === "done").length;
}
