// Several markers: a warning if somebody else has the text open. Also the names, once nothing is waiting.

import { el } from "../../forms/static/dom.js";
import { SHOWN } from "./desk.js";
import { longPart } from "./long.js";

const SIGN = 45_000;

/** @param {import("./desk.js").Desk} desk @param {import("./keys.js").Keys} keys */
export function markersPart(desk, keys) {
  const { words } = desk;
  let told = "";

  /** @param {boolean} again */
  async function open(again) {
    const code = desk.text?.code;
    if (!code || desk.mode) return;
    const found = await desk.server.ask("open", { code, again }).catch(() => null);
    if (!found || again || desk.text?.code !== code) return;
    if (told) desk.bar.trouble("", told);
    told = found.said ?? "";
    if (told) desk.bar.trouble(told);
  }

  document.addEventListener(SHOWN, () => void open(false));
  setInterval(() => void open(true), SIGN);

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
