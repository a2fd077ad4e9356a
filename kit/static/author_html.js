// An author's HTML in a lit template. It is apart from dom.js because the desk, which has no templates, allows no policy
// of trusted types.

import { author } from "./dom.js";
import { unsafeHTML } from "./vendor/directives/unsafe-html.js";

/** Mark an author's HTML with its language. @param {string | null | undefined} html */
export function authorHtml(html) {
  const box = document.createElement("div");
  box.append(author(html));
  return unsafeHTML(box.innerHTML);
}
