// The questions to ask: a button for each one, which is replaced by the answer and its hours.

import { author, el } from "./dom.js";
import { lineNode } from "./scene_log.js";

/** @param {WeekItem} item @param {Words} words @param {(id: string) => void} ask */
export function askPanel(item, words, ask) {
  const rows = item.layers.map((layer, index) => {
    const swatch = el("span", { class: "kit-swatch kit-block", "data-layer": index, "aria-hidden": "true" });
    const name = el("summary", {}, swatch, author(layer.label));
    const said = el("details", {}, name,
      layer.line?.moment ? lineNode({ room: layer.line.moment }, "", { words, listen: null }) : null,
      layer.line ? lineNode({ es: layer.line.es, en: layer.line.en, who: item.person }, item.person, { words, listen: null }) : null,
      layer.told ? el("p", { class: "kit-line" }, author(layer.told)) : null);
    const told = el("div", { class: "kit-told-hours" }, said,
      layer.inWords.map((hours) => el("p", { class: "kit-hours", text: hours })));
    const button = el("button", { type: "button", class: "kit-button kit-ask", onclick: () => {
      // Earlier answers fold to their hours, so that the week stays in sight.
      for (const row of rows) row.said.open = row.id === layer.id;
      ask(layer.id);
      name.focus();
    } }, author(layer.ask));
    return { id: layer.id, button, told, said, node: el("li", {}, button, told) };
  });
  const node = el("ul", { class: "kit-asks" }, rows.map((row) => row.node));

  /** @param {string[]} asked @param {boolean} closed */
  function render(asked, closed) {
    for (const { id, button, told } of rows) {
      told.hidden = !asked.includes(id);
      button.hidden = !told.hidden;
      button.disabled = closed;
    }
  }
  return { node, render };
}
