// The language of buttons and pages. A page is drawn in the course's own language, so this browser remembers another
// one, in order not to show the wrong one first.

import { COURSE } from "../dom.js";
import { keep, kept } from "./browser_storage.js";

const KEY = "kit:language";

export const languageKept = () => kept(KEY) ?? COURSE;

/** If the learner's language isn't the one that is drawn, draw the page again; returns whether that is so.
 * @param {string} language */
export function redrawnFor(language) {
  const another = language !== languageKept() && keep(KEY, language);
  if (another) window.location.reload();
  return another;
}
