// What this browser keeps. Without storage, nothing is kept, and each page says what follows from that.

import { COURSE } from "../dom.js";

/** @param {string} key @param {"localStorage" | "sessionStorage"} [where] @returns {string | null} */
export function kept(key, where = "localStorage") {
  try {
    return globalThis[where].getItem(key);
  } catch {
    return null;
  }
}

/** Return whether it was kept; without a text, the key is removed.
 * @param {string} key @param {string | null} text @param {"localStorage" | "sessionStorage"} [where] */
export function keep(key, text, where = "localStorage") {
  try {
    if (text === null) globalThis[where].removeItem(key);
    else globalThis[where].setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string[]} */
export function keysKept() {
  try {
    return Object.keys(globalThis.localStorage);
  } catch {
    return [];
  }
}

const ARRIVAL = "kit:arrival";
const LANGUAGE = "kit:language";

/** What a link asks of the next document: whether the focus goes to the heading, and which form to show.
 * @param {{ focus: boolean, form?: string }} asked */
export const askOfNext = (asked) => keep(ARRIVAL, JSON.stringify(asked), "sessionStorage");

/** @returns {{ focus: boolean, form?: string }} */
export function askedOfThis() {
  const asked = kept(ARRIVAL, "sessionStorage");
  keep(ARRIVAL, null, "sessionStorage");
  return asked ? JSON.parse(asked) : { focus: false };
}

/** The language of buttons and pages. A page is drawn in the course's own language, so this browser remembers another
 * one, in order not to show the wrong one first. */
export const languageKept = () => kept(LANGUAGE) ?? COURSE;

/** If the learner's language isn't the one that is drawn, draw the page again; returns whether that is so.
 * @param {string} language */
export function redrawnFor(language) {
  const another = language !== languageKept() && keep(LANGUAGE, language);
  if (another) window.location.reload();
  return another;
}
