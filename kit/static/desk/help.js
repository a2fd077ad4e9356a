// A sheet that lists every key.

import { el } from "../dom.js";
import { longPart } from "./long.js";

/** @param {Record<string, string>} words @param {import("./keys.js").Keys} keys */
export function helpSheet(words, keys) {
  const list = el("dl", {});
  const single = el("input", { type: "checkbox", id: "desk-single", checked: true, onchange: () => { keys.single = single.checked; } });
  const dialog = el("dialog", { class: "sheet", "aria-labelledby": "desk-keys" },
    // The list may be longer than the window, so it scrolls from its top, and the button stays below it.
    el("h2", { id: "desk-keys", text: words.keys_title }),
    longPart(words, { "aria-labelledby": "desk-keys", autofocus: true }, list),
    el("footer", {},
      el("p", {}, single, el("label", { for: "desk-single", text: words.keys_single })),
      el("form", { method: "dialog" }, el("button", { class: "press", text: words.close }))));
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "?") dialog.close();
  });
  return {
    node: dialog,
    open() {
      list.replaceChildren(...keys.all.map((one) => el("div", {},
        el("dt", {}, el("kbd", { text: one.shown ?? one.keys[0].toUpperCase() })), el("dd", { text: one.does }))));
      dialog.showModal();
    },
  };
}
