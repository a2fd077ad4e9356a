// In a low window, the choices can be below what was just said: a button to scroll down stays in sight.

import { el } from "./dom.js";

/** Only for the pointer: keyboard users are already in the panel.
 * @param {HTMLElement} panel @param {Words} words */
export function wayDown(panel, words) {
  const press = el("button", {
    type: "button", class: "kit-below", tabindex: "-1", "aria-hidden": "true", text: words["scene.your_turn"],
    onclick: () => panel.scrollIntoView({ block: "start" }),
  });
  const node = el("div", { class: "kit-below-place", hidden: true }, press);
  const watch = new IntersectionObserver(([seen]) => {
    node.hidden = seen.isIntersecting || seen.boundingClientRect.top < 0;
  }, { rootMargin: "0px 0px -64px 0px" });
  watch.observe(panel);
  return { node, end: () => watch.disconnect() };
}
