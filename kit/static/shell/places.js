// The course's places: their addresses, as pages (a document for each week, and Home), and which comes before and
// after another. It uses no DOM, so Node can test it.

export const HOME = "home";
export const WHOLE = "whole-page";
export const END = "the-end";
const SUFFIX = ".html";

/** @param {Place} one @param {Place} other */
export const samePlace = (one, other) => one.notebook === other.notebook && one.view === other.view;

/** Whether two places are in one document. @param {Place} one @param {Place} other */
export const sameDocument = (one, other) => one.notebook === other.notebook && (one.view === HOME) === (other.view === HOME);

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
  if (place.view !== WHOLE && step + 1 < week.steps.length) return { notebook: week.notebook, view: week.steps[step + 1].slug };
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

/** @param {Progress | null} progress @param {Week} week @param {Step} step */
const isDone = (progress, week, step) => progress?.steps[week.notebook]?.[step.slug] === "done";

/** Whether a step still waits: it isn't done, and it isn't one that asks for nothing and was read.
 * @param {Progress | null} progress @param {Week} week @returns {(step: Step) => boolean} */
const waits = (progress, week) => (step) => !isDone(progress, week, step)
  && (step.asks.length > 0 || progress?.steps[week.notebook]?.[step.slug] !== "begun");

/** Return the first step of a week that waits, from a step on or else from the first.
 * @param {Progress | null} progress @param {Week} week @param {number} [from] @returns {Place} */
export function openStep(progress, week, from = 0) {
  const open = waits(progress, week);
  const step = week.steps.slice(from).find(open) ?? week.steps.find(open) ?? week.steps[0];
  return { notebook: week.notebook, view: step.slug };
}

/**
 * Return the place that *Continue* leads to: the step where the learner was, or the next one that waits.
 * @param {Course} course @param {Progress | null} progress @returns {Place}
 */
export function goingOn(course, progress) {
  const { place } = progress ?? {};
  const { number, step } = position(course, { notebook: place?.notebook ?? "", view: place?.step ?? "" });
  const at = Math.max(number, 0);
  const open = (/** @type {Week} */ week) => week.steps.some(waits(progress, week));
  const week = course.weeks.slice(at).find(open) ?? course.weeks.find(open) ?? course.weeks[at];
  return openStep(progress, week, week === course.weeks[number] ? Math.max(step, 0) : 0);
}

/** @param {Progress | null} progress */
export const isBegun = (progress) => Object.values(progress?.weeks ?? {}).some((state) => state !== "open");

/** @param {Progress | null} progress @param {Week} week */
export const stepsDone = (progress, week) => week.steps.filter((step) => isDone(progress, week, step)).length;

/** Return the place that an address leads to. @param {Course} course @param {{ pathname: string, hash: string }} address @returns {Place} */
export function placeAt(course, { pathname, hash }) {
  const file = decodeURIComponent(pathname.slice(pathname.lastIndexOf("/") + 1));
  const week = course.weeks.find((one) => one.notebook.replace(/\.ipynb$/, SUFFIX) === file);
  if (!week) return { notebook: course.weeks[0].notebook, view: HOME };
  const view = decodeURIComponent(hash.slice(1));
  const known = [WHOLE, END].includes(view) || week.steps.some((step) => step.slug === view);
  return { notebook: week.notebook, view: known ? view : week.steps[0].slug };
}

/** @param {Place} place */
export function addressOf({ notebook, view }) {
  if (view === HOME) return `index${SUFFIX}`;
  const file = encodeURIComponent(notebook.replace(/\.ipynb$/, SUFFIX));
  return view ? `${file}#${encodeURIComponent(view)}` : file;
}
