// A question in place of the buttons: what would happen, and two answers, with the focus on the harmless one.

import { button, el } from "../dom.js";
import { html, render } from "../vendor/lit-html.js";

/** @typedef {{ question: string, text: string[], yes: string, no: string, act: () => void, main?: boolean }} Move */

/** Handles Escape only inside an open question. @param {() => void} act @returns {(event: KeyboardEvent) => void} */
export const onEscape = (act) => (event) => {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  act();
};

// `press` makes a button after which the form gives the focus a new place.
/** @param {(label: string, act: () => void, kind?: string) => HTMLElement} press @param {() => void} closed */
export function confirmBox(press, closed) {
  const node = el("div", { class: "kit-confirm", role: "group", hidden: true, onkeydown: onEscape(stay) });
  function close() {
    node.hidden = true;
    closed();
  }
  function stay() {
    close();
    node.dispatchEvent(new CustomEvent("kit:stay"));
  }
  /** @param {Move} move */
  function ask({ question, text, yes, no, act, main = true }) {
    const left = button(no, stay, main ? "plain" : "main");
    const go = press(yes, () => {
      node.hidden = true;
      act();
      closed();
    }, main ? "main" : "plain");
    render(html`${text.map((one) => html`<p>${one}</p>`)}<div class="kit-actions">${main ? [go, left] : [left, go]}</div>`, node);
    node.setAttribute("aria-label", question);
    node.hidden = false;
    left.focus();
  }
  return { node, ask, close };
}
