// My workbook: choose what goes in and the format, and get the file.

import { courseLang, el } from "../shell/dom.js";

/** @param {string} name @param {Blob} content @param {boolean} opens whether to open it in a new tab instead of saving it */
function give(name, content, opens) {
  const href = URL.createObjectURL(content);
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
  if (!opens || !window.open(href, "_blank")) el("a", { href, download: name }).click();
}

/** @param {import("./hosts/server.js").ServerHost} host @param {Words} pageWords */
export async function openWorkbook(host, pageWords) {
  if (document.querySelector(".kit-workbook")) return;
  /** @type {WorkbookChoice} */
  const { weeks, private: holdsPrivate, dated, words: ofWorkbook } = await host.ask("workbook_items");
  const words = { ...pageWords, ...ofWorkbook };
  const status = el("p", { role: "status" });
  /** @param {string} label @param {{ checked?: boolean, value?: string, name: string, mark?: string, lang?: string | null }} how */
  const box = (label, { checked = true, value = "1", name, mark, lang = null }) => el("label", { class: "kit-workbook-row" },
    el("input", { type: "checkbox", name, value, checked }), el("span", {}, el("span", { lang }, label), mark ? el("small", {}, ` ${mark}`) : null));
  const listed = weeks.map(({ title, items }) => el("fieldset", {}, el("legend", { lang: courseLang() }, title),
    ...items.map((one) => box(one.title, { name: "items", value: one.id, mark: one.private ? words["workbook.private_mark"] : "", lang: courseLang() }))));
  const also = el("fieldset", {},
    weeks.length ? null : el("p", {}, words["workbook.empty"]),
    box(words["workbook.with_completion"], { name: "completion" }),
    ...(holdsPrivate ? [box(words["workbook.with_private"], { name: "private", checked: false }), el("p", { class: "kit-workbook-note" }, words["workbook.with_private_means"])] : []));
  /** @param {string} name */
  const ticked = (name) => [...dialog.querySelectorAll(/** @type {"input"} */ (`input[name="${name}"]:checked`))].map((one) => one.value);
  /** @param {string} format @param {string} label */
  const button = (format, label) => el("button", { type: "button", onclick: async () => {
    status.textContent = "";
    try {
      const chosen = { format, items: ticked("items"), private: ticked("private").length > 0, completion: ticked("completion").length > 0 };
      const { name, content } = await host.file("workbook", chosen);
      give(name, content, format === "html");
    } catch (fault) {
      status.textContent = fault instanceof Error && fault.message.includes(" ") ? fault.message : words["shell.gone"];
    }
  } }, label);
  const dialog = el("dialog", { class: "kit-search kit-workbook", "aria-labelledby": "kit-workbook-title" },
    el("form", { method: "dialog" }, el("h2", { id: "kit-workbook-title" }, words["workbook.title"]), el("button", {}, words["search.close"])),
    el("p", {}, words["workbook.choose"]), ...listed, also,
    el("p", { class: "kit-home-buttons" }, button("html", words["workbook.as_page"]), button("docx", words["workbook.as_docx"]),
      button("pdf", words["workbook.as_pdf"]), dated ? button("ics", words["workbook.as_ics"]) : null),
    ...(dated ? [el("p", { class: "kit-workbook-note" }, words["workbook.ics_means"])] : []), status);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
