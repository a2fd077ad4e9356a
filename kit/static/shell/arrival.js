// What a link asks of the next document: whether the focus goes to the heading, and which form to show.

import { keep, kept } from "./browser_storage.js";

const KEY = "kit:arrival";

/** @typedef {{ focus: boolean, form?: string }} Asked */

/** @param {Asked} asked */
export const askOfNext = (asked) => keep(KEY, JSON.stringify(asked), "sessionStorage");

/** @returns {Asked} */
export function askedOfThis() {
  const asked = kept(KEY, "sessionStorage");
  keep(KEY, null, "sessionStorage");
  return asked ? JSON.parse(asked) : { focus: false };
}
