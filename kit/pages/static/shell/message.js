// A message on the page when something went wrong: a sentence, and buttons.

import { el } from "./dom.js";

/**
 * @typedef {{ label: string, act: () => unknown }} Press
 * @typedef {{ title?: string, text: string, presses?: Press[] }} Message
 */

/** @param {Message} message @returns {HTMLElement} */
export function message({ title, text, presses = [] }) {
  const buttons = presses.map(({ label, act }, first) => {
    const button = el("button", { type: "button", class: first ? "kit-quiet" : "kit-main" }, label);
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await act();
      } finally {
        button.disabled = false;
      }
    });
    return button;
  });
  return el("div", { class: "kit-message" },
    title ? el("h1", { tabindex: "-1" }, title) : null,
    el("p", {}, text),
    buttons.length ? el("p", { class: "kit-home-buttons" }, ...buttons) : null);
}
