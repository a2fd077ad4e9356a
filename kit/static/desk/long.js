// A region that may be longer than its sheet. It scrolls by keys, and says when there is more below.

import { el } from "../dom.js";

/** @param {Record<string, string>} words @param {Record<string, any>} attributes @param {HTMLElement} shown */
export function longPart(words, attributes, shown) {
  const region = el("div", { class: "long", tabindex: "0", role: "group", ...attributes }, shown);
  // Hidden from screen readers, which read the whole list however much of it is visible.
  const more = el("p", { class: "more", "aria-hidden": "true", hidden: true, text: words.more_below });
  const look = () => { more.hidden = region.scrollTop + region.clientHeight >= region.scrollHeight - 1; };
  region.addEventListener("scroll", look);
  const watch = new ResizeObserver(look);
  watch.observe(region);
  watch.observe(shown);
  return el("div", { class: "held" }, region, more);
}
