// The addresses of the places in the course, as pages: a document for each week, and Home.

import { END, HOME, WHOLE } from "./sequence.js";

export * from "./sequence.js";

const SUFFIX = ".html";

/**
 * Return the place that an address leads to. `base` is unused, because pages lie side by side.
 * @param {Course} course @param {string} base @param {{ pathname: string, hash: string }} address @returns {Place}
 */
export function placeAt(course, base, { pathname, hash }) {
  const file = decodeURIComponent(pathname.slice(pathname.lastIndexOf("/") + 1));
  const week = course.weeks.find((one) => one.notebook.replace(/\.ipynb$/, SUFFIX) === file);
  if (!week) return { notebook: course.weeks[0].notebook, view: HOME };
  const view = decodeURIComponent(hash.slice(1));
  const known = [WHOLE, END].includes(view) || week.steps.some((step) => step.slug === view);
  return { notebook: week.notebook, view: known ? view : week.steps[0].slug };
}

/** @param {string} base @param {Place} place */
export function addressOf(base, { notebook, view }) {
  if (view === HOME) return `index${SUFFIX}`;
  const file = encodeURIComponent(notebook.replace(/\.ipynb$/, SUFFIX));
  return view ? `${file}#${encodeURIComponent(view)}` : file;
}
