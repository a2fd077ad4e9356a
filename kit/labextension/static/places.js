// The addresses of the places in the course, in JupyterLab. It uses no DOM, so Node can test it.

import { END, HOME, WHOLE } from "./sequence.js";

export * from "./sequence.js";

/**
 * Return the place that an address leads to; a notebook that the course doesn't have is `foreign`.
 * @param {Course} course @param {string} base the path with which the server's addresses begin
 * @param {{ pathname: string, hash: string }} address @returns {Place}
 */
export function placeAt(course, base, { pathname, hash }) {
  const tree = /^(?:doc|lab)(?:\/workspaces\/[^/]+)?\/tree\/(.+)$/.exec(pathname.slice(base.length));
  const path = tree ? decodeURIComponent(tree[1]) : null;
  const view = decodeURIComponent(hash.slice(1));
  const week = course.weeks.find((one) => one.notebook === path);
  if (path && !week) return { notebook: path, view: "", foreign: true };
  if (!path || !week) return { notebook: course.weeks[0].notebook, view: HOME };
  const known = [HOME, WHOLE, END].includes(view) || week.steps.some((step) => step.slug === view);
  return { notebook: week.notebook, view: known ? view : week.steps[0].slug };
}

/** @param {string} base @param {Place} place */
export function addressOf(base, { notebook, view }) {
  const path = notebook.split("/").map(encodeURIComponent).join("/");
  return `${base}doc/tree/${path}${view ? `#${encodeURIComponent(view)}` : ""}`;
}
