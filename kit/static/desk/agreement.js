// How far markers agree: sentences first, with their numbers folded away. It is a dialog over the desk.

import { el } from "../dom.js";

/** @param {import("./desk.js").Desk} desk @param {import("./keys.js").Keys} keys */
export function agreementPart(desk, keys) {
  const { words } = desk;
  const body = el("div", { class: "long" });
  const sheet = el("dialog", { class: "sheet wide agreement", "aria-labelledby": "desk-agree" },
    el("header", {},
      el("h2", { id: "desk-agree", text: words.agree_title }),
      // The button with the focus is at the top, so that the sheet opens at its first line.
      el("form", { method: "dialog" }, el("button", { class: "press", autofocus: true, text: words.close }))),
    body);
  document.body.append(sheet);

  async function open() {
    desk.bar.say("agree_counting", {});
    const found = await desk.server.ask("agreement").catch((/** @type {Error} */ fault) => desk.bar.fault(fault));
    if (!found || sheet.open) return;
    desk.bar.say("nothing", {});
    body.replaceChildren(...drawn(found));
    sheet.showModal();
  }

  sheet.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "g" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    sheet.close();
  });
  keys.add({ keys: ["g"], does: words.key_agree, act: () => void open() });
}

/** @param {DeskAgreementPage} found */
function drawn(found) {
  return [
    el("p", { class: "lead", text: found.said }),
    ...found.sections.map((one) => el("section", {},
      el("h3", { text: one.title }),
      ...one.sentences.map((text) => el("p", { text })),
      ...one.tables.map(table))),
    ...(found.limits ?? []).map((text) => el("p", { class: "what", text })),
  ];
}

/** @param {DeskTable} one */
function table(one) {
  const kind = (/** @type {number} */ column) => (column < one.words ? "word" : null);
  return el("details", {}, el("summary", { text: one.caption }),
    // The table may be wider than the sheet on a narrow screen, so it scrolls, by keys too.
    el("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": one.caption },
      el("table", {},
        el("thead", {}, el("tr", {}, ...one.head.map((text, n) => el("th", { scope: "col", class: kind(n), text })))),
        el("tbody", {}, ...one.rows.map(([name, ...cells]) => el("tr", {},
          el("th", { scope: "row", class: "word", text: name }), ...cells.map((text, n) => el("td", { class: kind(n + 1), text }))))))));
}
