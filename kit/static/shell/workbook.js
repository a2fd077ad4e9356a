// My workbook: choose what goes in and the format, and get the file.

import { courseLang, el, saveFile } from "../dom.js";
import { html, nothing, render } from "../vendor/lit-html.js";

/** Make the workbook, and open it if it is a page.
 * @param {import("../hosts/server.js").ServerHost} host @param {{ format: string, items: string[], completion: boolean }} chosen */
export async function makeWorkbook(host, chosen) {
  const { name, content } = await host.file("workbook", { ...chosen, home: new URL("index.html", window.location.href).href });
  if (chosen.format !== "html" || !window.open(URL.createObjectURL(content), "_blank")) saveFile(name, content);
}

/** @param {import("../hosts/server.js").ServerHost} host @param {Words} pageWords */
export async function openWorkbook(host, pageWords) {
  if (document.querySelector(".kit-workbook")) return;
  /** @type {WorkbookChoice} */
  const { weeks, dated, words: ofWorkbook } = await host.ask("workbook_items");
  const words = { ...pageWords, ...ofWorkbook };
  const dialog = el("dialog", { class: "kit-search kit-workbook", "aria-labelledby": "kit-workbook-title" });
  let status = "";
  /** @param {string} name */
  const ticked = (name) => [...dialog.querySelectorAll(/** @type {"input"} */ (`input[name="${name}"]:checked`))].map((one) => one.value);
  /** @param {string} format */
  async function make(format) {
    status = "";
    draw();
    try {
      await makeWorkbook(host, { format, items: ticked("items"), completion: ticked("completion").length > 0 });
    } catch (fault) {
      status = fault instanceof Error && fault.message.includes(" ") ? fault.message : words["shell.gone"];
    }
    draw();
  }
  /** @param {string} label @param {{ checked?: boolean, value?: string, name: string, mark?: string, lang?: string | null }} how */
  const box = (label, { checked = true, value = "1", name, mark, lang }) => html`<label class="kit-workbook-row">
    <input type="checkbox" name=${name} value=${value} ?checked=${checked}><span><span lang=${lang ?? nothing}>${label}</span>${mark ? html` <small>${mark}</small>` : nothing}</span></label>`;
  const button = (/** @type {string} */ format, /** @type {string} */ label) =>
    html`<button type="button" @click=${() => make(format)}>${label}</button>`;
  const draw = () => render(html`
    <form method="dialog"><h2 id="kit-workbook-title">${words["workbook.title"]}</h2><button>${words["search.close"]}</button></form>
    <p>${words["workbook.choose"]}</p>
    ${weeks.map(({ title, items }) => html`<fieldset><legend lang=${courseLang() ?? nothing}>${title}</legend>
      ${items.map((one) => box(one.title, { name: "items", value: one.id, checked: !one.private, mark: one.private ? words["workbook.private_mark"] : "", lang: courseLang() }))}</fieldset>`)}
    <fieldset>${weeks.length ? nothing : html`<p>${words["workbook.empty"]}</p>`}
      ${box(words["workbook.with_completion"], { name: "completion" })}</fieldset>
    ${weeks.some(({ items }) => items.some((one) => one.private)) ? html`<p class="kit-workbook-note">${words["workbook.private_means"]}</p>` : nothing}
    <p class="kit-home-buttons">${button("html", words["workbook.as_page"])}${button("docx", words["workbook.as_docx"])}${button("pdf", words["workbook.as_pdf"])}${dated ? button("ics", words["workbook.as_ics"]) : nothing}</p>
    ${dated ? html`<p class="kit-workbook-note">${words["workbook.ics_means"]}</p>` : nothing}
    <p role="status">${status}</p>`, dialog);
  draw();
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
