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

/** Return the first step of a week that isn't done, from a step on; what is optional doesn't wait.
 * @param {Progress | null} progress @param {Week} week @param {number} [from] */
const waiting = (progress, week, from = 0) => week.steps.slice(from).find((step) => !step.optional && !isDone(progress, week, step));

/** Return the first step of a week that waits, or its first. @param {Progress | null} progress @param {Week} week @returns {Place} */
export const openStep = (progress, week) => ({ notebook: week.notebook, view: (waiting(progress, week) ?? week.steps[0]).slug });

/**
 * Return the place that *Continue* leads to: in the week where the learner was, the first step that waits from there on;
 * after it, the next week that isn't done.
 * @param {Course} course @param {Progress | null} progress @returns {Place}
 */
export function goingOn(course, progress) {
  const { place } = progress ?? {};
  const { number, week: here, step } = position(course, { notebook: place?.notebook ?? "", view: place?.step ?? "" });
  const ahead = here && waiting(progress, here, Math.max(step, 0));
  if (ahead) return { notebook: here.notebook, view: ahead.slug };
  const at = Math.max(number, 0);
  const open = (/** @type {Week} */ week) => progress?.weeks[week.notebook] !== "done";
  return openStep(progress, course.weeks.slice(at).find(open) ?? course.weeks.find(open) ?? course.weeks[at]);
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
