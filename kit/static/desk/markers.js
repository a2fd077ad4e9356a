// The names of the learners, once nothing is waiting.

import { el } from "../dom.js";
import { longPart } from "./long.js";

/** @param {import("./desk.js").Desk} desk @param {import("./keys.js").Keys} keys */
export function markersPart(desk, keys) {
  const { words } = desk;
  const list = el("dl", {});
  const sheet = el("dialog", { class: "sheet", "aria-labelledby": "desk-names" },
    el("h2", { id: "desk-names", text: words.names_title }), el("p", { text: words.names_what }),
    longPart(words, { "aria-labelledby": "desk-names" }, list),
    el("footer", {}, el("form", { method: "dialog" }, el("button", { class: "press", autofocus: true, text: words.close }))));
  document.body.append(sheet);

  async function names() {
    const found = await desk.server.ask("names").catch((/** @type {Error} */ fault) => desk.bar.fault(fault));
    if (!found) return;
    list.replaceChildren(...found.names.map((/** @type {{ code: string, name: string }} */ one) => el("div", {},
      el("dt", { text: one.code }), el("dd", { text: one.name }))));
    sheet.showModal();
  }
  keys.add({ keys: ["w"], does: words.key_names, act: () => void names() });
}
