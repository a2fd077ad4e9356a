// Shows another text that is nearly the same next to the one on the screen.

import { el, fill } from "../dom.js";
import { LOOKED, SHOWN } from "./desk.js";

/** @param {import("./desk.js").Desk} desk @param {import("./keys.js").Keys} keys */
export function alikePart(desk, keys) {
  const { words } = desk;
  const node = el("section", { class: "beside", hidden: true });
  const { aside, node: pane } = desk.panes.rubric;
  aside.append(node);
  let shown = -1;

  function close() {
    shown = -1;
    node.hidden = true;
    pane.classList.remove("side-by-side");
  }

  async function next() {
    const alike = desk.text?.alike ?? [];
    if (!alike.length) desk.bar.refuse(words.alike_none);
    if (shown + 1 >= alike.length) return close();
    shown += 1;
    const { code } = alike[shown];
    const found = await desk.server.ask(`beside/${desk.text?.code}/${code}`).catch((/** @type {Error} */ fault) => desk.bar.fault(fault));
    if (!found) return close();
    const { pieces } = found;
    node.replaceChildren(
      el("h2", { text: fill(words.alike_title, { code }) }), el("p", { class: "what", text: words.alike_what }),
      el("div", { class: "quoted" }, ...pieces.map((/** @type {{ text: string, same: boolean }} */ one) => (
        one.same ? one.text : el("u", { text: one.text })))));
    node.hidden = false;
    pane.classList.add("side-by-side");
    return undefined;
  }

  document.addEventListener(SHOWN, close);
  // The rubric's samples or questions take the other text's place.
  document.addEventListener(LOOKED, close);
  keys.add({ keys: ["s"], does: words.key_alike, texts: true, act: () => void next() });
}
